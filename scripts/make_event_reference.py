"""Make docs/reference/events.schema.json and docs/reference/events.md from the event models.

Run it after changing an event: ``python scripts/make_event_reference.py``; ``--check`` only says whether both files are
as they would be made.
"""

from __future__ import annotations

import inspect
import json
import sys
from pathlib import Path
from typing import Any

from leadledger.events import AREAS, Event, json_schema, personal_fields
from leadledger.events.described import describe, schema_of
from leadledger.values import ID_EXPECTED

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
COMMON = tuple(Event.model_fields)
TITLES = {
    "touchpoints": "Contacts with customers",
    "conduct": "Complaints, quarrels, disputes and rulings",
    "office": "The office",
    "deals": "Units and deals",
    "corrections": "Corrections",
    "policy": "The rules in force",
    "decisions": "Decisions",
    "commission": "Commission",
    "files": "Customer files",
    "outings": "Visits outside and promises",
}
HEAD = """# Events

Made by `scripts/make_event_reference.py` from the event models; do not edit it by hand.

A history is one JSON object a line, in UTF-8.
Its `type` says which of the events below it is, and unknown types and unknown fields are refused.
Its `version` is the version of the shape it was written in, 1 where it is left out; older shapes are read for ever.
The same stands as a JSON Schema in [events.schema.json](events.schema.json).
There, personal fields carry `"x-personal": true`.

A field is required unless it is marked *optional*.
Where there is nothing to say, an optional field is left out.
Fields marked *personal* hold what a person may have erased: names, telephone numbers, free text.
They take no part in the id that is derived for an entry without one.
An *id* has 1 to 128 characters, none of them a control character, and does not begin with `@`.

```json
{"type": "VisitReceived", "occurred_at": "2026-03-01T10:00:00+08:00", "customer": "c1", "agent": "zhang"}
```
"""


def schema() -> str:
    """Return the JSON Schema as the file has it."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def page() -> str:
    """Return the page with a table of every event type."""
    event = next(iter(AREAS["touchpoints"]))
    parts = [HEAD, "## What every event has\n", _table(event, [name for name in COMMON if name != "type"])]
    for area, classes in AREAS.items():
        parts.append(f"## {TITLES[area]}\n")
        for cls in classes:
            own = [name for name in cls.model_fields if name not in COMMON]
            parts.append(f"### {cls.__name__}\n\n{inspect.getdoc(cls)}\n")
            parts.append(_table(cls, own) if own else "It has no fields of its own.\n")
    return "\n".join(parts)


def _table(cls: type[Event], names: list[str]) -> str:
    root = schema_of(cls)
    personal = personal_fields(cls)
    rows = ["| field | what stands there | |", "|---|---|---|"]
    for name in names:
        marks = [
            *(["optional"] if name not in root["required"] else []),
            *(["personal"] if name in personal else []),
        ]
        rows.append(f"| `{name}` | {_cell(root['properties'][name], root)} | {', '.join(marks)} |")
    return "\n".join(rows) + "\n"


def _cell(node: dict[str, Any], root: dict[str, Any]) -> str:
    inner = next((option for option in node.get("anyOf", ()) if option.get("type") != "null"), node)
    said = describe(inner, root)
    part: dict[str, Any] = inner.get("items", inner)
    if inner.get("type") == "array":
        said += f", each {describe(part, root)}" if "$ref" not in part else ", each with"
    if "$ref" in part:
        fields = root["$defs"][part["$ref"].rsplit("/", 1)[-1]]["properties"]
        listed = "; ".join(f"`{name}`: {_cell(field, root)}" for name, field in fields.items())
        said = f"{said} {listed}" if inner is not part else f"an object with {listed}"
    return said.replace(ID_EXPECTED, "an id").replace("|", "\\|")


def main() -> None:
    """Write both files, or check them."""
    stale = False
    for name, made in (("events.schema.json", schema()), ("events.md", page())):
        target = REFERENCE / name
        if "--check" in sys.argv[1:]:
            stale |= not target.exists() or target.read_text(encoding="utf-8") != made
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(made, encoding="utf-8")
    if stale:
        raise SystemExit("docs/reference/events.* are not as they would be made: run scripts/make_event_reference.py")


if __name__ == "__main__":
    main()
