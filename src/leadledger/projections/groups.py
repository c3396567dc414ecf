"""Groups: which sales of a payee count together in a tier or a limit, in closing order."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

Place = tuple[datetime, str]
"""A sale's place in closing order."""
Group = tuple[str, str, str, str]
"""A payee, a table of a plan (its digest with it), a period and a currency."""


class Groups:
    """Sales by payee, table and period, and what each of them counts there.

    >>> from datetime import UTC
    >>> groups, at = Groups(), datetime(2026, 3, 1, tzinfo=UTC)
    >>> for deal in ("b", "a"):
    ...     _ = groups.put(("li", "tiers", "2026-03", "CNY"), (at, deal), Fraction(5))
    >>> groups.before(("li", "tiers", "2026-03", "CNY"), (at, "b"))
    Fraction(5, 1)
    """

    def __init__(self) -> None:
        self._places: dict[Group, list[Place]] = {}
        self._counts: dict[Group, dict[Place, Fraction]] = {}

    def put(self, group: Group, place: Place, count: Fraction) -> bool:
        """What a sale counts from now on; whether that is something else than before."""
        counts = self._counts.setdefault(group, {})
        if place in counts:
            changed = counts[place] != count
        else:
            changed = bool(count)
            insort(self._places.setdefault(group, []), place)
        counts[place] = count
        return changed

    def drop(self, group: Group, place: Place) -> bool:
        """Leave a sale out; whether it counted anything."""
        counts = self._counts.get(group, {})
        if place not in counts:
            return False
        self._places[group].remove(place)
        return bool(counts.pop(place))

    def before(self, group: Group, place: Place) -> Fraction:
        """What the sales before one count together."""
        counts = self._counts.get(group, {})
        return sum((counts[one] for one in self._earlier(group, place)), Fraction(0))

    def whole(self, group: Group) -> Fraction:
        """What all the sales count together."""
        return sum(self._counts.get(group, {}).values(), Fraction(0))

    def later(self, group: Group, place: Place) -> Iterable[str]:
        """The deals after one, in closing order."""
        places = self._places.get(group, [])
        return [deal for _, deal in places[bisect_left(places, place) :] if deal != place[1]]

    def deals(self, group: Group) -> Iterable[str]:
        """All deals, in closing order."""
        return [deal for _, deal in self._places.get(group, [])]

    def _earlier(self, group: Group, place: Place) -> list[Place]:
        places = self._places.get(group, [])
        return places[: bisect_left(places, place)]
