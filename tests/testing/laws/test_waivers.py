"""What the library's own rulebooks break, they break on purpose: each is waived with a reason, and nothing else is."""

from __future__ import annotations

import pytest

from leadledger.rulebook.library import rulebooks
from leadledger.testing.laws import ALL
from leadledger.testing.report import check_rulebook
from leadledger.testing.waivers import waivers_of


@pytest.mark.parametrize("name", rulebooks)
def test_every_waiver_names_a_law_and_a_reason(name: str) -> None:
    for law, reason in waivers_of(name).items():
        assert law in [one.name for one in ALL]
        assert reason.endswith(".")


@pytest.mark.parametrize("name", ["sales-office", "two-month-hold", "affiliate-first-click", "protected-leads"])
def test_the_book_breaks_only_what_is_waived(name: str) -> None:
    report = check_rulebook(rulebooks[name], waive=waivers_of(name), examples=30)
    assert report.ok, str(report)


def test_the_seeds_book_breaks_each_law_that_is_waived_for_it() -> None:
    waived = waivers_of("sales-office")
    report = check_rulebook(rulebooks["sales-office"], waive=waived, laws=[law for law in ALL if law.name in waived])
    assert {one.law: one.state for one in report.checked} == dict.fromkeys(waived, "waived") | {}
    assert all(len(one.broken.history) <= 4 for one in report.checked if one.broken is not None)
