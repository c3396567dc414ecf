"""Two rulebooks: what one says otherwise than the other."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_

COMPARED = N_("From {before} to {after}:")
SAME = N_("The two say the same.")
PARTS: Mapping[str, str] = {
    "document": N_("The document"),
    "terms": N_("Terms"),
    "event": N_("Declared entry {id}"),
    "article": N_("Article {cite}, {title} ({id})"),
    "clause": N_("Clause {cite}, {title} ({id})"),
}
ADDED = N_("added")
REMOVED = N_("removed")
CHANGED = N_("{name}: {before} → {after}")
STATED = N_("{name}: {after}, which was not stated")
NOT_STATED = N_("{name}: {before}, which is no longer stated")
TO_STAGE = N_("moved from one stage to another: {before} → {after}")
IN_ORDER = N_("moved: after {before} → after {after}")
FIRST_OF_ALL = N_("nothing")
NAMES: Mapping[str, str] = {
    "cite": N_("number"),
    "rank": N_("rank"),
    "use": N_("clause kind"),
    "after": N_("follows"),
    "overrides": N_("overrides"),
    "when": N_("reads"),
    "name": N_("name"),
    "version": N_("version"),
    "source": N_("source"),
    "title": N_("heading"),
    "text": N_("text"),
}
TEXT_IN = N_("{name} ({lang})")
