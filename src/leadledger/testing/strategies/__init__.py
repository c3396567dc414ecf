"""Hypothesis strategies for whole lives of customers, as rulebooks read them; all that is told can be true.

Every strategy's name is a plural noun and its arguments are named. A history is drawn as a few bytes for each entry,
so that making one costs little and what fails becomes short: entries go, then all that is said in them.
"""

from leadledger.testing.strategies.documents import money, plans, rulebooks
from leadledger.testing.strategies.histories import (
    dossiers,
    histories,
    random_dossiers,
    random_histories,
)
from leadledger.testing.strategies.parts import KINDS
from leadledger.testing.strategies.people import agents, customers, visits

__all__ = [
    "KINDS",
    "agents",
    "customers",
    "dossiers",
    "histories",
    "money",
    "plans",
    "random_dossiers",
    "random_histories",
    "rulebooks",
    "visits",
]
