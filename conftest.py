"""Every example in the README and the docs is run: Python, console sessions, and data that must parse."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser, SkipParser

from leadledger import plugins
from tests.support import examples

ROOT = Path(__file__).parent


def enter_a_fresh_directory(namespace: dict[str, Any]) -> None:
    """Run a document's examples in an empty directory with the example office beside them."""
    directory = tempfile.TemporaryDirectory(prefix="leadledger-docs-")
    if (ROOT / "examples").is_dir():
        Path(directory.name, "examples").symlink_to(ROOT / "examples")
    namespace["_back"], namespace["_directory"] = Path.cwd(), directory
    namespace["_plugins"] = plugins.in_use()
    os.chdir(directory.name)


def leave_it(namespace: dict[str, Any]) -> None:
    """Go back, and take the directory away, and out of use the plugins that the document took into use."""
    plugins.only_use(namespace["_plugins"])
    os.chdir(namespace["_back"])
    namespace["_directory"].cleanup()


pytest_collect_file = Sybil(
    parsers=[
        SkipParser(),
        examples.PythonBlocks(),
        CodeBlockParser(language="console", evaluator=examples.run_console),
        CodeBlockParser(language="json", evaluator=examples.parse_json),
        CodeBlockParser(language="jsonl", evaluator=examples.parse_jsonl),
        CodeBlockParser(language="toml", evaluator=examples.parse_toml),
    ],
    patterns=["README.md", "docs/**/*.md"],
    path=str(ROOT),
    setup=enter_a_fresh_directory,
    teardown=leave_it,
).pytest()


def pytest_runtest_setup() -> None:
    """Ask nothing of the runs that tests start: an example's own would measure coverage too, and write over ours."""
    os.environ.pop("PYTEST_ADDOPTS", None)
