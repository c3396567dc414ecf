"""A time that the document states is whole: what ends with it ends after its last good day, and not before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from leadledger.events import Event
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.checking.vocabulary import vocabulary_of
from leadledger.testing.laws.changing import altered, closing_in
from leadledger.testing.laws.law import Asked, Broken, Law, Story, Try, outcome
from leadledger.values import Window, office_day

_DAY = timedelta(days=1)


def whole_windows(asked: Asked, history: Story) -> Iterator[Try]:
    """A time lasts as long as the document states: nothing is lost on its last good day, and nothing is kept after it.

    A deal closes on other days after all that is known before it, with nothing entered in between: on the day before a
    last good day and on that day; on the day after it and on the next. Last good days are counted from every entry, by
    every length of time that the document states, and by two of them one after the other.
    Both closings of a pair come to the same, unless another such time ends between them.
    Silent where no deal closes, and for times that are shorter than a day.

    >>> from leadledger.rulebook.library import rulebooks
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang", on="2026-03-01"), subscription("d", "c", "li"))
    >>> [one() for one in whole_windows(Asked(rulebooks["sales-office"]), story.events)]
    [None, None]
    """
    for deal, answer in asked.decided(history).items():
        place = closing_in(history, answer)
        if place is None:
            continue
        before, closing = history[:place], history[place]
        ends, sure = _ends(asked.book, before)
        last = max(
            (_day(asked.book, at) for event in before for at in (event.occurred_at, event.registered_at)), default=None
        )
        for end in sorted(sure):
            for day in (end - _DAY, end + _DAY):
                if last is None or day <= last or day in ends:
                    continue
                one, other = ((*before, _on(asked.book, closing, when)) for when in (day, day + _DAY))
                yield partial(_same, asked, deal, one, other, end, day)


def _same(asked: Asked, deal: str, one: Story, other: Story, end: date, day: date) -> Broken | None:
    was, now = asked.answers(one).get(deal), asked.answers(other).get(deal)
    if outcome(was) == outcome(now):
        return None
    facts = {"deal": deal, "end": end, "day": day, "next": day + _DAY}
    why = "last-day-lost" if day < end else "a-day-too-many"
    return Broken("last-good-day", asked.book, one, why, facts, was, now, other)


def _ends(book: Rulebook, before: Story) -> tuple[set[date], set[date]]:
    """The days after which something may be otherwise; and those of them that a stated time ends with."""
    windows = vocabulary_of(book).windows
    of_days = [window for window in windows if window.of_days]
    ends: set[date] = set()
    sure: set[date] = set()
    for event in before:
        for at in dict.fromkeys((event.occurred_at, event.registered_at)):
            for window in windows:
                end = _end(book, window, at)
                if end is None:
                    continue
                if window.of_days:
                    sure.add(end)
                    ends.update(filter(None, (_through(other, end) for other in of_days)))
                else:
                    ends |= {end - _DAY, end, end + _DAY}
    return ends | sure, sure


def _end(book: Rulebook, window: Window, at: datetime) -> date | None:
    if window.of_days:
        return _through(window, _day(book, at))
    hours = window.count if str(window.unit) != "minutes" else window.count / 60
    return _day(book, at + timedelta(hours=hours))


def _through(window: Window, day: date) -> date | None:
    try:
        return window.through(day)
    except ValueError:  # past the calendar
        return None


def _day(book: Rulebook, at: datetime) -> date:
    return office_day(at, book.terms.timezone)


def _on(book: Rulebook, closing: Event, day: date) -> Event:
    local = closing.occurred_at.astimezone(book.terms.timezone)
    return altered(closing, id=None, recorded_at=None, occurred_at=datetime.combine(day, local.timetz()))


last_good_day = Law("last-good-day", whole_windows)
