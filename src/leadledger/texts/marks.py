"""Marks: how a text in a table says that it is to be translated."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plural:
    """A text in two forms, chosen by how many there are in the fact *by*."""

    by: str
    one: str
    many: str


Text = str | Plural


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for it
    """The message itself, marked for the catalogues.

    >>> N_("nobody")
    'nobody'
    """
    return message


def plural(by: str, one: str, many: str) -> Plural:
    """A text in two forms, both marked for the catalogues.

    >>> plural("agents", "{agents} is out", "{agents} are out").by
    'agents'
    """
    return Plural(by, one, many)
