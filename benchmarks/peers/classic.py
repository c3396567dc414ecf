"""The classic way with the eventsourcing package: an aggregate for each customer, its SQLite recorder, its JSON.

Whatever is a choice is made for speed, so that nothing the ledger is ahead by is owed to this file.
An entry is put into the package's JSON as the text it has in our files and read back by the compiled validator that the
ledger uses as well.
The streams' versions are kept in memory, so that appending reads nothing.
A stream is read as events, and no aggregate is built from it; everything is read in sections of two thousand.
The recorder sets no ``synchronous``: SQLite's default is FULL, with a write-ahead log, as durable as the ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import JSONTranscoder, Transcoding

from leadledger.dossier import History
from leadledger.dossier.concerns import customers_of, deal_of
from leadledger.events import EVENT_TYPES, Event, SubscriptionSigned, to_json
from leadledger.ledger import Office, Refused
from leadledger.rulebook.attribution import Attribution

SECTION = 2_000
OFFICE = "office"


class Life(Aggregate):
    """The entries about one customer, about one deal, or about the office."""

    @dataclass(frozen=True)
    class Entered(Aggregate.Event):
        """An entry was made."""

        entry: Event


class EntryAsText(Transcoding):
    """An entry of one type as the JSON text of our files."""

    def __init__(self, cls: type[Event]) -> None:
        self.type = cls
        self.name = cls.__name__
        self._read = cls.__pydantic_validator__.validate_json

    def encode(self, obj: Event) -> str:
        """The entry's text."""
        return to_json(obj)

    def decode(self, data: str) -> Any:
        """The entry that a text says."""
        return self._read(data)


class Register(Application[UUID]):
    """The application: what it stores is entries."""

    log_section_size = SECTION

    def register_transcodings(self, transcoder: JSONTranscoder) -> None:
        """Ours beside those of the package."""
        super().register_transcodings(transcoder)
        for cls in EVENT_TYPES.values():
            transcoder.register(EntryAsText(cls))


class Classic:
    """The application over one file, and the questions that are asked of it."""

    def __init__(self, path: Path) -> None:
        self.app = Register({"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)})
        self._versions: Counter[str] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.app.close()

    def append(self, events: Sequence[Event]) -> None:
        """Appends the entries in one transaction."""
        self.app.save(*map(self._entered, events))

    def _entered(self, event: Event) -> Life.Entered:
        stream = stream_of(event)
        self._versions[stream] += 1
        at = Life.Entered.create_timestamp()
        return Life.Entered(
            originator_id=id_of(stream), originator_version=self._versions[stream], timestamp=at, entry=event
        )

    def about(self, stream: str) -> list[Event]:
        """The entries of one stream, such as ``customer:c1``."""
        return [entered.entry for entered in self._stream(stream)]

    def _stream(self, stream: str) -> list[Life.Entered]:
        return cast("list[Life.Entered]", list(self.app.events.get(id_of(stream))))

    def read_everything(self) -> Iterator[Event]:
        """All entries in the order of entry."""
        start, decode = 1, self.app.mapper.to_domain_event
        while found := self.app.notification_log.select(start, SECTION):
            for one in found:
                yield decode(one).entry  # type: ignore[attr-defined]
            start = found[-1].id + 1

    def decide(self, deal: str) -> Attribution:
        """What the deal comes to by its own stream and its buyers'.

        Links, referrers, attendance and minutes stand elsewhere and are left out: less work than the ledger does.
        """
        entered = self._stream(f"deal:{deal}")
        closings = [one.entry for one in entered if isinstance(one.entry, SubscriptionSigned)]
        for buyer in dict.fromkeys(one.customer for one in closings):
            entered += self._stream(f"customer:{buyer}")
        entered.sort(key=lambda one: one.timestamp)
        return Office(History([one.entry for one in entered])).decide(deal)

    def decide_all(self, events: list[Event]) -> Iterator[Attribution | Refused]:
        """Every deal, by all entries, which were read before."""
        return Office(History(events)).decide_all()


def stream_of(event: Event) -> str:
    """Where an entry belongs: to its deal, else to its customer, else to the office."""
    deal = deal_of(event)
    if deal is not None:
        return f"deal:{deal}"
    customers = tuple(customers_of(event))
    return f"customer:{customers[0]}" if len(customers) == 1 else OFFICE


def id_of(stream: str) -> UUID:
    """The aggregate's id, the same every time."""
    return uuid5(NAMESPACE_URL, stream)
