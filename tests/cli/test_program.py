"""The program as a whole: help, version, demo, exits, pipes and the keyboard."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import leadledger
from leadledger.cli.app import app as commands
from tests.cli.running import refused, run

NAMES = ("demo", "import", "record", "decide", "owner", "explain", "verify", "backup", "rulebook")


def program(*argv: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "leadledger", *argv]
    return subprocess.run(command, capture_output=True, env=os.environ | more, check=False, timeout=120)


def test_version() -> None:
    assert run("--version").out.strip() == leadledger.__version__


def test_help_names_every_command() -> None:
    out = run("--help").out
    assert all(f"  {name}:" in out for name in NAMES)
    assert run().out == out


def test_an_unknown_command_is_told_with_what_was_meant() -> None:
    assert 'Unknown command "decid". Did you mean "decide"?' in refused(run("decid"))


@pytest.mark.parametrize("lang", ["en", "zh", "zh-Hant"])
def test_the_demo_decides_every_deal_and_explains_two(lang: str) -> None:
    done = run("demo", "--lang", lang)
    assert done.code == 0
    assert all(f"\nd{number} " in done.out for number in range(1, 11))
    assert done.out.count("sha256:") == 4
    assert done.out == run("demo", "--lang", lang).out


def test_the_program_runs_as_a_module_and_ends_with_its_code(history: Path) -> None:
    assert program("--version").returncode == 0
    wrong = program("decide", "nix.jsonl")
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert wrong.stderr.decode() == "leadledger: nix.jsonl: there is no such file\n"


def test_output_is_utf_8_whatever_the_machine_speaks(history: Path) -> None:
    usual = program("decide", str(history), "--json", "--lang", "zh")
    odd = program("decide", str(history), "--json", "--lang", "zh", PYTHONIOENCODING="latin-1", LC_ALL="C")
    assert usual.stdout == odd.stdout
    assert "客户" in usual.stdout.decode("utf-8")


def test_piped_tables_have_no_colours(history: Path) -> None:
    assert b"\x1b" not in program("decide", str(history), FORCE_COLOR="").stdout


def test_a_reader_that_goes_away_is_no_fault(history: Path) -> None:
    command = f"{sys.executable} -m leadledger rulebook show sales-office | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=120)
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (KeyboardInterrupt(), "stopped from the keyboard before it was done"),
        (PermissionError(13, "Permission denied", "h.jsonl"), "h.jsonl: Permission denied"),
        (MemoryError(), "there is not enough memory to finish this (LEADLEDGER_DEBUG=1 shows where)"),
        (
            RecursionError(),
            "something goes deeper than can be followed: in what was read, or by a fault of leadledger's own"
            " (LEADLEDGER_DEBUG=1 shows where)",
        ),
        (RuntimeError("odd"), "a fault of leadledger's own, RuntimeError: odd (LEADLEDGER_DEBUG=1 shows where)"),
    ],
)
def test_nothing_ends_in_a_traceback(monkeypatch: pytest.MonkeyPatch, fault: BaseException, sentence: str) -> None:
    def fails(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("leadledger.cli.program.app", fails)
    assert refused(run("decide", "h.jsonl")) == sentence


def test_faults_of_our_own_show_where_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("odd")

    monkeypatch.setattr("leadledger.cli.program.app", fails)
    monkeypatch.setenv("LEADLEDGER_DEBUG", "1")
    with pytest.raises(RuntimeError, match="odd"):
        run("decide", "h.jsonl")


def test_every_command_says_what_it_does() -> None:
    assert all(commands[name].help for name in NAMES)
