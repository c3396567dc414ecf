"""The books as a Beancount file, which checks itself: every transaction sums to zero, every balance is asserted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from leadledger.projections.postings import Posting, Transaction, balances
from leadledger.reports.beancount_names import account_name
from leadledger.values import Money

_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t", "\r": r"\r"}
_ESCAPED = re.compile(r'[\\"\n\t\r]')


def beancount_text(
    transactions: Sequence[Transaction],
    names: Mapping[str, str],
    *,
    effective: date | None = None,
    known_at: datetime | None = None,
) -> str:
    """Transactions as Beancount takes them, with the balances that `balances` gives asserted on the day after the last.

    Left out is what is for a later day than *effective*, or was registered after *known_at*. Accounts have names that
    Beancount takes, and their own as metadata; *names* are the agents'.
    """
    shown = counted(transactions, effective=effective, known_at=known_at)
    wanted = balances(transactions, effective=effective, known_at=known_at)
    return "".join(f"{line}\n" for line in _lines(shown, wanted, names))


def counted(
    transactions: Sequence[Transaction], *, effective: date | None = None, known_at: datetime | None = None
) -> list[Transaction]:
    """Those for a day up to *effective* that were registered by *known_at*."""
    return [
        one
        for one in transactions
        if (effective is None or one.effective_on <= effective) and (known_at is None or one.recorded_at <= known_at)
    ]


def _lines(
    shown: Sequence[Transaction], wanted: Mapping[tuple[str, str], int], names: Mapping[str, str]
) -> Iterator[str]:
    yield '; Written by leadledger. "account" is the name of an account there.'
    yield 'option "title" "Commission ledger"'
    for currency in sorted({currency for _, currency in wanted}):
        yield f'option "operating_currency" "{currency}"'
    if not shown:
        return
    first = min(one.effective_on for one in shown)
    after = max(one.effective_on for one in shown) + timedelta(days=1)
    yield ""
    for account in sorted({account for account, _ in wanted}):
        yield f"{first} open {account_name(account)}"
        yield f"  account: {_quoted(account)}"
    for one in shown:
        yield ""
        yield from _transaction(one, names)
    yield ""
    for (account, currency), minor in wanted.items():
        yield f"{after} balance {account_name(account)}  {Money(minor, currency).amount} ~ 0 {currency}"


def _transaction(one: Transaction, names: Mapping[str, str]) -> Iterator[str]:
    payee = "" if one.agent is None else f"{_quoted(names.get(one.agent, one.agent))} "
    yield f"{one.effective_on} * {payee}{_quoted(one.kind if one.deal is None else f'{one.kind}: {one.deal}')}"
    facts = {
        "number": str(one.number),
        "reason": one.reason,
        "period": one.period,
        "registered": one.recorded_at.isoformat(),
        "agent": one.agent,
        "deal": one.deal,
        "share": None if one.share is None else str(one.share),
        "clause": None if one.clause is None else one.clause.cite or one.clause.id,
        "rule": None if one.rule is None else one.rule.cite or one.rule.id,
        "plan": None if one.plan is None else " ".join(one.plan),
        "events": " ".join(str(entry) for entry in one.events) or None,
        "reverses": None if one.reverses is None else str(one.reverses),
    }
    for name, value in facts.items():
        if value is not None:
            yield f"  {name}: {_quoted(value)}"
    yield from map(_posting, one.postings)


def _posting(line: Posting) -> str:
    return f"  {account_name(line.account)}  {line.amount.amount} {line.amount.currency}"


def _quoted(text: str) -> str:
    r"""A text as Beancount quotes it.

    >>> print(_quoted('a "b" \\ c'))
    "a \"b\" \\ c"
    """
    return '"' + _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text) + '"'
