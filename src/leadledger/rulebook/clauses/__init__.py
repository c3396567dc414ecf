"""The library of clause kinds: one file per kind, each a plain function; no kind knows another.

A document names a kind by its key below, or by the one a plugin gives it; *reads* are the event types the kind asks a
dossier for, beside those that patterns in its parameters name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from leadledger import plugins
from leadledger.errors import PluginInvalid
from leadledger.rulebook.clauses.allocated import allocated
from leadledger.rulebook.clauses.asked_for import asked_for
from leadledger.rulebook.clauses.binds import binds
from leadledger.rulebook.clauses.booking_fee import booking_fee
from leadledger.rulebook.clauses.closer import closer
from leadledger.rulebook.clauses.coded import coded
from leadledger.rulebook.clauses.complaint import bars_complained_of
from leadledger.rulebook.clauses.declined import declined
from leadledger.rulebook.clauses.discount import discount_sought
from leadledger.rulebook.clauses.ends import ends
from leadledger.rulebook.clauses.extra import extra
from leadledger.rulebook.clauses.fee import fee
from leadledger.rulebook.clauses.finding import finding
from leadledger.rulebook.clauses.first_asked_for import first_asked_for
from leadledger.rulebook.clauses.first_claim import first_claim
from leadledger.rulebook.clauses.forgot import forgot
from leadledger.rulebook.clauses.graded import graded
from leadledger.rulebook.clauses.help import helped
from leadledger.rulebook.clauses.helps import helps
from leadledger.rulebook.clauses.late import drops_late
from leadledger.rulebook.clauses.latest_claim import latest_claim
from leadledger.rulebook.clauses.linked import linked
from leadledger.rulebook.clauses.lots import passes_by_lots
from leadledger.rulebook.clauses.minuted import minuted
from leadledger.rulebook.clauses.named import named
from leadledger.rulebook.clauses.named_served import named_served
from leadledger.rulebook.clauses.nobody import nobody
from leadledger.rulebook.clauses.noted import noted
from leadledger.rulebook.clauses.open_complaints import open_complaints
from leadledger.rulebook.clauses.opens import opens
from leadledger.rulebook.clauses.opens_nothing import opens_nothing
from leadledger.rulebook.clauses.own_decline import ignores_own_decline
from leadledger.rulebook.clauses.part import part
from leadledger.rulebook.clauses.passes import passes
from leadledger.rulebook.clauses.price_tier import price_tier
from leadledger.rulebook.clauses.quarrel import quarrel
from leadledger.rulebook.clauses.rate import rate
from leadledger.rulebook.clauses.referred import referred
from leadledger.rulebook.clauses.renews import renews
from leadledger.rulebook.clauses.reward import reward
from leadledger.rulebook.clauses.ruled import ruled
from leadledger.rulebook.clauses.touch import touch
from leadledger.rulebook.clauses.unopposed import unopposed


@dataclass(frozen=True, slots=True)
class Kind:
    """A clause kind: its function and the event types it reads; *plugin* names who brings it, if not the library.

    What a *final* kind awards is not shared any further, but by clauses that name it.
    """

    function: Callable[..., Any]
    reads: frozenset[str]
    plugin: tuple[str, str] | None = None
    final: bool = False


def _kind(function: Callable[..., Any], *reads: str, final: bool = False) -> Kind:
    return Kind(function, frozenset(reads), final=final)


PARTY: Mapping[str, Kind] = {"linked": _kind(linked, "CustomersLinked", "CustomersUnlinked")}
READING: Mapping[str, Kind] = {
    "bars-complained-of": _kind(bars_complained_of, "ComplaintFiled", "ComplaintDecided", "VisitReceived"),
    "drops-late": _kind(drops_late),
    "ignores-own-decline": _kind(ignores_own_decline, "VisitReceived"),
}
REGISTER: Mapping[str, Kind] = {
    "allocated": _kind(allocated),
    "binds": _kind(binds),
    "ends": _kind(ends),
    "first-asked-for": _kind(first_asked_for),
    "helps": _kind(helps),
    "minuted": _kind(minuted),
    "named-served": _kind(named_served, "AgentArrived", "AgentLeft"),
    "opens": _kind(opens),
    "opens-nothing": _kind(opens_nothing),
    "passes": _kind(passes),
    "passes-by-lots": _kind(passes_by_lots),
    "referred": _kind(referred),
    "renews": _kind(renews),
}
AWARD: Mapping[str, Kind] = {
    "asked-for": _kind(asked_for, "VisitReceived"),
    "closer": _kind(closer),
    "coded": _kind(coded),
    "declined": _kind(declined, "VisitReceived"),
    "discount-sought": _kind(discount_sought, "DiscountSought"),
    "finding": _kind(finding),
    "first-claim": _kind(first_claim),
    "forgot": _kind(forgot, "VisitReceived", "PriorClaimFound"),
    "graded": _kind(graded),
    "latest-claim": _kind(latest_claim),
    "named": _kind(named, "VisitReceived", "AgentArrived", "AgentLeft"),
    "nobody": _kind(nobody, final=True),
    "quarrel": _kind(quarrel, "QuarrelReported"),
    "ruled": _kind(ruled, "SettlementAgreed", "RulingMade", "RulingDefied", final=True),
    "touch": _kind(touch),
    "unopposed": _kind(unopposed),
}
SHARING: Mapping[str, Kind] = {"helped": _kind(helped), "part": _kind(part)}
ON_TOP: Mapping[str, Kind] = {"extra": _kind(extra)}
CONSEQUENCE: Mapping[str, Kind] = {
    "booking-fee": _kind(booking_fee),
    "fee": _kind(fee),
    "noted": _kind(noted),
    "price-tier": _kind(price_tier),
    "rate": _kind(rate),
    "reward": _kind(reward, "PaymentReceived"),
}
SUSPENSE: Mapping[str, Kind] = {
    "open-complaints": _kind(open_complaints, "ComplaintFiled", "ComplaintDecided"),
}
STAGES: Mapping[str, Mapping[str, Kind]] = {
    "party": PARTY,
    "reading": READING,
    "register": REGISTER,
    "award": AWARD,
    "sharing": SHARING,
    "on_top": ON_TOP,
    "suspense": SUSPENSE,
    "consequence": CONSEQUENCE,
}


def kinds_of(stage: str) -> Mapping[str, Kind]:
    """The kinds of a stage by name: the library's, and those of the plugins in use.

    Raises:
        PluginInvalid: a plugin brings one of a name that the library has.
    """
    brought = plugins.kinds_of(stage)
    if not brought:
        return STAGES[stage]
    of_plugins = {
        name: Kind(
            function,
            frozenset(getattr(function, "reads", ())),
            plugin=(plugin.name, plugin.version),
            final=getattr(function, "final", False),
        )
        for name, (plugin, function) in brought.items()
    }
    for name in of_plugins.keys() & STAGES[stage].keys():
        raise PluginInvalid(f"plugin {brought[name][0].name!r} brings the {stage} kind {name}, which leadledger has")
    return {**of_plugins, **STAGES[stage]}
