"""A plan has no more tables than can be figured by in good time."""

from __future__ import annotations

import pytest

from leadledger.errors import PlanInvalid
from leadledger.plan.document import TABLES_MAX
from tests.small_plans import small_plan


def rates(count: int) -> str:
    return "".join(f'[[rate]]\nid = "r{number}"\ncite = "1"\nrate = "1%"\n' for number in range(count))


def test_so_many_tables_of_a_kind_are_read_and_one_more_is_refused() -> None:
    assert len(small_plan(rates(TABLES_MAX)).rates) == TABLES_MAX
    with pytest.raises(PlanInvalid, match="small: rate: expected at most 300 tables, got 301"):
        small_plan(rates(TABLES_MAX + 1))
