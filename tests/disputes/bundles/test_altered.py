"""Every altered bundle is refused, by the name of what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from leadledger.disputes.bundles import bundle, verify_bundle
from leadledger.ledger import Head
from leadledger.rulebook.document import digest
from leadledger.store.merkle import leaf_hash
from leadledger.store.proofs import beside
from tests.disputes.bundles.cases import (
    DEAL,
    OTHER,
    Raw,
    altered,
    entry_of,
    events,
    evidence,
    good,
    hashed_anew,
    office,
    raw,
    whole,
)

Alter = Callable[[Raw], object]


def put(*path: str | int, value: Any) -> Alter:
    """Put a value in a place of the file."""

    def alter(of: Raw) -> None:
        inner: Any = of
        for step in path[:-1]:
            inner = inner[step]
        assert inner[path[-1]] != value, "it says that already"
        inner[path[-1]] = value

    return alter


def say(kind: str, old: str, new: str, *, anew: bool = False) -> Alter:
    """Let an entry say something else, perhaps with the hash that then is its own."""

    def alter(of: Raw) -> None:
        entry = entry_of(of, kind)
        assert old in entry["data"]
        entry["data"] = entry["data"].replace(old, new)
        if anew:
            hashed_anew(entry)

    return alter


def drop(kind: str, nth: int = 0) -> Alter:
    """Leave an entry out, and the hashes that only its path needs."""

    def alter(of: Raw) -> None:
        of["entries"].remove(entry_of(of, kind, nth))
        prune(of)

    return alter


def prune(of: Raw) -> None:
    """Keep those hashes that the entries' paths need."""
    needed = {
        f"{start + 1}-{end}" for one in of["entries"] for start, end in beside(one["position"] - 1, of["head"]["size"])
    }
    of["nodes"] = {name: hash_ for name, hash_ in of["nodes"].items() if name in needed}


def add(kind: str) -> Alter:
    """Add another entry of the same ledger, with all the proof it needs."""

    def alter(of: Raw) -> None:
        there = {entry["position"] for entry in of["entries"]}
        begins = f'\n{{"type":"{kind}"'.encode()
        proven = next(one for one in evidence().proofs.entries if one.position not in there and begins in one.data)
        position = proven.position
        of["entries"].append({"position": position, "leaf": leaf_hash(proven.data).hex(), "data": proven.data.decode()})
        of["entries"].sort(key=lambda entry: entry["position"])
        for (start, end), hash_ in zip(beside(position - 1, of["head"]["size"]), proven.path, strict=True):
            of["nodes"][f"{start + 1}-{end}"] = hash_.hex()

    return alter


def both(*alters: Alter) -> Alter:
    """One alteration after the other."""

    def alter(of: Raw) -> None:
        for one in alters:
            one(of)

    return alter


def another_book(of: Raw) -> None:
    """Put another rulebook in place of the one adopted, its digest fitting it, and the hash beside it too."""
    entry = entry_of(of, "RulebookAdopted")
    header, _, body = entry["data"].partition("\n")
    said = json.loads(body)
    next(one for one in said["document"]["award"] if one["id"] == "declined")["share"] = "1/2"
    entry["data"] = f"{header}\n{json.dumps(said, ensure_ascii=False, separators=(',', ':'))}"
    hashed_anew(entry)
    for place in (of["rulebook"], *(decision["rulebook"] for decision in of["decision"].values())):
        place["digest"] = digest(said["document"])


def given_book(of: Raw) -> None:
    """Leave the adoption out, and say that another rulebook was assumed."""
    document = json.loads(entry_of(of, "RulebookAdopted")["data"].partition("\n")[2])["document"]
    document["terms"]["validity"] = "1 month"
    drop("RulebookAdopted")(of)
    of["rulebook"].update(why="assumed", document=document, digest=digest(document))


def explained_by(lang: str, old: str, new: str) -> Alter:
    """Let the explanation say something else."""

    def alter(of: Raw) -> None:
        assert old in of["explanation"][lang]
        of["explanation"][lang] = of["explanation"][lang].replace(old, new)

    return alter


def first_key_last(table: Raw) -> None:
    """Put the first key of a table last."""
    key = next(iter(table))
    table[key] = table.pop(key)


ALTERED: list[tuple[str, Alter, str]] = [
    # what entries say
    ("an entry names another agent", say("VisitReceived", '"agent":"zhang"', '"agent":"li"'), "entry"),
    ("an entry is of another day", say("VisitReceived", "2026-03-02", "2026-03-01"), "entry"),
    ("an entry is of another type", say("ComplaintDecided", "upheld", "dismissed"), "entry"),
    ("an entry has another time of entry", say("VisitReceived", "2026-06-01T02", "2026-05-01T02"), "entry"),
    ("an entry has another id", say("SubscriptionSigned", '"id":"0', '"id":"1'), "entry"),
    ("an entry has another hash", put("entries", 3, "leaf", value="0" * 64), "entry"),
    ("an entry and its hash are others", say("VisitReceived", '"agent":"zhang"', '"agent":"li"', anew=True), "node"),
    ("the commitment is another", say("VisitReceived", '"personal":"', '"personal":"0', anew=False), "entry"),
    ("an entry has another position", put("entries", 3, "position", value=8), "entry"),
    ("another rulebook, with digests that fit", another_book, "node"),
    ("a plan with another rate", say("CommissionPlanAdopted", '"rate":"', '"rate":"9', anew=True), "node"),
    # proofs
    ("a hash of a path is another", lambda of: of["nodes"].update({[*of["nodes"]][2]: "1" * 64}), "node"),
    ("a hash of a path is missing", lambda of: of["nodes"].pop([*of["nodes"]][-1]), "node"),
    ("a hash that no path needs", lambda of: of["nodes"].update({"1-21": "1" * 64}), "node"),
    ("two hashes change places", lambda of: swap(of["nodes"]), "node"),
    ("the root is another", put("head", "root", value="2" * 64), "head"),
    ("the tree is said to be larger", put("head", "size", value=22), "node"),
    ("the tree is said to be smaller", put("head", "size", value=20), "node"),
    # which entries
    ("a contact is left out", drop("VisitReceived"), "decision.facts.count"),
    ("the complaint's outcome is left out", drop("ComplaintDecided"), "decision.status"),
    ("the striking is left out", drop("EntryStruck"), "decision.facts.digest"),
    ("the struck entry is left out", drop("CallReceived"), "decision.facts.count"),
    ("what came too late is left out", drop("VisitReceived", 2), "explanation.en"),
    ("the rulebook is left out", drop("RulebookAdopted"), "rulebook"),
    ("the plan is left out", drop("CommissionPlanAdopted"), "plan"),
    ("the closing is left out", drop("SubscriptionSigned"), "decision"),
    ("another deal's closing is put in", add("SubscriptionSigned"), "surplus"),
    ("another deal's ruling is put in", add("RulingMade"), "surplus"),
    ("an entry nobody needs is put in", add("FollowUpLogged"), "surplus"),
    # what is said of them
    ("another owner", put("decision", "en", "owner", value="zhang"), "decision.owner"),
    ("another credit", put("decision", "en", "credit", value={"zhang": "1"}), "decision.credit.li"),
    ("another share", put("decision", "en", "commission", "li", value="4/5"), "decision.commission.li"),
    ("another status", put("decision", "en", "status", value="provisional"), "decision.status"),
    ("another clause", put("decision", "en", "clause", value="5.3.8"), "decision.clause"),
    (
        "another closing time",
        put("decision", "en", "closed_at", value="2026-03-21T10:00:00+08:00"),
        "decision.closed_at",
    ),
    ("another customer", put("decision", "en", "customer", value="c2"), "decision.customer"),
    ("on top", put("decision", "en", "on_top", value={"wang": "1/100"}), "decision.on_top.wang"),
    (
        "it was withdrawn",
        put("decision", "en", "withdrawn_at", value="2026-03-21T10:00:00+08:00"),
        "decision.withdrawn_at",
    ),
    (
        "another amount",
        put("decision", "en", "amounts", "li", "amount", value="12800.01"),
        "decision.zh.amounts.li.amount",
    ),
    (
        "another amount in both",
        both(*(put("decision", lang, "amounts", "li", "amount", value="1.00") for lang in ("en", "zh"))),
        "decision.amounts.li.amount",
    ),
    ("no amounts", both(*(put("decision", lang, "amounts", value=None) for lang in ("en", "zh"))), "decision.amounts"),
    ("another reason", put("decision", "en", "because", 0, "reason", value="lots"), "decision.because.1.reason"),
    ("other events behind it", put("decision", "en", "because", 0, "events", value=[]), "decision.because.1.events"),
    (
        "another text of a reason",
        put("decision", "en", "because", 0, "text", value="So."),
        "decision.en.because.1.text",
    ),
    ("another text in Chinese", put("decision", "zh", "because", 0, "text", value="。"), "decision.zh.because.1.text"),
    ("another owner in Chinese", put("decision", "zh", "owner", value="zhang"), "decision.zh.owner"),
    (
        "another digest of the facts",
        put("decision", "en", "facts", "digest", value="sha256:0"),
        "decision.facts.digest",
    ),
    (
        "another rulebook in the decision",
        put("decision", "en", "rulebook", "version", value="2"),
        "decision.rulebook.version",
    ),
    ("no reasons", lambda of: of["decision"]["en"].pop("because"), "decision.because"),
    ("a further field", lambda of: of["decision"]["en"].update(note="agreed"), "decision.note"),
    ("fields in another order", lambda of: first_key_last(of["decision"]["en"]), "decision"),
    ("another word in the explanation", explained_by("en", "Owner:       li", "Owner:       zhang"), "explanation.en"),
    ("another word in Chinese", explained_by("zh", "li", "zhang"), "explanation.zh"),
    ("an explanation with a further line", lambda of: add_line(of, "en"), "explanation.en"),
    ("the explanation is empty", put("explanation", "zh", value=""), "explanation.zh"),
    ("the rulebook's name", put("rulebook", "name", value="other"), "rulebook.name"),
    ("the rulebook's digest", put("rulebook", "digest", value="sha256:" + "0" * 64), "rulebook.digest"),
    ("a document beside the one adopted", put("rulebook", "document", value={}), "rulebook"),
    ("it is said to be assumed", put("rulebook", "why", value="assumed"), "rulebook"),
    ("another book is said to be assumed", given_book, "rulebook"),
    ("the plan's name", put("plan", "name", value="other"), "plan.name"),
    ("no plan", put("plan", value=None), "plan"),
    ("another deal", put("deal", value=OTHER), "decision"),
    ("known at an earlier time", put("known_at", value="2026-03-25T00:00:00+08:00"), "decision.status"),
    ("known at no time", put("known_at", value="yesterday"), "known_at"),
    ("a checkpoint of another head", put("checkpoint", value="office\n21\nAAAA\n\n— office x\n"), "checkpoint"),
    # what made it
    ("a plugin that is not here", put("made_by", "plugins", value={"callroom": "1.2"}), "plugin-missing"),
]


def swap(table: Raw) -> None:
    """Let the first two of a table change their values."""
    one, other = [*table][:2]
    table[one], table[other] = table[other], table[one]


def add_line(of: Raw, lang: str) -> None:
    of["explanation"][lang] += "The manager confirmed this.\n"


@pytest.mark.parametrize(("alter", "what"), [case[1:] for case in ALTERED], ids=[case[0] for case in ALTERED])
def test_what_was_altered_is_named(alter: Alter, what: str) -> None:
    found = verify_bundle(altered(good(), alter))
    assert found.flaw is not None
    assert (found.flaw.what, found.ok) == (what, False)
    assert found.flaw.why


@pytest.mark.parametrize("data", [good, whole], ids=["left out", "whole"])
def test_what_was_not_altered_holds(data: Callable[[], bytes]) -> None:
    assert verify_bundle(data()).ok
    assert verify_bundle(altered(data(), lambda of: None)).ok


@pytest.mark.parametrize("place", range(len(raw(good())["entries"])))
def test_no_entry_can_be_left_out(place: int) -> None:
    def alter(of: Raw) -> None:
        del of["entries"][place]
        prune(of)

    assert not verify_bundle(altered(good(), alter)).ok


@pytest.mark.parametrize("name", raw(good())["nodes"])
def test_every_hash_of_every_path_counts(name: str) -> None:
    flaw = verify_bundle(altered(good(), put("nodes", name, value="3" * 64))).flaw
    assert flaw is not None
    assert flaw.what in {"node", "head"}


PERSONAL = [
    ("another name", lambda part: part.update(fields=part["fields"].replace("赵", "钱"))),
    ("another salt", lambda part: part.update(salt="0" * 64)),
]


@pytest.mark.parametrize("alter", [one for _, one in PERSONAL], ids=[name for name, _ in PERSONAL])
def test_a_personal_part_is_the_one_that_was_committed_to(alter: Callable[[Raw], None]) -> None:
    found = verify_bundle(altered(whole(), lambda of: alter(entry_of(of, "CustomerRegistered")["personal"])))
    assert found.flaw is not None
    assert (found.flaw.what, found.flaw.position) == ("personal", 7)


def test_a_personal_part_beside_an_entry_without_one_is_named() -> None:
    def alter(of: Raw) -> None:
        entry_of(of, "SubscriptionSigned")["personal"] = {"salt": "0" * 64, "fields": '{"note":"cash"}'}

    flaw = verify_bundle(altered(good(), alter)).flaw
    assert flaw is not None
    assert flaw.what == "personal"


def test_whoever_takes_out_a_name_has_to_take_it_out_of_the_explanation_too() -> None:
    flaw = verify_bundle(altered(whole(), lambda of: entry_of(of, "CustomerRegistered").pop("personal"))).flaw
    assert flaw is not None
    assert flaw.what.startswith(("decision.en", "explanation.en", "surplus"))


def forged() -> bytes:
    """Who builds a whole ledger of their own, in which Zhang's customer never complained, has a bundle that holds."""
    told = tuple(one for one in events() if not one.type.startswith("Complaint"))
    with office(told=told) as ledger:
        return bundle(ledger, DEAL)


def test_a_forger_with_a_whole_tree_is_found_by_a_head_kept_elsewhere() -> None:
    found = verify_bundle(forged())
    assert raw(forged())["decision"]["en"]["credit"] != raw(good())["decision"]["en"]["credit"]
    assert found.ok
    assert "own-head" in found.remarks
    against = verify_bundle(forged(), head=evidence().head)
    assert against.flaw is not None
    assert against.flaw.what == "head"


def test_the_same_head_kept_elsewhere_leaves_no_doubt_about_the_tree() -> None:
    data, head = good(), evidence().head
    found = verify_bundle(data, head=head)
    assert found.ok
    assert found.remarks == ("nothing-left-out",)
    other = verify_bundle(data, head=Head(head.size, "0" * 64))
    assert other.flaw is not None
    assert other.flaw.what == "head"
