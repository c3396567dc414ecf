"""What a reader is told of a sheet that was read: whatever was taken for granted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadledger.importing.agents import Agents
from leadledger.importing.grid import is_blank, letters
from leadledger.importing.nearest import or_is_meant
from leadledger.importing.page import Page
from leadledger.importing.quoting import shown
from leadledger.importing.recognise import Recognised

_MOST = 10


def of_columns(file: str, one: Recognised) -> Iterator[str]:
    """Of the sheet before its rows are read: hidden parts, titles, further columns, formulas."""
    where = f"{file}, sheet {one.sheet.title}"
    if one.sheet.hidden:
        yield f"{where}: is hidden, and was read"
    if one.above:
        yield f"{where}: row {one.heading_row} was taken for the headings, below {_listed(map(shown, one.above))}"
    hidden = [column for column in one.sheet.hidden_columns if column <= len(one.headings)]
    if hidden:
        yield f"{where}: hidden columns were read: {_listed(map(one.heading, hidden))}"
    hidden_rows = [row for row in one.sheet.hidden_rows if one.heading_row < row <= len(one.sheet.rows)]
    if hidden_rows:
        yield f"{where}: hidden rows were read: {_listed(_ranges('', hidden_rows))}"
    under = range(one.heading_row + 1, len(one.sheet.rows) + 1)
    further = [column for column in one.unknown if any(not is_blank(one.sheet.value(row, column)) for row in under)]
    if further:
        names = ", ".join(one.heading(column) + _meant(one, column) for column in further)
        yield f"{where}: kept in details, since the mapping does not know them: {names}"
    by_column: dict[int, list[int]] = {}
    for row, column in sorted(one.sheet.formulas):
        if row > one.heading_row:
            by_column.setdefault(column, []).append(row)
    for column, rows in sorted(by_column.items()):
        cells = _listed(_ranges(letters(column), rows))
        yield f"{where}, column {one.heading(column)}: the stored values of formulas were taken: {cells}"


def of_rows(page: Page) -> Iterator[str]:
    """Of the sheet after its rows were read: rows passed over, cells filled down, times of day taken."""
    yield from page.passed_over
    where = f"{page.file}, sheet {page.known.sheet.title}"
    for column, rows in sorted(page.filled.items()):
        cells = _listed(_ranges(letters(column), rows))
        yield f"{where}, column {page.known.heading(column)}: empty cells took the value above: {cells}"
    for clock, count in sorted(page.days_only.items()):
        counted = "1 row tells" if count == 1 else f"{count:,} rows tell"
        yield f"{where}: {counted} the day only, and {clock:%H:%M} was taken"


def of_unknown_agents(agents: Agents) -> Iterator[str]:
    """Of names that are in no staff register, told once; forgets them."""
    for name, place in sorted(agents.unknown.items()):
        meant = or_is_meant(name, agents.names)
        yield f"{place}: {shown(name)} is not in the staff register, and was taken for an id{meant}"
    agents.unknown.clear()


def _meant(one: Recognised, column: int) -> str:
    """The known heading that an unknown one is nearly, if its column is not there already."""
    missing = [
        heading for key, known in one.mapping.columns.items() if key not in one.columns for heading in known.headings
    ]
    return or_is_meant(one.heading_text(column), missing)


def _ranges(column: str, rows: Sequence[int]) -> Iterator[str]:
    """Rows as ranges: F2–F4, F7."""
    first = last = rows[0]
    for row in rows[1:]:
        if row != last + 1:
            yield _range(column, first, last)
            first = row
        last = row
    yield _range(column, first, last)


def _range(column: str, first: int, last: int) -> str:
    return f"{column}{first}" if first == last else f"{column}{first}–{column}{last}"


def _listed(texts: Iterator[str]) -> str:
    """The first ten of *texts*, and how many more there are."""
    said = list(texts)
    return ", ".join(said if len(said) <= _MOST else [*said[:_MOST], f"and {len(said) - _MOST} more"])
