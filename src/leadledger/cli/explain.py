"""``leadledger explain``: why a deal is decided as it is."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import Asked, office_of
from leadledger.cli.decide import explained, in_full
from leadledger.cli.deciding import answers_of
from leadledger.cli.options import AsEntered, AsJson, Book, HistoryFile, KnownAt, Language, Settings, Timezone
from leadledger.cli.refusing import Refusals

ExplainedDeals = Annotated[
    list[str], Parameter(name="--deal", negative=(), help="The deal; may be given several times.")
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
    lang: Language = "en",
    timezone: Timezone = None,
) -> int:
    """Say why: the clauses that decide, the entries they rest on, the clauses that are beaten, what is still open."""
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
        if json:
            for answer in answers:
                printing.line(answer.to_dict(lang, considered=True))
        else:
            explained((in_full(lang, printing.columns(), answer) for answer in answers), question.above)
    return refusals.code()
