"""``leadledger close``: closes a month, for good."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.books_asked import Kept, PlanBook, books_of
from leadledger.cli.ledgers import existing
from leadledger.cli.options import AsJson, Book, Language, LedgerFile
from leadledger.cli.outputs import month
from leadledger.plan import load_plan
from leadledger.reports.pages import total
from leadledger.reports.words import Words
from leadledger.rulebook.library import load_rulebook
from leadledger.texts import catalogue, formats
from leadledger.texts import commands as told
from leadledger.texts import statements as say

ClosedMonth = Annotated[str, Parameter(name="PERIOD", help="The month, for example 2026-03.")]
DryRun = Annotated[bool, Parameter(name="--dry-run", negative=(), help="Close nothing; list what would be due.")]
_SHOWN = ("opening", "released", "clawed_back", "adjusted", "paid", "closing")


def close(
    ledger: LedgerFile,
    period: ClosedMonth,
    /,
    *,
    dry_run: DryRun = False,
    plan: PlanBook = None,
    rulebook: Book = None,
    json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Close a month that is over, and list what is due: its statements do not change any more.

    What comes later goes to the next month. Months before it that are open are closed with it, and nothing opens one
    again.
    """
    month(period, "PERIOD")
    book = None if rulebook is None else load_rulebook(rulebook)
    said = catalogue(lang)
    chosen = None if plan is None else load_plan(plan)
    with existing(ledger) as there:
        receipt = None if dry_run else there.close_period(period, rulebook=book, plan=chosen)
        would = period if dry_run else None
        kept = (
            None
            if json and not dry_run
            else Kept(books_of(there, said, rulebook=book, plan=chosen, if_closed=would), f"in {ledger}")
        )
    if json:
        position = None if receipt is None else receipt.position
        printing.line({"period": period, "position": position, "new": None if receipt is None else receipt.new})
        return
    shown = formats.month(said, period)
    if receipt is None:
        printing.prose(said(say.DRY_RUN).format(ledger=ledger))
    else:
        printing.prose(said(say.CLOSED_NOW).format(month=shown, position=receipt.position, ledger=ledger))
    if kept is not None:
        _print(kept, period, lang)


def _print(kept: Kept, period: str, lang: str) -> None:
    words = Words(lang, kept.books.names)
    said = words.said
    statements = kept.statements(None, period)
    if not statements:
        printing.prose(said(say.NO_STATEMENT).format(month=formats.month(said, period)))
        return
    rows = [
        (words.agent(one.agent), one.currency, *(words.amount(total(one, name)) for name in _SHOWN))
        for one in statements
    ]
    headings = [said(one) for one in (told.AGENT, say.CURRENCY, *(say.SHORT[name] for name in _SHOWN))]
    amounts = range(2, len(headings))
    printing.text("")
    printing.table(headings, rows, whole=(1, *amounts), right=amounts)
