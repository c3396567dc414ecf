"""Defects planted in a user's rulebook are caught by three lines of test, each with a story of at most five events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import leadledger as ll
from leadledger import plugins
from leadledger.errors import RulebookInvalid
from leadledger.rulebook import load_rulebook
from leadledger.testing.report import check_rulebook
from tests.testing.laws.planted import PLANTED, mine


@pytest.fixture
def my_rules(tmp_path: Path) -> Iterator[Path]:
    in_use = plugins.in_use()
    ll.use(PLANTED)
    yield tmp_path / "mine.toml"
    plugins.only_use(in_use)


def three_lines(file: Path) -> None:
    """What a user writes."""
    report = check_rulebook(load_rulebook(str(file)), waive=WAIVED)
    assert report.ok, str(report)


WAIVED = {
    "late-claim": "claims are dated by their entry",
    "monotonic-evidence": "later visits do not renew",
    "re-registering": "a visit that names its own receiver opens a claim",
    "split-customer": "nobody is linked",
}


def caught(file: Path, law: str) -> str:
    """The three lines fail by this law alone, with a story of at most five events: what they say."""
    with pytest.raises(AssertionError) as failed:
        three_lines(file)
    said = "".join(f"{line.strip()}\n" for line in str(failed.value).splitlines())
    story: str
    (story,) = re.findall(rf"^{law}: .* — broken\n(?:.+\n)+", said, re.MULTILINE)
    assert "1 law is broken." in said
    assert 1 <= len(re.findall(r"^\d\. ", story, re.MULTILINE)) <= 5
    return story


def test_without_a_defect_the_three_lines_pass(my_rules: Path) -> None:
    my_rules.write_text(mine(), encoding="utf-8")
    three_lines(my_rules)


def test_shares_that_sum_to_99_per_cent(my_rules: Path) -> None:
    my_rules.write_text(mine(first="loses-a-hundredth"), encoding="utf-8")
    said = caught(my_rules, "conservation")
    assert "its credit sums to 99/100 and its commission sums to 99/100; expected" in said
    assert said.count("each sum to one") == 1


def test_in_a_document_shares_of_more_than_the_whole_are_refused_when_it_is_read(my_rules: Path) -> None:
    my_rules.write_text(mine(help_="helped").replace('use = "helped"', 'use = "helped"\nshare = "101%"'), "utf-8")
    with pytest.raises(RulebookInvalid, match="share"):
        load_rulebook(str(my_rules))


def test_a_window_that_loses_its_last_day(my_rules: Path) -> None:
    my_rules.write_text(mine(first="loses-the-last-day"), encoding="utf-8")
    assert "that day included" in caught(my_rules, "last-good-day")


def test_a_helper_who_gains_by_delaying_the_entry(my_rules: Path) -> None:
    my_rules.write_text(mine(help_="helped-as-entered"), encoding="utf-8")
    assert "enters it only at" in caught(my_rules, "late-help")


def test_a_window_that_the_document_itself_states_too_short_is_caught_beside_the_rules_it_ought_to_be_like(
    my_rules: Path,
) -> None:
    my_rules.write_text(mine(), encoding="utf-8")
    asked_for = load_rulebook(str(my_rules))
    my_rules.write_text(mine().replace('hold = { length = "2 months" }', 'hold = { length = "59 days" }'), "utf-8")
    report = check_rulebook(load_rulebook(str(my_rules)), like=asked_for, laws=[])
    assert [one.law for one in report.broken] == ["same-as"]
    assert len(report["same-as"].broken.history) <= 5  # type: ignore[union-attr]
