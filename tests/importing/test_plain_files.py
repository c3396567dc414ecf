"""What is no plain file is refused before a byte is read, and never replaced."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from leadledger.errors import MappingInvalid, RegisterRefused
from leadledger.importing import import_into, load_mapping, read_history, read_register
from tests.importing.making import A_CALL, calls

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices are files elsewhere")

CALL = '{"type":"CallReceived","occurred_at":"2026-03-01T10:00:00+08:00","customer":"c1","agent":"li"}\n'


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def socket_of(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def nothing(path: Path) -> None:
    path.symlink_to("/dev/null")


def loop(path: Path) -> None:
    path.symlink_to(path.name)


NO_FILES = [
    (folder, "is a folder: expected a file"),
    (pipe, "is a pipe: expected a file"),
    (socket_of, "is a socket: expected a file"),
    (endless, "is a device: expected a file"),
    (nothing, "is a device: expected a file"),
    (loop, "is a link that leads back to itself: expected a file"),
]


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "xlsx", "xls", "pdf"])
@pytest.mark.parametrize(("make", "saying"), NO_FILES)
def test_as_a_register(make: Callable[[Path], None], saying: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"calls.{suffix}"
    make(path)
    with pytest.raises(RegisterRefused) as caught:
        read_register(path)
    assert caught.value.problems == (f"{path} {saying}",)
    with pytest.raises(RegisterRefused) as caught:
        read_history(path)
    assert caught.value.problems == (f"{path} {saying}",)


@pytest.mark.parametrize(("make", "saying"), NO_FILES)
def test_as_a_target(make: Callable[[Path], None], saying: str, tmp_path: Path) -> None:
    target = tmp_path / "h.jsonl"
    make(target)
    before = target.lstat()
    with pytest.raises(RegisterRefused) as caught:
        import_into(target, [calls(tmp_path / "r.xlsx", A_CALL)])
    assert caught.value.problems == (f"{target} {saying}",)
    assert (target.lstat().st_ino, target.lstat().st_mode) == (before.st_ino, before.st_mode)


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device_by_its_own_name_is_neither_read_nor_replaced(device: str, tmp_path: Path) -> None:
    saying = f"{device} is a device: expected a file"
    for call in (lambda: read_register(device), lambda: import_into(device, [calls(tmp_path / "r.xlsx", A_CALL)])):
        with pytest.raises(RegisterRefused) as caught:
            call()
        assert caught.value.problems == (saying,)
    with pytest.raises(MappingInvalid) as mapping:
        load_mapping(device)
    assert str(mapping.value) == saying
    assert Path(device).is_char_device()


@pytest.mark.parametrize(
    "name", ["x.db", "x.xlsx", "x.json", "x", "postgresql://me@host/books.jsonl", "sqlite:///books.jsonl"]
)
def test_only_histories_are_added_to(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    register = calls(tmp_path / "r.xlsx", A_CALL)
    with pytest.raises(RegisterRefused) as caught:
        import_into(name, [register])
    saying = "is no history to add to"
    assert caught.value.problems == (f"{Path(name)} {saying}: expected one named .jsonl or .ndjson",)
    assert list(tmp_path.iterdir()) == [register]


def test_ndjson_is_a_history_too(tmp_path: Path) -> None:
    assert import_into(tmp_path / "h.ndjson", [calls(tmp_path / "r.xlsx", A_CALL)]).added == 1
    assert len(read_history(tmp_path / "h.ndjson")) == 1


def test_a_link_to_no_file_yet_is_written_through(tmp_path: Path) -> None:
    link = tmp_path / "link.jsonl"
    link.symlink_to("real.jsonl")
    import_into(link, [calls(tmp_path / "r.xlsx", A_CALL)])
    assert link.is_symlink()
    assert len(read_history(tmp_path / "real.jsonl")) == 1


@pytest.mark.parametrize("call", [read_register, read_history, lambda name: import_into(name, [])])
def test_an_empty_name_is_no_file(call: Callable[[str], object]) -> None:
    with pytest.raises(RegisterRefused, match=r"^an empty name, or '\.', is no file: expected the name of one$"):
        call("")


def test_long_names_are_shortened(tmp_path: Path) -> None:
    (tmp_path / f"{'x' * 200}.jsonl").write_text(CALL * 2 + "nope\n")
    with pytest.raises(RegisterRefused) as caught:
        read_register(tmp_path / f"{'x' * 200}.jsonl")
    [said] = caught.value.problems
    assert said.startswith(f"{tmp_path}/{'x' * 40}…{'x' * 13}.jsonl, line 3: ")
    with pytest.raises(RegisterRefused, match=r"^x{40}…x{15}\.csv cannot be read: "):
        read_register("x" * 300 + ".csv")
