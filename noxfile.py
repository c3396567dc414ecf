"""What CI runs: ``nox`` runs all of it, ``nox -s lint`` one part.

Every session makes its own environment from the project's own files; nothing installed by hand is used.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import nox

ROOT = Path(__file__).parent
PYTHONS = ["3.12", "3.13"]  # besides the one that runs nox; left out where they are not installed

SIDE_BY_SIDE = "-n 2 --dist loadfile"  # a file's tests stay together: the examples of a page run in order

nox.needs_version = ">=2026.4.10"
nox.options.default_venv_backend = "virtualenv"
nox.options.error_on_missing_interpreters = False
nox.options.reuse_existing_virtualenvs = True
nox.options.stop_on_first_error = False


def let_pyenv_show_its_versions() -> None:
    """Where pyenv keeps the other Pythons, let its ``python3.12`` and ``python3.13`` run."""
    if "PYENV_VERSION" in os.environ or not shutil.which("pyenv"):
        return

    def ask(*words: str) -> list[str]:
        return subprocess.run(["pyenv", *words], capture_output=True, text=True, check=False).stdout.split()

    first = [version for line in ask("version-name") for version in line.split(":")]
    others = [name for name in ask("versions", "--bare") if name.startswith(tuple(f"{wanted}." for wanted in PYTHONS))]
    os.environ["PYENV_VERSION"] = ":".join(dict.fromkeys(first + others))


let_pyenv_show_its_versions()


def readme_commands() -> list[str]:
    """The two commands of the README's ``sh`` blocks: the demo, and the tests."""
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), flags=re.M | re.S)
    commands = [block.strip() for block in blocks]
    if len(commands) != 2 or any("\n" in command for command in commands):
        message = f"README.md should hold exactly two sh blocks of one line each, and holds {commands}"
        raise ValueError(message)
    return commands


def fresh_copy(session: nox.Session, name: str) -> Path:
    """The files as a clone would have them (those git knows or would take), in an empty directory."""
    copy = Path(session.create_tmp()).resolve() / name
    shutil.rmtree(copy, ignore_errors=True)
    listed = session.run(
        "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", external=True, silent=True
    )
    for name_of_file in filter(None, str(listed or "").split("\0")):
        source = ROOT / name_of_file
        if source.is_file():
            target = copy / name_of_file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    return copy


@nox.session(venv_backend="none")
def readme(session: nox.Session) -> None:
    """Both commands of the README, as they stand there, each from a fresh copy.

    The second one runs all tests, with branch coverage held against the floor in pyproject.toml.
    """
    for leftover in ROOT.glob(".coverage*"):
        leftover.unlink()
    demo, tests = readme_commands()
    clean = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "VIRTUAL_ENV": "", "PYTHONPATH": ""}
    with session.chdir(fresh_copy(session, "demo")):
        session.log(demo)
        session.run("sh", "-c", demo, external=True, env=clean)
    with session.chdir(fresh_copy(session, "tests")):
        session.log(tests)
        measured = {"PYTEST_ADDOPTS": f"{SIDE_BY_SIDE} --cov", "COVERAGE_FILE": str(ROOT / ".coverage")}
        session.run("sh", "-c", tests, external=True, env=clean | measured)


@nox.session
def lint(session: nox.Session) -> None:
    """Form and habits, the pure core's bans among them."""
    session.install("ruff>=0.17,<0.18")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Types, by two checkers."""
    session.install("-e", ".[dev]")
    session.run("mypy")
    session.run("pyright", "--warnings", env={"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"})


@nox.session
def contracts(session: nox.Session) -> None:
    """Imports point down."""
    session.install("-e", ".", "import-linter>=2.5")
    session.run("lint-imports", "--no-cache")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """All tests on the other Pythons, against the built wheel as a user gets it."""
    wheels = Path(session.create_tmp()).resolve()
    for old in wheels.glob("*.whl"):
        old.unlink()
    session.install("build")
    session.run("python", "-m", "build", "--wheel", "--outdir", str(wheels), silent=True)
    (wheel,) = wheels.glob("*.whl")
    session.install("--force-reinstall", "--no-deps", str(wheel))
    session.install(f"leadledger[dev] @ {wheel.as_uri()}")
    with session.chdir(fresh_copy(session, "tests")):
        words = ["python", "-m", "pytest", "-q", *SIDE_BY_SIDE.split(), "tests", "docs", "README.md"]
        session.run(*words, *session.posargs)


@nox.session(venv_backend="none", default=False)
def deep(session: nox.Session) -> None:
    """The properties with many more examples, new ones each time (in the environment that is active)."""
    words = shlex.split("python -m pytest -q -o faulthandler_timeout=0 tests")
    session.run(*words, *session.posargs, env={"LEADLEDGER_HYPOTHESIS": "deep"}, external=True)


@nox.session(default=False)
def mutants(session: nox.Session) -> None:
    """Change the rooms that decide deals in every small way, and list the changes that no test notices: for hours.

    ``nox -s mutants -- 'leadledger.values.*'`` tries a part.
    """
    session.install("-e", ".[dev]", "mutmut>=3.8,<3.9")
    session.run("mutmut", "run", "leadledger.values.currencies.*")  # makes all changes; finds which tests reach which
    session.run("python", "scripts/run_mutants.py", *session.posargs)
    session.run("python", "scripts/run_mutants.py", "--cold")
    session.run("python", "scripts/make_survivor_list.py")
