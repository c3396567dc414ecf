"""Mutants of a rulebook's document, made one after the other: shares, windows, lists, terms, ranks and clauses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any, cast

from leadledger.rulebook.library import rulebooks
from leadledger.values import Share
from tests.mutants.engine import CLAUSE_STAGES, Document, Mutant, clause, without

SEED = rulebooks["sales-office"]
SWITCHED_OFF = frozenset({"follow-up"})
"""Clauses that a term of the document switches off: without them nothing changes."""
LISTS = ("given_by", "after", "overrides", "relations")
TERMS: tuple[tuple[str, object], ...] = (
    ("timezone", "UTC"),
    ("closes_with", "contract"),
    ("validity_tested_at", "decisive-visit"),
    ("renewed_by_follow_up", True),
    ("search_prior_claims", "automatic"),
)
WINDOWS: tuple[object, ...] = (
    "1 month",
    "3 months",
    "59 days",
    {"length": "2 months", "end": "excluded"},
    {"length": "2 months", "month_end": "overflow"},
)
SAME: dict[str, str] = {
    f"ranks {one} and {one + 1} swapped": "one visit decides, and of what it says only the first counts"
    for one in range(4, 7)
} | {"ranks 8 and 9 swapped": "the closer has what nobody's good claim has, and a first claim the rest"}
"""Changes that change nothing, and why: no test can catch them."""


def mutants() -> list[Mutant]:
    """Every mutant of the seed's document, but for those that change nothing."""
    return [one for one in _all() if one.says not in SAME]


def changing_nothing() -> list[Mutant]:
    """Those that change nothing."""
    return [one for one in _all() if one.says in SAME]


def _all() -> list[Mutant]:
    return [*_shares(), *_windows(), *_ranks(), *_clauses(), *_lists(), *_terms()]


def _of(says: str, change: Callable[[Document], None], kind: str) -> Mutant:
    return Mutant(kind, says, document=change, says=says)


def _tables() -> Iterator[Document]:
    for stage in CLAUSE_STAGES:
        yield from cast("list[Document]", SEED.document[stage])


def _set(name: str, parameter: str, value: object) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        table = document["terms"] if name == "terms" else clause(document, name)
        table[parameter] = value

    return change


def _shares() -> Iterator[Mutant]:
    """Each share halved, and a tenth greater."""
    for table in _tables():
        if "share" in table:
            share = Share(table["share"])
            for other in (share / 2, share + Fraction(1, 10)):
                says = f"{table['id']}.share = {other} instead of {share}"
                yield _of(says, _set(table["id"], "share", str(Fraction(other))), "share")


def _windows() -> Iterator[Mutant]:
    """Each length of time by one too short or too long, without its last day, and past the end of a month."""
    for name in ("validity", "wish_validity"):
        for window in WINDOWS:
            yield _of(f"terms.{name} = {_shown(window)}", _set("terms", name, window), "window")


def _shown(window: object) -> str:
    return window if isinstance(window, str) else ", ".join(map(str, cast("dict[str, object]", window).values()))


def _ranks() -> Iterator[Mutant]:
    """Each two neighbouring ranks swapped, and each rank with the one of the first claim."""
    ranks = sorted({cast("int", table["rank"]) for table in _tables() if "rank" in table})
    pairs = [*pairwise(ranks), *((rank, ranks[-2]) for rank in ranks[:-3])]
    for one, other in pairs:
        yield _of(f"ranks {one} and {other} swapped", _swapping(one, other), "rank")


def _swapping(one: int, other: int) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        for table in document["award"]:
            table["rank"] = {one: other, other: one}.get(table["rank"], table["rank"])

    return change


def _clauses() -> Iterator[Mutant]:
    """Each clause left out."""
    for table in _tables():
        if table["id"] not in SWITCHED_OFF:
            yield without("clause", f"{table['id']} left out", table["id"])


def _lists() -> Iterator[Mutant]:
    """Each entry of a list left out: what counts as an entry, whom a clause follows, what gives a claim, what links."""
    lists: list[tuple[str, str, list[Any]]] = [
        ("terms", "register_entries", cast("dict[str, Any]", SEED.document["terms"])["register_entries"])
    ]
    lists += [(table["id"], name, table[name]) for table in _tables() for name in LISTS if name in table]
    for id, name, entries in lists:
        for entry in entries:
            rest = [other for other in entries if other != entry]
            if rest or name == "overrides":
                yield _of(f"{id}.{name} without {entry}", _set(id, name, rest), "list")


def _terms() -> Iterator[Mutant]:
    """Each term read otherwise."""
    for name, value in TERMS:
        yield _of(f"terms.{name} = {value}", _set("terms", name, value), "term")
