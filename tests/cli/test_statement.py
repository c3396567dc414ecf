"""``statement``: an agent's month for people, programs and files; what is closed is issued again byte for byte."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from leadledger.testing.money_stories import paid_out
from leadledger.testing.stories import complaint, decided, draft
from tests.cli.commission import CLOSED, PAID, RULED, april, march, price, story, told
from tests.cli.running import Run, entered, refused, run, written

__all__ = ["april", "march"]


def asked(ledger: Path, *more: object, period: str = "2026-03") -> Run:
    return run("statement", ledger, "--period", period, *more)


def test_a_statement_for_people_names_deal_share_clause_plan_and_why(march: Path) -> None:
    done = asked(march, "--agent", "li")
    words = " ".join(done.out.split())
    assert done.code == 0
    assert words.startswith("Statement of 李娜 (li) March 2026, CNY The month is not closed yet")
    for part in (
        "2026-03-12 d1 earned 80 % 8,000.00",
        "clause 5.3.2, The customer",
        "figured by plan 2.1, Seventy per",
    ):
        assert part in words
    assert "Due at the end 5,600.00" in words


def test_it_is_said_in_the_language_asked_for(march: Path) -> None:
    simplified, traditional = (asked(march, "--agent", "li", "--lang", lang).out for lang in ("zh", "zh-Hant"))
    assert simplified.startswith("李娜（li）对账单\n2026年3月，CNY")
    assert traditional.startswith("李娜（li）對賬單\n2026年3月，CNY")
    assert "首笔房款到账后发放百分之七十" in "".join(simplified.split())
    assert "首筆房款到賬後發放百分之七十" in "".join(traditional.split())


def test_in_json_there_is_one_object_a_line_with_its_keys_in_order(march: Path) -> None:
    one, other = asked(march, "--json").objects
    assert [one["agent"], other["agent"]] == ["li", "zhang"]
    assert list(one) == [
        *("agent", "period", "currency", "closed", "lines"),
        *("opening", "earned", "released", "clawed_back", "adjusted", "paid", "closing", "pending"),
    ]
    accrual, _ = one["lines"]
    assert (accrual["deal"], accrual["clause"], accrual["share"]) == ("d1", "5.3.2", "4/5")
    assert accrual["amount"] == {"amount": "8000.00", "currency": "CNY"}
    assert one["closing"] == {"amount": "5600.00", "currency": "CNY"}


@pytest.mark.parametrize("options", [[], ["--json"], ["--lang", "zh"]])
def test_a_closed_and_paid_month_stays_as_it_was_byte_for_byte(tmp_path: Path, options: list[str]) -> None:
    then = entered(written(story(CLOSED), tmp_path / "then.jsonl"), tmp_path / "then.db")
    now = entered(written(story(CLOSED, PAID, RULED), tmp_path / "now.jsonl"), tmp_path / "now.db")
    assert asked(then, *options).out == asked(now, *options).out
    for name in ("csv", "xlsx", "html"):
        one, other = tmp_path / f"then.{name}", tmp_path / f"now.{name}"
        assert asked(then, f"--{name}", one).code == asked(now, f"--{name}", other).code == 0
        assert one.read_bytes() == other.read_bytes()


def test_the_difference_stands_in_the_next_month_with_its_reason(april: Path) -> None:
    (zhang,) = asked(april, "--agent", "zhang", "--json", period="2026-04").objects
    found = [(line["deal"], line["reason"], line["difference"]) for line in zhang["lines"] if line["difference"]]
    assert found
    assert set(found) == {("d1", "ruled", "2026-03")}
    words = " ".join(asked(april, "--agent", "zhang", period="2026-04").out.split())
    assert "difference for March 2026, which was closed before because: the manager ruled" in words


def test_an_upheld_complaint_after_a_closed_and_paid_month_is_a_difference_of_the_next(tmp_path: Path) -> None:
    filed = complaint("k", "c1", "li", on="2026-03-11")
    paid = paid_out("zhang", "2026-03", "3000.00", on="2026-04-05")
    upheld = decided("k", "upheld", on="2026-04-10")
    then = entered(written(story(filed, CLOSED), tmp_path / "then.jsonl"), tmp_path / "then.db")
    now = entered(written(story(filed, CLOSED, paid, upheld), tmp_path / "now.jsonl"), tmp_path / "now.db")
    assert asked(now).out == asked(then).out
    (zhang,) = asked(now, "--json", period="2026-04").objects
    assert (zhang["opening"]["amount"], zhang["closing"]["amount"]) == ("3000.00", "5600.00")
    late = [(line["reason"], line["due"]["amount"]) for line in zhang["lines"] if line["difference"] == "2026-03"]
    assert ("complaint-decided", "-1400.00") in late
    words = " ".join(asked(now, period="2026-04").out.split())
    assert "difference for March 2026, which was closed before because: a complaint was decided" in words


def test_a_history_file_gives_what_its_ledger_gives(tmp_path: Path) -> None:
    file = written(story(CLOSED, PAID, RULED), tmp_path / "h.jsonl")
    ledger = entered(file, tmp_path / "h.db")
    for period in ("2026-03", "2026-04"):
        assert asked(file, "--json", period=period) == asked(ledger, "--json", period=period)


def test_known_at_an_earlier_day_nothing_later_is_stated_and_that_is_said(april: Path) -> None:
    done = asked(april, "--agent", "li", "--known-at", "2026-03-12")
    assert done.out.startswith("As registered up to 12 March 2026, 23:59")
    assert "Became due 0.00" in " ".join(done.out.split())


def test_another_plan_can_be_asked_about(march: Path, tmp_path: Path) -> None:
    plan = tmp_path / "two.toml"
    plan.write_text(
        'name = "two"\nversion = "1"\ntitle = { en = "Two" }\n[terms]\ntimezone = "Asia/Shanghai"\n'
        'reversals = "when-known"\n[base]\nof = "price"\n[[rate]]\nid = "all"\ncite = "1"\nrate = "2%"\n',
        encoding="utf-8",
    )
    (li,) = asked(march, "--agent", "li", "--plan", plan, "--json").objects
    assert li["earned"]["amount"] == "16000.00"


def test_what_cannot_be_figured_yet_is_told_on_standard_error(march: Path) -> None:
    assert "Of 1 deal nothing can be figured yet: =d3 (no price is known)." in asked(march).err
    assert "有1笔成交尚无法计算：=d3（价格未知）。" in asked(march, "--lang", "zh").err


def test_a_csv_file_is_of_rows_and_no_cell_begins_a_formula(march: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    assert asked(march, "--csv", file).out.startswith("2 statements are in")
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["agent"] for row in rows} == {"li", "zhang"}
    assert [row["amount"] for row in rows if row["row"] == "closing"] == ["5600.00", "3000.00"]


def test_a_workbook_has_amounts_as_numbers(march: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    assert asked(march, "--agent", "li", "--xlsx", file).code == 0
    headings, row = openpyxl.load_workbook(file)["Statements"].iter_rows()
    found = {heading.value: cell for heading, cell in zip(headings, row, strict=True)}
    assert (found["Due at the end"].data_type, found["Due at the end"].value) == ("n", 5600)


def test_a_page_is_written_whole(march: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.html"
    assert asked(march, "--html", file, "--lang", "zh").out.startswith("2份对账单已写入")
    assert file.read_text("utf-8").count("<section>") == 2


def test_a_file_is_never_written_over_and_the_same_again_is_left(march: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    assert [asked(march, "--csv", file).code for _ in range(2)] == [0, 0]
    assert told(asked(march, "--agent", "li", "--csv", file)).endswith(
        "out.csv is there already and holds something else: name a new file"
    )
    before = march.read_bytes()
    assert "is there already" in told(asked(march, "--csv", march))
    assert march.read_bytes() == before


BAD = {
    "a month that is none": (["--period", "2026-13"], "--period 2026-13: expected a month such as 2026-03"),
    "a day": (["--period", "2026-03-01"], "--period 2026-03-01: expected a month such as 2026-03"),
    "two forms": (["--json", "--csv", "x.csv"], "--json and --csv: expected one of them at a time"),
    "two files": (["--html", "a", "--xlsx", "b"], "--xlsx and --html: expected one of them at a time"),
    "nobody": (["--agent", "wang"], "--agent wang: nobody is that agent in"),
    "a name": (["--agent", "李娜"], "did you mean li (李娜)?"),
    "no plan": (["--plan", "nix"], "no plan is named 'nix'"),
    "no rulebook": (["--rulebook", "nix"], "'nix'"),
    "a time that is none": (["--known-at", "soon"], "--known-at soon: expected a day"),
    "no folder": (["--csv", "no/such/folder.csv"], "No such file or directory"),
    "a NUL": (["--csv", "a\0b"], "cannot be the name of a file"),
}


@pytest.mark.parametrize("fault", BAD)
def test_bad_calls_are_refused_in_one_sentence(march: Path, fault: str) -> None:
    options, said = BAD[fault]
    call = options if "--period" in options else ["--period", "2026-03", *options]
    assert said in told(run("statement", march, *call))


def test_what_is_missing_is_told() -> None:
    assert "needs --period" in refused(run("statement", "nix.db"))
    assert refused(run("statement", "nix.db", "--period", "2026-03")) == "nix.db: there is no such ledger"
    assert "keeps no times of entry" in refused(
        run("statement", "nix.jsonl", "--period", "2026-03", "--as-entered", "2026-03-01")
    )
    assert refused(run("statement", "nix.jsonl", "--period", "2026-03")).startswith("nix.jsonl: there is no such file")


def test_a_history_that_contradicts_itself_is_refused_with_both_places(tmp_path: Path) -> None:
    lines = written(story(CLOSED), tmp_path / "h.jsonl").read_text("utf-8").splitlines()
    twice = json.loads(lines[-1]) | {"id": "00000000-0000-4000-8000-000000000001"}
    file = tmp_path / "twice.jsonl"
    file.write_text("\n".join([*lines, json.dumps(twice)]) + "\n", encoding="utf-8")
    sentence = refused(asked(file))
    assert "2026-03" in sentence
    assert "twice" in sentence


def test_a_month_with_nothing_in_it_says_so(march: Path) -> None:
    assert asked(march, period="2025-01").out == "There is nothing to state for January 2025.\n"
    assert asked(march, "--json", period="2025-01").out == ""
    assert asked(march, "--agent", "li", period="2025-01").out == "There is nothing to state for January 2025.\n"


def test_what_is_booked_later_in_another_currency_adds_no_statement_to_a_closed_month(tmp_path: Path) -> None:
    then = entered(written(story(CLOSED), tmp_path / "then.jsonl"), tmp_path / "then.db")
    yen = draft(
        "AdjustmentPosted", agent="li", amount=price("77", "JPY"), reason="travel", by="manager", on="2026-04-20"
    )
    now = entered(written(story(CLOSED, yen), tmp_path / "now.jsonl"), tmp_path / "now.db")
    assert [one["currency"] for one in asked(now, "--agent", "li", "--json", period="2026-04").objects] == [
        "CNY",
        "JPY",
    ]
    for options in (["--agent", "li"], ["--agent", "li", "--json"], ["--json"]):
        assert asked(now, *options).out == asked(then, *options).out
