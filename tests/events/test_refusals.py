# ruff: noqa: E501  # a refusal is compared as the whole sentence that it is
"""Every bad entry is refused with one sentence that names the field, the value and what is expected."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.errors import EventInvalid
from leadledger.events import EVENT_TYPES, Event, event_from_dict, parse_event, to_json
from tests.events.strategies import events

AT = "2026-03-01T10:00:00+08:00"
ID = "an id of 1 to 128 characters, without control characters, not beginning with @"
TIME = "a time with its offset, such as 2026-03-01T10:00:00+08:00"
NAIVE = "a time without an offset: give an offset, for example +08:00, or name a zone with --timezone"
HALF = "a text holds half a character (a surrogate without its pair), but whole characters are expected"

BASES: dict[str, dict[str, Any]] = {
    "CallReceived": {"customer": "c1", "agent": "li"},
    "RulingMade": {
        "ruling": "r",
        "deal": "d",
        "credit": {"li": "1"},
        "commission": {"li": "1"},
        "reason": "x",
        "by": "m",
    },
    "PaymentReceived": {"deal": "d", "payment": "p", "amount": {"amount": "5.00", "currency": "CNY"}},
    "UnitReleased": {"unit": "u", "list_price": {"amount": "5.00", "currency": "CNY"}},
    "CustomersLinked": {"customers": ["a", "b"], "relation": "household"},
    "QuarrelReported": {"deal": "d", "agents": ["li"], "by": "m"},
    "RotaSet": {"date": "2026-03-01", "order": ["li"]},
    "PeriodClosed": {"period": "2026-03"},
    "PromiseAnswered": {"promise": "p", "by": "m", "granted": True},
    "MeetingMinuted": {"date": "2026-03-01", "entries": [{"customer": "c", "agent": "li"}], "by": "m"},
    "EntryStruck": {"entry": "00000000-0000-4000-8000-000000000001", "reason": "x", "by": "m"},
    "AgentLeft": {"agent": "li", "reason": "errand"},
    "OccasionDeclared": {
        "occasion": "o",
        "name": "n",
        "starts_at": AT,
        "ends_at": "2026-03-02T10:00:00+08:00",
        "by": "m",
    },
    "RulebookAdopted": {"document": {}, "effective_from": "2026-03-01", "published_at": AT},
}
GONE = object()


def line(name: str, **changed: Any) -> str:
    raw = {"type": name, "occurred_at": AT, **BASES[name], **changed}
    return json.dumps({key: value for key, value in raw.items() if value is not GONE})


def refusal(text: str | bytes) -> EventInvalid:
    with pytest.raises(EventInvalid) as caught:
        parse_event(text)
    return caught.value


@pytest.mark.parametrize("name", BASES)
def test_the_lines_these_tests_spoil_are_good_themselves(name: str) -> None:
    assert parse_event(line(name)).type == name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "the entry is empty, but a JSON object is expected", id="nothing"),
        pytest.param(
            '{"type": "CallRec', "the entry is cut off after 17 characters, but a whole JSON object is expected", id="cut off in a text"
        ),
        pytest.param("{", "the entry is cut off after 1 characters, but a whole JSON object is expected", id="cut off at the start"),
        pytest.param("[1]", "the entry is a list of 1, but a JSON object is expected", id="a list"),
        pytest.param("5", "the entry is 5, but a JSON object is expected", id="a number"),
        pytest.param("hello", "the entry is not JSON: expecting value at character 1", id="no JSON"),
        pytest.param("{} {}", "more text follows the entry, from character 3 on", id="two objects"),
        pytest.param(b"\xff{}", "the entry is not UTF-8 text: byte 1 is wrong", id="not UTF-8"),
        pytest.param("[" * 100_000, "the entry is nested deeper than 32 levels", id="deep lists"),
        pytest.param('{"a":' * 100_000, "the entry is nested deeper than 32 levels", id="deep objects"),
        pytest.param('{"a": ' + "[" * 32 + "]" * 32 + "}", "the entry is nested deeper than 32 levels", id="one level too deep"),
        pytest.param('{"a": NaN}', "NaN is not a JSON number", id="NaN"),
        pytest.param('{"a": -Infinity}', "-Infinity is not a JSON number", id="Infinity"),
        pytest.param('{"a": 1e999}', "the number '1e999' is too large", id="a huge float"),
        pytest.param('{"a": 9223372036854775808}', "the number '9223372036854775808' is too large", id="65 bits"),
        pytest.param(
            '{"a": ' + "9" * 5_000 + "}", f"the number '{'9' * 28}…{'9' * 29}' is too large", id="5,000 digits"
        ),
        pytest.param('{"type": "A", "type": "B"}', "the field 'type' stands twice in one object", id="a field twice"),
        pytest.param('{"a": {"b": 1, "b": 1}}', "the field 'b' stands twice in one object", id="a field twice, inside"),
        pytest.param("{}", "the field 'type' is missing: the name of an event type is expected", id="no type"),
        pytest.param('{"type": 5}', "'type' is 5, but the name of an event type is expected", id="a number as type"),
        pytest.param(
            '{"type": "CallRecieved"}',
            "'type' is 'CallRecieved', but the name of an event type is expected; 'CallReceived' is the nearest",
            id="an unknown type",
        ),
        pytest.param('{"type": "\\ud800"}', r"'type' is '\ud800', but the name of an event type is expected", id="half a type"),
    ],
)  # fmt: skip
def test_what_is_not_an_event_at_all(text: str | bytes, message: str) -> None:
    assert str(refusal(text)) == message


@pytest.mark.parametrize(
    ("name", "changed", "field", "said"),
    [
        ("CallReceived", {"customer": GONE}, "customer", f"the field 'customer' is missing: {ID} is expected"),
        ("CallReceived", {"customr": "c"}, "customr", "the field 'customr' is not known; 'customer' is the nearest"),
        ("CallReceived", {"xyz": 1}, "xyz", "the field 'xyz' is not known"),
        ("CallReceived", {"customer": 5}, "customer", f"'customer' is 5, but {ID} is expected"),
        ("CallReceived", {"customer": ""}, "customer", f"'customer' is '', but {ID} is expected"),
        ("CallReceived", {"customer": "@x"}, "customer", f"'customer' is '@x', but {ID} is expected"),
        ("CallReceived", {"customer": "a\nb"}, "customer", f"'customer' is 'a\\nb', but {ID} is expected"),
        ("CallReceived", {"customer": "x" * 129}, "customer", f"'customer' is '{'x' * 28}…{'x' * 29}', but {ID} is expected"),
        ("CallReceived", {"customer": None}, "customer", f"'customer' is null, but {ID} is expected"),
        ("CallReceived", {"customer": 5, "agent": 6, "id": 7}, "id", "'id' is 7, but a UUID is expected (2 more fields are wrong)"),
        ("CallReceived", {"note": "a\x00"}, "note", "'note' is 'a\\x00', but text of 1 to 10,000 characters, without control characters is expected"),
        ("CallReceived", {"note": "\ud800"}, None, HALF),
        ("CallReceived", {"details": {"job": 1}}, "details.job", "'details.job' is 1, but text of at most 10,000 characters, without control characters is expected"),
        ("CallReceived", {"details": {"": "x"}}, "details", "a key of 'details' is '', but a column's name on one line is expected"),
        ("CallReceived", {"details": {str(n): "" for n in range(201)}}, "details", "'details' is an object, but at most 200 entries are expected"),
        ("CallReceived", {"id": "5"}, "id", "'id' is '5', but a UUID is expected"),
        ("CallReceived", {"id": "{00000000-0000-4000-8000-000000000001}"}, "id", "'id' is '{00000000-0000-4000-8000-000000000001}', but a UUID is expected"),
        ("CallReceived", {"version": 2}, "version", "'version' is 2, but this release knows versions up to 1"),
        ("CallReceived", {"version": 0}, "version", "'version' is 0, but a whole number from 1 on is expected"),
        ("CallReceived", {"version": True}, "version", "'version' is true, but a whole number from 1 on is expected"),
        ("CallReceived", {"version": "1"}, "version", "'version' is '1', but a whole number from 1 on is expected"),
        ("CallReceived", {"version": 1.0}, "version", "'version' is 1.0, but a whole number from 1 on is expected"),
        ("CallReceived", {"occurred_at": "2026-03-01T10:00:00"}, "occurred_at", f"'occurred_at' is '2026-03-01T10:00:00', {NAIVE}"),
        ("CallReceived", {"occurred_at": "2026-03-01"}, "occurred_at", f"'occurred_at' is '2026-03-01', {NAIVE}"),
        ("CallReceived", {"recorded_at": "2026-03-01 10:00"}, "recorded_at", f"'recorded_at' is '2026-03-01 10:00', {NAIVE}"),
        ("CallReceived", {"occurred_at": "2026-03-01T23:59:60Z"}, "occurred_at", "'occurred_at' is '2026-03-01T23:59:60Z', a leap second, which cannot be kept: 59 is the last second of a minute"),
        ("CallReceived", {"occurred_at": "2026-03-01T10:00:00.1234567Z"}, "occurred_at", "'occurred_at' is '2026-03-01T10:00:00.1234567Z', finer than a microsecond, but at most six digits after the second are expected"),
        *[
            ("CallReceived", {"occurred_at": bad}, "occurred_at", f"'occurred_at' is {shown}, but {TIME} is expected")
            for bad, shown in [
                (1_700_000_000, "1700000000"),
                ("1700000000", "'1700000000'"),
                ("2026-02-29T10:00:00Z", "'2026-02-29T10:00:00Z'"),
                ("2026-03-01T24:00:00Z", "'2026-03-01T24:00:00Z'"),
                ("2026-03-01T10:00:00+24:00", "'2026-03-01T10:00:00+24:00'"),
                ("2026-03-01T10:00:00+0800", "'2026-03-01T10:00:00+0800'"),
                ("2026-03-01 10:00:00+08:00", "'2026-03-01 10:00:00+08:00'"),
                ("+12026-03-01T10:00:00Z", "'+12026-03-01T10:00:00Z'"),
                ("昨天", "'昨天'"),
                (None, "null"),
            ]
        ],
        ("RulingMade", {"customer": "c"}, None, "exactly one of 'deal' and 'customer' is expected; both are given"),
        ("RulingMade", {"deal": GONE}, None, "exactly one of 'deal' and 'customer' is expected; neither is given"),
        ("QuarrelReported", {"customer": "c"}, None, "exactly one of 'deal' and 'customer' is expected; both are given"),
        ("QuarrelReported", {"agents": []}, "agents", "'agents' is an empty list, but a list of at least 1 entry is expected"),
        ("RulingMade", {"credit": {"li": "120%"}}, "credit.li", "'credit.li': \"120%\" is not a share: it is more than 1"),
        ("RulingMade", {"credit": {"li": 1}}, "credit.li", "'credit.li': a share is text such as \"4/5\", \"80%\" or \"0.8\", never a number: 1"),
        ("RulingMade", {"credit": {"li": "1/2"}}, "credit", "'credit': the shares sum to 1/2, and must sum to exactly 1"),
        ("RulingMade", {"credit": {}}, "credit", "'credit': no shares are given: at least one payee must have a share"),
        ("RulingMade", {"credit": {"@x": "1"}}, "credit", f"a key of 'credit' is '@x', but {ID}, or one of @department, @suspense, @unassigned is expected"),
        ("RulingMade", {"credit": "li"}, "credit", '\'credit\' is \'li\', but the shares of payees, summing to 1, such as {"li": "4/5", "zhang": "1/5"} is expected'),
        ("PaymentReceived", {"amount": {"amount": "-5.00", "currency": "CNY"}}, "amount", "'amount': the amount -5.00 CNY must be more than zero"),
        ("PaymentReceived", {"amount": {"amount": "0", "currency": "CNY"}}, "amount", "'amount': the amount 0.00 CNY must be more than zero"),
        ("UnitReleased", {"list_price": {"amount": "-0.01", "currency": "CNY"}}, "list_price", "'list_price': the amount -0.01 CNY must not be negative"),
        *(
            ("CallReceived", {"occurred_at": at}, "occurred_at", f"'occurred_at' is '{at}', but a year from 1800 to 2999 is expected")
            for at in ("0000-01-01T00:00:00Z", "0206-03-01T10:00:00+08:00", "1799-12-31T23:59:59Z", "3000-01-01T00:00:00Z")
        ),
        ("PaymentReceived", {"amount": GONE}, "amount", 'the field \'amount\' is missing: an amount of money, as {"amount": "1280000.00", "currency": "CNY"} is expected'),
        ("CustomersLinked", {"customers": ["a"]}, "customers", "'customers' is a list of 1, but a list of at least 2 entries is expected"),
        ("CustomersLinked", {"customers": ["a", 5]}, "customers[1]", f"'customers[1]' is 5, but {ID} is expected"),
        ("CustomersLinked", {"customers": "a,b"}, "customers", "'customers' is 'a,b', but a list of at least 2 entries is expected"),
        ("CustomersLinked", {"relation": "friend"}, "relation", "'relation' is 'friend', but one of 'household', 'same-person' or 'company' is expected"),
        ("RotaSet", {"date": "2026-3-1"}, "date", "'date' is '2026-3-1', but a day such as 2026-03-01 is expected"),
        ("RotaSet", {"date": "2026-02-29"}, "date", "'date' is '2026-02-29', but a day such as 2026-03-01 is expected"),
        ("RotaSet", {"date": "1700006400"}, "date", "'date' is '1700006400', but a day such as 2026-03-01 is expected"),
        ("PeriodClosed", {"period": "2026-13"}, "period", "'period' is '2026-13', but a month such as 2026-03 is expected"),
        ("PromiseAnswered", {"granted": "yes"}, "granted", "'granted' is 'yes', but true or false is expected"),
        ("PromiseAnswered", {"granted": 1}, "granted", "'granted' is 1, but true or false is expected"),
        ("MeetingMinuted", {"entries": [{"customer": "c"}]}, "entries[0].agent", f"the field 'entries[0].agent' is missing: {ID} is expected"),
        ("MeetingMinuted", {"entries": [{"customer": "c", "agent": "li", "x": 1}]}, "entries[0].x", "the field 'entries[0].x' is not known"),
        ("MeetingMinuted", {"entries": ["c"]}, "entries[0]", "'entries[0]' is 'c', but an object is expected"),
        ("EntryStruck", {"entry": "e1"}, "entry", "'entry' is 'e1', but a UUID is expected"),
        ("AgentLeft", {"reason": "tired"}, "reason", "'reason' is 'tired', but one of 'errand', 'serving', 'leave' or 'off' is expected"),
        ("OccasionDeclared", {"ends_at": AT}, None, "'ends_at' is expected to be later than 'starts_at'"),
        ("RulebookAdopted", {"document": []}, "document", "'document' is an empty list, but an object is expected"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_field(name: str, changed: dict[str, Any], field: str | None, said: str) -> None:
    error = refusal(line(name, **changed))
    assert str(error) == f"{name}: {said}"
    assert error.field == field
    assert error.expected


@pytest.mark.parametrize("raw", [{"type": "CallReceived", "at": object()}, {"type": "CallReceived", "n": float("nan")}])
def test_a_table_with_values_that_json_lacks_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(EventInvalid, match="a value that JSON does not have"):
        event_from_dict(raw)


def test_a_table_that_holds_itself_is_refused() -> None:
    raw: dict[str, Any] = {"type": "CallReceived"}
    raw["details"] = raw
    with pytest.raises(EventInvalid):
        event_from_dict(raw)


@given(event=events(), cut=st.integers(1, 200))
def test_a_line_cut_off_anywhere_is_refused_and_nothing_else_happens(event: Event, cut: int) -> None:
    text = to_json(event)
    assert str(refusal(text[: max(0, len(text) - cut)]))


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_no_text_breaks_the_reader(text: str | bytes) -> None:
    message = str(refusal(text))
    assert "\n" not in message
    assert "Traceback" not in message


_NAMES = ["type", "version", "id", "occurred_at", "customer", "agent", "credit", "amount", "entries", "details", "x"]
_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([AT, *EVENT_TYPES]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_NAMES) | st.text(), inner, max_size=6),
    max_leaves=12,
)


@given(name=st.sampled_from(sorted(BASES)), changed=st.dictionaries(st.sampled_from(_NAMES[1:]), _JSON, min_size=1))
def test_no_value_of_a_field_breaks_the_reader(name: str, changed: dict[str, Any]) -> None:
    try:
        parse_event(line(name, **changed))
    except EventInvalid as error:
        message = str(error)
    else:
        message = ""
    assert "\n" not in message
    assert len(message) < 500
