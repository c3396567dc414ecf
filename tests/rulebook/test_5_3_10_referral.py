"""5.3(10) brought by an old customer: the old one's original receiver, first on the first register day."""

from __future__ import annotations

import json

from hypothesis import given

from leadledger.testing.stories import (
    allocation,
    call,
    complaint,
    decided,
    household,
    reassigned,
    referral,
    subscription,
    visit,
)
from tests.lives import Entry
from tests.rulebook.cases import Row, ending, row, table
from tests.strategies import examples, histories

OLD = visit("old", "chen", on="2026-01-05")
SUB = subscription("d", "c", "wang", on="2026-03-10")


@table(
    row(
        "5.3(10) declared before the first contact",
        OLD,
        referral("old", "c", on="2026-03-01"),
        visit("c", "li"),
        SUB,
        to="chen",
        cited="5.3.10",
    ),
    row(
        "5.3(10) declared on the first day",
        OLD,
        visit("c", "li", on="2026-03-01", at="00:00"),
        referral("old", "c", at="23:59"),
        SUB,
        to="chen",
        cited="5.3.10",
    ),
    row(
        "5.3(10) declared after midnight",
        OLD,
        visit("c", "li", on="2026-03-01", at="23:59"),
        referral("old", "c", on="2026-03-02", at="00:00"),
        SUB,
        to="li",
        cited="5.1",
    ),
    row(
        "5.3(10) declared in time, entered a day late",
        OLD,
        visit("c", "li", on="2026-03-01"),
        referral("old", "c", at="11:00", recorded="2026-03-02T09:00"),
        SUB,
        to="li",
        cited="5.1",
    ),
    row(
        "5.3(10) the old customer's claim lapsed long ago",
        visit("old", "chen", on="2025-01-05"),
        referral("old", "c", on="2026-03-01"),
        visit("c", "li"),
        SUB,
        to="chen",
        cited="5.3.10",
    ),
    row("5.3(10) nobody knows the old customer", referral("old", "c"), visit("c", "li"), SUB, to="li", cited="5.1"),
    row(
        "5.3(10) the first receiver, not the latest",
        OLD,
        call("old", "zhang"),
        referral("old", "c", on="2026-03-01"),
        visit("c", "li"),
        SUB,
        to="chen",
        cited="5.3.10",
    ),
    row(
        "5.3(10) the old customer was drawn by another",
        OLD,
        reassigned("chen", {"old": "zhang"}, on="2026-01-10"),
        referral("old", "c", on="2026-03-01"),
        visit("c", "li"),
        SUB,
        to="zhang",
        cited="5.3.10",
    ),
    row(
        "5.3(10) the old customer was allocated to another",
        OLD,
        allocation("old", "zhang", on="2026-01-10"),
        referral("old", "c", on="2026-03-01"),
        visit("c", "li"),
        SUB,
        to="zhang",
        cited="5.3.10",
    ),
    row(
        "5.3(10) the old one's complaint does not bar",
        OLD,
        complaint("k", "old", "chen"),
        decided("k", "upheld"),
        referral("old", "c", on="2026-03-01"),
        visit("c", "li"),
        SUB,
        to="chen",
        cited="5.3.10",
    ),
    row(
        "5.3(10) the new one's complaint bars",
        OLD,
        referral("old", "c", on="2026-03-01"),
        visit("c", "li"),
        complaint("k", "c", "chen"),
        decided("k", "upheld"),
        SUB,
        to="li",
        cited="5.1",
    ),
    row(
        "5.3(10) a chain of referrals",
        OLD,
        referral("old", "mid"),
        referral("mid", "c", on="2026-03-01"),
        visit("c", "li"),
        SUB,
        to="chen",
        cited="5.3.10",
    ),
    row(
        "5.3(10) referrals in a circle",
        referral("a", "c"),
        referral("c", "a"),
        referral("a", "c"),
        visit("c", "li"),
        SUB,
        to="li",
        cited="5.1",
    ),
    row(
        "5.3(10) within one household",
        OLD,
        household("old", "c"),
        visit("c", "li", on="2026-03-01"),
        referral("old", "c", at="11:00"),
        SUB,
        to="li",
        cited="5.1",
    ),
    row(
        "5.3(10) lifted twice: the earlier stands",
        OLD,
        call("friend", "zhang"),
        referral("old", "c", on="2026-03-01"),
        referral("friend", "c", at="11:00"),
        referral("old", "c", at="12:00"),
        SUB,
        to="chen",
        cited="5.3.10",
    ),
    row(
        "5.3(10) not before an allocation",
        OLD,
        allocation("c", "li", on="2026-03-01"),
        referral("old", "c", at="11:00"),
        SUB,
        to="li",
        cited="5.3.13",
    ),
)
def test_referral(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_a_new_customer_belongs_to_the_original_receiver(life: list[Entry]) -> None:
    others = [entry for entry in life if '"c"' not in json.dumps(entry)]
    answer = ending(
        others,
        {"type": "CallReceived", "customer": "n", "agent": "new"},
        {"type": "ReferralMade", "referrer": "n"},
        {"type": "CallReceived", "agent": "li"},
    )
    assert (answer.owner, answer.clause) == ("new", "5.3.10")
