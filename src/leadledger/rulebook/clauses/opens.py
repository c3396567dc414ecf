"""Register: an entry opens a claim."""

from __future__ import annotations

from typing import Literal

from leadledger.dossier import Fact
from leadledger.events.pattern import Pattern
from leadledger.rulebook.effects import Again, Effects, Ended, Nothing, Opened
from leadledger.rulebook.field_names import FieldName
from leadledger.rulebook.hold import FOR_GOOD, Hold
from leadledger.rulebook.register import Register


def opens(
    fact: Fact,
    register: Register,
    *,
    hold: Hold = FOR_GOOD,
    to: FieldName = "agent",
    again: Again = "stays",
    where: Literal["anyhow", "nobody-else-holds"] = "anyhow",
    others: Literal["stay", "end"] = "stay",
    of: Pattern | None = None,
    counted_from: Literal["entry", "of"] = "entry",
    ranked_from: Literal["entry", "of"] = "entry",
) -> Effects | None:
    """The entry opens a claim for the agent it names in the field *to*; without one it is another clause's.

    It is good as *hold* says, or for good. Where a claim of theirs is live already, *again* says what becomes of it:
    it ``stays`` as it is; is ``renewed``, so that it is good anew and keeps its rank; or is ``opened`` anew, and ranks
    by this entry. With *where* ``nobody-else-holds`` nothing is opened while another's claim is live. Where *others*
    ``end``, the customer changes hands, and nobody else's claim is left. With *of* it is the latest earlier entry like
    that one that names the agent (a registration that is answered); the time may be *counted_from* there, and the
    claim be *ranked_from* there: the first to register then comes before the first to be answered.

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
    since, ranks = (named if counted_from == "of" else None), (named if ranked_from == "of" else None)
    opened = Opened(agent, hold, again, since, ranks)
    if others == "stay":
        return (opened,)
    return (*(Ended(rival) for rival in register.rivals_of(agent)), opened)
