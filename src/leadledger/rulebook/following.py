"""What follows an award: what is paid on top of it, and its consequences beside who owns the customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leadledger.rulebook.answers import Follows, NeedsFinding, OnTop, OnTopAnswer
from leadledger.rulebook.attribution import Because, Consequence, Decision
from leadledger.rulebook.case import Case
from leadledger.rulebook.rulebook import Rulebook
from leadledger.values import Share


def paid_on_top(decision: Decision, case: Case, book: Rulebook) -> Decision | tuple[Because, ...]:
    """The decision with what its book pays on top; where that cannot be told, the clauses that leave it open."""
    deciding = decision.because[0].clause
    because, on_top = list(decision.because), dict(decision.on_top)
    beaten: set[str] = set()
    for clause in book.on_top:
        if not clause.follows(deciding) or clause.id in beaten:
            continue
        answer: OnTopAnswer = clause.apply(case, decision.award)
        if isinstance(answer, NeedsFinding):
            return (*because, Because(clause, answer.missing))
        if isinstance(answer, OnTop):
            because.append(Because(clause, answer.because))
            beaten |= clause.overrides
            for payee, share in answer.shares.items():
                on_top[payee] = Share(on_top.get(payee, 0) + share)
    if len(because) == len(decision.because):
        return decision
    return replace(decision, because=tuple(because), on_top=on_top, clause=because[-1].clause.cite)


def colliding(decision: Decision) -> tuple[Because, ...]:
    """The clauses that shaped a decision and of which the book says that they must not apply together."""
    shaped = {one.clause.id for one in decision.because}
    named = {name for one in decision.because for name in one.clause.collides & shaped}
    return tuple(one for one in decision.because if one.clause.id in named or one.clause.collides & shaped)


def consequences(decision: Decision, case: Case, book: Rulebook) -> tuple[Consequence, ...]:
    """The fees, fines and price terms that follow, in the document's order."""
    deciding = decision.because[0].clause if decision.because else None
    found: list[Consequence] = []
    beaten: set[str] = set()
    for clause in book.consequences:
        if not clause.follows(deciding) or clause.id in beaten:
            continue
        follows: Sequence[Follows] = clause.apply(case, decision.award)
        if follows:
            beaten |= clause.overrides
        found += [Consequence(one.kind, one.payee, one.figure, clause, one.because, one.missing) for one in follows]
    return tuple(found)
