"""The laws of a nested split: fixed amounts, shares with caps, and the rest."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.values import Money, allocate
from leadledger.values.allocation import REMAINDER_RULES, RemainderRule
from leadledger.values.splitting import Part, refuse_unsplittable, split

Tree = tuple[Part[str], ...]
totals = st.integers(-(10**9), 10**9) | st.integers(-30, 30)
rules = st.sampled_from(REMAINDER_RULES)
names = st.sampled_from("abcdefgh")


@st.composite
def trees(draw: st.DrawFn, depth: int = 2) -> Tree:
    def inside() -> dict[str, Any]:
        return {"parts": draw(trees(depth - 1))} if depth and draw(st.booleans()) else {"to": draw(names)}

    weights = draw(st.lists(st.integers(0, 5), min_size=1, max_size=4).filter(any))
    with_rest = draw(st.booleans())
    whole = sum(weights) + (draw(st.integers(0, 3)) if with_rest else 0)
    uncapped = draw(st.sampled_from([place for place, weight in enumerate(weights) if weight]))
    parts: list[Part[str]] = []
    for place, weight in enumerate(weights):
        cap = draw(st.none() | st.integers(0, 40)) if with_rest or place != uncapped else None
        parts.append(Part(share=Fraction(weight, whole), at_most=cap, **inside()))
    if with_rest:
        fixed = draw(st.lists(st.integers(0, 50), max_size=2))
        parts.extend(Part(fixed=amount, **inside()) for amount in fixed)
        parts.append(Part(rest=True, **inside()))
    return tuple(draw(st.permutations(parts)))


@st.composite
def flat_trees(draw: st.DrawFn) -> Tree:
    tree = draw(trees(0))
    return tuple(Part(f"p{place}", one.share, one.fixed, one.at_most, one.rest) for place, one in enumerate(tree))


@given(totals, trees(), rules)
def test_the_total_is_exact(total: int, tree: Tree, rule: RemainderRule) -> None:
    assert sum(split(total, tree, rule).values()) == total


@given(totals, trees(), rules)
def test_a_refund_mirrors_the_payment(total: int, tree: Tree, rule: RemainderRule) -> None:
    assert split(-total, tree, rule) == {to: -units for to, units in split(total, tree, rule).items()}


@given(totals, trees(), rules)
def test_no_part_has_another_sign_than_the_total(total: int, tree: Tree, rule: RemainderRule) -> None:
    assert all(units * total >= 0 for units in split(total, tree, rule).values())


@given(st.integers(0, 10**6) | st.integers(0, 30), flat_trees(), rules)
def test_no_cap_is_exceeded_and_fixed_parts_are_served_first(total: int, tree: Tree, rule: RemainderRule) -> None:
    found = split(total, tree, rule)
    left = total
    for part in tree:
        if part.fixed is not None:
            assert found[str(part.to)] == min(part.fixed, left)
            left -= found[str(part.to)]
        if part.at_most is not None:
            assert found[str(part.to)] <= part.at_most
        if part.share == 0:
            assert found[str(part.to)] == 0


@given(totals, st.lists(st.integers(0, 5), min_size=1, max_size=5).filter(any), rules)
def test_shares_alone_are_split_as_any_shares_are(total: int, weights: list[int], rule: RemainderRule) -> None:
    shares = {str(place): Fraction(weight, sum(weights)) for place, weight in enumerate(weights)}
    assert split(total, [Part(to, share=share) for to, share in shares.items()], rule) == allocate(
        total, shares, rule=rule
    )


@given(totals, trees(), rules)
def test_money_splits_as_its_minor_units_do(total: int, tree: Tree, rule: RemainderRule) -> None:
    found = split(Money(total, "CNY"), tree, rule)
    assert {to: money.amount_minor for to, money in found.items()} == split(total, tree, rule)


def half(to: str, **more: Any) -> Part[str]:
    return Part(to, share=Fraction(1, 2), **more)


@pytest.mark.parametrize(
    ("total", "tree", "found"),
    [
        pytest.param(
            100, (half("a", at_most=30), half("b")), {"a": 30, "b": 70}, id="what a cap cuts off goes to the others"
        ),
        pytest.param(100, (half("a", at_most=30), Part("b", rest=True)), {"a": 30, "b": 70}, id="or to the rest"),
        pytest.param(
            100,
            (Part("a", fixed=70), Part("b", fixed=50), Part("c", rest=True)),
            {"a": 70, "b": 30, "c": 0},
            id="the second fixed part gets what there is",
        ),
        pytest.param(
            100,
            (half("a"), Part("b", fixed=70), Part("c", rest=True)),
            {"a": 30, "b": 70, "c": 0},
            id="a share gets what fixed parts leave",
        ),
        pytest.param(
            100,
            (half("a", at_most=10), half("b", at_most=20), Part("c", rest=True)),
            {"a": 10, "b": 20, "c": 70},
            id="two caps",
        ),
        pytest.param(
            90,
            (
                Part("a", share=Fraction(1, 3), at_most=20),
                Part("b", share=Fraction(1, 3), at_most=33),
                Part("c", share=Fraction(1, 3)),
            ),
            {"a": 20, "b": 33, "c": 37},
            id="a cap that another's surplus reaches",
        ),
        pytest.param(
            10,
            (
                Part("a", share=Fraction(7, 100), at_most=1),
                Part("b", share=Fraction(87, 100)),
                Part("c", share=Fraction(6, 100)),
            ),
            {"a": 1, "b": 9, "c": 0},
            id="a cap that is just reached cuts nothing off",
        ),
        pytest.param(101, (half("a"), Part(parts=(half("a"), half("b")), rest=True)), {"a": 76, "b": 25}, id="nested"),
    ],
)
def test_split_by_hand(total: int, tree: Tree, found: dict[str, int]) -> None:
    assert split(total, tree) == found


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        pytest.param((), "where nothing is the rest, shares are expected to sum to 1, and they sum to 0", id="nothing"),
        pytest.param(
            (half("a"), Part("b", fixed=1)), "a level with a fixed part needs one that is the rest", id="fixed"
        ),
        pytest.param(
            (half("a", at_most=1), half("b", at_most=1)),
            "where nothing is the rest, one share at least is expected to have no cap",
            id="all capped",
        ),
        pytest.param(
            (Part("a", rest=True), Part("b", rest=True)), "one part of a level can be the rest, and 2 are", id="rests"
        ),
        pytest.param(
            (Part("a", share=Fraction(3, 4)), half("b"), Part("c", rest=True)),
            "the shares of a level sum to 5/4, and can sum to 1 at most",
            id="too much",
        ),
        pytest.param((Part("a", rest=True, at_most=1),), "only a share has a cap", id="a cap on the rest"),
        pytest.param((Part(rest=True),), "a part is either for somebody or has parts of its own", id="for nobody"),
        pytest.param((Part("a"),), "a part is one of three: a share, a fixed amount, or the rest", id="none of three"),
        pytest.param(
            (Part("a", fixed=-1), Part("b", rest=True)), "a fixed amount and a cap are not negative", id="negative"
        ),
        pytest.param((Part("a", share=Fraction(2)),), "a share is from 0 to 1, not 2", id="no share"),
    ],
)
def test_a_tree_that_cannot_be_split_is_refused(tree: Tree, words: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(words)}\Z"):
        refuse_unsplittable(tree)
    with pytest.raises(ValueError, match=re.escape(words)):
        split(100, tree)


def test_nothing_that_is_not_exact_is_split() -> None:
    with pytest.raises(TypeError, match=r"^a total to split is an int of minor units or Money, not float\Z"):
        split(1.5, (Part("a", rest=True),))  # type: ignore[call-overload]
