"""How long the books are: what an office has to write, its texts and event declarations apart."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

import pytest

from leadledger.rulebook import rulebooks

LINES_MAX = 80
TEXTS = ("title", "text", "source", "missing")
APART = ("[[article]]", "[event.")
OFFICES = sorted(set(rulebooks) - {"sales-office"})


def rules_in(document: str) -> Iterator[str]:
    """The lines of a document that state rules: no texts, comments, blank lines, articles or declared events."""
    apart = False
    for line in map(str.strip, document.splitlines()):
        if line.startswith("["):
            apart = line.startswith(APART)
        if line and not apart and not line.startswith("#") and line.partition(" ")[0] not in TEXTS:
            yield line


def test_texts_comments_articles_and_declared_events_are_no_rules() -> None:
    document = (
        '# why\nname = "x"\ntitle = { en = "X" }\n\n[[article]]\nid = "a"\n[event."app.A"]\nfields = {}\n[[award]]\n'
    )
    assert list(rules_in(document)) == ['name = "x"', "[[award]]"]


@pytest.mark.parametrize("name", OFFICES)
def test_a_book_is_written_in_at_most_eighty_lines_of_rules(name: str) -> None:
    file = resources.files("leadledger.rulebook") / "books" / f"{name.replace('-', '_')}.toml"
    assert len(list(rules_in(file.read_text("utf-8")))) <= LINES_MAX
