"""``decide``: the answers as tables and as JSON."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from leadledger.rulebook import rulebooks
from leadledger.testing.stories import given, subscription, visit, withdrawal
from tests.cli.running import refused, run, written

BOOK = Path(__file__).parents[2] / "src" / "leadledger" / "rulebook" / "books" / "sales_office.toml"


def test_deals_stand_in_closing_order_one_object_a_line(history: Path) -> None:
    assert [one["deal"] for one in run("decide", history, "--json").objects] == ["d2", "d1"]


def test_the_object_has_the_fields_of_the_contract_in_their_order(history: Path) -> None:
    (answer,) = run("decide", history, "--json", "--deal", "d1").objects
    assert list(answer) == [
        *("deal", "customer", "closed_at", "withdrawn_at", "status", "owner", "credit", "commission", "on_top"),
        *("amounts", "clause", "because", "rulebook", "facts"),
    ]
    assert (answer["owner"], answer["commission"], answer["clause"]) == ("li", {"li": "4/5", "zhang": "1/5"}, "5.3.2")
    (reason,) = answer["because"]
    assert list(reason) == ["id", "cite", "reason", "facts", "text", "events"]
    assert reason["text"].startswith("The customer declined 张伟 and turned to 李娜.")
    assert list(answer["rulebook"]) == ["name", "version", "digest"]
    assert answer["facts"]["count"] == 3


def test_reasons_are_told_in_the_language_asked_for(history: Path) -> None:
    chinese = run("decide", history, "--json", "--deal", "d1", "--lang", "zh").objects[0]["because"][0]["text"]
    traditional = run("decide", history, "--json", "--deal", "d1", "--lang", "zh-Hant").objects[0]["because"][0]["text"]
    assert chinese.startswith("客户不愿由张伟接待")
    assert traditional.startswith("客戶不願由张伟接待")


def test_considered_adds_every_other_clause_and_what_beaten_ones_would_have_given(history: Path) -> None:
    (answer,) = run("decide", history, "--json", "--considered", "--deal", "d1").objects
    beaten = [one for one in answer["considered"] if one["outcome"] == "beaten"]
    assert [(one["id"], one["would_give"]["owner"]) for one in beaten] == [("first-visit", "zhang")]
    assert {one["would_give"] for one in answer["considered"] if one["outcome"] == "does-not-apply"} == {None}


def test_equal_calls_print_equal_bytes(history: Path) -> None:
    assert run("decide", history, "--json", "--considered").out == run("decide", history, "--json", "--considered").out


def test_standard_error_says_when_the_seeds_book_is_assumed(history: Path) -> None:
    assumed = "No rulebook was adopted; the sales-office book is used.\n"
    assert run("decide", history).err == assumed
    assert run("decide", history, "--set", "declined.share=1/4").err == assumed
    assert run("decide", history, "--rulebook", "sales-office").err == ""


def test_the_table_shows_names_shares_clauses_and_what_is_not_final(history: Path) -> None:
    done = run("decide", history)
    assert done.code == 0
    for words in ("陈先生", "李娜 80 %", "张伟 20 %", "5.3.2", "provisional", "suspense"):
        assert words in done.out
    assert max(map(_columns, done.out.splitlines())) <= 80


def _columns(line: str) -> int:
    return sum(2 if ord(one) > 0x2E7F else 1 for one in line)


def test_withdrawn_deals_are_marked_and_all_are_counted(tmp_path: Path) -> None:
    story = given(
        visit("c", "li"),
        subscription("d1", "c", "li", on="2026-03-10"),
        subscription("d2", "e", "li", on="2026-03-11"),
        withdrawal("d1", on="2026-03-20"),
    )
    out = run("decide", written(story, tmp_path / "h.jsonl"), "--deal", "d1", "--deal", "d2", "--deal", "zz").out
    assert "withdrawn\n" in out
    assert " 2026-03-20\n" in out
    assert out.endswith("deals: 3 · provisional: 0 · in need of a ruling: 0 · refused: 1 · withdrawn: 1\n")


def test_a_table_for_nobody_is_a_sentence(tmp_path: Path) -> None:
    file = written(given(visit("c", "zhang")), tmp_path / "h.jsonl")
    assert run("decide", file).out == "No deal is closed, as far as is known.\n"
    assert run("decide", file, "--json").out == ""


def test_considered_prints_whole_explanations_for_people(history: Path) -> None:
    out = run("decide", history, "--considered").out
    assert out.count("who owns the customer, and who is paid what part") == 2


@pytest.mark.parametrize(
    ("value", "commission"),
    [("1/4", {"li": "3/4", "zhang": "1/4"}), ('"30%"', {"li": "7/10", "zhang": "3/10"})],
)
def test_a_setting_is_toml_or_text(history: Path, value: str, commission: dict[str, str]) -> None:
    (answer,) = run("decide", history, "--json", "--deal", "d1", "--set", f"declined.share={value}").objects
    assert answer["commission"] == commission


def test_a_rulebook_may_be_a_file(history: Path, tmp_path: Path) -> None:
    source = BOOK.read_text("utf-8")
    book = tmp_path / "own.toml"
    book.write_text(source.replace('name = "sales-office"', 'name = "own"'), encoding="utf-8")
    answers = run("decide", history, "--json", "--rulebook", book).objects
    assert {one["rulebook"]["name"] for one in answers} == {"own"}


def test_known_at_a_day_is_known_at_its_end_in_the_office(history: Path) -> None:
    day = run("decide", history, "--json", "--known-at", "2026-03-15")
    assert day.out == run("decide", history, "--json", "--known-at", "2026-03-15T23:59:59.999999+08:00").out
    assert day.out != run("decide", history, "--json", "--known-at", "2026-03-14").out


def test_known_at_leaves_out_what_was_entered_later(history: Path) -> None:
    known = run("decide", history, "--json", "--known-at", "2026-03-16T00:00:00+08:00")
    assert [one["deal"] for one in known.objects] == ["d2"]
    assert (
        known.out
        == run("decide", history, "--json", "--known-at", "2026-03-16T00:00", "--timezone", "Asia/Shanghai").out
    )


def test_deals_that_cannot_be_decided_are_told_and_the_others_decided(tmp_path: Path) -> None:
    twice = given(visit("c", "li"), subscription("d1", "c", "li"), subscription("d1", "c", "li"))
    other = given(visit("e", "li"), subscription("d2", "e", "li"))
    file = tmp_path / "h.jsonl"
    file.write_text(
        written(twice, file).read_text("utf-8") + written(other, tmp_path / "o").read_text("utf-8"), "utf-8"
    )
    done = run("decide", file, "--json", "--deal", "nope", "--deal", "d1", "--deal", "d2")
    assert done.code == 2
    assert [one["deal"] for one in done.objects] == ["d2"]
    assert "'d1'" in done.err
    assert f"{file}, line 2" in done.err
    assert "no entry speaks of deal 'nope'" in done.err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            ["--known-at", "yesterday"],
            "--known-at yesterday: expected a day such as 2026-03-20 or a time such as 2026-03-20T15:00:00+08:00",
        ),
        (["--known-at", "2026-03-20T10:00"], "has no offset"),
        (["--rulebook", "nope"], f"no rulebook is named 'nope' ({', '.join(rulebooks)}), and no such file can be read"),
        (["--set", "x"], "--set x: expected ID.PARAM=VALUE, for example declined.share=1/4"),
        (["--set", "declined.shar=1"], "states no 'shar' in 'declined' (is 'share' meant?)"),
        (["--set", "declind.share=1"], "no clause with the id 'declind' (is 'declined' meant?)"),
        (["--set", "terms.validity=3"], 'terms.validity: expected a length such as "2 months" or "7 days", got 3'),
        (["--set", "declined.share=3/2"], "award clause 'declined', share: expected a share from 0 to 1"),
        (["--lang", "fr"], 'Invalid value "fr" for --lang'),
        (["--dael", "d1"], "Unknown option: --dael. Did you mean --deal?"),
        (["more"], "more arguments than the command takes: 'more'"),
        (["--deal", "d9"], "no entry speaks of deal 'd9' in "),
        (["--timezone", "Mars"], "'Mars' is not a time zone"),
    ],
)
def test_a_wrong_call_ends_with_one_sentence(history: Path, options: list[str], sentence: str) -> None:
    assert sentence in refused(run("decide", history, *options))


def test_settings_alone_do_not_say_which_of_the_adopted_books_they_change(history: Path) -> None:
    document = tomllib.loads(BOOK.read_text("utf-8"))
    adoption = {
        "type": "RulebookAdopted",
        "document": document,
        "effective_from": "2026-01-01",
        "published_at": "2025-12-31T10:00:00+08:00",
        "occurred_at": "2025-12-31T10:00:00+08:00",
    }
    history.write_text(json.dumps(adoption, ensure_ascii=False) + "\n" + history.read_text("utf-8"), encoding="utf-8")
    assert run("decide", history).err == ""
    assert "--set needs --rulebook" in refused(run("decide", history, "--set", "declined.share=1/4"))
    assert run("decide", history, "--rulebook", "sales-office", "--set", "declined.share=1/4").code == 0
