"""Claims: what agents hold on a party, and the help they had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leadledger.dossier import Fact
from leadledger.events.pattern import Roles
from leadledger.rulebook.clock import Clock
from leadledger.rulebook.hold import Hold


class Claim:
    """What an agent holds on the party: opened by *opened*, good through *through*, last day included.

    *basis* is the id of the clause that gave the claim or, later, its rank or its holder. A claim that passed on
    stays in the register with *passed_to*; the taker's claim keeps *opened*, *number* and the rank.
    """

    __slots__ = (
        "_clock",
        "_generous",
        "agent",
        "basis",
        "given",
        "hold",
        "number",
        "opened",
        "opened_on",
        "passed_to",
        "rank",
        "through",
        "void",
    )

    def __init__(
        self,
        number: int,
        agent: str,
        opened: Fact,
        day: date,
        hold: Hold,
        basis: str,
        given: Fact,
        rank: tuple[int, ...],
    ) -> None:
        self.number, self.agent, self.opened, self.opened_on = number, agent, opened, day
        self.basis, self.given, self.rank = basis, given, rank
        self.passed_to: str | None = None
        self.void = False
        self.put_under(hold, day)

    def put_under(self, hold: Hold, day: date) -> None:
        """Good anew from *day*, under a hold."""
        self.hold = hold
        self._clock: Clock | None = None
        self._generous: Clock | None = None
        if not hold.watches and hold.cap is None:  # as most are: nothing to keep beside the last good day
            self.through = date.max if hold.length is None else hold.length.through(day)
            return
        self._clock = Clock(hold, day)
        self._generous = Clock(hold, day, generous=True) if hold.doubtful else None
        self.through = self._clock.through

    def renew(self, day: date) -> None:
        """Good anew from *day*, if it is good then."""
        if self._clock is None:
            self.put_under(self.hold, day)
        else:
            self._clock.renew(day)
            self.through = self._clock.through
        if self._generous is not None:
            self._generous.renew(day)

    def settle(self) -> None:
        """No more in doubt: it ended on its last good day."""
        self._generous = None

    def note(self, fact: Fact, day: date, roles: Roles) -> None:
        """Take account of an entry that may bear on how long it is good."""
        if self._clock is None:
            return
        self._clock.note(fact.event, day, roles)
        self.through = self._clock.through
        if self._generous is not None:
            self._generous.note(fact.event, day, roles)

    @property
    def standing(self) -> bool:
        """Whether it was neither passed on nor put out of account."""
        return self.passed_to is None and not self.void

    @property
    def ends(self) -> bool:
        """Whether it has a last good day; else it is good for good."""
        return self.through != date.max

    def live_on(self, day: date) -> bool:
        """Whether it stands and *day* is not after its last good day."""
        return day <= self.through and self.passed_to is None and not self.void

    def doubtful_on(self, day: date) -> bool:
        """Whether it is good on *day* only if entries that may or may not renew it do.

        Whether they would have kept the same agent from opening another claim, one that only ``stays``, is not asked.
        """
        return self._generous is not None and self.standing and self.through < day <= self._generous.through

    def kept_against(self, rival_on: date) -> bool:
        """Whether it is kept from a rival who opened a claim on that day."""
        return self.standing and self._clock is not None and self._clock.kept_against(rival_on)


@dataclass(slots=True, eq=False)
class Help:
    """A visit on which *helper* served for one of *holders*."""

    helper: str
    holders: tuple[str, ...]
    visit: Fact
