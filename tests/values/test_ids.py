"""Ids and payees: short strings without control characters; an at sign begins only the three that are not people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from leadledger.values import DEPARTMENT, NOT_PEOPLE, SUSPENSE, UNASSIGNED, Id, Payee, is_id, is_payee

IDS, PAYEES = TypeAdapter[str](Id), TypeAdapter[str](Payee)


def accepts(adapter: TypeAdapter[str], value: object) -> bool:
    try:
        return adapter.validate_python(value) == value
    except ValidationError:
        return False


@pytest.mark.parametrize(
    ("text", "good"),
    [
        pytest.param("c1", True, id="an id"),
        pytest.param("张三", True, id="a Chinese name"),
        pytest.param("A-12 (north)", True, id="signs and spaces"),
        pytest.param("a@b", True, id="an at sign inside"),
        pytest.param("x" * 128, True, id="128 characters"),
        pytest.param("楼" * 128, True, id="128 characters of several bytes"),
        pytest.param("x" * 129, False, id="129 characters"),
        pytest.param("", False, id="nothing"),
        pytest.param("@zhang", False, id="an at sign first"),
        pytest.param("a\n", False, id="a line end last"),
        pytest.param("\ta", False, id="a tab first"),
        pytest.param("a\x00b", False, id="a zero character"),
        pytest.param("a\x85b", False, id="a control character of Latin-1"),
    ],
)
def test_id(text: str, good: bool) -> None:
    assert is_id(text) is good
    assert accepts(IDS, text) is good
    assert is_payee(text) is good
    assert accepts(PAYEES, text) is good


@pytest.mark.parametrize("payee", [DEPARTMENT, SUSPENSE, UNASSIGNED])
def test_the_three_that_are_not_people_are_payees_and_no_ids(payee: str) -> None:
    assert payee in NOT_PEOPLE
    assert accepts(PAYEES, payee)
    assert is_payee(payee)
    assert not accepts(IDS, payee)
    assert not is_id(payee)
    assert not accepts(PAYEES, payee + "x")


@pytest.mark.parametrize("value", [1, None, True, b"c1", ["c1"]])
def test_only_text_is_an_id(value: object) -> None:
    assert not accepts(IDS, value)


@given(st.text(max_size=140) | st.text("@\n\x7f\x9fa ", max_size=5))
def test_the_model_and_the_question_agree(text: str) -> None:
    assert accepts(IDS, text) is is_id(text)
    assert accepts(PAYEES, text) is is_payee(text)
