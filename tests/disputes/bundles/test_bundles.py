"""A bundle holds what the decision rests on and nothing else, says what decide says, and is small."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import leadledger as ll
from leadledger.disputes.bundles import bundle, verify_bundle
from leadledger.disputes.bundles.telling import essence
from leadledger.disputes.signing import new_signing_key
from leadledger.errors import BundleRefused, LeadledgerError
from leadledger.importing import read_history
from leadledger.ledger.amounts import amounts_in
from leadledger.plan.library import plans
from leadledger.testing.money_stories import money, plan_adopted
from leadledger.testing.stories import given, struck, subscription, visit
from tests.cli.running import refused, run
from tests.disputes.bundles.cases import DEAL, book_adopted, events, good, office, raw, whole

EXAMPLE = Path(__file__).parents[3] / "examples" / "office" / "history.jsonl"
SECRETS = ("赵先生", "8613812345678", "came with his wife", "asked about the school", "张伟", "李娜")


def types_in(data: bytes) -> list[str]:
    return [json.loads(one["data"].partition("\n")[2])["type"] for one in raw(data)["entries"]]


def test_it_says_what_decide_says_amounts_and_names_included() -> None:
    with office() as ledger:
        amounts = amounts_in(ledger.books())[DEAL]
        said = ledger.decide(DEAL).to_dict(amounts=amounts)
    assert raw(whole())["decision"]["en"] == json.loads(json.dumps(said))
    assert essence(raw(good())["decision"]["en"]) == essence(json.loads(json.dumps(said)))
    assert raw(good())["decision"]["en"]["amounts"] == {"li": {"amount": "12800.00", "currency": "CNY"}}


def test_it_holds_no_entry_of_others_and_none_that_nothing_rests_on() -> None:
    assert types_in(good()) == [
        *("RulebookAdopted", "CommissionPlanAdopted", "CustomerRegistered", "VisitReceived", "VisitReceived"),
        *("CallReceived", "ComplaintFiled", "SubscriptionSigned", "VisitReceived", "ComplaintDecided", "EntryStruck"),
    ]
    assert '"customer":"c2"' not in good().decode().replace("\\", "")


@pytest.mark.parametrize("secret", SECRETS)
def test_what_is_personal_is_left_out_unless_it_is_asked_for(secret: str) -> None:
    assert secret not in good().decode()
    if secret != "asked about the school":  # the entry is not needed at all
        assert secret in whole().decode()


def test_the_reason_of_a_striking_is_kept_because_the_explanation_quotes_it() -> None:
    assert "entered for another customer" in raw(good())["explanation"]["en"]
    with office() as ledger:
        assert "entered for another customer" not in bundle(ledger, DEAL, personal="redact").decode()
        assert verify_bundle(bundle(ledger, DEAL, personal="redact")).ok


def test_the_same_ledger_asked_the_same_gives_the_same_bytes() -> None:
    with office() as ledger:
        assert bundle(ledger, DEAL) == bundle(ledger, DEAL)
    assert bundle(events(), DEAL) == bundle(events(), DEAL)


def test_a_file_s_history_gets_a_tree_of_its_own_and_says_so() -> None:
    data = bundle(events(), DEAL)
    assert raw(data)["made_from"] == "file"
    assert "from-file" in verify_bundle(data).remarks
    assert essence(raw(data)["decision"]) == essence(raw(good())["decision"])


def test_what_was_known_earlier_is_bundled_as_it_was_known() -> None:
    with office() as ledger:
        data = bundle(ledger, DEAL, known_at=datetime.fromisoformat("2026-03-25T00:00+08:00"))
    assert verify_bundle(data).ok
    assert raw(data)["decision"]["en"]["status"] == "provisional"
    assert "ComplaintDecided" not in types_in(data)


def test_without_an_adoption_the_book_s_document_stands_in_it_and_a_remark_says_so() -> None:
    told = given(visit("c", "zhang"), subscription("d", "c", "li")).events
    assumed, chosen = bundle(told, "d"), bundle(told, "d", rulebook="two-month-hold")
    assert "rulebook-assumed" in verify_bundle(assumed).remarks
    assert "rulebook-given" in verify_bundle(chosen).remarks
    with office() as ledger, pytest.raises(BundleRefused, match="rulebooks were adopted here"):
        bundle(ledger, DEAL, rulebook="two-month-hold")


def test_of_several_rulebooks_adopted_only_the_one_that_judges_is_bundled() -> None:
    told = given(
        book_adopted("two-month-hold"),
        book_adopted(effective_from="2026-02-01"),
        book_adopted("thirty-day-memory", effective_from="2026-06-01"),
        visit("c", "zhang", on="2026-03-01"),
        subscription("d", "c", "li", on="2026-03-05"),
    ).events
    data = bundle(told, "d")
    assert types_in(data).count("RulebookAdopted") == 1
    assert raw(data)["rulebook"]["name"] == "sales-office"


def test_amounts_that_hang_on_other_deals_are_those_of_the_ledger_and_a_remark_says_so() -> None:
    cost = {"details": {"cost": "8000000.00"}}
    deals = [
        draft_
        for number in range(1, 5)
        for draft_ in (
            visit(f"c{number}", "li", on=f"2026-04-0{number}"),
            subscription(f"d{number}", f"c{number}", "li", price=money("9000000.00"), on=f"2026-04-1{number}", **cost),
        )
    ]
    plan = plan_adopted(plans["quarterly-tiers"].document, "2026-01-01", "2026-01-01T00:00:00+08:00", on="2026-01-02")
    with office(told=given(book_adopted(), plan, *deals).events) as ledger:
        amounts = amounts_in(ledger.books())
        data = bundle(ledger, "d4")
    there = raw(data)["decision"]["en"]["amounts"]
    assert there == {payee: {"amount": one.amount, "currency": one.currency} for payee, one in amounts["d4"].items()}
    found = verify_bundle(data)
    assert found.ok
    assert "amounts-stated" in found.remarks
    assert "8000000.00" in data.decode()


def test_every_deal_of_the_example_office_has_a_bundle_that_holds() -> None:
    told = [line.event for line in read_history(EXAMPLE)]
    with office(told=tuple(told)) as ledger:
        for deal in ledger.office().closed_deals()[::6]:
            answer = ledger.decide(deal)
            data = bundle(ledger, deal)
            assert essence(raw(data)["decision"]["zh"]) == essence(json.loads(json.dumps(answer.to_dict("zh"))))


def test_a_dossier_of_fifty_entries_takes_less_than_two_hundred_kilobytes() -> None:
    at = datetime.fromisoformat("2026-03-01T09:00+08:00")
    minute, hour = timedelta(minutes=1), timedelta(hours=1)
    strangers = [
        ll.CallReceived(customer=f"s{number}", agent="wang", phone="+8613900000000", occurred_at=at + number * minute)
        for number in range(4_900)
    ]
    own: list[ll.events.Event] = [
        ll.VisitReceived(customer="c", agent=f"a{number % 7}", note="long talk " * 10, occurred_at=at + number * hour)
        for number in range(49)
    ]
    closing = ll.SubscriptionSigned(deal="d", customer="c", agent="a1", unit="u", occurred_at=at + timedelta(days=5))
    book = given(book_adopted()).events
    with office(told=(*book, *sorted((*strangers, *own, closing), key=lambda one: one.occurred_at))) as ledger:
        data, whole_ = bundle(ledger, "d"), bundle(ledger, "d", personal="keep")
    assert raw(data)["decision"]["en"]["facts"]["count"] == 50
    assert len(data) < 200_000
    assert len(whole_) < 200_000


def test_a_signed_head_is_checked_by_its_key() -> None:
    key, other = (new_signing_key("example.com/office", seed=bytes([number]) * 32) for number in (1, 2))
    with office() as ledger:
        data = bundle(ledger, DEAL, key=key)
    found = verify_bundle(data, signed_by=key.verifier)
    assert (found.ok, found.remarks) == (True, ("nothing-left-out",))
    assert "checkpoint-unchecked" in verify_bundle(data).remarks
    for flaw in (
        verify_bundle(data, signed_by=other.verifier).flaw,
        verify_bundle(good(), signed_by=key.verifier).flaw,
    ):
        assert flaw is not None
        assert flaw.what == "checkpoint"


def test_the_command_writes_it_and_the_other_command_verifies_it(tmp_path: Path) -> None:
    ledger, file = tmp_path / "office.db", tmp_path / "d1.json"
    with office(str(ledger)):
        pass
    done = run("bundle", ledger, "--deal", DEAL, "--out", file, "--json")
    assert done.code == 0, done.err
    (made,) = done.objects
    assert (made["bytes"], made["entries"], made["head"]["size"]) == (file.stat().st_size, 11, 21)
    head = f"{made['head']['size']}:{made['head']['root']}"
    done = run("verify", file, "--head", head, "--json")
    assert (done.code, done.objects[0]["ok"], done.objects[0]["first_bad"]) == (0, True, None)
    shown = run("verify", file)
    assert "deal d1 is decided as it says" in " ".join(shown.out.split())
    assert "The head is the bundle's own" in " ".join(shown.out.split())
    file.write_bytes(file.read_bytes().replace(b'"owner": "li"', b'"owner": "zhang"'))
    done = run("verify", file, "--json")
    assert (done.code, done.objects[0]["first_bad"]["what"]) == (1, "decision.owner")
    assert "does not hold: decision.owner" in " ".join(run("verify", file).out.split())


def test_the_command_refuses_in_one_sentence(tmp_path: Path) -> None:
    ledger, file = tmp_path / "office.db", tmp_path / "d.json"
    with office(str(ledger)):
        pass
    assert "no entry speaks of deal 'd7'" in refused(run("bundle", ledger, "--deal", "d7", "--out", file))
    assert "rulebooks were adopted here" in refused(
        run("bundle", ledger, "--deal", DEAL, "--out", file, "--rulebook", "two-month-hold")
    )
    file.write_text("other", encoding="utf-8")
    assert "is there already" in refused(run("bundle", ledger, "--deal", DEAL, "--out", file))
    assert file.read_text(encoding="utf-8") == "other"


def test_a_deal_that_cannot_be_decided_has_no_bundle() -> None:
    with office() as ledger, pytest.raises(LeadledgerError):
        bundle(ledger, "d7")
    with pytest.raises(BundleRefused, match="there are no events"):
        bundle([], "d")


def test_a_closing_that_was_struck_and_entered_anew_is_not_in_the_way() -> None:
    first = subscription(DEAL, "c", "wang", price=money("900000.00"), on="2026-03-05")
    plan = plan_adopted(plans["sales-office"].document, "2026-01-01", "2026-01-01T00:00:00+08:00", on="2026-01-02")
    mistaken = given(book_adopted(), plan, visit("c", "zhang", on="2026-03-01"), first).events
    again = subscription(DEAL, "c", "li", price=money("800000.00"), on="2026-03-06")
    more = given(struck(str(ll.events.derive_id(mistaken[-1])), on="2026-03-06"), again).events
    with office(told=(*mistaken, *more)) as ledger:
        data = bundle(ledger, DEAL)
        amounts = amounts_in(ledger.books())[DEAL]
    assert verify_bundle(data).ok
    there = raw(data)["decision"]["en"]["amounts"]
    assert there == {payee: {"amount": one.amount, "currency": one.currency} for payee, one in amounts.items()}
