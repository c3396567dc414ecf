"""The laws within ``rulebook check``: what is waived, what is asked, and how a broken one is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.errors import CallInvalid
from leadledger.rulebook import Rulebook
from leadledger.rulebook.library import rulebooks
from leadledger.testing.laws import ALL
from leadledger.testing.report import as_data, check_rulebook, of_law
from leadledger.testing.waivers import waivers_of
from leadledger.texts.wrapping import wrapped

if TYPE_CHECKING:
    from leadledger.testing.report import Report

A_FIFTIETH = 50
"""The laws are asked of one story for so many that are searched: each is decided many times over."""
Waive = Annotated[
    list[str] | None,
    Parameter(
        name="--waive",
        negative=(),
        allow_leading_hyphen=True,
        help="LAW=REASON: a law that the rulebook breaks on purpose, and why; may be given several times.",
    ),
]


def waivers(named: Sequence[str]) -> dict[str, str]:
    """The laws that are waived, by name.

    Raises:
        CallInvalid: one is not of the form, or there is no such law.
    """
    names = [law.name for law in ALL]
    found: dict[str, str] = {}
    for one in named:
        law, _, reason = one.partition("=")
        if law not in names or not reason.strip():
            raise CallInvalid(f"--waive: expected LAW=REASON with one of {', '.join(names)}, got {one!r}")
        found[law] = reason.strip()
    return found


def asked(name: str, book: Rulebook, waived: Mapping[str, str], stories: int, lang: str) -> Report:
    """The laws asked of a book; what one of the library's own breaks on purpose is known."""
    known: Mapping[str, str] = waivers_of(name) if name in rulebooks else {}
    return check_rulebook(book, waive={**known, **waived}, examples=max(1, stories // A_FIFTIETH), lang=lang)


def told(report: Report, named: Mapping[str, str], lang: str, *, json: bool) -> None:
    """Print each law that does not hold, and each waiver given that is not needed."""
    for one in report.checked:
        if one.state not in ("broken", "waived") and not (one.state == "needless-waiver" and one.law in named):
            continue
        if json:
            printing.line(_as_data(as_data(one, lang)))
            continue
        printing.text("")
        first, *more = of_law(one, lang)
        printing.prose(first)
        for sentence in more:
            for row in wrapped(sentence, first="  ", rest="     ", columns=printing.columns()):
                printing.text(row)


def _as_data(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"kind": "law", **{name: data[name] for name in ("law", "state", "waived", "story", "says")}}
