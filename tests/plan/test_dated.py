"""Which adopted plan is in force on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from leadledger.dossier import History
from leadledger.errors import PlanGap, PlanInvalid
from leadledger.events import CommissionPlanAdopted, EntryStruck, Event
from leadledger.plan.dated import adopted, governing, in_force
from leadledger.plan.examples import a_plan

AT = datetime(2026, 1, 1, tzinfo=UTC)


def adoption(version: str, effective: str, published: str = "2026-01-01") -> CommissionPlanAdopted:
    return CommissionPlanAdopted(
        document={**a_plan().document, "version": version},
        effective_from=date.fromisoformat(effective),
        published_at=datetime.fromisoformat(f"{published}T00:00:00+08:00"),
        occurred_at=AT,
    )


def on(day: str, *events: Event) -> str:
    return governing(adopted(History(list(events))), date.fromisoformat(day)).version


def test_the_latest_that_counts_from_the_day_or_earlier_is_in_force() -> None:
    plans = adoption("1", "2026-01-01"), adoption("3", "2026-03-01"), adoption("2", "2026-02-01")
    assert [on(day, *plans) for day in ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01")] == ["1", "2", "2", "3"]


def test_of_two_from_the_same_day_the_later_entry_is() -> None:
    assert on("2026-02-01", adoption("1", "2026-02-01"), adoption("2", "2026-02-01")) == "2"


def test_a_plan_counts_only_once_it_is_published() -> None:
    plans = adoption("1", "2026-01-01"), adoption("2", "2026-01-10", published="2026-01-20")
    assert [on(day, *plans) for day in ("2026-01-19", "2026-01-20")] == ["1", "2"]


def test_a_gap_is_refused_and_says_why() -> None:
    late = adoption("2", "2026-01-10", published="2026-01-20")
    with pytest.raises(PlanGap, match="^no adopted commission plan was in force on 2026-01-09$"):
        on("2026-01-09", late)
    with pytest.raises(PlanGap, match="on 2026-01-19: 'example' version '2' was published only on 2026-01-20$"):
        on("2026-01-19", late)
    assert in_force([], date(2026, 1, 1)) is None


def test_an_adoption_that_was_struck_was_never_made() -> None:
    first = History([adoption("1", "2026-01-01"), adoption("2", "2026-01-02")])
    second = adopted(first)[1]
    struck = EntryStruck(entry=second.id, by="boss", reason="typo", occurred_at=AT)
    assert on("2026-02-01", adoption("1", "2026-01-01"), adoption("2", "2026-01-02"), struck) == "1"


def test_a_document_that_cannot_be_used_names_its_entry() -> None:
    broken = adoption("1", "2026-01-01").model_copy(update={"document": {"name": "x"}})
    with pytest.raises(PlanInvalid, match="^the plan adopted in .* states no terms"):
        adopted(History([broken]))
