"""A preview is what its definition says: found again by trying documents that ask another clause first."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import Any

from leadledger.dossier import History
from leadledger.events import Event
from leadledger.ledger import Office
from leadledger.rulebook import load_rulebook, rulebook_from
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.stories import Draft, Story, given, household, ruling, subscription, visit
from tests.cli.running import run, written

BOOK = load_rulebook("sales-office")
RULED = frozenset(clause.id for clause in BOOK.award if clause.final)
AWARDS = tuple(clause.id for clause in BOOK.award if not clause.final)
SHARINGS = tuple(clause.id for clause in BOOK.sharing)
AGENTS = ("zhang", "li", "wang")
WISHES = ("none", "none", "declined", "asked-for", "forgot", "named")
Shares = tuple[dict[str, str], dict[str, str]]
Found = tuple[tuple[str, ...], Shares]


@cache
def asking_first(award: str | None, sharings: frozenset[str]) -> Rulebook:
    """The book as if nothing were ruled or suspended, one award clause is asked first, and only those share."""
    document: dict[str, Any] = copy.deepcopy(dict(BOOK.document))
    ranks = {clause.id: 1 if clause.id == award else clause.rank + 1 for clause in BOOK.award}
    for clause in document["award"]:
        clause.update(rank=ranks[clause["id"]], active=clause["id"] not in RULED)
    for clause in document["sharing"]:
        clause["active"] = clause["id"] in sharings
        clause["overrides"] = [one for one in clause.get("overrides", ()) if one in sharings]
    document["suspense"] = []
    return rulebook_from(document)


class Case:
    """One deal, or customer who would buy at an instant, of a history."""

    def __init__(self, events: tuple[Event, ...], deal: str | None, customer: str, at: datetime) -> None:
        self.name = deal or customer
        self.history = History(events, known_at=at)
        self.deal, self.customer, self.at = deal, customer, at

    def under(self, book: Rulebook) -> Attribution:
        office = Office(self.history, book)
        return office.owner(self.customer, self.at) if self.deal is None else office.decide(self.deal)

    def by_the_book(self) -> Found:
        return found(self.under(asking_first(None, frozenset(SHARINGS))))

    def readings(self) -> list[Found]:
        """What each award clause gives, with the sharing there is, without it, and with each sharing alone."""
        there: dict[tuple[str, ...], Found] = {}
        some = (frozenset(SHARINGS), frozenset[str](), *(frozenset({one}) for one in SHARINGS))
        for award in AWARDS:
            for sharings in some:
                answer = self.under(asking_first(award, sharings))
                if answer.status == "final" and answer.because[0].clause.id == award:
                    by, shares = found(answer)
                    there.setdefault(by, (by, shares))
        return list(there.values())


def found(answer: Attribution) -> Found:
    by = tuple(one.clause.id for one in answer.because)
    credit, commission = ({who: str(of) for who, of in shares.items()} for shares in (answer.credit, answer.commission))
    return by, (credit, commission)


def cases(events: tuple[Event, ...], at: datetime) -> list[Case]:
    """The deals of a history, and the customers of whose party nobody has bought, a party once."""
    office = Office(History(events, known_at=at), BOOK)
    every = [Case(events, deal, "", at) for deal in office.closed_deals()]
    bought = {one for case in every for one in case.under(BOOK).dossier.own.party}
    for customer in sorted(office.source.customers()):
        party = office.owner(customer, at).dossier.own.party
        if bought.isdisjoint(party):
            every.append(Case(events, None, customer, at))
        bought |= party
    return every


def brute_force(every: list[Case], deal: str, shares: Shares) -> list[tuple[str, Shares, Shares]]:
    """The cases that the same reading changes: which, what they are by the book, and what they would be."""
    ruled_on = next(case for case in every if case.deal == deal)
    decided, _ = ruled_on.by_the_book()
    follows = [by for by, gives in ruled_on.readings() if gives == shares]
    changed: list[tuple[str, Shares, Shares]] = []
    for case in every:
        finally_decided = case.under(BOOK).because[:1]
        if case.deal == deal or decided in follows or any(one.clause.id in RULED for one in finally_decided):
            continue
        by, before = case.by_the_book()
        others = [gives for ids, gives in case.readings() if ids in follows and gives != before]
        if by == decided and others:
            changed.append((case.name, before, others[0]))
    return changed


def previewed(file: Path, deal: str, shares: Shares, at: datetime) -> list[tuple[str, Shares, Shares]]:
    """What the command says of it."""
    credit, commission = (",".join(f"{who}={of}" for who, of in part.items()) for part in shares)
    call = ("ruling", "preview", file, "--deal", deal, "--credit", credit, "--commission", commission)
    done = run(*call, "--at", at.isoformat(), "--rulebook", "sales-office", "--json")
    assert done.code == 0, done.err
    return [
        (
            one["deal"] or one["customer"],
            *((one[when]["credit"], one[when]["commission"]) for when in ("before", "after")),
        )
        for one in done.objects
        if one.get("case") in ("deal", "customer")
    ]


def stories() -> Iterator[Story]:
    """Offices of three agents and six customers, who come a few times, have their wishes, and may buy."""
    for seed in count():
        chance, told = Random(f"preview {seed}"), list[Draft]()
        for number in range(6):
            customer, met = f"c{number}", list[str]()
            for coming in range(chance.randint(1, 3)):
                agent = chance.choice(AGENTS)
                wish = chance.choice(WISHES) if met else "none"
                wishes: dict[str, Any] = {
                    "declined": {"declined": [chance.choice(met or [agent])]},
                    "asked-for": {"asked_for": agent},
                    "forgot": {"forgot": True, "named": []},
                    "named": {"named": [chance.choice(met or [agent])]},
                }.get(wish, {})
                told.append(visit(customer, agent, on=f"2026-03-{2 + 5 * coming + number:02}", **wishes))
                met.append(agent)
            if chance.random() < 0.7:
                told.append(subscription(f"d{number}", customer, chance.choice(met), on=f"2026-03-{20 + number}"))
            if chance.random() < 0.1:
                told.append(household(customer, f"c{chance.randrange(6)}x"))
        ruled = chance.choice(AGENTS)
        told.append(ruling("r", {ruled: "1"}, {ruled: "1"}, deal="d1", on="2026-04-01"))
        yield given(*told)


def test_a_preview_lists_what_brute_force_finds(tmp_path: Path) -> None:
    changed = 0
    for story in islice(stories(), 9):
        at = max(event.recorded_at or event.occurred_at for event in story.events) + timedelta(days=1)
        file = written(story, tmp_path / "h.jsonl")
        every = cases(story.events, at)
        for case in every:
            for _, shares in case.readings() if case.deal is not None else ():
                expected = brute_force(every, case.name, shares)
                assert previewed(file, case.name, shares, at) == expected
                changed += len(expected)
    assert changed > 3
