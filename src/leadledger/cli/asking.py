"""What a command asks of a history: which entries, under which rulebook, with which settings."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from leadledger.cli.ledgers import existing, is_ledger
from leadledger.dossier import History
from leadledger.errors import CallInvalid
from leadledger.events import EntryStruck, RulebookAdopted
from leadledger.importing import Line, read_history
from leadledger.importing.times import localise
from leadledger.ledger import Office
from leadledger.ledger.source import InMemory, Source
from leadledger.rulebook.dated import rulebook_of as rulebook_of_adoption
from leadledger.rulebook.library import DEFAULT, load_rulebook, rulebooks
from leadledger.rulebook.rulebook import Rulebook
from leadledger.texts import catalogue, formats
from leadledger.texts import commands as say
from leadledger.values import zone

# What an answer begins with where an option limits what it rests on; what --at says is part of the answer.
_ABOVE = {"--known-at": say.AS_REGISTERED, "--as-entered": say.AS_ENTERED}


@dataclass(frozen=True, slots=True)
class Question:
    """An office ready for questions, where its entries are as a refusal says it, and what stands above its answers."""

    office: Office
    where: str
    above: tuple[str, ...] = ()


@contextmanager
def office_of(
    file: str,
    *,
    lang: str,
    rulebook: str | None = None,
    settings: Sequence[str] | None = None,
    known_at: Asked | None = None,
    as_entered: Asked | None = None,
    timezone: str | None = None,
) -> Generator[Question]:
    """The history in *file*, or the ledger, ready for questions meanwhile.

    Standard error says so where the seed's book is assumed.

    Raises:
        RegisterRefused, HistoryContradiction: the file is no history.
        LedgerRefused: it is no ledger either, or cannot be opened.
        RulebookUnknown, RulebookInvalid: there is no such rulebook, or a setting does not fit it.
        CallInvalid: a setting is not written as one, or does not say which rulebook it changes.
    """
    book = rulebook_of(rulebook, settings)
    with ExitStack() as until_answered:
        if is_ledger(file):
            refuse_unknown_zone(timezone)
            ledger = until_answered.enter_context(existing(file))
            zoned = lru_cache(lambda: zone_of(book, ledger.office().source))
            known, entered = (
                None if asked is None else asked.instant(timezone, zoned) for asked in (known_at, as_entered)
            )
            office = ledger.office(rulebook=book, known_at=known, as_entered=entered)
        else:
            if as_entered is not None and as_entered.text is not None:
                raise CallInvalid(f"{as_entered.option}: {file} keeps no times of entry, only a ledger does")
            lines = read_history(file, timezone, types={} if book is None else book.events)
            zoned = lru_cache(lambda: zone_of(book, _books_in(lines)))
            known, entered = None if known_at is None else known_at.instant(timezone, zoned), None
            office = Office(History.of(lines, known_at=known), book)
        if book is not None and rulebook is None and office.source.adopted():
            raise CallInvalid(
                f"{file} adopts rulebooks of its own: --set needs --rulebook to say which book it changes"
            )
        if office.assumed or (book is not None and rulebook is None):
            sys.stderr.write(f"{catalogue(lang)(say.ASSUMED)}\n")
        limits = [(known_at, known, "up to"), (as_entered, entered, "as entered up to")]
        said = [(asked, at, word) for asked, at, word in limits if asked is not None and asked.text is not None]
        where = " ".join((f"in {file}", *(f"{word} {asked.text}" for asked, _, word in said)))
        above = (limited(asked.option, at, zoned, lang) for asked, at, _ in said)
        yield Question(office, where, tuple(filter(None, above)))


def limited(option: str, at: datetime | None, office: Callable[[], ZoneInfo], lang: str) -> str | None:
    """What an answer limited by an option begins with, if it is; the end of a day is told to the minute."""
    if option not in _ABOVE or at is None:
        return None
    shown = at.replace(second=0, microsecond=0) if at.time() == time.max else at
    said = catalogue(lang)
    return said(_ABOVE[option]).format(at=formats.instant(said, shown, office()))


def rulebook_of(name_or_file: str | None, settings: Sequence[str] | None) -> Rulebook | None:
    """The rulebook named, with the settings put in place; None where neither is given."""
    if name_or_file is None and not settings:
        return None
    stated = dict(setting(one) for one in settings or ())
    return load_rulebook(name_or_file or DEFAULT, stated)


def setting(text: str) -> tuple[str, object]:
    """A setting ``ID.PARAM=VALUE``: its name, and its value as TOML where it is that, else as text.

    >>> setting("declined.share=1/4"), setting("terms.renewed_by_follow_up=true")
    (('declined.share', '1/4'), ('terms.renewed_by_follow_up', True))
    """
    name, equals, value = text.partition("=")
    if not equals or not all(name.partition(".")):
        raise CallInvalid(f"--set {text}: expected ID.PARAM=VALUE, for example declined.share=1/4")
    try:
        read = tomllib.loads(f"value = {value}")
    except (tomllib.TOMLDecodeError, RecursionError):
        return name, value
    return name, read["value"] if len(read) == 1 else value


def zone_of(book: Rulebook | None, source: Source) -> ZoneInfo:
    """The office's zone: that of the book asked for, else of the book adopted last, else of the seed's."""
    if book is None:
        adoptions = source.adopted()
        book = rulebook_of_adoption(adoptions[-1]) if adoptions else rulebooks[DEFAULT]
    return book.terms.timezone


def _books_in(lines: Sequence[Line]) -> Source:
    return InMemory(History.of(line for line in lines if isinstance(line.event, RulebookAdopted | EntryStruck)))


def refuse_unknown_zone(timezone: str | None) -> None:
    """Raises CallInvalid for a zone there is not."""
    try:
        zone(timezone or "UTC")
    except ValueError as fault:
        raise CallInvalid(str(fault)) from None


@dataclass(frozen=True, slots=True)
class Asked:
    """A time as an option gives it: an instant, or a day, which means the end of that day in the office."""

    option: str
    text: str | None
    default: datetime | None = None

    def instant(self, timezone: str | None, office: Callable[[], ZoneInfo]) -> datetime | None:
        """The instant meant; a time without an offset is one of *timezone*, a day is one of the *office*'s zone.

        >>> office = lambda: zone("Asia/Shanghai")
        >>> Asked("--at", "2026-03-20T15:00").instant("Asia/Tokyo", office).isoformat()
        '2026-03-20T15:00:00+09:00'
        >>> Asked("--at", "2026-03-20").instant(None, office).isoformat()
        '2026-03-20T23:59:59.999999+08:00'
        """
        if self.text is None:
            return self.default
        expected = "expected a day such as 2026-03-20 or a time such as 2026-03-20T15:00:00+08:00"
        try:
            if len(self.text) <= len("2026-03-20"):
                return localise(datetime.combine(date.fromisoformat(self.text), time.max), office())
            at = datetime.fromisoformat(self.text)
        except ValueError:
            raise CallInvalid(f"{self.option} {self.text}: {expected}") from None
        if at.tzinfo is not None:
            return at
        if timezone is None:
            raise CallInvalid(
                f"{self.option} {self.text} has no offset: {expected}, or --timezone to say which zone it is in"
            )
        try:
            return localise(at, zone(timezone))
        except ValueError as fault:
            raise CallInvalid(f"{self.option} {self.text}: {fault}") from None
