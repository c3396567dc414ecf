"""Award: somebody has to establish something first."""

from __future__ import annotations

from leadledger.rulebook.answers import Answer, NeedsFinding, Reason
from leadledger.rulebook.case import Case


def finding(case: Case, *, missing: dict[str, str]) -> Answer:
    """What the rules leave open: nobody has the customer before a ruling or a settlement, and *missing* says on what.

    *missing* is a text by language. A document states with conditions where this is so.

    >>> from leadledger.testing.stories import given, subscription
    >>> case = given(subscription("d", "c", "li")).case("d")
    >>> finding(case, missing={"en": "whether the change was allowed"}).missing.key
    'finding-missing'
    """
    entries = case.closing.facts[:1]
    return NeedsFinding(Reason.of("finding-missing", *entries, missing=missing))
