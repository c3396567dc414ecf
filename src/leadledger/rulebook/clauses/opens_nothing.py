"""Register: an entry that is taken and opens nothing."""

from __future__ import annotations

from leadledger.dossier import Fact
from leadledger.rulebook.effects import Effects, Nothing
from leadledger.rulebook.register import Register


def opens_nothing(fact: Fact, register: Register) -> Effects:
    """The entry opens nothing, and no later clause is asked about it: for exceptions, stated with conditions.

    >>> from leadledger.testing.stories import call, given, subscription
    >>> case = given(call("c", "wang"), subscription("d", "c", "li")).case("d")
    >>> opens_nothing(case.closing.facts[0], case.register)
    (Nothing(why='opens-nothing', agents=()),)
    """
    return (Nothing("opens-nothing"),)
