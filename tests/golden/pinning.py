"""The answers that this version gives to the golden histories; ``python -m tests.golden.pinning`` writes new ones."""

from __future__ import annotations

import sys
from pathlib import Path

from leadledger.values.version import VERSION
from tests.cli.running import run

HERE = Path(__file__).parent
ANSWERS = HERE / "answers"
HISTORIES = {path.stem: path for path in sorted((HERE / "histories").glob("*.jsonl"))}
LANGUAGES = ("en", "zh")


def given_now(history: Path, lang: str) -> str:
    """What ``decide --json --considered`` prints of a history."""
    done = run("decide", history, "--json", "--considered", "--lang", lang)
    assert done.code == 0, done.err
    return done.out


def versions() -> list[str]:
    """The versions that answers were pinned by, the oldest first."""
    return sorted((path.name for path in ANSWERS.iterdir()), key=_place)


def pinned(name: str, lang: str) -> Path | None:
    """The file with the answers that hold now: those of the newest version that pinned any for the history."""
    files = (ANSWERS / version / f"{name}.{lang}.jsonl" for version in reversed(versions()))
    return next((file for file in files if file.exists()), None)


def _place(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def pin() -> list[Path]:
    """Write what this version answers where it is other than what holds, or nothing does; nothing is written over.

    Raises:
        SystemExit: this very version pinned other answers: a change of meaning is a new version.
    """
    found: list[Path] = []
    (ANSWERS / VERSION).mkdir(parents=True, exist_ok=True)
    for name, history in HISTORIES.items():
        for lang in LANGUAGES:
            now, there = given_now(history, lang), pinned(name, lang)
            if there is not None and there.read_text("utf-8") == now:
                continue
            new = ANSWERS / VERSION / f"{name}.{lang}.jsonl"
            if new.exists():
                raise SystemExit(
                    f"{new} holds other answers of version {VERSION}: a change of meaning is a new version"
                )
            new.write_text(now, encoding="utf-8")
            found.append(new)
    return found


if __name__ == "__main__":
    sys.stdout.writelines(f"{path}\n" for path in pin())
