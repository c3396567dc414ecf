"""Where two answers differ: the first place, named as a reader of the file would."""

from __future__ import annotations

from typing import Final, NamedTuple

from leadledger.events.strict_json import shown
from leadledger.values import is_list, is_table

_MISSING: Final = object()


class Difference(NamedTuple):
    """*path* is where, as ``decision.credit.li``; then what stands in the file, and what follows from its entries."""

    path: str
    said: object
    follows: object

    def __str__(self) -> str:
        return f"{self.path} is {_shown(self.said)} in the file, and {_shown(self.follows)} by its entries"


def first_difference(path: str, said: object, follows: object) -> Difference | None:
    """The first place at which two values of JSON differ, also in the order of their keys; None where they are alike.

    >>> first_difference("a", {"b": [1, 2]}, {"b": [1, 3]}).path
    'a.b.2'
    >>> first_difference("a", {"b": 1, "c": 2}, {"c": 2, "b": 1}).path
    'a'
    """
    if is_table(said) and is_table(follows):
        for key in dict.fromkeys((*follows, *said)):
            found = first_difference(f"{path}.{key}", said.get(key, _MISSING), follows.get(key, _MISSING))
            if found is not None:
                return found
        return None if [*said] == [*follows] else Difference(path, [*said], [*follows])
    if is_list(said) and is_list(follows) and len(said) == len(follows):
        for place, (one, other) in enumerate(zip(said, follows, strict=True), 1):
            found = first_difference(f"{path}.{place}", one, other)
            if found is not None:
                return found
        return None
    return None if type(said) is type(follows) and said == follows else Difference(path, said, follows)


def first_line(path: str, said: str, follows: str) -> Difference | None:
    """The first line in which two texts differ."""
    if said == follows:
        return None
    one, other = said.split("\n"), follows.split("\n")
    lines = range(max(len(one), len(other)))
    at = next(at for at in lines if one[at : at + 1] != other[at : at + 1])
    there, here = (text[at] if at < len(text) else _MISSING for text in (one, other))
    return Difference(f"{path}, line {at + 1}", there, here)


def _shown(value: object) -> str:
    return "not there" if value is _MISSING else shown(value)
