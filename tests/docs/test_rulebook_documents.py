"""The page about rulebook documents names every form there is, and its days come out."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from leadledger.events.declared import FIELD_KINDS
from leadledger.events.pattern import ROLES, Pattern
from leadledger.rulebook import binding, conditions
from leadledger.rulebook.clauses import STAGES
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.governs import APPLIES_BY
from leadledger.rulebook.hold import Hold
from leadledger.rulebook.library import SIZE_MAX
from leadledger.rulebook.outline import ENGINE_TERMS, Outline
from leadledger.rulebook.settings import DEPTH_MAX, NUMBER_LIMIT, TEXT_LENGTH_MAX
from leadledger.testing.stories import Draft, draft, follow_up, given, registered, subscription
from leadledger.values import Window
from leadledger.values.windows import _PER

TEXT = (Path(__file__).parents[2] / "docs" / "reference" / "rulebook-documents.md").read_text("utf-8")
SECTIONS: dict[str, str] = dict(re.findall(r"^##+ ([^\n]+)\n(.*?)(?=^##|\Z)", TEXT, flags=re.M | re.S))
BLOCKS = {title: re.findall(r"```toml\n(.*?)```", body, flags=re.S) for title, body in SECTIONS.items()}


def missing(section: str, names: Any) -> list[str]:
    first_column = "".join(re.findall(r"^\|(.*?)\|", SECTIONS[section], flags=re.M))
    return [name for name in sorted(names) if name not in re.findall(r"[\w-]+", first_column)]


def test_every_key_of_the_outer_shape_is_named() -> None:
    keys = {field.alias or name for name, field in Outline.model_fields.items()}
    assert missing("The outer shape", keys) == []
    assert [name for name in APPLIES_BY if f"`{name}`" not in SECTIONS["The outer shape"]] == []


def test_the_limits_are_those_of_the_code() -> None:
    assert f"{SIZE_MAX:,} bytes" in TEXT
    assert f"at most {DEPTH_MAX} deep" in TEXT
    assert f"{TEXT_LENGTH_MAX:,} characters" in TEXT
    assert NUMBER_LIMIT == 2**53


def test_every_term_of_the_engine_is_named() -> None:
    assert missing("Terms", ENGINE_TERMS) == []


def test_every_key_of_a_clause_is_named_with_the_stages_that_have_it() -> None:
    rows = re.findall(r"^\| (`.*?) \| (.*?) \|", SECTIONS["What every clause has"], flags=re.M)
    said = {key: set(stages.split(", ")) for keys, stages in rows for key in re.findall(r"`(\w+)`", keys)}
    found = {key: {"all"} for key in binding._EVERYWHERE}
    for stage in STAGES:
        for key in binding._BY_STAGE.get(stage, ()):
            found.setdefault(key, set()).add(stage)
    assert said == found


def test_every_unit_of_time_is_named() -> None:
    assert [unit for unit in _PER if unit not in SECTIONS["Values"]] == []


def test_every_kind_of_a_declared_field_is_named() -> None:
    assert missing("Declared events", FIELD_KINDS) == []


def test_every_form_of_a_pattern_can_be_read() -> None:
    forms = re.findall(r"^\| `([^`]+)` \|", SECTIONS["Patterns"], flags=re.M)
    events = tomllib.loads(
        '[event."app.X"]\nfields = { reached = "yes-or-no", channel = "word", name = "word", units = "number", '
        'found_by = "agent", prior_agent = "agent", agent = "agent", registration = "reference" }'
    )
    from leadledger.events.declared import declared_in

    types = declared_in(events, "a test")
    for form in forms:
        pattern = Pattern.parse({"type": "app.X", **tomllib.loads(form)}, types)
        assert pattern.tests or pattern.same
    assert [
        how
        for how in ("not", "given", "field", "at_least", "more_than", "at_most", "less_than", "same")
        if f"{how}" not in " ".join(forms) + SECTIONS["Patterns"]
    ] == []


def test_every_role_is_named() -> None:
    assert missing("Roles", ROLES) == []


def test_every_key_of_a_condition_is_named_and_the_example_can_be_read() -> None:
    assert missing("Conditions", conditions._OWN) == []
    said = tomllib.loads(BLOCKS["Conditions"][0])
    assert [conditions.Condition.parse(one) for one in (*said["if"], *said["unless"])]


def test_every_key_of_a_hold_is_named() -> None:
    assert missing("Holds", [part.name for part in fields(Hold) if part.init]) == []


def reminder(on: str) -> Draft:
    return draft("app.ReminderSent", customer="c", agent="li", on=on)


def met(on: str, channel: str = "meeting") -> Draft:
    return follow_up("c", "li", channel=channel, on=on)


def clock(what: str, on: str) -> Draft:
    return draft(f"app.Clock{what}", customer="c", on=on)


ROWS = [
    [],
    [reminder("2025-03-14")],
    [reminder("2025-03-11")],
    [reminder("2025-03-14"), met("2025-03-20")],
    [reminder("2025-03-14"), met("2025-03-20"), reminder("2025-05-20")],
    [clock("Stopped", "2025-02-01"), clock("Started", "2025-02-15")],
]
DAYS = re.findall(r"^\| [^|]+ \| (2025-\d\d-\d\d) \|", SECTIONS["Holds"], flags=re.M)


def held() -> Any:
    fields_ = {"customer": "customer", "agent": "agent?"}
    return rulebook_from(
        {
            "name": "held",
            "version": "1",
            "title": {},
            "terms": {
                "timezone": "Europe/Berlin",
                "closes_with": "subscription",
                "register_entries": ["CustomerRegistered"],
                "wish_validity": "2 months",
                "remainder": "largest-remainder",
            },
            "event": {f"app.{name}": {"fields": fields_} for name in ("ReminderSent", "ClockStopped", "ClockStarted")},
            "register": [
                {
                    "id": "lead",
                    "cite": "1",
                    "use": "opens",
                    "when": {"type": "CustomerRegistered"},
                    **tomllib.loads(BLOCKS["Holds"][0]),
                }
            ],
            "award": [
                {"id": "first", "cite": "2", "rank": 1, "use": "first-claim"},
                {"id": "nobody", "cite": "3", "rank": 2, "use": "nobody"},
            ],
        }
    )


@pytest.mark.parametrize(("entries", "through"), list(zip(ROWS, DAYS, strict=True)), ids=map(str, range(len(DAYS))))
def test_the_drawn_out_hold_is_good_through_the_day_that_is_said(entries: list[Draft], through: str) -> None:
    story = given(registered("c", "li", on="2025-01-10"), *entries, rulebook=held())
    last = date.fromisoformat(through)
    assert story.owner("c", f"{last}T23:59").owner == "li"
    assert story.owner("c", f"{last + timedelta(days=1)}T00:01").owner is None


def test_a_doubtful_letter_needs_a_ruling() -> None:
    entries = [registered("c", "li", on="2025-01-10"), reminder("2025-03-14"), met("2025-03-17", "letter")]
    story = given(*entries, subscription("d", "c", "wu", on="2025-03-25"), rulebook=held())
    assert story.decide("d").status == "needs-ruling"


def test_the_lengths_of_the_page_can_be_read() -> None:
    row = next(line for line in SECTIONS["Values"].splitlines() if line.startswith("| length of time"))
    assert [str(Window.parse(one)) for one in re.findall(r'`"([^"]+)"`', row)]
