"""Money and batches: what is paid back mirrors what was paid, and how entries arrive changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from leadledger.errors import LeadledgerError
from leadledger.events import DealWithdrawn, Event, PaymentReceived, PaymentRefunded
from leadledger.ledger.ledger import open as open_ledger
from leadledger.rulebook.attribution import Attribution
from leadledger.store.opening import MEMORY
from leadledger.testing.laws.changing import altered, closing_in
from leadledger.testing.laws.law import Answer, Answers, Asked, Broken, Law, Story, Try, outcome
from leadledger.values import Money, allocate

AMOUNTS = (1, 2, 3, 7, 100, 12_799)
"""Minor units that are split and taken back."""
_PRICE, _PAID = Money(100_000_001, "CNY"), Money(33_333_33, "CNY")
_DAY = timedelta(days=1)


def refunded(asked: Asked, history: Story) -> Iterator[Try]:
    """What a deal brought is taken back exactly as it was given.

    The deal is withdrawn days after the history ends; a few small amounts are split by its commission, and taken back.
    The withdrawn deal keeps its owner, credit and commission, and each payee of an amount taken back has to the minor
    unit what they had of it.
    With a plan, the deal gets a price, a payment, its refund and the withdrawal: everything accrued and released is
    zero in the end, for each payee.
    Silent where no deal closes, and of the withdrawal where the deal was called off already.

    >>> from leadledger.rulebook.library import rulebooks
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), subscription("d", "c", "li"))
    >>> [one() for one in refunded(Asked(rulebooks["sales-office"]), story.events)]
    [None, None]
    """
    for deal, was in asked.decided(history).items():
        yield partial(_mirrored, asked, history, deal, was)
        if was.withdrawn_at is None:
            yield partial(_withdrawn, asked, history, deal, was)
            if asked.plan is not None:
                yield partial(_called_off, asked, history, deal, was)


def _mirrored(asked: Asked, history: Story, deal: str, was: Attribution) -> Broken | None:
    if sum(was.commission.values()) != 1:
        return None  # conservation says so
    rule = asked.book.terms.remainder
    for amount in AMOUNTS:
        given, back = (allocate(sign * amount, was.commission, rule=rule) for sign in (1, -1))
        if any(given[payee] != -back[payee] for payee in given):
            facts = {"deal": deal, "amount": amount}
            return Broken("refund-symmetry", asked.book, history, "unmirrored", facts, was)
    return None


def _withdrawal(history: Story, deal: str) -> Event:
    at = history[-1].registered_at + 3 * _DAY
    return DealWithdrawn(occurred_at=at, deal=deal, reason="changed their mind", by="manager")


def _withdrawn(asked: Asked, history: Story, deal: str, was: Attribution) -> Broken | None:
    changed = (*history, _withdrawal(history, deal))
    now = asked.answers(changed).get(deal)
    if outcome(now) == outcome(was):
        return None
    return Broken("refund-symmetry", asked.book, history, "withdrawn", {"deal": deal}, was, now, changed)


def _called_off(asked: Asked, history: Story, deal: str, was: Attribution) -> Broken | None:
    place = closing_in(history, was)
    if place is None or "price" not in type(history[place]).model_fields:
        return None
    at, payment = history[-1].registered_at, f"{deal}-paid"
    money: tuple[Event, ...] = (
        PaymentReceived(occurred_at=at + _DAY, deal=deal, payment=payment, amount=_PAID),
        PaymentRefunded(occurred_at=at + 2 * _DAY, deal=deal, payment=payment, amount=_PAID),
        _withdrawal(history, deal),
    )
    priced = altered(history[place], id=None, price=_PRICE)
    changed = (*history[:place], priced, *history[place + 1 :], *money)
    books = asked.books(changed)
    left: Counter[str] = Counter()
    for one in books.transactions if books is not None else ():
        if one.kind in ("accrual", "release"):
            for line in one.postings:
                left[line.account] += line.amount.amount_minor
    for account, minor in left.items():
        if minor:
            facts = {"deal": deal, "account": account, "amount": str(Money(minor, "CNY"))}
            return Broken("refund-symmetry", asked.book, history, "left-over", facts, was, None, changed)
    return None


def in_batches(asked: Asked, history: Story) -> Iterator[Try]:
    """How the entries arrive changes nothing: all at once, one at a time, or as a file that is only read.

    The history is entered into a ledger in one import, then into another one entry at a time.
    Each ledger gives every deal the answer that the history alone gives it; with a plan, both post the same.
    Silent where no deal closes, and where the ledger refuses the entries.

    >>> from leadledger.rulebook.library import rulebooks
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), subscription("d", "c", "li"))
    >>> [one() for one in in_batches(Asked(rulebooks["sales-office"]), story.events)]
    [None, None]
    """
    before = asked.answers(history)
    for together in (len(history), 1) if before else ():
        yield partial(_entered, asked, history, before, together)


def _entered(asked: Asked, history: Story, before: Answers, together: int) -> Broken | None:
    with open_ledger(MEMORY) as ledger:
        try:
            for start in range(0, len(history), together):
                ledger.import_events(history[start : start + together], rulebook=asked.book)
        except LeadledgerError:
            return None
        office = ledger.office(rulebook=asked.book)
        for deal, was in before.items():
            now = _or_refusal(partial(office.decide, deal))
            if outcome(now) != outcome(was):
                facts = {"deal": deal, "together": together}
                return Broken("batch-independence", asked.book, history, "batches", facts, was, now)
        if asked.plan is not None:
            posted = ledger.books(rulebook=asked.book, plan=asked.plan)
            alone = asked.books(history)
            if alone is not None and list(posted.transactions) != list(alone.transactions):
                return Broken("batch-independence", asked.book, history, "batches", {"deal": "", "together": together})
    return None


def _or_refusal(ask: Callable[[], Attribution]) -> Answer:
    try:
        return ask()
    except LeadledgerError as refusal:
        return refusal


refund_symmetry = Law("refund-symmetry", refunded, costly=True)
batch_independence = Law("batch-independence", in_batches, costly=True)
