"""The books that a command is about: of which history, under which plan, as known when."""

from __future__ import annotations

import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import Asked, limited, refuse_unknown_zone, rulebook_of, zone_of
from leadledger.cli.ledgers import existing, is_ledger
from leadledger.cli.meant import customers_like
from leadledger.cli.streams import tell
from leadledger.errors import CallInvalid, HistoryContradiction
from leadledger.importing import read_history
from leadledger.ledger import Ledger, Office
from leadledger.ledger import open as open_ledger
from leadledger.ledger.amounts import amounts_in
from leadledger.plan import Plan, load_plan
from leadledger.projections.books import Books
from leadledger.projections.statement import Statement
from leadledger.rulebook.rulebook import Rulebook
from leadledger.texts import Catalogue, catalogue, formats
from leadledger.texts import commands as told
from leadledger.texts import statements as say
from leadledger.values import Money

_NAMED = 5  # deals that are named where nothing can be figured

PlanBook = Annotated[
    str | None,
    Parameter(name="--plan", help="The name of a commission plan or a TOML file, instead of those adopted."),
]
OneAgent = Annotated[str | None, Parameter(name="--agent", help="Only this agent, by id; without it, all of them.")]


@dataclass(frozen=True, slots=True)
class Kept:
    """The books of a history, where that is as a refusal says it, and what stands above what is printed of them.

    They are *supposed* where they are kept by another plan than the one adopted: then no month of theirs is closed.
    """

    books: Books
    where: str
    above: tuple[str, ...] = ()
    supposed: bool = False

    def statements(self, agent: str | None, period: str) -> list[Statement]:
        """The statements of a month, of one agent or of all, where there is anything in them.

        An empty one is none: it would appear in a closed month as soon as something else is booked in its currency.

        Raises:
            CallInvalid: nobody in the books is that agent.
        """
        if agent is not None:
            self.refuse_unknown(agent)
        agents = sorted(self.books.agents()) if agent is None else [agent]
        found = [one for each in agents for one in self.books.statement(each, period)]
        told = [one for one in found if one.lines or any(map(_minor, (one.opening, one.closing, one.pending)))]
        return [replace(one, closed=False) for one in told] if self.supposed else told

    def refuse_unknown(self, agent: str) -> None:
        """Raises CallInvalid for an agent of whom nothing is known here."""
        names = self.books.names
        people = sorted({*self.books.agents(), *names})
        if agent not in people:
            like = [f"{one} ({names[one]})" if one in names else one for one in customers_like(people, names, agent)]
            meant = f"; did you mean {' or '.join(like)}?" if like else ""
            raise CallInvalid(f"--agent {agent}: nobody is that agent {self.where}{meant}")


def kept(
    file: str,
    *,
    lang: str,
    rulebook: str | None = None,
    plan: str | None = None,
    known_at: str | None = None,
    as_entered: str | None = None,
    timezone: str | None = None,
) -> Kept:
    """The books of the history in *file*, or of the ledger; standard error says what could not be figured.

    Raises:
        RegisterRefused, HistoryContradiction, LedgerRefused: the file is no history, and no ledger.
        RulebookUnknown, RulebookInvalid, PlanUnknown, PlanInvalid: there is no such rulebook or plan.
        CallInvalid: an option is not written as it should be.
    """
    book = rulebook_of(rulebook, None)
    chosen = None if plan is None else load_plan(plan)
    refuse_unknown_zone(timezone)
    if as_entered is not None and not is_ledger(file):
        raise CallInvalid(f"--as-entered: {file} keeps no times of entry, only a ledger does")
    said = catalogue(lang)
    with opened(file, book, timezone) as ledger:
        zone = zone_of(book, ledger.office().source)
        limits = [(Asked("--known-at", known_at), "up to"), (Asked("--as-entered", as_entered), "as entered up to")]
        known, entered = (asked.instant(timezone, lambda: zone) for asked, _ in limits)
        office = ledger.office(rulebook=book, known_at=known, as_entered=entered)
        if office.assumed:
            sys.stderr.write(f"{said(told.ASSUMED)}\n")
        supposed = chosen is not None and office.source.adopts_plans()
        books = books_of(ledger, said, rulebook=book, plan=chosen, known_at=known, as_entered=entered)
    where = " ".join((f"in {file}", *(f"{word} {asked.text}" for asked, word in limits if asked.text is not None)))
    above = (
        limited(asked.option, at, lambda: zone, lang) for (asked, _), at in zip(limits, (known, entered), strict=True)
    )
    other = said(say.SUPPOSED).format(plan=plan) if supposed else None
    return Kept(books, where, tuple(filter(None, (*above, other))), supposed)


def books_of(
    ledger: Ledger,
    said: Catalogue,
    *,
    rulebook: Rulebook | None = None,
    plan: Plan | None = None,
    known_at: datetime | None = None,
    as_entered: datetime | None = None,
    if_closed: str | None = None,
) -> Books:
    """The books of a ledger, with a bar while they are made; standard error says what could not be figured.

    With *if_closed* they are as closing that month would leave them.
    """
    with printing.bar(said, say.POSTING) as progress:
        if if_closed is not None:
            books = ledger.books_if_closed(if_closed, rulebook=rulebook, plan=plan, progress=progress)
        else:
            asked = {"known_at": known_at, "as_entered": as_entered}
            books = ledger.books(rulebook=rulebook, plan=plan, progress=progress, **asked)
    _tell_unfigured(books.unfigured, said)
    return books


def amounts_of(
    file: str, office: Office, timezone: str | None, as_entered: datetime | None
) -> Mapping[str, Mapping[str, Money]]:
    """What each deal brings each payee, of those that a plan was in force for when they closed."""
    books = books_behind(file, office, timezone, as_entered)
    return {} if books is None else amounts_in(books)


def books_behind(file: str, office: Office, timezone: str | None, as_entered: datetime | None) -> Books | None:
    """The books of what an office knows; None where it knows no plan.

    So it is where entries contradict each other: the deals they concern are refused, and nothing can be booked.
    """
    if not office.source.adopts_plans():
        return None
    book, known_at = office.asked_for, office.source.known_at
    try:
        with opened(file, book, timezone, known_at=known_at) as ledger:
            return ledger.books(rulebook=book, known_at=known_at, as_entered=as_entered)
    except HistoryContradiction:
        return None


@contextmanager
def opened(
    file: str, book: Rulebook | None, timezone: str | None, *, known_at: datetime | None = None
) -> Generator[Ledger]:
    """The ledger, or one in memory with the entries of the history in *file*, of them those known by *known_at*."""
    if is_ledger(file):
        with existing(file) as ledger:
            yield ledger
        return
    lines = read_history(file, timezone, types={} if book is None else book.events)
    with open_ledger(":memory:") as ledger:
        events = (line.event for line in lines)
        ledger.import_events(
            [event for event in events if known_at is None or event.registered_at <= known_at], rulebook=book
        )
        yield ledger


def _tell_unfigured(unfigured: Mapping[str, str], said: Catalogue) -> None:
    if not unfigured:
        return
    named = [
        said(say.UNFIGURED_ONE).format(deal=deal, why=said(say.WHY_UNFIGURED.get(why, why)))
        for deal, why in islice(unfigured.items(), _NAMED)
    ]
    if len(unfigured) > _NAMED:
        named.append(said(say.AND_MORE).format(count=len(unfigured) - _NAMED))
    text = said.plural(say.UNFIGURED.one, say.UNFIGURED.many, len(unfigured))
    tell(text.format(count=len(unfigured), deals=formats.enumerated(said, named)))


def _minor(of: object) -> int:
    amount: int = getattr(of, "amount_minor", 0)
    return amount
