"""Law: what is known at a time is what the prefix up to it gives, owner and amounts, asked now or recorded then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import assume, given
from hypothesis import strategies as st

import leadledger as ll
from leadledger.errors import EntryRefused, HistoryContradiction, LeadledgerError
from leadledger.events import CommissionPlanAdopted, Event
from leadledger.ledger.amounts import amounts_in, brought_by
from tests.lives import Entry, recorded_at
from tests.money_lives import any_plan, with_money
from tests.small_plans import small_plan
from tests.strategies import examples, histories, read

PLAN = UUID("00000000-0000-4000-8000-0000000000aa")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@st.composite
def told(draw: st.DrawFn) -> list[Event]:
    """A history in which deals close and money moves, and a plan or two are adopted, and perhaps struck, somewhere."""

    def choose(options: Sequence[Any]) -> Any:
        return draw(st.sampled_from(options))

    history: list[Entry] = with_money(draw(histories()), choose, months=draw(st.booleans()))
    times = [LONG_AGO, *(recorded_at(entry) for entry in history)]
    rules: list[Event] = [_adopted(any_plan(choose), choose(times)), _adopted(small_plan(), choose(times))]
    rules = rules[: choose([1, 2])]
    if choose([True, False, False]):
        at = max(choose(times), rules[0].registered_at)
        rules.append(ll.EntryStruck(entry=PLAN, reason="a mistake", by="manager", occurred_at=at))
    return sorted([*read(history), *rules], key=lambda event: event.registered_at)


def _adopted(plan: ll.Plan, at: datetime) -> CommissionPlanAdopted:
    return CommissionPlanAdopted(
        id=PLAN if plan.digest != small_plan().digest else None,
        document=dict(plan.document),
        effective_from=date(2019, 1, 1),
        published_at=LONG_AGO,
        occurred_at=at,
    )


def _ledger(events: list[Event], clock: datetime | None = None) -> ll.Ledger:
    ledger = ll.open(":memory:", clock=None if clock is None else lambda: clock)
    try:
        ledger.import_events(events)
    except (HistoryContradiction, EntryRefused):
        ledger.close()
        assume(False)
    return ledger


def _said(ledger: ll.Ledger, known_at: datetime | None = None) -> dict[str, object]:
    """What every deal comes to as known, with its amounts."""
    try:
        amounts = amounts_in(ledger.books(known_at=known_at))
    except LeadledgerError as refusal:
        return {"": type(refusal)}
    return {
        one.deal or "": str(one.error)
        if isinstance(one, ll.Refused)
        else one.to_dict(amounts=amounts.get(one.deal or ""))
        for one in ledger.decide_all(known_at=known_at)
    }


@examples(40)
@given(events=told(), data=st.data())
def test_a_prefix_with_its_amounts_equals_known_at_its_end(events: list[Event], data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(events)).registered_at
    prefix = [event for event in events if event.registered_at <= at]
    with _ledger(events) as whole, _ledger(prefix) as part:
        assert _said(part) == _said(whole, at)
        books = whole.books()
        then = amounts_in(part.books())
        for deal in books.deals():
            brought = brought_by(books, deal, at)
            assert brought is None or brought.amounts == then.get(deal)


@examples(25)
@given(events=told(), data=st.data())
def test_a_decision_recorded_in_between_is_the_same_to_the_last_byte_at_the_end(
    events: list[Event], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, len(events)))
    at = events[cut - 1].registered_at
    rest = [event for event in events[cut:] if event.registered_at > at]
    deals = list(dict.fromkeys(event.deal for event in events[:cut] if isinstance(event, ll.SubscriptionSigned)))
    assume(deals)
    now = at + timedelta(microseconds=1) if rest and rest[0].registered_at > at + timedelta(seconds=1) else at
    with _ledger(events[:cut], now) as ledger:
        recorded = list[Any]()
        for deal in deals:
            try:
                recorded.append(ledger.record_decision(deal, known_at=at).decision.attribution)
            except LeadledgerError:
                assume(False)
        try:
            ledger.import_events(rest)
        except (HistoryContradiction, EntryRefused):
            assume(False)
        assert [one.differences for one in ledger.replay()] == [()] * len(deals)
        amounts = amounts_in(ledger.books(known_at=at))
        assert recorded == [ledger.decide(deal, known_at=at).to_dict(amounts=amounts.get(deal)) for deal in deals]
