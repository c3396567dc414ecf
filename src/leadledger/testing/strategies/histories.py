"""Strategies for histories, and the same histories by plain chance, which is faster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from random import Random

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from leadledger.events import event_from_dict
from leadledger.rulebook.library import DEFAULT, rulebooks
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.checking.vocabulary import vocabulary_of
from leadledger.testing.stories import Story
from leadledger.testing.strategies.checking import at_least, some_of
from leadledger.testing.strategies.life import DELAYS, GAPS, Edge, Gap, Life, Record
from leadledger.testing.strategies.parts import AFTER, KINDS, PARTS, THEMES, TOUCHES
from leadledger.testing.strategies.people import named_agents, named_customers

STARTS = (
    "2026-03-01T10:00", "2025-12-29T10:00", "2025-12-31T23:30", "2026-01-30T00:00", "2024-02-28T09:00",
    "2024-12-31T18:00",
)  # fmt: skip
"""When histories begin: on a plain day, at month ends, before leap days, around midnight."""
CLOSES, SIGNS = "SubscriptionSigned", "ContractSigned"
HEAD = 16
"""The bytes that the frame of a history is made from: eight for when and of what it is, eight for the first closing."""
EACH = 12
"""The bytes that each entry is made from."""
AFTERWARDS = (0, 0, 0, 1, 2, 3, 4)
AGENTS, CUSTOMERS, ENTRIES = 4, 3, 10


@dataclass(frozen=True, slots=True)
class Teller:
    """Makes histories of records; what may occur in them is settled beforehand."""

    agents: tuple[str, ...]
    customers: tuple[str, ...]
    deals: tuple[str, ...]
    kinds: tuple[str, ...] | None
    late: bool
    gaps: tuple[Gap, ...]
    rulebook: Rulebook | None

    def told(self, head: bytes, records: Sequence[bytes]) -> Story:
        """The history of a frame and of a record for each entry but the first closing."""
        frame = Record(head[: HEAD // 2])
        zone = (self.rulebook or rulebooks[DEFAULT]).terms.timezone
        life = Life(
            clock=datetime.fromisoformat(frame.pick(STARTS)).replace(tzinfo=zone),
            agents=self.agents,
            customers=self.customers,
            gaps=self.gaps,
            delays=DELAYS if self.late else DELAYS[:1],
            open_deals=list(self.deals),
        )
        before, after = self._kinds(frame)
        closing = len(records) - min(frame.pick(AFTERWARDS), len(records))
        for record in records[:closing]:
            life.turn_to(record)
            PARTS[life.pick(before)](life)
        life.turn_to(head[HEAD // 2 :])
        PARTS[CLOSES](life)
        if self.rulebook is not None and CLOSES not in self.rulebook.scope.closes:
            life.turn_to(b"")
            PARTS[SIGNS](life)
        for record in records[closing:]:
            life.turn_to(record)
            PARTS[life.pick(after)](life)
        return Story(tuple(map(event_from_dict, life.entries)), self.rulebook)

    def _kinds(self, frame: Record) -> tuple[Sequence[str], Sequence[str]]:
        """What may happen before the first closing, and after it."""
        more = (CLOSES,) if len(self.deals) > 1 else ()
        if self.kinds is not None:
            return (*self.kinds, *more), (*self.kinds, *more)
        themes = [kind for _ in range(frame.pick((0, 1, 2, 3))) for kind in frame.pick(THEMES)]
        kinds = (*TOUCHES, *themes, *themes, *more)
        return kinds, (*kinds, *AFTER)


def _teller(
    agents: int,
    customers: int,
    deals: int,
    kinds: Iterable[str] | None,
    late: bool,
    rulebook: Rulebook | None,
) -> Teller:
    wanted = kinds if kinds is None or isinstance(kinds, str) else tuple(kinds)
    teller = _plain_teller(agents, customers, deals, wanted, late)
    if rulebook is None:
        return teller
    if not rulebook.scope.closes & {CLOSES, SIGNS}:
        closes = ", ".join(sorted(rulebook.scope.closes))
        raise InvalidArgument(
            f"the deals of rulebook {rulebook.name!r} close with {closes}: expected one whose deals close with a "
            "subscription or a contract (check_rulebook tells stories of any)"
        )
    return replace(teller, gaps=_gaps_under(rulebook), rulebook=rulebook)


@lru_cache(maxsize=64, typed=True)
def _plain_teller(agents: int, customers: int, deals: int, kinds: tuple[str, ...] | str | None, late: bool) -> Teller:
    wanted = None if kinds is None else some_of(KINDS, "kinds", kinds)
    return Teller(
        agents=named_agents(at_least(1, "agents", agents)),
        customers=named_customers(at_least(1, "customers", customers)),
        deals=tuple(f"d{number}" for number in range(1, at_least(1, "deals", deals) + 1)),
        kinds=None if wanted is None else tuple(kind for kind in wanted if kind != CLOSES) or TOUCHES,
        late=late,
        gaps=GAPS,
        rulebook=None,
    )


def _gaps_under(book: Rulebook) -> tuple[Gap, ...]:
    """The gaps there always are, and both sides of the end of every window that a rulebook states."""
    if book.digest not in _GAPS_UNDER:
        edges = [
            Edge(window, from_first, after)
            for window in vocabulary_of(book).windows
            for from_first in (False, True)
            for after in (False, True)
        ]
        _GAPS_UNDER[book.digest] = (*GAPS, *edges)
    return _GAPS_UNDER[book.digest]


_GAPS_UNDER: dict[str, tuple[Gap, ...]] = {}


@st.composite
def histories(
    draw: st.DrawFn,
    *,
    customers: int = CUSTOMERS,
    deals: int = 2,
    agents: int = AGENTS,
    kinds: Iterable[str] | None = None,
    max_entries: int = ENTRIES,
    late: bool = True,
    rulebook: Rulebook | None = None,
) -> Story:
    """Histories of at most so many *customers*, *agents* and *deals*, of which the first, ``d1``, is closed.

    They are told of *kinds*, names of event types (:data:`KINDS`; all, where it is left out), in at most *max_entries*
    entries beside the first closing: visits and calls and what follows from them, links made and taken back, complaints
    filed and decided, customers drawn by lot, rulings, payments and refunds, entries struck. With *late* some are
    entered after they happened. No two entries contradict each other.

    With *rulebook* the stories are decided by it, in its time zone, and come to both sides of the end of each window
    that it states. It has to be one whose deals close with a subscription or a contract.

    >>> from hypothesis import find
    >>> find(histories(), lambda story: story.decide("d1").clause == "5.1")
    given(
        visit("c1", "zhang"),
        subscription("d1", "c1", "zhang"),
    )

    Raises:
        InvalidArgument: when drawn from, where an argument is not of its kind.
    """
    teller = _teller(agents, customers, deals, kinds, late, rulebook)
    head = draw(st.binary(min_size=HEAD, max_size=HEAD))
    count = draw(st.integers(0, at_least(0, "max_entries", max_entries)))
    return teller.told(head, [draw(_RECORDS) for _ in range(count)])


_RECORDS = st.binary(min_size=EACH, max_size=EACH)


def dossiers(
    *,
    customers: int = CUSTOMERS,
    agents: int = AGENTS,
    kinds: Iterable[str] | None = None,
    max_entries: int = ENTRIES,
    late: bool = True,
    rulebook: Rulebook | None = None,
) -> st.SearchStrategy[Story]:
    """Stories of one deal, ``d1``, and all that may bear on it: histories in which nothing else is sold.

    Beside the buyer, ``c1``, there are those who may belong to them or have brought them. The arguments are those of
    :func:`histories`.

    >>> from hypothesis import find
    >>> story = find(dossiers(), lambda story: len(story.decide("d1").commission) == 2)
    >>> len(story.events) <= 4
    True
    """
    return histories(
        customers=customers,
        deals=1,
        agents=agents,
        kinds=kinds,
        max_entries=max_entries,
        late=late,
        rulebook=rulebook,
    )


def random_histories(
    seed: int | str,
    *,
    customers: int = CUSTOMERS,
    deals: int = 2,
    agents: int = AGENTS,
    kinds: Iterable[str] | None = None,
    max_entries: int = ENTRIES,
    late: bool = True,
    rulebook: Rulebook | None = None,
) -> Iterator[Story]:
    """What :func:`histories` tells, by plain chance and without end: the same for the same *seed*, and much faster.

    >>> from itertools import islice
    >>> one, other = (next(random_histories("a seed")) for _ in range(2))
    >>> one == other
    True
    """
    teller = _teller(agents, customers, deals, kinds, late, rulebook)
    most, chance = at_least(0, "max_entries", max_entries), Random(seed)  # noqa: S311  # repeats itself, as is meant
    while True:
        count = chance.randint(0, most)
        yield teller.told(chance.randbytes(HEAD), [chance.randbytes(EACH) for _ in range(count)])


def random_dossiers(
    seed: int | str,
    *,
    customers: int = CUSTOMERS,
    agents: int = AGENTS,
    kinds: Iterable[str] | None = None,
    max_entries: int = ENTRIES,
    late: bool = True,
    rulebook: Rulebook | None = None,
) -> Iterator[Story]:
    """What :func:`dossiers` tells, by plain chance and without end: the same for the same *seed*, and much faster."""
    return random_histories(
        seed,
        customers=customers,
        deals=1,
        agents=agents,
        kinds=kinds,
        max_entries=max_entries,
        late=late,
        rulebook=rulebook,
    )
