"""Plain data: the tables and lists of a decoded document, told apart for the reader and the type checker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeGuard


def is_table(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether a document's value is a table.

    >>> is_table({"type": "VisitReceived"}), is_table([1])
    (True, False)
    """
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[list[object]]:
    """Whether a document's value is a list.

    >>> is_list(["a"]), is_list("a")
    (True, False)
    """
    return isinstance(value, list)
