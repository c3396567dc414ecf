"""Award: nobody has the customer."""

from __future__ import annotations

from typing import Literal

from leadledger.rulebook.answers import Answer, Applies, Award, Reason
from leadledger.rulebook.case import Case


def nobody(case: Case, *, payee: Literal["@unassigned", "@department"] = "@unassigned") -> Answer:
    """Credit and commission go to no person: to *payee*.

    It applies wherever its conditions hold, and without conditions always.

    >>> from leadledger.testing.stories import given, subscription
    >>> nobody(given(subscription("d", "c", "li")).case("d")).award.commission
    {'@unassigned': Share('1')}
    """
    return Applies(Award.whole(payee), Reason("nobody-has-it"))
