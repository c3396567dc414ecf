"""Considering: what the clauses that did not decide had to say."""

from __future__ import annotations

from leadledger.rulebook.answers import Answer, Applies, DoesNotApply
from leadledger.rulebook.attribution import Attribution, Because, Considered, Decision
from leadledger.rulebook.case import Case
from leadledger.rulebook.judge import decide, shared
from leadledger.rulebook.rulebook import Rulebook
from leadledger.rulebook.standing import case_of


def considered(answer: Attribution) -> list[Considered]:
    """Every award and sharing clause that did not shape the answer (its first, where a complaint is open), and why.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), visit("c", "li", declined=["zhang"]), subscription("d", "c", "li"))
    >>> answer = story.decide("d")
    >>> [(one.clause.id, one.would_give.owner) for one in considered(answer) if one.outcome == "beaten"]
    [('first-visit', 'zhang')]
    """
    case, book = case_of(answer), answer.rulebook
    decision = decide(case, book)
    shaping = {because.clause.id for because in decision.because}
    found: list[Considered] = []
    for clause in book.award:
        if clause.id in shaping:
            continue
        said: Answer = clause.apply(case)
        if isinstance(said, Applies):
            found.append(Considered(clause, said.because, "beaten", shared(clause, said, case, book)))
        else:
            reason = said.because if isinstance(said, DoesNotApply) else said.missing
            found.append(Considered(clause, reason, "does-not-apply"))
    return found + _sharing_considered(case, book, decision, shaping)


def _sharing_considered(case: Case, book: Rulebook, decision: Decision, shaping: set[str]) -> list[Considered]:
    """The sharing clauses that follow the deciding clause and did not shape the award: why not, or by what beaten."""
    if not decision.because or decision.status == "needs-ruling":
        return []
    deciding = decision.because[0]
    answer = deciding.clause.apply(case)
    found: list[Considered] = []
    for sharing in book.sharing:
        if sharing.id in shaping or not sharing.follows(deciding.clause):
            continue
        part = sharing.apply(case, answer.award)
        if isinstance(part, Applies):
            alone = Decision(
                "final",
                part.award.owner,
                part.award,
                (deciding, Because(sharing, part.because)),
                sharing.cite,
                case.register,
            )
            found.append(Considered(sharing, part.because, "beaten", alone))
        else:
            found.append(Considered(sharing, part.because, "does-not-apply"))
    return found
