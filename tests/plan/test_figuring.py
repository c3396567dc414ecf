"""What figuring a sale keeps to, whatever the plan, the shares and the sale."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from leadledger.plan import Amount, Plan, Sale, SoFar, Unfigured, base, figure, measured, rate_for
from leadledger.plan.examples import a_plan, a_sale
from leadledger.plan.rates import effective
from leadledger.plan.rounding import rounded
from tests.plan.sales import ROLES, TEAMS, plans, sales, shares, so_fars

Shares = dict[str, Fraction]


def figured(plan: Plan, sale: Sale, award: Shares, so_far: dict[str, SoFar] | None = None) -> tuple[Amount, ...]:
    found = figure(plan, sale, award, {}, ROLES, TEAMS, so_far or {})
    assert not isinstance(found, Unfigured)
    return found


def exact(plan: Plan, sale: Sale, award: Shares, so_far: dict[str, SoFar]) -> Fraction:
    """The deal's commission, before it is rounded."""
    found, total = base(plan, sale), Fraction(0)
    assert not isinstance(found, Unfigured)
    for payee, share in award.items():
        rate = rate_for(plan, sale, ROLES.get(payee, frozenset()))
        if rate is not None and share:
            beside = so_far.get(payee, SoFar())
            total += found * share * effective(rate, beside, measured(plan, rate, sale, share), 100)
    return total


@given(plans(limited=False), sales(), shares(), so_fars())
def test_commission_and_parts_sum_to_the_exact_commission_rounded_once(
    plan: Plan, sale: Sale, award: Shares, so_far: dict[str, SoFar]
) -> None:
    found = figure(plan, sale, award, {}, ROLES, TEAMS, so_far)
    if isinstance(found, Unfigured):
        assert (plan.base.of, sale.received, found.field) == ("received", None, "received")
        return
    pool = rounded(exact(plan, sale, award, so_far), plan.rounding)
    assert sum(one.money.amount_minor for one in found if one.kind in ("commission", "part")) == pool


@given(plans(), sales(), shares(), so_fars())
def test_nobody_gets_less_than_nothing_and_a_share_of_nothing_nothing(
    plan: Plan, sale: Sale, award: Shares, so_far: dict[str, SoFar]
) -> None:
    found = figure(plan, sale, award, {}, ROLES, TEAMS, so_far)
    for one in () if isinstance(found, Unfigured) else found:
        assert one.money.amount_minor >= 0
        if one.kind == "commission" and not one.share:
            assert one.money.amount_minor == 0


@given(plans(), sales(), shares(), so_fars())
def test_no_two_amounts_are_for_the_same_payee_kind_and_table(
    plan: Plan, sale: Sale, award: Shares, so_far: dict[str, SoFar]
) -> None:
    found = figure(plan, sale, award, {}, ROLES, TEAMS, so_far)
    keys = [(one.payee, one.kind, one.rule) for one in (() if isinstance(found, Unfigured) else found)]
    assert len(keys) == len(set(keys))
    assert [rule for _, _, rule in keys if plan.cited(rule)[0] != rule] == []


@given(plans(), sales(), shares(), so_fars(), st.randoms(use_true_random=False))
def test_the_order_of_roles_teams_and_what_was_so_far_changes_nothing(
    plan: Plan, sale: Sale, award: Shares, so_far: dict[str, SoFar], random: st.DataObject
) -> None:
    def shuffled(mapping: dict[str, object]) -> dict[str, object]:
        items = list(mapping.items())
        random.shuffle(items)  # type: ignore[attr-defined]
        return dict(items)

    other = figure(plan, sale, award, {}, shuffled(ROLES), shuffled(TEAMS), shuffled(so_far))  # type: ignore[arg-type]
    assert other == figure(plan, sale, award, {}, ROLES, TEAMS, so_far)


@given(sales(), shares(), st.randoms(use_true_random=False))
def test_the_order_of_the_award_moves_spare_units_alone(sale: Sale, award: Shares, random: st.DataObject) -> None:
    items = list(award.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    one, other = (
        {amount.payee: amount.money.amount_minor for amount in figured(a_plan(), sale, some)}
        for some in (award, dict(items))
    )
    assert sum(one.values()) == sum(other.values())
    assert all(abs(one[payee] - other[payee]) <= 1 for payee in one)
    moved = {payee for payee in one if one[payee] != other[payee]}
    assert len({award[payee] * sum(one.values()) % 1 for payee in moved}) <= 1


def paid(found: tuple[Amount, ...]) -> list[tuple[str, str, str, str]]:
    return [(one.payee, one.kind, one.money.amount, one.rule) for one in found]


def test_each_payee_is_paid_by_the_first_rate_that_fits_their_roles() -> None:
    rates = [
        {"id": "managers", "cite": "2", "rate": "0.5%", "role": ["manager"]},
        {"id": "all", "cite": "1", "rate": "1%"},
    ]
    halves = {"li": Fraction(1, 2), "wang": Fraction(1, 4), "@department": Fraction(1, 4)}
    assert paid(figured(a_plan(rate=rates), a_sale("100000.00"), halves)) == [
        ("li", "commission", "250.00", "managers"),
        ("wang", "commission", "250.00", "all"),
        ("@department", "commission", "250.00", "all"),
    ]


def test_who_has_no_rate_earns_nothing_and_has_no_amount() -> None:
    plan = a_plan(rate=[{"id": "managers", "cite": "1", "rate": "1%", "role": ["manager"]}])
    halves = {"wang": Fraction(1, 2), "li": Fraction(1, 2)}
    assert paid(figured(plan, a_sale("100000.00"), halves)) == [("li", "commission", "500.00", "managers")]


def test_a_rate_asks_for_project_discount_and_the_closing_entry() -> None:
    rates = [
        {"id": "north", "cite": "1", "rate": "3%", "project": ["north"]},
        {"id": "cheap", "cite": "2", "rate": "0.5%", "discount": {"more_than": "3%", "at_most": "5%"}},
        {"id": "unit", "cite": "3", "rate": "2%", "when": {"type": "SubscriptionSigned", "unit": ["u1"]}},
    ]
    plan = a_plan(rate=rates)

    def id_of(sale: Sale) -> str | None:
        rate = rate_for(plan, sale, frozenset())
        return None if rate is None else rate.id

    assert id_of(a_sale("100.00", project="north")) == "north"
    assert id_of(a_sale("95.00", list_price="100.00")) == "cheap"
    assert id_of(a_sale("97.00", list_price="100.00")) == "unit"
    assert id_of(a_sale("94.99", list_price="100.00")) == "unit"
    assert id_of(a_sale("95.00")) == "unit"


def test_rulebook_shares_on_top_are_of_the_whole_commission_and_outside_it() -> None:
    found = figure(a_plan(), a_sale("1000.50"), {"li": Fraction(1)}, {"wu": Fraction(1, 20)}, ROLES, TEAMS, {})
    assert not isinstance(found, Unfigured)
    assert paid(found) == [("li", "commission", "10.00", "all"), ("wu", "on-top", "0.50", "all")]


def test_an_override_goes_to_the_supervisors_of_each_sellers_team_for_what_that_seller_brought() -> None:
    plan = a_plan(on_top=[{"id": "lead", "cite": "5", "to": {"role": "supervisor", "team": "same"}, "rate": "0.1%"}])
    found = figured(plan, a_sale("100000.00"), {"li": Fraction(3, 4), "wang": Fraction(1, 4)})
    assert paid(found)[2:] == [("wu", "override", "75.00", "lead"), ("zhao", "override", "25.00", "lead")]
    assert [one.share for one in found[2:]] == [Fraction(3, 40), Fraction(1, 40)]


def test_nobody_overrides_their_own_sale_unless_the_plan_says_so() -> None:
    to = {"role": "supervisor"}
    sold_by_wu = {"wu": Fraction(1)}
    others = a_plan(on_top=[{"id": "lead", "cite": "5", "to": to, "share": "10%"}])
    own = a_plan(on_top=[{"id": "lead", "cite": "5", "to": {**to, "own": True}, "share": "10%"}])
    assert paid(figured(others, a_sale("100.00"), sold_by_wu))[1:] == [("zhao", "override", "0.10", "lead")]
    assert paid(figured(own, a_sale("100.00"), sold_by_wu))[1:] == [
        ("wu", "override", "0.05", "lead"),
        ("zhao", "override", "0.05", "lead"),
    ]


def test_parts_come_before_the_agents_share() -> None:
    inside = [{"to": "@department", "share": "1/2"}, {"to": "zhao", "share": "1/2"}]
    parts = [
        {"id": "house", "cite": "6", "share": "10%", "at_most": "500.00", "parts": inside},
        {"id": "desk", "cite": "7", "to": "wu", "fixed": "100.00"},
        {"id": "sales", "cite": "8", "to": "agents", "rest": True},
    ]
    halves = {"li": Fraction(1, 2), "wang": Fraction(1, 2)}
    assert paid(figured(a_plan(part=parts), a_sale("1000000.00"), halves)) == [
        ("li", "commission", "4700.00", "all"),
        ("wang", "commission", "4700.00", "all"),
        ("@department", "part", "250.00", "house"),
        ("zhao", "part", "250.00", "house"),
        ("wu", "part", "100.00", "desk"),
    ]
