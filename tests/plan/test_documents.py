"""Plan documents: what is read, and what is refused in one sentence."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import Any

import pytest

from leadledger.errors import PlanInvalid, PlanUnknown
from leadledger.plan import load_plan, parse_plan, plan_from, plans
from leadledger.plan.examples import a_plan
from leadledger.plan.sums import Sum
from leadledger.rulebook.document import digest
from leadledger.values import Window

TERMS = {"timezone": "Asia/Shanghai", "reversals": "when-known"}
RATE = {"id": "all", "cite": "1", "rate": "1%"}
PAYMENT = {"type": "PaymentReceived"}
HALF: dict[str, Any] = {"id": "half", "cite": "7", "share": "50%"}


def document(**tables: Any) -> dict[str, Any]:
    return {"name": "mine", "version": "1", "terms": TERMS, "rate": [RATE], **tables}


def with_rate(**keys: Any) -> dict[str, Any]:
    return document(rate=[{"id": "x", "cite": "1", **keys}])


def with_tiers(*table: dict[str, str], **keys: Any) -> dict[str, Any]:
    stated = {"kind": "slab", "over": "month", "measure": "base", "table": list(table), **keys}
    return with_rate(tiers=stated)


def tier(start: str, **keys: str) -> dict[str, str]:
    return {"from": start, "rate": "1%", **keys}


def with_parts(*parts: dict[str, Any]) -> dict[str, Any]:
    return document(part=[{"id": f"p{place}", "cite": "6", **part} for place, part in enumerate(parts)])


def test_what_is_not_stated_has_a_default() -> None:
    plan = a_plan()
    assert (plan.remainder, plan.rounding, plan.write_off_after) == ("largest-remainder", "half-even", None)
    assert (plan.base.of, plan.base.formula.names(), plan.base_pay_days) == ("price", ("price",), Fraction(87, 4))
    assert (plan.title, plan.releases, plan.parts, plan.limits) == ({}, (), (), ())


def test_what_is_stated_is_kept_exactly() -> None:
    terms = {**TERMS, "rounding": "up", "write_off_after": "1 year", "base_pay_days": "21.75"}
    limit = {"id": "cap", "cite": "4", "each": "month", "at_most": {"amount": "0.10", "currency": "CNY"}}
    plan = plan_from(document(terms=terms, limit=[limit], base={"of": "margin"}))
    assert (plan.rounding, plan.write_off_after, plan.base_pay_days) == ("up", Window(12, "months"), Fraction(87, 4))
    assert plan.limits[0].at_most == Sum(Fraction(1, 10), "CNY")
    assert plan.base.formula.names() == ("price", "details.cost")
    assert plan.cited("cap") == ("cap", "4", {})
    with pytest.raises(KeyError):
        plan.cited("caps")


def test_a_digest_is_of_what_is_said_and_not_of_how() -> None:
    one, other = document(), dict(reversed(document().items()))
    assert plan_from(one).digest == plan_from(other).digest == digest(one)
    assert plan_from(json.loads(json.dumps(one))) == plan_from(one)
    assert plan_from({**one, "version": "2"}).digest != digest(one)


def test_an_apps_entries_can_be_spoken_of_where_they_are_declared() -> None:
    said = {"fields": {"deal": "deal", "bank": "word?"}}
    release = {**HALF, "share": "1", "on": {"type": "app.LoanPaidOut", "bank": ["icbc"]}}
    plan = plan_from(document(event={"app.LoanPaidOut": said}, release=[release]))
    assert plan.releases[0].on is not None
    with pytest.raises(
        PlanInvalid, match=re.escape("plan: release 'half': on: there is no event type 'app.LoanPaidOut'")
    ):
        plan_from(document(release=[release]))
    assert plan_from(document(release=[release]), types=_declared(said)).releases == plan.releases


def _declared(said: dict[str, Any]) -> Any:
    from leadledger.events.declared import declared_in

    return declared_in({"event": {"app.LoanPaidOut": said}}, "a rulebook")


MANY_BRACKETS = "(" * 30 + "price" + ")" * 30
NESTED: dict[str, Any] = {"to": "agents", "rest": True}
for _ in range(9):
    NESTED = {"parts": [NESTED], "rest": True}


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        (document(name=""), "name: expected a text that is not empty, got ''"),
        (document(rates=[]), "there is no key 'rates' there: expected one of base, event, guarantee, limit, name"),
        (document(rate=[]), "states no rate: expected one at least, under [[rate]]"),
        (document(rate=RATE), "rate: expected tables, each under [[rate]], got {'id': 'all'"),
        (document(rate=["all"]), "rate number 1: expected a table, got 'all'"),
        (document(title={"en": 1}), "title: expected a text by language such as { en = \"Managers\" }, got {'en': 1}"),
        (document(event={"X": {}}), "event 'X': expected a name such as app.NoticeGiven"),
        ({"name": "mine", "version": "1", "rate": [RATE]}, "states no terms: expected a table"),
        (
            document(terms={"timezone": "Asia/Shanghai"}),
            'terms states no reversals: expected one of "when-known", "when-earned"',
        ),
        (
            document(terms={"reversals": "when-known"}),
            "terms states no timezone: expected a time zone, for example Asia/Shanghai",
        ),
        (
            document(terms={**TERMS, "timezone": "Asia/Shangai"}),
            "terms: timezone: 'Asia/Shangai' is not a time zone: did you mean",
        ),
        (
            document(terms={**TERMS, "remainder": "halves"}),
            'terms: remainder: expected one of "largest-remainder", "floor-then-first"',
        ),
        (
            document(terms={**TERMS, "rounding": "even"}),
            'terms: rounding: expected one of "half-even", "half-up", "down", "up"',
        ),
        (
            document(terms={**TERMS, "reversals": []}),
            'terms: reversals: expected one of "when-known", "when-earned", got []',
        ),
        (
            document(terms={**TERMS, "write_off_after": "3 hours"}),
            'terms: write_off_after: expected a length such as "2 months"',
        ),
        (
            document(terms={**TERMS, "base_pay_days": "1/0"}),
            "terms: base_pay_days: expected a number above zero as text",
        ),
        (
            document(terms={**TERMS, "base_pay_days": 21.75}),
            "terms: base_pay_days: expected a number above zero as text",
        ),
        (
            document(base={"of": "profit"}),
            'base: of: expected one of "price", "received", "margin", "formula", got \'profit\'',
        ),
        (document(base={"of": "formula"}), 'base: of = "formula" needs a formula: expected a formula such as'),
        (document(base={"of": "price", "formula": "price"}), 'base: of = "price" has no formula'),
        (
            document(base={"of": "formula", "formula": "cost"}),
            "base: formula: 'cost' is not expected there: expected a formula",
        ),
        (document(base={"of": "formula", "formula": "price ** 2"}), "base: formula: '*' is not expected there"),
        (document(base={"of": "formula", "formula": "price +"}), "base: formula: it ends too early"),
        (
            document(base={"of": "formula", "formula": "min price"}),
            "base: formula: 'price' is not expected there: expected '('",
        ),
        (document(base={"of": "formula", "formula": "price; 2"}), "base: formula: '; 2' cannot be read"),
        (document(base={"of": "formula", "formula": "(price) 2"}), "base: formula: '2' is not expected there"),
        (document(base={"of": "formula", "formula": MANY_BRACKETS}), "base: formula: it is nested too deep"),
        (document(base={"of": "formula", "formula": "1+" * 400 + "1"}), "base: formula: expected a formula such as"),
        (document(base={"of": "formula", "formula": 3}), "base: formula: expected a formula such as"),
        (with_rate(), "rate 'x': expected either a rate or tiers, and one of them"),
        (
            with_rate(rate="1%", tiers={"kind": "slab", "over": "month", "measure": "base", "table": [tier("0")]}),
            "rate 'x': expected either a rate or tiers",
        ),
        (with_rate(rate=0.01), "rate 'x': rate: expected a share from 0 to 1, as text"),
        (with_rate(rate="101%"), "rate 'x': rate: expected a share from 0 to 1, as text"),
        (
            with_rate(rate="1%", role="manager"),
            "rate 'x': role: expected a list of texts such as [\"manager\"], got 'manager'",
        ),
        (with_rate(rate="1%", role=[]), "rate 'x': role: expected a list of texts"),
        (
            with_rate(rate="1%", if_=[]),
            "rate 'x': there is no key 'if_' there: expected one of cite, discount, id, project",
        ),
        (with_rate(rate="1%", discount={"over": "3%"}), "rate 'x': discount: expected limits such as"),
        (with_rate(rate="1%", when={"type": "Sold"}), "rate 'x': when: there is no event type 'Sold'"),
        (
            with_rate(rate="1%", when={"type": "SubscriptionSigned", "agent": "closer"}),
            "rate 'x': when: agent is asked for a role",
        ),
        (
            with_rate(rate="1%", when={"type": "SubscriptionSigned", "same": "unit"}),
            "rate 'x': when: same is asked for",
        ),
        (document(rate=[{"id": "x", "rate": "1%"}]), "rate 'x' states no cite: expected a text that is not empty"),
        (document(rate=[{"cite": "1", "rate": "1%"}]), "rate number 1 states no id: expected a text that is not empty"),
        (document(rate=[RATE, RATE]), "the id 'all' stands on two tables"),
        (document(rate=[{**RATE, "id": "closing"}]), "no table can have the id 'closing': expected another"),
        (with_tiers(), "rate 'x': tiers: table: expected a list of tiers such as"),
        (with_tiers(tier("1")), "rate 'x': tiers: the first tier is from 1, and is expected to be from 0"),
        (
            with_tiers(tier("0"), tier("5"), tier("5")),
            "rate 'x': tiers: tiers are expected in rising order, and there is one from 5 after one from 5",
        ),
        (with_tiers(tier("0", to="4.99"), tier("5")), "rate 'x': tiers: there is a gap between 4.99 and 5"),
        (with_tiers(tier("0", to="6"), tier("5")), "rate 'x': tiers: there is an overlap between 6 and 5"),
        (
            with_tiers(tier("0"), tier("5", to="9")),
            "rate 'x': tiers: the last tier ends at 9, and is expected to have no end",
        ),
        (with_tiers(tier("-1")), "rate 'x': tiers, tier 1: from: expected a number that is not negative"),
        (with_tiers(tier("0", upto="9")), "rate 'x': tiers, tier 1: there is no key 'upto' there"),
        (
            with_tiers(tier("0"), kind="steps"),
            "rate 'x': tiers: kind: expected one of \"slab\", \"marginal\", got 'steps'",
        ),
        (with_tiers(tier("0"), over="week"), 'rate \'x\': tiers: over: expected one of "month", "quarter", "year"'),
        (document(limit=[{"id": "l", "cite": "4", "each": "month"}]), "limit 'l' states neither at_most nor at_least"),
        (
            document(limit=[{"id": "l", "cite": "4", "each": "month", "at_least": "1"}]),
            "limit 'l': at_least is for each = \"deal\"",
        ),
        (
            document(limit=[{"id": "l", "cite": "4", "each": "deal", "at_most": "1" + "0" * 14}]),
            "limit 'l': at_most: expected an amount from 0 to 14 digits before the point",
        ),
        (
            document(limit=[{"id": "l", "cite": "4", "each": "deal", "at_most": "-1"}]),
            "limit 'l': at_most: expected an amount from 0 to 14 digits before the point",
        ),
        (
            document(limit=[{"id": "l", "cite": "4", "each": "deal", "at_most": "1/2"}]),
            "limit 'l': at_most: expected an amount from 0 to 14 digits before the point",
        ),
        (
            document(limit=[{"id": "l", "cite": "4", "each": "deal", "at_most": 100}]),
            "limit 'l': at_most: expected an amount from 0 to 14 digits before the point",
        ),
        (
            document(limit=[{"id": "l", "cite": "4", "each": "deal", "at_most": {"amount": "1"}}]),
            "limit 'l': at_most: expected an amount",
        ),
        (
            document(
                limit=[{"id": "l", "cite": "4", "each": "deal", "at_most": {"amount": "0.005", "currency": "CNY"}}]
            ),
            "limit 'l': at_most: \"0.005\" is not an amount of CNY: it has 3 decimals, and CNY has 2",
        ),
        (
            with_parts({"to": "agents", "share": "90%"}),
            "part: where nothing is the rest, shares are expected to sum to 1, and they sum to 9/10",
        ),
        (
            with_parts({"to": "li", "rest": True}),
            'part: expected one part to = "agents", who share the deal, and there are 0',
        ),
        (
            with_parts({"to": "agents", "rest": True}, {"to": "@nobody", "share": "1%"}),
            'part \'p1\': to: expected "agents", "@department" or the id',
        ),
        (
            with_parts({"rest": True, "parts": [{"to": "agents", "rest": True, "id": "x"}]}),
            "part 'p0', part 1: there is no key 'id' there",
        ),
        (with_parts(NESTED), "parts are nested at most 8 deep"),
        (with_parts({"to": "agents", "rest": "yes"}), "part 'p0': rest: expected true or false, got 'yes'"),
        (
            document(on_top=[{"id": "t", "cite": "5", "to": "wu"}]),
            "on_top 't': expected either a rate of the base or a share of the commission",
        ),
        (
            document(on_top=[{"id": "t", "cite": "5", "to": {"team": "same"}, "rate": "1%"}]),
            "on_top 't': to: expected \"@department\", the id of somebody, or a role",
        ),
        (
            document(on_top=[{"id": "t", "cite": "5", "to": {"role": "x", "team": "any"}, "rate": "1%"}]),
            "on_top 't': to: team: expected \"same\", got 'any'",
        ),
        (
            document(on_top=[{"id": "t", "cite": "5", "to": "agents", "rate": "1%"}]),
            "on_top 't': to: expected \"@department\"",
        ),
        (
            document(release=[{**HALF, "on": PAYMENT}]),
            "release: the shares are expected to sum to 1, and they sum to 1/2",
        ),
        (document(release=[HALF]), "release 'half': expected one of on, paid, pro_rata, after to say when, got none"),
        (
            document(release=[{**HALF, "on": PAYMENT, "paid": "1"}]),
            "release 'half': expected one of on, paid, pro_rata, after to say when, got on and paid",
        ),
        (
            document(release=[{**HALF, "pro_rata": False}]),
            "release 'half': pro_rata: expected true, or another key to say when",
        ),
        (
            document(release=[{**HALF, "paid": "1", "from": "closing"}]),
            "release 'half': from says what a time is counted from, and there is no after",
        ),
        (
            document(release=[{**HALF, "share": "1", "after": "1 day", "from": "there"}]),
            "release 'half': from: there is no release 'there'",
        ),
        (
            document(release=[{**HALF, "share": "1", "after": "1 day", "from": "half"}]),
            "release 'half': from: the releases count their times from one another in a circle",
        ),
        (
            document(release=[{**HALF, "after": "1 day", "from": "rata"}, {**HALF, "id": "rata", "pro_rata": True}]),
            "release 'half': from: 'rata' is set free little by little, and no day is its own",
        ),
        (document(guarantee=[{"id": "g", "cite": "8"}]), "guarantee 'g' states no amount: expected an amount"),
        (
            document(penalty=[{"id": "p", "cite": "9", "kind": ["snatching"]}]),
            "penalty 'p' costs nothing: expected base_pay, bonus or dismissal",
        ),
        (
            document(penalty=[{"id": "p", "cite": "9", "kind": ["theft"], "dismissal": True}]),
            "penalty 'p': kind: expected a list of some of \"snatching\"",
        ),
        (
            document(penalty=[{"id": "p", "cite": "9", "kind": ["snatching"], "base_pay": "year"}]),
            'penalty \'p\': base_pay: expected one of "day", "month"',
        ),
    ],
)
def test_a_document_that_cannot_be_used_is_refused_in_one_sentence(stated: dict[str, Any], words: str) -> None:
    with pytest.raises(PlanInvalid) as refused:
        plan_from(stated, source="plan.toml")
    message = str(refused.value)
    assert message.startswith("plan.toml")
    assert words in message
    assert "\n" not in message


def test_what_is_not_toml_is_refused() -> None:
    with pytest.raises(PlanInvalid, match=r"^mine\.toml is not TOML: "):
        parse_plan("name = ", source="mine.toml")
    with pytest.raises(PlanInvalid, match=r"^mine\.toml is nested too deep or holds a number too long"):
        parse_plan("x = " + "9" * 5000, source="mine.toml")


def test_every_plan_that_comes_with_the_library_can_be_loaded_by_name_and_as_a_file(tmp_path: Any) -> None:
    from leadledger.plan.library import plan_text

    assert {"sales-office", "quarterly-tiers", "agency-draw"} == set(plans)
    assert len(plans) == 3
    for name, plan in plans.items():
        assert plan.name == name
        assert all(table.title.keys() >= {"en", "zh"} for table in plan.tables())
        file = tmp_path / "plan.toml"
        file.write_text(plan_text(name), "utf-8")
        assert load_plan(str(file)) == plan == load_plan(name)


def test_no_such_plan_and_no_such_file_are_refused(tmp_path: Any) -> None:
    with pytest.raises(PlanUnknown, match="^no plan is named 'none'; there is agency-draw, quarterly-tiers"):
        plans["none"]
    with pytest.raises(
        PlanUnknown, match=r"^no plan is named 'no\.toml' \(agency-draw.*\), and no such file can be read"
    ):
        load_plan("no.toml")
    with pytest.raises(PlanInvalid, match="is no regular file, and a plan is a TOML document"):
        load_plan(str(tmp_path))
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(PlanInvalid, match="is not UTF-8 text"):
        load_plan(str(tmp_path / "odd.toml"))
    (tmp_path / "long.toml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(PlanInvalid, match="holds more than 1,000,000 bytes"):
        load_plan(str(tmp_path / "long.toml"))


def test_the_sales_offices_penalties_are_those_of_its_rules() -> None:
    def of(kind: str, severity: str) -> tuple[str | None, Fraction, bool] | None:
        found = [one for one in plans["sales-office"].penalties if one.meant(kind, severity)]
        return (found[0].base_pay, found[0].bonus, found[0].dismissal) if found else None

    assert of("snatching", "ordinary") == of("slighting", "ordinary") == ("day", 0, False)
    assert of("snatching", "serious") == of("slighting", "serious") == ("month", Fraction(1, 2), False)
    assert of("provocation", "ordinary") == of("provocation", "serious") == (None, Fraction(1, 2), True)
    assert of("private-payment", "serious") == (None, 0, True)
    assert of("disobedience", "ordinary") is None
