"""Parties: which customers are read as one, by all the links known (5.3(11))."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from leadledger.dossier.fact import Fact
from leadledger.events import CustomersLinked, CustomersUnlinked


class Links:
    """The links and unlinks of a history, by the customers they name."""

    def __init__(self) -> None:
        self._by_customer: dict[str, list[Fact]] = {}

    def add(self, fact: Fact) -> None:
        """File one ``CustomersLinked`` or ``CustomersUnlinked``."""
        for customer in dict.fromkeys(fact.event.customers):  # type: ignore[attr-defined]  # links only
            self._by_customer.setdefault(customer, []).append(fact)

    def touching(self, customer: str) -> Sequence[Fact]:
        """Every link and unlink that names the customer, in register order."""
        return self._by_customer.get(customer, ())

    def party(
        self, customers: Iterable[str], *, on: date, relations: Collection[str], struck: Mapping[UUID, Fact]
    ) -> frozenset[str]:
        """Everyone linked to *customers*, transitively, for a deal that closes on day *on*."""
        members = dict.fromkeys(customers)
        frontier = list(members)
        while frontier:
            customer = frontier.pop()
            touching = [fact for fact in self.touching(customer) if fact.id not in struck]
            for fact in touching:
                if isinstance(fact.event, CustomersLinked) and fact.event.relation in relations:
                    news = [other for other in fact.event.customers if other not in members]
                    if news and _holds(fact, touching, on):
                        members.update(dict.fromkeys(news))
                        frontier.extend(news)
        return frozenset(members)

    def facts_about(self, members: Iterable[str]) -> Iterable[Fact]:
        """The links and unlinks that touch any of *members*, each once."""
        return dict.fromkeys(fact for member in members for fact in self.touching(member))


def _holds(link: Fact, touching: Iterable[Fact], on: date) -> bool:
    """Whether no later unlink of exactly the same customers and relation takes the link away for that day."""
    tied: CustomersLinked = link.event  # type: ignore[assignment]  # the caller checked
    customers = frozenset(tied.customers)
    for fact in touching:
        untied = fact.event
        if (
            fact.order > link.order
            and isinstance(untied, CustomersUnlinked)
            and untied.relation == tied.relation
            and frozenset(untied.customers) == customers
            and not (untied.ended_on is not None and on <= untied.ended_on)
        ):
            return False
    return True
