"""Random histories, kept by our recorder and by the package's recorder in memory: nobody can tell them apart."""

from __future__ import annotations

from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.dcb.popo import InMemoryDCBRecorder
from eventsourcing.persistence import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st

from leadledger.store.database import Database
from leadledger.store.records import Draft
from leadledger.store.sqlite import SQLiteDCBRecorder

ODD = [
    "",
    "customer:c1",
    "customer:c1 ",
    "agent:张三",
    "a:b:c",
    "'",
    '"',
    "'; DROP TABLE tag; --",
    "%",
    "_",
    "\x00",
    "a\x00b",
]
ODD += ["é", "e\u0301", "😀", "\n", "[1]", "1", "x" * 20_000, "CUSTOMER:C1"]

names = st.one_of(st.sampled_from(ODD), st.text(max_size=3))
few_names = st.lists(names, max_size=3)
events = st.builds(DCBEvent, type=names, data=st.binary(max_size=20), tags=few_names)
items = st.builds(DCBQueryItem, types=st.lists(names, max_size=2), tags=few_names)
queries = st.one_of(st.none(), st.builds(DCBQuery, items=st.lists(items, max_size=4)))
afters = st.one_of(st.none(), st.integers(0, 12))
limits = st.one_of(st.none(), st.integers(0, 5))
conditions = st.one_of(
    st.none(), st.builds(DCBAppendCondition, fail_if_events_match=queries.map(lambda q: q or DCBQuery()), after=afters)
)
appends = st.tuples(st.just("append"), st.lists(events, min_size=1, max_size=4), conditions)
reads = st.tuples(st.just("read"), queries, afters, limits)
histories = st.lists(st.one_of(appends, reads), max_size=12)


def answers(recorder, history):
    """What a recorder says to each step of a history."""
    for step in history:
        if step[0] == "append":
            try:
                yield recorder.append(step[1], step[2])
            except IntegrityError:
                yield "conflict"
        else:
            response = recorder.read(step[1], after=step[2], limit=step[3])
            yield response.head, list(response), response.head
    yield list(recorder.read())


@given(histories)
@settings(max_examples=200)
def test_any_history_gets_the_answers_of_the_recorder_in_memory(history):
    with Database(":memory:") as database:
        assert list(answers(SQLiteDCBRecorder(database), history)) == list(answers(InMemoryDCBRecorder(), history))


@given(st.lists(st.lists(events, min_size=1, max_size=4), min_size=1, max_size=5), queries, afters)
@settings(max_examples=100)
def test_a_conflict_names_the_first_position_that_matches(batches, query, after):
    with Database(":memory:") as database:
        recorder = SQLiteDCBRecorder(database)
        for batch in batches:
            recorder.append(batch)
        matching = [found.position for found in recorder.read(query, after=after)]
        condition = DCBAppendCondition(query or DCBQuery(), after)
        try:
            recorder.append([DCBEvent("Visited", b"")], condition)
        except IntegrityError as conflict:
            assert f"position {matching[0]}," in str(conflict)
        else:
            assert matching == []


@given(st.lists(events, min_size=1, max_size=6), st.lists(events, min_size=1, max_size=6))
@settings(max_examples=60)
def test_an_append_that_is_rolled_back_leaves_no_trace_in_what_is_answered_later(lost, kept):
    with Database(":memory:") as database:
        recorder = SQLiteDCBRecorder(database)
        with database.trial() as connection:
            drafts = [Draft(event.type, event.data, event.tags) for event in lost]
            recorder.log.append(connection, recorder.log.head(connection), drafts)
        other = InMemoryDCBRecorder()
        recorder.append(kept)
        other.append(kept)
        for event in (*lost, *kept):
            query = DCBQuery([DCBQueryItem(types=[event.type], tags=list(event.tags))])
            assert list(recorder.read(query)) == list(other.read(query))
