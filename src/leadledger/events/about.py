"""Entries that are about one deal or about one customer, and say which."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from leadledger.events.base import Event
from leadledger.values import CustomerId, DealId


class AboutDealOrCustomer(Event):
    """An entry about a deal, or about a customer and so about all deals of their party: exactly one of the two."""

    deal: DealId | None = None
    customer: CustomerId | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.deal is None) == (self.customer is None):
            found = "neither is given" if self.deal is None else "both are given"
            raise PydanticCustomError(
                "deal_or_customer", "exactly one of 'deal' and 'customer' is expected; {found}", {"found": found}
            )
        return self
