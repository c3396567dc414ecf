"""Telling a counter-example: the story, what changes, and what the deal comes to in the one and in the other."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from leadledger.dossier import History, closing_of, gather
from leadledger.errors import LeadledgerError
from leadledger.events import Event
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.explain.entries import Entries
from leadledger.rulebook.explain.words import Words
from leadledger.rulebook.register import Register
from leadledger.testing.checking.wording import words_for
from leadledger.testing.laws.law import Answer, Broken
from leadledger.texts import catalogue
from leadledger.texts import laws as say
from leadledger.texts.wrapping import unglued


def told(broken: Broken, lang: str) -> str:
    """A counter-example in words: the law, the story line by line, what changes, and both results."""
    return "\n".join(lines(broken, lang))


def lines(broken: Broken, lang: str) -> list[str]:
    """The same, as sentences that can be wrapped."""
    said = catalogue(lang)
    words = words_for(broken.book, said)
    found = [said(say.STORY)]
    entries = _entries(broken, words)
    if entries is not None:
        found += [f"{n}. {entries.times(fact)} · {entries.sentence(fact)}" for n, fact in enumerate(entries.facts, 1)]
    facts = {name: _fact(name, value, words, entries) for name, value in broken.facts.items()}
    compared = broken.after is not None
    if broken.before is not None and broken.why != "kind-failed":  # which says the same sentence
        found.append(
            said(say.REFERENCE if broken.law == "same-as" else say.BEFORE).format(result=_result(broken.before, words))
        )
    found.append(said(say.WHY[broken.why]).format(**facts))
    if compared:
        after = say.BEFORE if broken.law == "same-as" else say.AFTER
        found.append(said(after).format(result=_result(broken.after, words)))
    return [unglued(line) for line in found]


def _entries(broken: Broken, words: Words) -> Entries | None:
    """The entries that the deal in question read; those it would read, where it is not decided."""
    if isinstance(broken.before, Attribution):
        return Entries(broken.before, words)
    book, deal = broken.book, str(broken.facts.get("deal", ""))
    try:
        history = History(broken.history)
        closing = closing_of(history, deal, book.terms.closes_with, book.terms.timezone)
        dossier = gather(history, closing, book.scope)
    except LeadledgerError:
        return None
    register = Register(frozenset(), zone=book.terms.timezone, first_entry=None, original_receivers={})
    undecided = Attribution(
        deal=deal,
        customer=closing.customer,
        closed_at=closing.closed_at,
        withdrawn_at=None,
        status="needs-ruling",
        owner=None,
        credit={},
        commission={},
        clause="",
        because=(),
        rulebook=book,
        dossier=dossier,
        register=register,
    )
    return Entries(undecided, words)


def _result(answer: Answer | None, words: Words) -> str:
    if not isinstance(answer, Attribution):
        return words.said(say.NOT_DECIDED).format(says=answer)
    return words.said(say.RESULT).format(
        owner=words.person(answer.owner),
        credit=words.shares(answer.credit),
        commission=words.shares(answer.commission),
        status=words.said(say.STATUS[answer.status]),
    )


def _fact(name: str, value: object, words: Words, entries: Entries | None) -> str:
    if isinstance(value, Event):
        facts = entries.facts if entries is not None else ()
        of = next((fact for fact in facts if fact.event == value), None)
        return entries.sentence(of) if entries is not None and of is not None else value.type
    if isinstance(value, datetime):
        return words.instant(value)
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, Fraction):
        return words.share(value)
    if name in ("agent", "rival", "owner", "largest"):
        return words.person(value if isinstance(value, str) else None)
    return str(value)
