"""Facts for and against a claimant: what striking each would do to them, and what each did to the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from leadledger.disputes.flip_sets.changes import Change, changes
from leadledger.disputes.flip_sets.result import Part, Result
from leadledger.disputes.flip_sets.trial import Trial
from leadledger.dossier import Fact
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.effects import Ended, Helped, Lifted, Opened, Passed, Renewed
from leadledger.rulebook.register import Line
from leadledger.rulebook.standing import standings

Side = Literal["for", "against"]


@dataclass(frozen=True, slots=True)
class Weighed:
    """An entry *for* or *against* a claimant, the clauses it triggers, and what they would have *without* it.

    *turns* says whether that is anything else than what they have; where it is not, the entry only supports.
    """

    fact: Fact
    side: Side
    turns: bool
    without: Part | None
    clauses: tuple[Clause, ...]

    def to_dict(self) -> dict[str, Any]:
        """The entry as commands print it."""
        triggers = [{"id": one.id, "cite": one.cite} for one in self.clauses]
        return {"entry": str(self.fact.id), "type": self.fact.type, "turns": self.turns, "clauses": triggers}


class Weighing:
    """Each entry of a dossier taken away once, and what it did."""

    def __init__(self, trial: Trial) -> None:
        self._answer = trial.answer
        self._before = trial.result
        self._without: list[tuple[Change, Result | None]] = [
            (one, trial.with_changes([one]))
            for one in changes(trial.answer.dossier)
            if one.how in ("struck", "restored")
        ]
        self._lines: dict[UUID, list[Line]] = {}
        for line in trial.answer.register.lines:
            self._lines.setdefault(line.fact.id, []).append(line)
        self._clauses = _triggered(trial.answer, self._lines)
        self._good = frozenset(one.claim.agent for one in standings(trial.answer) if one.state == "good")

    def of(self, agent: str) -> list[Weighed]:
        """The entries for and against an agent, in register order."""
        found: list[Weighed] = []
        has = self._before.part(agent)
        for change, after in self._without:
            without = None if after is None else after.part(agent)
            turns = without is not None and without != has
            side = _side(without < has) if without is not None and turns else self._told(agent, change.fact)
            if side is not None:
                clauses = self._clauses.get(change.fact.id, ())
                found.append(Weighed(change.fact, side, turns, without, tuple(clauses)))
        return found

    def _told(self, agent: str, fact: Fact) -> Side | None:
        """Whom what an entry did to the register serves, where striking it alone would change nothing."""
        for line in self._lines.get(fact.id, ()):
            match line.effect:
                case Opened(agent=one) | Renewed(agent=one) | Lifted(agent=one) | Passed(taker=one) if one == agent:
                    return "for"
                case Helped(helper=helper) if helper == agent:
                    return "for"
                case Passed(giver=one) | Ended(agent=one) if one == agent:
                    return "against"
                case Opened(agent=one) | Renewed(agent=one) | Lifted(agent=one) | Passed(taker=one) if (
                    one in self._good
                ):
                    return "against"
                case _:
                    continue
        return None


def _side(less: bool) -> Side:
    return "for" if less else "against"


def _triggered(answer: Attribution, lines: Mapping[UUID, Sequence[Line]]) -> Mapping[UUID, list[Clause]]:
    """By entry: the clauses that took it into the register, and those whose reasons rest on it."""
    found = {id: [answer.rulebook.clause(line.clause) for line in entered] for id, entered in lines.items()}
    reasons = [(one.clause, one.reason) for one in answer.because]
    reasons += [(one.clause, one.reason) for one in answer.considered() if one.outcome == "beaten"]
    for clause, reason in reasons:
        for fact in reason.entries:
            found.setdefault(fact.id, []).append(clause)
    return {id: _once(clauses) for id, clauses in found.items()}


def _once(clauses: Sequence[Clause]) -> list[Clause]:
    return list({clause.id: clause for clause in clauses}.values())
