"""Mutants of how an amount is split (§5), and the amounts that tell them apart: stories have no amounts yet."""

from __future__ import annotations

import json
from fractions import Fraction

from leadledger.values import allocate
from tests.mutants.engine import by_code

SPLIT = "values.allocation:_split"
LARGEST = "values.allocation:_largest_remainder"

CASES: dict[str, tuple[int, dict[str, Fraction]]] = {
    "a hundred among three": (100, dict.fromkeys(("li", "wang", "zhang"), Fraction(1, 3))),
    "a refund among three": (-100, dict.fromkeys(("li", "wang", "zhang"), Fraction(1, 3))),
    "a larger remainder behind": (100, {"li": Fraction(1, 8), "wang": Fraction(1, 6), "zhang": Fraction(17, 24)}),
    "nothing for a zero share": (7, {"zero": Fraction(0), "li": Fraction(1, 2), "wang": Fraction(1, 2)}),
}

MUTANTS = [
    by_code("§5", "what is left goes to the largest remainders", LARGEST, "-split[place][1]", "0"),
    by_code("§5", "ties go by the order of the award", LARGEST, "range(len(split))", "reversed(range(len(split)))"),
    by_code("§5", "a refund is the mirror image", SPLIT, "(-1, -total) if total < 0 else (1, total)", "(1, total)"),
    by_code("§5", "the total is exact", LARGEST, "parts[place] += 1", "pass"),
    by_code("§5", "a zero share stays zero", SPLIT, "[weight for weight in weights if weight]", "weights"),
]


def splits() -> dict[str, str]:
    """Each case's split as text."""
    return {name: json.dumps(allocate(total, shares)) for name, (total, shares) in CASES.items()}
