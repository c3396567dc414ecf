"""A software vendor's territories and held-over deals: its worked cases, and both sides of every edge."""

from __future__ import annotations

import pytest

from tests.books.cases import Case, check

BOOK = "territories-and-holdovers"
ASSIGNED = "2023-02-01 app.AccountAssigned customer=x agent=g"
STAGED = "2023-04-20 app.DealStaged deal=d1 stage=5"
MOVED = "2023-05-01 app.AccountMoved customer=x from_agent=g to_agent=r review=quarterly approved_on=2023-05-01"
HELD = f"{ASSIGNED}; {STAGED}; {MOVED}"
EARLY = HELD.replace("stage=5", "stage=3")
THREE_QUARTERS = {"g": "3/4", "r": "1/4"}
HALVES = {"g": "1/2", "r": "1/2"}


def signed(day: str, by: str = "g") -> str:
    """The signing, on a day."""
    return f"{day} SubscriptionSigned customer=x agent={by}"


CASES = [
    Case("R4-1a", BOOK, f"{HELD}; {signed('2023-05-20')}", "g", clause="5"),
    Case("R4-1a the account's owner", BOOK, HELD, "r", at="2023-05-20T12:00"),
    Case("R4-1b", BOOK, f"{HELD}; {signed('2023-06-15')}", "g", THREE_QUARTERS),
    Case("R4-1c", BOOK, f"{HELD}; {signed('2023-07-20')}", "g", HALVES),
    Case("R4-1d", BOOK, f"{HELD}; {signed('2023-08-05', 'r')}", "r", clause="1.3"),
    Case("R4-2", BOOK, f"{EARLY}; {signed('2023-05-10')}", "r"),
    Case("R4-2 the stage changes after the move", BOOK,
         f"{EARLY}; 2023-05-05 app.DealStaged deal=d1 stage=5; {signed('2023-05-10')}", "r"),
    Case("R4-2 the stage fell before the move", BOOK,
         f"{ASSIGNED}; {STAGED}; 2023-04-25 app.DealStaged deal=d1 stage=3; {MOVED}; {signed('2023-05-10')}", "r"),
    Case("R4-2 stage four", BOOK, f"{EARLY.replace('stage=3', 'stage=4')}; {signed('2023-05-10')}", "g"),
    Case("R4-2 stage six", BOOK, f"{EARLY.replace('stage=3', 'stage=6')}; {signed('2023-05-10')}", "g"),
    Case("R4-2 stage seven", BOOK, f"{EARLY.replace('stage=3', 'stage=7')}; {signed('2023-05-10')}", "r"),
    Case("R4-2 a holdover agreed", BOOK,
         f"{EARLY}; 2023-05-02 app.HoldoverAgreed deal=d1 by=m; {signed('2023-06-15')}", "g", THREE_QUARTERS),
    Case("R4-3", BOOK,
         "2023-02-01 app.AccountAssigned customer=x agent=o; "
         "2023-05-15 FollowUpLogged customer=x agent=w channel=meeting reached=true; "
         f"{signed('2023-06-10', 'w')}", "o"),
    Case("R4-4", BOOK, f"{HELD}; {signed('2023-07-29')}", "g", HALVES),
    Case("R4-5", BOOK, f"{HELD}; {signed('2023-07-30')}", "r"),
    Case("(i) the last day of the first month", BOOK, f"{HELD}; {signed('2023-05-30')}", "g"),
    Case("(i) the first day of the second", BOOK, f"{HELD}; {signed('2023-05-31')}", "g", THREE_QUARTERS),
    Case("(i) the last day of the second", BOOK, f"{HELD}; {signed('2023-06-29')}", "g", THREE_QUARTERS),
    Case("(i) the first day of the third", BOOK, f"{HELD}; {signed('2023-06-30')}", "g", HALVES),
    Case("counted from the day of approval", BOOK,
         f"{HELD.replace('approved_on=2023-05-01', 'approved_on=2023-04-28')}; {signed('2023-05-28')}", "g",
         THREE_QUARTERS),
    Case("(iii) an immediate move", BOOK, f"{HELD.replace('quarterly', 'immediate')}; {signed('2023-05-20')}", "r"),
    Case("a yearly move", BOOK, f"{HELD.replace('quarterly', 'yearly')}; {signed('2023-05-20')}", "?",
         missing="whether the yearly review holds the deal over"),
    Case("a yearly move that was ruled on", BOOK,
         f"{HELD.replace('quarterly', 'yearly')}; {signed('2023-05-20')}; "
         "2023-05-22 RulingMade ruling=q deal=d1 credit=g:1 commission=g:1 reason=held by=m", "g"),
    Case("a yearly move, more than ninety days ago", BOOK,
         f"{HELD.replace('quarterly', 'yearly')}; {signed('2023-07-31')}", "r"),
    Case("the last day before the accounts are aligned", BOOK, f"{ASSIGNED}; {signed('2023-02-07', 'w')}", "w",
         clause="6"),
    Case("the day on which they are", BOOK, f"{ASSIGNED}; {signed('2023-02-08', 'w')}", "g"),
    Case("the owner between the years", BOOK, ASSIGNED, "g", at="2023-02-03T12:00"),
    Case("an account that is nobody's", BOOK, signed("2023-06-10", "w"), "?", missing="whose account it is"),
    Case("an account assigned to another", BOOK,
         f"{ASSIGNED}; 2023-04-01 app.AccountAssigned customer=x agent=o; {signed('2023-06-10')}", "o"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_vendor_decides_as_its_handbook_says(case: Case) -> None:
    check(case)
