"""What apps' entries in registers are read by: the event types that rulebooks declare, given or adopted anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from leadledger.errors import EventInvalid, RegisterRefused, RulebookInvalid
from leadledger.events import EVENT_TYPES, RulebookAdopted
from leadledger.events.declared import ADOPTED, NONE_DECLARED, EventTypes, declared_in, together
from leadledger.events.wire import reread
from leadledger.importing.lines import Line
from leadledger.plugins import types_with


class Declarations(NamedTuple):
    """The event types declared by name, and a sentence for each adopted document whose declarations are unusable."""

    types: EventTypes
    unusable: tuple[str, ...] = ()


def declarations(lines: Iterable[Line], given: EventTypes = NONE_DECLARED) -> Declarations:
    """What is declared by the rulebooks that *lines* adopt, wherever they stand and whatever became of them.

    Raises RegisterRefused where two declare one type in ways that cannot both be.
    """
    types, unusable, problems = dict(given), list[str](), list[str]()
    for line in lines:
        if not isinstance(line.event, RulebookAdopted) or "event" not in line.event.document:
            continue
        try:
            declared = declared_in(line.event.document, ADOPTED)
        except RulebookInvalid as fault:
            unusable.append(f"{line.place}: {fault}")
            continue
        try:
            types = together(ADOPTED, types, declared)
        except RulebookInvalid as fault:
            problems.append(f"{line.place}: {fault}")
    if problems:
        raise RegisterRefused(problems)
    return Declarations(types, tuple(unusable))


def all_types(declared: EventTypes) -> EventTypes:
    """Every event type there is; of those an app may register as well. Raises RegisterRefused."""
    try:
        return types_with(declared, "a rulebook given or adopted")
    except RulebookInvalid as fault:
        raise RegisterRefused([str(fault)]) from None


def as_declared(lines: Sequence[Line], declared: EventTypes) -> list[Line]:
    """The lines, their events of the types as declared: wider, perhaps, than when they were read.

    Raises RegisterRefused.
    """
    types = {name: cls for name, cls in declared.items() if name not in EVENT_TYPES}
    if not types:
        return list(lines)
    problems: list[str] = []
    found: list[Line] = []
    for line in lines:
        if line.event.type not in types:
            found.append(line)
            continue
        try:
            found.append(Line(reread(line.event, types), line.place))
        except EventInvalid as fault:
            problems.append(f"{line.place}: {fault}")
    if problems:
        raise RegisterRefused(problems)
    return found
