"""Mutants: the library with one reading changed, in memory only, for as long as it is looked at."""

from __future__ import annotations
import __future__

import copy
import inspect
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import CodeType, FunctionType
from typing import Any
from unittest import mock

from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.library import rulebooks
from leadledger.rulebook.rulebook import Rulebook

Document = dict[str, Any]
CLAUSE_STAGES = ("party", "reading", "register", "award", "sharing", "suspense")


@dataclass(frozen=True)
class Edit:
    """One expression of a function (``module:Class.function``) read as another."""

    where: str
    old: str
    new: str

    def __str__(self) -> str:
        module, name = self.where.split(":")
        old, new = (" ".join(text.split()) for text in (self.old, self.new))
        read = f"read as `{new}`" if new else "left out"
        return f"`{module.removeprefix('leadledger.')}.{name}`: `{old}` {read}".replace("|", r"\|")


@dataclass(frozen=True)
class Named:
    """A module's own constant read as another value."""

    where: str
    change: Callable[[Any], Any]
    says: str

    def __str__(self) -> str:
        module, name = self.where.split(":")
        return f"`{module.removeprefix('leadledger.')}.{name}` {self.says}"


@dataclass(frozen=True)
class Mutant:
    """A reading of the rules (*section* and words) and what is changed to read it otherwise.

    Either the document is changed (*document*, described by *says*) or the code is (*edits*).
    """

    section: str
    reading: str
    edits: tuple[Edit | Named, ...] = ()
    document: Callable[[Document], None] | None = None
    says: str = ""

    def __str__(self) -> str:
        return f"{self.section} {self.reading}"

    def change(self) -> str:
        """What is changed, in a line."""
        return self.says or "; ".join(str(edit) for edit in self.edits)

    def book(self) -> Rulebook:
        """The rulebook to decide by."""
        if self.document is None:
            return rulebooks["sales-office"]
        changed = copy.deepcopy(dict(rulebooks["sales-office"].document))
        self.document(changed)
        return rulebook_from(changed, source="the mutant")

    @contextmanager
    def alive(self) -> Iterator[Rulebook]:
        """The mutant's rulebook, its code in place while the block runs."""
        with ExitStack() as stack:
            for named in self.edits:
                if isinstance(named, Named):
                    stack.enter_context(_named(named))
            edits = [edit for edit in self.edits if isinstance(edit, Edit)]
            for where in dict.fromkeys(edit.where for edit in edits):
                stack.enter_context(_edited(where, [edit for edit in edits if edit.where == where]))
            yield self.book()


def by_code(section: str, reading: str, where: str, old: str, new: str, *more: Edit | Named) -> Mutant:
    """A mutant by one changed expression (or several that belong together)."""
    return Mutant(section, reading, (Edit(f"leadledger.{where}", old, new), *more))


def by_term(section: str, reading: str, path: str, value: object) -> Mutant:
    """A mutant by one changed setting."""
    owner, _, parameter = path.partition(".")

    def change(document: Document) -> None:
        table = document["terms"] if owner == "terms" else clause(document, owner)
        assert parameter in table
        table[parameter] = value

    return Mutant(section, reading, document=change, says=f"`{path} = {value!r}`")


def without(section: str, reading: str, name: str) -> Mutant:
    """A mutant by one clause left out of the document."""

    def change(document: Document) -> None:
        for stage in CLAUSE_STAGES:
            document[stage] = [table for table in document[stage] if table["id"] != name]
            for table in document[stage]:
                for key in ("given_by", "after", "overrides"):
                    if name in table.get(key, ()):
                        table[key] = [other for other in table[key] if other != name]

    return Mutant(section, reading, document=change, says=f"clause `{name}` left out")


def swapped(section: str, reading: str, one: str, other: str) -> Mutant:
    """A mutant by two award clauses that change ranks."""

    def change(document: Document) -> None:
        first, second = clause(document, one), clause(document, other)
        first["rank"], second["rank"] = second["rank"], first["rank"]

    return Mutant(section, reading, document=change, says=f"ranks of `{one}` and `{other}` swapped")


def clause(document: Document, name: str) -> Document:
    """The clause of that id in a document."""
    return next(table for stage in CLAUSE_STAGES for table in document[stage] if table["id"] == name)


@contextmanager
def _edited(where: str, edits: Sequence[Edit]) -> Iterator[None]:
    function = _function(where)
    code = _read_otherwise(function, edits)
    kept, function.__code__ = function.__code__, code
    try:
        yield
    finally:
        function.__code__ = kept


@contextmanager
def _named(named: Named) -> Iterator[None]:
    module, name = named.where.split(":")
    owner: Any = import_module(module)
    with mock.patch.object(owner, name, named.change(getattr(owner, name))):
        yield


def _function(where: str) -> FunctionType:
    module, path = where.split(":")
    found: Any = import_module(module)
    for name in path.split("."):
        found = inspect.getattr_static(found, name)
    if isinstance(found, property):
        found = found.fget
    if isinstance(found, staticmethod | classmethod):
        found = found.__func__
    assert isinstance(found, FunctionType)
    return found


def _read_otherwise(function: FunctionType, edits: Sequence[Edit]) -> CodeType:
    source = textwrap.dedent(inspect.getsource(function))
    for edit in edits:
        times = source.count(edit.old)
        if times != 1:
            raise AssertionError(f"{edit.where} holds {edit.old!r} {times} times, and a mutant changes one place")
        source = source.replace(edit.old, edit.new)
    flags = __future__.annotations.compiler_flag
    compiled = compile(source, f"<mutant of {function.__qualname__}>", "exec", flags=flags, dont_inherit=True)
    return next(part for part in compiled.co_consts if isinstance(part, CodeType) and part.co_name == function.__name__)
