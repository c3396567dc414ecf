"""A sales office with a two-month hold: its worked cases, and both sides of every edge."""

from __future__ import annotations

import pytest

from tests.books.cases import Case, check

BOOK = "two-month-hold"
ONCE = "2024-05-01 CustomerRegistered customer=x agent=a"
CHASED = f"{ONCE}; 2024-05-06 FollowUpLogged customer=x agent=a channel=phone reached=true"
RIVAL = "2024-08-01 CustomerRegistered customer=x agent=b; 2024-08-01 SubscriptionSigned customer=x agent=b"
IN_JUNE = (
    """2024-06-01 CustomerRegistered customer=x agent=a; 2024-06-03 FollowUpLogged customer=x agent=a reached=true"""
)
COMPLAINT = "2024-06-10 ComplaintFiled complaint=k customer=x against=a"
ASKED = """2024-06-10 VisitReceived customer=x agent=b asked_for=b; 2024-06-10 SubscriptionSigned customer=x agent=b"""
OLD = "2024-05-01 CustomerRegistered customer=p agent=a; 2024-05-04 FollowUpLogged customer=p agent=a reached=true"
RULED = "2024-06-12 RulingMade ruling=r deal=d1 credit=b:1 commission=b:4/5,a:1/5 reason=allowed by=m"


def followed(day: str) -> str:
    """A follow-up by a, on a day."""
    return f"{day} FollowUpLogged customer=x agent=a channel=phone reached=true"


def visited(day: str) -> str:
    """A visit that b receives and closes on a day."""
    return f"{day} VisitReceived customer=x agent=b; {day} SubscriptionSigned customer=x agent=b"


CASES = [
    Case("R1-1", BOOK, f"{ONCE}; {RIVAL.replace('2024-08-01', '2024-05-10')}", "b"),
    Case("R1-1 followed up on the last day", BOOK, f"{ONCE}; {followed('2024-05-08')}; {visited('2024-05-10')}", "a"),
    Case("R1-1 followed up a day late", BOOK, f"{ONCE}; {followed('2024-05-09')}; {visited('2024-05-10')}", "b"),
    Case("R1-2", BOOK, f"{CHASED}; {visited('2024-07-05')}", "a", clause="1.1"),
    Case("R1-3a", BOOK, f"{CHASED}; {followed('2024-07-27')}; {RIVAL}", "a"),
    Case("R1-3b", BOOK, f"{CHASED}; {RIVAL}", "b"),
    Case(
        "R1-4", BOOK,
        "2024-05-01 CustomerRegistered customer=x agent=a; 2024-05-03 FollowUpLogged customer=x agent=a reached=true; "
        "2024-05-12 AgentLeft agent=a reason=errand; 2024-05-12 VisitReceived customer=x agent=c; "
        "2024-05-12 SubscriptionSigned customer=x agent=c",
        "a", clause="1.2",
    ),
    Case(
        "R1-5", BOOK,
        f"{OLD}; 2024-06-01 ReferralMade referrer=p customer=n; 2024-06-03 VisitReceived customer=n agent=b; "
        "2024-06-03 SubscriptionSigned customer=n agent=b",
        "a",
    ),
    Case(
        "R1-5 brought along on the first visit, entered after it", BOOK,
        f"{OLD}; 2024-06-03 VisitReceived customer=n agent=b; 2024-06-03 ReferralMade referrer=p customer=n; "
        "2024-06-03 SubscriptionSigned customer=n agent=b",
        "a",
    ),
    Case(
        "R1-6", BOOK,
        f"{OLD}; 2024-05-28 VisitReceived customer=n agent=b; "
        "2024-05-31 FollowUpLogged customer=n agent=b reached=true; "
        "2024-06-03 ReferralMade referrer=p customer=n; 2024-06-03 VisitReceived customer=n agent=a; "
        "2024-06-03 SubscriptionSigned customer=n agent=a",
        "b",
    ),
    Case(
        "R1-7", BOOK,
        "2024-06-03 VisitReceived customer=x agent=b; 2024-06-04 app.KinDeclared agent=a customer=x relation=cousin; "
        "2024-06-05 SubscriptionSigned customer=x agent=a",
        "b",
    ),
    Case("R1-8a", BOOK, f"{IN_JUNE}; {ASKED}", "a"),
    Case("R1-8b", BOOK, f"{IN_JUNE}; {COMPLAINT}; {ASKED}", "?", missing="whether the conflict is real"),
    Case(
        "R1-8b the complaint is upheld", BOOK,
        f"{IN_JUNE}; {COMPLAINT}; {ASKED}; 2024-06-11 ComplaintDecided complaint=k outcome=upheld by=m", "b",
    ),
    Case(
        "R1-8b the complaint is dismissed", BOOK,
        f"{IN_JUNE}; {COMPLAINT}; {ASKED}; 2024-06-11 ComplaintDecided complaint=k outcome=dismissed by=m", "a",
    ),
    Case(
        "R1-8b the supervisor ruled", BOOK, f"{IN_JUNE}; {COMPLAINT}; {ASKED}; {RULED}", "b",
        commission={"b": "4/5", "a": "1/5"}, credit={"b": "1"}, clause="4",
    ),
    Case("R1-9 on the last day", BOOK, f"{CHASED}; {visited('2024-07-08')}", "a"),
    Case("R1-9 a day later", BOOK, f"{CHASED}; {visited('2024-07-09')}", "b"),
    Case("R1-10 a day too early", BOOK, f"{CHASED}; {followed('2024-07-24')}; {RIVAL}", "b"),
    Case("R1-10 on the first of the seven days", BOOK, f"{CHASED}; {followed('2024-07-25')}; {RIVAL}", "a"),
    Case("(i) two months that begin on the first of a month end on its last", BOOK,
         "2024-06-23 CustomerRegistered customer=x agent=a; 2024-06-24 FollowUpLogged customer=x agent=a; "
         + visited("2024-08-31"), "a"),
    Case("(i) and not a day later", BOOK,
         "2024-06-23 CustomerRegistered customer=x agent=a; 2024-06-24 FollowUpLogged customer=x agent=a; "
         + visited("2024-09-01"), "b"),
    Case("(ii) a registration given up is not kept", BOOK, f"{ONCE}; {followed('2024-07-27')}; {RIVAL}", "b"),
    Case("(iv) a follow-up on the rival's own day", BOOK, f"{CHASED}; {followed('2024-08-01')}; {RIVAL}", "b"),
    Case("(v) registered again without a signature", BOOK,
         f"{CHASED}; 2024-07-20 CustomerRegistered customer=x agent=a; {RIVAL}", "b"),
    Case("(v) registered again with one", BOOK,
         f"{CHASED}; 2024-07-20 app.ReRegistrationSigned customer=x agent=a by=m; {followed('2024-07-21')}; {RIVAL}",
         "a"),
    Case("(v) signed in the seven days before", BOOK,
         f"{CHASED}; 2024-07-30 app.ReRegistrationSigned customer=x agent=a by=m; {RIVAL}", "a"),
    Case("(vi) good when the rival came, over at the closing", BOOK,
         f"{CHASED}; 2024-07-05 VisitReceived customer=x agent=b; 2024-07-30 SubscriptionSigned customer=x agent=b",
         "a"),
    Case("(vi) with no rival tested at the closing", BOOK,
         f"{CHASED}; 2024-07-09 SubscriptionSigned customer=x agent=b", "b"),
    Case("(vi) kept against one rival only", BOOK,
         f"{CHASED}; {followed('2024-07-27')}; 2024-08-01 CustomerRegistered customer=x agent=b; "
         "2024-08-05 CustomerRegistered customer=x agent=c; 2024-08-06 SubscriptionSigned customer=x agent=c", "b"),
    Case("the owner while nobody has closed", BOOK, CHASED, "a", at="2024-07-08T12:00"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_office_decides_as_its_rule_says(case: Case) -> None:
    check(case)
