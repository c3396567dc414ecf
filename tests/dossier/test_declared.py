"""Entries of declared types in a dossier: whom they are about, what belongs to them, and deals that they close."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from leadledger.dossier import Dossier, History, closed_deals, closing_of, gather
from leadledger.dossier.concerns import closer_of, customers_of, deal_of, references_of
from leadledger.dossier.contradictions import closed_twice
from leadledger.errors import DealNotClosed, EventInvalid, HistoryContradiction
from leadledger.events import EVENT_TYPES, Event, SubscriptionSigned, event_from_dict
from leadledger.rulebook.rulebook import Rulebook
from tests.declared_book import AT, DAY, EVENTS, book, entry

BOOK = book()
REFERRALS = frozenset({"ReferralMade"})
ID = "00000000-0000-4000-8000-00000000000{}"


def events(*entries: dict[str, Any], rulebook: Rulebook = BOOK) -> list[Event]:
    return [event_from_dict(one, {**EVENT_TYPES, **rulebook.events}) for one in entries]


def dossier(
    *entries: dict[str, Any], deal: str = "d", rulebook: Rulebook = BOOK, also: frozenset[str] = frozenset()
) -> Dossier:
    """The dossier of a deal, for a book that reads entries of some types *also*."""
    history = History(events(*entries, rulebook=rulebook))
    closing = closing_of(history, deal, rulebook.terms.closes_with, rulebook.terms.timezone)
    scope = rulebook.scope
    return gather(history, closing, replace(scope, types=scope.types | also, register=scope.register | also))


def kinds(facts: Any) -> list[str]:
    return [fact.type for fact in facts]


def order(day: float, customer: str = "c", deal: str = "d", **more: Any) -> dict[str, Any]:
    return entry("app.OrderPlaced", day, deal=deal, customer=customer, **more)


def touch(day: float, agent: str = "li", customer: str = "c", **more: Any) -> dict[str, Any]:
    return entry("app.TouchRecorded", day, customer=customer, agent=agent, kind="click", **more)


def registered(day: float, registration: str = "g", customer: str = "c", **more: Any) -> dict[str, Any]:
    fields = {"registration": registration, "customer": customer, "agent": "li"}
    return entry("app.DealRegistered", day, **fields, **more)


def answered(day: float, registration: str = "g", **more: Any) -> dict[str, Any]:
    return entry("app.RegistrationAnswered", day, registration=registration, accepted=True, **more)


def test_whom_a_declared_entry_is_about_follows_from_the_kinds_of_its_fields() -> None:
    shown: list[tuple[Any, list[str], str | None, str | None]] = [
        (order(1, **{"with": ["e", "c", "f"]}), ["c", "e", "f"], "d", None),
        (touch(1), ["c"], None, "li"),
        (answered(1), [], None, None),
        (entry("app.DealStaged", 1, deal="d", stage=3), [], "d", None),
        (entry("app.NoticeGiven", 1, customer="c", to="li", by="wang", reached=True), ["c"], None, "by"),
    ]
    for told, customers, deal, closer in shown:
        (event,) = events(told)
        assert list(customers_of(event)) == customers
        assert deal_of(event) == deal
        if closer != "by":
            assert closer_of(event) == closer
    assert list(references_of(events(registered(1))[0])) == [("registration", "g")]


def test_a_declared_entry_closes_a_deal_and_can_be_read_by_clauses() -> None:
    told = dossier(touch(0), order(1, price={"amount": "49.00", "currency": "USD"}, code="p4only"))
    assert told.closing.event is not None
    assert (told.closing.event.type, told.closing.event.code) == ("app.OrderPlaced", "p4only")  # type: ignore[attr-defined]
    assert (told.closing.customer, told.closing.joint, told.closing.closer) == ("c", (), None)
    assert kinds(told.own.facts) == ["app.TouchRecorded"]
    assert kinds(told.facts) == ["app.TouchRecorded", "app.OrderPlaced"]
    assert told.set_aside == ()


def test_customers_beside_the_buyer_buy_jointly() -> None:
    told = dossier(touch(0, customer="e"), order(1, **{"with": ["e", "f"]}))
    assert told.closing.customers == ("c", "e", "f")
    assert kinds(told.own.facts) == ["app.TouchRecorded"]


def test_the_agent_of_a_declared_closing_is_the_closer() -> None:
    fields = {**EVENTS["app.OrderPlaced"]["fields"], "agent": "agent?"}
    told = dossier(order(1, agent="wang"), rulebook=book(OrderPlaced={"fields": fields}))
    assert told.closing.closer == "wang"


def test_beside_a_declared_closing_a_subscription_closes_as_ever() -> None:
    signed = entry("SubscriptionSigned", 1, deal="d", customer="c", unit="u", agent="li")
    told = dossier(signed)
    assert isinstance(told.closing.event, SubscriptionSigned)
    assert told.closing.closer == "li"
    history = History(events(order(2, deal="e"), signed))
    assert closed_deals(history, BOOK.terms.closes_with) == ["d", "e"]
    assert closed_deals(history, "subscription") == ["d"]


def test_a_pattern_that_closes_is_also_about_fields() -> None:
    pattern = {"type": "app.DealStaged", "stage": 7}
    document = {**BOOK.document, "terms": {**BOOK.document["terms"], "closes_with": pattern}}  # type: ignore[dict-item]
    from leadledger.rulebook.document import rulebook_from

    staged = rulebook_from(document)
    rows = [entry("app.DealStaged", day, deal="d", stage=stage) for day, stage in ((1, 5), (2, 7))]
    signed = entry("SubscriptionSigned", 0, deal="d", customer="c", unit="u", agent="li")
    told = dossier(signed, *rows, rulebook=staged)
    assert told.closing.event is not None
    assert told.closing.event.stage == 7  # type: ignore[attr-defined]
    assert (told.closing.customer, told.closing.closer) == ("c", "li")
    with pytest.raises(DealNotClosed, match=r"it closes with app\.DealStaged"):
        dossier(signed, rows[0], rulebook=staged)
    with pytest.raises(HistoryContradiction, match="is closed without a customer"):
        dossier(*rows, rulebook=staged)


def test_a_deal_closed_twice_is_refused_with_both_places_until_one_is_struck() -> None:
    twice = [order(1, id=ID.format(1)), order(2, id=ID.format(2))]
    with pytest.raises(HistoryContradiction, match=r"^deal 'd' is closed twice: entry 1 \(.*\) and entry 2") as refused:
        dossier(*twice)
    assert refused.value.places == tuple(f"entry {number} (app.OrderPlaced {ID.format(number)})" for number in (1, 2))
    (found,) = closed_twice(History(events(*twice)).facts)
    assert (found.deals, found.customers) == (frozenset({"d"}), frozenset[str]())
    struck = entry("EntryStruck", 3, entry=ID.format(1), reason="a mistake", by="boss")
    assert dossier(*twice, struck).closing.day.isoformat() == "2026-03-03"


def test_a_deal_that_entries_of_two_types_close_is_closed_by_the_first() -> None:
    told = dossier(order(1), entry("SubscriptionSigned", 2, deal="d", customer="c", unit="u", agent="li"))
    assert told.closing.event is not None
    assert told.closing.event.type == "app.OrderPlaced"


def test_what_shares_a_reference_with_an_entry_about_the_party_belongs_to_its_timeline() -> None:
    told = dossier(registered(0), answered(1), answered(1, "other"), order(2))
    assert kinds(told.own.facts) == ["app.DealRegistered", "app.RegistrationAnswered"]
    assert [fact.event.registration for fact in told.own.facts] == ["g", "g"]  # type: ignore[attr-defined]


def test_what_shares_a_reference_with_the_closing_belongs_to_the_timeline_too() -> None:
    boats = book(
        BoatListed={"fields": {"boat": "reference", "agent": "agent"}},
        OrderPlaced={"fields": {"deal": "deal", "customer": "customer", "boat": "reference"}},
    )
    listed = entry("app.BoatListed", 1, boat="b1", agent="li")
    told = dossier(
        listed, {**listed, "boat": "b2"}, entry("app.OrderPlaced", 2, deal="d", customer="c", boat="b1"), rulebook=boats
    )
    assert [fact.event.boat for fact in told.own.facts] == ["b1"]  # type: ignore[attr-defined]


def test_what_shares_a_reference_with_the_closing_does_not_belong_to_a_referrer() -> None:
    boats = book(
        BoatListed={"fields": {"boat": "reference", "agent": "agent"}},
        OrderPlaced={"fields": {"deal": "deal", "customer": "customer", "boat": "reference"}},
    )
    told = dossier(
        entry("app.BoatListed", 1, boat="b1", agent="li"),
        entry("ReferralMade", 2, referrer="old", customer="c"),
        entry("app.OrderPlaced", 3, deal="d", customer="c", boat="b1"),
        rulebook=boats,
        also=REFERRALS | {"app.BoatListed"},
    )
    assert [kinds(one.facts) for one in (told.own, *told.referrers)] == [["app.BoatListed", "ReferralMade"], []]


@pytest.mark.parametrize(("also", "counted"), [(REFERRALS, [0]), (REFERRALS | {"app.RegistrationAnswered"}, [0, 1])])
def test_what_belongs_to_a_referrers_entry_counts_up_to_the_referral_where_registers_read_it(
    also: frozenset[str], counted: list[int]
) -> None:
    told = dossier(
        registered(0, "g1", "old"),
        answered(1, "g1"),
        entry("ReferralMade", 2, referrer="old", customer="c"),
        answered(3, "g1", id=ID.format(3)),
        order(4),
        also=also,
    )
    (referrer,) = told.referrers
    assert [fact.order for fact in referrer.facts] == counted


def test_what_nobody_answered_stands_alone() -> None:
    assert kinds(dossier(registered(0), answered(1, "other"), order(2)).own.facts) == ["app.DealRegistered"]


def test_references_of_relatives_count_and_those_of_strangers_do_not() -> None:
    linked = entry("CustomersLinked", 0, customers=["c", "kin"], relation="household")
    rows = [linked, registered(1, "g1", "kin"), answered(2, "g1"), registered(1, "g2", "x"), answered(2, "g2")]
    told = dossier(*rows, order(3))
    assert [fact.event.registration for fact in told.own.facts] == ["g1", "g1"]  # type: ignore[attr-defined]


def test_an_answer_that_came_after_the_closing_is_set_aside_and_one_to_a_struck_registration_is_left_out() -> None:
    told = dossier(registered(0), order(1), answered(2))
    assert kinds(told.own.facts) == ["app.DealRegistered"]
    assert [(one.entry.type, one.why) for one in told.set_aside] == [("app.RegistrationAnswered", "entered-later")]
    struck = entry("EntryStruck", 3, entry=ID.format(1), reason="a mistake", by="boss")
    told = dossier(registered(0, id=ID.format(1)), answered(0.5), order(1), struck)
    assert told.own.facts == ()


def test_what_names_only_the_deal_is_among_its_matters() -> None:
    told = dossier(
        entry("app.DealStaged", 0, deal="d", stage=3), entry("app.DealStaged", 0, deal="e", stage=4), order(1)
    )
    assert [fact.event.stage for fact in told.matters] == [3]  # type: ignore[attr-defined]
    assert told.own.facts == ()


def test_types_that_count_after_the_closing_count_whenever_they_become_known() -> None:
    rows = [order(1), entry("app.RefundRequested", 9, deal="d"), entry("app.DealStaged", 9, deal="d", stage=9)]
    assert kinds(dossier(*rows).matters) == ["app.RefundRequested"]
    assert BOOK.scope.also_whenever == {"app.RefundRequested"}


def test_entries_of_a_narrower_declaration_are_read_by_the_rulebook_in_question() -> None:
    wider = book(OrderPlaced={"fields": {**EVENTS["app.OrderPlaced"]["fields"], "channel": "word?"}})
    told = events(touch(0), order(1), entry("VisitReceived", 2, customer="c", agent="li"), touch(0))
    history = History(told, places=["one", "two", "three", "four"], known_at=AT + 2 * DAY)
    again = history.under(wider.events)
    assert history.under(BOOK.events) is history
    assert [type(fact.event) for fact in again.facts[:2]] == [wider.event(fact.type) for fact in history.facts[:2]]
    assert again.known_at == history.known_at
    assert [(str(fact), place) for fact, place in again.repeats] == [(str(history.facts[0]), "four")]
    assert [str(fact) for fact in again.facts] == [str(fact) for fact in history.facts]
    assert [fact.digest for fact in again.facts] == [fact.digest for fact in history.facts]


def test_an_entry_that_is_none_as_the_rulebook_in_question_declares_it_is_refused_with_its_place() -> None:
    stricter = book(OrderPlaced={"fields": {**EVENTS["app.OrderPlaced"]["fields"], "channel": "word"}})
    history = History(events(touch(0), order(1)), places=["one", "two"])
    with pytest.raises(EventInvalid, match=r"^two: app\.OrderPlaced: the field 'channel' is missing") as refused:
        history.under(stricter.events)
    assert refused.value.field == "channel"
    assert refused.value.expected is not None
    assert refused.value.expected in str(refused.value)


def test_a_closing_that_is_later_the_same_day_leaves_earlier_orders_of_the_buyer_in_the_timeline() -> None:
    told = dossier(order(0, deal="first"), order(1))
    assert [fact.event.deal for fact in told.own.facts] == ["first"]  # type: ignore[attr-defined]
    assert told.closing.closed_at > AT
