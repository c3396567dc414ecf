"""Lines written by earlier versions load for ever, and the ids derived from them stay.

A new event type or version adds lines to ``samples/``; a line that stands there is never changed.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leadledger.events import EVENT_TYPES, derive_id, parse_event, to_json
from leadledger.events.wire import current_version

SAMPLES = Path(__file__).parent / "samples"
LINES = [
    line for file in sorted(SAMPLES.glob("version_*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()
]
DERIVED = json.loads((SAMPLES / "derived_ids.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("line", [pytest.param(line, id=line[9 : line.index('"', 9)]) for line in LINES])
def test_a_line_of_every_version_loads(line: str) -> None:
    event = parse_event(line)
    if json.loads(line).get("version", 1) == current_version(type(event)):
        assert to_json(event) == line
        assert set(json.loads(line)) | {"version", "deal", "customer"} >= set(type(event).model_fields)


@pytest.mark.parametrize("line", [pytest.param(line, id=line[9 : line.index('"', 9)]) for line in LINES])
def test_the_id_derived_from_a_line_stays(line: str) -> None:
    event = parse_event(line)
    assert str(derive_id(event)) == DERIVED[event.type]


def test_every_type_and_version_has_a_line() -> None:
    sampled = {(raw["type"], raw.get("version", 1)) for raw in map(json.loads, LINES)}
    wanted = {(name, v) for name, cls in EVENT_TYPES.items() for v in range(1, current_version(cls) + 1)}
    assert sampled >= wanted
