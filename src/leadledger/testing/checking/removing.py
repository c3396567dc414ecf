"""Removing: whether a clause changes the answer of a story."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.errors import LeadledgerError
from leadledger.events import Event
from leadledger.ledger import decide
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.rulebook import Rulebook


def changes_the_answer(answer: Attribution, story: tuple[Event, ...], less: Rulebook) -> bool:
    """Whether the deal of a story comes to something else under the *less* that is left of its book."""
    assert answer.deal is not None
    try:
        other = decide(story, answer.deal, rulebook=less)
    except LeadledgerError:
        return True
    return _outcome(answer) != _outcome(other)


def _outcome(answer: Attribution) -> tuple[object, ...]:
    more: tuple[object, ...] = tuple(getattr(answer, name, None) for name in ("on_top", "consequences"))
    shares: tuple[Mapping[str, object], ...] = (answer.credit, answer.commission)
    return (answer.status, answer.owner, shares, more)
