"""Consequence: a fee for who booked an appointment that was held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from leadledger.dossier import Fact
from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Award, Follows, Reason
from leadledger.rulebook.case import Case
from leadledger.rulebook.field_names import FieldName
from leadledger.rulebook.touching import agent_in
from leadledger.values import Money, Window


def booking_fee(
    case: Case,
    award: Award,
    *,
    kind: str,
    booked: Pattern,
    rebooked: Pattern,
    held: Pattern,
    keeps: Window,
    amounts: dict[str, Money],
    by: FieldName,
    joined: FieldName = "appointment",
    starts: FieldName = "starts_at",
) -> Sequence[Follows]:
    """For each appointment that was *held*: the fee of whoever *booked* it, from *amounts* by the booking's field *by*.

    Entries of one appointment have the same value in the field *joined*. Where it was *rebooked* by another, the fee
    is the first booker's if the new time (the field *starts*) is in the time *keeps* from the first one, else the
    other's. A value that *amounts* does not list comes to nothing.

    >>> from leadledger.testing.stories import given, subscription
    >>> case = given(subscription("d", "c", "li")).case("d")
    >>> visits = Pattern.parse({"type": "VisitReceived"})
    >>> booking_fee(case, Award.whole("li"), kind="fee", booked=visits, rebooked=visits, held=visits,
    ...             keeps=Window.parse("76 weekday hours"), amounts={}, by="agent")
    []
    """
    first = _by_reference(case.like(booked, award), joined)
    again = _by_reference(case.like(rebooked, award), joined)
    found: list[Follows] = []
    for fact in case.like(held, award):
        booking = first.get(getattr(fact.event, joined, None))
        if booking is None:
            continue
        amount = amounts.get(str(getattr(booking.event, by, "")))
        later = again.get(getattr(fact.event, joined, None))
        keeper = booking if later is None or _in_time(booking, later, keeps, starts, case) else later
        agent = agent_in(keeper, "agent")
        if amount is not None and agent is not None:
            because = Reason.of("booked", booking, later, fact, agent=agent, amount=amount)
            found.append(Follows(kind, agent, amount, because))
    return found


def _by_reference(facts: Sequence[Fact], field: str) -> dict[object, Fact]:
    return {getattr(fact.event, field, None): fact for fact in facts}


def _in_time(booking: Fact, later: Fact, keeps: Window, starts: str, case: Case) -> bool:
    first, second = getattr(booking.event, starts, None), getattr(later.event, starts, None)
    if not isinstance(first, datetime) or not isinstance(second, datetime):
        return False
    return keeps.covers(first, second, case.register.zone)
