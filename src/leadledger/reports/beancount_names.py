"""Names for Beancount: each of our accounts gets one of its own that Beancount takes, whatever ids are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping

from leadledger.projections.postings import (
    ADJUSTMENTS,
    BASE_PAY,
    COMMISSION,
    GUARANTEES,
    PENALTIES,
    WRITTEN_OFF,
    earned,
)
from leadledger.values import DEPARTMENT, SUSPENSE, UNASSIGNED

_OFFICE: Mapping[str, str] = {
    COMMISSION: "Expenses:Commission",
    BASE_PAY: "Expenses:Base-Pay",
    GUARANTEES: "Expenses:Guarantees",
    ADJUSTMENTS: "Expenses:Adjustments",
    WRITTEN_OFF: "Expenses:Written-Off",
    PENALTIES: "Income:Penalties",
    earned(DEPARTMENT): "Liabilities:Department",
    earned(SUSPENSE): "Liabilities:Suspense",
    earned(UNASSIGNED): "Liabilities:Unassigned",
}
_AGENTS: Mapping[str, str] = {
    "earned": "Liabilities:{}:Earned",
    "due": "Liabilities:{}:Due",
    "paid": "Assets:{}:Paid",
    "drawn": "Assets:{}:Drawn",
}
_AGENT = re.compile(rf"agent:(.*):({'|'.join(_AGENTS)})", re.S)
_PLAIN = re.compile(r"[A-Za-z0-9\u4e00-\u9fff]")


def account_name(account: str) -> str:
    """The name of an account in Beancount; two accounts never have the same.

    >>> account_name("agent:zhang:due"), account_name("agent:li-2:paid")
    ('Liabilities:Agent-zhang:Due', 'Assets:Agent-li--2:Paid')
    >>> account_name("expense:commission"), account_name("agent:o'hara:earned")
    ('Expenses:Commission', 'Liabilities:Agent-o-27-hara:Earned')
    """
    if account in _OFFICE:
        return _OFFICE[account]
    of_agent = _AGENT.fullmatch(account)
    if of_agent is not None:
        return _AGENTS[of_agent[2]].format(f"Agent-{component(of_agent[1])}")
    return f"Equity:Other-{component(account)}"


def component(text: str) -> str:
    """A text in letters, digits and dashes, from which it can be told again.

    Latin letters, digits and Chinese characters stay, a dash is doubled, and any other character is its number in
    hexadecimal between two dashes.

    >>> component("张-1 a")
    '张--1-20-a'
    """
    return "".join(one if _PLAIN.fullmatch(one) else "--" if one == "-" else f"-{ord(one):x}-" for one in text)
