"""Consequence: price terms by how much was registered, the first to be approved before the second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leadledger.dossier import Fact
from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Award, Follows, Reason
from leadledger.rulebook.case import Case
from leadledger.rulebook.field_names import FieldName
from leadledger.rulebook.stated import Stated
from leadledger.rulebook.touching import agent_in
from leadledger.values import Share, Window


@dataclass(frozen=True, slots=True)
class Tier(Stated):
    """From how many (*at_least*) to how many (*at_most*, itself included; no limit, if left out) the *name* holds."""

    name: str
    at_least: int
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class _Terms:
    """What was approved: when, for what, and after whose terms, if another's held then."""

    approval: Fact
    registration: Fact
    agent: str
    count: int
    first: _Terms | None


def price_tier(
    case: Case,
    award: Award,
    *,
    kind: str,
    when: Pattern,
    of: Pattern,
    number: FieldName,
    tiers: tuple[Tier, ...],
    within: Window,
    each: tuple[FieldName, ...] = (),
    second: Share | None = None,
    to: FieldName = "agent",
) -> Sequence[Follows]:
    """Which of *tiers* each registration (an entry like *of*) that was approved (*when*) is in, by its *number* field.

    An approval belongs to the latest earlier registration like *of*, whose ``same`` fields are its own, and holds for
    the time *within*. Of registrations alike in the fields *each* the agent (the field *to*) approved first has the
    tier; one approved while another's holds has *second* of that other's, or nothing. A number between the tiers is in
    none: somebody has to say which; below the first tier nothing follows.

    >>> from leadledger.testing.stories import given, subscription
    >>> case = given(subscription("d", "c", "li")).case("d")
    >>> visits = Pattern.parse({"type": "VisitReceived"})
    >>> price_tier(case, Award.whole("li"), kind="price-terms", when=visits, of=visits, number="n",
    ...            tiers=(Tier("tier 1", 100),), within=Window.parse("90 days"))
    []
    """
    at, zone = case.closing.closed_at, case.register.zone

    def holds(one: _Terms, moment: datetime) -> bool:
        return within.covers(one.approval.occurred_at, moment, zone)

    approved: list[_Terms] = []
    for approval in case.like(when, award):
        before = case.earlier(of, approval)
        agent = agent_in(before[-1], to) if before else None
        count: object = getattr(before[-1].event, number, None) if before else None
        if agent is None or not isinstance(count, int) or count < min(tier.at_least for tier in tiers):
            continue
        holding = [
            one for one in approved if _alike(one.registration, before[-1], each) and holds(one, approval.occurred_at)
        ]
        if any(one.agent == agent for one in holding):
            continue
        approved.append(_Terms(approval, before[-1], agent, count, holding[0].first or holding[0] if holding else None))
    return [
        _follows(one, kind, tiers, second)
        for one in approved
        if holds(one, at) and (one.first is None or second is not None)
    ]


def _follows(one: _Terms, kind: str, tiers: tuple[Tier, ...], second: Share | None) -> Follows:
    leading = one.first or one
    fits = [
        tier
        for tier in tiers
        if tier.at_least <= leading.count and (tier.at_most is None or leading.count <= tier.at_most)
    ]
    entries = (leading.registration, leading.approval)
    if len(fits) != 1:
        missing = Reason.of("tier-unclear", *entries, agent=leading.agent, count=leading.count)
        return Follows(kind, one.agent, None, missing, missing)
    tier = fits[0].name
    if one.first is None:
        return Follows(
            kind, one.agent, tier, Reason.of("in-tier", *entries, agent=one.agent, count=one.count, tier=tier)
        )
    because = Reason.of(
        "after-first", one.registration, one.approval, agent=one.agent, holder=leading.agent, tier=tier, share=second
    )
    return Follows(kind, one.agent, f"{second} {tier}", because)


def _alike(one: Fact, other: Fact, fields: Sequence[str]) -> bool:
    return all(getattr(one.event, field, None) == getattr(other.event, field, None) for field in fields)
