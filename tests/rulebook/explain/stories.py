"""The stories whose explanations are kept as texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from leadledger.rulebook.document import rulebook_from
from leadledger.testing.stories import (
    Draft,
    Story,
    allocation,
    call,
    complaint,
    decided,
    draft,
    given,
    household,
    joined,
    left,
    quarrelled,
    reassigned,
    referral,
    registered,
    ruling,
    struck,
    subscription,
    visit,
    withdrawal,
)
from tests.declared_book import document

STRUCK_ID = "00000000-0000-4000-8000-000000000007"
CALLED = {"type": "CallReceived"}
ANYHOW = {
    "id": "closer",
    "cite": "C 1",
    "rank": 2,
    "use": "closer",
    "where": "anyhow",
    "title": {"en": "Whoever closes", "zh": "成交人"},
}
# What is paid and what follows beside an award, in a book with entries of its own and no article.
BESIDE: dict[str, Any] = {
    **document(),
    "award": [ANYHOW],
    "on_top": [{"id": "found", "cite": "T 1", "use": "extra", "when": CALLED, "share": "12%"}],
    "consequence": [
        {
            "id": "fine",
            "cite": "E 1",
            "use": "fee",
            "kind": "fine",
            "when": CALLED,
            "amount": {"amount": "100.00", "currency": "CNY"},
            "text": {"en": "Each call is fined {amount}.", "zh": "每次来电罚款{amount}。"},
        },
        {"id": "rate", "cite": "E 2", "use": "rate", "kind": "rate", "share": "7%"},
        {
            "id": "tier",
            "cite": "E 3",
            "use": "price-tier",
            "kind": "price-terms",
            "when": {"type": "app.RegistrationAnswered", "accepted": True},
            "of": {"type": "app.DealRegistered", "same": ["registration"]},
            "number": "units",
            "within": "90 days",
            "tiers": [{"name": "tier 1", "at_least": 100, "at_most": 499}, {"name": "tier 2", "at_least": 501}],
        },
    ],
}
# Two clauses of one rank, and one that asks for what nobody wrote down.
OPEN: dict[str, Any] = {
    **document(),
    "award": [
        {"id": "asks", "cite": "A 1", "rank": 3, "use": "finding", "missing": {"en": "who came first", "zh": "谁先到"}},
        {"id": "first", "cite": "A 2", "rank": 2, "use": "first-claim"},
        ANYHOW,
    ],
}


def office(*drafts: Draft, book: Mapping[str, Any] | None = None) -> Story:
    """A story among four agents who have names, under a book of its own or the seed's."""
    people = {"zhang": "张伟", "li": "李娜", "wang": "王强", "chen": "陈静", "manager": "赵经理"}
    staff = [joined(agent, name, on="2026-02-01") for agent, name in people.items()]
    return given(*staff, *drafts, rulebook=None if book is None else rulebook_from(book, source="a book of its own"))


def declined() -> Story:
    return office(
        registered("c", "zhang", name="周女士", on="2026-03-03"),
        call("c", "wang", on="2026-03-05"),
        visit("c", "li", declined=["zhang", "wang"], on="2026-03-10"),
        subscription("d", "c", "li", on="2026-05-03", at="15:20", recorded="2026-05-03T18:00:00+08:00"),
    )


def help_of_the_day() -> Story:
    return office(
        registered("c", "wang", name="吴先生", on="2026-03-04"),
        left("wang", on="2026-03-15", at="09:00"),
        visit("c", "chen", named=["wang"], on="2026-03-15", at="10:00"),
        subscription("d", "c", "chen", on="2026-03-15", at="16:30"),
    )


def open_complaint() -> Story:
    return office(
        registered("c", "zhang", name="朱先生", on="2026-03-07"),
        visit("c", "wang", on="2026-03-17"),
        complaint("k8", "c", "zhang", on="2026-03-18"),
        subscription("d", "c", "wang", on="2026-03-22"),
    )


def one_household() -> Story:
    return office(
        registered("husband", "chen", name="孙先生", on="2026-03-05"),
        registered("wife", "wang", name="孙太太", on="2026-03-11"),
        subscription("d", "wife", "wang", on="2026-03-19"),
        household("husband", "wife", degree="spouse", on="2026-03-20"),
    )


def referred() -> Story:
    return office(
        registered("old", "zhang", name="刘先生", on="2025-11-02"),
        registered("c", "li", name="郑女士", on="2026-03-16", at="11:00"),
        referral("old", "c", on="2026-03-16", at="15:00"),
        subscription("d", "c", "li", on="2026-03-18"),
    )


def drawn_by_lot() -> Story:
    return office(
        registered("c", "wang", name="林先生", on="2026-03-09"),
        visit("c", "li", on="2026-03-11"),
        reassigned("wang", {"c": "chen"}, on="2026-03-24"),
        subscription("d", "c", "li", on="2026-03-26"),
    )


def ruled() -> Story:
    return office(
        registered("c", "zhang", name="何女士", on="2026-03-10"),
        visit("c", "li", on="2026-03-12"),
        subscription("d", "c", "li", on="2026-03-27"),
        ruling("r1", {"zhang": "1"}, {"zhang": "2/3", "li": "1/3"}, deal="d", reason="both worked on it"),
    )


def struck_out() -> Story:
    return office(
        visit("c", "wang", on="2026-03-06", id=STRUCK_ID),
        registered("c", "li", name="马女士", on="2026-03-08"),
        struck(STRUCK_ID, reason="another customer of the same name", on="2026-03-09"),
        subscription("d", "c", "wang", on="2026-03-21"),
    )


def barred() -> Story:
    return office(
        registered("c", "chen", name="胡女士", on="2026-03-08"),
        complaint("k9", "c", "chen", on="2026-03-13"),
        visit("c", "li", on="2026-03-14"),
        decided("k9", "upheld", on="2026-03-16"),
        subscription("d", "c", "li", on="2026-03-23"),
    )


def quarrel() -> Story:
    return office(
        visit("c", "zhang", on="2026-03-06"),
        subscription("d", "c", "li", on="2026-03-08"),
        quarrelled(["zhang", "li"], deal="d", on="2026-03-09"),
    )


def joint_buyers() -> Story:
    return office(
        registered("a", "zhang", name="唐先生", on="2026-03-02"),
        visit("b", "li", named=["wang"], on="2026-03-05"),
        subscription("d", "a", "li", with_customers=["b"], on="2026-03-12"),
        withdrawal("d", on="2026-03-20"),
    )


def lapsed() -> Story:
    return office(
        registered("c", "zhang", name="许先生", on="2025-12-31"),
        allocation("c", "chen", on="2026-01-02"),
        subscription("d", "c", "li", on="2026-03-03"),
    )


def too_late() -> Story:
    return office(
        registered("c", "zhang", name="罗先生", on="2026-03-03"),
        call("c", "li", on="2026-03-02", recorded="2026-03-25T09:00:00+08:00"),
        visit("c", "wang", on="2026-03-21", recorded="2026-03-19T09:00:00+08:00"),
        subscription("d", "c", "li", on="2026-03-20"),
    )


def beside_the_award() -> Story:
    registration = {"registration": "r1", "agent": "chen"}
    return office(
        call("c", "wang", on="2026-03-02"),
        draft("app.NoticeGiven", customer="c", to="zhang", by="li", reached=True, on="2026-03-03"),
        draft("app.DealRegistered", customer="c", units=500, on="2026-03-04", **registration),
        draft("app.RegistrationAnswered", registration="r1", accepted=True, on="2026-03-05"),
        subscription("d", "c", "li", on="2026-03-20"),
        visit("c", "zhang", on="2026-03-21"),
        book=BESIDE,
    )


def colliding() -> Story:
    return office(visit("c", "zhang", on="2026-03-06"), subscription("d", "c", "li", on="2026-03-08"), book=OPEN)


def nothing_decides() -> Story:
    book = {**OPEN, "award": [OPEN["award"][1]]}
    return office(call("c", "zhang", on="2026-03-06"), subscription("d", "c", "li", on="2026-03-08"), book=book)


STORIES: Mapping[str, Callable[[], Story]] = {
    "declined": declined,
    "help-of-the-day": help_of_the_day,
    "open-complaint": open_complaint,
    "household": one_household,
    "referral": referred,
    "lots": drawn_by_lot,
    "ruling": ruled,
    "struck": struck_out,
    "barred": barred,
    "quarrel": quarrel,
    "joint-buyers": joint_buyers,
    "lapsed": lapsed,
    "too-late": too_late,
    "beside-the-award": beside_the_award,
    "colliding": colliding,
    "nothing-decides": nothing_decides,
}
