"""``key new``, ``checkpoint``, and ``verify --checkpoint``."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leadledger.events import HoldReleased
from leadledger.ledger import open as open_ledger
from tests.cli.running import Run, refused, run


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "office.key"
    run("key", "new", "example.com/office", "--out", path)
    return path


def _public(key: Path) -> str:
    from leadledger.disputes.signing import signing_key

    return str(signing_key(key.read_text()).verifier)


def one_more(office: Path) -> None:
    with open_ledger(office) as ledger:
        ledger.record(HoldReleased(occurred_at=datetime(2026, 4, 1, tzinfo=UTC), deal="d1"))


def unwrapped(done: Run) -> str:
    return " ".join(done.out.split())


def test_a_new_key_is_for_its_owner_alone_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "office.key"
    told = run("key", "new", "example.com/office", "--out", path)
    assert told.code == 0
    assert told.out.splitlines()[-1] == _public(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    assert "never overwritten" in refused(run("key", "new", "example.com/office", "--out", path))
    assert path.read_bytes() == before
    (as_json,) = run("key", "new", "example.com/b", "--out", tmp_path / "b.key", "--json").objects
    assert as_json == {
        "file": str(tmp_path / "b.key"),
        "name": "example.com/b",
        "verifier_key": _public(tmp_path / "b.key"),
    }


def test_a_name_that_no_key_can_have_makes_no_file(tmp_path: Path) -> None:
    assert "cannot be the name of a key" in refused(run("key", "new", "two words", "--out", tmp_path / "a.key"))
    assert not (tmp_path / "a.key").exists()


def test_a_checkpoint_is_signed_and_the_ledger_held_to_it_later(office: Path, key: Path, tmp_path: Path) -> None:
    kept = tmp_path / "march.txt"
    done = run("checkpoint", office, "--key", key, "--out", kept)
    assert done.code == 0
    assert "signed by example.com/office" in unwrapped(done)
    assert run("checkpoint", office, "--key", key).out == kept.read_text()
    one_more(office)
    told = run("verify", office, "--checkpoint", kept, "--signed-by", _public(key))
    assert told.code == 0
    assert "It begins with the entries of the checkpoint, signed by example.com/office: 8." in unwrapped(told)
    plain = run("verify", office, "--json")
    assert run("verify", office, "--json", "--checkpoint", kept, "--signed-by", _public(key)) == plain


def test_a_ledger_that_does_not_begin_so_ends_with_1(office: Path, key: Path, tmp_path: Path) -> None:
    kept = tmp_path / "march.txt"
    one_more(office)
    run("checkpoint", office, "--key", key, "--out", kept)
    other = tmp_path / "other.db"
    with open_ledger(other) as ledger:
        ledger.record([HoldReleased(occurred_at=datetime(2026, 4, 1, tzinfo=UTC), deal=f"d{one}") for one in range(9)])
    done = run("verify", other, "--checkpoint", kept, "--signed-by", _public(key), "--json")
    assert done.code == 1
    assert done.objects[0]["first_bad"] == {
        "position": None,
        "why": "the first 9 entries are not those of the head kept",
    }


def test_who_has_no_ledger_checks_how_it_grew(office: Path, key: Path, tmp_path: Path) -> None:
    older, grown, public = tmp_path / "march.txt", tmp_path / "april.txt", tmp_path / "office.pub"
    public.write_text(_public(key) + "\n")
    run("checkpoint", office, "--key", key, "--out", older)
    one_more(office)
    assert run("checkpoint", office, "--key", key, "--since", older, "--out", grown).code == 0
    told = run("verify", grown, "--checkpoint", older, "--signed-by", public)
    assert told.code == 0
    assert "a ledger of 9 entries begins with the 8 of the checkpoint" in unwrapped(told)
    with open_ledger(office) as ledger:
        root = ledger.head().root
    (as_json,) = run("verify", grown, "--checkpoint", older, "--signed-by", public, "--json").objects
    assert as_json == {"ok": True, "events": 9, "head": root, "why": None}
    assert run("verify", office, "--checkpoint", grown, "--signed-by", public).code == 0  # a checkpoint itself
    one_more_since = run("checkpoint", office, "--key", key, "--since", grown)
    assert one_more_since.out.startswith("old 9\n\n")


def test_a_file_that_shows_nothing_ends_with_1(office: Path, key: Path, tmp_path: Path) -> None:
    older, grown = tmp_path / "march.txt", tmp_path / "april.txt"
    run("checkpoint", office, "--key", key, "--out", older)
    one_more(office)
    run("checkpoint", office, "--key", key, "--since", older, "--out", grown)
    lines = grown.read_text().splitlines(keepends=True)
    grown.write_text("".join([lines[0], *lines[2:]]))
    done = run("verify", grown, "--checkpoint", older, "--signed-by", _public(key))
    assert done.code == 1
    assert "does not show that the 9 entries begin with the 8" in unwrapped(done)
    (as_json,) = run("verify", grown, "--checkpoint", older, "--signed-by", _public(key), "--json").objects
    assert (as_json["ok"], as_json["events"]) == (False, None)


def test_a_changed_checkpoint_is_refused(office: Path, key: Path, tmp_path: Path) -> None:
    kept = tmp_path / "march.txt"
    run("checkpoint", office, "--key", key, "--out", kept)
    kept.write_text(kept.read_text().replace("\n8\n", "\n7\n"))
    said = refused(run("verify", office, "--checkpoint", kept, "--signed-by", _public(key)))
    assert said == (
        f"{kept}: the signature by example.com/office is not good: the text was changed after it was signed"
    )


def test_a_checkpoint_by_another_key_is_refused(office: Path, key: Path, tmp_path: Path) -> None:
    kept, other = tmp_path / "march.txt", tmp_path / "other.key"
    run("checkpoint", office, "--key", key, "--out", kept)
    run("key", "new", "example.com/office", "--out", other)
    said = refused(run("verify", office, "--checkpoint", kept, "--signed-by", _public(other)))
    assert f"is not signed by {_public(other)}" in said
    assert "is not signed by" in refused(run("checkpoint", office, "--key", other, "--since", kept))
    with_older_key = run("checkpoint", office, "--key", other, "--since", kept, "--signed-by", _public(key))
    assert with_older_key.out.startswith("old 8\n")


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (["verify", "{office}", "--checkpoint", "{key}"], "need each other"),
        (["verify", "{office}", "--signed-by", "{public}"], "need each other"),
        (
            ["verify", "{office}", "--head", "8:" + "0" * 64, "--checkpoint", "a", "--signed-by", "{public}"],
            "one of them",
        ),
        (
            ["verify", "{office}", "--checkpoint", "nowhere", "--signed-by", "{public}"],
            "--checkpoint nowhere: No such file",
        ),
        (["verify", "{office}", "--checkpoint", "{office}", "--signed-by", "{public}"], "UTF-8"),
        (["verify", "{office}", "--checkpoint", "{key}", "--signed-by", "{public}"], "no signed text"),
        (["verify", "{office}", "--checkpoint", "{key}", "--signed-by", "{key}"], "shown to nobody"),
        (["verify", "{office}", "--checkpoint", "{key}", "--signed-by", "a+b+c"], "--signed-by a+b+c: that is no key"),
        (
            ["verify", "{office}", "--checkpoint", "{key}", "--signed-by", "nowhere"],
            "--signed-by nowhere: No such file",
        ),
        (["checkpoint", "{office}", "--key", "nowhere"], "--key nowhere: No such file"),
        (["checkpoint", "{office}", "--key", "{office}"], "--key"),
        (["checkpoint", "{office}", "--key", "{key}", "--signed-by", "{public}"], "--signed-by needs --since"),
        (["checkpoint", "nowhere.db", "--key", "{key}"], "there is no such ledger"),
        (["checkpoint", "{office}", "--key", "{key}", "--out", "{key}"], "is there already"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(office: Path, key: Path, argv: list[str], why: str) -> None:
    named = {"office": office, "key": key, "public": _public(key)}
    assert why in refused(run(*(word.format(**named) for word in argv)))
