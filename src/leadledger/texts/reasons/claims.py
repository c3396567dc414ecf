"""Claims and closings: what their clauses say."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, Text

CLAIMS: Mapping[str, Text] = {
    "ranked-first": N_("{agent} holds the first good claim: registered {opened_at}, good through {through}."),
    "ranked-first-for-good": N_("{agent} holds the first good claim: registered {opened_at}, good without end."),
    "no-good-claim": N_("Nobody holds a claim that is good for this deal."),
    "first-claim-otherwise": N_("The first good claim is {agent}'s, and it came about in another way."),
    "good-claims-stand": N_("There are good claims, so the closing alone does not decide."),
    "nobody-holds": N_("Nobody holds a good claim: only a closing would decide."),
    "closer": N_("Nobody holds a good claim, so the deal is {agent}'s, who closed it."),
    "closer-anyhow": N_("The deal is {agent}'s, who closed it."),
    "nobody-closed": N_("It is only asked who would own the customer: nobody has closed."),
    "closer-barred": N_(
        "Nobody holds a good claim, and {agent}, who closed, is barred by an upheld complaint of the customer: credit "
        "and commission go to the department."
    ),
}
