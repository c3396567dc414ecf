"""The registers of a dossier: the party's own, and as far as referrals lead there those of the referrers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from leadledger.dossier import Dossier, Fact, Timeline
from leadledger.events import ReferralMade
from leadledger.rulebook.reading import Reading
from leadledger.rulebook.register import Register
from leadledger.rulebook.rulebook import Rulebook


def read(dossier: Dossier, book: Rulebook, upheld: Iterable[Fact] = ()) -> Reading:
    """The dossier as the book's reading clauses leave it, undecided complaints in *upheld* taken as upheld."""
    reading = Reading.of(dossier, book.terms.timezone, upheld)
    for clause in book.reading:
        reading = clause.apply(reading)
    return reading


def own_register(reading: Reading, book: Rulebook) -> Register:
    """The register of the deal's party after all its facts."""
    dossier = reading.dossier
    receivers = _original_receivers(dossier, book)
    register = Register(
        party=dossier.own.party,
        zone=book.terms.timezone,
        first_entry=_first_entry(reading.own, book),
        original_receivers=receivers,
        barred=reading.barred,
        presence=dossier.presence,
        around=dossier.around,
    )
    for fact in reading.own:
        rules = book.rules.get(fact.event.type)
        if rules is not None:
            register.enter(fact, rules)
    return register


def _original_receivers(dossier: Dossier, book: Rulebook) -> Mapping[int, str | None]:
    """By referral: who holds, at that entry, the first-opened claim on the referrer's party.

    All the parties' facts are folded in register order in one pass. Complaints by a referrer do not count.
    """
    receivers: dict[int, str | None] = {}
    if not dossier.referrers:
        return receivers
    registers: dict[frozenset[str], Register] = {}
    entries: list[tuple[int, Fact, Register | None]] = []
    for timeline in dossier.referrers:
        facts = _as_read(dossier, timeline, book)
        register = Register(
            party=timeline.party,
            zone=book.terms.timezone,
            first_entry=_first_entry(facts, book),
            original_receivers=receivers,
            presence=dossier.presence,
        )
        registers[timeline.party] = register
        entries.extend((fact.order, fact, register) for fact in facts)
    entries.extend((fact.order, fact, None) for fact in dossier.own.facts if isinstance(fact.event, ReferralMade))
    entries.sort(key=lambda entry: entry[0])
    for order, fact, own in entries:
        if isinstance(fact.event, ReferralMade) and order not in receivers:
            referrer = registers.get(dossier.party_of(fact.event.referrer))
            receivers[order] = referrer.first_holder() if referrer is not None else None
        if own is not None:
            own.enter(fact, book.rules.get(fact.type, ()))
    return receivers


def _as_read(dossier: Dossier, timeline: Timeline, book: Rulebook) -> tuple[Fact, ...]:
    """A referrer's timeline, which has no complaints in it, as the reading clauses leave it."""
    return read(replace(dossier, own=timeline), book).own


def _first_entry(facts: Iterable[Fact], book: Rulebook) -> Fact | None:
    entries = book.terms.register_entries
    return next((fact for fact in facts if fact.event.type in entries), None)
