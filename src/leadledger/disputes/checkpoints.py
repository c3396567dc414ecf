"""Signed checkpoints: how many entries a ledger has and their root, for others to hold it to.

The text is that of https://c2sp.org/tlog-checkpoint, and what shows that a ledger only grew is written as in
https://c2sp.org/tlog-witness: the old size, the path, an empty line, and the new checkpoint.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Final

from leadledger.disputes.signing import SigningKey, VerifierKey, sign, signed_text
from leadledger.errors import CheckpointInvalid, LedgerRefused
from leadledger.ledger import Head, Ledger
from leadledger.store.proofs import consistent

_ROOT: Final = r"[A-Za-z0-9+/]{43}="
_TEXT: Final = re.compile(rf"([^\n]+)\n(0|[1-9][0-9]{{0,18}})\n({_ROOT})\n(?:[^\n]+\n)*")
_OLD: Final = re.compile(rf"old (0|[1-9][0-9]{{0,18}})\n((?:{_ROOT}\n){{0,63}})\n")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A ledger as it stood: its *origin*, the name of its key, how many entries it had, and their *root*, 32 bytes."""

    origin: str
    size: int
    root: bytes

    @property
    def head(self) -> Head:
        """The same as :meth:`Ledger.head` gives it, and :meth:`Ledger.verify` takes it."""
        return Head(self.size, self.root.hex())

    def text(self) -> str:
        """What is signed: three lines."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def sign_checkpoint(ledger: Ledger, key: SigningKey) -> str:
    """Return a signed checkpoint of the ledger as it stands; every leaf is read, so none is signed of a damaged tree.

    Raises:
        LedgerRefused: the ledger was changed, so that its root is not that of its entries.
        CallInvalid: the extra ``signing`` is not installed.

    >>> from leadledger.disputes.signing import new_signing_key
    >>> from leadledger.ledger import open
    >>> key = new_signing_key("example.com/office", seed=bytes(32))
    >>> with open(":memory:") as ledger:
    ...     print(sign_checkpoint(ledger, key))  # doctest: +ELLIPSIS
    example.com/office
    0
    47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
    <BLANKLINE>
    — example.com/office ...
    <BLANKLINE>
    """
    proofs = ledger.prove([])
    return sign(Checkpoint(key.verifier.name, proofs.size, proofs.root).text(), key)


def read_checkpoint(note: str, signed_by: VerifierKey) -> Checkpoint:
    """Return the checkpoint of a note, once its signature is found good.

    Raises:
        CheckpointInvalid: it is none, is not signed by that key, or is of another origin than the key's name.
        CallInvalid: the extra ``signing`` is not installed.
    """
    text = signed_text(note, signed_by)
    found = _TEXT.fullmatch(text)
    if found is None:
        raise CheckpointInvalid("that is no checkpoint: expected three lines, the origin, the size and the root")
    origin, size, root = found.groups()
    if origin != signed_by.name:
        raise CheckpointInvalid(f"that is a checkpoint of {origin}: expected one of {signed_by.name}")
    return Checkpoint(origin, int(size), _hash(root))


def sign_growth(ledger: Ledger, since: Checkpoint, key: SigningKey) -> str:
    """Return a signed checkpoint of the ledger as it stands, with the path that shows that it begins with an older one.

    Raises:
        LedgerRefused: the ledger was changed, or does not begin with the entries of *since*.
        CallInvalid: the extra ``signing`` is not installed.
    """
    shown = ledger.extend(since.size)
    if shown.old_root != since.root:
        raise LedgerRefused(f"the ledger does not begin with the {since.size:,} entries of that checkpoint")
    path = "".join(f"{b64encode(one).decode()}\n" for one in shown.path)
    checkpoint = Checkpoint(key.verifier.name, shown.size, shown.root)
    return f"old {shown.old_size}\n{path}\n{sign(checkpoint.text(), key)}"


def is_growth(text: str) -> bool:
    """Whether a text begins as what :func:`sign_growth` returns."""
    return text.startswith("old ")


def read_growth(text: str, since: Checkpoint, signed_by: VerifierKey) -> Checkpoint:
    """Return the newer checkpoint, once it is shown that its ledger begins with the entries of *since*.

    That takes the text alone, and no ledger.

    Raises:
        CheckpointInvalid: it is not signed by that key, or does not show it.
        CallInvalid: the extra ``signing`` is not installed.
    """
    found = _OLD.match(text)
    if found is None:
        raise CheckpointInvalid("that does not show how a ledger grew: expected the old size, hashes, and a checkpoint")
    newer = read_checkpoint(text[found.end() :], signed_by)
    if int(found[1]) != since.size:
        raise CheckpointInvalid(f"it begins at {int(found[1]):,} entries, and the checkpoint kept has {since.size:,}")
    path = [_hash(line) for line in found[2].split()]
    if not consistent(since.size, since.root, newer.size, newer.root, path):
        raise CheckpointInvalid(
            f"it does not show that the {newer.size:,} entries begin with the {since.size:,} of the checkpoint kept"
        )
    return newer


def _hash(text: str) -> bytes:
    decoded = b64decode(text)
    if b64encode(decoded).decode() != text:
        raise CheckpointInvalid(f"{text} is no hash: expected 32 bytes in base64, written in the one way there is")
    return decoded
