"""Touches: the entries about a party that a pattern means and a time lets count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from leadledger.dossier import Fact
from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Award, DoesNotApply, Reason
from leadledger.rulebook.case import Case
from leadledger.values import Window


class Touch(NamedTuple):
    """An entry that counts, and the agent it names."""

    fact: Fact
    agent: str


def touches(
    case: Case,
    when: Pattern,
    to: str,
    *,
    within: Window | None = None,
    beyond: Window | None = None,
    unbroken: Window | None = None,
    award: Award | None = None,
) -> Sequence[Touch]:
    """Those of the entries :func:`touched` finds that name an agent in the field *to*, each with that agent."""
    found = touched(case, when, within=within, beyond=beyond, unbroken=unbroken, award=award)
    return [Touch(fact, agent) for fact in found if (agent := agent_in(fact, to)) is not None]


def picked(found: Sequence[Touch], pick: Literal["first", "latest"]) -> Touch:
    """The first or the latest of several touches."""
    return found[0 if pick == "first" else -1]


def because_picked(touch: Touch, pick: Literal["first", "latest"]) -> Reason:
    """Why a clause answers by that touch: it is the first, or the latest, that counts."""
    return Reason.of("entry-first" if pick == "first" else "entry-latest", touch.fact, agent=touch.agent)


def none_counts(when: Pattern) -> DoesNotApply:
    """What a clause says where no entry like *when* counts."""
    return DoesNotApply(Reason.of("no-entry-counts", asked=sorted(when.types)))


def touched(
    case: Case,
    when: Pattern,
    *,
    within: Window | None = None,
    beyond: Window | None = None,
    unbroken: Window | None = None,
    award: Award | None = None,
) -> Sequence[Fact]:
    """The entries like *when*, in register order, that lie *within* and *beyond* a time before the closing.

    With *unbroken*, only those of the last chain: each within that time of the one before, the last of the closing.
    """
    at, zone = case.closing.closed_at, case.register.zone
    found = [
        fact
        for fact in case.like(when, award)
        if (within is None or within.covers(fact.occurred_at, at, zone))
        and (beyond is None or not beyond.covers(fact.occurred_at, at, zone))
    ]
    if unbroken is None:
        return found
    chain: list[Fact] = []
    later = at
    for fact in reversed(found):
        if not unbroken.covers(fact.occurred_at, later, zone):
            break
        chain.append(fact)
        later = fact.occurred_at
    return chain[::-1]


def agent_in(fact: Fact, field: str) -> str | None:
    """The agent an entry names in a field, if it does."""
    value: object = getattr(fact.event, field, None)
    return value if isinstance(value, str) else None
