"""Meant: which known deal or customer an unknown one may stand for."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from difflib import SequenceMatcher

from leadledger.dossier import History
from leadledger.dossier.concerns import buyers_of, customers_of, deal_of
from leadledger.errors import CallInvalid, CustomerUnknown, DealUnknown
from leadledger.events import ContractSigned, CustomersLinked, SubscriptionSigned

_MOST = 3
_ALIKE = 0.75


@contextmanager
def told_what_is_known(history: History, file: str, until: str | None = None) -> Generator[None]:
    """Say of an unknown deal or customer in which file it was looked for, and what may have been meant.

    Raises:
        CallInvalid: instead of CustomerUnknown and DealUnknown.
    """
    where = f"in {file}" if until is None else f"in {file} up to {until}"
    try:
        yield
    except CustomerUnknown as unknown:
        like = customers_like(history, unknown.customer)
        shown = [f"{one} ({history.names[one]})" if one in history.names else one for one in like]
        raise CallInvalid(f"no entry speaks of customer {unknown.customer!r} {where}{_meant(shown)}") from None
    except DealUnknown as unknown:
        deals = {deal for fact in history.facts if (deal := deal_of(fact.event)) is not None}
        like = near(unknown.deal, deals)
        raise CallInvalid(f"no entry speaks of deal {unknown.deal!r} {where}{_meant(like)}") from None


def customers_like(history: History, asked: str) -> list[str]:
    """The customers whose name this is, else those whose id or name is like it; three at most.

    >>> from leadledger.testing.stories import given, registered
    >>> customers_like(History(given(registered("K013", "zhang", name="蔡若曦")).events), "蔡若曦")
    ['K013']
    """
    customers = customers_in(history)
    named = [one for one in customers if history.names.get(one) == asked]
    if named:
        return named[:_MOST]
    names = {history.names[one]: one for one in reversed(customers) if one in history.names}
    by_name = [names[name] for name in near(asked, names)]
    return list(dict.fromkeys([*near(asked, customers), *by_name]))[:_MOST]


def customers_in(history: History) -> list[str]:
    """Every customer that an entry speaks of, in the order of the register."""
    found: dict[str, None] = {}
    for fact in history.facts:
        found.update(dict.fromkeys(customers_of(fact.event)))
        if isinstance(fact.event, SubscriptionSigned | ContractSigned):
            found.update(dict.fromkeys(buyers_of(fact.event)))
        elif isinstance(fact.event, CustomersLinked):
            found.update(dict.fromkeys(fact.event.customers))
    return list(found)


def near(asked: str, known: Iterable[str]) -> list[str]:
    """The known words like one that is not known, the likest first; case and leading zeros do not count.

    >>> near("rg10", ["RG010", "RG060", "K7"]), near("Zhang", ["zhong", "li"])
    (['RG010'], ['zhong'])
    """
    plain = _plain(asked)
    words = sorted(known)
    same = [word for word in words if _plain(word) == plain]
    scores = {word: SequenceMatcher(None, plain, _plain(word)).ratio() for word in words}
    likest = sorted((word for word in words if scores[word] >= _ALIKE), key=lambda word: -scores[word])
    return (same or likest)[:_MOST]


def _plain(word: str) -> str:
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", word.casefold())


def _meant(like: list[str]) -> str:
    if not like:
        return ""
    *others, last = like
    return f"; did you mean {', '.join(others)} or {last}?" if others else f"; did you mean {last}?"
