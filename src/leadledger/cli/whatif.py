"""``leadledger whatif``: every deal as it is and as it would be, who gains, who loses, and how much."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.moving import in_words
from leadledger.cli.options import AsEntered, AsJson, HistoryFile, KnownAt, Language, Timezone
from leadledger.cli.refusing import Refusals
from leadledger.cli.streams import tell
from leadledger.cli.supposed import Compared, Options, compared
from leadledger.errors import DealNotClosed, DealUnknown
from leadledger.ledger import Refused
from leadledger.ledger.supposing import Difference, Gain, Totals
from leadledger.rulebook import Attribution
from leadledger.rulebook.explain import Words
from leadledger.texts import Catalogue, catalogue, formats
from leadledger.texts import commands as told
from leadledger.texts import whatif as say
from leadledger.texts.payees import NAME_AND_ID
from leadledger.values import MINOR_UNITS, Money

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
        page = None if json else _Page(said, lang, office.source.names())
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
    for count, text in ((len(supposed.adding), say.WITH_ENTRIES), (len(supposed.without), say.WITHOUT_ENTRIES)):
        if count:
            lines.append(said.plural(text.one, text.many, count).format(count=count))
    if since is not None and not supposed.shadow:
        lines.append(said(say.SINCE).format(day=formats.day(said, since)))
    for line in lines:
        printing.prose(line)


class _Page:
    """What is printed for people: the deals that change, and what everybody gains by them together."""

    def __init__(self, said: Catalogue, lang: str, names: Mapping[str, str]) -> None:
        self._said, self._lang = said, lang
        self._words: Words | None = None
        bearers = Counter(names.values())
        self._names = {
            id: said(NAME_AND_ID).format(name=name, id=id) if bearers[name] > 1 else name for id, name in names.items()
        }
        self._rows: list[tuple[str, str, str, str]] = []
        self._totals = Totals()
        self._owners = 0

    def take(self, one: Difference) -> None:
        """Tell a deal that changes."""
        sides = one.before, one.after
        owners = [side.owner if isinstance(side, Attribution) else None for side in sides]
        self._owners += owners[0] != owners[1]
        for side in sides:
            if self._words is None and isinstance(side, Attribution):
                self._words = Words(self._said, self._names, side.rulebook.terms.timezone)
        gains = [f"{self._person(payee)} {self._gain(gain)}" for payee, gain in one.gains.items()]
        before, after = map(self._side, sides)
        self._rows.append((one.deal, before, after, "\n".join(gains) or self._said(say.NOBODY_GAINS)))
        self._totals.take(one)

    def print(self) -> None:
        """The tables."""
        said = self._said
        if not self._rows:
            printing.text("")
            printing.prose(said(say.NOTHING))
        else:
            headings = [said(one) for one in (told.DEAL, told.BEFORE, told.AFTER, say.GAINS)]
            printing.table(headings, self._rows, title=said(say.CHANGES), whole=(0, 3))
            if self._totals.by_payee:
                self._print_totals()
        printing.text("")
        printing.prose(said(say.COUNTS).format(changed=len(self._rows), owners=self._owners))

    def _print_totals(self) -> None:
        said, rows = self._said, list[tuple[str, str, str, str]]()
        for (payee, _), total in self._totals.by_payee.items():
            assert total.gain is not None, "made with its first gain"
            rows.append((self._person(payee), str(total.gained), str(total.lost), self._gain(total.gain)))
        rows += [(said(say.ALL_TOGETHER), "", "", self._gain(gain)) for gain in self._totals.together().values()]
        headings = [said(one) for one in (say.PAYEE, say.DEALS_GAINED, say.DEALS_LOST, say.GAIN)]
        printing.table(headings, rows, title=said(say.TOTALS), whole=(1, 2, 3), right=(1, 2, 3))

    def _side(self, side: Attribution | Refused) -> str:
        if isinstance(side, Refused):
            return self._said(say.NOT_DECIDED).format(why=side.error)
        return in_words(side, self._lang)

    def _person(self, payee: str) -> str:
        return payee if self._words is None else self._words.person(payee)

    def _gain(self, gain: Gain) -> str:
        return shown(gain, self._said)


def shown(gain: Gain, said: Catalogue) -> str:
    """A gain or a loss, with its sign.

    >>> from leadledger.texts import catalogue
    >>> shown(Money(-128000005, "CNY"), catalogue("en")), shown(Money(0, "JPY"), catalogue("en"))
    ('-1,280,000.05 CNY', '0 JPY')
    """
    if isinstance(gain, Money):
        minor = gain.amount_minor
        text = f"{formats.amount(abs(minor), MINOR_UNITS[gain.currency])} {gain.currency}"
    else:
        minor, text = gain.numerator, formats.share(said, abs(gain))
    return f"{'-' if minor < 0 else '+' if minor else ''}{text}"
