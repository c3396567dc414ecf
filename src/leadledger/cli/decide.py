"""``leadledger decide``: the attributions of the deals, in closing order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import Asked, office_of
from leadledger.cli.options import AsJson, Book, Deals, HistoryFile, KnownAt, Language, Settings, Timezone
from leadledger.cli.refusing import Refusals
from leadledger.ledger import Office
from leadledger.rulebook import Attribution
from leadledger.rulebook.explain import Words
from leadledger.texts import catalogue
from leadledger.texts import commands as say
from leadledger.texts.explanation import OWNER_OPEN, STATUSES

ByConsidered = Annotated[
    bool,
    Parameter(
        name="--considered",
        negative=(),
        help="With every clause not applied and what beaten ones would have given; for people, the full explanations.",
    ),
]


def decide(
    history: HistoryFile,
    /,
    *,
    deal: Deals = None,
    known_at: KnownAt = None,
    rulebook: Book = None,
    settings: Settings = None,
    json: AsJson = False,
    considered: ByConsidered = False,
    lang: Language = "en",
    timezone: Timezone = None,
) -> int:
    """Say of each closed deal who owns the customer, and who has which part of credit and commission.

    A deal that cannot be decided is told on standard error; the others are decided, and the command ends with 2.
    """
    known = Asked("--known-at", known_at)
    office = office_of(history, rulebook=rulebook, settings=settings, known_at=known, timezone=timezone, lang=lang)
    refusals = Refusals()
    answers = answers_of(office, deal, refusals, lang)
    if json:
        for answer in answers:
            printing.line(answer.to_dict(lang, considered=considered))
    elif considered:
        for place, answer in enumerate(answers):
            printing.text(("\n" if place else "") + answer.explain(lang))
    else:
        found = list(answers)
        if found or not refusals.count:
            attributions(found, lang)
    return refusals.code()


def answers_of(office: Office, deals: Sequence[str] | None, refusals: Refusals, lang: str) -> Iterator[Attribution]:
    """The answers about the deals (all that are closed, if none are named), in closing order."""
    closed = office.closed_deals()
    wanted = list(dict.fromkeys(deals)) if deals else closed
    known = set(closed)
    ordered = [one for one in closed if one in set(wanted)] + [one for one in wanted if one not in known]
    for one in printing.watched(ordered, catalogue(lang)):
        with refusals.noted():
            yield office.decide(one)


def attributions(answers: Sequence[Attribution], lang: str) -> None:
    """The answers as a table."""
    said = catalogue(lang)
    if not answers:
        printing.text(said(say.NO_DEALS))
        return
    headings = (say.DEAL, say.CLOSED, say.CUSTOMER, say.OWNER, say.CREDIT, say.COMMISSION, say.CLAUSE)
    printing.table([said(one) for one in headings], (_row(answer, lang) for answer in answers), whole=(0, 1, 6))


def _row(answer: Attribution, lang: str) -> list[str]:
    words = Words.of(answer, lang)
    said = words.said
    final = answer.status == "final"
    clause = answer.clause if final else f"{answer.clause}\n{said(STATUSES[answer.status])}"
    return [
        answer.deal or "",
        answer.dossier.closing.day.isoformat(),
        words.person(answer.customer),
        said(OWNER_OPEN) if answer.owner is None and not final else words.person(answer.owner),
        _shares(answer.credit, words),
        _shares(answer.commission, words),
        clause,
    ]


def _shares(of: Mapping[str, Fraction], words: Words) -> str:
    """A payee a line; one who has all of it is only named."""
    if len(of) == 1:
        return words.person(next(iter(of)))
    return "\n".join(words.shares({payee: share}) for payee, share in of.items())
