"""What would alter a decision: the sets of entries, and the readings of one clause."""

from __future__ import annotations

import pytest

from leadledger.disputes.flip_sets.finding import Flips, flips
from leadledger.dossier import History
from leadledger.errors import DealNotClosed, DealUnknown
from leadledger.ledger import Office
from leadledger.testing.stories import (
    Draft,
    Story,
    call,
    complaint,
    decided,
    follow_up,
    given,
    household,
    registered,
    ruling,
    struck,
    subscription,
    unlinked,
    visit,
)


def asked(story: Story, *, tries: int = 2_000, owner_only: bool = False, readings: bool = False) -> Flips:
    return flips(Office(History(story.events)), "d", tries=tries, owner_only=owner_only, readings=readings)


def sets(found: Flips) -> list[list[tuple[str, str]]]:
    return [[(one.how, one.fact.type) for one in flip.changes] for flip in found.sets]


def closed(*drafts: Draft) -> Story:
    return given(*drafts, subscription("d", "c", "li"))


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        pytest.param(
            closed(visit("c", "zhang"), visit("c", "li")), [[("struck", "VisitReceived")]], id="the first claim"
        ),
        pytest.param(
            closed(call("c", "zhang"), visit("c", "zhang"), visit("c", "li")),
            [[("struck", "CallReceived"), ("struck", "VisitReceived")]],
            id="two entries that each would do",
        ),
        pytest.param(
            closed(visit("c", "zhang"), follow_up("c", "zhang")),
            [[("struck", "VisitReceived")]],
            id="what no clause reads is no candidate",
        ),
        pytest.param(
            closed(visit("c", "zhang"), visit("c", "li"), complaint("k", "c", "zhang"), decided("k", "dismissed")),
            [[("struck", "VisitReceived")], [("struck", "ComplaintDecided")], [("upheld", "ComplaintDecided")]],
            id="a complaint decided the other way",
        ),
        pytest.param(
            closed(visit("c", "zhang"), visit("c", "li"), complaint("k", "c", "wang")),
            [[("struck", "VisitReceived")]],
            id="a complaint about somebody else",
        ),
        pytest.param(
            closed(visit("wife", "zhang"), visit("c", "li"), household("wife", "c"), unlinked("wife", "c")),
            [[("struck", "CustomersUnlinked")]],
            id="a link that was taken back",
        ),
        pytest.param(
            closed(visit("c", "li"), ruling("r", {"wang": "1"}, {"wang": "1"}, deal="d")),
            [[("struck", "RulingMade")]],
            id="a ruling",
        ),
    ],
)
def test_the_smallest_sets(story: Story, expected: list[list[tuple[str, str]]]) -> None:
    found = asked(story)
    assert sets(found) == expected
    assert found.proven
    assert found.every


def test_a_striking_taken_back_restores_its_entry() -> None:
    told = given(visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "li"))
    entry = History(told.events).facts[0].id
    found = asked(given(*told.events, struck(entry)))
    assert sets(found) == [[("restored", "EntryStruck")]]
    assert found.sets[0].after.owner == "zhang"


def test_an_open_complaint_decided_either_way() -> None:
    found = asked(closed(visit("c", "zhang"), visit("c", "li"), complaint("k", "c", "zhang")))
    assert ("@suspense" in found.before.credit, found.before.owner) == (True, None)
    owners = {one.changes[0].how: one.after.owner for one in found.sets if one.changes[0].fact.type == "ComplaintFiled"}
    assert owners == {"struck": "zhang", "upheld": "li", "dismissed": "zhang"}


def test_only_another_owner_counts_where_that_is_asked() -> None:
    story = closed(visit("c", "zhang"), visit("c", "li", declined=["zhang"]))
    assert sets(asked(story)) == [[("struck", "VisitReceived")], [("struck", "VisitReceived")]]
    assert [one.after.owner for one in asked(story, owner_only=True).sets] == ["zhang"]


def test_a_decision_that_nothing_alters() -> None:
    found = asked(closed(follow_up("c", "li")))
    assert (found.sets, found.possible, found.proven, found.every) == ((), 0, True, True)


@pytest.mark.parametrize(("tries", "proven"), [(2 + 1, True), (2, False)])
def test_the_last_try_counts(tries: int, proven: bool) -> None:
    found = asked(closed(call("c", "zhang"), visit("c", "zhang")), tries=tries)
    assert (bool(found.sets), found.proven, found.none_below) == (proven, proven, 2)


def test_a_bounded_search_says_so_and_what_it_finds_alters_it() -> None:
    many = [visit("c", "zhang", on="2026-03-01", at=f"{hour:02}:00") for hour in range(8, 20)]
    story = given(*many, registered("c", "li", on="2026-03-02"), subscription("d", "c", "li", on="2026-03-03"))
    found = asked(story, tries=250)
    assert (found.possible, found.none_below, found.every) == (13, 3, False)
    (flip,) = found.sets
    assert {one.fact.type for one in flip.changes} == {"VisitReceived"}
    assert len(flip.changes) == 12
    assert flip.after.owner == "li"
    assert not found.proven


def test_readings_name_the_clause_and_the_nearest_value() -> None:
    story = given(visit("c", "zhang", on="2026-01-10"), visit("c", "li"), subscription("d", "c", "li", on="2026-03-20"))
    found = {
        one.reading.path if one.reading.clause is None else one.reading.clause.id: one
        for one in asked(story, readings=True).readings
    }
    assert found["terms.validity"].reading.value == "3 months"
    assert found["terms.validity"].reading.instead_of == "2 months"
    assert found["terms.validity"].after.owner == "zhang"
    assert found["closer"].after.credit == {"@suspense": 1}


def test_what_cannot_be_decided_cannot_be_altered() -> None:
    office = Office(History(given(visit("c", "zhang"), visit("c", "li")).events))
    with pytest.raises(DealUnknown):
        flips(office, "d")
    office = Office(History(given(visit("c", "zhang"), ruling("r", {"li": "1"}, {"li": "1"}, deal="d")).events))
    with pytest.raises(DealNotClosed):
        flips(office, "d")


def test_as_data_the_same_every_time() -> None:
    story = closed(visit("c", "zhang"), visit("c", "li"))
    found, again = asked(story, readings=True).to_dict(), asked(story, readings=True).to_dict()
    assert found == again
    assert list(found)[:4] == ["deal", "before", "size", "proven"]
