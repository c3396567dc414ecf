"""Keys and signed notes, in the format that others read and write too."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.disputes.signing import (
    NOTE_BYTES_MAX,
    SigningKey,
    new_signing_key,
    sign,
    signed_text,
    signing_key,
    verifier_key,
)
from leadledger.errors import CallInvalid, CheckpointInvalid, KeyInvalid

# The example of golang.org/x/mod/sumdb/note, and that of c2sp.org/signed-note.
NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NEUMANNS_OWN = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
SAID = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
SIGNED = f"{SAID}\n— PeterNeumann {SIGNATURE}\n"
KEY = new_signing_key("example.com/office", seed=bytes(range(32)))


def test_a_published_note_is_made_and_found_good() -> None:
    key = signing_key(NEUMANNS_OWN)
    assert str(key.verifier) == NEUMANN
    assert key.secret_text() == NEUMANNS_OWN
    assert sign(SAID, key) == SIGNED
    assert signed_text(SIGNED, verifier_key(NEUMANN)) == SAID


def test_a_key_is_drawn_at_random_and_does_not_show_its_secret() -> None:
    one, other = new_signing_key("office"), new_signing_key("office")
    assert one != other
    assert len(one.seed) == 32
    assert one.secret_text().split("+", 4)[4] not in f"{one!r} {one.verifier!s}"
    assert "seed" not in repr(one)


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters=[chr(one) for one in range(32)])))
def test_what_is_signed_is_found_good_whatever_it_says(text: str) -> None:
    assert signed_text(sign(f"{text}\n", KEY), KEY.verifier) == f"{text}\n"


@given(data=st.data())
def test_one_character_changed_in_a_note_is_found(data: st.DataObject) -> None:
    note = sign("one\ntwo\n", KEY)
    at = data.draw(st.integers(0, len(note) - 1))
    other = data.draw(st.sampled_from("aB3=+/ \n—é\x00").filter(lambda one: one != note[at]))
    with pytest.raises(CheckpointInvalid):
        signed_text(note[:at] + other + note[at + 1 :], KEY.verifier)


def test_further_signatures_are_not_looked_at() -> None:
    other = new_signing_key("example.com/witness", seed=bytes(32))
    added = sign("one\n", other).partition("\n\n")[2]
    for note in (sign("one\n", KEY) + added, "one\n\n" + added + sign("one\n", KEY).partition("\n\n")[2]):
        assert signed_text(note, KEY.verifier) == signed_text(note, other.verifier) == "one\n"


def test_a_note_signed_by_another_is_refused_by_name() -> None:
    for name in ("example.com/office", "example.com/other"):
        other = new_signing_key(name, seed=bytes(32))
        with pytest.raises(CheckpointInvalid, match=r"it is not signed by example.com/office\+"):
            signed_text(sign("one\n", other), KEY.verifier)


def test_a_changed_text_is_told_from_another_signer() -> None:
    with pytest.raises(CheckpointInvalid, match="not good: the text was changed after it was signed"):
        signed_text(sign("one\n", KEY).replace("one", "two"), KEY.verifier)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "one\n",
        "one\n\n",
        "one\n\n— example.com/office\n",
        "one\n\n— example.com/office !!!!\n",
        "one\n\n- example.com/office AAAA\n",
        "one\n\n— example.com/office AAAA",
        "one\r\n\n— example.com/office AAAA\n",
        "\x1b[31m\n\n— example.com/office AAAA\n",
    ],
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(CheckpointInvalid, match="that is no signed text"):
        signed_text(note, KEY.verifier)


def test_a_note_without_bounds_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(CheckpointInvalid, match="shorter than"):
        signed_text("a" * (NOTE_BYTES_MAX + 1), KEY.verifier)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\nb", "a\u00a0b", "a\x00", "a\x7f"])
def test_a_name_that_no_key_can_have_is_refused(name: str) -> None:
    with pytest.raises(KeyInvalid, match="cannot be the name of a key"):
        new_signing_key(name)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "expected NAME"),
        ("PeterNeumann", "expected NAME"),
        (NEUMANN.replace("c74f20a3", "C74F20A3"), "expected NAME"),
        (NEUMANN.replace("c74f20a3", "c74f20a4"), "its id is not that"),
        (NEUMANN.replace("Peter", "Paul"), "its id is not that"),
        (NEUMANN.replace("+ARpc", "+Ahpc"), "of another kind"),
        (NEUMANN[:-4], "of another kind"),
        (NEUMANN[:-1] + "=", "expected NAME"),
        (NEUMANNS_OWN, "shown to nobody"),
    ],
)
def test_what_is_no_key_to_check_by_is_refused(text: str, why: str) -> None:
    with pytest.raises(KeyInvalid, match=why):
        verifier_key(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no key to sign with"),
        (NEUMANN, "no key to sign with"),
        (NEUMANNS_OWN.replace("c74f20a3", "c74f20a4"), "its id is not that"),
        (NEUMANNS_OWN[:-2], "expected NAME"),
    ],
)
def test_what_is_no_key_to_sign_with_is_refused(text: str, why: str) -> None:
    with pytest.raises(KeyInvalid, match=why) as refusal:
        signing_key(text)
    assert "AYEK" not in str(refusal.value)


def test_what_cannot_be_signed_is_an_error() -> None:
    for text in ("no line", "a\tb\n"):
        with pytest.raises(ValueError, match="line feed"):
            sign(text, KEY)


def test_without_cryptography_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    key = SigningKey(KEY.verifier, KEY.seed)
    with pytest.raises(CallInvalid, match=r'pip install "leadledger\[signing\]"'):
        sign("one\n", key)
    with pytest.raises(CallInvalid, match=r'pip install "leadledger\[signing\]"'):
        signed_text(SIGNED, verifier_key(NEUMANN))
