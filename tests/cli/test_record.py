"""``record``: one live entry into a ledger."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from leadledger.ledger import open as open_ledger
from tests.cli.running import Run, refused, run

VISIT = {"type": "VisitReceived", "customer": "c9", "agent": "li", "occurred_at": "2026-03-01T10:00:00+08:00"}
CLOSING = {**VISIT, "type": "SubscriptionSigned", "deal": "d9", "unit": "u9"}
QUARREL = {"type": "QuarrelReported", "deal": "d1", "agents": ["zhang", "li"], "by": "m"} | {
    "occurred_at": "2026-04-01T10:00:00+08:00"
}


def recorded(ledger: Path, event: Mapping[str, object], *options: str) -> Run:
    return run("record", ledger, json.dumps(event), *options)


def given_as_input(monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))


def test_an_entry_is_recorded_and_told_with_the_decisions_it_moved(office: Path) -> None:
    (told,) = recorded(office, QUARREL, "--json").objects
    assert list(told) == ["position", "id", "recorded_at", "new", "struck", "moved"]
    with open_ledger(office) as ledger:
        last = list(ledger.subscribe(after=8, follow=False))[-1]
    assert (told["position"], told["id"], told["new"]) == (9, str(last.id), True)
    assert told["recorded_at"] == last.recorded_at.isoformat()
    (move,) = told["moved"]
    assert (move["deal"], move["before"]["owner"], move["after"]["clause"]) == ("d1", "li", "5.4")
    assert list(move["after"]) == ["status", "owner", "credit", "commission", "clause"]


def test_people_read_where_it_stands_and_what_moved(office: Path) -> None:
    told = recorded(office, QUARREL).out
    assert "Recorded as entry 9 of" in told
    assert "Decisions it moved" in told
    assert "the department" in told
    assert "It moved no decision." in recorded(office, VISIT).out
    assert "没有改变任何认定" in recorded(office, {**VISIT, "customer": "c10"}, "--lang", "zh").out
    assert "沒有改變任何認定" in recorded(office, {**VISIT, "customer": "c11"}, "--lang", "zh-Hant").out


def test_an_entry_that_is_there_is_not_entered_again(office: Path) -> None:
    (first,) = recorded(office, QUARREL, "--json").objects
    (again,) = recorded(office, QUARREL, "--json").objects
    assert again == {**first, "new": False, "moved": []}
    told = recorded(office, QUARREL).out
    assert "It is there already: entry 9 of" in told
    assert "Nothing was entered." in " ".join(told.split())


def test_an_entry_that_is_there_and_was_struck_is_told_with_what_to_do(tmp_path: Path) -> None:
    office = tmp_path / "office.db"
    (first,) = recorded(office, VISIT, "--json").objects
    assert (first["new"], first["struck"]) == (True, False)
    striking = {"type": "EntryStruck", "entry": first["id"], "reason": "wrong customer", "by": "m"}
    (of_striking,) = recorded(office, {**striking, "occurred_at": "2026-03-02T10:00:00+08:00"}, "--json").objects
    (again,) = recorded(office, VISIT, "--json").objects
    assert again == {**first, "new": False, "struck": True}
    told = " ".join(recorded(office, VISIT).out.split())
    assert "It was struck by entry 2: to enter it again, give it an id of its own." in told
    for lang, words in (("zh", "由第2条作废"), ("zh-Hant", "由第2條作廢")):
        assert words in recorded(office, VISIT, "--lang", lang).out
    with_own_id = {**VISIT, "id": "0b0e5f5c-3d0e-4c8e-9d57-0a6f1d6f2f11"}
    (entered_again,) = recorded(office, with_own_id, "--json").objects
    assert (entered_again["new"], entered_again["struck"]) == (True, False)
    unstrike = {**striking, "entry": of_striking["id"], "occurred_at": "2026-03-03T10:00:00+08:00"}
    assert recorded(office, unstrike, "--json").objects[0]["struck"] is False
    assert "struck by entry 2" in " ".join(recorded(office, VISIT).out.split())


def test_an_entry_struck_before_it_came_is_told_as_struck(tmp_path: Path) -> None:
    own = "0b0e5f5c-3d0e-4c8e-9d57-0a6f1d6f2f11"
    striking = {"type": "EntryStruck", "entry": own, "reason": "twice", "by": "m", "occurred_at": VISIT["occurred_at"]}
    recorded(tmp_path / "office.db", striking)
    told = recorded(tmp_path / "office.db", {**VISIT, "id": own}).out
    assert "Recorded as entry 2" in told
    assert "struck by entry 1" in told


@pytest.mark.parametrize("name", ["h.jsonl", "h.NDJSON", "h.csv", "h.xlsx", "h.json"])
def test_a_new_ledger_is_not_named_as_other_files_are(tmp_path: Path, name: str) -> None:
    sentence = refused(recorded(tmp_path / name, VISIT))
    assert sentence == (
        f"{tmp_path / name} is named as a history or a register is: expected a new ledger to be named .db"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_that_is_there_may_have_any_name(office: Path, tmp_path: Path) -> None:
    assert recorded(office.rename(tmp_path / "odd.jsonl"), VISIT).code == 0


def test_standard_input_is_read_where_the_entry_is_a_dash(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given_as_input(monkeypatch, json.dumps(VISIT, indent=2).encode())
    assert run("record", office, "-", "--json").objects[0]["position"] == 9


def test_a_ledger_that_is_not_there_is_made_and_that_is_told(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    assert "isanewledger." in "".join(recorded(file, VISIT).out.split())
    assert "is a new ledger" not in recorded(file, CLOSING).out
    assert [one["owner"] for one in run("decide", file, "--json").objects] == ["li"]


def test_an_entry_that_is_refused_makes_no_ledger(tmp_path: Path) -> None:
    decision = {"type": "ComplaintDecided", "complaint": "k", "outcome": "upheld", "by": "m"}
    for event in ({**VISIT, "agent": 7}, {**decision, "occurred_at": VISIT["occurred_at"]}):
        refused(recorded(tmp_path / "new.db", event))
    assert list(tmp_path.iterdir()) == []


def test_a_contradiction_is_refused_with_both_places(office: Path) -> None:
    sentence = refused(recorded(office, {**CLOSING, "deal": "d1"}))
    assert sentence.startswith("deal 'd1' is closed twice: ")
    assert f"{office}, entry " in sentence
    assert "the new entry" in sentence
    assert run("verify", office, "--json").objects[0]["events"] == 8


def test_a_naive_time_is_taken_where_the_command_names_a_zone(office: Path) -> None:
    event = {**VISIT, "occurred_at": "2026-03-01T10:00:00"}
    assert "without an offset" in refused(recorded(office, event))
    assert recorded(office, event, "--timezone", "Asia/Shanghai").code == 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty: expected one entry, a JSON object"),
        ("{", "line 1"),
        ("7", "a JSON object is expected"),
        ("[]", "holds an empty list"),
        (json.dumps([VISIT, CLOSING]), "holds 2 entries: expected one"),
        (json.dumps({**VISIT, "agent": 7}), "'agent' is 7"),
        (json.dumps({**VISIT, "agnet": "li"}), "agnet"),
        (json.dumps({**VISIT, "type": "VisitRecieved"}), "VisitRecieved"),
        ("--no", "line 1"),
    ],
)
def test_what_is_no_entry_is_refused_in_a_sentence_that_says_why(
    office: Path, monkeypatch: pytest.MonkeyPatch, text: str, sentence: str
) -> None:
    said = refused(run("record", office, text))
    assert said.startswith("EVENT-JSON")
    assert sentence in said
    given_as_input(monkeypatch, text.encode())
    said = refused(run("record", office, "-"))
    assert said.startswith("standard input")
    assert sentence in said


def test_a_closed_standard_input_is_told(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert refused(run("record", office, "-")) == "standard input is closed: expected one entry there"


@pytest.mark.parametrize(
    ("ledger", "sentence"),
    [
        (":memory:", ":memory: is gone when the command ends: expected a file"),
        ("nowhere/office.db", "there is no folder"),
        (".", "is a folder: expected a ledger's file"),
    ],
)
def test_where_no_ledger_can_be_nothing_is_recorded(
    ledger: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert sentence in refused(run("record", ledger, json.dumps(VISIT)))


def test_a_history_file_is_no_ledger_to_record_into(history: Path) -> None:
    before = history.read_bytes()
    assert "is not a ledger" in refused(recorded(history, VISIT))
    assert history.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_while_it_waits_for_its_input_is_one_sentence(office: Path) -> None:
    listening = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # also in the background
    script = f"{listening}; from leadledger.cli import main; raise SystemExit(main())"
    command = [sys.executable, "-c", script, "record", str(office), "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as program:
        assert program.stdin is not None
        program.stdin.write(b" " * 1_000_000)  # more than a pipe holds: it is reading when this is written
        program.stdin.flush()
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=120)
    assert (program.returncode, out) == (2, b"")
    assert err.decode() == "leadledger: stopped from the keyboard before it was done\n"
