"""How fast the testing kit tells stories: ``python -m benchmarks.testing``; half a minute.

Dossiers a second of processor time on one core, the most of several runs: by plain chance, and drawn by Hypothesis.
Beside them stands what Hypothesis needs for one byte string an example and nothing else: it cannot be faster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benchmarks.measuring import timed
from leadledger.testing import Story
from leadledger.testing.strategies import dossiers, histories, random_dossiers, random_histories

RUNS = 4
QUICK = settings(
    database=None, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
MANY = {"customers": 40, "deals": 40, "agents": 8, "max_entries": 300}


def closings(stories: Iterator[Story]) -> int:
    """How many dossiers the stories hold: one for each deal that is closed."""
    return sum(event.type == "SubscriptionSigned" for story in stories for event in story.events)


def drawn(strategy: st.SearchStrategy[object], examples: int) -> int:
    """How many dossiers that many examples hold, or how many examples there are where they are no stories."""
    found = 0

    @settings(QUICK, max_examples=examples)
    @given(strategy)
    def look(example: object) -> None:
        nonlocal found
        found += closings(iter([example])) if isinstance(example, Story) else 1

    look()
    return found


MEASURED: dict[str, Callable[[], int]] = {
    "random_dossiers(seed)": lambda: closings(islice(random_dossiers(0), 3_000)),
    "random_histories(seed), 40 customers": lambda: closings(islice(random_histories(0, **MANY), 60)),
    "dossiers(), drawn by Hypothesis": lambda: drawn(dossiers(), 600),
    "histories(), 40 customers, drawn by Hypothesis": lambda: drawn(histories(**MANY), 40),
    "Hypothesis alone, one byte string an example": lambda: drawn(st.binary(min_size=8, max_size=64), 1_000),
}


def main() -> None:
    for what, call in MEASURED.items():
        call()
        rates = [count / seconds for seconds, count in (timed(call) for _ in range(RUNS))]
        print(f"{what:48} {max(rates):8,.0f} a second")


if __name__ == "__main__":
    main()
