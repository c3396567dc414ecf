"""What is missing: what nobody entered or established, and would let there be an answer, or another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from leadledger.events import ComplaintDecided, ComplaintFiled, RulingMade, SettlementAgreed
from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import NeedsFinding, Reason
from leadledger.rulebook.attribution import Attribution, Because, Considered
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.hold import Hold
from leadledger.rulebook.judge import decide
from leadledger.rulebook.standing import case_of, standings

What = Literal["finding", "ruling", "decision", "claim", "entry"]
_RULED = (RulingMade.__name__, SettlementAgreed.__name__)


@dataclass(frozen=True, slots=True)
class Lacking:
    """One thing that is missing, and what it would bear on.

    *what* is a ``finding`` or a ``ruling`` where the rules alone do not decide, the ``decision`` on a complaint, what
    would have kept a ``claim`` good, or an ``entry`` by which a clause would come before the one that decides. *clause*
    is what asks for it, if one does, and *types* are the entries that could bring it, none where nothing could.
    """

    what: What
    clause: Clause | None
    reason: Reason
    types: tuple[str, ...] = ()


def lacking(answer: Attribution, considered: Sequence[Considered]) -> list[Lacking]:
    """What is missing for an answer, the most pressing first; *considered* are the clauses that did not shape it.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> answer = given(visit("c", "zhang", on="2025-11-01"), subscription("d", "c", "li", on="2026-03-20")).decide("d")
    >>> found = lacking(answer, answer.considered())
    >>> [(one.what, one.clause.id) for one in found][:3]
    [('claim', 'visit'), ('entry', 'quarrel'), ('entry', 'ruling')]
    """
    return [*_findings(answer), *_decisions(answer), *_claims(answer), *_entries(answer, considered)]


def _findings(answer: Attribution) -> Iterator[Lacking]:
    """What somebody has to establish, or to rule where clauses collide or none applies.

    The clauses that award and share are asked once more: an answer does not say whether it is they who leave it open,
    or a complaint, nor which of those that shaped it pay on top.
    """
    decision = decide(case_of(answer), answer.rulebook) if answer.status == "needs-ruling" else None
    if decision is not None and decision.status == "needs-ruling":
        shaping = decision.because
        if not shaping:
            yield Lacking("ruling", None, Reason("no-clause-applies"), _RULED)
        for one in shaping:
            if _asks(one, shaping, answer):
                yield Lacking("finding", one.clause, one.reason, _RULED)
            elif sum(other.clause.stage == one.clause.stage for other in shaping) > 1:
                yield Lacking("ruling", one.clause, one.reason, _RULED)
    for consequence in answer.consequences:
        if consequence.missing is not None:
            yield Lacking("finding", consequence.clause, consequence.missing, _RULED)


def _asks(one: Because, shaping: Sequence[Because], answer: Attribution) -> bool:
    """Whether a clause says what is missing: an award clause is asked again, of others there is none after it."""
    if one.clause.stage == "award":
        return isinstance(one.clause.apply(case_of(answer)), NeedsFinding)
    others = [other for other in shaping if other.clause.stage == one.clause.stage]
    return one is others[-1] and not any(one.clause.collides & {other.clause.id} for other in shaping)


def _decisions(answer: Attribution) -> Iterator[Lacking]:
    """The open complaints on which the answer hangs."""
    if answer.if_upheld is None:
        return
    last = answer.because[-1]
    for fact in last.reason.entries:
        if isinstance(fact.event, ComplaintFiled):
            reason = Reason.of("complaint-undecided", fact, complaint=fact.event.complaint, against=fact.event.against)
            yield Lacking("decision", last.clause, reason, (ComplaintDecided.__name__,))


def _claims(answer: Attribution) -> Iterator[Lacking]:
    """The claims that ran out before the day on which they are tested, and what could have kept them good."""
    for one in standings(answer):
        if one.state == "lapsed":
            claim = one.claim
            reason = Reason.of("claim-ran-out", claim.opened, agent=claim.agent, through=claim.through)
            yield Lacking("claim", answer.rulebook.clause(claim.basis), reason, _keeping(claim.hold))


def _keeping(hold: Hold) -> tuple[str, ...]:
    patterns: list[Pattern] = [*hold.renewed_by, *(one.by for one in (hold.chase, hold.kept, hold.pause) if one)]
    return tuple(sorted({name for pattern in patterns for name in pattern.types}))


def _entries(answer: Attribution, considered: Sequence[Considered]) -> Iterator[Lacking]:
    """The clauses that come before the one that decides, or may decide where none does, and rest on nothing entered."""
    decided = [one.clause for one in answer.because if one.clause.stage == "award"]
    rank = decided[0].rank if decided and answer.status != "needs-ruling" else None
    for one in considered:
        first = one.clause.stage == "award" and (rank is None or one.clause.rank < rank)
        if first and one.outcome == "does-not-apply" and not one.reason.entries and one.clause.reads:
            yield Lacking("entry", one.clause, one.reason, tuple(sorted(one.clause.reads)))
