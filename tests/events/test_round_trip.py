"""Through JSON and back an event is the same, for every type."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadledger.events import EVENT_TYPES, event_from_dict, parse_event, to_json
from leadledger.events.registry import event_adapter
from leadledger.events.strict_json import read_object
from tests.events.strategies import models


@pytest.mark.parametrize("name", EVENT_TYPES)
@settings(max_examples=25)
@given(data=st.data())
def test_reading_what_was_written_gives_the_same_event_and_the_same_text(name: str, data: st.DataObject) -> None:
    event = data.draw(models(EVENT_TYPES[name]))
    line = to_json(event)
    again = parse_event(line)
    assert again == event
    assert to_json(again) == line
    assert again.occurred_at.utcoffset() == event.occurred_at.utcoffset()
    assert "\n" not in line
    assert event_from_dict(read_object(line)) == event
    assert parse_event(line.encode()) == event
    assert pickle.loads(pickle.dumps(again)) == event == type(event).model_validate(event.model_dump())


@pytest.mark.parametrize("name", EVENT_TYPES)
@settings(max_examples=5)
@given(data=st.data())
def test_the_union_reads_what_was_written_as_the_type_it_says(name: str, data: st.DataObject) -> None:
    event = data.draw(models(EVENT_TYPES[name]))
    assert event_adapter().validate_json(to_json(event)) == event
    assert event.type == name
