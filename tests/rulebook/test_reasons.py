"""What the clauses of the sales office's book say of a case: in words, and by which entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from leadledger.testing.stories import (
    Draft,
    allocation,
    complaint,
    decided,
    defied,
    discount,
    found,
    given,
    household,
    minutes,
    quarrelled,
    reassigned,
    referral,
    ruling,
    settlement,
    subscription,
    visit,
    withdrawal,
)
from tests.reasons_said import done, said

ZHANG, WANG = visit("c", "zhang"), visit("c", "wang")
LONG_AGO = visit("c", "zhang", on="2025-11-01")
FORGOT = visit("c", "li", forgot=True)
CLOSED, CLOSED_IN_MARCH = subscription("d", "c", "li"), subscription("d", "c", "li", on="2026-03-20")
AGREED = settlement({"zhang": "1"}, {"li": "1"}, signed_by=["zhang", "li"], deal="d", on="2026-03-04", at="00:30")
ALONE = "On the visit that decides, the customer "

SAID: list[tuple[list[Draft], dict[str, str]]] = [
    (
        [ZHANG, visit("c", "li", asked_for="zhang")],
        {
            "first-visit": "zhang holds the first good claim: registered 1 March 2026, 10:00, good through 1 May "
            "2026. [1]",
            "asked-for": "The customer asked for zhang, who holds the first good claim anyway: that is no change of "
            "agent. [1, 2]",
            "declined": ALONE + "asked for an agent. [2]",
        },
    ),
    (
        [ZHANG, WANG, visit("c", "li", asked_for="li")],
        {
            "asked-for": "The customer came again and asked for li. zhang and wang held good claims before that (good "
            "through 1 May 2026 and 2 May 2026) and so share 50 % of credit and commission equally; li has the rest. "
            "[1, 2, 3]"
        },
    ),
    (
        [ZHANG, visit("c", "li"), WANG, visit("c", "chen", asked_for="li")],
        {
            "asked-for": "The customer came again and asked for li. zhang held a good claim before that (good through "
            "1 May 2026) and so has 50 % of credit and commission; li has the rest. [1, 4]"
        },
    ),
    (
        [ZHANG, WANG, visit("c", "li", declined=["zhang", "wang"])],
        {
            "declined": "The customer declined zhang and wang and turned to li. zhang and wang held good claims opened "
            "before that visit (good through 1 May 2026 and 2 May 2026) and so share 20 % of the commission equally; "
            "li "
            "has the rest and all the credit. [1, 2, 3]",
            "asked-for": ALONE + "declined an agent. [3]",
        },
    ),
    (
        [ZHANG, discount("c", "zhang"), discount("c", "zhang")],
        {
            "discount": "The customer sought a discount, but no good claim of another agent came before it. [2, 3]",
            "declined": "On no visit that still counts did the customer express a wish.",
            "closer": "There are good claims, so the closing alone does not decide.",
            "first-by-lots": "The first good claim is zhang's, and it came about in another way. [1]",
            "help": "Nobody received the customer in zhang's place.",
            "quarrel": "No quarrel over this customer or deal was reported.",
        },
    ),
    (
        [ZHANG, WANG, discount("c", "li")],
        {
            "discount": "The customer went to li for a discount while zhang held the first good claim (good through 1 "
            "May "
            "2026). That is no change of agent: zhang has all of credit and commission. [1, 3]"
        },
    ),
    (
        [ZHANG, FORGOT],
        {
            "forgot": "The customer had forgotten who served them, and li received them. No look-up found an earlier "
            "agent, so li has all of credit and commission. [2]",
            "named-one": ALONE + "had forgotten who served them. [2]",
        },
    ),
    (
        [ZHANG, FORGOT, found("c", "li", "li")],
        {
            "forgot": "The customer had forgotten who served them, and li received them. The look-up found li again, "
            "who "
            "has all of credit and commission. [2, 3]"
        },
    ),
    (
        [ZHANG, FORGOT, found("c", "li", "wang")],
        {
            "forgot": "The customer had forgotten who served them, and li received them. The look-up found wang, who "
            "holds no good claim opened before that visit, so li has all of credit and commission. [2, 3]"
        },
    ),
    (
        [ZHANG, FORGOT, found("c", "li", "wang"), found("c", "li", "zhang")],
        {
            "forgot": "The customer had forgotten who served them, and li received them. zhang had served them before "
            "and holds a good claim (good through 1 May 2026), and so has 50 % of the commission; li has the rest. The "
            "credit goes to li. [1, 2, 4]"
        },
    ),
    (
        [ZHANG, visit("c", "li", named=["zhang"]), CLOSED_IN_MARCH],
        {
            "named-one": "The customer named zhang, who was out and holds a good claim (good through 1 May 2026). li "
            "received the visit for them. [1, 2]",
            "named-several": "The customer named one agent only. [2]",
            "help": "li received the customer while zhang was out, and so has 20 % of the commission. [2]",
            "help-of-the-day": "li helped, but not on the closing day.",
            "forgot": ALONE + "only named who had served them. [2]",
        },
    ),
    (
        [ZHANG, visit("c", "zhang", named=["zhang"])],
        {
            "named-one": "The customer named zhang, who received the visit and holds a good claim (good through 1 May "
            "2026). [1, 2]"
        },
    ),
    (
        [ZHANG, WANG, visit("c", "li", named=["wang", "zhang"], present=["zhang"])],
        {
            "named-several": "The customer named zhang, who was on site and holds a good claim (good through 1 May "
            "2026). li received the visit, but it is zhang's customer. [1, 3]",
            "named-one": "The customer named several agents. [3]",
        },
    ),
    (
        [visit("c", "zhang", on="2026-01-01"), visit("c", "li", named=["zhang"], on="2026-02-28"), CLOSED_IN_MARCH],
        {
            "named-one": "The customer named zhang, whose claim is not good for this deal any more. [2]",
            "first-visit": "Nobody holds a claim that is good for this deal.",
            "closer": "Nobody holds a good claim, so the deal is li's, who closed it. [3]",
        },
    ),
    (
        [LONG_AGO, visit("c", "li", declined=["zhang"], on="2026-03-01"), CLOSED_IN_MARCH],
        {
            "declined": "The customer declined zhang and turned to li. No other agent declined holds a good claim "
            "opened "
            "before that visit, so li has all of credit and commission. [2]"
        },
    ),
    (
        [LONG_AGO, visit("c", "chen", asked_for="wang", on="2026-03-01"), CLOSED_IN_MARCH],
        {
            "asked-for": "The customer came again and asked for wang. No other agent's good claim comes before theirs, "
            "so wang has all of credit and commission. [2]"
        },
    ),
    (
        [LONG_AGO, visit("c", "li", declined=["zhang"], on="2025-11-02"), CLOSED_IN_MARCH],
        {"declined": "On no visit that still counts did the customer express a wish."},
    ),
    (
        [
            visit("c", "chen", on="2026-03-01", at="09:00"),
            visit("old", "chen", on="2026-03-01", at="10:00"),
            referral("old", "c", on="2026-03-01", at="11:00"),
        ],
        {
            "first-by-referral": "chen holds the first good claim: registered 1 March 2026, 09:00, good through 1 May "
            "2026. [1, 3]"
        },
    ),
    (
        [CLOSED, withdrawal("d")],
        {"closer": "Nobody holds a good claim, so the deal is li's, who closed it. [1]"},
    ),
    (
        [complaint("k", "c", "li"), decided("k", "upheld")],
        {
            "closer": "Nobody holds a good claim, and li, who closed, is barred by an upheld complaint of the "
            "customer: "
            "credit and commission go to the department. [3]"
        },
    ),
    (
        [ZHANG, CLOSED, quarrelled(["zhang", "li"], deal="d"), quarrelled(["zhang", "wang"], customer="c")],
        {
            "quarrel": "zhang and li quarrelled over this customer or deal: credit and commission go to the "
            "department. [3]"
        },
    ),
    (
        [ZHANG, CLOSED, ruling("r", {"zhang": "1"}, {"zhang": "1"}, deal="d"), defied("r", "li")],
        {
            "ruling": "manager ruled on it on 3 March 2026 (ruling r), and li defied it: credit and commission go to "
            "the "
            "department. [3, 4]"
        },
    ),
    (
        [ZHANG, CLOSED, AGREED],
        {
            "ruling": "zhang and li signed a settlement on 4 March 2026; credit and commission are as agreed there. [3]"
        },
    ),
    (
        [ZHANG, reassigned("zhang", {"c": "wang"})],
        {
            "first-by-lots": "wang holds the first good claim: registered 1 March 2026, 10:00, good through 2 May "
            "2026. [1, 2]"
        },
    ),
    (
        [visit("old", "chen"), referral("old", "c"), visit("c", "li")],
        {
            "first-by-referral": "chen holds the first good claim: registered 2 March 2026, 10:00, good through 2 May "
            "2026. [2]"
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize(("story", "says"), SAID)
def test_a_clause_says_who_how_much_until_when_and_by_which_entries(
    story: list[Draft], says: Mapping[str, str]
) -> None:
    closed = any(one.fields["type"] == "SubscriptionSigned" for one in story)
    answer = given(*story, *([] if closed else [CLOSED])).decide("d")
    assert says.items() <= set(said(answer))


@pytest.mark.parametrize(
    ("story", "says"),
    [
        (
            [ZHANG, FORGOT],
            "zhang had served them before and holds a good claim (good through 1 May 2026), and so has 50 % of the "
            "commission; li has the rest. The credit goes to li. [1, 2]",
        ),
        (
            [visit("c", "li"), FORGOT],
            "No other agent holds a good claim opened before that visit, so li has all of credit and commission. [2]",
        ),
    ],
)
def test_who_served_them_before_may_be_looked_up_in_the_register_itself(story: list[Draft], says: str) -> None:
    searched: dict[str, Any] = {"terms.search_prior_claims": "automatic"}
    answer = given(*story, CLOSED).decide("d", settings=searched)
    forgotten = "The customer had forgotten who served them, and li received them. "
    assert ("forgot", forgotten + says) in said(answer)


BARRED = [complaint("k", "c", "zhang"), decided("k", "upheld")]
OPENED = "zhang opens a claim, good through 1 May 2026 (clause 5.1)"
DID: list[tuple[list[Draft], list[str]]] = [
    ([ZHANG, ZHANG], [OPENED, "zhang's claim is live already and stays as it is (clause 5.1)"]),
    ([*BARRED, ZHANG], ["nothing for zhang, who is barred by an upheld complaint (clause 5.1)"]),
    (
        [visit("old", "zhang"), *BARRED, referral("old", "c")],
        ["nothing for zhang, who is barred by an upheld complaint (clause 5.3.10)"],
    ),
    (
        [WANG, *BARRED, visit("c", "zhang", named=["wang"])],
        [
            "wang opens a claim, good through 1 May 2026 (clause 5.1)",
            "nothing for zhang, who is barred by an upheld complaint (clause 5.3.3)",
        ],
    ),
    (
        [WANG, *BARRED, reassigned("wang", {"c": "zhang"})],
        [
            "wang opens a claim, good through 1 May 2026 (clause 5.1)",
            "nothing for zhang, who is barred by an upheld complaint (clause 5.3.12)",
        ],
    ),
    (
        [ZHANG, visit("c", "li", named=["zhang"]), reassigned("zhang", {"c": "wang"})],
        [
            OPENED,
            "li helps zhang and opens no claim (clause 5.3.3)",
            "zhang's claim and help pass to wang; the claim is good through 3 May 2026 (clause 5.3.12)",
        ],
    ),
    (
        [ZHANG, reassigned("li", {"c": "wang"})],
        [OPENED, "li has no live claim: nothing passes on and nothing is renewed (clause 5.3.12)"],
    ),
    (
        [ZHANG, allocation("c", "wang")],
        [
            OPENED,
            "the story starts afresh: claims, help and wishes before this are out of account (clause 5.3.13)",
            "wang opens a claim, good through 2 May 2026 (clause 5.3.13)",
        ],
    ),
    (
        [visit("old", "chen"), referral("old", "c")],
        [
            "chen opens a claim, good through 2 May 2026 (clause 5.3.10)",
            "chen's claim ranks before all others (clause 5.3.10)",
        ],
    ),
    (
        [visit("old", "zhang"), household("old", "c"), referral("old", "c")],
        [OPENED, "the referrer belongs to the same party: no effect (clause 5.3.10)"],
    ),
    (
        [visit("old", "li", asked_for="zhang"), discount("old", "li"), *BARRED, referral("old", "c")],
        ["nothing for zhang, who is barred by an upheld complaint (clause 5.3.10)"],
    ),
    (
        [visit("old", "zhang"), visit("old", "li"), reassigned("zhang", {"old": "wang"}), referral("old", "c")],
        [
            "wang opens a claim, good through 4 May 2026 (clause 5.3.10)",
            "wang's claim ranks before all others (clause 5.3.10)",
        ],
    ),
    (
        [
            visit("old", "zhang", on="2026-01-01"),
            reassigned("zhang", {"old": "wang"}, on="2026-03-02", at="00:30"),
            referral("old", "c", on="2026-03-10"),
        ],
        [
            "zhang opens a claim, good through 10 May 2026 (clause 5.3.10)",
            "zhang's claim ranks before all others (clause 5.3.10)",
        ],
    ),
    ([referral("old", "c")], ["nobody holds a claim on the referrer: no effect (clause 5.3.10)"]),
    (
        [ZHANG, visit("c", "zhang", named=["zhang"])],
        [OPENED, "zhang serves their own customer: nothing new (clause 5.3.3)"],
    ),
    (
        [ZHANG, visit("c", "li", named=["zhang"], present=["zhang"])],
        [OPENED, "zhang was on site, and it is their customer: the receiver opens no claim (clause 5.3.3)"],
    ),
    ([visit("c", "li", asked_for="chen")], ["chen opens a claim, good through 1 May 2026 (clause 2.5.1)"]),
    ([minutes({"x": "li", "c": "zhang"})], [OPENED]),
]


@pytest.mark.parametrize(("story", "did"), DID)
def test_what_an_entry_did_to_the_register_is_told_with_the_clause_that_took_it(
    story: list[Draft], did: list[str]
) -> None:
    assert done(given(*story, CLOSED_IN_MARCH).decide("d")) == [f"→ {effect}" for effect in did]


def test_a_clause_that_does_not_apply_states_the_facts_behind_it() -> None:
    story = given(ZHANG, visit("c", "li", named=["zhang"]), CLOSED_IN_MARCH)
    considered = {one["id"]: one["facts"] for one in story.decide("d").to_dict(considered=True)["considered"]}
    assert considered["help-of-the-day"] == {"agent": "zhang", "helpers": ["li"]}
