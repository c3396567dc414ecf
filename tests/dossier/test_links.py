"""Parties by links: transitive, withdrawn by exact unlinks, ended on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given as examples_of
from hypothesis import strategies as st

from leadledger.dossier import History
from leadledger.testing.stories import Draft, draft, given, household, unlinked

DAY = date(2026, 3, 10)
EVERY = ("household", "same-person", "company")


def party(*drafts: Draft, on: date = DAY, of: str = "a", relations: tuple[str, ...] = EVERY) -> str:
    history = History(given(*drafts).events)
    return "".join(sorted(history.links.party([of], on=on, relations=relations, struck=history.struck)))


@pytest.mark.parametrize(
    ("drafts", "expected"),
    [
        pytest.param([], "a", id="nobody is linked"),
        pytest.param([household("a", "b")], "ab", id="two"),
        pytest.param([household("a", "b", "c")], "abc", id="three at once"),
        pytest.param([household("c", "d"), household("b", "c"), household("a", "b")], "abcd", id="a chain"),
        pytest.param([household("b", "c")], "a", id="others"),
        pytest.param([household("a", "b"), unlinked("b", "a")], "a", id="unlinked, in whatever order"),
        pytest.param([unlinked("a", "b"), household("a", "b")], "ab", id="linked after the unlink"),
        pytest.param(
            [household("a", "b"), household("a", "b"), unlinked("a", "b")], "a", id="linked twice, unlinked once"
        ),
        pytest.param([household("a", "b", "c"), unlinked("a", "b")], "abc", id="an unlink of fewer customers"),
        pytest.param([household("a", "b"), unlinked("a", "b", "c")], "ab", id="an unlink of more customers"),
        pytest.param(
            [draft("CustomersLinked", customers=["a", "b"], relation="company"), unlinked("a", "b")],
            "ab",
            id="an unlink of another relation",
        ),
        pytest.param([household("a", "b"), unlinked("a", "b", ended_on="2026-03-10")], "ab", id="ended that day"),
        pytest.param([household("a", "b"), unlinked("a", "b", ended_on="2026-03-09")], "a", id="ended the day before"),
    ],
)
def test_party(drafts: list[Draft], expected: str) -> None:
    assert party(*drafts) == expected


def test_only_the_relations_asked_for_bind() -> None:
    assert party(household("a", "b"), relations=("company",)) == "a"


@examples_of(st.lists(st.lists(st.sampled_from("abcdef"), min_size=2, max_size=3, unique=True), max_size=6))
def test_everyone_of_a_party_has_the_same_party(groups: list[list[str]]) -> None:
    links = [household(*group) for group in groups]
    whole = party(*links)
    assert all(party(*links, of=member) == whole for member in whole)
