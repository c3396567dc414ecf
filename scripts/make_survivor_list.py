"""Write docs/explanation/mutation-testing.md from what a run of mutmut left in mutants/.

``nox -s mutants`` runs it. Each change that no test notices is told there with the reason that
tests/mutants/survivors.toml gives for it; those it gives none for stand last.
"""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

ROOT = Path(__file__).parents[1]
MUTANTS = ROOT / "mutants" / "src" / "leadledger"
REASONS = ROOT / "tests" / "mutants" / "survivors.toml"
PAGE = ROOT / "docs" / "explanation" / "mutation-testing.md"
ROOMS = ("values", "dossier", "rulebook")
SURVIVED, UNTRIED, LEFT = 0, 33, 3
INTRO = """# Mutation testing

The library is changed in one place, and the tests that reach that place are run: a change that none of them notices
survives.
[mutmut](https://mutmut.readthedocs.io) makes the changes in the three rooms that decide deals; `nox -s mutants` makes
and tries them, which takes an hour or more, and writes this page.
A change is *killed* by a test that fails, or by one that no longer ends; one that is explained and was given up while
its tests still ran counts among those that survive.
Each one that survives stands below, and why it may: it is the same in every case that can be, or nobody would see it.
[How it is done](../decisions/086-mutation-testing.md)
"""


@dataclass(frozen=True)
class Mutant:
    """One *change* in the function *where*, and how the tests ended; *key* is mutmut's name for it."""

    key: str
    room: str
    where: str
    change: str
    ended: int | None

    def is_in(self, pattern: str) -> bool:
        """Whether the pattern is found in the name of the function, with or without what makes it private."""
        return any(re.search(pattern, name) for name in (self.where, re.sub(r"(?<=\.)_+", "", self.where)))


def mutants() -> Iterator[Mutant]:
    """All that mutmut made of the three rooms."""
    for room in ROOMS:
        for meta in sorted((MUTANTS / room).rglob("*.meta")):
            yield from _of_file(room, meta)


def _of_file(room: str, meta: Path) -> Iterator[Mutant]:
    source = meta.with_suffix("")
    text = source.read_text("utf-8")
    lines = text.splitlines()
    functions = {node.name: node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)}
    for key, ended in json.loads(meta.read_text("utf-8"))["exit_code_by_key"].items():
        module, _, name = key.rpartition(".")
        base = name.rpartition("__mutmut_")[0]
        shown = base.removeprefix("xǁ").removeprefix("x_").replace("ǁ", ".")
        where = f"{module.removeprefix('leadledger.')}.{shown}"
        if ended not in (SURVIVED, UNTRIED):
            yield Mutant(key, room, where, "", ended)
            continue
        before, after = (
            [line.replace(node.name, base) for line in lines[node.lineno - 1 : node.end_lineno]]
            for node in (functions[f"{base}__mutmut_orig"], functions[name])
        )
        told = [
            line for line in unified_diff(before, after, n=0, lineterm="") if not line.startswith(("---", "+++", "@"))
        ]
        old, new = (" ".join(line[1:].strip() for line in told if line[0] == sign) for sign in "-+")
        yield Mutant(key, room, where, f"`{old}` read as `{new or 'nothing'}`", ended)


BAR = r"\|"
NOT_EXPLAINED = {"why": "Not explained", "text": "These should be killed, and are not yet."}


def explained(found: Iterable[Mutant]) -> Iterator[tuple[dict[str, str], list[Mutant]]]:
    """Each reason, and the changes it explains that no test noticed; at last, those that no reason explains."""
    left = [mutant for mutant in found if mutant.ended in (SURVIVED, UNTRIED)]
    for reason in [*tomllib.loads(REASONS.read_text("utf-8"))["reason"], NOT_EXPLAINED]:
        where, change = reason.get("where", ""), reason.get("change", "")
        these = [one for one in left if one.is_in(where) and re.search(change, one.change)]
        left = [one for one in left if one not in these]
        yield reason, these


def unexplained() -> list[Mutant]:
    """The changes that no test noticed, and no reason explains."""
    return [one for reason, these in explained(mutants()) if reason is NOT_EXPLAINED for one in these]


def page() -> str:
    """The page, from the mutants of the last run."""
    found = list(mutants())
    told = [INTRO, "| room | changes | killed | survive | score |", "|---|--:|--:|--:|--:|"]
    for room in (*ROOMS, "all"):
        ended = Counter(mutant.ended for mutant in found if room in (mutant.room, "all"))
        not_run = ended[None] + ended[LEFT]
        if not_run:
            print(f"{room}: {not_run} changes were not run", file=sys.stderr)
        run = sum(ended.values()) - not_run
        survive = ended[SURVIVED] + ended[UNTRIED]
        told.append(f"| {room} | {run:,} | {run - survive:,} | {survive:,} | {(run - survive) / max(run, 1):.1%} |")
    for reason, these in explained(found):
        if these:
            told += ["", f"## {reason['why']}", "", reason["text"].strip(), ""]
            told += ["| function | change |", "|---|---|"]
            told += [f"| `{one.where}` | {one.change.replace('|', BAR)} |" for one in these]
    return "\n".join(told) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    print(f"written: {PAGE.name}")
