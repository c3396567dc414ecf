"""``leadledger decide``: the attributions of the deals, in closing order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import Asked, office_of
from leadledger.cli.meant import told_what_is_known
from leadledger.cli.options import AsEntered, AsJson, Book, Deals, HistoryFile, KnownAt, Language, Settings, Timezone
from leadledger.cli.refusing import Refusals
from leadledger.ledger import Office, Refused
from leadledger.rulebook import Attribution
from leadledger.rulebook.explain import Words, explanation, what_if
from leadledger.texts import catalogue
from leadledger.texts import commands as say
from leadledger.texts.explanation import OWNER_OPEN, STATUSES
from leadledger.values import office_day

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
    as_entered: AsEntered = None,
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
    known, entered = Asked("--known-at", known_at), Asked("--as-entered", as_entered)
    refusals = Refusals()
    with office_of(
        history,
        rulebook=rulebook,
        settings=settings,
        known_at=known,
        as_entered=entered,
        timezone=timezone,
        lang=lang,
    ) as question:
        answers = answers_of(question.office, deal, refusals, lang, question.where)
        if json:
            for answer in answers:
                printing.line(answer.to_dict(lang, considered=considered))
        elif considered:
            explained(answers, question.above, lang)
        else:
            found = list(answers)
            if found or not refusals.count:
                above_all(question.above)
                attributions(found, lang, refused=refusals.count)
    return refusals.code()


def answers_of(
    office: Office, deals: Sequence[str] | None, refusals: Refusals, lang: str, where: str
) -> Iterator[Attribution]:
    """The answers about the deals (all that are closed, if none are named), in closing order; refusals say *where*."""
    alone = deals is not None and len(set(deals)) == 1
    closed = [] if alone else office.closed_deals()  # one deal has no order to look up
    wanted = set(deals or closed)
    ordered = [deal for deal in closed if deal in wanted]
    open_ = sorted(wanted.difference(closed), key=(deals or closed).index)
    found = chain(office.decide_each(ordered), *(office.decide_each([deal]) for deal in open_))
    for one in printing.watched(found, len(wanted), catalogue(lang)):
        if isinstance(one, Refused):
            with refusals.noted(), told_what_is_known(office.source, where):
                raise one.error
        else:
            yield one
    if not deals:
        refusals.contradictions(office.source)


def explained(answers: Iterable[Attribution], above: Sequence[str], lang: str) -> None:
    """The answers in full, one after the other, and what stands *above* them if there is one."""
    for place, answer in enumerate(answers):
        if not place:
            above_all(above)
        printing.text(("\n" if place else "") + explanation(answer, lang, columns=printing.columns()))


def above_all(above: Sequence[str]) -> None:
    """What all the answers rest on, and an empty line where that is anything."""
    for sentence in above:
        printing.prose(sentence)
    if above:
        printing.text("")


def attributions(answers: Sequence[Attribution], lang: str, *, refused: int = 0) -> None:
    """The answers as a table, what they assume above it and how many they are below."""
    said = catalogue(lang)
    if not answers:
        printing.text(said(say.NO_DEALS))
        return
    for assumed in dict.fromkeys(what_if(answer, said) for answer in answers):
        if assumed:
            printing.prose(assumed)
            printing.text("")
    headings = (say.DEAL, say.CLOSED, say.CUSTOMER, say.OWNER, say.CREDIT, say.COMMISSION, say.CLAUSE, say.STATUS)
    rows = [_row(answer, lang) for answer in answers]
    printing.table([said(one) for one in headings], rows, whole=(0, 1, 6))
    printing.text("")
    printing.prose(_counts(answers, refused, lang))


def _row(answer: Attribution, lang: str) -> list[str]:
    words = Words.of(answer, lang, to_wrap=True)
    said = words.said
    final = answer.status == "final"
    statuses = [said(STATUSES[answer.status])] if not final or answer.withdrawn_at is None else []
    if answer.withdrawn_at is not None:
        withdrawn = office_day(answer.withdrawn_at, answer.rulebook.terms.timezone)
        statuses += [said(say.WITHDRAWN), withdrawn.isoformat()]
    return [
        answer.deal or "",
        answer.dossier.closing.day.isoformat(),
        words.person(answer.customer),
        said(OWNER_OPEN) if answer.owner is None and not final else words.person(answer.owner),
        _shares(answer.credit, words),
        _shares(answer.commission, words),
        answer.clause,
        "\n".join(statuses),
    ]


def _shares(of: Mapping[str, Fraction], words: Words) -> str:
    """A payee a line; one who has all of it is only named."""
    if len(of) == 1:
        return words.person(next(iter(of)))
    return "\n".join(words.shares({payee: share}) for payee, share in of.items())


def _counts(answers: Sequence[Attribution], refused: int, lang: str) -> str:
    """How many deals there are, and how many of them are not simply decided."""
    statuses = Counter(answer.status for answer in answers)
    counts = {
        "deals": len(answers) + refused,
        "provisional": statuses["provisional"],
        "needs-ruling": statuses["needs-ruling"],
        "refused": refused,
        "withdrawn": sum(answer.withdrawn_at is not None for answer in answers),
    }
    said = catalogue(lang)
    return " · ".join(said(say.COUNTS[name]).format(count=count) for name, count in counts.items())
