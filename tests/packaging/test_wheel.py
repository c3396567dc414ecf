"""What a user gets with pip: the built wheel holds every file the package needs when it runs, and nothing else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from email import message_from_string
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "leadledger"
NEEDED = ("*.py", "py.typed", "*.toml", "*.mo")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel built from this tree, by the backend the project declares."""
    pytest.importorskip("hatchling", reason="the wheel is built where its backend is installed")
    directory = tmp_path_factory.mktemp("wheel")
    code = "import sys, hatchling.build; print(hatchling.build.build_wheel(sys.argv[1]))"
    command = [sys.executable, "-c", code, str(directory)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    (path,) = directory.glob("*.whl")
    return zipfile.ZipFile(path)


def kept_by_git(path: Path) -> bool:
    return "__pycache__" not in path.parts


@pytest.mark.parametrize("pattern", NEEDED)
def test_the_wheel_holds_every_such_file_of_the_source(wheel: zipfile.ZipFile, pattern: str) -> None:
    names = set(wheel.namelist())
    wanted = {str(path.relative_to(PACKAGE.parent)) for path in PACKAGE.rglob(pattern) if kept_by_git(path)}
    assert wanted <= names


def test_the_wheel_is_typed_and_holds_books_and_texts_in_three_languages(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert "leadledger/py.typed" in names
    assert any(name.startswith("leadledger/rulebook/books/") and name.endswith(".toml") for name in names)
    assert len([name for name in names if name.endswith(".mo")]) >= 2  # English texts are the keys


def test_the_wheel_holds_nothing_but_the_package_and_the_plugin_of_pytest(wheel: zipfile.ZipFile) -> None:
    others = [name for name in wheel.namelist() if not name.startswith("leadledger/") and ".dist-info/" not in name]
    assert others == ["pytest_leadledger.py"]


def test_the_wheel_carries_the_licence_and_the_command(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    (entry_points,) = [name for name in names if name.endswith("entry_points.txt")]
    assert "leadledger = leadledger.cli:main" in wheel.read(entry_points).decode()
    assert "pytest_leadledger = pytest_leadledger" in wheel.read(entry_points).decode()


def test_every_dependency_at_run_time_has_a_page_that_says_why(wheel: zipfile.ZipFile) -> None:
    (metadata,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    required = message_from_string(wheel.read(metadata).decode()).get_all("Requires-Dist") or []
    at_run_time = [re.split(r"[^\w.-]", line)[0].lower() for line in required if "extra ==" not in line]
    decisions = "\n".join(page.read_text("utf-8") for page in (ROOT / "docs" / "decisions").glob("[0-9]*.md")).lower()
    assert at_run_time
    assert [name for name in at_run_time if name not in decisions] == []
