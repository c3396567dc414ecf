"""5.1 first visit: the first-ranked good claim has the customer; what opens claims, and for how long."""

from __future__ import annotations

from hypothesis import given

from leadledger.testing.stories import call, follow_up, minutes, registered, subscription, visit
from tests.lives import Entry
from tests.rulebook.cases import Row, row, table
from tests.strategies import examples, histories, office_of

LATE = subscription("d", "c", "li", on="2026-03-15")
EARLY = "2026-01-15"


@table(
    row(
        "5.1 a call opens a claim",
        call("c", "zhang"),
        visit("c", "li"),
        subscription("d", "c", "li"),
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.1 a registration opens a claim",
        registered("c", "zhang"),
        visit("c", "li"),
        subscription("d", "c", "li"),
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.1 the minutes open a claim",
        minutes({"x": "li", "c": "zhang"}),
        visit("c", "li"),
        subscription("d", "c", "li"),
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.1 entered at one instant: as they stand",
        call("c", "zhang"),
        call("c", "li", at="10:00"),
        subscription("d", "c", "li"),
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.1 entered late is behind",
        call("c", "zhang", on="2026-03-01", recorded="2026-03-02T10:01"),
        call("c", "li", on="2026-03-02"),
        subscription("d", "c", "chen"),
        to="li",
        cited="5.1",
    ),
    row(
        "5.1 entered after the closing is not there",
        call("c", "zhang", recorded="2026-03-02T10:01"),
        subscription("d", "c", "li", on="2026-03-02"),
        to="li",
        cited="5.2.2",
    ),
    row(
        "5.2(1) the last good day",
        call("c", "zhang", on=EARLY),
        call("c", "wang", on="2026-03-01"),
        LATE,
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.2(1) a day too late",
        call("c", "zhang", on="2026-01-14"),
        call("c", "wang", on="2026-03-01"),
        LATE,
        to="wang",
        cited="5.1",
    ),
    row(
        "5.2(1) good from the day of entry",
        call("c", "zhang", on="2026-01-14", recorded="2026-01-15T00:00"),
        call("c", "wang", on="2026-03-01"),
        LATE,
        to="zhang",
        cited="5.1",
    ),
    row(
        "5.2(1) the day is the office's",
        call("c", "zhang", on="2026-01-14", recorded="2026-01-14T15:59:59+00:00"),
        call("c", "wang", on="2026-03-01"),
        LATE,
        to="wang",
        cited="5.1",
    ),
    row(
        "5.2(1) a second contact does not renew",
        call("c", "zhang", on="2026-01-14"),
        call("c", "zhang", on="2026-03-01"),
        LATE,
        to="li",
        cited="5.2.2",
    ),
    row(
        "5.2(1) a new claim on the day after the last",
        call("c", "zhang", on="2026-01-14"),
        call("c", "wang", on="2026-03-14"),
        call("c", "zhang", on="2026-03-15", at="09:00"),
        LATE,
        to="wang",
        cited="5.1",
    ),
    row(
        "5.2(1) a follow-up renews by another term",
        call("c", "zhang", on="2026-01-14"),
        follow_up("c", "zhang", on="2026-03-14"),
        LATE,
        to="zhang",
        cited="5.1",
        settings={"terms.renewed_by_follow_up": True},
    ),
    row(
        "5.2(1) a follow-up a day late renews nothing",
        call("c", "zhang", on="2026-01-13"),
        follow_up("c", "zhang", on="2026-03-14"),
        LATE,
        to="li",
        cited="5.2.2",
        settings={"terms.renewed_by_follow_up": True},
    ),
    row(
        "5.2(1) another validity",
        call("c", "zhang", on="2026-01-14"),
        LATE,
        to="zhang",
        cited="5.1",
        settings={"terms.validity": "3 months"},
    ),
)
def test_first_visit(case: Row) -> None:
    case.check()


@examples(30)
@given(life=histories(longest=9))
def test_the_first_ranked_good_claim_owns(life: list[Entry]) -> None:
    for answer in office_of(life).decide_all():
        if answer.because[0].clause.id == "first-visit" and answer.status == "final":
            live = [claim for claim in answer.register.claims if claim.live_on(answer.dossier.closing.day)]
            assert answer.owner == min(live, key=lambda claim: claim.rank).agent
