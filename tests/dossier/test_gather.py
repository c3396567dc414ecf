"""Gathering: a dossier holds what may bear on the decision, and nothing else."""

from __future__ import annotations

import pytest

from leadledger.errors import DealNotClosed, DealUnknown
from leadledger.testing.stories import (
    Story,
    arrived,
    call,
    complaint,
    contract,
    decided,
    defied,
    given,
    household,
    referral,
    ruling,
    struck,
    subscription,
    visit,
)

ONE = "00000000-0000-4000-8000-000000000001"
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
