"""Several rulebooks at once: which applies to a deal, by its project, its channel and the party's occasion."""

from __future__ import annotations

import pytest

from leadledger.errors import RulebookAmbiguous, RulebookGap
from leadledger.testing.stories import (
    Draft,
    allocation,
    contract,
    given,
    household,
    struck,
    subscription,
    unlinked,
    visit,
)
from tests.rulebook.adoptions import adopted, judged_by

GENERAL = adopted("general")
NORTH = adopted("north", applies={"project": ["north", "north-2"]})
ONLINE = adopted("online", applies={"channel": ["online"]})
FAIR = adopted("fair", applies={"occasion": ["fair"]})
VISITED = visit("c", "zhang", on="2026-03-01")


def closed(**more: object) -> Draft:
    return subscription("d", "c", "li", on="2026-03-15", **more)


def at_fair(**more: object) -> Draft:
    return visit("c", "zhang", **{"on": "2026-03-02", "occasion": "fair", **more})


@pytest.mark.parametrize(
    ("drafts", "name"),
    [
        pytest.param([GENERAL, NORTH, closed(project="north")], "north", id="the project's"),
        pytest.param([GENERAL, NORTH, closed(project="north-2")], "north", id="each project named"),
        pytest.param([NORTH, GENERAL, closed(project="south")], "general", id="another project has the general one"),
        pytest.param([NORTH, GENERAL, closed()], "general", id="and a deal without a project"),
        pytest.param([GENERAL, NORTH, closed(details={"project": "north"})], "north", id="a column names the project"),
        pytest.param(
            [GENERAL, NORTH, closed(project="south", details={"project": "north"})], "general", id="the field first"
        ),
        pytest.param([GENERAL, ONLINE, closed(details={"channel": "online"})], "online", id="the channel's"),
        pytest.param(
            [adopted("contracts", closes_with="contract"),
             adopted("north", closes_with="contract", applies={"project": ["north"]}),
             closed(project="north"), contract("d", on="2026-03-16")],
            "north", id="the subscription where the contract names none",
        ),
        pytest.param([GENERAL, FAIR, at_fair(), closed()], "fair", id="the occasion's"),
        pytest.param(
            [GENERAL, FAIR, allocation("c", "li", on="2026-03-02", occasion="fair"), closed()], "fair", id="allocated"
        ),
        pytest.param([GENERAL, FAIR, at_fair(), VISITED, closed()], "fair", id="a later visit that names none"),
        pytest.param(
            [GENERAL, FAIR, at_fair(), at_fair(on="2026-03-03", occasion="launch"), closed()], "general",
            id="the latest occasion counts",
        ),
        pytest.param([GENERAL, FAIR, at_fair(occasion="x"), at_fair(on="2026-03-03"), closed()], "fair", id="last"),
        pytest.param([GENERAL, FAIR, closed(), at_fair(on="2026-03-16")], "general", id="after the closing"),
        pytest.param(
            [GENERAL, FAIR, at_fair(on="2026-03-15", at="09:00", recorded="2026-03-15T11:00"), closed()], "general",
            id="and entered after it",
        ),
        pytest.param([GENERAL, FAIR, visit("x", "li", occasion="fair"), closed()], "general", id="somebody else's"),
        pytest.param([GENERAL, FAIR, at_fair(on="2026-03-15", at="09:00"), closed()], "fair", id="on the very day"),
        pytest.param(
            [GENERAL, FAIR, at_fair(on="2026-03-15", at="00:30"), closed(at="01:00")], "fair",
            id="on a day that is another in UTC",
        ),
        pytest.param(
            [GENERAL, FAIR, at_fair(on="2026-03-16", at="01:00", recorded="2026-03-15T08:00"), closed()], "general",
            id="foretold for the next day",
        ),
        pytest.param(
            [GENERAL, adopted("both", applies={"project": ["north"], "channel": ["online"]}), closed(project="north")],
            "general", id="all that is named must be so",
        ),
        pytest.param(
            [adopted("both", "2024-01-01", applies={"project": ["north"], "channel": ["online"]}), NORTH, GENERAL,
             closed(project="north", details={"channel": "online"})],
            "both", id="the most specific, though earlier",
        ),
        pytest.param(
            [NORTH, adopted("later", "2026-03-15", applies={"project": ["north"]}), closed(project="north")], "later",
            id="of equally specific ones the latest begun",
        ),
        pytest.param(
            [NORTH, adopted("later", "2026-03-16", applies={"project": ["north"]}), closed(project="north")], "north",
            id="not before its first day",
        ),
        pytest.param(
            [ONLINE, adopted("north", "2025-01-01", applies={"project": ["north"]}),
             closed(project="north", details={"channel": "online"})],
            "online", id="by other keys too",
        ),
        pytest.param(
            [NORTH, adopted("again", applies={"project": ["north"]}), closed(project="north")], "again",
            id="of one day the later entry",
        ),
        pytest.param(
            [GENERAL, adopted("north", applies={"project": ["north"]}, ends_on="2026-03-14"), closed(project="north")],
            "general", id="a special book that lapsed leaves the deal to the general one",
        ),
        pytest.param(
            [GENERAL, adopted("north", "2026-03-16", applies={"project": ["north"]}), closed(project="north")],
            "general", id="and so before its first day",
        ),
    ],
)  # fmt: skip
def test_the_book_that_applies(drafts: list[Draft], name: str) -> None:
    assert judged_by(*drafts) == name


def test_the_occasion_is_that_of_the_party_as_each_book_reads_it() -> None:
    kin = household("c", "kin", on="2026-03-01"), visit("kin", "zhang", on="2026-03-02", occasion="fair")
    party = [{"id": "p", "cite": "p", "use": "linked", "relations": ["household"]}]
    assert judged_by(GENERAL, FAIR, *kin, closed()) == "general"
    assert judged_by(GENERAL, adopted("fair", applies={"occasion": ["fair"]}, party=party), *kin, closed()) == "fair"


@pytest.mark.parametrize(("ended_on", "name"), [("2026-03-15", "fair"), ("2026-03-14", "general")])
def test_the_occasion_of_kin_counts_where_they_were_kin_on_the_closing_day(ended_on: str, name: str) -> None:
    kin = visit("kin", "zhang", on="2026-03-02", occasion="fair"), household("c", "kin", on="2026-03-03")
    party = [{"id": "p", "cite": "p", "use": "linked", "relations": ["household"]}]
    fair = adopted("fair", applies={"occasion": ["fair"]}, party=party)
    assert judged_by(GENERAL, fair, *kin, closed(), unlinked("c", "kin", ended_on=ended_on, on="2026-03-16")) == name


def test_a_struck_visit_names_no_occasion() -> None:
    [event] = given(at_fair(id="00000000-0000-4000-8000-000000000001")).events
    assert judged_by(GENERAL, FAIR, event, struck(event.id, on="2026-03-04"), closed()) == "general"  # type: ignore[arg-type]


def test_two_that_apply_by_different_keys_from_one_day_are_refused() -> None:
    with pytest.raises(RulebookAmbiguous) as caught:
        judged_by(GENERAL, NORTH, ONLINE, closed(project="north", details={"channel": "online"}))
    assert str(caught.value) == (
        "rulebooks 'north' version '1' (by project) and 'online' version '1' (by channel) both apply to deal 'd' from "
        "2026-01-01: adopt one that names both, or let one count from another day"
    )


def test_where_only_books_for_others_were_adopted_that_is_said() -> None:
    with pytest.raises(RulebookGap) as caught:
        judged_by(NORTH, ONLINE, closed(project="south"))
    assert str(caught.value) == (
        "no adopted rulebook was in force on 2026-03-15, the closing day of deal 'd', "
        "for one with no channel, project 'south'"
    )


def test_a_special_book_that_lapsed_and_no_other_is_a_gap() -> None:
    with pytest.raises(RulebookGap, match="rulebook 'north' version '1' ended on 2026-03-14, and no other was adopted"):
        judged_by(adopted("north", applies={"project": ["north"]}, ends_on="2026-03-14"), closed(project="north"))


def test_of_several_that_lapsed_the_one_that_names_most_is_said() -> None:
    general = adopted("general", "2025-06-01", ends_on="2026-03-10")
    north = adopted("north", "2026-01-01", applies={"project": ["north"]}, ends_on="2026-03-14")
    for books in ((general, north), (north, general)):
        with pytest.raises(RulebookGap, match="^rulebook 'north' version '1' ended on 2026-03-14, and no other"):
            judged_by(*books, closed(project="north"))


def test_two_that_apply_by_several_keys_are_refused_with_all_of_them() -> None:
    both = {"project": ["north"], "channel": ["online"]}
    other = {"project": ["north"], "occasion": ["fair"]}
    with pytest.raises(RulebookAmbiguous) as caught:
        judged_by(
            adopted("one", applies=both),
            adopted("two", applies=other),
            at_fair(on="2026-03-03"),
            closed(project="north", details={"channel": "online"}),
        )
    assert str(caught.value).startswith(
        "rulebooks 'one' version '1' (by channel and project) and 'two' version '1' (by occasion and project) both "
        "apply to deal 'd' from 2026-01-01"
    )


def test_that_no_book_is_for_an_occasion_is_said_with_the_occasion() -> None:
    with pytest.raises(RulebookGap, match="for one with occasion 'fair'$"):
        judged_by(adopted("night", applies={"occasion": ["night"]}), at_fair(on="2026-03-03"), closed())
