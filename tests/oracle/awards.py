"""Who is awarded: the third table of the rules, first clause that holds, top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tests.oracle.claims import Claim, Register, Wish, months_after, register
from tests.oracle.facts import Row, World, present

DEPARTMENT = "@department"
Split = dict[str, Fraction]


@dataclass
class Answer:
    """An award: shares in award order, and the clause cited."""

    credit: Split
    commission: Split
    clause: str

    @property
    def owner(self) -> str | None:
        top = max(self.credit.values())
        holder = next(payee for payee, share in self.credit.items() if share == top)
        return None if holder.startswith("@") else holder


def whole(payee: str, clause: str) -> Answer:
    return Answer({payee: Fraction(1)}, {payee: Fraction(1)}, clause)


def shared(payees: list[str], part: Fraction) -> Split:
    return {payee: part / len(payees) for payee in payees}


@dataclass
class Deal:
    """The deal's own questions about the register at its closing."""

    w: World
    r: Register
    wish: Wish | None

    def good(self, before: Row | None = None) -> list[Claim]:
        day = self.w.closing_day
        if self.w.terms.tested_at == "decisive-visit" and self.wish is not None:
            day = self.wish.visit.day
        return [c for c in self.r.ranked() if c.through >= day and (before is None or c.opened < before.place)]

    def holders(self, before: Row | None = None) -> list[str]:
        return list(dict.fromkeys(claim.agent for claim in self.good(before)))


def award(w: World) -> Answer:
    """The answer with the agents barred that *w* says."""
    settled = decided_by_people(w)
    if settled is not None:
        return settled
    r = register(w, w.customer, w.barred, w.closing.place)
    live = [w_ for w_ in r.wishes if months_after(w_.visit.day, w.terms.wish_validity) >= w.closing_day]
    deal = Deal(w, r, live[-1] if live else None)
    for clause in (discount, declined, asked_for, forgot, named, first_claim):
        answer = clause(deal)
        if answer is not None:
            return answer
    return whole(DEPARTMENT if w.closer in w.barred else w.closer, "5.2.2")


def decided_by_people(w: World) -> Answer | None:
    party = w.own()
    about = [row for row in w.later if row["deal"] == w.deal or row["customer"] in party]
    if any(row["type"] == "QuarrelReported" for row in about):
        return whole(DEPARTMENT, "5.4")
    agreed = [row for row in about if row["type"] in ("SettlementAgreed", "RulingMade")]
    if not agreed:
        return None
    last = agreed[-1]
    defied = [row["ruling"] for row in w.later if row["type"] == "RulingDefied"]
    if last["type"] == "RulingMade" and last["ruling"] in defied:
        return whole(DEPARTMENT, "5.4")
    credit = {payee: read_share(share) for payee, share in last["credit"].items()}
    commission = {payee: read_share(share) for payee, share in last["commission"].items()}
    answer = Answer(credit, commission, "5.4")
    return owner_first(answer, answer.owner)


def read_share(text: str) -> Fraction:
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def owner_first(answer: Answer, owner: str | None) -> Answer:
    def order(split: Split) -> Split:
        payees = [owner] if owner in split else []
        payees += [payee for payee in split if payee not in (owner, "@suspense")]
        payees += [payee for payee in split if payee == "@suspense"]
        return {payee: split[payee] for payee in payees}

    return Answer(order(answer.credit), order(answer.commission), answer.clause)


def discount(deal: Deal) -> Answer | None:
    for row in deal.r.discounts:
        holders = deal.holders(before=row)
        if holders and holders[0] != row["from_agent"]:
            return whole(holders[0], "5.3.6")
    return None


def declined(deal: Deal) -> Answer | None:
    if deal.wish is None or deal.wish.kind != "declined":
        return None
    visit = deal.wish.visit
    agent = visit["asked_for"] or visit["agent"]
    turned_down = [a for a in deal.holders(before=visit) if a in visit["declined"] and a != agent]
    if not turned_down:
        return whole(agent, "5.3.2")
    part = Fraction(deal.w.terms.declined)
    return Answer({agent: Fraction(1)}, {agent: 1 - part, **shared(turned_down, part)}, "5.3.2")


def asked_for(deal: Deal) -> Answer | None:
    if deal.wish is None or deal.wish.kind != "asked_for":
        return None
    visit = deal.wish.visit
    agent = visit["asked_for"]
    everyone = deal.holders()
    if everyone[:1] == [agent]:
        return None
    sharers = []
    for claim in deal.good():
        if claim.agent == agent:
            break
        if claim.opened < visit.place and claim.agent not in sharers:
            sharers.append(claim.agent)
    if not sharers:
        return whole(agent, "5.3.8")
    part = Fraction(deal.w.terms.asked_for)
    split = {agent: 1 - part, **shared(sharers, part)}
    return Answer(split, dict(split), "5.3.8")


def forgot(deal: Deal) -> Answer | None:
    if deal.wish is None or deal.wish.kind != "forgot":
        return None
    visit = deal.wish.visit
    receiver, prior = visit["agent"], None
    holders = deal.holders(before=visit)
    if deal.w.terms.search == "automatic":
        prior = next((agent for agent in holders if agent != receiver), None)
    else:
        looked_up = [row for row in deal.r.found if row.place > visit.place]
        if looked_up and looked_up[-1]["prior_agent"] != receiver and looked_up[-1]["prior_agent"] in holders:
            prior = looked_up[-1]["prior_agent"]
    if prior is None:
        return whole(receiver, "5.3.7")
    owner = deal.w.closer if deal.w.closer in (receiver, prior) else receiver
    part = Fraction(deal.w.terms.forgot)
    split = {receiver: 1 - part, prior: part}
    return owner_first(Answer({owner: Fraction(1)}, split, "5.3.7"), owner)


def named(deal: Deal) -> Answer | None:
    if deal.wish is None or deal.wish.kind != "named":
        return None
    visit = deal.wish.visit
    holders = deal.holders(before=visit)
    standing = [agent for agent in deal.wish.served if agent in holders]
    if not standing:
        return None
    there = [agent for agent in standing if present(deal.w, visit, agent)]
    owner = visit["agent"] if visit["agent"] in standing else (there or standing)[0]
    return helped(deal, owner, "5.3.5" if len(visit["named"]) > 1 else "5.3.1")


def first_claim(deal: Deal) -> Answer | None:
    claims = deal.good()
    return helped(deal, claims[0].agent, claims[0].cite) if claims else None


def helped(deal: Deal, owner: str, clause: str) -> Answer:
    helps = [h for h in deal.r.helps if owner in h.principals and h.helper != owner]
    of_the_day = [h for h in helps if h.visit.occurred_day == deal.w.closing_day]
    if of_the_day:
        helpers, part, clause = of_the_day, Fraction(deal.w.terms.help_of_the_day), "2.5"
    elif helps:
        helpers, part, clause = helps, Fraction(deal.w.terms.help_of_any_day), "5.3.3"
    else:
        return whole(owner, clause)
    people = list(dict.fromkeys(h.helper for h in helpers))
    return Answer({owner: Fraction(1)}, {owner: 1 - part, **shared(people, part)}, clause)
