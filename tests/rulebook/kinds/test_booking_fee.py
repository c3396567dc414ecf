"""The kind ``booking_fee``: a fee for who booked an appointment that was held."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.rulebook.attribution import Consequence
from leadledger.rulebook.document import rulebook_from
from leadledger.testing.stories import call, draft, subscription, visit
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
    "AppointmentPassedOn": {"fields": {"appointment": "reference", "agent": "agent"}},
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


def told(*entries: tuple[str, str, dict[str, Any]], fee: dict[str, Any] = FEE) -> list[tuple[str, str]]:
    """The payees and the entries of the fees in a story of appointments; *entries* are of the vendor's own types."""
    book = rulebook_from({**document(**TYPES), "award": [ANYHOW], "consequence": [fee]}, source="bookings")
    story = [draft(f"app.{kind}", appointment=name, **more) for kind, name, more in entries]
    answer = told_as(*story, subscription("d", "c", CLOSER, on=CLOSED), rulebook=book).decide("d")
    return [
        (one.payee, " ".join(entry.type.removeprefix("app.Appointment") for entry in one.because.entries))
        for one in answer.consequences
    ]


def booked(name: str, agent: str, status: str = "new") -> tuple[str, str, dict[str, Any]]:
    more = {"customer": "c", "agent": agent, "starts_at": AT.isoformat(), "status": status}
    return "AppointmentBooked", name, more


def rebooked(name: str, agent: str, hours: int = 10) -> tuple[str, str, dict[str, Any]]:
    return "AppointmentRebooked", name, {"agent": agent, "starts_at": (AT + timedelta(hours=hours)).isoformat()}


HELD: tuple[str, str, dict[str, Any]] = ("AppointmentHeld", "a", {})
MISSED: tuple[str, str, dict[str, Any]] = ("AppointmentMissed", "a", {})


def test_a_fee_rests_on_the_booking_the_later_booking_and_the_appointment_that_was_held() -> None:
    assert told(booked("a", "li"), HELD) == [("li", "Booked Held")]
    assert told(booked("a", "li"), MISSED, rebooked("a", "wang"), HELD) == [("li", "Booked Rebooked Held")]
    assert told(booked("a", "li"), rebooked("a", "wang"), HELD) == [("wang", "Booked Rebooked Held")]
    assert told(booked("a", "li"), MISSED, rebooked("a", "wang", 77), HELD) == [("wang", "Booked Rebooked Held")]


def test_an_appointment_that_nobody_booked_or_of_a_kind_without_a_fee_keeps_no_other_from_its_fee() -> None:
    held: list[tuple[str, str, dict[str, Any]]] = [("AppointmentHeld", name, {}) for name in ("n", "o", "a")]
    entries = [booked("o", "wang", "other"), booked("a", "li"), *held]
    assert told(*entries) == [("li", "Booked Held")]


def test_where_no_miss_is_asked_for_a_new_time_soon_enough_leaves_the_fee_with_the_first_booker() -> None:
    fee = {key: value for key, value in FEE.items() if key != "missed"}
    assert told(booked("a", "li"), rebooked("a", "wang"), HELD, fee=fee) == [("li", "Booked Rebooked Held")]
    assert told(booked("a", "li"), rebooked("a", "wang", 77), HELD, fee=fee) == [("wang", "Booked Rebooked Held")]


def test_one_type_of_entry_may_say_all_steps_and_none_is_its_own_booking() -> None:
    one_type = {"type": "app.AppointmentBooked"}
    fee = {**FEE, "booked": one_type, "held": {**one_type, "status": "held"}, "by": ["status"]}
    assert told(booked("a", "li"), booked("a", "wang", "held"), fee=fee) == [("li", "Booked Booked")]


def test_what_is_passed_on_without_a_new_time_is_not_set_anew_in_time() -> None:
    fee = {**FEE, "rebooked": {"type": ["app.AppointmentRebooked", "app.AppointmentPassedOn"]}}
    passed_on = ("AppointmentPassedOn", "a", {"agent": "wang"})
    assert told(booked("a", "li"), MISSED, passed_on, HELD, fee=fee) == [("wang", "Booked PassedOn Held")]


@pytest.mark.parametrize(("hours", "payee"), [(37, "li"), (39, "wang")])
def test_a_time_of_days_in_which_it_is_kept_ends_with_the_offices_day(hours: int, payee: str) -> None:
    fee = {**FEE, "keeps": "1 day"}
    assert told(booked("a", "li"), MISSED, rebooked("a", "wang", hours), HELD, fee=fee) == [
        (payee, "Booked Rebooked Held")
    ]


def test_entries_that_name_no_appointment_belong_to_none() -> None:
    fee = {
        **FEE,
        "booked": {"type": ["app.AppointmentBooked", "CallReceived"]},
        "held": {"type": ["app.AppointmentHeld", "VisitReceived"]},
    }
    book = rulebook_from({**document(**TYPES), "award": [ANYHOW], "consequence": [fee]}, source="bookings")
    kind, name, more = booked("a", "li")
    story = [draft(f"app.{kind}", appointment=name, **more), visit("c", "zhang"), call("c", "wang")]
    held = draft("app.AppointmentHeld", appointment="a")
    answer = told_as(*story, held, subscription("d", "c", CLOSER, on=CLOSED), rulebook=book).decide("d")
    assert [one.payee for one in answer.consequences] == ["li"]


def test_the_holder_who_books_anew_or_misses_is_whom_the_award_gives_the_customer() -> None:
    new, missed = {"type": "app.AppointmentBooked"}, {"type": "app.AppointmentBooked", "status": "missed"}
    by_holder = {"agent": "holder"}
    fee = {**FEE, "booked": {**new, "status": "new"}, "missed": {**missed, **by_holder}}
    fee["rebooked"] = {"type": "app.AppointmentRebooked", **by_holder}
    first, anew = booked("a", "li"), rebooked("a", CLOSER, 100)
    assert told(first, anew, HELD, fee=fee) == [(CLOSER, "Booked Rebooked Held")]
    assert told(first, rebooked("a", "wang", 100), HELD, fee=fee) == [("li", "Booked Held")]
    soon = rebooked("a", CLOSER)
    assert told(first, booked("a", CLOSER, "missed"), soon, HELD, fee=fee) == [("li", "Booked Rebooked Held")]
    assert told(first, booked("a", "wang", "missed"), soon, HELD, fee=fee) == [(CLOSER, "Booked Rebooked Held")]


def of_closer(**changed: Any) -> list[str]:
    """Who has a fee where the closer booked and held an appointment, by a clause of which something is changed."""
    fields = {"appointment": "reference", "customer": "customer", "agent": "agent"}
    types = {**TYPES, "AppointmentHeld": {"fields": fields}, "AppointmentAsked": {"fields": fields}}
    book = rulebook_from({**document(**types), "award": [ANYHOW], "consequence": [{**FEE, **changed}]}, source="own")
    kind, name, more = booked("a", CLOSER)
    story = [
        draft(f"app.{kind}", appointment=name, **more),
        draft("app.AppointmentAsked", appointment="b", customer="c", agent=CLOSER),
        draft("app.AppointmentMissed", appointment="b"),
        draft("app.AppointmentRebooked", appointment="b", agent="li", starts_at=AT.isoformat()),
        *(draft("app.AppointmentHeld", appointment=name, customer="c", agent=CLOSER) for name in ("a", "b")),
    ]
    answer = told_as(*story, subscription("d", "c", CLOSER, on=CLOSED), rulebook=book).decide("d")
    return [one.payee for one in answer.consequences]


def test_the_holder_who_booked_or_held_is_whom_the_award_gives_the_customer() -> None:
    assert of_closer(booked={"type": "app.AppointmentBooked", "agent": "holder"}) == [CLOSER]
    assert of_closer(held={"type": "app.AppointmentHeld", "agent": "holder"}) == [CLOSER]
    assert of_closer(held={"type": "app.AppointmentHeld", "agent": "not holder"}) == []


def test_a_booking_of_a_type_without_the_field_has_no_fee_by_it_and_no_time_to_keep() -> None:
    either = {"type": ["app.AppointmentBooked", "app.AppointmentAsked"]}
    assert of_closer(booked=either) == [CLOSER]
    asked = [{"of": [CLOSER], "amount": {"amount": "1.00", "currency": "USD"}}]
    assert of_closer(booked=either, by=["agent"], fees=asked) == [CLOSER, "li"]
