"""Telling: stories of a few entries in which one deal closes, from whatever a document reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations
from random import Random
from typing import Any, cast
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from leadledger.dossier.gather import WHENEVER
from leadledger.events import EVENT_TYPES, Event
from leadledger.events.roles import roles_of
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.checking.fields import (
    BUYER,
    DEAL,
    Later,
    Line,
    Options,
    Unspeakable,
    fields_of,
)
from leadledger.testing.checking.vocabulary import Vocabulary, vocabulary_of
from leadledger.values import Window, office_day

FIRST_DAY = date(2026, 3, 2)
OPENS = time(10)
BETWEEN = timedelta(minutes=30)
LONGEST = 6
LONGEST_AFTER = 2
Pick = Callable[[Sequence[Any]], Any]
"""Takes one of several: by chance, or as Hypothesis draws."""
# What one may put right where an entry must speak of a deal or of a customer.
_EITHER: tuple[Mapping[str, str], ...] = ({}, {"customer": BUYER}, {"deal": DEAL})


@dataclass(frozen=True, slots=True)
class Step:
    """How long after the entry before: so many *days*, or past a *window* that began with the first or last entry."""

    days: int = 0
    window: Window | None = None
    after_its_end: bool = False
    from_first: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that has no time yet, and whose references are not resolved."""

    model: type[Event]
    fields: Mapping[str, Any]
    step: Step


@dataclass(frozen=True, slots=True)
class Form:
    """What an entry of one type is made of; *more* are the sets of optional fields it may have: none, one, two."""

    required: Mapping[str, Options]
    optional: Mapping[str, Options]
    more: Sequence[tuple[str, ...]]

    @classmethod
    def of(cls, required: Mapping[str, Options], optional: Mapping[str, Options]) -> Form:
        """The form of these fields."""
        ones = [(name,) for name in optional]
        several = [() for _ in range(max(1, len(ones)))] + ones * 2 + list(combinations(optional, 2))
        return cls(required, optional, several)


class Teller:
    """Tells stories under a rulebook, each of a few entries before a deal closes and some that count whenever known.

    A story is a tuple of events in the order of the register, or None where the entries picked cannot all be true.
    With *like*, a story, only entries of its types with its optional fields are told: those that can be as it is.

    >>> from leadledger.rulebook.library import rulebooks
    >>> teller = Teller(rulebooks["sales-office"])
    >>> [event.type for event in teller.by_chance(Random(1))]
    ['QuarrelReported', 'SubscriptionSigned', 'RulingMade']
    """

    def __init__(self, book: Rulebook, like: Sequence[Event] | None = None) -> None:
        self.zone: ZoneInfo = book.terms.timezone
        self.vocabulary: Vocabulary = vocabulary_of(book)
        self.steps = _steps(self.vocabulary.windows)
        self._like = like
        types, closing = self.vocabulary.types, self.vocabulary.closing
        self._forms = {model: made for model in {*types, *closing} if (made := self._form(model)) is not None}
        self.closings = [model for model in closing if model in self._forms]
        self.before = [model for model in types if model in self._forms]
        self.after = list(dict.fromkeys(model for model in self.before if model.__name__ in WHENEVER))

    def _form(self, model: type[Event]) -> Form | None:
        try:
            required, optional = fields_of(model, self.vocabulary)
        except Unspeakable:
            return None
        if self._like is not None:
            stated = [event.model_fields_set for event in self._like if type(event) is model]
            if not stated:
                return None
            optional = {name: options for name, options in optional.items() if any(name in one for one in stated)}
        return Form.of(required, optional)

    def by_chance(self, chance: Random) -> tuple[Event, ...] | None:
        """A story, *chance* deciding."""
        before = chance.choice(range(LONGEST + 1)) if self.before else 0
        after = chance.choice((0, 0, 0, 1, LONGEST_AFTER)) if self.after else 0
        return self.told(
            [self.draft(chance.choice(self.before), chance.choice) for _ in range(before)],
            self.draft(chance.choice(self.closings), chance.choice),
            [self.draft(chance.choice(self.after), chance.choice) for _ in range(after)],
        )

    def draft(self, model: type[Event], pick: Pick) -> Draft:
        """An entry of this type, as *pick* has it."""
        form = self._forms[model]
        fields = {name: pick(options) for name, options in form.required.items()}
        for name in pick(form.more):
            fields[name] = pick(form.optional[name])
        return Draft(model, fields, pick(self.steps))

    def told(self, first: list[Draft], closing: Draft, last: list[Draft]) -> tuple[Event, ...] | None:
        """The story of these drafts; None where they cannot all be true."""
        telling = _Telling(self.zone)
        for draft in first:
            telling.tell(draft)
        telling.tell(closing, closes_it(closing.model))
        for draft in last:
            telling.tell(draft)
        return tuple(telling.events) if telling.sound else None


def closes_it(model: type[Event]) -> Mapping[str, str]:
    """What an entry that closes the deal says for certain: which deal, and who buys where it can say that."""
    roles = roles_of(model)
    buyer = {} if roles.buyer is None else {roles.buyer: BUYER}
    return {**dict.fromkeys(roles.deal[:1], DEAL), **buyer}


class _Telling:
    """A story being told: its clock, the days so far, and the ids that entries gave to things."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self.events: list[Event] = []
        self.sound = True
        self._at: datetime = datetime.combine(FIRST_DAY, OPENS, zone) - BETWEEN
        self._given: dict[str, int] = {}
        self._answered: set[tuple[type[Event], str, str]] = set()

    def tell(self, draft: Draft, closing: Mapping[str, str] | None = None) -> None:
        """Put an entry at the end; one that speaks of what there is not yet is left out."""
        at = self._when(draft.step)
        fields = self._filled(draft, at)
        if fields is None:
            self.sound = self.sound and closing is None
            return
        event = _made(draft.model, {**fields, **(closing or {}), "occurred_at": at})
        if event is None:
            self.sound = self.sound and closing is None
            return
        self._at = at
        self.events.append(event)

    def _when(self, step: Step) -> datetime:
        soonest = self._at + BETWEEN
        if not self.events:
            return soonest
        if step.window is None:
            if not step.days:
                return soonest
            return datetime.combine(self._at.date() + timedelta(days=step.days), OPENS, self.zone)
        start = self.events[0 if step.from_first else -1].occurred_at
        return max(soonest, edge_of(step.window, start.astimezone(self.zone), self.zone, after=step.after_its_end))

    def _filled(self, draft: Draft, at: datetime) -> dict[str, Any] | None:
        """The fields with days and ids in their places; None where one refers to nothing that is there."""
        try:
            return {name: self._put(draft.model, value, at) for name, value in draft.fields.items()}
        except LookupError:
            return None

    def _put(self, model: type[Event], value: object, at: datetime) -> object:
        if isinstance(value, tuple):
            return tuple(self._put(model, one, at) for one in cast("tuple[object, ...]", value))
        if isinstance(value, Line):
            return {name: self._put(model, one, at) for name, one in value.fields}
        if not isinstance(value, Later):
            return value
        if value.what == "id":
            return self._id(model, value.name)
        return at if value.what == "instant" else office_day(at, self.zone)

    def _id(self, model: type[Event], name: str) -> str:
        """A new id where this type of entry gives them; else the last given, which it has not answered yet."""
        if _gives(model, name):
            self._given[name] = self._given.get(name, 0) + 1
            return str(self._given[name])
        id = str(self._given.get(name, 0))
        if id == "0" or (model, name, id) in self._answered:
            raise LookupError(name)
        self._answered.add((model, name, id))
        return id


def _gives(model: type[Event], name: str) -> bool:
    """Whether entries of this type are the ones that name things so: the first of those with the field."""
    first = next((one for one in EVENT_TYPES.values() if name in one.model_fields), model)
    return first is model or first.__name__ == "HoldPlaced"


def _made(model: type[Event], fields: dict[str, Any]) -> Event | None:
    for more in _EITHER:
        if all(name in model.model_fields for name in more):
            try:
                return model.model_validate({**fields, **more})
            except ValidationError:
                continue
    return None


def edge_of(window: Window, start: datetime, zone: ZoneInfo, *, after: bool) -> datetime:
    """The last moment of a window that a story speaks of, an hour of its last day or the instant it ends; or just past.

    >>> from leadledger.values import zone
    >>> begin, shanghai = datetime.fromisoformat("2026-03-01T15:00+08:00"), zone("Asia/Shanghai")
    >>> edge_of(Window.parse("30 days"), begin, shanghai, after=True).isoformat()
    '2026-04-01T10:00:00+08:00'
    >>> edge_of(Window.parse("2 hours"), begin, shanghai, after=False).isoformat()
    '2026-03-01T17:00:00+08:00'
    """
    if window.of_days:
        return datetime.combine(window.through(start.date()) + timedelta(days=int(after)), OPENS, zone)
    passing = timedelta(minutes=window.count) if str(window.unit) == "minutes" else timedelta(hours=window.count)
    return start + passing + timedelta(minutes=int(after))


def _steps(windows: Sequence[Window]) -> list[Step]:
    """The same day, the days after, and both sides of the end of every window."""
    edges = [
        Step(window=window, after_its_end=after, from_first=first)
        for window in windows
        for first in (False, True)
        for after in (False, True)
    ]
    common = [Step(), Step(), Step(), Step(1), Step(1), Step(2)]
    return common * max(1, len(edges) // 6) + edges
