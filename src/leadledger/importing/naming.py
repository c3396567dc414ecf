"""Whether a sheet or file goes by the name of a register: plainly so, or only with the name somewhere in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from leadledger.importing.mapping import plain

_ENDS_A_DAY = "年月日号號期"
_NEGATIONS = frozenset("未非不无無没沒")
_WORD = re.compile(r"[a-z]+")


def named(name: str, aliases: Iterable[str]) -> int:
    """The length of the longest of *aliases* that *name* is, but for days, numbers and marks before it; else 0.

    >>> named("2026-03 来电登记", ["来电登记"]), named("registers-calls", ["Calls"]), named("recalls", ["Calls"])
    (4, 5, 0)
    """
    found = 0
    whole = plain(name)
    for alias in aliases:
        wanted = plain(alias)
        if not whole.endswith(wanted):
            continue
        before = name.rstrip()[: -len(alias)][-1:] if len(name.rstrip()) > len(alias) else ""
        if whole == wanted or not before.isalnum() or (not wanted.isascii() and _ends_a_day(whole, wanted)):
            found = max(found, len(wanted))
    return found


def _ends_a_day(whole: str, wanted: str) -> bool:
    before = whole[-len(wanted) - 1]
    return before in _ENDS_A_DAY or before.isdecimal()


def mentioned(name: str, aliases: Iterable[str]) -> int:
    """The length of the longest of *aliases* that stands anywhere in *name*, not denied there; else 0.

    >>> mentioned("争议裁定三月", ["裁定"]), mentioned("未签约", ["签约"]), mentioned("site-calls-2026", ["Calls"])
    (2, 0, 5)
    """
    return max((len(plain(alias)) for alias in aliases if _stands_in(name, alias)), default=0)


def _stands_in(name: str, alias: str) -> bool:
    if alias.isascii():
        return f" {_words(alias)} " in f" {_words(name)} "
    whole, wanted = plain(name), plain(alias)
    at = whole.find(wanted)
    return at >= 0 and len(wanted) > 1 and whole[max(at - 1, 0) : at] not in _NEGATIONS


def _words(text: str) -> str:
    """The words of ASCII letters in *text*, one space between each two."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
