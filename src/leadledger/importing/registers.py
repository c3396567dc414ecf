"""Reading one register file: ``.jsonl``, ``.csv`` or ``.xlsx``, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from leadledger.errors import RegisterRefused
from leadledger.importing.agents import Agents
from leadledger.importing.cells import Reader, as_text
from leadledger.importing.csv_text import read_csv
from leadledger.importing.grid import Sheet, is_blank, letters
from leadledger.importing.history import read_bytes, read_history
from leadledger.importing.lines import Line, Reading
from leadledger.importing.mapping import Mapping, load_mapping
from leadledger.importing.recognise import Recognised, recognise
from leadledger.importing.rows import SheetReader
from leadledger.importing.same import without_repeats
from leadledger.importing.xlsx import read_workbook
from leadledger.values import zone

HISTORY_SUFFIXES = frozenset({".jsonl", ".ndjson", ".json"})
_TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
_WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm"})


def read_register(
    path: Path | str,
    mapping: Mapping | Path | str | None = None,
    timezone: str | None = None,
    encoding: str | None = None,
    *,
    staff: Agents | None = None,
) -> Reading:
    """The entries of a register file, in the order of the file, and what the reader should be told.

    *mapping* says which column is what (None: the usual registers of a sales office), *timezone* stands for the
    mapping's, *encoding* is for CSV. *staff* are agents' names known from other files.

    Raises RegisterRefused with every fault of the file, and MappingInvalid.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in HISTORY_SUFFIXES:
        lines, notices = without_repeats(read_history(path, timezone=timezone))
        return Reading(tuple(lines), tuple(notices))
    chosen = mapping if isinstance(mapping, Mapping) else load_mapping(mapping)
    table = open_table(path, chosen, encoding)
    agents = staff if staff is not None else Agents(chosen.agents)
    table.add_staff(agents)
    return read_table(table, chosen, timezone, agents)


@dataclass(frozen=True, slots=True)
class Table:
    """A table file whose registers are recognised and whose rows are still to be read."""

    file: str
    known: tuple[Recognised, ...]
    notices: tuple[str, ...]

    def add_staff(self, agents: Agents) -> None:
        """Takes agents' names from the staff registers of the file."""
        _add_staff(agents, self.known)


def open_table(path: Path, mapping: Mapping, encoding: str | None) -> Table:
    """The registers in a ``.csv`` or ``.xlsx`` file. Raises RegisterRefused."""
    sheets, notices = read_sheets(path, mapping, encoding)
    known, more = recognise_all(str(path), sheets, mapping)
    return Table(str(path), tuple(known), (*notices, *more))


def read_table(table: Table, mapping: Mapping, timezone: str | None, agents: Agents) -> Reading:
    """The entries of an opened table. Raises RegisterRefused with every fault."""
    cells = Reader(mapping, _zone(timezone or mapping.timezone), agents)
    lines, notices = _read(table.file, table.known, mapping, cells)
    return Reading(tuple(lines), (*table.notices, *notices))


def _zone(name: str) -> ZoneInfo:
    try:
        return zone(name)
    except ValueError as fault:
        raise RegisterRefused([str(fault)]) from None


def read_sheets(path: Path, mapping: Mapping, encoding: str | None) -> tuple[list[Sheet], list[str]]:
    """The sheets of a table file, and a notice when an encoding other than UTF-8 was taken. Raises RegisterRefused."""
    suffix = path.suffix.lower()
    if suffix in _WORKBOOK_SUFFIXES:
        return read_workbook(str(path), read_bytes(path)), []
    if suffix in _TABLE_SUFFIXES:
        sheet, used = read_csv(str(path), path.stem, read_bytes(path), mapping, encoding)
        return [sheet], [] if used == "UTF-8" or encoding else [f"{path}: read as {used}"]
    if suffix == ".xls":
        raise RegisterRefused([f"{path} is an old .xls workbook: expected it saved as .xlsx"])
    raise RegisterRefused([f"{path}: expected a file named .jsonl, .csv or .xlsx"])


def recognise_all(file: str, sheets: Sequence[Sheet], mapping: Mapping) -> tuple[list[Recognised], list[str]]:
    """The sheets that are registers, and notices of those that are not, or are hidden. Raises RegisterRefused."""
    known: list[Recognised] = []
    notices: list[str] = []
    problems: list[str] = []
    for sheet in sheets:
        if all(is_blank(cell) for row in sheet.rows for cell in row):
            continue
        try:
            one = recognise(file, sheet, mapping)
        except RegisterRefused as fault:
            problems.extend(fault.problems)
            continue
        if one is None:
            notices.append(
                f"{file}, sheet {sheet.name}: not read, since neither its name nor its headings are in the mapping"
            )
            continue
        known.append(one)
        if sheet.hidden:
            notices.append(f"{file}, sheet {sheet.name}: is hidden, and was read")
        notices.extend(_column_notices(file, one))
    if problems:
        raise RegisterRefused(problems)
    if not known:
        names = ", ".join(one.names[0] for one in mapping.sheets)
        raise RegisterRefused([f"{file}: no sheet has a known name or known headings: expected one of {names}"])
    return known, notices


def _column_notices(file: str, one: Recognised) -> list[str]:
    where = f"{file}, sheet {one.sheet.name}"
    notices: list[str] = []
    under = range(one.heading_row + 1, len(one.sheet.rows) + 1)
    further = [
        position for position in one.unknown if any(not is_blank(one.sheet.value(row, position)) for row in under)
    ]
    if further:
        notices.append(
            f"{where}: kept in details, since the mapping does not know them: {', '.join(map(one.heading, further))}"
        )
    by_column: dict[int, list[int]] = {}
    for row, column in sorted(one.sheet.formulas):
        if row > one.heading_row:
            by_column.setdefault(column, []).append(row)
    for column, rows in sorted(by_column.items()):
        cells = ", ".join(_ranges(letters(column), rows))
        notices.append(f"{where}, column {one.heading(column)}: the stored values of formulas were taken: {cells}")
    return notices


def _ranges(column: str, rows: Sequence[int]) -> list[str]:
    """Rows as cell ranges: F2–F4, F7; the first ten of them."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    texts = [f"{column}{first}" if first == last else f"{column}{first}–{column}{last}" for first, last in runs]
    return texts if len(texts) <= 10 else [*texts[:10], f"and {len(texts) - 10} more"]


def _add_staff(agents: Agents, known: Sequence[Recognised]) -> None:
    """Takes agents' names from the staff registers among *known*."""
    for one in known:
        if one.mapping.agents is None:
            continue
        number, name = (one.columns.get(key) for key in one.mapping.agents)
        if number is None or name is None:
            continue
        for row in range(one.heading_row + 1, len(one.sheet.rows) + 1):
            agent_id, called = as_text(one.sheet.value(row, number)), as_text(one.sheet.value(row, name))
            if agent_id and called:
                agents.add(agent_id, called)


def _read(file: str, known: Sequence[Recognised], mapping: Mapping, cells: Reader) -> tuple[list[Line], list[str]]:
    lines: list[Line] = []
    problems: list[str] = []
    notices: list[str] = []
    for one in known:
        reader = SheetReader(file, one, mapping, cells)
        reader.read()
        lines.extend(reader.lines)
        problems.extend(reader.problems)
        notices.extend(reader.repeats)
        where = f"{file}, sheet {one.sheet.name}"
        for column, rows in sorted(reader.filled.items()):
            ranges = ", ".join(_ranges(letters(column), rows))
            notices.append(f"{where}, column {one.heading(column)}: empty cells took the value above: {ranges}")
        for clock, count in sorted(reader.days_only.items()):
            counted = "1 row tells" if count == 1 else f"{count:,} rows tell"
            notices.append(f"{where}: {counted} the day only, and {clock:%H:%M} was taken")
    if problems:
        raise RegisterRefused(problems)
    if not lines:
        raise RegisterRefused([f"{file}: there is no entry under the headings"])
    if cells.agents.unknown:
        names = sorted(cells.agents.unknown)
        said = ", ".join(names[:10]) + (" …" if len(names) > 10 else "")
        notices.append(f"{file}: not in the staff register, and taken as ids as they stand: {said}")
        cells.agents.unknown.clear()
    kept, repeats = without_repeats(lines)
    return kept, [*notices, *repeats]
