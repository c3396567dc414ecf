"""Statements as a page for a browser to show and print: one file, no scripts, nothing fetched, all text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from leadledger.projections.statement import Statement
from leadledger.reports.pages import Page, Part, Row, page_of
from leadledger.texts import catalogue
from leadledger.texts import statements as say

_LANGUAGES = {"en": "en", "zh": "zh-Hans", "zh-Hant": "zh-Hant"}
_STYLE = """\
@page { size: A4; margin: 18mm 16mm; }
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 178mm; padding: 1rem; background: #fff; color: #111;
  font: 10.5pt/1.45 "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
section + section { break-before: page; margin-top: 3rem; }
h1 { font-size: 16pt; margin: 0; } h2 { font-size: 11pt; margin: 1.4em 0 .4em; break-after: avoid; }
p { margin: .2em 0; } .note { color: #444; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .28em .7em .28em 0; border-bottom: .5pt solid #bbb;
  overflow-wrap: anywhere; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th { font-weight: 600; } td div + div { color: #444; font-size: 9pt; }
.number { text-align: right; white-space: nowrap; padding-right: 0; overflow-wrap: normal; }
.day { white-space: nowrap; overflow-wrap: normal; }
.last th, .last td { font-weight: 700; border-top: 1pt solid #111; }
@media print { body { max-width: none; padding: 0; } section + section { margin-top: 0; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def statements_html(statements: Iterable[Statement], lang: str = "en") -> bytes:
    """Statements as one page of HTML, each on sheets of its own when it is printed on A4."""
    pages = [page_of(of, lang) for of in statements]
    title = escape(pages[0].title if len(pages) == 1 else catalogue(lang)(say.SHEET_TOTALS))
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{_LANGUAGES[lang]}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{_STYLE}</style></head>",
        "<body>",
        *(line for page in pages for line in _section(page, lang)),
        "</body></html>",
    ]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def _section(page: Page, lang: str) -> Iterator[str]:
    yield "<section>"
    yield f"<h1>{escape(page.title)}</h1>"
    yield f"<p>{escape(page.subtitle)}</p>"
    yield f'<p class="note">{escape(page.note)}</p>'
    if not page.parts:
        yield f"<p>{escape(catalogue(lang)(say.NOTHING))}</p>"
    for part in page.parts:
        yield from _part(part, page.headings)
    yield f"<h2>{escape(catalogue(lang)(say.TOTALS))}</h2>"
    yield "<table><tbody>"
    for rows, last in ((page.sums[:-1], ""), (page.sums[-1:], ' class="last"'), (page.beside, "")):
        for label, amount in rows:
            yield f'<tr{last}><th scope="row">{escape(label)}</th><td class="number">{escape(amount)}</td></tr>'
    yield "</tbody></table>"
    yield "</section>"


def _part(part: Part, headings: Row) -> Iterator[str]:
    yield f"<h2>{escape(part.heading)}</h2>"
    yield "<table>"
    yield f"<thead>{_row(headings, 'th')}</thead>"
    yield "<tbody>"
    for row in part.rows:
        yield _row(row, "td")
    yield "</tbody></table>"


def _row(row: Row, tag: str) -> str:
    what = "".join(f"<div>{escape(one)}</div>" for one in row.what)
    cells = (
        (' class="day"', escape(row.day)),
        ("", escape(row.deal)),
        ("", what),
        (' class="number"', escape(row.share)),
        (' class="number"', escape(row.amount)),
    )
    scope = ' scope="col"' if tag == "th" else ""
    return f"<tr>{''.join(f'<{tag}{scope}{kind}>{cell}</{tag}>' for kind, cell in cells)}</tr>"
