"""Fields: what may stand in a field of an event, read off the event's own model."""

from __future__ import annotations

import types as python
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import permutations, product
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from leadledger.events import Event
from leadledger.events.declared import Declared
from leadledger.events.personal import Personal
from leadledger.events.roles import agent_fields, roles_of
from leadledger.events.wire import name_of
from leadledger.rulebook.explain.words import AGENTS, CUSTOMERS
from leadledger.testing.checking.vocabulary import Vocabulary
from leadledger.values import Money, Share, Shares

AGENT_IDS = ("zhang", "li", "wang")
BUYER, OTHER = "customer-1", "customer-2"
DEAL, MANAGER, UNIT = "deal-1", "manager", "A-101"
WRITTEN = "as written"
JOINING = frozenset({"complaint", "dispute", "expense", "occasion", "payment", "plan", "promise", "request", "ruling"})
"""The fields by which entries of the contract's types belong together."""
COMMON = frozenset(Event.model_fields)
_MANY = 2
_FEW = 3
_CURRENCY = "CNY"


@dataclass(frozen=True, slots=True)
class Later:
    """What is only known when the entry is put in its place: its *what* (an instant, its day, the id called *name*)."""

    what: Literal["instant", "day", "id"]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an entry, field by field."""

    fields: tuple[tuple[str, Any], ...]


class Unspeakable(Exception):
    """No value can be made up for a field."""


Options = Sequence[Any]
"""What may stand somewhere, the plainest first; what is likelier stands there more than once."""


def fields_of(model: type[BaseModel], vocabulary: Vocabulary) -> tuple[dict[str, Options], dict[str, Options]]:
    """What may stand in the required fields of *model*, and in those optional ones that may bear on a decision.

    People, deals, flags and lists of people always may; what else is optional only where the document names it.

    Raises:
        Unspeakable: a required field holds what no story can make up (the id of another entry, a whole document).
    """
    required: dict[str, Options] = {}
    optional: dict[str, Options] = {}
    declared = issubclass(model, Declared)
    for name, field in model.model_fields.items():
        if issubclass(model, Event) and name in COMMON and name != "details":
            continue
        if field.is_required():
            required[name] = _options(model, name, field, vocabulary)
        elif declared or _is_named(model, name, vocabulary) or _bears(name, field):
            try:
                optional[name] = _options(model, name, field, vocabulary)
            except Unspeakable:
                continue
    return required, optional


def is_agent(model: type[BaseModel], name: str) -> bool:
    """Whether a field holds agents."""
    if issubclass(model, Declared):
        return name in agent_fields(model)
    return (name in AGENTS and name != "by") or name.endswith("_agent")


def is_customer(model: type[BaseModel], name: str) -> bool:
    """Whether a field holds customers."""
    if issubclass(model, Declared):
        return name in (*roles_of(model).customer, *roles_of(model).customers)
    return name in CUSTOMERS or name.endswith("_customer")


def _is_named(model: type[BaseModel], name: str, vocabulary: Vocabulary) -> bool:
    return name in vocabulary.words or (_called(model), name) in vocabulary.asked


def _called(model: type[BaseModel]) -> str:
    """What documents call a type of entry; a line of one bears its class's name."""
    return name_of(model) if issubclass(model, Event) else model.__name__


def _bears(name: str, field: FieldInfo) -> bool:
    if any(mark is Personal for mark in field.metadata):
        return False
    return name == "deal" or name in AGENTS or name in CUSTOMERS or bool in _bare(field.annotation)


def _options(model: type[BaseModel], name: str, field: FieldInfo, vocabulary: Vocabulary) -> Options:
    asked = [one for one in vocabulary.asked.get((_called(model), name), ()) if not _is_role(model, name, one)]
    (plain, *_) = [one for one in _bare(field.annotation) if one is not type(None)]
    made = _of(plain, model, name, vocabulary)
    if not asked:
        return made
    wanted = [(one,) for one in asked] if get_origin(plain) is tuple else asked
    return [*wanted * max(1, len(made) // len(wanted)), *made]


def _is_role(model: type[BaseModel], name: str, value: object) -> bool:
    """Whether a pattern asks for a role there (the holder, a rival), and for no value."""
    return is_agent(model, name) and isinstance(value, str)


def _bare(annotation: Any) -> tuple[Any, ...]:
    """The alternatives of an annotation, without what is only noted on it."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, python.UnionType):
        return tuple(one for entry in get_args(annotation) for one in _bare(entry))
    return (annotation,)


def _of(plain: Any, model: type[BaseModel], name: str, vocabulary: Vocabulary) -> Options:
    origin = get_origin(plain)
    if origin is Literal:
        return get_args(plain)
    if origin is tuple:
        return _several(get_args(plain)[0], model, name, vocabulary)
    if origin is dict and name == "details":
        return _details(model, vocabulary)
    if plain is str:
        return _text(model, name)
    if isinstance(plain, type) and issubclass(plain, BaseModel):
        return _parts(plain, vocabulary)
    made = _PLAIN.get(plain)
    if made is None:
        raise Unspeakable(f"{model.__name__}.{name}")
    return made(vocabulary)


def _several(entry: Any, model: type[BaseModel], name: str, vocabulary: Vocabulary) -> Options:
    if is_customer(model, name):
        return [(BUYER, OTHER)]
    (one, *_) = _bare(entry)
    options = AGENT_IDS if is_agent(model, name) else tuple(dict.fromkeys(_of(one, model, name, vocabulary)))
    return [*((option,) for option in options), *permutations(options[:_FEW], _MANY)]


def _parts(plain: type[BaseModel], vocabulary: Vocabulary) -> Options:
    """Lines of an entry, with what they must have."""
    required, _ = fields_of(plain, vocabulary)
    few = [tuple(dict.fromkeys(options))[:_FEW] for options in required.values()]
    return [Line(tuple(zip(required, values, strict=True))) for values in product(*few)]


def _details(model: type[BaseModel], vocabulary: Vocabulary) -> Options:
    """Columns of the register that the document's patterns name."""
    columns = vocabulary.asked.get((_called(model), "details"), ())
    if not columns:
        raise Unspeakable(f"{model.__name__}.details")
    return [{str(column): WRITTEN} for column in columns]


def _text(model: type[BaseModel], name: str) -> Options:
    if is_agent(model, name):
        return (*AGENT_IDS[:2], *AGENT_IDS)
    if is_customer(model, name):
        return (BUYER, BUYER, OTHER) if name == "customer" else (OTHER, BUYER)
    if issubclass(model, Declared):
        return _declared_text(model, name)
    fixed: Mapping[str, str] = {"deal": DEAL, "unit": UNIT, "to_unit": UNIT, "by": MANAGER, "period": "2026-03"}
    return (Later("id", name) if name in JOINING else fixed.get(name, WRITTEN),)


def _declared_text(model: type[Declared], name: str) -> Options:
    roles = roles_of(model)
    if name in roles.reference:
        return ("1", "1", "2")
    return (DEAL if name in roles.deal else UNIT if name in roles.unit else WRITTEN,)


def _splits() -> Sequence[Shares]:
    one, two = AGENT_IDS[:2]
    return [Shares({one: 1}), Shares({two: 1}), Shares({one: "1/2", two: "1/2"})]


def _amounts(vocabulary: Vocabulary) -> Options:
    around = {n + more for n in vocabulary.numbers for more in (-1, 0, 1) if n + more > 0}
    return [Money.parse(str(n), _CURRENCY) for n in (1_000_000, *sorted(around - {1_000_000}))]


def _whole(vocabulary: Vocabulary) -> Options:
    around = {n + more for n in vocabulary.numbers for more in (-1, 0, 1)}
    return [1, *sorted({0, 2, *around} - {1})]


_PLAIN: Mapping[Any, Callable[[Vocabulary], Options]] = {
    bool: lambda _: (True, False),
    int: _whole,
    date: lambda _: (Later("day"),),
    datetime: lambda _: (Later("instant"),),
    Money: _amounts,
    Share: lambda _: (Share("1/2"), Share(1), Share("1/5")),
    Shares: lambda _: _splits(),
}
