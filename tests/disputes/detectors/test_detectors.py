"""Detectors: both sides of every threshold, days and zones of the office, and what is no indication."""

from __future__ import annotations

from typing import Any

import pytest

from leadledger.disputes.detectors import DETECTORS, Detector, DetectorTerms, Indication, detect
from leadledger.dossier import History
from leadledger.ledger import Office
from leadledger.ledger import open as open_ledger
from leadledger.rulebook.library import load_rulebook
from leadledger.testing.stories import (
    Draft,
    arrived,
    call,
    complaint,
    decided,
    draft,
    follow_up,
    given,
    household,
    left,
    registered,
    struck,
    subscription,
    visit,
)

TERMS = DetectorTerms(rival_minutes=30, unanswered=3, late_days=3, away_minutes=5)
DAY = "2026-03-02"


def found_by(
    *drafts: Draft, only: Detector, terms: DetectorTerms = TERMS, zone: str = "Asia/Shanghai"
) -> list[Indication]:
    book = load_rulebook("sales-office", {"terms.timezone": zone})
    return detect(Office(History(given(*drafts).events), book), terms, detectors=[only])


def figures(found: list[Indication]) -> list[dict[str, Any]]:
    return [{"reason": one.reason.key, **one.to_dict()["figures"]} for one in found]


class TestRegistrationNearVisit:
    @pytest.mark.parametrize(
        ("at", "expected"),
        [
            ("09:29", []),
            ("09:30", [("registered-before-visit", "30")]),
            ("09:59", [("registered-before-visit", "1")]),
            ("10:00", [("registered-after-visit", "0")]),
            ("10:30", [("registered-after-visit", "30")]),
            ("10:31", []),
        ],
    )
    def test_minutes_on_both_sides(self, at: str, expected: list[tuple[str, str]]) -> None:
        told = [(at, registered("c", "li", on=DAY, at=at)), ("10:00", visit("c", "zhang", on=DAY, at="10:00"))]
        found = found_by(*[one for _, one in sorted(told, key=lambda one: one[0])], only="registration-near-visit")
        assert [(one["reason"], one["minutes"]) for one in figures(found)] == expected

    def test_seconds_beyond_the_last_minute_are_beyond_it(self) -> None:
        story = (visit("c", "zhang", on=DAY, at="10:00"), call("c", "li", on=DAY, at="10:30:01"))
        assert found_by(*story, only="registration-near-visit") == []

    def test_when_it_was_entered_counts_and_not_when_it_is_said_to_have_happened(self) -> None:
        story = (
            visit("c", "zhang", on=DAY, at="10:00"),
            call("c", "li", on=DAY, at="08:00", recorded=f"{DAY}T10:10"),
        )
        (found,) = found_by(*story, only="registration-near-visit")
        assert (found.agents, found.customers) == (("li", "zhang"), ("c",))
        assert found.reason.facts["minutes"] == 10

    def test_an_own_visit_or_another_customers_or_an_earlier_entry_of_ones_own_is_none(self) -> None:
        own = (visit("c", "li", on=DAY, at="10:00"), registered("c", "li", on=DAY, at="10:05"))
        another = (visit("b", "zhang", on=DAY, at="10:00"), registered("c", "li", on=DAY, at="10:05"))
        earlier = (
            call("c", "li", on="2026-03-01"),
            visit("c", "zhang", on=DAY, at="10:00"),
            registered("c", "li", on=DAY, at="10:05"),
        )
        for story in (own, another, earlier):
            assert found_by(*story, only="registration-near-visit") == []

    @pytest.mark.parametrize("words", [{"asked_for": "li"}, {"named": ["wang", "li"]}], ids=["asked for", "named"])
    def test_an_agent_whom_the_customer_asked_for_or_named_is_none(self, words: dict[str, Any]) -> None:
        story = (visit("c", "zhang", on=DAY, at="10:00", **words), registered("c", "li", on=DAY, at="10:05"))
        assert found_by(*story, only="registration-near-visit") == []

    def test_midnight_says_only_a_day_in_the_offices_zone(self) -> None:
        story = (visit("c", "zhang", on=DAY, at="00:00"), registered("c", "li", on=DAY, at="00:00"))
        assert found_by(*story, only="registration-near-visit") == []
        assert len(found_by(*story, only="registration-near-visit", zone="Asia/Tokyo")) == 1

    def test_what_was_struck_is_not_in_the_log(self) -> None:
        told = given(visit("c", "zhang", on=DAY, at="10:00"), registered("c", "li", on=DAY, at="10:05"))
        entry = History(told.events).facts[0].id
        story = given(*told.events, struck(entry))
        assert detect(Office(History(story.events)), TERMS) == []


class TestUnansweredFollowUps:
    @pytest.mark.parametrize(("logged", "count"), [(2, []), (3, [3]), (4, [4])])
    def test_how_many(self, logged: int, count: list[int]) -> None:
        story = [follow_up("c", "zhang", reached=False) for _ in range(logged)]
        found = found_by(*story, only="unanswered-follow-ups")
        assert [one.reason.facts["count"] for one in found] == count

    @pytest.mark.parametrize(
        "answer",
        [
            follow_up("c", "zhang", reached=True),
            visit("c", "zhang"),
            call("c", "zhang"),
        ],
        ids=["reached once", "came", "called"],
    )
    def test_an_answer_of_any_kind_is_one(self, answer: Draft) -> None:
        story = [follow_up("c", "zhang", reached=False) for _ in range(3)]
        assert found_by(*story, answer, only="unanswered-follow-ups") == []

    def test_a_visit_before_them_or_with_another_agent_is_no_answer(self) -> None:
        story = [follow_up("c", "zhang", reached=False) for _ in range(3)]
        assert len(found_by(visit("c", "zhang"), *story, visit("c", "li"), only="unanswered-follow-ups")) == 1

    def test_what_does_not_say_whether_it_reached_them_is_not_counted(self) -> None:
        unsaid = [draft("FollowUpLogged", customer="c", agent="zhang") for _ in range(9)]
        assert found_by(*unsaid, only="unanswered-follow-ups") == []

    def test_agents_and_customers_are_counted_apart(self) -> None:
        story = [follow_up(customer, "zhang", reached=False) for customer in ("a", "b", "a", "b")]
        assert found_by(*story, only="unanswered-follow-ups") == []


class TestLateEntries:
    @pytest.mark.parametrize(
        ("recorded", "days"),
        [
            ("2026-03-05T23:59", []),
            ("2026-03-06T00:00", [4]),
        ],
        ids=["three office days after", "four office days after"],
    )
    def test_office_days(self, recorded: str, days: list[int]) -> None:
        found = found_by(visit("c", "zhang", on=DAY, at="23:00", recorded=recorded), only="late-entry")
        assert [one.reason.facts["days"] for one in found] == days

    def test_days_are_those_of_the_offices_zone(self) -> None:
        late = visit("c", "zhang", on=DAY, at="12:00", recorded="2026-03-06T00:30")
        assert len(found_by(late, only="late-entry")) == 1
        assert found_by(late, only="late-entry", zone="Europe/Berlin") == []  # there it is still the 5th

    def test_what_no_office_writes_down_as_it_happens_is_not_watched(self) -> None:
        assert found_by(subscription("d", "c", "li", on=DAY, recorded="2026-05-01T10:00"), only="late-entry") == []


class TestInterestedComplaints:
    story = (visit("c", "zhang"), visit("c", "li"))

    def told(self, *more: Draft) -> list[Indication]:
        return found_by(*self.story, *more, only="interested-complaint")

    def test_who_enters_it_and_gains_by_it(self) -> None:
        (found,) = self.told(complaint("k", "c", "zhang", recorded_by="li"), subscription("d", "c", "wang"))
        assert found.reason.facts["by"] == "li"
        assert (
            str(found.reason.facts["commission_if_upheld"]),
            str(found.reason.facts["commission_if_dismissed"]),
        ) == (
            "1",
            "0",
        )

    def test_who_gains_nothing_is_none(self) -> None:
        for by in ("wang", "zhang", "manager", None):
            filed = complaint("k", "c", "zhang", recorded_by=by)
            assert self.told(filed, subscription("d", "c", "wang")) == []

    def test_who_upholds_it_and_gains_by_it(self) -> None:
        filed, closed = complaint("k", "c", "zhang"), subscription("d", "c", "wang")
        (found,) = self.told(filed, closed, decided("k", "upheld", by="li"))
        assert [fact.type for fact in found.facts] == ["ComplaintFiled", "ComplaintDecided"]
        assert self.told(filed, closed, decided("k", "dismissed", by="li")) == []

    def test_a_complaint_that_came_too_late_for_the_deal_brings_nobody_anything(self) -> None:
        assert self.told(subscription("d", "c", "wang"), complaint("k", "c", "zhang", recorded_by="li")) == []

    def test_a_deal_of_somebody_linked_counts(self) -> None:
        story = (
            household("c", "wife"),
            complaint("k", "c", "zhang", recorded_by="li"),
            subscription("d", "wife", "wang"),
        )
        assert len(self.told(*story)) == 1


class TestVisitsWhileAway:
    @pytest.mark.parametrize(("at", "minutes"), [("09:05", []), ("09:05:01", [5]), ("09:06", [6]), ("18:00", [540])])
    def test_minutes_after_leaving(self, at: str, minutes: list[int]) -> None:
        found = found_by(left("zhang", on=DAY, at="09:00"), visit("c", "zhang", on=DAY, at=at), only="visit-while-away")
        assert [one.reason.facts["minutes"] for one in found] == minutes

    def test_who_came_back_even_at_that_very_minute_is_there(self) -> None:
        story = (left("zhang", on=DAY, at="09:00"), arrived("zhang", on=DAY, at="10:00"))
        assert found_by(*story, visit("c", "zhang", on=DAY, at="10:00"), only="visit-while-away") == []
        assert len(found_by(*story, visit("c", "zhang", on=DAY, at="09:59"), only="visit-while-away")) == 1

    @pytest.mark.parametrize(("reason", "found"), [("errand", 0), ("serving", 0), ("off", 0), ("leave", 1)])
    def test_only_leave_lasts_beyond_the_day(self, reason: str, found: int) -> None:
        story = (left("zhang", on=DAY, at="18:00", reason=reason), visit("c", "zhang", on="2026-03-09"))
        told = found_by(*story, only="visit-while-away")
        assert len(told) == found
        assert [one.reason.facts["days"] for one in told] == [7] * found

    def test_the_day_is_the_offices(self) -> None:
        story = (left("zhang", on=DAY, at="23:50"), visit("c", "zhang", on="2026-03-03", at="00:10"))
        assert found_by(*story, only="visit-while-away") == []
        assert len(found_by(*story, only="visit-while-away", zone="Europe/Berlin")) == 1

    def test_midnight_says_only_a_day(self) -> None:
        story = (left("zhang", on=DAY, at="00:00"), visit("c", "zhang", on=DAY, at="11:00"))
        assert found_by(*story, only="visit-while-away") == []


def test_a_deal_narrows_to_its_party() -> None:
    office = Office(
        History(
            given(
                *[visit(one, "zhang", on=DAY, at="10:00", recorded="2026-03-09T10:00") for one in ("c", "b", "wife")],
                household("c", "wife", on="2026-03-10"),
                subscription("d", "c", "li"),
            ).events
        )
    )
    assert {one.customers for one in detect(office)} == {("c",), ("b",), ("wife",)}
    assert {one.customers for one in detect(office, deal="d")} == {("c",), ("wife",)}


def test_a_ledger_and_a_history_have_the_same() -> None:
    story = given(
        visit("c", "zhang", on=DAY, at="10:00"),
        registered("c", "li", on=DAY, at="10:05"),
        left("zhang", on="2026-03-03", at="09:00"),
        visit("c", "zhang", on="2026-03-03", at="10:00", recorded="2026-03-08T10:00"),
        complaint("k", "c", "zhang", recorded_by="li"),
        subscription("d", "c", "wang"),
    )
    with open_ledger(":memory:") as ledger:
        ledger.import_events(story.events)
        kept = [one.to_dict() for one in detect(ledger.office(), TERMS)]
    assert kept == [one.to_dict() for one in detect(Office(History(story.events)), TERMS)]
    assert [one["detector"] for one in kept] == [name for name in DETECTORS if name != "unanswered-follow-ups"]
