"""A mapping: which sheet and column of an office's registers says what, as a TOML document."""

from __future__ import annotations

import datetime as dt
import tomllib
import unicodedata
from collections.abc import Mapping as MappingOf
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from leadledger.errors import MappingInvalid, RegisterRefused
from leadledger.events import EVENT_TYPES
from leadledger.importing.plain_files import plain_file
from leadledger.importing.quoting import file_shown

Kind = Literal[
    "text", "id", "ids", "agent", "agents", "yes_no", "date", "time", "datetime",
    "money", "phone", "phones", "choice", "choices", "shares",
]  # fmt: skip
"""What a cell of a column holds; docs/reference/mapping.md describes each."""

_MOST_BYTES = 4 * 1024 * 1024

TEMPORAL = frozenset({"date", "time", "datetime"})


def _clock(value: object) -> object:
    return dt.time.fromisoformat(value) if isinstance(value, str) else value


Clock = Annotated[dt.time, BeforeValidator(_clock)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Part):
    """One column: the headings it goes by, and what its cells hold."""

    headings: tuple[str, ...] = Field(min_length=1)
    kind: Kind = "text"
    required: bool = False
    fill_down: bool = False
    choices: MappingOf[str, tuple[str, ...]] = {}
    keep_text: bool = False
    """Also put the cell as written into ``details``."""

    @model_validator(mode="after")
    def _choices_where_they_belong(self) -> Column:
        if (self.kind in {"choice", "choices"}) != bool(self.choices):
            raise ValueError("choices go with the kinds choice and choices, and only with them")
        return self


class Entry(_Part):
    """One event made of a row: its type, when it happened, and which column fills which field."""

    type: str
    at: tuple[str, ...] = Field(min_length=1)
    """The columns that say when: a date or datetime, then a time if there is one."""
    recorded: tuple[str, ...] = ()
    """The columns that say when the register took it; none: when it happened."""
    time_of_day: Clock | None = None
    when: MappingOf[str, str | tuple[str, ...]] = {}
    """Make the event only of rows where each of these columns has this value; ``"*"`` means filled, ``"-"`` empty."""
    fields: MappingOf[str, str] = {}
    """Field → column; ``lots.customer`` is the field ``customer`` of the one item that the list field ``lots`` gets."""
    constants: MappingOf[str, str | bool] = {}

    @model_validator(mode="after")
    def _known(self) -> Entry:
        model = EVENT_TYPES.get(self.type)
        if model is None:
            raise ValueError(f"{self.type!r} is not an event type")
        for name in (*self.fields, *self.constants):
            if not _has_field(model, name):
                raise ValueError(f"{self.type} has no field {name!r}")
        return self

    @property
    def used(self) -> frozenset[str]:
        """The columns that the event is made of, or whether it is made."""
        return frozenset((*self.at, *self.recorded, *self.when, *self.fields.values()))


def _has_field(model: type[BaseModel], name: str) -> bool:
    first, dot, rest = name.partition(".")
    found = model.model_fields.get(first)
    if found is None or not dot:
        return found is not None
    items = [part for part in get_args(found.annotation) if isinstance(part, type) and issubclass(part, BaseModel)]
    return any(_has_field(item, rest) for item in items)


class SheetMapping(_Part):
    """One register: the names its sheet goes by, its columns, the events a row makes."""

    id: str
    names: tuple[str, ...] = Field(min_length=1)
    columns: MappingOf[str, Column]
    entries: tuple[Entry, ...] = Field(min_length=1)
    time_of_day: Clock | None = None
    skip_totals: bool = False
    agents: tuple[str, str] | None = None
    """The columns that give an agent's id and name, in the staff register: names elsewhere are read by them."""

    @model_validator(mode="after")
    def _columns_exist(self) -> SheetMapping:
        owner: dict[str, str] = {}
        for key, column in self.columns.items():
            for heading in column.headings:
                if owner.setdefault(plain(heading), key) != key:
                    raise ValueError(f"heading {heading!r} stands for both {owner[plain(heading)]!r} and {key!r}")
        for entry in self.entries:
            for key in sorted(entry.used - set(self.columns)):
                raise ValueError(f"entry {entry.type} uses the column {key!r}, which is not declared")
            for key in (*entry.at, *entry.recorded):
                if self.columns[key].kind not in TEMPORAL:
                    raise ValueError(f"the column {key!r} says when, so its kind must be date, time or datetime")
        for key in self.agents or ():
            if key not in self.columns:
                raise ValueError(f"agents uses the column {key!r}, which is not declared")
        return self

    def key_of(self, heading: str) -> str | None:
        """The column a heading stands for, None when the mapping does not know it."""
        return _headings(self).get(plain(heading))

    @property
    def required(self) -> tuple[str, ...]:
        """Columns without which the sheet is not this register."""
        return tuple(key for key, column in self.columns.items() if column.required)

    def __hash__(self) -> int:
        return id(self)


class Mapping(_Part):
    """The whole document: what holds for every sheet, and the sheets."""

    name: str
    timezone: str = "Asia/Shanghai"
    time_of_day: Clock = dt.time(12)
    region: str = Field("CN", pattern=r"^[A-Z]{2}$")
    currency: str = Field("CNY", pattern=r"^[A-Z]{3}$")
    agents: MappingOf[str, str] = {}
    payees: MappingOf[str, str] = {}
    """Words for payees that are not people: ``"部门" = "@department"``."""
    yes: tuple[str, ...] = ("yes", "y", "是")
    no: tuple[str, ...] = ("no", "n", "否")
    empty: tuple[str, ...] = ()
    """What is written into a cell that is meant to be empty."""
    nobody: tuple[str, ...] = ("none", "nobody", "无")
    """Words that say a list is empty."""
    totals: tuple[str, ...] = ("total", "合计")
    notes: tuple[str, ...] = ("note", "注")
    """Words that, with a colon, begin a note under the table."""
    sheets: tuple[SheetMapping, ...] = Field(min_length=1)


@cache
def _headings(sheet: SheetMapping) -> dict[str, str]:
    return {plain(heading): key for key, column in sheet.columns.items() for heading in column.headings}


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """*text* as headings and words are compared: width, case, spaces, ``*``, ``:``, ``_`` and ``-`` do not matter.

    >>> plain(" Customer No. * "), plain("客户编号：")
    ('customerno.', '客户编号')
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if not char.isspace() and char not in "*:_-")


def load_mapping(path: Path | str | None = None) -> Mapping:
    """The mapping in the TOML file *path*; None: the one that comes with the library, for a sales office.

    Raises MappingInvalid, naming the file and the entry.

    >>> load_mapping().timezone
    'Asia/Shanghai'
    """
    if path is None:
        return _default()
    name = file_shown(path)
    try:
        found = plain_file(Path(path))
        if found is None:
            raise MappingInvalid(f"{name}: there is no such mapping file")
        if found.st_size > _MOST_BYTES:
            raise MappingInvalid(f"{name} is larger than {_MOST_BYTES // 1024 // 1024} MB: expected a mapping file")
        text = Path(path).read_text(encoding="utf-8-sig")
    except RegisterRefused as fault:
        raise MappingInvalid(str(fault)) from None
    except OSError as fault:
        raise MappingInvalid(f"{name} cannot be read: {fault.strerror}") from None
    except UnicodeDecodeError:
        raise MappingInvalid(f"{name} cannot be read as a mapping file: it is not UTF-8 text") from None
    return parse_mapping(text, name)


@cache
def _default() -> Mapping:
    return parse_mapping(
        files("leadledger.importing").joinpath("mappings/office.toml").read_text(encoding="utf-8"), "office.toml"
    )


def parse_mapping(text: str, file: str) -> Mapping:
    """The mapping written in *text*; *file* is its name in sentences. Raises MappingInvalid."""
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise MappingInvalid(f"{file} is not TOML: {fault}") from None
    try:
        return Mapping.model_validate(document)
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the document"
        raise MappingInvalid(f"{file}: {where}: {first['msg'].removeprefix('Value error, ')}") from None
