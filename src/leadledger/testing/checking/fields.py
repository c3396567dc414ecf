"""Fields: what may stand in a field of an event, read off the event's own model."""

from __future__ import annotations

import types as python
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from leadledger.events import Event
from leadledger.events.personal import Personal
from leadledger.rulebook.explain.words import AGENTS, CUSTOMERS
from leadledger.testing.checking.vocabulary import Vocabulary
from leadledger.values import Money, Share, Shares

AGENT_IDS = ("zhang", "li", "wang")
BUYER, OTHER = "customer-1", "customer-2"
DEAL, MANAGER, UNIT = "deal-1", "manager", "A-101"
COMMON = frozenset(Event.model_fields)
_MANY = 2
_CURRENCY = "CNY"


@dataclass(frozen=True, slots=True)
class Later:
    """What is only known when the entry is put in its place: its *what* (an instant, its day, the id called *name*)."""

    what: Literal["instant", "day", "id"]
    name: str = ""


class Unspeakable(Exception):
    """No value can be made up for a field."""


Strategy = st.SearchStrategy[Any]


def fields_of(model: type[BaseModel], vocabulary: Vocabulary) -> tuple[dict[str, Strategy], dict[str, Strategy]]:
    """What may stand in the required fields of *model*, and in those optional ones that may bear on a decision.

    People, deals, flags and lists of people always may; what else is optional only where the document names it.

    Raises:
        Unspeakable: a required field holds what no story can make up (the id of another entry, a whole document).
    """
    required: dict[str, Strategy] = {}
    optional: dict[str, Strategy] = {}
    declared = model.__name__.startswith("app.")
    for name, field in model.model_fields.items():
        if issubclass(model, Event) and name in COMMON and name != "details":
            continue
        if field.is_required():
            required[name] = _strategy(model, name, field, vocabulary)
        elif declared or name in vocabulary.words or _bears(name, field):
            try:
                optional[name] = _strategy(model, name, field, vocabulary)
            except Unspeakable:
                continue
    return required, optional


def is_agent(model: type[BaseModel], name: str) -> bool:
    """Whether a field holds agents."""
    declared: frozenset[str] = getattr(model, "agent_fields", frozenset())
    return name in declared or (name in AGENTS and name != "by") or name.endswith("_agent")


def is_customer(model: type[BaseModel], name: str) -> bool:
    """Whether a field holds customers."""
    declared: frozenset[str] = getattr(model, "customer_fields", frozenset())
    return name in declared or name in CUSTOMERS or name.endswith("_customer")


def _bears(name: str, field: FieldInfo) -> bool:
    if any(mark is Personal for mark in field.metadata):
        return False
    return name == "deal" or name in AGENTS or name in CUSTOMERS or bool in _bare(field.annotation)


def _strategy(model: type[BaseModel], name: str, field: FieldInfo, vocabulary: Vocabulary) -> Strategy:
    asked = [one for one in vocabulary.asked.get((model.__name__, name), ()) if not _is_role(model, name, one)]
    (plain, *_) = [one for one in _bare(field.annotation) if one is not type(None)]
    made = _of(plain, model, name, vocabulary)
    if not asked:
        return made
    wanted = st.sampled_from(asked)
    return (wanted.map(lambda one: (one,)) if get_origin(plain) is tuple else wanted) | made


def _is_role(model: type[BaseModel], name: str, value: object) -> bool:
    """Whether a pattern asks for a role there (the holder, a rival), and for no value."""
    return is_agent(model, name) and isinstance(value, str)


def _bare(annotation: Any) -> tuple[Any, ...]:
    """The alternatives of an annotation, without what is only noted on it."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, python.UnionType):
        return tuple(one for entry in get_args(annotation) for one in _bare(entry))
    if isinstance(annotation, typing.TypeAliasType if hasattr(typing, "TypeAliasType") else ()):
        return _bare(cast("Any", annotation).__value__)
    return (annotation,)


def _of(plain: Any, model: type[BaseModel], name: str, vocabulary: Vocabulary) -> Strategy:
    origin = get_origin(plain)
    if origin is Literal:
        return st.sampled_from(get_args(plain))
    if origin is tuple:
        return _several(get_args(plain)[0], model, name, vocabulary)
    if origin is dict and name == "details":
        return _details(model, vocabulary)
    if plain is str:
        return _text(model, name)
    if isinstance(plain, type) and issubclass(plain, BaseModel):
        return _part(plain, vocabulary)
    made = _PLAIN.get(plain)
    if made is None:
        raise Unspeakable(f"{model.__name__}.{name}")
    return made(vocabulary)


def _several(entry: Any, model: type[BaseModel], name: str, vocabulary: Vocabulary) -> Strategy:
    if is_customer(model, name):
        return st.just((BUYER, OTHER))
    one = _of(_bare(entry)[0], model, name, vocabulary)
    hashable = _bare(entry)[0] is str or get_origin(_bare(entry)[0]) is Literal
    return st.lists(one, min_size=1, max_size=_MANY, unique=hashable).map(tuple)


def _part(plain: type[BaseModel], vocabulary: Vocabulary) -> Strategy:
    required, optional = fields_of(plain, vocabulary)
    return st.fixed_dictionaries(required, optional=optional)


def _details(model: type[BaseModel], vocabulary: Vocabulary) -> Strategy:
    """Columns of the register that the document's patterns name."""
    columns = vocabulary.asked.get((model.__name__, "details"), ())
    if not columns:
        raise Unspeakable(f"{model.__name__}.details")
    return st.dictionaries(st.sampled_from([str(one) for one in columns]), st.just("as written"), max_size=_MANY)


def _text(model: type[BaseModel], name: str) -> Strategy:
    if is_agent(model, name):
        return st.sampled_from(AGENT_IDS)
    if is_customer(model, name):
        return st.sampled_from((BUYER, BUYER, OTHER)) if name == "customer" else st.sampled_from((OTHER, BUYER))
    fixed: Mapping[str, str] = {"deal": DEAL, "unit": UNIT, "to_unit": UNIT, "by": MANAGER}
    if name in fixed:
        return st.just(fixed[name])
    return st.just(Later("id", name))


def _splits() -> Sequence[Shares]:
    one, two = AGENT_IDS[:2]
    return [Shares({one: 1}), Shares({two: 1}), Shares({one: "1/2", two: "1/2"})]


def _amounts(vocabulary: Vocabulary) -> Strategy:
    around = {n + more for n in vocabulary.numbers for more in (-1, 0, 1) if n + more > 0}
    return st.sampled_from([Money.parse(str(n), _CURRENCY) for n in (1_000_000, *sorted(around - {1_000_000}))])


def _whole(vocabulary: Vocabulary) -> Strategy:
    around = {n + more for n in vocabulary.numbers for more in (-1, 0, 1)}
    return st.sampled_from([1, *sorted({0, 2, *around} - {1})])


_PLAIN: Mapping[Any, Callable[[Vocabulary], Strategy]] = {
    bool: lambda _: st.sampled_from((True, False)),
    int: _whole,
    date: lambda _: st.just(Later("day")),
    datetime: lambda _: st.just(Later("instant")),
    Money: _amounts,
    Share: lambda _: st.sampled_from([Share("1/2"), Share(1), Share("1/5")]),
    Shares: lambda _: st.sampled_from(_splits()),
}
