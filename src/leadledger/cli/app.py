"""The commands by name; types and docstrings are the interface."""

from __future__ import annotations

from cyclopts import App

from leadledger import __version__
from leadledger.cli.accounts import accounts
from leadledger.cli.backup import backup
from leadledger.cli.books import check, diff, list_, show
from leadledger.cli.bundle import bundle
from leadledger.cli.checkpoint import checkpoint
from leadledger.cli.close import close
from leadledger.cli.conformance import conformance
from leadledger.cli.decide import decide
from leadledger.cli.demo import demo
from leadledger.cli.detect import detect
from leadledger.cli.disputes import disputes
from leadledger.cli.explain import explain
from leadledger.cli.flips import flips
from leadledger.cli.hearing import hearing
from leadledger.cli.helping import Plain
from leadledger.cli.imports import import_
from leadledger.cli.keys import new as new_key
from leadledger.cli.owner import owner
from leadledger.cli.pay import pay
from leadledger.cli.plans import check as check_plan
from leadledger.cli.plans import list_ as list_plans
from leadledger.cli.plans import show as show_plan
from leadledger.cli.record import record
from leadledger.cli.replay import replay
from leadledger.cli.rulings import conflicts as ruling_conflicts
from leadledger.cli.rulings import preview as ruling_preview
from leadledger.cli.statement import statement
from leadledger.cli.verify import verify
from leadledger.cli.whatif import whatif

app = App(
    name="leadledger",
    help="Who owns the customer, and who is paid what part: decided from a sales office's registers, clause by clause.",
    help_epilogue="Every command takes --plugin MODULE: a Python module whose plugin adds event types and clauses.",
    version=__version__,
    version_flags=["--version"],
    help_formatter=Plain(),
    help_format="plaintext",
    suppress_keyboard_interrupt=False,
)
app.command(demo)
app.command(import_, name="import")
app.command(record)
app.command(decide)
app.command(owner)
app.command(explain)
app.command(whatif)
app.command(hearing)
app.command(flips)
app.command(detect)
app.command(disputes)
app.command(replay)
app.command(statement)
app.command(accounts)
app.command(close)
app.command(pay)
app.command(bundle)
app.command(verify)
app.command(checkpoint)
app.command(backup)
app.command(conformance)

rulebook = App(name="rulebook", help="List the rulebooks, show what one says, check one, or compare two.")
rulebook.command(list_, name="list")
rulebook.command(show)
rulebook.command(check)
rulebook.command(diff)
app.command(rulebook)

plan = App(name="plan", help="List the commission plans, show what one says, or check one.")
plan.command(list_plans, name="list")
plan.command(show_plan, name="show")
plan.command(check_plan, name="check")
app.command(plan)

ruling = App(
    name="ruling", help="Say what a ruling would mean for other cases, or which rulings contradict each other."
)
ruling.command(ruling_preview, name="preview")
ruling.command(ruling_conflicts, name="conflicts")
app.command(ruling)

key = App(name="key", help="Make a key to sign checkpoints of a ledger with.")
key.command(new_key, name="new")
app.command(key)
