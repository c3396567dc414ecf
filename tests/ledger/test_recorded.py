"""Recorded decisions: kept as given out, and decided again to the same bytes, or to a reason with a name."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import leadledger as ll
from leadledger import plugins
from leadledger.errors import DealUnknown, EntryRefused, TimeNaive
from leadledger.events import CommissionPlanAdopted, DecisionRecorded, Event
from leadledger.ledger import differences, recorded, replaying
from leadledger.ledger.replaying import Replay
from leadledger.rulebook.kinds import Answer, Applies, Award, Case, Reason
from leadledger.testing.money_stories import received
from leadledger.testing.stories import Story, draft, given, joined, subscription, visit
from leadledger.values.zones import ZONES_VERSION
from tests.small_books import small_book
from tests.small_plans import small_plan

MARCH = datetime(2026, 3, 20, 12, tzinfo=UTC)
PRICE = {"amount": "1000000.05", "currency": "CNY"}
DEAL = (
    joined("zhang", "张伟", on="2026-03-01"),
    visit("c", "zhang", on="2026-03-02"),
    visit("c", "li", declined=["zhang"], on="2026-03-05"),
    subscription("d", "c", "li", price=PRICE, on="2026-03-10"),
)
EARLIER = visit("c", "wang", on="2026-03-01", at="09:00")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = MARCH

    def __call__(self) -> datetime:
        return self.now


def ledger_of(story: Story | Sequence[Event], clock: Callable[[], datetime] | None = None) -> ll.Ledger:
    ledger = ll.open(":memory:", clock=clock or Clock())
    ledger.import_events(story.events if isinstance(story, Story) else story)
    return ledger


def only(replays: Any) -> Replay:
    (one,) = replays
    assert isinstance(one, Replay)
    return one


def why(replay: Replay) -> list[str]:
    return [one.why for one in replay.differences]


def test_what_is_recorded_is_what_decide_prints_and_says_of_which_state() -> None:
    with ledger_of(given(*DEAL)) as ledger:
        head = ledger.head()
        found = ledger.record_decision("d")
        assert found.receipt == (5, found.receipt.id, True)
        (entry,) = [one.event for one in ledger.events() if isinstance(one.event, DecisionRecorded)]
        assert entry.attribution == ledger.decide("d", known_at=MARCH).to_dict("en")
        assert json.dumps(entry.attribution) == json.dumps(found.answer.to_dict("en"))
        assert (entry.deal, entry.known_at, entry.head) == ("d", MARCH, f"{head.size}:{head.root}")
        assert entry.library_version == ll.__version__
        assert entry.details == {"tzdata": ZONES_VERSION}
        assert ledger.verify().ok


def test_a_recorded_decision_changes_no_decision_and_no_books() -> None:
    with ledger_of(given(*DEAL, received("d", "100000.00"))) as ledger:
        before = ledger.decide("d").to_json(), ledger.books(plan=small_plan()).transactions
        ledger.record_decision("d")
        assert (ledger.decide("d").to_json(), ledger.books(plan=small_plan()).transactions) == before
        assert [change.moved for change in ledger.subscribe(after=5, follow=False)] == [()]


def test_decided_again_it_is_the_same_bytes_whatever_comes_in_later() -> None:
    clock = Clock()
    with ledger_of(given(*DEAL), clock) as ledger:
        ledger.record_decision("d")
        for more in (EARLIER, visit("c", "wang"), draft("QuarrelReported", deal="d", agents=["li", "zhang"], by="m")):
            ledger.record([one.model_copy(update={"recorded_at": None}) for one in given(more).events])
        ledger.record_decision("d")
        first, second = ledger.replay()
        assert (first.same, second.same) == (True, True)
        assert first.decision.attribution["owner"] == "li"
        assert second.decision.attribution["owner"] is None


def test_at_a_clock_that_stands_still_nothing_recorded_later_was_known() -> None:
    with ledger_of(given(*DEAL)) as ledger:
        for number in range(3):
            found = ledger.record_decision("d")
            quarrel = draft("QuarrelReported", deal="d", agents=["li"], by=f"m{number}")
            (event,) = given(quarrel).events
            (receipt,) = ledger.record(event.model_copy(update={"recorded_at": None}))
            (entry,) = [one for one in ledger.events() if one.id == receipt.id]
            assert entry.recorded_at > found.decision.known_at
        assert [one.same for one in ledger.replay()] == [True, True, True]


def test_a_past_decision_is_recorded_as_it_would_have_been_made() -> None:
    story = given(*DEAL, draft("QuarrelReported", deal="d", agents=["li"], by="m", on="2026-03-12"))
    at = datetime(2026, 3, 11, tzinfo=UTC)
    with ledger_of(story) as ledger:
        found = ledger.record_decision("d", known_at=at)
        assert found.decision.attribution["owner"] == "li"
        assert found.decision.known_at == at
        assert only(ledger.replay("d")).same
        assert list(ledger.replay("other")) == []


def test_what_is_still_to_come_cannot_be_recorded() -> None:
    with ledger_of(given(*DEAL)) as ledger:
        with pytest.raises(EntryRefused, match="is still to come: expected a time up to now, 2026-03-20T12:00:00"):
            ledger.record_decision("d", known_at=MARCH + timedelta(microseconds=1))
        with pytest.raises(TimeNaive):
            ledger.record_decision("d", known_at=datetime(2026, 3, 11))
        with pytest.raises(DealUnknown):
            ledger.record_decision("d", known_at=datetime(2026, 3, 6, tzinfo=UTC))
        assert ledger.head().size == 4


def test_an_old_register_of_an_earlier_time_is_named_entry_by_entry() -> None:
    with ledger_of(given(*DEAL)) as ledger:
        ledger.record_decision("d")
        stranger, early = given(visit("other", "wang", on="2026-03-01"), EARLIER).events
        ledger.import_events([stranger])
        assert only(ledger.replay()).same
        (receipt,) = ledger.import_events([early])
        found = only(ledger.replay())
        assert why(found) == ["history"]
        assert found.differences[0].facts == {"entries": [str(receipt.id)], "positions": [7]}
        assert "facts" in found.fields
        assert found.now is not None
        assert found.now["facts"] != found.decision.attribution["facts"]


def test_a_name_that_came_late_is_an_entry_that_came_late() -> None:
    with ledger_of(given(*DEAL)) as ledger:
        ledger.record_decision("d")
        ledger.import_events(given(joined("li", "李娜", on="2026-03-01")).events)
        assert why(only(ledger.replay())) == ["history"]


def test_amounts_are_by_the_plan_and_the_facts_known_then() -> None:
    with ledger_of(given(*DEAL)) as ledger:
        ledger.import_events([_adopted("1%", "2026-03-01")])
        first = ledger.record_decision("d")
        assert first.decision.attribution["amounts"] == {
            "li": {"amount": "8000.00", "currency": "CNY"},
            "zhang": {"amount": "2000.00", "currency": "CNY"},
        }
        ledger.record(_swapped())
        ledger.record_decision("d")
        assert [one.same for one in ledger.replay()] == [True, True]
        first_one, second = (one.decision.attribution["amounts"] for one in ledger.replay())
        assert first_one != second
        ledger.import_events([_adopted("2%", "2026-03-02")])
        found = list(ledger.replay())
        assert [why(one) for one in found] == [["plan"], ["plan"]]
        assert found[0].fields == ["amounts"]


def _adopted(rate: str, since: str) -> CommissionPlanAdopted:
    plan = small_plan(f'[[rate]]\nid = "flat"\ncite = "1"\nrate = "{rate}"\n')
    at = datetime(2026, 2, 20, 10, tzinfo=UTC)
    return CommissionPlanAdopted(
        document=dict(plan.document), effective_from=date.fromisoformat(since), published_at=at, occurred_at=at
    )


def _swapped() -> Event:
    price = {"amount": "2000000.00", "currency": "CNY"}
    (event,) = given(draft("UnitSwapped", deal="d", to_unit="u2", price=price, on="2026-03-12")).events
    return event.model_copy(update={"recorded_at": None})


def _book_adopted(version: str, since: str) -> Event:
    document: dict[str, Any] = {**small_book().document, "version": version}
    at = datetime(2026, 2, 20, 10, tzinfo=UTC)
    return ll.RulebookAdopted(
        document=document, effective_from=date.fromisoformat(since), published_at=at, occurred_at=at
    )


def test_another_rulebook_adopted_behind_a_decision_is_named() -> None:
    with ledger_of(given(*DEAL)) as ledger:
        ledger.import_events([_book_adopted("1", "2026-01-01")])
        ledger.record_decision("d")
        assert only(ledger.replay()).same
        ledger.import_events([_book_adopted("2", "2026-02-01")])
        found = only(ledger.replay())
        assert why(found) == ["rulebook"]
        before, after = found.differences[0].facts["before"], found.differences[0].facts["after"]
        assert [one[1] for one in (before, after)] == ["1", "2"]  # type: ignore[index]


def test_an_office_that_keeps_its_book_outside_gives_it_both_times() -> None:
    with ledger_of(given(*DEAL)) as ledger:
        ledger.record_decision("d", rulebook=small_book())
        assert only(ledger.replay(rulebook=small_book())).same
        assert why(only(ledger.replay())) == ["rulebook"]
        supposed = ll.load_rulebook("sales-office", settings={"declined.share": "1/4"})
        with pytest.raises(EntryRefused, match="no decision"):
            ledger.record_decision("d", rulebook=supposed)
        ledger.import_events([_book_adopted("1", "2026-01-01")])
        with pytest.raises(EntryRefused, match="expected no other rulebook"):
            ledger.record_decision("d", rulebook=small_book())


def test_a_library_that_decides_otherwise_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with ledger_of(given(*DEAL)) as ledger:
        ledger.record_decision("d")
        real = recorded.as_recorded
        monkeypatch.setattr(replaying, "VERSION", "9.0")
        assert only(ledger.replay()).same

        def otherwise(*args: Any) -> dict[str, Any]:
            return {**real(*args), "owner": "zhang"}

        monkeypatch.setattr(replaying, "as_recorded", otherwise)
        found = only(ledger.replay())
        assert why(found) == ["semantics"]
        assert found.differences[0].facts == {"before": ll.__version__, "after": "9.0"}
        assert found.fields == ["owner"]
        monkeypatch.setattr(replaying, "VERSION", ll.__version__)
        assert why(only(ledger.replay())) == ["not-that-answer"]
        monkeypatch.setattr(replaying, "ZONES_VERSION", "1999a")
        assert why(only(ledger.replay())) == ["time-zones"]


def test_other_words_alone_are_told_apart_from_another_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with ledger_of(given(*DEAL)) as ledger:
        ledger.record_decision("d")
        real = recorded.as_recorded

        def reworded(*args: Any) -> dict[str, Any]:
            said = real(*args)
            return {**said, "because": [{**one, "text": "in other words"} for one in said["because"]]}

        monkeypatch.setattr(replaying, "as_recorded", reworded)
        found = only(ledger.replay())
        assert (why(found), found.fields) == (["wording"], ["because"])


def test_a_decision_that_was_never_made_is_found_out() -> None:
    with ledger_of(given(*DEAL)) as ledger:
        true = ledger.record_decision("d").decision
        forged = {**true.attribution, "owner": "zhang"}
        ledger.record(true.model_copy(update={"attribution": forged, "recorded_at": None}))
        elsewhere = true.model_copy(update={"head": f"4:{'0' * 64}", "recorded_at": None, "occurred_at": MARCH})
        ledger.record(
            elsewhere.model_copy(update={"attribution": {**forged, "facts": {"count": 1, "digest": "sha256:0"}}})
        )
        assert [why(one) for one in ledger.replay()] == [[], ["not-that-answer"], ["another-history"]]


def test_a_struck_decision_is_not_replayed() -> None:
    with ledger_of(given(*DEAL)) as ledger:
        found = ledger.record_decision("d")
        ledger.record(ll.EntryStruck(entry=found.receipt.id, reason="by mistake", by="m", occurred_at=MARCH))
        assert list(ledger.replay()) == []


def first_received(case: Case) -> Answer:
    """The first claim, as an application has it."""
    return Applies(Award.whole(case.good_claims()[0].agent), Reason("first-received"))


def test_a_plugin_that_is_missing_or_another_is_named(tmp_path: Path) -> None:
    document: dict[str, Any] = {
        **small_book().document,
        "award": [{"id": "ours", "cite": "1", "rank": 1, "use": "first-received", "title": {"en": "Ours"}}],
    }
    at = datetime(2026, 2, 20, 10, tzinfo=UTC)
    adopted = ll.RulebookAdopted(document=document, effective_from=date(2026, 1, 1), published_at=at, occurred_at=at)
    there = plugins.in_use()

    def replayed() -> Replay:
        with ll.open(tmp_path / "office.db") as ledger:
            return only(ledger.replay())

    def plugin(version: str) -> ll.Plugin:
        return ll.Plugin("acme", version, kinds={"award": {"first-received": first_received}})

    try:
        ll.use(plugin("1.0"))
        with ll.open(tmp_path / "office.db") as ledger:
            ledger.import_events([adopted, *given(*DEAL).events])
            ledger.record_decision("d")
        assert replayed().same
        plugins.only_use(there)
        found = replayed()
        assert why(found) == ["plugin", "refused"]
        assert found.differences[0].facts == {"plugin": "acme", "before": "1.0"}
        plugins.only_use([*there, plugin("2.0")])
        found = replayed()
        assert found.differences[0].to_dict() == {"why": "plugin", "plugin": "acme", "before": "1.0", "after": "2.0"}
    finally:
        plugins.only_use(there)


def test_head_and_known_at_are_of_one_state_while_others_write(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    with ll.open(path) as ledger:
        ledger.import_events(given(*DEAL).events)
        stop = threading.Event()

        def write() -> None:
            with ll.open(path) as other:
                number = 0
                while not stop.is_set():
                    number += 1
                    quarrel = draft("QuarrelReported", deal="d", agents=["li"], by=f"m{number}")
                    other.record([one.model_copy(update={"recorded_at": None}) for one in given(quarrel).events])

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for _ in range(15):
                ledger.record_decision("d")
        finally:
            stop.set()
            writer.join()
        replays = list(ledger.replay())
        assert [one.same for one in replays] == [True] * 15
        entries = {one.position: one for one in ledger.events()}
        for one in replays:
            size = int(one.decision.head.split(":")[0])
            assert all((at <= size) == (entry.recorded_at <= one.decision.known_at) for at, entry in entries.items())


@pytest.mark.parametrize(
    ("one", "other", "fields"),
    [
        pytest.param(
            {"credit": {"a": "1/2", "b": "1/2"}}, {"credit": {"b": "1/2", "a": "1/2"}}, ["credit"], id="order"
        ),
        pytest.param({"n": 1}, {"n": True}, ["n"], id="kind"),
        pytest.param({"n": [1, 2]}, {"n": [1]}, ["n"], id="length"),
        pytest.param({"n": [{"m": None}]}, {"n": [{"m": None}]}, [], id="same"),
    ],
)
def test_fields_differ_where_their_json_does(one: dict[str, Any], other: dict[str, Any], fields: list[str]) -> None:
    assert differences.fields_that_differ(one, other) == fields


def test_no_name_stands_in_what_is_hashed_of_a_recorded_decision(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    with ll.open(path) as ledger:
        ledger.import_events(given(*DEAL).events)
        found = ledger.record_decision("d")
        assert "张伟" in json.dumps(found.decision.attribution, ensure_ascii=False)
    with sqlite3.connect(path) as connection:
        (data, personal), *_ = connection.execute("SELECT data, personal FROM event ORDER BY position DESC")
    connection.close()
    assert b'"known_at"' in data
    assert "张伟".encode() not in data
    assert "张伟".encode() in personal
