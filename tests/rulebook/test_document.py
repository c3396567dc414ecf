"""Every kind of wrong rulebook document, and every wrong setting, is refused in one sentence."""

from __future__ import annotations

import pytest

from leadledger.errors import RulebookInvalid, RulebookUnknown
from leadledger.rulebook.document import parse_rulebook, rulebook_from
from leadledger.rulebook.library import load_rulebook, rulebooks
from leadledger.values import Share
from tests.small_books import FIRST, HEAD

GOOD = HEAD + FIRST
HELP = (
    '[[sharing]]\nid = "help"\ncite = "H"\nuse = "helped"\nwhen_helped = "any-day"\nshare = "1/5"\nafter = ["first"]\n'
)
CODED = (
    '[[award]]\nid = "code"\ncite = "K"\nrank = 2\nuse = "coded"\nfield = "unit"\ncodes = { u1 = "li" }\n'
    'yields_to = [{ type = "VisitReceived" }]\n'
)


def test_the_good_document_is_taken() -> None:
    assert [clause.id for clause in parse_rulebook(GOOD + HELP).clauses] == ["visit", "first", "help"]


def test_award_clauses_without_ranks_decide_in_their_order() -> None:
    closer = '[[award]]\nid = "closer"\ncite = "C"\nuse = "closer"\n'
    book = parse_rulebook(GOOD.replace("rank = 1\n", "") + closer)
    assert [(clause.id, clause.rank) for clause in book.award] == [("first", 1), ("closer", 2)]


def test_a_book_need_not_say_how_long_a_wish_is_good_and_how_amounts_are_rounded() -> None:
    terms = parse_rulebook(
        GOOD.replace('wish_validity = "2 months"\n', "").replace('remainder = "largest-remainder"', "")
    ).terms
    assert (terms.wish_validity, terms.remainder) == (None, "largest-remainder")


def test_a_field_of_the_closing_is_held_against_no_pattern_of_its_clause() -> None:
    assert parse_rulebook(GOOD + CODED).clause("code").params["field"] == "unit"


WRONG: dict[str, tuple[str, str]] = {
    "it is not TOML": ("name = ", "is not TOML"),
    "it says nothing": ("", "name: field required"),
    "a name is missing": (GOOD.replace('name = "small"', ""), "name: field required"),
    "a version is a number": (GOOD.replace('version = "1"', "version = 1"), "version: "),
    "a table is not known": (GOOD + '[[reward]]\nid = "x"\n', "reward: "),
    "there is no award clause": (HEAD, "award: field required"),
    "a term is missing": (GOOD.replace('closes_with = "subscription"', ""), "states no term 'closes_with'"),
    "a term is not one of its values": (
        GOOD.replace('"subscription"', '"handshake"'),
        "expected subscription or contract",
    ),
    "a zone is not known": (GOOD.replace("Asia/Shanghai", "Asia/Nowhere"), "expected a time zone"),
    "an entry type is not known": (GOOD.replace('"CallReceived",', '"CallMissed",'), "expected a list of event types"),
    "a wish is good for a number": (
        GOOD.replace('wish_validity = "2 months"', "wish_validity = 2"),
        "expected a length",
    ),
    "the remainder rule is not known": (GOOD.replace("largest-remainder", "coin"), "expected largest-remainder"),
    "a term is used by nobody": (GOOD.replace("[terms]", "[terms]\nspare = 1"), "no clause uses the term 'spare'"),
    "a term that is named is missing": (
        GOOD.replace('length = "2 months"', "length = { term = 'long' }"),
        "there is no term 'long'",
    ),
    "terms name each other": (
        GOOD.replace("[terms]", "[terms]\na = { term = 'b' }\nb = { term = 'a' }").replace(
            '"2 months" }', "{ term = 'a' } }"
        ),
        "refer to each other in a circle",
    ),
    "a clause has no id": (GOOD.replace('id = "first"', ""), "award clause 'number 1' needs a 'id', a text"),
    "a clause has no kind": (GOOD.replace('use = "first-claim"', ""), "award clause 'first' needs a 'use', a text"),
    "a kind is not known": (
        GOOD.replace('"first-claim"', '"last-claim"'),
        "uses the kind 'last-claim'; the award kinds are",
    ),
    "a kind of another stage": (GOOD.replace('"first-claim"', '"opens"'), "uses the kind 'opens'"),
    "a parameter is not known": (GOOD + "colour = 'red'\n", "states 'colour', which its kind does not take"),
    "a parameter is missing": (GOOD + HELP.replace('share = "1/5"\n', ""), "must state 'share'"),
    "a share is a number": (GOOD + HELP.replace('"1/5"', "0.2"), "sharing clause 'help', share: "),
    "a share is over a hundred per cent": (GOOD + HELP.replace('"1/5"', '"120%"'), "sharing clause 'help', share: "),
    "a choice is none": (GOOD + HELP.replace("any-day", "some-day"), "sharing clause 'help', when_helped: "),
    "a hold is no length": (
        GOOD.replace('length = "2 months"', 'length = "soon"'),
        "'visit', hold.length: expected a length",
    ),
    "one rank is missing": (
        f'{GOOD}[[award]]\nid = "closer"\ncite = "C"\nuse = "closer"\n',
        "award clause 'first' states a rank and 'closer' none: expected ranks for all of them, or for none",
    ),
    "a condition names no register clause": (
        f'{GOOD}unless = [{{ type = "VisitReceived", taken_by = ["call"] }}]\n',
        "clause 'first' names 'call', which is no register clause",
    ),
    "a condition within a condition names no register clause": (
        f'{GOOD}unless = [{{ type = "VisitReceived", of = {{ type = "CallReceived", taken_by = ["call"] }} }}]\n',
        "clause 'first' names 'call', which is no register clause",
    ),
    "a rank is a text": (GOOD.replace("rank = 1", 'rank = "1"'), "rank: expected a whole number"),
    "a pattern is missing": (GOOD.replace('when = { type = "VisitReceived" }', ""), "register clause 'visit', when: "),
    "a pattern names no event type": (
        GOOD.replace('type = "VisitReceived"', 'type = "Seen"'),
        "register clause 'visit', when: ",
    ),
    "a pattern asks for a word that no entry has": (
        GOOD.replace('{ type = "VisitReceived" }', '{ type = "FollowUpLogged", channel = "fax" }'),
        "when: channel is never 'fax': expected one of phone, message, meeting, letter",
    ),
    "a pattern asks a flag for a text": (
        GOOD.replace('{ type = "VisitReceived" }', '{ type = "FollowUpLogged", reached = "yes" }'),
        "when: reached is never 'yes': expected one of true or false",
    ),
    "a field that is named is none of the entry's": (
        GOOD.replace("hold = { length", 'to = "agnet"\nhold = { length'),
        "'visit', to: expected a field of VisitReceived, got \"agnet\"",
    ),
    "a field of the closing is none of any entry's": (
        GOOD + CODED.replace('"unit"', '"coupon"'),
        "'code', field: expected a field of any event type, got \"coupon\"",
    ),
    "active is no flag": (GOOD + "active = 'yes'\n", 'active: expected true or false, got "yes"'),
    "an id stands twice": (GOOD + FIRST, "the id 'first' stands on two clauses"),
    "after is no list": (GOOD + HELP.replace('["first"]', '"first"'), "after: expected a list of clause ids"),
    "after names no award": (GOOD + HELP.replace('["first"]', '["visit"]'), "names 'visit', which is no award clause"),
    "overrides names no sharing clause": (
        GOOD + HELP + 'overrides = ["first"]\n',
        "names 'first', which is no sharing clause",
    ),
    "a clause overrides one that stands before it": (
        GOOD + HELP + HELP.replace('id = "help"', 'id = "more"') + 'overrides = ["help"]\n',
        "clause 'more' overrides 'help', which does not stand behind it: expected the clause that overrides to stand",
    ),
    "a clause overrides itself": (
        GOOD + HELP + 'overrides = ["help"]\n',
        "clause 'help' overrides 'help', which does not stand behind it",
    ),
    "given_by names no register clause": (
        GOOD + 'given_by = ["first"]\n',
        "names 'first', which is no register clause",
    ),
    "a title is no table": (GOOD + 'title = "First"\n', "title: expected texts by language"),
    "there are two party clauses": (
        GOOD
        + '[[party]]\nid = "a"\ncite = "P"\nuse = "linked"\nrelations = ["household"]\n'
        + '[[party]]\nid = "b"\ncite = "P"\nuse = "linked"\nrelations = ["company"]\n',
        "there can be one party clause, and there are 2",
    ),
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_document_is_refused(fault: str) -> None:
    text, sentence = WRONG[fault]
    with pytest.raises(RulebookInvalid) as refusal:
        parse_rulebook(text, source="book.toml")
    message = str(refusal.value)
    assert sentence in message
    assert message.startswith("book.toml")
    assert "\n" not in message


SETTINGS: dict[str, tuple[str, object, str]] = {
    "no dot": ("share", "1/4", "a setting is written ID.PARAM=VALUE"),
    "no such clause": ("deny.share", "1/4", "has no clause with the id 'deny'"),
    "no such parameter": ("declined.part", "1/4", "states no 'part' in 'declined'; it states: rank, share"),
    "no such term": ("terms.patience", "1", "states no 'patience' in 'terms'"),
    "not its kind": ("declined.share", 0.25, "award clause 'declined', share: expected a share"),
    "over a hundred per cent": ("declined.share", "5/4", "award clause 'declined', share: "),
    "no length": ("terms.validity", "a while", 'terms.validity: expected a length such as "2 months"'),
    "no choice": ("terms.validity_tested_at", "noon", "terms.validity_tested_at: expected 'closing', "),
    "no flag": ("terms.renewed_by_follow_up", "perhaps", "terms.renewed_by_follow_up: expected true or false"),
}


@pytest.mark.parametrize("fault", SETTINGS)
def test_a_wrong_setting_is_refused(fault: str) -> None:
    path, value, sentence = SETTINGS[fault]
    with pytest.raises(RulebookInvalid, match=r"^[^\n]*$") as refusal:
        load_rulebook("sales-office", {path: value})
    assert sentence in str(refusal.value)


def test_an_unknown_book_is_refused() -> None:
    with pytest.raises(RulebookUnknown, match="no rulebook is named 'nobodys'"):
        load_rulebook("nobodys")


def test_a_setting_changes_the_digest_and_not_the_book() -> None:
    changed = load_rulebook("sales-office", {"declined.share": "1/4"})
    assert changed.digest != rulebooks["sales-office"].digest
    assert rulebooks["sales-office"].clause("declined").params["share"] == Share("1/5")


def test_the_digest_is_of_what_the_document_says() -> None:
    book = rulebooks["sales-office"]
    reordered = dict(reversed(book.document.items()))
    assert rulebook_from(reordered).digest == book.digest
