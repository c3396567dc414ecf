"""The stories: histories with the answers they must have."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BOOKS = ("sales_office", "readings", "more")


@dataclass(frozen=True)
class Told:
    """One story: a history on the wire, a question and its answer (the fields the story cares for)."""

    book: str
    name: str
    history: list[dict[str, Any]]
    deal: str
    known_at: str | None
    expect: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.book}: {self.name}"


def stories() -> list[Told]:
    """Every story of the three books, in order."""
    return [
        Told(book=book, **json.loads(line))
        for book in BOOKS
        for line in (HERE / f"{book}.jsonl").read_text(encoding="utf-8").splitlines()
    ]


STORIES = stories()
