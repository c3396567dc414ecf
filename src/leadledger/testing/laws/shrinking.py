"""Making a counter-example smaller: entries go, then what is said in them, as long as the law stays broken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from pydantic import ValidationError

from leadledger.dossier.concerns import buyers_of, deal_of
from leadledger.events import Event
from leadledger.events.roles import roles_of
from leadledger.testing.laws.changing import altered, put
from leadledger.testing.laws.law import Broken, Law, Story

MOST = 300
"""How many smaller histories are looked at."""


def smaller(law: Law, broken: Broken, *, plan: object = None) -> Broken:
    """The smallest counter-example that is found by leaving out of the history one thing after the other.

    >>> from leadledger.rulebook.library import load_rulebook, rulebooks
    >>> from leadledger.testing.laws import same_as
    >>> from leadledger.testing.stories import call, given, subscription, visit
    >>> law = same_as(rulebooks["sales-office"])
    >>> changed = load_rulebook("sales-office", {"declined.share": "1/4"})
    >>> story = given(
    ...     visit("c", "zhang", present=["zhang"]),
    ...     call("c", "zhang"),
    ...     visit("c", "li", declined=["zhang"]),
    ...     subscription("d", "c", "li"),
    ... )
    >>> [event.type for event in smaller(law, law(changed, story.events)).history]
    ['CallReceived', 'VisitReceived', 'SubscriptionSigned']
    """
    looked, again = 0, True
    while again:
        again = False
        for history in simpler(broken.history):
            looked += 1
            if looked > MOST:
                return broken
            found = law(broken.book, history, plan=plan)  # type: ignore[arg-type]
            if found is not None and found.why == broken.why and len(found.history) <= len(broken.history):
                broken, again = found, True
                break
    return broken


def simpler(history: Story) -> Iterator[Story]:
    """The history with one entry less, the earliest first; then with one thing less said in an entry."""
    for place in range(len(history)):
        yield (*history[:place], *history[place + 1 :])
    buyer = next((one for event in history for one in buyers_of(event) if deal_of(event)), None)
    for place, event in enumerate(history):
        for less in (*_saying_less(event), *_of_the_buyer(event, buyer)):
            yield put(history, place, less)


def _of_the_buyer(event: Event, buyer: str | None) -> Iterator[Event]:
    """The entry about the buyer, where it is about another customer."""
    for name in roles_of(type(event)).customer if buyer is not None else ():
        if getattr(event, name) not in (None, buyer):
            yield from _tried(event, name, buyer)


def _saying_less(event: Event) -> Iterator[Event]:
    for name, field in type(event).model_fields.items():
        value = getattr(event, name)
        if name in ("type", "version", "id", "occurred_at") or name not in event.model_fields_set or value is None:
            continue
        if not field.is_required():
            yield from _tried(event, name, None)
        if isinstance(value, tuple) and len(several := cast("tuple[object, ...]", value)) > 1:
            yield from _tried(event, name, several[:1])


def _tried(event: Event, name: str, value: object) -> Iterator[Event]:
    try:
        yield altered(event, **{name: value})
    except ValidationError:
        return
