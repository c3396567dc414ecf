"""Spelling: the builder's call that tells an entry, so that a story found by a search can be pasted into a test."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from leadledger.events import Event, derive_id, to_json
from leadledger.testing.drafts import HOUR, before_the_first, next_time
from leadledger.values import is_list, is_table

# Builders whose first arguments are these fields, and whose others are named as on the wire, with what they fill in.
_BUILDERS: Mapping[str, tuple[str, tuple[str, ...], Mapping[str, Any]]] = {
    "CallReceived": ("call", ("customer", "agent"), {}),
    "VisitReceived": ("visit", ("customer", "agent"), {}),
    "CustomerRegistered": ("registered", ("customer", "agent"), {}),
    "FollowUpLogged": ("follow_up", ("customer", "agent"), {"reached": True}),
    "ReferralMade": ("referral", ("referrer", "customer"), {}),
    "PriorClaimFound": ("found", ("customer", "found_by", "prior_agent"), {}),
    "DiscountSought": ("discount", ("customer", "from_agent"), {}),
    "ComplaintFiled": ("complaint", ("complaint", "customer", "against"), {}),
    "ComplaintDecided": ("decided", ("complaint", "outcome"), {"by": "manager"}),
    "QuarrelReported": ("quarrelled", ("agents",), {"by": "manager"}),
    "SettlementAgreed": ("settlement", ("credit", "commission", "signed_by"), {}),
    "RulingMade": ("ruling", ("ruling", "credit", "commission"), {"reason": "as heard", "by": "manager"}),
    "RulingDefied": ("defied", ("ruling", "agent"), {"by": "manager"}),
    "AgentArrived": ("arrived", ("agent",), {}),
    "AgentLeft": ("left", ("agent",), {"reason": "errand"}),
    "AgentJoined": ("joined", ("agent", "name"), {}),
    "CustomerAllocated": ("allocation", ("customer", "agent"), {"by": "manager"}),
    "ContractSigned": ("contract", ("deal",), {}),
    "DealWithdrawn": ("withdrawal", ("deal",), {"reason": "changed their mind"}),
    "EntryStruck": ("struck", ("entry",), {"reason": "a mistake", "by": "manager"}),
}
_NO_BUILDER = ("draft", ("type",), dict[str, Any]())


def spelled(events: Sequence[Event], office: ZoneInfo, more: Sequence[str] = ()) -> str:
    """The call of ``given`` that tells the story of these events in an office's time zone."""
    lines = [*(f"{line}{_later(times)})" for _, line, times in _lines(events, office)), *more]
    return "\n".join(["given(", *(f"    {line}," for line in lines), ")"]) if lines else "given()"


def told(events: Sequence[Event], office: ZoneInfo) -> str:
    """A line for each entry: its number, when it happened, and the builder that says it, but for ids.

    >>> from leadledger.testing.stories import call, given, visit
    >>> print(given(visit("c", "zhang"), call("c", "li", at="12:00", recorded="2026-03-05T09:00")).told())
    1  2026-03-01 10:00  visit("c", "zhang")
    2  2026-03-01 12:00  call("c", "li", recorded="2026-03-05T09:00")
    """
    width, rows = len(str(len(events))), list[str]()
    for number, (at, line, times) in enumerate(_lines(events, office, ids=False), 1):
        on_time = times.get("recorded") == _local(at)
        late = {name: said for name, said in times.items() if name == "recorded" and not on_time}
        rows.append(f"{number:>{width}}  {at:%Y-%m-%d %H:%M}  {line}{_later(late)})")
    return "\n".join(rows)


def _lines(
    events: Sequence[Event], office: ZoneInfo, *, ids: bool = True
) -> Iterator[tuple[datetime, str, Mapping[str, str]]]:
    """For each entry when it happened, the call that says it but for its end, and what that says of times."""
    clock, numbers = before_the_first(office), dict[UUID, int]()
    for number, event in enumerate(events, 1):
        at = event.occurred_at.astimezone(office)
        yield at, _call(event, numbers, ids=ids), _times(event, at, clock)
        numbers.setdefault(event.id or derive_id(event), number)
        clock = at


def _later(times: Mapping[str, str]) -> str:
    return "".join(f", {name}={_text(said)}" for name, said in times.items())


def _call(event: Event, numbers: Mapping[UUID, int], *, ids: bool) -> str:
    fields: dict[str, Any] = json.loads(to_json(event))
    for name in ("occurred_at", "recorded_at", *(() if ids else ("id",))):
        fields.pop(name, None)
    if event.type == "EntryStruck" and UUID(fields["entry"]) in numbers:
        fields["entry"] = numbers[UUID(fields["entry"])]
    return call_of(fields)


def call_of(fields: Mapping[str, Any]) -> str:
    """The builder's call that says the fields of an entry, but for its end: times may follow."""
    name, first, named = _arguments(dict(fields))
    said = [_text(one) for one in first]
    said += [f"{key}={_text(one)}" for key, one in named.items()]
    return f"{name}({', '.join(said)}"


def _arguments(fields: dict[str, Any]) -> tuple[str, list[Any], dict[str, Any]]:
    """The builder, the arguments that stand first, and those that are named."""
    kind = fields["type"]
    if kind == "FollowUpLogged":
        fields = {"reached": None, **fields}
    if kind == "SubscriptionSigned":
        return _with("subscription", ("deal", "customer", "agent"), {"unit": f"unit-{fields['deal']}"}, fields)
    if kind in ("CustomersLinked", "CustomersUnlinked") and fields["relation"] == "household":
        customers = fields.pop("customers")
        name, _, named = _with("household" if kind == "CustomersLinked" else "unlinked", (), _HOUSEHOLD, fields)
        return name, customers, named
    if kind == "CustomersReassigned" and _each_once(fields["lots"]):
        lots = {line["customer"]: line["agent"] for line in fields["lots"]}
        filled = {"reason": "leave", "by": "manager"}
        return _with("reassigned", ("from_agent", "lots"), filled, {**fields, "lots": lots})
    return _with(*_BUILDERS.get(kind, _NO_BUILDER), fields)


_HOUSEHOLD = {"relation": "household"}


def _each_once(lines: Sequence[Mapping[str, str]]) -> bool:
    return len({line["customer"] for line in lines}) == len(lines)


def _with(
    name: str, first: tuple[str, ...], filled: Mapping[str, Any], fields: Mapping[str, Any]
) -> tuple[str, list[Any], dict[str, Any]]:
    named = {
        key: value
        for key, value in fields.items()
        if key not in first and (key != "type" or name == "draft") and filled.get(key, _NOTHING) != value
    }
    return name, [fields[key] for key in first], named


_NOTHING = object()


def _times(event: Event, at: datetime, clock: datetime) -> dict[str, str]:
    """What has to be said of when it happened and when it was entered."""
    said: dict[str, str] = {}
    if at != next_time(clock):
        if at.date() != clock.date():
            said["on"] = at.date().isoformat()
        if at.time() != HOUR or at.date() == clock.date():
            said["at"] = at.time().isoformat("auto" if at.second or at.microsecond else "minutes")
    if event.recorded_at is not None:
        said["recorded"] = _local(event.recorded_at.astimezone(at.tzinfo))
    return said


def _local(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat("T", "auto" if at.second or at.microsecond else "minutes")


def _text(value: Any) -> str:
    """A literal as Python writes it, texts in double quotes."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if is_list(value):
        return f"[{', '.join(map(_text, value))}]"
    if is_table(value):
        return f"{{{', '.join(f'{_text(key)}: {_text(one)}' for key, one in value.items())}}}"
    return repr(value)
