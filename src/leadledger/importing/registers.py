"""Reading one register file: ``.jsonl``, ``.csv`` or ``.xlsx``, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from leadledger.errors import RegisterRefused
from leadledger.events.declared import NONE_DECLARED, EventTypes
from leadledger.importing.agents import Agents
from leadledger.importing.cells import Reader, as_text
from leadledger.importing.csv_text import read_csv
from leadledger.importing.declarations import Declarations, declarations
from leadledger.importing.grid import Sheet, is_blank
from leadledger.importing.history import Begun, Written, begin_history
from leadledger.importing.lines import Line, Reading
from leadledger.importing.mapping import Mapping, load_mapping
from leadledger.importing.notices import of_columns, of_rows, of_unknown_agents
from leadledger.importing.page import Page
from leadledger.importing.plain_files import HISTORY_SUFFIXES, plain_file, read_bytes
from leadledger.importing.quoting import file_shown
from leadledger.importing.recognise import Recognised, recognise
from leadledger.importing.rows import read_rows
from leadledger.importing.same import without_repeats
from leadledger.importing.xlsx import read_workbook
from leadledger.values import zone

_TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
_WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm"})


def read_register(
    path: Path | str,
    mapping: Mapping | Path | str | None = None,
    timezone: str | None = None,
    encoding: str | None = None,
    *,
    staff: Agents | None = None,
    types: EventTypes = NONE_DECLARED,
) -> Reading:
    """The entries of a register file, in the order of the file, and what the reader should be told.

    *mapping* says which column is what (None: the usual registers of a sales office), *timezone* stands for the
    mapping's, *encoding* is for CSV. *staff* are agents' names known from other files, and *types* the event
    types that are declared besides those of the rulebooks a history adopts.

    Raises RegisterRefused with every fault of the file, and MappingInvalid.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in HISTORY_SUFFIXES:
        begun = begin_entries(path, timezone)
        return read_entries(begun, declarations(begun.known(), types))
    chosen = mapping if isinstance(mapping, Mapping) else load_mapping(mapping)
    table = open_table(path, chosen, encoding)
    agents = staff if staff is not None else Agents(chosen.agents)
    table.add_staff(agents)
    return read_table(table, chosen, timezone, agents)


def begin_entries(path: Path, timezone: str | None = None, *, written: Written | None = None) -> Begun:
    """A history with its entries of the contract's types read. Raises RegisterRefused."""
    return begin_history(file_shown(path), read_bytes(path), timezone, written=written)


def read_entries(begun: Begun, declared: Declarations) -> Reading:
    """The entries of a history, those left out that say again what an earlier one says. Raises RegisterRefused."""
    lines, notices = without_repeats(begun.lines(declared))
    return Reading(tuple(lines), tuple(notices))


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
    known, more = recognise_all(file_shown(path), sheets, mapping)
    return Table(file_shown(path), tuple(known), (*notices, *more))


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
    suffix, name = path.suffix.lower(), file_shown(path)
    if suffix in _WORKBOOK_SUFFIXES:
        return read_workbook(name, read_bytes(path)), []
    if suffix in _TABLE_SUFFIXES:
        sheet, used = read_csv(name, path.stem, read_bytes(path), mapping, encoding)
        return [sheet], [] if used == "UTF-8" or encoding else [f"{name}: read as {used}"]
    plain_file(path)
    if suffix == ".xls":
        raise RegisterRefused([f"{name} is an old .xls workbook: expected it saved as .xlsx"])
    raise RegisterRefused([f"{name}: expected a file named .jsonl, .csv or .xlsx"])


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
                f"{file}, sheet {sheet.title}: not read, since neither its name nor its headings are in the mapping"
            )
            continue
        known.append(one)
        notices.extend(of_columns(file, one))
    if problems:
        raise RegisterRefused(problems)
    if not known:
        names = ", ".join(one.names[0] for one in mapping.sheets)
        raise RegisterRefused([f"{file}: no sheet has a known name or known headings: expected one of {names}"])
    return known, notices


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
        page = Page(file, one, mapping, cells)
        lines.extend(read_rows(page))
        problems.extend(page.problems)
        notices.extend(of_rows(page))
    if problems:
        raise RegisterRefused(problems)
    if not lines:
        raise RegisterRefused([f"{file}: there is no entry under the headings"])
    notices.extend(of_unknown_agents(cells.agents))
    kept, repeats = without_repeats(lines)
    return kept, [*notices, *repeats]
