"""What a what-if supposes, as options say it, and the two sides to be compared."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from leadledger.cli import printing
from leadledger.cli.asking import Asked, limited, refuse_unknown_zone, rulebook_of, setting, zone_of
from leadledger.cli.ledgers import existing, is_ledger
from leadledger.dossier import History
from leadledger.errors import CallInvalid
from leadledger.events import Event, RulebookAdopted
from leadledger.events.declared import EventTypes, all_declared
from leadledger.importing import Line, read_history
from leadledger.importing.declarations import declarations
from leadledger.importing.history import LONGEST_LINE_BYTES, begin_history
from leadledger.ledger import Ledger
from leadledger.ledger.pure_whatif import what_if
from leadledger.ledger.source import InMemory
from leadledger.ledger.supposing import WhatIf
from leadledger.ledger.supposition import Supposition
from leadledger.plan import load_plan
from leadledger.texts import catalogue
from leadledger.texts import statements as say


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a what-if, as they are written."""

    rulebook: str | None = None
    settings: Sequence[str] | None = None
    plan: str | None = None
    adding: Sequence[str] | None = None
    without: Sequence[str] | None = None
    shadow: bool = False
    since: str | None = None
    known_at: str | None = None
    as_entered: str | None = None
    timezone: str | None = None

    def refuse_nothing(self) -> None:
        """Raises CallInvalid where nothing is supposed, or a shadow has no day to begin."""
        if not (self.rulebook or self.settings or self.plan or self.adding or self.without or self.shadow):
            raise CallInvalid(
                "nothing is supposed: expected --rulebook, --set, --plan, --with, --without or --shadow to say what if"
            )
        if self.shadow and self.since is None:
            raise CallInvalid("--shadow needs --since to say from which day, for example --since 2026-03-01")

    def day(self) -> date | None:
        """The day of --since."""
        if self.since is None:
            return None
        try:
            return date.fromisoformat(self.since)
        except ValueError:
            raise CallInvalid(f"--since {self.since}: expected a day such as 2026-03-01") from None

    def supposition(self, adding: Sequence[Event], without: frozenset[UUID]) -> Supposition:
        """What they suppose."""
        return Supposition(
            rulebook=rulebook_of(self.rulebook, None),
            plan=None if self.plan is None else load_plan(self.plan),
            settings=dict(setting(one) for one in self.settings or ()),
            adding=adding,
            without=without,
            shadow=self.shadow,
            since=self.day(),
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """Both sides, where the entries are as a refusal says it, and what stands above the answer."""

    sides: WhatIf
    supposed: Supposition
    where: str
    above: tuple[str, ...]


@contextmanager
def compared(file: str, options: Options, lang: str) -> Generator[Compared]:
    """The history in *file*, or the ledger, on both sides meanwhile.

    Raises:
        RegisterRefused, HistoryContradiction, LedgerRefused: the file is no history, and no ledger.
        RulebookUnknown, RulebookInvalid, PlanUnknown, PlanInvalid: what is supposed cannot be used.
        EntryRefused, CallInvalid: an option does not say what it should.
    """
    options.refuse_nothing()
    refuse_unknown_zone(options.timezone)
    book = rulebook_of(options.rulebook, None)
    declared: EventTypes = {} if book is None else book.events
    limits = Asked("--known-at", options.known_at), Asked("--as-entered", options.as_entered)
    if is_ledger(file):
        with existing(file) as ledger, printing.bar(catalogue(lang), say.POSTING) as progress:
            zone = zone_of(None, ledger.office().source)
            known, entered = (one.instant(options.timezone, lambda: zone) for one in limits)
            adding = _added(options, ledger.event_types(rulebook=book))
            supposed = options.supposition(adding, _positions(ledger, options.without or ()))
            sides = ledger.whatif(supposed, known_at=known, as_entered=entered, progress=progress)
            yield Compared(sides, supposed, *_told(file, limits, (known, entered), zone, lang))
        return
    if options.as_entered is not None:
        raise CallInvalid(f"--as-entered: {file} keeps no times of entry, only a ledger does")
    lines = read_history(file, options.timezone, types=declared)
    adoptions = [line.event for line in lines if isinstance(line.event, RulebookAdopted)]
    zone = zone_of(None, InMemory(History(adoptions)))
    known = limits[0].instant(options.timezone, lambda: zone)
    history = History.of(lines, known_at=known)
    types = all_declared((one.document for one in adoptions), declared)
    supposed = options.supposition(_added(options, types), _lines(file, lines, history, options.without or ()))
    sides = what_if(history, supposed, at=known or datetime.now(UTC))
    yield Compared(sides, supposed, *_told(file, limits, (known, None), zone, lang))


def _told(
    file: str, limits: Sequence[Asked], at: Sequence[datetime | None], zone: ZoneInfo, lang: str
) -> tuple[str, tuple[str, ...]]:
    words = ("up to", "as entered up to")
    told = (f"{word} {asked.text}" for asked, word in zip(limits, words, strict=True) if asked.text is not None)
    above = (limited(asked.option, one, lambda: zone, lang) for asked, one in zip(limits, at, strict=True))
    return " ".join((f"in {file}", *told)), tuple(filter(None, above))


def _added(options: Options, types: EventTypes) -> list[Event]:
    """The entries of --with: JSON objects, or files of them.

    Raises:
        RegisterRefused: one is no entry.
    """
    found: list[Line] = []
    for text in options.adding or ():
        if text.lstrip()[:1] in ("{", "["):
            data = text.encode(errors="surrogateescape")[: LONGEST_LINE_BYTES + 1]
            begun = begin_history("--with", data.replace(b"\r", b" ").replace(b"\n", b" "), options.timezone)
            found += begun.lines(declarations(begun.known(), types))
        else:
            found += read_history(text, options.timezone, types=types)
    return [line.event for line in found]


def _positions(ledger: Ledger, without: Sequence[str]) -> frozenset[UUID]:
    """The ids of entries of a ledger, each by its id or its position."""
    ids, numbers = _named(without)
    if not numbers:
        return ids
    found = {entry.position: entry.id for entry in ledger.events() if entry.position in numbers}
    return ids | _all_of(numbers, found, "no entry stands at that position")


def _lines(file: str, lines: Sequence[Line], history: History, without: Sequence[str]) -> frozenset[UUID]:
    """The ids of entries of a file, each by its id or its line."""
    ids, numbers = _named(without)
    places = {
        str(line.place): number for line in lines if (number := line.place.line) is not None and number in numbers
    }
    stand = [*((fact.place, fact.id) for fact in history.facts), *((at, fact.id) for fact, at in history.repeats)]
    found = {places[place]: entry for place, entry in stand if place in places}
    return ids | _all_of(numbers, found, f"no entry stands on that line of {file}")


def _all_of(numbers: set[int], found: Mapping[int, UUID], nothing: str) -> frozenset[UUID]:
    for number in sorted(numbers):
        if number not in found:
            raise CallInvalid(f"--without {number}: {nothing}")
    return frozenset(found.values())


def _named(without: Sequence[str]) -> tuple[frozenset[UUID], set[int]]:
    ids, numbers = set[UUID](), set[int]()
    for text in without:
        if text.isascii() and text.isdecimal() and len(text) <= 18:
            numbers.add(int(text))
            continue
        try:
            ids.add(UUID(text))
        except ValueError:
            raise CallInvalid(
                f"--without {text}: expected the id of an entry, its position in a ledger or its line in a file"
            ) from None
    return frozenset(ids), numbers
