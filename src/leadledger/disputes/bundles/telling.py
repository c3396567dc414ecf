"""Deciding again from a bundle's entries alone: the answer, what it brings in money, and both in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from leadledger.disputes.bundles.entries import Read, types_of
from leadledger.disputes.bundles.model import LANGUAGES, NamedPlan, Table
from leadledger.dossier import History
from leadledger.events import CommissionPlanAdopted
from leadledger.events.declared import NONE_DECLARED, EventTypes
from leadledger.ledger.amounts import Amounts, amounts_in
from leadledger.ledger.office import Office
from leadledger.plan import Plan
from leadledger.plan.dated import AdoptedPlan, in_force
from leadledger.projections.bookkeeper import Bookkeeper
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.rulebook import Rulebook
from leadledger.values import is_list, is_table, office_day

_SAID_IN_WORDS = frozenset({"text", "amounts"})


@dataclass(frozen=True, slots=True)
class Asked:
    """Which deal is decided, with what was registered up to when, and the rulebook where none adopted judges it.

    *read* keeps rulebooks that were adopted and read before, by the ids of their adoptions.
    """

    deal: str
    known_at: datetime | None
    book: Rulebook | None
    read: dict[UUID, Rulebook] = field(default_factory=dict[UUID, Rulebook], compare=False)

    def office(self, entries: Iterable[Read]) -> Office:
        """The office that answers from the entries and nothing else."""
        return Office(history_of(entries, self.known_at), self.book, books=self.read)

    def answer(self, entries: Iterable[Read]) -> Attribution:
        """What the deal comes to by the entries.

        Raises:
            LeadledgerError: it cannot be decided from them.
        """
        return self.office(entries).decide(self.deal)


@dataclass(frozen=True, slots=True)
class Figured:
    """The plan in force at the closing, as it was adopted, and what the deal brings by the entries alone.

    *amounts* is None where nothing was ever booked for it, as of a deal that was called off.
    """

    adopted: AdoptedPlan
    amounts: Amounts | None

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.adopted.plan

    @property
    def comes_to(self) -> object:
        """By which adoption of a plan, and what: equal where that is the same."""
        return self.adopted.id, as_amounts(self.amounts)


def history_of(entries: Iterable[Read], known_at: datetime | None = None) -> History:
    """The entries as a history, each under the place that it has in the ledger."""
    rows = list(entries)
    return History([one.event for one in rows], places=[one.place for one in rows], known_at=known_at)


def plan_for(
    history: History, answer: Attribution, office: Office, types: EventTypes | None = None
) -> AdoptedPlan | None:
    """The adoption of the plan in force on the closing day, as far as the history knows plans.

    Raises:
        PlanInvalid: a plan that is adopted cannot be used.
    """
    facts = [fact for fact in history.of_type(CommissionPlanAdopted) if fact.id not in history.struck]
    plans = [AdoptedPlan.of(fact, types) for fact in facts]
    found = in_force(plans, office_day(answer.closed_at, office.zone))
    return next((one for one in reversed(plans) if one.plan is found), None)


def figured(entries: Sequence[Read], asked: Asked, answer: Attribution) -> Figured | None:
    """What the deal brings by the entries alone; None where no plan among them was in force.

    Raises:
        PlanInvalid: a plan that is adopted cannot be used.
    """
    if not any(isinstance(one.event, CommissionPlanAdopted) for one in entries):
        return None
    history, office = history_of(entries, asked.known_at), asked.office(entries)
    types = types_of((one.event for one in entries), NONE_DECLARED if asked.book is None else asked.book.events)
    adopted = plan_for(history, answer, office, types)
    if adopted is None:
        return None
    keeper, closing = Bookkeeper(office.zone, None, types), answer.dossier.closing.facts[0]
    for fact in history.facts:
        keeper.take(fact, {asked.deal: answer} if fact.id == closing.id else {})
    return Figured(adopted, amounts_in(keeper.books()).get(asked.deal))


def counts_others(plan: Plan) -> bool:
    """Whether what a deal brings under a plan can hang on other deals, or on who else works in the office."""
    return bool(plan.on_top) or any(one.tiers for one in plan.rates) or any(one.each != "deal" for one in plan.limits)


def named(of_money: Figured) -> NamedPlan:
    """A plan as a bundle names it."""
    plan = of_money.plan
    return NamedPlan(name=plan.name, version=plan.version, digest=plan.digest)


def as_amounts(amounts: Amounts | None) -> Table | None:
    """Amounts as ``decide --json`` prints them."""
    if amounts is None:
        return None
    return {payee: {"amount": one.amount, "currency": one.currency} for payee, one in amounts.items()}


def decisions(answer: Attribution, amounts: Amounts | None) -> dict[str, Table]:
    """The answer in each language of a bundle, as ``decide --json`` prints it."""
    return {lang: as_read(answer.to_dict(lang, amounts=amounts)) for lang in LANGUAGES}


def explanations(answer: Attribution) -> dict[str, str]:
    """The explanation in each language of a bundle."""
    return {lang: answer.explain(lang) for lang in LANGUAGES}


def essence(decision: object) -> object:
    """A decision without its words and its amounts: what two libraries, or two redactions, have to agree on."""
    if is_table(decision):
        return {key: essence(value) for key, value in decision.items() if key not in _SAID_IN_WORDS}
    return [essence(one) for one in decision] if is_list(decision) else decision


def as_read(table: Mapping[str, Any]) -> Table:
    """A table as it is after it was written and read."""
    read: Table = json.loads(json.dumps(table, ensure_ascii=False))
    return read
