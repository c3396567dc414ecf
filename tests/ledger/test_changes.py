"""Changes: each entry as it is appended, with what it moved, until the subscription or the ledger is closed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from leadledger.events import Event, event_from_dict
from leadledger.ledger import Change, Ledger, Subscription
from leadledger.ledger import open as open_ledger

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
LONG = 30.0


def entry(kind: str, hours: float = 0, **fields: Any) -> Event:
    return event_from_dict({"type": kind, "occurred_at": (AT + timedelta(hours=hours)).isoformat(), **fields})


def visit(agent: str, hours: float = 0, customer: str = "c", **more: Any) -> Event:
    return entry("VisitReceived", hours, customer=customer, agent=agent, **more)


def bought(hours: float = 5, deal: str = "d", customer: str = "c") -> Event:
    return entry("SubscriptionSigned", hours, deal=deal, customer=customer, unit=deal, agent="li")


@pytest.fixture(params=["in memory", "in a file"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(":memory:" if request.param == "in memory" else tmp_path / "office.db") as ledger:
        yield ledger


class Listener(threading.Thread):
    """Who goes through a subscription in a thread of their own; *heard* of *enough* is told by an event."""

    def __init__(self, changes: Subscription, enough: int = 1) -> None:
        super().__init__(daemon=True)
        self.changes, self.enough = changes, enough
        self.heard: list[Change] = []
        self.heard_enough = threading.Event()
        self.start()

    def run(self) -> None:
        for change in self.changes:
            self.heard.append(change)
            if len(self.heard) >= self.enough:
                self.heard_enough.set()

    def ends(self) -> bool:
        self.join(LONG)
        return not self.is_alive()


def moved(change: Change) -> list[tuple[str, str | None, str | None]]:
    """The deals with their owners before and after."""
    return [(one.deal, one.before and one.before.owner, one.after and one.after.owner) for one in change.moved]


def test_what_an_entry_moved_stands_beside_it(ledger: Ledger) -> None:
    ledger.import_events([visit("zhang"), bought(), visit("li", -3), visit("wang", customer="x")])
    changes = list(ledger.subscribe(follow=False))
    assert [change.position for change in changes] == [1, 2, 3, 4]
    assert [moved(change) for change in changes] == [[], [("d", None, "zhang")], [("d", "zhang", "li")], []]
    (_, second, *_) = list(ledger.events())
    assert next(change.id for change in changes if change.recorded_at == second.recorded_at) == changes[0].id
    assert changes[0].event == changes[0].entry.event


def test_it_goes_on_after_a_position(ledger: Ledger) -> None:
    ledger.import_events([visit("zhang", hours) for hours in range(450)])
    assert [one.position for one in ledger.subscribe(after=447, follow=False)] == [448, 449, 450]
    assert [one.position for one in ledger.subscribe(follow=False)] == list(range(1, 451))
    assert list(ledger.subscribe(after=450, follow=False)) == []
    assert list(ledger.subscribe(after=999, follow=False)) == []


def test_one_that_does_not_follow_takes_what_comes_while_it_is_read(ledger: Ledger) -> None:
    ledger.record(visit("zhang"))
    changes = ledger.subscribe(follow=False)
    assert next(changes).position == 1
    ledger.record(visit("li"))
    assert [one.position for one in changes] == [2]


def test_another_thread_hears_of_each_entry_once_in_order(ledger: Ledger) -> None:
    listener = Listener(ledger.subscribe(), enough=60)
    writers = [
        threading.Thread(target=lambda agent=agent: [ledger.record(visit(agent, hours)) for hours in range(20)])
        for agent in ("zhang", "li", "wang")
    ]
    for writer in writers:
        writer.start()
    assert listener.heard_enough.wait(LONG)
    listener.changes.stop()
    assert listener.ends()
    assert [change.position for change in listener.heard] == list(range(1, 61))


def test_an_entry_of_this_thread_is_heard_of_in_another_with_what_it_moved(ledger: Ledger) -> None:
    ledger.import_events([visit("zhang")])
    listener = Listener(ledger.subscribe(after=1))
    ledger.import_events([bought()])
    assert listener.heard_enough.wait(LONG)
    assert moved(listener.heard[0]) == [("d", None, "zhang")]
    listener.changes.stop()
    assert listener.ends()


@pytest.mark.parametrize("how", ["stop", "close", "with"])
def test_who_waits_is_let_go(ledger: Ledger, how: str) -> None:
    ledger.record(visit("zhang"))
    listener = Listener(ledger.subscribe())
    assert listener.heard_enough.wait(LONG)
    if how == "with":
        with listener.changes:
            pass
    else:
        {"stop": listener.changes.stop, "close": ledger.close}[how]()
    assert listener.ends()
    assert len(listener.heard) == 1


def test_one_that_was_stopped_is_over_whatever_comes(ledger: Ledger) -> None:
    ledger.record([visit("zhang"), visit("li")])
    changes = ledger.subscribe()
    assert next(changes).position == 1
    changes.stop()
    ledger.record(visit("wang"))
    assert list(changes) == []
    changes.stop()


def test_one_of_a_closed_ledger_is_over(ledger: Ledger) -> None:
    ledger.record([visit("zhang"), visit("li")])
    changes = ledger.subscribe()
    assert next(changes).position == 1
    ledger.close()
    assert list(changes) == []
    changes.stop()


def test_several_each_hear_everything(ledger: Ledger) -> None:
    listeners = [Listener(ledger.subscribe(), enough=5) for _ in range(4)]
    for hours in range(5):
        ledger.record(visit("zhang", hours))
    for listener in listeners:
        assert listener.heard_enough.wait(LONG)
    ledger.close()
    assert all(listener.ends() for listener in listeners)
    assert [[change.position for change in one.heard] for one in listeners] == [[1, 2, 3, 4, 5]] * 4


def test_eight_threads_use_one_ledger_at_once(ledger: Ledger) -> None:
    """Each records its own customers' lives, and decides them and everybody's meanwhile."""
    together, wrong = threading.Barrier(8), list[BaseException]()

    def work(number: int) -> None:
        together.wait(LONG)
        for part in range(4):
            customer, deal = f"c{number}-{part}", f"d{number}-{part}"
            ledger.import_events([visit("zhang", part, customer), visit("li", part + 1, customer)])
            ((position, *_),) = ledger.record(bought(part + 2, deal, customer))
            assert ledger.decide(deal).owner == "zhang"
            assert ledger.owner(customer, AT + timedelta(days=1)).owner == "zhang"
            assert deal in {one.deal for one in ledger.decide_all()}
            assert ledger.head().size >= position
            assert next(ledger.subscribe(after=position - 1, follow=False)).position == position

    threads = [threading.Thread(target=kept(work, wrong), args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert wrong == []
    assert ledger.head().size == len(list(ledger.events())) == 8 * 4 * 3
    assert {one.owner for one in ledger.decide_all() if not hasattr(one, "error")} == {"zhang"}
    assert ledger.verify().ok


def kept(work: Callable[[int], None], wrong: list[BaseException]) -> Callable[[int], None]:
    """The work, what goes wrong kept."""

    def working(number: int) -> None:
        try:
            work(number)
        except BaseException as error:  # noqa: BLE001  # of another thread
            wrong.append(error)

    return working
