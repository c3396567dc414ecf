"""Then: what a question must find; where it does not, a failure that shows the story, the difference and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal

from leadledger.errors import LeadledgerError
from leadledger.rulebook.attribution import Attribution
from leadledger.testing import expecting
from leadledger.testing.asking import Found, Question
from leadledger.testing.expecting import Row

if TYPE_CHECKING:
    from leadledger.testing.stories import Story


class _Unsaid(Enum):
    UNSAID = "unsaid"


_UNSAID: Final = _Unsaid.UNSAID
Unsaid = Literal[_Unsaid.UNSAID]
Refusal = str | type[LeadledgerError]


@dataclass(frozen=True, slots=True)
class Asked:
    """A story and a question to it."""

    story: Story
    question: Question

    def then(
        self,
        *,
        owner: str | Unsaid | None = _UNSAID,
        credit: Mapping[str, Any] | Unsaid = _UNSAID,
        commission: Mapping[str, Any] | Unsaid = _UNSAID,
        on_top: Mapping[str, Any] | Unsaid = _UNSAID,
        amounts: Mapping[str, Any] | Unsaid = _UNSAID,
        clause: str | Unsaid = _UNSAID,
        status: str | Unsaid = _UNSAID,
        moved: Iterable[str] | Unsaid = _UNSAID,
        refused: Refusal | None = None,
    ) -> Story:
        """Hold the answer against what is named, and nothing else; returns the story, to ask it more.

        *owner* None is nobody. *credit*, *commission* and *on_top* are shares by payee, written as ``"4/5"``, ``"80%"``
        or ``"0.8"``, in any order; *amounts* money by payee (``"10240.00"``, or as :func:`money` has it). *moved* are
        the deals whose decision an entry moves. *refused* is a class of :mod:`leadledger.errors`, or words of the
        sentence: the question has to be refused so. Otherwise a refusal is a failure, as anything else found is.

        Raises:
            AssertionError: something else was found; it shows both, the story and the explanation.
            TypeError: what is named is no part of what was asked, or nothing is named.

        >>> from leadledger.testing import decide, given, record, subscription, visit
        >>> story = given(visit("c", "zhang"), subscription("d", "c", "li"))
        >>> story = story.when(decide("d")).then(owner="zhang", clause="5.1", status="final")
        >>> story = story.when(record(subscription("d", "c", "li"))).then(refused="closed twice")
        """
        __tracebackhide__ = True
        named = {
            "owner": owner,
            "credit": credit,
            "commission": commission,
            "on_top": on_top,
            "amounts": amounts,
            "clause": clause,
            "status": status,
            "moved": moved,
        }
        wanted = {name: value for name, value in named.items() if value is not _UNSAID}
        if not wanted and refused is None:
            raise TypeError(f"then() compares nothing: expected one of {', '.join(named)}, refused")
        found = self.question.ask(self.story)
        if found.refusal is not None or refused is not None:
            rows = _refused(refused, found.refusal)
        else:
            rows = [row for name, value in wanted.items() for row in _compared(name, value, found)]
        if any(row.differs for row in rows):
            raise AssertionError(self._failure(rows, found, wanted.get("clause")))
        return self.story

    def _failure(self, rows: list[Row], found: Found, clause: object) -> str:
        parts = [f"{self.question}: something else was found\n{expecting.table(rows)}", f"the story\n{self._told()}"]
        if found.answer is not None:
            parts.append(f"why\n{_indented(_why(found.answer, clause))}")
        return "\n\n".join(parts)

    def _told(self) -> str:
        return _indented(self.story.told() or "nothing happened")


def _refused(wanted: Refusal | None, refusal: LeadledgerError | None) -> list[Row]:
    said = "an answer" if refusal is None else f"{type(refusal).__name__}: {refusal}"
    if wanted is None:
        return [Row("refused", "an answer", said)]
    if isinstance(wanted, type):
        return [Row("refused", said if isinstance(refusal, wanted) else wanted.__name__, said)]
    return [Row("refused", said if refusal is not None and wanted in said else wanted, said)]


def _compared(name: str, wanted: Any, found: Found) -> list[Row]:
    answer = found.answer
    if name == "moved" and answer is None:
        return expecting.plain(name, _listed(wanted), _listed(found.moved))
    if name == "amounts" and found.amounts is not None:
        return expecting.amounts(name, wanted, found.amounts())
    if answer is None or name in ("moved", "amounts"):
        raise TypeError(f"{name}: expected something that the question asks about")
    if name in ("credit", "commission", "on_top"):
        return expecting.shares(name, wanted, getattr(answer, name))
    return expecting.plain(name, wanted, getattr(answer, name))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"


def _why(answer: Attribution, wanted: object) -> str:
    """The reasons of the clauses that decided, and why one that was wanted did not."""
    said = answer.to_dict(considered=True)
    lines = [f"{one['cite']}: {one['text']}" for one in said["because"]]
    lines += [f"not {one['cite']}: {one['text']}" for one in said["considered"] if one["cite"] == wanted]
    return "\n".join(lines) or "no clause applies"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.splitlines())
