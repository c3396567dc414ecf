"""What clauses of every kind say of a case: in words, and by which entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from tests.books.cases import Case, answer
from tests.reasons_said import said


@dataclass(frozen=True)
class Told:
    """A history under a book, and what its clauses say, by id: a sentence, and the entries it rests on."""

    book: str
    history: str
    says: Mapping[str, str]
    at: str | None = None


TOLD = [
    Told(
        "admissions-staff",
        (
            "2020-11-02 app.AppointmentBooked appointment=m customer=x agent=p starts_at=2020-11-05T10:00 "
            "via=web status=dead; "
            "2020-11-10T10:00 app.AppointmentHeld appointment=m"
        ),
        {
            "booked": "p booked the appointment that was held, and has 15.20 USD for it. [1, 2]",
        },
        at="2020-11-11T10:00",
    ),
    Told(
        "admissions-staff",
        "2020-11-02 app.LeadGenerated customer=x agent=s",
        {
            "dropped-ball": "No agent owns the customer, so there was nobody to help.",
            "enrols": "Nobody holds a good claim: only a closing would decide.",
        },
        at="2020-12-30T10:00",
    ),
    Told(
        "admissions-staff",
        (
            "2020-11-02 app.LeadGenerated customer=x agent=s; "
            "2020-11-17 SubscriptionSigned customer=x agent=s price=5000.00USD"
        ),
        {
            "enrols": "Nobody holds a good claim, so the deal is s's, who closed it. [2]",
            "own-lead": "s has 25 % on top of the commission. [1]",
        },
    ),
    Told(
        "admissions-staff",
        (
            "2020-11-03 app.LeadStatusSet customer=x agent=s status=in-progress; "
            "2020-11-20 app.LeadStatusSet customer=x agent=s status=dropped-ball; "
            "2020-12-01 SubscriptionSigned customer=x agent=t price=5000.00USD"
        ),
        {
            "dropped-ball": "By the entries named s has 50 % of t's part. [2]",
        },
    ),
    Told(
        "affiliate-classes",
        (
            "2024-05-01 app.TouchRecorded customer=x agent=p1 kind=click; "
            "2024-05-03 app.TouchRecorded customer=x agent=p2 kind=impression; "
            "2024-05-05 app.TouchRecorded customer=x agent=p3 kind=soft-click; "
            "2024-05-06 app.TouchRecorded customer=x agent=p4 kind=click; "
            "2024-05-06 app.OrderPlaced deal=d1 customer=x code=p4only"
        ),
        {
            "code": (
                "The closing carries the code p4only, which is p4's, who has the customer by another entry "
                "anyway: it counts as that. [5, 4]"
            ),
        },
    ),
    Told(
        "affiliate-classes",
        "2024-05-07 app.OrderPlaced deal=d1 customer=x",
        {
            "code": "The closing carries no code.",
            "click": "No entry counts that the clause speaks of: app.TouchRecorded.",
            "impression": "No entry counts that the clause speaks of: app.TouchRecorded.",
            "soft-click": "No entry counts that the clause speaks of: app.TouchRecorded.",
            "nobody": "The rules give this customer to nobody.",
        },
    ),
    Told(
        "affiliate-code-or-link",
        (
            "2024-05-01 app.TouchRecorded customer=x agent=p1 kind=link; "
            "2024-05-03 app.OrderPlaced deal=d1 customer=x code=p4only"
        ),
        {
            "code": "The closing carries the code p4only, which is p4's. [2]",
            "last-link": "The latest entry that counts names p1. [1]",
        },
    ),
    Told(
        "affiliate-code-or-link",
        "2024-05-03 app.OrderPlaced deal=d1 customer=x code=summer",
        {
            "code": "The closing carries the code summer, which is nobody's. [1]",
        },
    ),
    Told(
        "affiliate-first-click",
        (
            "2024-01-01 app.TouchRecorded customer=x agent=sam kind=click; "
            "2024-01-31 app.SignedUp customer=x; "
            "2024-02-12 app.OrderPlaced deal=d1 customer=x"
        ),
        {
            "rate": "sam is paid at the rate of 30 %.",
        },
    ),
    Told(
        "affiliate-two-ledgers",
        (
            "2024-03-01 app.TouchRecorded customer=x agent=display kind=visit; "
            "2024-03-02 app.TouchRecorded customer=x agent=search kind=visit; "
            "2024-04-04 app.TouchRecorded customer=x agent=session-refresh kind=visit"
        ),
        {
            "first-touch": "The first entry that counts names display. [1]",
        },
        at="2024-03-02T12:00",
    ),
    Told(
        "partner-price-tiers",
        (
            "2024-03-01 app.DealRegistered registration=g1 customer=x agent=p1 product=k units=100; "
            "2024-03-01 app.RegistrationAnswered registration=g1 accepted=true"
        ),
        {
            "price-terms": "p1 registered 100, which is tier 1. [1, 2]",
        },
        at="2024-03-06T12:00",
    ),
    Told(
        "partner-price-tiers",
        (
            "2024-03-01 app.DealRegistered registration=g1 customer=x agent=p1 product=k units=5000; "
            "2024-03-01 app.RegistrationAnswered registration=g1 accepted=true"
        ),
        {
            "price-terms": "p1 registered 5000, of which no tier speaks: somebody has to say which holds. [1, 2]",
        },
        at="2024-03-06T12:00",
    ),
    Told(
        "partner-price-tiers",
        (
            "2024-03-01 app.DealRegistered registration=g1 customer=x agent=p1 product=k units=600; "
            "2024-03-01 app.RegistrationAnswered registration=g1 accepted=true; "
            "2024-03-05 app.DealRegistered registration=g2 customer=x agent=p2 product=k units=600; "
            "2024-03-05 app.RegistrationAnswered registration=g2 accepted=true"
        ),
        {
            "price-terms": "p2 registered after p1, whose terms are tier 2, and has 50 % of them. [3, 4]",
        },
        at="2024-03-06T12:00",
    ),
    Told(
        "partner-protected-ninety-days",
        (
            "2024-03-01 app.DealRegistered registration=g1 customer=x agent=p1 product=k units=1; "
            "2024-03-01 app.RegistrationAnswered registration=g1 accepted=true; "
            "2024-04-02 app.DirectContactMade customer=x agent=p1 by=v; "
            "2025-02-01 SubscriptionSigned customer=x agent=v"
        ),
        {
            "first-registered": (
                "Whether p1's claim is still good hangs on entries that may or may not renew it. Without them "
                "it was good through 30 May 2024: somebody has to say which text holds. [1]"
            ),
        },
    ),
    Told(
        "partner-sixty-days",
        (
            "2024-03-01 app.DealRegistered registration=g1 customer=x agent=p1 product=k units=1; "
            "2024-03-11 SubscriptionSigned customer=x agent=v"
        ),
        {
            "answer-due": "Still to be established: the vendor's answer to a registration that is still due. [2]",
        },
    ),
    Told(
        "protected-leads",
        (
            "2025-01-10 app.LeadRegistered customer=x agent=a company=K place=Kiel; "
            "2025-01-20 SubscriptionSigned customer=x agent=b"
        ),
        {
            "protected": "Nobody holds a claim that is good for this deal.",
            "later-years": "b is paid at the rate of 2 % after 20 January 2026.",
            "first-year": "b is paid at the rate of 7 % through 20 January 2026.",
        },
    ),
    Told(
        "referral-reward",
        (
            "2024-01-10 app.ReferralSubmitted referral=f customer=x agent=p; "
            "2024-04-19 SubscriptionSigned customer=x agent=v; "
            "2024-05-20 PaymentReceived deal=d1 payment=m1 amount=1000.00USD"
        ),
        {
            "reward": "p sent the customer and has 10 % of this payment, to be issued after 19 May 2024. [1, 3]",
        },
    ),
    Told(
        "stand-in-three-tenths",
        (
            "2024-03-01 AgentLeft agent=a reason=leave; "
            "2024-03-04 VisitReceived customer=p agent=a; "
            "2024-03-20 ReferralMade referrer=p customer=n; "
            "2024-03-20 VisitReceived customer=n agent=b; "
            "2024-03-20 SubscriptionSigned customer=n agent=b"
        ),
        {
            "stand-in-share": "b helped a, and so has 30 % of the commission. [4]",
        },
    ),
    Told(
        "stand-in-three-tenths",
        (
            "2024-03-04 VisitReceived customer=x agent=a; "
            "2024-03-11 ComplaintFiled complaint=k customer=x against=a; "
            "2024-03-12 ComplaintDecided complaint=k outcome=upheld by=m; "
            "2024-03-12 VisitReceived customer=x agent=b asked_for=b declined=[a]; "
            "2024-03-14 SubscriptionSigned customer=x agent=b; "
            "2024-03-15 SettlementAgreed deal=d1 credit=b:1 commission=b:1/2,a:1/2 signed_by=[a,b]"
        ),
        {
            "ruling": "a and b signed a settlement on 15 March 2024; credit and commission are as agreed there. [6]",
        },
    ),
    Told(
        "stand-in-three-tenths",
        (
            "2024-03-04 VisitReceived customer=x agent=a; "
            "2024-04-08 VisitReceived customer=x agent=d forgot=true; "
            "2024-04-13 PriorClaimFound customer=x found_by=a prior_agent=a; "
            "2024-04-16 SubscriptionSigned customer=x agent=d"
        ),
        {
            "unclaimed": "An entry that counts came within 7 days, so the customer is not d's by this clause. [3]",
        },
    ),
    Told(
        "stand-in-three-tenths",
        (
            "2024-03-04 VisitReceived customer=x agent=a; "
            "2024-04-08 VisitReceived customer=x agent=d forgot=true; "
            "2024-04-16 SubscriptionSigned customer=x agent=d"
        ),
        {
            "unclaimed": "d took the customer in, and nobody objected within 7 days. [2]",
        },
    ),
    Told(
        "stand-in-three-tenths",
        (
            "2024-03-04T16:00 VisitReceived customer=x agent=a recorded_at=2024-03-04T23:59; "
            "2024-03-10 SubscriptionSigned customer=x agent=a"
        ),
        {
            "not-on-the-sheet": "An entry stands against the clause: VisitReceived. [1]",
            "stand-in-share": "Nobody received the customer in a's place.",
            "original": "a holds the first good claim: registered 4 March 2024, 23:59, good without end. [1]",
        },
    ),
    Told(
        "stand-in-three-tenths",
        "2024-03-14 SubscriptionSigned customer=x agent=b",
        {
            "unclaimed": "Nobody holds a claim of the kind that others may oppose.",
        },
    ),
    Told(
        "territories-and-holdovers",
        "2023-02-01 app.AccountAssigned customer=x agent=g",
        {
            "year-change": "It is only asked who would own the customer: nobody has closed.",
        },
        at="2023-02-03T12:00",
    ),
    Told(
        "territories-and-holdovers",
        ("2023-02-01 app.AccountAssigned customer=x agent=g; 2023-02-07 SubscriptionSigned customer=x agent=w"),
        {
            "year-change": "The deal is w's, who closed it. [2]",
        },
    ),
    Told(
        "territories-and-holdovers",
        (
            "2023-02-01 app.AccountAssigned customer=x agent=g; "
            "2023-04-20 app.DealStaged deal=d1 stage=3; "
            "2023-05-01 app.AccountMoved customer=x from_agent=g to_agent=r review=quarterly approved_on=2023-05-01; "
            "2023-05-02 app.HoldoverAgreed deal=d1 by=m; "
            "2023-06-15 SubscriptionSigned customer=x agent=g"
        ),
        {
            "agreed": (
                "g keeps the deal for a time after the move of 1 May 2023. In part 2 of that time g has 75 % of "
                "credit and commission, and r the rest. [3]"
            ),
        },
    ),
    Told(
        "territories-and-holdovers",
        (
            "2023-02-01 app.AccountAssigned customer=x agent=g; "
            "2023-04-20 app.DealStaged deal=d1 stage=5; "
            "2023-05-01 app.AccountMoved customer=x from_agent=g to_agent=r review=quarterly approved_on=2023-05-01"
        ),
        {
            "held-over": "What g would keep after the move had no ground then: it is r's at once. [2]",
        },
        at="2023-05-20T12:00",
    ),
    Told(
        "territories-and-holdovers",
        (
            "2023-02-01 app.AccountAssigned customer=x agent=g; "
            "2023-04-20 app.DealStaged deal=d1 stage=5; "
            "2023-05-01 app.AccountMoved customer=x from_agent=g to_agent=r review=quarterly approved_on=2023-05-01; "
            "2023-08-05 SubscriptionSigned customer=x agent=r"
        ),
        {
            "held-over": "The time in which g keeps the deal after the move was over on 30 July 2023. [3]",
        },
    ),
    Told(
        "territories-and-holdovers",
        (
            "2023-02-01 app.AccountAssigned customer=x agent=g; "
            "2023-04-20 app.DealStaged deal=d1 stage=5; "
            "2023-05-01 app.AccountMoved customer=x from_agent=g to_agent=r review=yearly approved_on=2023-05-01; "
            "2023-05-20 SubscriptionSigned customer=x agent=g; "
            "2023-05-22 RulingMade ruling=q deal=d1 credit=g:1 commission=g:1 reason=held by=m"
        ),
        {
            "ruling": "m ruled on it on 22 May 2023 (ruling q); credit and commission are as ruled. [5]",
        },
    ),
    Told(
        "territories-and-holdovers",
        "2023-06-10 SubscriptionSigned customer=x agent=w",
        {
            "no-account": "Still to be established: whose account it is. [1]",
        },
    ),
    Told(
        "thirty-day-memory",
        (
            "2024-06-01 VisitReceived customer=x agent=a; "
            "2024-07-10 VisitReceived customer=x agent=b; "
            "2024-07-10 app.CustomerClaimed customer=x agent=a"
        ),
        {
            "snatching": "100.00 CNY for a by this entry. [3]",
        },
        at="2024-07-11T10:00",
    ),
    Told(
        "two-month-hold",
        (
            "2024-05-01 CustomerRegistered customer=x agent=a; "
            "2024-05-06 FollowUpLogged customer=x agent=a channel=phone reached=true"
        ),
        {
            "closer": "There are good claims, so the closing alone does not decide.",
            "earliest": "a holds the first good claim: registered 1 May 2024, 10:00, good through 8 July 2024. [1]",
        },
        at="2024-07-08T12:00",
    ),
    Told(
        "territories-and-holdovers",
        "2023-06-10 SubscriptionSigned customer=x agent=w; 2023-06-12 DealWithdrawn",
        {"no-account": "Still to be established: whose account it is. [1]"},
    ),
    Told(
        "affiliate-code-or-link",
        "2024-05-03 app.OrderPlaced deal=d1 customer=x code=p4only; 2024-05-04 DealWithdrawn",
        {"code": "The closing carries the code p4only, which is p4's. [1]"},
    ),
    Told(
        "affiliate-code-or-link",
        "2024-05-01 app.TouchRecorded customer=x agent=p1 kind=link",
        {"code": "The closing carries no code.", "last-link": "The latest entry that counts names p1. [1]"},
        at="2024-05-02T10:00",
    ),
]


@pytest.mark.parametrize("told", TOLD, ids=[f"{told.book}: {' and '.join(told.says)}" for told in TOLD])
def test_a_clause_says_who_how_much_until_when_and_by_which_entries(told: Told) -> None:
    found = answer(Case("", told.book, told.history, None, at=told.at))
    assert told.says.items() <= set(said(found))
