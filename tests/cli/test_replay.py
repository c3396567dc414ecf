"""``decide --record`` and ``replay``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from leadledger.cli.replay import in_words
from leadledger.events import to_json
from leadledger.ledger import open as open_ledger
from leadledger.ledger.differences import Difference, Why
from leadledger.testing.stories import given, quarrelled, visit
from leadledger.texts import catalogue
from tests.cli.commission import RULED, story
from tests.cli.running import entered, refused, run, written


def test_what_is_recorded_is_printed_as_ever_with_where_it_stands(office: Path) -> None:
    plain = run("decide", office, "--deal", "d1")
    told = run("decide", office, "--deal", "d1", "--record")
    assert told.code == 0
    assert told.out.startswith(plain.out)
    assert "d1: Recorded as entry 9 of" in told.out[len(plain.out) :]
    assert (
        run("decide", office, "--deal", "d1", "--record", "--json").out
        == run("decide", office, "--deal", "d1", "--json").out
    )
    assert run("decide", office, "--record", "--considered").out.startswith("Deal d2: who owns the customer")


def test_each_closed_deal_is_recorded_where_none_is_named(office: Path) -> None:
    printed = run("decide", office, "--record", "--json").objects
    replayed = run("replay", office, "--json").objects
    assert [one["deal"] for one in printed] == [one["deal"] for one in replayed] == ["d2", "d1"]
    with open_ledger(office) as ledger:
        assert [one.decision.attribution for one in ledger.replay()] == printed


def test_replayed_they_are_the_same_also_from_a_history_of_the_same_entries(office: Path, tmp_path: Path) -> None:
    run("decide", office, "--record")
    with open_ledger(office) as ledger:
        lines = "".join(f"{to_json(entry.event)}\n" for entry in ledger.events())
    history = tmp_path / "again.jsonl"
    history.write_text(lines, encoding="utf-8")
    for place in (office, history):
        done = run("replay", place)
        assert (done.code, done.err) == (0, "")
        assert done.out.count("the same") == 2
        assert "2 recorded decisions" in done.out
        assert [one["same"] for one in run("replay", place, "--json").objects] == [True, True]
    assert run("replay", office, "--deal", "d2", "--json").objects[0]["deal"] == "d2"


def test_what_came_in_later_of_an_earlier_time_is_named_and_ends_with_1(office: Path, tmp_path: Path) -> None:
    run("decide", office, "--deal", "d1", "--record")
    early = written(given(visit("c1", "wang", on="2026-03-01")), tmp_path / "early.jsonl")
    run("import", early, "--into", office)
    done = run("replay", office)
    assert done.code == 1
    flat = " ".join(done.out.split())
    assert "entries came in later that are registered as of that time or before: 10." in flat
    assert "1 recorded decision · not the same: 1" in flat
    done = run("replay", office, "--json")
    (found,) = done.objects
    assert done.code == 1
    assert list(found) == ["deal", "entry", "known_at", "library_version", "same", "fields", "differences", "now"]
    assert list(found["differences"][0]) == ["why", "entries", "positions", "text"]
    assert found["differences"][0]["positions"] == [10]
    assert found["now"] == run("decide", office, "--deal", "d1", "--json").objects[0]


def test_what_cannot_be_decided_any_more_is_a_no_and_no_refusal(office: Path, tmp_path: Path) -> None:
    run("decide", office, "--deal", "d1", "--record")
    with open_ledger(office) as ledger:
        (closing,) = [
            one.id for one in ledger.events() if getattr(one.event, "deal", None) == "d1" and one.position < 9
        ]
    line = {
        "type": "EntryStruck",
        "occurred_at": "2026-03-21T10:00:00+08:00",
        "entry": str(closing),
        "reason": "x",
        "by": "m",
    }
    (tmp_path / "struck.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    run("import", tmp_path / "struck.jsonl", "--into", office)
    done = run("replay", office, "--json")
    assert (done.code, done.err) == (1, "")
    assert [one["why"] for one in done.objects[0]["differences"]] == ["history", "refused"]
    assert done.objects[0]["now"] is None
    assert "cannot be decided" in run("replay", office).out


def test_amounts_are_recorded_by_the_plan_of_the_time(tmp_path: Path) -> None:
    ledger = entered(written(story(RULED), tmp_path / "h.jsonl"), tmp_path / "o.db")
    early = ("--known-at", "2026-03-31", "--deal", "d1")
    (then,) = run("decide", ledger, *early, "--record", "--json").objects
    (now,) = run("decide", ledger, "--deal", "d1", "--record", "--json").objects
    assert then == run("decide", ledger, *early, "--json").objects[0]
    assert then["amounts"] == {
        "li": {"amount": "8000.00", "currency": "CNY"},
        "zhang": {"amount": "2000.00", "currency": "CNY"},
    }
    assert now["amounts"] == {"zhang": {"amount": "10000.00", "currency": "CNY"}}
    assert run("replay", ledger).code == 0


def test_amounts_as_known_do_not_hang_on_a_contradiction_that_came_later(tmp_path: Path) -> None:
    twice = visit("c9", "li", on="2026-05-01", id="00000000-0000-4000-8000-000000000001")
    told = story(twice, quarrelled(["li"], customer="c9", on="2026-05-02"))
    file = written(told, tmp_path / "h.jsonl")
    lines = file.read_text("utf-8").splitlines()
    again = json.dumps(
        {**json.loads(next(one for one in lines if '"deal":"d1"' in one)), "occurred_at": "2026-05-03T10:00:00+08:00"}
    )
    file.write_text("".join(f"{one}\n" for one in [*lines, again]), encoding="utf-8")
    done = run("decide", file, "--known-at", "2026-03-31", "--deal", "d1", "--json")
    assert done.code == 0
    assert done.objects[0]["amounts"]["li"]["amount"] == "8000.00"


def test_without_recorded_decisions_there_is_nothing_to_replay(history: Path) -> None:
    assert run("replay", history).out == "No decision was recorded.\n"
    assert run("replay", history, "--deal", "d1").out == "No decision on d1 was recorded.\n"
    assert run("replay", history, "--json").out == ""


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["--set", "declined.share=1/4"], "--record: what would be under --set is no decision"),
        (
            ["--as-entered", "2026-03-20"],
            "--record goes with --known-at and not with --as-entered: what is recorded can be replayed",
        ),
        (["--deal", "d9"], "no entry speaks of deal 'd9' in"),
        (["--known-at", "2990-01-01", "--deal", "d1"], "is still to come: expected a time up to now"),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_nothing_is(office: Path, argv: list[str], sentence: str) -> None:
    assert sentence in refused(run("decide", office, "--record", *argv))
    assert run("replay", office, "--json").out == ""


def test_a_file_that_is_no_ledger_records_nothing(history: Path) -> None:
    assert refused(run("decide", history, "--record")) == (
        f"--record: {history} is no ledger, and only a ledger records decisions"
    )


@pytest.mark.parametrize("why", get_args(Why))
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_reason_has_its_words(why: Why, lang: str) -> None:
    facts = {"head": "4:00", "plugin": "acme", "version": "1.0", "because": "x", "positions": [1, 2]}
    told = in_words(Difference.of(why, **facts, before=("a", "1", "sha256:" + "0" * 64)), catalogue(lang))
    assert "{" not in told
    assert told.endswith((".", "。", "x"))
