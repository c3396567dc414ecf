"""Reading all files of an import: every agent's name is known before any row is read, and every fault is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from leadledger.errors import RegisterRefused
from leadledger.events import AgentJoined
from leadledger.events.declared import NONE_DECLARED, EventTypes
from leadledger.importing.agents import Agents
from leadledger.importing.declarations import Declarations, declarations
from leadledger.importing.history import Begun, Written
from leadledger.importing.lines import Reading
from leadledger.importing.mapping import Mapping, load_mapping
from leadledger.importing.plain_files import HISTORY_SUFFIXES
from leadledger.importing.registers import Table, begin_entries, open_table, read_entries, read_table


def read_all(
    paths: Sequence[Path],
    mapping: Mapping | Path | str | None,
    timezone: str | None,
    encoding: str | None,
    joined: Iterable[AgentJoined],
    written: Written | None = None,
    types: EventTypes = NONE_DECLARED,
) -> list[Reading]:
    """What is in each file; agents' names are known from *joined*, which the target holds, and from all files.

    Entries of apps' types are read by *types*, and by the rulebooks that any of the files adopts. What is *written* in
    the target already, byte for byte, is taken from there. Raises RegisterRefused with the faults of all files, and
    MappingInvalid.
    """
    problems: list[str] = []
    mapping = mapping if isinstance(mapping, Mapping) else load_mapping(mapping)
    agents = Agents(mapping.agents)
    _add(agents, joined)
    histories: dict[int, Begun] = {}
    tables: dict[int, Table] = {}
    for index, path in enumerate(paths):
        try:
            if path.suffix.lower() in HISTORY_SUFFIXES:
                begun = histories[index] = begin_entries(path, timezone, written=written)
                _add(agents, (line.event for line in begun.known() if isinstance(line.event, AgentJoined)))
            else:
                tables[index] = open_table(path, mapping, encoding)
                tables[index].add_staff(agents)
        except RegisterRefused as fault:
            problems.extend(fault.problems)
    declared = Declarations(types)
    try:
        declared = declarations((line for begun in histories.values() for line in begun.known()), types)
    except RegisterRefused as fault:
        problems.extend(fault.problems)
    readings: list[Reading] = []
    for index in range(len(paths)):
        try:
            if index in histories:
                readings.append(read_entries(histories[index], declared))
            elif index in tables:
                readings.append(read_table(tables[index], mapping, timezone, agents))
        except RegisterRefused as fault:
            problems.extend(fault.problems)
    if problems:
        raise RegisterRefused(problems)
    return readings


def _add(agents: Agents, joined: Iterable[AgentJoined]) -> None:
    for event in joined:
        agents.add(event.agent, event.name)
