"""What is paid beside the commission: by the rulebook's shares on top, and by the plan's overrides and overlays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from leadledger.plan.plan import Plan
from leadledger.plan.rounding import rounded
from leadledger.plan.sale import Amount
from leadledger.plan.tables import OnTop
from leadledger.values import Money


def on_top_of_sale(
    plan: Plan, shares: Mapping[str, Fraction], whole: Fraction, rule: str | None, currency: str
) -> Iterator[Amount]:
    """What the rulebook's shares on top come to: of the deal's exact commission, *whole*, each rounded by itself.

    *rule* is the rate that the commission was figured by; where there is none, nothing is paid on top.

    >>> from leadledger.plan.examples import a_plan
    >>> [one.money.amount for one in on_top_of_sale(a_plan(), {"wu": Fraction(1, 20)}, Fraction(12345), "all", "CNY")]
    ['6.17']
    """
    if rule is not None:
        for payee, share in shares.items():
            yield Amount(payee, "on-top", share, Money(rounded(whole * share, plan.rounding), currency), rule)


def holders_of(
    table: OnTop, payee: str, roles: Mapping[str, frozenset[str]], teams: Mapping[str, str | None]
) -> tuple[str, ...]:
    """Who is paid by an override for what *payee* sells: the one it names, or all who have its role, by their ids.

    >>> from leadledger.plan.tables import Holders
    >>> table = OnTop("lead", "5", {}, Holders("supervisor", same_team=True), rate=Fraction(1, 1000))
    >>> roles = {"wu": frozenset({"supervisor"}), "he": frozenset({"supervisor"}), "li": frozenset()}
    >>> holders_of(table, "li", roles, {"wu": "east", "he": "west", "li": "east"})
    ('wu',)
    """
    to = table.to
    if isinstance(to, str):
        return (to,)
    team = teams.get(payee)
    if to.same_team and (team is None or payee.startswith("@")):
        return ()
    return tuple(
        sorted(
            one
            for one, held in roles.items()
            if to.role in held
            and not one.startswith("@")
            and (to.own or one != payee)
            and (not to.same_team or teams.get(one) == team)
        )
    )
