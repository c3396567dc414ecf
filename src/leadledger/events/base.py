"""What every event has: a fact in the past tense, frozen, strict, and readable for ever."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from leadledger.events.kinds import Column, EntryId, Instant, Text, Word
from leadledger.events.personal import Personal
from leadledger.values import Id

Details = Annotated[dict[Word, Column], Field(max_length=200)]
"""Further columns of the register, name to text."""


class Event(BaseModel):
    """An entry of the register. *occurred_at* says when it happened, *recorded_at* when the register took it.

    Where *recorded_at* is left out, the entry counts as taken when it happened. Equal events are equal facts;
    ``type`` need not be given in Python.

    Raises:
        pydantic.ValidationError: a field is missing, unknown or not of its kind.

    >>> from datetime import UTC, datetime
    >>> from leadledger.events import CallReceived
    >>> call = CallReceived(occurred_at=datetime(2026, 3, 1, 10, tzinfo=UTC), customer="c1", agent="zhang")
    >>> call.type, call.registered_at.isoformat()
    ('CallReceived', '2026-03-01T10:00:00+00:00')
    """

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", allow_inf_nan=False, hide_input_in_errors=True, defer_build=True
    )

    type_title: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """What entries of an app's type are called, by language; the contract's own are told in sentences."""

    type: Any  # each event type narrows it to its own name
    version: Literal[1] = 1
    id: EntryId | None = None
    occurred_at: Instant
    recorded_at: Instant | None = None
    recorded_by: Id | None = None
    project: Id | None = None
    details: Annotated[Details | None, Personal] = None
    note: Annotated[Text | None, Personal] = None

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, with the fields of *update* put in place and checked like any others.

        Raises:
            pydantic.ValidationError: a field is unknown or not of its kind.
        """
        if not update:
            return super().model_copy(deep=deep)
        return type(self).model_validate({**self.__dict__, **update})

    @property
    def registered_at(self) -> Instant:
        """The register time: *recorded_at*, or *occurred_at* where it was left out."""
        return self.recorded_at or self.occurred_at
