"""Kinds of register clauses at work, entry by entry: what each entry does, and who stands on the register then."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from leadledger.rulebook.effects import Nothing
from leadledger.testing.stories import (
    Draft,
    call,
    discount,
    follow_up,
    found,
    given,
    referral,
    registered,
    subscription,
    visit,
)
from tests.reasons_said import done
from tests.rulebook.kinds.tales import VISIT, case_of, claims_of, kind_book

ENDS = '[[register]]\nid = "ends"\ncite = "E"\nuse = "ends"\nwhen = { type = "CallReceived" }\n'
BINDS = '[[register]]\nid = "binds"\ncite = "B"\nuse = "binds"\nwhen = { type = "CallReceived" }\n'
RENEWS = '[[register]]\nid = "renews"\ncite = "N"\nuse = "renews"\nwhen = { type = "FollowUpLogged" }\n'
NOTHING = '[[register]]\nid = "not"\ncite = "O"\nuse = "opens-nothing"\nwhen = { type = "CallReceived" }\n'
HELPS = '[[register]]\nid = "helps"\ncite = "H"\nuse = "helps"\nwhen = { type = "VisitReceived" }\n'
PASSES = """
[[register]]
id = "moves"
cite = "M"
use = "passes"
when = { type = "PriorClaimFound" }
giver = "prior_agent"
taker = "found_by"
"""
REFERRED = '[[register]]\nid = "referred"\ncite = "F"\nuse = "referred"\nwhen = { type = "ReferralMade" }\n'
OF_REGISTRATION = 'of = { type = "CustomerRegistered", same = ["agent"] }\n'
ZHANG, LI = (visit("c", agent, on="2026-03-01") for agent in ("zhang", "li"))
ZHANG_OPENED = "zhang opens a claim, good through 8 March 2026 (clause V)"
LI_OPENED = "li opens a claim, good through 8 March 2026 (clause V)"


class Told(NamedTuple):
    """A tale under some clauses: what its entries do, and the claims that stand at its end, in rank order."""

    sentence: str
    clauses: str
    tale: list[Draft]
    did: list[str]
    stand: list[str]


TOLD = [
    Told(
        "who comes again in time is good anew and keeps the rank",
        VISIT + 'again = "renewed"\n',
        [ZHANG, LI, visit("c", "zhang", on="2026-03-05")],
        [ZHANG_OPENED, LI_OPENED, "zhang's claim is good anew, through 12 March 2026 (clause V)"],
        ["zhang 2026-03-12", "li 2026-03-08"],
    ),
    Told(
        "who comes again too late opens another claim, behind the others",
        VISIT + 'again = "renewed"\n',
        [ZHANG, LI, visit("c", "zhang", on="2026-03-09")],
        [ZHANG_OPENED, LI_OPENED, "zhang opens a claim, good through 16 March 2026 (clause V)"],
        ["zhang 2026-03-08", "li 2026-03-08", "zhang 2026-03-16"],
    ),
    Told(
        "what is opened anew leaves nothing of the claim before it",
        VISIT + 'again = "opened"\n',
        [ZHANG, LI, visit("c", "zhang", on="2026-03-05")],
        [ZHANG_OPENED, LI_OPENED, "zhang opens a claim, good through 12 March 2026 (clause V)"],
        ["li 2026-03-08", "zhang 2026-03-12"],
    ),
    Told(
        "while another holds nothing is opened, and afterwards it is",
        VISIT + 'where = "nobody-else-holds"\n',
        [ZHANG, LI, visit("c", "li", on="2026-03-09")],
        [
            ZHANG_OPENED,
            "another's claim is live: opens nothing (clause V)",
            "li opens a claim, good through 16 March 2026 (clause V)",
        ],
        ["zhang 2026-03-08", "li 2026-03-16"],
    ),
    Told(
        "where the others end nobody else is left",
        VISIT + 'others = "end"\n',
        [ZHANG, LI],
        [ZHANG_OPENED, "zhang's claims are over (clause V)", LI_OPENED],
        ["li 2026-03-08"],
    ),
    Told(
        "a claim without a length is good without end",
        VISIT.replace('hold = { length = "7 days" }', ""),
        [ZHANG],
        ["zhang opens a claim, good without end (clause V)"],
        ["zhang 9999-12-31"],
    ),
    Told(
        "what counts from a registration is good from the office's day of that",
        VISIT + OF_REGISTRATION + 'counted_from = "of"\n',
        [registered("c", "zhang", on="2026-03-01", at="01:00"), LI, visit("c", "zhang", on="2026-03-05")],
        [ZHANG_OPENED],
        ["zhang 2026-03-08"],
    ),
    Told(
        "what only counts from a registration ranks by the entry that answers it",
        VISIT + OF_REGISTRATION + 'counted_from = "of"\n',
        [
            registered("c", "zhang", on="2026-02-27"),
            registered("c", "li", on="2026-02-28"),
            LI,
            visit("c", "zhang", on="2026-03-02"),
        ],
        [
            "li opens a claim, good through 7 March 2026 (clause V)",
            "zhang opens a claim, good through 6 March 2026 (clause V)",
        ],
        ["li 2026-03-07", "zhang 2026-03-06"],
    ),
    Told(
        "where the others end, one's own claim does not",
        VISIT + 'others = "end"\n',
        [ZHANG, visit("c", "zhang", on="2026-03-02")],
        [ZHANG_OPENED, "zhang's claim is live already and stays as it is (clause V)"],
        ["zhang 2026-03-08"],
    ),
    Told(
        "the registration that is answered may be told by who made it",
        VISIT + 'of = { type = "CustomerRegistered", agent = "same" }\ncounted_from = "of"\n',
        [registered("c", "zhang", on="2026-02-26"), registered("c", "li", on="2026-02-28"), ZHANG],
        ["zhang opens a claim, good through 5 March 2026 (clause V)"],
        ["zhang 2026-03-05"],
    ),
    Told(
        "what ranks from a registration comes before what was registered later and answered sooner",
        VISIT + OF_REGISTRATION + 'ranked_from = "of"\n',
        [
            registered("c", "zhang", on="2026-02-27"),
            registered("c", "li", on="2026-02-28"),
            LI,
            visit("c", "zhang", on="2026-03-02"),
        ],
        [LI_OPENED, "zhang opens a claim, good through 9 March 2026 (clause V)"],
        ["zhang 2026-03-09", "li 2026-03-08"],
    ),
    Told(
        "an agent's claims end, and the others' stay",
        ENDS + VISIT,
        [ZHANG, LI, call("c", "zhang", on="2026-03-02")],
        [ZHANG_OPENED, LI_OPENED, "zhang's claims are over (clause E)"],
        ["li 2026-03-08"],
    ),
    *(
        Told(
            f"a referral of a later day, {counts or 'any day counting'}",
            REFERRED + counts + VISIT,
            [visit("old", "zhang", on="2026-02-01"), LI, referral("old", "c", on="2026-03-02")],
            [LI_OPENED, f"{did} (clause F)"],
            stand,
        )
        for counts, did, stand in (
            ("", "zhang opens a claim, good without end", ["li 2026-03-08", "zhang 9999-12-31"]),
            (
                'counts = "first-day"\n',
                "declared after the first register day: opens nothing for zhang",
                ["li 2026-03-08"],
            ),
        )
    ),
    Told(
        "who holds nothing ends nothing",
        ENDS + VISIT,
        [ZHANG, call("c", "wang", on="2026-03-02")],
        [ZHANG_OPENED, "wang's claims are over (clause E)"],
        ["zhang 2026-03-08"],
    ),
    Told(
        "everybody's claims end",
        ENDS + 'whose = "everybody"\n' + VISIT,
        [ZHANG, LI, call("c", "wang", on="2026-03-02"), visit("c", "li", on="2026-03-03")],
        [
            ZHANG_OPENED,
            LI_OPENED,
            "the story starts afresh: claims, help and wishes before this are out of account (clause E)",
            "li opens a claim, good through 10 March 2026 (clause V)",
        ],
        ["li 2026-03-10"],
    ),
    Told(
        "who ranks first is bound for good, though another entry says so",
        BINDS + VISIT,
        [ZHANG, LI, call("c", "wang", on="2026-03-02")],
        [ZHANG_OPENED, LI_OPENED, "zhang's claim is good anew, without end (clause B)"],
        ["zhang 9999-12-31", "li 2026-03-08"],
    ),
    Told(
        "nobody is bound where no claim is live",
        BINDS + VISIT,
        [ZHANG, call("c", "zhang", on="2026-03-09")],
        [ZHANG_OPENED, "nobody holds a live claim: nothing changes (clause B)"],
        ["zhang 2026-03-08"],
    ),
    Told(
        "a time that can be renewed is renewed though the claim was bound to it later",
        BINDS + 'hold = { length = "3 days", renewed_by = [{ type = "FollowUpLogged" }] }\n' + VISIT,
        [ZHANG, call("c", "x", on="2026-03-02"), follow_up("c", "zhang", on="2026-03-04")],
        [ZHANG_OPENED, "zhang's claim is good anew, through 5 March 2026 (clause B)"],
        ["zhang 2026-03-07"],
    ),
    Told(
        "a contact renews the claim of its agent on the last day, and on the day after nothing",
        RENEWS + VISIT,
        [ZHANG, LI, follow_up("c", "zhang", on="2026-03-08"), follow_up("c", "li", on="2026-03-09")],
        [
            ZHANG_OPENED,
            LI_OPENED,
            "zhang's claim is good anew, through 15 March 2026 (clause N)",
            "li has no live claim: nothing passes on and nothing is renewed (clause N)",
        ],
        ["zhang 2026-03-15", "li 2026-03-08"],
    ),
    Told(
        "an exception takes its entry and opens nothing",
        NOTHING + VISIT.replace('"VisitReceived"', '["VisitReceived", "CallReceived"]'),
        [call("c", "li", on="2026-03-01"), ZHANG],
        ["taken by the clause, which opens nothing (clause O)", ZHANG_OPENED],
        ["zhang 2026-03-08"],
    ),
    Told(
        "a claim passes at its rank and is good anew, and what is not held is opened",
        PASSES + 'hold = { length = "7 days" }\n' + VISIT,
        [ZHANG, LI, found("c", "wang", "zhang", on="2026-03-03"), found("c", "chen", "zhang", on="2026-03-04")],
        [
            ZHANG_OPENED,
            LI_OPENED,
            "zhang's claim and help pass to wang; the claim is good through 10 March 2026 (clause M)",
            "chen opens a claim, good through 11 March 2026 (clause M)",
        ],
        ["wang 2026-03-10", "li 2026-03-08", "chen 2026-03-11"],
    ),
    Told(
        "who comes while another holds helps, and opens a claim afterwards",
        HELPS + VISIT,
        [ZHANG, LI, visit("c", "zhang", on="2026-03-02"), visit("c", "li", on="2026-03-09")],
        [
            ZHANG_OPENED,
            "li helps zhang and opens no claim (clause H)",
            "zhang's claim is live already and stays as it is (clause V)",
            "li opens a claim, good through 16 March 2026 (clause V)",
        ],
        ["zhang 2026-03-08", "li 2026-03-16"],
    ),
    Told(
        "who comes helps the first receiver, however long ago that was",
        HELPS + 'of = "receiver"\n' + VISIT,
        [ZHANG, visit("c", "li", on="2026-03-09")],
        [ZHANG_OPENED, "li helps zhang and opens no claim (clause H)"],
        ["zhang 2026-03-08"],
    ),
    *(
        Told(
            f"an entry that names nobody is not of a clause that {what}",
            clause.replace('"CallReceived"', '["CallReceived", "DiscountSought"]') + VISIT,
            [ZHANG, discount("c", "zhang", on="2026-03-02")],
            [ZHANG_OPENED],
            ["zhang 2026-03-08"],
        )
        for what, clause in {
            "ends": ENDS,
            "renews": RENEWS.replace("FollowUpLogged", "CallReceived"),
            "opens": VISIT.replace('"visit"', '"call"').replace("VisitReceived", "CallReceived"),
            "tells of help": HELPS.replace("VisitReceived", "CallReceived"),
            "lets claims pass": PASSES.replace("PriorClaimFound", "CallReceived")
            .replace("prior_agent", "from_agent")
            .replace("found_by", "agent"),
        }.items()
    ),
]


@pytest.mark.parametrize("told", TOLD, ids=[told.sentence for told in TOLD])
def test_each_entry_does_what_its_clause_says(told: Told) -> None:
    book = kind_book(told.clauses)
    closing = subscription("d", "c", "closer", on="2026-03-20")
    assert done(given(*told.tale, closing).decide("d", rulebook=book)) == [f"→ {effect}" for effect in told.did]
    assert [f"{agent} {through}" for agent, _, through in claims_of(told.tale, book)] == told.stand


def test_help_ends_with_the_claims_of_whom_it_was_given_to_and_of_nobody_else() -> None:
    helped = [ZHANG, visit("c", "li", on="2026-03-02"), call("c", "wang", on="2026-03-03")]
    book = kind_book(ENDS + HELPS + VISIT)
    assert [one.helper for one in case_of(helped, book).helpers_of("zhang")] == ["li"]
    assert case_of([*helped, call("c", "zhang", on="2026-03-04")], book).helpers_of("zhang") == []


def test_of_several_who_were_helped_only_the_one_who_gives_is_replaced() -> None:
    served = '[[register]]\nid = "served"\ncite = "S"\nuse = "named-served"\nwhen = { type = "VisitReceived" }\n'
    named = visit("c", "chen", named=["zhang", "li"], on="2026-03-02")
    moved = found("c", "wang", "zhang", on="2026-03-03")
    (help_,) = case_of([ZHANG, LI, named, moved], kind_book(served + PASSES + VISIT)).register.helps
    assert (help_.helper, help_.holders) == ("chen", ("wang", "li"))


def test_what_opens_nothing_names_who_came_and_who_holds() -> None:
    lines = case_of([ZHANG, LI], kind_book(VISIT + 'where = "nobody-else-holds"\n')).register.lines
    assert lines[-1].effect == Nothing("held-by-another", ("li", "zhang"))
