"""Mutants of who is awarded, and of what waits (§3, §4)."""

from __future__ import annotations

from tests.mutants.engine import Document, Edit, Mutant, by_code, by_term, clause, swapped, without

CASE = "rulebook.case:Case"
DISCOUNT = "rulebook.clauses.discount:discount_sought"
DECLINED = "rulebook.clauses.declined:declined"
ASKED = "rulebook.clauses.asked_for:asked_for"
FORGOT = "rulebook.clauses.forgot:forgot"
FOUND = "rulebook.clauses.forgot:_recorded"
NAMED = "rulebook.clauses.named:named"
RULED = "rulebook.clauses.ruled:ruled"
HELP = "rulebook.clauses.help:helped"
AWARD = "rulebook.answers:Award"
OWNER = "rulebook.answers:_owner"
JUDGE = "rulebook.judge:"
BEFORE = "good_claims(before=wish.fact)"
GIVEN_BY = ["call", "registration", "first-asked-for", "visit", "minutes", "referral", "lots", "allocation"]


def cited_as_first_visit(name: str) -> Mutant:
    """The clause's own citation is lost: such a claim counts as any other."""

    def change(document: Document) -> None:
        clause(document, name)["cite"] = "5.1"

    cite = {"first-by-referral": "5.3(10)", "first-by-lots": "5.3(12)", "first-by-allocation": "5.3(13)"}[name]
    return Mutant(
        "§3.8", f"a first claim of {name[9:]} is cited {cite}", document=change, says=f"`{name}.cite = '5.1'`"
    )


MUTANTS = [
    by_code(
        "§3",
        "the latest wish decides",
        f"{CASE}.wish",
        "reversed(self._own(VisitReceived))",
        "self._own(VisitReceived)",
    ),
    by_term("§3", "a wish lapses like a claim", "terms.wish_validity", "12 months"),
    by_term("§3", "a wish is good for two months, not one", "terms.wish_validity", "1 month"),
    by_code(
        "§3", "a wish is good on its last day", f"{CASE}._wish_of", ") < self.closing.day", ") <= self.closing.day"
    ),
    by_code(
        "§3",
        "a wish is as old as its entry",
        f"{CASE}._wish_of",
        "through(office_day(fact.recorded_at",
        "through(office_day(fact.occurred_at",
    ),
    by_code(
        "§3",
        "declining comes before asking",
        f"{CASE}._wish_of",
        "if visit.declined:",
        "if visit.declined and not visit.asked_for:",
    ),
    by_code(
        "§3",
        "declining comes before forgetting",
        f"{CASE}._wish_of",
        "if visit.declined:",
        "if visit.declined and not visit.forgot:",
    ),
    by_code(
        "§3",
        "asking comes before forgetting",
        f"{CASE}._wish_of",
        "visit.asked_for is not None and",
        "visit.asked_for is not None and not visit.forgot and",
    ),
    by_code(
        "§3",
        "forgetting comes before naming",
        f"{CASE}._wish_of",
        "elif visit.forgot:",
        "elif visit.forgot and not holders:",
    ),
    by_code(
        "§3",
        "asking on the first register entry is no wish",
        f"{CASE}._wish_of",
        " and not self._is_first_entry(fact)",
        "",
    ),
    by_code(
        "§3",
        "a naming counts where a named agent had a live claim",
        f"{CASE}._wish_of",
        "elif holders:",
        "elif visit.named:",
    ),
    by_code(
        "§3",
        "a naming counts by the claims of that time",
        f"{CASE}._wish_of",
        "elif holders:",
        "elif any(claim.agent in holders for claim in self.register.claims if claim.live_on(self.closing.day)):",
    ),
    by_code(
        "§3.1",
        "a quarrel sends all to the department",
        "rulebook.clauses.quarrel:quarrel",
        "if not quarrels:",
        "if True:",
    ),
    by_code(
        "§3.1",
        "a quarrel about a member of the party counts",
        "rulebook.clauses.quarrel:quarrel",
        "case.matters(QuarrelReported)",
        "[fact for fact in case.matters(QuarrelReported) if fact.event.deal]",
    ),
    by_code(
        "§3.1",
        "a quarrel about the deal counts",
        "rulebook.clauses.quarrel:quarrel",
        "case.matters(QuarrelReported)",
        "[fact for fact in case.matters(QuarrelReported) if fact.event.customer]",
    ),
    swapped("§3.1", "a quarrel beats a ruling", "quarrel", "ruling"),
    swapped("§3.2", "a ruling beats a discount", "ruling", "discount"),
    swapped("§3.2", "a ruling beats a wish", "ruling", "declined"),
    swapped("§3.2", "a ruling beats the first claim", "ruling", "first-visit"),
    without("§3.2", "what was settled or ruled stands", "ruling"),
    by_code("§3.2", "the latest ruling counts", RULED, "agreed[-1]", "agreed[0]"),
    by_code("§3.2", "a ruling defied goes to the department", RULED, "if defied is not None:", "if False:"),
    by_code(
        "§3.2",
        "only the ruling that was defied goes to the department",
        RULED,
        " if fact.event.ruling == event.ruling",
        "",
    ),
    by_code(
        "§3.2",
        "a settlement later than a defied ruling stands",
        RULED,
        "isinstance(event, SettlementAgreed)",
        "isinstance(event, SettlementAgreed) and not case.matters(RulingDefied)",
        Edit(f"leadledger.{RULED}", "fact.event.ruling == event.ruling", "True"),
    ),
    without("§3.3", "a discount sought changes nothing", "discount"),
    swapped("§3.3", "a discount beats a decline", "discount", "declined"),
    swapped("§3.3", "a discount beats asking for another", "discount", "asked-for"),
    swapped("§3.3", "a discount beats forgetting", "discount", "forgot"),
    swapped("§3.3", "a discount beats the first claim", "discount", "first-visit"),
    by_code(
        "§3.3",
        "a discount from the first holder is none",
        DISCOUNT,
        " and claims[0].agent != fact.event.from_agent",
        "",
    ),
    by_code("§3.3", "a discount is judged by the claims before it", DISCOUNT, "before=fact", ""),
    by_code(
        "§3.3",
        "a discount is judged by the first-ranked claim",
        DISCOUNT,
        "claims[0].agent != fact.event.from_agent",
        "claims[-1].agent != fact.event.from_agent",
    ),
    by_code("§3.3", "the first such discount counts", DISCOUNT, "for fact in sought:", "for fact in reversed(sought):"),
    by_code(
        "§3.3",
        "a later discount counts where the first was none",
        DISCOUNT,
        "for fact in sought:",
        "for fact in sought[:1]:",
    ),
    by_term("§3.4", "those declined share a fifth", "declined.share", "1/4"),
    by_code(
        "§3.4", "the one asked for instead has the customer", DECLINED, "visit.asked_for or visit.agent", "visit.agent"
    ),
    by_code(
        "§3.4",
        "else the receiver has the customer",
        DECLINED,
        "visit.asked_for or visit.agent",
        "visit.asked_for or visit.declined[0]",
    ),
    by_code("§3.4", "only those declined share", DECLINED, " if claim.agent in turned_down", ""),
    by_code("§3.4", "only claims from before the visit share", DECLINED, "before=wish.fact", ""),
    by_code("§3.4", "the chosen shares nothing as declined", DECLINED, "if claim.agent != chosen", "if True"),
    by_code(
        "§3.4",
        "credit goes whole to the chosen",
        DECLINED,
        "Award.of({chosen: WHOLE}, commission)",
        "Award.of(commission, commission)",
    ),
    by_code(
        "§3.4",
        "the declined stand in rank order",
        DECLINED,
        "sharers = [claim.agent for claim in claims]",
        "sharers = sorted({claim.agent for claim in claims}, key=turned_down.index)",
    ),
    by_term("§3.5", "those before share half", "asked-for.share", "1/3"),
    by_code(
        "§3.5",
        "asking for the first-ranked is no change of agent",
        ASKED,
        "own is not None and own is good[0]",
        "False",
    ),
    by_code("§3.5", "those ranked behind the one asked for share nothing", ASKED, "claim.rank < own.rank", "True"),
    by_code(
        "§3.5", "all share where the one asked for has no good claim", ASKED, "own is None or", "own is not None and"
    ),
    by_code("§3.5", "only claims from before the visit share here too", ASKED, BEFORE, "good_claims()"),
    by_code("§3.5", "credit is shared as commission", ASKED, "Award.same(shares)", "Award.of({chosen: 1}, shares)"),
    by_term("§3.6", "the two halve the commission", "forgot.share", "1/3"),
    by_term("§3.6", "the look-up must be recorded", "terms.search_prior_claims", "automatic"),
    by_code(
        "§3.6",
        "the closer owns if one of the two",
        FORGOT,
        "case.closer if case.closer in (receiver, claim.agent) else receiver",
        "receiver",
    ),
    by_code(
        "§3.6",
        "a closer who is neither of the two owns nothing",
        FORGOT,
        "case.closer if case.closer in (receiver, claim.agent) else receiver",
        "case.closer",
    ),
    by_code(
        "§3.6", "the last found claim counts", FOUND, "reversed(case.all(PriorClaimFound))", "case.all(PriorClaimFound)"
    ),
    by_code(
        "§3.6",
        "the last found claim counts, also when it is no good",
        FOUND,
        "if fact.order > wish.fact.order",
        "if fact.order > wish.fact.order"
        " and fact.event.prior_agent in [c.agent for c in case.good_claims(before=wish.fact)]",
    ),
    by_code("§3.6", "only a look-up after the visit counts", FOUND, " if fact.order > wish.fact.order", ""),
    by_code("§3.6", "a look-up that finds the receiver finds nobody", FOUND, "if prior == receiver:", "if False:"),
    by_code("§3.6", "only a claim from before the visit is found", FOUND, BEFORE, "good_claims()"),
    by_code(
        "§3.6",
        "only a good claim is found",
        FOUND,
        "if prior not in claims:",
        "if prior not in {c.agent for c in case.register.claims}:",
        Edit(
            f"leadledger.{FOUND}",
            "claims = {claim.agent: claim for claim in case.good_claims(before=wish.fact)}",
            "claims = {c.agent: c for c in case.register.claims}",
        ),
    ),
    by_code(
        "§3.7",
        "those named must still hold a good claim",
        NAMED,
        "for claim in case.good_claims(before=wish.fact)",
        "for claim in reversed(case.register.claims)",
    ),
    by_code("§3.7", "only a claim opened before the visit upholds a naming", NAMED, BEFORE, "good_claims()"),
    by_code(
        "§3.7",
        "only those count who had a live claim then",
        NAMED,
        "for agent in wish.holders if",
        "for agent in wish.visit.named if",
    ),
    by_code("§3.7", "the receiver comes first among the named", NAMED, "if receiver in holders:", "if False:"),
    by_code("§3.7", "else the first who was present", NAMED, "if present else", "if False else"),
    by_code("§3.7", "of those present the customer's first", NAMED, "present[0]", "present[-1]"),
    by_code("§3.7", "none there: the first named", NAMED, "(holders[0],", "(holders[-1],"),
    by_code(
        "§3.7",
        "the customer's order counts, not the rank",
        NAMED,
        "[agent for agent in wish.holders if agent in claims]",
        "[agent for agent in claims if agent in wish.holders]",
    ),
    by_code("§3.7", "two named are several, whatever they hold", NAMED, "set(wish.visit.named)", "wish.holders"),
    by_code(
        "§3.8",
        "the first-ranked good claim has the customer",
        "rulebook.clauses.first_claim:first_claim",
        "first = claims[0]",
        "first = claims[-1]",
    ),
    by_code(
        "§3.8",
        "good claims stand in rank order",
        f"{CASE}._all_good",
        "key=lambda claim: claim.rank",
        "key=lambda claim: -claim.number",
    ),
    by_code(
        "§3.8",
        "a claim must be live on the closing day",
        f"{CASE}.is_good",
        "claim.live_on(self._tested_on(claim))",
        "claim.standing",
    ),
    *(cited_as_first_visit(name) for name in ("first-by-referral", "first-by-lots", "first-by-allocation")),
    without("§3.9", "without a good claim the closer has it", "closer"),
    by_code(
        "§3.9",
        "a barred closer: the department",
        "rulebook.clauses.closer:closer",
        "if case.is_barred(agent):",
        "if False:",
    ),
    by_term("§3 help", "help of any day is a fifth", "help.share", "1/4"),
    by_term("§3 help", "help of the closing day is a half", "help-of-the-day.share", "1/3"),
    without("§3 help", "help of the closing day has a rule of its own", "help-of-the-day"),
    without("§3 help", "help of another day is paid", "help"),
    by_term("§3 help", "the day's help overrides the other", "help-of-the-day.overrides", []),
    by_code(
        "§3 help",
        "help of the closing day is by when it happened",
        f"{CASE}.on_closing_day",
        "fact.occurred_at",
        "fact.recorded_at",
    ),
    by_code(
        "§3 help",
        "only the day's helpers share the half",
        HELP,
        'if when_helped == "any-day" or case.on_closing_day(help_.visit)',
        "if True or help_",
    ),
    by_code(
        "§3 help",
        "two who helped share equally",
        HELP,
        "help_.helper for help_ in counted))",
        "help_.helper for help_ in counted[:1]))",
    ),
    by_code(
        "§3 help",
        "helpers stand in order of their first help",
        HELP,
        "list(dict.fromkeys(help_.helper for help_ in counted))",
        "list(dict.fromkeys(help_.helper for help_ in reversed(counted)))",
    ),
    by_code("§3 help", "only the owner's helpers share", f"{CASE}.helpers_of", "agent in help_.holders and", ""),
    by_code("§3 help", "nobody helps themselves", f"{CASE}.helpers_of", " and help_.helper != agent", ""),
    by_code(
        "§3 help",
        "credit stays whole with help",
        HELP,
        "Award.of(award.credit, commission)",
        "Award.of(commission, commission)",
    ),
    by_term(
        "§3 help",
        "a named owner's helpers are paid",
        "help.after",
        ["first-visit", "first-by-lots", "first-by-referral", "first-by-allocation"],
    ),
    by_term("§3 help", "a first owner's helpers are paid", "help.after", ["named-one", "named-several"]),
    by_code("§3", "the owner stands first", f"{AWARD}.of", "owner = _owner(credit)", "owner = None"),
    by_code("§3", "the owner holds the largest credit", OWNER, "max(", "min("),
    by_code(
        "§3",
        "of equal holders the first owns",
        OWNER,
        "max(credit, key",
        "max(reversed(list(credit)), key",
    ),
    by_code(
        "§3",
        "nobody owns what is the department's",
        OWNER,
        'None if holder.startswith("@") else holder',
        "holder",
    ),
    by_code("§3", "what waits stands last", "rulebook.answers:_in_award_order", ", payee == SUSPENSE", ""),
    without("§4", "what an open complaint would change waits", "complaint-open"),
    by_code(
        "§4",
        "the open complaints are upheld all together",
        "rulebook.judge:_if_upheld",
        "upheld=complaints)",
        "upheld=complaints[:1])",
    ),
    by_code(
        "§4",
        "a payee gets at once the smaller of the two shares",
        "rulebook.judge:_least",
        "min(share, other[payee])",
        "max(share, other[payee])",
    ),
    by_code(
        "§4",
        "an open complaint that changes nothing leaves the deal final",
        "rulebook.judge:_if_upheld",
        "None if same else upheld",
        "upheld",
    ),
    by_code(
        "§4",
        "an owner whom both answers name is named",
        "rulebook.judge:_either_way",
        "decision.owner if decision.owner == upheld.owner else None",
        "None",
    ),
    by_code(
        "§4",
        "an owner who is not the same in both is nobody",
        "rulebook.judge:_either_way",
        "decision.owner if decision.owner == upheld.owner else None",
        "decision.owner",
    ),
    by_code(
        "§4",
        "the clause cited is that of the first answer",
        "rulebook.judge:_either_way",
        "replace(decision, status=status,",
        "replace(decision, clause=upheld.clause, status=status,",
    ),
]
