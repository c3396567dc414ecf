"""Try the changes that mutmut made in mutants/, each by the tests that reach it, and write down how each ended.

mutmut collects the tests anew for every change, which takes longer than most need to run.
Here they are collected once, and each change is tried in a process forked from there: what the library keeps in
caches is dropped first, the tests that killed another change of the same function come first, then those named like its
module, then in turn those that reach the fewest functions and those that reach the most.
``--cold`` tries those changes again that survived without a reason, each in a new process of its own, as nothing that
was made while the tests were collected can hide a change there.
"""

from __future__ import annotations

import argparse
import fnmatch
import functools
import gc
import json
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import make_survivor_list
import pytest
from mutmut.configuration import config
from mutmut.mutation.trampoline import set_mutant_under_test

ROOT = Path(__file__).parents[1]
MUTANTS = ROOT / "mutants"
ENDINGS = MUTANTS / "endings.jsonl"
SURVIVED, KILLED, LEFT, UNTRIED, TIMED_OUT = 0, 1, 3, 33, 36
MEMORY = 4 << 30
AGAIN = ("none", "left", "survived", "all")
CACHED = type(functools.lru_cache(lambda: None))


def metas() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each file of mutmut's that lists the changes of a module, and how they ended."""
    for path in sorted((MUTANTS / "src").rglob("*.meta")):
        yield path, json.loads(path.read_text("utf-8"))


def write_endings() -> None:
    """Carry what was written down one by one into mutmut's own files."""
    if not ENDINGS.exists():
        return
    ended = {key: code for key, code, *_ in map(json.loads, ENDINGS.read_text("utf-8").splitlines())}
    for path, meta in metas():
        codes = meta["exit_code_by_key"]
        meta["exit_code_by_key"] = {key: ended.get(key, code) for key, code in codes.items()}
        path.write_text(json.dumps(meta, indent=4), "utf-8")
    ENDINGS.unlink()


def function_of(key: str) -> str:
    """The function that a change is in, by mutmut's name."""
    return key.rpartition("__mutmut_")[0]


class Trials:
    """Instead of running the tests, try every change by those that reach it."""

    def __init__(self, keys: Sequence[str], within: float) -> None:
        self.keys, self.within = keys, within
        stats = json.loads((MUTANTS / "mutmut-stats.json").read_text("utf-8"))
        self.reaching: dict[str, list[str]] = stats["tests_by_mangled_function_name"]
        self.took: dict[str, float] = stats["duration_by_test"]
        self.reaches = Counter(test for tests in self.reaching.values() for test in tests)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Called by pytest once it has collected the tests."""
        self.session = session
        session.config.pluginmanager.unregister(name="terminalreporter")
        self.items = {item.nodeid: item for item in session.items}
        self.caches = [
            one for one in gc.get_objects() if isinstance(one, CACHED) and str(one.__module__).startswith("leadledger")
        ]
        gc.freeze()
        by_function = defaultdict(list)
        for key in self.keys:
            by_function[function_of(key)].append(key)
        longest_first = sorted(by_function, key=self._longest, reverse=True)
        done = 0
        with multiprocessing.get_context("fork").Pool(os.cpu_count(), _in_hand.append, (self,)) as pool:
            for tried in pool.imap_unordered(_try_function, [by_function[function] for function in longest_first]):
                done += tried
                print(f"\r{done:,} of {len(self.keys):,}", end="", file=sys.stderr)
        print(file=sys.stderr)
        return True

    def _longest(self, function: str) -> float:
        return sum(self.took[test] for test in self.reaching.get(function, ()))

    def try_function(self, keys: Sequence[str]) -> int:
        """Try all changes of one function, and give how many there are."""
        order = [test for test in self.reaching.get(function_of(keys[0]), ()) if test in self.items]
        about = function_of(keys[0]).split(".")[-2].strip("_")
        order = self._promising_first(order, about)
        for key in keys:
            started = time.monotonic()
            code, killer = self._try(key, order) if order else (UNTRIED, None)
            if killer is not None:
                order.insert(0, order.pop(killer))
            line = json.dumps([key, code, order[0] if killer is not None else None, time.monotonic() - started])
            with ENDINGS.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        return len(keys)

    def _promising_first(self, tests: Sequence[str], about: str) -> list[str]:
        """First those named like the module; of the others, in turn the one most to the point and the broadest."""
        named = sorted((test for test in tests if about in test), key=lambda test: self.took[test])
        others = [test for test in tests if about not in test]
        pointed = sorted(others, key=lambda test: (self.reaches[test], self.took[test]))
        broad = sorted(others, key=lambda test: (-self.reaches[test], self.took[test]))
        both = chain.from_iterable(zip(pointed, broad, strict=True))
        return list(dict.fromkeys([*named, *both]))

    def _try(self, key: str, order: Sequence[str]) -> tuple[int, int | None]:
        readable, writable = os.pipe()
        child = os.fork()
        if not child:
            code = KILLED
            try:
                os.close(readable)
                code = self._run(key, order, writable)
            finally:
                os._exit(code)
        os.close(writable)
        _, status = os.waitpid(child, 0)
        with os.fdopen(readable, "rb") as file:
            at = [int(line) for line in file.read().splitlines()]
        if os.WIFSIGNALED(status):
            return TIMED_OUT, at[-1]
        code = os.WEXITSTATUS(status)
        return code, at[-1] if code == KILLED and at else None

    def _run(self, key: str, order: Sequence[str], writable: int) -> int:
        """Run the tests up to the first that fails; in the forked process, which ends with what this gives."""
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        set_mutant_under_test(key)
        for cache in self.caches:
            cache.cache_clear()
        session, started = self.session, time.monotonic()
        for at, name in enumerate(order):
            if time.monotonic() - started > self.within:
                return LEFT
            os.write(writable, b"%d\n" % at)
            signal.setitimer(signal.ITIMER_REAL, 5 + 10 * self.took[name])
            item = self.items[name]
            following = self.items[order[at + 1]] if at + 1 < len(order) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                return KILLED
        return SURVIVED


_in_hand: list[Trials] = []  # the trials, in the processes that try


def _try_function(keys: Sequence[str]) -> int:
    return _in_hand[0].try_function(keys)


def try_cold(task: tuple[str, list[str], float]) -> tuple[str, int]:
    """How a change ends in a process of its own, tried by these tests."""
    key, tests, seconds = task
    words = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=native", *config().pytest_add_cli_args, *tests]
    try:
        ended = subprocess.run(
            words,
            cwd=MUTANTS,
            env={**os.environ, "MUTANT_UNDER_TEST": key},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=60 + 10 * seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return key, TIMED_OUT
    return key, SURVIVED if ended.returncode == 0 else KILLED


def try_again(patterns: Sequence[str]) -> None:
    """Try what survived without a reason again, each change in a new process."""
    trials = Trials((), 0)
    tasks = []
    for one in make_survivor_list.unexplained():
        tests = trials.reaching.get(function_of(one.key), [])
        if tests and any(fnmatch.fnmatch(one.key, pattern) for pattern in patterns):
            tasks.append((one.key, sorted(tests), sum(trials.took[test] for test in tests)))
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
        for key, code in pool.imap_unordered(try_cold, tasks):
            print(key, "survives" if code == SURVIVED else "killed")
            with ENDINGS.open("a", encoding="utf-8") as file:
                file.write(json.dumps([key, code, None, 0]) + "\n")


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("patterns", nargs="*", default=["*"], help="names of changes, with wildcards")
    words.add_argument("--again", choices=AGAIN, default=AGAIN[0], help="try these again too")
    words.add_argument("--within", type=float, default=float("inf"), help="leave a change after so many seconds")
    words.add_argument("--cold", action="store_true", help="try survivors without a reason in a process each")
    asked = words.parse_args()
    write_endings()
    if asked.cold:
        try_again(asked.patterns)
        write_endings()
        return 0
    left = (None, LEFT)
    again = {"none": (None,), "left": left, "survived": (*left, SURVIVED, UNTRIED), "all": None}[asked.again]
    keys = [
        key
        for _, meta in metas()
        for key, code in meta["exit_code_by_key"].items()
        if (again is None or code in again) and any(fnmatch.fnmatch(key, pattern) for pattern in asked.patterns)
    ]
    selected = config().pytest_add_cli_args_test_selection
    os.chdir(MUTANTS)
    sys.path.insert(0, str(MUTANTS / "src"))
    quiet = ["--rootdir=.", "--tb=native", "-qq", *config().pytest_add_cli_args]
    code = pytest.main([*quiet, *selected], plugins=[Trials(keys, asked.within)])
    os.chdir(ROOT)
    write_endings()
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
