"""Hearing files: facts for and against, gaps, and under which readings a claim holds."""

from __future__ import annotations

from typing import Any

import pytest

from leadledger.disputes.flip_sets import readings as flips_readings
from leadledger.disputes.hearings.hearing import Heard, Hearing, HearingTerms, hearing
from leadledger.disputes.hearings.page import page
from leadledger.disputes.layout import as_markdown, on_terminal
from leadledger.dossier import History
from leadledger.dossier.concerns import agents_of
from leadledger.ledger import Office
from leadledger.ledger import open as open_ledger
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.library import rulebooks
from leadledger.testing.stories import (
    Draft,
    Story,
    call,
    complaint,
    draft,
    follow_up,
    given,
    quarrelled,
    reassigned,
    registered,
    struck,
    subscription,
    visit,
)

TERMS = HearingTerms(gap_days=7, tries=200)
DECLINED = (visit("c", "zhang"), visit("c", "li", declined=["zhang"]), subscription("d", "c", "li"))


@pytest.fixture(autouse=True)
def few_other_lengths(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lengths are read one unit shorter or longer only: what is tested here does not hang on them."""
    monkeypatch.setattr(flips_readings, "STEPS", 1)


def prepared(*drafts: Draft) -> Hearing:
    return hearing(Office(History(given(*drafts).events)), "d", TERMS)


def of(found: Hearing, agent: str) -> Heard:
    return next(one for one in found.heard if one.agent == agent)


def readings(found: Hearing) -> list[tuple[str, str | None]]:
    return [(one.kind, one.result.owner) for one in found.readings]


class TestReadings:
    def test_the_decision_and_each_clause_that_is_beaten(self) -> None:
        found = prepared(*DECLINED)
        assert readings(found) == [("decided", "li"), ("beaten", "zhang")]
        assert found.readings[1].clause is not None
        assert found.readings[1].clause.id == "first-visit"

    def test_open_complaints_dismissed_and_upheld_instead_of_the_provisional_answer(self) -> None:
        found = prepared(
            visit("c", "zhang"), visit("c", "li"), complaint("k", "c", "zhang"), subscription("d", "c", "li")
        )
        assert readings(found) == [("dismissed", "zhang"), ("upheld", "li")]

    def test_of_several_complaints_each_alone_and_all(self) -> None:
        story = (
            *(visit("c", agent) for agent in ("zhang", "li", "wang")),
            complaint("k1", "c", "zhang"),
            complaint("k2", "c", "li"),
            subscription("d", "c", "chen"),
        )
        found = prepared(*story)
        assert [(one.complaints, one.result.owner) for one in found.readings] == [
            (("k1", "k2"), "zhang"),
            (("k1",), "li"),
            (("k2",), "zhang"),
            (("k1", "k2"), "wang"),
        ]

    def test_a_beaten_sharing_clause(self) -> None:
        story = (
            visit("c", "zhang", on="2026-03-01"),
            visit("c", "li", named=["zhang"], on="2026-03-02", at="10:00"),
            subscription("d", "c", "li", on="2026-03-02", at="15:00"),
        )
        shares = [str(one.result.commission["li"]) for one in prepared(*story).readings if one.result.owner == "zhang"]
        assert shares[:1] == ["1/2"]
        assert "1/5" in shares

    def test_clauses_that_collide_each_alone(self) -> None:
        document = {**rulebooks["sales-office"].document}
        tables: Any = document["award"]
        award = [{**one, "rank": 99} if one["id"] in ("first-visit", "declined") else one for one in tables]
        book = rulebook_from({**document, "award": award}, source="colliding")
        story = given(*DECLINED)
        found = hearing(Office(History(story.events), book), "d", TERMS)
        assert found.answer.status == "needs-ruling"
        assert readings(found) == [("alone", "li"), ("alone", "zhang")]
        assert of(found, "zhang").owner.strength == "one"

    def test_a_clause_that_waits_for_a_finding_does_not_apply(self) -> None:
        document = {**rulebooks["sales-office"].document}
        tables: Any = document["award"]
        asked = {"id": "asked", "cite": "X", "rank": 0, "use": "finding", "missing": {"en": "who called first"}}
        book = rulebook_from({**document, "award": [asked, *tables]}, source="finding")
        story = given(visit("c", "zhang"), subscription("d", "c", "li"))
        found = hearing(Office(History(story.events), book), "d", TERMS)
        assert readings(found)[0] == ("not-found", "zhang")

    def test_a_claim_in_doubt_is_read_both_ways(self) -> None:
        document = {**rulebooks["sales-office"].document}
        terms: Any = document["terms"]
        hold = {**terms["hold"], "doubtful": [{"type": "FollowUpLogged", "agent": "holder"}]}
        book = rulebook_from({**document, "terms": {**terms, "hold": hold}}, source="doubtful")
        story = given(
            visit("c", "zhang", on="2026-01-05"),
            follow_up("c", "zhang", on="2026-02-20"),
            visit("c", "li", on="2026-03-01"),
            subscription("d", "c", "wang", on="2026-03-20"),
        )
        found = hearing(Office(History(story.events), book), "d", TERMS)
        assert found.answer.status == "needs-ruling"
        assert readings(found)[:2] == [("renewed", "zhang"), ("not-renewed", "li")]


class TestStrength:
    def test_every_one_and_none(self) -> None:
        found = prepared(*DECLINED)
        strengths = {one.agent: (one.owner.strength, one.part.strength) for one in found.heard}
        assert strengths == {"li": ("one", "one"), "zhang": ("one", "every")}

    def test_the_only_reading_is_every_reading(self) -> None:
        found = prepared(visit("c", "zhang"), subscription("d", "c", "zhang"))
        assert of(found, "zhang").owner.strength == "every"

    def test_what_a_dispute_asks_for(self) -> None:
        wants = {"commission": {"zhang": "1/2", "li": "1/2"}}
        dispute = draft("DisputeOpened", dispute="q", deal="d", by="zhang", says="half of it is mine", wants=wants)
        found = prepared(*DECLINED, dispute)
        held = of(found, "zhang").wanted
        assert held is not None
        assert [(one.dispute, one.says) for one in of(found, "zhang").says] == [("q", "half of it is mine")]
        assert "dispute q: “half of it is mine”" in on_terminal(page(found), 100)
        assert (held.strength, held.under) == ("one", (1,))  # the whole of it, if the first visit came first
        assert of(found, "li").wanted is None

    def test_who_only_disputes_is_heard_too(self) -> None:
        dispute = draft("DisputeOpened", dispute="q", customer="c", by="chen", says="I met them first")
        heard = of(prepared(*DECLINED, dispute), "chen")
        assert (heard.owner.strength, heard.has.any) == ("none", False)
        assert {(one.side, one.turns) for one in heard.facts} == {("against", False)}  # the claims of the others

    def test_who_quarrels_is_heard_too(self) -> None:
        found = prepared(visit("c", "li"), quarrelled(["li", "chen"], deal="d"), subscription("d", "c", "li"))
        assert [one.agent for one in found.heard] == ["li", "chen"]
        assert {one.part.strength for one in found.heard if one.agent == "chen"} == {"none"}


class TestFacts:
    def sides(self, found: Hearing, agent: str) -> list[tuple[str, str, bool]]:
        return [(next(iter(agents_of(one.fact.event))), one.side, one.turns) for one in of(found, agent).facts]

    def test_without_which_a_claimant_has_less_and_without_which_more(self) -> None:
        found = prepared(*DECLINED)
        assert self.sides(found, "zhang") == [("zhang", "for", True), ("li", "against", True)]
        assert self.sides(found, "li") == [("zhang", "against", True), ("li", "for", True)]

    def test_an_entry_with_a_twin_supports_and_does_not_turn(self) -> None:
        found = prepared(call("c", "zhang"), visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "li"))
        assert ("zhang", "for", False) in self.sides(found, "zhang")

    def test_each_names_the_clauses_it_triggers(self) -> None:
        found = of(prepared(*DECLINED), "li")
        assert [[clause.id for clause in one.clauses] for one in found.facts] == [
            ["visit", "declined", "first-visit"],
            ["visit", "declined"],
        ]

    def test_entries_that_came_too_late_are_named_and_not_weighed(self) -> None:
        found = of(prepared(*DECLINED, call("c", "zhang")), "zhang")
        assert [(one.entry.type, one.why) for one in found.late] == [("CallReceived", "entered-later")]


class TestGaps:
    def told(self, *drafts: Draft, agent: str = "zhang") -> list[tuple[str, str, str, int]]:
        return [(one.kind, str(one.begins), str(one.ends), one.days) for one in of(prepared(*drafts), agent).gaps]

    def test_days_between_two_contacts_both_ends_left_out(self) -> None:
        closed = subscription("d", "c", "li", on="2026-05-18")
        found = self.told(
            visit("c", "zhang", on="2026-05-02"), follow_up("c", "zhang", on="2026-05-18", at="09:00"), closed
        )
        assert found == [("no-contact", "2026-05-03", "2026-05-17", 15)]

    @pytest.mark.parametrize(("closed", "gap"), [("2026-03-08", []), ("2026-03-09", [7])])
    def test_a_gap_begins_with_the_days_asked_for(self, closed: str, gap: list[int]) -> None:
        found = self.told(visit("c", "zhang", on="2026-03-01"), subscription("d", "c", "li", on=closed))
        assert [days for *_, days in found] == gap

    def test_a_follow_up_that_was_struck_or_came_late_closes_no_gap(self) -> None:
        told = given(
            visit("c", "zhang", on="2026-03-01"),
            follow_up("c", "zhang", on="2026-03-05"),
            subscription("d", "c", "li", on="2026-03-09"),
        )
        entry = History(told.events).facts[1].id
        after = given(*told.events, struck(entry))
        gaps = of(hearing(Office(History(after.events)), "d", TERMS), "zhang").gaps
        assert [one.days for one in gaps] == [7]
        late = follow_up("c", "zhang", on="2026-03-05", recorded="2026-03-20T10:00")
        found = self.told(visit("c", "zhang", on="2026-03-01"), late, subscription("d", "c", "li", on="2026-03-09"))
        assert [days for *_, days in found] == [7]

    def test_a_claim_that_came_after_a_contact_closes_no_gap(self) -> None:
        found = self.told(
            follow_up("c", "zhang", on="2026-03-01"),
            draft("CustomerAllocated", customer="c", agent="zhang", by="manager", on="2026-03-10"),
            subscription("d", "c", "li", on="2026-03-20"),
        )
        assert found == [("no-contact", "2026-03-02", "2026-03-19", 18)]

    def test_register_days_of_the_offices_zone_count(self) -> None:
        entered = follow_up("c", "zhang", on="2026-03-05", at="23:30", recorded="2026-03-06T00:30")
        found = self.told(visit("c", "zhang", on="2026-02-20"), entered, subscription("d", "c", "li", on="2026-03-06"))
        assert found == [("no-contact", "2026-02-21", "2026-03-05", 13)]

    def test_days_without_a_good_claim(self) -> None:
        found = self.told(
            visit("c", "zhang", on="2026-01-10"),
            registered("c", "zhang", on="2026-03-15"),
            subscription("d", "c", "li", on="2026-03-20"),
        )
        assert ("no-claim", "2026-03-11", "2026-03-14", 4) in found

    def test_a_claim_that_lapsed_leaves_a_gap_up_to_the_closing_day(self) -> None:
        found = self.told(visit("c", "zhang", on="2026-01-10"), subscription("d", "c", "li", on="2026-03-20"))
        assert ("no-claim", "2026-03-11", "2026-03-20", 10) in found
        good = self.told(visit("c", "zhang", on="2026-01-10"), subscription("d", "c", "li", on="2026-03-10"))
        assert [one for one in good if one[0] == "no-claim"] == []

    def test_a_claim_passed_by_lots_is_the_takers_from_that_day(self) -> None:
        story = (
            visit("c", "zhang", on="2026-03-01"),
            reassigned("zhang", {"c": "wang"}, on="2026-03-05"),
            subscription("d", "c", "li", on="2026-03-09"),
        )
        found = prepared(*story)
        assert [(one.kind, str(one.begins)) for one in of(found, "zhang").gaps if one.kind == "no-claim"] == [
            ("no-claim", "2026-03-05")
        ]
        assert of(found, "wang").gaps == ()


def test_a_ledger_and_a_history_have_the_same_file() -> None:
    story = given(*DECLINED[:2], follow_up("c", "zhang"), *DECLINED[2:])
    with open_ledger(":memory:") as ledger:
        ledger.import_events(story.events)
        assert hearing(ledger.office(), "d", TERMS).to_dict() == of_history(story).to_dict()


def of_history(story: Story) -> Hearing:
    return hearing(Office(History(story.events)), "d", TERMS)


def test_what_an_entry_says_is_text_on_the_page_and_nothing_else() -> None:
    evil = "x](http://evil) <script>*a*</script>\n# |"
    story = given(
        draft("CustomerRegistered", customer="c", agent="zhang", name="[x](http://evil) <b>*a*</b> | `#`"),
        complaint("k", "c", "zhang", note=evil),
        subscription("d", "c", "li"),
    )
    rows = page(of_history(story))
    markdown = as_markdown(rows)
    assert "\\[x\\](http\\://evil) \\<b\\>\\*a\\*\\</b\\> \\| \\`\\#\\`" in markdown
    assert "<script>" not in markdown
    assert [line for line in markdown.splitlines() if line.startswith("# ")] == ["# Hearing file of deal d"]


def test_the_page_in_every_language_fits_its_columns() -> None:
    found = prepared(*DECLINED)
    for lang in ("en", "zh", "zh-Hant"):
        assert as_markdown(page(found, lang))
        assert max(map(len, on_terminal(page(found, lang, to_wrap=True), 60).splitlines())) <= 60
