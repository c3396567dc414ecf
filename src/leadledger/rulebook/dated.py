"""Which rulebook is in force at an instant: of those adopted as known, and of those that apply to the deal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from leadledger.dossier import Fact, History
from leadledger.errors import RulebookAmbiguous, RulebookGap
from leadledger.events import RulebookAdopted
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.rulebook import Rulebook
from leadledger.values import office_day

Adoption = Fact[RulebookAdopted]


def adopted(history: History) -> list[Adoption]:
    """The adoptions of rulebooks that stand, in register order."""
    return [fact for fact in history.of_type(RulebookAdopted) if fact.id not in history.struck]


def rulebook_of(adoption: Adoption) -> Rulebook:
    """The rulebook an adoption embeds."""
    return rulebook_from(adoption.event.document, source=f"the rulebook adopted in {adoption.place}")


@dataclass(frozen=True, slots=True)
class Dated:
    """A rulebook and its adoption; days are those of the book's own zone."""

    adoption: Adoption
    book: Rulebook

    def day(self, at: datetime) -> date:
        """The day of an instant, as this book counts."""
        return office_day(at, self.book.terms.timezone)

    @property
    def since(self) -> date:
        """Its first day."""
        return self.adoption.event.effective_from

    @property
    def published_on(self) -> date:
        """The day on which it was published."""
        return self.day(self.adoption.event.published_at)

    def effective(self, at: datetime) -> bool:
        """Whether it counts from that day or an earlier one, whenever it was published."""
        return self.since <= self.day(at)

    def begun(self, at: datetime) -> bool:
        """Whether it is in force then, or was: it counts from that day, and was published by then or reaches back."""
        return self.effective(at) and (self.book.governs.reaches_back or self.published_on <= self.day(at))

    def lapsed(self, at: datetime) -> bool:
        """Whether its last day is over."""
        ends_on = self.book.governs.ends_on
        return ends_on is not None and ends_on < self.day(at)

    @property
    def keys(self) -> frozenset[str]:
        """What it names of project, channel and occasion."""
        return frozenset(self.book.governs.applies)

    @property
    def place(self) -> tuple[date, int]:
        """Its place among books that apply by the same keys: the later replaces the earlier."""
        return self.since, self.adoption.order

    def __str__(self) -> str:
        return f"{self.book.name!r} version {self.book.version!r}"


@dataclass(frozen=True, slots=True)
class Asked:
    """For what a book is wanted: at which instant, what that is, for which deal or customer, and what it is known by.

    *names* gives, for a book, the deal's project, channel and occasion as that book finds them.
    """

    at: datetime
    what: str
    whom: str
    names: Callable[[Rulebook, str], str | None]

    def fits(self, book: Rulebook) -> bool:
        """Whether all that the book names is so."""
        return all(self.names(book, key) in wanted for key, wanted in book.governs.applies.items())


def in_force(books: Sequence[Dated], asked: Asked) -> Dated:
    """The book in force: the one that names most, of these the latest effective, of these the later entry.

    A book replaces for good the earlier ones that apply by the same keys; where it has lapsed, only a book that applies
    by others can take its place.

    Raises:
        RulebookGap: none is.
        RulebookAmbiguous: two are, by different keys and from the same day.
    """
    fitting = [one for one in books if asked.fits(one.book)]
    latest: dict[frozenset[str], Dated] = {}
    for one in sorted((one for one in fitting if one.begun(asked.at)), key=_place):
        latest[one.keys] = one
    standing = [one for one in latest.values() if not one.lapsed(asked.at)]
    if not standing:
        raise _gap(books, fitting, latest, asked)
    most = max(len(one.keys) for one in standing)
    *others, found = sorted((one for one in standing if len(one.keys) == most), key=_place)
    for other in others:
        if other.since == found.since:
            raise RulebookAmbiguous(
                f"rulebooks {other} (by {_and(other.keys)}) and {found} (by {_and(found.keys)}) both apply to "
                f"{asked.whom} from {found.since}: adopt one that names both, or let one count from another day"
            )
    return found


def _place(one: Dated) -> tuple[date, int]:
    return one.place


def _gap(
    books: Sequence[Dated], fitting: Sequence[Dated], latest: Mapping[frozenset[str], Dated], asked: Asked
) -> RulebookGap:
    """Why there is none, as far as can be said in a sentence."""
    if latest:
        ended = max(latest.values(), key=lambda one: (len(one.keys), one.place))
        return RulebookGap(
            f"rulebook {ended} ended on {ended.book.governs.ends_on}, and no other was adopted "
            f"for {ended.day(asked.at)}, {asked.what}"
        )
    none = f"no adopted rulebook was in force on {(fitting or books)[-1].day(asked.at)}, {asked.what}"
    if not fitting:
        named = sorted({key for one in books for key in one.keys})
        known = [(key, asked.names(books[-1].book, key)) for key in named]
        words = ", ".join(f"no {key}" if name is None else f"{key} {name!r}" for key, name in known)
        return RulebookGap(f"{none}, for one with {words}")
    unpublished = [one for one in fitting if one.effective(asked.at)]
    if unpublished:
        late = unpublished[-1]
        none += f": {late} was published only on {late.published_on}, and does not reach back"
    return RulebookGap(none)


def _and(keys: frozenset[str]) -> str:
    return " and ".join(sorted(keys))
