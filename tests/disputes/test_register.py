"""The register of disputes in an office: what the time for opening one counts from, and which rulebook it goes by."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from leadledger.disputes.register import register_of
from leadledger.dossier import History
from leadledger.ledger import Office
from leadledger.ledger import open as open_ledger
from leadledger.projections.disputes import Dispute
from leadledger.rulebook import load_rulebook, rulebook_from
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.money_stories import paid_out
from leadledger.testing.stories import Draft, contract, draft, given, household, struck, subscription, visit

AT = datetime.fromisoformat("2026-12-31T12:00+08:00")
TABLE = {"cite": "9.1", "title": {"en": "Disputes"}, "text": {"en": "In time."}}


def book(terms: dict[str, object] | None = None, **stated: object) -> Rulebook:
    seed = load_rulebook("sales-office").document
    document = {**seed, "terms": {**seed["terms"], **(terms or {})}, "disputes": {**TABLE, **stated}}
    return rulebook_from(document)


def opened(on: str, at: str = "10:00", by: str = "zhang", **about: str) -> Draft:
    named = about or {"deal": "d"}
    return draft("DisputeOpened", dispute="p", by=by, says="mine", on=on, at=at, **named)


def recorded(on: str, deal: str = "d", version: str = "1", at: str = "10:00") -> Draft:
    known = {"known_at": f"{on}T{at}:00+08:00", "head": "0:x", "library_version": version}
    return draft("DecisionRecorded", deal=deal, attribution={"owner": "li"}, **known, on=on, at=at)


def the(drafts: list[Draft], under: Rulebook, deal: str | None = None) -> Dispute:
    (one,) = register_of(Office(History(given(*drafts).events), under), AT, deal)
    return one


def due(drafts: list[Draft], under: Rulebook, what: str = "open") -> tuple[str, str] | None:
    """By when it was to be opened, and how that went."""
    return next(((str(x.on), x.state) for x in the(drafts, under).deadlines if x.what == what), None)


SOLD = [visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "li", on="2026-03-20")]
BY_CLOSING = book(open_within="10 days", open_after="closing")
BY_DECISION = book(open_within="10 days", open_after="decision")
BY_PAYMENT = book(open_within="10 days", open_after="payment")


def test_after_a_decision_it_counts_from_the_one_recorded_last_before_the_dispute() -> None:
    told = [*SOLD, recorded("2026-03-25"), recorded("2026-04-01", version="2")]
    later = recorded("2026-05-01", version="3")
    assert due([*told, opened("2026-04-11", "23:59:59"), later], BY_DECISION) == ("2026-04-11", "met")
    assert due([*told, opened("2026-04-12", "00:00"), later], BY_DECISION) == ("2026-04-11", "breached")


def test_a_decision_about_another_deal_or_struck_or_of_later_begins_nothing() -> None:
    assert due([*SOLD, recorded("2026-03-25", deal="e"), opened("2026-09-01")], BY_DECISION) is None
    assert due([*SOLD, opened("2026-09-01"), recorded("2026-09-02")], BY_DECISION) is None
    told = [*SOLD, recorded("2026-03-25"), opened("2026-09-01")]
    assert due(told, BY_DECISION) == ("2026-04-04", "breached")
    mistaken = next(fact for fact in History(given(*told).events).facts if fact.type == "DecisionRecorded")
    assert due([*told, struck(str(mistaken.id), on="2026-09-03")], BY_DECISION) is None


@pytest.mark.parametrize(
    ("agent", "period", "on", "last"),
    [
        ("zhang", "2026-03", "2026-04-15", "2026-04-25"),  # the month of the closing
        ("zhang", "2026-04", "2026-05-15", "2026-05-25"),  # the deal may be in a later one
        ("zhang", "2026-02", "2026-04-15", None),  # it cannot be in an earlier one
        ("li", "2026-03", "2026-04-15", None),  # what others were paid tells zhang nothing
        ("zhang", "2026-03", "2026-06-02", None),  # after the dispute was opened
    ],
)
def test_after_a_payment_it_counts_from_the_first_that_can_hold_the_deal(
    agent: str, period: str, on: str, last: str | None
) -> None:
    found = due([*SOLD, paid_out(agent, period, "1.00", on=on), opened("2026-06-01")], BY_PAYMENT)
    assert found == (None if last is None else (last, "breached"))


def test_of_two_payments_the_first_counts() -> None:
    paid = [
        paid_out("zhang", "2026-03", "1.00", on="2026-04-15"),
        paid_out("zhang", "2026-04", "1.00", on="2026-05-15"),
    ]
    assert due([*SOLD, *paid, opened("2026-04-25", "23:59")], BY_PAYMENT) == ("2026-04-25", "met")
    assert due([*SOLD, *paid, opened("2026-05-20")], BY_PAYMENT) == ("2026-04-25", "breached")


def test_a_dispute_about_a_customer_goes_by_the_deal_closed_last_before_it() -> None:
    told = [*SOLD, subscription("e", "c", "li", on="2026-05-01"), subscription("f", "c", "li", on="2026-07-01")]
    assert due([*told, opened("2026-05-11", customer="c")], BY_CLOSING) == ("2026-05-11", "met")
    assert due([*told, opened("2026-05-12", customer="c")], BY_CLOSING) == ("2026-05-11", "breached")
    assert due([*told, opened("2026-04-30", customer="c")], BY_CLOSING) == ("2026-03-30", "breached")


def test_what_closes_a_deal_is_what_its_book_says() -> None:
    told = [*SOLD, subscription("e", "c", "li", on="2026-05-01"), contract("d", on="2026-06-01")]
    told += [contract("e", on="2026-06-10"), opened("2026-06-05", customer="c")]
    by_contract = book({"closes_with": "contract"}, open_within="10 days", open_after="closing")
    assert due(told, BY_CLOSING) == ("2026-05-11", "breached")
    assert due(told, by_contract) == ("2026-06-11", "met")


def test_what_a_relative_bought_counts_as_the_customer_s() -> None:
    told = [*SOLD, visit("wife", "zhang"), household("c", "wife"), opened("2026-03-31", customer="wife")]
    assert due(told, BY_CLOSING) == ("2026-03-30", "breached")
    assert due([one for one in told if "customers" not in one.fields], BY_CLOSING) is None
    assert the(told, BY_CLOSING, deal="d").opened.event.customer == "wife"
    assert register_of(Office(History(given(*told).events), BY_CLOSING), AT, "e") == []


def test_of_a_customer_who_has_not_bought_the_other_deadlines_hold() -> None:
    under = book(open_within="10 days", open_after="closing", rule_within="1 month")
    told = [visit("c", "zhang"), opened("2026-03-31", customer="c")]
    assert due(told, under) is None
    assert due(told, under, "rule") == ("2026-04-30", "late")


def test_a_deal_that_nobody_closed_has_no_deadline() -> None:
    assert the([*SOLD, opened("2026-04-01", deal="e")], BY_CLOSING).deadlines == ()


def test_each_dispute_goes_by_the_book_of_its_time() -> None:
    def adopted(within: str, on: str) -> Draft:
        stated: dict[str, Any] = json.loads(json.dumps(dict(book(open_within=within, open_after="closing").document)))
        return draft(
            "RulebookAdopted",
            document=stated,
            effective_from=on,
            published_at=f"{on}T00:00:00+08:00",
            on=on,
            at="08:00",
        )

    told = [adopted("10 days", "2026-01-01"), *SOLD, adopted("20 days", "2026-04-01")]
    told += [visit("k", "li"), subscription("e", "k", "li", on="2026-04-10"), opened("2026-04-15")]
    told.append(draft("DisputeOpened", dispute="q", deal="e", by="zhang", says="mine", on="2026-04-15"))
    with open_ledger(":memory:") as ledger:
        ledger.import_events(given(*told).events)
        for office in (ledger.office(), Office(History(given(*told).events))):
            found = register_of(office, AT)
            assert [str(one.deadlines[0].on) for one in found] == ["2026-03-30", "2026-04-30"]
            assert [one.out_of_time for one in found] == [True, False]


def test_a_closing_that_was_put_right_moves_the_deadline() -> None:
    told = [*SOLD, opened("2026-04-05")]
    assert the(told, BY_CLOSING).out_of_time
    wrong = next(fact for fact in History(given(*told).events).facts if fact.type == "SubscriptionSigned")
    again = subscription("d", "c", "li", on="2026-03-28", at="15:00")
    right = [*told[:2], subscription("d", "c", "li", on="2026-03-20"), again, opened("2026-04-05")]
    assert due([*right, struck(str(wrong.id), on="2026-04-06")], BY_CLOSING) == ("2026-04-07", "met")
