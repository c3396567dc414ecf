"""What stands in an evidence bundle, part by part: docs/reference/evidence-bundle.md describes each."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

FORMAT: Final = "leadledger evidence bundle"
VERSION: Final = 1
"""The version of the format that this library writes, and the only one there is so far."""

MOST_ENTRIES: Final = 5_000
MOST_ADOPTIONS: Final = 32
"""More entries, or adoptions of rulebooks and plans, than any one deal rests on."""

LANGUAGES: Final = ("en", "zh")
"""The languages in which a bundle tells the decision."""

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hexadecimal."""
Digest = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Position = Annotated[int, Field(ge=1, lt=2**63)]
Table = dict[str, Any]


class Part(BaseModel):
    """Of a part of a bundle every field is checked, and no other is taken."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)


class MadeBy(Part):
    """What made the bundle: the versions of leadledger, of the time zones, and of the plugins whose kinds it used."""

    leadledger: Text
    tzdata: Text
    plugins: dict[Text, Text]


class TreeHead(Part):
    """How many entries the tree is over, and its root."""

    size: Position
    root: Hash


class GivenBook(Part):
    """The rulebook that judged, and why: it was adopted by one of the entries, else its document stands here."""

    name: Text
    version: Text
    digest: Digest
    why: Literal["adopted", "assumed", "given"]
    document: Table | None


class NamedPlan(Part):
    """The commission plan in force at the closing, which one of the entries adopts."""

    name: Text
    version: Text
    digest: Digest


class Personal(Part):
    """An entry's personal part: its salt in hexadecimal, and the text of its fields."""

    salt: Hash
    fields: str


class BundledEntry(Part):
    """An entry: its position in the ledger, its hash, the very text that is hashed, and its personal part.

    Where the text commits to a personal part that does not stand here, it was left out.
    """

    position: Position
    leaf: Hash
    data: str
    personal: Personal | None = None

    @property
    def commits(self) -> bool:
        """Whether what is hashed commits to a personal part."""
        return '"personal":' in self.data.partition("\n")[0]

    @property
    def left_out(self) -> bool:
        """Whether its personal part was left out."""
        return self.commits and self.personal is None


class InLanguages(Part):
    """What is told in each of the languages of a bundle."""

    en: Any
    zh: Any


class Decisions(InLanguages):
    """The answer as ``decide --json`` prints it."""

    en: Table
    zh: Table


class Explanations(InLanguages):
    """The explanation as ``explain`` prints it, eighty columns wide."""

    en: str
    zh: str


class Bundle(Part):
    """All that shows how one deal was decided; *nodes* are hashes over parts of the tree, by the positions they span.

    *made_from* says whose tree it is: that of a ledger, or one that was built over a history's file for the bundle.
    """

    format: Literal["leadledger evidence bundle"]
    version: Literal[1]
    deal: Annotated[str, StringConstraints(min_length=1, max_length=128)]
    known_at: Annotated[str, StringConstraints(max_length=40)] | None
    made_by: MadeBy
    made_from: Literal["ledger", "file"]
    head: TreeHead
    checkpoint: Annotated[str, StringConstraints(max_length=20_000)] | None
    rulebook: GivenBook
    plan: NamedPlan | None
    decision: Decisions
    explanation: Explanations
    entries: Annotated[list[BundledEntry], Field(min_length=1, max_length=MOST_ENTRIES)]
    nodes: dict[str, Hash]
