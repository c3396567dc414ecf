"""Kinds of award, sharing and other clauses at their edges: what they say in small books of a few clauses."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from leadledger.testing.stories import Draft, call, discount, follow_up, found, given, registered, subscription, visit
from tests.reasons_said import said
from tests.rulebook.kinds.tales import VISIT, case_of, kind_book

LATEST = '[[award]]\nid = "latest"\ncite = "L"\nrank = 1\nuse = "latest-claim"\n'
CLOSER = '[[award]]\nid = "closer"\ncite = "C"\nrank = 9\nuse = "closer"\nwhere = "anyhow"\n'
NOBODY = '[[award]]\nid = "nobody"\ncite = "N"\nrank = 1\nuse = "nobody"\n'
FORGOT = '[[award]]\nid = "forgot"\ncite = "F"\nrank = 1\nuse = "forgot"\nshare = "1/4"\n'
HELPED = '[[sharing]]\nid = "helped"\ncite = "H"\nuse = "helped"\nshare = "1/5"\n'
PART = '[[sharing]]\nid = "part"\ncite = "P"\nuse = "part"\nshare = "1/5"\nwhen = { type = "CallReceived" }\n'
EXTRA = '[[on_top]]\nid = "extra"\ncite = "E"\nuse = "extra"\nshare = "1/5"\nwhen = { type = "CallReceived" }\n'
FIRST = '[[award]]\nid = "first"\ncite = "A"\nrank = 1\nuse = "first-claim"\n'
SERVED = '[[register]]\nid = "served"\ncite = "S"\nuse = "named-served"\nwhen = { type = "VisitReceived" }\n'
CALLS = '[[register]]\nid = "call"\ncite = "R"\nuse = "opens"\nwhen = { type = "CallReceived" }\n'
PERHAPS = VISIT.replace('"7 days"', '"7 days", doubtful = [{ type = "FollowUpLogged", agent = "holder" }]')
TOUCH = '[[award]]\nid = "touch"\ncite = "T"\nrank = 1\nuse = "touch"\nwhen = { type = "VisitReceived" }\n'
UNOPPOSED = """
[[award]]
id = "unopposed"
cite = "U"
rank = 1
use = "unopposed"
given_by = ["call"]
by = { type = "CallReceived" }
within = "7 days"
missing = { en = "whether somebody objects" }
"""
DECLINED = '[[award]]\nid = "declined"\ncite = "D"\nrank = 1\nuse = "declined"\nshare = "1/5"\n'
DISCOUNT = '[[award]]\nid = "discount"\ncite = "D"\nrank = 1\nuse = "discount-sought"\n'
AFRESH = """
[[register]]
id = "afresh"
cite = "R"
use = "ends"
when = { type = "CallReceived" }
whose = "everybody"
"""
LATE_IN = call("c", "zhang", on="2026-02-27", at="00:30")
ZHANG, LI = (visit("c", agent, on="2026-03-01") for agent in ("zhang", "li"))
NO_OWNER = "No agent owns the customer, so there was nobody to help."
FORGETS = [ZHANG, visit("c", "li", forgot=True, on="2026-03-02")]
LOOKED_UP = "The customer had forgotten who served them, and li received them. "


class Told(NamedTuple):
    """A story under award and other clauses: what they say, by id, and who is paid what."""

    sentence: str
    clauses: str
    story: list[Draft]
    says: dict[str, str]
    commission: dict[str, str]
    credit: dict[str, str] | None = None
    by: str = "closer"
    register: str = VISIT


TOLD = [
    Told(
        "the claim opened last",
        LATEST,
        [ZHANG, LI],
        {"latest": "li holds the good claim that was opened last. [2]"},
        {"li": "1"},
    ),
    Told(
        "the claim opened last is not of the clause named",
        LATEST + 'given_by = ["call"]\n' + CLOSER,
        [call("c", "li", on="2026-03-01"), ZHANG],
        {"latest": "The good claim opened last is zhang's, and it came about in another way. [2]"},
        {"closer": "1"},
        register=CALLS + VISIT,
    ),
    Told(
        "no claim is good any more",
        LATEST + CLOSER,
        [visit("c", "zhang", on="2026-02-20")],
        {"latest": "Nobody holds a claim that is good for this deal."},
        {"closer": "1"},
    ),
    Told(
        "where nobody has the customer nobody has a part, or anything on top",
        NOBODY + "".join(f'{clause}after = ["nobody"]\n' for clause in (HELPED, PART, EXTRA)),
        [ZHANG, call("c", "li", on="2026-03-02")],
        {"helped": NO_OWNER, "part": NO_OWNER, "extra": NO_OWNER},
        {"@unassigned": "1"},
    ),
    Told(
        "whoever helped on any day has a part, where no day is stated",
        FIRST + HELPED,
        [ZHANG, visit("c", "li", named=["zhang"], on="2026-03-02")],
        {"helped": "li received the customer while zhang was out, and so has 20 % of the commission. [2]"},
        {"zhang": "4/5", "li": "1/5"},
        {"zhang": "1"},
        register=SERVED + VISIT,
    ),
    *(
        Told(
            f"a part for whoever called, {how.strip()}",
            FIRST + PART + f"{how}\n",
            [ZHANG, call("c", "li", on="2026-03-02"), call("c", "wang", on="2026-03-04")],
            {},
            {"zhang": "4/5", **parts},
            {"zhang": "4/5", **parts} if "both" in how else {"zhang": "1"},
        )
        for how, parts in {
            "": {"li": "1/10", "wang": "1/10"},
            'of = "both"': {"li": "1/10", "wang": "1/10"},
            'within = "3 days"': {"wang": "1/5"},
            'beyond = "3 days"': {"li": "1/5"},
            'pick = "first"': {"li": "1/5"},
            'pick = "latest"': {"wang": "1/5"},
        }.items()
    ),
    Told(
        "the first entry takes the customer, and is said to be the first",
        TOUCH + 'pick = "first"\n',
        [ZHANG, visit("c", "li", on="2026-03-02")],
        {"touch": "The first entry that counts names zhang. [1]"},
        {"zhang": "1"},
    ),
    Told(
        "the latest entry does, where nothing is said of it",
        TOUCH,
        [ZHANG, visit("c", "li", on="2026-03-02")],
        {"touch": "The latest entry that counts names li. [2]"},
        {"li": "1"},
    ),
    Told(
        "through the last day of the office somebody may still object",
        UNOPPOSED,
        [LATE_IN],
        {"unopposed": "Still to be established: whether somebody objects. [1]"},
        {"@suspense": "1"},
        register=CALLS,
    ),
    Told(
        "who objects on that day keeps the clause from deciding, and what gave the claim does not",
        UNOPPOSED + CLOSER,
        [LATE_IN, call("c", "wang", on="2026-03-06", at="09:00")],
        {"unopposed": "An entry that counts came within 7 days, so the customer is not zhang's by this clause. [2]"},
        {"closer": "1"},
        register=CALLS.replace('"CallReceived"', '"CallReceived", agent = "zhang"'),
    ),
    Told(
        "who was good when a rival came keeps the customer for good",
        FIRST,
        [visit("c", "zhang", on="2026-02-20"), visit("c", "li", on="2026-02-27")],
        {
            "first": "zhang holds the first good claim: registered 20 February 2026, 10:00, good through 27 February "
            "2026. [1]"
        },
        {"zhang": "1"},
        register=VISIT.replace('"7 days"', '"7 days", tested_at = "rival"'),
    ),
    *(
        Told(
            f"what is declined late on {day} February, the claim being good through the 27th",
            DECLINED + CLOSER,
            [visit("c", "zhang", on="2026-02-20"), visit("c", "li", declined=["zhang"], on=f"2026-02-{day}", at=at)],
            {},
            commission,
            {"li": "1"},
            register=VISIT.replace('"7 days"', '"7 days", tested_at = "decisive-visit"'),
        )
        for day, at, commission in (
            (27, "23:30", {"li": "4/5", "zhang": "1/5"}),
            (28, "00:30", {"li": "1"}),
        )
    ),
    Told(
        "of two doubtful claims the one that ranks first is told of",
        FIRST,
        [
            registered("c", "zhang", on="2026-02-17"),
            registered("c", "li", on="2026-02-18"),
            visit("c", "li", on="2026-02-20"),
            visit("c", "zhang", on="2026-02-21"),
            follow_up("c", "li", on="2026-02-27"),
            follow_up("c", "zhang", on="2026-02-28"),
        ],
        {
            "first": "Whether zhang's claim is still good hangs on entries that may or may not renew it. Without them "
            "it was good through 28 February 2026: somebody has to say which text holds. [4]"
        },
        {"@suspense": "1"},
        register=PERHAPS + 'of = { type = "CustomerRegistered", same = ["agent"] }\nranked_from = "of"\n',
    ),
    Told(
        "what starts the story afresh still counts itself",
        TOUCH.replace("VisitReceived", "CallReceived") + 'pick = "first"\n' + FIRST.replace("rank = 1", "rank = 2"),
        [call("c", "wang", on="2026-03-01"), call("c", "li", on="2026-03-02"), visit("c", "zhang", on="2026-03-03")],
        {"touch": "The first entry that counts names li. [2]"},
        {"li": "1"},
        register=AFRESH + VISIT,
    ),
    Told(
        "a discount that starts the story afresh is out of account with all before it",
        DISCOUNT + FIRST.replace("rank = 1", "rank = 2"),
        [ZHANG, discount("c", "li", on="2026-03-02"), visit("c", "wang", on="2026-03-03")],
        {"discount": "The customer went to nobody for a discount."},
        {"wang": "1"},
        register=AFRESH.replace("CallReceived", "DiscountSought") + VISIT,
    ),
    Told(
        "what renews a claim that is doubtful leaves it doubtful, for longer",
        FIRST + CLOSER,
        [
            visit("c", "zhang", on="2026-02-20"),
            follow_up("c", "zhang", on="2026-02-26"),
            call("c", "zhang", on="2026-03-02"),
        ],
        {
            "first": "Whether zhang's claim is still good hangs on entries that may or may not renew it. Without them "
            "it was good through 27 February 2026: somebody has to say which text holds. [1]"
        },
        {"@suspense": "1"},
        register=CALLS.replace('"opens"', '"renews"') + PERHAPS,
    ),
    Told(
        "a doubtful claim behind the first good one is no matter",
        FIRST,
        [call("c", "zhang", on="2026-02-19"), visit("c", "li", on="2026-02-20"), follow_up("c", "li", on="2026-02-26")],
        {"first": "zhang holds the first good claim: registered 19 February 2026, 10:00, good without end. [1]"},
        {"zhang": "1"},
        register=CALLS + PERHAPS,
    ),
    *(
        Told(
            f"who was forgotten has a share, and the credit is {owner}'s where {closer} closes",
            FORGOT + 'search = "automatic"\n',
            FORGETS,
            {
                "forgot": f"{LOOKED_UP}zhang had served them before and holds a good claim (good through 8 March "
                f"2026), and so has 25 % of the commission; li has the rest. The credit goes to {owner}. [1, 2]"
            },
            {owner: rest, other: part},
            {owner: "1"},
            by=closer,
        )
        for closer, owner, rest, other, part in (
            ("zhang", "zhang", "1/4", "li", "3/4"),
            ("li", "li", "3/4", "zhang", "1/4"),
            ("wang", "li", "3/4", "zhang", "1/4"),
        )
    ),
    Told(
        "who served them only later is not found as the earlier agent",
        FORGOT,
        [*FORGETS, visit("c", "wang", on="2026-03-03"), found("c", "li", "wang", on="2026-03-03")],
        {
            "forgot": f"{LOOKED_UP}The look-up found wang, who holds no good claim opened before that visit, so li has "
            "all of credit and commission. [2, 4]"
        },
        {"li": "1"},
    ),
]


@pytest.mark.parametrize("told", TOLD, ids=[told.sentence for told in TOLD])
def test_what_the_clauses_say_and_who_is_paid(told: Told) -> None:
    book = kind_book(told.register, award=told.clauses)
    answer = given(*told.story, subscription("d", "c", told.by, on="2026-03-06")).decide("d", rulebook=book)
    assert told.says.items() <= set(said(answer))
    assert {payee: str(share) for payee, share in answer.commission.items()} == told.commission
    assert {payee: str(share) for payee, share in answer.credit.items()} == (told.credit or told.commission)


def test_a_claim_without_an_end_states_no_last_day() -> None:
    for hold, facts in (
        ('"7 days"', {"agent": "zhang", "opened_at": "2026-03-01T10:00:00+08:00", "through": "2026-03-08"}),
        ("", {"agent": "zhang", "opened_at": "2026-03-01T10:00:00+08:00"}),
    ):
        clause = VISIT if hold else VISIT.replace('hold = { length = "7 days" }', "")
        story = given(ZHANG, subscription("d", "c", "li", on="2026-03-06"))
        (because,) = story.decide("d", rulebook=kind_book(clause)).to_dict()["because"]
        assert because["facts"] == facts


def test_a_visit_that_starts_the_story_afresh_may_express_the_wish_that_decides() -> None:
    case = case_of(
        [ZHANG, visit("c", "li", declined=["zhang"], on="2026-03-02")],
        kind_book(AFRESH.replace("CallReceived", "VisitReceived")),
    )
    wish = case.wish()
    assert wish is not None
    assert (wish.kind, wish.visit.agent) == ("declined", "li")
