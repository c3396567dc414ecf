"""``leadledger rulebook list``: the rulebooks that come with leadledger."""

from __future__ import annotations

from typing import Any

from leadledger.cli import printing
from leadledger.cli.options import AsJson, Language
from leadledger.rulebook import Rulebook, rulebooks
from leadledger.texts import catalogue
from leadledger.texts import commands as say


def list_(*, json: AsJson = False, lang: Language = "en") -> None:
    """List the rulebooks that come with leadledger."""
    said = catalogue(lang)
    books = list(rulebooks.values())
    if json:
        for book in books:
            printing.line(as_data(book))
        return
    headings = [said(one) for one in (say.NAME, say.VERSION, say.TITLE, say.CLAUSES, say.DIGEST)]
    rows = [
        (book.name, book.version, said.of_book(book.title), str(len(book.clauses)), f"{book.digest[:19]}…")
        for book in books
    ]
    printing.table(headings, rows)


def as_data(book: Rulebook) -> dict[str, Any]:
    """A rulebook as ``rulebook list --json`` prints it."""
    return {
        "name": book.name,
        "version": book.version,
        "title": dict(book.title),
        "clauses": len(book.clauses),
        "digest": book.digest,
    }
