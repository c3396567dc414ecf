"""Consequence: price terms by how much was registered, the first to register before the second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Award, Follows, Reason
from leadledger.rulebook.case import Case
from leadledger.rulebook.field_names import FieldName
from leadledger.values import Share


@dataclass(frozen=True, slots=True)
class Tier:
    """From how many (*at_least*) to how many (*at_most*, itself included; no limit, if left out) the *name* holds."""

    name: str
    at_least: int
    at_most: int | None = None


def price_tier(
    case: Case,
    award: Award,
    *,
    kind: str,
    tiers: tuple[Tier, ...],
    when: Pattern,
    number: FieldName,
    second: Share | None = None,
) -> Sequence[Follows]:
    """For each good claim that an entry like *when* opened: the one of *tiers* that entry is in by its *number* field.

    The first has the tier whole, later ones have *second* of theirs, or nothing.

    A number between the tiers is in none: somebody has to say which; below the first tier nothing follows.

    >>> from leadledger.testing.stories import given, subscription
    >>> case = given(subscription("d", "c", "li")).case("d")
    >>> orders = Pattern.parse({"type": "VisitReceived"})
    >>> price_tier(case, Award.whole("li"), kind="price-terms", tiers=(Tier("tier 1", 100),), when=orders, number="n")
    []
    """
    found: list[Follows] = []
    opened = {fact.order: fact for fact in case.like(when, award)}
    for claim in case.good_claims():
        fact = opened.get(claim.opened.order)
        count: object = None if fact is None else getattr(fact.event, number, None)
        if fact is None or not isinstance(count, int) or count < min(tier.at_least for tier in tiers):
            continue
        fits = [one for one in tiers if one.at_least <= count and (one.at_most is None or count <= one.at_most)]
        if len(fits) != 1:
            missing = Reason.of("tier-unclear", fact, agent=claim.agent, count=count)
            found.append(Follows(kind, claim.agent, None, missing, missing))
            continue
        name, because = fits[0].name, Reason.of("in-tier", fact, agent=claim.agent, count=count, tier=fits[0].name)
        if not found:
            found.append(Follows(kind, claim.agent, name, because))
        elif second is not None:
            found.append(Follows(kind, claim.agent, f"{second} {name}", because))
    return found
