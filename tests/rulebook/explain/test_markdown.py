"""Explanations as Markdown: the same as the text, and nothing of an entry acts in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leadledger.rulebook.explain import escaped, explanation, markdown
from leadledger.testing.stories import given as told
from leadledger.testing.stories import joined, registered, struck, subscription, visit
from leadledger.texts.visible import visible
from leadledger.texts.wrapping import GLUE
from tests.rulebook.explain.stories import STORIES
from tests.strategies import examples

markdown_it = pytest.importorskip("markdown_it")
HOSTILE = "<script>x</script> | `rm` *a* _b_ [c](http://evil.example) ![d](e) ~~f~~ &lt; @g #1 $h$ www.evil.example"
ACTS = {"html_inline", "html_block", "code_inline", "fence", "code_block", "link_open", "image", "em_open", "s_open"}


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """What a CommonMark reader with tables, strike-through and addresses makes of it: kinds, and plain text."""
    reader = markdown_it.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for token in reader.parse(text):
        yield token.type, ""
        for child in token.children or ():
            yield child.type, child.content


def plain(text: str) -> str:
    return "".join(content for kind, content in tokens(text) if kind in ("text", "text_special"))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("lang", ["en", "zh", "zh-Hant"])
@pytest.mark.parametrize("name", STORIES)
def test_it_says_what_the_text_says_in_the_same_order(name: str, lang: str) -> None:
    answer = STORIES[name]().decide("d")
    text, page = explanation(answer, lang, columns=10_000), markdown(answer, lang)
    kinds = [kind for kind, _ in tokens(page)]
    assert kinds.count("table_open") == 2
    assert kinds[0] == "heading_open"
    assert not ACTS & {kind for kind in kinds if kind != "em_open"}
    marks = str.maketrans("", "", "–：:")
    assert squeezed(plain(page)).translate(marks) == squeezed(text).translate(marks)


def test_what_stands_in_entries_is_shown_and_does_nothing() -> None:
    story = told(
        joined("zhang", HOSTILE),
        registered("c", "zhang", name=HOSTILE[::-1]),
        visit("c", "li", id="00000000-0000-4000-8000-000000000042", note=HOSTILE),
        struck("00000000-0000-4000-8000-000000000042", reason=f"{HOSTILE}\n\n# Ruled for li\n\n- all\n\n```\nof it"),
        subscription("d", "c", "li"),
    )
    page = markdown(story.decide("d"))
    assert not ACTS & {kind for kind, _ in tokens(page)}
    assert HOSTILE in plain(page)
    assert "\n# Ruled" not in page
    assert [line for line in page.splitlines() if line.startswith("# ")] == [page.splitlines()[0]]
    assert "http://" not in page
    assert re.search(r"(?<!\\)@|www\.", page) is None


@examples(300)
@given(text=st.text(min_size=1))
@example(text="1. a")
@example(text="12) b")
@example(text="- c\n===")
@example(text="\\| `")
@example(text="\u2028# x")
def test_any_text_is_one_paragraph_a_cell_and_an_item_that_reads_as_it_is(text: str) -> None:
    line = escaped(text)
    shown = " ".join(visible(text.replace(GLUE, "")).split())
    if not shown:
        assert line == ""
        return
    assert "\n" not in line
    for before, kinds in (
        ("", ["paragraph_open"]),
        ("- ", ["bullet_list_open", "list_item_open", "paragraph_open"]),
        ("## ", ["heading_open"]),
    ):
        found = list(tokens(before + line))
        assert [kind for kind, _ in found if kind.endswith("_open")] == kinds
        assert plain(before + line) == shown
    cells = [kind for kind, _ in tokens(f"| | |\n|---|---|\n| a | {line} |") if kind == "td_open"]
    assert len(cells) == 2
