"""Rulebooks: documents over a library of clause kinds, and the judge that reads a dossier under one."""

from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.document import parse_rulebook, rulebook_from
from leadledger.rulebook.judge import judge
from leadledger.rulebook.library import load_rulebook, rulebooks
from leadledger.rulebook.rulebook import Rulebook

__all__ = ["Attribution", "Rulebook", "judge", "load_rulebook", "parse_rulebook", "rulebook_from", "rulebooks"]
