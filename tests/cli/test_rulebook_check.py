"""``rulebook check`` and ``rulebook diff``: what they print, and how they end."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from leadledger.events import event_from_dict
from leadledger.texts.wrapping import width
from tests.cli.running import refused, run
from tests.small_books import FIRST, HEAD

CLOSER = '[[award]]\nid = "closer"\ncite = "B"\nrank = 2\nuse = "closer"\n'
AGAIN = '[[award]]\nid = "again"\ncite = "C"\nrank = 3\nuse = "first-claim"\n'
WAIVED = (
    "--waive=late-claim=claims are dated by their entry",
    "--waive=monotonic-evidence=later visits do not renew",
    "--waive=split-customer=nobody is linked",
)


def book(folder: Path, *more: str, name: str = "book.toml") -> Path:
    path = folder / name
    path.write_text(HEAD + FIRST + "".join(more), encoding="utf-8")
    return path


def test_a_sound_book_ends_with_0_and_says_how_often_each_clause_decided(tmp_path: Path) -> None:
    done = run("rulebook", "check", book(tmp_path, CLOSER), "--stories", 200, *WAIVED)
    assert done.code == 0
    assert "Nothing is wrong" in done.out
    assert "Decided" in done.out


def test_a_clause_that_never_decides_ends_with_1_and_is_told_with_its_story(tmp_path: Path) -> None:
    done = run("rulebook", "check", book(tmp_path, CLOSER, AGAIN), "--stories", 200, *WAIVED)
    assert done.code == 1
    told = " ".join(done.out.split())
    assert "A clause never decides: C" in told
    assert "it decides in none of 200 stories" in told
    assert "Preferred to it: Clause A, first." in told
    assert "1 thing has to be put right." in told


def test_in_json_each_finding_is_an_object_with_a_story_that_can_be_read(tmp_path: Path) -> None:
    done = run("rulebook", "check", book(tmp_path, CLOSER, AGAIN), "--stories", 200, "--json")
    assert done.code == 1
    one = done.objects[0]
    assert [other["kind"] for other in done.objects[1:]] == ["law"] * (len(done.objects) - 1)
    assert list(one) == ["kind", "clauses", "story", "says"]
    assert (one["kind"], one["clauses"]) == ("never-decides", ["again"])
    assert [event_from_dict(event).type for event in one["story"]] == ["VisitReceived", "SubscriptionSigned"]
    assert "\u2060" not in one["says"]


def test_it_speaks_chinese_and_fits_the_terminal(tmp_path: Path) -> None:
    done = run("rulebook", "check", book(tmp_path), "--stories", 100, "--lang", "zh")
    assert done.code == 1
    assert "没有规则作出认定" in done.out
    assert "客户认购A-101，张某签单" in done.out
    assert all(width(line) <= 80 for line in done.out.splitlines())


def test_the_same_check_prints_the_same_twice(tmp_path: Path) -> None:
    path = book(tmp_path, CLOSER, AGAIN)
    assert run("rulebook", "check", path, "--stories", 100).out == run("rulebook", "check", path, "--stories", 100).out


def test_without_hypothesis_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    monkeypatch.delitem(sys.modules, "leadledger.testing.checking.search", raising=False)
    assert 'pip install "leadledger[testing]"' in refused(run("rulebook", "check", book(tmp_path, CLOSER)))


def test_without_hypothesis_show_still_has_its_examples(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    monkeypatch.delitem(sys.modules, "leadledger.testing.checking.search", raising=False)
    assert run("rulebook", "show", book(tmp_path, CLOSER)).out.count("Example:") == 3


@pytest.mark.parametrize("stories", ["0", "-5", "2000000"])
def test_a_number_of_stories_out_of_reason_is_refused(stories: str, tmp_path: Path) -> None:
    assert "--stories: expected a number from 1" in refused(
        run("rulebook", "check", book(tmp_path, CLOSER), f"--stories={stories}")
    )


def test_check_refuses_what_is_no_rulebook(tmp_path: Path) -> None:
    assert "needs a 'cite'" in refused(run("rulebook", "check", book(tmp_path, '[[award]]\nid = "x"\n')))


def test_two_books_that_say_the_same_end_with_0(tmp_path: Path) -> None:
    done = run("rulebook", "diff", book(tmp_path, CLOSER), book(tmp_path, "# more\n", CLOSER, name="other.toml"))
    assert (done.code, "The two say the same." in done.out) == (0, True)


def test_what_changed_is_told_clause_by_clause_and_ends_with_1(tmp_path: Path) -> None:
    before = book(tmp_path, CLOSER)
    after = tmp_path / "after.toml"
    changed = before.read_text("utf-8").replace('"2 months" }', '"7 days" }').replace("rank = 2", "rank = 5")
    after.write_text(changed.replace('cite = "B"', 'cite = "B2"') + AGAIN, encoding="utf-8")
    done = run("rulebook", "diff", before, after)
    assert done.code == 1
    told = done.out.splitlines()
    for line in (
        "Clause R, visit (visit)",
        "  visit.hold.length: 2 months → 7 days",
        "Clause B2, closer (closer)",
        "  number: B → B2",
        "  rank: 2 → 5",
        "Clause C, again (again)",
        "  added",
    ):
        assert line in told


def test_differences_are_told_in_chinese_and_as_json(tmp_path: Path) -> None:
    one, other = book(tmp_path, CLOSER), book(tmp_path, CLOSER.replace("2", "3"), name="other.toml")
    assert "位次：2 → 3" in run("rulebook", "diff", one, other, "--lang", "zh").out
    assert run("rulebook", "diff", one, other, "--json").objects == [
        {"part": "clause", "id": "closer", "how": "changed", "name": "rank", "before": 2, "after": 3}
    ]


def test_a_law_that_is_broken_is_told_with_its_story_and_ends_with_1(tmp_path: Path) -> None:
    done = run("rulebook", "check", book(tmp_path, CLOSER), "--stories", 200)
    assert done.code == 1
    told = " ".join(done.out.split())
    assert "split-customer: Nobody gains by keeping one customer under two ids — broken" in told
    assert "which is linked afterwards" in told


def test_a_waived_law_is_told_with_the_reason_and_ends_with_0(tmp_path: Path) -> None:
    done = run("rulebook", "check", book(tmp_path, CLOSER), "--stories", 200, *WAIVED, "--json")
    assert done.code == 0
    assert {"late-claim", "monotonic-evidence", "split-customer"} >= {one["law"] for one in done.objects}
    one = next(one for one in done.objects if one["law"] == "split-customer")
    assert list(one) == ["kind", "law", "state", "waived", "story", "says"]
    assert (one["kind"], one["state"], one["waived"]) == ("law", "waived", "nobody is linked")
    assert all(event_from_dict(event) for event in one["story"])


def test_what_the_librarys_own_books_break_on_purpose_is_known() -> None:
    done = run("rulebook", "check", "two-month-hold", "--stories", 500, "--json")
    laws = {one["law"]: one["state"] for one in done.objects if one["kind"] == "law"}
    assert laws
    assert set(laws.values()) == {"waived"}


@pytest.mark.parametrize("waiver", ["late-claim", "late-claim=", "no-law=because"])
def test_a_waiver_of_no_law_or_without_a_reason_is_refused(waiver: str, tmp_path: Path) -> None:
    assert "--waive: expected LAW=REASON" in refused(
        run("rulebook", "check", book(tmp_path, CLOSER), "--stories", 50, "--waive", waiver)
    )
