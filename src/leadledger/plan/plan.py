"""A commission plan, read and checked: what deals bring to those who share them, when it is free, and what is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from leadledger.plan.tables import (
    CLOSING,
    Base,
    Guarantee,
    Limit,
    OnTop,
    Penalty,
    PlanPart,
    Rate,
    Release,
    Reversals,
    Rounding,
    Table,
)
from leadledger.values import RemainderRule, Window


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """A commission plan as its document states it; *digest* is the SHA-256 of what the document says.

    *base_pay_days* are the working days of a month, by which a day's base pay is figured. *write_off_after* is how old
    a balance below zero becomes before it is written off; None: never. Tables stand in the document's order.
    """

    name: str
    version: str
    title: Mapping[str, str]
    document: Mapping[str, Any]
    digest: str
    zone: ZoneInfo
    reversals: Reversals
    remainder: RemainderRule
    rounding: Rounding
    write_off_after: Window | None
    base_pay_days: Fraction
    base: Base
    rates: tuple[Rate, ...]
    limits: tuple[Limit, ...] = ()
    parts: tuple[PlanPart, ...] = ()
    on_top: tuple[OnTop, ...] = ()
    releases: tuple[Release, ...] = ()
    guarantees: tuple[Guarantee, ...] = ()
    penalties: tuple[Penalty, ...] = ()

    def __repr__(self) -> str:
        return f"Plan(name={self.name!r}, version={self.version!r}, digest={self.digest!r})"

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Show no more than that where Hypothesis or IPython print it, and not all that the document is read into."""
        printer.text(repr(self))

    def tables(self) -> Iterator[Table]:
        """Every table that has an id, in the order of the sections."""
        for section in (self.rates, self.limits, self.parts, self.on_top, self.releases):
            yield from section
        yield from self.guarantees
        yield from self.penalties

    def cited(self, id: str) -> tuple[str, str, Mapping[str, str]]:
        """The id, the number cited and the title of the table with that id; ``closing`` is cited by its name alone.

        Raises:
            KeyError: no table has it.
        """
        for table in self.tables():
            if table.id == id:
                return table.id, table.cite, table.title
        if id == CLOSING:
            return id, "", {}
        raise KeyError(id)
