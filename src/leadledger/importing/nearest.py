"""The known word that an unknown one may have been meant for."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like *word*, if one is like it at all; two characters are alike when the first is the same.

    >>> nearest("客户编码", ["客户编号", "电话"]), nearest("张玮", ["李伟", "张伟"]), nearest("Note", ["Phone"])
    ('客户编号', '张伟', None)
    """
    candidates = list(known)
    if len(word) == 2:
        return next((one for one in candidates if len(one) == 2 and one[0] == word[0]), None)
    near = get_close_matches(word, candidates, n=1, cutoff=0.66)
    return near[0] if near else None


def or_is_meant(word: str, known: Iterable[str]) -> str:
    """What to add to a sentence about an unknown word: a question, or nothing."""
    near = nearest(word, known)
    return "" if near is None else f" (or is {near!r} meant?)"
