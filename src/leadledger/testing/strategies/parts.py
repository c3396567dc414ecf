"""What can happen in a life, and how each thing is told; what cannot happen yet is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from leadledger.events import event_from_dict
from leadledger.events.identity import derive_id
from leadledger.testing.strategies.dealing import contract, paid, refunded, subscribed, swapped, withdrawn
from leadledger.testing.strategies.life import Life

Part = Callable[[Life], None]
MANAGER = "manager"
SPLITS = (("1",), ("1/2", "1/2"), ("3/10", "7/10"))
KEPT = frozenset({"SubscriptionSigned", "ContractSigned", "EntryStruck"})
"""What is never struck: without its closing there would be no deal to decide."""


def visit(life: Life) -> None:
    """A visit, on which the customer may wish for somebody, and on which it may be written down who was there."""
    customer, agent, pick = life.customer(), life.agent(), life.pick
    life.add(
        "VisitReceived",
        customer=customer,
        agent=agent,
        asked_for=life.agent() if pick(_SELDOM) else None,
        named=life.some_agents() if pick(_SOMETIMES) else None,
        declined=life.some_agents() if pick(_SELDOM) else None,
        forgot=pick(_SELDOM) or None,
        present=_present(life) if pick(_SOMETIMES) else None,
    )


_SOMETIMES = (False, False, True)
_SELDOM = (*(False,) * 5, True)


def _present(life: Life) -> list[str]:
    """Some of the agents, all or nobody."""
    match life.pick(("some", "some", "all", "nobody")):
        case "all":
            return [life.known(life.agents, one) for one in life.agents]
        case "nobody":
            return []
        case _:
            return life.some_agents()


def call(life: Life) -> None:
    """A telephone call."""
    life.add("CallReceived", customer=life.customer(), agent=life.agent())


def registration(life: Life) -> None:
    """A customer written into the register."""
    life.add("CustomerRegistered", customer=life.customer(), agent=life.agent())


def follow_up(life: Life) -> None:
    """A follow-up that reaches the customer, or does not."""
    customer, agent = life.customer(), life.agent()
    channel = life.pick((None, "phone", "message", "meeting"))
    life.add("FollowUpLogged", customer=customer, agent=agent, reached=life.pick((True, False)), channel=channel)


def minutes(life: Life) -> None:
    """The minutes of the evening meeting."""
    lines = [{"customer": life.customer(), "agent": life.agent()} for _ in range(life.pick((1, 1, 2)))]
    life.add("MeetingMinuted", date=life.clock.date().isoformat(), entries=lines, by=MANAGER)


def referral(life: Life) -> None:
    """A customer brings another."""
    customer = life.customer()
    referrer = life.another(customer)
    if referrer is not None:
        life.add("ReferralMade", referrer=referrer, customer=customer)


def allocation(life: Life) -> None:
    """The manager gives a customer to an agent."""
    life.add("CustomerAllocated", customer=life.customer(), agent=life.agent(), by=MANAGER)


def lots(life: Life) -> None:
    """An absent agent's customers are drawn by lot among the others."""
    giver = life.agent()
    if len(life.agents) > 1:
        drawn = [{"customer": life.customer(), "agent": life.agent(but=giver)} for _ in range(life.pick((1, 1, 2)))]
        life.add("CustomersReassigned", from_agent=giver, reason="leave", lots=drawn, by=MANAGER)


def found(life: Life) -> None:
    """A look-up finds who served the customer before."""
    life.add("PriorClaimFound", customer=life.customer(), found_by=life.agent(), prior_agent=life.agent())


def discount(life: Life) -> None:
    """The customer seeks a discount."""
    life.add("DiscountSought", customer=life.customer(), from_agent=life.agent())


def link(life: Life) -> None:
    """Customers turn out to belong together."""
    one = life.customer()
    other = life.another(one)
    if other is not None:
        life.add("CustomersLinked", customers=[one, other], relation=life.pick(("household", "household", "company")))


def unlink(life: Life) -> None:
    """A link is taken back, or ended on a day."""
    made = life.of("CustomersLinked")
    if made:
        place = life.pick(made)
        known = life.entries[place]
        ended = life.pick((None, None, 0, -20, 3, 20))
        day = None if ended is None else (life.clock.date() + timedelta(days=ended)).isoformat()
        customers, relation = known["customers"], known["relation"]
        life.add("CustomersUnlinked", after=place, customers=customers, relation=relation, ended_on=day)


def complaint(life: Life) -> None:
    """The customer complains of an agent."""
    name = f"k{len(life.of('ComplaintFiled')) + 1}"
    life.add("ComplaintFiled", complaint=name, customer=life.customer(), against=life.agent())


def decision(life: Life) -> None:
    """A complaint that waits for it is decided."""
    decided = {life.entries[place]["complaint"] for place in life.of("ComplaintDecided")}
    waiting = [place for place in life.of("ComplaintFiled") if life.entries[place]["complaint"] not in decided]
    if waiting:
        place = life.pick(waiting)
        outcome = life.pick(("upheld", "dismissed"))
        life.add(
            "ComplaintDecided", after=place, complaint=life.entries[place]["complaint"], outcome=outcome, by=MANAGER
        )


def _shares(life: Life) -> dict[str, str]:
    split = life.pick(SPLITS)
    payees = dict.fromkeys((life.agent(), life.agent())) if len(split) > 1 else {life.agent(): None}
    if len(payees) < len(split):
        return {life.pick((*payees, "@department")): "1"}
    return dict(zip(payees, split, strict=True))


def _about(life: Life) -> dict[str, Any]:
    closed = [life.entries[place]["deal"] for place in life.of("SubscriptionSigned")]
    deal = life.pick((True, False)) and bool(closed)
    return {"deal": life.pick(closed)} if deal else {"customer": life.customer()}


def ruling(life: Life) -> None:
    """The manager rules."""
    name, about = f"r{len(life.of('RulingMade')) + 1}", _about(life)
    credit = _shares(life)
    life.add("RulingMade", ruling=name, credit=credit, commission=_shares(life), reason="as heard", by=MANAGER, **about)


def defiance(life: Life) -> None:
    """An agent defies a ruling."""
    made = life.of("RulingMade")
    if made:
        place = life.pick(made)
        known = life.entries[place]["ruling"]
        life.add("RulingDefied", after=place, ruling=known, agent=life.agent(), by=MANAGER)


def settlement(life: Life) -> None:
    """Agents settle between themselves."""
    about, credit = _about(life), _shares(life)
    signed = list(dict.fromkeys((life.agent(), life.agent())))
    life.add("SettlementAgreed", credit=credit, commission=_shares(life), signed_by=signed, **about)


def quarrel(life: Life) -> None:
    """Agents quarrel."""
    life.add("QuarrelReported", agents=life.some_agents(), by=MANAGER, **_about(life))


def arrival(life: Life) -> None:
    """An agent comes in."""
    life.add("AgentArrived", agent=life.agent())


def departure(life: Life) -> None:
    """An agent leaves."""
    life.add("AgentLeft", agent=life.agent(), reason=life.pick(("errand", "off")))


def striking(life: Life) -> None:
    """An entry was a mistake."""
    mistakes = [place for place, entry in enumerate(life.entries) if entry["type"] not in KEPT]
    if mistakes:
        place = life.pick(mistakes)
        id = str(derive_id(event_from_dict(life.entries[place])))
        life.add("EntryStruck", after=place, entry=id, reason="a mistake", by=MANAGER)


PARTS: Mapping[str, Part] = {
    "VisitReceived": visit,
    "CallReceived": call,
    "CustomerRegistered": registration,
    "FollowUpLogged": follow_up,
    "ReferralMade": referral,
    "CustomersLinked": link,
    "CustomersUnlinked": unlink,
    "ComplaintFiled": complaint,
    "ComplaintDecided": decision,
    "CustomersReassigned": lots,
    "CustomerAllocated": allocation,
    "MeetingMinuted": minutes,
    "PriorClaimFound": found,
    "DiscountSought": discount,
    "AgentArrived": arrival,
    "AgentLeft": departure,
    "QuarrelReported": quarrel,
    "SettlementAgreed": settlement,
    "RulingMade": ruling,
    "RulingDefied": defiance,
    "EntryStruck": striking,
    "SubscriptionSigned": subscribed,
    "ContractSigned": contract,
    "PaymentReceived": paid,
    "PaymentRefunded": refunded,
    "UnitSwapped": swapped,
    "DealWithdrawn": withdrawn,
}
KINDS = tuple(PARTS)
"""The types of entry that histories are told of."""

TOUCHES = ("VisitReceived", "VisitReceived", "VisitReceived", "CallReceived", "CustomerRegistered")
THEMES: tuple[tuple[str, ...], ...] = (
    ("ComplaintFiled", "ComplaintDecided"),
    ("CustomersLinked", "CustomersUnlinked"),
    ("ReferralMade", "ReferralMade"),
    ("CustomersReassigned", "CustomersReassigned"),
    ("CustomerAllocated", "MeetingMinuted"),
    ("PriorClaimFound", "DiscountSought"),
    ("RulingMade", "RulingDefied"),
    ("SettlementAgreed", "QuarrelReported"),
    ("AgentArrived", "AgentLeft"),
    ("EntryStruck", "EntryStruck"),
    ("FollowUpLogged", "FollowUpLogged"),
    ("PaymentReceived", "PaymentRefunded"),
)
"""What goes together: a life beside its visits is of a few of these, so that what needs two things finds both."""
AFTER = ("ComplaintDecided", "CustomersLinked", "RulingMade", "PaymentReceived", "PaymentRefunded", "DealWithdrawn",
         "UnitSwapped", "ContractSigned")  # fmt: skip
"""What comes after a closing, beside all else."""
