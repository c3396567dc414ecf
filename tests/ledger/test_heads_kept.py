"""A head that was kept elsewhere shows what a ledger alone cannot: that it was rewritten as a whole, or cut short."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from leadledger.events import HoldReleased
from leadledger.ledger import Head
from leadledger.ledger import open as open_ledger

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)


def written(path: Path, *deals: str) -> Path:
    with open_ledger(path, clock=lambda: NOW) as ledger:
        ledger.record([HoldReleased(occurred_at=AT, deal=deal) for deal in deals])
    return path


def test_a_ledger_that_grew_still_begins_with_the_head_kept(tmp_path: Path) -> None:
    path = written(tmp_path / "office.db", "a", "b", "c")
    with open_ledger(path) as ledger:
        kept = ledger.head()
        assert ledger.verify(kept).ok
    written(path, "d", "e")
    with open_ledger(path) as ledger:
        assert ledger.verify(against=kept).ok
        assert ledger.verify(against=Head(0, kept.root)).first_bad is not None


def test_a_ledger_written_again_without_an_entry_is_sound_by_itself_and_not_against_the_head_kept(
    tmp_path: Path,
) -> None:
    with open_ledger(written(tmp_path / "office.db", "a", "b", "c")) as ledger:
        kept = ledger.head()
    with open_ledger(written(tmp_path / "instead.db", "a", "x", "c", "d")) as instead:
        assert instead.verify().ok
        found = instead.verify(kept)
        assert (found.ok, found.events) == (False, 4)
        assert found.first_bad == (None, "the first 3 entries are not those of the head kept")
    with open_ledger(written(tmp_path / "short.db", "a", "b")) as short:
        assert short.verify(kept).first_bad == (None, "the head kept counts 3 entries, and there are only 2")


@pytest.mark.parametrize("wrong", ["3:00", (3, "00"), 3])
def test_what_is_no_head_is_refused(tmp_path: Path, wrong: Any) -> None:
    with (
        open_ledger(written(tmp_path / "office.db", "a")) as ledger,
        pytest.raises(TypeError, match=r"^against is of type \w+: expected a Head"),
    ):
        ledger.verify(wrong)


def test_a_backup_of_a_damaged_ledger_copies_the_damage_and_verifying_tells(tmp_path: Path) -> None:
    path = written(tmp_path / "office.db", "a", "b")
    _change(path, lambda data: data.replace(b"HoldReleased", b"HoldRecalled"))
    with open_ledger(path) as ledger:
        ledger.backup(tmp_path / "copy.db")
        found = ledger.verify()
    assert found.first_bad is not None
    assert found.first_bad[0] == 2
    with open_ledger(tmp_path / "copy.db") as copy:
        assert copy.verify() == found


def _change(path: Path, change: Callable[[bytes], bytes]) -> None:
    connection = sqlite3.connect(path)
    (data,) = connection.execute("SELECT data FROM event WHERE position = 2").fetchone()
    connection.execute("UPDATE event SET data = ? WHERE position = 2", (change(data),))
    connection.commit()
    connection.close()
