"""One customer as two, one deal as two: nobody gains by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import partial
from typing import Any, cast

from leadledger.dossier.concerns import closer_of, deal_of
from leadledger.events import CustomersLinked, Event, PaymentReceived, PaymentRefunded
from leadledger.events.roles import roles_of
from leadledger.rulebook.attribution import Attribution
from leadledger.testing.laws.changing import SOON, Own, altered, closing_in, own_entries, put
from leadledger.testing.laws.law import Asked, Broken, Law, Story, Try, gains, part_of
from leadledger.values import Money

_MONEY = (PaymentReceived, PaymentRefunded)
ROUNDED = 2
"""Minor units that rounding twice, and splitting twice, may bring a payee."""


def customer_split(asked: Asked, history: Story) -> Iterator[Try]:
    """No agent gains by keeping one customer under two ids, once it is known that they are one.

    An entry that an agent makes about a customer, or the closing, is made about a second id of theirs; at the end of
    the history the two ids are linked as the same person.
    The agent has no more of the commission of any deal, and with as much of it no more credit.
    A book that links nobody is asked too: there the second id stands alone.
    Silent where nobody makes such an entry.

    >>> from leadledger.rulebook.library import rulebooks
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "li"))
    >>> [one() for one in customer_split(Asked(rulebooks["sales-office"]), story.events)]
    [None, None, None]
    """
    before = asked.decided(history)
    party = asked.book.party
    relations = cast("tuple[str, ...]", party.params.get("relations", ())) if party is not None else ()
    relation = "same-person" if "same-person" in relations or not relations else relations[0]
    for one in (*own_entries(asked.book, history), *_closings(history, before)):
        name, customer = next(
            (
                (name, getattr(one.event, name))
                for name in roles_of(type(one.event)).customer
                if getattr(one.event, name)
            ),
            ("", ""),
        )
        if not customer:
            continue
        other = f"{customer}-again"
        link = CustomersLinked(
            occurred_at=history[-1].registered_at + SOON,
            customers=(customer, other),
            relation=cast("Any", relation),
        )
        changed = (*put(history, one.place, altered(one.event, id=None, **{name: other})), link)
        yield partial(_gaining, asked, "split-customer", "two-ids", history, one, changed, other=other)


def _closings(history: Story, before: Mapping[str, Attribution]) -> Iterator[Own]:
    for answer in before.values():
        place = closing_in(history, answer)
        agent = None if place is None else closer_of(history[place])
        if place is not None and agent is not None:
            yield Own(place, history[place], agent)


def _gaining(  # two histories, and whose entry differs
    asked: Asked, law: str, why: str, history: Story, one: Own, changed: Story, **facts: object
) -> Broken | None:
    before, after = asked.decided(history), asked.decided(changed)
    for deal, was in before.items():
        now = after.get(deal)
        if now is not None and gains(one.agent, was, now):
            told = {"deal": deal, "agent": one.agent, "entry": one.event, **facts}
            return Broken(law, asked.book, history, why, told, was, now, changed)
    return None


def deal_split(asked: Asked, history: Story) -> Iterator[Try]:
    """No agent gains by making two deals of one.

    The closing is entered as two, of half the price each, a minute apart; payments are halved with it.
    Each agent has, of the two deals together, no more of the commission than of the one, and with as much of it no more
    credit. With a plan, they earn no more by the two than by the one, but for two minor units of rounding.
    Silent where no deal closes, and where an entry that is no payment names the deal too.

    >>> from leadledger.rulebook.library import rulebooks
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), subscription("d", "c", "li"))
    >>> [one() for one in deal_split(Asked(rulebooks["sales-office"]), story.events)]
    [None]
    """
    for deal, was in asked.decided(history).items():
        place = closing_in(history, was)
        if place is None:
            continue
        naming = [event for event in history if deal_of(event) == deal and event is not history[place]]
        if all(isinstance(event, _MONEY) for event in naming):
            yield partial(_halved, asked, history, deal, was, place)


def _halved(asked: Asked, history: Story, deal: str, was: Attribution, place: int) -> Broken | None:
    other = f"{deal}-2"
    changed = _in_two(history, deal, other, place)
    after = asked.decided(changed)
    if deal not in after or other not in after:
        return None
    facts = {"deal": deal, "other": other}
    one, two = after[deal], after[other]
    for agent in dict.fromkeys((*one.commission, *two.commission, *one.on_top, *two.on_top)):
        if agent.startswith("@"):
            continue
        first, second = part_of(agent, one), part_of(agent, two)
        halves = tuple((cast("Fraction", a) + cast("Fraction", b)) / 2 for a, b in zip(first, second, strict=True))
        if halves > part_of(agent, was):
            now = one if first > second else two
            return Broken("split-deal", asked.book, history, "two-deals", {**facts, "agent": agent}, was, now, changed)
    return _earning(asked, history, changed, was, facts)


def _earning(
    asked: Asked, history: Story, changed: Story, was: Attribution, facts: Mapping[str, object]
) -> Broken | None:
    before, after = asked.books(history), asked.books(changed)
    if before is None or after is None:
        return None
    deal, other = str(facts["deal"]), str(facts["other"])
    earned = before.amounts(deal)
    for agent, amount in earned.items():
        both = [of.get(agent) for of in (after.amounts(deal), after.amounts(other))]
        total = sum(one.amount_minor for one in both if one is not None)
        if not agent.startswith("@") and total > amount.amount_minor + ROUNDED:
            told = {**facts, "agent": agent, "amount": str(amount), "total": str(Money(total, amount.currency))}
            return Broken("split-deal", asked.book, history, "two-deals-earn", told, was, None, changed)
    return None


def _in_two(history: Story, deal: str, other: str, place: int) -> Story:
    changed: list[Event] = []
    for at, event in enumerate(history):
        if at != place and deal_of(event) != deal:
            changed.append(event)
            continue
        one, two = _halves(event)
        of_deal, of_unit = roles_of(type(event)).deal[0], roles_of(type(event)).unit
        unit = {name: f"{getattr(two, name)}-2" for name in of_unit if getattr(two, name, None)}
        payment = {"payment": f"{two.payment}-2"} if isinstance(two, _MONEY) else {}
        later = (
            {"occurred_at": two.occurred_at + SOON, "recorded_at": None}
            if at == place and two.recorded_at is None
            else {}
        )
        changed += [one, altered(two, id=None, **{of_deal: other}, **unit, **payment, **later)]
    return tuple(sorted(changed, key=lambda event: event.registered_at))


def _halves(event: Event) -> tuple[Event, Event]:
    """The entry with the first and with the second half of each amount it states."""
    amounts = {name: value for name in event.model_fields_set if isinstance(value := getattr(event, name), Money)}
    if not amounts:
        return event, event
    first = {name: Money(-(-value.amount_minor // 2), value.currency) for name, value in amounts.items()}
    second = {name: amounts[name] - first[name] for name in amounts}
    return altered(event, id=None, **first), altered(event, id=None, **second)


split_customer = Law("split-customer", customer_split)
split_deal = Law("split-deal", deal_split)
