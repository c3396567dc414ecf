"""The decisions that entries move, for people: before and after, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from leadledger.cli import printing
from leadledger.ledger.moves import Move
from leadledger.rulebook import Attribution
from leadledger.rulebook.explain import Words
from leadledger.texts import catalogue
from leadledger.texts import commands as say
from leadledger.texts.explanation import OWNER_OPEN, STATUSES


def print_moves(moved: Sequence[Move], lang: str, *, title: str, nothing: str) -> None:
    """The moves as a table under a *title*, or the sentence that there is *nothing*; both are texts of commands."""
    said = catalogue(lang)
    if not moved:
        printing.prose(said(nothing))
        return
    headings = [said(one) for one in (say.DEAL, say.BEFORE, say.AFTER)]
    rows = [(move.deal, in_words(move.before, lang), in_words(move.after, lang)) for move in moved]
    printing.table(headings, rows, title=said(title))


def in_words(answer: Attribution | None, lang: str) -> str:
    """What somebody gains or loses by, a line for each."""
    if answer is None:
        return catalogue(lang)(say.NOT_DECIDED)
    words = Words.of(answer, lang, to_wrap=True)
    said = words.said
    open_ = answer.owner is None and answer.status != "final"
    rows = [
        (say.OWNER, said(OWNER_OPEN) if open_ else words.person(answer.owner)),
        (say.CREDIT, words.shares(answer.credit)),
        (say.COMMISSION, words.shares(answer.commission)),
        (say.CLAUSE, f"{answer.clause} ({said(STATUSES[answer.status])})"),
    ]
    return "\n".join(f"{said(heading)} {value}" for heading, value in rows)
