"""Rulebooks in time: which of those adopted governs a closing day, and that none does is always said."""

from __future__ import annotations

from typing import Any

import pytest

from leadledger import History, Office, ledger
from leadledger.errors import DealNotClosed, RulebookGap, RulebookInvalid
from leadledger.rulebook import rulebook_from
from leadledger.testing.stories import Draft, contract, draft, given, subscription, visit
from tests.rulebook.adoptions import adopted, document, judged_by

DEAL = (visit("c", "zhang", on="2026-03-01"), subscription("d", "c", "li", on="2026-03-15"))
OLD = adopted("old", "2024-01-01")


@pytest.mark.parametrize(
    ("books", "name"),
    [
        pytest.param([OLD, adopted("new", "2026-03-15")], "new", id="from its first day"),
        pytest.param([OLD, adopted("new", "2026-03-16")], "old", id="not the day before"),
        pytest.param([OLD, adopted("new", published="2026-03-15")], "new", id="published on the closing day"),
        pytest.param(
            [OLD, adopted("new", published="2026-03-15T23:59:59+08:00")], "new", id="published at its last second"
        ),
        pytest.param([OLD, adopted("new", published="2026-03-16T00:00:00+08:00")], "old", id="published a day later"),
        pytest.param(
            [OLD, adopted("new", published="2026-03-15T16:00:00+00:00")], "old", id="the day is that of the office"
        ),
        pytest.param(
            [OLD, adopted("new", published="2026-03-16", reaches_back=True)], "new", id="that says so reaches back"
        ),
        pytest.param(
            [OLD, adopted("new", "2026-03-16", published="2026-03-16", reaches_back=True)],
            "old",
            id="and no further than its first day",
        ),
        pytest.param([adopted("new"), adopted("old", "2024-01-01")], "new", id="the latest begun, not entered"),
        pytest.param([adopted("one"), adopted("other")], "other", id="of one day the later entry"),
        pytest.param([OLD, adopted("new", ends_on="2026-03-15")], "new", id="through its last day"),
        pytest.param([adopted("new", ends_on="2026-03-14"), adopted("next", "2026-03-15")], "next", id="successor"),
        pytest.param(
            [OLD, adopted("next", "2026-03-16"), adopted("new", ends_on="2026-03-15")], "new", id="before its successor"
        ),
    ],
)
def test_the_book_that_governs(books: list[Draft], name: str) -> None:
    assert judged_by(*books, *DEAL) == name


@pytest.mark.parametrize(
    ("books", "sentence"),
    [
        pytest.param(
            [adopted("new", "2026-03-16")],
            "no adopted rulebook was in force on 2026-03-15, the closing day of deal 'd'",
            id="before the first",
        ),
        pytest.param(
            [adopted("new", "2026-01-01", published="2026-03-16")],
            "no adopted rulebook was in force on 2026-03-15, the closing day of deal 'd': "
            "'new' version '1' was published only on 2026-03-16, and does not reach back",
            id="published later",
        ),
        pytest.param(
            [adopted("old", ends_on="2026-03-14")],
            "rulebook 'old' version '1' ended on 2026-03-14, and no other was adopted for 2026-03-15, the closing day "
            "of deal 'd'",
            id="lapsed",
        ),
        pytest.param(
            [adopted("older", "2024-01-01"), adopted("old", ends_on="2026-03-14")],
            "rulebook 'old' version '1' ended on 2026-03-14, and no other was adopted for 2026-03-15, the closing day "
            "of deal 'd'",
            id="what it replaced does not come back",
        ),
        pytest.param(
            [adopted("old", ends_on="2026-03-14"), adopted("new", "2026-03-16")],
            "rulebook 'old' version '1' ended on 2026-03-14, and no other was adopted for 2026-03-15, the closing day "
            "of deal 'd'",
            id="between two",
        ),
    ],
)
def test_that_no_book_governs_is_said_with_the_day(books: list[Draft], sentence: str) -> None:
    with pytest.raises(RulebookGap) as caught:
        judged_by(*books, *DEAL)
    assert str(caught.value) == sentence


def test_a_book_that_is_given_governs_whatever_its_days() -> None:
    book = rulebook_from(document("given", ends_on="2020-01-01", applies={"project": ["north"]}))
    events = given(adopted("old", ends_on="2026-03-14"), *DEAL).events
    assert ledger.decide(events, "d", rulebook=book).rulebook.name == "given"


def test_a_last_day_may_be_a_day_of_toml() -> None:
    written = rulebook_from(document(ends_on="2026-12-31"))
    assert rulebook_from({**document(), "ends_on": written.governs.ends_on}).digest == written.digest


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        ({"ends_on": "2026-02-30"}, "small: ends_on: expected a day such as 2026-07-01, got '2026-02-30'"),
        ({"ends_on": "20260228"}, "small: ends_on: expected a day such as 2026-07-01, got '20260228'"),
        ({"ends_on": 2026}, "small: ends_on: expected a day such as 2026-07-01, got 2026"),
        ({"judged_by": "signing"}, "small: judged_by: input should be 'closing', 'registration', 'giver' or"),
        ({"reaches_back": "yes"}, "small: reaches_back: input should be a valid boolean"),
        ({"applies": {}}, "small: applies names nothing: expected project, channel, occasion, or no such table"),
        ({"applies": {"project": []}}, "small: applies.project: list should have at least 1 item"),
        ({"applies": {"project": "north"}}, "small: applies.project: input should be a valid list"),
        ({"applies": {"town": ["x"]}}, "small: applies.town: extra inputs are not permitted"),
    ],
)
def test_a_document_that_says_it_wrongly_is_refused(head: dict[str, object], sentence: str) -> None:
    with pytest.raises(RulebookInvalid) as caught:
        rulebook_from(document(**head), source="small")
    assert str(caught.value).startswith(sentence)


def test_a_deal_closes_by_what_the_book_then_in_force_asks_for() -> None:
    contracts = adopted("contracts", "2026-04-01", closes_with="contract")
    early = (visit("c", "zhang", on="2026-03-01"), subscription("d", "c", "li", on="2026-03-15"))
    late = (visit("e", "li", on="2026-03-20"), subscription("e", "e", "li", on="2026-04-02"))
    office = Office(History(given(OLD, contracts, *early, *late).events))
    assert office.closed_deals() == ["d"]
    assert office.decide("d").rulebook.name == "old"


BOTH_WAYS = (
    visit("c", "zhang", on="2026-03-01"),
    subscription("d", "c", "li", on="2026-03-15"),
    contract("d", on="2026-05-15"),
)


@pytest.mark.parametrize(
    ("books", "name"),
    [
        pytest.param(
            [adopted("spring", closes_with="contract"), adopted("summer", "2026-05-01", closes_with="contract"),
             adopted("later", "2027-01-01")],
            "summer", id="that judges its own way goes before one that asks for another",
        ),
        pytest.param(
            [adopted("first", closes_with="contract"), adopted("second", "2026-05-01")],
            "first", id="where each asks for the other's, that of the earlier closing",
        ),
        pytest.param(
            [adopted("first", closes_with="contract"), adopted("second", "2026-05-01"),
             adopted("later", "2027-01-01", closes_with="contract")],
            "first", id="whichever of the two was asked first",
        ),
    ],
)  # fmt: skip
def test_the_book_that_governs_a_deal_closed_in_two_ways(books: list[Draft], name: str) -> None:
    assert judged_by(*books, *BOTH_WAYS) == name


def test_of_two_closings_of_one_instant_the_way_of_the_latest_book_goes_first() -> None:
    north = adopted("north", applies={"project": ["north"]})
    south = adopted("south", "2026-02-01", applies={"project": ["south"]}, closes_with="contract")
    at: dict[str, Any] = {"on": "2026-03-15", "at": "10:00"}
    subscribed, signed = subscription("d", "c", "li", project="north", **at), contract("d", project="south", **at)
    assert judged_by(north, south, subscribed, signed) == "south"


def test_where_no_way_closes_the_deal_under_a_book_the_reason_is_the_gap_and_else_the_latest_book() -> None:
    late = (adopted("subs", "2026-06-01"), adopted("contracts", "2026-07-01", closes_with="contract"))
    with pytest.raises(RulebookGap, match="no adopted rulebook was in force on 2026-03-15"):
        judged_by(*late, *DEAL)
    open_deal = draft("HoldReleased", deal="d", on="2026-03-15")
    with pytest.raises(DealNotClosed, match="ContractSigned"):
        judged_by(*late, open_deal)


def test_a_document_that_cannot_be_used_is_named_by_its_entry() -> None:
    with pytest.raises(RulebookInvalid, match=r"^the rulebook adopted in .*entry 1: "):
        judged_by(adopted("bad", title=3), *DEAL)
