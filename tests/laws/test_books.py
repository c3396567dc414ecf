"""Laws of the books: they balance, only grow, and come out the same however the facts arrive."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import leadledger as ll
from leadledger.errors import EntryRefused, HistoryContradiction
from leadledger.plan import Plan
from leadledger.projections.books import Books
from leadledger.projections.months import Months
from leadledger.projections.posting import Poster
from tests.laws.test_deciding_twice import shuffled
from tests.lives import Entry, recorded_at
from tests.money_lives import any_plan, everything_called_off, with_money
from tests.small_plans import books_of
from tests.strategies import examples, histories, read

SEED = ll.rulebooks["sales-office"]


@st.composite
def told(draw: st.DrawFn, *, months: bool = True) -> list[Entry]:
    """A history in which deals close and money moves."""
    history = with_money(draw(histories()), lambda options: draw(st.sampled_from(options)), months=months)
    assume(any(entry["type"] == "SubscriptionSigned" for entry in history))
    return history


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    return any_plan(lambda options: draw(st.sampled_from(options)))


def kept(history: list[Entry], plan: Plan, batches: int = 1) -> Books:
    try:
        return books_of(read(history), plan, rulebook=SEED, batches=batches)
    except (HistoryContradiction, EntryRefused):
        assume(False)
        raise


@examples(60)
@given(history=told(), plan=plans())
def test_every_transaction_and_every_currency_sums_to_zero(history: list[Entry], plan: Plan) -> None:
    books = kept(history, plan)
    for one in books.transactions:
        assert sum(line.amount.amount_minor for line in one.postings) == 0
        assert {line.amount.currency for line in one.postings} == {one.currency}
    assert sum(books.balances().values()) == 0


@examples(60)
@given(history=told(), plan=plans())
def test_nothing_is_taken_back_twice_and_what_is_taken_back_is_mirrored(history: list[Entry], plan: Plan) -> None:
    books = kept(history, plan)
    back = [one for one in books.transactions if one.reverses is not None]
    assert all(count == 1 for count in Counter(one.reverses for one in back).values())
    for one in back:
        of = books.transactions[(one.reverses or 0) - 1]
        assert [(line.account, -line.amount) for line in one.postings] == [
            (line.account, line.amount) for line in of.postings
        ]


@examples(40)
@given(history=told(), plan=plans())
def test_calling_everything_off_takes_back_every_cent_of_commission(history: list[Entry], plan: Plan) -> None:
    books = kept([*history, *everything_called_off(history)], plan)
    found: Counter[str] = Counter()
    for one in books.transactions:
        if one.kind in ("accrual", "release"):
            for line in one.postings:
                found[line.account] += line.amount.amount_minor
    assert not any(found.values())


@examples(40)
@given(history=told(), plan=plans(), data=st.data())
def test_the_order_of_arrival_and_the_batches_change_nothing(
    history: list[Entry], plan: Plan, data: st.DataObject
) -> None:
    once = kept(history, plan)
    order = data.draw(st.permutations(range(len(history))))
    batches = data.draw(st.sampled_from([1, 2, 3, 7]))
    assert _without_places(kept(shuffled(history, order), plan)) == _without_places(once)
    assert _without_places(kept(sorted(history, key=recorded_at), plan, batches)) == _without_places(once)


@examples(40)
@given(history=told(), plan=plans(), data=st.data())
def test_what_is_registered_later_only_adds(history: list[Entry], plan: Plan, data: st.DataObject) -> None:
    in_time = sorted(history, key=recorded_at)
    cuts = [place for place, (one, two) in enumerate(pairwise(in_time), 1) if recorded_at(one) != recorded_at(two)]
    assume(cuts)
    cut = data.draw(st.sampled_from(cuts))
    before, after = kept(in_time[:cut], plan), kept(in_time, plan)
    assert after.transactions[: len(before.transactions)] == before.transactions
    for period in before.closed:
        for agent in before.agents():
            assert after.statement(agent, period) == before.statement(agent, period)


@examples(40)
@given(history=told(), plan=plans())
def test_statements_of_all_months_add_up_to_the_accounts(history: list[Entry], plan: Plan) -> None:
    books = kept(history, plan)
    balances = books.balances()
    for agent in books.agents():
        opening = 0
        for period in books.periods():
            for one in books.statement(agent, period):
                assert one.opening.amount_minor == opening
                parts = one.released, one.clawed_back, one.adjusted, one.paid
                assert one.closing.amount_minor == opening + sum(part.amount_minor for part in parts)
                opening = one.closing.amount_minor
        assert opening == -balances.get((f"agent:{agent}:due", "CNY"), 0)


def test_a_transaction_taken_back_twice_is_refused() -> None:
    poster = Poster(Months())
    closing = {"type": "PeriodClosed", "occurred_at": "2026-04-01T00:00:00+08:00", "period": "2026-03"}
    (fact,) = ll.History(read([closing])).of_type(ll.PeriodClosed)
    one = poster.post("accrual", fact.occurred_at.date(), fact, ll.Money(1, "CNY"), ("a", "b"), "closed")
    poster.reverse(one.number, fact.occurred_at.date(), fact, "withdrawn")
    with pytest.raises(ValueError, match="cannot be taken back twice"):
        poster.reverse(one.number, fact.occurred_at.date(), fact, "withdrawn")


def _without_places(books: Books) -> tuple[object, ...]:
    return books.transactions, books.closed, books.unfigured
