"""When two entries are one: by id where ids are given, else by content, personal fields told apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from leadledger.errors import RegisterRefused
from leadledger.events import Event, derive_id, to_json
from leadledger.importing.lines import Line


def same_content(one: Event, other: Event) -> bool:
    """True when two entries say the same: alike but for their ids, a register time left out being when it happened."""
    if type(one) is not type(other) or one.registered_at != other.registered_at:
        return False
    there = other.__dict__
    return all(value == there[name] for name, value in one.__dict__.items() if name not in {"id", "recorded_at"})


def _key(event: Event) -> str:
    """What an entry without an id says, as text: the same for the same content."""
    if event.recorded_at is not None and event.recorded_at == event.occurred_at:
        event = event.model_copy(update={"recorded_at": None})
    return to_json(event)


def other_content(entry: UUID, first: Line, second: Line) -> str:
    """The sentence for one id with two contents."""
    there = first.place.beside(second.place)
    return f"{second.place}: the id {entry} stands at {there} with other content: expected an id of its own"


def without_repeats(lines: Iterable[Line]) -> tuple[list[Line], list[str]]:
    """The lines without those that say again what an earlier one says, and a notice for each left out.

    Raises RegisterRefused when an id comes again with other content.
    """
    kept: list[Line] = []
    notices: dict[str, None] = {}
    problems: list[str] = []
    by_id: dict[UUID, Line] = {}
    by_content: dict[str, Line] = {}
    for line in lines:
        entry = line.event.id
        if entry is None:
            first = by_content.setdefault(_key(line.event), line)
        else:
            first = by_id.setdefault(entry, line)
            if first is not line and not same_content(first.event, line.event):
                problems.append(other_content(entry, first, line))
                continue
        if first is line:
            kept.append(line)
        else:
            notices[f"{line.place} repeats {first.place.beside(line.place)}"] = None
    if problems:
        raise RegisterRefused(problems)
    return kept, list(notices)


@dataclass(slots=True)
class Known:
    """Entries known so far by their ids; decides of a further line whether it is new."""

    by_id: dict[UUID, Line] = field(default_factory=dict[UUID, Line])
    _parts: dict[str, set[Any]] = field(default_factory=dict[str, set[Any]])
    _parts_of: dict[str, str] = field(default_factory=dict[str, str])

    def expect_parts(self, lines: Iterable[Line]) -> None:
        """Tells which list fields of which types come in parts; call it before the target's lines are taken."""
        for line in lines:
            if line.part:
                self._parts_of[line.event.type] = line.part

    def take(self, line: Line) -> Line | None:
        """The line with its id, now known; None when it says what is known already.

        Raises RegisterRefused when its id is known with other content.
        """
        rest = self._rest(line) if line.part else line
        if rest is None:
            return None
        named = self._named(rest)
        if named is not None:
            self._note_parts(named.event)
        return named

    def _named(self, line: Line) -> Line | None:
        entry = line.event.id
        if entry is not None:
            first = self.by_id.setdefault(entry, line)
            if first is not line and not same_content(first.event, line.event):
                raise RegisterRefused([other_content(entry, first, line)])
            return line if first is line else None
        ordinal = 0
        while True:
            entry = derive_id(line.event, ordinal)
            first = self.by_id.setdefault(entry, line)
            if first is line:
                named = Line(line.event.model_copy(update={"id": entry}), line.place, line.part)
                self.by_id[entry] = named
                return named
            if same_content(first.event, line.event):
                return None
            ordinal += 1

    def _note_parts(self, event: Event) -> None:
        part = self._parts_of.get(event.type)
        if part is not None:
            self._parts.setdefault(_whole(event, part), set()).update(getattr(event, part))

    def _rest(self, line: Line) -> Line | None:
        """The line with only those parts that are not known yet; None when all are."""
        assert line.part is not None
        parts = getattr(line.event, line.part)
        there = self._parts.get(_whole(line.event, line.part), set[Any]())
        new = tuple(part for part in parts if part not in there)
        if not new:
            return None
        if len(new) == len(parts):
            return line
        return Line(line.event.model_copy(update={line.part: new}), line.place, line.part)


def _whole(event: Event, part: str) -> str:
    """What the rows of one event share."""
    return _key(event.model_copy(update={"id": None, part: (), "details": None}))
