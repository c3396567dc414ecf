"""What clauses answer: awards, reasons as data, and whether a clause applies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from leadledger.dossier import Fact
from leadledger.values import SUSPENSE, Money, Share

WHOLE = Share(1)
_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a clause answers as it does: a key, the facts that fill its text, and the entries it rests on.

    >>> Reason("no-good-claim").key
    'no-good-claim'
    """

    key: str
    facts: Mapping[str, object] = field(default_factory=dict[str, object])
    entries: tuple[Fact, ...] = ()

    @classmethod
    def of(cls, key: str, *entries: Fact | None, **facts: object) -> Reason:
        """A reason in one line; facts that are None are left out."""
        named = {name: value for name, value in facts.items() if value is not None}
        return cls(key, named, tuple(entry for entry in entries if entry is not None))


@dataclass(frozen=True, slots=True)
class Award:
    """Whose result a deal is (*credit*) and who is paid what part (*commission*).

    Both map payees to exact shares that sum to one, in award order: the owner first, then as the clause lists them.
    """

    credit: Mapping[str, Share]
    commission: Mapping[str, Share]

    @classmethod
    def whole(cls, payee: str) -> Award:
        """All of both to one payee.

        >>> Award.whole("zhang").owner
        'zhang'
        """
        return cls({payee: WHOLE}, {payee: WHOLE})

    @classmethod
    def same(cls, shares: Mapping[str, Fraction]) -> Award:
        """The same shares of credit and of commission."""
        return cls.of(shares, shares)

    @classmethod
    def of(cls, credit: Mapping[str, Fraction], commission: Mapping[str, Fraction]) -> Award:
        """An award in award order, zero shares left out, what waits in suspense last.

        >>> Award.of({"li": Share("1")}, {"zhang": Share("1/3"), "li": Share("2/3")}).commission
        {'li': Share('2/3'), 'zhang': Share('1/3')}
        """
        owner = _owner(credit)
        return cls(_in_award_order(owner, credit), _in_award_order(owner, commission))

    @property
    def owner(self) -> str | None:
        """The holder of the largest credit, the first of equals; nobody when that is not a person."""
        return _owner(self.credit)


def _owner(credit: Mapping[str, Fraction]) -> str | None:
    holder = max(credit, key=credit.__getitem__)  # the first of equals
    return None if holder.startswith("@") else holder


def _in_award_order(owner: str | None, shares: Mapping[str, Fraction]) -> dict[str, Share]:
    ordered = sorted(shares, key=lambda payee: (payee != owner, payee == SUSPENSE))
    return {payee: Share(shares[payee]) for payee in ordered if shares[payee]}


def split(whole: Fraction, payees: Iterable[str]) -> dict[str, Fraction]:
    """*whole* shared equally, in the order given, a payee named twice counted once.

    >>> split(Share("1/5"), ["wang", "zhang"])
    {'wang': Fraction(1, 10), 'zhang': Fraction(1, 10)}
    """
    distinct = list(dict.fromkeys(payees))
    part = whole / len(distinct)
    return dict.fromkeys(distinct, part)


def shared_by(
    owner: str, shares: Mapping[str, Fraction], share: Fraction, others: Iterable[str]
) -> dict[str, Fraction]:
    """The *shares* where the owner gives *share* of theirs to others, who have equal parts of it.

    >>> shared_by("zhang", {"zhang": Share("4/5"), "li": Share("1/5")}, Share("1/2"), ["li"])
    {'zhang': Fraction(2, 5), 'li': Fraction(3, 5)}
    """
    own = shares.get(owner, _NOTHING)
    given: dict[str, Fraction] = {**shares, owner: own * (1 - share)}
    for other, part in split(own * share, others).items():
        given[other] = given.get(other, _NOTHING) + part
    return given


@dataclass(frozen=True, slots=True)
class Applies:
    """The clause decides: *award*, because of *because*."""

    award: Award
    because: Reason


@dataclass(frozen=True, slots=True)
class DoesNotApply:
    """The clause has nothing to say here, because of *because*."""

    because: Reason


@dataclass(frozen=True, slots=True)
class NeedsFinding:
    """The clause cannot answer before somebody has established *missing*."""

    missing: Reason


@dataclass(frozen=True, slots=True)
class OnTop:
    """What somebody is paid beside the award: *shares* outside its sum, because of *because*."""

    shares: Mapping[str, Share]
    because: Reason


@dataclass(frozen=True, slots=True)
class Follows:
    """What follows from a clause beside who owns the customer: a fee, a fine, a price term.

    *kind* says which, *payee* whom it concerns, *figure* what it comes to: an amount, a share or words. Where somebody
    has to establish something first there is no figure, and *missing* says what.
    """

    kind: str
    payee: str
    figure: Money | Share | str | None
    because: Reason
    missing: Reason | None = None


Answer = Applies | DoesNotApply | NeedsFinding
OnTopAnswer = OnTop | DoesNotApply | NeedsFinding
