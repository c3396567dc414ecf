"""Two parties check one bundle, each on a machine of their own: the built wheel, an empty folder, and no ledger."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pydantic
import pytest

import leadledger as ll
from tests.cli.running import run
from tests.disputes.bundles.cases import altered, entry_of, evidence, good
from tests.support.examples import sessions

ROOT = Path(__file__).parents[3]
STORY = ROOT / "docs" / "tutorial" / "settle-a-dispute.md"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from this tree."""
    pytest.importorskip("hatchling", reason="the wheel is built where its backend is installed")
    made = tmp_path_factory.mktemp("wheel")
    code = "import sys, hatchling.build; hatchling.build.build_wheel(sys.argv[1])"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    subprocess.run([sys.executable, "-c", code, str(made)], cwd=ROOT, env=clean, check=True, capture_output=True)
    (path,) = made.glob("leadledger-*.whl")
    return path


@pytest.fixture(scope="module", params=["zhang", "li"])
def machine(request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A party's virtual environment: the wheel in it, and what the wheel depends on; nothing of this tree."""
    party: str = request.param
    place = tmp_path_factory.mktemp(party)
    venv.create(place / "venv", with_pip=False)
    (site,) = (place / "venv").rglob("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "dependencies.pth").write_text(f"{Path(pydantic.__file__).parents[1]}\n", encoding="utf-8")
    (place / "empty").mkdir()
    return place


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """The bundle of the story in the docs, made by its own blocks and commands up to there, and the head beside it."""
    blocks = re.findall(r"^```(python|console)\n(.*?)^```$", STORY.read_text("utf-8"), flags=re.M | re.S)
    office = tmp_path_factory.mktemp("office")
    with contextlib.chdir(office):
        for kind, block in blocks:
            if kind == "python":
                exec(block, {})  # the page's own
                continue
            for command, _ in sessions(block):
                program, *words = shlex.split(command)
                if program == "leadledger" and words[0] in ("record", "bundle"):
                    run(*words)
        with ll.open("office.db") as ledger:
            head = ledger.head()
        return Path("d1.json").read_bytes(), f"{head.size}:{head.root}"


def called(machine: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """What a Python of the party's environment prints, in the empty folder."""
    folder = "Scripts" if os.name == "nt" else "bin"
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTHON"))}
    return subprocess.run(
        [machine / "venv" / folder / "python", *words],
        cwd=machine / "empty",
        env={**clean, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_environment_has_the_wheel_and_nothing_of_this_tree(machine: Path) -> None:
    done = called(machine, "-c", "import leadledger; print(leadledger.__file__)")
    assert Path(done.stdout.strip()).is_relative_to(machine), done.stderr


def test_each_party_decides_again_and_finds_the_same(machine: Path) -> None:
    file = machine / "bundle.json"
    file.write_bytes(good())
    head = f"{evidence().head.size}:{evidence().head.root}"
    done = called(machine, "-m", "leadledger", "verify", file, "--head", head, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["ok"], found["deal"], found["head"]) == (True, "d1", evidence().head.root)
    assert list((machine / "empty").iterdir()) == []


def test_each_party_finds_what_the_other_altered(machine: Path) -> None:
    file = machine / "altered.json"
    file.write_bytes(altered(good(), lambda of: entry_of(of, "ComplaintDecided").update(leaf="0" * 64)))
    done = called(machine, "-m", "leadledger", "verify", file, "--json")
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["first_bad"]["what"] == "entry"


def test_each_party_of_the_story_finds_it_ruled_as_it_was(machine: Path, told: tuple[bytes, str]) -> None:
    data, head = told
    file = machine / "story.json"
    file.write_bytes(data)
    done = called(machine, "-m", "leadledger", "verify", file, "--head", head, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["ok"], found["deal"], found["head"]) == (True, "d1", head.partition(":")[2])
    decided = json.loads(data)["decision"]["en"]
    assert (decided["owner"], decided["commission"]) == ("li", {"li": "4/5", "wang": "1/5"})
    other = data.replace(b'"li": "4/5"', b'"li": "9/10"')
    assert other != data
    file.write_bytes(other)
    done = called(machine, "-m", "leadledger", "verify", file, "--head", head)
    assert done.returncode == 1
    assert "decision.commission.li" in done.stdout
    assert list((machine / "empty").iterdir()) == []
