"""Accruing: what deals come to under the plan is posted; where that changes, what was posted is taken back first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from uuid import UUID

from leadledger.dossier import Fact
from leadledger.errors import CurrencyMismatch
from leadledger.plan import Amount, Plan, Released, Sale, Unfigured, figure, released
from leadledger.projections.counting import Counting
from leadledger.projections.deals import Deal, Key, ListPrice, Standing, plan_named
from leadledger.projections.groups import Place
from leadledger.projections.posting import Poster
from leadledger.projections.postings import COMMISSION, REASONS, Cited, due, earned, is_person
from leadledger.projections.staff import Staff

CLOSED, ANOTHER, CHANGED, TIME_PASSED = "closed", "another-deal", "changed", "time-passed"


@dataclass(frozen=True, slots=True)
class _Moment:
    """When and why something is posted: the entry that brought it about, and the office's day it was known on."""

    cause: Fact
    known_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class _Target:
    """What a deal comes to now."""

    plan: Plan
    sale: Sale
    amounts: Mapping[Key, Amount]
    clause: Cited


class Accruals:
    """What stands in the books for each deal, kept in step with what is known.

    *unfigured* has the deals of which nothing can be figured, and why.
    """

    def __init__(
        self,
        poster: Poster,
        staff: Staff,
        struck: set[UUID],
        list_price: ListPrice,
        plan_on: Callable[[date], Plan | None],
    ) -> None:
        self.deals: dict[str, Deal] = {}
        self.unfigured: dict[str, str] = {}
        self._poster, self._staff, self._struck = poster, staff, struck
        self._list_price, self._plan_on = list_price, plan_on
        self._counting = Counting(staff)

    def deal(self, name: str) -> Deal:
        """A deal, known from now on if it was not."""
        return self.deals.setdefault(name, Deal(name))

    def settle(self, deals: Iterable[str], cause: Fact, known_on: date) -> None:
        """Post what changed for the deals, and for those that move with them, because of an entry known on a day."""
        own = [name for name in dict.fromkeys(deals) if self.deals[name].answer is not None]
        waiting: list[tuple[Place, str]] = []
        queued: set[str] = set()

        def queue(names: Iterable[str]) -> None:
            for name in names:
                if name not in queued:
                    queued.add(name)
                    heappush(waiting, (self.deals[name].place, name))

        queue(own)
        for name in own:
            queue(self._count(self.deals[name]))
        while waiting:
            name = heappop(waiting)[1]
            queued.discard(name)
            deal = self.deals[name]
            reason = _reason(cause, deal) if name in own else ANOTHER
            queue(self._post(deal, _Moment(cause, known_on, reason)))

    def release_by(self, today: date, cause: Fact) -> None:
        """Set free what time alone sets free by a day, its end included."""
        for deal in sorted((one for one in self.deals.values() if _waits(one)), key=lambda one: one.place):
            target = self._target(deal)
            if target is not None:
                self._release(deal, target, _Moment(cause, today, TIME_PASSED), corrected=False)

    def closed_since(self, day: date) -> list[str]:
        """The deals that closed on a day or later."""
        return [name for name, deal in self.deals.items() if deal.answer is not None and deal.closed_on >= day]

    def _sale(self, deal: Deal) -> tuple[Plan, Sale] | None:
        """The plan and the sale by which a deal is figured; None where there is nothing to figure, *unfigured* why."""
        self.unfigured.pop(deal.name, None)
        if deal.refusal is not None:
            self.unfigured[deal.name] = deal.refusal
            return None
        if deal.withdrawn(self._struck):
            return None
        plan = self._plan_on(deal.closed_on)
        if plan is None:
            self.unfigured[deal.name] = "no-plan"
            return None
        try:
            return plan, deal.sale(self._struck, self._list_price)
        except CurrencyMismatch:
            self.unfigured[deal.name] = "currencies-differ"
            return None

    def _count(self, deal: Deal) -> set[str]:
        found = self._sale(deal)
        assert deal.answer is not None
        if found is None:
            return self._counting.drop(deal.name)
        return self._counting.count(deal.name, deal.place, *found, deal.answer.commission)

    def _target(self, deal: Deal) -> _Target | None:
        found = self._sale(deal)
        answer = deal.answer
        assert answer is not None
        if found is None:
            return None
        plan, sale = found
        people = self._staff.people(sale.closed_on)
        payees = dict.fromkeys((*answer.commission, *answer.on_top, *people))
        amounts = figure(
            plan,
            sale,
            answer.commission,
            answer.on_top,
            roles={payee: self._staff.roles(payee, sale.closed_on) for payee in payees},
            teams={payee: self._staff.team(payee, sale.closed_on) for payee in payees},
            so_far=self._counting.so_far(deal.name, plan, sale, answer.commission),
        )
        if isinstance(amounts, Unfigured):
            self.unfigured[deal.name] = amounts.reason
            return None
        kept: dict[Key, Amount] = {(one.payee, one.kind, one.rule): one for one in amounts if one.money.amount_minor}
        clause = next((one.clause for one in reversed(answer.because) if one.clause.cite == answer.clause), None)
        cited = Cited(answer.clause, answer.clause) if clause is None else Cited(clause.id, clause.cite, clause.title)
        return _Target(plan, sale, kept, cited)

    def _post(self, deal: Deal, moment: _Moment) -> set[str]:
        """Bring what stands for a deal to what it comes to now; gives the later deals that move by that."""
        target = self._target(deal)
        corrected = bool(deal.standing) or deal.was_posted
        replaced: dict[str, int] = {}
        for key, standing in list(deal.standing.items()):
            if target is None or not _stands(standing, target, key):
                self._take_back(deal, standing, moment, target)
                replaced[key[0]] = standing.number
                del deal.standing[key]
        if target is None:
            return self._counting.drop(deal.name)
        for key, amount in target.amounts.items():
            if key not in deal.standing:
                on = self._day(deal, moment, target.plan, corrected=corrected)
                written = self._poster.post(
                    "accrual",
                    on,
                    self._causes(deal, moment.cause),
                    amount.money,
                    (COMMISSION, earned(amount.payee)),
                    moment.reason,
                    agent=amount.payee,
                    deal=deal.name,
                    share=amount.share,
                    clause=target.clause if amount.kind in ("commission", "on-top") else None,
                    rule=Cited(*target.plan.cited(amount.rule)),
                    plan=plan_named(target.plan),
                    corrects=replaced.get(amount.payee),
                )
                deal.standing[key] = Standing(amount, written.number, target.plan.digest, target.clause.id)
                deal.was_posted = True
        self._release(deal, target, moment, corrected=corrected)
        return self._counting.earned(deal.name, target.plan, target.sale, target.amounts.values())

    def _release(self, deal: Deal, target: _Target, moment: _Moment, *, corrected: bool) -> None:
        """Set free what the plan sets free by then of what stands, and take back what it does not any more."""
        today = max(moment.known_on, *(day for _, day in deal.entries), deal.closed_on)
        if moment.reason == TIME_PASSED:
            today = moment.known_on
        for key, standing in deal.standing.items():
            if not is_person(key[0]):
                continue
            free = released(target.plan, target.sale, standing.amount.money, today)
            kept = 0
            for (there, _), wanted in zip(standing.releases, free, strict=False):
                if there != wanted:
                    break
                kept += 1
            for _, number in reversed(standing.releases[kept:]):
                self._poster.reverse(number, self._day_back(number, moment, target.plan), [moment.cause], moment.reason)
                corrected = True
            del standing.releases[kept:]
            for one in free[kept:]:
                standing.releases.append((one, self._free(deal, target, standing, one, moment, corrected=corrected)))

    def _free(
        self, deal: Deal, target: _Target, standing: Standing, one: Released, moment: _Moment, *, corrected: bool
    ) -> int:
        amount = standing.amount
        by = next((fact for fact, _ in deal.entries if fact.event is one.by), None)
        late = corrected and target.plan.reversals == "when-known" and moment.reason != TIME_PASSED
        written = self._poster.post(
            "release",
            max(one.on, moment.known_on) if late else one.on,
            [moment.cause, *([] if by is None else [by])],
            one.money,
            (earned(amount.payee), due(amount.payee)),
            moment.reason,
            agent=amount.payee,
            deal=deal.name,
            share=amount.share,
            clause=self._poster.transactions[standing.number - 1].clause,
            rule=Cited(*target.plan.cited(one.release)),
            plan=plan_named(target.plan),
        )
        return written.number

    def _take_back(self, deal: Deal, standing: Standing, moment: _Moment, target: _Target | None) -> None:
        plan = self._plan_on(deal.closed_on) if target is None else target.plan
        for _, number in reversed(standing.releases):
            self._poster.reverse(number, self._day_back(number, moment, plan), [moment.cause], moment.reason)
        on = self._day_back(standing.number, moment, plan)
        self._poster.reverse(standing.number, on, [moment.cause], moment.reason)

    def _day(self, deal: Deal, moment: _Moment, plan: Plan, *, corrected: bool) -> date:
        """The day that an accrual is for: the closing's, or, of a correction, the one the plan chooses."""
        return moment.known_on if corrected and plan.reversals == "when-known" else deal.closed_on

    def _day_back(self, number: int, moment: _Moment, plan: Plan | None) -> date:
        """The day that a reversal is for."""
        if plan is not None and plan.reversals == "when-earned":
            return self._poster.transactions[number - 1].effective_on
        return moment.known_on

    def _causes(self, deal: Deal, cause: Fact) -> list[Fact]:
        """The entries behind an accrual: what brought it about, the closing, and what the clauses rest on."""
        assert deal.answer is not None
        because = [fact for one in deal.answer.because for fact in one.reason.entries]
        return [cause, *deal.answer.dossier.closing.facts[:1], *because]


def _stands(standing: Standing, target: _Target, key: Key) -> bool:
    return (
        target.amounts.get(key) == standing.amount
        and standing.plan == target.plan.digest
        and standing.clause == target.clause.id
    )


def _waits(deal: Deal) -> bool:
    """Whether something earned by people is not due yet."""
    return any(
        is_person(one.amount.payee)
        and sum(free.money.amount_minor for free, _ in one.releases) != one.amount.money.amount_minor
        for one in deal.standing.values()
    )


def _reason(cause: Fact, deal: Deal) -> str:
    closing = deal.closing
    if closing is not None and closing.id == cause.id:
        return CLOSED
    return REASONS.get(cause.type, CHANGED)
