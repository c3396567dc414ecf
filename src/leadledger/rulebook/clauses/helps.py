"""Register: who receives another's customer helps."""

from __future__ import annotations

from typing import Literal

from leadledger.dossier import Fact
from leadledger.rulebook.effects import Effects, Helped
from leadledger.rulebook.field_names import FieldName
from leadledger.rulebook.register import Register


def helps(
    fact: Fact, register: Register, *, of: Literal["holder", "receiver"] = "holder", to: FieldName = "agent"
) -> Effects | None:
    """The agent named in the field *to* helps whoever holds the party, and opens no claim.

    With *of* ``holder`` that is who holds the first-ranked live claim, with ``receiver`` who holds the first-opened
    one, lapsed or not. Where that is nobody, or the agent, the entry is another clause's. What a helper has is said by
    a sharing clause of the kind ``helped``; without one it is nothing.

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
