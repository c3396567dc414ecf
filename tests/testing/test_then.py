"""Given, when, then: what is named is compared, and nothing else; a failure shows the difference, the story and why."""

from __future__ import annotations

import pytest

from leadledger.errors import EntryRefused, HistoryContradiction
from leadledger.testing import decide, decided, draft, given, money, owner, record, struck, subscription, visit
from tests.small_plans import FLAT, small_plan

STORY = given(visit("c1", "zhang"), visit("c1", "li", declined=["zhang"]), subscription("d1", "c1", "li"))
SPLIT = {"zhang": "20%", "li": "0.8"}


def failure(wanted: dict[str, object], story=STORY, question=None) -> str:
    with pytest.raises(AssertionError) as caught:
        story.when(question or decide("d1")).then(**wanted)
    return str(caught.value)


def test_what_is_named_holds() -> None:
    STORY.when(decide("d1")).then(
        owner="li", credit={"li": 1}, commission=SPLIT, on_top={}, clause="5.3.2", status="final"
    )


@pytest.mark.parametrize(
    ("wanted", "line"),
    [
        ({"owner": "zhang"}, "owner zhang li <-"),
        ({"owner": None}, "owner nobody li <-"),
        ({"credit": {"zhang": 1}}, "credit of zhang 1 - <-"),
        ({"commission": {"li": "4/5"}}, "commission of zhang - 1/5 <-"),
        ({"commission": {"li": "79%", "zhang": "21%"}}, "commission of li 79/100 4/5 <-"),
        ({"on_top": {"wu": "1%"}}, "on_top of wu 1/100 - <-"),
        ({"clause": "5.1"}, "clause 5.1 5.3.2 <-"),
        ({"status": "provisional"}, "status provisional final <-"),
        ({"refused": "closed twice"}, "refused closed twice an answer <-"),
        ({"refused": HistoryContradiction}, "refused HistoryContradiction an answer <-"),
    ],
)
def test_what_differs_is_marked(wanted: dict[str, object], line: str) -> None:
    assert line in [" ".join(row.split()) for row in failure(wanted).splitlines()]


def test_a_failure_tells_the_story_and_why() -> None:
    said = failure({"clause": "5.1", "owner": "li"})
    assert said.startswith("deal d1: something else was found\n")
    assert '  2  2026-03-02 10:00  visit("c1", "li", declined=["zhang"])\n' in said
    assert "  5.3.2: The customer declined zhang" in said
    assert "  not 5.1: " in said
    assert [row for row in said.splitlines() if row.strip().startswith("owner") and "<-" in row] == []


def test_as_known_at_a_time_and_under_other_settings() -> None:
    late = given(
        visit("c1", "zhang", recorded="2026-03-09T10:00"), subscription("d1", "c1", "li", recorded="2026-03-09T11:00")
    )
    late.when(decide("d1")).then(owner="zhang")
    late.when(decide("d1", known_at="2026-03-05T10:00")).then(refused="d1")
    STORY.when(decide("d1", settings={"declined.share": "30%"})).then(commission={"li": "70%", "zhang": "30%"})


def test_a_refusal_that_nobody_named_is_a_failure() -> None:
    assert "d9" in failure({"owner": "li"}, question=decide("d9"))
    STORY.when(decide("d9")).then(refused="d9")


def test_the_owner_of_a_customer() -> None:
    STORY.when(owner("c1", at="2026-03-01T12:00")).then(owner="zhang").when(owner("c1", at="2026-03-02T12:00")).then(
        owner="li"
    )


def test_amounts_are_what_the_books_give() -> None:
    story = given(visit("c1", "zhang"), subscription("d1", "c1", "li", price=money("1000.00")), plan=small_plan(FLAT))
    said = failure({"amounts": {"zhang": "9999.99"}}, story)
    assert "amounts of zhang   9999.99 CNY" in said
    amount = said.split("9999.99 CNY")[1].split()[0]
    story.when(decide("d1")).then(amounts={"zhang": amount})
    story.when(decide("d1")).then(amounts={"zhang": money(amount)})


def test_an_entry_is_refused_or_moves_deals() -> None:
    STORY.when(record(subscription("d1", "c1", "zhang"))).then(refused=HistoryContradiction)
    STORY.when(record(decided("k1", "upheld"))).then(refused="nobody had filed")
    STORY.when(record(struck(1))).then(moved=["d1"])
    STORY.when(record(subscription("d2", "c1", "li"))).then(moved=["d2"])
    STORY.when(record(visit("c9", "li"))).then(moved=[])
    assert "moved nothing d1 <-" in " ".join(failure({"moved": []}, question=record(struck(1))).split())
    said = failure({"refused": EntryRefused}, question=record(decided("k1", "upheld")))
    assert "refused EntryRefused HistoryContradiction: complaint 'k1'" in " ".join(said.split())


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        (record(visit("c9", "li")), {"owner": "li"}),
        (record(visit("c9", "li")), {"amounts": {}}),
        (decide("d1"), {"moved": []}),
        (owner("c1", at="2026-03-02T12:00"), {"amounts": {}}),
    ],
)
def test_what_was_not_asked_about_is_a_mistake_of_the_test(question, wanted: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="asks about"):
        STORY.when(question).then(**wanted)


def test_a_test_that_compares_nothing_is_a_mistake_too() -> None:
    with pytest.raises(TypeError, match=r"then\(\) compares nothing: expected one of owner, credit, commission"):
        STORY.when(decide("d1")).then()


def test_an_entry_is_struck_by_its_number() -> None:
    assert given(visit("c", "zhang"), struck(1), subscription("d", "c", "li")).decide("d").owner == "li"
    with pytest.raises(ValueError, match="entry 2: expected the number of an entry before, from 1 to 1"):
        given(visit("c", "zhang"), struck(2))
    with pytest.raises(ValueError, match="from 1 to 0"):
        given(draft("EntryStruck", entry=1, reason="x", by="y"))
