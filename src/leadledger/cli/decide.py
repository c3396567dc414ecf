"""``leadledger decide``: the attributions of the deals, in closing order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Annotated, NamedTuple

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import Asked, Question, office_of
from leadledger.cli.books_asked import amounts_of, books_behind
from leadledger.cli.deciding import told
from leadledger.cli.options import (
    AsEntered,
    AsJson,
    Book,
    Deals,
    HistoryFile,
    KnownAt,
    Language,
    Processes,
    Settings,
    Timezone,
)
from leadledger.cli.recorded import recorded, refuse_unrecordable
from leadledger.cli.refusing import Refusals
from leadledger.ledger import Recorded
from leadledger.ledger.amounts import bills_in
from leadledger.rulebook import Attribution
from leadledger.rulebook.explain import Bill, Words, explanation, what_if
from leadledger.texts import catalogue, formats
from leadledger.texts import commands as say
from leadledger.texts.explanation import LABEL_END, OWNER_OPEN, STATUSES
from leadledger.texts.replaying import RECORDED
from leadledger.texts.visible import as_json
from leadledger.values import Money, office_day

ByConsidered = Annotated[
    bool,
    Parameter(
        name="--considered",
        negative=(),
        help="With every clause not applied and what beaten ones would have given; for people, the full explanations.",
    ),
]

Record = Annotated[
    bool,
    Parameter(name="--record", negative=(), help="Record each decision in the ledger, for replay to decide it again."),
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
    processes: Processes = 1,
    record: Record = False,
) -> int:
    """Say of each closed deal who owns the customer, and who has which part of credit and commission.

    A deal that cannot be decided is told on standard error; the others are decided, and the command ends with 2.
    """
    known, entered = Asked("--known-at", known_at), Asked("--as-entered", as_entered)
    refusals = Refusals()
    if record:
        refuse_unrecordable(history, entered, settings)
    with office_of(
        history,
        rulebook=rulebook,
        settings=settings,
        known_at=known,
        as_entered=entered,
        timezone=timezone,
        lang=lang,
    ) as question:
        if record:
            decisions = recorded(history, question, deal, known, timezone, refusals)
            _print_recorded(decisions, history, question, lang, as_lines=json, considered=considered)
            return refusals.code()
        each = partial(told, question.office, deal, refusals, lang, question.where, processes=processes)
        if json:
            zone = question.office.zone
            amounts = amounts_of(history, question.office, timezone, entered.instant(timezone, lambda: zone))
            for line in each(partial(_as_line, lang, considered, amounts)):
                printing.line(line)
        elif considered:
            zone = question.office.zone
            books = books_behind(history, question.office, timezone, entered.instant(timezone, lambda: zone))
            bills = {} if books is None else bills_in(books)
            explained(each(partial(in_full, lang, printing.columns(), bills)), question.above)
        else:
            found = list(each(partial(row_of, lang)))
            if found or not refusals.count:
                above_all(question.above)
                attributions(found, lang, refused=refusals.count)
    return refusals.code()


def _print_recorded(
    decisions: Iterable[Recorded], ledger: str, question: Question, lang: str, *, as_lines: bool, considered: bool
) -> None:
    """The decisions as they are printed without being recorded; for people also where each stands."""
    if as_lines:
        for one in decisions:
            printing.line(one.answer.to_dict(lang, considered=considered, amounts=one.amounts))
        return
    found, said = list(decisions), catalogue(lang)
    if considered:
        columns = printing.columns()
        texts = (explanation(one.answer, lang, columns=columns, bill=one.bill) for one in found)
        explained(texts, question.above)
    elif found:
        above_all(question.above)
        attributions([row_of(lang, one.answer) for one in found], lang)
    if found:
        printing.text("")
    for one in found:
        at = formats.instant(said, one.decision.known_at, question.office.zone)
        told = said(RECORDED).format(position=one.receipt.position, ledger=ledger, id=one.receipt.id, at=at)
        printing.prose(f"{one.decision.deal}{said(LABEL_END)}{told}")


def _as_line(lang: str, considered: bool, amounts: Mapping[str, Mapping[str, Money]], answer: Attribution) -> str:
    of_deal = None if answer.deal is None else amounts.get(answer.deal)
    return as_json(answer.to_dict(lang, considered=considered, amounts=of_deal))


def in_full(lang: str, columns: int, bills: Mapping[str, Bill], answer: Attribution) -> str:
    """The full explanation of an answer, so many columns wide, with what it brings where *bills* say so."""
    return explanation(answer, lang, columns=columns, bill=bills.get(answer.deal or ""))


def explained(explanations: Iterable[str], above: Sequence[str]) -> None:
    """The explanations one after the other, and what stands *above* them if there is one."""
    for place, text in enumerate(explanations):
        if not place:
            above_all(above)
        printing.text(("\n" if place else "") + text)


def above_all(above: Sequence[str]) -> None:
    """What all the answers rest on, and an empty line where that is anything."""
    for sentence in above:
        printing.prose(sentence)
    if above:
        printing.text("")


class Row(NamedTuple):
    """An answer in the table: its cells, and what is said of all answers above and below."""

    cells: list[str]
    assumed: str
    status: str
    withdrawn: bool


def attributions(answers: Sequence[Row], lang: str, *, refused: int = 0) -> None:
    """The answers as a table, what they assume above it and how many they are below."""
    said = catalogue(lang)
    if not answers:
        printing.text(said(say.NO_DEALS))
        return
    for assumed in dict.fromkeys(answer.assumed for answer in answers):
        if assumed:
            printing.prose(assumed)
            printing.text("")
    headings = (say.DEAL, say.CLOSED, say.CUSTOMER, say.OWNER, say.CREDIT, say.COMMISSION, say.CLAUSE, say.STATUS)
    printing.table([said(one) for one in headings], [answer.cells for answer in answers], whole=(0, 1, 6))
    printing.text("")
    printing.prose(_counts(answers, refused, lang))


def row_of(lang: str, answer: Attribution) -> Row:
    """An answer as it stands in the table."""
    words = Words.of(answer, lang, to_wrap=True)
    said = words.said
    final = answer.status == "final"
    statuses = [said(STATUSES[answer.status])] if not final or answer.withdrawn_at is None else []
    if answer.withdrawn_at is not None:
        withdrawn = office_day(answer.withdrawn_at, answer.rulebook.terms.timezone)
        statuses += [said(say.WITHDRAWN), withdrawn.isoformat()]
    cells = [
        answer.deal or "",
        answer.dossier.closing.day.isoformat(),
        words.person(answer.customer),
        said(OWNER_OPEN) if answer.owner is None and not final else words.person(answer.owner),
        _shares(answer.credit, words),
        _shares(answer.commission, words),
        answer.clause,
        "\n".join(statuses),
    ]
    return Row(cells, what_if(answer, said), answer.status, answer.withdrawn_at is not None)


def _shares(of: Mapping[str, Fraction], words: Words) -> str:
    """A payee a line; one who has all of it is only named."""
    if len(of) == 1:
        return words.person(next(iter(of)))
    return "\n".join(words.shares({payee: share}) for payee, share in of.items())


def _counts(answers: Sequence[Row], refused: int, lang: str) -> str:
    """How many deals there are, and how many of them are not simply decided."""
    statuses = Counter(answer.status for answer in answers)
    counts = {
        "deals": len(answers) + refused,
        "provisional": statuses["provisional"],
        "needs-ruling": statuses["needs-ruling"],
        "refused": refused,
        "withdrawn": sum(answer.withdrawn for answer in answers),
    }
    said = catalogue(lang)
    return " · ".join(said(say.COUNTS[name]).format(count=count) for name, count in counts.items())
