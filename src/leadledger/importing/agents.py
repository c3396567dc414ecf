"""Agents' names in registers and the ids they stand for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from leadledger.importing.quoting import shown


@dataclass(slots=True)
class Agents:
    """Which id a name in a register means.

    A known id means itself; then the mapping's own table counts, then the staff register.
    A name nobody gave is taken as an id as it stands, and kept in *unknown* when a staff register was seen, with
    the first place it stands at.

    >>> agents = Agents({"小张": "zhang"})
    >>> agents.add("zhang", "张三")
    >>> [agents.id_of(name) for name in ("张三", "小张", "李四")], sorted(agents.unknown)
    (['zhang', 'zhang', '李四'], ['李四'])
    """

    given: Mapping[str, str] = field(default_factory=dict[str, str])
    _ids: set[str] = field(default_factory=set[str])
    _names: dict[str, None] = field(default_factory=dict[str, None])
    _named: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    unknown: dict[str, str] = field(default_factory=dict[str, str])
    unplaced: list[str] = field(default_factory=list[str])

    def add(self, agent: str, name: str) -> None:
        """Takes down that *name* is *agent*'s; two agents may share one, until it is used."""
        self._ids.add(agent)
        self._names[name] = None
        ids = self._named.setdefault(_folded(name), [])
        if agent not in ids:
            ids.append(agent)

    def id_of(self, name: str) -> str:
        """The id that *name* means; ValueError when it is the name of two agents."""
        if name in self._ids:
            return name
        if name in self.given:
            return self.given[name]
        ids = self._named.get(_folded(name), [])
        if len(ids) > 1:
            raise ValueError(f"expected an agent's number: {shown(name)} is the name of {' and '.join(ids)}")
        if ids:
            return ids[0]
        if self._ids and name not in self.unknown:
            self.unknown[name] = ""
            self.unplaced.append(name)
        return name

    def note_place(self, place: str) -> None:
        """Takes down where the unknown names met last stand."""
        for name in self.unplaced:
            self.unknown[name] = place
        self.unplaced.clear()

    @property
    def names(self) -> list[str]:
        """The names known."""
        return [*self.given, *self._names]


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
