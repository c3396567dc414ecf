"""Texts: every sentence leadledger says about a decision, in English, Simplified and Traditional Chinese.

English texts stand here, in tables by what they are about; the other languages in ``locale/``, as gettext catalogues.
"""

from leadledger.texts.catalogue import LANGUAGES, Catalogue, Lang, catalogue
from leadledger.texts.marks import N_, Plural, Text, plural

__all__ = ["LANGUAGES", "N_", "Catalogue", "Lang", "Plural", "Text", "catalogue", "plural"]
