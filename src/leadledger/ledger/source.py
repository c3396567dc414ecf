"""Sources: where an office's facts come from, a history in memory or a ledger read as far as a question goes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from leadledger.dossier import ClosesWith, Contradiction, History, closed_deals
from leadledger.events import CommissionPlanAdopted
from leadledger.rulebook.dated import Adoption, adopted

Types = frozenset[str]
"""The event types that a question's rulebooks read."""
NO_TYPES: Types = frozenset()


class Source(Protocol):
    """What an office asks of the place its facts are kept in; every answer is of one and the same state of it."""

    @property
    def known_at(self) -> datetime | None:
        """Up to which register time the facts are known; None is all."""
        ...

    def adopted(self) -> list[Adoption]:
        """The adoptions of rulebooks that stand, in register order."""
        ...

    def about_deals(self, deals: Sequence[str], types: Types, of_agents: Types = NO_TYPES) -> History:
        """A history that holds at least all that bears on the deals, *of_agents* what is filed under agents alone."""
        ...

    def about_customer(self, customer: str, types: Types, of_agents: Types = NO_TYPES) -> History:
        """A history that holds at least all that bears on who owns the customer, as above."""
        ...

    def whole(self) -> History:
        """All that was entered, as known."""
        ...

    def closed_deals(self, closes_with: ClosesWith) -> list[str]:
        """The deals that are closed as known, in closing order."""
        ...

    def contradictions(self) -> Sequence[Contradiction]:
        """The entries that cannot both be true, as known."""
        ...

    def customers(self) -> Collection[str]:
        """Every customer that is spoken of."""
        ...

    def deals(self) -> Collection[str]:
        """Every deal that is spoken of."""
        ...

    def names(self) -> Mapping[str, str]:
        """The names of agents and customers, by id."""
        ...

    def adopts_plans(self) -> bool:
        """Whether a commission plan was adopted, as known."""
        ...


class InMemory:
    """A whole history as a source: each question sees all of it."""

    def __init__(self, history: History) -> None:
        self._history = history

    @property
    def known_at(self) -> datetime | None:
        """As the history was cut."""
        return self._history.known_at

    def adopted(self) -> list[Adoption]:
        """As the history has them."""
        return adopted(self._history)

    def about_deals(self, deals: Sequence[str], types: Types, of_agents: Types = NO_TYPES) -> History:  # noqa: ARG002  # all of it
        """The whole history."""
        return self._history

    def about_customer(self, customer: str, types: Types, of_agents: Types = NO_TYPES) -> History:  # noqa: ARG002  # all of it
        """The whole history."""
        return self._history

    def whole(self) -> History:
        """The whole history."""
        return self._history

    def closed_deals(self, closes_with: ClosesWith) -> list[str]:
        """The deals that are closed as known, in closing order."""
        return closed_deals(self._history, closes_with)

    def contradictions(self) -> Sequence[Contradiction]:
        """As the history has them."""
        return self._history.contradictions

    def customers(self) -> Collection[str]:
        """Every customer of the history."""
        return self._history.customers()

    def deals(self) -> Collection[str]:
        """Every deal of the history."""
        return self._history.deals()

    def names(self) -> Mapping[str, str]:
        """The names of the history."""
        return self._history.names

    def adopts_plans(self) -> bool:
        """Whether the history adopts a commission plan."""
        return bool(self._history.of_type(CommissionPlanAdopted))
