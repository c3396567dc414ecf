"""``leadledger statement``: what agents earned, are due and were paid in a month, line by line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.books_asked import Kept, OneAgent, PlanBook, kept
from leadledger.cli.options import AsEntered, AsJson, Book, HistoryFile, KnownAt, Language, Timezone
from leadledger.cli.outputs import Period, month, write
from leadledger.errors import CallInvalid
from leadledger.projections.statement import Statement
from leadledger.reports.csv_text import statements_csv
from leadledger.reports.html_page import statements_html
from leadledger.reports.terminal import statement_text
from leadledger.reports.xlsx import statements_xlsx
from leadledger.texts import catalogue, formats
from leadledger.texts import statements as say

Makes = Callable[[Sequence[Statement], str], bytes]
_FILES: Mapping[str, Makes] = {"--csv": statements_csv, "--xlsx": statements_xlsx, "--html": statements_html}

CsvFile = Annotated[str | None, Parameter(name="--csv", help="Write them to this new CSV file.")]
XlsxFile = Annotated[str | None, Parameter(name="--xlsx", help="Write them to this new workbook.")]
HtmlFile = Annotated[
    str | None, Parameter(name="--html", help="Write them to this new HTML file, which a browser prints on A4.")
]


def statement(
    history: HistoryFile,
    /,
    *,
    period: Period,
    agent: OneAgent = None,
    plan: PlanBook = None,
    rulebook: Book = None,
    known_at: KnownAt = None,
    as_entered: AsEntered = None,
    json: AsJson = False,
    csv: CsvFile = None,
    xlsx: XlsxFile = None,
    html: HtmlFile = None,
    lang: Language = "en",
    timezone: Timezone = None,
) -> None:
    """State what agents earned, are due and were paid in a month, with the deal, share and clause of every line.

    There is one statement for each agent and currency. That of a closed month never changes: what comes later stands
    in the next open month as a difference. A file is written anew, or not at all; one that holds the same is left.
    """
    month(period)
    files = {name: file for name, file in (("--csv", csv), ("--xlsx", xlsx), ("--html", html)) if file is not None}
    if json + len(files) > 1:
        asked = [*(["--json"] if json else []), *files]
        raise CallInvalid(f"{' and '.join(asked)}: expected one of them at a time")
    found = kept(
        history,
        lang=lang,
        rulebook=rulebook,
        plan=plan,
        known_at=known_at,
        as_entered=as_entered,
        timezone=timezone,
    )
    statements = found.statements(agent, period)
    if json:
        for one in statements:
            printing.line(one.to_dict())
        return
    said = catalogue(lang)
    if not statements:
        printing.prose(said(say.NO_STATEMENT).format(month=formats.month(said, period)))
        return
    for name, file in files.items():
        write(file, _FILES[name](statements, lang))
        text = said.plural(say.WRITTEN.one, say.WRITTEN.many, len(statements))
        printing.prose(text.format(count=len(statements), file=file))
    if not files:
        _print(found, statements, lang)


def _print(found: Kept, statements: Sequence[Statement], lang: str) -> None:
    for sentence in found.above:
        printing.prose(sentence)
    for place, one in enumerate(statements):
        if place or found.above:
            printing.text("")
        drawn = statement_text(one, lang, columns=printing.columns(), colours=sys.stdout.isatty())
        sys.stdout.write(drawn)
