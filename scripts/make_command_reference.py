# ruff: noqa: E501  # the page has one sentence a line
"""Write docs/reference/commands.md from the commands themselves: ``python scripts/make_command_reference.py``."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from rich.console import Console

from leadledger.cli.app import app

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "commands.md"
COMMANDS = (
    *("demo", "import", "record", "decide", "owner", "explain", "whatif", "replay"),
    *("statement", "accounts", "close", "pay", "bundle", "verify", "checkpoint", "backup", "conformance"),
    *("rulebook list", "rulebook show", "rulebook check", "rulebook diff"),
    *("hearing", "flips", "detect", "disputes", "ruling preview", "ruling conflicts"),
    *("plan list", "plan show", "plan check"),
    "key new",
)
COLUMNS = 96

HEAD = """\
# Commands

This page is made from the commands' own help by `scripts/make_command_reference.py`.

`leadledger` and `python -m leadledger` are the same program.
Everything is printed for people by default, and with `--json` as JSON: one object a line, fields in a fixed order, nothing about the run itself.
Equal histories, rulebooks and options print equal bytes.
Output is UTF-8 on every machine.
Tables are as wide as the terminal, 80 columns where there is none (`COLUMNS` sets another width), and without colours where the output is no terminal or `NO_COLOR` is set.

| exit | meaning |
|---|---|
| 0 | done |
| 1 | the answer is "no" (of commands that check or compare) |
| 2 | the input or the call is wrong; standard error says what in one sentence, with file, line and field where there are any |

Where several deals are decided and some cannot be, each of those is told on standard error, the others are printed, and the exit is 2.
A contradiction that concerns no deal is told too, where no deal is named, and the exit is 2.
Characters that would act on a terminal are shown as `\\x1b` or `\\u202e`; JSON escapes them.
A reader that goes away ends the program quietly with 141; Ctrl-C ends it with one sentence and 2.
`--lang` sets the language of explanations, tables and the texts in JSON: `en`, `zh` (Simplified) or `zh-Hant` (Traditional Chinese).
It never changes what is decided.
Help and refusals are in English.
A history is a `.jsonl` file or a ledger; a ledger is told by what is in the file, whatever it is called.
Equal entries give equal answers from both; only the places named in explanations differ (`history.jsonl, line 17` and `office.db, entry 17`).
Commands that ask never make a ledger and never wait for one that is being written; they answer from what is committed when they begin.
In a folder that may not be written to, a ledger can be read while somebody else has it open, and a backup of one at any time.
A ledger that another process writes to for longer than ten seconds is refused when something is to be recorded.
Where the history adopted no rulebook and none is named, the `sales-office` book is used and standard error says so.
A value of `--set` is read as TOML where it is that (`true`, `3`, `"text"`, `["a"]`), and as text otherwise, so that `--set declined.share=1/4` needs no quotes.
`LEADLEDGER_DEBUG=1` shows the traceback of a fault of leadledger's own; without it that too is one sentence.
"""

NOTES = {
    "disputes": """\
With `--json` there is one object for each dispute: `dispute`, `deal`, `customer`, `by`, `opened_at`, `state` (`open`, `answered`, `withdrawn`, `settled` or `ruled`), `out_of_time`, `clause`, `ruling`, `deadlines`, `remarks` and `events`.
A deadline has `what` (`open`, `answer` or `rule`), `due_on` (that day included) and `state`: `due`, `met`, `late` (over, and not done), `breached` (done too late) or `ended` (no longer needed).
""",
    "ruling preview": """\
With `--json` the first object is the ruling: `deal`, `owner`, `credit`, `commission`, `decided_by`, `follows` (lists of clause ids; none where no clause gives what is ruled), `changed` and `against`, how many objects of each follow.
A case has `case` (`deal` or `customer`), `deal`, `customer`, `by`, `before` and `after`; an earlier ruling that went another way on equal facts has `case` `ruling`, `ruling`, `deal`, `people`, `owner`, `credit`, `commission` and `event`.
""",
    "ruling conflicts": """\
With `--json` there is one object for each conflict: `first` and `second`, each with `ruling`, `deal`, `people` (in the order of their places in the facts), `owner`, `credit`, `commission` and `event`.
The exit is 1 where there is any.
""",
    "import": """\
With `--json` there is one object for each file: `file`, `added`, `already`, `notices`.
A dry run adds one object for each deal whose decision it would move: `deal`, `before`, `after`, each with `status`, `owner`, `credit`, `commission` and `clause`, or null where the deal was not or is no longer decided.
A history that would contradict itself is refused, with both places named, and nothing is imported.
""",
    "record": """\
With `--json` the object has `position`, `id`, `recorded_at`, `new`, `struck` and `moved`.
`struck` says whether an entry of the ledger strikes this one: entered again under an id of its own, it counts.
`moved` has one object for each deal whose decision the entry moved: `deal`, `before`, `after`, as in a dry run of `import`.
Where the entry is there already `new` is false, the rest is that of the entry that is there, and `moved` is empty: this call moved nothing.
A ledger that is not there is made where its folder is, and the answer for people says so; an entry that is refused makes none.
The object may stand on several lines.
""",
    "decide": """\
`--considered` adds the list `considered`: every award clause that did not shape the answer, and the sharing, on-top and consequence clauses that follow the one that did and gave nothing, with `outcome` (`does-not-apply` or `beaten`), its reason, and for a beaten one `would_give`, sharing included.
It also adds the list `missing`: what is lacking for an answer, or for another one.
Its objects have `what`, the `id` and `cite` of the clause that asks for it (null where no clause applies), `reason`, `facts`, `text`, `events`, and `entries`: the types of entry that could bring it, none where nothing could.

| `what` | what is missing |
|---|---|
| `finding` | what somebody has to establish before the rules can decide |
| `ruling` | a ruling, since clauses collide or none applies |
| `decision` | the decision on a complaint, on which the answer hangs |
| `claim` | what would have kept a claim good that ran out |
| `entry` | what would let a clause that comes first decide |

`--known-at` asks what the register had taken by a time, `--as-entered` what was in the ledger by then; an old register imported in May is known in March and entered in May.
With either, the answer for people begins with a line that says so.
`--record` needs a ledger: each decision is recorded there as `decide --json` prints it in English, with the instant up to which things were known and the head of the ledger, of one and the same state; what is printed is the same.
Where `--set` put something in place of the rulebook's own parameters, `rulebook` has a further key `settings`, path to value as text, and for people the answer begins with "What if".
Where the rulebook is one of those adopted, `rulebook` has a further key `in_force`: why that one judges, as a reason of `because`.
""",
    "owner": """\
With `--json` the object has `customer`, `at`, `owner`, `clause`, `status` and `claims`.
A claim has `agent`, `opened_at` (register time), `good_through` (a day, itself included), `rank`, `basis` and `state` (`good`, `lapsed` or `passed-on`).
`basis` is the id of the rulebook's clause that gave the claim or, later, its rank or its holder; `rank` is null for a claim that passed on.
Claims that an allocation put out of account are left out.
""",
    "explain": """\
With `--json`, which is `--format json`, the object is that of `decide --json --considered`; where a commission plan was in force for the deal it has a further key `bill`.
`bill` has `plan` (name, version, digest) and `lines`, each with `payee`, `amount`, `share` (null where a table gives no share of the commission), `rule` and `title`: the plan's table that the amount is figured by.
In Markdown, which is CommonMark with tables, whatever stands in an entry is shown and does nothing: no HTML, no link, no heading, no code.
""",
    "whatif": """\
With `--json` there is one object for each deal that comes to something else: `deal`, `before` and `after`, each with `owner`, `credit` and `commission`, and `gains`, what each payee gains by the change, below zero for a loss.
A side is null where the deal is not decided: it is not closed there, or it is refused; what is refused by the supposition alone is told on standard error, and the exit is 0.
A deal that is refused as it is, is told on standard error as by `decide`, and the exit is 2.
A gain is an amount where a commission plan figures the deal on both sides, else a share of the commission as text, `"-3/10"`.
An amount is the difference of all that the deal brings the payee, due yet or not, taken back or not; what months bring beside deals (base pay, penalties, guarantees, advances) is not compared.
`--why` prints for people, of each of these deals, the clauses that shaped it and their reasons on both sides.
Totals by payee are printed for people only; where commission only moves they sum to zero, else to what the office bears more or less.
`--rulebook` judges every deal, in place of all books that were adopted; `--set` without it changes each adopted book that has the parameters, in its time.
`--plan` figures every deal, in place of all plans that were adopted; where none was, it says on both sides what deals bring.
`--with` adds an entry as an old register's file does: it was taken at its `recorded_at`, or when it happened where that is left out, and after all that was registered at the same time.
`--without` takes an entry out as if it had never been made; an entry added under the same id stands in its place.
`--shadow` supposes that the book was adopted for the day of `--since`, in place of those adopted for that day or later that apply by the same projects, channels and occasions; without `--rulebook` it is the one adopted book that does not count yet today, or at `--known-at`.
`--since` leaves out deals that closed before that day in the office: as it is, or where they are not closed as it is, as it would be.
""",
    "replay": """\
With `--json` there is one object for each recorded decision, in the order of entry: `deal`, `entry` (its id), `known_at`, `library_version`, `same`, `fields` (those that differ), `differences` and `now`, what the deal comes to now; null where it is the same, or cannot be decided.
A difference has `why`, what it is about, and `text`, the same in a sentence.

| `why` | what it is about |
|---|---|
| `history` | `entries` (ids) and `positions`: what came in after the decision, registered as of its time or before |
| `another-history` | `head`: the history does not hold the entries that it was decided from |
| `rulebook` | `before` and `after`: name, version and digest |
| `plan` | `before` and `after`, as for rulebooks; left out where there was or is none |
| `plugin` | `plugin`, `before` and `after`: its version; `after` is left out where it is not in use |
| `time-zones` | `before` and `after`: the releases of the time zone database |
| `wording` | `before` and `after`: the versions of leadledger; only texts differ |
| `semantics` | `before` and `after`: the versions of leadledger; the same entries and rules come to something else |
| `not-that-answer` | `version`: no version changed, and the entry does not say what the entries and rules come to |
| `refused` | `because`: why the deal cannot be decided |

The exit is 0 where every recorded decision is the same, 1 where one is not.
A decision that was struck out is not replayed.
""",
    "hearing": """\
With `--json` the object has `deal`, `withdrawn_at`, `status`, `owner`, `credit`, `commission`, `on_top`, `clause`, `readings`, `claimants` and `flips`, the last as `flips --json` prints it.
A reading has `reading`, `id` (of its clause, or null), `complaints`, and what it gives: `owner`, `credit`, `commission`, `on_top`.

| `reading` | the deal is read |
|---|---|
| `decided` | as decided, where that is final |
| `dismissed`, `upheld` | with the open complaints of `complaints` dismissed or upheld, where that changes anything |
| `alone` | by one of the clauses that collide |
| `not-found` | as if the clause that waits for a finding did not apply |
| `renewed`, `not-renewed` | as if entries of which it is doubtful whether they keep a claim good did, or did not |
| `beaten` | as if a clause that applies and was beaten came first |

A claimant has `agent`, `says` (when they opened disputes), `owner`, `part`, `wanted`, `claims`, `for`, `against`, `not_counted` and `gaps`.
`owner`, `part` and `wanted` say under which readings the customer is theirs, they have any share, and they get at least what they asked for in a dispute: `strength` (`every`, `some`, `one`, `none`), `under` (places in `readings`, from 1) and `of`.
`turns` says of an entry whether striking it alone would change what the claimant has.
A gap is `no-contact` or `no-claim`, with `begins` and `ends`, both days in it, and `days`.
`--format markdown` prints the same page as Markdown, in which whatever entries say is text and nothing else.
""",
    "flips": """\
With `--json` the object has `deal`, `before`, `size`, `proven`, `every`, `none_below`, `possible`, `decisions`, `sets` and `readings`.
`size` is how many changes the smallest sets found have, null where none was found; `proven` says that no smaller set alters the decision, `every` that all sets of that size are there.
No set of fewer than `none_below` of the `possible` changes alters it; `decisions` is how often the deal was decided.
A change is `struck`, `restored` (a striking taken back), `upheld` or `dismissed`, of an `entry`.
A reading is `left-out`, with `id` and `cite` of the clause, or `set`, with `path`, `value` and `instead_of`; of a parameter's values the nearest that alters the decision is named.
`--tries` bounds the search for sets of entries; readings of one clause are tried in any case.
""",
    "detect": """\
With `--json` there is one object for each indication: `detector`, `agents`, `customers`, `figures`, `events` and `text`.

| `detector` | what it shows | option |
|---|---|---|
| `registration-near-visit` | an agent first wrote a customer down minutes before or after a visit that another received | `--rival-minutes` |
| `unanswered-follow-ups` | follow-ups of which none was answered | `--unanswered` |
| `late-entry` | an entry made office days after it happened | `--late-days` |
| `interested-complaint` | a complaint entered, or upheld, by an agent who has more of a deal if it is upheld | |
| `visit-while-away` | a visit received by an agent who had left | `--away-minutes` |

The exit is 0, whatever is shown.
""",
    "statement": """\
With `--json` there is one object for each agent and currency: `agent`, `period`, `currency`, `closed`, `lines`, `opening`, `earned`, `released`, `clawed_back`, `adjusted`, `paid`, `closing`, `pending`.
Amounts are what the agent is to get, below zero what they owe, and `closing` is the sum of `opening`, `released`, `clawed_back`, `adjusted` and `paid`; `earned` and `pending` (earned and not due yet) stand beside it.
A line has `kind`, `on`, `deal`, `clause` (of the rulebook), `rule` (of the plan), `share`, `amount`, `earned`, `due`, `reason`, `taken_back`, `difference` and `events`, the ids of the entries behind it, the one that brought it about first.
`difference` is the closed month that the line corrects; null for all others.
Deals of which nothing can be figured yet are told on standard error with the reason, and the exit is 0.

| `kind` | what it is |
|---|---|
| `accrual` | earned by a deal |
| `release` | what was earned becomes due |
| `payment` | paid out |
| `base-pay`, `guarantee` | base pay, and what is lacking to a guaranteed minimum |
| `draw`, `recovery` | an advance on later commission, and what of it was earned back |
| `penalty` | what misconduct costs |
| `adjustment` | put right by hand |
| `write-off` | a debt that is given up |

In CSV the columns are `agent`, `name`, `period`, `currency`, `closed`, `row`, `day`, `for`, `deal`, `clause`, `clause_title`, `rule`, `rule_title`, `share`, `amount`, `earned`, `due`, `reason`, `difference`, `events`, the same in every language.
`row` is `line`, or the name of the sum whose `amount` stands there.
A text that a spreadsheet would calculate has an apostrophe before it, and so has one that begins with an apostrophe: take one off, and it is the text again.
CSV is UTF-8 without a byte order mark; for spreadsheets there is `--xlsx`, which needs `pip install "leadledger[xlsx]"`.
A workbook has the sheets Statements (a row for each statement) and Lines; amounts are numbers, and one of more than 15 digits, which no spreadsheet keeps, is text.
The HTML is one page without scripts; a browser prints it on A4, each statement on sheets of its own, and saves it as PDF.
A file that is there already is never written over; where it holds these very bytes, nothing is done and the exit is 0.
The statement of a closed month is the same bytes whenever it is issued, in the same language and by the same version of leadledger.
""",
    "accounts": """\
With `--json` there is one object for each account and currency: `account`, `currency`, `balance` (text).
`--effective` asks for what is for days up to one, `--known-at` for what was registered by a time; both may be given.

| account | what stands there |
|---|---|
| `agent:ID:earned` | earned and not due yet, below zero |
| `agent:ID:due` | to be paid, below zero; what an agent owes stands above |
| `agent:ID:paid` | paid out, below zero |
| `agent:ID:drawn` | advanced and not earned yet |
| `department`, `suspense`, `unassigned` | what the department has, what waits for a decision, what is nobody's |
| `penalties` | taken for misconduct |
| `expense:commission`, `expense:base-pay`, `expense:guarantees`, `expense:adjustments`, `expense:written-off` | what the office bears |

`--format beancount` writes every transaction with its deal, clause, rule, plan and entries as metadata, and asserts the balance of each account on the day after the last, to the cent: `bean-check` verifies both.
An account has a name that Beancount takes, and its own as the metadata `account`; two accounts never share a name.
`--format payroll` writes CSV with the columns `agent`, `name`, `period`, `closed`, `currency`, `gross_due`, `deductions`, `paid_since`, `net_to_pay`, `carried_forward`.
`gross_due` less `deductions` is `paid_since` plus `net_to_pay` plus `carried_forward`: what was paid since the end of the month is not paid again; what is below zero is not paid but carried forward, below zero.
""",
    "close": """\
With `--json` the object has `period`, `position` and `new`; in a dry run the last two are null.
A month is closed once, and after its last day in the office.
""",
    "pay": """\
With `--json` there is one object for each payment: `agent`, `period`, `amount`, `payment`, `position`, `new`; in a dry run the last two are null.
What is paid is what the month leaves due, less what was paid since.
Where no id is given it is made of agent, month and currency.
""",
    "bundle": """\
[The reference of evidence bundles](evidence-bundle.md) describes the file; [a how-to](../how-to/hand-over-the-evidence.md) shows one handed over.
With `--json` the object has `deal`, `file`, `bytes`, `entries` (how many), `redacted` (the positions of those without their personal part) and `head`, with `size` and `root`.
The file is new, or holds these very bytes already.
A history in a file gets a tree built for the bundle, and the bundle says so.
""",
    "verify": """\
With `--json` the object has `ok`, `events`, `head` and `first_bad`.
`events` counts the entries found sound from the first on, and `head` is the root of the tree over them (RFC 6962, SHA-256), in hexadecimal.
Joined as `EVENTS:HEAD` they are the head that `--head` takes.
`first_bad` is null, or has `position` and `why`; the position is null where what is wrong belongs to no one entry.
The exit is 0 where all is sound, 1 where it is not, and 2 where there is no such ledger, the file is none, or it is too damaged to be opened.
A file that is no ledger is read as an [evidence bundle](evidence-bundle.md#what-verify-answers): of that `first_bad` has `what` beside, the name of what is wrong, and the object has further `deal`, `size`, `redacted` and `remarks`.
`--signed-by` alone asks that the bundle's own checkpoint is signed by that key.
With `--explain` the object has `explanation` too: the bundle's own text, in English or Simplified Chinese, which was made again and compared; null where the bundle does not hold.
""",
    "checkpoint": """\
A checkpoint is a text of three lines, the name of the key, the number of entries and the root in base64, then an empty line and the signature: the format of the [checkpoints](https://c2sp.org/tlog-checkpoint) of transparency logs, signed with Ed25519 as a [signed note](https://c2sp.org/signed-note).
With `--since` it stands after the size of the older one and the hashes of a consistency proof; `leadledger verify FILE --checkpoint OLDER --signed-by KEY` checks that without the ledger.
Every leaf is read first, and of a ledger whose root is not that of its entries nothing is signed.
Signing needs `pip install "leadledger[signing]"`.
""",
    "key new": """\
With `--json` the object has `file`, `name` and `verifier_key`.
The file may be read and written by its owner only.
""",
    "backup": """\
With `--json` the object has `file`, `events` and `head`: what the copy holds, which others may have added to meanwhile in the ledger.
The copy is one file; it appears whole, or not at all.
""",
    "conformance": """\
A scenario is a JSON object on a line with `name`, `history`, `deal`, `known_at` and `expect`; [check another implementation against ours](../how-to/check-conformance.md) says what stands in them.
With `--json` there is one object for each scenario: `name`, `ok`, `want` and `got`, the last two with the fields that the scenario expects.
Of a deal that cannot be decided `got` has only `refused`, the sentence; of a scenario that `--answers` does not answer it is null.
With `--write` the scenarios themselves are printed, one object a line; deals that cannot be decided have none.
""",
    "rulebook list": """\
With `--json` the objects have `name`, `version`, `title` by language, `clauses` (how many) and `digest`.
""",
    "rulebook show": """\
With `--json` the object is that of `rulebook list` with the whole `document` and the `examples`, by clause id the events of a story.
The examples of the books that come with leadledger are kept beside them; for another book they are told by chance and searched for a short time, and where none was found that is said.
With `--toml` it prints the document itself, to begin your own from.
On a terminal shares, lengths of time and amounts are bold.
""",
    "rulebook check": """\
It needs Hypothesis: `pip install "leadledger[testing]"`.
The stories are told by chance from what the document reads: the event types of its clauses and patterns, days on both sides of the end of its windows, a few agents and customers.
They are the same every time for the same document, number of stories and version of Hypothesis.
Of each thing found the smallest story is searched for and printed, with what each clause says of it, and which of them counts and why.

| `kind` | what was found | exit 1 |
|---|---|---|
| `collision` | two award clauses of one rank give different awards, or two sharing clauses pay for one entry, or in another order come to something else, and neither overrides the other | yes |
| `settled` | two clauses apply, and one overrides the other | |
| `left` | two clauses apply that the document says must not count together | |
| `no-clause` | no award clause applies | yes |
| `sums` | credit or commission do not sum to one | yes |
| `needs-finding` | a clause waits for what somebody has to establish | |
| `never-decides` | a clause decided in none of the stories; where it applied and was beaten, the story says by which | yes |

With `--json` there is one object for each finding: `kind`, `clauses` (ids), `story` (events, empty where there is none) and `says`, the sentences printed for people, a line each.
That nothing was found says only that these stories show nothing; `--stories` looks at more.
""",
    "rulebook diff": """\
With `--json` there is one object for each difference: `part` (`document`, `terms`, `event`, `article`, `clause`), `id`, `how` (`added`, `removed`, `moved`, `changed`), `name`, `before` and `after`.
Where `name` is null the whole clause or article was added or removed; where a clause moved, `name` is `order` and `before` and `after` are the clauses it stood and stands after, or `name` is `stage`.
Layout and comments of a file make no difference.
""",
    "plan list": """\
With `--json` the objects have `name`, `version`, `title` by language, `tables` (how many) and `digest`.
""",
    "plan show": """\
With `--json` the object is that of `plan list` with the whole `document`.
With `--toml` it prints the document itself, to begin your own from.
""",
    "plan check": """\
With `--json` there is one object for each thing found: `plan`, `version` and `problem`, a sentence in English.
That tiers have no gap and do not overlap, that shares sum to one and the like is a condition for being a plan at all: a document that fails it is refused with 2.
""",
}


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for command in COMMANDS:
        parts += [f"\n## leadledger {command}\n", f"\n```text\n{help_of(command)}```\n"]
        if command in NOTES:
            parts.append(f"\n{NOTES[command]}")
    return "".join(parts)


def help_of(command: str) -> str:
    """What ``--help`` prints."""
    printed = io.StringIO()
    console = Console(file=printed, width=COLUMNS, force_terminal=False)
    app([*command.split(), "--help"], console=console, result_action="return_value")
    return printed.getvalue().strip() + "\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"written: {PAGE.name}\n")
