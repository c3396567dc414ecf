"""``leadledger whatif``: every deal as it is and as it would be, who gains, who loses, and how much."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.options import AsEntered, AsJson, HistoryFile, KnownAt, Language, Timezone
from leadledger.cli.refusing import Refusals
from leadledger.cli.streams import tell
from leadledger.cli.supposed import Compared, Options, compared
from leadledger.cli.whatif_page import Page
from leadledger.errors import DealNotClosed, DealUnknown
from leadledger.ledger import Refused
from leadledger.texts import Catalogue, catalogue, formats
from leadledger.texts import commands as told
from leadledger.texts import whatif as say

OtherBook = Annotated[
    str | None,
    Parameter(name="--rulebook", help="The name of a rulebook or a TOML file that judges every deal instead."),
]
OtherSettings = Annotated[
    list[str] | None,
    Parameter(
        name="--set",
        negative=(),
        allow_leading_hyphen=True,
        help="ID.PARAM=VALUE: one parameter of the rulebook, or of those adopted; may be given several times.",
    ),
]
OtherPlan = Annotated[
    str | None,
    Parameter(name="--plan", help="The name of a commission plan or a TOML file that figures every deal instead."),
]
With = Annotated[
    list[str] | None,
    Parameter(
        name="--with",
        negative=(),
        help="One more entry as a JSON object, or a .jsonl file of them; may be given several times.",
    ),
]
Without = Annotated[
    list[str] | None,
    Parameter(
        name="--without",
        negative=(),
        help="An entry never made: its id, position in a ledger or line in a file; may be given several times.",
    ),
]
Shadow = Annotated[
    bool,
    Parameter(
        name="--shadow",
        negative=(),
        help="Take the rulebook as adopted for the day of --since; else the adopted one that is not in force yet.",
    ),
]
Since = Annotated[
    str | None, Parameter(name="--since", help="Only deals closed since this day, for example 2026-03-01.")
]
Why = Annotated[
    bool,
    Parameter(name="--why", negative=(), help="For people: also each deal's clauses and reasons, on both sides."),
]
_NOT_THERE = (DealNotClosed, DealUnknown)


def whatif(
    history: HistoryFile,
    /,
    *,
    rulebook: OtherBook = None,
    settings: OtherSettings = None,
    plan: OtherPlan = None,
    adding: With = None,
    without: Without = None,
    shadow: Shadow = False,
    since: Since = None,
    known_at: KnownAt = None,
    as_entered: AsEntered = None,
    why: Why = False,
    json: AsJson = False,
    lang: Language = "en",
    timezone: Timezone = None,
) -> int:
    """Say which deals would come to something else under other rules or with other entries, and who gains or loses.

    Nothing is written. Gains are money where a plan is in force on both sides, else shares of the commission.
    """
    options = Options(rulebook, settings, plan, adding, without, shadow, since, known_at, as_entered, timezone)
    refusals = Refusals()
    with compared(history, options, lang) as found:
        office, said = found.sides.before.office, catalogue(lang)
        if office.assumed:
            sys.stderr.write(f"{said(told.ASSUMED)}\n")
        page = None if json else Page(said, lang, office.source.names(), why=why)
        asked = found.sides.asked()
        for one in printing.watched(found.sides.compared(asked), len(asked), said):
            if isinstance(one.before, Refused) and not isinstance(one.before.error, _NOT_THERE):
                with refusals.noted():
                    raise one.before.error
            if not one.changed:
                continue
            if page is not None:
                page.take(one)
            else:
                if isinstance(one.after, Refused) and not isinstance(one.after.error, _NOT_THERE):
                    tell(str(one.after.error))
                printing.line(one.to_dict())
        refusals.contradictions(office.source)
        if page is not None:
            _above(found, options, said)
            page.print()
    return refusals.code()


def _above(found: Compared, options: Options, said: Catalogue) -> None:
    """What is supposed, and what limits the answer."""
    supposed, since = found.supposed, found.supposed.since
    book = None if supposed.rulebook is None else supposed.rulebook.name
    lines = list(found.above)
    if supposed.shadow and since is not None:
        shadow = say.SHADOW_ADOPTED if book is None else say.SHADOW
        lines.append(said(shadow).format(rulebook=book, day=formats.day(said, since)))
    elif book is not None:
        lines.append(said(say.UNDER_BOOK).format(rulebook=book))
    if options.settings:
        lines.append(said(say.WITH_SETTINGS).format(settings=formats.enumerated(said, options.settings)))
    if supposed.plan is not None:
        text = say.UNDER_PLAN if found.sides.before.office.source.adopts_plans() else say.MONEY_BY
        lines.append(said(text).format(plan=supposed.plan.name))
    for count, entries in ((len(supposed.adding), say.WITH_ENTRIES), (len(supposed.without), say.WITHOUT_ENTRIES)):
        if count:
            lines.append(said.plural(entries.one, entries.many, count).format(count=count))
    if since is not None and not supposed.shadow:
        lines.append(said(say.SINCE).format(day=formats.day(said, since)))
    for line in lines:
        printing.prose(line)
