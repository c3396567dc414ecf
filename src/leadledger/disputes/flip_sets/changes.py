"""Changes: one entry of a dossier taken otherwise than it stands, as somebody could ask for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID, uuid5

from leadledger.dossier import Dossier, Fact, is_of, only
from leadledger.events import ComplaintDecided, ComplaintFiled, EntryStruck, Event

How = Literal["struck", "restored", "upheld", "dismissed"]
_OTHERWISE: Mapping[str, How] = {"upheld": "dismissed", "dismissed": "upheld"}
_BY = "leadledger"
_NAMESPACE = UUID("6b1f2f0e-8a55-5b0f-9d5c-3f4f1c9d7a10")  # of entries that are only supposed


@dataclass(frozen=True, slots=True)
class Change:
    """An entry *struck* out, a striking taken back (its entry *restored*), a complaint *upheld* or *dismissed*.

    *fact* is the entry concerned: for a complaint its decision, which is then the other one, or the complaint itself
    where nobody decided it yet.
    """

    how: How
    fact: Fact


def changes(dossier: Dossier) -> list[Change]:
    """Every change that a dossier's facts allow, in register order; what closes the deal stays as it is.

    >>> from leadledger.testing.stories import complaint, given, subscription, visit
    >>> story = given(visit("c", "zhang"), complaint("k", "c", "zhang"), subscription("d", "c", "li"))
    >>> [(one.how, one.fact.type) for one in changes(story.dossier("d"))]
    [('struck', 'VisitReceived'), ('struck', 'ComplaintFiled'), ('upheld', 'ComplaintFiled'), \
('dismissed', 'ComplaintFiled')]
    """
    closing = {fact.id for fact in dossier.closing.facts}
    decided = {fact.event.complaint for fact in only(dossier.matters, ComplaintDecided)}
    open_ = {fact.id for fact in only(dossier.own.facts, ComplaintFiled) if fact.event.complaint not in decided}
    return [one for fact in dossier.facts if fact.id not in closing for one in _of(fact, fact.id in open_)]


def _of(fact: Fact, is_open: bool) -> Iterator[Change]:
    if is_of(fact, EntryStruck):
        yield Change("restored", fact)
        return
    yield Change("struck", fact)
    if is_open:
        yield Change("upheld", fact)
        yield Change("dismissed", fact)
    elif is_of(fact, ComplaintDecided):
        yield Change(_OTHERWISE[fact.event.outcome], fact)


def compatible(some: Collection[Change]) -> bool:
    """Whether the changes can be made together: no entry is taken otherwise in two ways."""
    return len({one.fact.id for one in some}) == len(some)


def entered_for(one: Change, after: Fact) -> Fact | None:
    """What would have to be entered *after* the last fact for the change, if anything.

    What is supposed to be struck is struck by an entry of its own, as a manager would, so that all that the rules say
    of strikings holds for it too; and an open complaint is decided by one.
    """
    how = one.how
    if how == "struck":
        event: Event = EntryStruck(occurred_at=after.recorded_at, entry=one.fact.id, reason="supposed", by=_BY)
    elif how != "restored" and is_of(one.fact, ComplaintFiled):
        complaint = one.fact.event.complaint
        event = ComplaintDecided(occurred_at=after.recorded_at, complaint=complaint, outcome=how, by=_BY)
    else:
        return None
    return Fact(after.order + 1, event, uuid5(_NAMESPACE, f"{one.how} {one.fact.id}"), after.recorded_at)


def taken_otherwise(one: Change) -> Fact | None:
    """What stands in the place of the entry concerned: itself, a decision with the other outcome, or nothing."""
    if one.how == "restored":
        return None
    if is_of(one.fact, ComplaintDecided) and one.how != "struck":
        return one.fact.reread(one.fact.event.model_copy(update={"outcome": one.how}))
    return one.fact
