"""A document's outline: its outer shape, the terms the engine needs, and its articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from leadledger.dossier import ClosesWith
from leadledger.errors import RulebookInvalid
from leadledger.events import EVENT_TYPES
from leadledger.events.declared import EventTypes
from leadledger.events.pattern import Pattern
from leadledger.events.roles import roles_of
from leadledger.rulebook.binding import texts_of
from leadledger.rulebook.governs import APPLIES_BY, Governs, JudgedBy
from leadledger.rulebook.histories import day_of
from leadledger.rulebook.rulebook import Article, Terms
from leadledger.rulebook.settings import resolve
from leadledger.values import LARGEST_REMAINDER, RemainderRule, Window, is_list, is_table, zone

T = TypeVar("T")
_ONE_OF_TWO = TypeAdapter[Literal["subscription", "contract"]](Literal["subscription", "contract"])
ENGINE_TERMS = (
    "timezone",
    "closes_with",
    "register_entries",
    "wish_validity",
    "remainder",
    "counts_after_closing",
)


_Names = Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1)]


class ArticleTable(BaseModel):
    """An article as a document writes it."""

    model_config = ConfigDict(extra="forbid", strict=True)
    id: str
    cite: str
    title: dict[str, str]
    text: dict[str, str]
    terms: list[str] = []


class AppliesTable(BaseModel):
    """What a document says it is for."""

    model_config = ConfigDict(extra="forbid", strict=True)
    project: _Names = []
    channel: _Names = []
    occasion: _Names = []


class Outline(BaseModel):
    """A document's outer shape: its clauses are still tables."""

    model_config = ConfigDict(extra="forbid", strict=True)
    name: str
    version: str
    title: dict[str, str]
    source: str = ""
    applies: AppliesTable | None = None
    judged_by: JudgedBy = "closing"
    reaches_back: bool = False
    ends_on: Any = None
    terms: dict[str, Any]
    disputes: dict[str, Any] | None = None
    event: dict[str, Any] = {}
    article: list[ArticleTable] = []
    party: list[dict[str, Any]] = []
    reading: list[dict[str, Any]] = []
    register_: list[dict[str, Any]] = Field(default=[], alias="register")
    award: list[dict[str, Any]]
    sharing: list[dict[str, Any]] = []
    on_top: list[dict[str, Any]] = []
    suspense: list[dict[str, Any]] = []
    consequence: list[dict[str, Any]] = []


def outline_of(document: Mapping[str, Any], source: str) -> Outline:
    """The document's outer shape.

    Raises:
        RulebookInvalid: naming the part and what is wrong with it.
    """
    try:
        return Outline.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RulebookInvalid(f"{source}: {place}: {first['msg'][0].lower()}{first['msg'][1:]}") from None


def governs_of(outline: Outline, source: str) -> Governs:
    """When and for what the document says it governs.

    Raises:
        RulebookInvalid: its last day is no day, or it is for nothing.
    """
    try:
        ends_on = None if outline.ends_on is None else day_of(outline.ends_on)
    except ValueError as fault:
        raise RulebookInvalid(f"{source}: ends_on: {fault}") from None
    named = {} if outline.applies is None else outline.applies.model_dump()
    applies = {key: frozenset[str](names) for key, names in named.items() if names}
    if outline.applies is not None and not applies:
        raise RulebookInvalid(f"{source}: applies names nothing: expected {', '.join(APPLIES_BY)}, or no such table")
    return Governs(outline.judged_by, outline.reaches_back, ends_on, applies)


def terms_of(
    raw: Mapping[str, object],
    source: str,
    types: EventTypes = EVENT_TYPES,
    register_entries: frozenset[str] = frozenset(),
) -> Terms:
    """The terms the engine itself needs; *types* are the event types there are.

    Where the document states none, *register_entries* are the entries that its register clauses take.

    Raises:
        RulebookInvalid: one that has to be stated is missing, or one is not what is expected.
    """

    def term(name: str, check: Callable[[object], T], expected: str) -> T:
        if name not in raw:
            raise RulebookInvalid(f"{source} states no term {name!r} ({expected})")
        try:
            return check(resolve(raw[name], raw))
        except (ValueError, TypeError) as error:
            raise RulebookInvalid(f"{source}: terms.{name}: expected {expected}, got {raw[name]!r}") from error

    return Terms(
        timezone=term("timezone", _zone, "a time zone, for example Asia/Shanghai"),
        closes_with=term("closes_with", partial(_closes_with, types=types), _CLOSES_WITH),
        register_entries=(
            term("register_entries", partial(_event_types, types=types), _TYPES)
            if "register_entries" in raw
            else register_entries
        ),
        wish_validity=(
            term("wish_validity", TypeAdapter(Window).validate_python, "a length such as 2 months")
            if "wish_validity" in raw
            else None
        ),
        remainder=(
            term("remainder", _REMAINDER.validate_python, LARGEST_REMAINDER)
            if "remainder" in raw
            else LARGEST_REMAINDER
        ),
        counts_after_closing=(
            term("counts_after_closing", partial(_event_types, types=types), _TYPES)
            if "counts_after_closing" in raw
            else frozenset()
        ),
    )


_REMAINDER: TypeAdapter[RemainderRule] = TypeAdapter(RemainderRule)
_TYPES = "a list of event types"
_CLOSES_WITH = (
    'subscription or contract, or a pattern of entries that name a deal, such as { type = "app.OrderPlaced" }'
)


def _zone(name: object) -> ZoneInfo:
    return zone(str(name))


def _closes_with(stated: object, types: EventTypes) -> ClosesWith:
    if not is_table(stated):
        return _ONE_OF_TWO.validate_python(stated)
    pattern = Pattern.parse(stated, types)
    if not all(roles_of(types[name]).deal for name in pattern.types):
        raise ValueError(stated)
    return pattern


def closing_stated_in(document: Mapping[str, object], types: EventTypes) -> Pattern | None:
    """The pattern of entries that close a deal, where a document states one that can be used.

    >>> closing_stated_in({"terms": {"closes_with": "contract"}}, EVENT_TYPES) is None
    True
    """
    terms = document.get("terms")
    if not is_table(terms) or "closes_with" not in terms:
        return None
    try:
        stated = _closes_with(resolve(terms["closes_with"], terms), types)
    except (ValueError, TypeError):
        return None
    return stated if isinstance(stated, Pattern) else None


def _event_types(names: object, types: EventTypes) -> frozenset[str]:
    if not is_list(names) or not all(name in types for name in names):
        raise ValueError(names)
    return frozenset(str(name) for name in names)


def article_of(table: ArticleTable, raw: Mapping[str, object], source: str) -> Article:
    """An article, with the terms it explains.

    Raises:
        RulebookInvalid: it names a term there is none of, or its text leaves a place for another.
    """
    where = f"{source}: article {table.id!r}"
    params: dict[str, object] = {}
    for name in table.terms:
        if name not in raw:
            raise RulebookInvalid(f"{where} explains the term {name!r}, and there is none")
        params[name] = _as_read(raw[name])
    text = texts_of({"text": table.text}, "text", params, where)
    return Article(table.id, table.cite, table.title, text, tuple(table.terms), params)


def _as_read(value: object) -> object:
    """A term as its readers take it: a length of time where it is written as one."""
    if isinstance(value, str):
        try:
            return Window.parse(value)
        except ValueError:
            return value
    return value
