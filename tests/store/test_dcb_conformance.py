"""The package's own cases for a DCB recorder, unchanged, on a file and in memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from eventsourcing.dcb.persistence import DCBInfrastructureFactory
from eventsourcing.dcb.tests import DCBRecorderTestCase
from eventsourcing.persistence import Tracking

from leadledger.store.sqlite import SQLiteDCBFactory, SQLiteDCBRecorder


@pytest.fixture(params=["office.db", ":memory:"])
def factory(request, tmp_path):
    name = request.param if request.param == ":memory:" else str(tmp_path / request.param)
    made = DCBInfrastructureFactory.construct({"PERSISTENCE_MODULE": "leadledger.store.sqlite", "SQLITE_DBNAME": name})
    yield made
    made.close()


def test_the_package_s_case_for_appending_and_reading_passes_as_it_stands(factory):
    DCBRecorderTestCase()._test_append_read(factory.dcb_recorder())


def test_the_package_s_case_for_subscribing_passes_as_it_stands(factory):
    DCBRecorderTestCase()._test_append_subscribe(factory.dcb_recorder())


def test_the_persistence_module_names_exactly_one_factory(factory):
    assert type(factory) is SQLiteDCBFactory
    assert type(factory.dcb_recorder()) is SQLiteDCBRecorder


def test_two_recorders_of_one_factory_share_their_events(factory):
    one, other = factory.dcb_recorder(), factory.dcb_recorder()
    DCBRecorderTestCase()._test_append_read(one)
    assert [event.position for event in other.read()] == [event.position for event in one.read()]


def test_the_tracking_recorder_is_the_package_s_own(factory):
    recorder = factory.tracking_recorder()
    recorder.insert_tracking(Tracking("statements", 7))
    assert recorder.max_tracking_id("statements") == 7
    assert factory.tracking_recorder().has_tracking_id("statements", 7)


def test_a_factory_without_a_path_is_refused():
    with pytest.raises(OSError, match="SQLITE_DBNAME is not set"):
        DCBInfrastructureFactory.construct({"PERSISTENCE_MODULE": "leadledger.store.sqlite"})


def test_what_the_factory_wrote_is_there_when_it_is_made_again(tmp_path: Path):
    settings = {"PERSISTENCE_MODULE": "leadledger.store.sqlite", "SQLITE_DBNAME": str(tmp_path / "office.db")}
    first = DCBInfrastructureFactory.construct(settings)
    DCBRecorderTestCase()._test_append_read(first.dcb_recorder())
    first.close()
    second = DCBInfrastructureFactory.construct(settings)
    assert second.dcb_recorder().read().head == 13
    second.close()
