"""``leadledger rulebook show``: a rulebook for the manager who lives by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from json import loads as json_of
from typing import Annotated, cast

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import setting
from leadledger.cli.books.examples import Example, examples_of
from leadledger.cli.books.listing import as_data
from leadledger.cli.options import AsJson, Language, Settings
from leadledger.events import to_json
from leadledger.events.declared import Kind, kinds_of, title_of
from leadledger.rulebook import Rulebook, load_rulebook
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.explain import changes_in_words
from leadledger.rulebook.library import text_of
from leadledger.rulebook.rulebook import Article
from leadledger.rulebook.settings import STAGES
from leadledger.rulebook.wording import filled, parameter, stated
from leadledger.texts import Catalogue, Lang, catalogue, formats
from leadledger.texts import checking as tell
from leadledger.texts import commands as say
from leadledger.texts.explanation import LABEL_END
from leadledger.texts.parameters import SET, TERMS
from leadledger.values import Money, Window

# What a clause is called, and how it is ordered among the others.
_NO_PARAMETERS = frozenset({"id", "cite", "use", "title", "text", "when", "rank", "after", "overrides", "collides"})
NameOrFile = Annotated[str, Parameter(help="The name of a rulebook, or a TOML file.")]
AsToml = Annotated[bool, Parameter(name="--toml", negative=(), help="The document itself, to begin your own from.")]
Both = Annotated[
    bool, Parameter(name="--both", negative=(), help="Headings, texts and examples in English and in Chinese.")
]


def show(
    book: NameOrFile,
    /,
    *,
    settings: Settings = None,
    json: AsJson = False,
    lang: Language = "en",
    both: Both = False,
    toml: AsToml = False,
) -> None:
    """Show a rulebook: its terms, and every clause with its number, heading, text, parameters and an example.

    An example is a short story in which the deal would come to something else without the clause.
    """
    if toml:
        load_rulebook(book)
        printing.text(text_of(book).rstrip())
        return
    shown = load_rulebook(book, dict(setting(one) for one in settings or ()))
    examples = examples_of(shown)
    if json:
        stories = {id: [json_of(to_json(event)) for event in one.story] for id, one in examples.items()}
        printing.line({**as_data(shown), "document": shown.document, "examples": stories})
        return
    said = catalogue(lang)
    for one in _all(lang, both=both):
        printing.prose(one.of_book(shown.title))
    if changed := changes_in_words(shown, said):
        printing.prose(changed)
    for label, value in ((say.NAME, shown.name), (say.VERSION, shown.version), (say.DIGEST, shown.digest)):
        printing.text(f"{said(label)}{said(LABEL_END)}{value}")
    if shown.plugins:
        plugins = formats.enumerated(said, (f"{name} {version}" for name, version in shown.plugins.items()))
        printing.text(f"{said(say.PLUGINS)}{said(LABEL_END)}{plugins}")
    for label, value in _governing(shown, said):
        printing.text(f"{said(label)}{said(LABEL_END)}{value}")
    printing.text("")
    _terms(shown, said)
    _events(shown, said)
    _Page(shown, examples, _all(lang, both=both)).print()


def _all(lang: Lang, *, both: bool) -> list[Catalogue]:
    """The language asked for, and the other one under it."""
    other: Lang = "zh" if lang == "en" else "en"
    return [catalogue(lang), *([catalogue(other)] if both else [])]


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
    strong = [value for _, value, _ in rows if any(map(str.isdigit, value))]
    printing.table([said(say.TERM), said(say.VALUE), said(say.MEANING)], rows, whole=(0,), strong=strong)


def _governing(book: Rulebook, said: Catalogue) -> Iterator[tuple[str, str]]:
    """When and for what the book governs, as far as it says more than others."""
    governs = book.governs
    for key, names in governs.applies.items():
        yield say.APPLIES[key], formats.enumerated(said, sorted(names))
    if governs.judged_by != "closing":
        yield say.JUDGED_BY, said(say.JUDGES[governs.judged_by])
    if governs.reaches_back:
        yield say.REACHES_BACK, said(say.YES)
    if governs.ends_on is not None:
        yield say.ENDS_ON, formats.day(said, governs.ends_on)


def _events(book: Rulebook, said: Catalogue) -> None:
    """The event types that the book declares."""
    rows = [(name, said.of_book(title_of(cls)), _fields(kinds_of(cls))) for name, cls in book.events.items()]
    if rows:
        headings = [said(one) for one in (say.EVENT_TYPE, say.TITLE, say.FIELDS)]
        printing.table(headings, rows, title=said(say.EVENTS_DECLARED), whole=(0,))


def _fields(kinds: Mapping[str, Kind]) -> str:
    def shown(kind: Kind) -> str:
        return " | ".join(kind) if isinstance(kind, tuple) else kind

    return ", ".join(f"{name}: {shown(kind)}" for name, kind in kinds.items())


class _Page:
    """The articles and clauses, a table for each stage."""

    def __init__(self, book: Rulebook, examples: Mapping[str, Example], languages: Sequence[Catalogue]) -> None:
        self.book = book
        self.examples = examples
        self.languages = languages
        self.said = languages[0]
        self.stated = dict(_stated(book, self.said))

    def print(self) -> None:
        """Print them."""
        articles = [(one.cite, one.id, "\n".join(self._texts(one))) for one in self.book.articles]
        if articles:
            numbers = [text for one in self.book.articles for text in self._numbers(one.params)]
            self._table(say.STAGES["article"], articles, numbers)
        for stage in dict.fromkeys(clause.stage for clause in self.book.clauses):
            clauses = [clause for clause in self.book.clauses if clause.stage == stage]
            rows = [(clause.cite, clause.id, "\n".join(self._lines(clause))) for clause in clauses]
            numbers = [text for clause in clauses for text in self._numbers(clause.params)]
            self._table(say.STAGES.get(stage, stage), rows, numbers)

    def _table(self, heading: str, rows: list[tuple[str, str, str]], strong: list[str]) -> None:
        said = self.said
        headings = [said(say.NUMBER), said(say.ID), said(say.TEXT)]
        printing.table(headings, rows, title=said(heading), whole=(0, 1), strong=strong)

    def _lines(self, clause: Clause) -> Iterator[str]:
        yield from self._texts(clause)
        yield from self.stated.get(clause.id, ())
        said = self.said
        if clause.rank:
            yield said(tell.NOTE_RANK).format(rank=clause.rank)
        notes = (
            (tell.NOTE_AFTER, clause.after),
            (tell.NOTE_OVERRIDES, clause.overrides),
            (tell.NOTE_COLLIDES, clause.collides),
        )
        for note, ids in notes:
            if ids:
                listed = [one.id for one in self.book.clauses if one.id in ids]
                yield said(note).format(clauses=formats.enumerated(said, listed))
        example = self.examples.get(clause.id)
        for one in self.languages:
            if example is None:
                yield one(tell.NO_EXAMPLE)
            else:
                yield f"{one(tell.EXAMPLE)}{one(LABEL_END)}".rstrip()
                yield from example.lines(clause, one)

    def _texts(self, one: Clause | Article) -> Iterator[str]:
        for said in self.languages:
            yield from filter(None, (said.of_book(one.title), filled(said, one.text, one.params)))

    def _numbers(self, params: Mapping[str, object]) -> Iterator[str]:
        """The shares, lengths and amounts of a clause as its text says them."""
        for value in params.values():
            if isinstance(value, Fraction | Window | Money | int) and not isinstance(value, bool):
                yield from (parameter(said, value) for said in self.languages)


def _stated(book: Rulebook, said: Catalogue) -> Iterator[tuple[str, list[str]]]:
    """The parameters that each clause states, by its id, as ``--set`` names them."""
    for stage in STAGES:
        for table in cast("list[dict[str, object]]", book.document.get(stage, [])):
            id = str(table["id"])
            yield (
                id,
                [
                    said(SET).format(path=f"{id}.{name}", value=stated(said, value))
                    for name, value in table.items()
                    if name not in _NO_PARAMETERS
                ],
            )
