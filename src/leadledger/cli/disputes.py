"""``leadledger disputes``: the register of disputes, with what is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import Asked, office_of
from leadledger.cli.options import AsJson, Book, HistoryFile, Language, Timezone
from leadledger.cli.refusing import Refusals
from leadledger.disputes.register import register_of
from leadledger.events import RulingMade
from leadledger.projections.disputes import Deadline, Dispute
from leadledger.rulebook.explain import Words
from leadledger.texts import catalogue, formats
from leadledger.texts import disputes as say

OneDeal = Annotated[str | None, Parameter(name="--deal", help="Only disputes about this deal or its customer.")]
At = Annotated[
    str | None,
    Parameter(name="--at", help="The day or time they stand at (now, if none is given); later entries are unknown."),
]


def disputes(
    history: HistoryFile,
    /,
    *,
    at: At = None,
    deal: OneDeal = None,
    rulebook: Book = None,
    json: AsJson = False,
    lang: Language = "en",
    timezone: Timezone = None,
) -> int:
    """List the disputes: open, answered, withdrawn, settled or ruled on, with their deadlines and what is late.

    Deadlines are those of the rulebook's table [disputes]; without one there are none.
    """
    refusals = Refusals()
    asked = Asked("--at", at, default=datetime.now(UTC))
    with office_of(history, rulebook=rulebook, known_at=asked, timezone=timezone, lang=lang) as question:
        office = question.office
        instant = office.source.known_at or datetime.now(UTC)
        found = register_of(office, instant, deal)
        words = Words(catalogue(lang), office.source.names(), office.zone)
        if deal is None:
            refusals.contradictions(office.source)
    if json:
        for one in found:
            printing.line(as_data(one))
    elif found:
        _print(found, words)
    else:
        printing.prose(words.said(say.NO_DISPUTES))
    return refusals.code()


def _print(found: Sequence[Dispute], words: Words) -> None:
    headings = [words.said(one) for one in (say.DISPUTE, say.ABOUT, say.OPENED, say.STATE, say.DEADLINES)]
    printing.table(headings, [_row(one, words) for one in found], whole=(0,))


def as_data(one: Dispute) -> dict[str, Any]:
    """The object of a dispute."""
    event = one.opened.event
    ruling = one.ended.event.ruling if one.ended is not None and isinstance(one.ended.event, RulingMade) else None
    return {
        "dispute": event.dispute,
        "deal": event.deal,
        "customer": event.customer,
        "by": event.by,
        "opened_at": one.opened.recorded_at.isoformat(),
        "state": one.state,
        "out_of_time": one.out_of_time,
        "clause": one.cite,
        "ruling": ruling,
        "deadlines": [{"what": each.what, "due_on": str(each.on), "state": each.state} for each in one.deadlines],
        "remarks": list(one.remarks),
        "events": [str(fact.id) for fact in one.entries],
    }


def _row(one: Dispute, words: Words) -> list[str]:
    said, event = words.said, one.opened.event
    text = say.CASE_DEAL if event.customer is None else say.ABOUT_CUSTOMER
    about = said(text).format(deal=event.deal, customer=words.person(event.customer))
    opened = said(say.OPENED_BY).format(at=words.instant(one.opened.recorded_at), agent=words.person(event.by))
    state = [said(say.STATES[one.state])]
    if one.out_of_time:
        state.append(said(say.OUT_OF_TIME).format(cite=one.cite))
    state += [said(say.REMARK[remark]) for remark in one.remarks]
    return [
        event.dispute,
        about,
        opened,
        formats.enumerated(said, state),
        "\n".join(_deadline(each, words) for each in one.deadlines),
    ]


def _deadline(one: Deadline, words: Words) -> str:
    said = words.said
    text = said(say.DEADLINE)
    return text.format(what=said(say.WHATS[one.what]), day=words.day(one.on), state=said(say.DUE[one.state]))
