"""The register of disputes on the command line, both sides of every deadline, and the commands about rulings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from leadledger.rulebook import load_rulebook, rulebook_from
from leadledger.testing.stories import Draft, draft, given, ruling, subscription, visit
from tests.cli.running import entered, refused, run, written

STATED = {
    "cite": "9.1",
    "title": {"en": "Disputes"},
    "text": {"en": "Within {open_within}."},
    "open_within": "1 month",
    "open_after": "closing",
    "answer_within": "3 days",
    "rule_within": "2 weeks",
}
BOOK = rulebook_from({**load_rulebook("sales-office").document, "disputes": STATED})


def story(tmp_path: Path, *more: Draft) -> Path:
    adopted = draft(
        "RulebookAdopted",
        document=BOOK.document,
        effective_from="2026-01-01",
        published_at="2026-01-01T08:00:00+08:00",
        on="2026-01-01",
    )
    told = given(adopted, visit("c", "zhang"), subscription("d", "c", "li", on="2026-01-31"), *more)
    return written(told, tmp_path / "h.jsonl")


def opened(on: str, at: str = "10:00") -> Draft:
    return draft("DisputeOpened", dispute="p", deal="d", by="li", says="mine", on=on, at=at)


def answered(on: str, at: str = "10:00") -> Draft:
    return draft("DisputeAnswered", dispute="p", by="zhang", says="no", on=on, at=at)


def told(file: Path, at: str) -> dict[str, Any]:
    (one,) = run("disputes", file, "--json", "--at", at).objects
    return one


@pytest.mark.parametrize(
    ("on", "at", "late"),
    [("2026-02-28", "23:59:59", False), ("2026-03-01", "00:00", True)],
    ids=["9.1 the last minute of the shorter month's last day", "9.1 midnight after it"],
)
def test_a_dispute_that_comes_too_late_is_kept_and_shown_so(tmp_path: Path, on: str, at: str, late: bool) -> None:
    one = told(story(tmp_path, opened(on, at)), "2026-03-02")
    assert (one["state"], one["out_of_time"], one["clause"]) == ("open", late, "9.1")
    assert one["deadlines"][0] == {"what": "open", "due_on": "2026-02-28", "state": "breached" if late else "met"}


@pytest.mark.parametrize(("at", "state"), [("2026-02-05T23:59:59+08:00", "due"), ("2026-02-06T00:00:00+08:00", "late")])
def test_an_answer_is_late_from_midnight_after_its_last_day(tmp_path: Path, at: str, state: str) -> None:
    deadlines = told(story(tmp_path, opened("2026-02-02")), at)["deadlines"]
    assert [one["state"] for one in deadlines] == ["met", state, "due"]


@pytest.mark.parametrize(
    ("on", "at", "state"), [("2026-02-05", "23:59:59", "met"), ("2026-02-06", "00:00", "breached")]
)
def test_an_answer_is_kept_in_time_or_not(tmp_path: Path, on: str, at: str, state: str) -> None:
    one = told(story(tmp_path, opened("2026-02-02"), answered(on, at)), "2026-02-10")
    assert (one["state"], one["deadlines"][1]["state"]) == ("answered", state)


def test_a_dispute_that_was_withdrawn_needs_no_answer_and_one_after_it_is_remarked(tmp_path: Path) -> None:
    gone = draft("DisputeWithdrawn", dispute="p", by="li", on="2026-02-03")
    one = told(story(tmp_path, opened("2026-02-02"), gone, answered("2026-02-04")), "2026-03-10")
    assert (one["state"], one["remarks"]) == ("withdrawn", ["answered-after-end"])
    assert [each["state"] for each in one["deadlines"]] == ["met", "ended", "ended"]


def test_a_ruling_ends_it_and_the_table_says_so_from_a_ledger_too(tmp_path: Path) -> None:
    ruled = ruling("r", {"li": "1"}, {"li": "1"}, deal="d", dispute="p", on="2026-02-10")
    file = story(tmp_path, opened("2026-02-02"), ruled)
    ledger = entered(file, tmp_path / "o.db")
    assert (
        run("disputes", file, "--json", "--at", "2026-03-01").out
        == run("disputes", ledger, "--json", "--at", "2026-03-01").out
    )
    shown = run("disputes", ledger, "--at", "2026-03-01", "--deal", "d")
    assert shown.code == 0
    assert "ruled on" in shown.out
    assert told(file, "2026-03-01")["ruling"] == "r"
    assert run("disputes", ledger, "--at", "2026-02-01").out == "No dispute was opened, as far as is known.\n"


def test_without_a_table_there_is_no_deadline(tmp_path: Path) -> None:
    file = written(given(visit("c", "li"), subscription("d", "c", "li"), opened("2026-09-01")), tmp_path / "h.jsonl")
    one = told(file, "2027-01-01")
    assert (one["deadlines"], one["out_of_time"], one["clause"]) == ([], False, None)


def test_a_preview_lists_the_cases_and_refuses_what_is_no_ruling(tmp_path: Path) -> None:
    drafts = [visit("c1", "zhang"), visit("c1", "li", declined=["zhang"]), subscription("d1", "c1", "li")]
    drafts += [visit("k", "wang"), visit("k", "li", declined=["wang"])]
    file = written(given(*drafts), tmp_path / "h.jsonl")
    call = ("ruling", "preview", file, "--deal", "d1", "--at", "2026-03-20")
    whole = (*call, "--credit", "zhang=1", "--commission", "zhang=1")
    head, case = run(*whole, "--json").objects
    assert (head["follows"], head["decided_by"], head["changed"]) == ([["first-visit"]], ["declined"], 1)
    assert (case["case"], case["customer"], case["after"]["owner"]) == ("customer", "k", "wang")
    assert "customer k, not closed" in " ".join(run(*whole).out.split())
    assert "--reading declined" in refused(run(*whole, "--reading", "declined"))
    assert "--credit zhang=2" in refused(run(*call, "--credit", "zhang=2", "--commission", "zhang=1"))


def test_conflicts_end_with_one(tmp_path: Path) -> None:
    drafts = [visit("c1", "li"), subscription("d1", "c1", "li"), visit("c2", "li"), subscription("d2", "c2", "li")]
    rulings = [ruling(f"r{who}", {who: "1"}, {who: "1"}, deal=deal) for who, deal in (("li", "d1"), ("wang", "d2"))]
    file = written(given(*drafts, *rulings), tmp_path / "h.jsonl")
    done = run("ruling", "conflicts", file, "--json")
    assert done.code == 1
    assert (done.objects[0]["first"]["ruling"], done.objects[0]["second"]["ruling"]) == ("rli", "rwang")
    assert run("ruling", "conflicts", written(given(*drafts), tmp_path / "g.jsonl")).code == 0
