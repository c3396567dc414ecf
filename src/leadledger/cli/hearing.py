"""``leadledger hearing``: what speaks for and against each claimant of a deal, for the manager who hears them."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import Asked, office_of
from leadledger.cli.flips import Tries, refuse_negative
from leadledger.cli.meant import told_what_is_known
from leadledger.cli.options import AsEntered, AsJson, Book, HistoryFile, KnownAt, Language, Settings, Timezone
from leadledger.disputes.hearings.hearing import Hearing, HearingTerms
from leadledger.disputes.hearings.hearing import hearing as prepared
from leadledger.disputes.hearings.page import page
from leadledger.disputes.layout import as_markdown, on_terminal, text
from leadledger.errors import CallInvalid
from leadledger.rulebook.attribution import Format

_TERMS = HearingTerms()

HeardDeal = Annotated[str, Parameter(name="--deal", help="The deal.")]
GapDays = Annotated[
    int, Parameter(name="--gap-days", help="From how many days without a contact or follow-up on a gap is told.")
]
As = Annotated[Format, Parameter(name="--format", help="Plain text, Markdown to print, or JSON as with --json.")]


def hearing(
    history: HistoryFile,
    /,
    *,
    deal: HeardDeal,
    known_at: KnownAt = None,
    as_entered: AsEntered = None,
    rulebook: Book = None,
    settings: Settings = None,
    gap_days: GapDays = _TERMS.gap_days,
    tries: Tries = _TERMS.tries,
    format: As = "text",  # noqa: A002  # as the option is called
    json: AsJson = False,
    lang: Language = "en",
    timezone: Timezone = None,
) -> None:
    """Prepare a hearing: for each claimant the facts for and against, the gaps, and under which readings it holds.

    At the end stands what would alter the decision: the smallest sets of entries, and the readings of one clause.
    """
    if gap_days < 1:
        raise CallInvalid(f"--gap-days {gap_days}: expected 1 or more")
    refuse_negative(tries)
    known, entered = Asked("--known-at", known_at), Asked("--as-entered", as_entered)
    with (
        office_of(
            history,
            rulebook=rulebook,
            settings=settings,
            known_at=known,
            as_entered=entered,
            timezone=timezone,
            lang=lang,
        ) as question,
        told_what_is_known(question.office.source, question.where),
    ):
        found = prepared(question.office, deal, HearingTerms(gap_days, tries))
        if json or format == "json":
            printing.line(found.to_dict())
        else:
            _print(found, question.above, lang, format)


def _print(found: Hearing, above: tuple[str, ...], lang: str, as_: Format) -> None:
    rows = page(found, lang, to_wrap=as_ == "text")
    rows[1:1] = [text(sentence) for sentence in above]
    sys.stdout.write(as_markdown(rows) if as_ == "markdown" else on_terminal(rows, printing.columns()))
