"""Books of events alone: no store that stays, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from leadledger.events import Event
from leadledger.ledger.ledger import open as open_ledger
from leadledger.plan import Plan
from leadledger.projections.books import Books
from leadledger.rulebook.rulebook import Rulebook
from leadledger.store.opening import MEMORY


def books(
    events: Iterable[Event],
    *,
    rulebook: Rulebook | str | None = None,
    plan: Plan | str | None = None,
    known_at: datetime | None = None,
) -> Books:
    """The commission ledger of a history, as known at *known_at* (all of it, if none is given).

    *rulebook* and *plan* are one of each, or the name or file of one; without them those the history adopted govern.

    Raises:
        PlanInvalid, PlanUnknown, RulebookInvalid, RulebookUnknown: one of them cannot be used.
        HistoryContradiction: entries cannot both be true.

    >>> from leadledger.plan import parse_plan
    >>> from leadledger.testing.money_stories import money
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> plan = parse_plan('''
    ... name = "one-per-cent"
    ... version = "1"
    ... title = { en = "One per cent" }
    ... terms = { timezone = "Asia/Shanghai", reversals = "when-known" }
    ... base = { of = "price" }
    ... [[rate]]
    ... id = "all"
    ... cite = "1"
    ... rate = "1%"
    ... ''')
    >>> told = given(visit("c", "zhang"), subscription("d", "c", "li", price=money("1280000.00")))
    >>> for (account, currency), minor in books(told.events, plan=plan).balances().items():
    ...     print(account, minor, currency)
    agent:zhang:due -1280000 CNY
    agent:zhang:earned 0 CNY
    expense:commission 1280000 CNY
    """
    with open_ledger(MEMORY) as ledger:
        ledger.import_events(events, rulebook=rulebook)
        return ledger.books(rulebook=rulebook, plan=plan, known_at=known_at)
