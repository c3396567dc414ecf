"""The kind ``first-claim``: entries that may or may not renew a claim call for a finding where it hangs on them."""

from __future__ import annotations

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from leadledger.rulebook.answers import Applies, NeedsFinding
from leadledger.rulebook.clauses.first_claim import first_claim
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.stories import Draft, call, follow_up, visit
from tests.rulebook.kinds.tales import FIRST_DAY, VISIT, WEEK, case_of, is_a, kind_book, tales
from tests.strategies import examples

CALL = VISIT.replace('"visit"', '"call"').replace("VisitReceived", "CallReceived").replace("7 days", "60 days")
VISIT_RENEWS, VISIT_OPENS = (VISIT + f'again = "{again}"\n' for again in ("renewed", "opened"))
CALL_RENEWS = '[[register]]\nid = "call"\ncite = "C"\nuse = "renews"\nwhen = { type = "CallReceived" }\n'


class Books:
    """Books in which a follow-up by the holder perhaps renews, renews, or does nothing."""

    def __init__(self, clauses: str) -> None:
        self.doubtful, self.renewed = (self._where(clauses, what) for what in ("doubtful", "renewed_by"))
        self.neither = kind_book(clauses)

    def _where(self, clauses: str, follow_ups: str) -> Rulebook:
        asked = f'{follow_ups} = [{{ type = "FollowUpLogged", agent = "holder" }}]'
        return kind_book(clauses.replace('"7 days"', f'"7 days", {asked}'))

    def need_a_finding_where_it_matters(self, told: list[Draft], days: int) -> None:
        """A finding is needed exactly where renewing or not gives another owner; else there is that owner."""
        answer = first_claim(case_of(told, self.doubtful, days=days))
        owners = set[str | None]()
        for book in (self.renewed, self.neither):
            good = case_of(told, book, days=days).good_claims()
            owners.add(good[0].agent if good else None)
        assert isinstance(answer, NeedsFinding) == (len(owners) == 2)
        if len(owners) == 1:
            assert (answer.award.owner if isinstance(answer, Applies) else None) in owners


OPENED_ONCE, RENEWED_BY_CALLS = Books(CALL + VISIT), Books(VISIT + CALL_RENEWS)
RENEWED_AGAIN, OPENED_AGAIN = Books(VISIT_RENEWS), Books(VISIT_OPENS)


def each_once(told: list[Draft]) -> list[Draft]:
    """The tale without the later visits to the same agent."""
    visits = [one for one in told if is_a("VisitReceived", one)]
    first = {one.fields["agent"]: one for one in reversed(visits)}
    return [one for one in told if one not in visits or one is first[one.fields["agent"]]]


DAYS = st.sampled_from((0, 1, 7, 8))
VISITS, FOLLOW_UPS = partial(visit, "c"), partial(follow_up, "c")
TALES = tales(VISITS, FOLLOW_UPS, by=("li", "wang"), longest=4).map(each_once)


def of_zhang(agent: str, **on: object) -> Draft:
    """Zhang follows up, whoever was drawn."""
    return follow_up("c", "zhang", **on)


def zhang_calls(agent: str, **on: object) -> Draft:
    """Zhang is called, whoever was drawn."""
    return call("c", "zhang", **on)


@examples(60)
@given(told=TALES, called=st.booleans(), days=DAYS)
def test_a_finding_is_needed_exactly_where_renewing_or_not_gives_another_owner(
    told: list[Draft], called: bool, days: int
) -> None:
    week_before = FIRST_DAY - WEEK
    came = call("c", "zhang", on=week_before) if called else visit("c", "zhang", on=week_before)
    OPENED_ONCE.need_a_finding_where_it_matters([came, follow_up("c", "zhang", on=FIRST_DAY - WEEK / 7), *told], days)


@examples(150)
@given(
    told=tales(VISITS, of_zhang, by=("li", "zhang")), again=st.sampled_from((RENEWED_AGAIN, OPENED_AGAIN)), days=DAYS
)
def test_so_it_is_where_a_later_visit_renews_or_opens_again_what_may_be_good(
    told: list[Draft], again: Books, days: int
) -> None:
    again.need_a_finding_where_it_matters(told, days)


@examples(150)
@given(told=tales(VISITS, of_zhang, zhang_calls, by=("li", "zhang")).map(each_once), days=DAYS)
def test_so_it_is_where_a_clause_renews_what_may_be_good(told: list[Draft], days: int) -> None:
    RENEWED_BY_CALLS.need_a_finding_where_it_matters(told, days)
