"""Strategies for people, and for a visit alone."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from leadledger.testing.stories import Draft, draft
from leadledger.testing.strategies.checking import at_least
from leadledger.testing.strategies.life import Life, Record
from leadledger.testing.strategies.parts import visit

NAMES = ("zhang", "li", "wang", "chen", "zhao", "liu", "yang", "huang")
_MANY_BYTES = 12


def named_agents(count: int) -> tuple[str, ...]:
    """So many agents' ids."""
    return NAMES[:count] + tuple(f"agent-{number}" for number in range(len(NAMES) + 1, count + 1))


def named_customers(count: int) -> tuple[str, ...]:
    """So many customers' ids."""
    return tuple(f"c{number}" for number in range(1, count + 1))


@st.composite
def agents(draw: st.DrawFn, *, count: int = 4) -> str:
    """Ids of an office's agents, of whom there are *count*; they shrink to ``"zhang"``.

    >>> from hypothesis import find
    >>> find(agents(), lambda agent: agent != "zhang")
    'li'
    """
    return draw(st.sampled_from(named_agents(at_least(1, "count", count))))


@st.composite
def customers(draw: st.DrawFn, *, count: int = 3) -> str:
    """Ids of an office's customers, of whom there are *count*; they shrink to ``"c1"``."""
    return draw(st.sampled_from(named_customers(at_least(1, "count", count))))


@st.composite
def visits(draw: st.DrawFn, *, customers: int = 1, agents: int = 4) -> Draft:
    """Visits of so many *customers* to an office of so many *agents*, for :func:`leadledger.testing.given`.

    A customer may name agents who served them, decline some, ask for one, or have forgotten who it was; who was present
    is written down or not. They have no time: the story's clock gives it.

    >>> from hypothesis import find
    >>> find(visits(), lambda one: "declined" in one.fields)
    visit("c1", "zhang", declined=["zhang"])
    """
    record = Record(draw(st.binary(min_size=_MANY_BYTES, max_size=_MANY_BYTES)))
    people = named_agents(at_least(1, "agents", agents)), named_customers(at_least(1, "customers", customers))
    life = Life(datetime(2026, 3, 1, tzinfo=UTC), *people, gaps=(), delays=(), open_deals=[], record=record)
    visit(life)
    (told,) = life.entries
    return draft(
        **{"event_type" if name == "type" else name: said for name, said in told.items() if name not in _TIMES}
    )


_TIMES = frozenset({"occurred_at", "recorded_at"})
