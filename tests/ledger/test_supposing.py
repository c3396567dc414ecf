"""What if: laws of comparing an office as it is with the office as it would be."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from leadledger.dossier import History
from leadledger.events import Event
from leadledger.ledger import Ledger, Office, Refused
from leadledger.ledger import open as open_ledger
from leadledger.ledger.moves import outcome
from leadledger.ledger.pure_whatif import what_if
from leadledger.ledger.supposing import Difference, totals
from leadledger.ledger.supposition import Supposition
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.library import rulebooks
from leadledger.values import Money
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
    ledger.import_events(events)
    return ledger


def priced() -> st.SearchStrategy[list[Entry]]:
    """Lives with prices, payments and withdrawals."""
    return histories(longest=10).flatmap(
        lambda life: st.randoms(use_true_random=False).map(lambda chance: with_money(life, chance.choice, months=False))
    )


@examples(15)
@given(history=priced(), book=st.sampled_from(BOOKS))
def test_under_the_same_rules_nobody_gains_or_loses(history: list[Entry], book: Any) -> None:
    events = [*read(history), *adoption(SEED.document, "2024-01-01")]
    assert told(what_if(events, Supposition())) == []
    assert told(what_if(events, Supposition(plan=PLAN))) == []
    assert told(what_if(read(history), SEED)) == []
    with entered(events) as ledger:
        assert told(ledger.whatif(Supposition(plan=PLAN))) == []


@examples(20)
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


@examples(20)
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


@examples(10)
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


@examples(20)
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


def test_an_entry_that_is_taken_out_or_added_is_as_if_it_had_never_or_always_been_there() -> None:
    chance = Random("suppose")
    for entries in offices("suppose", 400 if DEEP else 25, adoptions=TERMS):
        with entered(read(entries)) as ledger:
            all_of_it = [entry.event for entry in ledger.events()]
            number = chance.randrange(len(all_of_it))
            entry = all_of_it[number]
            assert entry.id is not None
            rest = all_of_it[:number] + all_of_it[number + 1 :]
            fewer = Supposition(without=frozenset({entry.id}))
            as_it_is, without = outcomes(all_of_it), outcomes(rest)
            hold(ledger.whatif(fewer), as_it_is, without)
            hold(what_if(all_of_it, fewer), as_it_is, without)
        with entered(rest) as ledger:
            more = Supposition(adding=[entry])
            hold(ledger.whatif(more), without, outcomes([*rest, entry]))
            hold(what_if(rest, more), without, outcomes([*rest, entry]))


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
