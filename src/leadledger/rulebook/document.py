"""A rulebook document (TOML): read, checked against the clause kinds, bound, and digested."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, cast

from leadledger.dossier import Scope, closing_pattern
from leadledger.errors import RulebookInvalid
from leadledger.events.base import Event
from leadledger.events.declared import EventTypes, declared_in
from leadledger.events.pattern import types_named
from leadledger.events.roles import agent_fields, roles_of
from leadledger.plugins import types_for, types_with
from leadledger.rulebook.binding import bind
from leadledger.rulebook.changes import changes
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.clauses import STAGES
from leadledger.rulebook.conditions import conditions_in
from leadledger.rulebook.deadlines import Deadlines, deadlines_of
from leadledger.rulebook.histories import with_plain_days
from leadledger.rulebook.in_time import in_time, with_settings
from leadledger.rulebook.outline import ENGINE_TERMS, Outline, article_of, governs_of, outline_of, terms_of
from leadledger.rulebook.register import Rule
from leadledger.rulebook.rulebook import Article, Rulebook, Terms
from leadledger.rulebook.settings import settled, terms_named


def parse_rulebook(text: str, *, source: str = "rulebook", settings: Mapping[str, object] | None = None) -> Rulebook:
    """The rulebook a TOML text stands for, with *settings* (``{"declined.share": "1/4"}``) put in place.

    Raises:
        RulebookInvalid: naming *source*, the clause, the parameter and what was expected.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookInvalid(f"{source} is not TOML: {error}") from None
    except (RecursionError, ValueError):  # tomllib's own limits: nesting, and numbers of thousands of digits
        raise RulebookInvalid(f"{source} is nested too deep or holds a number too long to be a rulebook") from None
    return rulebook_from(document, source=source, settings=settings)


def rulebook_from(
    document: Mapping[str, Any], *, source: str = "rulebook", settings: Mapping[str, object] | None = None
) -> Rulebook:
    """The rulebook a decoded document stands for; see :func:`parse_rulebook`."""
    stated = with_plain_days(settings or {})
    written = with_plain_days(document)
    document = settled(written, stated, source)
    book = in_time(document, lambda on_a_day, source: _as_it_reads(on_a_day, document, source), source)
    _refuse_unused_terms(written, source)
    return with_settings(book, changes(written, stated, source))


def _as_it_reads(document: Mapping[str, Any], written: Mapping[str, Any], source: str) -> Rulebook:
    """The rulebook of a document as it reads on a day, without histories; *written* is the whole of it."""
    outline = outline_of(document, source)
    raw_terms: Mapping[str, object] = outline.terms
    events = declared_in(document, source)
    types = types_for(document, events, source)
    stages: dict[str, list[Clause]] = {}
    for stage in STAGES:
        tables = document.get(stage, [])
        bound = [bind(stage, table, place, raw_terms, source, types) for place, table in enumerate(tables, start=1)]
        stages[stage] = [clause for clause in bound if clause is not None]
    _refuse_some_ranks(document["award"], source)
    if any(clause.plugin for clauses in stages.values() for clause in clauses):
        types = types_with(events, source)
    _refuse_doubles(stages, source)
    _refuse_unknown_references(stages, source)
    _refuse_idle_overrides(stages.values(), source)
    _refuse_unknown_collisions([clause for clauses in stages.values() for clause in clauses], source)
    return _assembled(outline, written, stages, _terms(raw_terms, stages, types, source), types, events, source)


def _terms(raw: Mapping[str, object], stages: Mapping[str, list[Clause]], types: EventTypes, source: str) -> Terms:
    entries = types_named([clause.when for clause in stages["register"]])
    return terms_of(raw, source, types, entries)


def _refuse_unused_terms(written: Mapping[str, Any], source: str) -> None:
    """*written* is the document without settings: one in place of a reference leaves the term as it was."""
    terms = written["terms"]
    used = terms_named([*(written.get(stage) for stage in STAGES), *terms.values(), written.get("disputes")])
    unused = sorted(set(terms) - used - set(ENGINE_TERMS))
    if unused:
        raise RulebookInvalid(f"{source}: no clause uses the term {unused[0]!r}")


def _refuse_doubles(stages: Mapping[str, list[Clause]], source: str) -> None:
    seen: set[str] = set()
    for clause in (clause for clauses in stages.values() for clause in clauses):
        if clause.id in seen or clause.id == "terms":
            raise RulebookInvalid(f"{source}: the id {clause.id!r} stands on two clauses")
        seen.add(clause.id)
    for stage in ("party", "suspense"):
        if len(stages[stage]) > 1:
            raise RulebookInvalid(f"{source}: there can be one {stage} clause, and there are {len(stages[stage])}")


def _refuse_some_ranks(award: Iterable[Mapping[str, Any]], source: str) -> None:
    unranked = [table["id"] for table in award if "rank" not in table]
    ranked = [table["id"] for table in award if "rank" in table]
    if unranked and ranked:
        raise RulebookInvalid(
            f"{source}: award clause {ranked[0]!r} states a rank and {unranked[0]!r} none: expected ranks for all of "
            "them, or for none where their order is their rank"
        )


def _refuse_unknown_references(stages: Mapping[str, list[Clause]], source: str) -> None:
    ids = {stage: {clause.id for clause in clauses} for stage, clauses in stages.items()}
    for clause in (clause for clauses in stages.values() for clause in clauses):
        given_by = cast("Iterable[str]", clause.params.get("given_by", ()))
        asked = frozenset[str]().union(
            *(one.clauses_named for one in conditions_in({"": clause.conditions, **clause.params}))
        )
        named_in = (
            (clause.after, "award"),
            (clause.overrides, clause.stage),
            (given_by, "register"),
            (asked, "register"),
        )
        for named, stage in named_in:
            for name in named:
                if name not in ids[stage]:
                    raise RulebookInvalid(f"{source}: clause {clause.id!r} names {name!r}, which is no {stage} clause")


def _refuse_idle_overrides(stages: Iterable[Iterable[Clause]], source: str) -> None:
    for clauses in stages:
        before: set[str] = set()
        for clause in clauses:
            before.add(clause.id)
            for name in sorted(clause.overrides & before):
                raise RulebookInvalid(
                    f"{source}: clause {clause.id!r} overrides {name!r}, which does not stand behind it: expected the "
                    "clause that overrides to stand before the one it beats"
                )


def _refuse_unknown_collisions(clauses: Iterable[Clause], source: str) -> None:
    ids = {clause.id for clause in clauses if clause.stage in ("award", "sharing", "on_top")}
    for clause in clauses:
        for name in sorted(clause.collides - ids):
            raise RulebookInvalid(
                f"{source}: clause {clause.id!r} collides with {name!r}, which is no clause that shares"
            )


def _assembled(
    outline: Outline,
    document: Mapping[str, Any],
    stages: Mapping[str, list[Clause]],
    terms: Terms,
    types: EventTypes,
    events: EventTypes,
    source: str,
) -> Rulebook:
    award = sorted(stages["award"], key=lambda clause: clause.rank)
    register = tuple(stages["register"])
    rules: dict[str, tuple[Rule, ...]] = {}
    for clause in register:
        assert clause.when is not None
        for kind in clause.when.types:
            rules[kind] = (*rules.get(kind, ()), clause.rule)
    reads = {stage: frozenset(kind for clause in clauses for kind in clause.reads) for stage, clauses in stages.items()}
    register_types = frozenset(rules) | terms.register_entries | reads["register"]
    for kind in types_named([(clause.params, clause.conditions) for clause in register]):
        rules.setdefault(kind, ())  # the fold notes these even where no clause takes them
    party = stages["party"][0] if stages["party"] else None
    disputes = deadlines_of(outline.disputes, outline.terms, source)
    return Rulebook(
        name=outline.name,
        version=outline.version,
        title=outline.title,
        document=document,
        digest=digest(document),
        terms=terms,
        articles=(*(article_of(table, outline.terms, source) for table in outline.article), *_article(disputes)),
        party=party,
        reading=tuple(stages["reading"]),
        register=register,
        award=tuple(award),
        ranks=tuple(tuple(c for c in award if c.rank == rank) for rank in dict.fromkeys(c.rank for c in award)),
        sharing=tuple(stages["sharing"]),
        on_top=tuple(stages["on_top"]),
        consequences=tuple(stages["consequence"]),
        suspense=stages["suspense"][0] if stages["suspense"] else None,
        scope=Scope(
            zone=terms.timezone,
            party=None if party is None else party.apply,
            types=register_types.union(*reads.values(), events, terms.counts_after_closing),
            register=register_types,
            of_agents=_of_agents(stages, types),
            also_whenever=terms.counts_after_closing,
            closes=closing_pattern(terms.closes_with).types,
        ),
        rules=rules,
        events=events,
        settings={},
        governs=governs_of(outline, source),
        disputes=disputes,
    )


def _article(disputes: Deadlines | None) -> Iterable[Article]:
    """What the book says of disputes, to be read with its other articles."""
    if disputes is not None:
        yield Article("disputes", disputes.cite, disputes.title, disputes.text, (), disputes.params)


def _of_agents(stages: Mapping[str, list[Clause]], types: EventTypes) -> frozenset[str]:
    """The types clauses ask about that concern agents alone: their comings and goings, journeys, payments."""
    every = [clause for clauses in stages.values() for clause in clauses]
    asked = types_named([(clause.params, clause.conditions) for clause in every])
    asked = asked.union(*(clause.reads for clause in every if clause.plugin is not None))
    return frozenset(name for name in asked if name in types and _is_of_agents(types[name]))


def _is_of_agents(cls: type[Event]) -> bool:
    roles = roles_of(cls)
    others = (roles.customer, roles.customers, roles.deal, roles.reference)
    return bool(agent_fields(cls)) and not any(others)


def digest(document: Mapping[str, Any]) -> str:
    """The SHA-256 of what a document says, whatever its layout."""
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"
