"""The fold of disputes: what belongs to one, what ends it, and both sides of each deadline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from leadledger.dossier import History
from leadledger.projections.disputes import Dispute, disputes, with_deadlines
from leadledger.rulebook.deadlines import Deadlines
from leadledger.testing.stories import Draft, draft, given, ruling, struck
from leadledger.values import Window

ZONE = ZoneInfo("Asia/Shanghai")
RULES = Deadlines("9.1", {}, {}, answer_within=Window.parse("3 days"), rule_within=Window.parse("1 month"))


def opened(on: str = "2026-02-02", **more: object) -> Draft:
    return draft("DisputeOpened", dispute="p", deal="d", by="li", says="mine", on=on, **more)


def answered(on: str = "2026-02-03", by: str = "zhang", **more: object) -> Draft:
    return draft("DisputeAnswered", dispute="p", by=by, says="no", on=on, **more)


def withdrawn(on: str) -> Draft:
    return draft("DisputeWithdrawn", dispute="p", by="li", on=on)


def ruled(on: str) -> Draft:
    return ruling("r", {"li": "1"}, {"li": "1"}, deal="d", dispute="p", on=on)


def one_of(*drafts: Draft) -> Dispute:
    (one,) = disputes(History(given(*drafts).events).facts)
    return one


def states(one: Dispute, at: str) -> list[str]:
    dated = with_deadlines(one, RULES, ZONE, datetime.fromisoformat(at), None)
    return [deadline.state for deadline in dated.deadlines]


def test_an_answer_is_that_of_another_than_who_opened_it() -> None:
    own = one_of(opened(), answered(by="li"))
    assert (own.state, own.answer, own.remarks) == ("open", None, ("answered-by-opener",))
    both = one_of(opened(), answered(by="li"), answered("2026-02-04"), answered("2026-02-05", by="wang"))
    assert both.state == "answered"
    assert both.answer is not None
    assert both.answer.event.by == "zhang"


@pytest.mark.parametrize("end", [ruled, withdrawn])
def test_what_was_registered_before_the_dispute_belongs_to_it_too(end: object) -> None:
    assert callable(end)
    late = one_of(end("2026-01-30"), opened())
    assert late.state == ("ruled" if end is ruled else "withdrawn")
    assert len(late.entries) == 2


def test_a_struck_entry_counts_for_nothing() -> None:
    told = (opened(), answered(), ruled("2026-02-05"))
    undone = [struck(str(fact.id), on="2026-02-06") for fact in History(given(*told).events).facts]
    assert one_of(*told, undone[2]).state == "answered"
    assert one_of(*told, undone[1], undone[2]).state == "open"
    assert disputes(History(given(*told, undone[0]).events).facts) == []


def test_an_end_after_the_last_day_does_not_make_up_for_what_was_not_done() -> None:
    assert states(one_of(opened(), withdrawn("2026-02-05")), "2026-05-01T10:00+08:00") == ["ended", "ended"]
    assert states(one_of(opened(), withdrawn("2026-02-06")), "2026-05-01T10:00+08:00") == ["late", "ended"]
    assert states(one_of(opened(), ruled("2026-02-06")), "2026-05-01T10:00+08:00") == ["late", "met"]
    assert states(one_of(opened(), ruled("2026-03-03")), "2026-05-01T10:00+08:00") == ["late", "breached"]


def test_days_are_those_of_the_office_whatever_the_clocks_elsewhere_say() -> None:
    told = one_of(opened("2026-02-02", at="00:30"))  # the first of the month in UTC
    assert states(told, "2026-02-05T15:59:59+00:00") == ["due", "due"]
    assert states(told, "2026-02-05T16:00:00+00:00") == ["late", "due"]


WINDOWS = ["0 days", "1 day", "3 business days", "2 weeks", "1 month", "13 months"]


@for_all(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(ZONE)),  # zoned by it
    st.sampled_from(WINDOWS),
    st.integers(-2, 2),
)
def test_the_last_day_of_a_deadline_is_in_it(start: datetime, length: str, off: int) -> None:
    rules = Deadlines("9.1", {}, {}, answer_within=Window.parse(length))
    one = one_of(opened(start.date().isoformat(), at=f"{start:%H:%M:%S}"))
    last = Window.parse(length).through(start.date())
    for clock, day in (("23:59:59", last), ("00:00:00", last + timedelta(days=1))):
        at = datetime.fromisoformat(f"{day + timedelta(days=off)}T{clock}+08:00")
        (deadline,) = with_deadlines(one, rules, ZONE, at, None).deadlines
        assert deadline.on == last
        assert (deadline.state == "due") == (at.date() <= last)


ENTRIES = st.lists(st.sampled_from(["answered", "withdrawn", "ruled", "settled"]), max_size=6)


def told_of(kinds: Sequence[str]) -> list[Draft]:
    """One entry a day; each with a name of its own where it needs one."""
    whole = {"li": "1"}
    found: list[Draft] = []
    for number, kind in enumerate(kinds):
        on = f"2026-02-{10 + number}"
        if kind == "answered":
            found.append(answered(on))
        elif kind == "withdrawn":
            found.append(withdrawn(on))
        elif kind == "ruled":
            found.append(ruling(f"r{number}", whole, whole, deal="d", dispute="p", on=on))
        else:
            agreed = {"credit": whole, "commission": whole, "signed_by": ["li"]}
            found.append(draft("SettlementAgreed", dispute="p", deal="d", **agreed, on=on))
    return found


@for_all(ENTRIES)
def test_the_first_end_stands_and_every_entry_is_kept(kinds: Sequence[str]) -> None:
    one = one_of(opened(), *told_of(kinds))
    ends = [kind for kind in kinds if kind != "answered"]
    assert one.state == (ends[0] if ends else "answered" if kinds else "open")
    assert one.entries[0].type == "DisputeOpened"
    assert len(one.entries) == 1 + len(kinds)
    after = kinds[kinds.index(ends[0]) + 1 :] if ends else []
    assert list(one.remarks) == [f"{kind}-after-end" for kind in after if kind != "ruled"]
