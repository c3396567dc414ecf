"""``leadledger checkpoint``: a ledger's size and root, signed, for others to hold it to."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.keys import SignedBy, key_in, key_to_check_by, read_text
from leadledger.cli.ledgers import existing
from leadledger.cli.options import Language, LedgerFile
from leadledger.cli.outputs import write
from leadledger.disputes.checkpoints import Checkpoint, read_checkpoint, sign_checkpoint, sign_growth
from leadledger.disputes.signing import NOTE_BYTES_MAX, VerifierKey
from leadledger.errors import CallInvalid, CheckpointInvalid
from leadledger.texts import catalogue
from leadledger.texts import proofs as say

KeyFile = Annotated[str, Parameter(name="--key", help="The file with the key to sign with, as key new makes it.")]
OutFile = Annotated[str | None, Parameter(name="--out", help="Write it to this new file.")]
Since = Annotated[
    str | None,
    Parameter(name="--since", help="An older checkpoint: show as well that the ledger begins with its entries."),
]


def checkpoint(
    ledger: LedgerFile,
    /,
    *,
    key: KeyFile,
    since: Since = None,
    signed_by: SignedBy = None,
    out: OutFile = None,
    lang: Language = "en",
) -> None:
    """Sign how many entries a ledger has and the root over them, for others to keep and hold the ledger to later.

    The text is that of a transparency log's checkpoint. With --since it also shows, to whoever has the older
    checkpoint and not the ledger, that nothing before was changed; --signed-by then names the key of the older one
    where that is another.
    """
    signing = key_in(key)
    if since is None and signed_by is not None:
        raise CallInvalid("--signed-by needs --since, whose signature it is to check")
    before = signing.verifier if signed_by is None else key_to_check_by(signed_by)
    older = None if since is None else kept(since, before)
    with existing(ledger) as there:
        note = sign_checkpoint(there, signing) if older is None else sign_growth(there, older, signing)
    if out is None:
        sys.stdout.write(note)
        return
    write(out, note.encode())
    printing.prose(catalogue(lang)(say.SIGNED).format(file=out, ledger=ledger, name=signing.verifier.name))


def kept(file: str, key: VerifierKey, option: str = "--since") -> Checkpoint:
    """The checkpoint in a file, signed by a key; of one that also shows how a ledger grew, the newer.

    Raises:
        CallInvalid: the file cannot be read.
        CheckpointInvalid: there is none in it, or it is not signed by that key.
    """
    note = read_text(file, option, longest=NOTE_BYTES_MAX)
    if note.startswith("old "):
        note = note.partition("\n\n")[2]
    try:
        return read_checkpoint(note, key)
    except CheckpointInvalid as fault:
        raise CheckpointInvalid(f"{file}: {fault}") from None
