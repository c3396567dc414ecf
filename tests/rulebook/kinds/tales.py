"""Short tales for the kinds' laws: what agents do about one customer, days apart as the edge of a week has them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from leadledger.rulebook.case import Case
from leadledger.rulebook.claim import Claim
from leadledger.rulebook.document import parse_rulebook
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.stories import Draft, given, subscription
from tests.small_books import FIRST, HEAD

AGENTS = ("zhang", "li", "wang")
FIRST_DAY = date(2026, 2, 24)
GAPS = st.sampled_from((0, 1, 3, 6, 7, 8))
WEEK = timedelta(days=7)
TERMS = HEAD.partition("[[register]]")[0]
VISIT = """
[[register]]
id = "visit"
cite = "V"
use = "opens"
when = { type = "VisitReceived" }
hold = { length = "7 days" }
"""
VISIT_OR_CALL = VISIT.replace('"VisitReceived"', '["VisitReceived", "CallReceived"]')

Did = Callable[..., Draft]
"""What an agent does on a day: ``did(agent, on=day)``."""


@cache
def kind_book(clauses: str, *, award: str = FIRST) -> Rulebook:
    """A book of these clauses, and an award clause."""
    return parse_rulebook(TERMS + clauses + award, source="small")


@st.composite
def tales(draw: st.DrawFn, *kinds: Did, by: Sequence[str] = AGENTS, fewest: int = 1, longest: int = 7) -> list[Draft]:
    """Entries of these kinds, by any of these agents, in the order of their days."""
    day, told = FIRST_DAY, list[Draft]()
    for _ in range(draw(st.integers(fewest, longest))):
        told.append(draw(st.sampled_from(kinds))(draw(st.sampled_from(by)), on=day))
        day += timedelta(days=draw(GAPS))
    return told


def day_of(told: Sequence[Draft]) -> date:
    """The day of the last entry (the first day, if there is none)."""
    return date.fromisoformat(str(told[-1].on)) if told else FIRST_DAY


def is_a(name: str, draft: Draft) -> bool:
    """Whether an entry is of a type."""
    return bool(draft.fields["type"] == name)


def case_of(told: Sequence[Draft], book: Rulebook, *, days: int = 0) -> Case:
    """The case of the deal that closes so many days after the last entry."""
    closing = subscription("d", "c", "closer", on=day_of(told) + timedelta(days=days), at="23:00")
    entries = [replace(one, at=one.at or time(10, minute)) for minute, one in enumerate(told)]  # no two are the same
    return given(*entries, closing).case("d", rulebook=book)


def claims_of(told: Sequence[Draft], book: Rulebook) -> list[tuple[Any, ...]]:
    """The claims that stand, in rank order: whose, from which day, through which."""
    standing = [claim for claim in case_of(told, book).register.claims if claim.standing]
    return [(one.agent, one.opened_on, one.through) for one in sorted(standing, key=lambda one: one.rank)]


def overlap(one: Claim, other: Claim) -> bool:
    """Whether there is a day on which both are good."""
    both = one.standing and other.standing
    return both and one.opened_on <= other.through and other.opened_on <= one.through
