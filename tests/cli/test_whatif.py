"""``leadledger whatif``: who gains and who loses under other rules, or with other entries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from leadledger.ledger import open as open_ledger
from leadledger.rulebook.library import rulebooks
from leadledger.testing.stories import Draft, draft, given, joined, registered, subscription, visit
from tests.cli.commission import march
from tests.cli.running import entered, refused, run, written

__all__ = ["march"]
BOOK: dict[str, Any] = dict(rulebooks["sales-office"].document)
HALF = ["--set", "declined.share=1/2"]
CNY = "CNY"


def adoption(document: Any, since: str, kind: str = "RulebookAdopted") -> Draft:
    at = f"{since}T00:00:00+08:00"
    return draft(kind, on=since, document=document, effective_from=since, published_at=at)


def other_book(tmp_path: Path, name: str = "next", **terms: Any) -> Any:
    return {**BOOK, "name": name, "terms": {**BOOK["terms"], **terms}}


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("kind", ["file", "ledger"])
def test_other_parameters_give_the_contract_s_objects_of_the_changed_deals(
    kind: str, history: Path, office: Path
) -> None:
    done = run("whatif", history if kind == "file" else office, *HALF, "--json")
    assert done.code == 0
    assert done.objects == [
        {
            "deal": "d1",
            "before": {"owner": "li", "credit": {"li": "1"}, "commission": {"li": "4/5", "zhang": "1/5"}},
            "after": {"owner": "li", "credit": {"li": "1"}, "commission": {"li": "1/2", "zhang": "1/2"}},
            "gains": {"li": "-3/10", "zhang": "3/10"},
        }
    ]


def test_people_see_who_gains_and_that_it_is_what_others_lose(office: Path) -> None:
    done = run("whatif", office, *HALF)
    told = flat(done.out)
    assert "What if these parameters were so: declined.share=1/2?" in told
    assert "李娜 -30 %" in told
    assert "张伟 +30 %" in told
    assert "张伟 1 0 +30 %" in told
    assert "李娜 0 1 -30 %" in told
    assert "All together 0 %" in told
    assert "deals that come to something else: 1 · with another owner: 0" in told
    assert "No rulebook was adopted" in done.err


def test_with_why_each_deal_has_its_clauses_and_reasons_on_both_sides(office: Path) -> None:
    told = flat(run("whatif", office, *HALF, "--why").out)
    as_it_is, as_it_would_be = told.partition("Deal d1 As it is ")[2].split(" As it would be ")
    assert as_it_is.startswith("Clause 5.3.2, The customer declines the earlier agent")
    assert "and so has 20 % of the commission" in as_it_is
    assert "and so has 50 % of the commission" in as_it_would_be
    assert "Deal d1" not in flat(run("whatif", office, *HALF).out)


def test_two_people_of_one_name_are_told_apart(tmp_path: Path) -> None:
    told = given(
        joined("zhang", "张伟", on="2026-03-01"),
        joined("li", "张伟", on="2026-03-01"),
        *declined("1", "2026-03-10"),
    )
    done = run("whatif", written(told, tmp_path / "told.jsonl"), *HALF)
    assert "张伟 (li) 0 1 -30 % 张伟 (zhang) 1 0 +30 %" in flat(done.out)


def test_it_is_told_in_chinese_with_the_same_deals_and_gains(office: Path) -> None:
    done = run("whatif", office, *HALF, "--lang", "zh")
    assert done.code == 0
    assert "李娜 -30%" in flat(done.out)
    assert run("whatif", office, *HALF, "--lang", "zh", "--json").out == run("whatif", office, *HALF, "--json").out


def test_where_a_plan_was_adopted_gains_are_money(march: Path) -> None:
    (one,) = run("whatif", march, *HALF, "--json").objects
    assert one["gains"] == {
        "li": {"amount": "-3000.00", "currency": CNY},
        "zhang": {"amount": "3000.00", "currency": CNY},
    }
    assert "All together 0.00 CNY" in flat(run("whatif", march, *HALF).out)


def test_under_another_plan_owners_stay_and_the_office_bears_the_difference(march: Path, tmp_path: Path) -> None:
    other = tmp_path / "flat.toml"
    other.write_text(
        'name = "flat"\nversion = "1"\ntitle = { en = "Flat" }\n[terms]\ntimezone = "Asia/Shanghai"\n'
        'reversals = "when-known"\n[base]\nof = "price"\n[[rate]]\nid = "flat"\ncite = "1"\nrate = "2%"\n',
        encoding="utf-8",
    )
    found = run("whatif", march, "--plan", other, "--json").objects
    assert [one["deal"] for one in found] == ["d1", "d2"]
    assert all(one["before"] == one["after"] for one in found)
    told = flat(run("whatif", march, "--plan", other).out)
    assert "What if the plan flat figured every deal?" in told
    gains = [gain["amount"] for one in found for gain in one["gains"].values()]
    assert gains == ["8000.00", "2000.00", "8000.00"]
    assert "All together +18,000.00 CNY" in told


def test_without_an_adopted_plan_the_one_named_says_what_shares_are_worth(tmp_path: Path) -> None:
    told = given(
        registered("c", "zhang", on="2026-03-02"),
        visit("c", "li", declined=["zhang"], on="2026-03-10"),
        subscription("d", "c", "li", price={"amount": "1000000.00", "currency": CNY}, on="2026-03-12"),
    )
    file = written(told, tmp_path / "told.jsonl")
    (one,) = run("whatif", file, *HALF, "--plan", "sales-office", "--json").objects
    assert one["gains"]["zhang"]["currency"] == CNY
    assert run("whatif", file, "--plan", "sales-office", "--json").objects == []
    assert "since none was adopted" in flat(run("whatif", file, "--plan", "sales-office").out)


def test_an_entry_is_added_as_of_its_register_time_or_taken_out(history: Path, office: Path) -> None:
    first = {
        "type": "CustomerRegistered",
        "customer": "c1",
        "agent": "wang",
        "occurred_at": "2026-03-01T09:00:00+08:00",
    }
    late = {**first, "recorded_at": "2026-04-01T09:00:00+08:00"}
    for file in (history, office):
        (one,) = run("whatif", file, "--with", json.dumps(first), "--without", "4", "--json").objects
        assert one["before"]["commission"] == {"li": "4/5", "zhang": "1/5"}
        assert one["after"]["owner"] == "wang"
        assert run("whatif", file, "--with", json.dumps(late), "--json").objects == []
        (one,) = run("whatif", file, "--without", "3", "--json").objects
        assert one["after"]["commission"] == {"li": "1"}
        (gone,) = run("whatif", file, "--without", "5", "--json").objects
        assert (gone["after"], gone["gains"]) == (None, {"li": "-4/5", "zhang": "-1/5"})
    told = flat(run("whatif", office, "--without", "5").out)
    assert "What if 1 entry had never been made?" in told
    assert "not decided" in told


def test_entries_of_a_file_are_added(history: Path, tmp_path: Path) -> None:
    more = written(given(registered("c2", "wang", on="2026-03-01")), tmp_path / "more.jsonl")
    (one,) = run("whatif", history, "--with", more, "--json").objects
    assert (one["deal"], one["after"]["owner"]) == ("d2", "wang")


def test_an_entry_is_named_by_its_id_too_and_may_be_put_in_another_s_place(office: Path) -> None:
    with open_ledger(office) as ledger:
        entry = next(one for one in ledger.events() if one.position == 3)
    changed = json.loads(entry.event.model_dump_json(exclude_none=True)) | {"agent": "wang", "id": str(entry.id)}
    by_id = run("whatif", office, "--without", entry.id, "--json")
    assert by_id.out == run("whatif", office, "--without", "3", "--json").out
    (one,) = run("whatif", office, "--without", "3", "--with", json.dumps(changed), "--json").objects
    assert one["after"]["commission"] == {"li": "1"}
    assert "stands on another entry" in refused(run("whatif", office, "--with", json.dumps(changed)))


def test_the_ledger_is_as_it_was(office: Path) -> None:
    before = office.read_bytes()
    run(
        "whatif",
        office,
        *HALF,
        "--without",
        "3",
        "--with",
        '{"type":"CallReceived","customer":"c9","agent":"li","occurred_at":"2026-03-01T09:00:00+08:00"}',
    )
    assert office.read_bytes() == before


def test_what_is_known_and_the_day_since_limit_the_deals(office: Path) -> None:
    assert run("whatif", office, *HALF, "--since", "2026-03-20", "--json").objects
    assert run("whatif", office, *HALF, "--since", "2026-03-21", "--json").objects == []
    assert run("whatif", office, *HALF, "--known-at", "2026-03-19", "--json").objects == []
    assert run("whatif", office, *HALF, "--known-at", "2026-03-20", "--json").objects
    assert "As registered up to" in run("whatif", office, *HALF, "--known-at", "2026-03-20").out


def test_settings_change_each_adopted_book_in_its_time(tmp_path: Path) -> None:
    told = given(
        adoption(other_book(tmp_path, "first"), "2026-01-01"),
        adoption(other_book(tmp_path, "second"), "2026-03-15"),
        *declined("1", "2026-03-10"),
        *declined("2", "2026-03-20"),
    )
    file = written(told, tmp_path / "told.jsonl")
    found = run("whatif", file, *HALF, "--json").objects
    assert [(one["deal"], one["gains"]) for one in found] == [
        (deal, {"li": "-3/10", "zhang": "3/10"}) for deal in ("d1", "d2")
    ]
    assert "no clause with the id 'nothing'" in refused(run("whatif", file, "--set", "nothing.share=1/2"))


def declined(number: str, on: str) -> list[Draft]:
    return [
        registered(f"c{number}", "zhang", on="2026-03-02"),
        visit(f"c{number}", "li", declined=["zhang"], on="2026-03-05"),
        subscription(f"d{number}", f"c{number}", "li", on=on),
    ]


def halved(name: str) -> Any:
    award = [{**one, "share": "50%"} if one["id"] == "declined" else one for one in BOOK["award"]]
    return {**BOOK, "name": name, "award": award}


@pytest.mark.parametrize("kind", ["file", "ledger"])
def test_a_book_adopted_for_later_is_shadowed_since_a_day(kind: str, tmp_path: Path) -> None:
    told = given(
        adoption(other_book(tmp_path, "now"), "2026-01-01"),
        draft(
            "RulebookAdopted",
            on="2026-02-20",
            document=halved("next"),
            effective_from="2099-01-01",
            published_at="2026-02-20T10:00:00+08:00",
        ),
        *declined("1", "2026-03-10"),
        *declined("2", "2026-03-20"),
    )
    file = written(told, tmp_path / "told.jsonl")
    asked = file if kind == "file" else entered(file, tmp_path / "told.db")
    done = run("whatif", asked, "--shadow", "--since", "2026-03-15", "--json")
    assert [(one["deal"], one["gains"]) for one in done.objects] == [("d2", {"li": "-3/10", "zhang": "3/10"})]
    assert len(run("whatif", asked, "--shadow", "--since", "2026-03-01", "--json").objects) == 2
    page = flat(run("whatif", asked, "--shadow", "--since", "2026-03-15").out)
    assert (
        "What if the rulebook that was adopted and is not in force yet had been in force since 15 March 2026?" in page
    )


def test_a_shadow_stands_in_place_of_what_took_its_place_since_and_leaves_other_projects_alone(tmp_path: Path) -> None:
    told = given(
        adoption(other_book(tmp_path, "north") | {"applies": {"project": ["north"]}}, "2026-01-01"),
        adoption(other_book(tmp_path, "all"), "2026-01-01"),
        adoption(other_book(tmp_path, "all again"), "2026-03-12"),
        *declined("1", "2026-03-20"),
        registered("c2", "zhang", on="2026-03-02"),
        visit("c2", "li", declined=["zhang"], on="2026-03-05"),
        subscription("d2", "c2", "li", on="2026-03-20", project="north"),
    )
    file = written(told, tmp_path / "told.jsonl")
    text = ["--rulebook", str(toml_of(tmp_path)), "--since", "2026-03-10", "--json"]
    assert [one["deal"] for one in run("whatif", file, *text).objects] == ["d1", "d2"]
    assert [one["deal"] for one in run("whatif", file, "--shadow", *text).objects] == ["d1"]


def toml_of(tmp_path: Path) -> Path:
    """The sales office's book with half for the one declined, as a file."""
    text = run("rulebook", "show", "sales-office", "--toml").out
    whole = 'use = "declined"\nshare = "20%"\n'
    assert whole in text
    file = tmp_path / "next.toml"
    file.write_text(text.replace(whole, whole.replace("20%", "50%")), encoding="utf-8")
    return file


def test_a_shadow_since_ever_is_the_book_for_all_deals(history: Path, tmp_path: Path) -> None:
    book = toml_of(tmp_path)
    shadow = run("whatif", history, "--rulebook", book, "--shadow", "--since", "1800-01-01", "--json")
    assert shadow.objects
    assert shadow.out == run("whatif", history, "--rulebook", book, "--json").out


def test_a_deal_that_its_entries_make_impossible_is_refused_and_the_others_are_compared(
    history: Path, tmp_path: Path
) -> None:
    again = subscription("d2", "c2", "zhang", on="2026-03-16")
    more = "".join(f"{line}\n" for line in history.read_text("utf-8").splitlines())
    file = tmp_path / "twice.jsonl"
    file.write_text(more + written(given(again), tmp_path / "x.jsonl").read_text("utf-8"), encoding="utf-8")
    done = run("whatif", file, *HALF, "--json")
    assert (done.code, [one["deal"] for one in done.objects]) == (2, ["d1"])
    assert "closed twice" in done.err
    added = (tmp_path / "x.jsonl").read_text("utf-8").strip()
    done = run("whatif", history, "--with", added, "--json")
    assert (done.code, [(one["deal"], one["after"]) for one in done.objects]) == (0, [("d2", None)])
    assert "closed twice" in done.err
    assert "closed twice" in flat(run("whatif", history, "--with", added).out)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ([], "nothing is supposed"),
        (["--shadow"], "--shadow needs --since"),
        (["--shadow", "--since", "2026-03-01"], "no adopted rulebook is yet to come into force"),
        (["--rulebook", "sales-office", "--shadow", "--since", "9999-12-31"], "expected a day from 1800 to 2999"),
        (["--rulebook", "sales-office", "--since", "March"], "--since March: expected a day"),
        (["--rulebook", "nobody"], "no rulebook is named 'nobody'"),
        (["--plan", "nobody"], "no plan is named 'nobody'"),
        (["--set", "declined.share"], "expected ID.PARAM=VALUE"),
        (["--without", "first"], "--without first: expected the id of an entry"),
        (["--without", "99"], "--without 99: no entry stands"),
        (["--without", "00000000-0000-4000-8000-000000000000"], "no entry has the id"),
        (["--with", "{"], "--with, line 1"),
        (["--with", "missing.jsonl"], "missing.jsonl"),
        ([*HALF, "--timezone", "Nowhere"], "Nowhere"),
        ([*HALF, "--known-at", "then"], "--known-at then"),
    ],
)
def test_what_cannot_be_supposed_is_refused_in_a_sentence(
    options: list[str], why: str, history: Path, office: Path
) -> None:
    for file in (history, office):
        assert why in refused(run("whatif", file, *options))


def test_times_of_entry_are_a_ledger_s(history: Path, office: Path) -> None:
    assert "keeps no times of entry" in refused(run("whatif", history, *HALF, "--as-entered", "2026-03-20"))
    assert run("whatif", office, *HALF, "--as-entered", "2026-03-20", "--json").objects == []
