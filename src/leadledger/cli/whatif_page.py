"""A what-if for people: the deals that come to something else, why, and what everybody gains by them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from leadledger.cli import printing
from leadledger.cli.moving import in_words
from leadledger.ledger import Refused
from leadledger.ledger.supposing import Difference, Gain, Totals
from leadledger.rulebook import Attribution
from leadledger.rulebook.explain import Words
from leadledger.rulebook.explain.layout import Block, paragraph, section
from leadledger.rulebook.explain.why import titled
from leadledger.texts import Catalogue, formats
from leadledger.texts import commands as told
from leadledger.texts import whatif as say
from leadledger.texts.payees import NAME_AND_ID
from leadledger.values import MINOR_UNITS, Money


class Page:
    """What is printed for people: the deals that change, and what everybody gains by them together."""

    def __init__(self, said: Catalogue, lang: str, names: Mapping[str, str], *, why: bool = False) -> None:
        self._said, self._lang, self._why = said, lang, why
        self._words: Words | None = None
        bearers = Counter(names.values())
        self._names = {
            id: said(NAME_AND_ID).format(name=name, id=id) if bearers[name] > 1 else name for id, name in names.items()
        }
        self._rows: list[tuple[str, str, str, str]] = []
        self._reasons: list[Block] = []
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
        if self._why:
            both = *self._because(say.AS_IT_IS, one.before), *self._because(say.AS_IT_WOULD_BE, one.after)
            self._reasons += section(self._said(say.WHY_DEAL).format(deal=one.deal), both)

    def print(self) -> None:
        """The tables."""
        said = self._said
        if not self._rows:
            printing.text("")
            printing.prose(said(say.NOTHING))
        else:
            headings = [said(one) for one in (told.DEAL, told.BEFORE, told.AFTER, say.GAINS)]
            printing.table(headings, self._rows, title=said(say.CHANGES), whole=(0, 3))
            for line in (line for block in self._reasons for line in block.lines(printing.columns())):
                printing.text(line)
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

    def _because(self, text: str, side: Attribution | Refused) -> list[Block]:
        """Why a side is as it is: each clause that shaped it, with the reason it gives."""
        found = paragraph(self._said(text))
        if isinstance(side, Refused):
            return [*found, *paragraph(self._side(side), depth=2)]
        words = Words.of(side, self._lang, to_wrap=True)
        for one in side.because:
            found += [*paragraph(titled(one.clause, words), depth=2), *paragraph(words.reason(one.reason), depth=3)]
        return found

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
