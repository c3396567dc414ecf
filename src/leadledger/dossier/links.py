"""Parties: which customers are read as one, by all the links known (5.3(11))."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from leadledger.dossier.fact import Fact, only
from leadledger.events import CustomersLinked, CustomersUnlinked


class Links:
    """The links and unlinks of a history, by the customers they name."""

    def __init__(self) -> None:
        self._by_customer: dict[str, list[Fact]] = {}

    def add(self, fact: Fact, customers: Iterable[str]) -> None:
        """File one ``CustomersLinked`` or ``CustomersUnlinked``."""
        for customer in dict.fromkeys(customers):
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
            for link in only(touching, CustomersLinked):
                news = [other for other in link.event.customers if other not in members]
                if news and link.event.relation in relations and _holds(link, touching, on):
                    members.update(dict.fromkeys(news))
                    frontier.extend(news)
        return frozenset(members)

    def facts_about(self, members: Iterable[str]) -> Iterable[Fact]:
        """The links and unlinks that touch any of *members*, each once."""
        return dict.fromkeys(fact for member in members for fact in self.touching(member))


def _holds(link: Fact[CustomersLinked], touching: Iterable[Fact], on: date) -> bool:
    """Whether no later unlink of exactly the same customers and relation takes the link away for that day."""
    tied = link.event
    customers = frozenset(tied.customers)
    for unlink in only(touching, CustomersUnlinked):
        untied = unlink.event
        if (
            unlink.order > link.order
            and untied.relation == tied.relation
            and frozenset(untied.customers) == customers
            and not (untied.ended_on is not None and on <= untied.ended_on)
        ):
            return False
    return True
