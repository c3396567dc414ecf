"""What an embedding application adds: event types and kinds as plain data, taken into use in one way."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

import pytest

import leadledger as ll
from leadledger import plugins
from leadledger.errors import PluginInvalid, RulebookInvalid
from leadledger.plugins import Plugin
from leadledger.rulebook.kinds import Answer, Applies, Award, Case, Reason, final
from leadledger.testing.stories import given, subscription, visit
from leadledger.values import AgentId, CustomerId, DealId
from tests.cli.running import refused, run
from tests.declared_book import AT, DOCUMENT, entry
from tests.small_books import small_book


class OrderCame(ll.Event):
    """An order, as an application codes it."""

    type: Literal["app.OrderCame"] = "app.OrderCame"
    deal: DealId
    customer: CustomerId
    agent: AgentId | None = None


class Nameless(ll.Event):
    """An event type that says nothing of its own."""

    customer: CustomerId


class Meant(ll.Event):
    """An event type that bears a name of the contract's."""

    type: Literal["VisitReceived"] = "VisitReceived"


ACME = Plugin(
    "acme",
    "1.0",
    events=(OrderCame,),
    kinds={"award": {"by-district": print}},
    reasons={"in-district": {"en": "{agent} has the district."}},
)
DOCUMENT_OF_ACME: dict[str, Any] = {
    **DOCUMENT,
    "terms": {**DOCUMENT["terms"], "closes_with": {"type": "app.OrderCame"}},
}
PART = '[[sharing]]\nid = "part"\ncite = "P"\nuse = "part"\nwhen = { type = "VisitReceived" }\nshare = "1/4"\n'
TOLD = entry("app.OrderCame", 1, deal="d", customer="c")


@pytest.fixture(autouse=True)
def nothing_in_use(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(plugins, "_used", {})
    plugins._installed.cache_clear()
    yield
    plugins._installed.cache_clear()


def test_a_plugin_in_use_brings_its_event_types_and_kinds() -> None:
    assert plugins.event_types() == {}
    ll.use(ACME)
    ll.use(ACME)
    assert plugins.in_use() == (ACME,)
    assert plugins.event_types() == {"app.OrderCame": OrderCame}
    assert plugins.kinds_of("award") == {"by-district": (ACME, print)}
    assert plugins.kinds_of("register") == {}


def test_its_events_are_read_recorded_and_close_deals(tmp_path: Path) -> None:
    from leadledger.rulebook.document import rulebook_from

    with pytest.raises(RulebookInvalid, match=r"terms\.closes_with: expected subscription or contract, or a pattern"):
        rulebook_from(DOCUMENT_OF_ACME)
    ll.use(ACME)
    book = rulebook_from(DOCUMENT_OF_ACME)
    file = tmp_path / "history.jsonl"
    touch = entry("app.TouchRecorded", 0, customer="c", agent="li", kind="click")
    file.write_text(f"{json_of(touch)}\n{json_of(TOLD)}\n", encoding="utf-8")
    events = [line.event for line in ll.read_history(file, types=book.events)]
    assert isinstance(events[1], OrderCame)
    assert ll.decide(events, "d", rulebook=book).owner == "li"
    with ll.open(":memory:") as ledger:
        ledger.import_events(events, rulebook=book)
        assert ledger.decide("d", rulebook=book).owner == "li"
        assert ledger.event_types() == {"app.OrderCame": OrderCame}
        assert ledger.verify().ok


def json_of(told: dict[str, Any]) -> str:
    import json

    return json.dumps(told)


def test_a_type_that_a_plugin_brings_cannot_be_declared_as_well() -> None:
    from leadledger.rulebook.document import rulebook_from

    ll.use(ACME)
    event = {**DOCUMENT["event"], "app.OrderCame": {"fields": {"customer": "customer"}}}
    with pytest.raises(RulebookInvalid, match="^orders: event 'app.OrderCame' is declared, and brought by a"):
        rulebook_from({**DOCUMENT, "event": event}, source="orders")


def says(what: Any) -> Any:
    """A kind that says in its own way what it reads."""

    def kind(case: Any) -> None: ...

    kind.reads = what  # type: ignore[attr-defined]
    return kind


def test_what_a_final_award_kind_gives_is_shared_only_by_clauses_that_name_it() -> None:
    def by_custom(case: Case) -> Answer:
        return Applies(Award.whole("zhang"), Reason("zhang-as-ever"))

    @final
    def by_verdict(case: Case) -> Answer:
        return by_custom(case)

    ll.use(Plugin("court", "1", kinds={"award": {"by-verdict": by_verdict, "by-custom": by_custom}}))
    verdict = '[[award]]\nid = "verdict"\ncite = "V"\nrank = 0\nuse = "by-verdict"\n'
    story = given(visit("c", "li"), subscription("d", "c", "zhang"))

    def commission(book: str) -> dict[str, str]:
        answer = story.decide("d", rulebook=small_book(book))
        return {payee: str(share) for payee, share in answer.commission.items()}

    assert commission(verdict + PART) == {"zhang": "1"}
    assert commission(verdict + PART + 'after = ["verdict"]\n') == {"zhang": "3/4", "li": "1/4"}
    assert commission(verdict.replace("by-verdict", "by-custom") + PART) == {"zhang": "3/4", "li": "1/4"}


BAD: list[tuple[Any, str]] = [
    ("acme", "'acme' is no plugin: expected leadledger.Plugin"),
    (
        Plugin("bad", "1", events=(Nameless,)),
        r'Nameless has no name of its own: expected type: Literal\["app.Nameless"\]',
    ),
    (Plugin("bad", "1", events=(Meant,)), "Meant has no name of its own"),
    (Plugin("bad", "1", events=(str,)), "is no event type: expected a class derived from leadledger.Event"),  # type: ignore[arg-type]
    (
        Plugin("bad", "1", kinds={"award": {"By District": print}}),
        "a kind to be called such as by-district, not .By District.",
    ),
    (Plugin("acme", "2.0"), "two plugins are called 'acme': versions 1.0 and 2.0"),
    (Plugin("bad", "1", events=(OrderCame,)), "plugins 'acme' and 'bad' both bring app.OrderCame"),
    (Plugin("bad", "1", kinds={"award": {"by-district": len}}), "both bring the award kind by-district"),
    (Plugin("bad", 1), "a plugin's name and version are texts, not 'bad' and 1"),  # type: ignore[arg-type]
    (
        Plugin("bad", "1", kinds={"awards": {"by-room": len}}),
        "there is no stage 'awards': expected one of party",
    ),
    (Plugin("bad", "1", kinds={"award": len}), "expected kinds by name, such as {'by-district': …}"),  # type: ignore[dict-item]
    (Plugin("bad", "1", kinds={"award": {"by-room": 3}}), "the award kind by-room is 3: expected a function"),  # type: ignore[dict-item]
    (Plugin("bad", "1", kinds={"award": {"by-room": says("VisitReceived")}}), "the award kind by-room reads 'Visit"),
    (
        Plugin("bad", "1", kinds={"sharing": {"by-room": final(says(None))}}),
        "the sharing kind by-room is said to be final",
    ),
    (Plugin("bad", "1", reasons={"closer": {"en": "!"}}), "the reason 'closer' has a text of leadledger's own"),
    (Plugin("bad", "1", reasons={"by-room": "!"}), "the reason 'by-room': expected texts by language"),  # type: ignore[dict-item]
    (Plugin("bad", "1", reasons={"by-room": {}}), "the reason 'by-room': expected texts by language"),
    (
        Plugin("bad", "1", reasons={"by-room": {"en": "{"}}),
        "the reason 'by-room', en: .* a brace that is meant",
    ),
    (Plugin("bad", "1", reasons={"by-room": {"en": "{a.b}"}}), "en: a place is a fact's name alone, not {a.b…}"),
    (Plugin("bad", "1", reasons={"by-room": {"en": "{a:3}"}}), "en: a place is a fact's name alone, not {a…}"),
    (Plugin("bad", "1", reasons={"in-district": {"en": "!"}}), "both bring a text for the reason 'in-district'"),
]


@pytest.mark.parametrize(("plugin", "said"), BAD, ids=[f"{n}" for n in range(len(BAD))])
def test_what_cannot_be_taken_into_use_is_refused_and_changes_nothing(plugin: Any, said: str) -> None:
    ll.use(ACME)
    with pytest.raises(PluginInvalid, match=said):
        ll.use(plugin)
    assert plugins.in_use() == (ACME,)


def installed(monkeypatch: pytest.MonkeyPatch, *entries: EntryPoint) -> None:
    monkeypatch.setattr(plugins, "entry_points", lambda group: [one for one in entries if one.group == group])


def test_installed_packages_name_their_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "acme_plugin", SimpleNamespace(plugin=ACME))  # type: ignore[arg-type]
    installed(monkeypatch, EntryPoint("acme", "acme_plugin:plugin", plugins.GROUP))
    assert plugins.event_types() == {"app.OrderCame": OrderCame}


def test_an_installed_plugin_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, EntryPoint("acme", "acme_nowhere:plugin", plugins.GROUP))
    with pytest.raises(PluginInvalid, match=r"plugin acme \(acme_nowhere:plugin\) cannot be loaded: ModuleNotFound"):
        plugins.in_use()


def test_a_command_takes_a_module(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "acme_of_a_command.py").write_text(
        "import leadledger as ll\nfrom tests.plugins.test_plugins import OrderCame\n"
        'plugin = ll.Plugin("acme", "1.0", events=(OrderCame,))\n',
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    file = tmp_path / "history.jsonl"
    file.write_text(f"{json_of(TOLD)}\n", encoding="utf-8")
    target = tmp_path / "office.jsonl"
    assert "declares app.OrderCame" in refused(run("import", file, "--into", target))
    assert "cannot be imported: ModuleNotFoundError" in refused(run("import", file, "--plugin", "acme_nowhere"))
    assert "json has no plugin" in refused(run("--plugin=json", "import", file, "--into", target))
    assert "--plugin needs the name of a Python module" in refused(run("import", file, "--plugin"))
    done = run("import", file, "--into", target, "--plugin", "acme_of_a_command", "--json")
    assert (done.code, done.objects[0]["added"]) == (0, 1)
    assert AT
