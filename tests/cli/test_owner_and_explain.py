"""``owner`` and ``explain``."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadledger.testing.stories import given, reassigned, visit
from leadledger.texts.wrapping import width
from tests.cli.running import refused, run, written


def test_owner_tells_every_claim_with_rank_basis_and_state(tmp_path: Path) -> None:
    story = given(
        visit("c", "zhang", on="2026-01-01"),
        visit("c", "wang", on="2026-02-20"),
        visit("c", "li", on="2026-03-01"),
        reassigned("wang", {"c": "chen"}, on="2026-03-05"),
    )
    file = written(story, tmp_path / "h.jsonl")
    (answer,) = run("owner", file, "c", "--at", "2026-03-20T12:00:00+08:00", "--json").objects
    assert list(answer) == ["customer", "at", "owner", "clause", "status", "claims"]
    assert (answer["owner"], answer["clause"], answer["at"]) == ("chen", "5.3.12", "2026-03-20T12:00:00+08:00")
    found = [(one["rank"], one["agent"], one["state"], one["basis"]) for one in answer["claims"]]
    assert found == [
        (1, "zhang", "lapsed", "visit"),
        (2, "chen", "good", "lots"),
        (3, "li", "good", "visit"),
        (None, "wang", "passed-on", "visit"),
    ]
    assert answer["claims"][0] | {"rank": 1} == {
        "agent": "zhang",
        "opened_at": "2026-01-01T10:00:00+08:00",
        "good_through": "2026-03-01",
        "rank": 1,
        "basis": "visit",
        "state": "lapsed",
    }


def test_owner_is_null_where_only_closing_would_decide(history: Path) -> None:
    (answer,) = run("owner", history, "c1", "--at", "2027-01-01T12:00:00+08:00", "--json").objects
    assert (answer["owner"], answer["clause"]) == (None, "5.2.2")
    said = run("owner", history, "c1", "--at", "2027-01-01T12:00:00+08:00").out
    assert said.startswith("陈先生 would be nobody's on 1 January 2027, 12:00 (clause 5.2.2)")


def test_owner_now_is_asked_without_a_time(history: Path) -> None:
    assert run("owner", history, "c1").code == 0


def test_owner_for_people_is_a_sentence_and_a_table(history: Path) -> None:
    at = ("--at", "2026-03-14T12:00:00+08:00")
    assert run("owner", history, "c1", *at).out.startswith(
        "陈先生 would be 李娜's on 14 March 2026, 12:00 (clause 5.3.2)."
    )
    assert "有效" in run("owner", history, "c1", *at, "--lang", "zh").out
    assert "is not settled" in run("owner", history, "c2", *at).out


def test_owner_refuses_a_customer_nobody_knows(history: Path) -> None:
    assert refused(run("owner", history, "zz")) == f"no entry speaks of customer 'zz' in {history}"
    assert "CUSTOMER" in refused(run("owner", history))


def test_explain_prints_the_explanation_in_the_language_asked_for(history: Path) -> None:
    assert run("explain", history, "--deal", "d1").out.startswith("Deal d1: who owns the customer")
    assert run("explain", history, "--deal", "d1", "--lang", "zh").out.startswith("成交 d1：")
    assert run("explain", history, "--deal", "d1", "--lang", "zh-Hant").out.startswith("成交 d1：客戶歸屬")


def test_explain_in_json_is_decide_with_all_considered(history: Path) -> None:
    decided = run("decide", history, "--json", "--considered", "--deal", "d1").out
    assert run("explain", history, "--json", "--deal", "d1").out == decided


def test_explain_names_its_places(history: Path) -> None:
    told = "".join(run("explain", history, "--deal", "d1").out.split())
    assert f"{history},line4" in told


def test_explain_asks_for_a_deal(history: Path) -> None:
    assert refused(run("explain", history)) == "leadledger explain needs --deal (leadledger explain --help says more)"
    wanting = refused(run("explain", history, "--deal"))
    assert wanting == "--deal needs a value (leadledger explain --help says which)"


def test_an_unknown_customer_or_deal_is_told_with_what_may_be_meant(history: Path) -> None:
    assert refused(run("owner", history, "陈先生")) == (
        f"no entry speaks of customer '陈先生' in {history}; did you mean c1 (陈先生)?"
    )
    assert refused(run("owner", history, "C01")).endswith("; did you mean c1 (陈先生)?")
    early = refused(run("owner", history, "c2", "--at", "2026-03-05"))
    assert early == f"no entry speaks of customer 'c2' in {history} up to 2026-03-05"
    assert refused(run("explain", history, "--deal", "D01")).endswith("; did you mean d1?")


def test_a_what_if_is_told_before_the_answer(history: Path) -> None:
    asked = ("--set", "declined.share=30%")
    words = "What if: declined.share = 30 % instead of 20 %\n"
    assert run("owner", history, "c1", *asked).out.startswith(words)
    assert run("decide", history, *asked).out.startswith(words)
    assert "What if" not in run("decide", history).out


def test_lines_are_as_wide_as_the_terminal(history: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    for call in (("owner", history, "c1"), ("explain", history, "--deal", "d1"), ("rulebook", "show", "sales-office")):
        for lang in ("en", "zh"):
            lines = run(*call, "--lang", lang).out.splitlines()
            assert [line for line in lines if width(line) > 50 and "sha256:" not in line] == []
