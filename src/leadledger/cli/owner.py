"""``leadledger owner``: who would own a customer if they bought now."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import Asked, office_of
from leadledger.cli.meant import told_what_is_known
from leadledger.cli.options import AsEntered, AsJson, Book, HistoryFile, Language, Settings, Timezone
from leadledger.rulebook import Attribution
from leadledger.rulebook.explain import Words, what_if
from leadledger.rulebook.standing import Standing, standings
from leadledger.texts import commands as say
from leadledger.texts.register import PASSED_TO, STATES

CustomerId = Annotated[str, Parameter(help="The id of the customer.")]
At = Annotated[
    str | None,
    Parameter(
        name="--at",
        help="The day or time they would buy at (now, if none is given); what was registered later is unknown.",
    ),
]
Project = Annotated[
    str | None,
    Parameter(name="--project", help="The project they would buy in, where the rulebooks adopted differ by project."),
]


def owner(
    history: HistoryFile,
    customer: CustomerId,
    /,
    *,
    at: At = None,
    project: Project = None,
    as_entered: AsEntered = None,
    rulebook: Book = None,
    settings: Settings = None,
    json: AsJson = False,
    lang: Language = "en",
    timezone: Timezone = None,
) -> None:
    """Say who would own a customer who bought at a time from nobody in particular, and who holds which claim on them.

    In JSON a claim's rank is its place among those that stand (null once it passed on), and its basis the id of the
    rulebook's clause that gave the claim, its rank or its holder.
    """
    asked, entered = Asked("--at", at, default=datetime.now(UTC)), Asked("--as-entered", as_entered)
    with (
        office_of(
            history,
            rulebook=rulebook,
            settings=settings,
            known_at=asked,
            as_entered=entered,
            timezone=timezone,
            lang=lang,
        ) as question,
        told_what_is_known(question.office.source, question.where),
    ):
        answer = question.office.owner(customer, project=project)
    if json:
        printing.line(as_data(answer))
        return
    for sentence in question.above:
        printing.prose(sentence)
    _print(answer, lang)


def as_data(answer: Attribution) -> dict[str, Any]:
    """The answer as ``owner --json`` prints it."""
    return {
        "customer": answer.customer,
        "at": answer.closed_at.isoformat(),
        "owner": answer.owner,
        "clause": answer.clause,
        "status": answer.status,
        "claims": [_claim(one) for one in standings(answer)],
    }


def _claim(one: Standing) -> dict[str, Any]:
    claim = one.claim
    return {
        "agent": claim.agent,
        "opened_at": claim.opened.recorded_at.isoformat(),
        "good_through": claim.through.isoformat(),
        "rank": one.rank,
        "basis": claim.basis,
        "state": one.state,
    }


def _print(answer: Attribution, lang: str) -> None:
    words = Words.of(answer, lang, to_wrap=True)
    said = words.said
    message = say.OWNER_NOW if answer.owner else say.NOBODY_NOW if answer.status == "final" else say.OPEN_NOW
    sentence = said(message).format(
        customer=words.person(answer.customer),
        owner=words.person(answer.owner),
        at=words.instant(answer.closed_at),
        cite=answer.clause,
    )
    if assumed := what_if(answer, said):
        printing.prose(assumed)
    printing.prose(sentence)
    claims = standings(answer)
    if claims:
        printing.text("")
        headings = (say.RANK, say.AGENT, say.REGISTERED, say.THROUGH, say.STATE, say.BASIS)
        printing.table([said(one) for one in headings], [_row(one, answer, words) for one in claims], whole=(0, 4))


def _row(one: Standing, answer: Attribution, words: Words) -> list[str]:
    claim, said = one.claim, words.said
    clause = answer.rulebook.clause(claim.basis)
    passed = one.state == "passed-on"
    return [
        "" if one.rank is None else str(one.rank),
        words.person(claim.agent),
        words.instant(claim.opened.recorded_at),
        words.day(claim.through),
        said(PASSED_TO).format(taker=words.person(claim.passed_to)) if passed else said(STATES[one.state]),
        f"{clause.cite} {said.of_book(clause.title)}",
    ]
