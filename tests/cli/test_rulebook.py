"""``rulebook list`` and ``rulebook show``."""

from __future__ import annotations

from pathlib import Path

from leadledger.rulebook import rulebooks
from leadledger.texts.wrapping import width
from tests.cli.running import refused, run

BOOK = rulebooks["sales-office"]


def test_list_gives_the_fields_of_the_contract() -> None:
    listed = run("rulebook", "list", "--json").objects
    assert [list(one) for one in listed] == [["name", "version", "title", "clauses", "digest"]] * len(rulebooks)
    (own,) = [one for one in listed if one["name"] == "sales-office"]
    assert set(own["title"]) >= {"en", "zh"}
    assert (own["clauses"], own["digest"]) == (len(BOOK.clauses), BOOK.digest)


def test_list_for_people() -> None:
    assert "sales-office" in run("rulebook", "list").out
    assert "房地产" in run("rulebook", "list", "--lang", "zh").out


def test_show_tells_every_clause_with_number_id_heading_and_text_and_every_term() -> None:
    told = "".join(run("rulebook", "show", "sales-office").out.split())
    for clause in BOOK.clauses:
        for part in (clause.cite, clause.id):
            assert part in told
    assert all(f"terms.{term}" in told for term in BOOK.document["terms"])  # type: ignore[attr-defined]


def test_show_speaks_all_three_languages() -> None:
    assert "客户不愿由原销售员接待" in run("rulebook", "show", "sales-office", "--lang", "zh").out
    assert "客戶不願由原銷售員接待" in run("rulebook", "show", "sales-office", "--lang", "zh-Hant").out


def test_show_in_json_holds_the_whole_document() -> None:
    (shown,) = run("rulebook", "show", "sales-office", "--json").objects
    assert shown["document"] == BOOK.document


def test_show_refuses_what_is_no_rulebook() -> None:
    assert "no rulebook is named 'nope'" in refused(run("rulebook", "show", "nope"))


def test_show_tells_every_parameter_as_it_is_set(history: Path) -> None:
    told = run("rulebook", "show", "sales-office").out
    for line in ("declined.share = 20 %", "forgot.search = terms.search_prior_claims", "call.hold = terms.hold"):
        assert line in told
    assert "declined.share = 30 %" in run("rulebook", "show", "sales-office", "--set", "declined.share=30%").out


def test_no_chinese_line_begins_with_a_mark_that_ends_one(history: Path) -> None:
    lines = run("rulebook", "show", "sales-office", "--lang", "zh").out.splitlines()
    assert [line for line in lines if line.strip()[:1] in tuple("，。、；：）") and line.strip()] == []
    assert all(width(line) <= 80 for line in lines)
