# ruff: noqa: E501  # the page has one sentence a line
"""Write docs/reference/laws.md from the laws themselves: ``python scripts/make_law_reference.py``; ``--check`` asks."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from leadledger.rulebook.library import rulebooks
from leadledger.testing.laws import MANIPULATION, SOUND, Law, same_as
from leadledger.testing.waivers import waivers_of
from leadledger.texts.laws import TITLES

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "laws.md"
HEAD = """# Laws of split rules

Made by `scripts/make_law_reference.py` from the laws themselves; do not edit it by hand.

A law says how answers must hang together, whatever the rules say: what is changed in a history, and how the answers before and after must compare.
Each is in `leadledger.testing.laws`, and is called with a rulebook and a history: it returns nothing where it holds, and a counter-example where it does not.
Agents who *hold a claim* are those who have one in the register of the deal; an entry that *agents make themselves* names a customer and one agent, and nobody by whom it was made.
An agent *gains* who has more of the commission, with what is paid on top of it; or as much of it and more of the credit.

```python
import pytest

from leadledger.rulebook import load_rulebook
from leadledger.testing import given, laws, subscription, visit

book = load_rulebook("sales-office")
story = given(visit("c", "zhang"), visit("c", "li", declined=["zhang"]), subscription("d", "c", "li"))


@pytest.mark.parametrize("law", laws.ALL)
def test_my_story_obeys(law):
    assert law(book, story.events) is None


assert laws.conservation(book, story.events) is None
```

`check_rulebook` of `leadledger.testing` asks all of them of small dossiers and of stories told by chance, always the same ones: [test your own rulebook](../tutorial/test-your-rulebook.md).
`exhaustive` of `leadledger.testing.exhaustive` asks some of them of every dossier up to a size.
With a commission plan (`plan=`) those that speak of money ask the books too.
"""
SIZES = """
## How far "no counter-example" is a proof

`exhaustive(book, visits=…, agents=…, laws=…)` goes through every dossier once for all that differ only in their agents' names: up to so many visits or registrations, a day apart, and a closing.
A visit asks for, names or declines an agent, has forgotten who served them, or says nothing.
Measured with the sales office's book on one core of a small machine, with all comparisons that the laws make:

{sizes}
"""
MEASURED = Path(__file__).with_name("exhaustive_sizes.md")


def page() -> str:
    """The page as it must stand."""
    parts = [HEAD, "\n## Of all rules\n", *map(_law, SOUND)]
    parts += ["\n## Against manipulation\n", *map(_law, MANIPULATION)]
    parts += ["\n## Beside another rulebook\n", _law(same_as(rulebooks["sales-office"]))]
    parts += [SIZES.format(sizes=MEASURED.read_text(encoding="utf-8").strip())]
    return "".join((*parts, "\n## What the library's own rulebooks break on purpose\n\n", *_waived()))


def _law(law: Law) -> str:
    called = "same_as(reference)" if law.name == "same-as" else f"laws.{law.name.replace('-', '_')}"
    first, *rest = law.says.split("\n\n")
    said = " ".join("\n".join((first, *rest)).split())
    return f"\n### {law.name}: {TITLES[law.name]}\n\n`{called}`\n\n{_by_sentence(said)}\n"


def _by_sentence(text: str) -> str:
    return re.sub(r"(?<=[.)]) (?=[A-Z(])", "\n", text)


def _waived() -> Iterator[str]:
    yield "| rulebook | law | reason |\n|---|---|---|\n"
    for name in rulebooks:
        for law, reason in waivers_of(name).items():
            yield f"| {name} | `{law}` | {reason} |\n"


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(0 if PAGE.read_text(encoding="utf-8") == page() else 1)
    PAGE.write_text(page(), encoding="utf-8")
