"""Event types that a document declares: names and kinds of fields, and no code ever."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import Field, TypeAdapter, ValidationError, create_model

from leadledger.errors import RulebookInvalid
from leadledger.events.base import Event
from leadledger.events.kinds import SEQUENCE, Day, Instant, Phone, Text, Word
from leadledger.events.personal import Personal
from leadledger.events.strict_json import shown
from leadledger.values import Id, Money, Share, is_list, is_table

EventTypes = Mapping[str, type[Event]]
"""Event types by the name that stands in ``type``."""

NONE_DECLARED: EventTypes = MappingProxyType({})
"""No event types besides the contract's."""

Kind = str | tuple[str, ...]
"""A field's kind; an optional one's ends in ``?``, and a choice is the tuple of its words."""

_INTEGER: Final = Annotated[int, Field(ge=-(2**63), lt=2**63)]
FIELD_KINDS: Mapping[str, Any] = MappingProxyType(
    {
        "customer": Id,
        "customers": Annotated[tuple[Id, ...], SEQUENCE],
        "agent": Id,
        "agents": Annotated[tuple[Id, ...], SEQUENCE],
        "deal": Id,
        "unit": Id,
        "reference": Id,
        "id": Id,
        "word": Word,
        "words": Annotated[tuple[Word, ...], SEQUENCE],
        "yes-or-no": bool,
        "number": _INTEGER,
        "money": Money,
        "share": Share,
        "day": Day,
        "time": Instant,
        "text": Text,
        "name": Word,
        "phone": Phone,
    }
)
"""What a declared field may be; a list of words instead is a choice of one of them."""

PERSONAL_KINDS: Final = frozenset({"text", "name", "phone"})
"""The kinds that say something about a person, which they may have erased."""

ADOPTED: Final = "the rulebook adopted"
"""What a document is called that stands in a history or a ledger."""

APP: Final = "app."
"""What the names of apps' event types begin with."""
NAMED: Final = re.compile(r"app\.[A-Z][A-Za-z0-9]{0,99}")
"""What an app's event type is called."""

_FIELD: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")
_MOST_FIELDS: Final = 60
_OPTIONAL: Final = "?"
_LITERAL: Any = Literal
_WORD: Final = TypeAdapter[str](Word)


class Declared(Event):
    """An entry of a type that a document declares: *field_kinds* says of what kind each of its own fields is.

    An optional field's kind ends in ``?``, and a choice is the tuple of its words.
    """

    field_kinds: ClassVar[Mapping[str, Kind]] = MappingProxyType({})
    declared_as: ClassVar[str] = ""

    def __reduce__(self) -> tuple[Callable[..., Event], tuple[str, str], dict[str, Any]]:
        """Be taken along to another process, where the class is made anew from what it was declared as."""
        return _revived, (self.type, self.declared_as), self.__getstate__()


def declare(name: str, table: object, source: str) -> type[Event]:
    """The event type that a document's table declares: the very same class for what is declared the same.

    Raises:
        RulebookInvalid: naming *source*, the type, the field and what was expected.

    >>> table = {"fields": {"customer": "customer", "to": "agent", "reached": "yes-or-no?"}}
    >>> notice = declare("app.NoticeGiven", table, "a rulebook")
    >>> notice.__name__, notice is declare("app.NoticeGiven", table, "another")
    ('app.NoticeGiven', True)
    """
    where = f"{source}: event {name!r}"
    if NAMED.fullmatch(name) is None:
        raise RulebookInvalid(f"{where}: expected a name such as app.NoticeGiven, in ASCII letters and digits")
    if not is_table(table) or not is_table(fields := table.get("fields")) or not fields:
        raise RulebookInvalid(f'{where} declares no fields: expected fields = {{ customer = "customer", … }}')
    strange = next((key for key in table if key not in ("fields", "title")), None)
    if strange is not None:
        raise RulebookInvalid(f"{where} states {strange!r}, which no event type has: expected fields and a title")
    title = table.get("title", {})
    if not is_table(title) or not all(isinstance(text, str) for text in title.values()):
        raise RulebookInvalid(f'{where}, title: expected texts by language, for example {{ en = "…", zh = "…" }}')
    if len(fields) > _MOST_FIELDS:
        raise RulebookInvalid(f"{where} declares {len(fields)} fields: expected at most {_MOST_FIELDS}")
    kinds = {field: _kind(field, kind, f"{where}, field {field!r}") for field, kind in fields.items()}
    return _made(name, json.dumps({"fields": kinds, "title": title}, ensure_ascii=False, sort_keys=True))


def declared_in(document: Mapping[str, object], source: str) -> EventTypes:
    """The event types that a rulebook's document declares under ``[event."app.NAME"]``, by name.

    Raises:
        RulebookInvalid: as :func:`declare`.

    >>> declared_in({"event": {"app.SignedUp": {"fields": {"customer": "customer"}}}}, "a rulebook").keys()
    dict_keys(['app.SignedUp'])
    """
    tables = document.get("event", {})
    if not is_table(tables):
        raise RulebookInvalid(f'{source}: event: expected tables such as [event."app.NoticeGiven"]')
    return _Types((name, declare(name, table, source)) for name, table in tables.items())


def all_declared(documents: Iterable[Mapping[str, object]], given: EventTypes = NONE_DECLARED) -> EventTypes:
    """The event types that adopted documents declare, and those *given*; a document that cannot be used declares none.

    >>> sorted(all_declared([{"event": {"app.SignedUp": {"fields": {"customer": "customer"}}}}, {"event": "none"}]))
    ['app.SignedUp']
    """
    types = given
    for document in documents:
        if "event" in document:
            with suppress(RulebookInvalid):
                types = together(ADOPTED, types, declared_in(document, ADOPTED))
    return types


def together(source: str, *several: EventTypes) -> dict[str, type[Event]]:
    """All the event types by name; where one is declared again with more optional fields, the wider one.

    Raises:
        RulebookInvalid: *source* declares one again in any other way; the type and the field are named.

    >>> one = declared_in({"event": {"app.SignedUp": {"fields": {"customer": "customer"}}}}, "one")
    >>> two = declared_in({"event": {"app.SignedUp": {"fields": {"customer": "customer", "code": "word?"}}}}, "two")
    >>> together("both", two, one) == dict(two)
    True
    """
    found: dict[str, type[Event]] = {}
    for types in several:
        for name, cls in types.items():
            there = found.setdefault(name, cls)
            if there is not cls:
                found[name] = _wider(there, cls, f"{source}: event {name!r}")
    return found


def kinds_of(cls: type[Event]) -> Mapping[str, Kind]:
    """The kinds of the own fields of a declared type, an optional one's ending in ``?``; of others nothing."""
    return cls.field_kinds if issubclass(cls, Declared) else {}


def title_of(cls: type[Event]) -> Mapping[str, str]:
    """What entries of a declared type are called, by language; of others nothing."""
    return cls.type_title if issubclass(cls, Declared) else {}


def _kind(field: str, kind: object, where: str) -> Kind:
    if _FIELD.fullmatch(field) is None:
        raise RulebookInvalid(f"{where}: expected a name of small ASCII letters, digits and _, such as to_agent")
    if field in Event.model_fields:
        raise RulebookInvalid(f"{where}: every entry has that field already; expected another name")
    if hasattr(Declared, field) or field.startswith("model_"):
        raise RulebookInvalid(f"{where}: the name means something else in Python; expected another name")
    if is_list(kind):
        return _choice(kind, where)
    if not isinstance(kind, str) or kind.removesuffix(_OPTIONAL) not in FIELD_KINDS:
        known = ", ".join(FIELD_KINDS)
        raise RulebookInvalid(f"{where} is of the kind {shown(kind)}; the kinds are {known}, or a list of words")
    return kind


def _choice(words: Sequence[object], where: str) -> tuple[str, ...]:
    chosen = [word for word in words if word != _OPTIONAL]
    try:
        found = [_WORD.validate_python(word, strict=True) for word in chosen]
    except ValidationError:
        raise RulebookInvalid(
            f"{where}: expected a list of words on one line each, such as ['door', 'during']"
        ) from None
    if not found or len(set(found)) < len(found):
        raise RulebookInvalid(f"{where}: expected a list of at least one word, each once")
    return (*found, *((_OPTIONAL,) if len(words) > len(chosen) else ()))


@lru_cache(maxsize=1024)
def _made(name: str, declaration: str) -> type[Event]:
    said: dict[str, dict[str, str | list[str]]] = json.loads(declaration)
    kinds: dict[str, Kind] = {
        field: tuple(kind) if isinstance(kind, list) else kind for field, kind in said["fields"].items()
    }
    fields: dict[str, Any] = {field: _annotated(kind) for field, kind in kinds.items()}
    fields["type"] = (Literal[name], name)
    made = create_model(name, __base__=Declared, __module__=__name__, **fields)
    made.field_kinds, made.type_title = (
        MappingProxyType(kinds),
        MappingProxyType({lang: str(text) for lang, text in said["title"].items()}),
    )
    made.declared_as = declaration
    return made


def _annotated(kind: Kind) -> tuple[Any, Any]:
    """A field's type and what it is where it is left out."""
    if isinstance(kind, tuple):
        made: Any = _LITERAL[tuple(word for word in kind if word != _OPTIONAL)]
        return (made | None, None) if _OPTIONAL in kind else (made, ...)
    plain = kind.removesuffix(_OPTIONAL)
    made = FIELD_KINDS[plain]
    if plain != kind:
        made = made | None
    if plain in PERSONAL_KINDS:
        made = Annotated[made, Personal]
    return (made, ...) if plain == kind else (made, None)


def _wider(one: type[Event], other: type[Event], where: str) -> type[Event]:
    """Of two declarations of a type the one that has the other's fields and perhaps optional ones more."""
    first, second = kinds_of(one), kinds_of(other)
    if not (first and second):
        raise RulebookInvalid(f"{where} is declared, and brought by a plugin as well: expected one of the two")
    more, less = (first, second) if len(first) > len(second) else (second, first)
    for field in dict.fromkeys((*less, *more)):
        mine, theirs = first.get(field), second.get(field)
        if mine == theirs or (field not in less and is_optional(more[field])):
            continue
        found = f"{_said(mine)} in one place and {_said(theirs)} in another"
        raise RulebookInvalid(
            f"{where} is declared twice, and its field {field!r} is {found}; only optional fields may be added"
        )
    return one if more is first else other


def is_optional(kind: Kind) -> bool:
    """Whether a field of that kind may be left out."""
    return _OPTIONAL in kind if isinstance(kind, tuple) else kind.endswith(_OPTIONAL)


def _said(kind: Kind | None) -> str:
    if kind is None:
        return "missing"
    return f"one of {', '.join(kind)}" if isinstance(kind, tuple) else kind


class _Types(dict[str, type[Event]]):
    """Types that a document declares; in another process they are made anew from what they were declared as."""

    def __reduce__(self) -> tuple[Any, ...]:
        said = {name: cls.declared_as for name, cls in self.items() if issubclass(cls, Declared)}
        return _retaken, (said,)


def _retaken(said: Mapping[str, str]) -> _Types:
    return _Types((name, _made(name, declaration)) for name, declaration in said.items())


def _revived(name: str, declaration: str) -> Event:
    cls = _made(name, declaration)
    return cls.__new__(cls)
