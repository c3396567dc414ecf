"""Register: an entry opens a claim."""

from __future__ import annotations

from typing import Literal

from leadledger.dossier import Fact
from leadledger.events.pattern import Pattern
from leadledger.rulebook.effects import Again, Effects, Nothing, Opened
from leadledger.rulebook.field_names import FieldName
from leadledger.rulebook.hold import Hold
from leadledger.rulebook.register import Register


def opens(
    fact: Fact,
    register: Register,
    *,
    hold: Hold,
    to: FieldName = "agent",
    again: Again = "stays",
    where: Literal["anyhow", "nobody-else-holds"] = "anyhow",
    of: Pattern | None = None,
    counted_from: Literal["entry", "of"] = "entry",
) -> Effects | None:
    """The entry opens a claim for the agent it names in the field *to*; without one it is another clause's.

    Where a claim of theirs is live already, *again* says what becomes of it: it ``stays`` as it is; is ``renewed``, so
    that it is good anew and keeps its rank; or is ``opened`` anew, and ranks by this entry. With *where*
    ``nobody-else-holds`` nothing is opened while another's claim is live. With *of* it is the latest earlier entry
    like that one that names the agent (a registration that is answered); the time then counts from that one if
    *counted_from* says ``of``.

    >>> from leadledger.testing.stories import call, given, subscription, visit
    >>> story = given(call("c", "wang"), visit("c", "li"), subscription("d", "c", "li"))
    >>> [claim.agent for claim in story.case("d").good_claims()]
    ['wang', 'li']
    """
    named = fact if of is None else register.latest(of, fact)
    agent: str | None = None if named is None else getattr(named.event, to, None)
    if agent is None:
        return None
    if where == "nobody-else-holds" and (other := register.holder()) not in (None, agent):
        return (Nothing("held-by-another", (agent, str(other))),)
    return (Opened(agent, hold, again, named if counted_from == "of" else None),)
