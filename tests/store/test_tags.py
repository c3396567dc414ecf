"""Every entry is found by what it names: each field with an id has a tag, or a reason why it has none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated, Any, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from hypothesis import given
from pydantic import BaseModel

from leadledger.events import (
    EVENT_TYPES,
    AgentArrived,
    AgentLeft,
    CallReceived,
    CustomersReassigned,
    DisputeOpened,
    EntryStruck,
    Event,
    ExpenseRequested,
    FileLent,
    Line,
    MeetingMinuted,
    NameChanged,
    OutingReported,
    PlannedVisit,
    Promise,
    PromiseKept,
    ReferralMade,
    RotaSet,
    RulingMade,
    SettlementAgreed,
    SubscriptionSigned,
    UnitSwapped,
    VisitPlanSubmitted,
    VisitReceived,
    Wants,
)
from leadledger.events.kinds import EntryId
from leadledger.store.tags import ENTRIES, ONE, OPENERS, PARTS, PAYEES, SEVERAL, tag, tags_of
from leadledger.values import Id, Money, Shares
from tests.events.strategies import events

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
DAY = AT.date()
STRUCK = UUID("0195500e-6f00-8abc-9def-0123456789ab")
HALVES = Shares({"zhang": "1/2", "@department": "1/2"})

# Fields that hold ids and are not tagged, and why.
UNTAGGED = {
    "id": "an entry is found by its own id in an index of its own",
    "by": "who wrote the entry is not what it is about (but of a dispute: who opened it)",
    "recorded_by": "who wrote the entry is not what it is about",
    "project": "a ledger is one office's",
    "to": "whom a file was shown or handed to decides nothing",
    "wants": "what a party asks for gives nobody anything",
}


def is_id_like(hint: Any) -> bool:
    if hint in (Id, EntryId, Shares):
        return True
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return any(map(is_id_like, get_type_hints(hint, include_extras=True).values()))
    if get_origin(hint) is Annotated and hint.__origin__ is UUID:
        return True
    return any(map(is_id_like, get_args(hint)))


def id_like_fields() -> Iterator[tuple[type[Event], str]]:
    for cls in EVENT_TYPES.values():
        hints = get_type_hints(cls, include_extras=True)
        for name in cls.model_fields:
            if is_id_like(hints[name]):
                yield cls, name


TABLE = {*ONE, *SEVERAL, *PARTS, *PAYEES, *ENTRIES}


def test_every_field_with_an_id_is_tagged_or_has_a_reason() -> None:
    found = {name for _, name in id_like_fields()}
    assert found == TABLE | UNTAGGED.keys()
    assert not TABLE & UNTAGGED.keys()
    assert all("by" in cls.model_fields for cls in OPENERS)


def test_ids_are_told_from_other_texts() -> None:
    found = {(cls.__name__, name) for cls, name in id_like_fields()}
    assert ("VisitReceived", "present") in found
    assert ("OutingReported", "promises") in found
    assert ("CallReceived", "phone") not in found
    assert ("HoldPlaced", "amount") not in found


def test_the_lines_of_an_entry_are_tagged_by_every_id_in_them() -> None:
    for cls, name in id_like_fields():
        if name in PARTS:
            (part,) = (inner for inner in leaves(cls.model_fields[name].annotation) if issubclass(inner, BaseModel))
            hints = get_type_hints(part, include_extras=True)
            assert {field for field, _ in PARTS[name]} == {field for field in hints if is_id_like(hints[field])}


def leaves(hint: Any) -> Iterator[type]:
    if isinstance(hint, type):
        yield hint
    for inner in get_args(hint):
        yield from leaves(inner)


@given(events())
def test_tags_are_distinct_and_of_known_kinds_for_every_type(event: Event) -> None:
    tags = tags_of(event)
    assert len(tags) == len(set(tags))
    kinds = {*ONE.values(), *SEVERAL.values(), "entry", "presence", "promise", "customer", "agent"}
    assert {name.split(":")[0] for name in tags} <= kinds
    assert not any(name.startswith("agent:@") for name in tags)


VISIT = VisitReceived(
    occurred_at=AT,
    customer="c1",
    agent="li",
    asked_for="zhang",
    named=("zhang", "wang"),
    declined=("zhao",),
    present=("li", "qian"),
    occasion="fair",
    phone="138",
    recorded_by="desk",
    project="north",
)
CASES: list[tuple[Event, list[str]]] = [
    (
        VISIT,
        ["customer:c1", "agent:li", "agent:zhang", "agent:wang", "agent:zhao", "agent:qian", "occasion:fair"],
    ),
    (CallReceived(occurred_at=AT, customer="c1", agent="c1"), ["customer:c1", "agent:c1"]),
    (ReferralMade(occurred_at=AT, referrer="c1", customer="c2"), ["referrer:c1", "customer:c2"]),
    (AgentArrived(occurred_at=AT, agent="li"), ["agent:li", "presence:li:2026-03-01"]),
    (AgentLeft(occurred_at=AT, agent="李", reason="off"), ["agent:李", "presence:李:2026-03-01"]),
    (
        AgentArrived(occurred_at=datetime(2026, 3, 1, 7, tzinfo=timezone(timedelta(hours=8))), agent="li"),
        ["agent:li", "presence:li:2026-02-28"],
    ),
    (RotaSet(occurred_at=AT, date=DAY, order=("li", "wang")), ["agent:li", "agent:wang"]),
    (
        MeetingMinuted(
            occurred_at=AT,
            date=DAY,
            by="boss",
            entries=(Line(customer="c1", agent="li"), Line(customer="c2", agent="li")),
        ),
        ["customer:c1", "agent:li", "customer:c2"],
    ),
    (
        CustomersReassigned(
            occurred_at=AT, from_agent="li", reason="left", by="boss", lots=(Line(customer="c1", agent="wang"),)
        ),
        ["agent:li", "customer:c1", "agent:wang"],
    ),
    (
        SubscriptionSigned(
            occurred_at=AT, deal="d1", customer="c1", with_customers=("c2", "c1"), unit="u1", agent="li"
        ),
        ["deal:d1", "customer:c1", "customer:c2", "unit:u1", "agent:li"],
    ),
    (UnitSwapped(occurred_at=AT, deal="d1", to_unit="u2", price=Money(1, "CNY")), ["deal:d1", "unit:u2"]),
    (NameChanged(occurred_at=AT, deal="d1", to_customer="c2"), ["deal:d1", "customer:c2"]),
    (EntryStruck(occurred_at=AT, entry=STRUCK, reason="twice", by="desk"), [f"entry:{STRUCK}"]),
    (
        RulingMade(
            occurred_at=AT,
            deal="d1",
            ruling="r1",
            dispute="x1",
            credit=HALVES,
            commission=Shares({"li": 1}),
            reason="so",
            by="boss",
        ),
        ["deal:d1", "ruling:r1", "dispute:x1", "agent:zhang", "agent:li"],
    ),
    (
        SettlementAgreed(
            occurred_at=AT, customer="c1", credit=HALVES, commission=HALVES, signed_by=("zhang", "wang"), dispute="x1"
        ),
        ["customer:c1", "agent:zhang", "agent:wang", "dispute:x1"],
    ),
    (
        DisputeOpened(occurred_at=AT, deal="d1", dispute="x1", by="li", says="mine", wants=Wants(credit=HALVES)),
        ["deal:d1", "dispute:x1", "agent:li"],
    ),
    (
        VisitPlanSubmitted(
            occurred_at=AT,
            plan="p1",
            agent="li",
            month="2026-03",
            visits=(PlannedVisit(customer="c1", on=DAY, purpose="greet"),),
        ),
        ["plan:p1", "agent:li", "customer:c1"],
    ),
    (
        ExpenseRequested(occurred_at=AT, expense="e1", plan="p1", agent="li", amount=Money(1, "CNY"), purpose="petrol"),
        ["expense:e1", "plan:p1", "agent:li"],
    ),
    (
        OutingReported(
            occurred_at=AT,
            agent="li",
            customer="c1",
            visited_on=DAY,
            purpose="greet",
            summary="well",
            promises=(Promise(promise="m1", text="a gift", due_on=DAY), Promise(promise="m2", text="tea", due_on=DAY)),
        ),
        ["agent:li", "customer:c1", "promise:m1", "promise:m2"],
    ),
    (PromiseKept(occurred_at=AT, promise="m1", by="li"), ["promise:m1"]),
    (FileLent(occurred_at=AT, customer="c1", to="audit", by="li"), ["customer:c1"]),
]


@pytest.mark.parametrize(("event", "expected"), CASES, ids=[f"{event.type} {n}" for n, (event, _) in enumerate(CASES)])
def test_an_entry_is_tagged_by_what_it_names_in_the_order_of_its_fields(event: Event, expected: list[str]) -> None:
    assert tags_of(event) == expected


def test_a_tag_is_its_kind_and_the_name_whatever_the_name() -> None:
    assert tag("customer", "a:b") == "customer:a:b"
    assert tags_of(CallReceived(occurred_at=AT, customer="a:b", agent="張 三")) == ["customer:a:b", "agent:張 三"]
