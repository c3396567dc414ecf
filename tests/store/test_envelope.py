"""What is stored reads back as it was, keeps personal words out of the hashed part, and shows every change."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leadledger.errors import EventInvalid, TimeNaive
from leadledger.events import (
    EVENT_TYPES,
    AdjustmentPosted,
    CallReceived,
    CustomerRegistered,
    Event,
    HoldReleased,
    VisitReceived,
    parse_event,
    personal_fields,
    to_json,
    upcast,
    wire,
)
from leadledger.events.base import Event as Base
from leadledger.store import envelope
from leadledger.store.envelope import entered_at_of, flaw, kind_of, unseal
from leadledger.store.merkle import leaf_hash
from leadledger.store.sealing import Sealed, seal
from leadledger.values import Money
from tests.events.strategies import events, instants, models

AT = datetime(2026, 3, 1, 10, tzinfo=timezone(timedelta(hours=8)))
NOW = datetime(2026, 3, 1, 2, 0, 1, 5, tzinfo=UTC)
SALT = bytes(range(32))
CALL = CallReceived(occurred_at=AT, customer="c1", agent="li", phone="13800001111", note="太太接的電話")


def split(data: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    header, body = data.split(b"\n")
    return json.loads(header), json.loads(body)


@pytest.mark.parametrize("name", EVENT_TYPES)
@settings(max_examples=10)
@given(data=st.data())
def test_an_id_and_a_register_time_are_sealed_as_if_the_event_had_been_given_them(
    name: str, data: st.DataObject
) -> None:
    event = data.draw(models(EVENT_TYPES[name])).model_copy(update={"id": None, "recorded_at": None})
    entry, at = data.draw(st.uuids()), data.draw(instants).astimezone(UTC)
    given_them = event.model_copy(update={"id": entry, "recorded_at": at})
    assert seal(event, NOW, id=entry, recorded_at=at, salt=SALT) == seal(given_them, NOW, salt=SALT)
    assert seal(event, NOW, id=entry, salt=SALT) == seal(event.model_copy(update={"id": entry}), NOW, salt=SALT)


@pytest.mark.parametrize("name", EVENT_TYPES)
@settings(max_examples=25)
@given(data=st.data())
def test_an_event_of_any_type_reads_back_as_it_was(name: str, data: st.DataObject) -> None:
    event = data.draw(models(EVENT_TYPES[name]))
    entered_at = data.draw(instants)
    sealed = seal(event, entered_at)
    again = unseal(name, *sealed)
    assert again == event
    assert to_json(again) == to_json(event)
    assert again.occurred_at.utcoffset() == event.occurred_at.utcoffset()
    assert entered_at_of(sealed.data) == entered_at
    assert kind_of(sealed.data) == name
    assert flaw(*sealed) is None
    assert (sealed.personal is None) == personal_fields(type(event)).isdisjoint(json.loads(to_json(event)))


@given(events())
def test_both_parts_together_are_the_event_as_it_is_written_elsewhere(event: Event) -> None:
    data, personal = seal(event, NOW)
    _, public = split(data)
    said = {} if personal is None else json.loads(personal[32:])
    whole = json.loads(to_json(event))
    assert public | said == whole
    assert said.keys() == whole.keys() & personal_fields(type(event))
    assert list(public) == [name for name in whole if name in public]


@given(st.data())
def test_an_event_without_personal_words_is_stored_as_it_is_written_elsewhere(data: st.DataObject) -> None:
    event = data.draw(models(HoldReleased)).model_copy(update={"note": None, "details": None})
    sealed = seal(event, NOW)
    assert sealed == Sealed(b'{"entered_at":"2026-03-01T02:00:01.000005Z"}\n' + to_json(event).encode(), None)


def test_the_two_parts_look_like_this() -> None:
    commitment = sha256(b"\x02" + SALT + '{"note":"太太接的電話","phone":"13800001111"}'.encode()).hexdigest()
    assert seal(CALL, NOW, salt=SALT) == Sealed(
        f'{{"entered_at":"2026-03-01T02:00:01.000005Z","personal":"{commitment}"}}\n'.encode()
        + b'{"type":"CallReceived","occurred_at":"2026-03-01T10:00:00+08:00","customer":"c1","agent":"li"}',
        SALT + '{"note":"太太接的電話","phone":"13800001111"}'.encode(),
    )


def test_details_and_note_are_personal_and_keep_every_character() -> None:
    words = {"備註\u2028": 'quote " backslash \\ 😀', "空": ""}
    event = CALL.model_copy(update={"details": words, "note": "line\nnext\ttab\r\u0085end\ufeff"})
    data, personal = seal(event, NOW)
    assert data.count(b"\n") == 1
    assert personal is not None
    assert b"\n" not in personal[32:]
    assert unseal("CallReceived", data, personal) == event


def test_what_is_set_to_its_default_is_no_personal_part() -> None:
    event = CustomerRegistered(occurred_at=AT, customer="c1", agent="li", name=None, phones=(), note=None)
    assert seal(event, NOW).personal is None
    assert seal(event, NOW) == seal(CustomerRegistered(occurred_at=AT, customer="c1", agent="li"), NOW)


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=4, max_size=20).map("秘#".__add__)


@given(WORDS, WORDS, WORDS)
def test_personal_words_stand_nowhere_in_the_hashed_part(phone: str, reason: str, note: str) -> None:
    visit = VisitReceived(
        occurred_at=AT,
        customer="c1",
        agent="li",
        phone=phone,
        reason_not_bought=reason,
        note=note,
        details={note: phone},
    )
    data, personal = seal(visit, NOW)
    assert personal is not None
    for word in (phone, reason, note):
        assert word.encode() not in data
        assert json.dumps(word)[1:-1].encode() not in data
        assert sha256(word.encode()).hexdigest().encode() not in data


def test_the_same_words_leave_another_commitment_each_time() -> None:
    one, other = seal(CALL, NOW), seal(CALL, NOW)
    assert one.data != other.data
    assert split(one.data)[1] == split(other.data)[1]


@given(events(), st.binary(min_size=32, max_size=32))
def test_with_one_salt_the_bytes_are_the_same_each_time(event: Event, salt: bytes) -> None:
    assert seal(event, NOW, salt=salt) == seal(parse_event(to_json(event)), NOW, salt=salt)


@pytest.mark.parametrize("salt", [b"", bytes(31), bytes(33)])
def test_a_salt_of_another_length_is_refused(salt: bytes) -> None:
    with pytest.raises(ValueError, match=f"a salt is 32 bytes long, not {len(salt)}"):
        seal(CALL, NOW, salt=salt)


@settings(max_examples=200)
@given(st.data())
def test_any_byte_changed_is_noticed(data: st.DataObject) -> None:
    sealed = seal(CALL, NOW)
    assert sealed.personal is not None
    both = sealed.data + sealed.personal
    at = data.draw(st.integers(0, len(both) - 1))
    changed = both[:at] + bytes([both[at] ^ data.draw(st.integers(1, 255))]) + both[at + 1 :]
    stored, personal = changed[: len(sealed.data)], changed[len(sealed.data) :]
    assert leaf_hash(stored) != leaf_hash(sealed.data) or flaw(stored, personal) is not None


@pytest.mark.parametrize("name", EVENT_TYPES)
@settings(max_examples=5)
@given(data=st.data())
def test_a_personal_part_of_another_entry_does_not_fit(name: str, data: st.DataObject) -> None:
    event = data.draw(models(EVENT_TYPES[name]))
    one, other = seal(event, NOW), seal(event, NOW)
    expected = None if one.personal is None else "the personal part is not the one that was entered"
    assert flaw(one.data, other.personal) == expected


CALLED = seal(CALL, NOW, salt=SALT)
PLAIN = seal(HoldReleased(occurred_at=AT, deal="d1"), NOW)
HEADERLESS = "the stored entry does not begin with a header that says when it was entered"


@pytest.mark.parametrize(
    ("data", "personal", "expected"),
    [
        (CALLED.data, CALLED.personal, None),
        (PLAIN.data, None, None),
        (CALLED.data, None, "the personal part that the header speaks of is missing"),
        (CALLED.data, b"", "the personal part is not the one that was entered"),
        (PLAIN.data, b"", "a personal part stands beside the entry, but its header speaks of none"),
        (PLAIN.data, CALLED.personal, "a personal part stands beside the entry, but its header speaks of none"),
        (b"", None, HEADERLESS),
        (b"\xff\xfe\n{}", None, HEADERLESS),
        (PLAIN.data.partition(b"\n")[2], None, HEADERLESS),
        (PLAIN.data.replace(b"T02", b"T25"), None, HEADERLESS),
        (PLAIN.data.replace(b"-03-01T", b"-02-31T"), None, HEADERLESS),
        (PLAIN.data.replace(b'Z"}', b'Z"} '), None, HEADERLESS),
        (PLAIN.data.replace(b'Z"}', b'Z","seen":1}'), None, HEADERLESS),
        (PLAIN.data.replace(b".000005Z", b"Z"), None, HEADERLESS),
        (PLAIN.data.replace(b"Z", b"+00:00"), None, HEADERLESS),
    ],
)
def test_a_flaw_is_said_in_one_sentence(data: bytes, personal: bytes | None, expected: str | None) -> None:
    assert flaw(data, personal) == expected


@given(st.binary(max_size=200), st.none() | st.binary(max_size=60))
@example(b'{"entered_at":"2026-03-01T02:00:01.000005Z"}\n', None)
def test_no_bytes_whatever_are_more_than_a_flaw_or_an_invalid_entry(data: bytes, personal: bytes | None) -> None:
    flaw(data, personal)
    kind_of(data)
    with pytest.raises(EventInvalid):
        unseal("CallReceived", data, personal)


@pytest.mark.parametrize(
    ("header", "entered_at"),
    [
        ("2026-03-01T02:00:01.000005Z", NOW),
        ("2026-03-01T02:00:01.000005Z", NOW.astimezone(timezone(timedelta(hours=8)))),
        ("2026-03-01T02:00:00.000000Z", NOW.replace(second=0, microsecond=0)),
        ("1800-01-01T00:00:00.000000Z", datetime(1800, 1, 1, tzinfo=UTC)),
    ],
)
def test_the_time_of_entry_stands_in_utc_with_microseconds(header: str, entered_at: datetime) -> None:
    data, _ = seal(CALL, entered_at)
    assert split(data)[0]["entered_at"] == header
    again = entered_at_of(data)
    assert again == entered_at
    assert again.utcoffset() == timedelta(0)


def test_the_hour_that_a_clock_goes_through_twice_is_told_apart() -> None:
    first = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York"))
    second = first.replace(fold=1)
    assert entered_at_of(seal(CALL, first).data) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert entered_at_of(seal(CALL, second).data) == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)


def test_a_time_of_entry_without_an_offset_is_refused() -> None:
    with pytest.raises(TimeNaive, match="the time of entry 2026-03-01T10:00:00 has no offset"):
        seal(CALL, datetime(2026, 3, 1, 10))


@pytest.mark.parametrize("data", [b"", b"{}", b"{}\n{}", b'{"entered_at":"2026-02-31T02:00:01.000005Z"}\n{}'])
def test_without_a_header_there_is_no_time_of_entry(data: bytes) -> None:
    with pytest.raises(EventInvalid, match=HEADERLESS) as caught:
        entered_at_of(data)
    assert caught.value.field == "entered_at"


def test_an_entry_whose_personal_part_was_taken_away_reads_without_it() -> None:
    assert unseal("CallReceived", CALLED.data, None) == CallReceived(occurred_at=AT, customer="c1", agent="li")


def test_where_a_personal_field_must_be_given_the_sentence_names_it() -> None:
    event = AdjustmentPosted(occurred_at=AT, agent="li", amount=Money(-1, "CNY"), reason="twice", by="boss")
    with pytest.raises(EventInvalid, match="the field 'reason' is missing"):
        unseal("AdjustmentPosted", seal(event, NOW).data, None)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b'{"type":"CallReceived","occurred_at":"2026-03-01T10:00:00Z","customer":"c1"}', "field 'agent' is missing"),
        (b'{"type":"CallReceived","occurred_at":"2026-03-01T10:00:00Z","customer":"c1', "cut off"),
        (b'{"type":"CallReceived","version":2,"occurred_at":"2026-03-01T10:00:00Z"}', "knows versions up to 1"),
        (b'{"type":"Telepathy","occurred_at":"2026-03-01T10:00:00Z"}', "Telepathy"),
        (b'{"type":"CallReceived","note":"\xff"}', "not UTF-8"),
        (b"", "empty"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(body: bytes, sentence: str) -> None:
    with pytest.raises(EventInvalid, match=re.escape(sentence)):
        unseal("CallReceived", b'{"entered_at":"2026-03-01T02:00:01.000005Z"}\n' + body, None)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (CALLED.data, "CallReceived"),
        (PLAIN.data, "HoldReleased"),
        (b"", None),
        (b"{}\n{}", None),
        (b'{"type":"A', None),
    ],
)
def test_the_kind_is_the_type_the_hashed_part_says(data: bytes, kind: str | None) -> None:
    assert kind_of(data) == kind


# A later release: the customer's number moved into a field of another name, and the type was called otherwise once.


class NewCall(Base):
    """A call as a later release may know it."""

    type: Literal["CallReceived"] = "CallReceived"
    version: Literal[3] = 3  # type: ignore[assignment]
    customer: str
    agent: str
    caller: str | None = None


def _renamed(old: dict[str, Any]) -> dict[str, Any]:
    return {("caller" if name == "phone" else name): value for name, value in old.items()}


CHAIN: Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {
    ("CallReceived", 1): _renamed,
    ("CallReceived", 2): lambda old: {**old, "agent": old["agent"].upper()},
    ("Rang", 1): lambda old: {**_renamed(old), "type": "CallReceived"},
}


@pytest.fixture
def later_release(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (wire, envelope):
        monkeypatch.setattr(module, "EVENT_TYPES", {"CallReceived": NewCall})
    monkeypatch.setattr(wire, "upcast", lambda raw: upcast(raw, CHAIN))


@pytest.mark.usefixtures("later_release")
def test_an_older_version_is_read_as_the_newest_personal_part_and_all() -> None:
    event = unseal("CallReceived", *CALLED)
    assert event == NewCall(occurred_at=AT, customer="c1", agent="LI", caller="13800001111", note="太太接的電話")
    assert flaw(*CALLED) is None


@pytest.mark.usefixtures("later_release")
def test_the_newest_version_is_written_with_its_number_and_read_without_detour(monkeypatch: pytest.MonkeyPatch) -> None:
    event = NewCall(occurred_at=AT, customer="c1", agent="LI", note="太太")
    sealed = seal(event, NOW)
    assert b'\n{"type":"CallReceived","version":3,"occurred_at"' in sealed.data
    monkeypatch.setattr(envelope, "parse_event", None)
    assert unseal("CallReceived", *sealed) == event


@pytest.mark.usefixtures("later_release")
def test_a_type_may_have_been_called_otherwise() -> None:
    data = CALLED.data.replace(b'"CallReceived"', b'"Rang"')
    assert kind_of(data) == "Rang"
    assert unseal("Rang", data, CALLED.personal).type == "CallReceived"
