"""A sales office that pays the stand-in three tenths: its worked cases, and both sides of every edge."""

from __future__ import annotations

import pytest

from tests.books.cases import Case, check

BOOK = "stand-in-three-tenths"
FIRST = "2024-03-04 VisitReceived customer=x agent=a"
SIGNS = "SubscriptionSigned customer=x agent="
SERVED = f"2024-03-20 VisitReceived customer=x agent=b; 2024-03-20 {SIGNS}b"
ON_LEAVE = f"{FIRST}; 2024-03-18 AgentLeft agent=a reason=leave"
ON_A_JOURNEY = f"{FIRST}; 2024-03-18 app.JourneyStarted agent=a"
NOT_REACHED = "2024-03-20 app.NoticeGiven customer=x to=a by=b reached=false"
REACHED = NOT_REACHED.replace("false", "true")
ERRAND = f"{FIRST}; 2024-03-20 AgentLeft agent=a reason=errand"
FORGOT = f"{FIRST}; 2024-04-08 VisitReceived customer=x agent=d forgot=true"
COMPLAINT = f"{FIRST}; 2024-03-11 ComplaintFiled complaint=k customer=x against=a"
CHANGED = f"2024-03-12 VisitReceived customer=x agent=b asked_for=b declined=[a]; 2024-03-14 {SIGNS}b"
NEWCOMER = "2024-03-04 VisitReceived customer=p agent=a; 2024-03-20 ReferralMade referrer=p customer=n"
LATE = f"2024-03-10 {SIGNS}a"
SPLIT = {"a": "7/10", "b": "3/10"}
WHOLE = {"a": "1"}


def claimed(day: str) -> str:
    """A claim by the original receiver, and then the stand-in's signing of the 16th."""
    return f"{day} PriorClaimFound customer=x found_by=a prior_agent=a; 2024-04-16 {SIGNS}d"


def later(history: str) -> str:
    """The same, closed more than a week after the visit."""
    return history.replace(f"2024-03-20 {SIGNS}", f"2024-03-28 {SIGNS}")


CASES = [
    Case("R3-1", BOOK, f"{ON_LEAVE}; {NOT_REACHED}; {SERVED}", "a", SPLIT, WHOLE, clause="3.2"),
    Case("R3-2", BOOK, f"{ERRAND}; {REACHED}; {SERVED}", "a", clause="2.2"),
    Case("R3-2 closed after the week", BOOK, f"{ERRAND}; {REACHED}; {later(SERVED)}", "a"),
    Case("R3-2 not reached", BOOK, f"{ERRAND}; {NOT_REACHED}; {later(SERVED)}", "a"),
    Case("R3-3a", BOOK, f"{FORGOT}; 2024-04-16 {SIGNS}d", "d", clause="2.3"),
    Case("R3-3b", BOOK, f"{FORGOT}; {claimed('2024-04-13')}", "a", clause="2.2"),
    Case("R3-3b found by the stand-in is no claim", BOOK,
         f"{FORGOT}; {claimed('2024-04-13').replace('found_by=a', 'found_by=d')}", "d"),
    Case("R3-4", BOOK,
         f"{NEWCOMER}; 2024-03-20 VisitReceived customer=n agent=b; 2024-03-20 SubscriptionSigned customer=n agent=b",
         "a"),
    Case("R3-4 the introducer's receiver is on leave", BOOK,
         f"2024-03-01 AgentLeft agent=a reason=leave; {NEWCOMER}; 2024-03-20 VisitReceived customer=n agent=b; "
         "2024-03-20 SubscriptionSigned customer=n agent=b", "a", SPLIT, WHOLE),
    Case("R3-4 introduced after the first visit", BOOK,
         "2024-03-04 VisitReceived customer=p agent=a; 2024-03-19 VisitReceived customer=n agent=b; "
         "2024-03-20 ReferralMade referrer=p customer=n; 2024-03-20 SubscriptionSigned customer=n agent=b", "b"),
    Case("R3-5", BOOK, f"{COMPLAINT}; 2024-03-12 ComplaintDecided complaint=k outcome=upheld by=m; {CHANGED}", "?",
         missing="who has credit and commission after the customer's change"),
    Case("R3-5 dismissed", BOOK,
         f"{COMPLAINT}; 2024-03-12 ComplaintDecided complaint=k outcome=dismissed by=m; {CHANGED}", "a"),
    Case("R3-5 settled by the two", BOOK,
         f"{COMPLAINT}; 2024-03-12 ComplaintDecided complaint=k outcome=upheld by=m; {CHANGED}; "
         "2024-03-15 SettlementAgreed deal=d1 credit=b:1 commission=b:1/2,a:1/2 signed_by=[a,b]",
         "b", {"b": "1/2", "a": "1/2"}, {"b": "1"}),
    Case("R3-6", BOOK, f"2024-03-14 {SIGNS}b", None, clause="4.4"),
    Case("R3-7a", BOOK, f"{FORGOT}; {claimed('2024-04-15')}", "a"),
    Case("R3-7b", BOOK, f"{FORGOT}; {claimed('2024-04-16')}", "d"),
    Case("R3-8", BOOK, f"2024-03-04T16:00 VisitReceived customer=x agent=a recorded_at=2024-03-05T00:05; {LATE}", None),
    Case("R3-8 entered in the day's last minute", BOOK,
         f"2024-03-04T16:00 VisitReceived customer=x agent=a recorded_at=2024-03-04T23:59; {LATE}", "a"),
    Case("(ii) on leave, not reached, unclaimed", BOOK, f"{ON_LEAVE}; {NOT_REACHED}; {later(SERVED)}", "?",
         missing="whether the stand-in has all"),
    Case("(ii) on leave, and claimed in the week", BOOK,
         f"{ON_LEAVE}; {NOT_REACHED}; 2024-03-20 VisitReceived customer=x agent=b; "
         f"2024-03-27 PriorClaimFound customer=x found_by=a prior_agent=a; 2024-03-28 {SIGNS}b", "a", SPLIT, WHOLE),
    Case("(iii) on a journey, and reached", BOOK, f"{ON_A_JOURNEY}; {REACHED}; {SERVED}", "a", SPLIT, WHOLE),
    Case("(iii) back from a journey", BOOK, f"{ON_A_JOURNEY}; 2024-03-19 AgentArrived agent=a; {SERVED}", "a"),
    Case("(v) taken in, and the week not over", BOOK, f"{FORGOT}; 2024-04-15 {SIGNS}d", "?",
         missing="whether somebody claims the customer within the week"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_office_decides_as_the_model_rule_says(case: Case) -> None:
    check(case)
