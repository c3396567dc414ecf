"""Units for sale and the deals about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from random import Random

from making.people import Agent, Customer

_AREAS = (Decimal("78.45"), Decimal("89.37"), Decimal("98.62"), Decimal("118.56"), Decimal("127.08"), Decimal("143.91"))


@dataclass(frozen=True, slots=True)
class Unit:
    """A flat: its number, area in square metres and price of one in yuan."""

    number: str
    area: Decimal
    unit_price: int

    @property
    def price(self) -> Decimal:
        """The list price in yuan, to the cent."""
        return self.area * self.unit_price


def units(rng: Random) -> Iterator[Unit]:
    """The flats of six buildings, in no order."""
    doors = [
        (building, floor, door) for building in (1, 2, 3, 5, 6, 7) for floor in range(2, 19) for door in (1, 2, 3, 4)
    ]
    rng.shuffle(doors)
    for building, floor, door in doors:
        area = _AREAS[(building + door) % len(_AREAS)]
        yield Unit(f"{building}-{floor}{door:02d}", area, 13_600 + 40 * floor + 100 * building + 10 * rng.randrange(9))


@dataclass(slots=True)
class Deal:
    """A subscription; the number is given when the books are closed, in the order in which deals closed."""

    customer: Customer
    closer: Agent
    unit: Unit
    closed_at: datetime
    withdrawn: bool = False
    number: str = ""
