"""Value histories: a parameter has the value of the day that governs, and every value is checked on loading."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from leadledger import ledger
from leadledger.errors import RulebookGap, RulebookInvalid
from leadledger.rulebook import Rulebook, parse_rulebook, rulebook_from
from leadledger.rulebook.histories import as_on, histories, with_plain_days
from leadledger.testing.stories import given, subscription, visit
from tests.rulebook.adoptions import FIRST, LAST, adopted, decided, document, value
from tests.small_books import HEAD

MONTHS = value(("2024-01-01", "1 month"), ("2026-03-15", "2 months"))
ENDED = value(("2024-01-01", "1 month", "2025-12-31"), ("2026-03-15", "2 months", "2026-06-30"))


def hold_of(book: Rulebook) -> str:
    hold: Any = book.clause("visit").params["hold"]
    return str(hold.length)


@pytest.mark.parametrize(
    ("hold", "day", "length"),
    [
        (MONTHS, "2024-01-01", "1 month"),
        (MONTHS, "2026-03-14", "1 month"),
        (MONTHS, "2026-03-15", "2 months"),
        (MONTHS, "9999-12-31", "2 months"),
        (ENDED, "2025-12-31", "1 month"),
        (ENDED, "2026-03-15", "2 months"),
        (ENDED, "2026-06-30", "2 months"),
    ],
)
def test_the_value_of_a_day(hold: object, day: str, length: str) -> None:
    book = rulebook_from(document(hold=hold))
    assert hold_of(book.on(date.fromisoformat(day))) == length
    assert book.on(date.fromisoformat(day)).digest == book.digest


@pytest.mark.parametrize(
    ("hold", "day"),
    [
        (MONTHS, "2023-12-31"),
        (ENDED, "2026-01-01"),
        (ENDED, "2026-03-14"),
        (ENDED, "2026-07-01"),
        (ENDED, "0001-01-01"),
    ],
)
def test_a_day_without_a_value_is_a_gap(hold: object, day: str) -> None:
    book = rulebook_from(document(hold=hold))
    with pytest.raises(RulebookGap) as caught:
        book.on(date.fromisoformat(day))
    assert str(caught.value) == f"rulebook 'small' version '1' gives visit.hold.length no value on {day}"


def test_all_that_has_no_value_on_a_day_is_named() -> None:
    terms = {**document()["terms"], "wish_validity": MONTHS}
    book = rulebook_from(document(hold=MONTHS, terms=terms))
    with pytest.raises(RulebookGap, match=r"gives terms\.wish_validity and visit\.hold\.length no value on 2023-12-31"):
        book.on(date(2023, 12, 31))


def test_the_book_of_one_span_is_made_once() -> None:
    book = rulebook_from(document(hold=MONTHS))
    assert book.on(date(2024, 1, 1)) is book.on(date(2026, 3, 14))
    assert rulebook_from(document()).on(date(2026, 1, 1)).spans == ()


def test_a_closing_day_in_a_gap_is_refused() -> None:
    with pytest.raises(RulebookGap, match="gives visit.hold.length no value on 2026-07-01"):
        decided(adopted(hold=ENDED), visit("c", "zhang", on="2026-06-30"), subscription("d", "c", "li"))
    last = decided(adopted(hold=ENDED), visit("c", "zhang", on="2026-06-29"), subscription("d", "c", "li"))
    assert last.owner == "zhang"


def test_the_value_of_the_closing_day_decides() -> None:
    visited = visit("c", "zhang", on="2026-02-14")
    for day, owner in (("2026-03-14", "zhang"), ("2026-03-15", "zhang"), ("2026-04-15", "li")):
        assert decided(adopted(hold=MONTHS), visited, subscription("d", "c", "li", on=day)).owner == owner
    shortened = value(("2024-01-01", "2 months"), ("2026-03-15", "1 month"))
    for day, owner in (("2026-03-14", "zhang"), ("2026-03-15", "li")):
        assert decided(adopted(hold=shortened), visited, subscription("d", "c", "li", on=day)).owner == owner


def test_a_term_and_whether_a_clause_is_active_may_have_a_history() -> None:
    text = HEAD.replace('hold = { length = "2 months" }', 'hold = { length = { term = "held" } }')
    active = "active = { history = [ { since = 2024-01-01, is = true }, { since = 2025-01-01, is = false } ] }"
    values = "{ since = 2024-01-01, is = '7 days' }, { since = 2025-01-01, is = { term = 'wish_validity' } }"
    held = f"held = {{ history = [ {values} ] }}"
    book = parse_rulebook(text.replace("[terms]", f"[terms]\n{held}") + FIRST + active + LAST)
    before, after = book.on(date(2024, 12, 31)), book.on(date(2025, 1, 1))
    assert [hold_of(one) for one in (before, after, book)] == ["7 days", "2 months", "2 months"]
    assert [[clause.id for clause in one.award] for one in (before, after)] == [["first", "closer"], ["closer"]]
    assert rulebook_from(book.document).digest == book.digest


def test_what_any_value_reads_is_read() -> None:
    when = {"type": "VisitReceived"}
    book = document()
    book["register"][0]["when"] = value(("2024-01-01", {"type": "CallReceived"}), ("2025-01-01", when))
    book["terms"]["register_entries"] = ["CustomerRegistered"]
    book["terms"]["counts_after_closing"] = value(("2024-01-01", ["ComplaintFiled"]), ("2025-01-01", []))
    book["award"][0]["unless"] = value(("2024-01-01", [{"type": "AgentArrived"}]), ("2025-01-01", []))
    scope = rulebook_from(book).scope
    assert {"CallReceived", "VisitReceived", "ComplaintFiled", "AgentArrived"} <= scope.types
    assert scope.register == {"CallReceived", "VisitReceived", "CustomerRegistered"}
    assert scope.of_agents == {"AgentArrived"}
    assert scope.also_whenever == {"ComplaintFiled"}


def test_a_setting_replaces_a_history() -> None:
    document_ = document()
    document_["terms"]["wish_validity"] = value(("2026-01-01", "1 month"))
    book = rulebook_from(document_, settings={"terms.wish_validity": "3 months"})
    assert book.spans == ()
    assert str(book.terms.wish_validity) == "3 months"
    only_hold = document_ | {}
    only_hold["register"][0]["hold"]["length"] = MONTHS
    changed = rulebook_from(only_hold, settings={"terms.wish_validity": "3 months"})
    assert changed.on(date(2026, 1, 1)).settings == changed.settings != {}


def test_the_histories_of_a_document_are_listed_terms_first() -> None:
    stated = document(hold=MONTHS)
    stated["terms"]["wish_validity"] = ENDED
    found = histories(dict(reversed(stated.items())) | {"register": stated["register"]})
    assert {one.path: [(str(v.since), str(v.until), v.value) for v in one.values] for one in found} == {
        "terms.wish_validity": [("2024-01-01", "2025-12-31", "1 month"), ("2026-03-15", "2026-06-30", "2 months")],
        "visit.hold.length": [("2024-01-01", "2026-03-14", "1 month"), ("2026-03-15", "None", "2 months")],
    }


@pytest.mark.parametrize(
    ("hold", "sentence"),
    [
        (
            value(("2024-01-01", "1 month"), ("2024-01-01", "2 months")),
            "visit.hold.length: its history is out of order: since 2024-01-01 after 2024-01-01",
        ),
        (
            value(("2024-01-02", "1 month"), ("2024-01-01", "2 months")),
            "visit.hold.length: its history is out of order: since 2024-01-01 after 2024-01-02",
        ),
        (
            value(("2024-01-01", "1 month", "2025-01-01"), ("2025-01-01", "2 months")),
            "visit.hold.length: its history says two things of 2025-01-01: "
            "one value stands until 2025-01-01, the next since 2025-01-01",
        ),
        (
            value(("2024-01-01", "1 month", "2023-12-31")),
            "visit.hold.length, entry 1 of its history: it ends on 2023-12-31, before it begins on 2024-01-01",
        ),
        (
            {"history": []},
            "visit.hold.length: expected a history such as [ { since = 2026-07-01, is = … } ]",
        ),
        (
            {"history": [{"since": "2024-01-01", "value": 3}]},
            "visit.hold.length, entry 1 of its history: expected since, is and perhaps until, got since, value",
        ),
        (
            {"history": "2024-01-01"},
            "visit.hold.length: expected a history such as [ { since = 2026-07-01, is = … } ]",
        ),
        (
            {"history": [{"since": "2024-01-01", "is": "1 month", "to": "2025-01-01"}]},
            "visit.hold.length, entry 1 of its history: expected since, is and perhaps until, got since, is, to",
        ),
        (
            {"history": [{}]},
            "visit.hold.length, entry 1 of its history: expected since, is and perhaps until, got nothing",
        ),
        (
            value(("2024-01-01", "1 month"), ("2025-01-01", "2 months", "soon")),
            "visit.hold.length, entry 2 of its history, until: expected a day such as 2026-07-01, got 'soon'",
        ),
        (
            value(("20240101", "1 month")),
            "visit.hold.length, entry 1 of its history, since: expected a day such as 2026-07-01, got '20240101'",
        ),
        (
            value(("", "1 month")),
            "visit.hold.length, entry 1 of its history, since: expected a day such as 2026-07-01, got ''",
        ),
        (
            value(("2024-01-01", {"a": [MONTHS]})),
            "visit.hold.length, entry 1 of its history: a value of a history has no history of its own",
        ),
        (
            {"history": ["2024-01-01"]},
            "visit.hold.length, entry 1 of its history: expected since, is and perhaps until, got '2024-01-01'",
        ),
        (
            value(("2024", "1 month")),
            "visit.hold.length, entry 1 of its history, since: expected a day such as 2026-07-01, got '2024'",
        ),
        (
            value(("2024-01-01", MONTHS)),
            "visit.hold.length, entry 1 of its history: a value of a history has no history of its own",
        ),
    ],
)
def test_a_history_that_is_not_one_is_refused(hold: object, sentence: str) -> None:
    with pytest.raises(RulebookInvalid) as caught:
        rulebook_from(document(hold=hold), source="small")
    assert str(caught.value) == f"small: {sentence}"


def test_a_value_may_stand_for_a_single_day() -> None:
    book = rulebook_from(document(hold=value(("2024-01-01", "1 month", "2024-01-01"), ("2024-01-02", "2 months"))))
    assert [hold_of(book.on(date(2024, 1, day))) for day in (1, 2)] == ["1 month", "2 months"]


def test_a_value_may_stand_until_the_last_day_there_is() -> None:
    book = rulebook_from(document(hold=value(("2024-01-01", "1 month", "9999-12-31"))))
    assert hold_of(book.on(date.max)) == "1 month"


def test_a_history_is_found_by_its_place_in_a_list_and_in_a_clause_without_an_id() -> None:
    stated: dict[str, Any] = {
        "terms": {"rates": ["1/5", {"deep": [1, MONTHS]}]},
        "award": [{"id": "first", "title": MONTHS, "codes": {"u": MONTHS}}, {"rank": MONTHS}, "no table"],
        "sharing": MONTHS,
        "disputes": {"open_within": MONTHS},
        "article": [{"id": "aim", "terms": MONTHS}],
    }
    found = histories(stated)
    assert [one.path for one in found] == ["terms.rates.2.deep.2", "first.codes.u", "number 2.rank"]
    assert as_on(stated, {one.path: place for place, one in enumerate(found)}) == {
        "terms": {"rates": ["1/5", {"deep": [1, 0]}]},
        "award": [{"id": "first", "title": MONTHS, "codes": {"u": 1}}, {"rank": 2}, "no table"],
        "sharing": MONTHS,
        "disputes": {"open_within": MONTHS},
        "article": [{"id": "aim", "terms": MONTHS}],
    }


def test_two_histories_of_one_name_are_refused() -> None:
    stated = document(hold=MONTHS)
    stated["award"][0] = {**stated["register"][0], "use": "closer"}
    with pytest.raises(RulebookInvalid, match=r"^small: two histories are those of visit\.hold\.length$"):
        rulebook_from(stated, source="small")
    with pytest.raises(RulebookInvalid, match=r"^rulebook: two histories are those of visit\.hold\.length$"):
        histories(stated)


def test_of_a_day_without_a_value_the_last_before_it_is_the_nearest_or_else_the_first() -> None:
    [found] = histories({"terms": {"long": ENDED}})
    days = ("2023-12-31", "2024-01-01", "2026-01-01", "2026-03-15", "2027-01-01")
    assert [found.near(date.fromisoformat(day)).value for day in days] == ["1 month"] * 3 + ["2 months"] * 2
    assert [bool(found.on(date.fromisoformat(day))) for day in days] == [False, True, False, True, False]


def test_the_days_and_times_of_toml_are_kept_as_text() -> None:
    day, opens, instant = date(2026, 7, 1), time(8, 30), datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
    stated = {
        "ends_on": day,
        "award": [{"codes": {"history": [{"since": day, "until": day, "is": [day, opens]}]}}],
        "x": [instant, 3],
    }
    assert with_plain_days(stated) == {
        "ends_on": "2026-07-01",
        "award": [
            {"codes": {"history": [{"since": "2026-07-01", "until": "2026-07-01", "is": ["2026-07-01", "08:30:00"]}]}}
        ],
        "x": ["2026-07-01T08:30:00+00:00", 3],
    }
    assert with_plain_days({}) == {}


@pytest.mark.parametrize(
    ("days", "on"),
    [
        ([("2024-01-01", 7), ("2025-01-01", "2 months")], "2024-01-01"),
        ([("2024-01-01", "2 months"), ("2025-01-01", 7)], "2025-01-01"),
        ([("2024-01-01", "2 months"), ("2025-01-01", 7, "2025-01-01"), ("2026-01-01", "1 month")], "2025-01-01"),
    ],
)
def test_each_value_is_checked_on_loading(days: list[tuple[str, object]], on: str) -> None:
    with pytest.raises(RulebookInvalid) as caught:
        rulebook_from(document(hold=value(*days)), source="small")
    assert str(caught.value).startswith(f"small on {on}: register clause 'visit', hold.length: expected a length")
    assert str(caught.value).endswith("got 7")


def test_a_value_is_checked_also_where_another_parameter_has_none() -> None:
    stated = document(hold=value(("2026-01-01", "1 month")))
    stated["terms"]["wish_validity"] = value(("2024-01-01", 7), ("2025-06-01", "1 month"))
    with pytest.raises(RulebookInvalid, match="on 2024-01-01: terms.wish_validity: expected a length"):
        rulebook_from(stated)


def test_histories_without_a_day_in_common_are_refused() -> None:
    stated = document(hold=value(("2026-01-01", "1 month")))
    stated["terms"]["wish_validity"] = value(("2024-01-01", "7 days", "2025-12-31"))
    with pytest.raises(RulebookInvalid) as caught:
        rulebook_from(stated, source="small")
    assert str(caught.value) == (
        "small: there is no day on which all of these have a value: terms.wish_validity, visit.hold.length"
    )


@pytest.mark.parametrize("term", ["timezone", "closes_with", "register_entries"])
def test_what_says_which_day_counts_has_no_history(term: str) -> None:
    stated = document()
    stated["terms"][term] = value(("2024-01-01", stated["terms"][term]))
    said = f"^small: terms.{term} has a history, and it says itself which day counts: adopt another rulebook$"
    with pytest.raises(RulebookInvalid, match=said):
        rulebook_from(stated, source="small")


def test_nor_has_a_term_by_way_of_another() -> None:
    stated = document()
    stated["terms"]["way"] = value(("2024-01-01", "contract"), ("2025-01-01", "subscription"))
    stated["terms"]["closes_with"] = {"term": "way"}
    said = "^small: a term with a history says which day counts, by way of another term$"
    with pytest.raises(RulebookInvalid, match=said):
        rulebook_from(stated, source="small")
    stated["terms"]["way"] = value(("2024-01-01", "subscription"), ("2025-01-01", "subscription"))
    assert rulebook_from(stated).terms.closes_with == "subscription"


def test_a_document_that_changes_on_hundreds_of_days_is_refused() -> None:
    days = [(str(date.fromordinal(738_000 + number)), "1 month") for number in range(201)]
    said = "^small has parameters that change on more than 200 days, which none needs$"
    with pytest.raises(RulebookInvalid, match=said):
        rulebook_from(document(hold=value(*days)), source="small")
    assert len(rulebook_from(document(hold=value(*days[:200]))).spans) == 201


def test_a_book_given_resolves_its_values_by_the_day() -> None:
    events = given(visit("c", "zhang", on="2026-02-14"), subscription("d", "c", "li", on="2026-03-15")).events
    shortened = value(("2024-01-01", "2 months"), ("2026-03-15", "1 month"))
    assert ledger.decide(events, "d", rulebook=rulebook_from(document(hold=shortened))).owner == "li"
    with pytest.raises(RulebookGap):
        ledger.decide(events, "d", rulebook=rulebook_from(document(hold=value(("2026-03-16", "1 month")))))
