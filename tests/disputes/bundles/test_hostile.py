"""Whatever a file holds, checking it ends in an answer or in one sentence, in little time and memory."""

from __future__ import annotations

import gzip
import io
import json
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadledger.disputes.bundles import verify_bundle
from leadledger.disputes.bundles.model import MOST_ADOPTIONS, MOST_ENTRIES
from leadledger.disputes.bundles.reading import MOST_BYTES, read_file
from leadledger.errors import BundleRefused
from tests.cli.running import refused, run
from tests.disputes.bundles.cases import Raw, altered, entry_of, good, hashed_anew, raw, written

MOST_SECONDS, MOST_MEMORY = 20, 400_000_000


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("bundle.json", good())
    return file.getvalue()


def change(alter: Callable[[Raw], object]) -> bytes:
    return altered(good(), alter)


def text(old: str, new: str) -> bytes:
    """The file with a piece of its text replaced, whatever that makes of it."""
    assert old in good().decode()
    return good().decode().replace(old, new, 1).encode()


def nested(depth: int) -> Any:
    found: Any = {}
    for _ in range(depth):
        found = {"a": found}
    return found


def many() -> bytes:
    entry = {"position": 1, "leaf": "0" * 64, "data": ""}
    return change(lambda of: of.update(entries=[entry] * (MOST_ENTRIES + 1)))


def many_books() -> bytes:
    entry = {"leaf": "0" * 64, "data": '{}\n{"type":"RulebookAdopted"}'}
    entries = [{"position": place, **entry} for place in range(1, MOST_ADOPTIONS + 2)]
    return change(lambda of: of.update(entries=entries, head={"size": 99, "root": "0" * 64}))


HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("nothing", lambda: b"", "is no bundle: the file is empty"),
    ("a zip file", zipped, "is a zip file"),
    ("gzip", lambda: gzip.compress(good()), "is packed with gzip"),
    ("other bytes", lambda: b"\xff\xfe{}", "is not UTF-8 text (byte 1 is wrong)"),
    ("another JSON object", lambda: b"{}", "does not say that it is a bundle"),
    ("a list", lambda: b"[]", "is no bundle"),
    ("half of it", lambda: good()[: len(good()) // 2], "cut off"),
    ("two of them", lambda: good() + good(), "more text follows"),
    ("too many bytes", lambda: b" " * (MOST_BYTES + 1), "holds more than 8,388,608 bytes"),
    ("too deep", lambda: b"[" * 100_000, "nested deeper than 32 levels"),
    ("too many lists", lambda: b"[" + b"[]," * 1_000_000 + b"[]]", "more lists and objects than any bundle"),
    ("deep within", lambda: change(lambda of: of["decision"].update(en=nested(60))), "nested deeper than 32 levels"),
    ("a key twice", lambda: text('"deal": "d1"', '"deal": "d1", "deal": "d2"'), "the field 'deal' stands twice"),
    ("a key twice within", lambda: text('"owner": "li"', '"owner": "li", "owner": "zhang"'), "'owner' stands twice"),
    ("not a number", lambda: text('"size": 21', '"size": NaN'), "NaN is not a JSON number"),
    ("a huge number", lambda: text('"size": 21', f'"size": {"9" * 5000}'), "is too large"),
    ("an infinite number", lambda: text('"size": 21', '"size": 1e999'), "is too large"),
    ("a fraction", lambda: text('"size": 21', '"size": 21.0'), "head.size: should be a valid integer"),
    ("a number below one", lambda: text('"size": 21', '"size": -1'), "head.size: should be greater than"),
    ("a text for a number", lambda: text('"size": 21', '"size": "21"'), "head.size: should be a valid integer"),
    ("a newer version", lambda: text('"version": 1', '"version": 2'), "knows versions up to 1"),
    ("half a character", lambda: text('"deal": "d1"', '"deal": "\\ud800"'), "deal: "),
    ("no head", lambda: change(lambda of: of.pop("head")), "head is missing"),
    ("a field that is not known", lambda: change(lambda of: of.update(more=1)), "'more' is not known"),
    ("an entry's unknown field", lambda: change(lambda of: of["entries"][0].update(x=1)), "'entries.0.x' is not known"),
    ("no entries", lambda: change(lambda of: of.update(entries=[])), "entries: list should have at least 1 item"),
    ("a short hash", lambda: change(lambda of: of["entries"][0].update(leaf="00")), "entries.0.leaf: "),
    ("an entry twice", lambda: change(lambda of: of["entries"].insert(0, of["entries"][0])), "has entry 1 twice"),
    ("entries out of order", lambda: change(lambda of: of["entries"].reverse()), "expected ascending positions"),
    (
        "an entry beyond the head",
        lambda: change(lambda of: of["entries"][-1].update(position=22)),
        "is over 21 entries",
    ),
    (
        "too many entries",
        many,
        "entries: list should have at most 5000 items",
    ),
    ("too many rulebooks", many_books, f"expected at most {MOST_ADOPTIONS}"),
]


@pytest.mark.parametrize(("made", "says"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_what_is_no_bundle_is_refused_in_one_sentence(made: Callable[[], bytes], says: str, tmp_path: Path) -> None:
    file = tmp_path / "b.json"
    file.write_bytes(made())
    sentence = refused(run("verify", file))
    assert says in sentence
    assert len(sentence) < 400


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleRefused, match="is no regular file"):
        read_file(tmp_path)
    with pytest.raises(BundleRefused, match="No such file"):
        read_file(tmp_path / "b.json")


def bound_often(of: Raw) -> None:
    """A rulebook of many clauses whose validity changes every day."""
    entry = entry_of(of, "RulebookAdopted")
    header, _, body = entry["data"].partition("\n")
    said = json.loads(body)
    days = [{"since": f"{year}-{month:02}-01", "is": "1 month"} for year in range(2000, 2015) for month in range(1, 13)]
    said["document"]["terms"]["validity"] = {"history": days}
    said["document"]["text"] = "x" * 30_000
    entry["data"] = f"{header}\n{json.dumps(said, separators=(',', ':'))}"
    alone(of, entry)


def alone(of: Raw, entry: Raw) -> None:
    """A tree of this one entry, which who makes it can build."""
    hashed_anew(entry)
    entry["position"] = 1
    of.update(entries=[entry], nodes={}, head={"size": 1, "root": entry["leaf"]})


def test_a_rulebook_that_would_take_minutes_to_read_is_refused() -> None:
    with pytest.raises(BundleRefused, match="change more often"):
        verify_bundle(change(bound_often))


def twice_in_an_entry(of: Raw) -> None:
    entry = entry_of(of, "SubscriptionSigned")
    entry["data"] = entry["data"].replace('"agent":"li"', '"agent":"li","agent":"zhang"')
    alone(of, entry)


def personal_in_public(of: Raw) -> None:
    entry = entry_of(of, "SubscriptionSigned")
    entry["data"] = entry["data"].replace('"agent":"li"', '"agent":"li","note":"x"')
    alone(of, entry)


@pytest.mark.parametrize("alter", [twice_in_an_entry, personal_in_public])
def test_an_entry_that_says_two_things_is_named_in_a_forger_s_own_tree_too(alter: Callable[[Raw], None]) -> None:
    flaw = verify_bundle(change(alter)).flaw
    assert flaw is not None
    assert flaw.what == "entry"


def test_the_largest_file_that_is_read_takes_little_time_and_memory() -> None:
    filler = MOST_BYTES - len(good()) - 10_000
    large = change(lambda of: of["explanation"].update(en="x" * filler))
    tracemalloc.start()
    began = time.monotonic()
    found = verify_bundle(large)
    took, (_, peak) = time.monotonic() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.flaw is not None
    assert took < MOST_SECONDS
    assert peak < MOST_MEMORY


@settings(max_examples=150)
@given(st.data())
def test_changed_bytes_never_pass_and_never_break(data: st.DataObject) -> None:
    there = good()
    at = data.draw(st.integers(0, len(there) - 1))
    old = data.draw(st.integers(0, 3))
    new = data.draw(
        st.one_of(st.binary(max_size=3), st.sampled_from([b'"', b"{", b"}", b"\\", b"0", b"null", b"1e9", b",,"]))
    )
    changed = there[:at] + new + there[at + old :]
    assert_not_passed_unless_alike(changed)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("0" * 64),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=150)
@given(st.data())
def test_changed_fields_never_pass_and_never_break(data: st.DataObject) -> None:
    of = raw(good())
    inner: Any = of
    while True:
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        key = data.draw(st.sampled_from(keys))
        deeper = inner[key]
        if not (isinstance(deeper, dict | list) and deeper) or data.draw(st.booleans()):
            break
        inner = deeper
    how = data.draw(st.sampled_from(["replace", "remove", "edit"]))
    if how == "remove":
        inner.pop(key)
    elif how == "edit" and isinstance(inner[key], str) and inner[key]:
        at = data.draw(st.integers(0, len(inner[key]) - 1))
        inner[key] = inner[key][:at] + data.draw(st.text(max_size=2)) + inner[key][at + 1 :]
    else:
        inner[key] = data.draw(JSON)
    assert_not_passed_unless_alike(written(of))


def assert_not_passed_unless_alike(changed: bytes) -> None:
    try:
        found = verify_bundle(changed)
    except BundleRefused as refusal:
        assert "\n" not in str(refusal)
        return
    if found.ok:  # what made it is only said, and a version that comes to the same is remarked on
        one, other = raw(changed), raw(good())
        differs = one["made_by"] != other["made_by"]
        assert not differs or "other-version" in found.remarks or one["made_by"]["tzdata"] != other["made_by"]["tzdata"]
        del one["made_by"], other["made_by"]
        assert one == other
