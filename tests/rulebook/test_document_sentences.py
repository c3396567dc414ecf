"""What is said of a wrong document, in one sentence: its name, the place in it, and what was expected there."""

from __future__ import annotations

import pytest

from leadledger.errors import RulebookInvalid
from leadledger.events import EVENT_TYPES
from leadledger.rulebook.document import parse_rulebook
from leadledger.rulebook.field_names import unknown_field
from tests.small_books import EXTRA, GOOD, HELP, PARTY

TERM = GOOD.replace("[terms]", "[terms]\nlong = 2").replace('"2 months" }', "{ term = 'long' } }")
GRADED = (
    '[[award]]\nid = "slow"\ncite = "G"\nrank = 2\nuse = "graded"\nwhen = { type = "VisitReceived" }\n'
    'grades = ["3/4", "1/2"]\neach = "30 days"\n'
)
SHARE = 'expected a share from 0 to 1, as text: "4/5", "80%" or "0.8"'
LENGTH = 'expected a length such as "2 months" or "7 days"'
OTHERS = "others come with plugins, and none in use brings it (--plugin MODULE, or leadledger.use)"
IN_FULL: dict[str, tuple[str, str]] = {
    "a kind that is not known": (
        GOOD + PARTY.replace("linked", "family"),
        f"party clause 'family' uses the kind 'family'; the party kinds are: linked; {OTHERS}",
    ),
    "a kind that is not known, of several": (
        GOOD + '[[reading]]\nid = "read"\ncite = "B"\nuse = "aloud"\n',
        f"reading clause 'read' uses the kind 'aloud'; the reading kinds are: bars-complained-of, drops-late, "
        f"ignores-own-decline; {OTHERS}",
    ),
    "a clause without a place to find it": (
        GOOD.replace('cite = "A"', 'cite = ""'),
        "award clause 'first' needs a 'cite', a text",
    ),
    "a parameter that the kind does not take": (
        GOOD + HELP + "colour = 'red'\n",
        "sharing clause 'help' states 'colour', which its kind does not take (it takes: share, when_helped)",
    ),
    "a parameter of a kind that takes none": (
        GOOD
        + '[[register]]\nid = "not"\ncite = "N"\nuse = "opens-nothing"\nwhen = { type = "CallReceived" }\nto = 1\n',
        "register clause 'not' states 'to', which its kind does not take (it takes: none)",
    ),
    "a field that none of several types has": (
        GOOD.replace(
            'when = { type = "VisitReceived" }', 'when = { type = ["VisitReceived", "CallReceived"] }'
        ).replace("hold = { length", 'to = "agnet"\nhold = { length'),
        "register clause 'visit', to: expected a field of CallReceived or VisitReceived, got \"agnet\"",
    ),
    "active names no term": (
        GOOD + "active = { term = 'on' }\n",
        "award clause 'first', active: there is no term 'on'",
    ),
    "active names a term that is no flag": (
        GOOD.replace("[terms]", "[terms]\non = 'yes'") + "active = { term = 'on' }\n",
        'terms.on: expected true or false, got "yes"',
    ),
    "a term is no length": (TERM, f"terms.long: {LENGTH}, got 2"),
    "a term of a clause with a colon in its id": (
        TERM.replace('id = "visit"', 'id = "visit: first"'),
        f"terms.long: {LENGTH}, got 2",
    ),
    "a table of another kind": (
        GOOD.replace('{ length = "2 months" }', '"2 months"'),
        "register clause 'visit', hold: expected a table, got \"2 months\"",
    ),
    "a length is no text": (
        GOOD.replace('length = "2 months"', "length = 2"),
        f"register clause 'visit', hold.length: {LENGTH}, got 2",
    ),
    "a length that may be left out": (
        GOOD + EXTRA.replace('"7 days"', '"a week"'),
        f"on_top clause 'more', within: {LENGTH}, got \"a week\"",
    ),
    "one share of several": (
        GOOD + GRADED.replace('"1/2"', '"3/2"'),
        f'award clause \'slow\', grades: {SHARE}, got ["3/4", "3/2"]',
    ),
    "a list is a text": (
        GOOD + PARTY.replace('["household"]', '"household"'),
        "party clause 'family', relations: expected a list, got \"household\"",
    ),
    "a word in another script": (
        GOOD + PARTY.replace("household", "家庭"),
        "party clause 'family', relations: expected 'household', 'same-person' or 'company', got [\"家庭\"]",
    ),
    "a wrong value as long as is shown": (
        GOOD + HELP.replace("1/5", "x" * 58),
        f"sharing clause 'help', share: {SHARE}, got \"{'x' * 58}\"",
    ),
    "a wrong value longer than is shown": (
        GOOD + HELP.replace("1/5", "x" * 59),
        f"sharing clause 'help', share: {SHARE}, got \"{'x' * 59}…",
    ),
    "the first of two wrong values": (
        GOOD + GRADED.replace('"3/4", "1/2"', '"many", "few"'),
        f'award clause \'slow\', grades: {SHARE}, got ["many", "few"]',
    ),
    "a flag of the kind is a text": (
        GOOD + HELP.replace("any-day", "some-day"),
        "sharing clause 'help', when_helped: expected 'any-day' or 'closing-day', got \"some-day\"",
    ),
    "what must hold names no term": (
        GOOD + 'if = [{ type = "VisitReceived", within = { term = "long" } }]\n',
        "award clause 'first', if: there is no term 'long'",
    ),
    "what must not hold names no term": (
        GOOD + 'unless = [{ type = "VisitReceived", within = { term = "long" } }]\n',
        "award clause 'first', unless: there is no term 'long'",
    ),
    "the second condition names no event type": (
        GOOD + 'if = [{ type = "VisitReceived" }, { type = "Seen" }]\n',
        "award clause 'first', if number 2: there is no event type 'Seen'",
    ),
    "the second thing that must not be is asked for no times": (
        GOOD + 'unless = [{ type = "VisitReceived" }, { type = "CallReceived", times = 0 }]\n',
        "award clause 'first', unless number 2: times is a whole number from 1 on",
    ),
    "conditions are no list": (
        GOOD + 'if = { type = "VisitReceived" }\n',
        "award clause 'first', if: expected a list of conditions",
    ),
    "conditions are no list where they must not hold": (
        GOOD + "unless = true\n",
        "award clause 'first', unless: expected a list of conditions",
    ),
    "a text quotes a clause that states nothing": (
        GOOD + 'text = { en = "{share} of it" }\n',
        "award clause 'first', text.en: {share} is no parameter stated there; a text can quote nothing",
    ),
    "a text quotes what is not stated": (
        GOOD + HELP + 'text = { en = "{share}", zh = "{share}，{colour}" }\n',
        "sharing clause 'help', text.zh: {colour} is no parameter stated there; a text can quote {when_helped}, "
        "{share}",
    ),
    "a text asks for more than a parameter": (
        GOOD + HELP + 'text = { en = "{share:x}" }\n',
        "sharing clause 'help', text.en: a place in a text is a parameter's name alone, not {share:…}; a brace that is "
        "meant is doubled",
    ),
    "a title quotes a parameter": (
        GOOD + HELP + 'title = { en = "{share}" }\n',
        "sharing clause 'help', title.en: {share} is no parameter stated there; a text can quote nothing",
    ),
    "a text is a number": (
        GOOD + HELP + "text = { en = 3 }\n",
        'sharing clause \'help\', text: expected texts by language, for example { en = "…", zh = "…" }',
    ),
    "collides is no list": (
        GOOD + HELP + 'collides = "visit"\n',
        "sharing clause 'help', collides: expected a list of clause ids, got 'visit'",
    ),
    "collides names no clause that shares": (
        GOOD + HELP + 'collides = ["visit"]\n',
        "clause 'help' collides with 'visit', which is no clause that shares",
    ),
    "overrides names numbers": (
        GOOD + HELP + "overrides = [1]\n",
        "sharing clause 'help', overrides: expected a list of clause ids, got [1]",
    ),
    "a rank is a flag": (
        GOOD.replace("rank = 1", "rank = true"),
        "award clause 'first', rank: expected a whole number (1 decides first), got True",
    ),
    "a clause bears the name of the terms": (
        GOOD.replace('id = "first"', 'id = "terms"'),
        "the id 'terms' stands on two clauses",
    ),
}


@pytest.mark.parametrize("fault", IN_FULL)
def test_a_refusal_names_the_document_the_place_and_what_was_expected(fault: str) -> None:
    text, sentence = IN_FULL[fault]
    with pytest.raises(RulebookInvalid) as refusal:
        parse_rulebook(text, source="book.toml")
    assert str(refusal.value) == f"book.toml: {sentence}"


def test_a_field_is_looked_for_in_the_types_that_are_asked() -> None:
    asked = frozenset({"VisitReceived"})
    assert unknown_field("found_by", asked, EVENT_TYPES) == "found_by"
    assert unknown_field("found_by", frozenset({"PriorClaimFound"}), EVENT_TYPES) is None
    assert unknown_field("found_by", frozenset(), EVENT_TYPES) is None
