"""A history that contradicts itself: what can be decided is, every contradiction is told once, and the end is 2."""

from __future__ import annotations

from pathlib import Path

from leadledger.testing.stories import complaint, decided, given, subscription, visit
from tests.cli.running import run, written

NOBODY_FILED = "complaint 'k' is decided, which nobody had filed"


def told(err: str, sentence: str) -> int:
    return sum(sentence in line for line in err.splitlines())


def test_one_that_concerns_no_deal_is_told_and_the_deals_are_decided(tmp_path: Path) -> None:
    story = given(
        visit("c", "li", on="2026-03-01"),
        decided("k", "upheld", on="2026-03-02"),
        subscription("d", "c", "li", on="2026-03-03"),
    )
    file = written(story, tmp_path / "h.jsonl")
    for options in ([], ["--json"], ["--considered"]):
        done = run("decide", file, *options)
        assert done.code == 2
        assert told(done.err, f"leadledger: {NOBODY_FILED}: {file}, line 2") == 1
        assert "5.1" in done.out


def test_one_in_a_file_without_deals_is_told(tmp_path: Path) -> None:
    file = written(given(decided("k", "upheld", on="2026-03-02")), tmp_path / "h.jsonl")
    done = run("decide", file)
    assert (done.code, told(done.err, NOBODY_FILED)) == (2, 1)


def test_one_that_stops_two_deals_is_told_once(tmp_path: Path) -> None:
    story = given(
        visit("c", "li", on="2026-03-01"),
        complaint("k", "c", "li", on="2026-03-02"),
        complaint("k", "c", "li", on="2026-03-03"),
        subscription("d1", "c", "li", on="2026-03-04"),
        subscription("d2", "c", "li", on="2026-03-05"),
    )
    done = run("decide", written(story, tmp_path / "h.jsonl"))
    assert (done.code, told(done.err, "complaint 'k' is filed twice")) == (2, 1)


def test_who_asks_about_one_deal_hears_of_that_one(tmp_path: Path) -> None:
    story = given(
        visit("c", "li", on="2026-03-01"),
        decided("k", "upheld", on="2026-03-02"),
        subscription("d", "c", "li", on="2026-03-03"),
    )
    done = run("decide", written(story, tmp_path / "h.jsonl"), "--deal", "d")
    assert (done.code, told(done.err, NOBODY_FILED)) == (0, 0)
