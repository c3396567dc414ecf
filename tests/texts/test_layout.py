"""Lines fit the page, in Chinese too."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.texts import catalogue, formats
from leadledger.texts.wrapping import width, wrapped

WORDS = st.text(alphabet="ab 张伟，。（）“”", max_size=120)


@given(WORDS, st.integers(min_value=12, max_value=80))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, columns: int) -> None:
    lines = wrapped(text, columns=columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    breakable = all(len(word) < 4 for word in text.replace("张", " ").replace("伟", " ").split())
    assert not breakable or all(width(line) <= columns for line in lines)


def test_punctuation_does_not_begin_a_line() -> None:
    assert wrapped("张伟张伟张。", columns=10) == ["张伟张伟", "张。"]
    assert wrapped("share 20 % of it", columns=9) == ["share", "20 % of", "it"]


@pytest.mark.parametrize(
    ("share", "english", "chinese"),
    [
        (Fraction(1), "100 %", "100%"),
        (Fraction(1, 5), "20 %", "20%"),
        (Fraction(1, 8), "12.5 %", "12.5%"),
        (Fraction(1, 16), "1/16", "1/16"),
        (Fraction(1, 3), "1/3", "1/3"),
        (Fraction(0), "0 %", "0%"),
    ],
)
def test_shares_are_percent_where_that_is_exact_and_short(share: Fraction, english: str, chinese: str) -> None:
    assert formats.share(catalogue("en"), share) == english
    assert formats.share(catalogue("zh"), share) == chinese


def test_seconds_are_told_where_there_are_any() -> None:
    at = datetime(2026, 3, 5, 10, 0, 7, tzinfo=UTC)
    assert formats.instant(catalogue("en"), at, UTC) == "5 March 2026, 10:00:07"
    assert formats.instant(catalogue("zh"), at, UTC) == "2026年3月5日 10:00:07"
