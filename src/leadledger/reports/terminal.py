"""Statements on the terminal."""

from __future__ import annotations

from leadledger.projections.statement import Statement
from leadledger.reports.pages import page_of
from leadledger.reports.tables import table_text
from leadledger.texts import catalogue
from leadledger.texts import statements as say
from leadledger.texts.wrapping import WIDTH, wrapped


def statement_text(of: Statement, lang: str = "en", *, columns: int = WIDTH, colours: bool = False) -> str:
    """A statement for people, so many columns wide."""
    page = page_of(of, lang)
    head = [row for text in (page.title, page.subtitle, page.note) for row in wrapped(text, columns=columns)]
    if not page.parts:
        head += ["", *wrapped(catalogue(lang)(say.NOTHING), columns=columns)]
    headings = [*page.headings[:2], "\n".join(page.headings.what), *page.headings[3:]]
    drawn = [
        table_text(
            headings,
            [(row.day, row.deal, "\n".join(row.what), row.share, row.amount) for row in part.rows],
            title=part.heading,
            whole=(0, 3, 4),
            right=(3, 4),
            columns=columns,
            colours=colours,
        )
        for part in page.parts
    ]
    label, month = catalogue(lang)(say.TOTALS), page.headings.amount
    sums = table_text(
        [label, month], [*page.sums, *page.beside], whole=(1,), right=(1,), columns=columns, colours=colours
    )
    return "\n".join([*head, ""]) + "".join(drawn) + "\n" + sums
