"""A clause of a rulebook: what the document says of it, bound to the function of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from leadledger.dossier import Fact
from leadledger.events.pattern import Pattern
from leadledger.rulebook.conditions import Conditions
from leadledger.rulebook.effects import Effects
from leadledger.rulebook.register import Register, Rule


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its *id* in words, the number it *cites*, heading and text by language, its kind and parameters.

    *conditions* say when it speaks at all. *rank* orders award clauses, *after* names the award clauses that a sharing
    clause (or one on top, or a consequence) follows, *overrides* those of its stage that it beats, *collides* those
    that must not apply beside it. What a *final* award clause gives is neither shared nor added to, but by clauses
    that name it. *reads* are the event types its conditions and parameters speak of, *plugin* name and version of what
    brings its kind, if that is not the library.
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
    collides: frozenset[str] = field(default=frozenset[str]())
    conditions: Conditions = field(default=Conditions())
    final: bool = False
    reads: frozenset[str] = field(default=frozenset[str]())
    plugin: tuple[str, str] | None = None

    def follows(self, award: Clause | None) -> bool:
        """Whether it follows an award clause: those it names; where it names none any, but no final one.

        Consequences follow a final one too.
        """
        if award is None or self.after:
            return award is not None and award.id in self.after
        return not award.final or self.stage == "consequence"

    @property
    def rule(self) -> Rule:
        """What the register's fold asks of a clause once the event's type is its own: its id and its answer."""
        when = self.when
        if when is None or not (when.tests or when.same):
            return self.id, self.apply
        return self.id, self._answer

    def _answer(self, fact: Fact, register: Register) -> Effects | None:
        assert self.when is not None
        meant = self.when.matches(fact.event, lambda role: register.who(role, fact))
        effects: Effects | None = self.apply(fact, register) if meant else None
        return effects
