"""A school's admissions staff: who enrols, extras for found leads, halves after a dropped ball, booking fees."""

from __future__ import annotations

import pytest

from tests.books.cases import Case, check, ruled

BOOK = "admissions-staff"
LEAD = "2020-11-02 app.LeadGenerated customer=x agent=s; "
BOOKED = (
    "2020-11-02 app.AppointmentBooked appointment=m customer=x agent=p "
    "starts_at=2020-11-05T10:00 via={via} status={status}; "
)
MISSED = "2020-11-05 app.AppointmentMissed appointment=m; "
REBOOKED = "2020-11-06 app.AppointmentRebooked appointment=m agent=q starts_at=2020-11-10T{at}; "
HELD = "2020-11-10T{at} app.AppointmentHeld appointment=m"
VIDEO = BOOKED.format(via="video", status="new")


def signed(on: str, agent: str) -> str:
    return f"{on} SubscriptionSigned customer=x agent={agent} price=5000.00USD"


def paid_back(on: str) -> str:
    return (
        f"{signed('2020-11-20', 's')}; 2020-12-01 PaymentReceived deal=d1 payment=k amount=500.00USD; "
        f"{on} PaymentRefunded deal=d1 payment=k amount=500.00USD"
    )


HALF = {"t": "1/2", "s": "1/2"}
DROPPED = (
    "2020-11-03 app.LeadStatusSet customer=x agent=s status=in-progress; "
    "2020-11-20 app.LeadStatusSet customer=x agent=s status=dropped-ball; "
)
MOMENT = "2020-11-11T10:00"
CASES = [
    Case("R5-1a", BOOK, LEAD + signed("2020-11-17", "s"), "s", on_top={"s": "1/4"}, clause="3.1"),
    Case("R5-1b", BOOK, LEAD + signed("2020-11-18", "s"), "s", on_top={"s": "3/25"}, clause="3.2"),
    Case("R5-2", BOOK, LEAD + signed("2021-02-10", "t"), "t", on_top={"s": "3/25"}, clause="3.3"),
    Case("R5-3", BOOK, LEAD + signed("2021-05-02", "t"), "t", clause="2"),
    Case("R5-4", BOOK, LEAD + signed("2020-11-12", "t"), "?", missing="another enrols a lead", clause="3.1"),
    Case("R5-5", BOOK, DROPPED + signed("2020-12-01", "t"), "t", HALF, clause="7.1"),
    Case(
        "R5-6a",
        BOOK,
        VIDEO + MISSED + REBOOKED.format(at="13:00") + HELD.format(at="13:30"),
        None,
        at=MOMENT,
        follows=("booking-fee p 10.64 USD",),
    ),
    Case(
        "R5-6b",
        BOOK,
        VIDEO + MISSED + REBOOKED.format(at="15:00") + HELD.format(at="15:00"),
        None,
        at=MOMENT,
        follows=("booking-fee q 10.64 USD",),
    ),
    Case("R5-7", BOOK, paid_back("2021-01-10"), "?", missing="which text is in force", clause="5.2"),
    Case("R5-8 the last day in", BOOK, LEAD + signed("2021-05-01", "t"), "t", on_top={"s": "3/25"}, clause="3.3"),
    Case(
        "R5-9 the last weekday hour in",
        BOOK,
        VIDEO + MISSED + REBOOKED.format(at="14:00") + HELD.format(at="14:00"),
        None,
        at=MOMENT,
        follows=("booking-fee p 10.64 USD",),
    ),
    Case("3.1 the originator enrols the same day", BOOK, LEAD + signed("2020-11-02", "s"), "s", on_top={"s": "1/4"}),
    Case("3.1 another enrols on the last protected day", BOOK, LEAD + signed("2020-11-17", "t"), "?"),
    Case("3.3 another enrols on the day after", BOOK, LEAD + signed("2020-11-18", "t"), "t", on_top={"s": "3/25"}),
    Case("3.4 the originator enrols too late", BOOK, LEAD + signed("2021-05-02", "s"), "s", clause="2"),
    Case(
        "3 the first record of a lead has the originator",
        BOOK,
        LEAD + "2020-11-19 app.LeadGenerated customer=x agent=t; " + signed("2020-11-30", "t"),
        "t",
        on_top={"s": "3/25"},
    ),
    Case("3 a lead nobody enrolled yet", BOOK, LEAD.strip("; "), None, at="2020-12-30T10:00"),
    Case("5.2 reversed on the last day of the policy", BOOK, paid_back("2020-12-31"), None, clause="5.2"),
    Case("5.2 reversed a day later", BOOK, paid_back("2021-01-01"), "?"),
    Case("5.2 reversed on the last day of the automation", BOOK, paid_back("2021-01-15"), "?"),
    Case("5.2 reversed after both", BOOK, paid_back("2021-01-16"), "s", clause="2"),
    Case(
        "5.2 reversed, and paid again",
        BOOK,
        paid_back("2020-12-20") + "; 2020-12-28 PaymentReceived deal=d1 payment=k2 amount=500.00USD",
        "s",
    ),
    Case(
        "5.2 a later payment is no deposit",
        BOOK,
        paid_back("2021-02-10")
        .replace("2021-02-10", "2021-01-05 PaymentReceived deal=d1 payment=k2 amount=9.00USD; 2021-01-06")
        .replace("PaymentRefunded deal=d1 payment=k ", "PaymentRefunded deal=d1 payment=k2 "),
        "s",
    ),
    Case(
        "6 by phone",
        BOOK,
        BOOKED.format(via="phone", status="cold") + HELD.format(at="10:00"),
        None,
        at=MOMENT,
        follows=("booking-fee p 3.04 USD",),
    ),
    Case(
        "6 by status",
        BOOK,
        BOOKED.format(via="web", status="dead") + HELD.format(at="10:00"),
        None,
        at=MOMENT,
        follows=("booking-fee p 15.20 USD",),
    ),
    Case("6 not held", BOOK, VIDEO + MISSED.strip("; "), None, at=MOMENT),
    Case(
        "6.1 set anew without a no-show",
        BOOK,
        VIDEO + REBOOKED.format(at="13:00") + HELD.format(at="13:30"),
        None,
        at=MOMENT,
        follows=("booking-fee q 10.64 USD",),
    ),
    Case("7.1 v. 3.3 is not said", BOOK, LEAD + DROPPED + signed("2020-12-01", "t"), "?", clause="7.1 v. 3.3"),
    Case("7.1 its own agent enrols it", BOOK, DROPPED + signed("2020-12-01", "s"), "s"),
    Case(
        "7.2 the student asks for another",
        BOOK,
        DROPPED + "2020-11-25 VisitReceived customer=x agent=t asked_for=t; " + signed("2020-12-01", "t"),
        "?",
        missing="management splits",
        clause="7.2",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", [case for case in CASES if case.owner == "?"], ids=lambda case: case.id)
def test_a_ruling_decides_what_needs_one(case: Case) -> None:
    check(ruled(case))
