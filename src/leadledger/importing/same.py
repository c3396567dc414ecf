"""When two entries are one: by id where both have one, else by what they say, personal fields and all."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from leadledger.errors import RegisterRefused
from leadledger.events import Event, derive_id
from leadledger.importing.lines import Line


def content(event: Event) -> Hashable:
    """What an entry says, its id left out; a register time left out is when it happened.

    >>> from leadledger.events import parse_event
    >>> one, other = (
    ...     parse_event('{"type":"HoldReleased","deal":"d1","occurred_at":"2026-03-01T%s"}' % time)
    ...     for time in ("10:00:00+08:00", "02:00:00Z")
    ... )
    >>> content(one) == content(other)
    True
    """
    said = event.__dict__.copy()
    del said["id"]
    said["recorded_at"] = event.registered_at
    if event.details:  # the one table that many entries have
        said["details"] = frozenset(event.details.items())
    key: tuple[object, ...] = tuple(said.values())
    try:
        hash(key)
    except TypeError:
        return tuple(map(_hashable, key))
    return key


def _hashable(value: object) -> Hashable:
    if isinstance(value, Mapping):
        return frozenset((name, _hashable(one)) for name, one in cast("Mapping[str, Any]", value).items())
    if isinstance(value, list | tuple):
        return tuple(map(_hashable, cast("Sequence[Any]", value)))
    return type(value), value  # true is not 1


@dataclass(slots=True)
class Known:
    """Entries met so far, found by their ids and by what they say."""

    _by_id: dict[UUID, tuple[Line, Hashable]] = field(default_factory=dict[UUID, tuple[Line, Hashable]])
    _by_content: dict[Hashable, Line] = field(default_factory=dict[Hashable, Line])
    _ordinals: dict[UUID, int] = field(default_factory=dict[UUID, int])

    def twin(self, line: Line) -> Line | None:
        """The entry met before that *line* says again; otherwise None, and *line* is met.

        Raises RegisterRefused when its id was met with other content.
        """
        return self._twin(line, content(line.event))

    def take(self, line: Line) -> Line | None:
        """The line, now met, with its id or else the first one derived from its content that is free.

        None when it says again what was met. Raises as twin.
        """
        said = content(line.event)
        if self._twin(line, said) is not None:
            return None
        if line.event.id is not None:
            return line
        entry = self._free_id(line.event)
        named = Line(line.event.model_copy(update={"id": entry}), line.place)
        self._by_id[entry] = (named, said)
        return named

    def _twin(self, line: Line, said: Hashable) -> Line | None:
        entry = line.event.id
        if entry is None:
            first = self._by_content.setdefault(said, line)
            return None if first is line else first
        first, there = self._by_id.setdefault(entry, (line, said))
        if first is line:
            self._by_content.setdefault(said, line)
            return None
        if there != said:
            raise RegisterRefused([other_content(line, first.place.beside(line.place))])
        return first

    def _free_id(self, event: Event) -> UUID:
        first = entry = derive_id(event)
        if entry in self._by_id:
            ordinal = self._ordinals.get(first, 0)  # those before it are taken
            while entry in self._by_id:
                ordinal += 1
                entry = derive_id(event, ordinal)
            self._ordinals[first] = ordinal
        return entry


def other_content(line: Line, first: str) -> str:
    """What is said of a line whose id stands at *first* too, on something else."""
    stands = f"the id {line.event.id} stands at {first} with other content"
    return f"{line.place}: {stands}: expected an id of its own"


def without_repeats(lines: Iterable[Line]) -> tuple[list[Line], list[str]]:
    """The lines without those that say again what an earlier one says, and a notice for each left out.

    Raises RegisterRefused when an id comes again with other content.
    """
    known = Known()
    kept: list[Line] = []
    notices: dict[str, None] = {}
    problems: list[str] = []
    for line in lines:
        try:
            first = known.twin(line)
        except RegisterRefused as fault:
            problems.extend(fault.problems)
            continue
        if first is None:
            kept.append(line)
        else:
            notices[f"{line.place} repeats {first.place.beside(line.place)}"] = None
    if problems:
        raise RegisterRefused(problems)
    return kept, list(notices)
