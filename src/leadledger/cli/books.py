"""``leadledger rulebook``: the rulebooks, and what each says."""

from __future__ import annotations

import json as json_text
from collections.abc import Mapping
from typing import Annotated, Any, cast

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.options import AsJson, Language
from leadledger.rulebook import Rulebook, load_rulebook, rulebooks
from leadledger.rulebook.wording import filled
from leadledger.texts import Catalogue, catalogue
from leadledger.texts import commands as say
from leadledger.texts.explanation import LABEL_END

NameOrFile = Annotated[str, Parameter(help="The name of a rulebook, or a TOML file.")]


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


def show(book: NameOrFile, /, *, json: AsJson = False, lang: Language = "en") -> None:
    """Show a rulebook: its terms, and every clause with its number, heading and text."""
    shown = load_rulebook(book)
    if json:
        printing.line({**as_data(shown), "document": shown.document})
        return
    said = catalogue(lang)
    printing.text(said.of_book(shown.title))
    for label, value in ((say.NAME, shown.name), (say.VERSION, shown.version), (say.DIGEST, shown.digest)):
        printing.text(f"{said(label)}{said(LABEL_END)}{value}")
    printing.text("")
    _terms(shown, said)
    _articles(shown, said)
    stages = dict.fromkeys(clause.stage for clause in shown.clauses)
    for stage in stages:
        rows = [
            (clause.cite, clause.id, _titled(said, clause.title, filled(said, clause.text, clause.params)))
            for clause in shown.clauses
            if clause.stage == stage
        ]
        _clauses(said(say.STAGES[stage]), rows, said)


def _terms(book: Rulebook, said: Catalogue) -> None:
    terms = cast("Mapping[str, object]", book.document["terms"])
    meanings = {term: article for article in book.articles for term in article.terms}
    rows: list[tuple[str, str, str]] = []
    for name, value in terms.items():
        article = meanings.get(name)
        meaning = "" if article is None else f"{article.cite} {said.of_book(article.title)}".strip()
        rows.append((f"terms.{name}", _as_toml(value), meaning))
    printing.table([said(say.TERM), said(say.VALUE), said(say.MEANING)], rows, wide=1)


def _as_toml(value: object) -> str:
    if isinstance(value, str):
        return value
    return json_text.dumps(value, ensure_ascii=False)


def _articles(book: Rulebook, said: Catalogue) -> None:
    rows = [
        (article.cite, article.id, _titled(said, article.title, filled(said, article.text, article.params)))
        for article in book.articles
    ]
    if rows:
        _clauses(said(say.STAGES["article"]), rows, said)


def _titled(said: Catalogue, title: Mapping[str, str], text: str) -> str:
    return f"{said.of_book(title)}\n{text}".strip()


def _clauses(heading: str, rows: list[tuple[str, str, str]], said: Catalogue) -> None:
    printing.table([said(say.NUMBER), said(say.ID), said(say.TEXT)], rows, title=heading, wide=2, whole=(0,))
