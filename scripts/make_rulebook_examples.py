"""Write ``rulebook/books/examples/NAME.json``: for each clause of a book the smallest story that shows it at work.

Run it after a rulebook was added or its clauses were changed: ``python scripts/make_rulebook_examples.py [NAME]…``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from leadledger.events import to_json
from leadledger.rulebook import rulebooks
from leadledger.testing.checking.search import smallest_examples

FOLDER = Path(__file__).parents[1] / "src" / "leadledger" / "rulebook" / "books" / "examples"
STORIES = 20_000


def text_of(name: str) -> str:
    """The file of a book: clause to the events of its story."""
    found = smallest_examples(rulebooks[name], stories=STORIES)
    stories = {id: [json.loads(to_json(event)) for event in story] for id, story in found.items()}
    lines = [
        f"  {json.dumps(id)}: [\n"
        + ",\n".join(f"    {json.dumps(event, ensure_ascii=False)}" for event in story)
        + "\n  ]"
        for id, story in stories.items()
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for name in sys.argv[1:] or rulebooks:
        path = FOLDER / f"{name.replace('-', '_')}.json"
        path.write_text(text_of(name), encoding="utf-8")
        print(f"written: {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
