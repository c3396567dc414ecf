"""A recognised sheet while it is read: places in it, its faults, and what the reader should be told of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from leadledger.importing.cells import Reader
from leadledger.importing.grid import CellValue
from leadledger.importing.lines import Place
from leadledger.importing.mapping import Mapping, plain
from leadledger.importing.recognise import Recognised


class CellFault(ValueError):
    """What is wrong with the cell of the column *key* in the row being read; the message says what was expected."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


@dataclass(slots=True)
class Page:
    """One sheet being read.

    *problems* has a sentence for each fault. *days_only* counts rows without a time of day, by the hour taken;
    *filled* has the rows, by column, whose empty cell took the value above without being merged with it;
    *passed_over* says of which rows no entry was made, and why.
    """

    file: str
    known: Recognised
    mapping: Mapping
    cells: Reader
    problems: list[str] = field(default_factory=list[str])
    days_only: dict[dt.time, int] = field(default_factory=dict[dt.time, int])
    filled: dict[int, list[int]] = field(default_factory=dict[int, list[int]])
    passed_over: list[str] = field(default_factory=list[str])
    above: dict[str, CellValue] = field(default_factory=dict[str, CellValue])
    totals: frozenset[str] = field(init=False)
    notes: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.totals = frozenset(map(plain, self.mapping.totals))
        self.notes = frozenset(map(plain, self.mapping.notes))

    def place(self, row: int, column: int | None = None) -> Place:
        """The place of a row, or of one of its cells."""
        heading = None if column is None else self.known.heading(column)
        return Place(self.file, sheet=self.known.sheet.title, row=row, column=heading)

    def place_of(self, row: int, key: str | None) -> Place:
        """The place of the column *key*, which the sheet need not have."""
        position = self.known.columns.get(key) if key else None
        if key is None or position is not None:
            return self.place(row, position)
        heading = self.known.mapping.columns[key].headings[0]
        return Place(self.file, sheet=self.known.sheet.title, row=row, column=heading)

    def refuse(self, place: Place, sentence: object) -> None:
        """Keeps a fault."""
        self.problems.append(f"{place}: {sentence}")
