"""Texts signed with Ed25519, as signed notes: the format in which transparency logs sign their checkpoints.

The format is that of https://c2sp.org/signed-note. A key to sign with is written as Go's ``sumdb/note`` writes it. The
signatures themselves are made and checked by ``cryptography``, an extra: ``pip install "leadledger[signing]"``.
"""

from __future__ import annotations

import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, NamedTuple

from leadledger.errors import CallInvalid, CheckpointInvalid, KeyInvalid

NOTE_BYTES_MAX: Final = 100_000
"""The longest note that is read: the standard asks for room for sixteen signatures."""

_ED25519: Final = b"\x01"
_KEY_BYTES: Final = 32
_ID_BYTES: Final = 4
_PRIVATE: Final = "PRIVATE+KEY+"
_NAME: Final = re.compile(r"[^\s+\x00-\x20\x7f]+")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")
_SIGNED: Final = re.compile(r"— ([^ \n]+) ([A-Za-z0-9+/=]+)\n")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """Whose signature is checked: a *name* without spaces or plus, and the *public* key, 32 bytes.

    Its text is ``name+id+key``, to be handed to whoever should be able to check.
    """

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature says which key it is of."""
        return sha256(b"%b\n%b%b" % (self.name.encode(), _ED25519, self.public)).digest()[:_ID_BYTES]

    def __str__(self) -> str:
        """``name+id+key``, as :func:`verifier_key` reads it."""
        return f"{self.name}+{self.id.hex()}+{b64encode(_ED25519 + self.public).decode()}"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key to sign with: *verifier* is what others check by, *seed* the 32 bytes that are to stay secret."""

    verifier: VerifierKey
    seed: bytes = field(repr=False)

    def secret_text(self) -> str:
        """What is kept in a file that nobody else reads; :func:`signing_key` reads it."""
        key = b64encode(_ED25519 + self.seed).decode()
        return f"{_PRIVATE}{self.verifier.name}+{self.verifier.id.hex()}+{key}"


def new_signing_key(name: str, *, seed: bytes | None = None) -> SigningKey:
    """Return a new key of that name, drawn at random unless *seed*, 32 bytes, is given.

    Raises:
        KeyInvalid: the name is empty, or has spaces, controls or a plus in it.
        CallInvalid: the extra ``signing`` is not installed.

    >>> key = new_signing_key("example.com/office", seed=bytes(32))
    >>> str(key.verifier)[:28]
    'example.com/office+fddc9cbb+'
    >>> verifier_key(str(key.verifier)) == key.verifier, signing_key(key.secret_text()) == key
    (True, True)
    """
    if _NAME.fullmatch(name) is None:
        raise KeyInvalid(
            f"{name!r} cannot be the name of a key: expected one such as example.com/office, no spaces, no +"
        )
    seed = secrets.token_bytes(_KEY_BYTES) if seed is None else seed
    return SigningKey(VerifierKey(name, _ed25519().public(seed)), seed)


def signing_key(text: str) -> SigningKey:
    """Read a key to sign with.

    Raises:
        KeyInvalid: the text is none.
        CallInvalid: the extra ``signing`` is not installed.
    """
    stripped = text.strip()
    if not stripped.startswith(_PRIVATE):
        raise KeyInvalid(f"that is no key to sign with: expected {_PRIVATE}NAME+ID+KEY")
    name, key_id, seed = _parts(stripped.removeprefix(_PRIVATE), "a key to sign with")
    key = new_signing_key(name, seed=seed)
    if key.verifier.id != key_id:
        raise KeyInvalid("that is no key to sign with: its id is not that of its name and key")
    return key


def verifier_key(text: str) -> VerifierKey:
    """Read a key to check signatures by.

    Raises:
        KeyInvalid: the text is none.

    >>> verifier_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").name
    'PeterNeumann'
    """
    stripped = text.strip()
    if stripped.startswith(_PRIVATE):
        raise KeyInvalid("that is a key to sign with, which should be shown to nobody: expected NAME+ID+KEY")
    name, key_id, public = _parts(stripped, "a key to check signatures by")
    key = VerifierKey(name, public)
    if key.id != key_id:
        raise KeyInvalid("that is no key to check signatures by: its id is not that of its name and key")
    return key


def sign(text: str, key: SigningKey) -> str:
    """Return the note that *text*, whole lines, becomes by a signature.

    Raises:
        CallInvalid: the extra ``signing`` is not installed.
    """
    if not text.endswith("\n") or _CONTROL.search(text):
        raise ValueError("what is signed ends with a line feed, and has no other control characters")
    signature = _ed25519().sign(key.seed, text.encode())
    return f"{text}\n— {key.verifier.name} {b64encode(key.verifier.id + signature).decode()}\n"


def signed_text(note: str, key: VerifierKey) -> str:
    """Return the text of a note, once its signature by *key* is found good; signatures by others are not looked at.

    Raises:
        CheckpointInvalid: it is no signed note, or is not signed by that key.
        CallInvalid: the extra ``signing`` is not installed.

    >>> key = new_signing_key("example.com/office", seed=bytes(32))
    >>> signed_text(sign("what was said\\n", key), key.verifier)
    'what was said\\n'
    """
    if len(note) > NOTE_BYTES_MAX:
        raise CheckpointInvalid(f"a signed text is expected to be shorter than {NOTE_BYTES_MAX:,} characters")
    text, blank, lines = note.rpartition("\n\n")
    signed = _SIGNED.findall(lines)
    if (
        not blank
        or not signed
        or "".join(f"— {name} {said}\n" for name, said in signed) != lines
        or _CONTROL.search(note)
    ):
        raise CheckpointInvalid("that is no signed text: expected one, an empty line, and lines of signatures")
    text += "\n"
    for name, said in signed:
        signature = _decoded(said)
        if name == key.name and signature is not None and signature[:_ID_BYTES] == key.id:
            if _ed25519().good(key.public, signature[_ID_BYTES:], text.encode()):
                return text
            raise CheckpointInvalid(
                f"the signature by {key.name} is not good: the text was changed after it was signed"
            )
    raise CheckpointInvalid(f"it is not signed by {key}")


def _parts(text: str, what: str) -> tuple[str, bytes, bytes]:
    """The name, the id and the 32 bytes of a key."""
    name, _, rest = text.partition("+")
    key_id, _, key = rest.partition("+")
    decoded = _decoded(key)
    if _NAME.fullmatch(name) is None or re.fullmatch(r"[0-9a-f]{8}", key_id) is None or decoded is None:
        raise KeyInvalid(
            f"that is no key {what.removeprefix('a key ')}: expected NAME+ID+KEY, as leadledger key new gives it"
        )
    if decoded[:1] != _ED25519 or len(decoded) != 1 + _KEY_BYTES:
        raise KeyInvalid("that is a key of another kind: expected one for Ed25519")
    return name, bytes.fromhex(key_id), decoded[1:]


def _decoded(text: str) -> bytes | None:
    """The bytes that base64 says, where it says them in the one way there is."""
    try:
        decoded = b64decode(text, validate=True)
    except ValueError:
        return None
    return decoded if b64encode(decoded).decode() == text else None


class _Ed25519(NamedTuple):
    """What is used of ``cryptography``."""

    public: Callable[[bytes], bytes]
    sign: Callable[[bytes, bytes], bytes]
    good: Callable[[bytes, bytes, bytes], bool]


def _ed25519() -> _Ed25519:
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  # an extra
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415
    except ModuleNotFoundError:
        raise CallInvalid(
            'signatures are made and checked with cryptography: pip install "leadledger[signing]"'
        ) from None

    def public(seed: bytes) -> bytes:
        return ed25519.Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()

    def sign_(seed: bytes, text: bytes) -> bytes:
        return ed25519.Ed25519PrivateKey.from_private_bytes(seed).sign(text)

    def good(key: bytes, signature: bytes, text: bytes) -> bool:
        try:
            ed25519.Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True

    return _Ed25519(public, sign_, good)
