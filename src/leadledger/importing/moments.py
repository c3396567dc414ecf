"""When a row says something happened: days and times of day of several columns, told together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from leadledger.importing.mapping import TEMPORAL, Entry
from leadledger.importing.page import CellFault, Page
from leadledger.importing.times import localise


def happened_at(page: Page, entry: Entry, values: Mapping[str, object]) -> dt.datetime:
    """When the row says it happened. Raises CellFault."""
    instant = _moment(page, entry, entry.at, values)
    if instant is None:
        key = entry.at[0]
        raise CellFault(key, "is empty: expected a date" if key in page.known.columns else _no_column(page, key))
    return instant


def recorded_at(page: Page, entry: Entry, values: Mapping[str, object], happened: dt.datetime) -> dt.datetime | None:
    """When the row says the register took it; None where it says nothing beyond the day it happened.

    Raises CellFault.
    """
    return _moment(page, entry, entry.recorded, values, same_day_as=happened)


def instant_of(page: Page, entry: Entry, key: str, day: dt.date) -> dt.datetime:
    """The instant that a cell of the column *key* means which tells only its *day*. Raises CellFault."""
    clock = entry.time_of_day or page.known.mapping.time_of_day or page.mapping.time_of_day
    page.days_only[clock] = page.days_only.get(clock, 0) + 1
    return _placed(page, key, day, clock)


def _no_column(page: Page, key: str) -> str:
    return f"there is no column {page.known.mapping.columns[key].headings[0]}: expected a date"


def _moment(
    page: Page,
    entry: Entry,
    keys: Sequence[str],
    values: Mapping[str, object],
    *,
    same_day_as: dt.datetime | None = None,
) -> dt.datetime | None:
    columns = page.known.mapping.columns
    given = [(key, values[key]) for key in keys if columns[key].kind in TEMPORAL and values.get(key) is not None]
    clock = next((value for _, value in given if isinstance(value, dt.time)), None)
    for key, instant in given:
        if isinstance(instant, dt.datetime):
            if clock is not None and instant.time() != clock:
                beside = f"expected the time {clock:%H:%M} of the column beside it"
                raise CellFault(key, f"{instant:%Y-%m-%d %H:%M} stands there, {beside}")
            return instant
    for key, day in given:
        if isinstance(day, dt.date):
            return _on_day(page, entry, key, day, clock, same_day_as)
    if clock is not None:
        key = keys[0]
        raise CellFault(key, "is empty: expected a date" if key in page.known.columns else _no_column(page, key))
    return None


def _on_day(
    page: Page, entry: Entry, key: str, day: dt.date, clock: dt.time | None, same_day_as: dt.datetime | None
) -> dt.datetime | None:
    if clock is None:
        if same_day_as is not None and same_day_as.astimezone(page.cells.zone).date() == day:
            return None  # written down the day it happened: nothing tells a later hour
        return instant_of(page, entry, key, day)
    return _placed(page, key, day, clock)


def _placed(page: Page, key: str, day: dt.date, clock: dt.time) -> dt.datetime:
    try:
        return localise(dt.datetime.combine(day, clock), page.cells.zone)
    except ValueError as fault:
        raise CellFault(key, f"{day} {clock:%H:%M} stands there, {fault}") from None
