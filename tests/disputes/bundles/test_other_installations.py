"""Where something else decides than what made the bundle, that is named, and nobody is accused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from leadledger import plugins
from leadledger.disputes.bundles import bundle, checking, deciding, verify_bundle
from leadledger.plugins import Plugin
from leadledger.rulebook.kinds import Applies, Award, Case, Reason
from leadledger.testing.stories import given, subscription, visit
from tests.disputes.bundles.cases import altered, good
from tests.small_books import small_book

TOLD = given(visit("c", "zhang"), subscription("d", "c", "li")).events
OWN = '[[award]]\nid = "own"\ncite = "X"\nrank = 0\nuse = "own-kind"\n'


def plugin(version: str, owner: str) -> Plugin:
    """A plugin whose clause gives every customer to one agent."""

    def kind(case: Case) -> Applies:
        return Applies(Award.whole(owner), Reason.of("acme-says-so"))

    return Plugin("acme", version, kinds={"award": {"own-kind": kind}})


@pytest.fixture(autouse=True)
def nothing_else_in_use() -> Iterator[None]:
    before = plugins.in_use()
    yield
    plugins.only_use(before)


@pytest.fixture
def by_acme() -> bytes:
    plugins.only_use([plugin("1.0", "wang")])
    return bundle(TOLD, "d", rulebook=small_book(OWN))


def what(data: bytes, **how: Any) -> str | None:
    flaw = verify_bundle(data, **how).flaw
    return None if flaw is None else flaw.what


def test_a_plugin_stands_in_the_bundle_and_decides_again_where_it_is(by_acme: bytes) -> None:
    assert b'"plugins": {"acme": "1.0"}' in by_acme
    assert verify_bundle(by_acme).ok


def test_a_missing_plugin_is_named(by_acme: bytes) -> None:
    plugins.only_use([])
    flaw = verify_bundle(by_acme).flaw
    assert flaw is not None
    assert flaw.what == "plugin-missing"
    assert "needs the plugin acme 1.0" in flaw.why


@pytest.mark.parametrize("owner", ["wang", "li"])
def test_another_version_of_a_plugin_is_named(by_acme: bytes, owner: str) -> None:
    plugins.only_use([plugin("2.0", owner)])
    assert what(by_acme) == "plugin-version"


def test_another_version_of_the_library_that_comes_to_the_same_is_remarked_on(monkeypatch: pytest.MonkeyPatch) -> None:
    data = good()
    for module in (checking, deciding):
        monkeypatch.setattr(module, "VERSION", "9.0")
    found = verify_bundle(data)
    assert found.ok
    assert "other-version" in found.remarks


def test_another_version_of_the_library_that_decides_otherwise_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    data = altered(good(), lambda of: of["decision"]["en"].update(owner="zhang"))
    monkeypatch.setattr(deciding, "VERSION", "9.0")
    assert what(data) == "library-version"


def test_other_time_zones_under_which_it_comes_to_something_else_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    data = altered(good(), lambda of: of["explanation"].update(en="…"))
    monkeypatch.setattr(deciding, "ZONES_VERSION", "2099z")
    assert what(data) == "time-zones-version"
    assert what(good()) is None


def test_a_version_that_is_only_said_to_be_another_lets_nothing_pass() -> None:
    def alter(of: dict[str, Any]) -> None:
        of["made_by"].update(leadledger="0.0.1")
        of["decision"]["en"].update(owner="zhang")

    assert what(altered(good(), alter)) == "library-version"
