"""Affiliates and channels: six small rulebooks on which touch before an order is paid."""

from __future__ import annotations

import pytest

from tests.books.cases import Case, check, ruled

CLASSES, FIRST, LAST = "affiliate-classes", "affiliate-first-click", "affiliate-last-touch"
QUALIFIED, CODE, LEDGERS = "affiliate-qualified-click", "affiliate-code-or-link", "affiliate-two-ledgers"


def touch(on: str, agent: str, kind: str = "click", more: str = "") -> str:
    return f"{on} app.TouchRecorded customer=x agent={agent} kind={kind}{more}; "


def order(on: str, more: str = "") -> str:
    return f"{on} app.OrderPlaced deal=d1 customer=x{more}"


THREE = touch("2024-05-01", "p1") + touch("2024-05-03", "p2", "impression") + touch("2024-05-05", "p3", "soft-click")
BY_CLASS = [
    Case("R8-1a", CLASSES, THREE + order("2024-05-06"), "p1", clause="A"),
    Case("R8-1b", CLASSES, THREE + order("2024-05-06", " code=p4only"), "p4"),
    Case("A a code that is nobody's", CLASSES, THREE + order("2024-05-06", " code=summer"), "p1"),
    Case(
        "A the code's own affiliate clicked last",
        CLASSES,
        THREE + touch("2024-05-06", "p4") + order("2024-05-06", " code=p4only"),
        "p4",
    ),
    Case("A the latest click", CLASSES, THREE + touch("2024-05-06", "p5") + order("2024-05-07"), "p5"),
    Case("A no click", CLASSES, THREE.split("; ", 1)[1] + order("2024-05-07"), "p3"),
    Case("A views alone", CLASSES, touch("2024-05-03", "p2", "impression") + order("2024-05-07"), "p2"),
    Case("A nothing", CLASSES, order("2024-05-07"), None),
]
SAM, ANN = touch("2024-01-01", "sam"), touch("2024-01-06", "ann")
PAID = " price=49.00USD"


def up(on: str) -> str:
    return f"{on} app.SignedUp customer=x; "


SAMS = ("rate sam 3/10",)
BY_FIRST = [
    Case("R8-2", FIRST, SAM + ANN + up("2024-01-13") + order("2024-02-12", PAID), "sam", follows=SAMS, clause="B"),
    Case("R8-3", FIRST, SAM + up("2024-02-01") + order("2024-02-02", PAID), None),
    Case("B signed up on the last day in", FIRST, SAM + up("2024-01-31") + order("2024-02-12"), "sam", follows=SAMS),
    Case("B ordered without signing up", FIRST, SAM + ANN + order("2024-01-31"), "sam", follows=SAMS),
    Case("B ordered too late", FIRST, SAM + ANN + order("2024-02-01"), None),
    Case(
        "B the next first click",
        FIRST,
        SAM + touch("2024-02-01", "ann") + up("2024-02-01") + order("2024-02-02"),
        "ann",
        follows=("rate ann 3/10",),
    ),
    Case(
        "B bound for good",
        FIRST,
        SAM + up("2024-01-13") + touch("2026-01-01", "ann") + order("2026-01-02"),
        "sam",
        follows=SAMS,
    ),
]
TWO = touch("2024-01-01", "p1", "link") + touch("2024-02-20", "p2", "registered-lead")
BY_LAST = [
    Case("R8-4a", LAST, TWO + order("2024-04-10"), "p2", clause="C"),
    Case("R8-4b", LAST, TWO + order("2024-06-20"), None),
    Case("R8-7 the last day in", LAST, TWO + order("2024-06-19"), "p2"),
    Case("C a link after a lead", LAST, TWO + touch("2024-03-01", "p3", "link") + order("2024-04-10"), "p3"),
]
EARLY = touch("2024-05-09", "p1")
CHECKOUT = order("2024-05-10T11:00")
BY_QUALITY = [
    Case("R8-5", QUALIFIED, EARLY + touch("2024-05-10T10:59", "p2") + CHECKOUT, "p1", clause="D"),
    Case("R8-8 exactly two minutes", QUALIFIED, EARLY + touch("2024-05-10T10:58:00", "p2") + CHECKOUT, "p1"),
    Case("D a second longer", QUALIFIED, EARLY + touch("2024-05-10T10:57:59", "p2") + CHECKOUT, "p2"),
    Case(
        "D from a coupon collection", QUALIFIED, EARLY + touch("2024-05-10", "p2", "coupon-collection") + CHECKOUT, "p1"
    ),
    Case(
        "D found against it",
        QUALIFIED,
        EARLY + touch("2024-05-10", "p2", more=" against=merchant-name") + CHECKOUT,
        "p1",
    ),
    Case("D none is qualified", QUALIFIED, touch("2024-05-10T10:59", "p2") + CHECKOUT, None),
    Case("D thirty per cent", QUALIFIED, EARLY + order("2024-05-10", " discount=30%"), "p1"),
    Case(
        "D over thirty per cent", QUALIFIED, EARLY + order("2024-05-10", " discount=31%"), "?", missing="cuts or denies"
    ),
    Case("D a negotiated price", QUALIFIED, EARLY + order("2024-05-10", " negotiated=true"), "?"),
    Case("D a repeat customer", QUALIFIED, "2024-01-01 app.OrderPlaced deal=d0 customer=x; " + EARLY + CHECKOUT, "?"),
]
BY_CODE = [
    Case(
        "E the last link",
        CODE,
        touch("2024-05-01", "p1", "link") + touch("2024-05-02", "p2", "link") + order("2024-05-03"),
        "p2",
    ),
    Case("E a code", CODE, touch("2024-05-01", "p1", "link") + order("2024-05-03", " code=p4only"), "p4", clause="E"),
    Case("E neither", CODE, order("2024-05-03", " code=summer"), None),
]
VISITS = (
    touch("2024-03-01", "display", "visit")
    + touch("2024-03-02", "search", "visit")
    + touch("2024-04-04", "session-refresh", "visit")
)


def ledgers(first: str, last: str) -> tuple[str, str]:
    return f"first-touch {first} None", f"last-touch {last} None"


BY_BOTH = [
    Case(
        "R8-6 on the second day", LEDGERS, VISITS, "search", at="2024-03-02T12:00", follows=ledgers("display", "search")
    ),
    Case(
        "R8-6 after an idle time",
        LEDGERS,
        VISITS,
        "session-refresh",
        at="2024-04-04T12:00",
        follows=ledgers("session-refresh", "session-refresh"),
        clause="F",
    ),
    Case("F idle for 29 days", LEDGERS, VISITS, "search", at="2024-03-31T23:00", follows=ledgers("display", "search")),
    Case("F idle for 30 days", LEDGERS, VISITS, None, at="2024-04-01T09:00"),
    Case(
        "F an order",
        LEDGERS,
        VISITS + order("2024-04-05"),
        "session-refresh",
        follows=ledgers("session-refresh", "session-refresh"),
    ),
]
CASES = [*BY_CLASS, *BY_FIRST, *BY_LAST, *BY_QUALITY, *BY_CODE, *BY_BOTH]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.book} {case.id}")
def test_case(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("case", [case for case in CASES if case.owner == "?"], ids=lambda case: case.id)
def test_a_ruling_decides_what_needs_one(case: Case) -> None:
    check(ruled(case))
