"""Time: through which days an agent held a good claim, and on which nothing of theirs is entered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

from leadledger.dossier import Fact, History
from leadledger.events.roles import roles_of
from leadledger.rulebook.attribution import Attribution
from leadledger.values import office_day

CONTACTS = frozenset({"CallReceived", "CustomerRegistered", "FollowUpLogged", "OutingReported", "VisitReceived"})
"""The entries that say an agent dealt with a customer."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days, both ends included, on which an agent entered no contact, or after a first claim held no good one."""

    kind: Literal["no-contact", "no-claim"]
    begins: date
    ends: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.ends - self.begins).days + 1

    def to_dict(self) -> dict[str, Any]:
        """The gap as commands print it."""
        return {"kind": self.kind, "begins": str(self.begins), "ends": str(self.ends), "days": self.days}


def gaps(agent: str, answer: Attribution, history: History, *, shortest_days: int) -> list[Gap]:
    """The gaps of an agent up to the closing day, those without contact of at least so many days, in order of time.

    Days are register days in the office's zone, as for everything that the rules count.

    >>> from leadledger.dossier import History
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang", on="2026-03-01"), subscription("d", "c", "li", on="2026-03-09"))
    >>> [str(one.begins) for one in gaps("zhang", story.decide("d"), History(story.events), shortest_days=7)]
    ['2026-03-02']
    """
    found = [one for one in _without_contact(agent, answer, history) if one.days >= shortest_days]
    return sorted([*found, *_without_claim(agent, answer)], key=lambda gap: (gap.begins, gap.kind))


def contacts(agent: str, answer: Attribution, history: History) -> list[Fact]:
    """The agent's entries about dealing with the party that were made before the closing, in register order."""
    closed = answer.dossier.closing.facts[0].id
    closing = next(fact.order for fact in history.facts if fact.id == closed)
    about = dict.fromkeys(fact for member in answer.dossier.own.party for fact in history.about(member))
    found = [
        fact
        for fact in about
        if fact.type in CONTACTS
        and fact.order < closing
        and fact.id not in history.struck
        and any(getattr(fact.event, name) == agent for name in roles_of(type(fact.event)).agent)
    ]
    return sorted(found, key=lambda fact: fact.order)


def _without_contact(agent: str, answer: Attribution, history: History) -> Iterable[Gap]:
    """Between the agent's contacts, from the first of them on, or from their first claim where that was earlier."""
    zone, closing_day = answer.rulebook.terms.timezone, answer.dossier.closing.day
    entered = {office_day(fact.recorded_at, zone) for fact in contacts(agent, answer, history)}
    first = min([*entered, *(since for since, _ in _held(agent, answer))], default=closing_day)
    days = sorted(day for day in {*entered, first} if day < closing_day)
    for day, after in pairwise([*days, closing_day]):
        if after - day > _DAY:
            yield Gap("no-contact", day + _DAY, after - _DAY)


def _without_claim(agent: str, answer: Attribution) -> Iterable[Gap]:
    closing_day = answer.dossier.closing.day
    held = sorted(_held(agent, answer))
    reached: date | None = None
    for opened, through in [*held, (closing_day + _DAY, closing_day + _DAY)]:
        if reached is not None and opened - reached > _DAY and reached < closing_day:
            yield Gap("no-claim", reached + _DAY, min(opened - _DAY, closing_day))
        if held:
            reached = through if reached is None else max(reached, through)


def _held(agent: str, answer: Attribution) -> Iterable[tuple[date, date]]:
    """From which day through which day each claim of the agent was good; one that passed on, through the day before."""
    claims, zone = answer.register.claims, answer.rulebook.terms.timezone
    passed = {(claim.number, claim.passed_to) for claim in claims if claim.passed_to is not None}
    for claim in claims:
        if claim.agent != agent or claim.void:
            continue
        taken = (claim.number, agent) in passed
        since = office_day(claim.given.recorded_at, zone) if taken else claim.opened_on
        through = claim.through
        if claim.passed_to is not None:
            taker = next(one for one in claims if one.number == claim.number and one.agent == claim.passed_to)
            through = min(through, office_day(taker.given.recorded_at, zone) - _DAY)
        yield since, through
