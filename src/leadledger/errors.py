"""Every refusal of the library: one base, a class for each kind, facts as attributes, a message a user can act on.

"Does not apply" and "needs a ruling" are answers, not errors.
What is raised here was refused, and nothing was changed by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any


class LeadledgerError(Exception):
    """Base of all refusals; ``str(error)`` is one sentence for the person who made the call.

    A refusal can be pickled, whatever it takes to make one: processes pass it on.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(kind: type[LeadledgerError], args: tuple[Any, ...], facts: dict[str, Any]) -> LeadledgerError:
    refusal = kind.__new__(kind, *args)
    refusal.args = args
    refusal.__dict__.update(facts)
    return refusal


class EventInvalid(LeadledgerError):
    """An entry is not a well-formed event: *field* says where, *expected* what should stand there."""

    def __init__(self, message: str, *, field: str | None = None, expected: str | None = None) -> None:
        super().__init__(message)
        self.field = field
        self.expected = expected


class EventUndeclared(EventInvalid):
    """An entry is of an app's type, ``app.…``, which no rulebook given or adopted here declares, and no plugin has."""


class HistoryContradiction(LeadledgerError):
    """Two entries cannot both be true (a deal closed twice …); *places* names both."""

    def __init__(self, message: str, *, places: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.places = tuple(places)


class TimeNaive(LeadledgerError):
    """A time was given without an offset, and nobody can say which instant it means."""

    def __init__(self, name: str, at: datetime) -> None:
        super().__init__(f"{name} {at.isoformat()} has no offset: give one, for example +08:00")
        self.at = at


class DealUnknown(LeadledgerError):
    """No entry of the history, as known, speaks of the deal."""

    def __init__(self, deal: str) -> None:
        super().__init__(f"no entry speaks of deal {deal!r}, as far as is known")
        self.deal = deal


class DealNotClosed(LeadledgerError):
    """The deal has no closing entry, as known: it has no attribution yet."""

    def __init__(self, deal: str, closes_with: str) -> None:
        super().__init__(f"deal {deal!r} is not closed, as far as is known: it closes with {closes_with}")
        self.deal = deal
        self.closes_with = closes_with


class CustomerUnknown(LeadledgerError):
    """No entry of the history, as known, speaks of the customer."""

    def __init__(self, customer: str) -> None:
        super().__init__(f"no entry speaks of customer {customer!r}, as far as is known")
        self.customer = customer


class RulebookInvalid(LeadledgerError):
    """A rulebook document cannot be used; the message names the document, the clause and the parameter."""


class RulebookUnknown(LeadledgerError, KeyError):
    """No rulebook of that name comes with the library, and no such file was found."""

    __str__ = Exception.__str__


class RulebookGap(LeadledgerError):
    """Rulebooks were adopted, but none was in force on the day asked for, or a parameter has no value on it."""


class RulebookAmbiguous(LeadledgerError):
    """Two rulebooks apply to a deal by different keys, and nothing says which of them goes first."""


class PlanInvalid(LeadledgerError):
    """A commission plan's document cannot be used; the message names the document, the table and the key."""


class PlanUnknown(LeadledgerError, KeyError):
    """No commission plan of that name comes with the library, and no such file was found."""

    __str__ = Exception.__str__


class PlanGap(LeadledgerError):
    """No commission plan was in force on the day asked for."""


class PluginInvalid(LeadledgerError):
    """A plugin cannot be used; the message names it, what was found and what was expected."""


class KindFailed(LeadledgerError):
    """A kind that a plugin brings fails, or answers what no clause can: *clause* and *plugin* name them."""

    def __init__(self, message: str, *, clause: str, plugin: str) -> None:
        super().__init__(message)
        self.clause = clause
        self.plugin = plugin


class RegisterRefused(LeadledgerError):
    """A register file is not imported: *problems* has one sentence for each fault found, all of the file at once.

    Each sentence names file, line or sheet, row and column, the value and what was expected; the message shows the
    first fifty.
    """

    SHOWN = 50

    def __init__(self, problems: Sequence[str]) -> None:
        shown = list(problems[: self.SHOWN])
        if len(problems) > self.SHOWN:
            shown.append(f"… and {len(problems) - self.SHOWN} more")
        super().__init__("\n".join(shown))
        self.problems = tuple(problems)


class MappingInvalid(LeadledgerError):
    """A mapping file cannot be used; the message names the file and the entry of it."""


class CurrencyMismatch(LeadledgerError):
    """Two amounts of different currencies were added, subtracted or compared."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other} are of different currencies: they do not add up or compare")
        self.one = one
        self.other = other


class CallInvalid(LeadledgerError):
    """A command was called with a value it cannot use; the message names the option and what is expected."""


class LedgerRefused(LeadledgerError):
    """A ledger's file cannot be opened, read or written; the message names the file, what was found and expected."""


class LedgerClosed(LeadledgerError):
    """A ledger was used after it was closed."""

    def __init__(self, path: str) -> None:
        super().__init__(f"the ledger {path} is closed: open it again")
        self.path = path


class BundleRefused(LeadledgerError):
    """A file is no evidence bundle, or none can be made; the message says what was found and what was expected."""


class KeyInvalid(LeadledgerError):
    """A key to sign with, or to check a signature by, cannot be read; the message says what was expected."""


class CheckpointInvalid(LeadledgerError):
    """A checkpoint cannot be read, is not signed by the key it should be, or does not show what it should."""


class EntryRefused(LeadledgerError):
    """An entry cannot be recorded as it is; the message names it, what was found and what was expected."""
