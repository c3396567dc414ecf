"""A dispute is opened once and ruled on once, and not after its end: also with two managers at once."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from leadledger.errors import HistoryContradiction
from leadledger.events import Event, event_from_dict
from leadledger.ledger import open as open_ledger

LI = {"credit": {"li": "1"}, "commission": {"li": "1"}}
ENDINGS = {
    "withdrawn": ("DisputeWithdrawn", {"by": "zhang"}),
    "settled": ("SettlementAgreed", {"deal": "d", **LI, "signed_by": ["li", "zhang"]}),
}


def entry(number: int, kind: str, **fields: Any) -> Event:
    fields.setdefault("dispute", "p")
    at = f"2026-03-{number:02}T10:00:00+08:00"
    return event_from_dict({"type": kind, "id": str(UUID(int=number)), "occurred_at": at, **fields})


def opened(number: int = 1, **more: Any) -> Event:
    return entry(number, "DisputeOpened", deal="d", by="zhang", says="mine", **more)


def ruled(number: int, **more: Any) -> Event:
    return entry(number, "RulingMade", ruling=f"r{number}", deal="d", **LI, reason="x", by="manager", **more)


def struck(number: int, of: int) -> Event:
    return event_from_dict(
        {
            "type": "EntryStruck",
            "occurred_at": f"2026-03-{number:02}T10:00:00+08:00",
            "entry": str(UUID(int=of)),
            "reason": "x",
            "by": "manager",
        }
    )


@pytest.mark.parametrize("enter", ["record", "import_events"])
def test_a_second_ruling_is_refused_and_both_places_are_named(enter: str) -> None:
    with open_ledger(":memory:") as ledger:
        getattr(ledger, enter)([opened(), ruled(2)])
        with pytest.raises(HistoryContradiction, match="dispute 'p' is ruled on twice") as refusal:
            getattr(ledger, enter)(ruled(3) if enter == "record" else [ruled(3)])
        assert list(refusal.value.places) == ["entry 2", "the new entry"]
        assert ledger.head().size == 2


def test_a_ruling_that_is_struck_frees_the_dispute() -> None:
    with open_ledger(":memory:") as ledger:
        ledger.import_events([opened(), ruled(2), struck(3, 2), ruled(4)])
        assert ledger.head().size == 4


@pytest.mark.parametrize("how", ENDINGS)
def test_a_dispute_that_is_over_is_not_ruled_on(how: str) -> None:
    kind, fields = ENDINGS[how]
    with open_ledger(":memory:") as ledger:
        ledger.import_events([opened(), entry(2, kind, **fields)])
        with pytest.raises(HistoryContradiction, match=f"dispute 'p' is ruled on after it was {how}"):
            ledger.import_events([ruled(3)])
        ledger.import_events([opened(4, dispute="again"), ruled(5, dispute="again")])


@pytest.mark.parametrize("how", ENDINGS)
def test_an_end_that_is_entered_late_is_refused_where_it_came_before_the_ruling(how: str) -> None:
    kind, fields = ENDINGS[how]
    with open_ledger(":memory:") as ledger:
        ledger.import_events([opened(), ruled(5)])
        with pytest.raises(HistoryContradiction, match=f"ruled on after it was {how}"):
            ledger.import_events([entry(3, kind, **fields)])
        ledger.import_events([entry(6, kind, **fields)])  # afterwards it is a fact like others


def test_a_dispute_is_opened_once() -> None:
    with open_ledger(":memory:") as ledger:
        ledger.import_events([opened()])
        with pytest.raises(HistoryContradiction, match="dispute 'p' is opened twice"):
            ledger.import_events([opened(2)])


def test_of_two_managers_who_rule_at_once_one_gets_through(tmp_path: Path) -> None:
    for number in range(5):
        path = tmp_path / f"{number}.db"
        with open_ledger(path) as ledger:
            ledger.import_events([opened()])
        together, ended = threading.Barrier(2), list[str]()

        def rule(which: int, path: Path = path, together: threading.Barrier = together, ended: Any = ended) -> None:
            with open_ledger(path) as ledger:
                together.wait()
                try:
                    ledger.record(ruled(which))
                except HistoryContradiction as refusal:
                    ended.append(str(refusal))
                else:
                    ended.append("recorded")

        managers = [threading.Thread(target=rule, args=(which,)) for which in (2, 3)]
        for one in managers:
            one.start()
        for one in managers:
            one.join()
        refused = [one for one in ended if one != "recorded"]
        assert len(ended) == 2
        assert len(refused) == 1
        assert "is ruled on twice: " in refused[0]
        assert "entry 2" in refused[0]
