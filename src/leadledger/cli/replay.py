"""``leadledger replay``: recorded decisions decided again, with what was known then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leadledger.cli import printing
from leadledger.cli.books_asked import opened
from leadledger.cli.options import AsJson, Book, Deals, HistoryFile, Language, Timezone
from leadledger.ledger import Replay
from leadledger.ledger.differences import Difference
from leadledger.rulebook.explain.entries import place_in_words
from leadledger.rulebook.library import load_rulebook
from leadledger.texts import Catalogue, catalogue, formats
from leadledger.texts import commands as told
from leadledger.texts import replaying as say

SAME, NOT_SAME = 0, 1
_DIGITS = len("sha256:") + 12


def replay(
    history: HistoryFile,
    /,
    *,
    deal: Deals = None,
    rulebook: Book = None,
    json: AsJson = False,
    lang: Language = "en",
    timezone: Timezone = None,
) -> int:
    """Decide every recorded decision again with what was known then: exit 0 where all are the same, 1 where not.

    The same is the same byte for byte. Where it is not, it says why by name: entries that came in later with an earlier
    register time, another rulebook, plan, plugin or release of the time zones, or another version of leadledger.
    """
    book = None if rulebook is None else load_rulebook(rulebook)
    said = catalogue(lang)
    with opened(history, book, timezone) as ledger:
        asked = [None] if deal is None else list(dict.fromkeys(deal))
        found = [one for each in asked for one in ledger.replay(each, rulebook=book)]
        zone = ledger.office(rulebook=book).zone if found and not json else None
    if json:
        for one in found:
            printing.line(as_object(one, said))
    elif zone is None:
        nothing = say.NONE if deal is None else say.NONE_ON
        printing.prose(said(nothing).format(deals=formats.listed(said, deal or ())))
    else:
        rows = [
            (
                one.decision.deal,
                place_in_words(one.place, said),
                formats.instant(said, one.decision.known_at, zone),
                _outcome(one, said),
            )
            for one in found
        ]
        printing.table([said(one) for one in (told.DEAL, say.ENTRY, say.KNOWN, say.AGAIN)], rows, whole=(0,))
        _reasons(found, said)
    return SAME if all(one.same for one in found) else NOT_SAME


def as_object(one: Replay, said: Catalogue) -> dict[str, Any]:
    """A replay as JSON, its differences in words too."""
    differences = [{**difference.to_dict(), "text": in_words(difference, said)} for difference in one.differences]
    return {**one.to_dict(), "differences": differences}


def in_words(difference: Difference, said: Catalogue) -> str:
    """A difference as a sentence."""
    empty = say.NO_PLAN if difference.why == "plan" else say.NO_PLUGIN
    facts = {name: _shown(value, said) for name, value in difference.facts.items()}
    return said(say.WHY[difference.why]).format_map({"before": said(empty), "after": said(empty), **facts})


def _shown(value: object, said: Catalogue) -> str:
    match value:
        case [str(name), str(version), str(digest)]:
            return said(say.NAMED).format(name=name, version=version, digest=digest[:_DIGITS])
        case list() | tuple():
            return formats.enumerated(said, map(str, value))  # pyright: ignore[reportUnknownArgumentType]
        case _:
            return str(value)


def _outcome(one: Replay, said: Catalogue) -> str:
    if one.same:
        return said(say.SAME)
    if one.now is None:
        return said(say.NOT_DECIDED)
    return said(say.NOT_SAME).format(fields=formats.enumerated(said, one.fields))


def _reasons(found: Sequence[Replay], said: Catalogue) -> None:
    """Why some are not the same, a sentence each, and how many there are."""
    printing.text("")
    for one in found:
        for difference in one.differences:
            why = in_words(difference, said)
            place = place_in_words(one.place, said)
            printing.prose(said(say.OF).format(deal=one.decision.deal, place=place, why=why))
    differ = sum(not one.same for one in found)
    if differ:
        printing.text("")
    counts = [said.plural(say.COUNT.one, say.COUNT.many, len(found)).format(count=len(found))]
    counts += [said(say.COUNT_NOT).format(count=differ)] if differ else []
    printing.prose(" · ".join(counts))
