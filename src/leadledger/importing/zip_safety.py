"""Looking at a workbook's zip before anything is unpacked: what it is, what it would become, its names."""

from __future__ import annotations

import zipfile

from leadledger.errors import RegisterRefused

MOST_BYTES = 256 * 1024 * 1024
"""Bytes a file, or all parts of a workbook unpacked, may have."""

MOST_RATIO = 200
RATIO_MATTERS_FROM = 1024 * 1024
LOOKED_AT_TO = 32 * 1024 * 1024
MOST_MEMBERS = 2_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refuse_by_magic(file: str, head: bytes) -> None:
    """Refuses what is plainly no .xlsx by its first bytes, saying what it is; raises RegisterRefused."""
    if not head:
        raise RegisterRefused([f"{file} is empty: expected an .xlsx workbook"])
    if head.startswith(_OLE):
        raise RegisterRefused(
            [
                (
                    f"{file} is an old .xls workbook or one locked with a password: "
                    "expected an .xlsx workbook without a password"
                )
            ]
        )
    if not head.startswith(b"PK"):
        raise RegisterRefused([f"{file} is not an .xlsx workbook: it is not a zip file"])


def check_members(file: str, archive: zipfile.ZipFile) -> RegisterRefused | None:
    """Refuses a zip whose parts are too many, too large, locked or named to land elsewhere; raises RegisterRefused.

    The refusal of a part that is packed suspiciously well, and still so small that it may be looked at first, is
    returned: what is in it may tell more than its size.
    """
    suspect: RegisterRefused | None = None
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise RegisterRefused([f"{file} has {len(members):,} parts: expected at most {MOST_MEMBERS:,} in a workbook"])
    names: set[str] = set()
    total = 0
    for member in members:
        name = member.filename
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name:
            raise RegisterRefused([f"{file} has a part named {name[:80]!r}: expected names inside the workbook"])
        if name.lower() in names:
            raise RegisterRefused([f"{file} has two parts named {name[:80]!r}: expected each name once"])
        names.add(name.lower())
        if member.flag_bits & 1:
            raise RegisterRefused([f"{file} is locked with a password: expected an .xlsx workbook without a password"])
        total += member.file_size
        if total > MOST_BYTES:
            most = f"{MOST_BYTES // 1024 // 1024} MB"
            raise RegisterRefused(
                [f"{file} would unpack to more than {most}: expected a workbook of at most that size"]
            )
        ratio = member.file_size // max(member.compress_size, 1)
        if member.file_size > RATIO_MATTERS_FROM and ratio > MOST_RATIO:
            saying = f"would unpack to {ratio:,} times its size: expected at most {MOST_RATIO} times"
            refusal = RegisterRefused([f"{file}: its part {name[:80]} {saying}"])
            if member.file_size > LOOKED_AT_TO or not name.lower().endswith(".xml"):
                raise refusal
            suspect = suspect or refusal
    if "[content_types].xml" not in names:
        raise RegisterRefused([f"{file} is a zip file but not a workbook: expected an .xlsx workbook"])
    return suspect
