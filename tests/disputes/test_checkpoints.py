"""Signed checkpoints: a ledger is held to what it was signed as, also by somebody without the ledger."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import leadledger as ll
from leadledger.disputes.checkpoints import (
    Checkpoint,
    is_growth,
    read_checkpoint,
    read_growth,
    sign_checkpoint,
    sign_growth,
)
from leadledger.disputes.signing import new_signing_key, sign
from leadledger.errors import CheckpointInvalid, LedgerRefused
from leadledger.store.merkle import EMPTY_ROOT

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
KEY = new_signing_key("example.com/office", seed=bytes(range(32)))
OTHER = new_signing_key("example.com/office", seed=bytes(32))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[ll.Ledger]:
    with ll.open(tmp_path / "office.db") as opened:
        yield opened


def visits(ledger: ll.Ledger, count: int) -> None:
    ledger.record([ll.VisitReceived(customer=f"c{number}", agent="li", occurred_at=AT) for number in range(count)])


def grown(ledger: ll.Ledger, *counts: int) -> list[str]:
    """A signed checkpoint after each of so many more entries."""
    notes: list[str] = []
    for place, count in enumerate(counts):
        ledger.record(
            [ll.VisitReceived(customer=f"c{place}-{one}", agent="li", occurred_at=AT) for one in range(count)]
        )
        notes.append(sign_checkpoint(ledger, KEY))
    return notes


def test_a_checkpoint_says_the_head_of_the_ledger(ledger: ll.Ledger) -> None:
    visits(ledger, 5)
    note = sign_checkpoint(ledger, KEY)
    size, root = ledger.head()
    assert note.splitlines()[:4] == ["example.com/office", "5", b64encode(bytes.fromhex(root)).decode(), ""]
    assert read_checkpoint(note, KEY.verifier).head == (size, root)


def test_a_ledger_that_grew_begins_with_the_entries_of_its_checkpoint(ledger: ll.Ledger) -> None:
    notes = grown(ledger, 0, 3, 4, 1)
    for note in notes:
        assert ledger.verify(read_checkpoint(note, KEY.verifier).head).ok


def test_a_ledger_written_anew_does_not(ledger: ll.Ledger, tmp_path: Path) -> None:
    (note,) = grown(ledger, 3)
    with ll.open(tmp_path / "other.db") as other:
        visits(other, 5)
        assert other.verify().ok
        found = other.verify(read_checkpoint(note, KEY.verifier).head)
    assert found.first_bad == (None, "the first 3 entries are not those of the head kept")


def test_nothing_is_signed_of_a_ledger_that_was_changed(ledger: ll.Ledger) -> None:
    visits(ledger, 5)
    with ledger._database.trial() as connection:
        connection.execute("UPDATE event SET leaf = zeroblob(32) WHERE position = 2")
        with pytest.raises(LedgerRefused, match="not as it was entered"):
            sign_checkpoint(ledger, KEY)


def test_a_checkpoint_of_another_key_or_another_origin_is_refused() -> None:
    checkpoint = Checkpoint("example.com/office", 0, EMPTY_ROOT)
    with pytest.raises(CheckpointInvalid, match="not signed by"):
        read_checkpoint(sign(checkpoint.text(), OTHER), KEY.verifier)
    with pytest.raises(CheckpointInvalid, match="a checkpoint of example.com/elsewhere: expected one of"):
        read_checkpoint(sign(Checkpoint("example.com/elsewhere", 0, EMPTY_ROOT).text(), KEY), KEY.verifier)


ROOT = b64encode(EMPTY_ROOT).decode()


@pytest.mark.parametrize(
    "text",
    [
        "example.com/office\n",
        "example.com/office\n0\n",
        f"example.com/office\n-1\n{ROOT}\n",
        f"example.com/office\n007\n{ROOT}\n",
        f"example.com/office\n{'9' * 20}\n{ROOT}\n",
        f"example.com/office\n٣\n{ROOT}\n",
        f"example.com/office\n0\n{ROOT[:-2]}\n",
        f"\n0\n{ROOT}\n",
        f"example.com/office\n0\n{ROOT}\n\nmore\n",
    ],
)
def test_what_is_no_checkpoint_is_refused_though_it_is_signed(text: str) -> None:
    with pytest.raises(CheckpointInvalid, match="that is no checkpoint"):
        read_checkpoint(sign(text, KEY), KEY.verifier)


def test_a_root_that_is_not_written_in_the_one_way_there_is_is_refused() -> None:
    loose = ROOT[:-2] + chr(ord(ROOT[-2]) + 1) + "="
    with pytest.raises(CheckpointInvalid, match="the one way there is"):
        read_checkpoint(sign(f"example.com/office\n0\n{loose}\n", KEY), KEY.verifier)


def test_lines_that_others_add_to_a_checkpoint_are_read_over() -> None:
    text = f"example.com/office\n0\n{ROOT}\nan extension\n"
    assert read_checkpoint(sign(text, KEY), KEY.verifier).size == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(counts=st.tuples(st.integers(0, 9), st.integers(0, 9)))
def test_that_a_ledger_only_grew_is_shown_without_it(tmp_path: Path, counts: tuple[int, int]) -> None:
    before, more = counts
    with ll.open(":memory:") as ledger:
        visits(ledger, before)
        older = read_checkpoint(sign_checkpoint(ledger, KEY), KEY.verifier)
        grown(ledger, more)
        text = sign_growth(ledger, older, KEY)
        head = ledger.head()
    assert is_growth(text)
    assert read_growth(text, older, KEY.verifier).head == head


def test_a_path_changed_swapped_or_left_out_shows_nothing(ledger: ll.Ledger) -> None:
    visits(ledger, 6)
    older = read_checkpoint(sign_checkpoint(ledger, KEY), KEY.verifier)
    grown(ledger, 7)
    text = sign_growth(ledger, older, KEY)
    path, blank, newer = text.partition("\n\n")
    first, *hashes = path.split("\n")
    assert len(hashes) == 4
    for wrong in (hashes[::-1], hashes[1:], [*hashes, hashes[0]], [ROOT, *hashes[1:]], []):
        with pytest.raises(CheckpointInvalid, match="does not show that the 13 entries begin with the 6"):
            read_growth("\n".join([first, *wrong]) + blank + newer, older, KEY.verifier)


def test_how_another_ledger_grew_shows_nothing(ledger: ll.Ledger) -> None:
    (note, _) = grown(ledger, 3, 4)
    older = read_checkpoint(note, KEY.verifier)
    with ll.open(":memory:") as other:
        visits(other, 3)
        theirs = read_checkpoint(sign_checkpoint(other, KEY), KEY.verifier)
        visits_more = [ll.VisitReceived(customer=f"m{one}", agent="li", occurred_at=AT) for one in range(4)]
        other.record(visits_more)
        with pytest.raises(LedgerRefused, match="does not begin with the 3 entries of that checkpoint"):
            sign_growth(other, older, KEY)
        with pytest.raises(CheckpointInvalid, match="does not show"):
            read_growth(sign_growth(other, theirs, KEY), older, KEY.verifier)


def test_a_checkpoint_of_more_entries_than_there_are_is_refused(ledger: ll.Ledger) -> None:
    with pytest.raises(LedgerRefused, match="has 0 entries: nothing can be shown of the first 7"):
        sign_growth(ledger, Checkpoint("example.com/office", 7, EMPTY_ROOT), KEY)


@pytest.mark.parametrize(
    "text", ["", "old\n", "old 3\n", "old -3\n\n", f"old 3\n{ROOT}\n", "new 3\n\n", "old 3\nAAAA\n\n"]
)
def test_what_shows_no_growth_is_refused(text: str) -> None:
    with pytest.raises(CheckpointInvalid, match="that does not show how a ledger grew"):
        read_growth(text, Checkpoint("example.com/office", 3, EMPTY_ROOT), KEY.verifier)


def test_growth_from_another_size_than_that_of_the_checkpoint_kept_is_refused(ledger: ll.Ledger) -> None:
    one, two, _ = (read_checkpoint(note, KEY.verifier) for note in grown(ledger, 2, 3, 4))
    with pytest.raises(CheckpointInvalid, match="begins at 2 entries, and the checkpoint kept has 5"):
        read_growth(sign_growth(ledger, one, KEY), two, KEY.verifier)


def test_growth_signed_by_another_is_refused(ledger: ll.Ledger) -> None:
    one, _ = (read_checkpoint(note, KEY.verifier) for note in grown(ledger, 2, 3))
    with pytest.raises(CheckpointInvalid, match="not signed by"):
        read_growth(sign_growth(ledger, one, OTHER), one, KEY.verifier)
