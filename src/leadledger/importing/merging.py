"""Importing: register files merged into a history, in register order, all of them or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path

from leadledger.errors import RegisterRefused
from leadledger.events import AgentJoined
from leadledger.events.declared import NONE_DECLARED, EventTypes
from leadledger.importing.checking import refuse_contradictions, refuse_unusable_rulebooks
from leadledger.importing.collecting import collected_later
from leadledger.importing.declarations import as_declared, declarations
from leadledger.importing.lines import FileImport, Imported, Line, Reading
from leadledger.importing.mapping import Mapping
from leadledger.importing.reading import read_all
from leadledger.importing.same import Known
from leadledger.importing.target import Target, held, read_target, replace, to_line

Check = Callable[[Sequence[Line]], None]
"""Looks over the whole history as it would be, in register order; raises to refuse the import."""


@collected_later()
def import_into(
    target: Path | str,
    files: Iterable[Path | str],
    mapping: Mapping | Path | str | None = None,
    timezone: str | None = None,
    encoding: str | None = None,
    *,
    dry_run: bool = False,
    types: EventTypes = NONE_DECLARED,
    check: Check = refuse_contradictions,
) -> Imported:
    """Merges register *files* into the history *target*, by register time and then order of entry.

    Entries the target has already, with the same id or the same content, add nothing, so a file may be imported
    again or in pieces. Lines the target has keep their bytes; new ones are written with their ids. The target is
    replaced in one step at the end, or not at all. It is a ``.jsonl`` or ``.ndjson`` file, or a link to one.

    Entries of apps' types are read by *types* (``rulebook.events``), and by the rulebooks that the target or any of the
    files adopts.

    *check* sees the whole history as it would be: as it comes, it refuses one that contradicts itself, also when
    nothing is added to it.

    Raises RegisterRefused with the faults of all files, also for a rulebook adopted in them that cannot be used;
    MappingInvalid; and HistoryContradiction.
    """
    target = Path(target)
    paths = [Path(file) for file in files]
    there = read_target(target, types=types)
    joined = [line.event for line in there.lines if isinstance(line.event, AgentJoined)]
    readings = read_all(paths, mapping, timezone, encoding, joined, there.as_written(), _adopted(there, types))
    if dry_run:
        return _merge(target, paths, readings, there, types, check, dry_run=True)
    with held(target):
        return _merge(target, paths, readings, read_target(target, there, types), types, check, dry_run=False)


def _adopted(there: Target, types: EventTypes) -> EventTypes:
    return declarations(there.lines, types).types


def _merge(
    target: Path,
    paths: Sequence[Path],
    readings: Sequence[Reading],
    there: Target,
    types: EventTypes,
    check: Check,
    *,
    dry_run: bool,
) -> Imported:
    known = Known()
    every = chain(there.lines, *(reading.lines for reading in readings))
    declared = declarations(every, types).types
    in_target = as_declared(there.lines, declared)
    for line in in_target:
        known.take(line)
    files: list[FileImport] = []
    problems: list[str] = []
    added: list[Line] = []
    for path, reading in zip(paths, readings, strict=True):
        before = len(added)
        for line in as_declared(reading.lines, declared):
            try:
                new = known.take(line)
            except RegisterRefused as fault:
                problems.extend(fault.problems)
                continue
            if new is not None:
                added.append(new)
        count = len(added) - before
        files.append(FileImport(str(path), count, len(reading.lines) - count, reading.notices))
    if problems:
        raise RegisterRefused(problems)
    merged = [*zip(in_target, there.raw, strict=True), *((line, None) for line in added)]
    merged.sort(key=lambda pair: pair[0].event.registered_at)
    history = tuple(line for line, _ in merged)
    refuse_unusable_rulebooks(added, history)
    check(history)
    if added and not dry_run:
        replace(target, [to_line(line) if text is None else text for line, text in merged])
    return Imported(tuple(files), target, history, tuple(added), dry_run)
