"""From a history to the dossier of one deal: facts in register order, the party they are about, and their context."""

from leadledger.dossier.closing import ClosesWith, Closing, closed_deals, closing_of, closing_pattern, would_buy
from leadledger.dossier.contradictions import MAY_CONTRADICT, Contradiction
from leadledger.dossier.dossier import Dossier, SetAside, Struck, Timeline
from leadledger.dossier.fact import E, Fact, is_of, only
from leadledger.dossier.gather import WHENEVER, Scope, gather
from leadledger.dossier.history import History

__all__ = [
    "MAY_CONTRADICT",
    "WHENEVER",
    "ClosesWith",
    "Closing",
    "Contradiction",
    "Dossier",
    "E",
    "Fact",
    "History",
    "Scope",
    "SetAside",
    "Struck",
    "Timeline",
    "closed_deals",
    "closing_of",
    "closing_pattern",
    "gather",
    "is_of",
    "only",
    "would_buy",
]
