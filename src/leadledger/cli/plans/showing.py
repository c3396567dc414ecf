"""``leadledger plan show``: a commission plan for those who are paid by it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.options import AsJson, Language
from leadledger.cli.plans.listing import as_data
from leadledger.plan import Plan, load_plan
from leadledger.plan.library import plan_text
from leadledger.rulebook.wording import stated
from leadledger.texts import Catalogue, Lang, catalogue, formats
from leadledger.texts import commands as say
from leadledger.texts import plans as tell
from leadledger.texts.explanation import LABEL_END
from leadledger.texts.parameters import EQUALS
from leadledger.values import is_list, is_table

_CITED = frozenset({"id", "cite", "title"})
_NUMBER = re.compile(r"[0-9.]+")
PlanOrFile = Annotated[str, Parameter(name="PLAN", help="The name of a commission plan, or a TOML file.")]
AsToml = Annotated[bool, Parameter(name="--toml", negative=(), help="The document itself, to begin your own from.")]
Both = Annotated[bool, Parameter(name="--both", negative=(), help="Headings in English and in Chinese.")]


def show(
    plan: PlanOrFile, /, *, json: AsJson = False, lang: Language = "en", both: Both = False, toml: AsToml = False
) -> None:
    """Show a commission plan: its terms, its base, and every table with its number, heading and numbers."""
    shown = load_plan(plan)
    if toml:
        printing.text(plan_text(plan).rstrip())
        return
    if json:
        printing.line({**as_data(shown), "document": shown.document})
        return
    other: Lang = "zh" if lang == "en" else "en"
    languages = [catalogue(lang), *([catalogue(other)] if both else [])]
    said = languages[0]
    for one in languages:
        printing.prose(one.of_book(shown.title))
    source = shown.document.get("source")
    facts = ((say.NAME, shown.name), (say.VERSION, shown.version), (say.DIGEST, shown.digest), (tell.SOURCE, source))
    for label, value in facts:
        if value is not None:
            printing.text(f"{said(label)}{said(LABEL_END)}{value}")
    printing.text("")
    headings = [said(say.TERM), said(say.VALUE), said(say.MEANING)]
    printing.table(headings, [*_terms(shown, said)], whole=(0,))
    for section, title in tell.SECTIONS.items():
        rows = [*_rows(shown.document.get(section), languages)]
        if rows:
            printing.table([said(one) for one in (say.NUMBER, say.ID, say.TEXT)], rows, title=said(title), whole=(1,))


def _terms(plan: Plan, said: Catalogue) -> Iterator[tuple[str, str, str]]:
    for part, meanings in (("terms", tell.TERMS), ("base", tell.BASE)):
        table = plan.document.get(part)
        for name, value in table.items() if is_table(table) else ():
            yield f"{part}.{name}", _shown(value, said), said(meanings[name]) if name in meanings else ""


def _rows(section: object, languages: Sequence[Catalogue]) -> Iterator[tuple[str, str, str]]:
    for table in section if is_list(section) else ():
        if is_table(table):
            yield str(table.get("cite", "")), str(table.get("id", "")), "\n".join(_lines(table, languages))


def _lines(table: Mapping[str, object], languages: Sequence[Catalogue]) -> Iterator[str]:
    title = table.get("title")
    if is_table(title):
        texts = {lang: str(text) for lang, text in title.items()}
        yield from filter(None, (said.of_book(texts) for said in languages))
    for name, value in table.items():
        if name not in _CITED:
            yield from _stated(name, value, languages[0])


def _stated(name: str, value: object, said: Catalogue) -> Iterator[str]:
    """What a table states, as TOML would name it; the tables of a list each on a line."""
    if is_table(value):
        for inner, entry in value.items():
            yield from _stated(f"{name}.{inner}", entry, said)
    elif is_list(value) and value and all(map(is_table, value)):
        yield f"{name}{said(LABEL_END)}".rstrip()
        for entry in value:
            yield formats.enumerated(said, _stated_in(entry, said))
    else:
        yield said(EQUALS).format(name=name, value=_shown(value, said))


def _stated_in(table: object, said: Catalogue) -> Iterator[str]:
    for name, value in table.items() if is_table(table) else ():
        yield from _stated(name, value, said)


def _shown(value: object, said: Catalogue) -> str:
    """A value as its document writes it, in words where it is no bare number."""
    return value if isinstance(value, str) and _NUMBER.fullmatch(value) else stated(said, value)
