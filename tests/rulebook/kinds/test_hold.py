"""Holds: renewals, caps, pauses, and claims that are tested on the day each rival came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadledger.errors import RulebookInvalid
from leadledger.rulebook.claim import Claim
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.stories import Draft, call, discount, follow_up, found, registered, visit
from tests.rulebook.kinds.tales import FIRST_DAY, VISIT, case_of, day_of, kind_book, tales
from tests.strategies import examples

RENEWED = 'renewed_by = [{ type = "FollowUpLogged", agent = "holder" }]'
PERHAPS = 'doubtful = [{ type = "FollowUpLogged", agent = "holder" }]'
CHASED = 'chase = { by = { type = "CallReceived" }, within = "3 days" }'
REMINDED = 'reminder = { by = { type = "PriorClaimFound" }, grace = "3 days" }'
PAUSED = 'pause = { by = { type = "DiscountSought" }, until = { type = "CustomerRegistered" } }'
CAPPED = 'cap = "14 days"'
STOPS, GOES = partial(discount, "c", "li"), partial(registered, "c", "li")


def held(*parts: str) -> Rulebook:
    """A book whose claims are good for a week, with these parts of a hold."""
    return kind_book(VISIT.replace('"7 days"', ", ".join(('"7 days"', *parts))))


def reminded(agent: str, *, on: date) -> Draft:
    """A reminder, by whoever."""
    return found("c", agent, agent, on=on)


def of_zhang(told: list[Draft], book: Rulebook) -> Claim:
    """What becomes of the claim that zhang opened on the first day."""
    return case_of([visit("c", "zhang", on=FIRST_DAY), *told], book).register.claims[0]


def later(told: list[Draft], days: int) -> list[Draft]:
    """The same entries, so many days later."""
    return [Draft(one.fields, day_of([one]) + timedelta(days=days)) for one in told]


PARTS = st.lists(st.sampled_from((CHASED, REMINDED, CAPPED)), unique=True).map(lambda parts: [RENEWED, *parts])
TALES = tales(partial(call, "c"), partial(follow_up, "c"), reminded, by=("zhang",), fewest=0)
REMINDERS = tales(reminded)
DAYS = st.integers(0, 9)


@examples(60)
@given(told=TALES, parts=PARTS, place=st.integers(0, 7))
def test_a_renewal_never_shortens(told: list[Draft], parts: list[str], place: int) -> None:
    book = held(*parts)
    renewal = follow_up("c", "zhang", on=day_of(told[:place]))
    without, renewed = of_zhang(told, book), of_zhang([*told[:place], renewal, *told[place:]], book)
    assert renewed.through >= without.through


@examples(60)
@given(told=TALES, parts=st.lists(st.sampled_from((CHASED, REMINDED)), unique=True))
def test_nothing_that_renews_outlasts_the_cap(told: list[Draft], parts: list[str]) -> None:
    assert of_zhang(told, held(RENEWED, CAPPED, *parts)).through <= FIRST_DAY + timedelta(days=14)


@examples(60)
@given(told=TALES | REMINDERS, parts=PARTS, place=st.integers(0, 7), days=DAYS)
def test_a_pause_puts_the_end_off_by_exactly_its_days(
    told: list[Draft], parts: list[str], place: int, days: int
) -> None:
    book, stopped = held(*parts, PAUSED), day_of(told[:place])
    pause = [STOPS(on=stopped), GOES(on=stopped + timedelta(days=days))]
    plain, paused = of_zhang(told, book), of_zhang([*told[:place], *pause, *later(told[place:], days)], book)
    runs = stopped <= plain.through < date.max
    assert paused.through == (plain.through + timedelta(days=days) if runs else plain.through)


@examples(60)
@given(told=tales(partial(visit, "c"), partial(follow_up, "c"), longest=9), days=DAYS)
def test_of_rivals_one_wins_and_a_claim_that_was_good_on_every_rivals_day_does(told: list[Draft], days: int) -> None:
    case = case_of([visit("c", "chen", on=FIRST_DAY), *told], held(RENEWED, 'tested_at = "rival"'), days=days)
    good, first, *rivals = case.good_claims(), *case.register.claims
    assert len(good) <= 1
    if rivals and all(claim.opened_on <= first.through for claim in rivals):
        assert good == [first]
    elif rivals:
        assert rivals[0].opened_on <= first.through or first not in good


HELD_UP = (
    'pause = { by = { type = "CallReceived", agent = "holder" }, until = { type = "CallReceived", agent = "rival" } }'
)


def on(day: str, *told: Draft) -> list[Draft]:
    """The entries, all of one day of February or March."""
    return [replace(one, on=f"2026-{day}") for one in told]


ZHANG_FOLLOWS, LI_FOLLOWS = follow_up("c", "zhang"), follow_up("c", "li")
CALLED, REMINDER, STOP, GO = (
    call("c", "zhang"),
    reminded("zhang", on=FIRST_DAY),
    discount("c", "li"),
    registered("c", "li"),
)


@pytest.mark.parametrize(
    ("parts", "told", "through"),
    [
        ([], [], "2026-03-03"),
        ([RENEWED], on("03-03", ZHANG_FOLLOWS), "2026-03-10"),
        ([RENEWED], on("03-04", ZHANG_FOLLOWS), "2026-03-03"),
        ([RENEWED], on("03-02", LI_FOLLOWS), "2026-03-03"),
        ([CAPPED, RENEWED], on("03-02", ZHANG_FOLLOWS), "2026-03-09"),
        ([CAPPED, RENEWED], on("03-02", ZHANG_FOLLOWS) + on("03-09", ZHANG_FOLLOWS), "2026-03-10"),
        ([CHASED], [], "2026-02-27"),
        ([CHASED], on("02-27", CALLED), "2026-03-06"),
        ([CHASED], on("02-28", CALLED), "2026-02-27"),
        ([CHASED, RENEWED], on("02-26", ZHANG_FOLLOWS), "2026-02-27"),
        ([CHASED, RENEWED], on("02-26", CALLED) + on("03-05", ZHANG_FOLLOWS), "2026-03-12"),
        ([REMINDED], [], "9999-12-31"),
        ([REMINDED], on("03-03", REMINDER), "9999-12-31"),
        ([REMINDED], on("03-04", REMINDER), "2026-03-07"),
        ([REMINDED], on("03-04", REMINDER) + on("03-06", REMINDER), "2026-03-07"),
        ([REMINDED, RENEWED], on("03-04", REMINDER) + on("03-07", ZHANG_FOLLOWS), "9999-12-31"),
        ([REMINDED, CAPPED], [], "2026-03-10"),
        ([REMINDED, CAPPED], on("03-09", REMINDER), "2026-03-10"),
        ([REMINDED, CHASED], [], "2026-02-27"),
        ([PAUSED], on("02-26", STOP), "9999-12-31"),
        ([PAUSED], on("02-26", STOP) + on("03-01", GO), "2026-03-06"),
        ([PAUSED], on("02-26", STOP) + on("02-28", STOP) + on("03-01", GO), "2026-03-06"),
        ([PAUSED], on("02-26", GO), "2026-03-03"),
        ([PAUSED], on("02-26", STOP) + on("03-01", GO) + on("03-02", GO), "2026-03-06"),
        ([PAUSED], on("03-04", STOP), "2026-03-03"),
        ([PAUSED, CAPPED, RENEWED], on("02-26", STOP) + on("03-01", GO) + on("03-06", ZHANG_FOLLOWS), "2026-03-13"),
        ([PAUSED, REMINDED], on("03-04", REMINDER) + on("03-05", STOP) + on("03-10", GO), "2026-03-12"),
        ([RENEWED.replace("holder", "same")], on("03-02", ZHANG_FOLLOWS), "2026-03-09"),
        ([RENEWED.replace("holder", "receiver")], on("03-02", ZHANG_FOLLOWS), "2026-03-03"),
        ([HELD_UP], on("02-26", CALLED), "9999-12-31"),
        ([HELD_UP], on("02-26", call("c", "li")), "2026-03-03"),
        ([HELD_UP], on("02-25", visit("c", "li")) + on("02-26", CALLED) + on("02-28", call("c", "li")), "2026-03-05"),
    ],
)
def test_through_which_day_a_claim_is_good(parts: list[str], told: list[Draft], through: str) -> None:
    assert str(of_zhang(told, held(*parts)).through) == through


@pytest.mark.parametrize(
    ("came", "days", "good"),
    [
        (["zhang 02-24", "li 03-03"], 40, ["zhang"]),
        (["zhang 02-24", "li 03-04"], 7, ["li"]),
        (["zhang 02-24", "li 03-04"], 8, []),
        (["zhang 02-24", "li 03-04", "wang 03-10"], 40, ["li"]),
        (["zhang 02-24", "li 02-26", "wang 03-04"], 40, ["li"]),
        (["zhang 02-24", "li 02-26", "chen 02-27", "wang 03-04"], 40, ["li"]),
        (["zhang 02-24", "li 03-03", "wang 03-11"], 7, ["wang"]),
        (["zhang 02-24", "zhang 03-04", "li 03-10"], 40, ["zhang"]),
        (["zhang 02-24", "zhang 03-04", "li 03-12"], 7, ["li"]),
        (["zhang 02-24", "li 02-26", "zhang 03-12"], 40, ["zhang"]),
        (["zhang 02-24", "zhang 03-04"], 7, ["zhang"]),
        (["zhang 02-24", "zhang 03-04"], 8, []),
    ],
)
def test_who_beat_every_rival_is_good_for_good_and_who_met_none_to_the_end_of_the_time(
    came: list[str], days: int, good: list[str]
) -> None:
    told = [visit("c", agent, on=f"2026-{day}") for agent, day in (one.split() for one in came)]
    case = case_of(told, held('tested_at = "rival"'), days=days)
    assert [claim.agent for claim in case.good_claims()] == good


def test_an_entry_in_time_before_the_rivals_day_keeps_a_claim_from_that_rival() -> None:
    book = held(
        'tested_at = "rival"', 'kept = { by = { type = "FollowUpLogged", agent = "holder" }, within = "3 days" }'
    )
    for day, good in (("03-07", ["zhang"]), ("03-09", ["zhang"]), ("03-10", ["li"]), ("03-06", ["li"])):
        told = [*on("02-24", visit("c", "zhang")), *on("03-06", ZHANG_FOLLOWS), *on(day, visit("c", "li"))]
        case = case_of(told, book, days=5)
        assert [claim.agent for claim in case.good_claims()] == good


def test_a_rival_is_another_whose_claim_stands() -> None:
    book = held('renewed_by = [{ type = "FollowUpLogged", agent = "rival" }]')
    assert of_zhang(on("03-01", ZHANG_FOLLOWS), book).through == date(2026, 3, 3)
    assert of_zhang(on("03-01", LI_FOLLOWS), book).through == date(2026, 3, 3)
    assert of_zhang([*on("02-28", visit("c", "li")), *on("03-01", LI_FOLLOWS)], book).through == date(2026, 3, 8)


def test_who_beat_a_rival_and_came_again_has_the_claim_that_beat_them() -> None:
    told = [
        visit("c", agent, on=f"2026-{day}") for agent, day in (("zhang", "02-24"), ("li", "03-01"), ("zhang", "03-20"))
    ]
    case = case_of(told, held('tested_at = "rival"'), days=90)
    assert [(claim.agent, claim.opened_on) for claim in case.good_claims()] == [("zhang", FIRST_DAY)]


def test_a_claim_without_length_is_good_for_good_once_it_was_chased() -> None:
    book = kind_book(VISIT.replace('length = "7 days"', CHASED))
    assert of_zhang([], book).through == date(2026, 2, 27)
    assert of_zhang(on("02-27", CALLED), book).through == date.max
    assert of_zhang(on("02-28", CALLED), book).through == date(2026, 2, 27)


def test_a_claim_that_was_only_perhaps_good_when_another_was_opened_ended_on_its_last_day() -> None:
    told = [*on("03-01", ZHANG_FOLLOWS), *on("03-05", visit("c", "zhang")), *on("03-06", ZHANG_FOLLOWS)]
    book = kind_book(VISIT.replace('"7 days"', f'"7 days", {PERHAPS}') + 'again = "opened"\n')
    case = case_of([visit("c", "zhang", on=FIRST_DAY), *told], book)
    assert [(claim.opened_on, claim.through) for claim in case.register.claims] == [
        (FIRST_DAY, date(2026, 3, 3)),
        (date(2026, 3, 5), date(2026, 3, 12)),
    ]
    assert not any(claim.doubtful_on(date(2026, 3, 8)) for claim in case.register.claims)


def test_a_cap_ends_a_claim_before_its_length_though_nothing_renews_it() -> None:
    assert of_zhang([], held('cap = "3 days"')).through == FIRST_DAY + timedelta(days=3)
    assert of_zhang([], held('cap = "9 days"')).through == FIRST_DAY + timedelta(days=7)


@pytest.mark.parametrize(("again", "doubtful"), [("stays", True), ("renewed", True), ("opened", False)])
def test_what_another_opening_makes_of_a_claim_that_is_only_perhaps_good(again: str, doubtful: bool) -> None:
    book = kind_book(VISIT.replace('"7 days"', f'"7 days", {PERHAPS}') + f'again = "{again}"\n')
    told = [*on("03-01", ZHANG_FOLLOWS), *on("03-05", visit("c", "zhang"))]
    first = case_of([visit("c", "zhang", on=FIRST_DAY), *told], book).register.claims[0]
    assert (first.opened_on, first.doubtful_on(date(2026, 3, 8))) == (FIRST_DAY, doubtful)
    assert first.doubtful_on(date(2026, 3, 12)) is (again == "renewed")


@pytest.mark.parametrize(
    "part",
    [
        'doubtful_for = "3 hours"',
        'cap = "3 hours"',
        CHASED.replace("3 days", "3 hours"),
        REMINDED.replace("3 days", "3 hours"),
    ],
)
def test_a_claim_is_good_for_whole_days(part: str) -> None:
    with pytest.raises(RulebookInvalid, match="a claim is good for whole days, and 3 hours are none, got "):
        held(part)
