"""``leadledger flips``: the smallest change of entries, or of one clause, that would alter a decision."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import Asked, office_of
from leadledger.cli.meant import told_what_is_known
from leadledger.cli.options import AsEntered, AsJson, Book, HistoryFile, KnownAt, Language, Settings, Timezone
from leadledger.disputes.flip_sets.finding import TRIES
from leadledger.disputes.flip_sets.finding import flips as found_for
from leadledger.disputes.flip_sets.page import page
from leadledger.disputes.layout import on_terminal, text
from leadledger.errors import CallInvalid

FlippedDeal = Annotated[str, Parameter(name="--deal", help="The deal.")]
Tries = Annotated[
    int, Parameter(name="--tries", help="How often the deal may be decided to find the smallest sets of entries.")
]
OwnerOnly = Annotated[
    bool, Parameter(name="--owner", negative=(), help="Only what would give the customer another owner.")
]


def flips(
    history: HistoryFile,
    /,
    *,
    deal: FlippedDeal,
    owner: OwnerOnly = False,
    tries: Tries = TRIES,
    known_at: KnownAt = None,
    as_entered: AsEntered = None,
    rulebook: Book = None,
    settings: Settings = None,
    json: AsJson = False,
    lang: Language = "en",
    timezone: Timezone = None,
) -> None:
    """Say what would alter a decision: the smallest sets of entries, and the readings of one clause.

    An entry is struck out, a striking taken back, a complaint decided the other way; a clause is left out, or one of
    its parameters read otherwise. It says whether the sets are proven to be the smallest, or how far was searched.
    """
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
        found = found_for(question.office, deal, tries=tries, owner_only=owner)
        if json:
            printing.line(found.to_dict())
            return
        rows = page(found, lang, to_wrap=True)
        rows[1:1] = [text(sentence) for sentence in question.above]
        sys.stdout.write(on_terminal(rows, printing.columns()))


def refuse_negative(tries: int) -> None:
    """Raises CallInvalid where fewer decisions than none are allowed."""
    if tries < 0:
        raise CallInvalid(f"--tries {tries}: expected 0 or more")
