"""The example package is what an embedding application writes: installed by itself, it needs public names only."""

from __future__ import annotations

import ast
import importlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import leadledger

PACKAGE = Path(__file__).parents[2] / "examples" / "plugin"
PUBLIC = ("leadledger", "leadledger.events.fields", "leadledger.rulebook.kinds", "leadledger.testing")
HISTORY = (
    '{"type":"app.CallEnded","occurred_at":"2026-03-01T22:00:00+08:00","customer":"c1","agent":"tao","seconds":900,'
    '"shift":"night"}\n'
    '{"type":"app.PlanSold","occurred_at":"2026-03-03T10:00:00+08:00","deal":"d1","customer":"c1","agent":"mei"}\n'
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the built package and what says of it that it is installed, beside nothing else."""
    pytest.importorskip("hatchling", reason="the package is built where its backend is installed")
    made, target = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("site")
    code = "import sys, hatchling.build; hatchling.build.build_wheel(sys.argv[1])"
    called(made, "-c", code, made, cwd=PACKAGE)
    (wheel,) = made.glob("callroom-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def called(site: Path, *words: str | Path, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    paths = [str(site), str(Path(leadledger.__file__).parents[1])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


def test_its_own_tests_pass_where_it_is_installed(installed: Path, tmp_path: Path) -> None:
    settings = ("-c", PACKAGE / "pyproject.toml", "--rootdir", PACKAGE)
    done = called(installed, "-m", "pytest", "-q", *settings, installed / "callroom", PACKAGE / "tests", cwd=tmp_path)
    assert " passed" in done.stdout
    assert "failed" not in done.stdout


def test_commands_know_it_by_its_entry_point_and_without_it_say_what_is_missing(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "history.jsonl").write_text(HISTORY, encoding="utf-8")
    command = ("-m", "leadledger", "decide", "history.jsonl", "--json")
    rules = installed / "callroom" / "rules.toml"
    done = called(installed, *command, "--rulebook", rules, cwd=tmp_path)
    answer = json.loads(done.stdout)
    assert (answer["owner"], answer["rulebook"]["plugins"]) == ("tao", {"callroom": "1.2"})
    assert [one["figure"] for one in answer["consequences"]] == [{"amount": "50.00", "currency": "CNY"}]
    elsewhere = called(tmp_path, *command, "--rulebook", rules, cwd=tmp_path, code=2)
    assert "register clause 'promise' uses the kind 'promised'; the register kinds are: allocated" in elsewhere.stderr
    assert "others come with plugins, and none in use brings it (--plugin MODULE" in elsewhere.stderr


SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_it_uses_public_names_only(source: Path) -> None:
    tree = ast.parse(source.read_text("utf-8"))
    used = set(names_used(tree))
    assert {module for module, _ in used} <= set(PUBLIC)
    assert [one for one in sorted(used) if one[1] not in importlib.import_module(one[0]).__all__] == []


def test_it_is_seen_when_a_name_is_not_public() -> None:
    code = "import leadledger as ll\nfrom leadledger.plugins import in_use\nll.store.open()\n"
    assert set(names_used(ast.parse(code))) == {("leadledger.plugins", "in_use"), ("leadledger", "store")}


def names_used(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The modules of leadledger that code imports from, and the names it takes; those of ``ll.`` among them."""
    bound = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "leadledger":
            yield from ((str(node.module), alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            mine = [alias for alias in node.names if alias.name.partition(".")[0] == "leadledger"]
            assert all(alias.name == "leadledger" for alias in mine)
            bound.update(alias.asname or alias.name for alias in mine)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in bound:
            yield "leadledger", node.attr
