"""Party: customers who are linked are read as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from leadledger.dossier.fact import Fact
from leadledger.dossier.links import Links
from leadledger.events.touchpoints import Relation


def linked(
    links: Links, customers: Iterable[str], on: date, struck: Mapping[UUID, Fact], *, relations: tuple[Relation, ...]
) -> frozenset[str]:
    """Everyone linked to the customers by one of *relations*, transitively, by all links known.

    An unlink takes away the earlier links of exactly the same customers and relation as if they had never been; with
    ``ended_on`` they hold for deals that close up to that day.

    >>> from leadledger.testing.stories import given, household, subscription, visit
    >>> story = given(visit("wife", "zhang"), visit("c", "li"), subscription("d", "c", "li"), household("wife", "c"))
    >>> sorted(story.case("d").register.party)
    ['c', 'wife']
    """
    return links.party(customers, on=on, relations=relations, struck=struck)
