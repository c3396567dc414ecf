"""Why: the clauses that decide, those that are beaten, and those that do not apply."""

from __future__ import annotations

from collections.abc import Sequence

from leadledger.rulebook.attribution import Attribution, Considered
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.explain.entries import Entries
from leadledger.rulebook.explain.layout import paragraph
from leadledger.rulebook.explain.words import Words
from leadledger.rulebook.wording import filled
from leadledger.texts import explanation as say


def why(answer: Attribution, words: Words, entries: Entries) -> list[str]:
    """The clauses that shaped the answer, in order: number, heading, text, reason, entries."""
    found: list[str] = []
    if answer.status == "needs-ruling":
        found += paragraph(words.said(say.NEEDS_RULING if answer.because else say.NO_CLAUSE))
    for one in answer.because:
        if found:
            found.append("")
        found += paragraph(titled(one.clause, words))
        text = filled(words.said, one.clause.text, one.clause.params)
        if text:
            found += paragraph(words.said(say.QUOTED).format(text=text), depth=2)
        found += paragraph(words.reason(one.reason), depth=2)
        if one.reason.entries:
            marks = entries.marks(one.reason.entries)
            found += paragraph(words.said(say.RESTS_ON).format(entries=marks), depth=2)
    return found


def beaten(considered: Sequence[Considered], words: Words, entries: Entries) -> list[str]:
    """The clauses that would have applied, and what they would have given."""
    found: list[str] = []
    for one in considered:
        if one.outcome != "beaten" or one.would_give is None:
            continue
        found += paragraph(titled(one.clause, words))
        found += paragraph(words.reason(one.reason), depth=2)
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


def not_applied(considered: Sequence[Considered], words: Words) -> list[str]:
    """The clauses that do not apply, each with its reason."""
    found: list[str] = []
    for one in considered:
        if one.outcome == "does-not-apply":
            line = words.said(say.NOT_APPLIED_LINE).format(
                cite=one.clause.cite,
                title=words.said.of_book(one.clause.title) or one.clause.id,
                reason=words.reason(one.reason),
            )
            found += paragraph(line)
    return found


def titled(clause: Clause, words: Words) -> str:
    """A clause by number and heading."""
    title = words.said.of_book(clause.title) or clause.id
    return words.said(say.CLAUSE_AND_TITLE).format(cite=clause.cite, title=title)
