"""A food supplier's agents: leads protected while progress is shown, reminders, grace, pauses, rates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.books.cases import Case, check, ruled

BOOK = "protected-leads"
LEAD = "{on} app.LeadRegistered customer=x agent={agent} company=K place=Kiel central_contact=Z; "
FIRST = LEAD.format(on="2025-01-10", agent="a")
SECOND = LEAD.format(on="2025-03-25", agent="b")
REMINDED = "2025-03-14 app.ReminderSent customer=x agent=a by=v; "


def progress(on: str, kind: str = "qualified-call", agent: str = "a") -> str:
    return f"{on} app.ProgressLogged customer=x agent={agent} kind={kind}; "


def signed(on: str, agent: str = "b") -> str:
    return f"{on} SubscriptionSigned customer=x agent={agent}"


def rates(agent: str) -> tuple[str, str]:
    return f"rate {agent} 7/100", f"later-rate {agent} 1/50"


def case(name: str, history: str, owner: str | None, *, missing: str = "", clause: str | None = None) -> Case:
    follows = rates(owner) if owner not in (None, "?") else ()
    return Case(name, BOOK, history, owner, follows=follows, missing=missing, clause=clause)


STOPPED = "2025-02-01 app.ClockStopped customer=x reason=samples; 2025-02-15 app.ClockStarted customer=x; "
KEPT = progress("2025-03-05", "meeting") + progress("2025-04-30", "meeting") + progress("2025-06-20", "demonstration")
RIVAL = SECOND.replace("2025-03-25", "2025-03-24")
CASES = [
    case("R7-1", FIRST + REMINDED + progress("2025-03-20") + signed("2025-04-01"), "a", clause="1"),
    case("R7-2", FIRST + REMINDED + SECOND + signed("2025-04-01"), "b", clause="1"),
    case(
        "R7-3",
        FIRST + REMINDED + progress("2025-03-17", "mail-received") + SECOND + signed("2025-04-01"),
        "?",
        missing="which text holds",
        clause="1",
    ),
    case(
        "R7-4",
        FIRST + STOPPED + REMINDED.replace("03-14", "03-12") + RIVAL + signed("2025-03-24"),
        "a",
    ),
    case("R7-5 the last day of grace", FIRST + REMINDED + progress("2025-03-24") + signed("2025-04-01"), "a"),
    case("R7-6a the last day in", FIRST + KEPT + signed("2025-07-10"), "a"),
    case("R7-6b the day after", FIRST + KEPT + signed("2025-07-11"), "b", clause="3"),
    case(
        "1 extended in time",
        FIRST + KEPT + "2025-07-10 app.ProtectionExtended customer=x agent=a by=v; " + signed("2025-07-11"),
        "a",
    ),
    case(
        "1 extended too late",
        FIRST + KEPT + "2025-07-11 app.ProtectionExtended customer=x agent=a by=v; " + signed("2025-07-11"),
        "b",
    ),
    case("1 no contact is stated", FIRST.replace(" central_contact=Z", "") + signed("2025-01-20"), "b"),
    case(
        "1 a first contact is on record",
        "2025-01-09 FollowUpLogged customer=x agent=a channel=phone reached=true; "
        + FIRST.replace(" central_contact=Z", "")
        + signed("2025-01-20"),
        "a",
    ),
    case(
        "1 another's first contact is on record",
        "2025-01-09 FollowUpLogged customer=x agent=c channel=phone; "
        + FIRST.replace(" central_contact=Z", "")
        + signed("2025-01-20"),
        "b",
    ),
    case(
        "1 a lead that is another's",
        FIRST + LEAD.format(on="2025-02-01", agent="c") + REMINDED + signed("2025-04-01"),
        "b",
        clause="3",
    ),
    case(
        "2.2 planned follow-ups alone",
        FIRST + REMINDED + progress("2025-03-17", "planned-follow-up") + signed("2025-04-01"),
        "?",
    ),
    case("2.2 notes do not count", FIRST + REMINDED + progress("2025-03-17", "note") + signed("2025-04-01"), "b"),
    case(
        "2.2 an unknown kind does not count",
        FIRST + REMINDED + progress("2025-03-17", "lunch") + signed("2025-04-01"),
        "b",
    ),
    case(
        "2 another's progress does not count",
        FIRST + REMINDED + progress("2025-03-17", agent="b") + signed("2025-04-01"),
        "b",
    ),
    case(
        "2 registering again is no progress",
        FIRST + FIRST.replace("2025-01-10", "2025-03-01") + REMINDED + signed("2025-03-25"),
        "b",
    ),
    case("3 nobody reminded", FIRST + signed("2025-07-10"), "a"),
    case("3 reminded on the last day in", FIRST + REMINDED.replace("03-14", "03-11") + signed("2025-04-01"), "a"),
    case("3 reminded on the first day out", FIRST + REMINDED.replace("03-14", "03-12") + signed("2025-03-23"), "b"),
    case("3 the grace of that still runs", FIRST + REMINDED.replace("03-14", "03-12") + signed("2025-03-22"), "a"),
    case("3 progress a day late", FIRST + REMINDED + progress("2025-03-25") + signed("2025-04-01"), "b"),
    case("4 six months, and the time that stood still", FIRST + STOPPED + KEPT + signed("2025-07-24"), "a"),
    case("4 a day after that", FIRST + STOPPED + KEPT + signed("2025-07-25"), "b"),
    Case("5 no new customer", BOOK, "2024-06-01 app.CustomerBought customer=x; " + FIRST + signed("2025-02-01"), "a"),
    case("5 bought long ago", "2024-01-31 app.CustomerBought customer=x; " + FIRST + signed("2025-02-01"), "a"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", [case for case in CASES if case.owner == "?"], ids=lambda case: case.id)
def test_a_ruling_decides_what_needs_one(case: Case) -> None:
    check(replace(ruled(case), follows=rates("a")))
