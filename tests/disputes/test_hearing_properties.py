"""What a hearing file says of any office: gaps hold no contact, sides are earned, readings begin with the decision."""

from __future__ import annotations

import json
from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from leadledger.disputes.flip_sets.changes import Change
from leadledger.disputes.flip_sets.trial import Trial
from leadledger.disputes.hearings.claimants import claimants
from leadledger.disputes.hearings.facts import Weighing
from leadledger.disputes.hearings.gaps import contacts, gaps
from leadledger.disputes.hearings.readings import stated_readings
from leadledger.dossier import History
from leadledger.errors import LeadledgerError
from leadledger.ledger import Office
from leadledger.values import office_day
from tests.offices import office
from tests.strategies import examples, read

SHORTEST = 3


def trials(seed: int) -> list[tuple[History, Trial]]:
    """Every deal of an office that can be decided, ready to be tried."""
    history = History(read(office(Random(seed))))
    asked = Office(history)
    found: list[tuple[History, Trial]] = []
    for deal in asked.closed_deals():
        try:
            found.append((history, Trial(asked, deal)))
        except LeadledgerError:
            continue
    return found


@examples(40)
@given(seed=st.integers(0, 2**32))
def test_a_gap_without_contact_holds_none_and_one_stands_at_its_end(seed: int) -> None:
    for history, trial in trials(seed):
        answer = trial.answer
        zone, closing = answer.rulebook.terms.timezone, answer.dossier.closing.day
        for agent in claimants(answer, history):
            days = {office_day(fact.recorded_at, zone) for fact in contacts(agent, answer, history)}
            for gap in gaps(agent, answer, history, shortest_days=SHORTEST):
                assert gap.begins <= gap.ends <= closing
                within = {gap.begins + timedelta(days=one) for one in range(gap.days)}
                if gap.kind == "no-contact":
                    assert gap.days >= SHORTEST
                    assert within.isdisjoint(days)
                    assert gap.ends + timedelta(days=1) in days | {closing}
                else:
                    good = [one for one in answer.register.claims if one.agent == agent and one.standing]
                    assert not any(claim.opened_on <= day <= claim.through for claim in good for day in within)


@examples(30)
@given(seed=st.integers(0, 2**32))
def test_who_has_less_without_an_entry_has_it_on_their_side(seed: int) -> None:
    for history, trial in trials(seed):
        weighing = Weighing(trial)
        for agent in claimants(trial.answer, history):
            has = trial.result.part(agent)
            for one in weighing.of(agent):
                if not one.turns:
                    continue
                how = "restored" if one.fact.type == "EntryStruck" else "struck"
                after = trial.with_changes([Change(how, one.fact)])
                assert after is not None
                assert one.side == ("for" if after.part(agent) < has else "against")


@examples(40)
@given(seed=st.integers(0, 2**32))
def test_a_final_decision_is_the_first_reading_and_every_payee_is_heard(seed: int) -> None:
    for history, trial in trials(seed):
        answer = trial.answer
        readings = stated_readings(answer)
        kinds = [one.kind for one in readings]
        assert ("decided" in kinds) == (answer.status == "final")
        if answer.status == "final":
            assert (kinds[0], readings[0].result) == ("decided", trial.result)
        elif answer.status == "provisional":
            assert kinds[0] == "dismissed"
            assert readings[kinds.index("upheld")].result is not None
        heard = claimants(answer, history)
        payees = {*answer.credit, *answer.commission, *answer.on_top}
        assert {one for one in payees if not one.startswith("@")} <= set(heard)
        json.dumps([one.result.to_dict() for one in readings])
