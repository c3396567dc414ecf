"""Who: the parties, the times, the outcome; who is read as one customer, and who holds what on them."""

from __future__ import annotations

from leadledger.events import ComplaintFiled, CustomersLinked
from leadledger.rulebook.attribution import Attribution, Consequence
from leadledger.rulebook.explain.entries import Entries
from leadledger.rulebook.explain.layout import Block, item, paragraph, table
from leadledger.rulebook.explain.words import Words
from leadledger.rulebook.rulebook import Rulebook
from leadledger.rulebook.standing import Standing, standings
from leadledger.rulebook.wording import parameter, stated
from leadledger.texts import Catalogue, formats
from leadledger.texts import explanation as say
from leadledger.texts.entries import VALUES
from leadledger.texts.payees import NAME_AND_ID
from leadledger.texts.register import PASSED_TO


def heading(answer: Attribution, words: Words) -> str:
    """What was decided."""
    if answer.deal is None:
        return words.said(say.CUSTOMER).format(
            customer=words.person(answer.customer), day=words.instant(answer.closed_at)
        )
    return words.said(say.DEAL).format(deal=answer.deal)


def what_if(answer: Attribution, said: Catalogue) -> str:
    """What was put in place of the rulebook's own parameters, so that nobody takes the answer for a ruling; or nothing.

    >>> from leadledger.texts import catalogue
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), subscription("d", "c", "li"))
    >>> what_if(story.decide("d", settings={"declined.share": "30%"}), catalogue("en"))
    'What if: declined.share = 30 % instead of 20 %'
    """
    return changes_in_words(answer.rulebook, said)


def changes_in_words(book: Rulebook, said: Catalogue) -> str:
    """What was put in place of a book's own parameters, in a sentence; nothing, for the book as written."""
    changes = [
        said(say.CHANGE).format(
            path=path,
            value=stated(said, one.value, beside=False),
            own=stated(said, one.instead_of, beside=False),
        )
        for path, one in book.settings.items()
    ]
    return said(say.WHAT_IF).format(changes=said(say.SEMICOLON).join(changes)) if changes else ""


def outcome(answer: Attribution, words: Words) -> list[Block]:
    """The parties by name, closing and register times, status, owner, credit and commission."""
    said, closing = words.said, answer.dossier.closing
    members = [*closing.customers, *sorted(answer.dossier.own.party - {*closing.customers})]
    rows: list[tuple[str, str]] = [(said(say.PARTY), _with_ids(members, words))]
    if answer.deal is not None:
        at = words.instant(answer.closed_at)
        by = said(say.CLOSED_BY).format(at=at, agent=words.person(closing.closer)) if closing.closer else at
        rows.append((said(say.CLOSED), by))
        rows.append((said(say.REGISTERED), words.instant(closing.facts[0].recorded_at)))
    if answer.withdrawn_at is not None:
        rows.append((said(say.WITHDRAWN), words.instant(answer.withdrawn_at)))
    rows.append((said(say.STATUS), said(say.STATUSES[answer.status])))
    open_ = answer.owner is None and answer.status != "final"
    rows.append((said(say.OWNER), said(say.OWNER_OPEN) if open_ else words.person(answer.owner)))
    rows.append((said(say.CREDIT), words.shares(answer.credit)))
    rows.append((said(say.COMMISSION), words.shares(answer.commission)))
    rows += beside(answer, words)
    rows.append((said(say.CLAUSE), answer.clause or "–"))
    return table(rows, said(say.LABEL_END))


def beside(answer: Attribution, words: Words) -> list[tuple[str, str]]:
    """What is paid on top of the award, and what follows, each with its label."""
    said = words.said
    on_top = [(said(say.ON_TOP), words.shares(answer.on_top))] if answer.on_top else []
    return on_top + [(said(say.FOLLOWS), _consequence(one, words)) for one in answer.consequences]


def _consequence(one: Consequence, words: Words) -> str:
    payee, figure = words.person(one.payee), one.figure
    if figure is None and one.missing is None:
        return words.said(say.CONSEQUENCE_BARE).format(kind=one.kind, payee=payee)
    shown = words.said(say.TO_BE_SAID) if figure is None else parameter(words.said, figure)
    return words.said(say.CONSEQUENCE).format(kind=one.kind, payee=payee, figure=shown)


def _with_ids(customers: list[str], words: Words) -> str:
    def shown(id: str) -> str:
        name = words.names.get(id, id)
        return words.whole(name if id in name else words.said(NAME_AND_ID).format(name=name, id=id))

    return formats.listed(words.said, [shown(id) for id in customers])


def party(answer: Attribution, words: Words, entries: Entries) -> list[Block]:
    """Who is read as one customer and why; who is barred from them."""
    said, dossier, book = words.said, answer.dossier, answer.rulebook
    found: list[Block] = []
    members = dossier.own.party
    if len(members) > 1:
        first = [customer for customer in dossier.closing.customers if customer in members]
        ordered = [*first, *sorted(members.difference(first))]
        found += paragraph(said(say.PARTY_ONE).format(customers=words.people(ordered)))
        if dossier.closing.joint:
            found += paragraph(said(say.PARTY_JOINT), depth=2)
        for fact in dossier.links:
            event = fact.event
            if isinstance(event, CustomersLinked) and members.issuperset(event.customers):
                relation = said(VALUES[event.relation])
                line = said(say.PARTY_LINK).format(entry=entries.number(fact), relation=relation)
                found += paragraph(line, depth=2)
        if book.party is not None:
            clause = said(say.PARTY_CLAUSE).format(
                cite=book.party.cite, title=said.of_book(book.party.title) or book.party.id
            )
            found += paragraph(clause, depth=2)
    cite = next((clause.cite for clause in book.reading if clause.use == "bars-complained-of"), "")
    for agent, fact in answer.register.barred.items():
        if isinstance(fact.event, ComplaintFiled):
            complaint = fact.event.complaint
            found += paragraph(said(say.BARRED).format(agent=words.person(agent), complaint=complaint, cite=cite))
    return found


def claims(answer: Attribution, words: Words) -> list[Block]:
    """The claims on the party: when each was registered, through when it is good, and how it stands."""
    found: list[Block] = []
    for one in standings(answer):
        found += item("–" if one.rank is None else f"{one.rank}.", _claim(one, answer, words))
    return found or paragraph(words.said(say.NO_CLAIMS))


def _claim(one: Standing, answer: Attribution, words: Words) -> str:
    claim, said = one.claim, words.said
    cite = answer.rulebook.clause(claim.basis).cite
    opened = words.instant(claim.opened.recorded_at)
    agent = words.person(claim.agent)
    if one.state == "passed-on":
        state = said(PASSED_TO).format(taker=words.person(claim.passed_to))
        return said(say.CLAIM_PASSED).format(agent=agent, opened=opened, state=state, cite=cite)
    state = said(say.STATE_GOOD if one.state == "good" else say.STATE_LAPSED)
    if not claim.ends:
        return said(say.CLAIM_FOR_GOOD).format(agent=agent, opened=opened, state=state, cite=cite)
    return said(say.CLAIM).format(agent=agent, opened=opened, through=words.day(claim.through), state=state, cite=cite)


def rulebook(answer: Attribution, words: Words) -> list[Block]:
    """Under which rulebook and why that one, on which entries: names and digests, by which anyone can check."""
    said, book = words.said, answer.rulebook
    count, digest = answer.dossier.fingerprint()
    title = said.of_book(book.title) or book.name
    line = said(say.RULEBOOK_LINE).format(title=title, name=book.name, version=book.version)
    rows = [(said(say.RULEBOOK), line)]
    if answer.in_force is not None:
        rows.append((said(say.IN_FORCE), words.reason(answer.in_force)))
    rows.append((said(say.FACTS), str(count)))
    end = said(say.LABEL_END)
    found = [*table(rows, end), Block(said(say.RULEBOOK_DIGEST) + end), *paragraph(book.digest)]
    found += [Block(said(say.FACTS_DIGEST) + end), *paragraph(digest), *paragraph(said(say.FACTS_NOTE))]
    return found
