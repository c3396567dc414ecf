"""``leadledger rulebook diff``: what one rulebook says otherwise than another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.options import AsJson, Language
from leadledger.rulebook import Rulebook, load_rulebook
from leadledger.rulebook.diff import Difference, differences
from leadledger.rulebook.wording import stated
from leadledger.texts import Catalogue, catalogue
from leadledger.texts import commands as say
from leadledger.texts import differing as tell
from leadledger.texts.wrapping import wrapped
from leadledger.values import is_list, is_table

SAME, DIFFERENT = 0, 1
Before = Annotated[str, Parameter(name="BEFORE", help="The name of a rulebook, or a TOML file.")]
After = Annotated[str, Parameter(name="AFTER", help="The one to compare it with.")]


def diff(before: Before, after: After, /, *, json: AsJson = False, lang: Language = "en") -> int:
    """Say what a rulebook says otherwise than another: terms, clauses, parameters, texts.

    The exit is 0 where the two say the same, and 1 where they differ.
    """
    one, other = load_rulebook(before), load_rulebook(after)
    found = differences(one.document, other.document)
    if json:
        for difference in found:
            printing.line(_as_data(difference))
        return DIFFERENT if found else SAME
    said = catalogue(lang)
    names = (f"{said.of_book(book.title)} ({book.name}, {book.version})" for book in (one, other))
    printing.prose(said(tell.COMPARED).format(before=next(names), after=next(names)))
    if not found:
        printing.prose(said(tell.SAME))
    _print(found, _Page(one, other, said))
    return DIFFERENT if found else SAME


def _as_data(one: Difference) -> dict[str, Any]:
    return {
        "part": one.part,
        "id": one.id,
        "how": one.how,
        "name": one.name or None,
        "before": one.before,
        "after": one.after,
    }


def _print(found: list[Difference], page: _Page) -> None:
    heading = None
    for one in found:
        if heading != (one.part, one.id):
            heading = one.part, one.id
            printing.text("")
            printing.prose(page.heading(one))
        for row in wrapped(page.line(one), first="  ", rest="    ", columns=printing.columns()):
            printing.text(row)


class _Page:
    """Differences in the words of one language."""

    def __init__(self, before: Rulebook, after: Rulebook, said: Catalogue) -> None:
        self.said = said
        self.books = (after, before)

    def heading(self, one: Difference) -> str:
        """The clause or other part it is about, as the later document has it."""
        table = self._table(one)
        title = table.get("title")
        texts = {lang: str(text) for lang, text in title.items()} if is_table(title) else {}
        values = {"id": one.id, "cite": table.get("cite", ""), "title": self.said.of_book(texts) or one.id}
        return self.said(tell.PARTS[one.part]).format(**values)

    def _table(self, one: Difference) -> Mapping[str, object]:
        for book in self.books:
            for tables in book.document.values():
                for table in tables if is_list(tables) else ():
                    if is_table(table) and table.get("id") == one.id and ("use" in table) == (one.part == "clause"):
                        return table
        return {}

    def line(self, one: Difference) -> str:
        """What differs there."""
        said = self.said
        if not one.name:
            return said(tell.ADDED if one.how == "added" else tell.REMOVED)
        values = {"name": self._name(one), "before": self._value(one, one.before), "after": self._value(one, one.after)}
        if one.how == "moved" and one.name == "stage":
            stages = {name: said(say.STAGES.get(str(value), str(value))) for name, value in _ends(one)}
            return said(tell.TO_STAGE).format(**stages)
        if one.how == "moved":
            first = said(tell.FIRST_OF_ALL)
            return said(tell.IN_ORDER).format(before=one.before or first, after=one.after or first)
        how = {"added": tell.STATED, "removed": tell.NOT_STATED}.get(one.how, tell.CHANGED)
        return said(how).format(**values)

    def _name(self, one: Difference) -> str:
        name, _, rest = one.name.partition(".")
        if name in ("title", "text") and rest:
            return self.said(tell.TEXT_IN).format(name=self.said(tell.NAMES[name]), lang=rest)
        if name in tell.NAMES and not rest:
            return self.said(tell.NAMES[name])
        return f"{one.id}.{one.name}" if one.id else one.name

    def _value(self, one: Difference, value: object) -> str:
        if value is None:
            return ""
        return f"“{value}”" if one.name.startswith(("title.", "text.")) else stated(self.said, value)


def _ends(one: Difference) -> tuple[tuple[str, object], tuple[str, object]]:
    return ("before", one.before), ("after", one.after)
