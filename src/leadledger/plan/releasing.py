"""Releasing: what of an amount that was earned is set free by a day, by which entry or by time alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from leadledger.events import PaymentReceived, PaymentRefunded
from leadledger.events.base import Event
from leadledger.plan.plan import Plan
from leadledger.plan.sale import Sale
from leadledger.plan.tables import CLOSING, Release
from leadledger.values import Money, allocate


@dataclass(frozen=True, slots=True)
class Released:
    """A part of an amount that was set free: by which *release* of the plan, *on* which day of the office, *by* what.

    *by* is the entry that set it free; None: time did. Where a payment was refunded, *money* is below zero.
    """

    release: str
    money: Money
    on: date
    by: Event | None


def released(plan: Plan, sale: Sale, amount: Money, today: date) -> tuple[Released, ...]:
    """What of an amount of a sale is set free by *today*, included; the whole of it once every release is reached.

    Nothing is free before the closing: what happened earlier counts on the day of the closing. A plan without releases
    sets all free at the closing.

    >>> from leadledger.plan.examples import a_plan, a_sale
    >>> plan = a_plan(release=[
    ...     {"id": "first", "cite": "7", "share": "70%", "on": {"type": "PaymentReceived"}},
    ...     {"id": "retention", "cite": "7", "share": "30%", "after": "6 months", "from": "first"},
    ... ])
    >>> for one in released(plan, a_sale("1000.00", "300.00"), Money(1001, "CNY"), date(2026, 12, 31)):
    ...     print(one.release, one.money, one.on)
    first 7.01 CNY 2026-03-02
    retention 3.00 CNY 2026-09-02
    """
    if not plan.releases:
        found = [Released(CLOSING, amount, sale.closed_on, sale.closing)]
    else:
        shares = {release.id: release.share for release in plan.releases}
        parts = allocate(amount, shares, rule=plan.remainder)
        found = [one for release in plan.releases for one in _set_free(plan, release, sale, parts[release.id])]
    reached = [one for one in found if one.on <= today and one.money.amount_minor]
    return tuple(sorted(reached, key=lambda one: one.on))


def _set_free(plan: Plan, release: Release, sale: Sale, part: Money) -> Iterator[Released]:
    if release.pro_rata:
        yield from _pro_rata(release, sale, part)
        return
    reached = _reached(plan, release, sale)
    if reached is not None:
        yield Released(release.id, part, *reached)


def _reached(plan: Plan, release: Release, sale: Sale) -> tuple[date, Event | None] | None:
    """The day on which a release is reached, and by what; None: it is not yet."""
    if release.after is not None:
        since = _since(plan, release, sale)
        try:
            return None if since is None else (release.after.through(since), None)
        except ValueError:  # after the end of the calendar
            return None
    if release.paid is not None:
        return next(((on, by) for on, by, paid in _paid(sale) if paid >= release.paid), None)
    assert release.on is not None
    return next(((max(day, sale.closed_on), event) for event, day in sale.events if release.on.matches(event)), None)


def _since(plan: Plan, release: Release, sale: Sale) -> date | None:
    if release.since == CLOSING:
        return sale.closed_on
    before = _reached(plan, next(one for one in plan.releases if one.id == release.since), sale)
    return None if before is None else before[0]


def _pro_rata(release: Release, sale: Sale, part: Money) -> Iterator[Released]:
    """With each payment the part of the price that has come in, as far as whole minor units go."""
    free = 0
    for on, by, paid in _paid(sale):
        reached = int(part.amount_minor * max(min(paid, Fraction(1)), Fraction(0)))
        yield Released(release.id, Money(reached - free, part.currency), on, by)
        free = reached


def _paid(sale: Sale) -> Iterator[tuple[date, Event | None, Fraction]]:
    """What part of the price had come in after each payment and refund, by the days on which they count."""
    price = sale.price
    if price is None:
        return
    if not price.amount_minor:
        yield sale.closed_on, sale.closing, Fraction(1)
        return
    moneys = [(max(day, sale.closed_on), event) for event, day in sale.events if _in_or_out(event, price.currency)]
    received = 0
    for on, event in sorted(moneys, key=lambda one: one[0]):
        received += _in_or_out(event, price.currency)
        yield on, event, Fraction(received, price.amount_minor)


def _in_or_out(event: Event, currency: str) -> int:
    if not isinstance(event, PaymentReceived | PaymentRefunded) or event.amount.currency != currency:
        return 0
    return event.amount.amount_minor if isinstance(event, PaymentReceived) else -event.amount.amount_minor
