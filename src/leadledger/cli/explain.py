"""``leadledger explain``: why a deal is decided as it is, why not otherwise, and what is missing."""

from __future__ import annotations

from typing import Annotated, Any

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import Asked, office_of
from leadledger.cli.books_asked import books_behind
from leadledger.cli.decide import explained
from leadledger.cli.deciding import answers_of
from leadledger.cli.options import AsEntered, AsJson, Book, HistoryFile, KnownAt, Language, Settings, Timezone
from leadledger.cli.refusing import Refusals
from leadledger.ledger.amounts import amounts_in, bill_of
from leadledger.projections.books import Books
from leadledger.rulebook.attribution import Attribution, Format
from leadledger.rulebook.explain import Bill, escaped, explanation, markdown

ExplainedDeals = Annotated[
    list[str], Parameter(name="--deal", negative=(), help="The deal; may be given several times.")
]

As = Annotated[
    Format, Parameter(name="--format", help="Plain text, Markdown for documents and tickets, or JSON as with --json.")
]


def explain(
    history: HistoryFile,
    /,
    *,
    deal: ExplainedDeals,
    known_at: KnownAt = None,
    as_entered: AsEntered = None,
    rulebook: Book = None,
    settings: Settings = None,
    json: AsJson = False,
    format: As = "text",  # noqa: A002  # as the option is called
    lang: Language = "en",
    timezone: Timezone = None,
) -> int:
    """Say why, why not otherwise, and what is missing.

    That is the clauses that decide and the entries they rest on, every clause that is beaten or does not apply, what
    is still open, and what would settle it, have kept a claim or come first; under a commission plan also what the deal
    brings each payee, and by which table of the plan.
    """
    known, entered = Asked("--known-at", known_at), Asked("--as-entered", as_entered)
    refusals = Refusals()
    with office_of(
        history,
        rulebook=rulebook,
        settings=settings,
        known_at=known,
        as_entered=entered,
        timezone=timezone,
        lang=lang,
    ) as question:
        answers = answers_of(question.office, deal, refusals, lang, question.where)
        zone = question.office.zone
        books = books_behind(history, question.office, timezone, entered.instant(timezone, lambda: zone))
        if json or format == "json":
            for answer in answers:
                printing.line(_as_object(answer, books, lang))
        elif format == "markdown":
            texts = (markdown(answer, lang, bill=_bill(answer, books)) for answer in answers)
            explained(texts, [escaped(one) for one in question.above])
        else:
            columns = printing.columns()
            texts = (explanation(answer, lang, columns=columns, bill=_bill(answer, books)) for answer in answers)
            explained(texts, question.above)
    return refusals.code()


def _bill(answer: Attribution, books: Books | None) -> Bill | None:
    return None if books is None or answer.deal is None else bill_of(books, answer.deal)


def _as_object(answer: Attribution, books: Books | None, lang: str) -> dict[str, Any]:
    """The answer with every clause considered; under a plan also what it brings, table by table."""
    amounts = None if books is None else amounts_in(books).get(answer.deal or "")
    said, bill = answer.to_dict(lang, considered=True, amounts=amounts), _bill(answer, books)
    return said if bill is None else {**said, "bill": bill.to_dict(lang)}
