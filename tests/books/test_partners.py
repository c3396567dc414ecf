"""Partners who register deals, and who refers a client: five small rulebooks of vendors."""

from __future__ import annotations

import pytest

from tests.books.cases import Case, check, ruled

NINETY, TIERS, SIXTY = "partner-protected-ninety-days", "partner-price-tiers", "partner-sixty-days"
REWARD, COMPLETE = "referral-reward", "partner-complete-submission"


def registered(on: str, name: str, agent: str, units: int = 1, more: str = "", product: str = "k") -> str:
    return (
        f"{on} app.DealRegistered registration={name} customer=x agent={agent} product={product} units={units}{more}; "
    )


def answered(on: str, name: str, accepted: str = "true") -> str:
    return f"{on} app.RegistrationAnswered registration={name} accepted={accepted}; "


def approved(on: str, name: str, agent: str, units: int = 1, more: str = "", product: str = "k") -> str:
    return registered(on, name, agent, units, more, product) + answered(on, name)


def confirmed(on: str, name: str) -> str:
    return f"{on} app.ConfirmationSent registration={name} by=v; "


def signed(on: str, agent: str) -> str:
    return f"{on} SubscriptionSigned customer=x agent={agent}"


FIRST = approved("2024-03-01", "g1", "p1")
DECLINED = FIRST + registered("2024-03-11", "g2", "p2") + answered("2024-03-11", "g2", "false")
CHOSE = "2024-04-15 app.CustomerChose customer=x agent=p2 by=decision-maker written=true; "
CONTACT = "2024-04-02 app.DirectContactMade customer=x agent=p1 by=v; "
PROTECTED = [
    Case("R6-1a", NINETY, DECLINED, "p1", at="2024-04-14T12:00", clause="A1"),
    Case("R6-1b", NINETY, DECLINED + CHOSE + signed("2024-05-10", "p2"), "p2", clause="A3"),
    Case("A1 the last day in", NINETY, DECLINED + signed("2024-05-30", "p2"), "p1"),
    Case("A1 the day after", NINETY, DECLINED + signed("2024-05-31", "p2"), "p2", clause="A1"),
    Case(
        "A1 a registration nobody answered",
        NINETY,
        registered("2024-03-01", "g1", "p1") + signed("2024-03-09", "v"),
        "v",
    ),
    Case(
        "A1 counted from the registration",
        NINETY,
        registered("2024-03-01", "g1", "p1") + answered("2024-03-10", "g1") + signed("2024-05-31", "v"),
        "v",
    ),
    Case("A1 two accepted", NINETY, FIRST + approved("2024-03-11", "g2", "p2") + signed("2024-04-10", "v"), "p1"),
    Case(
        "A1 the second outlasts the first",
        NINETY,
        FIRST + approved("2024-03-11", "g2", "p2") + signed("2024-06-01", "v"),
        "p2",
    ),
    Case("A2 in contact, and still in time", NINETY, FIRST + CONTACT + signed("2024-05-30", "v"), "p1"),
    Case(
        "A2 in contact, and the time is over",
        NINETY,
        FIRST + CONTACT + signed("2025-02-01", "v"),
        "?",
        missing="which text holds",
        clause="A1",
    ),
    Case("A2 in contact too late", NINETY, FIRST + CONTACT.replace("04-02", "06-03") + signed("2024-06-10", "v"), "v"),
    Case("A3 only spoken", NINETY, FIRST + CHOSE.replace("true", "false") + signed("2024-05-10", "p2"), "p1"),
    Case(
        "A3 not the decision maker",
        NINETY,
        FIRST + CHOSE.replace("decision-maker", "buyer") + signed("2024-05-10", "p2"),
        "p1",
    ),
]
SECOND = approved("2024-03-05", "g2", "p2", 600)
PRICES = [
    Case(
        "R6-2",
        TIERS,
        approved("2024-03-01", "g1", "p1", 600) + SECOND,
        "p1",
        at="2024-03-06T12:00",
        follows=("price-terms p1 tier 2", "price-terms p2 1/2 tier 2"),
        clause="B2",
    ),
    Case(
        "R6-6 in no tier", TIERS, approved("2024-03-01", "g1", "p1", 5000), "?", at="2024-03-06T12:00", missing="5000"
    ),
    *(
        Case(
            f"B2 {units} units",
            TIERS,
            approved("2024-03-01", "g1", "p1", units),
            "p1",
            at="2024-03-06T12:00",
            follows=(f"price-terms p1 tier {tier}",),
        )
        for units, tier in ((100, 1), (499, 1), (500, 2), (1499, 2), (1500, 3), (4999, 3), (5001, 4))
    ),
    Case("B1 too few", TIERS, approved("2024-03-01", "g1", "p1", 99), None, at="2024-03-06T12:00"),
    Case(
        "B3 half of what the first one has",
        TIERS,
        approved("2024-03-01", "g1", "p1", 600) + SECOND.replace("600", "200"),
        "p1",
        at="2024-03-06T12:00",
        follows=("price-terms p1 tier 2", "price-terms p2 1/2 tier 2"),
    ),
    Case(
        "B3 not approved",
        TIERS,
        approved("2024-03-01", "g1", "p1", 600)
        + registered("2024-03-05", "g2", "p2", 600)
        + answered("2024-03-05", "g2", "false"),
        "p1",
        at="2024-03-06T12:00",
        follows=("price-terms p1 tier 2",),
    ),
    Case(
        "B3 another product",
        TIERS,
        approved("2024-03-01", "g1", "p1", 600) + approved("2024-03-05", "g2", "p2", 100, product="j"),
        "p1",
        at="2024-03-06T12:00",
        follows=("price-terms p1 tier 2", "price-terms p2 tier 1"),
    ),
    Case(
        "B4 the last day in",
        TIERS,
        approved("2024-03-01", "g1", "p1", 600) + SECOND,
        "p1",
        at="2024-05-30T12:00",
        follows=("price-terms p1 tier 2", "price-terms p2 1/2 tier 2"),
    ),
    Case(
        "B4 the first one's time is over",
        TIERS,
        approved("2024-03-01", "g1", "p1", 600) + SECOND,
        "p2",
        at="2024-05-31T12:00",
        follows=("price-terms p2 1/2 tier 2",),
    ),
]
ATTEMPTS = [
    Case(
        "C3 the last day in", SIXTY, approved("2024-03-01", "g1", "p1") + signed("2024-04-30", "p2"), "p1", clause="C1"
    ),
    Case("C3 the day after", SIXTY, approved("2024-03-01", "g1", "p1") + signed("2024-05-01", "p2"), "p2", clause="C3"),
    Case(
        "C1 first to attempt, and answered second",
        SIXTY,
        registered("2024-03-01", "g1", "p1")
        + approved("2024-03-04", "g2", "p2")
        + answered("2024-03-05", "g1")
        + signed("2024-03-20", "p2"),
        "p1",
    ),
    Case(
        "C1 the form was not complete",
        SIXTY,
        approved("2024-03-01", "g1", "p1", more=" complete=false") + signed("2024-03-20", "p2"),
        "p2",
    ),
    Case(
        "C1 the vendor was there before",
        SIXTY,
        "2024-02-20 app.VendorEngaged customer=x by=v; " + FIRST + signed("2024-03-20", "v"),
        "v",
    ),
    Case(
        "C1 the vendor came after",
        SIXTY,
        FIRST + "2024-03-02 app.VendorEngaged customer=x by=v; " + signed("2024-03-20", "v"),
        "p1",
    ),
    Case("C1 given to another before", SIXTY, CHOSE.replace("04-15", "02-15") + FIRST + signed("2024-03-20", "v"), "v"),
    Case(
        "C1 given to the very partner",
        SIXTY,
        CHOSE.replace("04-15", "02-15").replace("p2", "p1") + FIRST + signed("2024-03-20", "v"),
        "p1",
    ),
    Case(
        "C2 the answer is due on the sixth business day",
        SIXTY,
        registered("2024-03-01", "g1", "p1") + signed("2024-03-11", "v"),
        "?",
        missing="still due",
        clause="C2",
    ),
    Case("C2 no answer in time", SIXTY, registered("2024-03-01", "g1", "p1") + signed("2024-03-12", "v"), "v"),
]
SENT = "2024-01-10 app.ReferralSubmitted referral=f customer=x agent=p; "


def paid(on: str, name: str = "m1") -> str:
    return f"; {on} PaymentReceived deal=d1 payment={name} amount=1000.00USD"


ISSUED = "; 2024-07-01 CommissionPaid agent=p period=2024-06 amount=100.00USD payment=m1"
ASKED = "; 2024-07-05 app.RefundRequested deal=d1"
BACK = "; 2024-07-08 PaymentRefunded deal=d1 payment=m1 amount=1000.00USD"
ONE = ("reward p 100.00 USD",)
REWARDS = [
    Case("R6-3", REWARD, SENT + signed("2024-04-20", "v"), "v", clause="D"),
    Case(
        "R6-4", REWARD, SENT + signed("2024-04-10", "v") + paid("2024-05-13") + ISSUED + ASKED + BACK, "v", follows=ONE
    ),
    Case("R6-5 the last day in", REWARD, SENT + signed("2024-04-19", "v") + paid("2024-05-20"), "v", follows=ONE),
    Case("D2 paid, and signed too late", REWARD, SENT + signed("2024-04-20", "v") + paid("2024-05-20"), "v"),
    Case(
        "D1 the second to refer has nothing",
        REWARD,
        SENT
        + "2024-01-11 app.ReferralSubmitted referral=h customer=x agent=q; "
        + signed("2024-04-10", "v")
        + paid("2024-05-20"),
        "v",
        follows=ONE,
    ),
    Case("D3 the last month", REWARD, SENT + signed("2024-04-10", "v") + paid("2025-04-10"), "v", follows=ONE),
    Case("D3 after the last month", REWARD, SENT + signed("2024-04-10", "v") + paid("2025-04-11"), "v"),
    Case(
        "D3 twelve payments at most",
        REWARD,
        SENT
        + signed("2024-04-10", "v")
        + "".join(paid(f"2024-{5 + month // 4:02}-{11 + month}", f"m{month}") for month in range(13)),
        "v",
        follows=ONE * 12,
    ),
    Case(
        "D4 refund asked for before it is issued",
        REWARD,
        SENT + signed("2024-04-10", "v") + paid("2024-05-13") + ASKED,
        "v",
    ),
    Case(
        "D4 nothing follows a refund",
        REWARD,
        SENT
        + signed("2024-04-10", "v")
        + paid("2024-05-13")
        + paid("2024-06-13", "m2")
        + ISSUED
        + ASKED
        + paid("2024-08-13", "m3"),
        "v",
        follows=ONE,
    ),
]
LARGE = " price=6000.01USD"
SUBMISSIONS = [
    Case(
        "E3 approved and confirmed",
        COMPLETE,
        approved("2024-03-01", "g1", "p1", more=LARGE) + confirmed("2024-03-02", "g1") + signed("2024-03-20", "v"),
        "p1",
        clause="E1",
    ),
    Case(
        "E3 approved, not confirmed",
        COMPLETE,
        approved("2024-03-01", "g1", "p1", more=LARGE) + signed("2024-03-20", "v"),
        "v",
        clause="E3",
    ),
    Case(
        "E3 confirmed, not approved",
        COMPLETE,
        registered("2024-03-01", "g1", "p1", more=LARGE) + confirmed("2024-03-02", "g1") + signed("2024-03-20", "v"),
        "v",
    ),
    Case(
        "E1 exactly the least",
        COMPLETE,
        approved("2024-03-01", "g1", "p1", more=" price=6000.00USD")
        + confirmed("2024-03-02", "g1")
        + signed("2024-03-20", "v"),
        "?",
        missing="exactly the least",
        clause="E1",
    ),
    Case(
        "E1 below the least",
        COMPLETE,
        approved("2024-03-01", "g1", "p1", more=" price=5999.99USD")
        + confirmed("2024-03-02", "g1")
        + signed("2024-03-20", "v"),
        "v",
    ),
    Case(
        "E1 the first complete one",
        COMPLETE,
        registered("2024-03-01", "g1", "p1", more=f"{LARGE} complete=false")
        + registered("2024-03-02", "g2", "p2", more=LARGE)
        + registered("2024-03-03", "g3", "p3", more=LARGE)
        + "".join(answered("2024-03-04", name) for name in ("g1", "g3", "g2"))
        + "".join(confirmed("2024-03-05", name) for name in ("g1", "g3", "g2"))
        + signed("2024-03-20", "v"),
        "p2",
    ),
    Case(
        "E2 under a published tender",
        COMPLETE,
        "2024-02-20 app.TenderPublished customer=x; "
        + approved("2024-03-01", "g1", "p1", more=LARGE)
        + confirmed("2024-03-02", "g1")
        + signed("2024-03-20", "v"),
        "v",
    ),
    Case(
        "E2 approved before it was published",
        COMPLETE,
        approved("2024-03-01", "g1", "p1", more=LARGE)
        + "2024-03-02 app.TenderPublished customer=x; "
        + confirmed("2024-03-03", "g1")
        + signed("2024-03-20", "v"),
        "p1",
    ),
]
CASES = [*PROTECTED, *PRICES, *ATTEMPTS, *REWARDS, *SUBMISSIONS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.book} {case.id}")
def test_case(case: Case) -> None:
    check(case)


OPEN = [case for case in CASES if case.owner == "?" and case.at is None]


@pytest.mark.parametrize("case", OPEN, ids=lambda case: f"{case.book} {case.id}")
def test_a_ruling_decides_what_needs_one(case: Case) -> None:
    check(ruled(case))
