"""``plan list``, ``show`` and ``check``."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadledger.plan import plans
from tests.cli.running import refused, run

GOOD = """
name = "mine"
version = "1"
title = { en = "Mine", zh = "本店方案" }
[terms]
timezone = "Asia/Shanghai"
reversals = "when-known"
[base]
of = "price"
[[rate]]
id = "all"
cite = "1"
title = { en = "All" }
rate = "1%"
"""
NEVER = GOOD + '[[rate]]\nid = "north"\ncite = "2"\nrate = "2%"\nproject = ["north"]\n'


def file(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_plans_that_come_along_are_listed() -> None:
    objects = run("plan", "list", "--json").objects
    assert [one["name"] for one in objects] == list(plans)
    assert list(objects[0]) == ["name", "version", "title", "tables", "digest"]
    assert "sales-office" in run("plan", "list").out
    assert "房地產銷售部" in "".join(run("plan", "list", "--lang", "zh-Hant").out.split())


def test_a_plan_is_shown_with_its_terms_and_every_table() -> None:
    for name, plan in plans.items():
        out = run("plan", "show", name).out
        assert plan.digest in out
        for table in plan.tables():
            assert table.id in out
    words = " ".join(run("plan", "show", "sales-office").out.split())
    assert (
        "plan 2.1 first-payment Seventy per cent with the first payment share = 70 % on.type = PaymentReceived" in words
    )
    assert "terms.reversals when-known the day that what is taken back is for" in words
    assert "from = 0, to = 1000000.00, rate = 1 %" in run("plan", "show", "quarterly-tiers").out


def test_it_is_shown_in_both_languages_and_as_it_is_written() -> None:
    both = run("plan", "show", "sales-office", "--both").out
    assert both.startswith("Commission of a real-estate sales office\n房地产销售部提成方案\n")
    toml = run("plan", "show", "sales-office", "--toml").out
    assert 'name = "sales-office"' in toml
    (shown,) = run("plan", "show", "sales-office", "--json").objects
    assert list(shown) == ["name", "version", "title", "tables", "digest", "document"]
    assert shown["document"]["base"] == {"of": "price"}


def test_what_is_printed_can_be_begun_from(tmp_path: Path) -> None:
    copy = file(tmp_path, run("plan", "show", "sales-office", "--toml").out)
    (shown,) = run("plan", "show", copy, "--json").objects
    assert shown["digest"] == plans["sales-office"].digest


@pytest.mark.parametrize("name", list(plans))
def test_nothing_is_wrong_with_those_that_come_along(name: str) -> None:
    done = run("plan", "check", name)
    assert done.code == 0
    assert "Nothing is wrong with it" in done.out
    assert run("plan", "check", name, "--json").out == ""


def test_what_is_wrong_with_one_is_said_and_ends_with_1(tmp_path: Path) -> None:
    wrong = file(tmp_path, NEVER)
    done = run("plan", "check", wrong)
    assert done.code == 1
    assert done.out.startswith("Mine\n1 thing has to be put right:\n- rate 'north' is never reached")
    (one,) = run("plan", "check", wrong, "--json").objects
    assert list(one) == ["plan", "version", "problem"]
    assert run("plan", "check", wrong, "--lang", "zh").out.startswith("本店方案\n有1处需要更正：\n")
    assert run("plan", "check", file(tmp_path, GOOD)).code == 0


BAD = {
    "no TOML": ("name =", "is not TOML"),
    "no rate": (GOOD.split("[[rate]]", maxsplit=1)[0], "states no rate"),
    "an unknown key": (GOOD + "ratio = 3\n", "ratio"),
    "a bad rate": (GOOD.replace('"1%"', '"much"'), "rate"),
    "a tier twice": (
        GOOD.replace(
            'rate = "1%"', '[rate.tiers]\nkind = "slab"\nover = "month"\ntable = [{ from = "5", rate = "1%" }]'
        ),
        "tiers",
    ),
}


@pytest.mark.parametrize("command", ["check", "show"])
@pytest.mark.parametrize("fault", BAD)
def test_a_document_that_is_no_plan_is_refused_in_one_sentence(tmp_path: Path, fault: str, command: str) -> None:
    text, said = BAD[fault]
    sentence = refused(run("plan", command, file(tmp_path, text)))
    assert "mine.toml" in sentence
    assert said in sentence


@pytest.mark.parametrize("command", ["check", "show"])
def test_a_plan_that_is_not_there_is_refused_with_those_that_are(command: str) -> None:
    sentence = refused(run("plan", command, "nix"))
    assert "'nix'" in sentence
    assert "sales-office" in sentence
    assert "PLAN" in refused(run("plan", command))
