"""What a command asks of a history: which entries, under which rulebook, with which settings."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Sequence
from datetime import datetime

from leadledger.dossier import History
from leadledger.errors import CallInvalid
from leadledger.importing import read_history
from leadledger.importing.times import localise
from leadledger.ledger import Office
from leadledger.rulebook.dated import adopted
from leadledger.rulebook.library import DEFAULT, load_rulebook
from leadledger.rulebook.rulebook import Rulebook
from leadledger.texts import catalogue
from leadledger.texts import commands as say
from leadledger.values import zone


def office_of(
    file: str,
    *,
    rulebook: str | None,
    settings: Sequence[str] | None,
    known_at: datetime | None,
    timezone: str | None,
    lang: str,
) -> Office:
    """The history in *file*, ready for questions; standard error says so where the seed's book is assumed.

    Raises:
        RegisterRefused, HistoryContradiction: the file is no history.
        RulebookUnknown, RulebookInvalid: there is no such rulebook, or a setting does not fit it.
        CallInvalid: a setting is not written as one, or does not say which rulebook it changes.
    """
    book = rulebook_of(rulebook, settings)
    if "://" in file:
        raise CallInvalid(f"{file} is the address of a database: expected a .jsonl file")
    lines = read_history(file, timezone)
    history = History.of(lines, known_at=known_at)
    if book is not None and rulebook is None and adopted(history):
        raise CallInvalid(f"{file} adopts rulebooks of its own: --set needs --rulebook to say which book it changes")
    office = Office(history, book)
    if office.assumed or (book is not None and rulebook is None):
        sys.stderr.write(f"{catalogue(lang)(say.ASSUMED)}\n")
    return office


def rulebook_of(name_or_file: str | None, settings: Sequence[str] | None) -> Rulebook | None:
    """The rulebook named, with the settings put in place; None where neither is given."""
    if name_or_file is None and not settings:
        return None
    stated = dict(setting(one) for one in settings or ())
    return load_rulebook(name_or_file or DEFAULT, stated)


def setting(text: str) -> tuple[str, object]:
    """A setting ``ID.PARAM=VALUE``: its name, and its value as TOML where it is that, else as text.

    >>> setting("declined.share=1/4"), setting("terms.renewed_by_follow_up=true")
    (('declined.share', '1/4'), ('terms.renewed_by_follow_up', True))
    """
    name, equals, value = text.partition("=")
    if not equals or not all(name.partition(".")):
        raise CallInvalid(f"--set {text}: expected ID.PARAM=VALUE, for example declined.share=1/4")
    try:
        read = tomllib.loads(f"value = {value}")
    except (tomllib.TOMLDecodeError, RecursionError):
        return name, value
    return name, read["value"] if len(read) == 1 else value


def instant(option: str, text: str | None, timezone: str | None) -> datetime | None:
    """The time an option gives, in the zone of ``--timezone`` where it has no offset.

    >>> instant("--at", "2026-03-20T15:00", "Asia/Shanghai").isoformat()
    '2026-03-20T15:00:00+08:00'
    """
    if text is None:
        return None
    expected = "expected a time such as 2026-03-20T15:00:00+08:00"
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise CallInvalid(f"{option} {text}: {expected}") from None
    if len(text) <= len("2026-03-20"):
        raise CallInvalid(f"{option} {text}: {expected}")
    if at.tzinfo is not None:
        return at
    if timezone is None:
        raise CallInvalid(f"{option} {text} has no offset: {expected}, or --timezone to say which zone it is in")
    try:
        return localise(at, zone(timezone))
    except ValueError as fault:
        raise CallInvalid(f"{option} {text}: {fault}") from None
