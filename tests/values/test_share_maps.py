"""Who gets which part: payees with shares that sum to exactly 1."""

from __future__ import annotations

import pickle
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from leadledger.values import PAYEE_EXPECTED, Payee, Share, Shares

MAPS = TypeAdapter(Shares)


@st.composite
def share_maps(draw: st.DrawFn) -> Shares:
    weights = draw(st.lists(st.integers(0, 1_000), min_size=1, max_size=8).filter(any))
    return Shares({f"a{place}": Fraction(weight, sum(weights)) for place, weight in enumerate(weights)})


@given(share_maps())
def test_shares_sum_to_one(shares: Shares) -> None:
    assert sum(shares.values()) == 1


@given(share_maps())
def test_json_gives_back_the_same_shares_in_the_same_order(shares: Shares) -> None:
    again = MAPS.validate_json(MAPS.dump_json(shares))
    assert (again, list(again), hash(again)) == (shares, list(shares), hash(shares))
    assert all(type(share) is Share for share in again.values())
    assert pickle.loads(pickle.dumps(shares)) == shares


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        pytest.param({}, "no shares are given: at least one payee must have a share", id="nobody"),
        pytest.param({"li": "80%"}, "the shares sum to 4/5, and must sum to exactly 1", id="too little"),
        pytest.param({"li": "80%", "wang": "1/3"}, "the shares sum to 17/15, and must sum to exactly 1", id="too much"),
        pytest.param({"li": "120%"}, '"120%" is not a share: it is more than 1', id="no share"),
    ],
)
def test_wrong_shares_are_refused_in_one_sentence(parts: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(sentence)}\Z"):
        Shares(parts)
    with pytest.raises(ValidationError) as refused_in_model:
        MAPS.validate_python(parts)
    assert refused_in_model.value.errors()[0]["msg"] == sentence
    assert refused_in_model.value.errors()[0]["type"] in ("shares", "share")


def test_every_payee_is_an_id_or_one_of_the_three_that_are_not_people() -> None:
    assert Shares({"@department": 1})["@department"] == 1
    with pytest.raises(ValueError, match=rf"^'@boss' is not a payee: expected {PAYEE_EXPECTED}\Z"):
        Shares({"@boss": 1})
    with pytest.raises(ValidationError):
        MAPS.validate_json('{"@boss": "1"}')


def test_shares_in_a_model_name_the_payee_that_is_wrong() -> None:
    with pytest.raises(ValidationError) as refused:
        MAPS.validate_json('{"li": "1/2", "wang": 0.5}')
    assert refused.value.errors()[0]["loc"] == ("wang",)


def test_shares_cannot_be_changed() -> None:
    shares = Shares({"li": "4/5", "wang": "1/5"})
    with pytest.raises(TypeError):
        shares["li"] = Share(1)  # type: ignore[index]
    with pytest.raises(AttributeError, match=r"^shares cannot be changed: make new ones\Z"):
        shares._parts = {}
    assert shares == {"li": Share("4/5"), "wang": Share("1/5")}
    assert MAPS.validate_python(shares) is shares
    assert len(shares) == 2


def test_shares_are_shown_in_lowest_terms() -> None:
    assert repr(Shares({"li": "80%", "@department": "0.2"})) == "Shares({'li': '4/5', '@department': '1/5'})"


def test_what_pydantic_makes_of_it() -> None:
    made = TypeAdapter(Shares)  # made here, so that what makes it is tried too
    shares = made.validate_python({"li": "80%", "wang": Fraction(1, 5)})
    assert shares == Shares({"li": "80%", "wang": "1/5"})
    assert made.validate_python(shares) is shares
    assert made.dump_python(shares) is shares
    assert made.dump_python(shares, mode="json") == {"li": "4/5", "wang": "1/5"}
    assert made.dump_json(shares) == b'{"li":"4/5","wang":"1/5"}'
    again = made.validate_json('{"wang": "1/5", "li": "0.8"}')
    assert (type(again), again, list(again)) == (Shares, shares, ["wang", "li"])
    assert made.json_schema() == TypeAdapter(dict[Payee, Share]).json_schema()


def test_other_shares_hash_otherwise() -> None:
    assert len({hash(Shares({"li": Fraction(part, 7), "wang": Fraction(7 - part, 7)})) for part in range(8)}) > 1
