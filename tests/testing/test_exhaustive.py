"""Every dossier of a size once: the count is Burnside's and a brute force's, and the seed's book holds there."""

from __future__ import annotations

from collections import Counter
from itertools import permutations, product
from math import factorial

import pytest

from leadledger.errors import CallInvalid
from leadledger.rulebook import load_rulebook
from leadledger.rulebook.library import rulebooks
from leadledger.testing.exhaustive import MOODS, SILENT, Shape, Step, exhaustive, shapes, small_dossiers
from leadledger.testing.laws import anonymity, conservation, same_as

SEED = rulebooks["sales-office"]
SIZES = [(visits, agents) for visits in range(3) for agents in (1, 2, 3)] + [(3, 2)]


def steps(agents: int) -> list[Step]:
    """Every step over agents that are told apart."""
    silent = [Step(mood, receiver) for mood in SILENT for receiver in range(agents)]
    speaking = product(MOODS[len(SILENT) :], range(agents), range(agents))
    return [*silent, *(Step(mood, receiver, named) for mood, receiver, named in speaking)]


def renamed(shape: Shape, names: tuple[int, ...]) -> Shape:
    renaming = [
        Step(mood, names[receiver], None if named is None else names[named]) for mood, receiver, named in shape.steps
    ]
    return Shape(tuple(renaming), names[shape.closer])


def by_brute_force(visits: int, agents: int) -> int:
    """The classes under renaming, found by renaming every dossier in every way."""
    every = (Shape(row, closer) for row in product(steps(agents), repeat=visits) for closer in range(agents))
    orders = list(permutations(range(agents)))
    return len({min(repr(renamed(shape, names)) for names in orders) for shape in every})


def by_burnside(visits: int, agents: int) -> int:
    """The mean, over all ways of renaming, of how many dossiers stay as they are."""
    still = Counter(sum(one == name for one, name in enumerate(names)) for names in permutations(range(agents)))
    total = sum(ways * (len(steps(fixed)) ** visits * fixed if fixed else 0) for fixed, ways in still.items())
    assert total % factorial(agents) == 0
    return total // factorial(agents)


@pytest.mark.parametrize(("visits", "agents"), SIZES)
def test_as_many_shapes_as_there_are_classes_under_renaming(visits: int, agents: int) -> None:
    found = list(shapes(visits=visits, agents=agents))
    assert len(found) == len(set(found)) == by_burnside(visits, agents)
    if len(steps(agents)) ** visits < 3_000:
        assert len(found) == by_brute_force(visits, agents)


def test_no_two_shapes_are_one_under_other_names() -> None:
    found = set(shapes(visits=2, agents=2))
    for shape in found:
        other = renamed(shape, (1, 0))
        assert other == shape or other not in found


def test_the_seeds_book_conserves_and_knows_no_names_up_to_two_visits() -> None:
    scope = exhaustive(SEED, visits=2, agents=2, laws=[conservation, anonymity])
    assert scope.holds, str(scope)
    assert scope.dossiers == 1 + 18 + 324


def test_a_changed_share_is_found_with_the_fewest_visits_there_can_be() -> None:
    changed = load_rulebook("sales-office", {"declined.share": "1/4"})
    scope = exhaustive(changed, laws=[same_as(SEED)])
    assert not scope.holds
    assert scope.broken is not None
    assert [event.type for event in scope.broken.history[1:]] == ["VisitReceived", "SubscriptionSigned"]
    assert "same-as is broken" in str(scope)


def test_a_book_of_other_entries_has_no_such_dossiers() -> None:
    book = rulebooks["affiliate-last-touch"]
    assert list(small_dossiers(book, visits=1, agents=1)) == []
    with pytest.raises(CallInvalid, match="does not speak of visits"):
        exhaustive(book)


@pytest.mark.parametrize("wrong", [{"visits": -1}, {"agents": 0}, {"agents": 99}])
def test_sizes_that_make_no_sense_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(CallInvalid, match="expected"):
        exhaustive(SEED, **wrong)  # type: ignore[arg-type]
