"""Strategies for events of every type, built from the models themselves."""

from __future__ import annotations

import string
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from pydantic import BaseModel

from leadledger.events import EVENT_TYPES, Event
from leadledger.events.about import AboutDealOrCustomer
from leadledger.events.base import Details
from leadledger.events.documents import Document
from leadledger.events.kinds import Column, Day, EntryId, Instant, Month, Phone, Text, Word
from leadledger.values import Id, Money, NonNegativeMoney, PositiveMoney, Share, Shares

_LETTERS = st.characters(exclude_categories=["Cs", "Cc"])
ids = st.text(_LETTERS, min_size=1, max_size=128).filter(lambda text: not text.startswith("@"))
lines = st.text(_LETTERS, min_size=1, max_size=200)
texts = st.text(_LETTERS | st.sampled_from("\n\t\r"), min_size=1, max_size=500)
offsets = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(datetime(1800, 1, 2), datetime(2999, 12, 30), timezones=offsets | st.just(UTC))
months = st.dates(date(1800, 1, 1), date(2999, 12, 31)).map(lambda day: f"{day.year:04}-{day.month:02}")
payees = ids | st.sampled_from(["@department", "@suspense", "@unassigned"])
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(lines, inner, max_size=3),
    max_leaves=8,
)
documents = st.dictionaries(st.text(string.ascii_lowercase, max_size=5), json_values, max_size=4)


@st.composite
def share_maps(draw: st.DrawFn) -> Shares:
    """Exact shares that sum to one."""
    parts = draw(st.dictionaries(payees, st.integers(0, 9), min_size=1, max_size=4))
    total = sum(parts.values())
    if not total:
        parts = dict.fromkeys(parts, 1)
        total = len(parts)
    return Shares({payee: Share(Fraction(part, total)) for payee, part in parts.items()})


def money(least: int) -> st.SearchStrategy[Money]:
    """Amounts from *least* minor units on."""
    return st.builds(Money, st.integers(least, 10**17), st.sampled_from(["CNY", "JPY", "KWD", "USD"]))


_KINDS: list[tuple[Any, st.SearchStrategy[Any]]] = [
    (Id, ids),
    (Word, lines),
    (Text, texts),
    (Phone, lines.map(lambda text: text[:64])),
    (Column, texts | st.just("")),
    (Details, st.dictionaries(lines, texts | st.just(""), max_size=3)),
    (Instant, instants),
    (Day, st.dates(date(1800, 1, 1), date(2999, 12, 31))),
    (Month, months),
    (EntryId, st.uuids()),
    (Shares, share_maps()),
    (PositiveMoney, money(1)),
    (NonNegativeMoney, money(0)),
    (Money, money(-(10**17))),
    (Document, documents),
    (bool, st.booleans()),
    (int, st.integers(-(2**63), 2**63 - 1)),
    (Share, st.fractions(0, 1, max_denominator=1000).map(Share)),
]


def _of(annotation: Any) -> st.SearchStrategy[Any]:
    for kind, strategy in _KINDS:
        if annotation == kind:
            return strategy
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        least = max((getattr(mark, "min_length", None) or 0 for mark in _marks(inner[1:])), default=0)
        if get_origin(inner[0]) is tuple:
            return st.lists(_of(get_args(inner[0])[0]), min_size=least, max_size=least + 3).map(tuple)
        for kind, strategy in _KINDS:  # a kind with one more mark: compare what it is made of
            if get_origin(kind) is Annotated and get_args(kind) == inner[: len(get_args(kind))]:
                return strategy
        return _of(inner[0])
    if origin in (Union, UnionType):
        return st.one_of([_of(option) for option in inner if option is not NoneType])
    if origin is Literal:
        return st.sampled_from(inner)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return models(annotation)
    raise AssertionError(f"no strategy for {annotation}")


def _marks(marks: tuple[Any, ...]) -> list[Any]:
    return [inner for mark in marks for inner in (mark, *getattr(mark, "metadata", ()))]


def models(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Instances of a model, with any of its optional fields."""
    hints = get_type_hints(cls, include_extras=True)
    fields = cls.model_fields
    required = {name: _of(hints[name]) for name in fields if fields[name].is_required()}
    optional = {name: _of(hints[name]) for name in fields if not fields[name].is_required() and name != "version"}
    made = st.fixed_dictionaries(required, optional=optional)
    if issubclass(cls, AboutDealOrCustomer):
        about = st.sampled_from(["deal", "customer"])
        made = st.builds(_about_one, made, about, ids)
    if cls.__name__ == "OccasionDeclared":
        made = made.filter(lambda given: given["starts_at"] < given["ends_at"])
    return made.map(lambda given: cls(**given))


def _about_one(given: dict[str, Any], about: str, name: str) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key not in ("deal", "customer")} | {about: name}


def events(*types: type[Event]) -> st.SearchStrategy[Event]:
    """Events of the types given, of every type where none is."""
    return st.one_of([models(cls) for cls in types or EVENT_TYPES.values()])
