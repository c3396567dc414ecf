"""Accruing: what deals come to under the plan is posted; where that changes, what was posted is taken back first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush

from leadledger.dossier import Fact
from leadledger.plan import Plan, Released, released
from leadledger.projections.deals import Deal, Key, Standing, plan_named
from leadledger.projections.figures import Figures, Target
from leadledger.projections.groups import Place
from leadledger.projections.posting import Poster
from leadledger.projections.postings import COMMISSION, REASONS, Cited, due, earned, is_person

CLOSED, ANOTHER, CHANGED, TIME_PASSED = "closed", "another-deal", "changed", "time-passed"


@dataclass(frozen=True, slots=True)
class _Moment:
    """When and why something is posted: the entry that brought it about, and the office's day it was known on."""

    cause: Fact
    known_on: date
    reason: str


class Accruals:
    """What stands in the books for each deal, kept in step with what it comes to."""

    def __init__(self, poster: Poster, figures: Figures) -> None:
        self.deals: dict[str, Deal] = {}
        self._poster, self._figures = poster, figures
        self._waiting: dict[str, None] = {}

    def deal(self, name: str) -> Deal:
        """A deal, known from now on if it was not."""
        return self.deals.setdefault(name, Deal(name))

    def settle(self, deals: Iterable[str], cause: Fact, known_on: date) -> None:
        """Post what changed for the deals, and for those that move with them, because of an entry known on a day."""
        own = [name for name in dict.fromkeys(deals) if self.deals[name].outcome is not None]
        waiting: list[tuple[Place, str]] = []
        queued: set[str] = set()

        def queue(names: Iterable[str]) -> None:
            for name in names:
                if name not in queued:
                    queued.add(name)
                    heappush(waiting, (self.deals[name].place, name))

        queue(own)
        for name in own:
            queue(self._figures.count(self.deals[name]))
        while waiting:
            name = heappop(waiting)[1]
            queued.discard(name)
            deal = self.deals[name]
            reason = _reason(cause, deal) if name in own else ANOTHER
            queue(self._post(deal, _Moment(cause, known_on, reason)))

    def release_by(self, today: date, cause: Fact) -> None:
        """Set free what time alone sets free by a day, its end included."""
        for deal in sorted((self.deals[name] for name in self._waiting), key=lambda one: one.place):
            target = self._figures.target(deal)
            if target is not None:
                self._release(deal, target, _Moment(cause, today, TIME_PASSED), {})

    def closed_since(self, day: date) -> list[str]:
        """The deals that closed on a day or later."""
        return [name for name, deal in self.deals.items() if deal.outcome is not None and deal.closed_on >= day]

    def _post(self, deal: Deal, moment: _Moment) -> set[str]:
        """Bring what stands for a deal to what it comes to now; gives the later deals that move by that."""
        target = self._figures.target(deal)
        corrected = deal.was_posted
        replaced: dict[str, int] = {}
        corrects: dict[Key, int | None] = {}
        for key, standing in list(deal.standing.items()):
            if target is None or not _stands(standing, target, key):
                self._take_back(standing, moment)
                replaced[key[0]] = standing.number
                del deal.standing[key]
        if target is None:
            self._waiting.pop(deal.name, None)
            return self._figures.drop(deal)
        for key, amount in target.amounts.items():
            if key not in deal.standing:
                corrects[key] = replaced.get(amount.payee) or next(iter(replaced.values()), None)
                on = self._day(deal, moment, target.plan, corrected=corrected)
                written = self._poster.post(
                    "accrual",
                    on,
                    moment.cause,
                    amount.money,
                    (COMMISSION, earned(amount.payee)),
                    moment.reason,
                    agent=amount.payee,
                    deal=deal.name,
                    share=amount.share,
                    clause=target.clause if amount.kind in ("commission", "on-top") else None,
                    rule=Cited(*target.plan.cited(amount.rule)),
                    plan=plan_named(target.plan),
                    corrects=corrects[key],
                    behind=target.behind,
                    remainder=target.plan.remainder,
                )
                deal.standing[key] = Standing(amount, written.number, target.plan, target.clause.id)
                deal.was_posted = True
        self._release(deal, target, moment, corrects if corrected else {})
        return self._figures.brings(deal, target)

    def _release(self, deal: Deal, target: Target, moment: _Moment, corrects: Mapping[Key, int | None]) -> None:
        """Set free what the plan sets free by then of what stands, and take back what it does not any more.

        *corrects* has what was accrued anew just now, and in whose place.
        """
        deal.through = max(deal.through, moment.known_on, deal.closed_on, *(day for _, day in deal.entries))
        for key, standing in deal.standing.items():
            if not is_person(key[0]):
                continue
            again, instead = key in corrects, corrects.get(key)
            free = released(target.plan, target.sale, standing.amount.money, deal.through)
            kept = 0
            for (there, _), wanted in zip(standing.releases, free, strict=False):
                if there != wanted:
                    break
                kept += 1
            for _, number in reversed(standing.releases[kept:]):
                self._poster.reverse(number, self._day_back(number, moment, standing), moment.cause, moment.reason)
                again, instead = True, number
            del standing.releases[kept:]
            for one in free[kept:]:
                number = self._free(deal, target, standing, one, moment, again=again, corrects=instead)
                standing.releases.append((one, number))
        if any(one.after is not None for one in target.plan.releases) and _waits(deal):
            self._waiting[deal.name] = None
        else:
            self._waiting.pop(deal.name, None)

    def _free(
        self,
        deal: Deal,
        target: Target,
        standing: Standing,
        one: Released,
        moment: _Moment,
        *,
        again: bool,
        corrects: int | None,
    ) -> int:
        amount = standing.amount
        by = next((fact for fact, _ in deal.entries if fact.event is one.by), None)
        late = again and target.plan.reversals == "when-known" and moment.reason != TIME_PASSED
        written = self._poster.post(
            "release",
            max(one.on, moment.known_on) if late else one.on,
            moment.cause,
            one.money,
            (earned(amount.payee), due(amount.payee)),
            moment.reason,
            agent=amount.payee,
            deal=deal.name,
            share=amount.share,
            clause=self._poster.transactions[standing.number - 1].clause,
            rule=Cited(*target.plan.cited(one.release)),
            plan=plan_named(target.plan),
            corrects=corrects,
            behind=() if by is None else (by.id,),
        )
        return written.number

    def _take_back(self, standing: Standing, moment: _Moment) -> None:
        for _, number in reversed(standing.releases):
            self._poster.reverse(number, self._day_back(number, moment, standing), moment.cause, moment.reason)
        on = self._day_back(standing.number, moment, standing)
        self._poster.reverse(standing.number, on, moment.cause, moment.reason)

    def _day(self, deal: Deal, moment: _Moment, plan: Plan, *, corrected: bool) -> date:
        """The day that an accrual is for: the closing's, or, of a correction, the one the plan chooses."""
        return moment.known_on if corrected and plan.reversals == "when-known" else deal.closed_on

    def _day_back(self, number: int, moment: _Moment, standing: Standing) -> date:
        """The day that a reversal is for, as the plan chose by which it was posted."""
        if standing.plan.reversals == "when-earned":
            return self._poster.transactions[number - 1].effective_on
        return moment.known_on


def _stands(standing: Standing, target: Target, key: Key) -> bool:
    return (
        target.amounts.get(key) == standing.amount
        and standing.plan.digest == target.plan.digest
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
