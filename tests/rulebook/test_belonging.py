"""Conditions on entries that belong to an earlier one, and on the first of several."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from leadledger.dossier import History
from leadledger.rulebook import rulebooks
from leadledger.rulebook.conditions import Condition, Scene
from leadledger.values import zone
from tests.books.shorthand import history

BOOK = rulebooks["sales-office"]
PAID = (
    "2026-03-01 PaymentReceived deal=d1 payment=k1 amount=5.00USD; "
    "2026-03-20 PaymentReceived deal=d1 payment=k2 amount=5.00USD; "
)
OF = {"type": "PaymentReceived", "same": ["payment"]}
FIRST = {"first_of": {"type": "PaymentReceived"}}


def holds(table: Mapping[str, Any], text: str) -> bool:
    facts = History(history(text, BOOK)).facts
    scene = Scene(facts, facts[-1].occurred_at, zone("Asia/Shanghai"), lambda role: frozenset())
    return Condition.parse(table).found(scene) is not None


@pytest.mark.parametrize(
    ("back", "of", "length", "expected"),
    [
        ("2026-03-31 PaymentRefunded deal=d1 payment=k1 amount=5.00USD", OF, "30 days", True),
        ("2026-04-01 PaymentRefunded deal=d1 payment=k1 amount=5.00USD", OF, "30 days", False),
        ("2026-04-01 PaymentRefunded deal=d1 payment=k2 amount=5.00USD", OF, "30 days", True),
        ("2026-03-25 PaymentRefunded deal=d1 payment=k3 amount=5.00USD", OF, "30 days", False),
        ("2026-03-25 PaymentRefunded deal=d1 payment=k1 amount=5.00USD", OF | FIRST, "30 days", True),
        ("2026-03-25 PaymentRefunded deal=d1 payment=k2 amount=5.00USD", OF | FIRST, "30 days", False),
    ],
)
def test_a_time_counts_from_the_entry_it_belongs_to(back: str, of: dict[str, Any], length: str, expected: bool) -> None:
    assert holds({"type": "PaymentRefunded", "of": of, "within": length}, PAID + back) is expected


def test_the_first_of_several_is_asked_and_no_later_one() -> None:
    assert holds({"type": "PaymentReceived", "payment": "k1", **FIRST}, PAID)
    assert not holds({"type": "PaymentReceived", "payment": "k2", **FIRST}, PAID)
