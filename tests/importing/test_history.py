"""Histories as text: what is read, and one sentence with file and line for each fault."""

# ruff: noqa: E501 - the tables below read as rows

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from leadledger.importing import read_history
from tests.importing.making import events, refused

CALL = '{"type":"CallReceived","occurred_at":"2026-03-01T10:00:00+08:00","customer":"c1","agent":"li"}'
VISIT = CALL.replace("Call", "Visit")
ID = "00000000-0000-8000-8000-000000000001"


def with_id(text: str, entry: str = ID) -> str:
    return text.replace("{", f'{{"id":"{entry}",', 1)


def test_one_entry_a_line_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "h.jsonl"
    path.write_text(f"\ufeff{CALL}\r\n\n  {VISIT}  ", encoding="utf-8")
    lines = read_history(path)
    assert events(lines) == [CALL, VISIT]
    assert [str(line.place) for line in lines] == [f"{path}, line 1", f"{path}, line 3"]
    assert [line.event.id for line in lines] == [None, None]


def test_a_list_of_entries_keeps_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "h.json"
    path.write_text(f"[\n  {CALL},\n\n  {VISIT.replace(',', ',' + chr(10), 1)}, {CALL}\n]\n", encoding="utf-8")
    lines = read_history(path)
    assert events(lines) == [CALL, VISIT, CALL]
    assert [line.place.line for line in lines] == [2, 4, 5]


def test_ids_stay_as_given(tmp_path: Path) -> None:
    (tmp_path / "h.jsonl").write_text(with_id(CALL))
    [line] = read_history(tmp_path / "h.jsonl")
    assert str(line.event.id) == ID


def test_naive_times_are_in_the_zone_named(tmp_path: Path) -> None:
    naive = CALL.replace("+08:00", "").replace("}", ',"recorded_at":"2026-03-01 11:00"}')
    (tmp_path / "h.jsonl").write_text(f"{naive}\n{CALL}")
    first, second = read_history(tmp_path / "h.jsonl", timezone="Asia/Tokyo")
    assert first.event.occurred_at.isoformat() == "2026-03-01T10:00:00+09:00"
    assert first.event.registered_at.isoformat() == "2026-03-01T11:00:00+09:00"
    assert second.event.occurred_at.isoformat() == "2026-03-01T10:00:00+08:00"


NESTED = '{"a":' * 50_000 + "1" + "}" * 50_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "h.jsonl is empty: expected one entry a line"),
        (" \n\n", "h.jsonl is empty: expected one entry a line"),
        ("[]", "h.jsonl holds an empty list: expected entries"),
        (bytes(range(256)), "h.jsonl, line 2: byte 0x80 is not UTF-8 text: expected one JSON entry a line"),
        (CALL.encode() + b"\n\0", "h.jsonl, line 2: a zero byte is not text: expected one JSON entry a line"),
        (f"{CALL}\n{CALL[:30]}", "h.jsonl, line 2: the entry is cut off"),
        (f"[{CALL}", "h.jsonl, line 1: the list of entries is cut off: expected ',' or ']'"),
        (f"[{CALL}\n{CALL}]", "h.jsonl, line 2: the list of entries is cut off: expected ',' or ']'"),
        (f"[{CALL},\n{CALL[:30]}", "h.jsonl, line 2: not JSON (Unterminated string): expected a list of entries"),
        (f"[{CALL}]\nx", "h.jsonl, line 2: text after the list: expected nothing"),
        ("[" * 100_000, "h.jsonl, line 1: nested too deep: expected a list of entries"),
        (NESTED, "h.jsonl, line 1: the entry is nested"),
        (CALL.replace("}", f',"note":"{"x" * 5_000_000}"}}'), "h.jsonl, line 1: holds 5,000,104 bytes: expected an entry of at most 4,194,304"),
        (CALL.replace("+08:00", ""), "h.jsonl, line 1: CallReceived: 'occurred_at' is '2026-03-01T10:00:00', a time without an offset"),
        (CALL.replace("}", ',"colour":1}'), "h.jsonl, line 1: CallReceived: the field 'colour' is not known"),
        (CALL.replace('"c1"', "7"), "h.jsonl, line 1: CallReceived: 'customer' is 7"),
        (CALL.replace("CallR", "CallTr"), "h.jsonl, line 1: 'type' is 'CallTreceived'"),
        (f"{with_id(CALL)}\n{with_id(VISIT)}", f"h.jsonl, line 2: the id {ID} stands at line 1 with other content: expected an id of its own"),
    ],
    ids=lambda value: "",
)  # fmt: skip
def test_a_bad_history_is_refused_with_file_and_line(text: Any, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "h.jsonl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    [said] = refused(path)
    assert said.startswith(sentence)
    assert "\n" not in said


def test_every_faulty_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "h.jsonl"
    path.write_text(f"{CALL}\n5\n{CALL}\n{{}}\n")
    assert [said.split(":")[0] for said in refused(path)] == ["h.jsonl, line 2", "h.jsonl, line 4"]


@pytest.mark.parametrize(
    "text", ["[]", '{"a":1,"a":2}', '{"occurred_at":"2026-03-01T10:00:00","type":"CallReceived"}', "nope"]
)
def test_naming_a_zone_mends_nothing_else(text: str, tmp_path: Path) -> None:
    (tmp_path / "h.jsonl").write_text(f"{CALL}\n{text}")
    assert len(refused(tmp_path / "h.jsonl", timezone="Asia/Tokyo")) == 1


def test_a_naive_time_the_clocks_skipped_is_refused(tmp_path: Path) -> None:
    (tmp_path / "h.jsonl").write_text(CALL.replace("03-01T10:00:00+08:00", "03-29T02:30:00"))
    assert refused(tmp_path / "h.jsonl", timezone="Europe/Berlin") == [
        "h.jsonl, line 1: field 'occurred_at': '2026-03-29T02:30:00' stands there, "
        "expected a time there was: the clocks of Europe/Berlin skipped 02:30 that day"
    ]
    assert refused(tmp_path / "h.jsonl", timezone="Moon") == [
        "'Moon' is not a time zone: write a name of the IANA database such as Asia/Shanghai"
    ]


def test_a_repeated_line_is_one_entry_and_is_said(tmp_path: Path) -> None:
    from leadledger.importing import read_register

    path = tmp_path / "h.jsonl"
    path.write_text(f"{CALL}\n{VISIT}\n{CALL}\n{with_id(CALL)}\n{with_id(CALL)}\n")
    reading = read_register(path)
    assert len(reading.lines) == 3
    assert reading.notices == (f"{path}, line 3 repeats line 1", f"{path}, line 5 repeats line 4")
    assert len(read_history(path)) == 5
