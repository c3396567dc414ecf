"""Transition: the book in force at the closing says which book judges a deal that spans a change or a move."""

from __future__ import annotations

from datetime import datetime

import pytest

from leadledger import ledger
from leadledger.errors import RulebookAmbiguous, RulebookGap
from leadledger.events import event_from_dict
from leadledger.rulebook import rulebook_from
from leadledger.testing.stories import Draft, given, household, subscription, visit
from tests.rulebook.adoptions import adopted, document, judged_by, value

CLOSED = subscription("d", "c", "li", on="2026-03-15")
REGISTERED = visit("c", "zhang", on="2026-02-10")
DEAL = (REGISTERED, CLOSED)
OLD = adopted("old", "2024-01-01")


def new(since: str = "2026-03-01", **head: object) -> Draft:
    return adopted("new", since, **{"judged_by": "registration", **head})


@pytest.mark.parametrize(
    ("drafts", "name"),
    [
        pytest.param([OLD, new(judged_by="closing"), *DEAL], "new", id="by the closing, where it says so"),
        pytest.param([OLD, new(), *DEAL], "old", id="by the registration, where it says so"),
        pytest.param([OLD, new("2026-02-10"), *DEAL], "new", id="registered on its first day"),
        pytest.param([OLD, new("2026-02-11"), *DEAL], "old", id="registered the day before"),
        pytest.param(
            [OLD, new("2026-02-11"), visit("c", "zhang", on="2026-02-10", recorded="2026-02-11T00:00"), CLOSED],
            "new",
            id="the day counts on which it was entered",
        ),
        pytest.param([adopted("old", judged_by="registration"), new(judged_by="closing"), *DEAL], "new", id="new rule"),
        pytest.param([OLD, new(), CLOSED], "new", id="by the closing, where nobody was registered"),
        pytest.param(
            [OLD, new(), household("c", "kin", on="2026-01-02"), visit("kin", "li", on="2026-02-28"), CLOSED],
            "new",
            id="kin are nothing to a book that does not read them as one",
        ),
        pytest.param(
            [OLD, new(party=[{"id": "p", "cite": "p", "use": "linked", "relations": ["household"]}]),
             household("c", "kin", on="2026-01-02"), visit("kin", "li", on="2026-02-28"),
             visit("c", "li", on="2026-03-02"), CLOSED],
            "old",
            id="the party's first registration",
        ),
        pytest.param([OLD, new(published="2026-03-01"), *DEAL], "old", id="published after the registration"),
        pytest.param(
            [OLD, new("2026-01-01", published="2026-03-01"), *DEAL], "old", id="published later, it does not reach back"
        ),
        pytest.param([adopted("old", "2024-01-01", ends_on="2026-02-10"), new(), *DEAL], "old", id="ended since"),
    ],
)  # fmt: skip
def test_registration_or_closing(drafts: list[Draft], name: str) -> None:
    assert judged_by(*drafts) == name


def test_a_registration_before_the_first_book_is_a_gap() -> None:
    with pytest.raises(RulebookGap) as caught:
        judged_by(new(), *DEAL)
    assert str(caught.value) == (
        "no adopted rulebook was in force on 2026-02-10, the day on which the party of deal 'd' was first registered"
    )


def moved(rule: str, *, north: str = "closing", **head: object) -> tuple[Draft, ...]:
    """Two projects with a book each; the customer was registered in the north and buys in the south."""
    return (
        adopted("north", applies={"project": ["north"]}, judged_by=north, **head),
        adopted("south", applies={"project": ["south"]}, judged_by=rule, **head),
        visit("c", "zhang", on="2026-02-10", project="north"),
        subscription("d", "c", "li", on="2026-03-15", project="south"),
    )


@pytest.mark.parametrize(
    ("rule", "name"), [("closing", "south"), ("receiver", "south"), ("giver", "north"), ("registration", "south")]
)
def test_after_a_move_the_giver_or_the_receiver_judges(rule: str, name: str) -> None:
    assert judged_by(*moved(rule)) == name


def test_what_the_giver_says_of_moves_counts_only_where_it_governs_the_closing() -> None:
    assert judged_by(*moved("receiver", north="giver")) == "south"


def test_a_giver_that_named_no_project_has_the_general_book() -> None:
    drafts = (*moved("giver")[1:2], visit("c", "zhang", on="2026-02-10"), subscription("d", "c", "li", project="south"))
    assert judged_by(adopted("general"), *drafts) == "general"
    with pytest.raises(RulebookGap, match="which goes by the project of the first registration, for one with no proj"):
        judged_by(*drafts)


@pytest.mark.parametrize(("rule", "through"), [("closing", "2026-04-10"), ("registration", "2026-03-10")])
def test_values_are_those_of_the_day_that_governs(rule: str, through: str) -> None:
    hold = value(("2024-01-01", "1 month"), ("2026-03-01", "2 months"))
    events = given(adopted("book", judged_by=rule, hold=hold), REGISTERED, CLOSED).events
    for book in (None, rulebook_from(document(judged_by=rule, hold=hold))):
        [claim] = ledger.decide(events, "d", rulebook=book).register.claims
        assert str(claim.through) == through


def test_the_day_that_governs_is_that_of_the_office() -> None:
    hold = value(("2024-01-01", "1 month"), ("2026-03-15", "2 months"))
    closed = subscription("d", "c", "li", on="2026-03-15", at="00:30")
    events = given(adopted("book", hold=hold), REGISTERED, closed).events
    for book in (None, rulebook_from(document(hold=hold))):
        [claim] = ledger.decide(events, "d", rulebook=book).register.claims
        assert str(claim.through) == "2026-04-10"


def test_who_would_own_goes_by_the_same_rules() -> None:
    events = given(*moved("giver")[:3]).events
    at = datetime.fromisoformat("2026-03-20T10:00+08:00")
    assert ledger.owner(events, "c", at, project="south").rulebook.name == "north"
    assert ledger.owner(events, "c", at, project="north").rulebook.name == "north"
    with pytest.raises(RulebookGap) as caught:
        ledger.owner(events, "c", at)
    assert str(caught.value) == (
        "no adopted rulebook was in force on 2026-03-20, the closing day of customer 'c', for one with no project"
    )


@pytest.mark.parametrize(("rule", "project"), [("registration", "south"), ("giver", "north")])
def test_two_that_apply_to_the_day_or_the_project_that_counts_are_refused(rule: str, project: str) -> None:
    special = {"project": ["south"], "channel": ["online"]}
    online = {"details": {"channel": "online"}}
    with pytest.raises(RulebookAmbiguous, match="both apply to deal 'd' from 2026-01-01"):
        judged_by(
            adopted("project", applies={"project": [project]}),
            adopted("channel", applies={"channel": ["online"]}),
            adopted("special", "2026-03-01", judged_by=rule, applies=special),
            visit("c", "zhang", on="2026-02-10", project="north"),
            subscription("d", "c", "li", on="2026-03-15", project="south", **online),
        )


def test_who_would_own_in_a_project_goes_by_the_books_of_that_project() -> None:
    events = given(*moved("registration")[:3]).events
    at = datetime.fromisoformat("2026-03-20T10:00+08:00")
    assert ledger.owner(events, "c", at, project="south").rulebook.name == "south"


def test_the_closing_itself_is_no_registration() -> None:
    sold = {"app.Sold": {"fields": {"deal": "deal", "customer": "customer", "agent": "agent"}}}
    terms = {**document()["terms"], "closes_with": {"type": "app.Sold"}, "register_entries": ["app.Sold"]}
    book = {"judged_by": "registration", "terms": terms, "event": sold}
    entry = {
        "type": "app.Sold",
        "deal": "d",
        "customer": "c",
        "agent": "li",
        "occurred_at": "2026-03-15T10:00:00+08:00",
    }
    events = [*given(adopted("sales", **book)).events, event_from_dict(entry, rulebook_from(document(**book)).events)]
    in_force = ledger.decide(events, "d").in_force
    assert in_force is not None
    assert in_force.key == "in-force-at-closing"
