"""Cases of the boat brokers' book, written from the how-to alone: what comes out, on both sides of every edge."""

from pathlib import Path

import pytest

import leadledger as ll
from leadledger.testing.stories import draft, given, ruling

BOOK = ll.load_rulebook(str(Path(__file__).parents[2] / "examples" / "rulebooks" / "boat_brokers.toml"))


def viewed(agent, signed=True, **more):
    return draft("app.BoatViewed", customer="c", agent=agent, signed=signed, **more)


def asked(**more):
    return draft("app.EnquiryReceived", customer="c", enquiry="e", channel="telephone", **more)


def answered(agent, **more):
    return draft("app.EnquiryAnswered", customer="c", enquiry="e", agent=agent, **more)


def left(agent, **more):
    return draft("app.BoatShowLeft", agent=agent, **more)


def back(agent, **more):
    return draft("app.BoatShowReturned", agent=agent, **more)


def listed(agent, boat="b", **more):
    return draft("app.BoatListed", agent=agent, boat=boat, **more)


def drawn(boat="b", **more):
    return draft("app.ContractDrawnUp", customer="c", boat=boat, **more)


def order(agent, **more):
    return draft("app.OrderSigned", customer="c", agent=agent, **more)


def handed_in(agent, slip="s", **more):
    return draft("app.SlipHandedIn", agent=agent, slip=slip, **more)


def missing(agent, slip="s", **more):
    return draft("app.SlipFoundMissing", agent=agent, slip=slip, **more)


def sold(**more):
    return draft("app.BillOfSaleSigned", deal="d", customer="c", boat="b", **more)


def chain(until):
    """Anna takes the client aboard again and again; the first time on 1 March, the 90th day after is 30 May."""
    days = ["2026-03-25", "2026-04-20", "2026-05-15"]
    return [viewed("anna", on="2026-03-01"), *(viewed("anna", on=day) for day in days), sold(on=until)]


HOUSE = {"@department": "1"}
A, B, C = {"anna": "1"}, {"ben": "1"}, {"cara": "1"}

CASES = {
    "1: who first took them aboard": ([viewed("anna"), viewed("ben"), sold()], A),
    "1: not without a signed slip": ([viewed("anna", signed=False), viewed("ben"), sold()], B),
    "1: day 30": ([viewed("anna", on="2026-03-01"), sold(on="2026-03-31")], A),
    "1: day 31": ([viewed("anna", on="2026-03-01"), sold(on="2026-04-01")], HOUSE),
    "1: renewed, day 30": (
        [viewed("anna", on="2026-03-01"), viewed("anna", on="2026-03-31"), sold(on="2026-04-30")],
        A,
    ),
    "1: renewed, day 31": (
        [viewed("anna", on="2026-03-01"), viewed("anna", on="2026-03-31"), sold(on="2026-05-01")],
        HOUSE,
    ),
    "1: not renewed without a signed slip": (
        [viewed("anna", on="2026-03-01"), viewed("anna", signed=False, on="2026-03-31"), sold(on="2026-04-01")],
        HOUSE,
    ),
    "1: not renewed by another's viewing; the other is next": (
        [viewed("anna", on="2026-03-01"), viewed("ben", on="2026-03-20"), sold(on="2026-04-01")],
        B,
    ),
    "1: renewed keeps its place before the other": (
        [
            viewed("anna", on="2026-03-01"),
            viewed("ben", on="2026-03-20"),
            viewed("anna", on="2026-03-31"),
            sold(on="2026-04-01"),
        ],
        A,
    ),
    "1: day 90 after the first": (chain("2026-05-30"), A),
    "1: day 91 after the first": (chain("2026-05-31"), HOUSE),
    "2: an enquiry, day 14": ([asked(on="2026-03-02"), answered("ben", on="2026-03-02"), sold(on="2026-03-16")], B),
    "2: an enquiry, day 15": ([asked(on="2026-03-02"), answered("ben", on="2026-03-02"), sold(on="2026-03-17")], HOUSE),
    "2: answered on business day 2, over a week-end": (
        [asked(on="2026-03-05"), answered("ben", on="2026-03-09", at="23:59"), sold(on="2026-03-11")],
        B,
    ),
    "2: answered on business day 3": (
        [asked(on="2026-03-05"), answered("ben", on="2026-03-10", at="00:00"), sold(on="2026-03-11")],
        HOUSE,
    ),
    "2: a later viewing by another comes first": ([asked(), answered("ben"), viewed("anna"), sold()], A),
    "2: an unsigned one does not": ([asked(), answered("ben"), viewed("anna", signed=False), sold()], B),
    "2: who answered, and then took them aboard, has 30 days": (
        [
            asked(on="2026-03-02"),
            answered("ben", on="2026-03-02"),
            viewed("ben", on="2026-03-04"),
            sold(on="2026-04-03"),
        ],
        B,
    ),
    "2: an enquiry while a viewing is good stands behind a later viewing too": (
        [
            viewed("anna", on="2026-03-01"),
            asked(on="2026-03-20"),
            answered("ben", on="2026-03-20"),
            viewed("cara", on="2026-03-25"),
            sold(on="2026-04-01"),
        ],
        C,
    ),
    "3: at a boat show": ([viewed("anna"), left("anna"), viewed("cara"), sold()], {"anna": "3/4", "cara": "1/4"}),
    "3: a minute after the departure": (
        [
            viewed("anna", on="2026-03-02"),
            left("anna", on="2026-03-05", at="09:00"),
            viewed("cara", on="2026-03-05", at="09:01"),
            sold(on="2026-03-06"),
        ],
        {"anna": "3/4", "cara": "1/4"},
    ),
    "3: a minute before the departure": (
        [
            viewed("anna", on="2026-03-02"),
            viewed("cara", on="2026-03-05", at="08:59"),
            left("anna", on="2026-03-05", at="09:00"),
            sold(on="2026-03-06"),
        ],
        A,
    ),
    "3: back again": ([viewed("anna"), left("anna"), back("anna"), viewed("cara"), sold()], A),
    "3: somebody else is away": ([viewed("anna"), left("ben"), viewed("cara"), sold()], A),
    "3: no slip, no quarter": ([viewed("anna"), left("anna"), viewed("cara", signed=False), sold()], A),
    "3: not for who only answered an enquiry": ([asked(), answered("ben"), left("ben"), viewed("cara"), sold()], C),
    "5: a written order": ([viewed("anna"), order("ben"), sold()], B),
    "5: also without a quarter": ([viewed("anna"), left("anna"), viewed("cara"), order("anna"), sold()], A),
    "5: the last minute before the contract": (
        [viewed("anna"), order("ben", on="2026-03-06", at="09:59"), sold(on="2026-03-06", at="10:00")],
        B,
    ),
    "5: signed after the contract": (
        [viewed("anna"), sold(on="2026-03-06", at="10:00"), order("ben", on="2026-03-06", at="10:01")],
        A,
    ),
    "5: not above a ruling": ([order("ben"), sold(), ruling("r", A, A, deal="d")], A),
    "6: two names, open": ([viewed("anna", also_named="ben"), sold()], {"@suspense": "1"}),
    "6: two names, ruled": (
        [viewed("anna", also_named="ben"), sold(), ruling("r", A, {"anna": "2/3", "ben": "1/3"}, deal="d")],
        {"anna": "2/3", "ben": "1/3"},
    ),
    "6: two names and a written order": ([viewed("anna", also_named="ben"), order("cara"), sold()], C),
    "8: nobody has a claim": ([sold()], HOUSE),
}


@pytest.mark.parametrize(("entries", "commission"), CASES.values(), ids=CASES)
def test_commission(entries, commission):
    answer = given(*entries, rulebook=BOOK).decide("d")
    assert {payee: str(share) for payee, share in answer.commission.items()} == commission


def test_credit_stays_with_the_first():
    answer = given(viewed("anna"), left("anna"), viewed("cara"), sold(), rulebook=BOOK).decide("d")
    assert answer.owner == "anna"
    assert {payee: str(share) for payee, share in answer.credit.items()} == A


def test_two_names_wait_for_the_harbour_master():
    waits = [viewed("anna", also_named="ben"), sold()]
    assert given(*waits, rulebook=BOOK).decide("d").status == "needs-ruling"
    assert given(*waits, ruling("r", A, A, deal="d"), rulebook=BOOK).decide("d").status == "final"


SALE = [drawn(on="2026-08-20"), viewed("anna", on="2026-08-21")]
LISTINGS = {
    "day 180": ([listed("lena", on="2026-03-01"), *SALE, sold(on="2026-08-28")], {"lena": "1/5"}),
    "day 181": ([listed("lena", on="2026-03-01"), *SALE, sold(on="2026-08-29")], {}),
    "day 0": (
        [*SALE, listed("lena", on="2026-08-28", at="09:00"), sold(on="2026-08-28", at="10:00")],
        {"lena": "1/5"},
    ),
    "who sells has it too": ([listed("anna", on="2026-08-01"), *SALE, sold(on="2026-08-28")], {"anna": "1/5"}),
    "with an order": (
        [listed("lena", on="2026-08-01"), *SALE, order("ben", on="2026-08-22"), sold(on="2026-08-28")],
        {"lena": "1/5"},
    ),
    "another boat": ([listed("lena", boat="b2", on="2026-08-01"), *SALE, sold(on="2026-08-28")], {}),
}


@pytest.mark.parametrize(("entries", "on_top"), LISTINGS.values(), ids=LISTINGS)
def test_4_listing_broker(entries, on_top):
    answer = given(*entries, rulebook=BOOK).decide("d")
    assert {payee: str(share) for payee, share in answer.on_top.items()} == on_top


def test_4_listing_broker_of_a_deal_of_the_house_is_noted():
    answer = given(listed("lena"), drawn(), sold(), rulebook=BOOK).decide("d")
    assert not answer.on_top  # nothing can be on top where nobody owns the customer
    assert [(one.kind, one.payee, str(one.figure)) for one in answer.consequences] == [("listing", "lena", "1/5")]


FRIDAY = viewed("anna", slip="s", on="2026-03-06")
MONDAY = viewed("anna", slip="t", on="2026-03-09")
FINES = {
    "end of business day 2": ([FRIDAY, handed_in("anna", on="2026-03-10", at="23:59"), sold(on="2026-03-20")], 0),
    "business day 3": ([FRIDAY, handed_in("anna", on="2026-03-11", at="00:00"), sold(on="2026-03-20")], 1),
    "each time": (
        [
            FRIDAY,
            MONDAY,
            handed_in("anna", on="2026-03-12"),
            handed_in("anna", slip="t", on="2026-03-12"),
            sold(on="2026-03-20"),
        ],
        2,
    ),
    "found missing on business day 2": ([FRIDAY, missing("anna", on="2026-03-10"), sold(on="2026-03-20")], 0),
    "found missing on business day 3": ([FRIDAY, missing("anna", on="2026-03-11"), sold(on="2026-03-20")], 1),
    "found missing and then handed in: one fine": (
        [FRIDAY, missing("anna", on="2026-03-11"), handed_in("anna", on="2026-03-12"), sold(on="2026-03-20")],
        1,
    ),
    "handed in late, after the closing": ([FRIDAY, sold(on="2026-03-07"), handed_in("anna", on="2026-03-12")], 1),
}


@pytest.mark.parametrize(("entries", "fines"), FINES.values(), ids=FINES)
def test_7_fines(entries, fines):
    answer = given(*entries, rulebook=BOOK).decide("d")
    found = [(one.kind, one.payee, str(one.figure)) for one in answer.consequences]
    assert found == [("fine", "anna", "75.00 EUR")] * fines
