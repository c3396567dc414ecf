"""The table of disputes in a rulebook document: shown, compared, set and refused like the rest of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from leadledger.rulebook.library import text_of
from leadledger.testing.stories import draft, given, subscription, visit
from leadledger.texts import catalogue
from leadledger.texts.disputes import OUT_OF_TIME
from leadledger.values import Window
from tests.cli.running import refused, run, written

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "rulebook-documents.md"
TABLE = """
[disputes]
cite = "9.1"
title = { en = "Disputes", zh = "争议" }
text = { en = "Opened within {open_within}, answered within {answer_within}.", zh = "{open_within}内提出。" }
open_within = "1 month"
open_after = "closing"
answer_within = { term = "answer" }
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A rulebook that states deadlines, one of them as a term."""
    text = text_of("two-month-hold").replace("[terms]\n", '[terms]\nanswer = "3 days"\n', 1)
    path = tmp_path / "book.toml"
    path.write_text(text + TABLE, encoding="utf-8")
    return path


def shown(document: Path, *more: str) -> str:
    done = run("rulebook", "show", document, *more)
    assert done.code == 0, done.err
    return " ".join(done.out.split())


def column(heading: str, table: str) -> str:
    """What stands in a column of a table of one row, on one line; English words take one place a letter."""
    head, _, *rows = table.splitlines()
    begins = head.index(heading)
    ends = head.find("  ", begins)
    after = len(head) if ends < 0 else len(head) - len(head[ends:].lstrip())
    last = after == len(head)
    return " ".join(row[begins : None if last else after].strip() for row in rows).strip()


def test_show_quotes_the_lengths_with_their_number(document: Path) -> None:
    assert "9.1 disputes 争议 1个月内提出。" in shown(document, "--lang", "zh")


def test_a_length_can_be_set_also_by_its_term(document: Path) -> None:
    text = shown(document, "--set", "disputes.open_within=2 months", "--set", "terms.answer=5 days")
    assert "9.1 disputes Disputes Opened within 2 months, answered within 5 days." in text


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("disputes.open_withinn=2 months", "is 'open_within' meant?"),
        ("disputes.cite=9.2", "it states: answer_within, open_after, open_within"),
        ("disputes.open_after=signing", "disputes, open_after: expected closing, decision or payment"),
        ("disputes.open_within=3 hours", "disputes, open_within: expected a length in days, weeks, business days"),
        ("disputes.open_within=soon", "disputes, open_within: expected a length in days"),
    ],
)
def test_a_setting_that_fits_nothing_is_refused(document: Path, setting: str, said: str) -> None:
    assert said in refused(run("rulebook", "show", document, "--set", setting))


def test_a_book_without_the_table_has_nothing_to_set() -> None:
    refusal = refused(run("rulebook", "show", "two-month-hold", "--set", "disputes.open_within=1 month"))
    assert "has no clause with the id 'disputes'" in refusal


def test_diff_says_which_deadline_differs(document: Path) -> None:
    other = document.with_name("other.toml")
    other.write_text(document.read_text("utf-8").replace('"1 month"', '"2 months"'), encoding="utf-8")
    assert "disputes.open_within: 1 month → 2 months" in run("rulebook", "diff", document, other).out
    assert "disputes" in run("rulebook", "diff", "two-month-hold", document).out


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('open_after = "closing"', "", "open_within and open_after go together"),
        ('"1 month"', '{ term = "reply" }', "disputes: there is no term 'reply'"),
        ('cite = "9.1"', "", "disputes, cite: expected the number people cite"),
        ('open_within = "1 month"', 'opens = "1 month"', "disputes, opens: is no key of it"),
    ],
)
def test_check_refuses_a_table_that_cannot_be_used(document: Path, before: str, after: str, said: str) -> None:
    table = TABLE.replace(before, after)
    document.write_text(document.read_text("utf-8").replace(TABLE, table), encoding="utf-8")
    assert said in refused(run("rulebook", "check", document))


def test_what_is_set_is_what_the_register_goes_by(document: Path, tmp_path: Path) -> None:
    dispute = draft("DisputeOpened", dispute="p", deal="d", by="li", says="mine", on="2026-04-25")
    told = given(visit("c", "zhang"), subscription("d", "c", "li", on="2026-03-20"), dispute)
    file = written(told, tmp_path / "h.jsonl")
    call = ("disputes", file, "--rulebook", document, "--at", "2026-04-26")
    assert column("State", run(*call).out) == "open, out of time by clause 9.1"
    assert column("Deadlines", run(*call).out).startswith("to be opened by 20 April 2026: done too late")
    assert "9.1" in run(*call, "--lang", "zh").out
    assert catalogue("zh")(OUT_OF_TIME) == "依条款 {cite} 已过时限"
    (one,) = run(*call, "--json").objects
    assert one["deadlines"][0]["due_on"] == str(Window.parse("1 month").through(date(2026, 3, 20)))


def test_the_reference_lists_the_keys_there_are(document: Path) -> None:
    section = REFERENCE.read_text("utf-8").partition("## Deadlines of disputes")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    listed = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    document.write_text(document.read_text("utf-8").replace("open_within = ", "opens = "), encoding="utf-8")
    refusal = refused(run("rulebook", "check", document))
    assert set(refusal.partition("it has ")[2].split(", ")) == listed
