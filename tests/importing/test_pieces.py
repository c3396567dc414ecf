"""The law of imports: in pieces, cut anywhere, is as whole, byte for byte; and again adds nothing."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadledger.importing import import_into, load_mapping
from leadledger.importing.mapping import Column, SheetMapping

WORDS: dict[str, st.SearchStrategy[str]] = {
    "text": st.sampled_from(["one", "two"]),
    "id": st.sampled_from(["c1", "c2", "c3"]),
    "ids": st.sampled_from(["c1、c2", "c2、c3"]),
    "agent": st.sampled_from(["li", "zhang"]),
    "agents": st.sampled_from(["li、zhang", "zhang、wang"]),
    "yes_no": st.sampled_from(["是", "否"]),
    "date": st.sampled_from(["2026-03-01", "2026-03-02"]),
    "time": st.sampled_from(["09:00", "10:30"]),
    "datetime": st.sampled_from(["2026-03-01", "2026-03-02", "2026-03-02 10:30"]),
    "money": st.sampled_from(["5000", "1,280,000.00"]),
    "phone": st.sampled_from(["138 0013 8000", "13800138001"]),
    "phones": st.sampled_from(["13800138000/13800138001"]),
    "shares": st.sampled_from(["zhang 100%", "zhang 80%、li 20%"]),
}
ONCE = {"deal", "complaint", "ruling"}
"""Columns with a number of its own in each row: the same twice would contradict itself."""

ALWAYS = {
    "disputes": {"deal", "agents", "credit", "commission", "ruling", "reason", "by", "defied_by"},
    "complaints": {"by"},
    "attendance": {"reason"},
}
"""Columns that some of the sheet's entries need."""

LATER = {"starts_at": "2026-04-01 09:00", "ends_at": "2026-04-01 18:00", "decided_on": "2026-04-02"}
"""Columns whose day comes after another one's."""

NEVER = {("", "time"), ("disputes", "customer")}
"""Columns of a sheet, or of all, left empty: a time beside another, a customer beside a deal are refused."""


def cells(sheet: SheetMapping, key: str, column: Column, row: int) -> st.SearchStrategy[str]:
    if {("", key), (sheet.id, key)} & NEVER:
        return st.just("")
    if key in ONCE and key in sheet.columns:
        return st.just(f"{key}{row}")
    if key in LATER:
        return st.just(LATER[key])
    offered = [words[0] for words in column.choices.values()]
    words = st.sampled_from(offered) if offered else WORDS[column.kind]
    if column.required or key in ALWAYS.get(sheet.id, ()):
        return words
    return st.just("") | words


@st.composite
def registers(draw: st.DrawFn, sheet: SheetMapping) -> list[list[str]]:
    """Rows of the register, some of them twice."""
    count = draw(st.integers(1, 8))
    rows = [[draw(cells(sheet, key, column, row)) for key, column in sheet.columns.items()] for row in range(count)]
    repeated = draw(st.lists(st.sampled_from(rows), max_size=2))
    return [*rows, *repeated]


@pytest.mark.parametrize("sheet", load_mapping().sheets, ids=lambda sheet: sheet.id)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_every_register_in_pieces_is_as_whole(sheet: SheetMapping, data: st.DataObject) -> None:
    headings = [column.headings[0] for column in sheet.columns.values()]
    lines = [as_csv(row) for row in data.draw(registers(sheet))]
    compare(lines, as_csv(headings), f"{sheet.names[0]}.csv", data)


def as_csv(row: list[str]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerow(row)
    return held.getvalue()


entries = st.lists(
    st.tuples(
        st.sampled_from(["CallReceived", "VisitReceived"]),
        st.integers(1, 4),
        st.sampled_from(["c1", "c2"]),
        st.sampled_from(["li", "zhang"]),
        st.sampled_from([None, "one", "two"]),
        st.booleans(),
        st.sampled_from([None, None, None, 1, 2, 3, 4]),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda entry: entry[6] or object(),
)


@settings(deadline=None)
@given(entries, st.data())
def test_a_history_in_pieces_is_as_whole(
    taken: list[tuple[str, int, str, str, str | None, bool, int | None]], data: st.DataObject
) -> None:
    compare([as_json(*entry) for entry in taken], "", "h.jsonl", data)


def as_json(kind: str, day: int, customer: str, agent: str, note: str | None, late: bool, number: int | None) -> str:
    event = {"type": kind, "occurred_at": f"2026-03-0{day}T10:00:00+08:00", "customer": customer, "agent": agent}
    if note:
        event["note"] = note
    if late:
        event["recorded_at"] = "2026-03-04T09:00:00+08:00"
    if number:
        event["id"] = f"00000000-0000-8000-8000-00000000000{number}"
    return json.dumps(event) + "\n"


def compare(lines: list[str], heading: str, name: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, len(lines) - 1)) if len(lines) > 1 else st.just(set[int]())))
    parts = [lines[start:end] for start, end in zip([0, *cuts], [*cuts, len(lines)], strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        whole, pieces = Path(folder, "whole.jsonl"), Path(folder, "pieces.jsonl")
        register = Path(folder, name)

        def bring(target: Path, part: list[str]) -> int:
            register.write_text(heading + "".join(part), encoding="utf-8")
            return import_into(target, [register]).added

        bring(whole, lines)
        for part in parts:
            bring(pieces, part)
        assert pieces.read_bytes() == whole.read_bytes()
        for part in [lines, *parts]:
            assert bring(pieces, part) == 0
