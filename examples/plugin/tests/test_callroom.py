"""The call centre's rules, as its people would tell them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import callroom
import pytest
from callroom.stories import call, sold, story

import leadledger as ll
from leadledger.testing import Draft

BOOK = callroom.rulebook()
AT = datetime(2026, 3, 2, 10, tzinfo=UTC)


def decided(*drafts: Draft) -> ll.Attribution:
    return story(*drafts).decide("d", rulebook=BOOK)


def test_a_call_back_is_promised_for_a_day_to_come() -> None:
    ended = {"customer": "c", "agent": "mei", "seconds": 60, "shift": "day"}
    assert callroom.CallEnded(**ended, occurred_at=AT, promised_on=date(2026, 3, 2)).agent == "mei"
    late = {**ended, "type": "app.CallEnded", "occurred_at": AT.isoformat(), "promised_on": "2026-03-01"}
    with pytest.raises(ll.errors.EventInvalid, match=r"^CallEnded: a call back is promised for the day of the call"):
        ll.parse_event(json.dumps(late), {"app.CallEnded": callroom.CallEnded})


@pytest.mark.parametrize(("sold_on", "owner"), [("2026-03-07", "tao"), ("2026-03-08", "mei")])
def test_a_promise_keeps_the_customer_until_the_promised_day_and_two_more(sold_on: str, owner: str) -> None:
    promise = call("tao", 1, promised_on="2026-03-05")
    assert decided(promise, sold("mei", on=sold_on)).owner == owner


def test_a_later_promise_keeps_the_customer_anew() -> None:
    promises = [call("tao", 1, promised_on="2026-03-03"), call("tao", 1, promised_on="2026-03-20")]
    assert decided(*promises, sold("mei", on="2026-03-22")).owner == "tao"


def test_a_promise_in_a_call_of_seconds_keeps_nothing() -> None:
    assert decided(call("tao", 0, promised_on="2026-03-05"), sold("mei")).clause == "2.2"


def test_commission_goes_by_the_time_talked() -> None:
    answer = decided(call("tao", 15), call("mei", 5), sold("mei"))
    assert (answer.owner, answer.credit) == ("tao", {"tao": 1})
    assert answer.commission == {"tao": ll.Share("3/4"), "mei": ll.Share("1/4")}


def test_who_talked_for_less_than_a_tenth_has_no_part() -> None:
    assert decided(call("tao", 60), call("mei", 6), sold("mei")).commission == {"tao": 1}


def test_those_who_called_at_night_share_a_bonus() -> None:
    answer = decided(call("tao", 15, "night"), call("mei", 5, "night"), call("lan", 5), sold("lan"))
    assert [(one.payee, str(one.figure)) for one in answer.consequences] == [("tao", "25.00 CNY"), ("mei", "25.00 CNY")]


def test_decisions_name_the_plugin_and_say_why_in_both_languages() -> None:
    answer = decided(call("tao", 15, "night"), call("mei", 5), sold("mei"))
    assert answer.to_dict()["rulebook"]["plugins"] == {"callroom": callroom.__version__}
    assert "tao talked with the customer longest, 15 minutes in all" in answer.explain()
    assert "tao与客户通话最久，共15分钟" in answer.explain("zh")
    assert answer.to_dict("zh")["consequences"][0]["text"] == "tao分得佣金，且在夜班与客户通话。"


def test_a_ledger_keeps_calls_and_rules() -> None:
    adopted = ll.RulebookAdopted(
        document=dict(BOOK.document), effective_from=date(2026, 1, 1), published_at=AT, occurred_at=AT
    )
    with ll.open(":memory:") as ledger:
        ledger.import_events([adopted, *story(call("tao", 15), call("mei", 5), sold("mei")).events])
        assert ledger.decide("d").owner == "tao"
        assert ledger.verify().ok
