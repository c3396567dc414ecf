"""Two rulebooks that ought to decide alike."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.laws.law import Asked, Broken, Law, Story, Try, outcome


def same_as(reference: Rulebook) -> Law:
    """The law that a rulebook decides as *reference* does: the same owner, credit, commission and consequences.

    >>> from leadledger.rulebook.library import load_rulebook, rulebooks
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), visit("c", "li", declined=["zhang"]), subscription("d", "c", "li"))
    >>> changed = load_rulebook("sales-office", {"declined.share": "1/4"})
    >>> same_as(rulebooks["sales-office"])(changed, story.events).why
    'otherwise'
    """
    asked_of = Asked(reference)

    def alike(asked: Asked, history: Story) -> Iterator[Try]:
        """Every deal comes to what it comes to under another rulebook, the reference.

        The history stays as it is, and is decided under both.
        Owner, status, credit, commission, what is paid on top and what follows are the same, whatever the clauses are
        called.
        Silent where no deal closes under either.
        """
        before, after = asked_of.answers(history), asked.answers(history)
        for deal in dict.fromkeys((*before, *after)):
            yield partial(_alike, asked, history, deal)

    def _alike(asked: Asked, history: Story, deal: str) -> Broken | None:
        was, now = asked_of.answers(history).get(deal), asked.answers(history).get(deal)
        if outcome(was) == outcome(now):
            return None
        facts = {"deal": deal, "reference": reference.name}
        return Broken("same-as", asked.book, history, "otherwise", facts, was, now)

    return Law("same-as", alike)
