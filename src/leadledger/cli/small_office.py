"""The small office of the demo: four agents, a month of entries, a deal for every kind of story."""

from __future__ import annotations

from leadledger.events import Event
from leadledger.testing.stories import (
    complaint,
    decided,
    discount,
    given,
    household,
    joined,
    left,
    reassigned,
    referral,
    registered,
    ruling,
    subscription,
    visit,
)


def events() -> list[Event]:
    """The entries, in the order they were made."""
    return sorted((*_staff(), *_deals()), key=lambda event: event.registered_at)


def _staff() -> tuple[Event, ...]:
    return given(
        joined("zhang", "张伟", on="2026-03-01", at="08:00"),
        joined("li", "李娜", on="2026-03-01", at="08:00"),
        joined("wang", "王强", on="2026-03-01", at="08:00"),
        joined("chen", "陈静", on="2026-03-01", at="08:00"),
        joined("manager", "赵经理", on="2026-03-01", at="08:00"),
    ).events


def _deals() -> tuple[Event, ...]:
    return given(
        # deal 1, who entered the customer first
        registered("c1", "zhang", name="刘先生", on="2026-03-02"),
        visit("c1", "li", on="2026-03-09"),
        subscription("d1", "c1", "li", unit="1-302", on="2026-03-12"),
        # deal 2, the customer does not want the earlier agent
        registered("c2", "zhang", name="周女士", on="2026-03-03"),
        visit("c2", "li", declined=["zhang"], on="2026-03-10"),
        subscription("d2", "c2", "li", unit="2-1101", on="2026-03-14"),
        # deal 3, helped while the agent was out, and closed the same day
        registered("c3", "wang", name="吴先生", on="2026-03-04"),
        left("wang", reason="errand", on="2026-03-15", at="09:00"),
        visit("c3", "chen", named=["wang"], on="2026-03-15", at="10:00"),
        subscription("d3", "c3", "chen", unit="1-808", on="2026-03-15", at="16:30"),
        # deal 4, brought by an old customer
        registered("c4", "li", name="郑女士", on="2026-03-16", at="11:00"),
        referral("c1", "c4", on="2026-03-16", at="15:00"),
        subscription("d4", "c4", "li", unit="3-205", on="2026-03-18"),
        # deal 5, husband and wife
        registered("c5", "chen", name="孙先生", on="2026-03-05"),
        registered("c6", "wang", name="孙太太", on="2026-03-11"),
        subscription("d5", "c6", "wang", unit="2-604", on="2026-03-19"),
        household("c5", "c6", on="2026-03-20"),
        # deal 6, only for a discount
        registered("c7", "li", name="马女士", on="2026-03-06"),
        discount("c7", "zhang", on="2026-03-17"),
        subscription("d6", "c7", "zhang", unit="3-1502", on="2026-03-21"),
        # deal 7, a complaint that nobody has decided yet
        registered("c8", "zhang", name="朱先生", on="2026-03-07"),
        visit("c8", "wang", declined=["zhang"], on="2026-03-17"),
        complaint("k8", "c8", "zhang", on="2026-03-18"),
        subscription("d7", "c8", "wang", unit="1-1203", on="2026-03-22"),
        # deal 8, a complaint that was upheld
        registered("c9", "chen", name="胡女士", on="2026-03-08"),
        complaint("k9", "c9", "chen", on="2026-03-13"),
        visit("c9", "li", on="2026-03-14"),
        decided("k9", "upheld", on="2026-03-16", at="18:00"),
        subscription("d8", "c9", "li", unit="2-303", on="2026-03-23"),
        # deal 9, drawn by lot after an agent went on leave
        registered("c10", "wang", name="林先生", on="2026-03-09"),
        reassigned("wang", {"c10": "chen"}, on="2026-03-24"),
        subscription("d9", "c10", "li", unit="3-906", on="2026-03-26"),
        # deal 10, the manager ruled
        registered("c11", "zhang", name="何女士", on="2026-03-10"),
        visit("c11", "li", on="2026-03-12"),
        subscription("d10", "c11", "li", unit="1-501", on="2026-03-27"),
        ruling("r1", {"zhang": "1"}, {"zhang": "2/3", "li": "1/3"}, deal="d10", on="2026-03-28"),
    ).events
