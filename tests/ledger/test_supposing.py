"""What if: laws of comparing an office as it is with the office as it would be."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadledger.dossier import History
from leadledger.errors import CallInvalid, EntryRefused, HistoryContradiction, RulebookInvalid
from leadledger.events import Event
from leadledger.ledger import Ledger, Office, Refused
from leadledger.ledger import open as open_ledger
from leadledger.ledger.moves import outcome
from leadledger.ledger.pure_whatif import what_if
from leadledger.ledger.supposing import Difference, totals
from leadledger.ledger.supposition import Supposition
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.library import rulebooks
from leadledger.values import Money
from tests import declared_book
from tests.laws.test_declared_same_answers import read as declared
from tests.laws.test_declared_same_answers import told as told_by_chance
from tests.lives import Entry
from tests.money_lives import any_plan, with_money
from tests.offices import TERMS, offices
from tests.small_plans import small_plan
from tests.strategies import examples, histories, read

DEEP = settings.get_current_profile_name() == "deep"
SEED = rulebooks["sales-office"]
BOOKS = [rulebooks[name] for name in ("sales-office", "thirty-day-memory", "two-month-hold", "stand-in-three-tenths")]
PLAN = small_plan()


def told(differences: Any) -> list[dict[str, Any]]:
    return [one.to_dict() for one in differences]


def entered(events: list[Event]) -> Ledger:
    ledger = open_ledger(":memory:")
    try:
        ledger.import_events(events)
    except HistoryContradiction:
        ledger.close()
        raise
    return ledger


def priced() -> st.SearchStrategy[list[Entry]]:
    """Lives with prices, payments and withdrawals."""
    return histories(longest=10).flatmap(
        lambda life: st.randoms(use_true_random=False).map(lambda chance: with_money(life, chance.choice, months=False))
    )


@examples(5)
@given(history=priced())
def test_under_the_same_rules_nobody_gains_or_loses(history: list[Entry]) -> None:
    events = [*read(history), *adoption(SEED.document, "2024-01-01")]
    assert told(what_if(events, Supposition())) == []
    assert told(what_if(events, Supposition(plan=PLAN))) == []
    assert told(what_if(read(history), SEED)) == []
    with entered(events) as ledger:
        assert told(ledger.whatif(Supposition(plan=PLAN))) == []


@examples(8)
@given(history=priced(), one=st.sampled_from(BOOKS), other=st.sampled_from(BOOKS), money=st.booleans())
def test_what_one_way_gains_the_other_way_loses(history: list[Entry], one: Any, other: Any, money: bool) -> None:
    plan = PLAN if money else None
    there = adoption(one.document, "2024-01-01")
    back = adoption(other.document, "2024-01-01")
    out = {deal.deal: deal for deal in what_if([*read(history), *there], Supposition(rulebook=other, plan=plan))}
    home = {deal.deal: deal for deal in what_if([*read(history), *back], Supposition(rulebook=one, plan=plan))}
    assert out.keys() == home.keys()
    for deal, way in out.items():
        assert {payee: -gain for payee, gain in way.gains.items()} == dict(home[deal].gains)
        assert (way.to_dict()["before"], way.to_dict()["after"]) == (
            home[deal].to_dict()["after"],
            home[deal].to_dict()["before"],
        )


@examples(8)
@given(history=priced(), other=st.sampled_from(BOOKS[1:]), money=st.booleans())
def test_commission_only_moves_and_totals_are_the_sums(history: list[Entry], other: Any, money: bool) -> None:
    found = list(what_if(read(history), Supposition(rulebook=other, plan=PLAN if money else None)))
    for one in found:
        both = isinstance(one.before, Attribution) and isinstance(one.after, Attribution)
        assert not both or sum(map(amount, one.gains.values())) == 0
        assert all(map(amount, one.gains.values()))
    summed = totals(found)
    for (payee, currency), total in summed.by_payee.items():
        assert amount(total.gain) == sum(amount(gain) for gain in gains_of(found, payee, currency))
        assert total.gained + total.lost == len(gains_of(found, payee, currency))
    for currency, together in summed.together().items():
        assert amount(together) == sum(amount(gain) for gain in gains_of(found, None, currency))


@examples(6)
@given(history=priced(), seed=st.integers(0, 999))
def test_another_plan_brings_the_difference_of_what_both_bring(history: list[Entry], seed: int) -> None:
    one, other = (any_plan(Random(f"{number} {seed}").choice) for number in (1, 2))
    both = what_if(
        [*read(history), *adoption(dict(one.document), "2024-01-01", "CommissionPlanAdopted")], Supposition(plan=other)
    )
    found = list(both)
    assert both.before.books is not None
    assert both.after.books is not None
    bring = [
        sum(money.amount_minor for deal in books.deals() for money in books.amounts(deal).values())
        for books in (both.before.books, both.after.books)
    ]
    assert sum(amount(gain) for one in found for gain in one.gains.values() if isinstance(gain, Money)) == (
        bring[1] - bring[0]
    )
    assert all(one.to_dict()["before"] == one.to_dict()["after"] for one in found)


@examples(8)
@given(history=priced(), data=st.data(), money=st.booleans())
def test_an_entry_taken_out_and_given_again_changes_nothing(
    history: list[Entry],
    data: st.DataObject,
    money: bool,
) -> None:
    plan = PLAN if money else None
    with entered(read(history)) as ledger:
        entry = data.draw(st.sampled_from(list(ledger.events())))
        same = Supposition(plan=plan, adding=[entry.event], without=frozenset({entry.id}))
        assert told(ledger.whatif(same)) == []
        assert told(what_if([one.event for one in ledger.events()], same)) == []
        there = Supposition(plan=plan, adding=[entry.event])
        assert told(ledger.whatif(there)) == []


@examples(6)
@given(history=priced(), data=st.data(), seed=st.integers(0, 99))
def test_a_ledger_that_decides_what_entries_reach_says_what_deciding_everything_says(
    history: list[Entry], data: st.DataObject, seed: int
) -> None:
    plan = any_plan(Random(seed).choice)
    events = read(history)
    with entered(events) as ledger:
        entry = data.draw(st.sampled_from(list(ledger.events())))
        supposed = Supposition(plan=plan, without=frozenset({entry.id}))
        found = ledger.whatif(supposed)
        assert told(found) == told(replace(found, deals=None))
        assert told(found) == told(what_if(events, supposed))


def test_an_entry_that_is_taken_out_or_added_is_as_if_it_had_never_or_always_been_there() -> None:
    chance = Random("suppose")
    for entries in offices("suppose", 400 if DEEP else 10, adoptions=TERMS):
        hold_without_and_with_one(read(entries), chance)


def test_so_are_entries_of_types_that_a_rulebook_declares() -> None:
    chance = Random("suppose declared")
    for _ in range(100 if DEEP else 5):
        hold_without_and_with_one([declared_book.adopted(), *declared(told_by_chance(chance))], chance)


def hold_without_and_with_one(events: list[Event], chance: Random) -> None:
    """One of the entries, any but a book that declares others' types, is taken out, and added where it is not there."""
    with entered(events) as ledger:
        there = [entry.event for entry in ledger.events()]
        number = chance.choice(
            [place for place, one in enumerate(there) if "event" not in getattr(one, "document", {})]
        )
        one = there[number]
        assert one.id is not None
        rest = there[:number] + there[number + 1 :]
        fewer = Supposition(without=frozenset({one.id}))
        as_it_is, without = outcomes(there), outcomes(rest)
        hold(ledger.whatif(fewer), as_it_is, without)
        hold(what_if(there, fewer), as_it_is, without)
    with entered_if_it_can_be(rest) as ledger:
        more, with_it = Supposition(adding=[one]), outcomes([*rest, one])
        hold(what_if(rest, more), without, with_it)
        if ledger is not None:
            hold(ledger.whatif(more), without, with_it)


@contextmanager
def entered_if_it_can_be(events: list[Event]) -> Generator[Ledger | None]:
    """A ledger of the events; none where they cannot all be true without the one that struck another."""
    try:
        ledger = entered(events)
    except HistoryContradiction:
        yield None
        return
    with ledger:
        yield ledger


def hold(found: Any, before: dict[str, Any], after: dict[str, Any]) -> None:
    """The differences are those of deciding all twice."""
    there = list(found)
    assert {one.deal for one in there} == {
        deal for deal in {*before, *after} if paid(before.get(deal)) != paid(after.get(deal))
    }
    for one in there:
        for answer, of in ((one.before, before), (one.after, after)):
            assert outcome(None if isinstance(answer, Refused) else answer) == of.get(one.deal)


def outcomes(events: list[Event]) -> dict[str, Any]:
    answers = Office(History(events)).decide_all()
    return {one.deal or "": outcome(one) for one in answers if isinstance(one, Attribution)}


def paid(of: dict[str, Any] | None) -> Any:
    return None if of is None else [of[name] for name in ("owner", "credit", "commission")]


def adoption(document: Any, since: str, kind: str = "RulebookAdopted") -> list[Event]:
    at = f"{since}T00:00:00+08:00"
    return read([{"type": kind, "occurred_at": at, "document": document, "effective_from": since, "published_at": at}])


def amount(gain: Any) -> Any:
    return gain.amount_minor if isinstance(gain, Money) else gain


def gains_of(found: list[Difference], payee: str | None, currency: str | None) -> list[Any]:
    return [
        gain
        for one in found
        for name, gain in one.gains.items()
        if payee in (None, name) and (gain.currency if isinstance(gain, Money) else None) == currency
    ]


def registration(of: str, at: str) -> Entry:
    return {"type": "CustomerRegistered", "customer": of, "agent": "zhang", "occurred_at": f"2026-{at}T10:00:00+08:00"}


def sale(number: int, registered: str, closed: str) -> list[Entry]:
    """Zhang registers, Li is turned to and closes."""
    customer = f"c{number}"
    at = {"occurred_at": f"2026-{closed}T10:00:00+08:00", "customer": customer, "agent": "li"}
    price = {"amount": "100000.00", "currency": "CNY"}
    return [
        registration(customer, registered),
        {"type": "VisitReceived", **at, "declined": ["zhang"]},
        {"type": "SubscriptionSigned", **at, "deal": f"d{number}", "unit": f"u{number}", "price": price},
    ]


def half(**more: Any) -> Any:
    document = {**SEED.document, **more}
    document["award"] = [{**one, "share": "50%"} if one["id"] == "declined" else one for one in SEED.document["award"]]  # type: ignore[attr-defined]
    return rulebook_from(document)


def test_a_shadow_hands_on_old_customers_as_it_says_and_is_counted_in_money() -> None:
    events = [
        *adoption(SEED.document, "2026-01-01"),
        *adoption(dict(PLAN.document), "2026-01-01", "CommissionPlanAdopted"),
        *read([*sale(1, "02-20", "03-05"), *sale(2, "03-02", "03-06"), *sale(3, "02-01", "02-10")]),
    ]
    march = date(2026, 3, 1)
    at_closing = what_if(events, Supposition(rulebook=half(), shadow=True, since=march))
    assert {one.deal: one.gains["zhang"] for one in at_closing} == {
        "d1": Money.parse("300.00", "CNY"),
        "d2": Money.parse("300.00", "CNY"),
    }
    handed_on = Supposition(rulebook=half(judged_by="registration"), shadow=True, since=march)
    assert [one.deal for one in what_if(events, handed_on)] == ["d2"]
    with entered(events) as ledger:
        assert told(ledger.whatif(handed_on)) == told(what_if(events, handed_on))


def test_settings_change_adopted_books_in_money_too() -> None:
    events = [
        *adoption(SEED.document, "2026-01-01"),
        *adoption(dict(PLAN.document), "2026-01-01", "CommissionPlanAdopted"),
        *read(sale(1, "02-20", "03-05")),
    ]
    supposed = Supposition(settings={"declined.share": "1/2"})
    (one,) = what_if(events, supposed)
    assert one.gains == {"li": Money.parse("-300.00", "CNY"), "zhang": Money.parse("300.00", "CNY")}
    with entered(events) as ledger:
        assert told(ledger.whatif(supposed)) == [one.to_dict()]


def test_what_cannot_be_supposed_is_refused() -> None:
    events = [*adoption(SEED.document, "2026-01-01"), *read(sale(1, "02-20", "03-05"))]
    with pytest.raises(CallInvalid, match="needs the day"):
        what_if(events, Supposition(rulebook=SEED, shadow=True))
    with pytest.raises(CallInvalid, match="no adopted rulebook is yet to come into force"):
        what_if(events, Supposition(shadow=True, since=date(2026, 3, 1)))
    coming = [event for year in (2031, 2032) for event in adoption(SEED.document, f"{year}-01-01")]
    with pytest.raises(CallInvalid, match=r"several adopted .* from 2031-01-01, .* from 2032-01-01"):
        what_if([*events, *coming], Supposition(shadow=True, since=date(2026, 3, 1)), at=AT)
    with pytest.raises(RulebookInvalid, match="no clause with the id 'nothing'"):
        what_if(events, Supposition(settings={"nothing.share": "1/2"}))
    with pytest.raises(EntryRefused, match="no entry has the id"):
        what_if(events, Supposition(without=frozenset({UUID(int=1)})))
    with entered(events) as ledger:
        there = next(iter(ledger.events())).event
        other = there.model_copy(update={"note": "another"})
        with pytest.raises(EntryRefused, match="stands on another entry"):
            ledger.whatif(Supposition(adding=[other]))


def test_where_a_tier_is_reached_no_more_other_deals_bring_less_too() -> None:
    """Nothing but the money of the first deal changes when the second is taken out."""
    tiers = """
[[rate]]
id = "tiered"
cite = "1"
[rate.tiers]
kind = "slab"
over = "month"
measure = "deals"
table = [{ from = "0", rate = "1%" }, { from = "1", rate = "2%" }]
"""
    events = read([*sale(1, "03-02", "03-05"), *sale(2, "03-03", "03-06")])
    with entered(events) as ledger:
        closing = next(one for one in ledger.events() if getattr(one.event, "deal", None) == "d2")
        found = list(ledger.whatif(Supposition(plan=small_plan(tiers), without=frozenset({closing.id}))))
    assert [one.deal for one in found] == ["d1", "d2"]
    first, second = found
    assert first.to_dict()["before"] == first.to_dict()["after"]
    assert first.gains == {"li": Money.parse("-800.00", "CNY")}
    assert isinstance(second.after, Refused)
    assert sum(amount(gain) for gain in second.gains.values()) < 0


def test_both_sides_are_of_the_state_that_is_asked_for() -> None:
    events = read([*sale(1, "02-20", "03-05"), *sale(2, "03-02", "03-06")])
    supposed = Supposition(rulebook=half())
    with entered(events) as ledger:
        found = ledger.whatif(supposed)
        ledger.import_events(read(sale(3, "03-02", "03-07")))
        assert [one.deal for one in found] == ["d1", "d2"]
        assert [one.deal for one in ledger.whatif(supposed)] == ["d1", "d2", "d3"]
        assert [one.deal for one in ledger.whatif(supposed, known_at=AT)] == ["d1"]


AT = datetime(2026, 3, 5, 12, tzinfo=UTC)
