"""Ids: short strings that an office gives to customers, agents and deals, and the three payees that are not people.

The kinds are aliases of one checked string, so a caller writes ``VisitReceived(customer="c1")`` and no wrapper;
the alias says in a signature which kind is meant.
"""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import StringConstraints

ID_LENGTH_MAX: Final = 128
"""The longest id, in characters."""

DEPARTMENT: Final = "@department"
"""The sales department as a payee."""
SUSPENSE: Final = "@suspense"
"""What waits for a decision that is still open."""
UNASSIGNED: Final = "@unassigned"
"""What nobody was given."""

NOT_PEOPLE: Final = frozenset({DEPARTMENT, SUSPENSE, UNASSIGNED})
"""The only payees that are not people."""

_CONTROL: Final = r"\x00-\x1f\x7f-\x9f"
_ID_PATTERN: Final = rf"^[^@{_CONTROL}][^{_CONTROL}]*$"
_PAYEE_PATTERN: Final = rf"^(?:@department|@suspense|@unassigned|[^@{_CONTROL}][^{_CONTROL}]*)$"

ID_EXPECTED: Final = "an id of 1 to 128 characters, without control characters, not beginning with @"
"""What should stand where an id is wrong; for messages."""
PAYEE_EXPECTED: Final = f"{ID_EXPECTED}, or one of {DEPARTMENT}, {SUSPENSE}, {UNASSIGNED}"
"""What should stand where a payee is wrong; for messages."""

Id = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=ID_LENGTH_MAX, pattern=_ID_PATTERN)]
"""Any id, as the type of a model's field."""
Payee = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=ID_LENGTH_MAX, pattern=_PAYEE_PATTERN)]
"""Someone who is credited or paid: an agent's id, or one of `DEPARTMENT`, `SUSPENSE`, `UNASSIGNED`."""

AccessRequestId = Id
AgentId = Id
ComplaintId = Id
CustomerId = Id
DealId = Id
DisputeId = Id
ExpenseId = Id
OccasionId = Id
PaymentId = Id
PlanId = Id
ProjectId = Id
PromiseId = Id
RulingId = Id
UnitId = Id

_IS_ID: Final = re.compile(_ID_PATTERN[:-1])
_IS_PAYEE: Final = re.compile(_PAYEE_PATTERN[:-1])


def is_id(text: str) -> bool:
    """Whether *text* can be an id.

    >>> is_id("张三"), is_id("@department"), is_id("a\\n")
    (True, False, False)
    """
    return len(text) <= ID_LENGTH_MAX and _IS_ID.fullmatch(text) is not None


def is_payee(text: str) -> bool:
    """Whether *text* can be a payee: an id, or one of the three that are not people.

    >>> is_payee("zhang"), is_payee("@department"), is_payee("@nobody")
    (True, True, False)
    """
    return len(text) <= ID_LENGTH_MAX and _IS_PAYEE.fullmatch(text) is not None
