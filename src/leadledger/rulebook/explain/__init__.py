"""Explanations: reasons as data and a book's own texts, put into words."""

from leadledger.rulebook.explain.page import explanation
from leadledger.rulebook.explain.who import changes_in_words, what_if
from leadledger.rulebook.explain.words import Words

__all__ = ["Words", "changes_in_words", "explanation", "what_if"]
