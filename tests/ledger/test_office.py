"""An office: its deals in closing order, refusals apart, adopted rulebooks, and who would own a customer."""

from __future__ import annotations

import copy
from datetime import datetime
from typing import Any

import pytest

from leadledger import ledger
from leadledger.dossier import History
from leadledger.errors import CustomerUnknown, RulebookGap
from leadledger.ledger import Office, Refused
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.library import rulebooks
from leadledger.testing.stories import (
    Draft,
    Story,
    call,
    complaint,
    draft,
    given,
    ruling,
    subscription,
    visit,
    withdrawal,
)


def office(*drafts: Draft) -> Office:
    return Office(History(given(*drafts).events))


def book(**terms: Any) -> dict[str, Any]:
    document = copy.deepcopy(dict(rulebooks["sales-office"].document))
    stated: Any = document["terms"]
    stated.update(terms)
    return document


def adopted(document: dict[str, Any], effective_from: str, **more: Any) -> Draft:
    published = "2025-12-01T10:00:00+08:00"
    return draft("RulebookAdopted", document=document, effective_from=effective_from, published_at=published, **more)


def test_deals_come_in_closing_order() -> None:
    late = subscription("late", "c", "li", on="2026-03-09")
    early = subscription("early", "c", "li", on="2026-03-02", recorded="2026-03-10T10:00")
    assert office(late, early).closed_deals() == ["early", "late"]


def test_a_refused_deal_does_not_stop_the_others() -> None:
    found = list(
        office(subscription("d", "c", "li"), subscription("d", "c", "li"), subscription("e", "x", "li")).decide_all()
    )
    assert [type(one) for one in found] == [Refused, Attribution]
    assert isinstance(found[0], Refused)
    assert found[0].deal == "d"
    assert "closed twice" in str(found[0].error)


def test_a_withdrawn_deal_keeps_its_attribution() -> None:
    story = given(visit("c", "zhang"), subscription("d", "c", "li"), withdrawal("d"))
    answer = story.decide("d")
    assert answer.owner == "zhang"
    assert answer.withdrawn_at == story.events[-1].occurred_at


def test_without_an_adopted_book_the_sales_offices_is_assumed() -> None:
    assert office(subscription("d", "c", "li")).assumed
    assert not office(adopted(book(), "2026-01-01"), subscription("d", "c", "li")).assumed


SHORT = book(validity="1 month")
DEAL = (call("c", "zhang", on="2026-02-01"), subscription("d", "c", "li", on="2026-03-15"))


@pytest.mark.parametrize(
    ("drafts", "owner"),
    [
        pytest.param([adopted(SHORT, "2026-01-01", on="2025-12-31"), *DEAL], "li", id="in force"),
        pytest.param([adopted(SHORT, "2026-03-15", on="2025-12-31"), *DEAL], "li", id="in force from the closing day"),
        pytest.param(
            [adopted(book(), "2026-01-01", on="2025-12-31"), adopted(SHORT, "2026-03-16"), *DEAL],
            "zhang",
            id="a day too late",
        ),
        pytest.param([*DEAL, adopted(SHORT, "2026-01-01")], "li", id="adopted afterwards for then"),
        pytest.param(
            [adopted(SHORT, "2026-01-01", on="2025-12-31"), adopted(book(), "2026-01-01"), *DEAL],
            "zhang",
            id="of two from one day the later entry",
        ),
    ],
)
def test_the_adopted_book_of_the_closing_day_governs(drafts: list[Draft], owner: str) -> None:
    assert office(*drafts).decide("d").owner == owner


def test_before_the_first_adopted_book_nothing_governs() -> None:
    with pytest.raises(
        RulebookGap, match="no adopted rulebook was in force on 2026-03-15, the closing day of deal 'd'"
    ):
        office(adopted(SHORT, "2026-03-16", on="2025-12-31"), *DEAL).decide("d")


def test_a_book_given_beats_the_adopted() -> None:
    events = given(adopted(SHORT, "2026-01-01", on="2025-12-31"), *DEAL).events
    assert ledger.decide(events, "d", rulebook=rulebooks["sales-office"]).owner == "zhang"


def owner(story: Story, at: str, customer: str = "c") -> Attribution:
    return ledger.owner(story.events, customer, datetime.fromisoformat(at))


def test_who_would_own_is_by_what_was_known_then() -> None:
    story = given(call("c", "zhang", on="2026-01-15"), call("c", "li", on="2026-02-20"))
    assert owner(story, "2026-03-15T23:59:59+08:00").owner == "zhang"
    assert owner(story, "2026-03-16T00:00:00+08:00").owner == "li"
    assert owner(story, "2026-02-20T09:59:59+08:00").owner == "zhang"


def test_where_only_closing_would_decide_nobody_owns() -> None:
    answer = owner(given(call("c", "zhang", on="2026-01-15")), "2026-06-01T10:00:00+08:00")
    assert (answer.owner, answer.clause, answer.deal) == (None, "5.2.2", None)
    assert dict(answer.credit) == {"@unassigned": 1}


def test_who_would_own_counts_what_is_ruled_and_what_is_open() -> None:
    ruled = given(call("c", "zhang"), ruling("r", {"li": "1"}, {"li": "1"}, customer="c"))
    assert owner(ruled, "2026-03-10T10:00:00+08:00").owner == "li"
    waiting = given(call("c", "zhang"), complaint("k", "c", "zhang"))
    assert owner(waiting, "2026-03-10T10:00:00+08:00").status == "provisional"


def test_an_unknown_customer_is_refused() -> None:
    with pytest.raises(CustomerUnknown, match="no entry speaks of customer 'x'"):
        owner(given(call("c", "zhang")), "2026-03-10T10:00:00+08:00", "x")
