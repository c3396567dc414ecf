"""Preview: what a ruling would mean for every other case, before it is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leadledger.disputes.rulings.conflicts import Ruled, ruled_deals
from leadledger.disputes.rulings.patterns import pattern_of, renamed
from leadledger.disputes.rulings.readings import Ids, by_the_book, decided_by, readings
from leadledger.errors import CallInvalid
from leadledger.rulebook.answers import Award
from leadledger.rulebook.attribution import Attribution


@dataclass(frozen=True, slots=True)
class Changed:
    """A case whose answer the same reading would change: what it is by the book, and what it would be."""

    case: Attribution
    by: Ids
    before: Award
    after: Award


@dataclass(frozen=True, slots=True)
class Preview:
    """What a ruling on *deal* would mean.

    *decided_by* are the clauses that decide the deal, *follows* those that would give what is ruled: none, where no
    clause of the book does. Of *cases*, so many others, *changed* are those the same reading would change; *against*
    are earlier rulings on equal fact patterns that went another way.
    """

    deal: str
    decided_by: Ids
    follows: tuple[Ids, ...]
    cases: int
    changed: tuple[Changed, ...]
    against: tuple[Ruled, ...]


def preview(deal: Attribution, award: Award, others: Iterable[Attribution], reading: Sequence[str] = ()) -> Preview:
    """What ruling *award* on a deal would mean for *others*: closed deals, and customers who have not bought.

    The same reading is that the clauses which give what is ruled go before those which decide the deal. It would change
    another case where the same clauses decide and the same others would give another owner, credit or commission.
    *reading* names the clause meant, where several give what is ruled.

    Raises:
        CallInvalid: a clause of *reading* does not give what is ruled.
    """
    decided = decided_by(by_the_book(deal))
    follows = [one.by for one in readings(deal) if _same(one.award, award)]
    for id in reading:
        if not any(id in ids for ids in follows):
            able = ", ".join(dict.fromkeys(one for ids in follows for one in ids)) or "none"
            raise CallInvalid(f"--reading {id}: that clause does not give what is ruled; of this book do: {able}")
    follows = [ids for ids in follows if not reading or any(id in ids for id in reading)]
    changed: list[Changed] = []
    pattern, against, cases = pattern_of(deal), list[Ruled](), 0
    for other in others:
        if other.deal is not None and other.deal == deal.deal:
            continue
        cases += 1
        if found := _changed(deal, other, decided, follows):
            changed.append(found)
        for one in ruled_deals([other]):
            if one.pattern.key == pattern.key and renamed(one.pattern, one.award) != renamed(pattern, award):
                against.append(one)
    return Preview(deal.deal or "", decided, tuple(follows), cases, tuple(changed), tuple(against))


def _changed(deal: Attribution, other: Attribution, decided: Ids, follows: Sequence[Ids]) -> Changed | None:
    if decided in follows or other.rulebook.name != deal.rulebook.name or _is_ruled(other):
        return None
    before = by_the_book(other)
    if decided_by(before) != decided:
        return None
    for one in readings(other):
        if one.by in follows and not _same(one.award, before.award):
            return Changed(other, one.by, before.award, one.award)
    return None


def _is_ruled(answer: Attribution) -> bool:
    return bool(answer.because) and answer.because[0].clause.final


def _same(one: Award, other: Award) -> bool:
    return dict(one.credit) == dict(other.credit) and dict(one.commission) == dict(other.commission)
