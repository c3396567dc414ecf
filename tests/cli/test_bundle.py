"""``bundle`` and ``verify`` of what it wrote, as they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadledger.testing.stories import given, subscription, visit
from tests.cli.running import entered, refused, run, written


@pytest.fixture
def history(tmp_path: Path) -> Path:
    story = given(
        visit("c", "zhang", on="2026-03-02"),
        visit("c", "li", declined=["zhang"], on="2026-03-10"),
        subscription("d", "c", "li", on="2026-03-20"),
    )
    return written(story, tmp_path / "h.jsonl")


@pytest.fixture
def made(history: Path, tmp_path: Path) -> Path:
    assert run("bundle", history, "--deal", "d", "--out", tmp_path / "d.json").code == 0
    return tmp_path / "d.json"


def test_who_has_the_bundle_alone_can_read_why(made: Path, history: Path) -> None:
    plain, told = run("verify", made), run("verify", made, "--explain")
    assert told.code == 0
    assert told.out.startswith(plain.out)
    asked = run("explain", history, "--deal", "d").out
    why = told.out.removeprefix(plain.out)
    assert "Clause 5.3.2, The customer declines the earlier agent" in why
    assert why.split("Entries read, in the order")[0].strip() == asked.split("Entries read, in the order")[0].strip()
    assert "第5.3.2条" in run("verify", made, "--explain", "--lang", "zh").out
    (found,) = run("verify", made, "--explain", "--json").objects
    assert "5.3.2" in found["explanation"]


def test_of_a_bundle_that_does_not_hold_no_explanation_is_printed(made: Path) -> None:
    made.write_bytes(made.read_bytes().replace(b"zhang 20 %", b"zhang 30 %"))
    done = run("verify", made, "--explain")
    assert (done.code, "Why" in done.out) == (1, False)
    (found,) = run("verify", made, "--explain", "--json").objects
    assert found["explanation"] is None


def test_a_ledger_is_asked_by_explain(history: Path, tmp_path: Path) -> None:
    ledger = entered(history, tmp_path / "office.db")
    assert refused(run("verify", ledger, "--explain")).startswith("--explain is for an evidence bundle")


def test_a_deal_that_was_not_known_yet_is_not_meant(history: Path, tmp_path: Path) -> None:
    call = ("bundle", history, "--deal", "d", "--out", tmp_path / "d.json", "--known-at", "2026-03-01")
    assert refused(run(*call)) == f"no entry speaks of deal 'd' in {history} up to 2026-03-01"
    assert not (tmp_path / "d.json").exists()


def test_a_version_that_is_no_number_is_refused(made: Path) -> None:
    made.write_bytes(made.read_bytes().replace(b'"version": 1,', b'"version": true,', 1))
    assert refused(run("verify", made)).endswith("version: expected 1")
