"""The kinds of field an event is made of: strict on the wire, checked in compiled code wherever they can be."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Annotated, Any, cast
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

FIRST_YEAR, LAST_YEAR = 1800, 2999
"""The years of the register: windows and zones reach past a date, and must not fall off the calendar."""
YEAR = r"(?:1[89]\d{2}|2\d{3})"
_DAY = YEAR + r"-\d{2}-\d{2}"
DATE = rf"^{_DAY}$"
MONTH = rf"^{YEAR}-(?:0[1-9]|1[0-2])$"
RFC_3339 = rf"^{_DAY}[Tt]\d{{2}}:\d{{2}}:\d{{2}}(?:\.\d{{1,6}})?(?:[Zz]|[+-]\d{{2}}:\d{{2}})$"
_UUID = r"^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
_LINE = r"^[^\x00-\x1f\x7f]*$"
_TEXT = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"


class _Written:
    """A value written as text of one exact shape: compiled code only on the way in from JSON."""

    def __init__(self, pattern: str, schema: CoreSchema, json: JsonSchemaValue) -> None:
        self._pattern, self._schema, self._json = pattern, schema, json

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        lax = cast("CoreSchema", {**self._schema, "strict": False})
        python = cast("CoreSchema", {**self._schema, "strict": True})
        if source is datetime:
            python = core_schema.no_info_after_validator_function(_fixed_offset, python)
        return core_schema.json_or_python_schema(
            core_schema.chain_schema([core_schema.str_schema(pattern=self._pattern, strict=True), lax]),
            python,
        )

    def __get_pydantic_json_schema__(self, _: CoreSchema, __: GetJsonSchemaHandler) -> JsonSchemaValue:
        return dict(self._json)


def _fixed_offset(value: datetime) -> datetime:
    """Keep the same time with its offset as a plain number: what is written keeps no zone."""
    offset = value.utcoffset()
    if offset is None or offset % timedelta(minutes=1):
        raise PydanticCustomError("offset", "a time whose offset is whole minutes is expected")
    return value if type(value.tzinfo) is timezone else value.replace(tzinfo=timezone(offset), fold=0)


class _Sequence:
    """A list in JSON, a tuple or a list in Python (never a set: its order would be chance)."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        python = core_schema.no_info_before_validator_function(_as_tuple, schema)
        return core_schema.json_or_python_schema(schema, python)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(cast("core_schema.JsonOrPythonSchema", schema)["json_schema"])


def _as_tuple(value: object) -> object:
    return tuple(cast("list[object]", value)) if isinstance(value, list) else value


SEQUENCE = _Sequence()
"""Put on a tuple field: ``Annotated[tuple[AgentId, ...], SEQUENCE]``."""

Instant = Annotated[
    datetime,
    _Written(
        RFC_3339,
        core_schema.datetime_schema(
            tz_constraint="aware",
            ge=datetime(FIRST_YEAR, 1, 1, tzinfo=timezone(timedelta(hours=14))),
            le=datetime(LAST_YEAR, 12, 31, 23, 59, 59, 999_999, tzinfo=timezone(timedelta(hours=-14))),
        ),
        {"type": "string", "format": "date-time"},
    ),
]
"""A time with its offset, kept as written; RFC 3339 on the wire."""

Day = Annotated[
    date,
    _Written(
        DATE,
        core_schema.date_schema(ge=date(FIRST_YEAR, 1, 1), le=date(LAST_YEAR, 12, 31)),
        {"type": "string", "format": "date"},
    ),
]
"""A calendar day of the office, ``2026-03-01`` on the wire."""

EntryId = Annotated[UUID, _Written(_UUID, core_schema.uuid_schema(), {"type": "string", "format": "uuid"})]
"""The id of an entry of the register, a UUID."""

Month = Annotated[str, Field(pattern=MONTH)]
"""A calendar month, ``2026-03``."""

Word = Annotated[str, Field(min_length=1, max_length=200, pattern=_LINE)]
"""A name or short text on one line."""

Text = Annotated[str, Field(min_length=1, max_length=10_000, pattern=_TEXT)]
"""Free text, line breaks allowed."""

Phone = Annotated[str, Field(min_length=1, max_length=64, pattern=_LINE)]
"""A telephone number as the register has it."""

Column = Annotated[str, Field(max_length=10_000, pattern=_TEXT)]
"""What stands in a further column of the register; may be empty."""


class Part(BaseModel):
    """A line of an entry that has several: frozen and strict like the entry itself."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False, hide_input_in_errors=True)
