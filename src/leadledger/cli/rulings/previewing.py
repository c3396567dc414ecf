"""``leadledger ruling preview``: every other case that the reading behind a ruling would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

from cyclopts import Parameter
from pydantic import TypeAdapter, ValidationError

from leadledger.cli import printing
from leadledger.cli.asking import Asked, office_of
from leadledger.cli.deciding import answers_of
from leadledger.cli.meant import told_what_is_known
from leadledger.cli.options import AsJson, Book, HistoryFile, Language, Timezone
from leadledger.cli.refusing import Refusals
from leadledger.cli.rulings.conflicting import award_data, given, ruled_data
from leadledger.disputes.rulings import Changed, Preview
from leadledger.disputes.rulings import preview as previewed
from leadledger.disputes.rulings.readings import by_the_book
from leadledger.errors import CallInvalid, CustomerUnknown
from leadledger.ledger import Office
from leadledger.rulebook import Attribution
from leadledger.rulebook.answers import Award
from leadledger.rulebook.explain import Words
from leadledger.rulebook.rulebook import Rulebook
from leadledger.texts import disputes as say
from leadledger.texts import formats
from leadledger.values import Shares

_SHARES: TypeAdapter[Shares] = TypeAdapter(Shares)
OneDeal = Annotated[str, Parameter(name="--deal", help="The deal to be ruled on.")]
CreditShares = Annotated[str, Parameter(name="--credit", help="Who is credited with what part: li=80%,zhang=20%.")]
CommissionShares = Annotated[str, Parameter(name="--commission", help="Who is paid what part: li=80%,zhang=20%.")]
Readings = Annotated[
    list[str] | None,
    Parameter(
        name="--reading", negative=(), help="The clause, by id, that is meant, where several give what is ruled."
    ),
]
At = Annotated[
    str | None,
    Parameter(
        name="--at", help="The day or time asked about (now, if none is given); what is registered later is unknown."
    ),
]


def preview(
    history: HistoryFile,
    /,
    *,
    deal: OneDeal,
    credit: CreditShares,
    commission: CommissionShares,
    reading: Readings = None,
    at: At = None,
    rulebook: Book = None,
    json: AsJson = False,
    lang: Language = "en",
    timezone: Timezone = None,
) -> int:
    """Say what a ruling would mean before it is made: which other cases, closed or open, the same reading would change.

    Nothing is recorded. The same reading is that the clauses which give what is ruled go before those that decide.
    """
    award = Award.of(_shares("--credit", credit), _shares("--commission", commission))
    refusals = Refusals()
    with office_of(
        history,
        rulebook=rulebook,
        known_at=Asked("--at", at, default=datetime.now(UTC)),
        timezone=timezone,
        lang=lang,
    ) as asked:
        with told_what_is_known(asked.office.source, asked.where):
            answer = asked.office.decide(deal)
        found = previewed(answer, award, _others(asked.office, refusals, lang, asked.where), reading or ())
    if json:
        for one in as_data(found, award):
            printing.line(one)
    else:
        _print(found, answer, award, lang)
    return refusals.code()


def _shares(option: str, text: str) -> Any:
    pairs = [one.partition("=") for one in text.split(",")]
    table = {payee.strip(): share.strip() for payee, _, share in pairs}
    expected = "expected each payee once with a share, summing to one, for example li=80%,zhang=20%"
    if len(table) != len(pairs):
        raise CallInvalid(f"{option} {text}: {expected}")
    try:
        return _SHARES.validate_python(table)
    except ValidationError:
        raise CallInvalid(f"{option} {text}: {expected}") from None


def _others(office: Office, refusals: Refusals, lang: str, where: str) -> Iterator[Attribution]:
    """The closed deals, then the customers of whom no member of the party bought, a party once."""
    bought = set[str]()
    for answer in answers_of(office, None, refusals, lang, where):
        bought |= answer.dossier.own.party
        yield answer
    for customer in sorted(office.source.customers()):
        if customer in bought:
            continue
        with refusals.noted():
            try:
                answer = office.owner(customer)
            except CustomerUnknown:
                continue  # a ledger names also whom nobody had spoken of at that time
            if bought.isdisjoint(answer.dossier.own.party):
                yield answer
            bought |= answer.dossier.own.party


def as_data(found: Preview, award: Award) -> Iterator[dict[str, Any]]:
    """The objects of a preview: the ruling, then each case it would change, then each ruling it goes against."""
    yield {
        "deal": found.deal,
        **award_data(award),
        "decided_by": list(found.decided_by),
        "follows": [list(ids) for ids in found.follows],
        "cases": found.cases,
        "changed": len(found.changed),
        "against": len(found.against),
    }
    for one in found.changed:
        yield {
            "case": "customer" if one.case.deal is None else "deal",
            "deal": one.case.deal,
            "customer": one.case.customer,
            "by": list(one.by),
            "before": award_data(one.before),
            "after": award_data(one.after),
        }
    for ruled in found.against:
        yield {"case": "ruling", **ruled_data(ruled)}


def _print(found: Preview, answer: Attribution, award: Award, lang: str) -> None:
    words = Words.of(answer, lang)
    said = words.said
    for line in _by_the_book(found, answer, words):
        printing.prose(line)
    printing.prose(said(say.GIVEN_BY_RULING).format(award=given(award, words)))
    if found.decided_by in found.follows:
        printing.prose(said(say.UPHOLDS))
    elif not found.follows:
        printing.prose(said(say.FOLLOWS_NONE))
    else:
        for ids in found.follows:
            printing.prose(said(say.FOLLOWS).format(clauses=_clauses(ids, answer.rulebook, words)))
        if not found.changed:
            printing.prose(said(say.CHANGES_NONE).format(cases=found.cases))
    for one in found.against:
        credit, commission = words.shares(one.award.credit), words.shares(one.award.commission)
        ruling = one.ruling.event.ruling
        text = said(say.AGAINST).format(ruling=ruling, deal=one.deal, credit=credit, commission=commission)
        printing.prose(text)
    if found.changed:
        headings = [said(one) for one in (say.CASE, say.BEFORE, say.AFTER)]
        title = said(say.CHANGES).format(changed=len(found.changed), cases=found.cases)
        printing.table(headings, [_row(one, lang) for one in found.changed], title=title)


def _by_the_book(found: Preview, answer: Attribution, words: Words) -> Iterator[str]:
    """What the clauses make of the deal, and what was settled or ruled before."""
    said, book, decision = words.said, answer.rulebook, by_the_book(answer)
    if not found.decided_by:
        yield said(say.UNDECIDED).format(deal=found.deal)
    else:
        text = say.DECIDED_BY if decision.status == "final" else say.LEFT_TO_A_RULING
        yield said(text).format(deal=found.deal, clauses=_clauses(found.decided_by, book, words))
    if decision.status == "final":
        yield said(say.GIVEN_BY_BOOK).format(award=given(decision.award, words))
    if answer.because and answer.because[0].clause.final:
        stands = Award.of(answer.credit, answer.commission)
        by = _clauses([one.clause.id for one in answer.because], book, words)
        yield said(say.GIVEN_BEFORE).format(clauses=by, award=given(stands, words))


def _row(one: Changed, lang: str) -> list[str]:
    words = Words.of(one.case, lang)
    text = say.CASE_CUSTOMER if one.case.deal is None else say.CASE_DEAL
    case = words.said(text).format(deal=one.case.deal, customer=words.person(one.case.customer))
    return [case, given(one.before, words), given(one.after, words)]


def _clauses(ids: Sequence[str], book: Rulebook, words: Words) -> str:
    return formats.listed(words.said, (_clause(id, book, words) for id in ids))


def _clause(id: str, book: Rulebook, words: Words) -> str:
    clause = book.clause(id)
    return f"{clause.cite} {words.said.of_book(clause.title)}".rstrip()
