"""A clause of a rulebook: what the document says of it, bound to the function of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from leadledger.dossier import Fact
from leadledger.events.pattern import Pattern
from leadledger.rulebook.effects import Effects
from leadledger.rulebook.register import Register, Rule


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its *id* in words, the number it *cites*, heading and text by language, its kind and parameters.

    *rank* orders award clauses, *after* names the award clauses a sharing clause follows, *overrides* the sharing
    clauses it beats.
    """

    id: str
    cite: str
    stage: str
    use: str
    apply: Callable[..., Any] = field(repr=False)
    title: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    text: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    params: Mapping[str, object] = field(default_factory=dict[str, object])
    when: Pattern | None = None
    rank: int = 0
    after: frozenset[str] = field(default=frozenset[str]())
    overrides: frozenset[str] = field(default=frozenset[str]())

    @property
    def rule(self) -> Rule:
        """What the register's fold asks of a clause once the event's type is its own: its id and its answer."""
        when = self.when
        if when is None or not when.fields:
            return self.id, self.apply
        return self.id, self._answer

    def _answer(self, fact: Fact, register: Register) -> Effects | None:
        effects: Effects | None = self.apply(fact, register) if self._means(fact) else None
        return effects

    def _means(self, fact: Fact) -> bool:
        return self.when is None or self.when.matches(fact.event)
