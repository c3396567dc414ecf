"""``verify`` and ``backup``: whether a ledger is as it was entered, and a whole copy of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from leadledger.events import HoldReleased
from leadledger.ledger import open as open_ledger
from tests.cli.running import refused, run
from tests.cli.test_streams import BASH, shell


def test_a_sound_ledger_is_told_with_its_head(office: Path) -> None:
    with open_ledger(office) as ledger:
        head = ledger.head()
    done = run("verify", office, "--json")
    assert done.code == 0
    assert done.objects == [{"ok": True, "events": 8, "head": head.root, "first_bad": None}]
    told = run("verify", office)
    assert (told.code, f"Head: 8:{head.root}\n" in told.out) == (0, True)


@pytest.mark.parametrize(("lang", "words"), [("en", "first bad entry is 3"), ("zh", "第3条"), ("zh-Hant", "第3條")])
def test_a_changed_entry_is_told_with_its_position_and_ends_with_1(office: Path, lang: str, words: str) -> None:
    _change(office, "陈先生")
    done = run("verify", office, "--json")
    assert (done.code, done.err) == (1, "")
    (told,) = done.objects
    assert list(told) == ["ok", "events", "head", "first_bad"]
    assert (told["ok"], told["events"], told["first_bad"]["position"]) == (False, 2, 3)
    assert list(told["first_bad"]) == ["position", "why"]
    for_people = run("verify", office, "--lang", lang)
    assert for_people.code == 1
    assert "".join(words.split()) in "".join(for_people.out.split())  # where a line breaks depends on the ledger's path


def test_the_head_that_verify_prints_is_the_one_it_takes(office: Path) -> None:
    kept = printed_head(office)
    with open_ledger(office) as ledger:
        ledger.record(HoldReleased(occurred_at=datetime(2026, 4, 1, tzinfo=UTC), deal="d1"))
    told = run("verify", office, "--head", kept)
    assert told.code == 0
    assert "It begins with the entries of the head that was kept: 8.\n" in told.out
    assert printed_head(office).startswith("9:")
    plain, against = (run("verify", office, "--json", *more) for more in ((), ("--head", kept.upper())))
    assert plain == against


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "the head that was kept: 8."), ("zh", "留存的账头相符：8条"), ("zh-Hant", "留存的賬頭相符：8條")],
)
def test_that_the_head_kept_is_met_is_said_in_each_language(office: Path, lang: str, words: str) -> None:
    assert words in run("verify", office, "--head", printed_head(office), "--lang", lang).out


def test_another_head_than_the_one_kept_ends_with_1(office: Path) -> None:
    root = printed_head(office).partition(":")[2]
    for head, why in [
        (f"7:{root}", "the first 7 entries are not those of the head kept"),
        (f"2450:{root}", "the head kept counts 2,450 entries, and there are only 8"),
    ]:
        done = run("verify", office, "--head", head, "--json")
        assert (done.code, done.err) == (1, "")
        assert done.objects == [{"ok": False, "events": 8, "head": root, "first_bad": {"position": None, "why": why}}]
        for_people = run("verify", office, "--head", head)
        assert for_people.code == 1
        assert why in " ".join(for_people.out.split())


@pytest.mark.parametrize(
    "bad", ["", "8", "{root}", "8:", ":{root}", "-8:{root}", "8:{root}0", "8,000:{root}", "٨:{root}"]
)
def test_what_is_no_head_is_refused_in_one_sentence(office: Path, bad: str) -> None:
    head = bad.format(root="0f" * 32)
    assert refused(run("verify", office, f"--head={head}")) == (
        f"--head {head}: expected SIZE:ROOT as verify prints it, a number of entries and 64 hexadecimal digits"
    )


def printed_head(ledger: Path) -> str:
    return run("verify", ledger).out.splitlines()[-1].removeprefix("Head: ")


@pytest.mark.parametrize("command", ["verify", "backup"])
def test_what_is_no_ledger_ends_with_2(history: Path, tmp_path: Path, command: str) -> None:
    copy = [tmp_path / "copy.db"] if command == "backup" else []
    assert "is not a ledger" in refused(run(command, history, *copy))
    assert refused(run(command, tmp_path / "nix.db", *copy)).endswith("nix.db: there is no such ledger")
    assert "is a folder" in refused(run(command, tmp_path, *copy))


def test_a_backup_says_what_it_holds_and_answers_as_the_ledger_does(office: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    (told,) = run("backup", office, copy, "--json").objects
    (verified,) = run("verify", copy, "--json").objects
    assert told == {"file": str(copy), "events": 8, "head": verified["head"]}
    assert run("decide", copy, "--json") == run("decide", office, "--json")


def test_saying_what_a_backup_holds_leaves_one_file_that_needs_no_other(office: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    told = " ".join(run("backup", office, folder / "copy.db").out.split())
    assert told.endswith(f"Entries: 8. Head: 8:{run('verify', office, '--json').objects[0]['head']}")
    assert [file.name for file in folder.iterdir()] == ["copy.db"]
    assert (folder / "copy.db").read_bytes()[18:20] == b"\x01\x01"  # SQLite's mark of a file without a log beside it


def test_a_backup_replaces_no_file(office: Path, history: Path) -> None:
    before = history.read_bytes()
    assert "exists already: a backup is written to a new file" in refused(run("backup", office, history))
    assert history.read_bytes() == before


def test_a_backup_into_no_folder_is_refused(office: Path, tmp_path: Path) -> None:
    assert "there is no folder" in refused(run("backup", office, tmp_path / "nowhere" / "copy.db"))


@pytest.mark.skipif(BASH is None, reason="streams are opened and closed by bash")
@pytest.mark.parametrize("call", ["decide '{}'", "verify '{}'", "explain '{}' --deal d1"])
def test_a_reader_that_goes_away_ends_it_quietly(office: Path, call: str) -> None:
    done = shell(f"leadledger {call.format(office)} 2>/dev/null | true")
    assert (done.returncode, done.stderr) == (141, "")


def _change(ledger: Path, text: str) -> None:
    """Another character where the text stands."""
    data = ledger.read_bytes()
    assert data.count(text.encode()) == 1
    ledger.write_bytes(data.replace(text.encode(), text[::-1].encode()))
