"""Explanations: reasons as data and a book's own texts, put into words."""

from leadledger.rulebook.explain.bill import Bill, BillLine
from leadledger.rulebook.explain.markdown import escaped
from leadledger.rulebook.explain.page import explanation, markdown
from leadledger.rulebook.explain.who import changes_in_words, what_if
from leadledger.rulebook.explain.words import Words

__all__ = ["Bill", "BillLine", "Words", "changes_in_words", "escaped", "explanation", "markdown", "what_if"]
