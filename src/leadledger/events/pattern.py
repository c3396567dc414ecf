"""Patterns: the small language in which documents speak of events."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final, Literal, NamedTuple, cast, get_args, get_origin

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

from leadledger.events.base import Event
from leadledger.events.declared import EventTypes
from leadledger.events.registry import EVENT_TYPES
from leadledger.events.roles import agent_fields
from leadledger.values import Money, Share, is_list, is_table

Role = Literal["holder", "rival", "closer", "receiver", "named", "asked-for", "same"]
"""Who an agent may be where a pattern is asked: who holds a claim, a rival of theirs, who closes, who received the
customer first, who was named or asked for on the decisive visit, or the agent of the entry at hand."""
Roles = Callable[[Role], frozenset[str]]

ROLES: Final[frozenset[str]] = frozenset({"holder", "rival", "closer", "receiver", "named", "asked-for", "same"})
PATTERN_EXPECTED: Final = 'a pattern: a table with a type, for example { type = "VisitReceived" }'
_NOT: Final = "not "
_LIMITS: Final = ("at_least", "more_than", "at_most", "less_than")

How = Literal[
    "in", "not in", "role", "not role", "given", "at_least", "more_than", "at_most", "less_than", "field", "column"
]


class Asked(NamedTuple):
    """What is asked of one field: *how*, and the *values* it is held against."""

    field: str
    how: How
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which events are meant: of one of *types*, each of *tests* holding, and *same* fields as the entry at hand.

    A field is asked for a value, one of a list, a number's limits, whether it is given, another field's value, or,
    where it names agents, for a role; a list field has a value if one of its entries is it.

    >>> pattern = Pattern.parse({"type": "FollowUpLogged", "agent": "holder", "reached": True})
    >>> sorted(pattern.types), [test.field for test in pattern.tests]
    (['FollowUpLogged'], ['agent', 'reached'])
    """

    types: frozenset[str]
    tests: tuple[Asked, ...] = ()
    same: tuple[str, ...] = ()

    @classmethod
    def parse(cls, table: object, types: EventTypes = EVENT_TYPES) -> Pattern:
        """The pattern a document's table stands for; *types* are the event types there are.

        Raises:
            ValueError: it is no table with a ``type``, or names an event type or field there is none of.
        """
        if not is_table(table) or "type" not in table:
            raise ValueError(f"expected {PATTERN_EXPECTED}")
        names = [str(name) for name in _several(table["type"])]
        models = [_model(name, types) for name in names]
        same = tuple(str(name) for name in _several(table.get("same", [])))
        tests: list[Asked] = []
        for key, value in table.items():
            if key in ("type", "same"):
                continue
            for name, model in zip(names, models, strict=True):
                if key not in model.model_fields:
                    raise ValueError(f"{name} has no field {key!r}")
            tests.extend(_tests_of(key, value, models))
        return cls(frozenset(names), tuple(tests), same)

    def matches(self, event: Event, roles: Roles | None = None, at_hand: Event | None = None) -> bool:
        """Whether the event is meant; *roles* says who has each, *at_hand* is the entry in whose light it is asked."""
        if event.type not in self.types:
            return False
        for test in self.tests:
            if not _holds(test, event, roles):
                return False
        return not self.same or _same(self.same, event, at_hand)

    def in_vain(self, roles: Roles) -> bool:
        """Whether it means no event at all, since a field is asked for roles that nobody has."""
        return any(
            how == "role" and not any(roles(cast("Role", role)) for role in asked) for _, how, asked in self.tests
        )

    def __str__(self) -> str:
        return " or ".join(sorted(self.types))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(_validate)


def types_given(info: core_schema.ValidationInfo[Any]) -> EventTypes:
    """The event types that the document at hand may speak of: the contract's, its own and those of apps."""
    context = cast("Mapping[str, Any]", info.context or {})
    types: EventTypes = context.get("types", EVENT_TYPES)
    return types


def types_named(value: object) -> frozenset[str]:
    """The event types that patterns anywhere in a value speak of.

    >>> sorted(types_named([Pattern.parse({"type": ["CallReceived", "VisitReceived"]}), {"by": None}]))
    ['CallReceived', 'VisitReceived']
    """
    if isinstance(value, Pattern):
        return value.types
    if isinstance(value, Mapping):
        inside: list[object] = list(cast("Mapping[object, object]", value).values())
    elif isinstance(value, list | tuple):
        inside = list(cast("list[object]", value))
    elif is_dataclass(value) and not isinstance(value, type):
        inside = [getattr(value, part.name) for part in fields(value)]
    else:
        return frozenset()
    return frozenset[str]().union(*map(types_named, inside))


def _validate(value: object, info: core_schema.ValidationInfo[Any]) -> Pattern:
    if isinstance(value, Pattern):
        return value
    try:
        return Pattern.parse(value, types_given(info))
    except ValueError as error:
        raise PydanticCustomError("pattern", "{message}", {"message": str(error)}) from None


def _model(name: str, types: EventTypes) -> type[Event]:
    model = types.get(name)
    if model is None:
        raise ValueError(f"there is no event type {name!r}")
    return model


def _several(value: object) -> tuple[object, ...]:
    return tuple(value) if is_list(value) else (value,)


def _tests_of(field: str, value: object, models: list[type[Event]]) -> list[Asked]:
    if field == "details" and is_table(value):
        return [Asked("details", "column", (str(column), *_several(entry))) for column, entry in value.items()]
    if is_table(value):
        return [_limit(field, str(how), entry, models) for how, entry in value.items()]
    values = _several(value)
    words = [word for word in values if isinstance(word, str)]
    if names_agents(models, field) and words and all(word.removeprefix(_NOT) in ROLES for word in words):
        meant = tuple(word.removeprefix(_NOT) for word in words)
        negative = [word.startswith(_NOT) for word in words]
        if any(negative) and not all(negative):
            raise ValueError(f"{field} is asked for a role and for not being in one: write one or the other")
        return [Asked(field, "not role" if negative[0] else "role", meant)]
    return [Asked(field, "in", _possible(field, values, models))]


def _possible(field: str, values: tuple[object, ...], models: list[type[Event]]) -> tuple[object, ...]:
    """The values, each of which can stand in the field in one of the event types."""
    choices = [_choices(model.model_fields[field].annotation) for model in models]
    known = [word for words in choices for word in words or ()]
    if None not in choices:
        for value in values:
            if not any(value == word and type(value) is type(word) for word in known):
                said = ", ".join("true or false" if word is True else str(word) for word in known if word is not False)
                raise ValueError(f"{field} is never {value!r}: expected one of {said}")
    return values


def _choices(annotation: Any) -> tuple[object, ...] | None:
    """What a field can hold, if that is one of some words, or true or false."""
    if annotation is bool:
        return (True, False)
    inside = [one for one in get_args(annotation) if one is not type(None) and one is not Ellipsis]
    if get_origin(annotation) is Literal:
        return tuple(inside)
    return _choices(inside[0]) if inside else None


def names_agents(models: list[type[Event]], field: str) -> bool:
    """Whether a field names agents in each of the event types."""
    return all(field in agent_fields(model) for model in models)


def _limit(field: str, how: str, entry: object, models: list[type[Event]]) -> Asked:
    match how:
        case "given" if isinstance(entry, bool):
            return Asked(field, "given", (entry,))
        case "not":
            return Asked(field, "not in", _possible(field, _several(entry), models))
        case "field" if isinstance(entry, str):
            for model in models:
                if entry not in model.model_fields:
                    raise ValueError(f"{model.__name__} has no field {entry!r}")
            return Asked(field, "field", (entry,))
        case "at_least" | "more_than" | "at_most" | "less_than":
            if is_table(entry) and set(entry) == {"amount", "currency"}:
                return Asked(field, how, (Money.parse(str(entry["amount"]), str(entry["currency"])),))
            if isinstance(entry, int) and not isinstance(entry, bool):
                return Asked(field, how, (entry,))
            if isinstance(entry, str):
                return Asked(field, how, (Share(entry),))
            raise ValueError(f"{field}.{how} is held against a whole number, a share, or an amount with its currency")
        case _:
            known = ", ".join(("given", "not", "field", *_LIMITS))
            raise ValueError(f"{field} is asked for {how!r}, and a field may be asked for: {known}")


def _holds(test: Asked, event: Event, roles: Roles | None) -> bool:
    name, how, values = test
    value = getattr(event, name)
    match how:
        case "in":
            return _meets(value, values)
        case "not in":
            return not _meets(value, values)
        case "role" | "not role":
            if value is None or value == ():
                return False
            return _in_role(value, values, roles) is (how == "role")
        case "given":
            return (value is None or value is False or value == ()) is not values[0]
        case "field":
            return bool(value == getattr(event, str(values[0])))
        case "column":
            return is_table(value) and value.get(str(values[0])) in values[1:]
        case _:
            return value is not None and _within(value, how, values[0])


def _in_role(value: object, asked: tuple[object, ...], roles: Roles | None) -> bool:
    if roles is not None:
        for role in asked:
            if _meets(value, roles(cast("Role", role))):
                return True
    return False


def _meets(value: object, values: Container[object]) -> bool:
    if isinstance(value, tuple):
        return any(entry in values for entry in cast("tuple[object, ...]", value))
    return value in values


def _within(value: Any, how: str, limit: Any) -> bool:
    if isinstance(limit, Money) and value.currency != limit.currency:
        return False
    match how:
        case "at_least":
            return bool(value >= limit)
        case "more_than":
            return bool(value > limit)
        case "at_most":
            return bool(value <= limit)
        case _:
            return bool(value < limit)


def _same(fields: tuple[str, ...], event: Event, at_hand: Event | None) -> bool:
    return at_hand is not None and all(
        getattr(event, field, None) is not None and getattr(event, field, None) == getattr(at_hand, field, None)
        for field in fields
    )
