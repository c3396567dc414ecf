"""``import``: registers into a history, and what they would move."""

from __future__ import annotations

from pathlib import Path

from leadledger.testing.stories import decided, given, quarrelled, visit
from tests.cli.running import refused, run, written


def test_importing_twice_adds_nothing_the_second_time(history: Path, tmp_path: Path) -> None:
    into = tmp_path / "into.jsonl"
    first = run("import", history, "--into", into, "--json")
    assert first.objects == [{"file": str(history), "added": 8, "already": 0, "notices": []}]
    again = run("import", history, "--into", into, "--json")
    assert again.objects == [{"file": str(history), "added": 0, "already": 8, "notices": []}]


def test_the_table_counts_what_each_file_brought(history: Path, tmp_path: Path) -> None:
    out = run("import", history, "--into", tmp_path / "into.jsonl", "--lang", "zh").out
    assert "新增" in out
    assert "8" in out


def test_a_dry_run_lists_the_decisions_it_would_move_and_moves_none(history: Path, tmp_path: Path) -> None:
    more = written(given(quarrelled(["zhang", "li"], deal="d1", on="2026-04-01")), tmp_path / "more.jsonl")
    before = history.read_bytes()
    moved = run("import", more, "--into", history, "--dry-run", "--json").objects[1]
    assert moved["deal"] == "d1"
    assert moved["before"]["owner"] == "li"
    assert moved["after"] == {
        "status": "final",
        "owner": None,
        "credit": {"@department": "1"},
        "commission": {"@department": "1"},
        "clause": "5.4",
    }
    told = run("import", more, "--into", history, "--dry-run").out
    assert "the department" in told
    assert "\nIt would move 1 decision.\n" in told
    assert told.index("would move 1 decision") < told.index("Decisions it would move")
    assert history.read_bytes() == before


def test_a_dry_run_into_a_ledger_prints_what_one_into_a_history_does(history: Path, tmp_path: Path) -> None:
    more = written(given(quarrelled(["zhang", "li"], deal="d1", on="2026-04-01")), tmp_path / "more.jsonl")
    ledger = tmp_path / "office.db"
    assert run("import", history, "--into", ledger, "--json").objects[0]["added"] == 8
    for options in (["--json"], ["--lang", "zh"]):
        tried = [run("import", more, "--into", target, "--dry-run", *options).out for target in (ledger, history)]
        assert tried[0].replace(str(ledger), str(history)) == tried[1]
    assert run("decide", ledger, "--json").out == run("decide", history, "--json").out


def test_an_import_that_makes_a_ledger_says_so(history: Path, tmp_path: Path) -> None:
    call = ["import", history, "--into", tmp_path / "new.db"]
    assert "new ledger" not in run(*call, "--dry-run").out
    assert "".join(run(*call).out.split()).startswith(f"{tmp_path / 'new.db'}isanewledger.")
    assert "new ledger" not in run(*call).out
    assert "new ledger" not in run("import", history, "--into", tmp_path / "new.jsonl").out


def test_servers_are_not_imported_into(history: Path) -> None:
    sentence = refused(run("import", history, "--into", "postgresql://me@host/office"))
    assert sentence.startswith("postgresql://me@host/office is the address of a server")


def test_a_dry_run_that_moves_nothing_says_so(history: Path, tmp_path: Path) -> None:
    more = written(given(visit("other", "li", on="2026-04-01")), tmp_path / "more.jsonl")
    out = run("import", more, "--into", history, "--dry-run").out
    assert "It would move no decision." in out


def test_deals_new_to_the_history_were_not_decided_before(history: Path, tmp_path: Path) -> None:
    out = run("import", history, "--into", tmp_path / "new.jsonl", "--dry-run").out
    assert "not decided" in out
    assert "It would move 2 decisions." in out
    chinese = run("import", history, "--into", tmp_path / "new.jsonl", "--dry-run", "--lang", "zh").out
    assert "将会改变2项认定。" in chinese
    assert not (tmp_path / "new.jsonl").exists()


def test_a_history_that_would_contradict_itself_is_refused(history: Path, tmp_path: Path) -> None:
    twice = given(decided("k", "upheld", on="2026-04-01"), decided("k", "dismissed", on="2026-04-02"))
    more = written(twice, tmp_path / "more.jsonl")
    before = history.read_bytes()
    sentence = refused(run("import", more, "--into", history))
    assert f"{more}, line 1" in sentence
    assert f"{more}, line 2" in sentence
    assert history.read_bytes() == before


def test_import_needs_a_file_and_a_target(history: Path) -> None:
    assert "needs a register to read" in refused(run("import", "--into", history))
    assert "--into" in refused(run("import", history))
    assert refused(run("import", "nix.xlsx", "--into", history)) == "nix.xlsx: there is no such file"
