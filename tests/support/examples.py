"""How the fenced blocks of the docs are checked: a console session is run, data is parsed."""

from __future__ import annotations

import difflib
import doctest
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from sybil import Example
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser


def run_console(example: Example) -> str | None:
    """Run each ``$ command`` and compare what it prints with the lines under it (``...`` stands for anything).

    A command with nothing under it may print what it likes, but must succeed.
    """
    for command, wanted in sessions(str(example.parsed)):
        shell = ["sh", "-c", command]
        done = subprocess.run(shell, check=False, capture_output=True, text=True, env=environment(), timeout=120)
        got = done.stdout + done.stderr
        if not wanted:
            if done.returncode:
                return f"$ {command}\nended with {done.returncode} and printed:\n{got}"
        elif not doctest.OutputChecker().check_output(wanted, got, doctest.ELLIPSIS):
            lines = wanted.splitlines(), got.splitlines()
            difference = difflib.unified_diff(*lines, "in the page", "printed", lineterm="")
            return f"$ {command}\n" + "\n".join(difference)
    return None


def sessions(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block with the output written under it."""
    command: str | None = None
    wanted: list[str] = []
    for line in text.splitlines(keepends=True):
        if line.startswith("$ "):
            if command is not None:
                yield command, "".join(wanted)
            command, wanted = line[2:].rstrip("\n"), []
        elif command is not None and command.endswith("\\") and not wanted:
            command = command[:-1] + line.strip()
        elif command is not None:
            wanted.append(line)
        else:
            message = f"a console block begins with '$ ', not with {line!r}"
            raise ValueError(message)
    if command is not None:
        yield command, "".join(wanted)


def environment() -> dict[str, str]:
    """The commands of this very environment first, plain output of a known width."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1"}


def parse_json(example: Example) -> None:
    """A JSON block is one JSON value."""
    json.loads(str(example.parsed))


def parse_jsonl(example: Example) -> None:
    """Every line of a JSONL block is one JSON value."""
    for line in str(example.parsed).splitlines():
        json.loads(line)


def parse_toml(example: Example) -> None:
    """A TOML block is a TOML document; one that begins with a file's name in a comment is written there, or added."""
    tomllib.loads(str(example.parsed))
    keep(example)


class PythonBlocks(PythonCodeBlockParser):
    """Python blocks are run; one that begins with a file's name in a comment is written there, or added."""

    def __init__(self) -> None:
        super().__init__()
        self.codeblock_parser = CodeBlockParser("python", self._run)

    def _run(self, example: Example) -> None:
        keep(example)
        PythonEvaluator()(example)


def keep(example: Example) -> None:
    """Write a block to the file that its first line names, behind what is there."""
    named = re.match(r"# ([a-z_-]+\.(?:toml|py))\n", str(example.parsed))
    if named:
        with Path(named[1]).open("a", encoding="utf-8") as file:
            file.write(f"{example.parsed}\n")
