"""Rulebooks: why the one that judges was chosen among those adopted."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, Text

BOOKS: Mapping[str, Text] = {
    "in-force-at-closing": N_("It counts from {since} and was in force on {day}."),
    "in-force-at-registration": N_(
        "It counts from {since} and was in force on {day}, the day on which the customer was first registered; the "
        "rulebook in force at the closing ({name}, version {version}) leaves the deal to that day's."
    ),
    "in-force-for-giver": N_(
        "It counts from {since} and was in force on {day} for the project in which the customer was first "
        "registered; the rulebook in force for the closing itself ({name}, version {version}) leaves the deal to that "
        "project's."
    ),
}
