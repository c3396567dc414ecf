"""Mutants of what counts as a fact, and when (§1)."""

from __future__ import annotations

from tests.mutants.engine import Edit, Mutant, Named, by_code, by_term, without

GATHER = "dossier.gather:_Gathering._counted"
HISTORY = "dossier.history:History"
LINKS = "dossier.links:_holds"
BARS = "rulebook.clauses.complaint:_without"
OPEN = "rulebook.register:Register._open"


def only_while_open(kind: str) -> Mutant:
    return Mutant(
        "§1.4",
        f"{kind} counts whenever it becomes known",
        (Named("leadledger.dossier.gather:WHENEVER", lambda types: types - {kind}, f"without `{kind}`"),),
    )


MUTANTS = [
    by_code(
        "§1.1",
        "before and after mean register order",
        f"{HISTORY}._in_register_order",
        "(event.recorded_at or event.occurred_at, position, event)",
        "(event.occurred_at, position, event)",
    ),
    by_code("§1.1", "ties stand as in the history", f"{HISTORY}._in_register_order", "row[:2]", "(row[0], -row[1])"),
    by_term("§1.2", "days are the office's days", "terms.timezone", "UTC"),
    by_code(
        "§1.2",
        "the register day is the day of entry",
        "rulebook.register:Register.enter",
        "fact.recorded_at",
        "fact.event.occurred_at",
    ),
    by_term("§1.3", "a deal closes with the subscription", "terms.closes_with", "contract"),
    by_code(
        "§1.3",
        "the closing day is the day it was signed",
        "dossier.closing:closing_of",
        "office_day(signed.occurred_at, zone)",
        "office_day(signed.recorded_at, zone)",
    ),
    by_code("§1.4", "only what was entered before the closing counts", GATHER, "fact.order < limit and ", ""),
    by_code(
        "§1.4",
        "what happened on a later day does not count",
        GATHER,
        " and (at < days_before or office_day(at, zone) <= day)",
        "",
    ),
    by_code("§1.4", "what happened on the closing day counts", GATHER, "<= day", "< day"),
    *(
        only_while_open(kind)
        for kind in ("ComplaintDecided", "RulingMade", "SettlementAgreed", "RulingDefied", "QuarrelReported")
    ),
    by_code(
        "§1.4",
        "links count also when made after the closing",
        f"{HISTORY}._file_further",
        "self.links.add(fact, event.customers)",
        "_ = self.closings or self.links.add(fact, event.customers)",
    ),
    by_code(
        "§1.4",
        "strikings count also when made after the closing",
        f"{HISTORY}._file_further",
        "self.struck.setdefault(event.entry, fact)",
        "_ = self.closings or self.struck.setdefault(event.entry, fact)",
    ),
    Mutant(
        "§1.4",
        "a complaint filed after the closing does not touch the deal",
        (
            Named(
                "leadledger.dossier.gather:WHENEVER", lambda types: types | {"ComplaintFiled"}, "with `ComplaintFiled`"
            ),
        ),
    ),
    by_code(
        "§1.5",
        "a struck entry was never made",
        f"{HISTORY}._file_further",
        "self.struck.setdefault(event.entry, fact)",
        "pass",
    ),
    by_code(
        "§1.5",
        "a striking is not struck",
        f"{HISTORY}._file_further",
        "self.struck.setdefault(event.entry, fact)",
        "{self.struck.pop(k) for k, s in list(self.struck.items()) if s.id == event.entry} or "
        "self.struck.setdefault(event.entry, fact)",
    ),
    by_code(
        "§1.6", "what is recorded at T is known at T", f"{HISTORY}._in_register_order", "<= known_at", "< known_at"
    ),
    by_code(
        "§1.6",
        "what is recorded after T is invisible",
        f"{HISTORY}._in_register_order",
        "known_at is None or",
        "True or",
    ),
    without("§1.7", "a party is read as one", "household"),
    by_term("§1.7", "people of one company are one party", "household.relations", ["household", "same-person"]),
    by_term("§1.7", "records of one person are one party", "household.relations", ["household", "company"]),
    by_code("§1.7", "links hold transitively", "dossier.links:Links.party", "frontier.extend(news)", "pass"),
    by_code("§1.7", "an unlink withdraws the link", LINKS, "return False", "return True"),
    by_code("§1.7", "an unlink withdraws earlier links only", LINKS, "unlink.order > link.order", "True"),
    by_code(
        "§1.7", "an unlink withdraws links of its relation only", LINKS, "untied.relation == tied.relation", "True"
    ),
    by_code(
        "§1.7",
        "an unlink withdraws links of exactly its customers",
        LINKS,
        "frozenset(untied.customers) == customers",
        "frozenset(untied.customers) & customers",
    ),
    by_code(
        "§1.7",
        "an ended link holds for deals that closed before",
        LINKS,
        "and not (untied.ended_on is not None and on <= untied.ended_on)",
        "",
    ),
    by_code("§1.7", "an ended link still holds on its last day", LINKS, "on <= untied", "on < untied"),
    by_code("§1.7", "an ended link no longer holds later", LINKS, " and on <= untied.ended_on", ""),
    by_code(
        "§1.7",
        "joint buyers are one party",
        "dossier.closing:Closing.customers",
        "(self.customer, *self.joint)",
        "(self.customer,)",
    ),
    *(
        by_term(
            "§1.8",
            f"{kind} is a register entry",
            "terms.register_entries",
            [
                other
                for other in (
                    "CallReceived",
                    "VisitReceived",
                    "CustomerRegistered",
                    "CustomerAllocated",
                    "MeetingMinuted",
                )
                if other != kind
            ],
        )
        for kind in ("CallReceived", "VisitReceived", "CustomerRegistered", "CustomerAllocated", "MeetingMinuted")
    ),
    by_code(
        "§1.8",
        "the first register entry is the first for good",
        "rulebook.register:Register._void",
        "self.afresh = fact",
        "self.afresh = self.first_entry = fact",
        Edit(
            "leadledger.rulebook.case:Case._is_first_entry",
            "first.order == fact.order",
            "first.order <= fact.order and first is self.register.afresh or first.order == fact.order",
        ),
    ),
    without("§1.9", "an upheld complaint bars", "complaint"),
    by_code(
        "§1.9",
        "a dismissed complaint has no effect",
        "rulebook.clauses.complaint:bars_complained_of",
        'outcome == "upheld"',
        "outcome is not None",
    ),
    by_code("§1.9", "a barred agent was not asked for", BARS, 'changes["asked_for"] = None', "pass"),
    by_code("§1.9", "a barred agent was not named", BARS, "if visit.named and", "if False and"),
    by_code("§1.9", "declining before a barred receiver says nothing", BARS, 'changes["declined"] = ()', "pass"),
    by_code(
        "§1.9",
        "declining before a barred receiver counts where another is asked for",
        BARS,
        " and (visit.asked_for is None or visit.asked_for in barred)",
        "",
    ),
    by_code("§1.9", "forgetting before a barred receiver says nothing", BARS, 'changes["forgot"] = False', "pass"),
    without("§1.9", "declining one's own receiver says nothing", "own-decline"),
    by_code(
        "§1.9",
        "declining one's own receiver counts where somebody is asked for",
        "rulebook.clauses.own_decline:_without_own",
        " and visit.asked_for is None",
        "",
    ),
    by_code("§1.9", "a barred agent has no claim", OPEN, "if agent in self.barred:", "if False:"),
    by_code(
        "§1.9",
        "a barred agent is no helper",
        "rulebook.register:Register._apply",
        "if helper in self.barred:",
        "if False:",
    ),
    by_code(
        "§1.9",
        "lots drawn for a barred agent pass nothing",
        "rulebook.clauses.lots:passes_by_lots",
        "agent not in register.barred",
        "True",
        Edit("leadledger.rulebook.register:Register._pass", "if taker in self.barred:", "if False:"),
    ),
    by_code(
        "§1.9",
        "a lot behind one for a barred agent takes",
        "rulebook.clauses.lots:passes_by_lots",
        "agent not in register.barred",
        "True",
    ),
]
