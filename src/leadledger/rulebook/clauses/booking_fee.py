"""Consequence: a fee for who booked an appointment that was held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leadledger.dossier import Fact
from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Award, Follows, Reason
from leadledger.rulebook.case import Case
from leadledger.rulebook.field_names import FieldName
from leadledger.rulebook.stated import Stated
from leadledger.rulebook.touching import agent_in
from leadledger.values import Money, Window


@dataclass(frozen=True, slots=True)
class Fee(Stated):
    """The *amount* for a booking of which a field says one of these words."""

    amount: Money
    of: tuple[str, ...]


def booking_fee(
    case: Case,
    award: Award,
    *,
    kind: str = "booking-fee",
    booked: Pattern,
    rebooked: Pattern,
    held: Pattern,
    keeps: Window,
    fees: tuple[Fee, ...],
    by: tuple[FieldName, ...],
    missed: Pattern | None = None,
    joined: FieldName = "appointment",
    starts: FieldName = "starts_at",
) -> Sequence[Follows]:
    """For each appointment that was *held*: the fee of whoever *booked* it.

    It is what *fees* say of the booking, by the first of its fields *by* whose value they list; nothing, if they list
    none. Entries of one appointment have the same value in the field *joined*. Where it was *rebooked* by
    another, the fee is the first booker's if the new time (the field *starts*) is in the time *keeps* from the first
    one (and, where *missed* is stated, the first one was missed before), else the other's.

    >>> from leadledger.testing.stories import given, subscription
    >>> case = given(subscription("d", "c", "li")).case("d")
    >>> visits = Pattern.parse({"type": "VisitReceived"})
    >>> booking_fee(case, Award.whole("li"), booked=visits, rebooked=visits, held=visits,
    ...             keeps=Window.parse("76 weekday hours"), fees=(), by=("agent",))
    []
    """
    amounts = {word: one.amount for one in fees for word in one.of}
    found: list[Follows] = []
    for fact in case.like(held, award):
        booking = _latest(case.like(booked, award), fact, joined)
        if booking is None:
            continue
        listed = (amounts.get(str(getattr(booking.event, field, ""))) for field in by)
        due = next(filter(None, listed), None)
        later = _latest(case.like(rebooked, award), fact, joined)
        keeper = booking
        if later is not None:
            was_missed = missed is None or _latest(case.like(missed, award), later, joined) is not None
            keeper = booking if was_missed and _in_time(booking, later, keeps, starts, case) else later
        agent = agent_in(keeper, "agent")
        if due is not None and agent is not None:
            because = Reason.of("booked", booking, later, fact, agent=agent, amount=due)
            found.append(Follows(kind, agent, due, because))
    return found


def _latest(facts: Sequence[Fact], before: Fact, field: str) -> Fact | None:
    """The latest of the entries before one that have the same value in a field as that one."""
    value: object = getattr(before.event, field, None)
    same = [one for one in facts if one.order < before.order and getattr(one.event, field, None) == value]
    return same[-1] if same else None


def _in_time(booking: Fact, later: Fact, keeps: Window, starts: str, case: Case) -> bool:
    first, second = getattr(booking.event, starts, None), getattr(later.event, starts, None)
    if not isinstance(first, datetime) or not isinstance(second, datetime):
        return False
    return keeps.covers(first, second, case.register.zone)
