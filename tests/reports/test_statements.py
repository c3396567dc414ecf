"""Statements for people, on the terminal and on paper: every line with its deal, share, clause in words and amount."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from leadledger.projections.postings import REASONS
from leadledger.projections.statement import Statement
from leadledger.reports.html_page import statements_html
from leadledger.reports.terminal import statement_text
from leadledger.texts import LANGUAGES
from leadledger.texts.statements import POSTED
from leadledger.texts.wrapping import width
from tests.reports.hand_made import CHINESE, NASTY, PLAIN, books
from tests.reports.test_csv import statements


def statement(agent: str, period: str, currency: str = "CNY") -> Statement:
    (one,) = [one for one in books().statement(agent, period) if one.currency == currency]
    return one


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_a_closed_statement_says_so_and_whose_it_is() -> None:
    text = statement_text(statement(PLAIN, "2026-03"))
    assert text.startswith("Statement of 李娜 (li-na)\nMarch 2026, CNY\nThe month is closed")
    assert "can still change" in statement_text(statement(PLAIN, "2026-04"))


def test_every_line_has_its_deal_share_clause_in_words_and_amount() -> None:
    text = squeezed(statement_text(statement(NASTY, "2026-03"), columns=160))
    assert "2026-03-20 -=cm earned 80 % 10,240.05 clause 5.3.2, The customer declines the earlier salesperson" in text
    assert 'figured by 2.1, <i>One percent</i> "net" because: the deal was closed' in text
    assert "2026-03-25 -=cm now due 80 % 5,120.02 clause 5.3.2" in text
    assert "figured by 4, At the handover" in text


def test_sums_stand_below_and_add_up_to_what_is_due() -> None:
    text = squeezed(statement_text(statement(PLAIN, "2026-03")))
    assert (
        "Due at the beginning 0.00 Became due 0.49 Taken back 0.00 Other pay, penalties and adjustments 2,862.07 "
        "Paid 0.00 Due at the end 2,862.56 Earned in the month 0.99 Earned and not due yet, at the end 0.50" in text
    )


def test_a_difference_for_a_closed_month_is_named_with_its_reason() -> None:
    text = squeezed(statement_text(statement(NASTY, "2026-04"), columns=160))
    assert "taken back: now due 80 % -5,120.02" in text
    assert "difference for March 2026, which was closed before because: a complaint was decided" in text
    assert "已关账的2026年3月的差额" in statement_text(statement(NASTY, "2026-04"), "zh", columns=160)


def test_a_month_without_lines_says_that_there_is_nothing() -> None:
    empty = replace(statement(PLAIN, "2026-03"), lines=())
    assert "Nothing was earned, due or paid." in statement_text(empty)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_lines_are_no_wider_than_the_terminal(lang: str, columns: int) -> None:
    for one in statements("2026-04"):
        lines = statement_text(one, lang, columns=columns).splitlines()
        assert [line for line in lines if width(line) > columns] == []


def test_every_reason_of_a_posting_has_words() -> None:
    ours = {"closed", "another-deal", "changed", "time-passed", "month-closed"}
    conduct = {"snatching", "slighting", "provocation", "private-payment", "disobedience"}
    assert {*REASONS.values(), *ours, *conduct} <= set(POSTED)


class Tags(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_a_page_is_one_file_without_scripts_and_with_every_text_escaped() -> None:
    page = statements_html(statements("2026-04")).decode()
    seen = Tags()
    seen.feed(page)
    assert seen.open == []
    assert not {"script", "b", "i", "img", "link", "iframe"} & set(seen.tags)
    assert '+1 <b>"O\'Hara"</b> & Co \\' in "".join(seen.text)
    assert not re.search(r"https?://|url\(|@import|\son\w+=", page)
    assert "size: A4" in page


def test_a_page_has_a_section_for_each_statement_and_the_words_of_the_terminal() -> None:
    page = statements_html(statements(), "zh").decode()
    assert page.count("<section>") == len(statements())
    assert '<html lang="zh-Hans">' in page
    assert "张伟 (张:三.due)" in page or "张伟（张:三.due）" in page
    assert "客户不愿由原销售员接待" in page


def test_characters_that_turn_the_reading_direction_are_shown() -> None:
    made = books()
    one = next(iter(made.statement(CHINESE, "2026-03")))
    odd = Statement(**{name: getattr(one, name) for name in Statement.__slots__} | {"names": {CHINESE: "a\u202eb"}})
    assert "a\\u202eb" in statement_text(odd)
    assert "a\\u202eb" in statements_html([odd]).decode()


def test_equal_statements_are_equal_bytes() -> None:
    assert statements_html(statements()) == statements_html(statements())
    assert [statement_text(one) for one in statements()] == [statement_text(one) for one in statements()]
