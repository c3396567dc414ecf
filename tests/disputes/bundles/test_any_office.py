"""Law: of every deal that an office can decide there is a bundle that holds, and says what the office says."""

from __future__ import annotations

import json
from random import Random

import pytest

from leadledger.disputes.bundles import bundle, verify_bundle
from leadledger.disputes.bundles.telling import essence
from leadledger.events import event_from_dict
from leadledger.ledger import Refused
from leadledger.ledger.amounts import amounts_in
from tests.disputes.bundles.cases import office, raw
from tests.money_lives import any_plan, with_money
from tests.offices import offices

ADOPTED = {
    "type": "CommissionPlanAdopted",
    "occurred_at": "2001-01-01T00:00:00+08:00",
    "effective_from": "2001-01-01",
    "published_at": "2001-01-01T00:00:00+08:00",
}


@pytest.mark.parametrize("number", range(6))
def test_every_deal_has_a_bundle_that_holds(number: int) -> None:
    (told,) = offices(f"bundles {number}", 1)
    if number % 2:
        choose = Random(number).choice
        plan = json.loads(json.dumps(any_plan(choose).document))
        told = [{**ADOPTED, "document": plan}, *with_money(told, choose, months=False)]
    with office(told=tuple(event_from_dict(dict(entry)) for entry in told)) as ledger:
        amounts = amounts_in(ledger.books()) if ledger.office().source.adopts_plans() else {}
        decided = [one for one in ledger.decide_all() if not isinstance(one, Refused)]
        assert decided
        for answer in decided[:12]:
            assert answer.deal is not None
            said = json.loads(json.dumps(answer.to_dict(amounts=amounts.get(answer.deal))))
            least, most = bundle(ledger, answer.deal), bundle(ledger, answer.deal, personal="keep")
            assert essence(raw(least)["decision"]["en"]) == essence(said)
            assert raw(most)["decision"]["en"] == said
            assert verify_bundle(least, head=ledger.head()).ok
