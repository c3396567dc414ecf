"""The page about plan documents names every key there is, and its examples are plans."""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pytest

from leadledger.plan import document, plan_from, plans, read_conduct, read_parts, read_rates, read_releases
from leadledger.plan.basis import base
from leadledger.plan.check import problems
from leadledger.plan.examples import a_plan
from leadledger.plan.formula import FIELDS, FUNCTIONS
from leadledger.plan.library import SIZE_MAX
from leadledger.plan.tables import Each, Of, Over, Reversals, Rounding
from leadledger.values import allocate
from leadledger.values.allocation import REMAINDER_RULES

TEXT = (Path(__file__).parents[2] / "docs" / "reference" / "plan-documents.md").read_text("utf-8")
SECTIONS: dict[str, str] = dict(re.findall(r"^##+ ([^\n]+)\n(.*?)(?=^##|\Z)", TEXT, flags=re.M | re.S))
BLOCKS = {title: re.findall(r"```toml\n(.*?)```", body, flags=re.S) for title, body in SECTIONS.items()}
CITED = read_rates.CITED


def named(section: str) -> set[str]:
    """The keys in the first column of the tables of a section."""
    first = "".join(re.findall(r"^\| (`.*?|`\[.*?) \|", SECTIONS[section], flags=re.M))
    return set(re.findall(r"[`\[ ](\w+)[`\].]", first))


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("The outer shape", document.KEYS),
        ("Base", document.BASE),
        ("Rates", read_rates.RATE - CITED),
        ("Tiers", read_rates.TIERS),
        ("Limits", read_parts.LIMIT - CITED),
        ("Parts", read_parts.PORTION),
        ("On top", read_parts.ON_TOP - CITED),
        ("Releases", read_releases.RELEASE - CITED),
        ("Guarantees", read_conduct.GUARANTEE - CITED),
        ("Penalties", read_conduct.PENALTY - CITED),
    ],
)
def test_every_key_of_a_table_is_named_and_no_other(section: str, keys: frozenset[str]) -> None:
    assert named(section) == keys


def test_every_term_and_every_remainder_rule_is_named() -> None:
    assert named("Terms") >= document.TERMS
    rules = re.findall(r"^\| `([\w-]+)` \|", SECTIONS["Terms"].split("| remainder rule")[1], flags=re.M)
    assert tuple(rules) == REMAINDER_RULES


def test_the_cents_of_each_remainder_rule_come_out() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| .*: (\d+), (\d+), (\d+); (\d), (\d) \|", SECTIONS["Terms"], flags=re.M)
    assert len(rows) == len(REMAINDER_RULES)
    for rule, *cents in rows:
        thirds = allocate(100, dict.fromkeys("abc", Fraction(1, 3)), rule=rule)
        halves = allocate(5, dict.fromkeys("ab", Fraction(1, 2)), rule=rule)
        assert [str(part) for part in (*thirds.values(), *halves.values())] == cents


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("Terms", (*get_args(Reversals), *get_args(Rounding))),
        ("Base", (*get_args(Of), *FIELDS, *FUNCTIONS)),
        ("Rates", read_rates.DISCOUNT),
        ("Tiers", (*get_args(Over), *read_rates.TIER, "slab", "marginal", "base", "deals")),
        ("Limits", get_args(Each)),
        ("On top", read_parts.HOLDERS),
        ("The outer shape", (*CITED, *document.RESERVED)),
    ],
)
def test_every_word_that_may_stand_there_is_named(section: str, words: Any) -> None:
    assert [word for word in words if not re.search(rf"\b{word}\b", SECTIONS[section])] == []


@pytest.mark.parametrize("section", [title for title, blocks in BLOCKS.items() if blocks])
def test_every_example_is_a_plan_without_problems(section: str) -> None:
    for block in BLOCKS[section]:
        tables = tomllib.loads(block)
        assert problems(plan_from(tables) if "name" in tables else a_plan(**tables)) == []


def test_the_defaults_are_those_of_the_code() -> None:
    plan = a_plan()
    assert f"| `{plan.remainder}` |" in SECTIONS["Terms"]
    assert f'`"{plan.rounding}"` |' in SECTIONS["Terms"]
    assert f'`"{plan.base_pay_days}"` |' in SECTIONS["Terms"]
    assert a_plan(base={"of": "margin"}).base == a_plan(base={"of": "margin", "formula": "price - details.cost"}).base
    assert f"{SIZE_MAX:,} bytes" in TEXT


def test_the_reasons_why_nothing_is_figured_are_those_of_the_code() -> None:
    source = Path(base.__code__.co_filename).read_text("utf-8") + "division-by-zero"
    said = re.findall(r"`([a-z]+(?:-[a-z]+)+)`", SECTIONS["Base"])
    assert [reason for reason in said if reason not in source and reason != "no-received"] == []


def test_every_plan_that_comes_with_the_library_is_listed() -> None:
    assert set(re.findall(r"^\| `([\w-]+)` \|", SECTIONS["Plans that come with leadledger"], flags=re.M)) == set(plans)
