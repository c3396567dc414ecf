"""A deal to be decided and recorded, and what a replay of it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import leadledger as ll
from leadledger.events import Event
from leadledger.ledger.replaying import Replay
from leadledger.testing.stories import Story, joined, subscription, visit

MARCH = datetime(2026, 3, 20, 12, tzinfo=UTC)
PRICE = {"amount": "1000000.05", "currency": "CNY"}
DEAL = (
    joined("zhang", "张伟", on="2026-03-01"),
    visit("c", "zhang", on="2026-03-02"),
    visit("c", "li", declined=["zhang"], on="2026-03-05"),
    subscription("d", "c", "li", price=PRICE, on="2026-03-10"),
)
EARLIER = visit("c", "wang", on="2026-03-01", at="09:00")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = MARCH

    def __call__(self) -> datetime:
        return self.now


def ledger_of(story: Story | Sequence[Event], clock: Callable[[], datetime] | None = None) -> ll.Ledger:
    ledger = ll.open(":memory:", clock=clock or Clock())
    ledger.import_events(story.events if isinstance(story, Story) else story)
    return ledger


def only(replays: Any) -> Replay:
    (one,) = replays
    assert isinstance(one, Replay)
    return one


def why(replay: Replay) -> list[str]:
    return [one.why for one in replay.differences]
