"""Deadlines of disputes: by when one may be opened, is answered and is ruled on, as a rulebook's document says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from leadledger.errors import RulebookInvalid
from leadledger.rulebook.binding import texts_of
from leadledger.rulebook.settings import resolve
from leadledger.values import Window, is_table

Begins = Literal["closing", "decision", "payment"]
"""What the time for opening a dispute begins with: see :class:`Deadlines`."""


def _of_days(window: Window) -> Window:
    if not window.of_days:
        raise ValueError
    return window


_Days = Annotated[Window, AfterValidator(_of_days)]
_Text = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long a dispute may wait; what is None has no deadline. The last day of each is in it.

    *open_within* counts from the day of what *open_after* names: the closing, the decision last recorded before the
    dispute, or the first commission paid to the agent for the month of the closing or a later one. *answer_within* and
    *rule_within* count from the register day of the dispute.
    """

    cite: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    open_within: Window | None = None
    open_after: Begins | None = None
    answer_within: Window | None = None
    rule_within: Window | None = None

    @property
    def params(self) -> Mapping[str, object]:
        """The lengths of time that are stated, by name."""
        lengths = {field.name: getattr(self, field.name) for field in fields(self) if field.name.endswith("_within")}
        return {name: length for name, length in lengths.items() if length is not None}


class _Table(BaseModel):
    """Deadlines as a document writes them."""

    model_config = ConfigDict(extra="forbid")
    cite: _Text
    title: dict[str, str]
    text: dict[str, str]
    open_within: _Days | None = None
    open_after: Begins | None = None
    answer_within: _Days | None = None
    rule_within: _Days | None = None


_EXPECTED = {
    "open_within": "expected a length in days, weeks, business days, months or years",
    "answer_within": "expected a length in days, weeks, business days, months or years",
    "rule_within": "expected a length in days, weeks, business days, months or years",
    "open_after": "expected closing, decision or payment",
    "cite": "expected the number people cite, a text",
    "title": 'expected texts by language, for example { en = "…", zh = "…" }',
    "text": 'expected texts by language, for example { en = "…", zh = "…" }',
}


def deadlines_of(table: object, terms: Mapping[str, object], source: str) -> Deadlines | None:
    """The deadlines that a document's table ``[disputes]`` states; None where it has none.

    Raises:
        RulebookInvalid: naming what is wrong with the table and what was expected.
    """
    if table is None:
        return None
    where = f"{source}: disputes"
    if not is_table(table):
        raise RulebookInvalid(f"{where}: expected a table with the deadlines, got {table!r}")
    try:
        stated = _Table.model_validate(resolve(table, terms))
    except ValidationError as error:
        name = str(error.errors(include_url=False)[0]["loc"][0])
        said = _EXPECTED.get(name, f"is no key of it; it has {', '.join(_Table.model_fields)}")
        raise RulebookInvalid(f"{where}, {name}: {said}") from None
    except ValueError as error:
        raise RulebookInvalid(f"{where}: {error}") from None
    if (stated.open_within is None) != (stated.open_after is None):
        raise RulebookInvalid(f"{where}: open_within and open_after go together: expected both or neither")
    found = Deadlines(**{name: getattr(stated, name) for name in _Table.model_fields})
    if not found.params:
        raise RulebookInvalid(f"{where} states no deadline: expected open_within, answer_within or rule_within")
    for key in ("title", "text"):
        texts_of(table, key, found.params if key == "text" else {}, where)
    return found
