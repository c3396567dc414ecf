"""Making a bundle: what a decision rests on, gathered, proven, left out where it is personal, and decided again."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from leadledger.disputes.bundles.checking import verify_bundle
from leadledger.disputes.bundles.checkpointed import signed_head
from leadledger.disputes.bundles.entries import read_entries
from leadledger.disputes.bundles.gathering import Gathered, gathered
from leadledger.disputes.bundles.model import (
    FORMAT,
    MOST_ENTRIES,
    VERSION,
    Bundle,
    BundledEntry,
    Decisions,
    Explanations,
    GivenBook,
    MadeBy,
)
from leadledger.disputes.bundles.needed import Resting, decides
from leadledger.disputes.bundles.plugged import plugins_for
from leadledger.disputes.bundles.proving import OfFile, OfLedger, ProvenEntries, Tree
from leadledger.disputes.bundles.redacting import Keeping, redacted
from leadledger.disputes.bundles.telling import (
    Asked,
    Figured,
    as_read,
    counts_others,
    decisions,
    essence,
    explanations,
    figured,
    named,
)
from leadledger.disputes.bundles.writing import written
from leadledger.disputes.signing import SigningKey
from leadledger.errors import BundleRefused, TimeNaive
from leadledger.events import Event
from leadledger.events.declared import NONE_DECLARED
from leadledger.events.wire import name_of
from leadledger.ledger import Head, Ledger, Office
from leadledger.ledger import open as open_ledger
from leadledger.ledger.amounts import Amounts, amounts_in
from leadledger.ledger.rounds import LedgerFacts
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.library import DEFAULT, load_rulebook, rulebooks
from leadledger.rulebook.rulebook import Rulebook
from leadledger.store.opening import MEMORY
from leadledger.values.version import VERSION as LIBRARY_VERSION
from leadledger.values.zones import ZONES_VERSION


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be bundled: of which deal, as known and as entered when, under which rulebook, keeping how much.

    The head is *key*'s to sign; or it is that of a *checkpoint* signed before, of the first *size* entries.
    """

    deal: str
    known_at: datetime | None = None
    as_entered: datetime | None = None
    rulebook: Rulebook | None = None
    personal: Keeping = "needed"
    key: SigningKey | None = None
    checkpoint: str | None = None
    size: int | None = None


def bundle(
    history: Ledger | Iterable[Event],
    deal: str,
    *,
    known_at: datetime | None = None,
    as_entered: datetime | None = None,
    rulebook: Rulebook | str | None = None,
    personal: Keeping = "needed",
    key: SigningKey | None = None,
) -> bytes:
    """The evidence bundle of a deal, as the bytes of its file: who has it can decide and check without the ledger.

    *known_at*, *as_entered* and *rulebook* are as for deciding; where the history adopts rulebooks there can be no
    other. Of personal parts *personal* keeps those that are ``needed``, because a clause reads them or the explanation
    quotes them; ``keep`` keeps all, ``redact`` none. The same ledger, asked the same, gives the same bytes. Events that
    no ledger keeps get a tree of their own, and the bundle says so. With *key* the head is signed.

    Raises:
        BundleRefused: none can be made; the message says why.
        LeadledgerError: the deal cannot be decided.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> told = given(visit("c", "zhang"), subscription("d", "c", "li")).events
    >>> verify_bundle(bundle(told, "d")).ok
    True
    """
    book = load_rulebook(rulebook) if isinstance(rulebook, str) else rulebook
    wanted = Wanted(deal, known_at, as_entered, book, personal, key)
    if known_at is not None and known_at.tzinfo is None:
        raise TimeNaive("known_at", known_at)
    if isinstance(history, Ledger):
        return written(bundle_of(history, wanted))
    with _kept(history, book) as ledger:
        return written(bundle_of(ledger, wanted, OfFile(ledger)))


def bundle_of(ledger: Ledger, wanted: Wanted, tree: Tree | None = None) -> Bundle:
    """The bundle of a deal of a ledger, proven by its own tree, or by another *tree*."""
    if wanted.rulebook is not None and wanted.rulebook.settings:
        raise BundleRefused("what would be under other settings is no decision: expected the rulebook as it is written")
    office = ledger.office(
        rulebook=wanted.rulebook, known_at=wanted.known_at, as_entered=wanted.as_entered, upto=wanted.size
    )
    source = office.source
    assert isinstance(source, LedgerFacts), "the office of a ledger asks a ledger"
    if wanted.rulebook is not None and source.adopted():
        raise BundleRefused("rulebooks were adopted here, and decisions follow them: expected no other rulebook")
    found = gathered(office, wanted.deal, names=wanted.personal == "keep")
    positions = ledger.positions(found.ids)
    if len(positions) > MOST_ENTRIES:
        raise BundleRefused(
            f"deal {wanted.deal!r} rests on {len(positions):,} entries: expected at most {MOST_ENTRIES:,}"
        )
    proven = (tree or OfLedger(ledger, source.upto)).prove(positions.values())
    making = _Making(ledger, wanted, office, found, proven)
    made = making.bundle("ledger" if tree is None else "file")
    checked = verify_bundle(written(made))
    if checked.flaw is not None:
        raise BundleRefused(f"the bundle that was made does not hold, {checked.flaw.what}: {checked.flaw.why}")
    return made


class _Making:
    def __init__(self, ledger: Ledger, wanted: Wanted, office: Office, found: Gathered, proven: ProvenEntries) -> None:
        self._ledger, self._wanted, self._office = ledger, wanted, office
        self._found, self._proven = found, proven
        book = wanted.rulebook or (rulebooks[DEFAULT] if office.assumed else None)
        self._types = NONE_DECLARED if book is None else book.events
        self._asked = Asked(wanted.deal, wanted.known_at, book)
        self._essence = essence(as_read(found.answer.to_dict()))

    def bundle(self, made_from: Literal["ledger", "file"]) -> Bundle:
        """The bundle: what is needed of what was gathered, and what it comes to."""
        entries = self._trimmed(self._proven.entries)
        entries = redacted(entries, self._asked, self._essence, self._wanted.personal, self._types)
        entries = self._trimmed(entries)
        read = read_entries(entries, self._types)
        answer = self._asked.answer(read)
        of_money = figured(read, self._asked, answer)
        amounts = self._amounts(of_money)
        kinds = {name_of(type(one.event)) for one in read}
        return Bundle(
            format=FORMAT,
            version=VERSION,
            deal=self._wanted.deal,
            known_at=None if self._wanted.known_at is None else self._wanted.known_at.isoformat(),
            made_by=MadeBy(leadledger=LIBRARY_VERSION, tzdata=ZONES_VERSION, plugins=plugins_for(answer, kinds)),
            made_from=made_from,
            head=self._proven.head,
            checkpoint=self._checkpoint(),
            rulebook=self._book(answer),
            plan=None if of_money is None else named(of_money),
            decision=Decisions(**decisions(answer, amounts)),
            explanation=Explanations(**explanations(answer)),
            entries=entries,
            nodes=self._proven.nodes(one.position for one in entries),
        )

    def _checkpoint(self) -> str | None:
        key, head = self._wanted.key, self._proven.head
        return self._wanted.checkpoint if key is None else signed_head(Head(head.size, head.root), key)

    def _trimmed(self, entries: Sequence[BundledEntry]) -> list[BundledEntry]:
        """The entries without those that the decision does not rest on."""
        read = read_entries(entries, self._types)
        if not decides(read, self._asked, self._essence):
            raise BundleRefused(f"deal {self._wanted.deal!r} does not follow from the entries that it rests on alone")
        answer = self._asked.answer(read)
        resting = Resting(read, self._asked, answer, figured(read, self._asked, answer))
        kept = {one.position for one in resting.trimmed()}
        return [one for one in entries if one.position in kept]

    def _amounts(self, of_money: Figured | None) -> Amounts | None:
        """What the deal brings, by the whole ledger where that may hang on other deals, or where it is nothing."""
        if of_money is None:
            return None
        if of_money.amounts and not counts_others(of_money.plan):
            return of_money.amounts
        wanted = self._wanted
        books = self._ledger.books(rulebook=wanted.rulebook, known_at=wanted.known_at, as_entered=wanted.as_entered)
        return amounts_in(books).get(wanted.deal)

    def _book(self, answer: Attribution) -> GivenBook:
        book, asked = answer.rulebook, self._asked.book
        why: Literal["adopted", "assumed", "given"] = "adopted"
        if asked is not None:
            why = "assumed" if self._wanted.rulebook is None else "given"
        document = None if asked is None else as_read(dict(asked.document))
        return GivenBook(name=book.name, version=book.version, digest=book.digest, why=why, document=document)


@contextmanager
def _kept(events: Iterable[Event], book: Rulebook | None) -> Generator[Ledger]:
    """A ledger in memory of events that none keeps."""
    told = list(events)
    if not told:
        raise BundleRefused("there are no events: expected a history")
    newest = max(event.registered_at for event in told)
    with open_ledger(MEMORY, clock=lambda: newest) as ledger:
        ledger.import_events(told, rulebook=book)
        yield ledger
