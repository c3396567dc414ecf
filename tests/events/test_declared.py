"""Event types that a document declares are events like the contract's own; what cannot be one is refused."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.errors import EventInvalid, EventUndeclared, RulebookInvalid
from leadledger.events import EVENT_TYPES, derive_id, event_from_dict, parse_event, personal_fields, to_json
from leadledger.events.declared import FIELD_KINDS, PERSONAL_KINDS, declare, declared_in, together
from leadledger.events.described import expected_at, schema_of
from leadledger.events.pattern import Pattern
from leadledger.events.wire import reread
from leadledger.store.tags import tags_of
from tests.events.strategies import models

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
WHO = {"customer": "customer"}


def made(fields: Any, name: str = "app.Made", **more: Any) -> Any:
    return declare(name, {"fields": fields, **more}, "book.toml")


BAD: list[tuple[str, Any, str]] = [
    ("NoticeGiven", {"fields": WHO}, "expected a name such as app.NoticeGiven"),
    ("app.noticeGiven", {"fields": WHO}, "expected a name such as app.NoticeGiven"),
    ("app.Notice.Given", {"fields": WHO}, "expected a name such as app.NoticeGiven"),
    ("app.通知", {"fields": WHO}, "in ASCII letters and digits"),
    ("app.N", {}, "declares no fields"),
    ("app.N", {"fields": {}}, "declares no fields"),
    ("app.N", "customer", "declares no fields"),
    ("app.N", {"fields": WHO, "code": "import os"}, "states 'code', which no event type has"),
    ("app.N", {"fields": WHO, "title": "Notice"}, "title: expected texts by language"),
    ("app.N", {"fields": {"who": "client"}}, "field 'who' is of the kind 'client'; the kinds are customer, customers,"),
    ("app.N", {"fields": {"who": 3}}, "field 'who' is of the kind 3"),
    ("app.N", {"fields": {"Who": "word"}}, "field 'Who': expected a name of small ASCII letters"),
    ("app.N", {"fields": {"_who": "word"}}, "field '_who': expected a name of small ASCII letters"),
    ("app.N", {"fields": {"occurred_at": "time"}}, "field 'occurred_at': every entry has that field already"),
    ("app.N", {"fields": {"type": "word"}}, "every entry has that field already"),
    ("app.N", {"fields": {"note": "text"}}, "every entry has that field already"),
    ("app.N", {"fields": {"copy": "word"}}, "field 'copy': the name means something else in Python"),
    ("app.N", {"fields": {"model_config": "word"}}, "means something else in Python"),
    ("app.N", {"fields": {"how": []}}, "expected a list of at least one word, each once"),
    ("app.N", {"fields": {"how": ["?"]}}, "expected a list of at least one word, each once"),
    ("app.N", {"fields": {"how": ["a", "a"]}}, "expected a list of at least one word, each once"),
    ("app.N", {"fields": {"how": ["a", 1]}}, "expected a list of words on one line each"),
    ("app.N", {"fields": {"how": ["a\nb"]}}, "expected a list of words on one line each"),
    ("app.N", {"fields": {f"f{n}": "word" for n in range(61)}}, "declares 61 fields: expected at most 60"),
]


@pytest.mark.parametrize(("name", "table", "said"), BAD, ids=[f"{n}" for n in range(len(BAD))])
def test_what_cannot_be_an_event_type_is_refused_with_the_document_the_type_and_the_field(
    name: str, table: Any, said: str
) -> None:
    with pytest.raises(RulebookInvalid) as refused:
        declare(name, table, "book.toml")
    sentence = str(refused.value)
    assert sentence.startswith(f"book.toml: event {name!r}")
    assert said in sentence
    assert "\n" not in sentence


def test_a_kind_that_is_unknown_is_refused_with_every_kind_there_is() -> None:
    with pytest.raises(RulebookInvalid) as refused:
        made({"who": "client"})
    assert all(kind in str(refused.value) for kind in FIELD_KINDS)


def test_what_is_declared_the_same_is_the_very_same_class_whatever_the_order() -> None:
    one, other = made({"a": "word", "b": ["x", "y"]}), made({"b": ["x", "y"], "a": "word"})
    assert one is other
    assert one.__name__ == "app.Made"
    assert made({"a": "word?", "b": ["x", "y"]}) is not one


kinds = st.sampled_from([*FIELD_KINDS, *(f"{kind}?" for kind in FIELD_KINDS)])
choices = st.lists(st.text("abc-", min_size=1, max_size=4), min_size=1, max_size=3, unique=True)
names = st.from_regex(r"\Af[a-z0-9_]{0,8}\Z")
tables = st.dictionaries(names, kinds | choices | choices.map(lambda words: [*words, "?"]), min_size=1, max_size=6)


@given(fields=tables, data=st.data())
def test_an_event_of_any_declaration_is_the_same_through_json_and_back(fields: Any, data: st.DataObject) -> None:
    cls = made(fields)
    types = {**EVENT_TYPES, "app.Made": cls}
    event = data.draw(models(cls))
    line = to_json(event)
    assert parse_event(line, types) == event
    assert to_json(parse_event(line, types)) == line
    assert event_from_dict(json.loads(line), types) == event
    assert reread(event, {"app.Made": cls}) is event


@given(fields=tables, data=st.data())
def test_an_event_can_be_taken_along_and_copied(fields: Any, data: st.DataObject) -> None:
    event = data.draw(models(made(fields)))
    taken = pickle.loads(pickle.dumps(event))
    assert type(taken) is type(event)
    assert taken == event == copy.deepcopy(event) == event.model_copy(update={})


@given(fields=tables)
def test_names_phones_and_texts_are_personal_and_nothing_else_is(fields: dict[str, Any]) -> None:
    cls = made(fields)
    mine = {name for name, kind in fields.items() if isinstance(kind, str) and kind.removesuffix("?") in PERSONAL_KINDS}
    assert personal_fields(cls) == mine | {"details", "note"}
    properties = schema_of(cls)["properties"]
    assert {name for name, node in properties.items() if node.get("x-personal")} == mine | {"details", "note"}


@given(fields=tables)
def test_every_field_is_described_in_words(fields: dict[str, Any]) -> None:
    cls = made(fields)
    for name in fields:
        assert expected_at(cls, (name,)) not in ("nothing", "a value of JSON")


def test_personal_fields_take_no_part_in_the_id() -> None:
    cls = made({"customer": "customer", "called": "name", "said": "text?", "line": "phone?"})
    one = cls(customer="c", called="Zhang", occurred_at=AT)
    assert derive_id(one) == derive_id(cls(customer="c", called="Li", said="hello", line="138", occurred_at=AT))
    assert derive_id(one) != derive_id(cls(customer="d", called="Zhang", occurred_at=AT))


WRONG: list[tuple[Any, dict[str, Any], str]] = [
    ({"n": "number"}, {"n": 1.5}, "app.Made: 'n' is 1.5, but a whole number is expected"),
    ({"n": "number"}, {"n": True}, "app.Made: 'n' is true, but a whole number is expected"),
    ({"n": "number"}, {}, "the field 'n' is missing: a whole number is expected"),
    ({"how": ["door", "during"]}, {"how": "window"}, "'how' is 'window', but one of 'door' or 'during' is expected"),
    ({"ok": "yes-or-no"}, {"ok": "yes"}, "'ok' is 'yes', but true or false is expected"),
    ({"who": "agent"}, {"who": "@department"}, "an id of 1 to 128 characters"),
    ({"all": "customers"}, {"all": "c"}, "but a list is expected"),
    ({"price": "money"}, {"price": 5}, "an amount of money"),
    ({"on": "day"}, {"on": "2026-3-1"}, "a day such as 2026-03-01"),
    ({"at": "time"}, {"at": "2026-03-01T10:00"}, "a time without an offset"),
    ({"part": "share"}, {"part": "120%"}, "share"),
    ({"who": "agent?"}, {"whom": "li"}, "the field 'whom' is not known; 'who' is the nearest"),
]


@pytest.mark.parametrize(("fields", "said", "sentence"), WRONG, ids=[f"{n}" for n in range(len(WRONG))])
def test_an_entry_that_is_not_as_declared_is_refused_in_words(fields: Any, said: Any, sentence: str) -> None:
    types = {**EVENT_TYPES, "app.Made": made(fields)}
    with pytest.raises(EventInvalid) as refused:
        event_from_dict({"type": "app.Made", "occurred_at": AT.isoformat(), **said}, types)
    assert sentence in str(refused.value)


def test_a_type_that_nothing_declares_is_refused_with_the_nearest_that_is_declared() -> None:
    types = {**EVENT_TYPES, **declared_in({"event": {"app.NoticeGiven": {"fields": WHO}}}, "book")}
    with pytest.raises(EventUndeclared) as refused:
        parse_event('{"type":"app.NoticeGave"}', types)
    sentence = "no rulebook given or adopted here declares app.NoticeGave, and no plugin in use brings it"
    assert str(refused.value) == f"{sentence}; 'app.NoticeGiven' is the nearest"
    with pytest.raises(EventUndeclared, match=r"declares app\.VisitReceived, and no plugin in use brings it$"):
        parse_event('{"type":"app.VisitReceived"}')


CHANGED: list[tuple[Any, str]] = [
    ({"a": "number"}, "its field 'a' is word in one place and number in another"),
    ({"a": "word?"}, "its field 'a' is word in one place and word? in another"),
    ({"a": "word", "b": "word"}, "its field 'b' is missing in one place and word in another"),
    ({"b": "word?"}, "its field 'a' is word in one place and missing in another"),
    ({"a": ["x", "y"]}, "its field 'a' is word in one place and one of x, y in another"),
]


@pytest.mark.parametrize(("fields", "said"), CHANGED, ids=[f"{n}" for n in range(len(CHANGED))])
def test_a_type_declared_again_may_only_have_more_optional_fields(fields: Any, said: str) -> None:
    one, other = ({"app.Made": made(one)} for one in ({"a": "word"}, fields))
    with pytest.raises(RulebookInvalid) as refused:
        together("book.toml", one, other)
    assert str(refused.value).startswith("book.toml: event 'app.Made' is declared twice, and ")
    assert said in str(refused.value)
    assert str(refused.value).endswith("only optional fields may be added")


def test_the_wider_declaration_is_taken_whichever_comes_first_and_old_entries_are_read_by_it() -> None:
    narrow, wide = made({"a": "word"}), made({"a": "word", "b": "money?", "c": ["x", "?"]})
    for both in ((narrow, wide), (wide, narrow)):
        assert together("book", *({"app.Made": cls} for cls in both))["app.Made"] is wide
    event = narrow(a="one", occurred_at=AT)
    again = reread(event, {"app.Made": wide})
    assert type(again) is wide
    assert again.a == "one"
    assert (to_json(again), derive_id(again), tags_of(again)) == (to_json(event), derive_id(event), tags_of(event))
    assert reread(again, {"app.Made": narrow}) == event


def test_of_the_same_fields_the_later_title_is_taken() -> None:
    old, new = made({"a": "word"}, title={"en": "Old"}), made({"a": "word"}, title={"en": "New"})
    assert together("book", {"app.Made": old}, {"app.Made": new})["app.Made"].type_title == {"en": "New"}  # type: ignore[attr-defined]


def test_a_pattern_may_name_declared_types_and_their_fields() -> None:
    types = {**EVENT_TYPES, "app.Made": made({"how": ["door", "during"]})}
    pattern = Pattern.parse({"type": ["VisitReceived", "app.Made"]}, types)
    assert pattern.types == {"VisitReceived", "app.Made"}
    chosen = Pattern.parse({"type": "app.Made", "how": "door"}, types)
    assert [chosen.matches(types["app.Made"](how=how, occurred_at=AT)) for how in ("door", "during")] == [True, False]
    with pytest.raises(ValueError, match="there is no event type 'app.Other'"):
        Pattern.parse({"type": "app.Other"}, types)
    with pytest.raises(ValueError, match=r"app\.Made has no field 'when'"):
        Pattern.parse({"type": "app.Made", "when": 1}, types)
