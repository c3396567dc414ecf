"""The checkpoint in a bundle: a head that somebody signed, and that has to be the bundle's own."""

from __future__ import annotations

from base64 import b64encode

from leadledger.disputes.bundles.flaws import Flawed
from leadledger.disputes.bundles.model import Bundle
from leadledger.disputes.checkpoints import Checkpoint, read_checkpoint
from leadledger.disputes.signing import SigningKey, VerifierKey, sign
from leadledger.errors import CheckpointInvalid
from leadledger.ledger import Head


def signed_head(head: Head, key: SigningKey) -> str:
    """A checkpoint of the head, signed.

    Raises:
        CallInvalid: the extra ``signing`` is not installed.
    """
    return sign(Checkpoint(key.verifier.name, head.size, bytes.fromhex(head.root)).text(), key)


def check_checkpoint(bundle: Bundle, signed_by: VerifierKey | None) -> None:
    """Hold the checkpoint against the head and, where a key is given, its signature against that.

    Raises:
        Flawed: it is of another head, or is not signed by that key; or there is none to be signed.
        CallInvalid: a signature is to be checked, and the extra ``signing`` is not installed.
    """
    note, head = bundle.checkpoint, bundle.head
    if note is None:
        if signed_by is not None:
            raise Flawed("checkpoint", f"it has no checkpoint, and one that {signed_by.name} signed is asked for")
        return
    if note.split("\n")[1:3] != [str(head.size), b64encode(bytes.fromhex(head.root)).decode()]:
        raise Flawed("checkpoint", "it is of another head than the bundle's")
    if signed_by is not None:
        try:
            read_checkpoint(note, signed_by)
        except CheckpointInvalid as fault:
            raise Flawed("checkpoint", str(fault)) from None
