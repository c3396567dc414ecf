"""Stories: events in a few words, on a clock that moves by itself.

Each builder says what happened; :func:`given` gives every entry its time (a day after the one before, at ten in the
morning, from 1 March 2026, in Shanghai), unless the builder says *on* a day, *at* a time or *recorded* when.

>>> story = given(visit("c", "zhang"), visit("c", "li", declined=["zhang"]), subscription("d", "c", "li"))
>>> story.decide("d").commission
{'li': Share('4/5'), 'zhang': Share('1/5')}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from leadledger import ledger
from leadledger.dossier import Dossier, History, closing_of, gather
from leadledger.events import Event, derive_id, event_from_dict, parse_event, to_json
from leadledger.events.declared import NONE_DECLARED, EventTypes, together
from leadledger.importing.declarations import all_types
from leadledger.plan import Plan
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.case import Case
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.library import DEFAULT, load_rulebook, rulebooks
from leadledger.rulebook.registers import own_register, read
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.builders import (
    allocation,
    arrived,
    call,
    complaint,
    contract,
    decided,
    defied,
    discount,
    follow_up,
    found,
    household,
    joined,
    left,
    minutes,
    quarrelled,
    reassigned,
    referral,
    registered,
    ruling,
    settlement,
    struck,
    subscription,
    unlinked,
    visit,
    withdrawal,
)
from leadledger.testing.drafts import FIRST_DAY, HOUR, ZONE, Draft, before_the_first, draft, instant, when
from leadledger.testing.spelling import spelled, told
from leadledger.values import zone

if TYPE_CHECKING:
    from leadledger.testing.asking import Question
    from leadledger.testing.then import Asked

__all__ = [
    "FIRST_DAY", "HOUR", "ZONE", "Draft", "Story", "allocation", "arrived", "call", "complaint", "contract", "decided",
    "defied", "discount", "draft", "follow_up", "found", "given", "household", "joined", "left", "minutes",
    "quarrelled", "reassigned", "referral", "registered", "ruling", "settlement", "struck", "subscription", "unlinked",
    "visit", "withdrawal",
]  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Story:
    """The entries of a story, through JSON and back, in the order told.

    It is decided by its *rulebook*, if it has one, and its amounts are figured by its *plan*. Its ``repr`` is the call
    of :func:`given` that tells it again.

    >>> given(visit("c", "zhang"), subscription("d", "c", "li", on="2026-03-09"))
    given(
        visit("c", "zhang"),
        subscription("d", "c", "li", on="2026-03-09"),
    )
    """

    events: tuple[Event, ...]
    rulebook: Rulebook | None = None
    plan: Plan | None = None

    def __repr__(self) -> str:
        more = [f"rulebook={_named(self.rulebook)}"] if self.rulebook is not None else []
        more += [f"plan={_named(self.plan)}"] if self.plan is not None else []
        return spelled(self.events, self.zone, more)

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Show the same where Hypothesis tells what failed, and not all that a rulebook is read into."""
        for number, line in enumerate(repr(self).splitlines()):
            if number:
                printer.break_()
            printer.text(line)

    @property
    def zone(self) -> Any:
        """The office's time zone."""
        return zone(ZONE) if self.rulebook is None else self.rulebook.terms.timezone

    @property
    def deals(self) -> list[str]:
        """The deals that are closed, in closing order, as the story's rulebook has it."""
        return ledger.Office(History(self.events), _book(self.rulebook, None)).closed_deals()

    def told(self) -> str:
        """The story for people to read: a line for each entry, with its time and the builder that says it."""
        return told(self.events, self.zone)

    def when(self, question: Question) -> Asked:
        """Ask the story: :func:`decide` a deal, the :func:`owner` of a customer, :func:`record` one more entry.

        >>> from leadledger.testing import decide
        >>> story = given(visit("c", "zhang"), subscription("d", "c", "li"))
        >>> asked = story.when(decide("d")).then(owner="zhang", commission={"zhang": "100%"})
        """
        from leadledger.testing.then import Asked  # noqa: PLC0415  # which knows stories

        return Asked(self, question)

    def case(
        self, deal: str, *, rulebook: Rulebook | None = None, settings: Mapping[str, object] | None = None
    ) -> Case:
        """The deal as award and sharing clauses see it, open complaints not upheld."""
        book = _book(rulebook or self.rulebook, settings)
        reading = read(self.dossier(deal, rulebook=book), book)
        return Case(reading, own_register(reading, book), book.terms.wish_validity)

    def dossier(self, deal: str, *, rulebook: Rulebook | None = None) -> Dossier:
        """The dossier of a deal of the story."""
        book = _book(rulebook or self.rulebook, None)
        history = History(self.events)
        closing = closing_of(history, deal, book.terms.closes_with, book.terms.timezone)
        return gather(history, closing, book.scope)

    def decide(
        self,
        deal: str,
        *,
        rulebook: Rulebook | None = None,
        settings: Mapping[str, object] | None = None,
        known_at: datetime | str | None = None,
    ) -> Attribution:
        """What a deal of the story comes to, under *rulebook*, else its own, else the seed's, *settings* changed."""
        at = None if known_at is None else instant(known_at, self.zone)
        book = _book(rulebook or self.rulebook, settings)
        return ledger.decide(self.events, deal, rulebook=book, known_at=at)

    def owner(self, customer: str, at: datetime | str) -> Attribution:
        """Who would own a customer at a time; without an offset it is in the rulebook's zone.

        >>> given(visit("c", "zhang")).owner("c", "2026-03-02T10:00").owner
        'zhang'
        """
        book = _book(self.rulebook, None)
        return ledger.owner(self.events, customer, instant(at, book.terms.timezone), rulebook=book)

    def and_then(self, *drafts: Draft | Event) -> Story:
        """The story with more entries, the clock going on where it stands.

        >>> given(visit("c", "zhang")).and_then(subscription("d", "c", "li")).decide("d").owner
        'zhang'
        """
        return given(*self.events, *drafts, rulebook=self.rulebook, plan=self.plan)


def given(
    *drafts: Draft | Event,
    types: EventTypes = NONE_DECLARED,
    rulebook: Rulebook | None = None,
    plan: Plan | None = None,
) -> Story:
    """The story of these entries, each a day after the one before unless it says when.

    With *rulebook* its event types are known, days and hours are those of its time zone, and it decides the story;
    *plan* figures its amounts. *types* are event types declared elsewhere.
    """
    known = all_types(types if rulebook is None else together("the story", types, rulebook.events))
    office = zone(ZONE) if rulebook is None else rulebook.terms.timezone
    clock = before_the_first(office)
    events: list[Event] = []
    for one in drafts:
        if isinstance(one, Event):
            events.append(parse_event(to_json(one), {**known, one.type: type(one)}))
            clock = one.occurred_at.astimezone(office)
            continue
        at = when(one, clock)
        clock = at.astimezone(office)
        fields = {**_by_number(one.fields, events), "occurred_at": at.isoformat()}
        if one.recorded is not None:
            fields["recorded_at"] = instant(one.recorded, office).isoformat()
        events.append(event_from_dict(fields, known))
    return Story(tuple(events), rulebook, plan)


def _by_number(fields: Mapping[str, Any], events: list[Event]) -> Mapping[str, Any]:
    """The fields, an entry that is named by its number in the story by its id instead."""
    number = fields.get("entry")
    if not isinstance(number, int):
        return fields
    if not 1 <= number <= len(events):
        raise ValueError(f"entry {number}: expected the number of an entry before, from 1 to {len(events)}")
    entry = events[number - 1]
    return {**fields, "entry": str(entry.id or derive_id(entry))}


def _named(document: Rulebook | Plan | None) -> str:
    return "" if document is None else f"<{document.name} {document.version}>"


def _book(rulebook: Rulebook | None, settings: Mapping[str, object] | None) -> Rulebook:
    if rulebook is not None:
        return (
            rulebook_from(rulebook.document, source=f"rulebook {rulebook.name}", settings=settings)
            if settings
            else rulebook
        )
    return load_rulebook(DEFAULT, settings) if settings else rulebooks[DEFAULT]
