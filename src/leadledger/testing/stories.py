"""Stories: events in a few words, on a clock that moves by itself.

Each builder says what happened; :func:`given` gives every entry its time (a day after the one before, at ten in the
morning, from 1 March 2026, in Shanghai), unless the builder says *on* a day, *at* a time or *recorded* when.

>>> story = given(visit("c", "zhang"), visit("c", "li", declined=["zhang"]), subscription("d", "c", "li"))
>>> story.decide("d").commission
{'li': Share('4/5'), 'zhang': Share('1/5')}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from leadledger import ledger
from leadledger.dossier import Dossier, History, closing_of, gather
from leadledger.events import Event, event_from_dict, parse_event, to_json
from leadledger.events.declared import NONE_DECLARED, EventTypes, together
from leadledger.importing.declarations import all_types
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.case import Case
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.library import DEFAULT, load_rulebook, rulebooks
from leadledger.rulebook.registers import own_register, read
from leadledger.rulebook.rulebook import Rulebook
from leadledger.values import zone

FIRST_DAY = date(2026, 3, 1)
HOUR = time(10)
ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry without its times."""

    fields: Mapping[str, Any]
    on: date | str | None = None
    at: time | str | None = None
    recorded: datetime | str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """The entries of a story, through JSON and back, in the order told; decided by its *rulebook*, if it has one."""

    events: tuple[Event, ...]
    rulebook: Rulebook | None = None

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
        at = datetime.fromisoformat(known_at) if isinstance(known_at, str) else known_at
        book = _book(rulebook or self.rulebook, settings)
        return ledger.decide(self.events, deal, rulebook=book, known_at=at)

    def owner(self, customer: str, at: datetime | str) -> Attribution:
        """Who would own a customer at a time; without an offset it is in the rulebook's zone.

        >>> given(visit("c", "zhang")).owner("c", "2026-03-02T10:00").owner
        'zhang'
        """
        book = _book(self.rulebook, None)
        return ledger.owner(self.events, customer, _instant(at, book.terms.timezone), rulebook=book)


def given(*drafts: Draft | Event, types: EventTypes = NONE_DECLARED, rulebook: Rulebook | None = None) -> Story:
    """The story of these entries, each a day after the one before unless it says when.

    With *rulebook* its event types are known, days and hours are those of its time zone, and it decides the story.
    *types* are event types declared elsewhere.
    """
    known = all_types(types if rulebook is None else together("the story", types, rulebook.events))
    office = zone(ZONE) if rulebook is None else rulebook.terms.timezone
    clock = datetime.combine(FIRST_DAY, HOUR, office) - timedelta(days=1)
    events: list[Event] = []
    for draft in drafts:
        if isinstance(draft, Event):
            events.append(parse_event(to_json(draft), {**known, draft.type: type(draft)}))
            clock = draft.occurred_at
            continue
        clock = _when(draft, clock)
        fields = {**draft.fields, "occurred_at": clock.isoformat()}
        if draft.recorded is not None:
            fields["recorded_at"] = _instant(draft.recorded, office).isoformat()
        events.append(event_from_dict(fields, known))
    return Story(tuple(events), rulebook)


def _when(draft: Draft, clock: datetime) -> datetime:
    office = clock.tzinfo
    if draft.on is None and draft.at is None:
        return datetime.combine(clock.date() + timedelta(days=1), HOUR, office)
    day = clock.date() if draft.on is None else date.fromisoformat(str(draft.on))
    hour = HOUR if draft.at is None else time.fromisoformat(str(draft.at))
    return datetime.combine(day, hour, office)


def _instant(at: datetime | str, office: ZoneInfo) -> datetime:
    instant = datetime.fromisoformat(at) if isinstance(at, str) else at
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=office)


def _book(rulebook: Rulebook | None, settings: Mapping[str, object] | None) -> Rulebook:
    if rulebook is not None:
        return (
            rulebook_from(rulebook.document, source=f"rulebook {rulebook.name}", settings=settings)
            if settings
            else rulebook
        )
    return load_rulebook(DEFAULT, settings) if settings else rulebooks[DEFAULT]


def draft(
    event_type: str,
    *,
    on: date | str | None = None,
    at: time | str | None = None,
    recorded: datetime | str | None = None,
    **fields: Any,
) -> Draft:
    """An entry of any type: its fields as on the wire; a field that is None is left out.

    *on* is a day, *at* a time of day (alone: on the day of the entry before), *recorded* when it was entered.
    """
    stated = {name: value for name, value in fields.items() if value is not None}
    return Draft({"type": event_type, **stated}, on, at, recorded)


def call(customer: str, agent: str, **more: Any) -> Draft:
    """The customer telephones and the agent takes the call."""
    return draft("CallReceived", customer=customer, agent=agent, **more)


def visit(
    customer: str,
    agent: str,
    *,
    asked_for: str | None = None,
    named: Sequence[str] | None = None,
    declined: Sequence[str] | None = None,
    forgot: bool | None = None,
    present: Sequence[str] | None = None,
    **more: Any,
) -> Draft:
    """The customer comes and the agent receives them."""
    return draft(
        "VisitReceived",
        customer=customer,
        agent=agent,
        asked_for=asked_for,
        named=_list(named),
        declined=_list(declined),
        forgot=forgot,
        present=_list(present),
        **more,
    )


def registered(customer: str, agent: str, **more: Any) -> Draft:
    """The agent writes the customer into the register."""
    return draft("CustomerRegistered", customer=customer, agent=agent, **more)


def follow_up(customer: str, agent: str, *, reached: bool = True, **more: Any) -> Draft:
    """The agent follows the customer up."""
    return draft("FollowUpLogged", customer=customer, agent=agent, reached=reached, **more)


def referral(referrer: str, customer: str, **more: Any) -> Draft:
    """An old customer brings a new one."""
    return draft("ReferralMade", referrer=referrer, customer=customer, **more)


def found(customer: str, found_by: str, prior_agent: str, **more: Any) -> Draft:
    """A look-up finds who served the customer before."""
    return draft("PriorClaimFound", customer=customer, found_by=found_by, prior_agent=prior_agent, **more)


def discount(customer: str, from_agent: str, **more: Any) -> Draft:
    """The customer seeks a discount from an agent."""
    return draft("DiscountSought", customer=customer, from_agent=from_agent, **more)


def household(*customers: str, **more: Any) -> Draft:
    """The customers turn out to be one household."""
    return draft("CustomersLinked", customers=list(customers), relation="household", **more)


def unlinked(*customers: str, ended_on: date | str | None = None, **more: Any) -> Draft:
    """The household link of exactly these customers is taken back, or ended on a day."""
    ended = None if ended_on is None else str(ended_on)
    return draft("CustomersUnlinked", customers=list(customers), relation="household", ended_on=ended, **more)


def complaint(complaint: str, customer: str, against: str, **more: Any) -> Draft:
    """The customer complains of an agent."""
    return draft("ComplaintFiled", complaint=complaint, customer=customer, against=against, **more)


def decided(complaint: str, outcome: str, *, by: str = "manager", **more: Any) -> Draft:
    """A complaint is upheld or dismissed."""
    return draft("ComplaintDecided", complaint=complaint, outcome=outcome, by=by, **more)


def quarrelled(
    agents: Sequence[str], *, deal: str | None = None, customer: str | None = None, by: str = "manager", **more: Any
) -> Draft:
    """Agents quarrel over a deal or a customer."""
    return draft("QuarrelReported", agents=list(agents), deal=deal, customer=customer, by=by, **more)


def settlement(
    credit: Mapping[str, str],
    commission: Mapping[str, str],
    signed_by: Sequence[str],
    *,
    deal: str | None = None,
    customer: str | None = None,
    **more: Any,
) -> Draft:
    """The agents settle a deal or a customer between them."""
    return draft(
        "SettlementAgreed",
        deal=deal,
        customer=customer,
        credit=dict(credit),
        commission=dict(commission),
        signed_by=list(signed_by),
        **more,
    )


def ruling(
    ruling: str,
    credit: Mapping[str, str],
    commission: Mapping[str, str],
    *,
    deal: str | None = None,
    customer: str | None = None,
    reason: str = "as heard",
    by: str = "manager",
    **more: Any,
) -> Draft:
    """The manager rules on a deal or a customer."""
    return draft(
        "RulingMade",
        ruling=ruling,
        deal=deal,
        customer=customer,
        credit=dict(credit),
        commission=dict(commission),
        reason=reason,
        by=by,
        **more,
    )


def defied(ruling: str, agent: str, *, by: str = "manager", **more: Any) -> Draft:
    """An agent defies a ruling."""
    return draft("RulingDefied", ruling=ruling, agent=agent, by=by, **more)


def arrived(agent: str, **more: Any) -> Draft:
    """The agent comes in."""
    return draft("AgentArrived", agent=agent, **more)


def left(agent: str, *, reason: str = "errand", **more: Any) -> Draft:
    """The agent leaves (errand, serving, leave, off)."""
    return draft("AgentLeft", agent=agent, reason=reason, **more)


def joined(agent: str, name: str, **more: Any) -> Draft:
    """The agent joins the office under a name."""
    return draft("AgentJoined", agent=agent, name=name, **more)


def minutes(lines: Mapping[str, str], *, date: date | str = FIRST_DAY, by: str = "manager", **more: Any) -> Draft:
    """The evening meeting is minuted: customers to agents, a line each."""
    entries = [{"customer": customer, "agent": agent} for customer, agent in lines.items()]
    return draft("MeetingMinuted", date=str(date), entries=entries, by=by, **more)


def allocation(customer: str, agent: str, *, by: str = "manager", **more: Any) -> Draft:
    """The manager allocates the customer for a launch or fair."""
    return draft("CustomerAllocated", customer=customer, agent=agent, by=by, **more)


def reassigned(
    from_agent: str, lots: Mapping[str, str], *, reason: str = "leave", by: str = "manager", **more: Any
) -> Draft:
    """An agent's customers are drawn by lot: customers to agents."""
    drawn = [{"customer": customer, "agent": agent} for customer, agent in lots.items()]
    return draft("CustomersReassigned", from_agent=from_agent, reason=reason, lots=drawn, by=by, **more)


def subscription(
    deal: str, customer: str, agent: str, *, unit: str | None = None, with_customers: Iterable[str] = (), **more: Any
) -> Draft:
    """The customer signs the subscription; the agent closes."""
    joint = list(with_customers) or None
    return draft(
        "SubscriptionSigned",
        deal=deal,
        customer=customer,
        agent=agent,
        unit=unit or f"unit-{deal}",
        with_customers=joint,
        **more,
    )


def contract(deal: str, **more: Any) -> Draft:
    """The contract of a deal is signed."""
    return draft("ContractSigned", deal=deal, **more)


def withdrawal(deal: str, *, reason: str = "changed their mind", **more: Any) -> Draft:
    """The buyer withdraws from the deal."""
    return draft("DealWithdrawn", deal=deal, reason=reason, **more)


def struck(entry: Any, *, reason: str = "a mistake", by: str = "manager", **more: Any) -> Draft:
    """An entry is struck out by its id."""
    return draft("EntryStruck", entry=str(entry), reason=reason, by=by, **more)


def _list(agents: Sequence[str] | None) -> list[str] | None:
    return None if agents is None else list(agents)
