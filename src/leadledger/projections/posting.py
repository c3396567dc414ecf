"""Posting: transactions one after another, each balanced, and each taken back once at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import TypedDict, Unpack
from uuid import UUID

from leadledger.dossier import Fact
from leadledger.projections.months import Months
from leadledger.projections.postings import Cited, Kind, Posting, Transaction, due
from leadledger.values import Money


class About(TypedDict, total=False):
    """What a transaction is about, beside its amounts."""

    agent: str | None
    deal: str | None
    share: Fraction | None
    clause: Cited | None
    rule: Cited | None
    plan: tuple[str, str, str] | None
    corrects: int | None
    note: str | None
    remainder: str | None


class Poster:
    """Writes transactions, and keeps them in the order of posting."""

    def __init__(self, months: Months) -> None:
        self.transactions: list[Transaction] = []
        self._balances: dict[tuple[str, str], int] = {}
        self._due: dict[tuple[str, str], None] = {}
        self._freed: dict[tuple[str, str, str], int] = {}
        self._months = months
        self._reversed: set[int] = set()

    def balance(self, account: str, currency: str) -> int:
        """What stands on an account now, in minor units: debits less credits."""
        return self._balances.get((account, currency), 0)

    def freed(self, agent: str, currency: str, period: str) -> int:
        """What of an agent's commission was set free in a month, less what was taken back, in minor units."""
        return self._freed.get((agent, currency, period), 0)

    def agents(self) -> Iterator[tuple[str, str]]:
        """Every agent with each currency that something was due to them in, in the order of the first."""
        return iter(self._due)

    def post(
        self,
        kind: Kind,
        on: date,
        cause: Fact,
        amount: Money,
        accounts: tuple[str, str],
        reason: str,
        behind: Iterable[UUID] = (),
        **about: Unpack[About],
    ) -> Transaction:
        """Debit the first account and credit the second, for a day, because of entries: the first brought it about."""
        debit, credit = accounts
        lines = Posting(debit, amount), Posting(credit, -amount)
        return self._write(kind, on, cause, lines, reason, behind, **about)

    def reverse(self, number: int, on: date, cause: Fact, reason: str) -> Transaction:
        """Take back a transaction, posting for posting.

        Raises:
            ValueError: it was taken back before, or takes another back itself.
        """
        of = self.transactions[number - 1]
        if number in self._reversed or of.reverses is not None:
            raise ValueError(f"transaction {number} cannot be taken back twice")
        self._reversed.add(number)
        lines = tuple(Posting(line.account, -line.amount) for line in of.postings)
        return self._write(
            of.kind,
            on,
            cause,
            lines,
            reason,
            of.events,
            reverses=number,
            agent=of.agent,
            deal=of.deal,
            share=of.share,
            clause=of.clause,
            rule=of.rule,
            plan=of.plan,
        )

    def _write(
        self,
        kind: Kind,
        on: date,
        cause: Fact,
        lines: tuple[Posting, ...],
        reason: str,
        behind: Iterable[UUID] = (),
        reverses: int | None = None,
        **about: Unpack[About],
    ) -> Transaction:
        written = Transaction(
            number=len(self.transactions) + 1,
            kind=kind,
            effective_on=on,
            recorded_at=cause.recorded_at,
            period=self._months.booked(on),
            postings=lines,
            reason=reason,
            events=tuple(dict.fromkeys((cause.id, *behind))),
            reverses=reverses,
            **about,
        )
        self.transactions.append(written)
        for line in lines:
            key = line.account, line.amount.currency
            self._balances[key] = self._balances.get(key, 0) + line.amount.amount_minor
        if written.agent is not None and written.on(due(written.agent)):
            self._due[written.agent, written.currency] = None
        if kind == "release" and written.agent is not None:
            freed = written.agent, written.currency, written.period
            self._freed[freed] = self._freed.get(freed, 0) - written.on(due(written.agent))
        return written
