"""``leadledger rulebook``: the rulebooks, what each says, what is wrong with one, and how two differ."""

from leadledger.cli.books.checking import check
from leadledger.cli.books.differing import diff
from leadledger.cli.books.listing import list_
from leadledger.cli.books.showing import show

__all__ = ["check", "diff", "list_", "show"]
