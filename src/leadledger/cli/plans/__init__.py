"""``leadledger plan``: the commission plans, what each says, and what is wrong with one."""

from leadledger.cli.plans.checking import check
from leadledger.cli.plans.listing import list_
from leadledger.cli.plans.showing import show

__all__ = ["check", "list_", "show"]
