"""The bytes outside the database: put before the row, kept through everything, served only as they were put."""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

from lhr.access.actor import Actor, Duty, operator
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit import locked
from lhr.cli import main
from lhr.documents import actions, cited, pending, queries, store
from lhr.documents.models import Evidence, StoredFile, Upload
from lhr.documents.store import Folder
from lhr.documents.storing import Fault, Faulty, faults
from lhr.kernel import clock
from lhr.kernel.rules import RuleBroken
from tests.support import scans
from tests.support.postgresql import OWNER

LGO, PATH = uuid4(), "/48/4801/x/"
ORDER = cited.order("449", date(2018, 7, 30), 2561)
SCAN = scans.checked(2)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own; the others share one, where a file can only ever be found under its own digest."""
    monkeypatch.setenv("LHR_EVIDENCE_DIR", str(tmp_path / "evidence"))
    return tmp_path / "evidence"


def attach(scan: scans.Checked = SCAN) -> Evidence:
    by = Actor(day=date(2018, 8, 1), account_id=uuid4(), name="สมใจ", duties=(Duty(Role.OFFICER, PATH, LGO),))
    return actions.attach(
        by=by, organisation_id=LGO, path=PATH, of=ORDER, scan=scan, permission=Permission.MOVEMENT_KEY
    )


def place_of(shelf: Path, sha256: str) -> Path:
    return shelf / sha256[:2] / sha256[2:4] / sha256


def age(path: Path, **ago: float) -> None:
    then = time.time() - timedelta(**ago).total_seconds()
    os.utime(path, (then, then))


def sweep() -> int:
    return actions.sweep_files(by=operator(clock.today(), "test"))


# --- the folder -------------------------------------------------------------------------------------------------------


def test_a_file_stands_under_its_digest_for_its_own_user_alone(shelf: Path) -> None:
    store.put(SCAN.sha256, SCAN.content)
    path = place_of(shelf, SCAN.sha256)
    assert path.read_bytes() == SCAN.content
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [name for name, _ in Folder().names()] == [SCAN.sha256]
    assert store.read(SCAN.sha256) == SCAN.content


def test_bytes_of_another_digest_are_not_put(shelf: Path) -> None:
    with pytest.raises(ValueError, match="not the bytes"):
        store.put(SCAN.sha256, b"other")
    assert not shelf.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "/x", "", "a" * 64 + ".." + "/x"])
def test_no_name_from_outside_becomes_a_path(shelf: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a digest"):
        Folder().get(name)


def test_a_write_that_fails_leaves_nothing_behind(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.put(SCAN.sha256, SCAN.content)
    assert list(Folder().names()) == []


def test_put_again_it_mends_what_was_damaged(shelf: Path) -> None:
    store.put(SCAN.sha256, SCAN.content)
    place_of(shelf, SCAN.sha256).write_bytes(b"worm")
    store.put(SCAN.sha256, SCAN.content)
    assert store.read(SCAN.sha256) == SCAN.content


def test_another_store_can_stand_behind_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LHR_EVIDENCE_STORE", f"{__name__}.InMemory")
    store.put(SCAN.sha256, SCAN.content)
    assert InMemory.kept == {SCAN.sha256: SCAN.content}
    assert store.read(SCAN.sha256) == SCAN.content


class InMemory:
    kept: dict[str, bytes] = {}  # noqa: RUF012 - one store, however often it is asked for

    def put(self, sha256: str, content: bytes) -> None:
        self.kept[sha256] = content

    def get(self, sha256: str) -> bytes | None:
        return self.kept.get(sha256)


@pytest.mark.rule("EV-04")
def test_EV04_what_was_attached_is_handed_out_as_it_was(db: None, shelf: Path) -> None:
    attach()
    assert queries.content(queries.scans_of(LGO, ORDER)[0]) == SCAN.content


@pytest.mark.rule("EV-04", breaks=True)
@pytest.mark.parametrize(
    ("harm", "says"), [("gone", "EV-04.1 ไม่พบไฟล์หลักฐานนี้ในคลัง"), ("flipped", "EV-04.2 ไฟล์หลักฐานนี้ไม่ตรง")]
)
def test_EV04_what_is_not_what_was_put_is_never_served_and_the_log_calls(
    db: None, shelf: Path, caplog: pytest.LogCaptureFixture, harm: str, says: str
) -> None:
    attach()
    path = place_of(shelf, SCAN.sha256)
    path.unlink() if harm == "gone" else path.write_bytes(SCAN.content[:-1] + b"!")
    with caplog.at_level(logging.ERROR), pytest.raises(RuleBroken) as broken:
        queries.content(queries.scans_of(LGO, ORDER)[0])
    (found,) = broken.value.findings
    assert says in f"{found.code} {found.says()}"
    assert f"แจ้งผู้ดูแลระบบพร้อมรหัส {SCAN.sha256[:12]}" in found.remedy()
    assert f"evidence {'missing' if harm == 'gone' else 'damaged'}: {SCAN.sha256}" in caplog.text


# --- rows and files ---------------------------------------------------------------------------------------------------


def test_an_act_that_is_taken_back_leaves_a_file_that_no_row_names(db: None, shelf: Path) -> None:
    with transaction.atomic():
        attach()
        transaction.set_rollback(True)  # the act fails behind the attaching
    assert not StoredFile.objects.exists()
    assert store.store().has(SCAN.sha256)
    assert sweep() == 0  # fresh: its row could still be on its way
    age(place_of(shelf, SCAN.sha256), days=1, minutes=1)
    assert sweep() == 1
    assert not store.store().has(SCAN.sha256)


def test_the_sweep_leaves_what_the_register_or_a_form_names_however_old(db: None, shelf: Path) -> None:
    attach()
    waits = pending.keep(scans.pdf(3), name="b.pdf", account=uuid4())
    for sha256 in (SCAN.sha256, waits.sha256):
        age(place_of(shelf, sha256), days=400)
    assert sweep() == 0
    assert (store.read(SCAN.sha256), store.read(waits.sha256)) == (SCAN.content, scans.pdf(3))


def test_the_sweep_takes_waiting_files_past_their_days_and_what_a_crash_left(db: None, shelf: Path) -> None:
    waits = pending.keep(scans.pdf(3), name="b.pdf", account=uuid4())
    Upload.objects.filter(key=waits.key).update(at=clock.now() - timedelta(days=8))
    path = place_of(shelf, waits.sha256)
    half = path.with_name(f"{waits.sha256}.{uuid4().hex}.new")
    half.write_bytes(b"%PDF")
    for one in (path, half):
        age(one, days=8)
    assert sweep() == 2
    assert list(Folder().names()) == []


def test_a_file_that_is_put_while_the_sweep_looks_stays(db: None, shelf: Path) -> None:
    """Between the sweep's question to the tables and its taking, an officer attaches the very same bytes."""
    store.put(SCAN.sha256, SCAN.content)
    age(place_of(shelf, SCAN.sha256), days=2)
    before = clock.now() - timedelta(days=1)

    def attached_now() -> bool:
        attach()  # finds nothing under the digest any more, and writes it anew
        return True

    assert not Folder().take_away(SCAN.sha256, before=before, named=attached_now)
    assert store.read(SCAN.sha256) == SCAN.content
    store.put(SCAN.sha256, SCAN.content)  # touched only; it counts as fresh
    assert not Folder().take_away(SCAN.sha256, before=before, named=lambda: False)
    assert store.read(SCAN.sha256) == SCAN.content


def test_a_waiting_file_whose_bytes_are_gone_does_not_wait(db: None, shelf: Path) -> None:
    account = uuid4()
    waits = pending.keep(scans.pdf(3), name="b.pdf", account=account)
    place_of(shelf, waits.sha256).unlink()
    assert pending.held(waits.key, account=account) is None


def test_the_check_names_what_is_missing_damaged_and_orphaned(
    db: None, shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, missing, damaged = (attach(scans.checked(mark=mark)) for mark in ("whole", "missing", "damaged"))
    place_of(shelf, missing.file_id).unlink()
    place_of(shelf, damaged.file_id).write_bytes(b"worm")
    orphan = hashlib.sha256(b"orphan").hexdigest()
    store.put(orphan, b"orphan")
    age(place_of(shelf, orphan), days=2)
    waits = pending.keep(scans.pdf(5), name="b.pdf", account=uuid4())
    place_of(shelf, waits.sha256).unlink()
    assert {*faults()} == {
        Faulty(missing.file_id, Fault.MISSING, (str(missing.id),)),
        Faulty(damaged.file_id, Fault.DAMAGED, (str(damaged.id),)),
        Faulty(waits.sha256, Fault.MISSING),
        Faulty(orphan, Fault.ORPHANED),
    }
    assert main.main(["evidence", "check"]) == 1
    said = capsys.readouterr().out
    assert f"{missing.file_id}  หายไป กู้จากสำเนาสำรอง" in said
    assert whole.file_id not in said
    assert "missing 2, damaged 1, orphaned 1" in said


def test_a_whole_store_is_said_to_be_whole(db: None, shelf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    attach()
    assert main.main(["evidence", "check"]) == 0
    assert "missing 0, damaged 0, orphaned 0" in capsys.readouterr().out


def test_check_config_says_when_nothing_can_be_written(
    db: None, shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.write_text("a file where the folder should be")
    assert main.main(["check-config"]) == 1
    assert f"LHR_EVIDENCE_DIR: nothing can be written to {shelf}" in capsys.readouterr().err


def test_check_config_says_when_production_names_no_folder(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("lhr.config.production", lambda: True)
    assert main.main(["check-config"]) == 1
    assert "LHR_EVIDENCE_DIR: unset; name a folder" in capsys.readouterr().err


# --- leaving the database ---------------------------------------------------------------------------------------------


@pytest.fixture
def as_owner(own_database: str) -> Iterator[None]:
    """The connection of who migrates."""
    settings = connection.settings_dict
    application = settings["USER"]
    connection.close()
    settings["USER"] = OWNER if application else ""
    try:
        locked.unlock(connection)
        yield
    finally:
        connection.close()
        settings["USER"] = application


def migrate(name: str) -> StateApps:
    executor = MigrationExecutor(connection)
    return executor.migrate([("documents", name)]).apps


def test_the_bytes_leave_the_database_once_and_a_move_that_broke_off_goes_on(
    as_owner: None, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = migrate("0006_a_print_can_be_held_against_the_record")
    files = [scans.checked(mark=f"{number}") for number in range(25)]
    for one in files:
        before.get_model("documents", "StoredFile").objects.create(
            sha256=one.sha256, content=one.content, size=len(one.content)
        )
    waits = scans.checked(9)
    before.get_model("documents", "Upload").objects.create(
        account=uuid4(), name="b.pdf", sha256=waits.sha256, media_type="application/pdf", pages=9,
        content=waits.content, at=clock.now(),
    )  # fmt: skip
    put, done = Folder.put, []

    def full(self: Folder, sha256: str, content: bytes) -> None:
        if len(done) == 14:
            raise OSError(28, "No space left on device")
        done.append(sha256)
        put(self, sha256, content)

    monkeypatch.setattr(Folder, "put", full)
    with pytest.raises(OSError, match="No space"):
        migrate("0007_bytes_leave_the_database")
    assert before.get_model("documents", "StoredFile").objects.exclude(content=b"").count() == 25
    monkeypatch.setattr(Folder, "put", lambda self, sha256, content: (done.append(sha256), put(self, sha256, content)))
    migrate("0007_bytes_leave_the_database")
    assert sorted(done) == sorted([*(one.sha256 for one in files), waits.sha256])  # each was put once
    assert {one.sha256: store.read(one.sha256) for one in files} == {one.sha256: one.content for one in files}
    assert StoredFile.objects.count() == 25
    assert Upload.objects.get().sha256 == waits.sha256
    assert store.read(waits.sha256) == waits.content


def test_bytes_that_were_damaged_in_the_database_stop_the_move(as_owner: None, shelf: Path) -> None:
    before = migrate("0006_a_print_can_be_held_against_the_record")
    before.get_model("documents", "StoredFile").objects.create(sha256="a" * 64, content=b"worm", size=4)
    with pytest.raises(ValueError, match="restore the row first"):
        migrate("0007_bytes_leave_the_database")
