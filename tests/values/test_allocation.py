"""The laws of splitting an amount, each as a test of its own."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.values import Money, Share, allocate

Parties = dict[str, Fraction]
totals = st.integers(-(10**12), 10**12) | st.integers(-20, 20)


@st.composite
def parties(draw: st.DrawFn) -> Parties:
    """One to eight parties; small weights, so that equal remainders come up often."""
    weights = draw(st.lists(st.integers(0, 6) | st.integers(0, 10**6), min_size=1, max_size=8).filter(any))
    return {f"a{place}": Fraction(weight, sum(weights)) for place, weight in enumerate(weights)}


@st.composite
def two_orders(draw: st.DrawFn) -> tuple[Parties, Parties]:
    one = draw(parties())
    return one, dict(draw(st.permutations(list(one.items()))))


def remainder(total: int, share: Fraction) -> Fraction:
    return abs(total) * share % 1


@given(totals, parties())
def test_total_is_exact(total: int, shares: Parties) -> None:
    assert sum(allocate(total, shares).values()) == total


@given(totals, parties())
def test_a_refund_mirrors_the_payment(total: int, shares: Parties) -> None:
    assert allocate(-total, shares) == {party: -part for party, part in allocate(total, shares).items()}


@given(totals, parties())
def test_a_zero_share_gets_zero(total: int, shares: Parties) -> None:
    parts = allocate(total, shares)
    assert all(parts[party] == 0 for party, share in shares.items() if share == 0)


@given(totals, parties())
def test_each_part_is_within_one_unit_of_exact(total: int, shares: Parties) -> None:
    parts = allocate(total, shares)
    assert all(abs(parts[party] - total * share) < 1 for party, share in shares.items())


@given(totals, two_orders())
def test_order_matters_only_for_exact_ties(total: int, orders: tuple[Parties, Parties]) -> None:
    one, other = orders
    moved = {party for party, part in allocate(total, one).items() if allocate(total, other)[party] != part}
    assert len({remainder(total, one[party]) for party in moved}) <= 1
    distinct = [remainder(total, share) for share in one.values()]
    if len(set(distinct)) == len(distinct):
        assert not moved


@given(totals, parties())
def test_the_largest_remainder_is_served_first_and_ties_by_order(total: int, shares: Parties) -> None:
    parts = allocate(total, shares)
    up = [abs(parts[party]) > abs(total) * share // 1 for party, share in shares.items()]
    places = range(len(shares))
    ranked = sorted(places, key=lambda place: (-remainder(total, list(shares.values())[place]), place))
    assert [up[place] for place in ranked] == sorted(up, reverse=True)


@given(totals, parties())
def test_parties_keep_their_order(total: int, shares: Parties) -> None:
    assert list(allocate(total, shares)) == list(shares)


@given(totals, parties())
def test_money_splits_as_its_minor_units_do(total: int, shares: Parties) -> None:
    parts = allocate(Money(total, "CNY"), shares)
    assert {party: part.amount_minor for party, part in parts.items()} == allocate(total, shares)
    assert sum(parts.values(), Money.zero("CNY")) == Money(total, "CNY")


@pytest.mark.parametrize(
    ("total", "shares", "parts"),
    [
        pytest.param(100, {"a": "1/3", "b": "1/3", "c": "1/3"}, [34, 33, 33], id="a tie goes to the first"),
        pytest.param(200, {"a": "1/3", "b": "1/3", "c": "1/3"}, [67, 67, 66], id="two units go to the first two"),
        pytest.param(1, {"a": "1/2", "b": "1/2"}, [1, 0], id="the last unit goes to the owner"),
        pytest.param(-1, {"a": "1/2", "b": "1/2"}, [-1, 0], id="and is taken back from the owner"),
        pytest.param(101, {"a": "4/5", "b": "1/5"}, [81, 20], id="the larger remainder wins"),
        pytest.param(104, {"a": "4/5", "b": "1/5"}, [83, 21], id="wherever it stands"),
        pytest.param(1, {"a": "0", "b": "1/2", "c": "1/2"}, [0, 1, 0], id="a zero share gets no unit that is left"),
        pytest.param(0, {"a": "1/2", "b": "1/2"}, [0, 0], id="nothing"),
        pytest.param(7, {"a": "1"}, [7], id="one party"),
    ],
)
def test_split(total: int, shares: dict[str, str], parts: list[int]) -> None:
    assert list(allocate(total, {party: Share(share) for party, share in shares.items()}).values()) == parts


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        pytest.param({"a": Fraction(4, 5)}, "the shares sum to 4/5, and must sum to exactly 1", id="too little"),
        pytest.param({"a": Fraction(6, 5)}, "the shares sum to 6/5, and must sum to exactly 1", id="too much"),
        pytest.param({}, "the shares sum to 0, and must sum to exactly 1", id="nobody"),
        pytest.param(
            {"a": Fraction(6, 5), "b": Fraction(-1, 5)},
            "a share to split by is -1/5, and must not be negative",
            id="negative",
        ),
    ],
)
def test_wrong_shares_are_refused(shares: Parties, words: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(words)}\Z"):
        allocate(100, shares)


def test_nothing_that_is_not_exact_is_split_or_split_by() -> None:
    with pytest.raises(TypeError, match=r"^a total to split is an int of minor units or Money, not float\Z"):
        allocate(100.0, {"a": Fraction(1)})  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="an int of minor units or Money, not bool"):
        allocate(True, {"a": Fraction(1)})
    with pytest.raises(TypeError, match=r"^a share to split by is a Fraction, not float: 1\.0\Z"):
        allocate(100, {"a": 1.0})  # type: ignore[dict-item]


def test_a_remainder_rule_nobody_knows_is_refused() -> None:
    rules = "largest-remainder, floor-then-first, largest-weight-first, sequential-from-last, round-then-fix"
    with pytest.raises(ValueError, match=rf"^'halves' is not a remainder rule: expected one of {rules}\Z"):
        allocate(1, {"a": Fraction(1)}, rule="halves")  # type: ignore[call-overload]
