"""Builders: what happened, in a few words, with defaults for what a story seldom cares for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from leadledger.testing.drafts import FIRST_DAY, Draft, draft


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
    """An entry is struck out: by its id, or by its number in the story, the first being 1."""
    return draft("EntryStruck", entry=entry if isinstance(entry, int) else str(entry), reason=reason, by=by, **more)


def _list(agents: Sequence[str] | None) -> list[str] | None:
    return None if agents is None else list(agents)
