"""A kind that fails, or answers what no clause can, is named with its plugin in one sentence; nothing is decided."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import leadledger as ll
from leadledger import plugins
from leadledger.errors import KindFailed, PluginInvalid, RulebookInvalid
from leadledger.plugins import Plugin
from leadledger.rulebook import parse_rulebook
from leadledger.rulebook.answers import Applies, Award, DoesNotApply, Follows, NeedsFinding, OnTop, Reason
from leadledger.rulebook.clauses import STAGES
from leadledger.rulebook.effects import Ended, Helped, Lifted, Nothing, Opened, Passed, Renewed, Voided
from leadledger.rulebook.hold import Hold
from leadledger.rulebook.kinds import reads
from leadledger.testing.stories import arrived, given, subscription, visit
from leadledger.values import Money, Share
from tests.cli.running import run
from tests.small_books import FIRST, HEAD, small_book

STORY = given(visit("c", "zhang"), subscription("d", "c", "li"))
WHY = Reason("why")
STATED: dict[str, str] = {
    "party": "",
    "reading": "",
    "register": 'when = { type = "VisitReceived" }',
    "award": "rank = 0",
    "sharing": "",
    "on_top": "",
    "suspense": "",
    "consequence": "",
}


@pytest.fixture(autouse=True)
def nothing_else_in_use() -> Iterator[None]:
    before = plugins.in_use()
    yield
    plugins.only_use(before)


def decided(stage: str, kind: Callable[..., Any]) -> ll.Attribution:
    """The story under a small book with a clause *own* of the kind, the first of its stage."""
    ll.use(Plugin("acme", "1.0", kinds={stage: {"own-kind": kind}}))
    clause = f'[[{stage}]]\nid = "own"\ncite = "X"\nuse = "own-kind"\n{STATED[stage]}\n'
    head, register, rest = HEAD.partition("[[register]]")
    return STORY.decide("d", rulebook=parse_rulebook(head + clause + register + rest + FIRST, source="small"))


def answering(stage: str, answer: Any) -> Callable[..., Any]:
    kinds: dict[str, Callable[..., Any]] = {
        "party": lambda links, customers, on, struck: answer,
        "reading": lambda reading: answer,
        "register": lambda fact, register: answer,
        "award": lambda case: answer,
        "sharing": lambda case, award: answer,
        "on_top": lambda case, award: answer,
        "suspense": lambda reading: answer,
        "consequence": lambda case, award: answer,
    }
    return kinds[stage]


def award(credit: dict[Any, Any], commission: dict[Any, Any]) -> Applies:
    return Applies(Award(credit, commission), WHY)


WHOLE = {"li": Share(1)}
HOLD = Hold()
NONSENSE: list[tuple[str, Any, str]] = [
    ("party", {"c"}, "expected a frozenset of customers"),
    ("party", frozenset({1}), "expected a frozenset of customers"),
    ("reading", None, "answered None; expected a Reading"),
    ("register", Opened("li", HOLD), "expected a tuple or list of effects"),
    ("register", (effect for effect in ()), "expected a tuple or list of effects"),
    ("register", ("opened",), "expected a tuple or list of effects"),
    ("register", (Opened("@department", HOLD),), "expected a tuple or list of effects"),
    ("register", (Opened("li", "2 months"),), "expected a tuple or list of effects"),  # type: ignore[arg-type]
    ("register", (Opened("li", HOLD, "twice"),), "expected a tuple or list of effects"),  # type: ignore[arg-type]
    ("register", (Opened("li", HOLD, since=3),), "expected a tuple or list of effects"),
    ("register", (Opened("li", HOLD, ranks=3),), "expected a tuple or list of effects"),
    ("register", (Helped("li", "zhang"),), "expected a tuple or list of effects"),  # type: ignore[arg-type]
    ("register", (Passed("li", "", HOLD),), "expected a tuple or list of effects"),
    ("register", (Renewed("li", 3),), "expected a tuple or list of effects"),  # type: ignore[arg-type]
    ("register", (Ended(None),), "expected a tuple or list of effects"),  # type: ignore[arg-type]
    ("register", (Nothing(3),), "expected a tuple or list of effects"),  # type: ignore[arg-type]
    ("award", None, "answered None; expected Applies"),
    ("award", "li", "answered 'li'; expected Applies"),
    ("award", Applies("li", WHY), "exact shares that each sum to one"),  # type: ignore[arg-type]
    ("award", award(WHOLE, {"li": Share("1/2"), "zhang": Share("1/3")}), "exact shares that each sum to one"),
    ("award", award({"li": Share("99%")}, WHOLE), ", and its credit sums to 99/100; expected Applies"),
    ("award", award(WHOLE, {"li": Share("1/2")}), ", and its commission sums to 1/2; expected Applies"),
    (
        "award",
        award({"li": Share("1/3")}, {}),
        ", and its credit sums to 1/3 and its commission sums to 0; expected Applies",
    ),
    (
        "award",
        award(WHOLE, {"li": "half"}),
        "…; expected Applies",
    ),
    ("award", award({"li": 0.5, "zhang": 0.5}, WHOLE), "exact shares that each sum to one"),
    ("award", award({"li": Fraction(3, 2), "zhang": Fraction(-1, 2)}, WHOLE), "exact shares that each sum to one"),
    ("award", award({}, {}), "exact shares that each sum to one"),
    ("award", award({"@nobody": Share(1)}, WHOLE), "exact shares that each sum to one"),
    ("award", award({3: Share(1)}, WHOLE), "exact shares that each sum to one"),
    ("award", Applies(Award.whole("li"), "because"), "each with a Reason"),  # type: ignore[arg-type]
    ("award", DoesNotApply("because"), "each with a Reason"),  # type: ignore[arg-type]
    ("award", DoesNotApply(Reason("why", {}, ("entry",))), "each with a Reason"),  # type: ignore[arg-type]
    ("award", NeedsFinding("what"), "each with a Reason"),  # type: ignore[arg-type]
    ("sharing", award(WHOLE, {"li": Share("1/2")}), "exact shares that each sum to one"),
    ("on_top", Applies(Award.whole("li"), WHY), "expected OnTop(shares, because)"),
    ("on_top", OnTop({"li": 0.1}, WHY), "expected OnTop(shares, because)"),  # type: ignore[dict-item]
    ("suspense", [1], "expected a tuple or list of facts"),
    ("consequence", Follows("fee", "li", None, WHY), "expected a tuple or list of Follows"),
    ("consequence", [Follows("fee", "li", 3, WHY)], "expected a tuple or list of Follows"),  # type: ignore[arg-type]
    ("consequence", [Follows("fee", "@all", None, WHY)], "expected a tuple or list of Follows"),
    ("consequence", [Follows("fee", "li", None, WHY, "what")], "a tuple or list of Follows"),  # type: ignore[arg-type]
    ("consequence", ["fee"], "expected a tuple or list of Follows"),
]


@pytest.mark.parametrize(
    ("stage", "answer", "expected"), NONSENSE, ids=[f"{s} {n}" for n, (s, *_) in enumerate(NONSENSE)]
)
def test_what_no_clause_of_the_stage_can_answer_is_refused(stage: str, answer: Any, expected: str) -> None:
    with pytest.raises(KindFailed) as refused:
        decided(stage, answering(stage, answer))
    assert str(refused.value).startswith(f"small: {stage} clause 'own' (kind own-kind of plugin acme 1.0) answered ")
    assert expected in str(refused.value)
    assert (refused.value.clause, refused.value.plugin) == ("own", "acme")


SENSE: list[tuple[str, Any]] = [
    ("party", frozenset({"c"})),
    ("register", None),
    ("register", ()),
    ("register", [Opened("li", HOLD), Helped("wang", ("li",)), Passed("li", "wang", HOLD), Renewed("wang", HOLD)]),
    ("register", [Opened("li", HOLD, "renewed"), Opened("li", HOLD, "opened"), Renewed("li", None)]),
    ("register", (Renewed("li"), Ended("li"), Lifted("li"), Voided(), Nothing("why", ("li",)))),
    ("award", award(WHOLE, {"li": Share("1/3"), "@department": Share("2/3")})),
    ("award", award({"li": Fraction(1)}, WHOLE)),
    ("award", award({"li": Share(1), "zhang": Share(0)}, WHOLE)),
    ("award", DoesNotApply(Reason("why", {"agent": 3, "agents": None, "found": {"a": 1}}))),
    ("award", NeedsFinding(Reason("why", {"missing": {"en": "who", "zh": "谁"}}))),
    ("sharing", DoesNotApply(WHY)),
    ("on_top", OnTop({"li": Share("1/5")}, WHY)),
    ("on_top", DoesNotApply(WHY)),
    ("suspense", []),
    ("consequence", ()),
    ("consequence", [Follows("fee", "li", Money.parse("1.00", "CNY"), WHY), Follows("rate", "li", Share("1/5"), WHY)]),
    ("consequence", [Follows("note", "@department", "words", WHY), Follows("note", "li", None, WHY, WHY)]),
]


@pytest.mark.parametrize(("stage", "answer"), SENSE, ids=[f"{s} {n}" for n, (s, _) in enumerate(SENSE)])
def test_what_a_clause_of_the_stage_can_answer_is_taken_and_told(stage: str, answer: Any) -> None:
    told = decided(stage, answering(stage, answer))
    assert told.rulebook.plugins == {"acme": "1.0"}
    for lang in ("en", "zh"):
        assert told.explain(lang)
        assert json.loads(told.to_json(lang, considered=True))


def test_a_claim_may_count_from_and_rank_by_the_entry_at_hand() -> None:
    told = decided("register", lambda fact, register: [Opened("wang", HOLD, since=fact, ranks=fact)])
    assert told.owner == "wang"


class Unspeakable:
    """What not even its name can be asked of."""

    def __repr__(self) -> str:
        raise RuntimeError


class Spoken:
    """What is shown as it says."""

    def __init__(self, said: str) -> None:
        self.said = said

    def __repr__(self) -> str:
        return self.said


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (Spoken("a district\n  of nobody"), "a district of nobody"),
        (Spoken("x" * 100), "x" * 100),
        (Spoken("x" * 101), f"{'x' * 100}…"),
        (Unspeakable(), "a Unspeakable"),
    ],
    ids=["several lines", "as long as is shown", "longer", "nothing to show"],
)
def test_a_wrong_answer_is_shown_on_one_line_and_not_at_any_length(answer: object, shown: str) -> None:
    with pytest.raises(KindFailed) as refused:
        decided("award", answering("award", answer))
    assert f"(kind own-kind of plugin acme 1.0) answered {shown}; expected " in str(refused.value)


def test_a_failure_without_words_is_named_alone() -> None:
    def silent(case: Any) -> Any:
        raise ZeroDivisionError

    with pytest.raises(KindFailed, match="plugin acme 1.0\\) failed with ZeroDivisionError$"):
        decided("award", silent)


def failing(*asked: Any) -> Any:
    raise KeyError("district\nof nobody")


def test_what_fails_is_said_with_the_clause_and_the_plugin() -> None:
    with pytest.raises(KindFailed) as refused:
        decided("award", lambda case: failing())
    sentence = (
        "small: award clause 'own' (kind own-kind of plugin acme 1.0) failed with KeyError: 'district\\nof nobody'"
    )
    assert str(refused.value) == sentence
    assert isinstance(refused.value.__cause__, KeyError)


def test_what_a_kind_refuses_itself_is_passed_on() -> None:
    def refusing(case: Any) -> Any:
        raise ll.LeadledgerError("the district of c is not known")

    with pytest.raises(ll.LeadledgerError, match=r"^the district of c is not known$"):
        decided("award", refusing)


def test_a_failing_kind_refuses_its_deal_and_no_other() -> None:
    def of_one(case: Any) -> Any:
        return failing() if case.closing.deal == "d" else DoesNotApply(WHY)

    ll.use(Plugin("acme", "1.0", kinds={"award": {"own-kind": of_one}}))
    book = small_book('[[award]]\nid = "own"\ncite = "X"\nrank = 0\nuse = "own-kind"\n')
    more = given(*STORY.events, subscription("e", "c", "zhang"))
    refused, answer = ll.Office(ll.History(more.events), book).decide_all()
    assert isinstance(refused, ll.Refused)
    assert isinstance(refused.error, KindFailed)
    assert isinstance(answer, ll.Attribution)
    assert answer.owner == "zhang"


def test_a_command_ends_with_that_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "acme_that_fails.py").write_text(
        "import leadledger as ll\n\n\ndef fails(case):\n    return 1 / 0\n\n\n"
        'plugin = ll.Plugin("acme", "1.0", kinds={"award": {"fails": fails}})\n',
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    history, rules = tmp_path / "history.jsonl", tmp_path / "rules.toml"
    history.write_text("".join(f"{ll.to_json(event)}\n" for event in STORY.events), encoding="utf-8")
    rules.write_text(f'{HEAD}\n[[award]]\nid = "own"\ncite = "X"\nrank = 1\nuse = "fails"\n', encoding="utf-8")
    for command in (("decide", history), ("explain", history, "--deal", "d")):
        done = run(*command, "--rulebook", rules, "--plugin", "acme_that_fails")
        assert done.code == 2
        said = "award clause 'own' (kind fails of plugin acme 1.0) failed with ZeroDivisionError: division by zero"
        assert said in done.err
        assert "Traceback" not in done.err
    checked = run("rulebook", "check", rules, "--plugin", "acme_that_fails", "--stories", "5")
    assert checked.code == 2
    assert said in checked.err


def untyped(case: Any, *, within) -> Any:  # type: ignore[no-untyped-def]
    return None


def mistyped(case: Any, *, within: Elsewhere) -> Any:  # type: ignore[name-defined]  # noqa: F821
    return None


class Strange:
    """A type that no document can state."""


def strange(case: Any, *, within: Strange) -> Any:
    return None


UNUSABLE: list[tuple[Callable[..., Any], str]] = [
    (untyped, "its parameter 'within' has no type"),
    (mistyped, "its parameters cannot be read: NameError: name 'Elsewhere' is not defined"),
    (strange, "its parameters cannot be read: PydanticSchemaGenerationError"),
    (lambda: None, "its function takes (): expected (case, *, its parameters)"),
    (lambda case, award: None, "its function takes (case, award): expected (case, *, its parameters)"),
]


@pytest.mark.parametrize(("kind", "said"), UNUSABLE, ids=[said for _, said in UNUSABLE])
def test_a_kind_that_cannot_be_asked_as_its_stage_asks_is_refused(kind: Callable[..., Any], said: str) -> None:
    with pytest.raises(PluginInvalid) as refused:
        decided("award", kind)
    assert str(refused.value).startswith("small: award clause 'own' (kind own-kind of plugin acme 1.0): ")
    assert said in str(refused.value)


def test_the_stages_of_plugins_are_those_of_rulebooks() -> None:
    assert sorted(plugins.STAGES) == sorted(STAGES)


def test_a_kind_of_a_name_that_leadledger_has_is_refused() -> None:
    ll.use(Plugin("acme", "1.0", kinds={"award": {"closer": answering("award", None)}}))
    with pytest.raises(PluginInvalid, match=r"^plugin 'acme' brings the award kind closer, which leadledger has$"):
        small_book()


def test_an_unknown_kind_is_refused_with_those_there_are_and_what_may_bring_others() -> None:
    with pytest.raises(RulebookInvalid) as refused:
        small_book('[[award]]\nid = "own"\ncite = "X"\nrank = 0\nuse = "own-kind"\n')
    assert "award clause 'own' uses the kind 'own-kind'; the award kinds are: asked-for, closer, " in str(refused.value)
    hint = "others come with plugins, and none in use brings it (--plugin MODULE, or leadledger.use)"
    assert str(refused.value).endswith(hint)


def test_a_ledger_whose_rulebook_needs_a_plugin_says_so_where_it_is_missing(tmp_path: Path) -> None:
    ll.use(Plugin("acme", "1.0", kinds={"award": {"own-kind": answering("award", DoesNotApply(WHY))}}))
    book = small_book('[[award]]\nid = "own"\ncite = "X"\nrank = 0\nuse = "own-kind"\n')
    at = STORY.events[0].occurred_at
    adopted = ll.RulebookAdopted(
        document=dict(book.document), effective_from=at.date(), published_at=at, occurred_at=at
    )
    with ll.open(tmp_path / "office.db") as ledger:
        ledger.import_events([adopted, *STORY.events])
        assert ledger.decide("d").to_dict()["rulebook"]["plugins"] == {"acme": "1.0"}
    plugins.only_use(())
    with ll.open(tmp_path / "office.db") as ledger:
        with pytest.raises(
            RulebookInvalid, match=r"^the rulebook adopted in .*, entry 1: award clause 'own' uses .* with plugins"
        ):
            ledger.decide("d")
        assert ledger.verify().ok


def test_a_reason_whose_text_needs_a_fact_that_is_not_given_is_told_by_its_key_and_facts() -> None:
    texts = {"said": {"en": "{agent} was there on {day}", "zh": "{agent}于{day}在场"}}
    kind = answering("award", Applies(Award.whole("li"), Reason("said", {"agent": "li"})))
    ll.use(Plugin("texts", "1", reasons=texts))
    assert "said (agent li)" in decided("award", kind).explain()


@reads(ll.AgentArrived, "app.Nowhere")
def arrivals(case: Any) -> Any:
    came = [fact.event.agent for fact in case.entries() if isinstance(fact.event, ll.AgentArrived)]
    return DoesNotApply(Reason("came", {"agents": came}))


def test_a_kind_is_shown_the_entries_that_it_reads() -> None:
    assert arrivals.reads == {"AgentArrived", "app.Nowhere"}  # type: ignore[attr-defined]
    ll.use(Plugin("acme", "1.0", kinds={"award": {"arrivals": arrivals}}))
    book = small_book('[[award]]\nid = "own"\ncite = "X"\nrank = 0\nuse = "arrivals"\n')
    story = given(arrived("li"), arrived("wang"), visit("c", "zhang"), subscription("d", "c", "li"))
    (one,) = [one for one in story.decide("d", rulebook=book).considered() if one.clause.id == "own"]
    assert one.reason.facts == {"agents": ["li"]}
