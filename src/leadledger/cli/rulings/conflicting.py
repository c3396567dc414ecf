"""``leadledger ruling conflicts``: two rulings that treat equal facts differently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leadledger.cli import printing
from leadledger.cli.asking import Asked, office_of
from leadledger.cli.deciding import answers_of
from leadledger.cli.options import AsJson, Book, HistoryFile, KnownAt, Language, Timezone
from leadledger.cli.refusing import Refusals
from leadledger.disputes.rulings import Conflict, Ruled
from leadledger.disputes.rulings import conflicts as found_in
from leadledger.disputes.rulings.conflicts import ruled_deals
from leadledger.rulebook.answers import Award
from leadledger.rulebook.explain import Words
from leadledger.rulebook.wire import shares
from leadledger.texts import catalogue
from leadledger.texts import disputes as say


def conflicts(
    history: HistoryFile,
    /,
    *,
    known_at: KnownAt = None,
    rulebook: Book = None,
    json: AsJson = False,
    lang: Language = "en",
    timezone: Timezone = None,
) -> int:
    """List the rulings that treat equal facts differently: other shares, and not only other people.

    The exit is 1 where there are any.
    """
    refusals = Refusals()
    with office_of(
        history, rulebook=rulebook, known_at=Asked("--known-at", known_at), timezone=timezone, lang=lang
    ) as asked:
        ruled: list[Ruled] = []
        names: Mapping[str, str] = asked.office.source.names()
        zone = asked.office.zone
        for answer in answers_of(asked.office, None, refusals, lang, asked.where):
            ruled += ruled_deals([answer])
    found = found_in(ruled)
    said = catalogue(lang)
    words = Words(said, names, zone)
    for one in found:
        if json:
            printing.line(as_data(one))
        else:
            first, second = one.first, one.second
            printing.prose(
                said(say.CONFLICT).format(
                    first=first.ruling.event.ruling,
                    one=first.deal,
                    second=second.ruling.event.ruling,
                    other=second.deal,
                    before=given(first.award, words),
                    after=given(second.award, words),
                )
            )
    if not found and not json:
        printing.prose(said(say.NO_CONFLICTS))
    return refusals.code() or int(bool(found))


def as_data(one: Conflict) -> dict[str, Any]:
    """The object of a conflict."""
    return {"first": ruled_data(one.first), "second": ruled_data(one.second)}


def ruled_data(one: Ruled) -> dict[str, Any]:
    """The object of a deal that was ruled on."""
    return {
        "ruling": one.ruling.event.ruling,
        "deal": one.deal,
        "people": list(one.pattern.people),
        **award_data(one.award),
        "event": str(one.ruling.id),
    }


def award_data(award: Award) -> dict[str, Any]:
    """Owner and shares of an award."""
    return {"owner": award.owner, "credit": shares(award.credit), "commission": shares(award.commission)}


def given(award: Award, words: Words) -> str:
    """An award in words."""
    text = words.said(say.CREDIT_AND_COMMISSION)
    return text.format(credit=words.shares(award.credit), commission=words.shares(award.commission))
