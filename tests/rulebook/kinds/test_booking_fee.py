"""The kind ``booking_fee``: a fee for who booked an appointment that was held."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from leadledger.rulebook.attribution import Consequence
from leadledger.rulebook.document import rulebook_from
from leadledger.testing.stories import draft, subscription
from leadledger.testing.stories import given as told_as
from tests.declared_book import AT, document
from tests.rulebook.kinds.meetings import AGENTS, CLOSED, CLOSER
from tests.strategies import examples

BOOKED = {"appointment": "reference", "customer": "customer", "agent": "agent", "starts_at": "time", "status": "word"}
TYPES = {
    "AppointmentBooked": {"fields": BOOKED},
    "AppointmentRebooked": {"fields": {"appointment": "reference", "agent": "agent", "starts_at": "time"}},
    "AppointmentMissed": {"fields": {"appointment": "reference"}},
    "AppointmentHeld": {"fields": {"appointment": "reference"}},
}
AMOUNTS = {"cold": "15.20", "new": "10.64"}
FEE: dict[str, Any] = {
    "id": "booked",
    "cite": "E",
    "use": "booking-fee",
    "booked": {"type": "app.AppointmentBooked"},
    "rebooked": {"type": "app.AppointmentRebooked"},
    "held": {"type": "app.AppointmentHeld"},
    "missed": {"type": "app.AppointmentMissed"},
    "keeps": "76 hours",
    "by": ["status"],
    "fees": [{"of": [word], "amount": {"amount": due, "currency": "USD"}} for word, due in AMOUNTS.items()],
}
ANYHOW = {"id": "closer", "cite": "C", "rank": 9, "use": "closer", "where": "anyhow"}
BOOK = rulebook_from({**document(**TYPES), "award": [ANYHOW], "consequence": [FEE]}, source="bookings")


class Appointment(NamedTuple):
    """As booked by the *agent*; perhaps missed, booked anew for so many *hours* later by the *other*; held or not."""

    agent: str
    status: str
    missed: bool
    other: str | None
    hours: int
    held: bool


appointments = st.lists(
    st.builds(
        Appointment,
        st.sampled_from(AGENTS),
        st.sampled_from(("cold", "new", "other")),
        st.booleans(),
        st.none() | st.sampled_from(AGENTS),
        st.one_of(st.sampled_from((75, 76, 77)), st.integers(1, 200)),
        st.sampled_from((True, True, False)),
    ),
    max_size=4,
)


def fees(booked: list[Appointment]) -> tuple[Consequence, ...]:
    """The fees of appointments that were booked, missed, booked anew and held, each in turn."""
    told = []
    for place, one in enumerate(booked):
        name = f"a{place}"
        told.append(
            draft(
                "app.AppointmentBooked",
                appointment=name,
                customer="c",
                agent=one.agent,
                starts_at=AT.isoformat(),
                status=one.status,
            )
        )
        if one.missed:
            told.append(draft("app.AppointmentMissed", appointment=name))
        if one.other is not None:
            anew = (AT + timedelta(hours=one.hours)).isoformat()
            told.append(draft("app.AppointmentRebooked", appointment=name, agent=one.other, starts_at=anew))
        if one.held:
            told.append(draft("app.AppointmentHeld", appointment=name))
    return told_as(*told, subscription("d", "c", CLOSER, on=CLOSED), rulebook=BOOK).decide("d").consequences


@examples(60)
@given(booked=appointments)
def test_each_appointment_held_has_one_fee_of_the_booking_whoever_gets_it(booked: list[Appointment]) -> None:
    due = [AMOUNTS[one.status] for one in booked if one.held and one.status in AMOUNTS]
    assert [str(one.figure) for one in fees(booked)] == [f"{amount} USD" for amount in due]


@examples(60)
@given(booked=appointments)
def test_the_first_booker_keeps_the_fee_of_what_was_missed_and_set_anew_in_time(booked: list[Appointment]) -> None:
    paid = [one for one in booked if one.held and one.status in AMOUNTS]
    keeps = [one.other is None or (one.missed and one.hours <= 76) for one in paid]
    assert [one.payee for one in fees(booked)] == [
        one.agent if kept else one.other for one, kept in zip(paid, keeps, strict=True)
    ]
