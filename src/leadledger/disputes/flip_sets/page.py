"""Flips as a page: what would alter a decision, in words."""

from __future__ import annotations

from collections.abc import Iterator

from leadledger.disputes.flip_sets.finding import Flip, Flips, ReadingFlip
from leadledger.disputes.flip_sets.result import Result
from leadledger.disputes.layout import Row, bullet, heading, text
from leadledger.rulebook.explain import Words
from leadledger.rulebook.explain.entries import Entries
from leadledger.rulebook.wording import stated
from leadledger.texts import explanation as explain
from leadledger.texts import hearing as say

SHOWN = 10
"""How many sets are told in words; as data they are all there."""


def page(of: Flips, lang: str = "en", *, to_wrap: bool = False) -> list[Row]:
    """What would alter the decision of a deal, as a page of its own.

    Raises:
        ValueError: there are no texts in that language.
    """
    words = Words.of(of.answer, lang, to_wrap=to_wrap)
    title, *rest = of_flips(of, words, Entries(of.answer, words))
    assert title.kind == "heading"
    named = heading(words.said(say.FLIPS_OF).format(deal=of.answer.deal), 1)
    return [named, bullet(gives(say.STANDS, of.before, words)), *rest]


def of_flips(of: Flips, words: Words, entries: Entries) -> Iterator[Row]:
    """What would alter the decision, as a part of a page."""
    said = words.said
    yield heading(said(say.FLIPS))
    yield text(_how_sure(of, words))
    for number, flip in enumerate(of.sets[:SHOWN], 1):
        yield from _set(flip, number, words, entries)
    if len(of.sets) > SHOWN:
        more = len(of.sets) - SHOWN
        yield text(said.plural(say.MORE_SETS.one, say.MORE_SETS.many, more).format(count=more))
    if of.sets and not of.every:
        yield text(said(say.NOT_EVERY))
    yield heading(said(say.CLAUSE_READINGS), 3)
    for one in of.readings:
        yield bullet(_read(one, words))
        yield bullet(gives(say.SET_GIVES, one.after, words), depth=2)
    if not of.readings:
        yield text(said(say.NO_CLAUSE_READINGS))


def gives(message: str, result: Result, words: Words, **facts: str) -> str:
    """Who would have what, in a sentence."""
    return words.said(message).format(
        owner=words.person(result.owner),
        credit=words.shares(result.credit),
        commission=words.shares(result.commission),
        **facts,
    )


def _how_sure(of: Flips, words: Words) -> str:
    said = words.said
    facts = {"below": of.none_below, "decisions": of.decisions}
    if not of.sets:
        return said(say.NONE_AT_ALL if of.proven else say.NONE_FOUND).format(**facts)
    size = len(of.sets[0].changes)
    message = say.SMALLEST if of.proven else say.NOT_PROVEN
    return said.plural(message.one, message.many, size).format(size=size, **facts)


def _set(flip: Flip, number: int, words: Words, entries: Entries) -> Iterator[Row]:
    for place, one in enumerate(flip.changes):
        fact = one.fact
        entry = f"{entries.number(fact)} {entries.times(fact)} · {entries.sentence(fact)}"
        mark, depth = ("+", 2) if place else (f"{number}.", 1)
        yield bullet(words.said(say.CHANGE[one.how]).format(entry=entry), mark, depth)
        yield bullet(entries.found_at(fact), depth=depth + 1)
    yield bullet(gives(say.SET_GIVES, flip.after, words), depth=2)


def _read(one: ReadingFlip, words: Words) -> str:
    reading, said = one.reading, words.said
    if reading.clause is not None:
        title = said.of_book(reading.clause.title) or reading.clause.id
        return said(say.LEFT_OUT).format(cite=reading.clause.cite, title=title)
    return said(explain.CHANGE).format(
        path=reading.path,
        value=stated(said, reading.value, beside=False),
        own=stated(said, reading.instead_of, beside=False),
    )
