"""The kind ``price_tier``: price terms by how much was registered, the first to be approved before the second."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from leadledger.rulebook.attribution import Consequence
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.stories import Draft, draft, subscription
from leadledger.testing.stories import given as told_as
from tests.declared_book import document
from tests.rulebook.kinds.meetings import AGENTS, CLOSED, CLOSER, days_before
from tests.strategies import examples

TIERS = [
    {"name": "tier 1", "at_least": 100, "at_most": 499},
    {"name": "tier 2", "at_least": 500, "at_most": 999},
    {"name": "tier 3", "at_least": 1001},
]
PRICE = {
    "id": "tier",
    "cite": "E",
    "use": "price-tier",
    "kind": "price-terms",
    "when": {"type": "app.RegistrationAnswered", "accepted": True},
    "of": {"type": "app.DealRegistered", "same": ["registration"]},
    "number": "units",
    "within": "90 days",
    "second": "1/2",
    "tiers": TIERS,
}
ANYHOW = {"id": "closer", "cite": "C", "rank": 9, "use": "closer", "where": "anyhow"}
BOOK = rulebook_from({**document(), "award": [ANYHOW], "consequence": [PRICE]}, source="tiers")
units = st.one_of(st.sampled_from((99, 100, 499, 500, 999, 1000, 1001)), st.integers(1, 2000))


class Registered(NamedTuple):
    """Registered and answered so many days *before* the closing."""

    before: int
    agent: str
    units: int
    accepted: bool


registrations = st.lists(
    st.builds(Registered, st.integers(0, 180), st.sampled_from(AGENTS), units, st.sampled_from((True, True, False))),
    max_size=5,
).map(lambda told: sorted(told, key=lambda one: -one.before))


def terms(told: Sequence[Registered], book: Rulebook = BOOK) -> tuple[Consequence, ...]:
    """The price terms at the closing."""
    entries = []
    for place, one in enumerate(told):
        shared: dict[str, Any] = {"registration": f"r{place}", "on": days_before(one.before)}
        entries.append(
            draft("app.DealRegistered", customer="c", agent=one.agent, units=one.units, at="08:00", **shared)
        )
        entries.append(draft("app.RegistrationAnswered", accepted=one.accepted, at="09:00", **shared))
    return told_as(*entries, subscription("d", "c", CLOSER, on=CLOSED), rulebook=book).decide("d").consequences


@examples(60)
@given(told=registrations)
def test_nobody_has_terms_twice_and_one_at_most_has_a_tier_of_their_own(told: list[Registered]) -> None:
    found = terms(told)
    payees = [one.payee for one in found]
    assert len(payees) == len(set(payees))
    assert set(payees) <= {one.agent for one in told if one.accepted and one.units >= 100 and one.before <= 90}
    assert sum(not str(one.figure).startswith("1/2 ") for one in found if one.missing is None) <= 1


@examples(40)
@given(one=st.builds(Registered, st.sampled_from((0, 89, 90, 91)), st.just("li"), units, st.just(True)))
def test_a_number_is_in_its_tier_below_the_first_in_none_and_between_two_unclear(one: Registered) -> None:
    found = [(terms.figure, terms.missing is not None) for terms in terms([one])]
    if one.before > 90 or one.units < 100:
        assert found == []
    elif one.units == 1000:
        assert found == [(None, True)]
    else:
        assert found == [(f"tier {1 + (one.units >= 500) + (one.units > 1000)}", False)]


def test_what_is_left_out_keeps_no_later_approval_from_its_terms() -> None:
    entries = []
    for place, (agent, units) in enumerate([(None, 500), ("zhang", 99), ("zhang", 500), ("zhang", 100), ("li", 2000)]):
        shared: dict[str, Any] = {"registration": f"r{place}", "on": days_before(20 - place)}
        if agent is not None:
            entries.append(
                draft("app.DealRegistered", customer="c", agent=agent, units=units, at="08:00", **shared),
            )
        entries.append(draft("app.RegistrationAnswered", accepted=True, at="09:00", **shared))
    answer = told_as(*entries, subscription("d", "c", CLOSER, on=CLOSED), rulebook=BOOK).decide("d")
    assert [(one.payee, one.figure) for one in answer.consequences] == [("zhang", "tier 2"), ("li", "1/2 tier 2")]


def test_what_is_unclear_is_still_of_the_kind_and_of_the_agent_who_was_approved() -> None:
    (unclear,) = terms([Registered(1, "li", 1000, True)])
    assert (unclear.kind, unclear.payee, unclear.figure) == ("price-terms", "li", None)


def test_where_nothing_is_stated_for_the_second_to_be_approved_that_one_has_nothing() -> None:
    price = {key: value for key, value in PRICE.items() if key != "second"}
    book = rulebook_from({**document(), "award": [ANYHOW], "consequence": [price]}, source="tiers")
    told = [Registered(2, "zhang", 500, True), Registered(1, "li", 500, True)]
    assert [one.payee for one in terms(told)] == ["zhang", "li"]
    assert [one.payee for one in terms(told, book)] == ["zhang"]


SITES = {
    "app.Approved": {"fields": {"customer": "customer", "agent": "agent"}},
    "app.Asked": {"fields": {"customer": "customer", "agent": "agent?", "units": "number?", "site": "word?"}},
    "app.Sketched": {"fields": {"customer": "customer", "agent": "agent"}},
    "app.Heard": {"fields": {"customer": "customer", "agent": "agent", "units": "number"}},
}


def priced(*entries: Draft, **changed: Any) -> list[tuple[str, object]]:
    """Who has which terms in a story of the office's own entries, under a clause of which something is changed."""
    price = {**PRICE, "when": {"type": "app.Approved"}, "of": {"type": "app.Asked"}, **changed}
    types = {name.removeprefix("app."): fields for name, fields in SITES.items()}
    book = rulebook_from({**document(**types), "award": [ANYHOW], "consequence": [price]}, source="sites")
    answer = told_as(*entries, subscription("d", "c", CLOSER, on=CLOSED), rulebook=book).decide("d")
    return [(one.payee, one.figure) for one in answer.consequences]


def site(kind: str, agent: str | None, before: int = 9, at: str = "10:00", **more: Any) -> Draft:
    return draft(f"app.{kind}", customer="c", agent=agent, on=days_before(before), at=at, **more)


ASKED, APPROVED = site("Asked", "zhang", 10, units=200), site("Approved", "zhang")
LATER = site("Approved", "zhang", 5)
ASKED_OR_SKETCHED = {"type": ["app.Asked", "app.Sketched"]}


def test_days_are_those_of_the_office() -> None:
    early = site("Asked", "zhang", 91, units=200), site("Approved", "zhang", 90, "00:30")
    assert priced(*early) == [("zhang", "tier 1")]


def test_the_holder_is_whom_the_award_gives_the_customer() -> None:
    by_holder = {"type": "app.Approved", "agent": "holder"}
    assert priced(ASKED, site("Approved", CLOSER), when=by_holder) == [("zhang", "tier 1")]
    assert priced(ASKED, APPROVED, when=by_holder) == []
    of_closer = {"type": "app.Asked", "agent": "closer"}
    assert priced(site("Asked", CLOSER, 10, units=200), APPROVED, of=of_closer) == [(CLOSER, "tier 1")]
    assert priced(ASKED, APPROVED, of=of_closer) == []


def test_an_approval_of_nothing_gives_no_terms() -> None:
    assert priced(APPROVED) == priced(APPROVED, site("Asked", "zhang", 5, units=200)) == []
    assert priced(ASKED, when={"type": "app.Asked"}) == []


def test_what_names_no_agent_or_no_number_gives_no_terms() -> None:
    assert priced(site("Asked", None, 10, units=200), APPROVED) == []
    assert priced(site("Asked", "zhang", 10), APPROVED) == []
    assert priced(ASKED, site("Sketched", "zhang", 10, "12:00"), APPROVED, of=ASKED_OR_SKETCHED) == []


def test_entries_that_cannot_name_the_same_site_are_not_of_one() -> None:
    told = [ASKED, APPROVED, site("Asked", "li", 8, units=300, site="east"), site("Approved", "li", 7)]
    assert priced(*told, each=["site"]) == [("zhang", "tier 1"), ("li", "tier 1")]
    assert priced(*told, each=["customer"], second="1/2") == [("zhang", "tier 1"), ("li", "1/2 tier 1")]
    heard = {"type": ["app.Asked", "app.Heard"]}
    east = [site("Asked", "li", 8, units=300, site="east"), site("Approved", "li", 7)]
    for somewhere in ([site("Heard", "zhang", 9, units=200), APPROVED], [site("Heard", "zhang", 6, units=200), LATER]):
        both = sorted([*east, *somewhere], key=lambda one: str(one.on))
        assert sorted(priced(*both, each=["site"], of=heard)) == [("li", "tier 1"), ("zhang", "tier 1")]
