"""What detectors found, as a page: under each detector its indications, with the entries they rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from leadledger.disputes.detectors.log import Indication, Log
from leadledger.disputes.layout import Row, bullet, heading, text
from leadledger.dossier import Fact
from leadledger.rulebook.explain import Words
from leadledger.rulebook.explain.entries import placed, short
from leadledger.texts import Catalogue, Plural, catalogue, formats
from leadledger.texts import detectors as say
from leadledger.texts import explanation as explain


def page(
    found: Sequence[Indication], log: Log, lang: str = "en", *, whole: Callable[[str], str] = str
) -> Iterator[Row]:
    """The page; *whole* makes of a name what a line does not break.

    Raises:
        ValueError: there are no texts in that language.
    """
    words = Words(catalogue(lang), log.history.names, log.zone, whole)
    said = words.said
    if not found:
        yield text(said(say.NOTHING))
        return
    yield text(said(say.WORTH_A_LOOK))
    for name in dict.fromkeys(one.detector for one in found):
        yield heading(said(say.DETECTORS[name]))
        for one in found:
            if one.detector == name:
                yield bullet(told(one, words))
                people = (*one.agents, *one.customers)
                yield bullet(said(say.CONCERNS).format(people=words.people(people)), depth=2)
                entries = formats.enumerated(said, (_place(fact, said) for fact in one.facts))
                yield bullet(said(explain.RESTS_ON).format(entries=entries), depth=2)


def told(one: Indication, words: Words) -> str:
    """An indication in a sentence."""
    facts = one.reason.facts
    known = say.FOUND[one.reason.key]
    if isinstance(known, Plural):
        count = facts[known.by]
        assert isinstance(count, int)
        message = words.said.plural(known.one, known.many, count)
    else:
        message = words.said(known)
    return message.format_map({name: words.value(name, value) for name, value in facts.items()})


def _place(fact: Fact, said: Catalogue) -> str:
    place = placed(fact, said)
    return f"{place} ({short(fact.id)})" if place else short(fact.id)
