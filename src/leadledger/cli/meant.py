"""Meant: which known deal or customer an unknown one may stand for."""

from __future__ import annotations

import re
from collections.abc import Collection, Generator, Iterable, Mapping
from contextlib import contextmanager
from difflib import SequenceMatcher

from leadledger.errors import CallInvalid, CustomerUnknown, DealUnknown
from leadledger.ledger.source import Source

_MOST = 3
_ALIKE = 0.75
_ANY = frozenset[str]()


@contextmanager
def told_what_is_known(source: Source, where: str) -> Generator[None]:
    """Say of an unknown deal or customer where it was looked for (``in office.db``), and what may have been meant.

    Raises:
        CallInvalid: instead of CustomerUnknown and DealUnknown.
    """
    try:
        yield
    except CustomerUnknown as unknown:
        names = source.names()
        like = customers_like(source.customers(), names, unknown.customer)
        like = [one for one in like if one in source.about_customer(one, _ANY).customers()]
        shown = [f"{one} ({names[one]})" if one in names else one for one in like]
        raise CallInvalid(f"no entry speaks of customer {unknown.customer!r} {where}{_meant(shown)}") from None
    except DealUnknown as unknown:
        like = near(unknown.deal, source.deals())
        like = [one for one in like if one in source.about_deals([one], _ANY).deals()]
        raise CallInvalid(f"no entry speaks of deal {unknown.deal!r} {where}{_meant(like)}") from None


def customers_like(customers: Collection[str], names: Mapping[str, str], asked: str) -> list[str]:
    """The customers whose name this is, else those whose id or name is like it; three at most.

    >>> customers_like(["K013", "K014"], {"K013": "蔡若曦"}, "蔡若曦")
    ['K013']
    """
    named = [one for one in customers if names.get(one) == asked]
    if named:
        return named[:_MOST]
    by_name = {names[one]: one for one in reversed(list(customers)) if one in names}
    alike = [by_name[name] for name in near(asked, by_name)]
    return list(dict.fromkeys([*near(asked, customers), *alike]))[:_MOST]


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
