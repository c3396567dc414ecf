"""The report of a check: which laws hold, are broken, waived or silent, and how it reads."""

from __future__ import annotations

import pytest

from leadledger.errors import CallInvalid
from leadledger.rulebook.library import rulebooks
from leadledger.testing.laws import conservation, late_claim, late_help, open_complaint, split_customer
from leadledger.testing.report import Report, check_rulebook

HOLD = rulebooks["two-month-hold"]
MEMORY = rulebooks["thirty-day-memory"]


def check(**more: object) -> Report:
    return check_rulebook(MEMORY, examples=20, laws=[conservation, split_customer], **more)  # type: ignore[arg-type]


def test_a_broken_law_is_not_ok_and_its_story_is_told() -> None:
    report = check()
    assert not report.ok
    assert [one.law for one in report.broken] == ["split-customer"]
    assert "The smallest story that shows it:\n1. " in str(report)
    assert "1 law is broken." in str(report)


def test_a_waived_law_is_ok_and_the_reason_stands_in_the_report() -> None:
    report = check(waive={"split-customer": "merged by telephone number"})
    assert report.ok
    assert report["split-customer"].state == "waived"
    assert "Waived: merged by telephone number" in str(report)
    assert "1 law is broken on purpose." in str(report)


def test_a_waiver_that_is_not_needed_is_said_to_be() -> None:
    report = check(waive={"split-customer": "merged", "conservation": "we lose a cent"})
    assert report.ok
    assert report["conservation"].state == "needless-waiver"
    assert "not needed as far as these stories show: we lose a cent" in str(report)


@pytest.mark.parametrize("waive", [{"no-law": "because"}, {"conservation": " "}])
def test_a_waiver_of_no_law_or_without_a_reason_is_refused(waive: dict[str, str]) -> None:
    with pytest.raises(CallInvalid, match="waive"):
        check(waive=waive)


def test_a_law_that_never_spoke_is_said_to_be_silent() -> None:
    report = check_rulebook(HOLD, examples=5, laws=[open_complaint, late_claim])
    book = rulebooks["affiliate-last-touch"]
    assert report["open-complaint"].comparisons > 0
    assert check_rulebook(book, examples=5, laws=[open_complaint])["open-complaint"].state == "silent"


def test_the_same_check_says_the_same_twice() -> None:
    assert str(check()) == str(check())
    assert check().to_dicts() == check().to_dicts()


def test_as_data_each_law_is_an_object_with_its_story() -> None:
    one, other = check().to_dicts()
    assert list(one) == ["law", "state", "stories", "comparisons", "waived", "story", "says"]
    assert (one["state"], one["story"], one["says"]) == ("holds", [], "")
    assert [event["type"] for event in other["story"]][-1] in ("SubscriptionSigned", "RulingMade", "SettlementAgreed")


def test_a_rulebook_beside_one_it_should_be_like() -> None:
    assert check_rulebook(HOLD, like=HOLD, laws=[], examples=20).ok
    other = check_rulebook(HOLD, like=MEMORY, laws=[], examples=40)
    assert [one.law for one in other.broken] == ["same-as"]
    assert "There it comes to:" in str(other)


def test_it_is_told_in_chinese() -> None:
    assert "客户" in check().tell("zh")


def test_laws_are_asked_for_by_name_as_they_are_waived() -> None:
    book = rulebooks["sales-office"]
    report = check_rulebook(book, laws=["conservation", late_help], examples=3)
    assert [one.law for one in report.checked] == ["conservation", "late-help"]
    with pytest.raises(CallInvalid, match="laws names 'late_help', which is no law; the laws are: conservation, "):
        check_rulebook(book, laws=["late_help"])
    with pytest.raises(CallInvalid, match="expected at least 1, got 0"):
        check_rulebook(book, examples=0)
