"""Stated readings: every way in which the rulebook itself, or what is still open, lets a deal be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from leadledger.disputes.flip_sets.result import Result
from leadledger.dossier import Fact
from leadledger.events import ComplaintFiled
from leadledger.rulebook.answers import Applies
from leadledger.rulebook.attribution import Attribution, Decision
from leadledger.rulebook.case import Case
from leadledger.rulebook.claim import Claim
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.judge import decide, judge
from leadledger.rulebook.registers import own_register, read
from leadledger.rulebook.rulebook import Rulebook
from leadledger.rulebook.standing import case_of
from leadledger.rulebook.without import without

Kind = Literal["decided", "dismissed", "upheld", "alone", "not-found", "renewed", "not-renewed", "beaten"]


@dataclass(frozen=True, slots=True)
class StatedReading:
    """One way to read a deal, and what it comes to.

    *decided* is the answer itself, where it is final. Of open complaints all are *dismissed*, or those of *complaints*
    *upheld*. Where clauses collide each stands *alone*; where a finding is missing its clause does not apply
    (*not-found*), and a claim that is good or not by doubtful entries is *renewed* by them or *not-renewed*. *beaten*
    is a clause that applies, had it been preferred.
    """

    kind: Kind
    result: Result
    clause: Clause | None = None
    complaints: tuple[str, ...] = ()


def stated_readings(answer: Attribution) -> list[StatedReading]:
    """The readings of an answer, what decides first.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), visit("c", "li", declined=["zhang"]), subscription("d", "c", "li"))
    >>> [(one.kind, one.result.owner) for one in stated_readings(story.decide("d"))]
    [('decided', 'li'), ('beaten', 'zhang')]
    """
    found: list[StatedReading] = []
    if answer.status == "final":
        found.append(StatedReading("decided", Result.of(answer)))
    if answer.if_upheld is not None:
        found += _of_complaints(answer)
    if answer.status == "needs-ruling":
        found += _of_what_is_open(answer)
    for one in answer.considered():
        if one.outcome == "beaten" and one.would_give is not None:
            found.append(StatedReading("beaten", Result.of(one.would_give), one.clause))
    return found


def _of_complaints(answer: Attribution) -> Iterator[StatedReading]:
    """All the open complaints dismissed, each upheld alone, and all of them."""
    book = answer.rulebook
    assert book.suspense is not None
    complaints: tuple[Fact[ComplaintFiled], ...] = tuple(book.suspense.apply(read(answer.dossier, book)))
    yield StatedReading("dismissed", Result.of(decide(case_of(answer), book)), complaints=_ids(complaints))
    some = [(one,) for one in complaints] if len(complaints) > 1 else []
    for upheld in (*some, complaints):
        reading = read(answer.dossier, book, upheld=upheld)
        case = Case(reading, own_register(reading, book), book.terms.wish_validity)
        yield StatedReading("upheld", Result.of(decide(case, book)), complaints=_ids(upheld))


def _ids(complaints: tuple[Fact[ComplaintFiled], ...]) -> tuple[str, ...]:
    return tuple(fact.event.complaint for fact in complaints)


def _of_what_is_open(answer: Attribution) -> Iterator[StatedReading]:
    """Each of the clauses that collide alone; without the clause that asks for a finding, or the doubt settled."""
    book = answer.rulebook
    decision = decide(case_of(answer), book)
    clauses = list(dict.fromkeys(one.clause.id for one in decision.because)) if _is_open(decision) else []
    if len(clauses) > 1 and all(_applies(id, answer) for id in clauses):
        for id in clauses:
            rest = book
            for other in clauses:
                rest = rest if other == id else without(rest, other)
            yield StatedReading("alone", Result.of(_judged(answer, rest)), book.clause(id))
    elif decision.because and _is_open(decision):
        last = decision.because[-1]
        if last.reason.key == "claim-doubtful":
            yield from _of_doubt(answer)
        else:
            yield StatedReading("not-found", Result.of(_judged(answer, without(book, last.clause.id))), last.clause)


def _is_open(decision: Decision) -> bool:
    return decision.status == "needs-ruling"


def _applies(id: str, answer: Attribution) -> bool:
    clause = answer.rulebook.clause(id)
    return clause.stage != "award" or isinstance(clause.apply(case_of(answer)), Applies)


def _of_doubt(answer: Attribution) -> Iterator[StatedReading]:
    """The deal as if the entries that may or may not renew a claim did, and as if they did not."""
    kinds: tuple[Kind, ...] = ("renewed", "not-renewed")
    for kind in kinds:
        case = _NoDoubt(answer, generous=kind == "renewed")
        yield StatedReading(kind, Result.of(decide(case, answer.rulebook)))


class _NoDoubt(Case):
    """The case where it is settled whether doubtful entries renew claims."""

    def __init__(self, answer: Attribution, *, generous: bool) -> None:
        book = answer.rulebook
        super().__init__(read(answer.dossier, book), answer.register, book.terms.wish_validity)
        self._generous = generous

    def is_good(self, claim: Claim) -> bool:
        """Whether a claim is good, those in doubt as it is settled."""
        return super().is_good(claim) or (self._generous and claim.doubtful_on(self._tested_on(claim)))

    def doubtful_claims(self) -> list[Claim]:
        """None any more."""
        return []


def _judged(answer: Attribution, book: Rulebook) -> Attribution:
    return judge(answer.dossier, book.on(answer.dossier.closing.day))
