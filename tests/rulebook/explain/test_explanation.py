"""What every explanation holds, whatever the story."""

from __future__ import annotations

import re

import pytest

from leadledger.rulebook.answers import Reason
from leadledger.rulebook.explain import Words, explanation
from leadledger.testing.stories import given, joined, minutes, subscription, visit
from leadledger.texts.wrapping import width
from tests.rulebook.explain.stories import STORIES

LANGUAGES = ("en", "zh", "zh-Hant")
CASES = [(name, lang) for name in STORIES for lang in LANGUAGES]


@pytest.mark.parametrize(("name", "lang"), CASES)
def test_it_names_outcome_clauses_entries_and_digests(name: str, lang: str) -> None:
    answer = STORIES[name]().decide("d")
    text = answer.explain(lang)
    flat = "".join(text.split())
    for one in answer.because:
        assert one.clause.cite in text
    for number in range(1, len(answer.dossier.facts) + 1):
        assert f"[{number}]" in text
    assert answer.rulebook.digest in text
    assert answer.dossier.fingerprint()[1] in text
    for considered in answer.considered():
        assert considered.clause.cite in text
    for fact in answer.dossier.facts:
        assert str(fact.id)[-12:] in flat


@pytest.mark.parametrize(("name", "lang"), CASES)
def test_it_fits_a_page_of_eighty_columns_and_leaves_no_placeholder(name: str, lang: str) -> None:
    text = STORIES[name]().decide("d").explain(lang)
    assert not re.search(r"[{}]", text)
    assert [line for line in text.splitlines() if width(line) > 80] == []
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("name", STORIES)
def test_the_same_decision_is_explained_in_the_same_words(name: str) -> None:
    assert STORIES[name]().decide("d").explain("zh") == STORIES[name]().decide("d").explain("zh")


def test_people_who_bear_one_name_are_told_apart_by_their_ids() -> None:
    story = given(
        joined("zhang", "张伟"), joined("zhang2", "张伟"), visit("c", "zhang"), subscription("d", "c", "zhang2")
    )
    assert "张伟 (zhang) holds the first good claim" in story.decide("d").to_dict()["because"][0]["text"]


def test_names_of_people_the_decision_does_not_concern_change_nothing() -> None:
    alone = given(joined("zhang", "张伟"), visit("c", "zhang"), subscription("d", "c", "zhang"))
    stranger = given(joined("other", "张伟", on="2025-01-01"))
    with_stranger = given(*stranger.events, *alone.events)
    assert with_stranger.decide("d").to_json() == alone.decide("d").to_json()


def test_a_reason_without_a_text_is_told_by_its_key_and_facts() -> None:
    words = Words.of(given(visit("c", "zhang"), subscription("d", "c", "zhang")).decide("d"), "en")
    assert (
        words.reason(Reason.of("app-key", agent="zhang", agents=["a", "b"])) == "app-key (agent zhang, agents a and b)"
    )
    assert words.reason(Reason("app-key")) == "app-key"


def test_minutes_tell_only_the_lines_about_this_customer() -> None:
    story = given(minutes({"c": "chen", "stranger": "li"}), subscription("d", "c", "chen"))
    text = story.decide("d").explain("en")
    assert "c to chen" in text
    assert "stranger" not in text


def test_a_language_without_texts_is_refused() -> None:
    with pytest.raises(ValueError, match="there are no texts in 'fr'"):
        given(visit("c", "zhang"), subscription("d", "c", "zhang")).decide("d").explain("fr")


@pytest.mark.parametrize(("lang", "words"), [("en", "What if: declined.share = 30 % instead of 20 %"), ("zh", "假设")])
def test_a_what_if_says_so_under_its_heading(lang: str, words: str) -> None:
    story = STORIES["declined"]()
    asked = story.decide("d", settings={"declined.share": "30%"})
    assert asked.explain(lang).splitlines()[1].startswith(words)
    assert words not in story.decide("d").explain(lang)
    assert asked.to_dict()["rulebook"]["settings"] == {"declined.share": "30%"}
    assert list(story.decide("d").to_dict()["rulebook"]) == ["name", "version", "digest"]


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_it_is_as_wide_as_is_asked_and_breaks_no_name(columns: int) -> None:
    for name in STORIES:
        text = explanation(STORIES[name]().decide("d"), "zh", columns=columns)
        assert [line for line in text.splitlines() if width(line) > columns] == []
        assert [line for line in text.splitlines() if line.lstrip()[:1] in tuple("，。、；：）") and line.strip()] == []
        people = ("张伟", "李娜", "王强", "陈静", "赵经理")
        flat = text.replace("\n", "").replace(" ", "")
        assert [sum(flat.count(one) for one in people)] == [sum(text.count(one) for one in people)]


def test_entries_that_came_too_late_are_shown_with_why() -> None:
    text = STORIES["too-late"]().decide("d").explain("en")
    _, _, late = text.partition("Entries not counted, and why")
    assert "registered 25 March 2026, 09:00, happened 2 March 2026, 10:00 · Call: 罗先生" in " ".join(late.split())
    assert "registered after the closing" in late
    assert "happened on a later day than the closing" in late
