"""The hearing file as a page: what the parties and the manager read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leadledger.disputes.flip_sets.page import gives, of_flips
from leadledger.disputes.flip_sets.result import Part
from leadledger.disputes.hearings.facts import Weighed
from leadledger.disputes.hearings.hearing import Heard, Hearing, Holds
from leadledger.disputes.hearings.readings import StatedReading
from leadledger.disputes.layout import Row, bullet, heading, text
from leadledger.rulebook.explain import Words
from leadledger.rulebook.explain.entries import Entries
from leadledger.rulebook.explain.why import titled
from leadledger.texts import explanation as explain
from leadledger.texts import formats
from leadledger.texts import hearing as say


def page(of: Hearing, lang: str = "en", *, to_wrap: bool = False) -> list[Row]:
    """The page: as it stands, the readings, each claimant in turn, and what would alter the decision.

    Raises:
        ValueError: there are no texts in that language.
    """
    return list(_Page(of, lang, to_wrap=to_wrap).rows())


class _Page:
    def __init__(self, of: Hearing, lang: str, *, to_wrap: bool) -> None:
        self.of = of
        self.words = Words.of(of.answer, lang, to_wrap=to_wrap)
        self.said = self.words.said
        self.entries = Entries(of.answer, self.words)

    def rows(self) -> Iterator[Row]:
        said, answer = self.said, self.of.answer
        yield heading(said(say.HEARING).format(deal=answer.deal), 1)
        yield text(said(say.PREPARED))
        yield heading(said(say.AS_IT_STANDS))
        status = said(explain.STATUSES[answer.status])
        yield bullet(f"{said(explain.STATUS)}{said(explain.LABEL_END)}{status}")
        if answer.withdrawn_at is not None:
            at = self.words.instant(answer.withdrawn_at)
            yield bullet(f"{said(explain.WITHDRAWN)}{said(explain.LABEL_END)}{at}")
        yield bullet(gives(say.STANDS, self.of.flips.before, self.words))
        for one in answer.because:
            yield bullet(f"{titled(one.clause, self.words)}{said(explain.LABEL_END)}{self.words.reason(one.reason)}")
        yield heading(said(say.READINGS))
        for number, reading in enumerate(self.of.readings, 1):
            yield bullet(
                gives(say.READING_GIVES, reading.result, self.words, reading=self._reading(reading)), f"{number}."
            )
        if not self.of.readings:
            yield text(said(say.NO_READING))
        for heard in self.of.heard:
            yield from self._claimant(heard)
        yield from of_flips(self.of.flips, self.words, self.entries)

    def _reading(self, one: StatedReading) -> str:
        clause = one.clause
        facts = {
            "cite": "" if clause is None else clause.cite,
            "title": "" if clause is None else self.said.of_book(clause.title) or clause.id,
            "complaints": formats.enumerated(self.said, one.complaints),
        }
        return self.said(say.READING[one.kind]).format(**facts)

    def _claimant(self, one: Heard) -> Iterator[Row]:
        said, words = self.said, self.words
        yield heading(said(say.CLAIMANT).format(agent=words.person(one.agent)))
        yield text(said(say.HAS).format(part=self._part(one.has)))
        for said_by in one.says:
            yield bullet(said(say.SAYS).format(dispute=said_by.dispute, says=said_by.says))
        yield bullet(self._holds(say.STRENGTH_OWNER, one.owner))
        yield bullet(self._holds(say.STRENGTH_PART, one.part))
        if one.wanted is not None:
            yield bullet(self._holds(say.STRENGTH_WANTED, one.wanted))
        for side, title in (("for", say.FACTS_FOR), ("against", say.FACTS_AGAINST)):
            yield heading(said(title), 3)
            facts = one.on(side)
            for fact in facts:
                yield from self._fact(fact)
            if not facts:
                yield text(said(say.NO_FACTS))
        if one.late:
            yield heading(said(say.NOT_COUNTED), 3)
            for late in one.late:
                yield bullet(f"{self.entries.times(late.entry)} · {self.entries.sentence(late.entry)}")
                yield bullet(said(explain.LATE_WHY[late.why]), depth=2)
        yield heading(said(say.GAPS), 3)
        for gap in one.gaps:
            length = formats.length(said, gap.days, "days")
            yield bullet(
                said(say.GAP[gap.kind]).format(begins=words.day(gap.begins), ends=words.day(gap.ends), length=length)
            )
        if not one.gaps:
            yield text(said(say.NO_GAPS).format(length=formats.length(said, self.of.terms.gap_days, "days")))

    def _fact(self, one: Weighed) -> Iterator[Row]:
        said, fact = self.said, one.fact
        yield bullet(f"{self.entries.times(fact)} · {self.entries.sentence(fact)}", self.entries.number(fact))
        yield bullet(self.entries.found_at(fact), depth=2)
        for effect in self.entries.effects(fact):
            yield bullet(effect, depth=2)
        cites = [one.cite or one.id for one in one.clauses]
        if cites:
            plural = said.plural(say.CITES.one, say.CITES.many, len(set(cites)))
            yield bullet(plural.format(cites=formats.enumerated(said, dict.fromkeys(cites))), depth=2)
        if one.turns and one.without is not None:
            yield bullet(said(say.WITHOUT_IT).format(part=self._part(one.without)), depth=2)
        else:
            yield bullet(said(say.SUPPORTS if one.without is not None else say.NO_DECISION), depth=2)

    def _holds(self, texts: Mapping[str, str], hold: Holds) -> str:
        numbers = [self.said(say.READING_NUMBER).format(number=place + 1) for place in hold.under]
        readings = formats.listed(self.said, numbers)
        return self.said(texts[hold.strength]).format(under=len(hold.under), of=hold.of, readings=readings)

    def _part(self, part: Part) -> str:
        said, words = self.said, self.words
        shares = [(say.OF_CREDIT, part.credit), (say.OF_COMMISSION, part.commission), (say.OF_ON_TOP, part.on_top)]
        told: Sequence[str] = [said(one).format(share=words.share(share)) for one, share in shares if share]
        owns = [said(say.OWNS)] if part.owns else []
        return formats.listed(said, [*owns, *told]) if part.any else said(say.NOTHING)
