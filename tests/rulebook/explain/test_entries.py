"""What an explanation says of each entry: its own words, when, where, and what it did to the register."""

from __future__ import annotations

from typing import Any

import pytest

from leadledger import plugins
from leadledger.dossier import Fact
from leadledger.plugins import Plugin
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.effects import Effects, Nothing
from leadledger.rulebook.explain import Words, explanation
from leadledger.rulebook.explain.entries import Entries, place_in_words
from leadledger.rulebook.register import Register
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.stories import (
    Draft,
    Story,
    call,
    complaint,
    contract,
    decided,
    draft,
    follow_up,
    given,
    joined,
    minutes,
    referral,
    registered,
    struck,
    subscription,
    visit,
)
from leadledger.texts import catalogue
from tests.declared_book import document as declared
from tests.small_books import HEAD, small_book

COMPLAINT = "00000000-0000-4000-8000-000000000011"
HOLD = {"length": "2 months"}


def read(story: Story) -> list[str]:
    """What is said of the entries read, a line each without the times, and what each did below it."""
    text = explanation(story.decide("d"), columns=400)
    section = text.partition("Entries read, in the order of the register\n")[2].partition("\n\n")[0]
    lines = [line.strip() for line in section.splitlines()]
    return [line.partition(" · ")[2] or line for line in lines if ", id …" not in line]


def told(*drafts: Draft) -> str:
    """What is said of the first of these entries, before a subscription of the customer."""
    return read(given(*drafts, subscription("d", "c", "li")))[0]


def book_with(*register: dict[str, Any]) -> Rulebook:
    """The small book with other register clauses."""
    return rulebook_from({**small_book().document, "register": list(register)}, source="small")


OPENS = {"id": "visit", "cite": "R", "use": "opens", "when": {"type": "VisitReceived"}, "hold": HOLD}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Visit: c came, li received them"),
        ({"named": ["zhang", "wang"]}, "Visit: c came, li received them; named zhang and wang"),
        ({"named": []}, "Visit: c came, li received them"),
        ({"present": ["zhang"]}, "Visit: c came, li received them; on site: zhang"),
        ({"present": []}, "Visit: c came, li received them; on site: nobody"),
        (
            {"asked_for": "wang", "declined": ["zhang"], "forgot": True},
            "Visit: c came, li received them; asked for wang; declined zhang; had forgotten who served them",
        ),
    ],
)
def test_a_visit_is_told_with_what_was_written_of_it(fields: dict[str, Any], said: str) -> None:
    assert told(visit("c", "li", **fields)) == said


def test_a_decision_says_whose_complaint_it_decides_and_a_striking_what_it_struck() -> None:
    story = (complaint("k", "c", "zhang", id=COMPLAINT), decided("k", "dismissed"))
    said = read(given(*story, subscription("d", "c", "li")))
    assert "Decision on complaint k of c against zhang: dismissed, by manager" in said
    gone = read(given(*story, struck(COMPLAINT), subscription("d", "c", "li")))
    assert gone[0] == "Striking by manager: entry …000000000011 was a mistake"


def test_minutes_tell_the_lines_about_the_customer_only() -> None:
    assert told(minutes({"c": "chen", "other": "li"}, by="wang")).endswith("kept by wang: c to chen")
    about_the_referrer = minutes({"old": "zhang", "other": "wang"}, date="2026-02-01", on="2026-02-01")
    story = given(about_the_referrer, call("c", "li"), referral("old", "c"), subscription("d", "c", "li"))
    assert read(story)[0] == "Minutes of the evening meeting of 1 February 2026, kept by manager: …"


def test_a_contract_names_who_signed_and_who_closed_where_it_says_so() -> None:
    signed = (contract("d"), contract("d", customer="c", agent="zhang"))
    book = small_book(head=HEAD.replace('closes_with = "subscription"', 'closes_with = "contract"'))
    story = given(visit("c", "zhang"), subscription("d", "c", "li"), signed[1], rulebook=book)
    assert read(story)[-1] == "Contract signed; by c; zhang closed"
    story = given(visit("c", "zhang"), subscription("d", "c", "li"), signed[0], rulebook=book)
    assert read(story)[-1] == "Contract signed"


def test_of_an_apps_entry_people_are_told_by_name_and_words_as_they_stand() -> None:
    joint: dict[str, Any] = {"with": ["friend", "c2"]}
    story = given(
        joined("zhang", "张伟"),
        registered("c", "zhang", name="周女士", on="2026-03-02"),
        registered("friend", "zhang", name="刘先生", on="2026-03-02"),
        draft("app.BuyerNoted", buyer="c", on="2026-03-03"),
        draft("app.DealRegistered", registration="zhang", customer="c", agent="zhang", on="2026-03-03"),
        draft("app.OrderPlaced", deal="d", customer="c", on="2026-03-04", **joint),
        rulebook=rulebook_from(declared(BuyerNoted={"fields": {"buyer": "customer"}}), source="declared"),
    )
    said = [line for line in read(story) if line.startswith("app.")]
    assert said == [
        "app.BuyerNoted: buyer 周女士",
        "app.DealRegistered: agent 张伟, customer 周女士, registration zhang",
        "app.OrderPlaced: customer 周女士, deal d, with 刘先生 and c2",
    ]


def test_an_entry_that_was_not_read_is_marked_by_the_end_of_its_id() -> None:
    answer = given(visit("c", "zhang"), subscription("d", "c", "li")).decide("d")
    (other, *_) = given(visit("c2", "zhang", id=COMPLAINT), subscription("d", "c2", "li")).decide("d").dossier.facts
    entries = Entries(answer, Words.of(answer, "en"))
    assert [entries.number(answer.dossier.facts[0]), entries.number(other)] == ["[1]", "…000000000011"]


def test_the_day_of_an_effect_is_the_offices() -> None:
    late = visit("c", "zhang", on="2026-03-04", at="23:30", recorded="2026-03-04T16:30:00+00:00")
    story = given(late, subscription("d", "c", "li", on="2026-03-08"), rulebook=book_with(OPENS))
    assert read(story)[1] == "→ zhang opens a claim, good through 5 May 2026 (clause R)"


def test_a_claim_that_is_renewed_or_over_is_told_where_it_happened() -> None:
    renews = {"id": "renews", "cite": "N", "use": "renews", "when": {"type": "FollowUpLogged"}, "active": True}
    ends = {"id": "ends", "cite": "E", "use": "ends", "when": {"type": "CallReceived"}, "whose": "agent"}
    registers = {**OPENS, "id": "short", "when": {"type": "CustomerRegistered"}, "hold": {"length": "7 days"}}
    story = given(
        visit("c", "zhang", on="2026-03-02"),
        registered("c", "wang", on="2026-03-08"),
        follow_up("c", "wang", on="2026-03-10"),
        call("c", "zhang", on="2026-03-11"),
        subscription("d", "c", "li", on="2026-03-12"),
        rulebook=book_with(OPENS, registers, renews, ends),
    )
    assert [line for line in read(story) if line.startswith("→")] == [
        "→ zhang opens a claim, good through 2 May 2026 (clause R)",
        "→ wang opens a claim, good through 15 March 2026 (clause R)",
        "→ wang's claim is good anew, through 17 March 2026 (clause N)",
        "→ zhang's claims are over (clause E)",
    ]


def test_a_claim_that_counts_from_an_earlier_entry_is_good_from_that_entrys_day() -> None:
    answered = {
        "id": "answered",
        "cite": "R",
        "use": "opens",
        "when": {"type": "app.RegistrationAnswered", "accepted": True},
        "of": {"type": "app.DealRegistered", "same": ["registration"]},
        "counted_from": "of",
        "hold": {"length": "10 days"},
    }
    night = {"on": "2026-03-04", "at": "23:30", "recorded": "2026-03-04T16:30:00+00:00"}
    story = given(
        draft("app.DealRegistered", registration="r1", customer="c", agent="zhang", **night),
        draft("app.RegistrationAnswered", registration="r1", accepted=True, on="2026-03-08"),
        subscription("d", "c", "li", on="2026-03-09"),
        rulebook=rulebook_from({**declared(), "register": [answered]}, source="declared"),
    )
    assert read(story)[2] == "→ zhang opens a claim, good through 15 March 2026 (clause R)"


def test_what_a_plugins_clause_did_for_a_reason_without_a_text_is_told_by_its_key() -> None:
    def nothing(fact: Fact, register: Register) -> Effects:  # the shape of a register kind
        return (Nothing("on-a-sunday"),)

    before = plugins.in_use()
    plugins.use(Plugin("acme", "1.0", kinds={"register": {"sundays": nothing}}))
    try:
        book = book_with({"id": "sunday", "cite": "S", "use": "sundays", "when": {"type": "VisitReceived"}})
        story = given(visit("c", "zhang"), subscription("d", "c", "li"), rulebook=book)
        assert read(story)[1] == "→ on-a-sunday (clause S)"
    finally:
        plugins.only_use(before)


@pytest.mark.parametrize(
    ("place", "en", "zh"),
    [
        ("sales.jsonl, line 3", "sales.jsonl, line 3", "sales.jsonl第3行"),
        ("a, line 1.jsonl, line 3", "a, line 1.jsonl, line 3", "a, line 1.jsonl第3行"),
        ("entry 7", "entry 7 of the history", "历史第7条"),
        ("office.db, entry 7", "office.db, entry 7", "office.db第7条"),
        ("elsewhere", "elsewhere", "elsewhere"),
        ("", "", ""),
    ],
)
def test_a_place_is_told_in_the_readers_language(place: str, en: str, zh: str) -> None:
    assert (place_in_words(place, catalogue("en")), place_in_words(place, catalogue("zh"))) == (en, zh)


def test_every_entry_that_was_struck_is_told() -> None:
    ids = [f"00000000-0000-4000-8000-00000000002{number}" for number in (1, 2)]
    visits = [visit("c", agent, id=id) for agent, id in zip(("wang", "chen"), ids, strict=True)]
    text = explanation(given(*visits, *map(struck, ids), subscription("d", "c", "li")).decide("d"), columns=400)
    section = text.partition("Entries struck out")[2].partition("\n\n")[0]
    assert [word in section for word in ("wang received", "chen received", *(f"…{id[-12:]}" for id in ids))] == [
        True
    ] * 4
