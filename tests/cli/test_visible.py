"""What would act on a terminal is shown, on both streams; JSON escapes it by its own means."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

import leadledger
from leadledger import rulebooks
from leadledger.testing.stories import given, joined, registered, subscription, visit
from leadledger.texts.visible import as_json, visible
from tests.cli.running import Run, refused, run, written

ODD = "a\u202eb\u2066c\u2028d\u2029e\u200ff"
SHOWN = r"a\u202eb\u2066c\u2028d\u2029e\u200ff"
BOOK = Path(leadledger.__file__).parent / "rulebook" / "books" / "sales_office.toml"
EVERY = [chr(number) for number in range(sys.maxunicode + 1)]
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def harmful(character: str) -> bool:
    if unicodedata.category(character) in {"Cc", "Zl", "Zp", "Cs"}:
        return character != "\n"
    return unicodedata.bidirectional(character) in BIDI or character in "\u061c\u200e\u200f"


def test_exactly_what_would_not_be_seen_is_shown() -> None:
    assert [one for one in EVERY if visible(one) != one] == [one for one in EVERY if harmful(one)]


def test_json_escapes_what_would_not_be_seen() -> None:
    assert not any(harmful(one) or one == "\n" for one in as_json({"text": "".join(EVERY)}))
    assert json.loads(as_json({ODD: "\x1b\x7f\n\ud83d"})) == {ODD: "\x1b\x7f\n\ud83d"}


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A history with such characters in ids and names."""
    story = given(
        joined("li", f"Li {ODD}", on="2026-03-01"),
        registered(ODD, "li", name=f"Mr {ODD}", on="2026-03-02"),
        visit(ODD, "li", on="2026-03-03"),
        subscription("d", ODD, "li", on="2026-03-20"),
        subscription(f"d{ODD}", ODD, "li", on="2026-03-21"),
    )
    return written(story, tmp_path / "odd.jsonl")


def unseen(done: Run) -> list[str]:
    return [one for one in done.out + done.err if harmful(one)]


def test_tables_and_explanations_show_odd_names(odd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    for lang in ("en", "zh"):
        for call in (["decide", odd], ["explain", odd, "--deal", "d"], ["owner", odd, ODD, "--at", "2026-03-10"]):
            done = run(*call, "--lang", lang)
            assert (done.code, unseen(done)) == (0, [])
            assert r"\u202eb" in done.out


def test_json_of_odd_names_reads_back(odd: Path) -> None:
    done = run("decide", odd, "--json")
    assert unseen(done) == []
    assert [one["deal"] for one in done.objects] == ["d", f"d{ODD}"]


@pytest.mark.parametrize("escape", ["\\u001b[31m", "\\u009b", "\\u202e", "\\u2066", "\\u2028"])
def test_a_rulebook_cannot_act_on_the_terminal(history: Path, tmp_path: Path, escape: str) -> None:
    title = rulebooks["sales-office"].title["en"]
    text = BOOK.read_text("utf-8")
    assert f'"{title}"' in text
    file = tmp_path / "book.toml"
    file.write_text(text.replace(f'"{title}"', f'"{escape} Office"'), encoding="utf-8")
    for call in (["rulebook", "show", file], ["explain", history, "--deal", "d1", "--rulebook", file]):
        done = run(*call)
        assert done.code in (0, 2)  # shown, or refused where the book is read
        assert unseen(done) == []


@pytest.mark.parametrize(
    "call",
    [
        ["decide", "a\x1b[31mb.jsonl"],
        ["decide", "h", "--known-at", "\x1b[31m"],
        ["owner", "h", "c", "--at", "\x1b[31m"],
        ["\x1b[31m"],
        ["decide", "h", "--\x1b[31m"],
        ["decide", "h", "--lang", "\x1b[31m"],
        ["rulebook", "show", "\x1b[31m"],
    ],
)
def test_what_was_typed_is_shown_in_refusals(call: list[str], history: Path) -> None:
    sentence = refused(run(*(str(history) if one == "h" else one for one in call)))
    assert r"\x1b[31m" in sentence
    assert "\x1b" not in sentence


@pytest.mark.skipif(sys.platform != "linux", reason="paths that are no text")
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_half_characters_are_shown_under_any_encoding(encoding: str) -> None:
    command = [sys.executable.encode(), b"-m", b"leadledger", b"decide", b"\xff.jsonl"]
    done = subprocess.run(
        command, capture_output=True, check=False, timeout=120, env={"PYTHONIOENCODING": encoding, "LC_ALL": "C"}
    )
    assert done.returncode == 2
    assert done.stderr.decode("ascii") == "leadledger: \\udcff.jsonl: there is no such file\n"
