"""Shares: exact, from 0 to 1, never a float."""

from __future__ import annotations

import copy
import json
import pickle
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from leadledger.values import Share

SHARES = TypeAdapter(Share)
fractions = st.fractions(min_value=0, max_value=1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param("80%", "4/5", id="a percentage"),
        pytest.param("12.5%", "1/8", id="a percentage with decimals"),
        pytest.param("4/5", "4/5", id="a fraction"),
        pytest.param("2/6", "1/3", id="a fraction not in lowest terms"),
        pytest.param("0.8", "4/5", id="a decimal"),
        pytest.param("0.1", "1/10", id="a decimal that no float holds"),
        pytest.param("100%", "1", id="the whole"),
        pytest.param("0", "0", id="nothing"),
        pytest.param(1, "1", id="an int"),
        pytest.param(Fraction(2, 3), "2/3", id="a Fraction"),
        pytest.param(Share("2/3"), "2/3", id="a share"),
        pytest.param("1".rjust(256, "0"), "1", id="the longest text"),
        pytest.param(Fraction(1, 10**100 - 1), f"1/{10**100 - 1}", id="the finest part"),
    ],
)
def test_share_is_read_exactly(value: str | int | Fraction, text: str) -> None:
    assert str(Share(value)) == text
    assert repr(Share(value)) == f"Share('{text}')"
    assert type(Share(value)) is Share


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("101%", '"101%" is not a share: it is more than 1'),
        ("5/4", '"5/4" is not a share: it is more than 1'),
        (2, "2 is not a share: it is more than 1"),
        ("-20%", '"-20%" is not a share: it is less than 0'),
        (Fraction(-1, 5), "-1/5 is not a share: it is less than 0"),
        ("1/0", '"1/0" is not a share: its lower number is zero'),
        ("", '"" is not a share: write it as "4/5", "80%" or "0.8"'),
        ("half", '"half" is not a share: write it as "4/5", "80%" or "0.8"'),
        ("1e-1", '"1e-1" is not a share: write it as "4/5", "80%" or "0.8"'),
        (".8", '".8" is not a share: write it as "4/5", "80%" or "0.8"'),
        ("80 %", '"80 %" is not a share: write it as "4/5", "80%" or "0.8"'),
        ("80%\n", '"80%\\n" is not a share: write it as "4/5", "80%" or "0.8"'),
        ("٤/٥", '"٤/٥" is not a share: write it as "4/5", "80%" or "0.8"'),
        ("1".rjust(257, "0"), f'"{"0" * 40}…" is not a share: write it as "4/5", "80%" or "0.8"'),
        ("9" * 5_000, f'"{"9" * 40}…" is not a share: write it as "4/5", "80%" or "0.8"'),
        pytest.param(10**5_000, "a number of more than 40 digits is not a share: it is more than 1", id="a huge int"),
        (Fraction(1, 10**100), "a number of more than 40 digits is not a share: it is finer than one part in 10^100"),
    ],
)
def test_what_is_no_share_is_refused_in_one_sentence(value: str | int | Fraction, sentence: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(sentence)}\Z"):
        Share(value)


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (0.8, "float: 0.8"),
        (1.0, "float: 1.0"),
        (True, "bool: True"),
        (Decimal("0.8"), "Decimal: 0.8"),
        (None, "NoneType: None"),
        (b"80%", "bytes: b'80%'"),
    ],
)
def test_share_is_never_made_from_what_is_not_exact(value: object, what: str) -> None:
    sentence = f"a share is made from text, an int or a Fraction, not from {what}"
    with pytest.raises(TypeError, match=rf"^{re.escape(sentence)}\Z"):
        Share(value)  # type: ignore[arg-type]


def test_share_has_no_way_from_float_or_decimal() -> None:
    with pytest.raises(TypeError, match=r"^a share is never made from a float: 0\.5\Z"):
        Share.from_float(0.5)
    with pytest.raises(TypeError, match=r"^a share is never made from a Decimal: Decimal\('0\.5'\); give it as text\Z"):
        Share.from_decimal(Decimal("0.5"))


@given(fractions)
def test_share_reads_what_it_writes(fraction: Fraction) -> None:
    share = Share(fraction)
    assert share == fraction
    assert Share(str(share)) == share
    assert SHARES.validate_json(SHARES.dump_json(share)) == share


@given(fractions)
def test_equal_shares_hash_alike_and_survive_copies(fraction: Fraction) -> None:
    share = Share(fraction)
    assert hash(share) == hash(fraction)
    for again in (copy.copy(share), copy.deepcopy(share), pickle.loads(pickle.dumps(share))):
        assert (type(again), again) == (Share, share)


@given(fractions, fractions)
def test_arithmetic_gives_plain_fractions(one: Fraction, other: Fraction) -> None:
    for result, expected in [
        (Share(one) + Share(other), one + other),
        (Share(one) - other, one - other),
        (Share(one) * Share(other), one * other),
        (1 - Share(one), 1 - one),
        (-Share(one), -one),
        (Share(one) / 2, one / 2),
    ]:
        assert (type(result), result) == (Fraction, expected)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("0.8", "number: 0.8"),
        ("1", "number: 1"),
        ("0", "number: 0"),
        ("true", "bool: True"),
        ("null", "NoneType: None"),
        ("[]", "list: []"),
        ('{"share": "1"}', "dict: {'share': '1'}"),
    ],
)
def test_share_in_json_is_text_and_nothing_else(text: str, what: str) -> None:
    for read in (SHARES.validate_json, lambda text: SHARES.validate_python(json.loads(text))):
        with pytest.raises(ValidationError) as refused:
            read(text)
        assert refused.value.errors()[0]["msg"] == f'a share is text such as "4/5", "80%" or "0.8", never a {what}'
        assert refused.value.errors()[0]["type"] == "share"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("9" * 40, f'"{"9" * 40}" is'),
        ("9" * 41, f'"{"9" * 40}…" is'),
        (10**40 - 1, f"{'9' * 40} is"),
        (10**40, "a number of more than 40 digits is"),
        (Fraction(10**20 + 1, 10**17 + 9), f"{10**20 + 1}/{10**17 + 9} is"),
        (Fraction(10**20 + 1, 10**18 + 9), f"{10**20 + 1}/{'1'.ljust(18, '0')}… is"),
        (Fraction(10**39 + 1, 10**38), f"{10**39 + 1}… is"),
        ("4/5\r\u202e", r'"4/5\r\u202e" is'),
    ],
)
def test_what_is_no_share_is_shown_in_forty_characters(value: str | int | Fraction, shown: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(shown)} not a share: "):
        Share(value)


def test_its_schema_and_what_pydantic_makes_of_it() -> None:
    made = TypeAdapter(Share)  # made here, so that what makes it is tried too
    share = made.validate_python("80%")
    assert (type(share), made.dump_python(share), made.dump_json(share)) == (Share, share, b'"4/5"')
    assert made.validate_python(share) is share
    assert made.json_schema() == {
        "type": "string",
        "pattern": r"^([0-9]+(\.[0-9]+)?%?|[0-9]+/[0-9]+)$",
        "maxLength": 256,
        "description": "An exact share from 0 to 1.",
        "examples": ["4/5", "80%", "0.8"],
    }


def test_refusal_in_a_model_is_the_same_sentence() -> None:
    with pytest.raises(ValidationError) as refused:
        SHARES.validate_json('"120%"')
    assert refused.value.errors()[0]["msg"] == '"120%" is not a share: it is more than 1'
    assert refused.value.errors()[0]["type"] == "share"


def test_share_stays_a_share_in_python_and_is_text_in_json() -> None:
    assert SHARES.validate_python(Share("80%")) == Share("80%")
    assert SHARES.dump_python(Share("80%")) == Share("80%")
    assert SHARES.dump_python(Share("80%"), mode="json") == "4/5"
    assert SHARES.json_schema()["type"] == "string"
