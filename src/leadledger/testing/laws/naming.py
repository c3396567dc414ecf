"""Who is who: strangers change nothing, and other names change only the names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from leadledger.dossier.concerns import agents_of, buyers_of, customers_of, deal_of
from leadledger.events import Event, to_json
from leadledger.events.identity import derive_id
from leadledger.events.roles import roles_of
from leadledger.events.wire import name_of
from leadledger.rulebook.attribution import Attribution
from leadledger.testing.checking.fields import JOINING
from leadledger.testing.checking.vocabulary import vocabulary_of
from leadledger.testing.laws.law import Answer, Asked, Broken, Law, Story, Try, outcome
from leadledger.values import is_list, is_table

_NOT_NAMES = frozenset({"type", "id", "entry", "occurred_at", "recorded_at"})
_OF_ALL = frozenset({"EntryStruck", "RulebookAdopted", "CommissionPlanAdopted"})


def local(asked: Asked, history: Story) -> Iterator[Try]:
    """What strangers do changes nothing.

    The same story happens to other customers, with other deals, complaints and rulings, and the same agents: each of
    its entries stands once right before its like, once right after, at the same time.
    The answers of the deals that were there before are the same, shares, owner and status.
    Silent where no deal closes or nothing is said of customers; entries about agents alone are nobody's, and not told
    again.

    >>> from leadledger.rulebook.library import rulebooks
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), subscription("d", "c", "li"))
    >>> [one() for one in local(Asked(rulebooks["sales-office"]), story.events)]
    [None, None]
    """
    before = asked.decided(history)
    strangers = {place: one for place, event in enumerate(history) if (one := _estranged(event)) is not None}
    for why in ("strangers-after", "strangers-before") if before and strangers else ():
        pairs = [(event, strangers.get(place)) for place, event in enumerate(history)]
        turned = pairs if why == "strangers-after" else [pair[::-1] for pair in pairs]
        changed = tuple(event for pair in turned for event in pair if event is not None)
        yield partial(_same, asked, "locality", why, history, before, changed)


def _same(
    asked: Asked, law: str, why: str, history: Story, before: Mapping[str, Answer], changed: Story
) -> Broken | None:
    after = asked.answers(changed)
    for deal, one in before.items():
        if outcome(one) != outcome(after.get(deal)):
            return Broken(law, asked.book, history, why, {"deal": deal}, one, after.get(deal), changed)
    return None


def _estranged(event: Event) -> Event | None:
    """The entry as it would be about strangers; nothing where it is about nobody."""
    roles = roles_of(type(event))
    people = {*customers_of(event), *buyers_of(event), *filter(None, (getattr(event, "referrer", None),))}
    if name_of(type(event)) in _OF_ALL or not (people or deal_of(event)):
        return None
    things = {*roles.deal, *roles.unit, *roles.reference, *JOINING, "to_unit"} - set(roles.customer)
    told = json.loads(to_json(event))
    told.pop("id", None)
    fields = {
        name: f"stranger-{value}" if name in things and isinstance(value, str) else _renamed(value, people)
        for name, value in told.items()
    }
    return type(event).model_validate_json(json.dumps(fields))


def _renamed(value: Any, people: set[str]) -> Any:
    if is_table(value):
        return {name: _renamed(part, people) for name, part in value.items()}
    if is_list(value):
        return [_renamed(part, people) for part in value]
    return f"stranger-{value}" if isinstance(value, str) and value in people else value


def anonymous(asked: Asked, history: Story) -> Iterator[Try]:
    """Renaming people renames the answers and changes nothing else.

    Agents, customers and deals get new ids that sort the other way round, and keep the ids of their entries.
    Every answer is the old one with the names exchanged, in the same order, clauses and reasons included.
    Names that the document itself states, such as whose a code is, stay; silent where no deal closes.

    >>> from leadledger.rulebook.library import rulebooks
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), subscription("d", "c", "li"))
    >>> [one() for one in anonymous(Asked(rulebooks["sales-office"]), story.events)]
    [None]
    """
    if asked.decided(history):
        yield partial(_under_other_names, asked, history)


def _under_other_names(asked: Asked, history: Story) -> Broken | None:
    named: dict[str, None] = {}
    for event in history:
        named.update(dict.fromkeys((*agents_of(event), *customers_of(event), *buyers_of(event))))
        named.update(dict.fromkeys(filter(None, (deal_of(event), getattr(event, "referrer", None)))))
    stated = vocabulary_of(asked.book).words
    free = sorted(name for name in named if name not in stated and not name.startswith("@"))
    names = {name: f"n{len(free) - number:03}" for number, name in enumerate(free)}
    told = [
        _exchanged(json.loads(to_json(event)) | {"id": str(event.id or derive_id(event))}, names) for event in history
    ]
    changed = tuple(
        type(event).model_validate_json(json.dumps(fields)) for event, fields in zip(history, told, strict=True)
    )
    before, after = asked.answers(_with_ids(history)), asked.answers(changed)
    for deal, one in before.items():
        other = after.get(names.get(deal, deal))
        if _exchanged(_plain(one), names) != _plain(other):
            return Broken("anonymity", asked.book, history, "renamed", {"deal": deal}, one, other, changed)
    return None


def _with_ids(history: Story) -> Story:
    return tuple(event.model_copy(update={"id": event.id or derive_id(event)}) for event in history)


def _exchanged(value: Any, names: Mapping[str, str]) -> Any:
    if is_table(value):
        return {
            names.get(name, name): part if name in _NOT_NAMES else _exchanged(part, names)
            for name, part in value.items()
        }
    if is_list(value):
        return [_exchanged(part, names) for part in value]
    return names.get(value, value) if isinstance(value, str) else value


def _plain(answer: Answer | None) -> list[Any]:
    """What an answer says, in its order."""
    if not isinstance(answer, Attribution):
        return [type(answer).__name__]
    shares = [[[payee, str(share)] for payee, share in of.items()] for of in (answer.credit, answer.commission)]
    because = [[one.clause.id, one.reason.key, [str(fact.id) for fact in one.reason.entries]] for one in answer.because]
    on_top = [[payee, str(share)] for payee, share in answer.on_top.items()]
    follows = [[one.kind, one.payee, str(one.figure)] for one in answer.consequences]
    return [answer.deal, answer.customer, answer.status, answer.owner, *shares, on_top, because, follows]


locality = Law("locality", local)
anonymity = Law("anonymity", anonymous)
