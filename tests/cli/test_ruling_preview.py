"""What ``ruling preview`` prints: what the book gives, what the ruling would, and how many cases were looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadledger.testing.stories import Draft, given, ruling, subscription, visit
from tests.cli.running import Run, run, written
from tests.small_books import FIRST, HEAD

TURNED_DOWN = [
    visit("c1", "zhang", on="2026-03-02"),
    visit("c1", "li", declined=["zhang"], on="2026-03-10"),
    subscription("d1", "c1", "li", on="2026-03-11"),
    visit("c2", "wang", on="2026-03-02"),
    visit("c2", "zhang", declined=["wang"], on="2026-03-10"),
    subscription("d2", "c2", "zhang", on="2026-03-12"),
]
RULED = ruling("r", {"wang": "1"}, {"wang": "1"}, deal="d2", on="2026-04-01")


def previewed(directory: Path, told: list[Draft], deal: str, credit: str, commission: str, *more: str) -> Run:
    history = written(given(*told), directory / "h.jsonl")
    return run("ruling", "preview", history, "--deal", deal, "--credit", credit, "--commission", commission, *more)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("told", "deal", "credit", "commission", "said"),
    [
        pytest.param(
            TURNED_DOWN,
            "d1",
            "li=1",
            "li=80%,zhang=20%",
            "The book gives: credit li 100 %; commission li 80 %, zhang 20 %. "
            "The ruling gives: credit li 100 %; commission li 80 %, zhang 20 %. "
            "The ruling upholds what the book gives, and changes no other case.",
            id="as the book has it",
        ),
        pytest.param(
            TURNED_DOWN[:3],
            "d1",
            "zhang=1",
            "zhang=1",
            "What is ruled is what 5.1 The first to register would give. "
            "The same reading changes none of the other cases; looked at: 0.",
            id="as another clause would have it, alone",
        ),
        pytest.param(
            [*TURNED_DOWN, RULED],
            "d1",
            "li=1",
            "li=1",
            "No clause of the book gives what is ruled. "
            "Ruling r on deal d2 went another way on equal facts: credit wang 100 %; commission wang 100 %.",
            id="against an earlier ruling",
        ),
        pytest.param(
            [*TURNED_DOWN, RULED],
            "d2",
            "zhang=1",
            "zhang=1",
            "By the book, deal d2 is decided by 5.3.2 The customer declines the earlier agent. "
            "The book gives: credit zhang 100 %; commission zhang 80 %, wang 20 %. "
            "By 5.4 A settlement or a ruling it stands at present: credit wang 100 %; commission wang 100 %. "
            "The ruling gives: credit zhang 100 %; commission zhang 100 %.",
            id="on a deal that is ruled on",
        ),
    ],
)
def test_it_says_what_stands_and_what_would(
    tmp_path: Path, told: list[Draft], deal: str, credit: str, commission: str, said: str
) -> None:
    done = previewed(tmp_path, told, deal, credit, commission)
    assert done.code == 0
    assert said in flat(done.out)


def test_cases_that_would_change_are_customers_too_and_told_in_chinese(tmp_path: Path) -> None:
    asks = [visit("k", "wang", on="2026-03-13"), visit("k", "li", declined=["wang"], on="2026-03-14")]
    now = ("--at", "2026-03-20")
    done = previewed(tmp_path, [*TURNED_DOWN, *asks], "d1", "zhang=1", "zhang=1", *now, "--lang", "zh")
    assert "同一解释将改变的案件：2；查看案件数：2" in done.out
    assert "客户 k" in done.out
    first, *changed = previewed(tmp_path, [*TURNED_DOWN, *asks], "d1", "zhang=1", "zhang=1", *now, "--json").objects
    assert (first["cases"], first["changed"], first["follows"]) == (2, 2, [["first-visit"]])
    assert [(one["case"], one["deal"], one["customer"]) for one in changed] == [
        ("deal", "d2", "c2"),
        ("customer", None, "k"),
    ]


TIED = """
[[award]]
id = "latest"
cite = "B"
rank = 1
use = "latest-claim"
"""


@pytest.mark.parametrize(
    ("book", "said"),
    [
        (HEAD + FIRST + TIED, "By the book, deal d2 is left to a ruling by A and B. The ruling gives:"),
        (HEAD + FIRST, "By the book, no clause decides deal d3. The ruling gives:"),
    ],
)
def test_a_deal_that_the_book_leaves_open_is_said_to_be(tmp_path: Path, book: str, said: str) -> None:
    document = tmp_path / "book.toml"
    document.write_text(book, encoding="utf-8")
    told = [*TURNED_DOWN, subscription("d3", "c3", "li", on="2026-03-20")]
    deal = said.partition("deal ")[2][:2]
    done = previewed(tmp_path, told, deal, "li=1", "li=1", "--rulebook", str(document))
    assert done.code == 0
    assert said in flat(done.out)
