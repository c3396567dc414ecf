"""Tables that a document states as a parameter: what may stand in one is known, and nothing else is taken."""

from __future__ import annotations

from typing import ClassVar

from pydantic import ConfigDict


class Stated:
    """The base of a dataclass that is a parameter, or a part of one: a table with a key for each of its fields.

    A key that is no field of it is refused, as a misspelt one would otherwise go unseen.
    """

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")
