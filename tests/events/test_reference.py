"""The reference of events is as the models would make it now."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from leadledger.events import EVENT_TYPES

ROOT = Path(__file__).parents[2]


def test_the_reference_is_fresh() -> None:
    script = ROOT / "scripts" / "make_event_reference.py"
    done = subprocess.run([sys.executable, str(script), "--check"], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_type_has_its_place_in_page_and_schema() -> None:
    page = (ROOT / "docs" / "reference" / "events.md").read_text(encoding="utf-8")
    schema = json.loads((ROOT / "docs" / "reference" / "events.schema.json").read_text(encoding="utf-8"))
    for name in EVENT_TYPES:
        assert f"### {name}\n" in page
        assert schema["discriminator"]["mapping"][name] == f"#/$defs/{name}"
