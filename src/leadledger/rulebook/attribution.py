"""The answer: who owns the customer, whose result it is, who is paid what part, and why."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from leadledger.dossier import Dossier
from leadledger.rulebook.answers import Award, Reason
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.register import Register
from leadledger.rulebook.rulebook import Rulebook
from leadledger.values import Money, Share

if TYPE_CHECKING:
    from leadledger.rulebook.explain import Bill

Status = Literal["final", "provisional", "needs-ruling"]
Format = Literal["text", "markdown", "json"]
"""What an explanation is written as."""


@dataclass(frozen=True, slots=True)
class Because:
    """One clause and the reason it gives."""

    clause: Clause
    reason: Reason


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from a clause beside who owns the customer: a fee, a fine, a price term.

    *kind* says which, *payee* whom it concerns, *figure* what it comes to: an amount, a share or words; nothing where
    somebody has to establish what is *missing* first.
    """

    kind: str
    payee: str
    figure: Money | Share | str | None
    clause: Clause
    because: Reason
    missing: Reason | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One run through the clauses: the award, what shaped it in order, and the register it rests on.

    *on_top* is what people are paid beside the award, outside its sum.
    """

    status: Status
    owner: str | None
    award: Award
    because: tuple[Because, ...]
    clause: str
    register: Register
    on_top: Mapping[str, Share] = field(default_factory=dict[str, Share])


@dataclass(frozen=True, slots=True)
class Considered:
    """A clause that did not shape the answer: why not, and what it would have given, sharing included."""

    clause: Clause
    reason: Reason
    outcome: Literal["does-not-apply", "beaten"]
    would_give: Decision | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """What a deal comes to under a rulebook.

    *credit* and *commission* map payees (people, ``@department``, ``@suspense``, ``@unassigned``) to exact shares that
    each sum to one, in award order; *on_top* is paid beside them, and *consequences* are the fees, fines and price
    terms that follow. *owner* is nobody (None) where that is not a person or not settled. *clause* is
    the number of the last clause that shaped the award, *because* lists them all. *in_force* says why this rulebook
    judges, where it was chosen among those adopted. Two answers are equal when they say
    the same, whatever they rest on.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> answer = given(visit("c", "zhang"), subscription("d", "c", "li")).decide("d")
    >>> answer.owner, answer.clause, answer.status
    ('zhang', '5.1', 'final')
    """

    deal: str | None
    customer: str
    closed_at: datetime
    withdrawn_at: datetime | None
    status: Status
    owner: str | None
    credit: Mapping[str, Share]
    commission: Mapping[str, Share]
    clause: str
    because: tuple[Because, ...] = field(compare=False)
    rulebook: Rulebook = field(repr=False, compare=False)
    dossier: Dossier = field(repr=False, compare=False)
    register: Register = field(repr=False, compare=False)
    if_upheld: Decision | None = field(default=None, repr=False, compare=False)
    on_top: Mapping[str, Share] = field(default_factory=dict[str, Share])
    consequences: tuple[Consequence, ...] = field(default=(), compare=False)
    in_force: Reason | None = field(default=None, repr=False, compare=False)

    def considered(self) -> Sequence[Considered]:
        """The clauses that did not shape the answer, in the document's order; worked out when asked."""
        from leadledger.rulebook.considering import considered  # noqa: PLC0415  # it judges; an answer does not

        return considered(self)

    def to_dict(
        self, lang: str = "en", *, considered: bool = False, amounts: Mapping[str, Money] | None = None
    ) -> dict[str, Any]:
        """The answer as plain data, as ``decide --json`` prints it; texts in *lang* (en, zh, zh-Hant).

        *amounts* are what the books give each payee; None where no commission plan is in force.
        """
        from leadledger.rulebook import wire  # noqa: PLC0415  # it knows answers; they need not know it

        return wire.attribution(self, lang, considered=considered, amounts=amounts)

    def to_json(self, lang: str = "en", *, considered: bool = False) -> str:
        """The answer as one line of JSON, keys in a fixed order."""
        return json.dumps(self.to_dict(lang, considered=considered), ensure_ascii=False)

    def explain(self, lang: str = "en", *, format: Format = "text", bill: Bill | None = None) -> str:  # noqa: A002  # as files have one
        """Why, why not and what is missing: clauses, facts with their entries, what is beaten, open or lacking.

        As plain text or Markdown for people, or as one line of JSON. *bill* is what the deal brings, for people, where
        a commission plan says so.

        Raises:
            ValueError: there are no texts in that language, or no such format.

        >>> from leadledger.testing.stories import given, subscription, visit
        >>> answer = given(visit("c", "zhang"), subscription("d", "c", "li")).decide("d")
        >>> print(answer.explain(format="markdown").splitlines()[0])
        # Deal d: who owns the customer, and who is paid what part
        """
        from leadledger.rulebook.explain import explanation, markdown  # noqa: PLC0415  # as above

        match format:
            case "text":
                return explanation(self, lang, bill=bill)
            case "markdown":
                return markdown(self, lang, bill=bill)
            case "json":
                return self.to_json(lang, considered=True)
            case _:
                raise ValueError(f"an explanation is text, markdown or json, not {format!r:.40}")
