"""Each law holds of the seed's book in a story, and is broken by rules that are wrong in its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from leadledger.events import ComplaintFiled, SubscriptionSigned, VisitReceived
from leadledger.plan.library import plans
from leadledger.rulebook.answers import Answer, Applies, Award, Reason
from leadledger.rulebook.case import Case
from leadledger.rulebook.library import rulebooks
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing import laws
from leadledger.testing.laws.law import Asked, in_order
from leadledger.testing.money_stories import money
from leadledger.testing.stories import call, given, registered, subscription, visit

SEED = rulebooks["sales-office"]
STORY = given(visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "li", price=money("1000000.00"))).events
SILENT_ALONE = {"late-claim", "late-help", "re-registering", "monotonic-evidence", "last-good-day"}


def awarding(award: Callable[[Case], str]) -> Rulebook:
    """The seed's book with one award clause, which gives everything to one payee."""

    def apply(case: Case) -> Answer:
        return Applies(Award.whole(award(case)), Reason("no-wish"))

    one = replace(SEED.clause("closer"), apply=apply)
    return replace(SEED, award=(one,), ranks=((one,),), sharing=(), suspense=None)


def first(case: Case) -> str:
    return case.good_claims()[0].agent if case.good_claims() else "@department"


def by_turns() -> Callable[[Case], str]:
    turns = count()
    return lambda case: "zhang" if next(turns) % 2 else "li"


def cheap(case: Case) -> str:
    """The closer has what costs little, the first holder the rest."""
    (closing,) = (fact.event for fact in case.closing.facts if isinstance(fact.event, SubscriptionSigned))
    price = closing.price
    return str(case.closer) if price is not None and price.amount_minor < 60_000_000 else first(case)


WRONG: dict[str, Rulebook] = {
    "determinism": awarding(by_turns()),
    "anonymity": awarding(lambda case: min(claim.agent for claim in case.good_claims())),
    "split-deal": awarding(cheap),
    "open-complaint": awarding(lambda case: str(case.closer) if case.all(ComplaintFiled) else first(case)),
    "last-good-day": awarding(lambda case: first(case) if case.closing.day.day % 2 else "@department"),
    "monotonic-evidence": awarding(lambda case: case.good_claims()[-1].agent if case.good_claims() else "@department"),
}


@pytest.mark.parametrize("law", laws.ALL)
def test_the_law_holds_of_the_seeds_book_in_a_plain_story(law: laws.Law) -> None:
    assert law(SEED, STORY) is None
    assert list(law.tries(Asked(SEED), in_order(STORY)))


@pytest.mark.parametrize("law", laws.ALL)
def test_the_law_is_silent_where_no_deal_closes(law: laws.Law) -> None:
    asked = Asked(SEED)
    found = [one() for one in law.tries(asked, STORY[:2])]
    assert found == [None] * len(found)
    if law.name not in SILENT_ALONE:
        assert not found or law.name == "split-customer"


@pytest.mark.parametrize("name", sorted(WRONG))
def test_rules_that_are_wrong_in_that_way_break_the_law(name: str) -> None:
    (law,) = [law for law in laws.ALL if law.name == name]
    broken = law(WRONG[name], STORY)
    assert broken is not None
    assert broken.law == name
    assert "It comes to: owner" in str(broken)


def test_strangers_matter_where_everybody_is_one_party() -> None:
    assert SEED.party is not None
    everybody = replace(SEED.party, apply=lambda *_: frozenset({"c", "stranger-c"}))
    counting = awarding(lambda case: "li" if len(case.all(VisitReceived)) > 2 else "zhang")
    assert laws.locality(counting, STORY) is None
    book = replace(counting, party=everybody, scope=replace(SEED.scope, party=everybody.apply))
    broken = laws.locality(book, STORY)
    assert broken is not None
    assert broken.why == "strangers-after"


def test_a_late_entry_gains_a_longer_claim_in_the_seeds_book() -> None:
    story = given(visit("c", "zhang"), subscription("d", "c", "li", on="2026-05-02")).events
    broken = laws.late_claim(SEED, story)
    assert broken is not None
    assert broken.facts["agent"] == "zhang"
    assert (broken.before.owner, broken.after.owner) == ("li", "zhang")  # type: ignore[union-attr]


def test_a_visit_that_names_its_receiver_gains_by_being_entered_twice_in_the_seeds_book() -> None:
    story = given(registered("c", "zhang"), visit("c", "li", named=["li"]), subscription("d", "c", "zhang")).events
    broken = laws.re_registering(SEED, story)
    assert broken is not None
    assert (broken.before.owner, broken.after.owner) == ("zhang", "li")  # type: ignore[union-attr]


def test_an_earlier_contact_runs_out_earlier_in_the_seeds_book() -> None:
    story = given(call("c", "li", on="2026-03-01"), call("c", "li", on="2026-05-10"), subscription("d", "c", "zhang"))
    assert laws.monotonic_evidence(SEED, story.events) is None
    story = given(call("e", "li"), call("c", "li", on="2026-04-30"), subscription("d", "c", "zhang", on="2026-05-03"))
    broken = laws.monotonic_evidence(SEED, story.events)
    assert broken is not None
    assert broken.facts["agent"] == "li"


def test_two_ids_gain_where_the_book_links_nobody() -> None:
    story = given(visit("c", "zhang"), subscription("d", "c", "li")).events
    assert laws.split_customer(SEED, story) is None
    broken = laws.split_customer(replace(SEED, party=None, scope=replace(SEED.scope, party=None)), story)
    assert broken is not None
    assert broken.facts["other"] == "c-again"


def test_a_rule_for_cents_that_does_not_mirror_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def floored(total: int, shares: dict[str, object], *, rule: str) -> dict[str, int]:
        return {payee: total // len(shares) for payee in shares}

    monkeypatch.setattr("leadledger.testing.laws.paying.allocate", floored)
    story = given(visit("c", "zhang"), visit("c", "li", declined=["zhang"]), subscription("d", "c", "li")).events
    broken = laws.refund_symmetry(SEED, story)
    assert broken is not None
    assert broken.why == "unmirrored"


@pytest.mark.parametrize("law", [laws.conservation, laws.refund_symmetry, laws.batch_independence, laws.split_deal])
def test_with_a_plan_the_law_is_asked_of_the_books_too(law: laws.Law) -> None:
    assert law(SEED, STORY, plan=plans["sales-office"]) is None


def test_the_name_of_a_law_is_that_of_its_test_and_its_text_says_what_makes_it_silent() -> None:
    names = [law.name for law in laws.ALL]
    assert len(set(names)) == len(names)
    assert all(law.__name__ == law.name for law in laws.ALL)
    assert [law.name for law in laws.ALL if "silent" not in law.says.lower()] == []
