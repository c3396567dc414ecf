"""Wishes on a visit (declined, asked for, forgot, named): what their clauses say."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, Text, plural

WISHES: Mapping[str, Text] = {
    "no-wish": N_("On no visit that still counts did the customer express a wish."),
    "wish-is-declined": N_("On the visit that decides, the customer declined an agent."),
    "wish-is-asked-for": N_("On the visit that decides, the customer asked for an agent."),
    "wish-is-forgot": N_("On the visit that decides, the customer had forgotten who served them."),
    "wish-is-named": N_("On the visit that decides, the customer only named who had served them."),
    "declined-with-good-claim": plural(
        "declined",
        "The customer declined {declined} and turned to {agent}. {declined} held a good claim opened before that visit "
        "(good through {through}) and so has {share} of the commission; {agent} has the rest and all the credit.",
        "The customer declined {declined} and turned to {agent}. {declined} held good claims opened before that visit "
        "(good through {through}) and so share {share} of the commission equally; {agent} has the rest and all the "
        "credit.",
    ),
    "declined-without-good-claim": N_(
        "The customer declined {declined} and turned to {agent}. No other agent declined holds a good claim opened "
        "before that visit, so {agent} has all of credit and commission."
    ),
    "asked-for-first-ranked": N_(
        "The customer asked for {agent}, who holds the first good claim anyway: that is no change of agent."
    ),
    "asked-for-nobody-before": N_(
        "The customer came again and asked for {agent}. No other agent's good claim comes before theirs, so {agent} "
        "has all of credit and commission."
    ),
    "asked-for-on-later-visit": plural(
        "holders",
        "The customer came again and asked for {agent}. {holders} held a good claim before that (good through "
        "{through}) and so has {share} of credit and commission; {agent} has the rest.",
        "The customer came again and asked for {agent}. {holders} held good claims before that (good through "
        "{through}) and so share {share} of credit and commission equally; {agent} has the rest.",
    ),
    "forgot-and-found": N_(
        "The customer had forgotten who served them, and {agent} received them. {prior} had served them before and "
        "holds a good claim (good through {through}), and so has {share} of the commission; {agent} has the rest. The "
        "credit goes to {owner}."
    ),
    "forgot-not-looked-up": N_(
        "The customer had forgotten who served them, and {agent} received them. No look-up found an earlier agent, so "
        "{agent} has all of credit and commission."
    ),
    "forgot-found-receiver": N_(
        "The customer had forgotten who served them, and {agent} received them. The look-up found {agent} again, who "
        "has all of credit and commission."
    ),
    "forgot-found-no-good": N_(
        "The customer had forgotten who served them, and {agent} received them. The look-up found {prior}, who holds "
        "no good claim opened before that visit, so {agent} has all of credit and commission."
    ),
    "forgot-nobody-before": N_(
        "The customer had forgotten who served them, and {agent} received them. No other agent holds a good claim "
        "opened before that visit, so {agent} has all of credit and commission."
    ),
    "named-one": N_("The customer named one agent only."),
    "named-several": N_("The customer named several agents."),
    "named-no-longer-good": plural(
        "named",
        "The customer named {named}, whose claim is not good for this deal any more.",
        "The customer named {named}, whose claims are not good for this deal any more.",
    ),
    "named-received": N_(
        "The customer named {agent}, who received the visit and holds a good claim (good through {through})."
    ),
    "named-present": N_(
        "The customer named {agent}, who was on site and holds a good claim (good through {through}). {receiver} "
        "received the visit, but it is {agent}'s customer."
    ),
    "named-absent": N_(
        "The customer named {agent}, who was out and holds a good claim (good through {through}). {receiver} received "
        "the visit for them."
    ),
}
