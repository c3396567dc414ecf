"""The remainder rules that existing ledgers use: what all of them keep, and cases worked by hand."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.values import Money, Share, allocate
from leadledger.values.allocation import REMAINDER_RULES, RemainderRule

Parties = dict[str, Fraction]
totals = st.integers(-(10**12), 10**12) | st.integers(-20, 20)
rules = st.sampled_from(REMAINDER_RULES)


@st.composite
def parties(draw: st.DrawFn) -> Parties:
    weights = draw(st.lists(st.integers(0, 6) | st.integers(0, 10**6), min_size=1, max_size=9).filter(any))
    return {f"a{place}": Fraction(weight, sum(weights)) for place, weight in enumerate(weights)}


@given(totals, parties(), rules)
def test_the_total_is_exact_and_parties_keep_their_order(total: int, shares: Parties, rule: RemainderRule) -> None:
    parts = allocate(total, shares, rule=rule)
    assert sum(parts.values()) == total
    assert list(parts) == list(shares)


@given(totals, parties(), rules)
def test_a_refund_mirrors_the_payment(total: int, shares: Parties, rule: RemainderRule) -> None:
    mirrored = {party: -part for party, part in allocate(total, shares, rule=rule).items()}
    assert allocate(-total, shares, rule=rule) == mirrored


@given(totals, parties(), rules)
def test_a_zero_share_gets_zero(total: int, shares: Parties, rule: RemainderRule) -> None:
    parts = allocate(total, shares, rule=rule)
    assert [party for party, share in shares.items() if not share and parts[party]] == []


@given(totals, parties(), rules)
def test_no_part_has_another_sign_than_the_total(total: int, shares: Parties, rule: RemainderRule) -> None:
    assert all(part * total >= 0 for part in allocate(total, shares, rule=rule).values())


@given(totals, parties(), rules)
def test_money_splits_as_its_minor_units_do(total: int, shares: Parties, rule: RemainderRule) -> None:
    parts = allocate(Money(total, "CNY"), shares, rule=rule)
    assert {party: part.amount_minor for party, part in parts.items()} == allocate(total, shares, rule=rule)


@given(st.integers(0, 10**12), parties())
def test_floor_then_first_gives_all_but_the_first_their_whole_units(total: int, shares: Parties) -> None:
    parts = allocate(total, shares, rule="floor-then-first")
    _first, *others = [party for party, share in shares.items() if share]
    assert [party for party in others if parts[party] != floor(total * shares[party])] == []


@given(st.integers(0, 10**12), parties())
def test_largest_weight_first_never_gives_a_spare_unit_past_a_larger_share(total: int, shares: Parties) -> None:
    parts = allocate(total, shares, rule="largest-weight-first")
    spare = {party: part - floor(total * shares[party]) for party, part in parts.items()}
    assert set(spare.values()) <= {0, 1}
    without = [shares[party] for party, units in spare.items() if not units]
    assert all(share >= max(without, default=Fraction(0)) for share in (shares[one] for one in spare if spare[one]))


@given(st.integers(0, 10**12), parties())
def test_round_then_fix_moves_only_the_largest_share_where_that_is_enough(total: int, shares: Parties) -> None:
    parts = allocate(total, shares, rule="round-then-fix")
    rounded = {party: floor(total * share + Fraction(1, 2)) for party, share in shares.items()}
    moved = [party for party in shares if parts[party] != rounded[party]]
    largest = max(shares, key=lambda party: shares[party])
    assert moved in ([], [largest]) or parts[largest] == 0


THIRDS = ("1/3", "1/3", "1/3")
SIXTHS = ("1/6", "1/6", "1/6", "1/6", "1/6", "1/6")


@pytest.mark.parametrize(
    ("rule", "total", "shares", "parts"),
    [
        pytest.param("floor-then-first", 101, THIRDS, [35, 33, 33], id="floor-then-first: two units for the first"),
        pytest.param("floor-then-first", 5, SIXTHS, [5, 0, 0, 0, 0, 0], id="floor-then-first: five units, if need be"),
        pytest.param("floor-then-first", 1, ("0", "1/5", "4/5"), [0, 1, 0], id="floor-then-first: first that shares"),
        pytest.param("largest-weight-first", 101, ("1/7", "2/7", "4/7"), [14, 29, 58], id="largest-weight-first: two"),
        pytest.param("largest-weight-first", 101, THIRDS, [34, 34, 33], id="largest-weight-first: ties by order"),
        pytest.param("largest-weight-first", -1, ("1/5", "4/5"), [0, -1], id="largest-weight-first: taken back alike"),
        pytest.param(
            "sequential-from-last", 100, THIRDS, [33, 34, 33], id="sequential-from-last: 33, half of 67 is 34"
        ),
        pytest.param("sequential-from-last", 10, ("1/2", "1/4", "1/4"), [5, 2, 3], id="sequential-from-last: 2.5 is 3"),
        pytest.param("sequential-from-last", 5, ("1/2", "1/2", "0"), [2, 3, 0], id="sequential-from-last: last shares"),
        pytest.param("round-then-fix", 100, THIRDS, [34, 33, 33], id="round-then-fix: one unit short"),
        pytest.param("round-then-fix", 10, ("1/4", "1/4", "1/2"), [3, 3, 4], id="round-then-fix: one unit too many"),
        pytest.param("round-then-fix", 1, ("1/2", "1/2"), [0, 1], id="round-then-fix: both round up"),
        pytest.param("round-then-fix", 2, ("1/4",) * 4, [0, 0, 1, 1], id="round-then-fix: never below zero"),
        pytest.param("round-then-fix", -1, ("1/2", "1/2"), [0, -1], id="round-then-fix: taken back alike"),
    ],
)
def test_split(rule: RemainderRule, total: int, shares: tuple[str, ...], parts: list[int]) -> None:
    by_place = {str(place): Share(share) for place, share in enumerate(shares)}
    assert list(allocate(total, by_place, rule=rule).values()) == parts
