"""Words: the facts of a reason, people and shares, as a reader of one language takes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, tzinfo
from fractions import Fraction
from typing import cast

from leadledger import plugins
from leadledger.rulebook.answers import Reason
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.wording import parameter, placeholders
from leadledger.texts import Catalogue, Plural, Text, catalogue, formats
from leadledger.texts.payees import NAME_AND_ID, NOBODY, PAYEES
from leadledger.texts.reasons import REASONS
from leadledger.texts.wrapping import glued

# Facts and fields that hold people, by id; anything else is said as it stands.
AGENTS = frozenset(
    {
        "agent",
        "agents",
        "against",
        "asked_for",
        "by",
        "declined",
        "found_by",
        "from_agent",
        "giver",
        "helper",
        "helpers",
    }
    | {"holder", "holders", "named", "owner", "owner_if_upheld", "present", "prior", "prior_agent", "receiver"}
    | {"signed_by", "taker"}
)
CUSTOMERS = frozenset({"customer", "customers", "referrer", "with_customers"})
PEOPLE = AGENTS | CUSTOMERS


class Words:
    """What is said of one answer in one language: people by name where known, times in the office's zone.

    Of two people who bear one name each is said with their id. *whole* makes of a name what a line does not break.
    """

    def __init__(
        self, said: Catalogue, names: Mapping[str, str], zone: tzinfo, whole: Callable[[str], str] = str
    ) -> None:
        self.said = said
        self.names = names
        self.zone = zone
        self.whole = whole

    @classmethod
    def of(cls, answer: Attribution, lang: str, *, to_wrap: bool = False) -> Words:
        """The words for an answer; *to_wrap*: for lines that are wrapped, so that no name is broken.

        Raises:
            ValueError: there are no texts in that language.
        """
        said = catalogue(lang)
        known = answer.dossier.names
        people = {id: known[id] for id in _people_in(answer) if id in known}
        bearers = Counter(people.values())
        shown = {
            id: said(NAME_AND_ID).format(name=name, id=id) if bearers[name] > 1 else name for id, name in people.items()
        }
        zone = answer.rulebook.terms.timezone
        return cls(said, {**known, **shown}, zone, glued if to_wrap else str)

    def person(self, id: str | None) -> str:
        """A payee or customer by name, else by id; nobody where there is none."""
        if id is None:
            return self.said(NOBODY)
        if id in PAYEES:
            return self.said(PAYEES[id])
        return self.whole(self.names.get(id, id))

    def people(self, ids: Iterable[str]) -> str:
        """Several people, each once, in the order given."""
        return formats.listed(self.said, (self.person(id) for id in dict.fromkeys(ids)))

    def day(self, on: date) -> str:
        """A day."""
        return formats.day(self.said, on)

    def instant(self, at: datetime) -> str:
        """A day and time in the office's zone."""
        return formats.instant(self.said, at, self.zone)

    def share(self, of: Fraction) -> str:
        """A share."""
        return formats.share(self.said, of)

    def shares(self, of: Mapping[str, Fraction]) -> str:
        """Who has what part."""
        return formats.enumerated(
            self.said, (formats.share_of(self.said, self.person(payee), share) for payee, share in of.items())
        )

    def value(self, name: str, value: object) -> str:
        """A fact by its name and kind."""
        match value:
            case datetime():
                return self.instant(value)
            case date():
                return self.day(value)
            case Mapping() if name == "missing":
                return self.said.of_book(cast("Mapping[str, str]", value))
            case Mapping() if all(isinstance(one, Fraction) for one in cast("Mapping[str, object]", value).values()):
                return self.shares(cast("Mapping[str, Fraction]", value))
            case list() | tuple():
                items = cast("list[object]", value)
                return formats.listed(self.said, dict.fromkeys(self.value(name, item) for item in items))
            case str() | None if name in PEOPLE:
                return self.person(value)
            case _:
                return parameter(self.said, value)

    def text(self, text: Text, facts: Mapping[str, object]) -> str:
        """A text of the tables, with its facts filled in."""
        if isinstance(text, Plural):
            counted = facts[text.by]
            count = len(cast("list[object]", counted)) if isinstance(counted, list | tuple) else 1
            message = self.said.plural(text.one, text.many, count)
        else:
            message = self.said(text)
        return message.format_map({name: self.value(name, value) for name, value in facts.items()})

    def reason(self, reason: Reason) -> str:
        """A reason in words; one without a text for its facts (an added kind's) as its key and facts."""
        text = REASONS.get(reason.key)
        if text is not None:
            return self.text(text, reason.facts)
        texts = plugins.reason_of(reason.key)
        if texts is not None and all(placeholders(text) <= reason.facts.keys() for text in texts.values()):
            facts = {name: self.value(name, value) for name, value in reason.facts.items()}
            return self.said.of_book(texts).format_map(facts)
        told = [f"{name} {self.value(name, value)}" for name, value in reason.facts.items()]
        return f"{reason.key} ({', '.join(told)})" if told else reason.key


def _people_in(answer: Attribution) -> set[str]:
    closing = answer.dossier.closing
    found = {*answer.credit, *answer.commission, *answer.dossier.own.party, *closing.customers}
    found.update(claim.agent for claim in answer.register.claims)
    found.update(help_.helper for help_ in answer.register.helps)
    if closing.closer is not None:
        found.add(closing.closer)
    found.update(answer.on_top, (one.payee for one in answer.consequences))
    for one in answer.because:
        for name, value in one.reason.facts.items():
            if name in PEOPLE:
                people = cast("list[object]", value) if isinstance(value, list | tuple) else [value]
                found.update(one for one in people if isinstance(one, str))
    return found
