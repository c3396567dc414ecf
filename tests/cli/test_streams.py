"""Closed, full and broken streams, and the keyboard: 0 for what is good, 2 for what is refused, never a traceback."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None, reason="streams are opened and closed by bash")
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
FULL = "leadledger: standard output: No space left on device\n"


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """A command line in which ``leadledger`` is this program; its exit is that of the program."""
    assert BASH is not None
    script = f"leadledger() {{ '{sys.executable}' -m leadledger \"$@\"; }}\n{command}\nexit ${{PIPESTATUS[0]}}"
    return subprocess.run([BASH, "-c", script], capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_a_good_history_ends_with_0_whatever_is_closed(history: Path, closed: str) -> None:
    done = shell(f"leadledger decide '{history}' {closed}")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert ("\nd1 " in done.stdout) == (not closed.startswith(">&-"))


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_a_bad_call_ends_with_2_whatever_is_closed(closed: str) -> None:
    done = shell(f"leadledger decide nix.jsonl {closed}")
    assert done.returncode == 2
    assert done.stderr in ("", "leadledger: nix.jsonl: there is no such file\n")


def test_an_import_without_an_output_writes_the_history_and_nothing_else(history: Path, tmp_path: Path) -> None:
    quiet, usual = tmp_path / "quiet.jsonl", tmp_path / "usual.jsonl"
    assert shell(f"leadledger import '{history}' --into '{quiet}' >&-").returncode == 0
    assert shell(f"leadledger import '{history}' --into '{usual}'").returncode == 0
    assert quiet.read_bytes() == usual.read_bytes()


@needs_full
def test_a_full_standard_error_changes_nothing(history: Path) -> None:
    good = shell(f"leadledger decide '{history}' 2>/dev/full")
    assert good.returncode == 0
    assert "d1" in good.stdout
    assert shell("leadledger decide nix.jsonl 2>/dev/full").returncode == 2


@needs_full
@pytest.mark.parametrize("call", ["decide '{}'", "decide '{}' --json", "--help", "rulebook show sales-office"])
def test_a_full_standard_output_is_told(history: Path, call: str) -> None:
    done = shell(f"leadledger {call.format(history)} >/dev/full")
    assert done.returncode == 2
    assert done.stderr.endswith(FULL)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("unbuffered", ["", "PYTHONUNBUFFERED=1 "])
@pytest.mark.parametrize("call", ["--help", "--version", "demo", "rulebook show sales-office", "rulebook list --json"])
def test_a_reader_that_goes_away_ends_it_quietly(call: str, unbuffered: str) -> None:
    done = shell(f"{unbuffered}leadledger {call} 2>/dev/null | true")
    assert done.returncode == 141
    assert done.stderr == ""


LOADING = """
import os, signal, sys

signal.signal(signal.SIGINT, signal.default_int_handler)  # also where the tests run in the background

class Keyboard:
    def find_spec(self, name, *_):
        if name == "cyclopts":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Keyboard())
from leadledger.cli import main

sys.exit(main(["--version"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_while_the_program_is_loading_is_one_sentence() -> None:
    done = subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "leadledger: stopped from the keyboard before it was done\n"


def test_the_way_in_loads_no_command() -> None:
    command = "import sys, leadledger.cli; sys.exit('cyclopts' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], check=False, timeout=120).returncode == 0


def test_streams_are_given_back() -> None:
    command = (
        "import sys; from leadledger.cli import main; before = sys.stdout, sys.stderr;"
        "print('first'); main(['--version']); print('last');"
        "sys.exit(before != (sys.stdout, sys.stderr))"
    )
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0
    assert done.stdout.split()[::2] == ["first", "last"]
