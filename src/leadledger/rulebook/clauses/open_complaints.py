"""Suspense: a complaint that nobody has decided yet."""

from __future__ import annotations

from collections.abc import Sequence

from leadledger.dossier import Fact
from leadledger.events import ComplaintFiled
from leadledger.rulebook.reading import Reading


def open_complaints(reading: Reading) -> Sequence[Fact[ComplaintFiled]]:
    """The complaints whose upholding may change the answer; while they are open, what they would change waits.

    What is due whichever way they are decided is due at once, the rest is ``@suspense``'s.

    >>> from leadledger.testing.stories import complaint, given, subscription, visit
    >>> story = given(visit("c", "zhang"), visit("c", "li", declined=["zhang"]), complaint("k", "c", "zhang"),
    ...               subscription("d", "c", "li"))
    >>> story.decide("d").commission
    {'li': Share('4/5'), '@suspense': Share('1/5')}
    """
    return reading.open_complaints()
