"""Considering: what the clauses that did not decide had to say."""

from __future__ import annotations

from leadledger.rulebook.answers import Answer, Applies, DoesNotApply, NeedsFinding, OnTop, OnTopAnswer, Reason
from leadledger.rulebook.attribution import Attribution, Because, Considered, Decision
from leadledger.rulebook.case import Case
from leadledger.rulebook.conditioned import why_failed
from leadledger.rulebook.judge import decide, shared
from leadledger.rulebook.rulebook import Rulebook
from leadledger.rulebook.standing import case_of


def considered(answer: Attribution) -> list[Considered]:
    """Every clause that did not shape the answer (its first, where a complaint is open), and why.

    That is every award clause, and the sharing, on-top and consequence clauses that follow the one that decides. What
    register clauses did is told entry by entry.

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
    found += _sharing_considered(case, book, decision, shaping)
    return found + _beside_considered(answer, case, decision, shaping)


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


def _beside_considered(answer: Attribution, case: Case, decision: Decision, shaping: set[str]) -> list[Considered]:
    """The clauses on top and the consequences that follow the deciding clause and give nothing: why not."""
    if not decision.because or decision.status == "needs-ruling":
        return []
    deciding, book = decision.because[0].clause, answer.rulebook
    found: list[Considered] = []
    for clause in book.on_top:
        if clause.id not in shaping and clause.follows(deciding):
            said: OnTopAnswer = clause.apply(case, decision.award)
            because = said.missing if isinstance(said, NeedsFinding) else said.because
            found.append(Considered(clause, because, "beaten" if isinstance(said, OnTop) else "does-not-apply"))
    following = {one.clause.id for one in answer.consequences}
    for clause in book.consequences:
        if clause.id not in following and clause.follows(deciding):
            failed = clause.conditions.hold(case.scene(decision.award))
            because = Reason("nothing-follows") if failed is None else why_failed(failed)
            found.append(Considered(clause, because, "does-not-apply"))
    return found
