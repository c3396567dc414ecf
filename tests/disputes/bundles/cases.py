"""A disputed deal in an office's ledger, and the file that shows how it was decided."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import leadledger as ll
from leadledger.disputes.bundles import bundle
from leadledger.events import Event
from leadledger.plan.library import plan_text
from leadledger.rulebook.library import text_of
from leadledger.store.merkle import leaf_hash
from leadledger.store.proving import Proofs
from leadledger.testing.money_stories import money, plan_adopted, received, released
from leadledger.testing.stories import (
    call,
    complaint,
    decided,
    draft,
    follow_up,
    given,
    joined,
    registered,
    ruling,
    struck,
    subscription,
    visit,
)

Raw = dict[str, Any]
ENTERED = datetime.fromisoformat("2026-06-01T10:00+08:00")
DEAL, OTHER = "d1", "d2"


def book_adopted(name: str = "sales-office", **more: Any) -> Any:
    """The office adopts a rulebook that comes with the library."""
    document = json.loads(json.dumps(tomllib.loads(text_of(name))))
    stated = {"effective_from": "2026-01-01", "published_at": "2026-01-01T00:00:00+08:00", **more}
    return draft("RulebookAdopted", document=document, on="2026-01-02", **stated)


def events() -> tuple[Event, ...]:
    """Zhang had the customer first, Li was asked for; a complaint against Zhang is upheld late; another buys."""
    plan = tomllib.loads(plan_text("sales-office"))
    told = given(
        book_adopted(),
        plan_adopted(plan, "2026-01-01", "2026-01-01T00:00:00+08:00", on="2026-01-02"),
        joined("zhang", "张伟", roles=["agent"], on="2026-01-03"),
        joined("li", "李娜", roles=["agent"], on="2026-01-03"),
        joined("wang", "王芳", roles=["agent"], on="2026-01-03"),
        released("1-1001", "1300000.00", on="2026-01-04"),
        registered("c1", "zhang", name="赵先生", phones=["+8613812345678"], on="2026-03-01"),
        call("c9", "wang", phone="+8613900000000", on="2026-03-01"),
        visit("c1", "zhang", phone="+8613812345678", note="came with his wife", on="2026-03-02"),
        visit("c2", "wang", on="2026-03-02"),
        follow_up("c1", "zhang", summary="asked about the school", on="2026-03-05"),
        visit("c1", "li", asked_for="li", on="2026-03-10"),
        call("c1", "wang", on="2026-03-11"),
        complaint("k1", "c1", "zhang", on="2026-03-12"),
        subscription(DEAL, "c1", "li", unit="1-1001", price=money("1280000.00"), on="2026-03-20"),
        subscription(OTHER, "c2", "wang", unit="1-1002", price=money("900000.00"), on="2026-03-21"),
        received(DEAL, "50000.00", on="2026-03-22"),
        visit("c1", "wang", on="2026-04-01"),
        decided("k1", "upheld", on="2026-04-20"),
    )
    mistaken = next(
        one for one in told.events if one.type == "CallReceived" and one.agent == "wang" and one.customer == "c1"
    )
    identity = ll.events.derive_id(mistaken)
    more = given(
        struck(str(identity), reason="entered for another customer", on="2026-04-21"),
        ruling("r2", {"wang": "1"}, {"wang": "1"}, deal=OTHER, reason="as both agreed", on="2026-04-22"),
    )
    return (*told.events, *more.events)


@contextmanager
def office(path: str = ":memory:", told: tuple[Event, ...] | None = None) -> Iterator[ll.Ledger]:
    """The office's ledger."""
    with ll.open(path, clock=lambda: ENTERED) as ledger:
        ledger.import_events(events() if told is None else told)
        yield ledger


class Evidence(NamedTuple):
    """The bundle of the disputed deal as it is made by default, and with all personal parts; and what it came from."""

    good: bytes
    whole: bytes
    head: ll.Head
    proofs: Proofs


@cache
def evidence() -> Evidence:
    """What one and the same ledger gives: each has salts of its own."""
    with office() as ledger:
        head = ledger.head()
        proofs = ledger.prove(range(1, head.size + 1))
        return Evidence(bundle(ledger, DEAL), bundle(ledger, DEAL, personal="keep"), head, proofs)


def good() -> bytes:
    """The bundle of the disputed deal, as it is made by default."""
    return evidence().good


def whole() -> bytes:
    """The same with every personal part in it."""
    return evidence().whole


def raw(data: bytes) -> Raw:
    """A bundle as JSON has it."""
    read: Raw = json.loads(data)
    return read


def written(of: Raw) -> bytes:
    """The file of a bundle that somebody altered."""
    return json.dumps(of, ensure_ascii=False).encode()


def altered(data: bytes, alter: Callable[[Raw], object]) -> bytes:
    """A bundle after somebody altered it."""
    of = raw(data)
    alter(of)
    return written(of)


def entry_of(of: Raw, kind: str, nth: int = 0) -> Raw:
    """The nth entry of a type in a bundle."""
    found: Raw = [one for one in of["entries"] if f'\n{{"type":"{kind}"' in one["data"]][nth]
    return found


def hashed_anew(entry: Raw) -> None:
    """Make the hash beside an entry that of what it says now."""
    entry["leaf"] = leaf_hash(entry["data"].encode()).hex()
