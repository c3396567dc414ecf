"""Why: the clauses that decide, those that are beaten, and those that do not apply."""

from __future__ import annotations

from collections.abc import Sequence

from leadledger.dossier import only
from leadledger.events import RulingMade
from leadledger.rulebook.attribution import Attribution, Because, Considered
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.explain.entries import Entries
from leadledger.rulebook.explain.layout import EMPTY, Block, paragraph
from leadledger.rulebook.explain.words import Words
from leadledger.rulebook.wording import filled
from leadledger.texts import explanation as say
from leadledger.texts import formats


def why(answer: Attribution, words: Words, entries: Entries) -> list[Block]:
    """The clauses that shaped the answer, in order: number, heading, text, reason, entries.

    What follows beside it comes after them, but what of that has to be established yet before.
    """
    followed = [(one.missing is None, Because(one.clause, one.because)) for one in answer.consequences]
    still_open = [one for settled, one in followed if not settled]
    shaping = [*still_open, *answer.because, *(one for settled, one in followed if settled)]
    found: list[Block] = []
    if answer.status == "needs-ruling":
        found += paragraph(words.said(say.NEEDS_RULING if answer.because else say.NO_CLAUSE))
    told: Clause | None = None
    for one in shaping:
        if one.clause is not told:
            found += _clause(one.clause, words, after=found)
        told = one.clause
        found += paragraph(words.reason(one.reason), depth=2)
        for ruling in only(one.reason.entries, RulingMade):
            found += paragraph(words.said(say.RULING_REASON).format(reason=ruling.event.reason), depth=2)
        if one.reason.entries:
            marks = entries.marks(one.reason.entries)
            found += paragraph(words.said(say.RESTS_ON).format(entries=marks), depth=2)
    return found


def _clause(clause: Clause, words: Words, after: list[Block]) -> list[Block]:
    """A clause by number, heading and text."""
    found: list[Block] = [EMPTY] if after else []
    found += paragraph(titled(clause, words))
    text = filled(words.said, clause.text, clause.params)
    if text:
        found += paragraph(words.said(say.QUOTED).format(text=text), depth=2)
    return found


def beaten(considered: Sequence[Considered], words: Words, entries: Entries) -> list[Block]:
    """The clauses that would have applied, and what they would have given."""
    found: list[Block] = []
    for one in considered:
        if one.outcome != "beaten":
            continue
        found += paragraph(titled(one.clause, words))
        found += paragraph(words.reason(one.reason), depth=2)
        if one.would_give is not None:
            award = one.would_give.award
            given = words.said(say.WOULD_GIVE).format(
                owner=words.person(one.would_give.owner),
                credit=words.shares(award.credit),
                commission=words.shares(award.commission),
            )
            found += paragraph(given, depth=2)
        if one.reason.entries:
            marks = entries.marks(one.reason.entries)
            found += paragraph(words.said(say.RESTS_ON).format(entries=marks), depth=2)
    return found


def not_applied(considered: Sequence[Considered], words: Words) -> list[Block]:
    """The clauses that do not apply, and why; those of one reason together."""
    by_reason: dict[str, list[Clause]] = {}
    for one in considered:
        if one.outcome == "does-not-apply":
            by_reason.setdefault(words.reason(one.reason), []).append(one.clause)
    found: list[Block] = []
    for reason, clauses in by_reason.items():
        cites = formats.enumerated(words.said, dict.fromkeys(clause.cite for clause in clauses))
        title = words.said.of_book(clauses[0].title) or clauses[0].id
        message = words.said(say.NOT_APPLIED_LINE if len(clauses) == 1 else say.NOT_APPLIED_GROUP)
        found += paragraph(message.format(cite=cites, cites=cites, title=title, reason=reason))
    return found


def titled(clause: Clause, words: Words) -> str:
    """A clause by number and heading."""
    title = words.said.of_book(clause.title) or clause.id
    return words.said(say.CLAUSE_AND_TITLE).format(cite=clause.cite, title=title)
