"""Which fields say something about a person that the person may have erased."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

if TYPE_CHECKING:
    from leadledger.events.base import Event


class _Personal:
    """The mark itself: ``Annotated[Word, Personal]``; the JSON Schema shows it as ``x-personal``."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler(source)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "x-personal": True}

    def __repr__(self) -> str:
        return "Personal"


Personal = _Personal()
"""Marks a field as personal: names, telephone numbers, free text."""


@cache
def personal_fields(cls: type[Event]) -> frozenset[str]:
    """Return the names of the personal fields of an event type; each is personal as a whole.

    >>> from leadledger.events import CallReceived
    >>> sorted(personal_fields(CallReceived))
    ['details', 'note', 'phone']
    """
    return frozenset(
        name for name, field in cls.model_fields.items() if any(mark is Personal for mark in field.metadata)
    )
