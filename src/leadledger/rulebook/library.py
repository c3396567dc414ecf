"""The rulebooks that come with the library, and those in files: the one place here that reads files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from leadledger.errors import RulebookInvalid, RulebookUnknown
from leadledger.events import EVENT_TYPES, Event
from leadledger.rulebook.document import parse_rulebook
from leadledger.rulebook.rulebook import Rulebook

DEFAULT = "sales-office"
SIZE_MAX = 1_000_000
_BOOKS = resources.files("leadledger.rulebook") / "books"


class Library(Mapping[str, Rulebook]):
    """The rulebooks that come with the library, by name.

    >>> from leadledger.rulebook.library import rulebooks
    >>> "sales-office" in rulebooks
    True
    """

    def __getitem__(self, name: str) -> Rulebook:
        return _built_in(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_names())

    def __len__(self) -> int:
        return len(_names())


@cache
def _names() -> tuple[str, ...]:
    files = (path.name for path in _BOOKS.iterdir())
    return tuple(sorted(name.removesuffix(".toml").replace("_", "-") for name in files if name.endswith(".toml")))


@cache
def _built_in(name: str) -> Rulebook:
    if name not in _names():
        raise RulebookUnknown(f"no rulebook is named {name!r}; there is {', '.join(_names())}")
    return parse_rulebook(_text_of(name), source=f"rulebook {name}")


def _text_of(name: str) -> str:
    return (_BOOKS / f"{name.replace('-', '_')}.toml").read_text(encoding="utf-8")


@cache
def examples_kept(name: str) -> Mapping[str, tuple[Event, ...]]:
    """For the clauses of a rulebook that comes with the library, a story that shows each at work, as far as kept."""
    path = _BOOKS / "examples" / f"{name.replace('-', '_')}.json"
    if not path.is_file():
        return {}
    types = {**EVENT_TYPES, **_built_in(name).events}
    kept: dict[str, list[dict[str, Any]]] = json.loads(path.read_text(encoding="utf-8"))
    return {
        id: tuple(types[event["type"]].model_validate_json(json.dumps(event)) for event in story)
        for id, story in kept.items()
    }


rulebooks = Library()


def load_rulebook(name_or_file: str, settings: Mapping[str, object] | None = None) -> Rulebook:
    """The rulebook of that name, or in that TOML file, with *settings* put in place.

    Raises:
        RulebookUnknown: there is neither such a name nor such a file.
        RulebookInvalid: the document cannot be used.
    """
    if name_or_file in _names():
        if not settings:
            return _built_in(name_or_file)
        return parse_rulebook(_text_of(name_or_file), source=f"rulebook {name_or_file}", settings=settings)
    return parse_rulebook(text_of(name_or_file), source=name_or_file, settings=settings)


def text_of(name_or_file: str) -> str:
    """The document of that name, or in that file, as it is written.

    Raises:
        RulebookUnknown, RulebookInvalid: as :func:`load_rulebook`.
    """
    if name_or_file in _names():
        return _text_of(name_or_file)
    path = Path(name_or_file)
    try:
        if path.exists() and not path.is_file():
            raise RulebookInvalid(f"{name_or_file} is no regular file, and a rulebook is a TOML document")
        with path.open("rb") as file:
            data = file.read(SIZE_MAX + 1)
        if len(data) > SIZE_MAX:
            raise RulebookInvalid(f"{name_or_file} holds more than {SIZE_MAX:,} bytes, which no rulebook needs")
        return data.decode()
    except UnicodeDecodeError:
        raise RulebookInvalid(f"{name_or_file} is not UTF-8 text, and a rulebook is a TOML document") from None
    except (OSError, ValueError):  # a name with a NUL in it is a ValueError
        known = ", ".join(_names())
        raise RulebookUnknown(
            f"no rulebook is named {name_or_file!r} ({known}), and no such file can be read"
        ) from None
