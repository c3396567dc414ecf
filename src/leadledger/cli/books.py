"""``leadledger rulebook``: the rulebooks, and what each says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, cast

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import setting
from leadledger.cli.options import AsJson, Language, Settings
from leadledger.rulebook import Rulebook, load_rulebook, rulebooks
from leadledger.rulebook.explain import changes_in_words
from leadledger.rulebook.settings import STAGES
from leadledger.rulebook.wording import filled, stated
from leadledger.texts import Catalogue, catalogue
from leadledger.texts import commands as say
from leadledger.texts.explanation import LABEL_END
from leadledger.texts.parameters import SET, TERMS

# What a clause is called, and how it is ordered among the others.
_NO_PARAMETERS = frozenset({"id", "cite", "use", "title", "text", "when", "rank", "after", "overrides"})
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


def show(book: NameOrFile, /, *, settings: Settings = None, json: AsJson = False, lang: Language = "en") -> None:
    """Show a rulebook: its terms, and every clause with its number, heading, text and parameters."""
    shown = load_rulebook(book, dict(setting(one) for one in settings or ()))
    if json:
        printing.line({**as_data(shown), "document": shown.document})
        return
    said = catalogue(lang)
    printing.prose(said.of_book(shown.title))
    if changed := changes_in_words(shown, said):
        printing.prose(changed)
    for label, value in ((say.NAME, shown.name), (say.VERSION, shown.version), (say.DIGEST, shown.digest)):
        printing.text(f"{said(label)}{said(LABEL_END)}{value}")
    printing.text("")
    _terms(shown, said)
    _articles(shown, said)
    stated_in = _parameters(shown, said)
    stages = dict.fromkeys(clause.stage for clause in shown.clauses)
    for stage in stages:
        rows = [
            (clause.cite, clause.id, _titled(said, clause.title, clause.text, clause.params, stated_in[clause.id]))
            for clause in shown.clauses
            if clause.stage == stage
        ]
        _clauses(said(say.STAGES[stage]), rows, said)


def _terms(book: Rulebook, said: Catalogue) -> None:
    terms = cast("Mapping[str, object]", book.document["terms"])
    articles = {term: article for article in book.articles for term in article.terms}
    rows: list[tuple[str, str, str]] = []
    for name, value in terms.items():
        article = articles.get(name)
        title = "" if article is None else said.of_book(article.title)
        meaning = said(TERMS[name]) if name in TERMS else title
        cite = "" if article is None else article.cite
        rows.append((f"terms.{name}", stated(said, value), f"{cite} {meaning}".strip()))
    printing.table([said(say.TERM), said(say.VALUE), said(say.MEANING)], rows, whole=(0,))


def _parameters(book: Rulebook, said: Catalogue) -> dict[str, list[str]]:
    """The parameters that each clause states, by its id, as ``--set`` names them."""
    found: dict[str, list[str]] = {clause.id: [] for clause in book.clauses}
    for stage in STAGES:
        for table in cast("list[dict[str, object]]", book.document.get(stage, [])):
            id = str(table["id"])
            if id in found:
                found[id] = [
                    said(SET).format(path=f"{id}.{name}", value=stated(said, value))
                    for name, value in table.items()
                    if name not in _NO_PARAMETERS
                ]
    return found


def _articles(book: Rulebook, said: Catalogue) -> None:
    rows = [
        (article.cite, article.id, _titled(said, article.title, article.text, article.params))
        for article in book.articles
    ]
    if rows:
        _clauses(said(say.STAGES["article"]), rows, said)


def _titled(
    said: Catalogue,
    title: Mapping[str, str],
    text: Mapping[str, str],
    params: Mapping[str, object],
    parameters: Sequence[str] = (),
) -> str:
    return "\n".join(filter(None, (said.of_book(title), filled(said, text, params), *parameters)))


def _clauses(heading: str, rows: list[tuple[str, str, str]], said: Catalogue) -> None:
    printing.table([said(say.NUMBER), said(say.ID), said(say.TEXT)], rows, title=heading, whole=(0, 1))
