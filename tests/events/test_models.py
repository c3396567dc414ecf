"""Events in Python: frozen and strict, lists for tuples, times with an offset, personal fields marked."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

import leadledger.events as package
from leadledger.events import (
    AREAS,
    EVENT_TYPES,
    CallReceived,
    Event,
    RotaSet,
    RulebookAdopted,
    RulingMade,
    VisitReceived,
    json_schema,
    parse_event,
    personal_fields,
    to_json,
)
from leadledger.events.base import Event as Base
from leadledger.values import Shares

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_every_type_is_exported_under_its_name_and_says_it() -> None:
    assert {cls.__name__: cls for classes in AREAS.values() for cls in classes} == dict(EVENT_TYPES)
    for name, cls in EVENT_TYPES.items():
        assert getattr(package, name) is cls
        assert cls.model_fields["type"].default == name
        assert cls.__doc__
        assert cls.__doc__ != Base.__doc__


def test_every_concrete_event_class_is_registered() -> None:
    def below(cls: type[Event]) -> set[str]:
        return {cls.__name__}.union(*(below(inner) for inner in cls.__subclasses__()))

    defined = {name for name in below(Base) if hasattr(package, name) and not name.startswith("_")}
    assert defined - {"Event", "AboutDealOrCustomer"} == set(EVENT_TYPES)


def test_an_event_cannot_be_changed() -> None:
    event = CallReceived(occurred_at=AT, customer="c1", agent="li")
    with pytest.raises(ValidationError, match="frozen"):
        event.customer = "c2"  # type: ignore[misc]


def test_lists_are_taken_for_tuples_and_sets_are_not() -> None:
    event = VisitReceived(occurred_at=AT, customer="c1", agent="li", named=["a", "b"], present=[])  # type: ignore[arg-type]
    assert (event.named, event.present, event.declined) == (("a", "b"), (), ())
    with pytest.raises(ValidationError):
        VisitReceived(occurred_at=AT, customer="c1", agent="li", named={"a"})  # type: ignore[arg-type]


def test_present_nobody_and_not_written_down_are_different_and_stay_so() -> None:
    nobody = VisitReceived(occurred_at=AT, customer="c1", agent="li", present=())
    unknown = VisitReceived(occurred_at=AT, customer="c1", agent="li")
    assert nobody != unknown
    assert parse_event(to_json(nobody)) == nobody
    assert '"present":[]' in to_json(nobody)


@pytest.mark.parametrize(
    "at",
    [
        pytest.param("2026-03-01T10:00:00+08:00", id="text"),
        pytest.param(datetime(2026, 3, 1, 10), id="no offset"),
        pytest.param(date(2026, 3, 1), id="a day"),
        pytest.param(1_700_000_000, id="a number"),
        pytest.param(datetime(2026, 3, 1, tzinfo=timezone(timedelta(seconds=30))), id="an offset with seconds"),
    ],
)
def test_a_time_in_python_is_a_datetime_with_an_offset_in_whole_minutes(at: Any) -> None:
    with pytest.raises(ValidationError):
        CallReceived(occurred_at=at, customer="c1", agent="li")


def test_a_zone_becomes_the_offset_of_the_day() -> None:
    at = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1)
    event = CallReceived(occurred_at=at, customer="c1", agent="li")
    assert event.occurred_at.isoformat() == "2026-10-25T02:30:00+01:00"
    assert parse_event(to_json(event)) == event


@pytest.mark.parametrize(
    "written", ["2026-03-01T10:00:00+08:00", "2026-03-01T02:00:00Z", "2026-02-28T21:00:00.500000-05:00"]
)
def test_the_offset_stays_as_written(written: str) -> None:
    line = f'{{"type":"DunningSent","occurred_at":"{written}","deal":"d"}}'
    assert to_json(parse_event(line)) == line


@pytest.mark.parametrize("bad", [math.nan, math.inf, 2**63, {"deep": [[[]]]}])
def test_a_document_is_finite_and_not_too_deep(bad: Any) -> None:
    nested: Any = bad
    if isinstance(bad, dict):
        for _ in range(40):
            nested = [nested]
    with pytest.raises(ValidationError):
        RulebookAdopted(occurred_at=AT, document={"x": nested}, effective_from=AT.date(), published_at=AT)


def test_what_can_be_made_in_python_is_never_too_deep_to_be_read_again() -> None:
    deepest: Any = None
    made = None
    for _ in range(40):
        deepest = [deepest]
        try:
            made = RulebookAdopted(occurred_at=AT, document={"x": deepest}, effective_from=AT.date(), published_at=AT)
        except ValidationError:
            break
    assert made is not None
    assert parse_event(to_json(made)) == made


def test_shares_may_be_given_as_such() -> None:
    whole = Shares({"li": "4/5", "zhang": "20%"})
    ruling = RulingMade(occurred_at=AT, ruling="r", deal="d", credit=whole, commission=whole, reason="x", by="m")
    assert '"credit":{"li":"4/5","zhang":"1/5"}' in to_json(ruling)


def test_what_the_register_time_is() -> None:
    later = AT + timedelta(hours=1)
    assert CallReceived(occurred_at=AT, customer="c1", agent="li").registered_at == AT
    assert CallReceived(occurred_at=AT, recorded_at=later, customer="c1", agent="li").registered_at == later


def test_names_phones_notes_and_details_are_personal_everywhere() -> None:
    always = {"note", "details", "phone", "phones", "summary", "evidence", "says"}
    for cls in EVENT_TYPES.values():
        assert cls.model_fields.keys() & always <= personal_fields(cls), cls
    assert personal_fields(EVENT_TYPES["CustomerRegistered"]) == {"note", "details", "name", "phones"}
    assert "name" in personal_fields(EVENT_TYPES["AgentJoined"])


def test_the_json_schema_shows_what_is_personal_and_asks_for_the_type() -> None:
    definitions = json_schema()["$defs"]
    for name, cls in EVENT_TYPES.items():
        shown = {field for field, node in definitions[name]["properties"].items() if node.get("x-personal")}
        assert shown == personal_fields(cls)
        assert definitions[name]["required"][0] == "type"
        assert definitions[name]["additionalProperties"] is False


def test_a_rota_is_of_a_day() -> None:
    assert RotaSet(occurred_at=AT, date=date(2026, 3, 1), order=("li",)).date == date(2026, 3, 1)
