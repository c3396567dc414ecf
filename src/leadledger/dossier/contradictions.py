"""Entries that cannot both be true: found over a whole history, each with both places and whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leadledger.dossier.concerns import customers_of, deal_of
from leadledger.dossier.fact import Fact

if TYPE_CHECKING:
    from leadledger.dossier.history import History


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What contradicts itself, where it stands, and the deals and customers whose decisions it makes impossible."""

    message: str
    facts: tuple[Fact, ...]
    deals: frozenset[str] = field(default=frozenset())
    customers: frozenset[str] = field(default=frozenset())

    def __str__(self) -> str:
        places = " and ".join(str(fact) for fact in self.facts)
        return f"{self.message}: {places}"


def find_contradictions(history: History) -> list[Contradiction]:
    """Every contradiction of a history as known, struck entries left out, in register order of the later entry."""
    found = [
        *_closed_twice(history),
        *_complaints(history),
        *_rulings_named_twice(history),
        *_links_of_one(history),
    ]
    return sorted(found, key=lambda contradiction: contradiction.facts[-1].order)


def _standing(history: History, facts: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.id not in history.struck]


def _closed_twice(history: History) -> Iterator[Contradiction]:
    for deal, closings in history.closings.items():
        for kind in ("SubscriptionSigned", "ContractSigned"):
            standing = _standing(history, (fact for fact in closings if fact.type == kind))
            if len(standing) > 1:
                yield Contradiction(
                    f"deal {deal!r} is closed twice by {kind}", tuple(standing[:2]), deals=frozenset({deal})
                )


def _complaints(history: History) -> Iterator[Contradiction]:
    filed: dict[str, Fact] = {}
    for fact in history.by_type.get("ComplaintFiled", ()):
        name = fact.event.complaint  # type: ignore[attr-defined]
        first = filed.setdefault(name, fact)
        if first is not fact and not {first.id, fact.id} & history.struck.keys():
            customers = frozenset({*customers_of(first.event), *customers_of(fact.event)})
            yield Contradiction(f"complaint {name!r} is filed twice", (first, fact), customers=customers)
    decided: dict[str, Fact] = {}
    for fact in _standing(history, history.by_type.get("ComplaintDecided", ())):
        name = fact.event.complaint  # type: ignore[attr-defined]
        complaint = filed.get(name)
        about = frozenset(customers_of(complaint.event)) if complaint else frozenset[str]()
        if complaint is None or complaint.order > fact.order:
            yield Contradiction(f"a decision on complaint {name!r}, which nobody had filed", (fact,), customers=about)
        first = decided.setdefault(name, fact)
        if first is not fact:
            yield Contradiction(f"complaint {name!r} is decided twice", (first, fact), customers=about)


def _rulings_named_twice(history: History) -> Iterator[Contradiction]:
    named: dict[str, Fact] = {}
    for fact in _standing(history, history.by_type.get("RulingMade", ())):
        name = fact.event.ruling  # type: ignore[attr-defined]
        first = named.setdefault(name, fact)
        if first is not fact:
            deals = frozenset(deal for one in (first, fact) if (deal := deal_of(one.event)) is not None)
            customers = frozenset({*customers_of(first.event), *customers_of(fact.event)})
            yield Contradiction(f"ruling {name!r} is made twice", (first, fact), deals, customers)


def _links_of_one(history: History) -> Iterator[Contradiction]:
    for kind in ("CustomersLinked", "CustomersUnlinked"):
        for fact in _standing(history, history.by_type.get(kind, ())):
            customers = frozenset(fact.event.customers)  # type: ignore[attr-defined]
            if len(customers) < 2:
                yield Contradiction(
                    f"a link of one customer, {next(iter(customers))!r}, with themselves", (fact,), customers=customers
                )
