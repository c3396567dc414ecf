"""The ledger: entries recorded once and kept for ever, and decided from where they are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self, TypeVar, cast, overload
from uuid import UUID

from leadledger.errors import EntryRefused, LedgerRefused, TimeNaive
from leadledger.events import EVENT_TYPES, Event
from leadledger.events.declared import NONE_DECLARED, EventTypes
from leadledger.importing import Mapping as RegisterMapping
from leadledger.importing.collecting import collected_later
from leadledger.ledger.bookkeeping import Progress, keep_books
from leadledger.ledger.changes import Subscription
from leadledger.ledger.moves import Move, closed_in_either, moves
from leadledger.ledger.office import Office, Refused
from leadledger.ledger.payouts import closing, payment_of, refuse_another_plan
from leadledger.ledger.reach import deals_reached
from leadledger.ledger.recorded import Asking, Recorded, record_decision
from leadledger.ledger.recording import record
from leadledger.ledger.registers import Import, import_registers
from leadledger.ledger.replaying import Replay, Replaying
from leadledger.ledger.rounds import LedgerFacts
from leadledger.ledger.sharing import each_decided
from leadledger.ledger.supposing import WhatIf
from leadledger.ledger.supposition import Supposition
from leadledger.ledger.whatif import what_if
from leadledger.plan import Plan, load_plan
from leadledger.projections.books import Books
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.library import load_rulebook
from leadledger.rulebook.rulebook import Rulebook
from leadledger.store.copies import edge_of_copy
from leadledger.store.database import Database
from leadledger.store.entries import Entry, Incoming, Receipt
from leadledger.store.journal import Journal
from leadledger.store.merkle import Frontier
from leadledger.store.proving import Extension, Proofs, extend, prove
from leadledger.store.verifying import Verified, verify

T = TypeVar("T")

_NO_EVENTS: tuple[type, ...] = (str, bytes, Mapping)


class Head(NamedTuple):
    """How many entries a ledger has, and the root of the tree over all of them (RFC 6962), in hexadecimal."""

    size: int
    root: str


class Ledger:
    """An office's entries, in a file that can be trusted, and what they come to.

    It may be used from several threads, and the file by several processes. Make one with :func:`open`.
    """

    def __init__(self, database: Database, *, name: str = "", clock: Callable[[], datetime] | None = None) -> None:
        self._database = database
        self._journal = Journal(database, name, clock=clock)
        self._clock = clock or (lambda: datetime.now(UTC))
        self._books: dict[UUID, Rulebook] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def record(self, events: Event | Iterable[Event], *, rulebook: Rulebook | str | None = None) -> tuple[Receipt, ...]:
        """Record one event or several, all or none; they are on the disk when this returns.

        Each gets the register time of now and, where it has none, an id. An event that is there already, by its id or
        without one by its content, is not entered again: its receipt says where it stands, with *new* false.
        Entries of apps' types are taken where a rulebook that was adopted, is adopted with them or is given declares
        the type, or a plugin brings it.

        Raises:
            HistoryContradiction: it cannot be true beside what is there; both places are named.
            EntryRefused: it cannot be taken as it is.
        """
        one = Event in type(events).__mro__  # isinstance would ask pydantic, at ten times the cost
        return self._record([cast("Event", events)] if one else _listed(events), rulebook)

    def import_events(self, events: Iterable[Event], *, rulebook: Rulebook | str | None = None) -> tuple[Receipt, ...]:
        """Enter the events of an old register, all or none: they keep the register times they have.

        One that is there already is not entered again, as when recording.

        Raises:
            HistoryContradiction: they cannot be true beside what is there; both places are named.
            EntryRefused: one cannot be taken as it is.
        """
        return self._record(_listed(events), rulebook, register=True)

    def _record(
        self, events: list[Event], rulebook: Rulebook | str | None, *, register: bool = False
    ) -> tuple[Receipt, ...]:
        types = _declared_in(rulebook)
        if len(events) == 1:
            return tuple(record(self._journal, [Incoming(events[0], "the new entry")], register=register, types=types))
        incoming = [Incoming(one, f"new entry {number}") for number, one in enumerate(events, 1)]
        with collected_later():
            return tuple(record(self._journal, incoming, register=register, types=types))

    def decide(
        self,
        deal: str,
        *,
        rulebook: Rulebook | str | None = None,
        known_at: datetime | None = None,
        as_entered: datetime | None = None,
    ) -> Attribution:
        """What a deal comes to, with what the register took by *known_at* and was in this ledger by *as_entered*.

        Only the facts that bear on it are read.

        Raises:
            DealUnknown, DealNotClosed: there is nothing to decide yet.
            HistoryContradiction: entries about it cannot both be true, as known.
            RulebookGap, RulebookAmbiguous: no rulebook governs its closing day, or two do.
        """
        return self.office(rulebook=rulebook, known_at=known_at, as_entered=as_entered).decide(deal)

    @overload
    def decide_all(
        self,
        *,
        rulebook: Rulebook | str | None = None,
        known_at: datetime | None = None,
        as_entered: datetime | None = None,
    ) -> Iterator[Attribution | Refused]: ...

    @overload
    def decide_all(
        self,
        *,
        rulebook: Rulebook | str | None = None,
        known_at: datetime | None = None,
        as_entered: datetime | None = None,
        each: Callable[[Attribution | Refused], T],
        processes: int = 1,
    ) -> Iterator[T]: ...

    def decide_all(
        self,
        *,
        rulebook: Rulebook | str | None = None,
        known_at: datetime | None = None,
        as_entered: datetime | None = None,
        each: Callable[[Attribution | Refused], T] | None = None,
        processes: int = 1,
    ) -> Iterator[Attribution | Refused] | Iterator[T]:
        """Every closed deal in closing order, one at a time; those that cannot be decided as refusals.

        With *each*, what that makes of each answer comes instead of the answer, and the deals of a file can be shared
        between *processes*: each decides some, of the same beginning of the ledger, and makes of them what comes back.
        *each* is then a function at the top of a module (or a :func:`functools.partial` of one), what it makes can be
        pickled, and a script asks under ``if __name__ == "__main__":``, because the others import it too. Without
        *each* there is one process, since to hand over a whole answer, with all facts that it rests on, takes longer
        than to decide it. A ledger in memory stays in one process.

        Raises:
            TypeError: several processes are asked for without *each*, or with one that no other process can find.
            LedgerRefused: a process ended before it had answered.
        """
        if not processes >= 1:
            raise ValueError(f"processes is {processes}: expected 1 or more")
        if each is None and processes > 1:
            raise TypeError(
                "several processes need each, which says what is made of an answer where it is decided: "
                "a whole answer takes longer to hand over than to decide"
            )
        office = self.office(rulebook=rulebook, known_at=known_at, as_entered=as_entered)
        if each is None:
            return office.decide_all()
        return each_decided(office, office.closed_deals(), each, processes=processes)

    def owner(
        self,
        customer: str,
        at: datetime | None = None,
        *,
        rulebook: Rulebook | str | None = None,
        as_entered: datetime | None = None,
        project: str | None = None,
    ) -> Attribution:
        """Who would own the customer if they bought at that instant (now, if none is given), from nobody in particular.

        What the register took later is unknown. *project* is the one they would buy in.

        Raises:
            CustomerUnknown: nothing speaks of the customer.
            RulebookGap, RulebookAmbiguous: no rulebook governs that day, or two do.
        """
        _refuse_unusable("at", at)
        at = self._clock() if at is None else at
        return self.office(rulebook=rulebook, known_at=at, as_entered=as_entered).owner(customer, project=project)

    def office(
        self,
        *,
        rulebook: Rulebook | str | None = None,
        known_at: datetime | None = None,
        as_entered: datetime | None = None,
        upto: int | None = None,
    ) -> Office:
        """The ledger as it stands now, ready for many questions about one and the same state.

        *known_at* leaves out what the register took later, *as_entered* what was entered here later, by the ledger's
        own clock, and *upto* what stands after that position.
        """
        for name, at in (("known_at", known_at), ("as_entered", as_entered)):
            _refuse_unusable(name, at)
        if as_entered is not None:
            entered = self._journal.entered_by(as_entered)
            upto = entered if upto is None else min(upto, entered)
        book = load_rulebook(rulebook) if isinstance(rulebook, str) else rulebook
        facts = LedgerFacts(self._journal, known_at=known_at, upto=upto, types=_declared_in(book))
        return Office(facts, book, books=self._books)

    def books(
        self,
        *,
        rulebook: Rulebook | str | None = None,
        plan: Plan | str | None = None,
        known_at: datetime | None = None,
        as_entered: datetime | None = None,
        progress: Progress | None = None,
    ) -> Books:
        """The commission ledger: what every deal, month and payment came to, with what is known as for :meth:`decide`.

        *plan* is a commission plan, or the name or file of one; without it those adopted govern, each the deals that
        close in its time. *progress* is told now and then how many entries were taken, and of how many. Every entry is
        read.

        Raises:
            PlanInvalid, PlanUnknown: the plan cannot be used.
        """
        for name, at in (("known_at", known_at), ("as_entered", as_entered)):
            _refuse_unusable(name, at)
        book = load_rulebook(rulebook) if isinstance(rulebook, str) else rulebook
        return keep_books(
            self._journal,
            rulebook=book,
            plan=load_plan(plan) if isinstance(plan, str) else plan,
            known_at=known_at,
            upto=None if as_entered is None else self._journal.entered_by(as_entered),
            types=_declared_in(book),
            progress=progress,
        )

    def whatif(
        self,
        supposed: Supposition | Rulebook | str,
        *,
        known_at: datetime | None = None,
        as_entered: datetime | None = None,
        at: datetime | None = None,
        progress: Progress | None = None,
    ) -> WhatIf:
        """Every deal as it is, and under another rulebook or with what else is *supposed*: who gains, who loses.

        Iterate over it for the deals that come to something else; both sides are of one and the same state of the
        ledger, and nothing is written. Where a commission plan is in force, or supposed, every entry is read for both
        sides before this returns, which *progress* is told of. *at* is the present of the question (else *known_at*,
        else now), where a rulebook that is not in force yet is shadowed.

        Raises:
            RulebookUnknown, RulebookInvalid, CallInvalid, EntryRefused: what is supposed cannot be.

        >>> from datetime import UTC, datetime
        >>> from leadledger.events import SubscriptionSigned, VisitReceived
        >>> day = datetime(2026, 3, 1, 10, tzinfo=UTC)
        >>> with open(":memory:") as ledger:
        ...     visit, _ = ledger.import_events([
        ...         VisitReceived(customer="c1", agent="zhang", occurred_at=day),
        ...         SubscriptionSigned(deal="d1", customer="c1", agent="li", unit="u1", occurred_at=day),
        ...     ])
        ...     for one in ledger.whatif(Supposition(without=frozenset({visit.id}))):
        ...         print(one.deal, {payee: str(gain) for payee, gain in one.gains.items()})
        d1 {'zhang': '-1', 'li': '1'}
        """
        for name, instant in (("known_at", known_at), ("as_entered", as_entered), ("at", at)):
            _refuse_unusable(name, instant)
        return what_if(
            self._journal,
            Supposition.of(supposed),
            at=at or known_at or self._clock(),
            upto=None if as_entered is None else self._journal.entered_by(as_entered),
            known_at=known_at,
            read=self._books,
            progress=progress,
        )

    def record_decision(
        self, deal: str, *, known_at: datetime | None = None, rulebook: Rulebook | str | None = None
    ) -> Recorded:
        """Decide a deal and record what it comes to, as ``decide --json`` prints it in English, for :meth:`replay`.

        It is decided with what the register took by *known_at*, which is up to now and is now where none is given, and
        nothing that is recorded live later is known by then. *rulebook* is for an office that adopted none here. Others
        read meanwhile, but wait to write; where a commission plan is in force every entry is read for the amounts.

        Raises:
            EntryRefused: *known_at* is still to come, or another rulebook than those adopted is given.
            LeadledgerError: the deal cannot be decided, as :meth:`decide`.

        >>> from datetime import UTC, datetime
        >>> from leadledger.events import SubscriptionSigned, VisitReceived
        >>> at = datetime(2026, 3, 1, 10, tzinfo=UTC)
        >>> with open(":memory:") as ledger:
        ...     _ = ledger.record(VisitReceived(customer="c1", agent="zhang", occurred_at=at))
        ...     _ = ledger.record(SubscriptionSigned(deal="d1", customer="c1", agent="li", unit="u1", occurred_at=at))
        ...     recorded = ledger.record_decision("d1")
        ...     recorded.receipt.position, recorded.decision.attribution["owner"], next(ledger.replay()).same
        (3, 'zhang', True)
        """
        _refuse_unusable("known_at", known_at)
        book = load_rulebook(rulebook) if isinstance(rulebook, str) else rulebook
        return record_decision(self._journal, Asking(deal, known_at, book, _declared_in(book)))

    def replay(self, deal: str | None = None, *, rulebook: Rulebook | str | None = None) -> Iterator[Replay]:
        """Every recorded decision that stands, or those on one deal, decided again with what was known then.

        They come in the order of entry, each with whether it is the same, byte for byte, and with the named reasons
        where it is not. *rulebook* is for decisions of an office that adopted none here.
        """
        book = load_rulebook(rulebook) if isinstance(rulebook, str) else rulebook
        return Replaying(self._database, self._journal, book, _declared_in(book), self._books).each(deal)

    def close_period(
        self, period: str, *, rulebook: Rulebook | str | None = None, plan: Plan | str | None = None
    ) -> Receipt:
        """Close a month, ``2026-03``, for good: what comes later is booked in the next that is open.

        Months before it that are open are closed with it. *plan* says that the office keeps its plan outside of the
        ledger; else one has to be adopted here.

        Raises:
            EntryRefused: the month is not over, or no plan was adopted.
            HistoryContradiction: it is closed already.
        """
        office = self.office(rulebook=rulebook)
        closed = closing(period, self._journal.now(), office.zone)
        if plan is None and not office.source.adopts_plans():
            raise EntryRefused(f"no commission plan was adopted: adopt one before {period} is closed for good")
        return self.record(closed, rulebook=rulebook)[0]

    def books_if_closed(
        self,
        period: str,
        *,
        rulebook: Rulebook | str | None = None,
        plan: Plan | str | None = None,
        progress: Progress | None = None,
    ) -> Books:
        """The books as closing a month would leave them, with what its end brings; nothing is closed.

        Others read meanwhile, but wait to write.

        Raises:
            EntryRefused, HistoryContradiction: as :meth:`close_period`.
        """
        with self._journal.alone(keep=False):
            self.close_period(period, rulebook=rulebook, plan=plan)
            return self.books(rulebook=rulebook, plan=plan, progress=progress)

    def pay(
        self,
        agent: str,
        period: str,
        *,
        currency: str | None = None,
        payment: str | None = None,
        paid_at: datetime | None = None,
        rulebook: Rulebook | str | None = None,
        plan: Plan | str | None = None,
    ) -> Receipt:
        """Record that an agent was paid what the closed month *period* leaves due to them.

        *payment* names the payment; the same again is not recorded again. Paid is once for each month and currency,
        however many try at once; *currency* has to be said where amounts in several are due. *paid_at* is when it was
        paid; now, if it is left out. *plan* is for an office that keeps its plan outside of the ledger.

        Raises:
            EntryRefused: the month is not closed, nothing is due, or *plan* is given where one was adopted.
            HistoryContradiction: the agent is paid for it already.
        """
        office = self.office(rulebook=rulebook)
        if plan is not None:
            refuse_another_plan(office)
        books, at = self.books(rulebook=rulebook, plan=plan), paid_at or self._journal.now()
        return self.record(payment_of(books, agent, period, at, office.zone, currency, payment), rulebook=rulebook)[0]

    def event_types(self, *, rulebook: Rulebook | str | None = None) -> EventTypes:
        """The apps' event types that entries may be of here, by name: ``ledger.event_types()["app.NoticeGiven"]``.

        They are those of every rulebook adopted here, of plugins, and of *rulebook*.

        Raises:
            RulebookInvalid: *rulebook* declares one otherwise than it is declared here.
        """
        types = self._journal.event_types(_declared_in(rulebook))
        return {name: cls for name, cls in types.items() if name not in EVENT_TYPES}

    def events(self, *, rulebook: Rulebook | str | None = None) -> Iterator[Entry]:
        """Every entry that is there when this is called, in register order, read page by page.

        *rulebook* declares event types beside those that are adopted here.
        """
        return self._journal.in_register_order(upto=self._journal.size(), types=_declared_in(rulebook))

    def subscribe(self, *, after: int = 0, follow: bool = True, rulebook: Rulebook | str | None = None) -> Subscription:
        """Each entry after a position as it is appended, by whomever, with the decisions it moved.

        It waits for more until it is stopped or the ledger is closed; without *follow* it ends with the last entry.
        *rulebook* declares event types beside those that are adopted here.

        >>> from datetime import UTC, datetime
        >>> from leadledger.events import SubscriptionSigned, VisitReceived
        >>> at = datetime(2026, 3, 1, 10, tzinfo=UTC)
        >>> with open(":memory:") as ledger:
        ...     _ = ledger.record(VisitReceived(customer="c1", agent="zhang", occurred_at=at))
        ...     _ = ledger.record(SubscriptionSigned(deal="d1", customer="c1", agent="li", unit="u1", occurred_at=at))
        ...     for change in ledger.subscribe(after=1, follow=False):
        ...         print(change.position, [(move.deal, move.before, move.after.owner) for move in change.moved])
        2 [('d1', None, 'zhang')]
        """
        types = _declared_in(rulebook)
        moved = partial(self._moved, types=types)
        return Subscription(self._database, self._journal, moved, after=after, follow=follow, types=types)

    def import_files(
        self,
        files: Path | str | Iterable[Path | str],
        mapping: RegisterMapping | Path | str | None = None,
        timezone: str | None = None,
        encoding: str | None = None,
        *,
        dry_run: bool = False,
        rulebook: Rulebook | str | None = None,
    ) -> Import:
        """Import a register, or several: ``.xlsx``, ``.csv``, ``.jsonl``; all of them or nothing, in one transaction.

        Entries are entered in register order, and keep their register times. What is there already, by its id or
        without one by its content, adds nothing, so a file may be imported again or in pieces. *rulebook* declares
        event types beside those that are adopted here or in the files.

        A dry run changes nothing and lists in *moves* the decisions that the import would move. It enters the entries,
        decides the deals they may reach (all, where a rulebook is adopted) before and after, and undoes it: others
        read meanwhile, but wait to write, as long as that takes.

        Raises:
            RegisterRefused: a file cannot be imported; all faults of all files.
            MappingInvalid: the mapping cannot be used.
            HistoryContradiction: entries cannot be true beside what is there, or beside each other; both places are
                named.
        """
        target = self._database.path
        types = _declared_in(rulebook)
        return import_registers(
            self._journal, files, mapping, timezone, encoding, target=target, dry_run=dry_run, types=types
        )

    def head(self) -> Head:
        """How many entries there are, and the root of the tree over all of them."""
        return _head(self._journal.head().frontier)

    def _moved(self, entry: Entry, types: EventTypes = NONE_DECLARED) -> tuple[Move, ...]:
        """The decisions an entry moved, all before it and all with it being known."""
        upto = (entry.position - 1, entry.position)
        facts = [LedgerFacts(self._journal, upto=position, types=types) for position in upto]
        before, after = (Office(one, books=self._books) for one in facts)
        deals = deals_reached(facts[1], [entry.event], after.of_agents())
        return tuple(moves(before, after, closed_in_either(before, after) if deals is None else deals))

    def verify(self, against: Head | None = None) -> Verified:
        """Whether all is as it was entered: everything recomputed, the first bad position named; damage is no error.

        *against* is a head that :meth:`head` gave earlier and that was kept elsewhere: the ledger must begin with
        those entries, whatever was added since. Without it, a file that was rewritten as a whole is found sound.

        >>> with open(":memory:") as ledger:
        ...     found = ledger.verify()
        ...     found.ok, found.events, found.head == ledger.head().root, found.first_bad
        (True, 0, True, None)
        """
        _refuse_no_head(against)
        return verify(self._database, against=against)

    def positions(self, entries: Iterable[UUID]) -> dict[UUID, int]:
        """Where the entries of these ids stand, of those that are there."""
        return self._journal.positions(entries)

    def prove(self, positions: Iterable[int], *, size: int | None = None) -> Proofs:
        """The entries at *positions* as they are stored, each with its path to the root over the first *size*, or all.

        Raises:
            KeyError: there is no entry at one of them.
            LedgerRefused: the ledger has fewer entries, or was changed, so that no proof of it holds.
        """
        return prove(self._database, positions, size=size)

    def extend(self, old_size: int, *, size: int | None = None) -> Extension:
        """The path that shows that the first *size* entries, or all, begin with the first *old_size*.

        Raises:
            LedgerRefused: the ledger has fewer entries, or was changed, so that no proof of it holds.
        """
        return extend(self._database, old_size, size=size)

    def backup(self, path: Path | str) -> Head:
        """Copy the ledger as it stands to a new file, while others read and write; returns the head of the copy.

        It copies what is there, sound or not; :meth:`verify` tells which.

        Raises:
            LedgerRefused: there is a file of that name, or it cannot be written.
        """
        self._database.backup(path)
        return _head(edge_of_copy(path))

    def close(self) -> None:
        """Close the file; closing again does nothing, other use is refused."""
        self._database.close()


def _declared_in(rulebook: Rulebook | str | None) -> EventTypes:
    book = load_rulebook(rulebook) if isinstance(rulebook, str) else rulebook
    return NONE_DECLARED if book is None else book.events


def _head(edge: Frontier) -> Head:
    return Head(edge.size, edge.root().hex())


def _refuse_unusable(name: str, at: object) -> None:
    if at is None:
        return
    if not isinstance(at, datetime):
        raise TypeError(f"{name} is of type {type(at).__name__}: expected a datetime with an offset")
    if at.tzinfo is None:
        raise TimeNaive(name, at)


def _refuse_no_head(against: object) -> None:
    if against is not None and not isinstance(against, Head):
        raise TypeError(f"against is of type {type(against).__name__}: expected a Head, as Ledger.head() gives it")


def _listed(events: object) -> list[Event]:
    kind = type(events).__name__
    if not isinstance(events, Iterable) or isinstance(events, _NO_EVENTS):
        raise TypeError(f"{kind} cannot be recorded: expected an event or several")
    return list(cast("Iterable[Event]", events))


def open(  # noqa: A001  # as files are opened
    path: Path | str,
    *,
    create: bool = True,
    clock: Callable[[], datetime] | None = None,
    patience_seconds: float = 60.0,
) -> Ledger:
    """Open the ledger in a file, which is made if there is none; ``":memory:"`` is one that is gone when it is closed.

    Raises:
        LedgerRefused: it is no ledger, or a newer library's, or cannot be opened; it is left as it was. Later, from
            what writes: another process wrote for longer than *patience_seconds*.

    >>> from datetime import UTC, datetime
    >>> from leadledger.events import SubscriptionSigned, VisitReceived
    >>> at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    >>> with open(":memory:") as ledger:
    ...     _ = ledger.record(VisitReceived(customer="c1", agent="zhang", occurred_at=at))
    ...     _ = ledger.record(SubscriptionSigned(deal="d1", customer="c1", agent="li", unit="u1", occurred_at=at))
    ...     ledger.decide("d1").owner
    'zhang'
    """
    if "://" in str(path):
        raise LedgerRefused(f"{path} is the address of a database server: expected a file; servers are not served yet")
    memory = str(path) == ":memory:"
    database = Database(path, create=create, patience_seconds=patience_seconds)
    return Ledger(database, name="" if memory else str(path), clock=clock)
