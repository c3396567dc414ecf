"""Gathering: a dossier holds what may bear on the decision, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from leadledger.dossier import History, Scope, closing_of, gather, only, would_buy
from leadledger.errors import CallInvalid, DealNotClosed, DealUnknown, HistoryContradiction, TimeNaive
from leadledger.events import CallReceived
from leadledger.events.kinds import FIRST_YEAR, LAST_YEAR
from leadledger.events.pattern import Pattern
from leadledger.testing.stories import (
    Story,
    arrived,
    call,
    complaint,
    contract,
    decided,
    defied,
    follow_up,
    given,
    household,
    referral,
    ruling,
    struck,
    subscription,
    visit,
    withdrawal,
)

ONE = "00000000-0000-4000-8000-000000000001"
SHANGHAI = ZoneInfo("Asia/Shanghai")
SUB = subscription("d", "c", "li")
ALL = {"li": "1"}


def types(story: Story) -> list[str]:
    return [fact.type for fact in story.dossier("d").facts]


def test_strangers_are_left_out() -> None:
    assert types(given(call("c", "li"), call("x", "li"), SUB, subscription("e", "x", "li"))) == [
        "CallReceived",
        "SubscriptionSigned",
    ]


def test_relatives_are_in_it_with_the_link() -> None:
    assert types(given(call("kin", "li"), SUB, household("c", "kin"))) == [
        "CallReceived",
        "SubscriptionSigned",
        "CustomersLinked",
    ]


def test_referrers_are_in_it_up_to_the_referral_and_theirs_in_turn() -> None:
    story = given(
        call("old", "li"), referral("old", "mid"), referral("mid", "c"), call("old", "li"), call("mid", "li"), SUB
    )
    assert types(story) == ["CallReceived", "ReferralMade", "ReferralMade", "SubscriptionSigned"]


def test_a_party_is_asked_of_any_of_its_customers_and_a_stranger_is_one_alone() -> None:
    told = given(call("old", "li"), referral("old", "c"), SUB, household("c", "kin")).dossier("d")
    assert [told.party_of(customer) for customer in ("kin", "old", "x")] == [{"c", "kin"}, {"old"}, {"x"}]


def test_presence_is_asked_for_visits_that_name_and_do_not_say() -> None:
    came = arrived("zhang", on="2026-03-05", at="09:00")
    named = visit("c", "li", named=["zhang"], on="2026-03-05", at="10:00")
    listed = visit("c", "li", named=["zhang"], present=[], at="10:00")
    assert "AgentArrived" in types(given(came, named, SUB))
    assert "AgentArrived" not in types(given(came, listed, SUB))
    assert "AgentArrived" not in types(given(came, visit("c", "li", at="10:00"), SUB))
    assert "AgentArrived" not in types(given(arrived("zhang", on="2026-03-04"), named, SUB))


def test_what_is_filed_under_complaints_and_rulings_is_in_it() -> None:
    story = given(
        complaint("k", "c", "li"), SUB, decided("k", "upheld"), ruling("r", ALL, ALL, deal="d"), defied("r", "li")
    )
    assert types(story)[2:] == ["ComplaintDecided", "RulingMade", "RulingDefied"]


def test_a_struck_entry_is_there_as_its_striking() -> None:
    assert types(given(call("c", "li", id=ONE), SUB, struck(ONE))) == ["SubscriptionSigned", "EntryStruck"]


def test_what_was_entered_after_the_closing_is_left_out() -> None:
    assert types(given(SUB, call("c", "li"))) == ["SubscriptionSigned"]


def test_an_unknown_deal_is_refused() -> None:
    with pytest.raises(DealUnknown, match="no entry speaks of deal 'e'"):
        given(SUB).dossier("e")


def test_a_deal_without_closing_is_refused() -> None:
    with pytest.raises(DealNotClosed, match="it closes with SubscriptionSigned"):
        given(contract("d", customer="c", agent="li")).dossier("d")


def test_a_deal_whose_closing_was_struck_is_not_closed() -> None:
    with pytest.raises(DealNotClosed):
        given(subscription("d", "c", "li", id=ONE), struck(ONE)).dossier("d")


def test_the_fingerprint_is_of_exactly_these_facts() -> None:
    alone = given(call("c", "li"), SUB)
    beside = given(call("c", "li"), call("x", "li", at="11:00"), subscription("d", "c", "li", on="2026-03-02"))
    assert alone.dossier("d").fingerprint() == beside.dossier("d").fingerprint()
    assert alone.dossier("d").fingerprint()[0] == 2


def test_what_came_too_late_is_kept_to_be_shown_unless_it_was_struck() -> None:
    late = [
        visit("c", "zhang", on="2026-03-01", recorded="2026-03-09T10:00"),
        call("c", "wang", on="2026-03-08", id="00000000-0000-4000-8000-000000000009"),
    ]
    signed = subscription("d", "c", "li", on="2026-03-05", at="16:00")
    told = given(visit("c", "li", on="2026-03-02"), signed, *late).dossier("d")
    assert [(one.entry.event.agent, one.why) for one in told.set_aside] == [
        ("wang", "entered-later"),
        ("zhang", "entered-later"),
    ]
    assert told.fingerprint()[0] == 2
    out = struck("00000000-0000-4000-8000-000000000009", on="2026-03-10")
    without = given(visit("c", "li", on="2026-03-02"), signed, *late, out).dossier("d")
    assert [one.entry.event.agent for one in without.set_aside] == ["zhang"]


def test_an_entry_that_happened_after_the_closing_and_was_entered_before_it_is_set_aside_as_later() -> None:
    ahead = visit("c", "zhang", on="2026-03-08", recorded="2026-03-02T10:00")
    told = given(call("c", "li"), ahead, subscription("d", "c", "li", on="2026-03-05")).dossier("d")
    assert [(one.entry.event.agent, one.why) for one in told.set_aside] == [("zhang", "happened-later")]


def test_days_are_the_offices_and_not_those_of_an_offset() -> None:
    west = visit("c", "zhang", on="2026-03-05", at="18:30-08:00", recorded="2026-03-05T09:00")
    signed = subscription("d", "c", "li", on="2026-03-05", at="09:30")
    assert [one.why for one in given(west, signed).dossier("d").set_aside] == ["happened-later"]
    came = arrived("zhang", on="2026-03-04", at="14:00-08:00", recorded="2026-03-05T06:30")
    named = visit("c", "li", named=["zhang"], on="2026-03-05", at="07:00")
    assert "AgentArrived" in types(given(came, named, SUB))


def test_comings_count_that_were_entered_before_a_visit_and_are_not_after_it() -> None:
    named = visit("c", "li", named=["zhang"], on="2026-03-05", at="10:00", recorded="2026-03-05T12:00")
    came = arrived("zhang", on="2026-03-05", at="10:00", recorded="2026-03-05T11:00")
    after = arrived("zhang", on="2026-03-05", at="10:01", recorded="2026-03-05T11:00")
    late = arrived("zhang", on="2026-03-05", at="09:00", recorded="2026-03-05T13:00")
    signed = subscription("d", "c", "li", on="2026-03-06")
    assert "AgentArrived" in types(given(came, named, signed))
    assert "AgentArrived" not in types(given(after, named, signed))
    assert "AgentArrived" not in types(given(late, named, signed))


def test_what_is_asked_of_agents_is_of_those_of_the_entries_and_of_the_closer() -> None:
    away = [
        visit("x", agent, on="2026-03-02", at=f"{hour}:00") for hour, agent in enumerate(("wang", "li", "zhang"), 10)
    ]
    history = History(given(visit("c", "zhang"), *away, subscription("d", "c", "li", on="2026-03-05")).events)
    closing = closing_of(history, "d", "subscription", SHANGHAI)
    visits = frozenset({"VisitReceived"})
    for types_read in (visits, frozenset[str]()):
        scope = Scope(SHANGHAI, None, types_read, visits, of_agents=visits)
        agents = [fact.event.agent for fact in gather(history, closing, scope).agents]
        assert agents == (["zhang", "li", "zhang"] if types_read else ["li"])


def test_a_deal_withdrawn_twice_was_withdrawn_the_first_time() -> None:
    history = History(given(SUB, withdrawal("d"), withdrawal("d", by="customer")).events)
    closing = closing_of(history, "d", "subscription", SHANGHAI)
    assert [fact.type for fact in closing.facts] == ["SubscriptionSigned", "DealWithdrawn"]
    assert closing.withdrawn_at == history.facts[1].occurred_at


def test_a_deal_that_is_not_closed_is_named_with_all_that_closes() -> None:
    either = Pattern(frozenset({"SubscriptionSigned", "ContractSigned"}))
    history = History(given(withdrawal("d")).events)
    with pytest.raises(DealNotClosed) as refused:
        closing_of(history, "d", either, SHANGHAI)
    assert str(refused.value) == str(DealNotClosed("d", "ContractSigned or SubscriptionSigned"))


def test_a_contract_of_nobody_is_refused_with_its_place() -> None:
    history = History(given(contract("d", agent="li")).events)
    with pytest.raises(HistoryContradiction) as refused:
        closing_of(history, "d", "contract", SHANGHAI)
    place = str(history.facts[0])
    assert str(refused.value) == f"deal 'd' is closed without a customer: {place}"
    assert refused.value.places == (place,)


def test_a_purchase_may_be_supposed_at_any_time_an_entry_may_have() -> None:
    history = History(given(call("c", "li")).events)
    for year in (FIRST_YEAR, LAST_YEAR):
        assert would_buy(history, "c", datetime(year, 6, 1, tzinfo=UTC), SHANGHAI).day.year == year
    for year in (FIRST_YEAR - 1, LAST_YEAR + 1):
        with pytest.raises(CallInvalid, match=rf"^at {year}-06-01T00:00:00\+00:00: expected a year from 1800 to 2999$"):
            would_buy(history, "c", datetime(year, 6, 1, tzinfo=UTC), SHANGHAI)
    with pytest.raises(TimeNaive, match="^at 2026-06-01T00:00:00 has no offset"):
        would_buy(history, "c", datetime(2026, 6, 1), SHANGHAI)


def test_of_referrers_only_what_bears_on_their_register_is_read_and_of_relatives_all() -> None:
    friend = given(follow_up("old", "li"), call("old", "li"), complaint("k", "old", "li"), referral("old", "c"), SUB)
    couple = given(
        household("old", "her"),
        complaint("k", "her", "li"),
        call("her", "li"),
        referral("old", "c"),
        call("her", "wang"),
        SUB,
    )
    for story in (friend, couple):
        (referrer,) = story.dossier("d").referrers
        assert [fact.type for fact in referrer.facts] == ["CallReceived"]


def test_a_referrer_is_read_up_to_the_last_of_their_referrals() -> None:
    story = given(
        referral("old", "mid", on="2026-03-01"),
        referral("mid", "c", on="2026-03-02"),
        call("old", "li", on="2026-03-03"),
        referral("old", "c", on="2026-03-04"),
        call("old", "zhang", on="2026-03-05"),
        subscription("d", "c", "li", on="2026-03-06"),
    )
    calls = {
        tuple(one.party): [fact.event.agent for fact in only(one.facts, CallReceived)]
        for one in story.dossier("d").referrers
    }
    assert calls == {("mid",): [], ("old",): ["li"]}


def test_what_came_too_late_is_set_aside_of_relatives_too() -> None:
    story = given(household("c", "kin"), call("c", "li"), SUB, call("kin", "wang"))
    assert [(one.entry.event.agent, one.why) for one in story.dossier("d").set_aside] == [("wang", "entered-later")]  # type: ignore[attr-defined]
