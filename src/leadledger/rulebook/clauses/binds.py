"""Register: an entry puts the claim that holds under another time."""

from __future__ import annotations

from leadledger.dossier import Fact
from leadledger.rulebook.effects import Effects, Nothing, Renewed
from leadledger.rulebook.hold import FOR_GOOD, Hold
from leadledger.rulebook.register import Register


def binds(fact: Fact, register: Register, *, hold: Hold = FOR_GOOD) -> Effects:
    """The first-ranked live claim is good anew from the entry, under *hold*: a sign-up that binds for good, say.

    A hold without a length is for good. Where nobody holds a live claim nothing happens.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), subscription("d", "c", "li")).case("d")
    >>> [(effect.agent, effect.hold.length) for effect in binds(case.reading.own[0], case.register, hold=Hold())]
    [('zhang', None)]
    """
    holder = register.holder()
    return (Nothing("nobody-holds"),) if holder is None else (Renewed(holder, hold),)
