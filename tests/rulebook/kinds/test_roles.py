"""Who is who in patterns and conditions: at the closing, at an entry, and in the light of what an award gives."""

from __future__ import annotations

import pytest

from leadledger.events.pattern import Role
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.stories import Draft, allocation, call, discount, follow_up, given, subscription, visit
from tests.rulebook.kinds.meetings import anyhow_book
from tests.rulebook.kinds.tales import kind_book
from tests.small_books import small_book

IF_CLOSED_BY = """
[[award]]
id = "if"
cite = "I"
rank = 1
use = "nobody"
if = [{{ closing = {{ type = "SubscriptionSigned", agent = "{role}" }} }}]
"""
FINE = """
[[consequence]]
id = "fine"
cite = "E"
use = "fee"
kind = "fine"
amount = { amount = "100.00", currency = "CNY" }
"""
CALLS = FINE + 'when = { type = "CallReceived" }\n'
ZHANG, LI, WANG = (visit("c", agent) for agent in ("zhang", "li", "wang"))
LONG_AGO = visit("c", "zhang", on="2025-11-01")
NAMING = [ZHANG, visit("c", "li", named=["wang", "zhang"], on="2026-03-02")]
ASKING = [ZHANG, visit("c", "li", asked_for="wang", on="2026-03-02")]


@pytest.mark.parametrize(
    ("role", "story", "by"),
    [
        ("holder", [ZHANG, LI], {"zhang"}),
        ("not holder", [ZHANG, LI], {"li", "wang"}),
        ("holder", [], set()),
        ("rival", [ZHANG, LI], {"li"}),
        ("rival", [LONG_AGO, visit("c", "li", on="2026-03-01")], {"zhang"}),
        ("rival", [ZHANG, allocation("c", "li")], set()),
        ("receiver", [LONG_AGO, visit("c", "li", on="2026-03-01")], {"zhang"}),
        ("named", NAMING, {"zhang", "wang"}),
        ("named", [ZHANG], set()),
        ("asked-for", ASKING, {"wang"}),
        ("asked-for", NAMING, set()),
        ("closer", [ZHANG], {"zhang", "li", "wang"}),
        ("same", [ZHANG], {"zhang", "li", "wang"}),
    ],
)
def test_who_has_a_role_at_the_closing(role: str, story: list[Draft], by: set[str]) -> None:
    book = anyhow_book(IF_CLOSED_BY.format(role=role))
    answers = {
        agent: given(*story, subscription("d", "c", agent, on="2026-03-20")).decide("d", rulebook=book)
        for agent in ("zhang", "li", "wang")
    }
    assert {agent for agent, answer in answers.items() if answer.clause == "I"} == by


def fined(story: list[Draft], book: Rulebook, closer: str = "chen") -> list[str]:
    """Who is fined in a story that somebody closes."""
    answer = given(*story, subscription("d", "c", closer, on="2026-03-20")).decide("d", rulebook=book)
    return [one.payee for one in answer.consequences]


CALLED = [call("c", agent, on="2026-03-10") for agent in ("zhang", "li", "chen")]


def test_the_holder_is_whom_the_award_gives_the_customer_where_there_is_one() -> None:
    by_holder = FINE + 'when = { type = "CallReceived", agent = "holder" }\n'
    assert fined([ZHANG, *CALLED], anyhow_book(by_holder)) == ["chen"]
    assert fined([ZHANG, *CALLED], small_book(by_holder)) == ["zhang"]


def test_the_rivals_are_all_others_who_hold_a_claim() -> None:
    by_rival = FINE + 'when = { type = "CallReceived", agent = "rival" }\n'
    assert fined([ZHANG, *CALLED], anyhow_book(by_rival)) == ["zhang"]
    assert fined([ZHANG, *CALLED], small_book(by_rival)) == []


def test_nobody_has_the_closers_role_where_it_is_only_asked_who_would_own_the_customer() -> None:
    asked = IF_CLOSED_BY.partition("if = ")[0] + 'if = [{ type = "VisitReceived", asked_for = "closer" }]\n'
    book = small_book(asked.replace("rank = 1", "rank = 0"))
    answer = given(ZHANG, rulebook=book).owner("c", "2026-03-05T10:00:00+08:00")
    assert (answer.clause, answer.owner) == ("A", "zhang")


def test_same_fields_of_what_counts_at_the_closing_are_those_of_the_closing() -> None:
    same = FINE + 'when = { type = "CallReceived", same = ["agent"] }\n'
    assert fined([ZHANG, *CALLED], anyhow_book(same), closer="li") == ["li"]


@pytest.mark.parametrize(
    ("condition", "story", "payees"),
    [
        ('lacking = [{ type = "CallReceived", agent = "same" }]', [*CALLED, *CALLED], ["zhang", "li", "chen"]),
        ('lacking = [{ type = "CallReceived", same = ["agent"] }]', [*CALLED, *CALLED], ["zhang", "li", "chen"]),
        ('having = [{ type = "VisitReceived", same = ["agent"] }]', [ZHANG, *CALLED], ["zhang"]),
        ('having = [{ type = "VisitReceived", agent = "holder" }]', [ZHANG, *CALLED], ["zhang", "li", "chen"]),
        ('having = [{ type = "VisitReceived", agent = "holder" }]', CALLED, []),
        ('having = [{ type = "VisitReceived", agent = "rival" }]', [ZHANG, *CALLED], []),
        ('having = [{ type = "VisitReceived", taken_by = ["visit"] }]', [ZHANG, *CALLED], ["zhang", "li", "chen"]),
        (
            'having = [{ type = "VisitReceived", agent = "same", taken_by = ["visit"] }]',
            [ZHANG, visit("c", "zhang"), LI, *CALLED],
            ["zhang", "li"],
        ),
        (
            'having = [{ type = "VisitReceived", within = "0 days" }]',
            [
                visit("c", "zhang", on="2026-03-01", at="23:30"),
                call("c", "li", on="2026-03-01", at="23:50"),
                call("c", "wang", on="2026-03-02", at="00:10"),
            ],
            ["li"],
        ),
    ],
)
def test_what_must_hold_or_lack_is_asked_at_each_entry_and_by_what_came_before_it(
    condition: str, story: list[Draft], payees: list[str]
) -> None:
    assert fined(story, anyhow_book(f"{CALLS}{condition}\n")) == payees


BY_HOLDER = 'when = { type = "CallReceived", agent = "holder" }\n'
NOTED = '[[consequence]]\nid = "n"\ncite = "E"\nuse = "noted"\nkind = "n"\npick = "first"\n' + BY_HOLDER
EXTRA = '[[on_top]]\nid = "x"\ncite = "E"\nuse = "extra"\nshare = "1/10"\n' + BY_HOLDER
PART = '[[sharing]]\nid = "p"\ncite = "E"\nuse = "part"\nshare = "1/10"\n' + BY_HOLDER.replace("holder", "not holder")


def test_the_holder_of_what_is_noted_or_paid_on_top_is_whom_the_award_gives_the_customer() -> None:
    closing = subscription("d", "c", "chen", on="2026-03-20")
    book = anyhow_book(NOTED + EXTRA + PART)
    answer = given(ZHANG, *CALLED, closing).decide("d", rulebook=book)
    assert [one.payee for one in answer.consequences] == ["chen"]
    assert list(answer.on_top) == ["chen"]
    assert set(answer.commission) == {"chen", "zhang", "li"}


@pytest.mark.parametrize(
    ("condition", "closers"),
    [
        ('{ type = "VisitReceived", same = ["agent"] }', {"zhang"}),
        ('{ type = "VisitReceived", taken_by = ["visit"] }', {"zhang", "li"}),
        ('{ type = "VisitReceived", taken_by = ["visit"], times = 2 }', set()),
        ('{ type = "VisitReceived", within = "15 days" }', {"zhang", "li"}),
        ('{ type = "VisitReceived", within = "14 days" }', set()),
    ],
)
def test_at_the_closing_conditions_are_asked_by_what_is_in_account(condition: str, closers: set[str]) -> None:
    clause = IF_CLOSED_BY.format(role="closer").partition("if = ")[0] + f"if = [{condition}]\n"
    book = anyhow_book(clause)
    met = visit("c", "zhang", on="2026-03-05", at="00:30")
    answers = {
        agent: given(met, subscription("d", "c", agent, on="2026-03-20")).decide("d", rulebook=book)
        for agent in ("zhang", "li")
    }
    assert {agent for agent, answer in answers.items() if answer.clause == "I"} == closers


def test_what_is_noted_under_a_condition_is_asked_in_the_light_of_the_award() -> None:
    noted = (
        NOTED.replace(BY_HOLDER, 'when = { type = "CallReceived" }\n')
        + 'if = [{ type = "CallReceived", agent = "holder" }]\n'
    )
    for caller, payees in (("chen", ["chen"]), ("zhang", [])):
        story = given(ZHANG, call("c", caller), subscription("d", "c", "chen", on="2026-03-20"))
        answer = story.decide(
            "d", rulebook=anyhow_book(noted.replace('"CallReceived", agent = "holder" }\nif', '"CallReceived" }\nif'))
        )
        assert [one.payee for one in answer.consequences] == payees


OPENS_IF = """
[[register]]
id = "call"
cite = "R"
use = "opens"
when = {{ type = "CallReceived" }}
[[register]]
id = "visit"
cite = "V"
use = "opens"
when = {{ type = "VisitReceived" }}
hold = {{ length = "7 days" }}
if = [{condition}]
"""
AT_HAND = visit("c", "wang", named=["mei"], asked_for="hao", on="2026-03-20")


def opened(condition: str, *told: Draft, at_hand: Draft = AT_HAND) -> bool:
    """Whether the visit at hand opens a claim, where the condition is asked of it."""
    case = given(*told, at_hand, subscription("d", "c", "chen", on="2026-03-21")).case(
        "d", rulebook=kind_book(OPENS_IF.format(condition=condition))
    )
    return any(claim.given.event.type == "VisitReceived" for claim in case.register.claims if claim.agent == "wang")


@pytest.mark.parametrize(
    ("role", "agents"),
    [
        ("same", {"wang"}),
        ("named", {"mei"}),
        ("asked-for", {"hao"}),
        ("receiver", {"zhang"}),
        ("holder", {"li"}),
        ("rival", {"chen"}),
        ("closer", set()),
        ("not holder", {"zhang", "chen", "wang", "mei", "hao"}),
    ],
)
def test_who_has_a_role_at_an_entry_of_the_register(role: str, agents: set[str]) -> None:
    lapsed = call("c", "zhang", on="2026-01-01")
    holding = [call("c", "li", on="2026-03-02"), call("c", "chen", on="2026-03-03")]
    book = OPENS_IF.replace('"CallReceived" }}', '"CallReceived" }}\nhold = {{ length = "20 days" }}')
    condition = f'{{ type = "FollowUpLogged", agent = "{role}" }}'
    found = set()
    for agent in ("zhang", "li", "chen", "wang", "mei", "hao"):
        told = [lapsed, *holding, follow_up("c", agent, on="2026-03-10"), AT_HAND]
        story = given(*told, subscription("d", "c", "x", on="2026-03-21"))
        register = story.case("d", rulebook=kind_book(book.format(condition=condition))).register
        if any(claim.agent == "wang" for claim in register.claims):
            found.add(agent)
    assert found == agents


@pytest.mark.parametrize(
    ("condition", "told", "opens"),
    [
        ('{ type = "CallReceived", taken_by = ["call"] }', [call("c", "li", on="2026-03-02")], True),
        ('{ type = "FollowUpLogged", taken_by = ["call"] }', [follow_up("c", "li", on="2026-03-02")], False),
        ('{ type = "CallReceived", within = "1 day" }', [call("c", "li", on="2026-03-19", at="00:30")], True),
        ('{ type = "CallReceived", beyond = "1 day" }', [call("c", "li", on="2026-03-19", at="00:30")], False),
        ('{ type = "FollowUpLogged", same = ["agent"] }', [follow_up("c", "wang", on="2026-03-19")], True),
        ('{ type = "FollowUpLogged", same = ["agent"] }', [follow_up("c", "li", on="2026-03-19")], False),
        ('{ type = "VisitReceived" }', [], False),
        ('{ type = "VisitReceived", asked_for = "holder" }', [visit("c", "li", on="2026-03-02")], False),
    ],
)
def test_at_an_entry_of_the_register_conditions_are_asked_by_what_came_before_it(
    condition: str, told: list[Draft], opens: bool
) -> None:
    assert opened(condition, *told) is opens


@pytest.mark.parametrize("role", ["same", "named", "asked-for"])
def test_an_entry_without_such_a_field_gives_nobody_the_role(role: str) -> None:
    clause = OPENS_IF.replace('"VisitReceived" }}', '"DiscountSought" }}\nto = "from_agent"')
    book = kind_book(clause.format(condition=f'{{ type = "FollowUpLogged", agent = "{role}" }}'))
    told = [follow_up("c", "wang", on="2026-03-10"), discount("c", "wang", on="2026-03-11")]
    assert given(*told, subscription("d", "c", "li", on="2026-03-21")).case("d", rulebook=book).register.claims == []


FOLLOWED = FINE + 'when = { type = "FollowUpLogged" }\n'


def test_a_role_that_nobody_has_is_nobodys() -> None:
    case = given(follow_up("c", "li"), subscription("d", "c", "li")).case("d", rulebook=small_book(FOLLOWED))
    roles: tuple[Role, ...] = ("asked-for", "receiver", "holder")
    assert [case.register.who(role, case.reading.own[0]) for role in roles] == [frozenset()] * 3
    assert [case.who(role) for role in roles] == [frozenset()] * 3
