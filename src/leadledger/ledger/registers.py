"""Registers into a ledger: all files or none, in one transaction and in register order, or only tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from leadledger.errors import RegisterRefused
from leadledger.events import EVENT_TYPES, AgentJoined, Event
from leadledger.events.declared import NONE_DECLARED, EventTypes
from leadledger.importing.collecting import collected_later
from leadledger.importing.lines import Brought, FileImport, Line
from leadledger.importing.mapping import Mapping
from leadledger.importing.reading import read_all
from leadledger.importing.same import other_content
from leadledger.ledger.moves import Move, closed_in_either, moves
from leadledger.ledger.office import Office
from leadledger.ledger.reach import deals_reached
from leadledger.ledger.recording import record, unusable_adoptions
from leadledger.ledger.rounds import LedgerFacts
from leadledger.store.appending import says_the_same
from leadledger.store.entries import Incoming
from leadledger.store.journal import Journal
from leadledger.store.records import Item


@dataclass(frozen=True, slots=True)
class Import(Brought):
    """The outcome of an import: for each file what it added, what was there already, and notices.

    After a dry run the target is as it was, and *moves* lists the decisions that the import would move, in closing
    order.
    """

    target: str
    dry_run: bool = False
    moves: tuple[Move, ...] = ()


@collected_later()
def import_registers(
    journal: Journal,
    files: Path | str | Iterable[Path | str],
    mapping: Mapping | Path | str | None,
    timezone: str | None,
    encoding: str | None,
    *,
    target: str,
    dry_run: bool,
    types: EventTypes = NONE_DECLARED,
) -> Import:
    """Enter register *files* in a journal that is called *target*, and say what they brought: see Ledger.import_files.

    *types* are event types declared besides those of the rulebooks adopted in the journal or in the files.

    Others may write while the files are read, and not while the entries are entered.
    """
    paths = [Path(file) for file in ([files] if isinstance(files, Path | str) else files)]
    readings = read_all(paths, mapping, timezone, encoding, _joined(journal), types=_declared(journal, types))
    rows = [_Row(line, number) for number, reading in enumerate(readings) for line in reading.lines]
    new: list[_Row] = []
    moved: list[Move] = []
    if rows:
        with journal.alone(keep=not dry_run):
            size = journal.size()
            new = _enter(journal, rows, types)
            if dry_run:
                moved = _moved(journal, size, [row.line.event for row in new], types)
    added = Counter(row.file for row in new)
    counted = (
        FileImport(str(path), added[number], len(reading.lines) - added[number], reading.notices)
        for number, (path, reading) in enumerate(zip(paths, readings, strict=True))
    )
    return Import(tuple(counted), target, dry_run, tuple(moved))


class _Row(NamedTuple):
    """An entry that was read, and from which of the files."""

    line: Line
    file: int


def _declared(journal: Journal, given: EventTypes) -> EventTypes:
    """The event types that apps' entries may be of, as far as they are declared without the files."""
    return {name: cls for name, cls in journal.event_types(given).items() if name not in EVENT_TYPES}


def _joined(journal: Journal) -> Iterator[AgentJoined]:
    """Who is known to the ledger by name, in register order."""
    for fact in LedgerFacts(journal).matching([Item((AgentJoined.__name__,), ())]):
        if isinstance(fact.event, AgentJoined):
            yield fact.event


def _enter(journal: Journal, rows: Sequence[_Row], types: EventTypes) -> list[_Row]:
    """Enter the rows in register order, ties as they were read; gives those that were not there already.

    Raises:
        RegisterRefused: ids on entries of different content, or rulebooks that cannot be used: all there are.
        HistoryContradiction: they cannot be true beside what is there, or beside each other.
    """
    problems = _of_other_content(journal, rows)
    if problems:
        raise RegisterRefused(problems)
    ordered = sorted(rows, key=lambda row: row.line.event.registered_at)
    incoming = [Incoming(row.line.event, str(row.line.place)) for row in ordered]
    problems = unusable_adoptions(journal, incoming, types)
    if problems:
        raise RegisterRefused(problems)
    receipts = record(journal, incoming, register=True, types=types)
    return [row for row, receipt in zip(ordered, receipts, strict=True) if receipt.new]


def _of_other_content(journal: Journal, rows: Sequence[_Row]) -> list[str]:
    """A sentence for each row whose id stands elsewhere on an entry of other content, there or among the rows."""
    problems: list[str] = []
    met: dict[UUID, Line] = {}
    some = journal.size() > 0
    for line, _ in rows:
        entry = line.event.id
        if entry is None:
            continue
        there = journal.entry(entry) if some else None
        if there is not None:
            if not says_the_same(there.event, line.event):
                problems.append(other_content(line, journal.place(there.position)))
            continue
        first = met.setdefault(entry, line)
        if first is not line and not says_the_same(first.event, line.event):
            problems.append(other_content(line, first.place.beside(line.place)))
    return problems


def _moved(journal: Journal, size: int, events: Sequence[Event], types: EventTypes) -> list[Move]:
    """The decisions that the events moved, which were entered after the first *size* entries; in closing order."""
    facts = LedgerFacts(journal, types=types)
    before, after = Office(LedgerFacts(journal, upto=size, types=types)), Office(facts)
    deals = closed_in_either(before, after)
    reached = deals_reached(facts, events, after.of_agents())
    if reached is not None:
        names = set(reached)
        deals = [deal for deal in deals if deal in names]
    return moves(before, after, deals)
