"""``leadledger rulebook check``: what is wrong with a rulebook, each with the smallest story that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from json import loads as json_of
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import setting
from leadledger.cli.books.lawful import Waive, asked, waivers
from leadledger.cli.books.lawful import told as laws_told
from leadledger.cli.books.showing import NameOrFile
from leadledger.cli.options import AsJson, Language, Settings
from leadledger.errors import CallInvalid
from leadledger.events import to_json
from leadledger.rulebook import Rulebook, load_rulebook
from leadledger.rulebook.explain.why import titled
from leadledger.rulebook.without import as_it_stands
from leadledger.testing.checking.wording import reasons, told, verdict, words_for
from leadledger.texts import catalogue
from leadledger.texts import checking as tell
from leadledger.texts import commands as say
from leadledger.texts.wrapping import unglued, wrapped

if TYPE_CHECKING:
    from leadledger.testing.checking.search import Finding, Looked

DONE, WRONG = 0, 1
STORIES = 5_000
MOST = 1_000_000
Stories = Annotated[int, Parameter(name="--stories", help="How many stories to look at; more find rarer things.")]


def check(
    book: NameOrFile,
    /,
    *,
    stories: Stories = STORIES,
    waive: Waive = None,
    settings: Settings = None,
    json: AsJson = False,
    lang: Language = "en",
) -> int:
    """Check a rulebook: search stories of what it reads for clauses that collide or never decide, and ask the laws.

    Looked for are clauses that collide, one that never decides, deals that no clause decides, findings that are
    missing, and shares that do not sum to one; then the laws of the testing kit are asked, such as that nobody gains by
    entering something late. Each is told by the smallest story that shows it. The exit is 1 where something has to be
    put right: not where the document says which of two clauses counts, or waits for a finding, or a law is waived.
    """
    named = waivers(waive or ())
    checked = as_it_stands(load_rulebook(book, dict(setting(one) for one in settings or ())))
    if not 0 < stories <= MOST:
        raise CallInvalid(f"--stories: expected a number from 1 to {MOST:,}, got {stories}")
    look, findings = _search()
    looked: Looked = look(checked, stories=stories)
    found: list[Finding] = []
    if not json:
        printing.prose(catalogue(lang).of_book(checked.title))
        printing.prose(catalogue(lang)(tell.LOOKED).format(stories=looked.stories))
    for one in findings(checked, looked):
        found.append(one)
        if json:
            printing.line(_as_data(checked, looked, one, lang))
        else:
            _print(checked, looked, one, lang)
    report = asked(book, checked, named, stories, lang)
    laws_told(report, named, lang, json=json)
    faults = sum(one.at_fault for one in found) + len(report.broken)
    if not json:
        _counted(checked, looked, lang)
        _summed_up(faults, lang)
    return WRONG if faults else DONE


def _search() -> tuple[Any, Any]:
    try:
        from leadledger.testing.checking.search import findings, look  # noqa: PLC0415  # it needs Hypothesis
    except ModuleNotFoundError as missing:
        if missing.name != "hypothesis":
            raise
        raise CallInvalid(
            'rulebook check searches with Hypothesis, which is not installed: pip install "leadledger[testing]"'
        ) from None
    return look, findings


def _as_data(book: Rulebook, looked: Looked, one: Finding, lang: str) -> dict[str, Any]:
    return {
        "kind": one.what,
        "clauses": list(one.clauses),
        "story": [json_of(to_json(event)) for event in one.story],
        "says": unglued("\n".join(_says(book, looked, one, lang))),
    }


def _print(book: Rulebook, looked: Looked, one: Finding, lang: str) -> None:
    said = catalogue(lang)
    printing.text("")
    cites = " × ".join(book.clause(id).cite for id in one.clauses)
    printing.prose(said(tell.FOUND[one.what]) + (f": {cites}" if cites else ""))
    for sentence in _says(book, looked, one, lang):
        for row in wrapped(sentence, first="  ", rest="     ", columns=printing.columns()):
            printing.text(row)


def _says(book: Rulebook, looked: Looked, one: Finding, lang: str) -> Iterator[str]:
    """A finding in words: the story, what each clause says of it, and which counts and why."""
    said = catalogue(lang)
    if one.what == "never-decides":
        yield _never(book, looked, one.clauses[0], lang)
    if one.seen is None:
        return
    story = told(one.seen.answer, said)
    yield said(tell.SMALLEST)
    yield from (f"{number}. {line}" for number, line in enumerate(story.lines, 1))
    yield from reasons(book, one.seen, one.clauses, lang)
    yield from verdict(book, one.what, one.clauses, one.seen, lang)


def _never(book: Rulebook, looked: Looked, id: str, lang: str) -> str:
    said = catalogue(lang)
    clause, beaten = titled(book.clause(id), words_for(book, said)), looked.beaten[id]
    text = tell.NEVER_BEATEN
    message = said.plural(text.one, text.many, beaten) if beaten else said(tell.NEVER)
    return message.format(clause=clause, stories=looked.stories, beaten=beaten)


def _counted(book: Rulebook, looked: Looked, lang: str) -> None:
    said = catalogue(lang)
    headings = [said(one) for one in (say.NUMBER, say.ID, tell.DECIDED, tell.BEATEN)]
    rows = [
        (clause.cite, clause.id, str(looked.decided[clause.id]), str(looked.beaten[clause.id] or ""))
        for clause in book.clauses
    ]
    printing.text("")
    printing.prose(said(tell.COUNTED))
    printing.table(headings, rows, whole=(0, 1))


def _summed_up(faults: int, lang: str) -> None:
    said = catalogue(lang)
    printing.text("")
    text = said.plural(tell.FAULTS.one, tell.FAULTS.many, faults).format(count=faults) if faults else said(tell.SOUND)
    printing.prose(text)
