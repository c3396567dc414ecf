"""Disputes: how each stands, by when it had to be opened, answered and ruled on, and what was entered too late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from leadledger.dossier import Fact, only
from leadledger.events import (
    DisputeAnswered,
    DisputeOpened,
    DisputeWithdrawn,
    EntryStruck,
    Event,
    RulingMade,
    SettlementAgreed,
)
from leadledger.rulebook.deadlines import Deadlines
from leadledger.values import Window, office_day

State = Literal["open", "answered", "withdrawn", "settled", "ruled"]
Due = Literal["due", "met", "late", "breached", "ended"]
OF_DISPUTES: tuple[type[Event], ...] = (
    DisputeOpened,
    DisputeAnswered,
    DisputeWithdrawn,
    SettlementAgreed,
    RulingMade,
    EntryStruck,
)
"""What the register of disputes reads."""
_ENDS: dict[type[Event], State] = {DisputeWithdrawn: "withdrawn", SettlementAgreed: "settled", RulingMade: "ruled"}
_REMARKS: dict[type[Event], str] = {
    DisputeAnswered: "answered-after-end",
    DisputeWithdrawn: "withdrawn-after-end",
    SettlementAgreed: "settled-after-end",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """By which day, itself included, something is done with a dispute, and whether it was."""

    what: Literal["open", "answer", "rule"]
    on: date
    state: Due


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute as the register has it.

    *opened*, the first *answer* of another than who opened it, what *ended* it, *remarks* on entries that count for
    nothing, and all its *entries*.
    """

    opened: Fact[DisputeOpened]
    answer: Fact | None = None
    ended: Fact | None = None
    remarks: tuple[str, ...] = ()
    entries: tuple[Fact, ...] = ()
    deadlines: tuple[Deadline, ...] = field(default=())
    cite: str | None = None

    @property
    def state(self) -> State:
        """How it stands."""
        if self.ended is not None:
            return _ENDS[type(self.ended.event)]
        return "open" if self.answer is None else "answered"

    @property
    def out_of_time(self) -> bool:
        """Whether it was opened after the last day on which it could be."""
        return any(one.what == "open" and one.state == "breached" for one in self.deadlines)


def disputes(facts: Iterable[Fact]) -> list[Dispute]:
    """Every dispute of facts in register order, struck entries left out, in the order in which they were opened.

    What names a dispute belongs to it also where it was registered before the dispute was.
    """
    known = list(facts)
    struck = {fact.event.entry for fact in known if isinstance(fact.event, EntryStruck)}
    standing = [fact for fact in known if fact.id not in struck]
    found: dict[str, Dispute] = {}
    for opened in only(standing, DisputeOpened):
        found.setdefault(opened.event.dispute, Dispute(opened))
    for fact in standing:
        _step(found, fact)
    return list(found.values())


def _step(found: dict[str, Dispute], fact: Fact) -> None:
    event = fact.event
    if not isinstance(event, DisputeOpened | DisputeAnswered | DisputeWithdrawn | SettlementAgreed | RulingMade):
        return
    one = found.get(event.dispute or "")
    if one is not None:
        one = replace(one, entries=(*one.entries, fact))
        found[one.opened.event.dispute] = _after(one, fact)


def _after(one: Dispute, fact: Fact) -> Dispute:
    event = fact.event
    if isinstance(event, DisputeOpened):
        return one
    if one.ended is not None:
        remark = _REMARKS.get(type(event))
        return one if remark is None else replace(one, remarks=(*one.remarks, remark))
    if not isinstance(event, DisputeAnswered):
        return replace(one, ended=fact)
    if event.by == one.opened.event.by:
        return replace(one, remarks=(*one.remarks, "answered-by-opener"))
    return replace(one, answer=one.answer or fact)


def with_deadlines(one: Dispute, rules: Deadlines, zone: ZoneInfo, at: datetime, begins: date | None) -> Dispute:
    """The dispute with what the rules say of it at an instant; its time for opening counts from the day *begins*.

    Days are the office's, of register times, and the last day of a deadline is in it.
    """
    opened_on, today = office_day(one.opened.recorded_at, zone), office_day(at, zone)
    found: list[Deadline] = []
    if rules.open_within is not None and begins is not None:
        last = rules.open_within.through(begins)
        found.append(Deadline("open", last, "met" if opened_on <= last else "breached"))

    def by(what: Literal["answer", "rule"], window: Window | None, done: Fact | None) -> None:
        if window is None:
            return
        last = window.through(opened_on)
        if done is not None:
            state: Due = "met" if office_day(done.recorded_at, zone) <= last else "breached"
        elif one.ended is not None:
            state = "ended" if office_day(one.ended.recorded_at, zone) <= last else "late"
        else:
            state = "due" if today <= last else "late"
        found.append(Deadline(what, last, state))

    by("answer", rules.answer_within, one.answer)
    by("rule", rules.rule_within, one.ended if one.state == "ruled" else None)
    return replace(one, deadlines=tuple(found), cite=rules.cite)
