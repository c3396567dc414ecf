"""What a pattern asks of a field."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from leadledger.events.declared import declare
from leadledger.events.pattern import Pattern
from leadledger.values import Share

FIELDS = {"customer": "customer", "units": "number?", "rate": "share?", "agreed": "yes-or-no?", "agents": "agents"}
QUOTED = declare("app.Quoted", {"fields": FIELDS}, "book.toml")


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ({"units": 0}, True),
        ({"units": 7}, True),
        ({"units": None}, False),
        ({"rate": Share(0)}, True),
        ({"rate": None}, False),
        ({"agreed": True}, True),
        ({"agreed": False}, False),
        ({"agreed": None}, False),
        ({"agents": ("li",)}, True),
        ({"agents": ()}, False),
    ],
    ids=str,
)
def test_a_number_and_a_share_of_nothing_are_stated_and_what_is_left_out_empty_or_false_is_not(
    said: dict[str, Any], stated: bool
) -> None:
    ((field, _),) = said.items()
    quoted = QUOTED(**{"customer": "c", "agents": (), "occurred_at": datetime(2026, 3, 1, tzinfo=UTC), **said})
    for asked in (True, False):
        pattern = Pattern.parse({"type": "app.Quoted", field: {"given": asked}}, {"app.Quoted": QUOTED})
        assert pattern.matches(quoted) is (stated is asked)
