"""Register: who receives another's customer helps."""

from __future__ import annotations

from typing import Literal

from leadledger.dossier import Fact
from leadledger.rulebook.effects import Effects, Helped
from leadledger.rulebook.register import Register


def helps(
    fact: Fact, register: Register, *, of: Literal["holder", "receiver"] = "holder", to: str = "agent"
) -> Effects | None:
    """The agent named in the field *to* helps whoever holds the party, and opens no claim.

    *of* ``holder``: who holds the first-ranked live claim; ``receiver``: who holds the first-opened one, lapsed or
    not. Where that is nobody, or the agent, the entry is another clause's.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> case = given(visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "li")).case("d")
    >>> helps(case.reading.own[1], case.register)
    (Helped(helper='li', holders=('zhang',)),)
    """
    agent: str | None = getattr(fact.event, to, None)
    served = register.holder() if of == "holder" else register.first_holder()
    if agent is None or served is None or agent == served:
        return None
    return (Helped(agent, (served,)),)
