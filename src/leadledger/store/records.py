"""What goes into the log and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from leadledger.store.merkle import Frontier

made: Final[Callable[..., Any]] = tuple[Any, ...].__new__
"""Makes a named tuple of its fields as its class does, at half the cost: for those made by the thousand."""


class Draft(NamedTuple):
    """An entry to be appended: *data* is hashed, *personal* stands beside it.

    Instants are microseconds since 1970, UTC.
    """

    type: str
    data: bytes
    tags: Sequence[str] = ()
    personal: bytes | None = None
    id: bytes | None = None
    content: bytes | None = None
    recorded_at: int | None = None
    entered_at: int | None = None


class Row(NamedTuple):
    """An entry as it was appended at *position*; instants are microseconds since 1970, UTC."""

    position: int
    type: str
    data: bytes
    personal: bytes | None
    recorded_at: int | None
    entered_at: int | None


@dataclass(slots=True)
class Head:
    """The end of the log: how many entries, the latest instants, and the frontier that gives their Merkle root."""

    size: int
    recorded_at: int | None
    entered_at: int | None
    frontier: Frontier


class Item(NamedTuple):
    """Matches an entry whose type is among *types* (or *types* is empty) and whose tags hold all of *tags*."""

    types: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class OneOf(NamedTuple):
    """Matches an entry whose type is among *types* (or *types* is empty) and whose tags hold any of *tags*.

    It says as much as an item for each of the tags, of which there may be thousands.
    """

    types: tuple[str, ...]
    tags: frozenset[str]


Query = Sequence[Item | OneOf]
"""Matches what one of its parts matches."""
