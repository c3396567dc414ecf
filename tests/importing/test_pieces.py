"""The law of imports: in pieces is as whole, and again adds nothing."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from leadledger.importing import import_into

rows = st.lists(
    st.tuples(
        st.sampled_from(["CallReceived", "VisitReceived"]),
        st.integers(1, 4),
        st.sampled_from(["c1", "c2"]),
        st.sampled_from(["li", "zhang"]),
        st.sampled_from([None, "one", "two"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


def as_json(row: tuple[str, int, str, str, str | None, bool]) -> str:
    kind, day, customer, agent, note, late = row
    event = {"type": kind, "occurred_at": f"2026-03-0{day}T10:00:00+08:00", "customer": customer, "agent": agent}
    if note:
        event["note"] = note
    if late:
        event["recorded_at"] = "2026-03-04T09:00:00+08:00"
    return json.dumps(event)


def as_csv(row: tuple[str, int, str, str, str | None, bool]) -> str:
    _, day, customer, agent, note, late = row
    return f"2026-03-0{day},{customer},{agent},{note or ''},{'2026-03-04 09:00' if late else ''}"


@given(rows, st.data())
def test_a_history_in_pieces_is_as_whole(
    taken: list[tuple[str, int, str, str, str | None, bool]], data: st.DataObject
) -> None:
    _compare([as_json(row) for row in taken], "", ".jsonl", data)


@given(rows, st.data())
def test_a_register_in_pieces_is_as_whole(
    taken: list[tuple[str, int, str, str, str | None, bool]], data: st.DataObject
) -> None:
    _compare([as_csv(row) for row in taken], "日期,客户编号,置业顾问,备注,登记时间\n", ".csv", data)


def _compare(lines: list[str], heading: str, suffix: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, len(lines) - 1)) if len(lines) > 1 else st.just(set[int]())))
    with tempfile.TemporaryDirectory() as folder:
        whole, pieces = Path(folder, "whole.jsonl"), Path(folder, "pieces.jsonl")
        register = Path(folder, f"来电登记{suffix}")

        def bring(target: Path, part: list[str]) -> int:
            register.write_text(heading + "\n".join(part) + "\n", encoding="utf-8")
            return import_into(target, [register]).added

        bring(whole, lines)
        for start, end in zip([0, *cuts], [*cuts, len(lines)], strict=True):
            bring(pieces, lines[start:end])
        assert pieces.read_bytes() == whole.read_bytes()
        assert bring(pieces, lines) == 0
        for start, end in zip([0, *cuts], [*cuts, len(lines)], strict=True):
            assert bring(whole, lines[start:end]) == 0
