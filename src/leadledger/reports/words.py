"""Words: people, months, amounts and the lines of a statement, as a reader of one language takes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from leadledger.projections.postings import Cited
from leadledger.projections.statement import Line
from leadledger.texts import Catalogue, catalogue, formats
from leadledger.texts import statements as say
from leadledger.texts.payees import NAME_AND_ID
from leadledger.texts.visible import visible
from leadledger.values import MINOR_UNITS, Money


class Words:
    """What is said of statements in one language; people by the *names* known of them."""

    def __init__(self, lang: str, names: Mapping[str, str]) -> None:
        self.said: Catalogue = catalogue(lang)
        self.names = names

    @cached_property
    def _bearers(self) -> Counter[str]:
        return Counter(self.names.values())

    def name(self, agent: str) -> str:
        """The name of an agent; empty where none is known."""
        return visible(self.names.get(agent, ""))

    def person(self, agent: str) -> str:
        """An agent by name, with the id where that is another; where no name is known, by the id."""
        name = self.names.get(agent, agent)
        return visible(agent if name == agent else self.said(NAME_AND_ID).format(name=name, id=agent))

    def agent(self, agent: str) -> str:
        """An agent by name, with the id only where two bear one name."""
        name = self.names.get(agent, agent)
        return self.person(agent) if self._bearers[name] > 1 else visible(name)

    def month(self, period: str) -> str:
        """A month."""
        return formats.month(self.said, period)

    def amount(self, money: Money) -> str:
        """An amount without its currency, its thousands apart."""
        return formats.amount(money.amount_minor, MINOR_UNITS[money.currency])

    def title(self, of: Cited | None) -> str:
        """The heading of a clause."""
        return "" if of is None else visible(self.said.of_book(of.title))

    def share(self, line: Line) -> str:
        """The payee's part of the commission."""
        return "" if line.share is None else formats.share(self.said, line.share)

    def kind(self, line: Line) -> str:
        """What a line is for."""
        what = self.said(say.KINDS[line.kind])
        return self.said(say.TAKEN_BACK).format(what=what) if line.taken_back else what

    def reason(self, line: Line) -> str:
        """Why it was posted; the key itself where it has no text."""
        text = say.POSTED.get(line.reason)
        reason = visible(line.reason) if text is None else self.said(text)
        return reason if line.note is None else self.said(say.WITH_NOTE).format(reason=reason, note=visible(line.note))

    def about(self, line: Line) -> Iterator[str]:
        """A line in words: what it is for, by which clause of the rulebook and which table of the plan, and why."""
        yield self.kind(line)
        if line.clause is not None:
            yield self._cited(line.clause, say.BY_CLAUSE, say.BY_CLAUSE_ALONE)
        if line.rule is not None:
            yield self._cited(line.rule, say.BY_RULE, say.BY_RULE_ALONE)
        if line.difference is not None:
            yield self.said(say.DIFFERENCE).format(month=self.month(line.difference))
        yield self.said(say.BECAUSE).format(reason=self.reason(line))

    def _cited(self, of: Cited, with_title: str, alone: str) -> str:
        title = self.title(of)
        text = with_title if title else alone
        return self.said(text).format(cite=visible(of.cite or of.id), title=title)
