"""What the checker finds in plans that can be used."""

from __future__ import annotations

from typing import Any

import pytest

from leadledger.plan import plans
from leadledger.plan.check import problems
from leadledger.plan.examples import a_plan


def rate(id: str, **keys: Any) -> dict[str, Any]:
    return {"id": id, "cite": "1", **({} if "tiers" in keys else {"rate": "1%"}), **keys}


def limit(id: str, each: str = "deal", **keys: Any) -> dict[str, Any]:
    return {"id": id, "cite": "4", "each": each, **keys}


def release(id: str, share: str, **keys: Any) -> dict[str, Any]:
    return {"id": id, "cite": "7", "share": share, **keys}


SUBSCRIPTION = {"type": "SubscriptionSigned"}
FALLING_TABLE = [{"from": "0", "rate": "2%"}, {"from": "2.5", "rate": "1/300"}]
FALLING = {"kind": "slab", "over": "month", "measure": "deals", "table": FALLING_TABLE}
HKD = {"amount": "5", "currency": "HKD"}


def never(id: str, earlier: str) -> str:
    return f"rate {id!r} is never reached: rate {earlier!r} before it fits whatever it fits"


@pytest.mark.parametrize(
    ("tables", "found"),
    [
        pytest.param({"rate": [rate("a"), rate("b", role=["x"])]}, [never("b", "a")], id="a rate for all comes first"),
        pytest.param({"rate": [rate("a", role=["x"]), rate("b")]}, [], id="a rate for some comes first"),
        pytest.param(
            {"rate": [rate("a", role=["x", "y"]), rate("b", role=["x"])]},
            [never("b", "a")],
            id="some of the same roles",
        ),
        pytest.param({"rate": [rate("a", role=["x"]), rate("b", role=["x", "y"])]}, [], id="more roles"),
        pytest.param(
            {"rate": [rate("a", when=SUBSCRIPTION), rate("b", when=SUBSCRIPTION)]}, [never("b", "a")], id="same pattern"
        ),
        pytest.param(
            {"rate": [rate("a", discount={"more_than": "3%"}), rate("b", discount={"at_least": "5%"})]},
            [never("b", "a")],
            id="a narrower discount",
        ),
        pytest.param(
            {"rate": [rate("a", discount={"more_than": "3%"}), rate("b", discount={"at_least": "3%"})]},
            [],
            id="a discount wider by its edge",
        ),
        pytest.param(
            {"rate": [rate("a", discount={"more_than": "5%", "at_most": "5%"})]},
            ["rate 'a' is never reached: no discount is within all the limits it states"],
            id="no such discount",
        ),
        pytest.param(
            {"rate": [rate("a", tiers=FALLING)]}, ["rate 'a': its tiers fall, from 2% to 1/300 at 2.5"], id="fall"
        ),
        pytest.param(
            {"limit": [limit("cap", "month", at_most="9.99"), limit("least", at_least="10.00")]},
            ["limit 'cap': at most 9.99 is less than the 10 that limit 'least' gives at least"],
            id="a cap below the minimum",
        ),
        pytest.param({"limit": [limit("cap", at_most="10"), limit("least", at_least="10.00")]}, [], id="a cap at it"),
        pytest.param(
            {"limit": [limit("cap", at_most="9", role=["x"]), limit("least", at_least="10", role=["y"])]},
            [],
            id="for other roles",
        ),
        pytest.param(
            {"limit": [limit("cap", at_most=HKD, at_least={"amount": "10", "currency": "CNY"})]},
            ["HKD in limit 'cap', CNY in limit 'cap': an amount counts only for sales in its own currency"],
            id="two currencies",
        ),
        pytest.param(
            {
                "release": [
                    release("r", "40%", on={"type": "VisitReceived"}),
                    release("s", "60%", after="1 day", **{"from": "r"}),
                ]
            },
            [
                "release 'r' is never reached: VisitReceived is no entry of a deal that stands",
                "release 's' is never reached: 'r' never is",
            ],
            id="a release by what no deal has",
        ),
        pytest.param(
            {"release": [release("r", "1", on={"type": "DealWithdrawn"})]},
            ["release 'r' is never reached: DealWithdrawn is no entry of a deal that stands"],
            id="a release by the deal's end",
        ),
        pytest.param(
            {
                "guarantee": [
                    {"id": id, "cite": "8", "amount": "1", **more} for id, more in (("g", {}), ("h", {"role": ["x"]}))
                ]
            },
            ["guarantee 'h' is never reached: guarantee 'g' before it is for all of those"],
            id="a guarantee for all comes first",
        ),
        pytest.param(
            {
                "penalty": [
                    {"id": "p", "cite": "9", "kind": ["snatching", "slighting"], "dismissal": True},
                    {"id": "q", "cite": "9", "kind": ["snatching"], "severity": ["serious"], "dismissal": True},
                ]
            },
            ["penalty 'q' is never reached: penalty 'p' before it is for whatever it is for"],
            id="a penalty that another takes",
        ),
    ],
)
def test_problems(tables: dict[str, Any], found: list[str]) -> None:
    assert problems(a_plan(**tables)) == found


@pytest.mark.parametrize("name", sorted(plans))
def test_the_plans_that_come_with_the_library_have_none(name: str) -> None:
    assert problems(plans[name]) == []
