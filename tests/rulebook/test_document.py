"""Every kind of wrong rulebook document, and every wrong setting, is refused in one sentence."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from leadledger.errors import RulebookInvalid, RulebookUnknown
from leadledger.rulebook.document import digest, parse_rulebook, rulebook_from
from leadledger.rulebook.library import load_rulebook, rulebooks
from leadledger.testing.stories import given, subscription, visit
from leadledger.values import Share
from tests.declared_book import DOCUMENT as DECLARED
from tests.small_books import EXTRA, FIRST, GOOD, HEAD, HELP, PARTY

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
    "a hold has a key that is misspelt": (
        GOOD.replace('"2 months" }', '"2 months", cup = "3 months" }'),
        "'visit', hold.cup: expected no key of that name, got \"3 months\"",
    ),
    "a part of a hold is not whole": (
        GOOD.replace('"2 months" }', '"2 months", chase = { by = { type = "FollowUpLogged" } } }'),
        "'visit', hold.chase: expected 'within' in it, got ",
    ),
    "a hold is a day": (
        GOOD.replace('{ length = "2 months" }', "2026-01-01"),
        "'visit', hold: expected a table, got \"2026-01-01\"",
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


def test_a_setting_in_place_of_a_reference_leaves_its_term_unused() -> None:
    text = GOOD.replace("[terms]", '[terms]\nlong = "2 months"').replace('= "2 months" }', "= { term = 'long' } }")
    book = parse_rulebook(text, settings={"visit.hold": {"length": "9 days"}})
    assert str(book.clause("visit").params["hold"].length) == "9 days"


def test_what_toml_itself_cannot_hold_is_refused() -> None:
    said = "^book.toml is nested too deep or holds a number too long to be a rulebook$"
    for text in (f"x = {'9' * 5_000}", f"x = {'[' * 5_000}"):
        with pytest.raises(RulebookInvalid, match=said):
            parse_rulebook(text, source="book.toml")


def test_a_document_of_no_name_is_called_a_rulebook() -> None:
    with pytest.raises(RulebookInvalid, match="^rulebook is not TOML: "):
        parse_rulebook("name = ")
    with pytest.raises(RulebookInvalid, match="^rulebook: name: field required$"):
        rulebook_from({})


def test_an_event_type_that_is_declared_wrongly_is_refused_with_the_document() -> None:
    with pytest.raises(RulebookInvalid, match="^book.toml: "):
        rulebook_from({**DECLARED, "event": {"app.Seen": {"fields": {"customer": "nobody"}}}}, source="book.toml")


DISPUTES = """
[disputes]
cite = "D"
title = { en = "Disputes" }
text = { en = "Within {open_within}." }
open_within = { term = "patience" }
open_after = "closing"
"""


def test_a_book_may_state_when_disputes_are_opened_by_a_term_of_its_own() -> None:
    book = parse_rulebook(GOOD.replace("[terms]", '[terms]\npatience = "7 days"') + DISPUTES)
    assert book.disputes is not None
    assert str(book.disputes.open_within) == "7 days"
    (article,) = book.articles
    assert (article.id, article.cite, article.terms) == ("disputes", "D", ())
    assert (article.title, article.text) == ({"en": "Disputes"}, {"en": "Within {open_within}."})
    assert article.params == {"open_within": book.disputes.open_within}
    with pytest.raises(RulebookInvalid, match=r"^book.toml: disputes: there is no term 'patience'$"):
        parse_rulebook(GOOD + DISPUTES, source="book.toml")


def test_every_clause_about_an_entry_is_asked_in_turn() -> None:
    never = '[[register]]\nid = "never"\ncite = "N"\nuse = "opens-nothing"\nwhen = { type = "VisitReceived" }\n'
    closed = 'if = [{ closing = { type = "SubscriptionSigned" } }]\n'
    book = parse_rulebook(GOOD.replace("[[award]]", never + closed + "[[award]]"))
    assert given(visit("c", "zhang"), subscription("d", "c", "li")).decide("d", rulebook=book).owner == "zhang"


def test_what_the_register_reads_is_what_its_clauses_take_its_terms_name_and_its_conditions_ask_about() -> None:
    unless = 'unless = [{ type = "FollowUpLogged", within = "7 days" }]\n'
    book = parse_rulebook(GOOD.replace("hold = { length", unless + "hold = { length"))
    assert book.scope.register == {"VisitReceived", "CallReceived", "FollowUpLogged"}
    assert set(book.rules) == {"VisitReceived", "FollowUpLogged"}
    assert book.rules["FollowUpLogged"] == ()


def test_the_scope_of_a_book_is_all_that_its_terms_its_clauses_and_its_own_types_are_about() -> None:
    seen = ["AgentArrived", "FollowUpLogged", "ReferralMade"]
    first = {**DECLARED["award"][0], "unless": [{"type": name} for name in seen]}
    book = rulebook_from({**DECLARED, "award": [first]})
    scope = book.scope
    assert scope.zone == book.terms.timezone
    assert scope.closes == {"SubscriptionSigned", "app.OrderPlaced"}
    assert scope.also_whenever == {"app.RefundRequested"}
    assert scope.types >= {*DECLARED["event"], *seen, "VisitReceived"}
    assert scope.of_agents == {"AgentArrived"}
    assert scope.party is not None
    assert book.events.keys() == DECLARED["event"].keys()
    assert parse_rulebook(GOOD).scope.party is None


def test_a_document_says_wrongly_which_book_judges_and_is_named() -> None:
    with pytest.raises(RulebookInvalid, match=r"^book.toml: ends_on: expected a day such as 2026-07-01, got 'soon'$"):
        parse_rulebook('ends_on = "soon"\n' + GOOD, source="book.toml")


ARTICLE = '[[article]]\nid = "aim"\ncite = "1"\ntitle = { en = "Aim" }\n'


def test_a_book_bears_what_its_document_says_of_it() -> None:
    said = 'text = { en = "Wishes are good for {wish_validity}." }\nterms = ["wish_validity"]\n'
    book = parse_rulebook(GOOD + PARTY + ARTICLE + said)
    assert (book.name, book.version, book.title) == ("small", "1", {"en": "Small"})
    assert [(one.id, one.cite, one.terms) for one in book.articles] == [("aim", "1", ("wish_validity",))]
    assert book.party is not None
    assert book.party.id == "family"
    assert parse_rulebook(GOOD).party is None
    assert (parse_rulebook(GOOD).articles, parse_rulebook(GOOD).disputes) == ((), None)


def test_an_article_that_explains_what_there_is_none_of_is_refused_with_the_document() -> None:
    said = 'text = { en = "For good." }\nterms = ["patience"]\n'
    with pytest.raises(RulebookInvalid) as refused:
        parse_rulebook(GOOD + ARTICLE + said, source="book.toml")
    assert str(refused.value) == "book.toml: article 'aim' explains the term 'patience', and there is none"


def test_without_a_term_for_it_the_entries_that_clauses_take_are_those_of_the_register() -> None:
    stated = GOOD.replace('register_entries = ["CallReceived", "VisitReceived"]\n', "")
    assert parse_rulebook(stated).terms.register_entries == {"VisitReceived"}
    assert parse_rulebook(GOOD).terms.register_entries == {"CallReceived", "VisitReceived"}


def test_a_clause_may_collide_with_any_that_shares() -> None:
    more = HELP.replace('"help"', '"helps"') + 'collides = ["first", "help", "more", "helps"]\n'
    assert len(parse_rulebook(GOOD + HELP + more + EXTRA).clause("helps").collides) == 4


def test_award_clauses_stand_in_the_order_of_their_ranks() -> None:
    later = '[[award]]\nid = "{}"\ncite = "C"\nrank = {}\nuse = "closer"\n'
    stated = GOOD.replace("rank = 1", "rank = 3") + later.format("b", 2) + later.format("c", 3) + later.format("d", 1)
    book = parse_rulebook(stated)
    assert [clause.id for clause in book.award] == ["d", "b", "first", "c"]
    assert [[clause.id for clause in rank] for rank in book.ranks] == [["d"], ["b"], ["first", "c"]]


def test_a_day_that_stands_where_no_day_can_is_refused_with_its_place() -> None:
    said = r"^book.toml: sharing clause 'help', share: expected a share .*, got \"2026-01-01\"$"
    with pytest.raises(RulebookInvalid, match=said):
        parse_rulebook(GOOD + HELP.replace('"1/5"', "2026-01-01"), source="book.toml")


def test_a_word_does_not_stand_for_a_flag() -> None:
    with pytest.raises(RulebookInvalid, match='terms.renewed_by_follow_up: expected true or false, got "yes"$'):
        load_rulebook("sales-office", {"terms.renewed_by_follow_up": "yes"})


def test_a_text_does_not_stand_for_a_number() -> None:
    reward = (
        '[[consequence]]\nid = "paid"\ncite = "W"\nuse = "reward"\nkind = "reward"\nwhen = { type = "VisitReceived" }\n'
        'share = "1/9"\ncloses_within = "1 month"\nlasts = "1 year"\npayments_max = '
    )
    assert parse_rulebook(f"{GOOD}{reward}3\n").clause("paid").params["payments_max"] == 3
    with pytest.raises(RulebookInvalid) as refused:
        parse_rulebook(f'{GOOD}{reward}"3"\n', source="book.toml")
    assert (
        str(refused.value) == "book.toml: consequence clause 'paid', payments_max: expected a valid integer, got \"3\""
    )


def test_a_clause_keeps_its_kind_its_texts_and_what_it_collides_with() -> None:
    stated = 'title = { en = "Help", zh = "帮忙" }\ntext = { en = "{share} of it" }\ncollides = ["first"]\n'
    clause = parse_rulebook(GOOD + HELP + stated).clause("help")
    assert (clause.use, clause.cite, clause.stage) == ("helped", "H", "sharing")
    assert clause.title == {"en": "Help", "zh": "帮忙"}
    assert clause.text == {"en": "{share} of it"}
    assert clause.rank == parse_rulebook(GOOD).clause("visit").rank == 0
    assert set(clause.after) == set(clause.collides) == {"first"}


@pytest.mark.parametrize(("key", "side"), [("if", "needed"), ("unless", "unless")])
def test_conditions_and_parameters_may_speak_of_the_types_a_document_declares(key: str, side: str) -> None:
    click = {"type": "app.TouchRecorded", "kind": "click"}
    first = {**DECLARED["award"][0], key: [click]}
    code = {"id": "code", "cite": "K", "rank": 2, "use": "coded", "field": "code", "codes": {}, "yields_to": [click]}
    book = rulebook_from({**DECLARED, "award": [first, code]})
    (condition,) = getattr(book.clause("first").conditions, side)
    assert condition.seen.types == {"app.TouchRecorded"}
    yields_to: Any = book.clause("code").params["yields_to"]
    (pattern,) = yields_to
    assert pattern.types == {"app.TouchRecorded"}


@pytest.mark.parametrize(
    ("stated", "owner"),
    [
        ("", "zhang"),
        ('if = [{ type = "VisitReceived", within = { term = "lately" } }]', "zhang"),
        ('if = [{ type = "CallReceived", within = { term = "lately" } }]', None),
        ('unless = [{ type = "VisitReceived", within = { term = "lately" } }]', None),
    ],
)
def test_a_clause_is_asked_only_where_what_must_hold_does_and_what_must_not_does_not(
    stated: str, owner: str | None
) -> None:
    head = GOOD.replace("[terms]", '[terms]\nlately = "7 days"') if stated else GOOD
    book = parse_rulebook(head + stated)
    assert given(visit("c", "zhang"), subscription("d", "c", "li")).decide("d", rulebook=book).owner == owner


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
    assert "no dot" in fault or str(refusal.value).startswith("rulebook sales-office")


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


def test_the_digest_is_that_of_the_document_as_json_without_spaces_its_keys_in_order() -> None:
    said = '{"a":{"x":"1/5"},"标题":[1,"2026-07-01"]}'
    assert digest({"标题": [1, date(2026, 7, 1)], "a": {"x": "1/5"}}) == f"sha256:{sha256(said.encode()).hexdigest()}"
