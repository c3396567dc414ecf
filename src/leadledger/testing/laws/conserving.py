"""Nothing is lost and nothing is made: shares sum to one, and every posting has its opposite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import partial

from leadledger.errors import KindFailed
from leadledger.rulebook.attribution import Attribution
from leadledger.testing.laws.law import Answer, Asked, Broken, Law, Story, Try


def conserved(asked: Asked, history: Story) -> Iterator[Try]:
    """Credit and commission of every deal each sum to exactly one, and no share is zero or less.

    The history stays as it is.
    The owner is the payee with the largest credit, unless the answer is provisional or waits for a ruling; a clause
    whose kind gives other shares, and so fails, breaks the law too.
    With a plan, the postings of every transaction sum to zero, and so does each currency of all accounts.
    Silent where no deal closes.

    >>> from leadledger.rulebook.library import rulebooks
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), subscription("d", "c", "li"))
    >>> [one() for one in conserved(Asked(rulebooks["sales-office"]), story.events)]
    [None]
    """
    for deal, answer in asked.answers(history).items():
        yield partial(_of_deal, asked, history, deal, answer)
    if asked.plan is not None:
        yield partial(_of_books, asked, history)


def _of_deal(asked: Asked, history: Story, deal: str, answer: Answer) -> Broken | None:
    def broken(why: str, **facts: object) -> Broken:
        return Broken("conservation", asked.book, history, why, {"deal": deal, **facts}, before=answer)

    if isinstance(answer, KindFailed):
        return broken("kind-failed", clause=answer.clause, says=str(answer))
    if not isinstance(answer, Attribution):
        return None
    if not (_whole(answer.credit) and _whole(answer.commission)):
        credit, commission = (sum(of.values(), Fraction(0)) for of in (answer.credit, answer.commission))
        return broken("sums", credit=credit, commission=commission)
    largest = max(answer.credit.values())
    first = next(payee for payee, share in answer.credit.items() if share == largest)
    if answer.status == "final" and answer.owner != (None if first.startswith("@") else first):
        return broken("owner", owner=answer.owner, largest=first)
    return None


def _whole(shares: Mapping[str, Fraction]) -> bool:
    return sum(shares.values()) == 1 and all(share > 0 for share in shares.values())


def _of_books(asked: Asked, history: Story) -> Broken | None:
    books = asked.books(history)
    if books is None:
        return None
    for one in books.transactions:
        if sum(line.amount.amount_minor for line in one.postings):
            return Broken("conservation", asked.book, history, "unbalanced", {"number": one.number})
    if sum(books.balances().values()):
        return Broken("conservation", asked.book, history, "unbalanced", {"number": len(books.transactions)})
    return None


conservation = Law("conservation", conserved)
