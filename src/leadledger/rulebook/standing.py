"""Where the claims on a party stand for a deal: their order, and whether each is good, lapsed or passed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.case import Case
from leadledger.rulebook.claim import Claim
from leadledger.rulebook.registers import read

State = Literal["good", "lapsed", "passed-on"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim, its *rank* among those that stand (None once it passed on), and its *state* for the deal."""

    claim: Claim
    rank: int | None
    state: State


def standings(answer: Attribution) -> list[Standing]:
    """The claims on the party in rank order, those passed on last; what an allocation put out of account is left out.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> answer = given(visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "li")).decide("d")
    >>> [(one.rank, one.claim.agent, one.state) for one in standings(answer)]
    [(1, 'zhang', 'good'), (2, 'li', 'good')]
    """
    case = case_of(answer)
    found: list[Standing] = []
    for claim in sorted(answer.register.claims, key=_by_rank):
        if claim.standing:
            found.append(Standing(claim, len(found) + 1, "good" if case.is_good(claim) else "lapsed"))
    passed = [claim for claim in answer.register.claims if claim.passed_to is not None and not claim.void]
    return found + [Standing(claim, None, "passed-on") for claim in passed]


def case_of(answer: Attribution) -> Case:
    """The case as award clauses saw it, open complaints not upheld."""
    reading = read(answer.dossier, answer.rulebook)
    return Case(reading, answer.register, answer.rulebook.terms.wish_validity)


def _by_rank(claim: Claim) -> tuple[int, ...]:
    return claim.rank
