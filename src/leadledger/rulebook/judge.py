"""Judging: a dossier and a rulebook in, an attribution out. A pure function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from leadledger.dossier import Dossier
from leadledger.rulebook.answers import Applies, Award, NeedsFinding, Reason
from leadledger.rulebook.attribution import Attribution, Because, Decision, Status
from leadledger.rulebook.case import Case
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.following import colliding, consequences, paid_on_top
from leadledger.rulebook.reading import Reading
from leadledger.rulebook.registers import own_register, read
from leadledger.rulebook.rulebook import Rulebook
from leadledger.values import SUSPENSE, Share

_WAITS = Award.whole(SUSPENSE)


def judge(dossier: Dossier, book: Rulebook, in_force: Reason | None = None) -> Attribution:
    """What the deal of *dossier* comes to under *book*: reading, register, award, sharing, suspense.

    *in_force* is why that book judges it, where it was chosen among those adopted.
    """
    reading = read(dossier, book)
    case = _case(reading, book)
    decision = decide(case, book)
    upheld = _if_upheld(reading, decision, book)
    if upheld is not None:
        decision = _either_way(decision, upheld, reading, book)
    followed = consequences(decision, case, book) if book.consequences else ()
    ruled = bool(decision.because) and decision.because[0].clause.final
    unclear = not ruled and any(one.missing is not None for one in followed)
    closing = dossier.closing
    return Attribution(
        deal=closing.deal,
        customer=closing.customer,
        closed_at=closing.closed_at,
        withdrawn_at=closing.withdrawn_at,
        status="needs-ruling" if unclear else decision.status,
        owner=decision.owner,
        credit=decision.award.credit,
        commission=decision.award.commission,
        clause=decision.clause,
        because=decision.because,
        rulebook=book,
        dossier=dossier,
        register=case.register,
        if_upheld=upheld,
        on_top=decision.on_top,
        consequences=followed,
        in_force=in_force,
    )


def _case(reading: Reading, book: Rulebook) -> Case:
    return Case(reading, own_register(reading, book), book.terms.wish_validity)


def decide(case: Case, book: Rulebook) -> Decision:
    """The first rank at which an award clause applies decides, and the sharing clauses after it divide."""
    for clauses in book.ranks:
        applying: list[tuple[Clause, Applies]] = []
        for clause in clauses:
            answer = clause.apply(case)
            if isinstance(answer, NeedsFinding):
                return _needs_ruling((Because(clause, answer.missing),), case)
            if isinstance(answer, Applies):
                applying.append((clause, answer))
        if applying:
            return _decided(applying, case, book)
    return _needs_ruling((), case)


def _decided(applying: Sequence[tuple[Clause, Applies]], case: Case, book: Rulebook) -> Decision:
    clause, answer = applying[0]
    if any(other.award != answer.award for _, other in applying[1:]):
        return _needs_ruling(tuple(Because(one, other.because) for one, other in applying), case)
    return shared(clause, answer, case, book)


def _needs_ruling(because: tuple[Because, ...], case: Case) -> Decision:
    cites = " v. ".join(dict.fromkeys(one.clause.cite for one in because))
    return Decision("needs-ruling", None, _WAITS, because, cites, case.register)


def shared(clause: Clause, answer: Applies, case: Case, book: Rulebook) -> Decision:
    """The award of *clause* after the sharing clauses that follow it."""
    award, because = answer.award, [Because(clause, answer.because)]
    beaten: set[str] = set()
    for sharing in book.sharing:
        if not sharing.follows(clause) or sharing.id in beaten:
            continue
        part = sharing.apply(case, award)
        if isinstance(part, NeedsFinding):
            return _needs_ruling((*because, Because(sharing, part.missing)), case)
        if isinstance(part, Applies):
            award = part.award
            because.append(Because(sharing, part.because))
            beaten |= sharing.overrides
    decision = Decision("final", award.owner, award, tuple(because), because[-1].clause.cite, case.register)
    if book.on_top:
        paid = paid_on_top(decision, case, book)
        if isinstance(paid, tuple):
            return _needs_ruling(paid, case)
        decision = paid
    collision = colliding(decision) if len(decision.because) > 1 else ()
    return _needs_ruling(collision, case) if collision else decision


def _if_upheld(reading: Reading, decision: Decision, book: Rulebook) -> Decision | None:
    """The decision if the open complaints were upheld, where that differs in owner, credit or commission."""
    if book.suspense is None:
        return None
    complaints = book.suspense.apply(reading)
    if not complaints:
        return None
    upheld = decide(_case(read(reading.dossier, book, upheld=complaints), book), book)
    same = all(getattr(upheld, name) == getattr(decision, name) for name in ("owner", "award", "on_top", "status"))
    return None if same else upheld


def _either_way(decision: Decision, upheld: Decision, reading: Reading, book: Rulebook) -> Decision:
    """What is due either way at once, the rest in suspense; the owner where both name the same."""
    assert book.suspense is not None
    complaints = book.suspense.apply(reading)
    owner = decision.owner if decision.owner == upheld.owner else None
    reason = Reason.of(
        "complaint-open",
        *complaints,
        complaints=[fact.event.complaint for fact in complaints],
        against=list(dict.fromkeys(fact.event.against for fact in complaints)),
        owner_if_upheld=upheld.owner,
        commission_if_upheld=dict(upheld.award.commission),
    )
    award = Award(
        _least(decision.award.credit, upheld.award.credit),
        _least(decision.award.commission, upheld.award.commission),
    )
    because = (*decision.because, Because(book.suspense, reason))
    undecided = "needs-ruling" in (decision.status, upheld.status)
    status: Status = "needs-ruling" if undecided else "provisional"
    on_top = {payee: Share(min(share, upheld.on_top.get(payee, 0))) for payee, share in decision.on_top.items()}
    on_top = {payee: share for payee, share in on_top.items() if share}
    return replace(decision, status=status, owner=owner, award=award, because=because, on_top=on_top)


def _least(one: Mapping[str, Fraction], other: Mapping[str, Fraction]) -> Mapping[str, Share]:
    """The smaller of two shares for each payee, in the order of the first, and what is left in suspense."""
    due = {payee: Share(min(share, other[payee])) for payee, share in one.items() if payee in other}
    due.pop(SUSPENSE, None)
    waiting = 1 - sum(due.values())
    return {**due, SUSPENSE: Share(waiting)} if waiting else due
