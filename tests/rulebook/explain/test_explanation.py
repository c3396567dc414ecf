"""What every explanation holds, whatever the story."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from leadledger import plugins
from leadledger.plugins import Plugin
from leadledger.rulebook.answers import Reason
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.explain import Words, explanation
from leadledger.testing.stories import (
    call,
    complaint,
    decided,
    draft,
    given,
    household,
    joined,
    left,
    minutes,
    registered,
    ruling,
    subscription,
    unlinked,
    visit,
)
from leadledger.texts.wrapping import width
from tests.declared_book import book as declared
from tests.rulebook.explain.stories import BESIDE, STORIES
from tests.small_books import HEAD, small_book

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


@pytest.mark.parametrize("part", ["on_top", "consequence"])
def test_so_is_who_is_only_paid_beside_the_award(part: str) -> None:
    book = rulebook_from({**BESIDE, "on_top": [], "consequence": [], part: BESIDE[part][:1]}, source="beside")
    people = (joined("wang", "张伟"), joined("li", "张伟"))
    story = given(*people, call("c", "wang"), subscription("d", "c", "li"), rulebook=book)
    row = next(line for line in story.decide("d").explain().splitlines() if line.startswith(("On top", "Follows")))
    assert "张伟 (wang)" in row


def test_so_is_whom_only_the_reason_names() -> None:
    ruled = ruling("r", {"li": "1"}, {"li": "1"}, deal="d", by="boss")
    story = given(joined("boss", "张伟"), joined("li", "张伟"), subscription("d", "c", "li"), ruled)
    assert "张伟 (boss) ruled on it" in story.decide("d").to_dict()["because"][0]["text"]


def test_names_of_people_the_decision_does_not_concern_change_nothing() -> None:
    alone = given(joined("zhang", "张伟"), visit("c", "zhang"), subscription("d", "c", "zhang"))
    stranger = given(joined("other", "张伟", on="2025-01-01"))
    with_stranger = given(*stranger.events, *alone.events)
    assert with_stranger.decide("d").to_json() == alone.decide("d").to_json()


def test_a_reason_without_a_text_is_told_by_its_key_and_facts() -> None:
    story = given(joined("zhang", "张伟"), visit("c", "zhang"), subscription("d", "c", "zhang"))
    words = Words.of(story.decide("d"), "en")
    reason = Reason.of("app-key", agent="zhang", agents=["a", "b"], word="zhang")
    assert words.reason(reason) == "app-key (agent 张伟, agents a and b, word zhang)"
    assert words.reason(Reason("app-key")) == "app-key"


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "张伟 was there on 5 March 2026."), ("zh", "张伟于2026年3月5日在场。")]
)
def test_a_plugins_reason_is_told_in_the_plugins_own_text(lang: str, said: str) -> None:
    texts = {"was-there": {"en": "{agent} was there on {day}.", "zh": "{agent}于{day}在场。"}}
    before = plugins.in_use()
    plugins.use(Plugin("acme", "1.0", reasons=texts))
    try:
        story = given(joined("zhang", "张伟"), visit("c", "zhang"), subscription("d", "c", "zhang"))
        words = Words.of(story.decide("d"), lang)
        assert words.reason(Reason.of("was-there", agent="zhang", day=date(2026, 3, 5))) == said
    finally:
        plugins.only_use(before)


def test_minutes_tell_only_the_lines_about_this_customer() -> None:
    story = given(minutes({"c": "chen", "stranger": "li"}), subscription("d", "c", "chen"))
    text = story.decide("d").explain("en")
    assert "c to chen" in text
    assert "stranger" not in text


def test_a_language_without_texts_is_refused() -> None:
    with pytest.raises(ValueError, match="there are no texts in 'fr'"):
        given(visit("c", "zhang"), subscription("d", "c", "zhang")).decide("d").explain("fr")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "What if: declined.share = 30 % instead of 20 %; terms.validity = 3 months instead of 2 months"),
        ("zh", "假设：declined.share = 30%（规则原定20%）；terms.validity = 3个月（规则原定2个月）"),
    ],
)
def test_a_what_if_says_so_under_its_heading(lang: str, words: str) -> None:
    story = STORIES["declined"]()
    asked = story.decide("d", settings={"declined.share": "30%", "terms.validity": "3 months"})
    assert explanation(asked, lang, columns=200).splitlines()[1] == words
    assert words.partition("declined")[0] not in story.decide("d").explain(lang)
    assert asked.to_dict()["rulebook"]["settings"] == {"declined.share": "30%", "terms.validity": "3 months"}
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


def test_asked_about_a_customer_it_is_headed_by_the_customer_and_the_time() -> None:
    story = given(joined("zhang", "张伟"), registered("c", "zhang", name="周女士", on="2026-03-05"))
    lines = story.owner("c", "2026-03-06T10:00").explain().splitlines()
    assert lines[0] == "Customer 周女士: who would own them on 6 March 2026, 10:00"
    assert [line.partition(":")[0] for line in lines[2:7]] == ["Customer", "Status", "Owner", "Credit", "Commission"]


def test_a_closing_that_names_no_agent_is_told_without_one() -> None:
    story = given(visit("c", "zhang"), draft("app.OrderPlaced", deal="d", customer="c"), rulebook=declared())
    lines = story.decide("d").explain().splitlines()
    assert lines[3] == "Closed:      2 March 2026, 10:00"


def test_who_the_customer_is_names_the_links_that_hold_and_the_complaint_that_bars() -> None:
    story = given(
        registered("c", "chen", on="2026-03-08"),
        registered("wife", "li", on="2026-03-08", at="11:00"),
        household("c", "friend", on="2026-03-09"),
        unlinked("c", "friend", on="2026-03-09", at="11:00"),
        household("wife", "c", on="2026-03-09", at="12:00"),
        complaint("k1", "c", "chen", on="2026-03-10"),
        decided("k1", "dismissed", on="2026-03-11"),
        complaint("k2", "c", "chen", on="2026-03-12"),
        decided("k2", "upheld", on="2026-03-13"),
        complaint("k3", "wife", "wang", on="2026-03-14"),
        decided("k3", "upheld", on="2026-03-15"),
        subscription("d", "c", "zhang", on="2026-03-23"),
    )
    lines = explanation(story.decide("d"), columns=120).splitlines()
    place = lines.index("Who the customer is")
    assert lines[place + 1 : place + 6] == [
        "  c and wife are read as one customer.",
        "    Linked by entry [5] (household).",
        "    See clause 5.3.11, One household is one customer.",
        "  Barred from this customer: chen (complaint k2 was upheld; clause 5.3.4).",
        "  Barred from this customer: wang (complaint k3 was upheld; clause 5.3.4).",
    ]


def test_a_claim_without_an_end_is_said_to_be_good_for_good() -> None:
    book = small_book(head=HEAD.replace('hold = { length = "2 months" }', ""))
    story = given(visit("c", "zhang", on="2026-03-05"), subscription("d", "c", "li", on="2026-03-08"), rulebook=book)
    lines = explanation(story.decide("d"), columns=120).splitlines()
    assert "  1. zhang: registered 5 March 2026, 10:00, good without end; good for this deal (clause R)" in lines
    assert "      → zhang opens a claim, good without end (clause R)" in lines


def test_every_open_complaint_is_named_with_what_comes_of_all_of_them() -> None:
    story = given(
        registered("c", "zhang"),
        left("zhang", on="2026-03-15", at="09:00"),
        visit("c", "chen", named=["zhang"], on="2026-03-15"),
        complaint("k1", "c", "zhang", on="2026-03-16"),
        complaint("k2", "c", "chen", on="2026-03-17"),
        subscription("d", "c", "li", on="2026-03-18"),
    )
    lines = explanation(story.decide("d"), columns=120).splitlines()
    place = lines.index("What is still open")
    assert lines[place + 1 : place + 6] == [
        "  Complaint k1 against zhang, entry [4], is not decided yet.",
        "  Complaint k2 against chen, entry [5], is not decided yet.",
        "    If upheld: owner li; credit li 100 %; commission li 100 %; clause 5.2.2.",
        "    If dismissed: owner zhang; credit zhang 100 %; commission zhang 80 %, chen 20 %; clause 5.3.3.",
        "    Until then there waits: 100 % of the credit and 100 % of the commission.",
    ]


def test_what_follows_without_a_figure_is_told_by_its_kind_and_whom_it_concerns() -> None:
    answer = STORIES["beside-the-award"]().decide("d")
    warning = replace(answer.consequences[0], kind="warning", figure=None)
    lines = explanation(replace(answer, consequences=(warning,))).splitlines()
    assert [line for line in lines if line.startswith("Follows")] == ["Follows:     warning: 王强"]


def test_a_clause_that_follows_twice_is_headed_once() -> None:
    calls = (call("c", "wang"), call("c", "chen"), subscription("d", "c", "li"))
    lines = explanation(given(*calls, rulebook=rulebook_from(BESIDE, source="beside")).decide("d")).splitlines()
    assert lines.count("  Clause E 1, fine") == 1
    assert [line for line in lines if "100.00 CNY for" in line] == [
        "    100.00 CNY for wang by this entry.",
        "    100.00 CNY for chen by this entry.",
    ]


def test_entries_that_came_too_late_are_shown_with_why() -> None:
    text = STORIES["too-late"]().decide("d").explain("en")
    _, _, late = text.partition("Entries not counted, and why")
    assert "registered 25 March 2026, 09:00, happened 2 March 2026, 10:00 · Call: 罗先生" in " ".join(late.split())
    assert "registered after the closing" in late
    assert "happened on a later day than the closing" in late
