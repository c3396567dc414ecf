"""Judging one deal by the size of its dossier, against the promise of 200 µs and 10 µs a fact.

``python -m benchmarks.one_deal``
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from benchmarks import lives
from benchmarks.measuring import machine, microseconds, table, yardstick
from leadledger.dossier import Dossier, History, closing_of, gather
from leadledger.events import event_from_dict
from leadledger.rulebook.judge import judge
from leadledger.rulebook.library import DEFAULT, rulebooks

SIZES = (3, 10, 30, 100, 300)
LIVES = 7


def main() -> None:
    """Measures seven lives of each size and prints the mean of each."""
    print(machine(), yardstick(), sep="\n")
    rows = []
    for size in SIZES:
        facts, gathered, judged = (sum(column) / LIVES for column in zip(*_measured(size), strict=True))
        allowed = 200 + 10 * facts
        both = gathered + judged
        rows.append(
            [
                f"{facts:.0f}",
                f"{judged:.0f} µs",
                f"{gathered:.0f} µs",
                f"{both:.0f} µs",
                f"{allowed:.0f} µs",
                f"{judged / allowed:.0%}",
                f"{both / allowed:.0%}",
            ]
        )
    headings = ["facts", "judge", "gather", "both", "promised", "judge of it", "both of it"]
    table("One deal, by the facts in its dossier", headings, rows)
    print("\n" + yardstick())


def _measured(size: int) -> list[tuple[float, float, float]]:
    return [_measure(size, seed) for seed in range(LIVES)]


def _measure(size: int, seed: int) -> tuple[float, float, float]:
    """Facts in the dossier, microseconds to gather it, microseconds to judge it."""
    rng, book = Random(seed), rulebooks[DEFAULT]
    agents = lives.AGENTS[:3]
    step = timedelta(days=50) / size
    touches = [_counted(rng, agents, lives.START + step * n, first=n == 0) for n in range(size - 1)]
    closed_at = (lives.START + timedelta(days=51)).isoformat()
    closing = {"type": "SubscriptionSigned", "deal": "d", "customer": "c", "unit": "u", "agent": agents[0]}
    history = History([event_from_dict(one) for one in [*touches, {**closing, "occurred_at": closed_at}]])

    def gathered() -> Dossier:
        return gather(history, closing_of(history, "d", book.terms.closes_with, book.terms.timezone), book.scope)

    dossier = gathered()
    return float(len(dossier.facts)), microseconds(gathered), microseconds(lambda: judge(dossier, book))


def _counted(rng: Random, agents: list[str], at: datetime, *, first: bool) -> lives.Entry:
    """A contact that bears on the decision; follow-ups do not, as the book's terms stand."""
    while (one := lives.touch(rng, "c", agents, at, first=first))["type"] == "FollowUpLogged":
        pass
    return one


if __name__ == "__main__":
    main()
