"""A sales site with two teams and a thirty-day memory: its worked cases, and both sides of every edge."""

from __future__ import annotations

import pytest

from tests.books.cases import Case, check

BOOK = "thirty-day-memory"
FIRST = "2024-06-01 VisitReceived customer=x agent=a"
SIGNS = "SubscriptionSigned customer=x agent="
DURING = (
    f"{FIRST}; 2024-06-20 VisitReceived customer=x agent=b; "
    "2024-06-20 app.CustomerRecognised customer=x agent=a moment=during"
)
CLAIMED = f"{FIRST}; 2024-07-10 VisitReceived customer=x agent=b; 2024-07-10 app.CustomerClaimed customer=x agent=a"
SENT = (
    "2024-05-02 VisitReceived customer=p agent=a; "
    "2024-05-03 SubscriptionSigned deal=d0 customer=p unit=u0 agent=a; 2024-06-10 ReferralMade referrer=p customer=n"
)
FINED = ("fine a 100.00 CNY",)


def at_the_door(day: str, served: str) -> str:
    """A recognition at the door by a, and a visit and signing by whoever served."""
    recognised = f"{day} app.CustomerRecognised customer=x agent=a moment=door"
    return f"{recognised}; {day} VisitReceived customer=x agent={served}; {day} {SIGNS}{served}"


def claims(day: str) -> str:
    """A claim by a, and a visit and signing by b."""
    return f"{day} app.CustomerClaimed customer=x agent=a; {day} VisitReceived customer=x agent=b; {day} {SIGNS}b"


CASES = [
    Case("R2-1", BOOK, f"{FIRST}; {at_the_door('2024-06-20', 'a')}", "a", clause="2"),
    Case("R2-1 another receives all the same", BOOK, f"{FIRST}; {at_the_door('2024-06-20', 'b')}", "a"),
    Case("R2-2a", BOOK, f"{DURING}; 2024-06-20 {SIGNS}b", "b"),
    Case("R2-2b", BOOK, f"{DURING}; 2024-06-20 VisitReceived customer=x agent=a asked_for=a; 2024-06-20 {SIGNS}a", "a"),
    Case("R2-3a the owner", BOOK, CLAIMED, "b", at="2024-07-11T10:00", follows=FINED),
    Case("R2-3a a deal follows", BOOK, f"{CLAIMED}; 2024-07-12 {SIGNS}a", "b", follows=FINED),
    Case("R2-3a claimed twice", BOOK, f"{CLAIMED}; 2024-07-12 app.CustomerClaimed customer=x agent=a; "
         f"2024-07-12 {SIGNS}b", "b", follows=FINED * 2),
    Case("R2-3b", BOOK, f"{FIRST}; 2024-07-10 VisitReceived customer=x agent=a asked_for=a; 2024-07-10 {SIGNS}a", "a"),
    Case("R2-3b who asked for them may be claimed", BOOK,
         f"{FIRST}; 2024-07-10 VisitReceived customer=x agent=b asked_for=a; "
         f"2024-07-10 app.CustomerClaimed customer=x agent=a; 2024-07-10 {SIGNS}b", "a"),
    Case("R2-4", BOOK,
         f"{SENT}; 2024-06-10 VisitReceived customer=n agent=d; "
         "2024-06-10 app.IntroducerNamed customer=n introducer=p agent=a; "
         "2024-06-10 SubscriptionSigned customer=n agent=d", "d", clause="4.2"),
    Case("R2-4 the newcomer names their salesperson", BOOK,
         f"{SENT}; 2024-06-10 VisitReceived customer=n agent=d asked_for=a; "
         "2024-06-10 SubscriptionSigned customer=n agent=d", "a"),
    Case("R2-6", BOOK,
         "2024-06-10 FollowUpLogged customer=x agent=a channel=phone reached=true; "
         f"2024-06-12 VisitReceived customer=x agent=d; 2024-06-12 {SIGNS}d", "d"),
    Case("R2-7 on the thirtieth day", BOOK, f"{FIRST}; {at_the_door('2024-07-01', 'a')}", "a"),
    Case("R2-7 on the thirtieth day, received by another", BOOK, f"{FIRST}; {at_the_door('2024-07-01', 'b')}", "a"),
    Case("R2-7 a day later, received by another", BOOK, f"{FIRST}; {at_the_door('2024-07-02', 'b')}", "b"),
    Case("R2-8 on the thirty-first day", BOOK, f"{FIRST}; {claims('2024-07-02')}", "b", follows=FINED),
    Case("R2-8 on the thirtieth day", BOOK, f"{FIRST}; {claims('2024-07-01')}", "b"),
    Case("(i) from the latest reception", BOOK,
         f"{FIRST}; 2024-06-20 VisitReceived customer=x agent=a; {at_the_door('2024-07-20', 'b')}", "a"),
    Case("(ii) a recognition that is disputed", BOOK,
         f"{DURING}; 2024-06-20 QuarrelReported customer=x agents=[a,b] by=m; 2024-06-20 {SIGNS}b", "?",
         missing="whether the salesperson recognised the customer"),
    Case("(ii) the manager ruled", BOOK,
         f"{DURING}; 2024-06-20 QuarrelReported customer=x agents=[a,b] by=m; 2024-06-20 {SIGNS}b; "
         "2024-06-21 RulingMade ruling=r deal=d1 credit=a:1 commission=a:1 reason=recognised by=m", "a"),
    Case("(iv) on duty themselves after the thirty days", BOOK,
         f"{FIRST}; 2024-07-10 VisitReceived customer=x agent=a; 2024-07-10 {SIGNS}a", "a"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_site_decides_as_its_rules_say(case: Case) -> None:
    check(case)
