"""``leadledger conformance``: whether scenarios have the answers they must have, here or elsewhere."""

from __future__ import annotations

from collections import Counter
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import rulebook_of
from leadledger.cli.options import AsJson, Book, Language
from leadledger.errors import CallInvalid
from leadledger.importing import read_history
from leadledger.texts import Catalogue, catalogue
from leadledger.texts import conformance as say

if TYPE_CHECKING:
    from leadledger.testing.conformance import Verdict

DONE, FAILED = 0, 1
Files = Annotated[str, Parameter(name="FILE", help="JSONL files of scenarios.")]
AnswersFile = Annotated[
    str | None,
    Parameter(
        name="--answers",
        help="A JSONL file of another implementation's answers, by name: these are checked instead of ours.",
    ),
]
FromHistory = Annotated[
    str | None,
    Parameter(name="--write", help="Print scenarios instead: one for each deal of this history, with our answer."),
]


def conformance(
    *files: Files,
    rulebook: Book = None,
    answers: AnswersFile = None,
    write: FromHistory = None,
    json: AsJson = False,
    lang: Language = "en",
) -> int:
    """Check scenarios: whether each deal comes to what its scenario says, clause for clause.

    A scenario is a history, a deal and its answer, one JSON object a line. With --answers it is another program's
    answers that are checked; with --write a history of one's own becomes scenarios for another program. The exit is 1
    where a scenario has another answer, or there is none.
    """
    if write is not None:
        if files or answers is not None:
            raise CallInvalid("--write takes a history and no scenarios: expected it alone")
        return _write(write, rulebook)
    if not files:
        raise CallInvalid("expected files of scenarios, or --write HISTORY")
    verdicts = _verdicts(files, rulebook, answers)
    if json:
        for one in verdicts:
            printing.line(one.to_dict())
    else:
        _print(verdicts, catalogue(lang))
    return DONE if verdicts and all(one.ok for one in verdicts) else FAILED


def _verdicts(files: tuple[str, ...], rulebook: str | None, answers: str | None) -> list[Verdict]:
    from leadledger.testing import conformance as scenarios  # noqa: PLC0415  # only where it is used

    book = rulebook_of(rulebook, None)
    found = [one for file in files for one in scenarios.read_scenarios(file)]
    if answers is None:
        return [scenarios.check(one, book) for one in found]
    names = Counter(one.name for one in found)
    for name, count in names.items():
        if count > 1:
            raise CallInvalid(f"two scenarios are named {name!r} in {', '.join(files)}: expected a name for each")
    theirs = scenarios.read_answers(answers)
    unknown = sorted(set(theirs) - set(names))
    if unknown:
        raise CallInvalid(f"{answers}: no scenario is named {unknown[0]!r}")
    return [scenarios.check_answers(one, theirs) for one in found]


def _write(history: str, rulebook: str | None) -> int:
    from leadledger.testing.conformance import scenarios_of  # noqa: PLC0415  # as above

    lines = read_history(history)
    for one in scenarios_of((line.event for line in lines), Path(history).name, rulebook_of(rulebook, None)):
        printing.line(one.to_dict())
    return DONE


def _print(verdicts: list[Verdict], said: Catalogue) -> None:
    if not verdicts:
        printing.prose(said(say.NO_SCENARIOS))
        return
    rows = [(one.name, said(say.PASSED if one.ok else say.FAILED), _difference(one, said)) for one in verdicts]
    printing.table((said(say.SCENARIO), said(say.RESULT), said(say.DIFFERENCE)), rows, whole=(1,))
    failed = sum(not one.ok for one in verdicts)
    if failed:
        text = said.plural(say.SOME_FAILED.one, say.SOME_FAILED.many, len(verdicts))
        printing.prose(text.format(count=failed, all=len(verdicts)))
    else:
        text = said.plural(say.ALL_PASSED.one, say.ALL_PASSED.many, len(verdicts))
        printing.prose(text.format(count=len(verdicts)))


def _difference(verdict: Verdict, said: Catalogue) -> str:
    got = verdict.got
    if got is None:
        return said(say.UNANSWERED)
    differing = [*verdict.differing, *(["refused"] if verdict.differing and got.get("refused") else [])]
    return "; ".join(
        said(say.WANTED_GOT if name in got else say.NOT_GOT).format(
            field=name, want=_text(verdict.want.get(name)), got=_text(got.get(name))
        )
        for name in dict.fromkeys(differing)
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else dumps(value, ensure_ascii=False)
