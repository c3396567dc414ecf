"""``explain --format``: text, Markdown and JSON, with amounts where a plan is in force."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import leadledger as ll
from leadledger.importing import read_history
from tests.cli.commission import CLOSED, RULED, story
from tests.cli.running import entered, refused, run, written


@pytest.fixture
def money(tmp_path: Path) -> Path:
    """Deals under a commission plan, one of them ruled on after its month was closed."""
    return entered(written(story(CLOSED, RULED), tmp_path / "money.jsonl"), tmp_path / "money.db")


def test_each_format_is_what_python_gives(history: Path) -> None:
    answer = ll.decide([line.event for line in read_history(history)], "d1")
    asked = ("explain", history, "--deal", "d1")
    for lang in ("en", "zh", "zh-Hant"):
        python = json.loads(answer.explain(lang, format="json"))
        assert run(*asked, "--lang", lang, "--format", "json").objects == [python]
        page = run(*asked, "--lang", lang, "--format", "markdown").out
        assert page.splitlines()[0] == answer.explain(lang, format="markdown").splitlines()[0]
        assert page.startswith("# ")
    assert run(*asked, "--format", "text").out == run(*asked).out
    assert run(*asked, "--format", "json").out == run(*asked, "--json").out


def test_a_format_there_is_not_is_refused(history: Path) -> None:
    assert "html" in refused(run("explain", history, "--deal", "d1", "--format", "html"))
    answer = ll.decide([line.event for line in read_history(history)], "d1")
    with pytest.raises(ValueError, match="an explanation is text, markdown or json, not 'html'"):
        answer.explain(format="html")  # type: ignore[arg-type]


def test_markdown_of_two_deals_is_two_pages_with_what_they_rest_on_above(history: Path) -> None:
    done = run("explain", history, "--deal", "d1", "--deal", "d2", "--known-at", "2026-04-01", "--format", "markdown")
    assert done.code == 0
    assert [line for line in done.out.splitlines() if line.startswith("# ")] == [
        "# Deal d2: who owns the customer, and who is paid what part",
        "# Deal d1: who owns the customer, and who is paid what part",
    ]
    assert done.out.splitlines()[0].startswith("As registered up to 1 April 2026")


def test_every_clause_is_accounted_for_and_what_is_missing_is_named(history: Path) -> None:
    (found,) = run("explain", history, "--deal", "d2", "--json").objects
    told = {one["id"] for one in [*found["because"], *found["considered"]]}
    assert {clause.id for clause in ll.rulebooks["sales-office"].award} <= told
    assert found["missing"][0]["what"] == "decision"
    flat = " ".join(run("explain", history, "--deal", "d2").out.split())
    assert "What is missing – Complaint k against 张伟 is neither upheld nor dismissed." in flat


def test_under_a_plan_it_says_what_each_has_and_by_which_table(money: Path) -> None:
    (found,) = run("explain", money, "--deal", "d1", "--json").objects
    assert found["amounts"] == {"zhang": {"amount": "10000.00", "currency": "CNY"}}
    assert found["bill"]["plan"]["name"] == "sales-office"
    assert found["bill"]["lines"] == [
        {
            "payee": "zhang",
            "amount": {"amount": "10000.00", "currency": "CNY"},
            "share": "1",
            "rule": "plan 1",
            "title": "One per cent of the price",
        }
    ]
    then = run("explain", money, "--deal", "d1", "--known-at", "2026-03-31")
    flat = " ".join(then.out.split())
    assert "李娜: 8,000.00 CNY (share 80 %, figured by plan 1, One per cent of the price)" in flat
    assert "张伟: 2,000.00 CNY (share 20 %" in flat
    page = run("explain", money, "--deal", "d1", "--format", "markdown").out
    assert "## What it brings\n\n- 张伟: 10,000.00 CNY (share 100 %" in page


def test_a_deal_of_which_nothing_can_be_figured_has_no_bill(money: Path) -> None:
    (found,) = run("explain", money, "--deal", "=d3", "--json").objects
    assert (found["amounts"], "bill" in found) == ({}, False)
    assert "What it brings" not in run("explain", money, "--deal", "=d3").out


def test_decide_considered_explains_the_same(money: Path) -> None:
    told = run("decide", money, "--deal", "d1", "--considered").out
    assert told == run("explain", money, "--deal", "d1").out
    recorded = run("decide", money, "--deal", "d1", "--considered", "--record").out
    assert recorded.startswith(told)
