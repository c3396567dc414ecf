"""``leadledger detect``: what in the log is worth a look."""

from __future__ import annotations

import sys
from typing import Annotated, get_args

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import Asked, office_of
from leadledger.cli.meant import told_what_is_known
from leadledger.cli.options import AsEntered, AsJson, Book, HistoryFile, KnownAt, Language, Timezone
from leadledger.disputes.detectors import DETECTORS, USUAL, Detector, DetectorTerms, Log, about_deal
from leadledger.disputes.detectors.page import page, told
from leadledger.disputes.layout import on_terminal, text
from leadledger.errors import CallInvalid
from leadledger.rulebook.explain import Words
from leadledger.texts import catalogue
from leadledger.texts.wrapping import glued

DetectedDeal = Annotated[
    str | None, Parameter(name="--deal", help="Only what is about the party of this deal, or about the deal.")
]
Only = Annotated[
    list[Detector] | None,
    Parameter(name="--detector", negative=(), help="Only this detector; may be given several times."),
]
RivalMinutes = Annotated[
    int, Parameter(name="--rival-minutes", help="Up to how many minutes a registration is close to a rival's visit.")
]
Unanswered = Annotated[
    int, Parameter(name="--unanswered", help="From how many follow-ups on that none was answered is told.")
]
LateDays = Annotated[
    int, Parameter(name="--late-days", help="After how many office days an entry is late; more than that is told.")
]
AwayMinutes = Annotated[
    int, Parameter(name="--away-minutes", help="Up to how many minutes after leaving a visit is not told.")
]

_MOST = 1_000_000  # minutes, days or follow-ups; two years of minutes


def detect(
    history: HistoryFile,
    /,
    *,
    deal: DetectedDeal = None,
    detector: Only = None,
    rival_minutes: RivalMinutes = USUAL.rival_minutes,
    unanswered: Unanswered = USUAL.unanswered,
    late_days: LateDays = USUAL.late_days,
    away_minutes: AwayMinutes = USUAL.away_minutes,
    known_at: KnownAt = None,
    as_entered: AsEntered = None,
    rulebook: Book = None,
    json: AsJson = False,
    lang: Language = "en",
    timezone: Timezone = None,
) -> None:
    """Show what in the log is worth a look: evidence to ask about, and never a verdict.

    Whatever is found, the exit is 0.
    """
    terms = DetectorTerms(rival_minutes, unanswered, late_days, away_minutes)
    _refuse_impossible(terms)
    known, entered = Asked("--known-at", known_at), Asked("--as-entered", as_entered)
    with (
        office_of(
            history, rulebook=rulebook, known_at=known, as_entered=entered, timezone=timezone, lang=lang
        ) as question,
        told_what_is_known(question.office.source, question.where),
    ):
        log = Log.of(question.office)
        wanted = detector or get_args(Detector)
        found = [one for name, each in DETECTORS.items() if name in wanted for one in each(log, terms)]
        if deal is not None:
            found = about_deal(found, question.office, deal)
        if json:
            words = Words(catalogue(lang), log.history.names, log.zone)
            for one in found:
                printing.line({**one.to_dict(), "text": told(one, words)})
            return
        rows = [*map(text, question.above), *page(found, log, lang, whole=glued)]
        sys.stdout.write(on_terminal(rows, printing.columns()))


def _refuse_impossible(terms: DetectorTerms) -> None:
    options = [
        ("--rival-minutes", terms.rival_minutes, 0),
        ("--unanswered", terms.unanswered, 1),
        ("--late-days", terms.late_days, 0),
        ("--away-minutes", terms.away_minutes, 0),
    ]
    for option, value, least in options:
        if value < least:
            raise CallInvalid(f"{option} {value}: expected {least} or more")
        if value > _MOST:
            raise CallInvalid(f"{option} {value}: expected {_MOST} or less")
