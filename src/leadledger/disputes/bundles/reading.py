"""Reading a file that somebody else made: a bundle, or one sentence about why it is none; nothing in it is trusted."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from leadledger.disputes.bundles.model import FORMAT, MOST_ADOPTIONS, VERSION, Bundle
from leadledger.errors import BundleRefused, EventInvalid
from leadledger.events.strict_json import read_object, shown

MOST_BYTES: Final = 8 * 1024 * 1024
"""Bytes a bundle may have: some forty times those of one of a deal with fifty entries."""

_MOST_BRACKETS: Final = 500_000
_MOST_DIGITS: Final = 20
_ENTRY: Final = re.compile(r"\bthe entry\b")
_PACKED: Final = {
    b"PK": "a zip file",
    b"\x1f\x8b": "packed with gzip",
    b"BZh": "packed with bzip2",
    b"\xfd7z": "packed with xz",
}
_ADOPTION: Final = '\n{"type":"RulebookAdopted"', '\n{"type":"CommissionPlanAdopted"'


def read_file(file: Path | str) -> bytes:
    """Return what a file holds, as far as a bundle may.

    Raises:
        BundleRefused: it is no regular file, cannot be read, or is larger than a bundle.
    """
    path = Path(file)
    try:
        if path.exists() and not path.is_file():
            raise BundleRefused(f"{file} is no regular file: expected an evidence bundle")
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as fault:
        why = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
        raise BundleRefused(f"{file} cannot be read: {why}") from None
    return data


def read(data: bytes, name: str = "the bundle") -> Bundle:
    """Return the bundle that bytes hold; only its form is looked at here.

    Raises:
        BundleRefused: it is none; *name* is what the sentence calls it.

    >>> read(b"PK\\x03\\x04")
    Traceback (most recent call last):
    ...
    leadledger.errors.BundleRefused: the bundle is a zip file: expected an evidence bundle, which is one JSON object
    """
    raw = _object(data, name)
    if raw.get("format") != FORMAT:
        raise BundleRefused(f"{name} does not say that it is a bundle: expected the format {FORMAT!r}")
    version = raw.get("version")
    if type(version) is int and version > VERSION:
        raise BundleRefused(
            f"{name} is written in version {version} of the format, and this release knows versions up to {VERSION}"
        )
    if isinstance(version, bool):  # which is equal to a number
        raise BundleRefused(f"{name}: version: expected {VERSION}")
    try:
        bundle = Bundle.model_validate(raw)
    except ValidationError as error:
        raise BundleRefused(f"{name}: {_first_fault(error)}") from None
    _refuse_disorder(bundle, name)
    return bundle


def _object(data: bytes, name: str) -> dict[str, Any]:
    expected = "expected an evidence bundle, which is one JSON object"
    if len(data) > MOST_BYTES:
        raise BundleRefused(f"{name} holds more than {MOST_BYTES:,} bytes, which no bundle needs")
    packed = next((what for magic, what in _PACKED.items() if data.startswith(magic)), None)
    if packed is not None:
        raise BundleRefused(f"{name} is {packed}: {expected}")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise BundleRefused(f"{name} is not UTF-8 text (byte {error.start + 1} is wrong): {expected}") from None
    if text.count("{") + text.count("[") > _MOST_BRACKETS:
        raise BundleRefused(f"{name} holds more lists and objects than any bundle")
    try:
        return read_object(text)
    except EventInvalid as fault:
        said = _ENTRY.sub("the file", str(fault))
        raise BundleRefused(f"{name} is no bundle: {said}") from None


def _refuse_disorder(bundle: Bundle, name: str) -> None:
    positions = [entry.position for entry in bundle.entries]
    for one, other in pairwise(positions):
        if other == one:
            raise BundleRefused(f"{name} has entry {one} twice: expected each entry once")
        if other < one:
            raise BundleRefused(f"{name} has entry {other} after entry {one}: expected ascending positions")
    if positions[-1] > bundle.head.size:
        raise BundleRefused(f"{name} has entry {positions[-1]}, and its head is over {bundle.head.size} entries")
    adoptions = sum(any(one in entry.data for one in _ADOPTION) for entry in bundle.entries)
    if adoptions > MOST_ADOPTIONS:
        raise BundleRefused(f"{name} adopts {adoptions} rulebooks and plans: expected at most {MOST_ADOPTIONS}")


def _first_fault(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    place = ".".join(map(str, first["loc"])) or "the whole"
    if first["type"] == "missing":
        return f"{place} is missing"
    if first["type"] == "extra_forbidden":
        return f"{shown(place)} is not known"
    said = first["msg"].removeprefix("Input ").removeprefix("Value error, ")
    return f"{shown(place)[1:-1]}: {said[0].lower()}{said[1:]}"
