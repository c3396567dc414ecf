"""Strategies for rulebooks and commission plans: random documents of what is registered, every one of them valid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from hypothesis import note
from hypothesis import strategies as st

from leadledger.errors import RulebookInvalid
from leadledger.plan import Plan
from leadledger.plan.document import plan_from
from leadledger.rulebook.clauses import kinds_of
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.strategies.checking import at_least, some_of
from leadledger.testing.strategies.clauses import Table, document_of, form_of
from leadledger.testing.strategies.life import Record
from leadledger.testing.strategies.planning import plan_document
from leadledger.values import Money

STAGES = ("award", "register", "sharing", "on_top", "reading", "party", "suspense", "consequence")
_ONCE = frozenset({"party", "suspense"})
_BYTES = 12


@lru_cache(maxsize=8)
def clause_kinds(wanted: tuple[str, ...] | None, registered: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The stages and kinds of which clauses are made up; None is all of those that can be."""
    names = registered if wanted is None else some_of(registered, "kinds", wanted)
    return tuple(
        (stage, use) for stage in STAGES for use in kinds_of(stage) if use in names and form_of(stage, use) is not None
    )


def _registered() -> tuple[str, ...]:
    return tuple(dict.fromkeys(use for stage in STAGES for use in kinds_of(stage)))


@st.composite
def rulebooks(draw: st.DrawFn, *, kinds: Iterable[str] | None = None, max_clauses: int = 5) -> Rulebook:
    """Rulebooks of at most so many clauses of the registered *kinds* (all, where it is left out), plugins' among them.

    Each has beside them a clause by which a visit opens a claim of two months, and last of all one that gives the deal
    to the closer: every deal is decided. Clauses state what their kinds let them: shares, lengths of time, patterns of
    visits, calls and registrations. Kinds whose parameters are tables of their own (``booking-fee``, ``price-tier``)
    are left out.

    >>> from hypothesis import find
    >>> book = find(rulebooks(), lambda book: any(clause.use == "declined" for clause in book.clauses))
    >>> [clause.use for clause in book.clauses]
    ['opens', 'declined', 'closer']

    Raises:
        InvalidArgument: when drawn from, where an argument is not of its kind.
    """
    wanted = None if kinds is None else tuple(kinds)
    some = clause_kinds(wanted, _registered())
    count = draw(st.integers(0, at_least(0, "max_clauses", max_clauses)))
    book = made([draw(_RECORDS) for _ in range(count)], some)
    note(book.document)  # all of it, in what a failure prints
    return book


_RECORDS = st.binary(min_size=_BYTES, max_size=_BYTES)


def made(records: Sequence[bytes], kinds: Sequence[tuple[str, str]]) -> Rulebook:
    """The rulebook of these records; a clause that cannot stand beside those before it is left out."""
    clauses: list[tuple[str, Table]] = []
    for record in records if kinds else ():
        stage, table = _clause(Record(record), kinds, len(clauses) + 2)
        if stage not in _ONCE or stage not in {one for one, _ in clauses}:
            clauses.append((stage, table))
    try:
        return _book(clauses)
    except RulebookInvalid:
        return _book(_that_stand(clauses))


def _that_stand(clauses: Sequence[tuple[str, Table]]) -> list[tuple[str, Table]]:
    kept: list[tuple[str, Table]] = []
    for one in clauses:
        try:
            _book([*kept, one])
        except RulebookInvalid:
            continue
        kept.append(one)
    return kept


def _book(clauses: Sequence[tuple[str, Table]]) -> Rulebook:
    stages: dict[str, list[Table]] = {}
    for stage, table in clauses:
        stages.setdefault(stage, []).append(table)
    return rulebook_from(document_of(stages))


def _clause(record: Record, kinds: Sequence[tuple[str, str]], number: int) -> tuple[str, Table]:
    stage, use = record.pick(kinds)
    table: Table = {"id": f"{use}-{number}", "cite": str(number), "use": use}
    for name, options in (form_of(stage, use) or {}).items():
        value: Any = record.pick(options)
        if value is not None:
            table[name] = value
    return stage, table


@st.composite
def plans(draw: st.DrawFn, *, guarantees: bool = False) -> Plan:
    """Commission plans: a base, a rate or tiers, when what is earned becomes due, and sometimes a limit.

    With *guarantees* some promise a minimum, which brings in money that no deal brought. Shares of what becomes due
    sum to one; tiers have no gap.

    >>> from hypothesis import find
    >>> find(plans(), lambda plan: True).name
    'random'
    """
    record = Record(draw(st.binary(min_size=_BYTES, max_size=_BYTES)))
    plan = plan_from(plan_document(record, guarantees=guarantees))
    note(plan.document)
    return plan


@st.composite
def money(draw: st.DrawFn, *, currency: str = "CNY", min_minor: int = 1, max_minor: int = 10**9) -> Money:
    """Amounts in a currency, from *min_minor* to *max_minor* of its smallest units (cents, fen).

    >>> from hypothesis import find
    >>> str(find(money(), lambda amount: amount.amount_minor > 99))
    '1.00 CNY'
    """
    least = at_least(0, "min_minor", min_minor)
    return Money(draw(st.integers(least, at_least(least, "max_minor", max_minor))), currency)
