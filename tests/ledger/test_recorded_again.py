"""Recorded decisions decided again: the same bytes, or a reason with a name."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

import leadledger as ll
from leadledger import plugins
from leadledger.cli.replay import in_words
from leadledger.errors import EntryRefused
from leadledger.events import CommissionPlanAdopted, DecisionRecorded, Event
from leadledger.ledger import differences, recorded, replaying
from leadledger.ledger.replaying import Replay
from leadledger.rulebook.kinds import Answer, Applies, Award, Case, Reason
from leadledger.testing.stories import draft, given, joined, visit
from leadledger.texts import catalogue
from tests.ledger.decisions import DEAL, EARLIER, MARCH, ledger_of, only, why
from tests.small_books import small_book
from tests.small_plans import small_plan
from tests.strategies import examples


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


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@examples(60)
@hypothesis.given(
    changes=st.dictionaries(st.sampled_from(["rulebook", "facts", "because", "owner", "credit", "amounts"]), JSON),
    head=st.sampled_from(["4:" + "0" * 64, "99:" + "0" * 64, "0:", "sha256:00", "4"]),
)
def test_whatever_stands_in_an_entry_it_is_replayed_and_never_a_fault(changes: dict[str, Any], head: str) -> None:
    with ledger_of(given(*DEAL)) as ledger:
        said = {**ledger.decide("d").to_dict("en"), **changes}
        decision = DecisionRecorded(
            deal="d", attribution=said, known_at=MARCH, head=head, library_version="0.0.9", occurred_at=MARCH
        )
        ledger.record(decision)
        found = only(ledger.replay())
        assert found.same == (json.dumps(said) == json.dumps(found.now))
        assert json.loads(json.dumps(found.to_dict()))["fields"] == found.fields
        for lang in ("en", "zh"):
            for difference in found.differences:
                assert in_words(difference, catalogue(lang))
