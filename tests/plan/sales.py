"""Plans, shares and sales, drawn at random, for the laws of figuring."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from leadledger.events import ContractSigned, Event, PaymentReceived, PaymentRefunded
from leadledger.plan import Plan, Sale, SoFar, plan_from
from leadledger.plan.examples import a_sale
from leadledger.plan.tables import Each, Rounding
from leadledger.values import Money
from leadledger.values.allocation import REMAINDER_RULES

PEOPLE = ("li", "wang", "zhang", "zhao")
AWARD = (*PEOPLE, "@department", "@suspense")
ROLES = {
    "li": frozenset({"manager"}),
    "wang": frozenset[str](),
    "zhang": frozenset({"trainee"}),
    "zhao": frozenset({"supervisor"}),
    "wu": frozenset({"supervisor", "manager"}),
}
TEAMS = {"li": "east", "wang": "west", "zhang": "east", "zhao": "west", "wu": "east"}

_ROUNDINGS: tuple[Rounding, ...] = ("half-even", "half-up", "down", "up")
_EACH: tuple[Each, ...] = ("deal", "month", "quarter", "year")
amounts = st.integers(0, 10**7).map(lambda units: Money(units, "CNY").amount)
percents = st.integers(0, 4000).map(lambda part: f"{part}/10000")


@st.composite
def shares(draw: st.DrawFn) -> dict[str, Fraction]:
    payees = draw(st.permutations(AWARD))[: draw(st.integers(1, 4))]
    weights = draw(st.lists(st.integers(0, 5), min_size=len(payees), max_size=len(payees)).filter(any))
    return {payee: Fraction(weight, sum(weights)) for payee, weight in zip(payees, weights, strict=True)}


@st.composite
def tiers(draw: st.DrawFn) -> dict[str, Any]:
    starts = sorted({0, *draw(st.lists(st.integers(1, 2000), max_size=4))})
    return {
        "kind": draw(st.sampled_from(["slab", "marginal"])),
        "over": draw(st.sampled_from(["month", "quarter", "year"])),
        "measure": draw(st.sampled_from(["base", "deals"])),
        "table": [{"from": str(start), "rate": draw(percents)} for start in starts],
    }


@st.composite
def rates(draw: st.DrawFn) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for place in range(draw(st.integers(1, 3))):
        rate: dict[str, Any] = {"id": f"rate{place}", "cite": str(place)}
        if draw(st.booleans()):
            rate["rate"] = draw(percents)
        else:
            rate["tiers"] = draw(tiers())
        if draw(st.booleans()):
            rate["role"] = draw(st.lists(st.sampled_from(["manager", "trainee"]), min_size=1, unique=True))
        found.append(rate)
    return found


@st.composite
def parts(draw: st.DrawFn) -> list[dict[str, Any]]:
    if draw(st.booleans()):
        return []
    house: dict[str, Any] = {"id": "house", "cite": "6", "share": draw(percents)}
    if draw(st.booleans()):
        house["at_most"] = draw(amounts)
    if draw(st.booleans()):
        house["to"] = "@department"
    else:
        house["parts"] = [{"to": "@department", "share": "1/3"}, {"to": "zhao", "share": "2/3"}]
    fixed = {"id": "desk", "cite": "6", "to": "wu", "fixed": draw(amounts)}
    return [
        house,
        *([fixed] if draw(st.booleans()) else []),
        {"id": "sales", "cite": "6", "to": "agents", "rest": True},
    ]


@st.composite
def limits(draw: st.DrawFn) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for place in range(draw(st.integers(0, 2))):
        limit: dict[str, Any] = {"id": f"limit{place}", "cite": "4", "each": draw(st.sampled_from(_EACH))}
        limit["at_most"] = draw(amounts)
        if limit["each"] == "deal" and draw(st.booleans()):
            limit["at_least"] = draw(amounts)
        found.append(limit)
    return found


@st.composite
def on_tops(draw: st.DrawFn) -> list[dict[str, Any]]:
    tos: list[Any] = ["@department", "wu", {"role": "supervisor", "team": "same"}, {"role": "manager", "own": True}]
    found: list[dict[str, Any]] = []
    for place in range(draw(st.integers(0, 2))):
        what = draw(st.sampled_from(["rate", "share"]))
        found.append({"id": f"top{place}", "cite": "5", "to": draw(st.sampled_from(tos)), what: draw(percents)})
    return found


@st.composite
def releases(draw: st.DrawFn) -> list[dict[str, Any]]:
    weights = draw(st.lists(st.integers(0, 5), max_size=4).filter(lambda some: not some or any(some)))
    found: list[dict[str, Any]] = []
    for place, weight in enumerate(weights):
        triggers: list[dict[str, Any]] = [
            {"on": {"type": "PaymentReceived"}},
            {"on": {"type": ["ContractSigned"]}},
            {"paid": draw(percents)},
            {"pro_rata": True},
            {"after": draw(st.sampled_from(["0 days", "3 days", "1 month"]))},
        ]
        if found and "pro_rata" not in found[-1]:
            triggers.append({"after": "2 days", "from": found[-1]["id"]})
        share = str(Fraction(weight, sum(weights)))
        found.append({"id": f"free{place}", "cite": "7", "share": share, **draw(st.sampled_from(triggers))})
    return found


@st.composite
def plans(draw: st.DrawFn, *, limited: bool = True) -> Plan:
    terms = {
        "timezone": "Asia/Shanghai",
        "reversals": "when-known",
        "remainder": draw(st.sampled_from(REMAINDER_RULES)),
        "rounding": draw(st.sampled_from(_ROUNDINGS)),
    }
    document = {
        "name": "drawn",
        "version": "1",
        "terms": terms,
        "base": {"of": draw(st.sampled_from(["price", "received"]))},
        "rate": draw(rates()),
        "limit": draw(limits()) if limited else [],
        "part": draw(parts()),
        "on_top": draw(on_tops()),
        "release": draw(releases()),
    }
    return plan_from(document)


@st.composite
def sales(draw: st.DrawFn) -> Sale:
    sale = a_sale(draw(amounts))
    at = datetime(2026, 2, 20, 4, tzinfo=UTC)
    events: list[tuple[Event, date]] = [(sale.closing, sale.closed_on)]
    received = None
    for place in range(draw(st.integers(0, 5))):
        when = at + timedelta(days=draw(st.integers(0, 40)))
        amount = Money(draw(st.integers(1, 10**7)), "CNY")
        kind = draw(st.sampled_from(["in", "in", "out", "contract"]))
        event: Event
        if kind == "contract":
            event = ContractSigned(deal="d1", occurred_at=when)
        elif kind == "in":
            event = PaymentReceived(deal="d1", payment=f"p{place}", amount=amount, occurred_at=when)
            received = amount + (received or Money.zero("CNY"))
        else:
            event = PaymentRefunded(deal="d1", payment=f"p{place}", amount=amount, occurred_at=when)
        events.append((event, when.date()))
    return Sale("d1", sale.closed_on, sale.closed_at, sale.closing, sale.price, None, received, None, tuple(events))


@st.composite
def so_fars(draw: st.DrawFn) -> dict[str, SoFar]:
    found: dict[str, SoFar] = {}
    for payee in draw(st.lists(st.sampled_from(AWARD), unique=True)):
        before = Fraction(draw(st.integers(0, 10**6)))
        earned = {f"limit{place}": draw(st.integers(0, 10**6)) for place in range(2)}
        found[payee] = SoFar(before, before + draw(st.integers(0, 10**6)), earned)
    return found
