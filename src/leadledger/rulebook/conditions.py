"""Conditions: what must, or must not, have been entered for a clause to speak; facts of presence and of absence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from pydantic import GetCoreSchemaHandler, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError, core_schema

from leadledger.dossier import Fact
from leadledger.events import Event
from leadledger.events.declared import EventTypes
from leadledger.events.pattern import Pattern, Roles, types_given
from leadledger.values import Window, is_list, is_table

CONDITION_EXPECTED: Final = (
    'a condition: a pattern, perhaps with a time, such as { type = "CallReceived", within = "7 days" }'
)
_OWN: Final = frozenset(
    {"within", "beyond", "after", "of", "first_of", "latest_of", "without", "taken_by", "times", "closing"}
)
_WINDOW: Final[TypeAdapter[Window]] = TypeAdapter(Window)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a condition is asked: the entries in account up to a moment, who is who, and the entry at hand.

    *closing* is what closed the deal, if that is what is asked about; *taken* are the register clauses that took
    entries and did something with them, by the entries' order.
    """

    facts: Sequence[Fact]
    at: datetime
    zone: ZoneInfo
    roles: Roles
    at_hand: Event | None = None
    closing: Event | None = None
    taken: Mapping[int, str] = field(default_factory=dict[int, str])


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries like *pattern*; with *taken_by*, those that one of these register clauses took."""

    pattern: Pattern
    taken_by: tuple[str, ...] = ()

    @classmethod
    def parse(cls, table: object, known: Mapping[str, Any]) -> Entries:
        """The entries a table of a document means."""
        if not is_table(table) or "taken_by" not in table:
            return cls(Pattern.parse(table, **known))
        names = table["taken_by"]
        if not is_list(names) or not names or not all(isinstance(name, str) for name in names):
            raise ValueError("taken_by is a list of register clauses' ids")
        rest = {key: value for key, value in table.items() if key != "taken_by"}
        return cls(Pattern.parse(rest, **known), tuple(str(name) for name in names))

    def among(self, facts: Iterable[Fact], scene: Scene) -> list[Fact]:
        """Those of the facts that are meant, in the order given."""
        types = self.pattern.types  # asked first of all: most entries are of others
        return [fact for fact in facts if fact.event.type in types and self._means(fact, scene)]

    def _means(self, fact: Fact, scene: Scene) -> bool:
        if self.taken_by and scene.taken.get(fact.order) not in self.taken_by:
            return False
        return self.pattern.matches(fact.event, scene.roles, scene.at_hand)


@dataclass(frozen=True, slots=True)
class Condition:
    """There is an entry like *seen*, or *times* of them.

    *within* and *beyond* say how long before the moment asked about it was at most, and at least; with *after* it came
    after the latest entry like that one, *within* counting from there. With *of* it belongs to an entry before it, the
    latest for which that condition holds in its own light (``same`` fields are its own), and the times count from that
    one. With *first_of* or *latest_of* it is the first or the latest of those entries; *without* one like that, asked
    in its light: a complaint that nobody decided. With ``taken_by`` an entry counts if one of these register clauses
    took it and did something. *closing*: the entry that closes the deal is like *seen*.

    >>> condition = Condition.parse({"type": "FollowUpLogged", "reached": True, "within": "7 days"})
    >>> sorted(condition.seen.types), str(condition.within)
    (['FollowUpLogged'], '7 days')
    """

    seen: Pattern
    within: Window | None = None
    beyond: Window | None = None
    after: Entries | None = None
    of: Condition | None = None
    first_of: Pattern | None = None
    latest_of: Pattern | None = None
    without: Pattern | None = None
    taken_by: tuple[str, ...] = ()
    times: int = 1
    closing: bool = False

    @classmethod
    def parse(cls, table: object, types: EventTypes | None = None) -> Condition:
        """The condition a document's table stands for.

        Raises:
            ValueError: it is no table, or a part of it is not what it should be.
        """
        if not is_table(table):
            raise ValueError(f"expected {CONDITION_EXPECTED}")
        known: dict[str, Any] = {} if types is None else {"types": types}
        if "closing" in table:
            if set(table) != {"closing"}:
                raise ValueError("a condition on the closing is { closing = a pattern }, and nothing beside it")
            return cls(Pattern.parse(table["closing"], **known), closing=True)
        rest = {key: value for key, value in table.items() if key not in _OWN}
        times = table.get("times", 1)
        if not isinstance(times, int) or isinstance(times, bool) or times < 1:
            raise ValueError("times is a whole number from 1 on")
        taken = {"taken_by": table["taken_by"]} if "taken_by" in table else {}
        seen = Entries.parse({**rest, **taken}, known)
        return cls(
            seen=seen.pattern,
            within=_window(table, "within"),
            beyond=_window(table, "beyond"),
            after=Entries.parse(table["after"], known) if "after" in table else None,
            of=cls.parse(table["of"], types) if "of" in table else None,
            first_of=Pattern.parse(table["first_of"], **known) if "first_of" in table else None,
            latest_of=Pattern.parse(table["latest_of"], **known) if "latest_of" in table else None,
            without=Pattern.parse(table["without"], **known) if "without" in table else None,
            taken_by=seen.taken_by,
            times=times,
        )

    @property
    def clauses_named(self) -> frozenset[str]:
        """The register clauses it asks about, those of the condition within it too."""
        after = () if self.after is None else self.after.taken_by
        within = () if self.of is None else self.of.clauses_named
        return frozenset((*self.taken_by, *after, *within))

    def found(self, scene: Scene) -> list[Fact] | None:
        """The entries that make it true (none, for a condition on the closing); None where it is not."""
        if self.closing:
            closing = scene.closing
            return [] if closing is not None and self.seen.matches(closing, scene.roles, scene.at_hand) else None
        facts = scene.facts
        start: datetime | None = None
        if self.after is not None:
            anchors = self.after.among(facts, scene)
            if not anchors:
                return None
            facts = [one for one in facts if one.order > anchors[-1].order]
            start = anchors[-1].occurred_at
        if self.first_of is not None:
            facts = _first(self.first_of, facts, scene)
        if self.latest_of is not None:
            facts = _first(self.latest_of, reversed(facts), scene)
        met = [
            one
            for one in Entries(self.seen, self.taken_by).among(facts, scene)
            if self._in_time(one, start, scene) and not self._answered(one, scene)
        ]
        return met if len(met) >= self.times else None

    def _answered(self, fact: Fact, scene: Scene) -> bool:
        without = self.without
        return without is not None and any(
            without.matches(one.event, scene.roles, fact.event) for one in scene.facts if one is not fact
        )

    def _in_time(self, fact: Fact, start: datetime | None, scene: Scene) -> bool:
        if self.of is not None:
            before = [one for one in scene.facts if one.order < fact.order]
            owned = self.of.found(replace(scene, facts=before, at=fact.occurred_at, at_hand=fact.event))
            if not owned:
                return False
            start = owned[-1].occurred_at
        begin, end = (fact.occurred_at, scene.at) if start is None else (start, fact.occurred_at)
        if self.within is not None and not self.within.covers(begin, end, scene.zone):
            return False
        return self.beyond is None or not self.beyond.covers(begin, end, scene.zone)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(_validate)


@dataclass(frozen=True, slots=True)
class Conditions:
    """All of *needed* must hold, and none of *unless*."""

    needed: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.needed or self.unless)

    def hold(self, scene: Scene) -> Failed | None:
        """None where they hold; else the first that fails."""
        for condition in self.needed:
            if condition.found(scene) is None:
                return Failed(condition, ())
        for condition in self.unless:
            entries = condition.found(scene)
            if entries is not None:
                return Failed(condition, tuple(entries))
        return None


@dataclass(frozen=True, slots=True)
class Failed:
    """A condition that failed: it is not met, or, with the *entries*, it is met and must not be."""

    condition: Condition
    entries: tuple[Fact, ...]


def conditions_in(value: object) -> Iterable[Condition]:
    """The conditions anywhere in a clause's conditions and parameters."""
    if isinstance(value, Condition):
        yield value
    elif isinstance(value, Conditions):
        yield from (*value.needed, *value.unless)
    elif is_table(value):
        yield from (one for entry in value.values() for one in conditions_in(entry))
    elif isinstance(value, tuple):
        yield from (one for entry in cast("tuple[object, ...]", value) for one in conditions_in(entry))


def _first(pattern: Pattern, facts: Iterable[Fact], scene: Scene) -> Sequence[Fact]:
    """The first of the facts that is meant, if any is."""
    if pattern.tests and pattern.in_vain(scene.roles):
        return ()
    for fact in facts:
        if pattern.matches(fact.event, scene.roles, scene.at_hand):
            return (fact,)
    return ()


def _window(table: Mapping[str, object], key: str) -> Window | None:
    if key not in table:
        return None
    try:
        return _WINDOW.validate_python(table[key])
    except ValidationError as error:
        raise ValueError(f"{key}: {error.errors(include_url=False)[0]['msg']}") from None


def _validate(value: object, info: core_schema.ValidationInfo[Any]) -> Condition:
    if isinstance(value, Condition):
        return value
    try:
        return Condition.parse(value, types_given(info))
    except ValueError as error:
        raise PydanticCustomError("condition", "{message}", {"message": str(error)}) from None
