"""``leadledger key``: keys to sign checkpoints with, and the option that names the key to check them by."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.options import AsJson, Language
from leadledger.disputes.signing import SigningKey, VerifierKey, new_signing_key, signing_key, verifier_key
from leadledger.errors import CallInvalid, KeyInvalid
from leadledger.texts import catalogue
from leadledger.texts import proofs as say

_LONGEST = 10_000
_FOR_ITS_OWNER = 0o600

KeyName = Annotated[str, Parameter(name="NAME", help="What the key is called, for example example.com/office.")]
NewKeyFile = Annotated[str, Parameter(name="--out", help="The file for the key; it must not be there yet.")]
SignedBy = Annotated[
    str | None,
    Parameter(name="--signed-by", help="The key to check it by, NAME+ID+KEY as key new prints it, or a file with it."),
]


def new(name: KeyName, /, *, out: NewKeyFile, json: AsJson = False, lang: Language = "en") -> None:
    """Make a key to sign checkpoints of one ledger with, and print the key that others check them by.

    The file is for whoever signs alone, and nothing can be signed without it: keep a copy where nobody else comes.
    """
    key = new_signing_key(name)
    try:
        made = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FOR_ITS_OWNER)
    except FileExistsError:
        raise CallInvalid(f"{out} is there already, and a key is never overwritten: name a new file") from None
    except ValueError as fault:  # a NUL in the name
        raise CallInvalid(f"{out!r} cannot be the name of a file: {fault}") from None
    with os.fdopen(made, "w", encoding="utf-8") as file:
        file.write(f"{key.secret_text()}\n")
    if json:
        printing.line({"file": out, "name": name, "verifier_key": str(key.verifier)})
        return
    said = catalogue(lang)
    printing.prose(said(say.KEY_MADE).format(file=out))
    printing.prose(said(say.KEY_TO_CHECK_BY))
    printing.text(str(key.verifier))


def key_in(file: str) -> SigningKey:
    """The key to sign with in a file.

    Raises:
        CallInvalid: there is none.
    """
    try:
        return signing_key(read_text(file, "--key"))
    except KeyInvalid as fault:
        raise CallInvalid(f"--key {file}: {fault}") from None


def key_to_check_by(text_or_file: str) -> VerifierKey:
    """The key that ``--signed-by`` says, or that is in the file it names.

    Raises:
        CallInvalid: it is neither.
    """
    text = text_or_file
    if "+" not in text_or_file or Path(text_or_file).is_file():
        text = read_text(text_or_file, "--signed-by")
    try:
        return verifier_key(text)
    except KeyInvalid as fault:
        raise CallInvalid(f"--signed-by {text_or_file}: {fault}") from None


def read_text(file: str, option: str, *, longest: int = _LONGEST) -> str:
    """A small file of text.

    Raises:
        CallInvalid: it is not there, cannot be read, is no UTF-8, or is longer than such files are.
    """
    try:
        with Path(file).open("rb") as stream:
            data = stream.read(longest + 1)
    except (OSError, ValueError) as fault:
        raise CallInvalid(f"{option} {file}: {getattr(fault, 'strerror', None) or fault}") from None
    if len(data) > longest:
        raise CallInvalid(f"{option} {file}: expected a file of at most {longest:,} bytes")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise CallInvalid(f"{option} {file}: expected text in UTF-8") from None
