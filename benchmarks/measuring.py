"""Measuring: processor time, the least of several runs (other work on the machine only adds), and what machine."""

from __future__ import annotations

import gc
import os
import platform
import resource
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def timed(call: Callable[[], T]) -> tuple[float, T]:
    """Seconds of processor time that *call* takes, and what it returns; the collector sweeps before, not meanwhile."""
    gc.collect()
    start = time.process_time()
    result = call()
    return time.process_time() - start, result


def microseconds(call: Callable[[], object], *, rounds: int = 40) -> float:
    """Microseconds of one call: the least over rounds of about ten milliseconds each."""
    call()
    seconds, _ = timed(call)
    times = max(1, int(0.01 / max(seconds, 1e-6)))
    samples = []
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(times):
            call()
        samples.append((time.process_time() - start) / times)
    return min(samples) * 1e6


def peak_megabytes() -> float:
    """The most memory this process took so far.

    Linux hands ``ru_maxrss`` on from the process that started this one: where there is one, its own figure is taken.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def machine() -> str:
    """What it ran on: processor, cores, system, Python and pydantic."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line.split(":")[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
        cpu = names[0] if names else cpu
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{cpu}, {os.cpu_count()} cores, {platform.system()}, {python}, pydantic {version('pydantic')}"


def yardstick() -> str:
    """What the machine is worth at the moment: an idle one of 2023 needs about 250 µs for this loop."""
    return f"yardstick: {microseconds(_loop):.0f} µs for ten thousand additions"


def _loop() -> int:
    total = 0
    for number in range(10_000):
        total += number
    return total


def table(title: str, headings: list[str], rows: list[list[str]]) -> None:
    """Prints a Markdown table: the first column to the left, the others to the right."""
    print(f"\n**{title}**\n")
    print("| " + " | ".join(headings) + " |")
    print("|---|" + "---:|" * (len(headings) - 1))
    for row in rows:
        print("| " + " | ".join(row) + " |")
