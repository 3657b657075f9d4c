"""A scan is kept once, for good; what waits for its form is the account's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from lhr.access.actor import Actor, Duty
from lhr.access.permissions import Permission
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.audit.models import Change
from lhr.documents import actions, cited, pending, queries
from lhr.documents.models import DayOfUploads, Evidence, StoredFile, Upload
from lhr.kernel import clock
from lhr.kernel.rules import RuleBroken
from tests.support import scans

pytestmark = pytest.mark.django_db

LGO, PATH, SIGNED = uuid4(), "/48/4801/x/", date(2018, 7, 30)
ORDER = cited.order("449", SIGNED, 2561)


def officer(path: str = PATH) -> Actor:
    return Actor(
        day=date(2018, 8, 1), account_id=uuid4(), name="สมใจ", duties=(Duty(Role.OFFICER, path, LGO),)
    )


def attach(by: Actor | None = None, *, of: str = ORDER, mark: str = "") -> Evidence:
    return actions.attach(
        by=by or officer(),
        organisation_id=LGO,
        path=PATH,
        of=of,
        scan=scans.checked(2, mark=mark),
        permission=Permission.MOVEMENT_KEY,
    )


@pytest.mark.parametrize("written", ["๔๔๙/๒๕๖๑", "449/2561", " 449 / 2561", "449"])
def test_an_order_is_the_same_however_its_number_is_typed(written: str) -> None:
    assert cited.order(written, SIGNED) == ORDER


def test_without_number_or_day_no_order_is_named() -> None:
    assert cited.order("", SIGNED) == cited.order("449", None) == ""
    assert cited.order("449/2560", SIGNED) != ORDER


def test_a_scan_serves_every_line_of_its_order_and_stands_in_the_book() -> None:
    made = attach()
    (scan,) = queries.scans_of(LGO, ORDER)
    assert (scan.id, scan.pages, scan.added_by_name, scan.extension) == (made.id, 2, "สมใจ", "pdf")
    assert queries.content(scan) == scans.pdf(2)
    assert Change.objects.get(subject_id=str(made.id)).tag == "documents:evidence:attached"
    assert queries.scans_of(uuid4(), ORDER) == ()


def test_the_same_file_twice_is_stored_once_and_for_another_order_not_again() -> None:
    assert attach().id == attach(officer()).id
    other = attach(of=cited.order("450", SIGNED))
    assert StoredFile.objects.count() == 1
    assert Evidence.objects.count() == 2
    assert other.file_id == scans.checked(2).sha256


def test_a_better_scan_stands_before_the_earlier_one_which_stays() -> None:
    first, second = attach(), attach(mark="better")
    assert [scan.id for scan in queries.scans_of(LGO, ORDER)] == [second.id, first.id]


def test_who_may_not_key_here_attaches_nothing() -> None:
    with pytest.raises(Denied):
        attach(officer("/48/4802/y/"))
    assert not StoredFile.objects.exists()


def test_bytes_that_were_not_looked_at_are_not_kept() -> None:
    with pytest.raises(ValueError, match="not the bytes"):
        actions.attach(
            by=officer(),
            organisation_id=LGO,
            path=PATH,
            of=ORDER,
            scan=replace(scans.checked(), content=b"%PDF- other"),
            permission=Permission.MOVEMENT_KEY,
        )


@pytest.mark.parametrize("table", ["documents_storedfile", "documents_evidence"])
@pytest.mark.parametrize("change", ["UPDATE {t} SET {c} = {c}", "DELETE FROM {t}"])
def test_the_database_itself_lets_no_scan_be_altered(table: str, change: str) -> None:
    attach()
    column = "size" if table == "documents_storedfile" else "pages"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(t=table, c=column))
    assert Evidence.objects.count() == 1


def test_what_waits_is_the_accounts_own_and_goes_when_dropped() -> None:
    mine, theirs = uuid4(), uuid4()
    held = pending.keep(scans.pdf(3), name="คำสั่ง.pdf", account=mine)
    assert (held.name, held.pages) == ("คำสั่ง.pdf", 3)
    assert pending.held(held.key, account=mine) == held
    assert pending.held(held.key, account=theirs) is None
    assert pending.opened(held.key, account=theirs) is None
    opened = pending.opened(held.key, account=mine)
    assert opened is not None
    assert opened.content == scans.pdf(3)
    pending.drop(held.key, account=theirs)
    assert Upload.objects.count() == 1
    pending.drop(held.key, account=mine)
    assert Upload.objects.count() == 0


def test_what_nobody_saved_is_gone_after_some_days() -> None:
    account = uuid4()
    old = pending.keep(scans.pdf(), name="a.pdf", account=account)
    Upload.objects.filter(key=old.key).update(at=clock.now() - timedelta(days=8))
    pending.keep(scans.pdf(2), name="b.pdf", account=account)
    assert pending.held(old.key, account=account) is None


@pytest.mark.rule("EV-03", breaks=True)
def test_EV03_an_account_sends_so_many_megabytes_a_day_refused_ones_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LHR_SCAN_DAY_MB", "1")
    mine, size = uuid4(), 700_000
    with pytest.raises(RuleBroken) as broken:
        pending.keep(b"no scan at all".ljust(size), name="x", account=mine)
    assert [f.code for f in broken.value.findings] == ["EV-01.1"]
    big = scans.picture("PNG", size=(900, 1200)) + b"\0" * 400_000
    with pytest.raises(RuleBroken) as broken:
        pending.keep(big, name="x.png", account=mine)
    (found,) = broken.value.findings
    assert found.code == "EV-03.2"
    assert found.says() == "วันนี้ท่านส่งไฟล์ครบ 1 MB แล้ว"
    assert "บันทึกรายการไว้ก่อนโดยไม่แนบไฟล์ได้" in found.remedy()
    assert pending.keep(big, name="x.png", account=uuid4()).pages == 1
    assert pending.keep(scans.pdf(), name="small.pdf", account=mine).pages == 1
    DayOfUploads.objects.filter(account=mine).update(day=clock.today() - timedelta(days=1))
    assert pending.keep(big, name="x.png", account=mine).pages == 1


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\Users\\me\\คำสั่ง.pdf", "คำสั่ง.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("abc\u202efdp.exe", "abcfdp.exe"),
        ("ก" * 200 + ".pdf", "ก" * 40 + "…" + "ก" * 16 + ".pdf"),
    ],
)
def test_a_file_name_is_only_ever_shown(given: str, shown: str) -> None:
    assert pending.shown_name(given) == shown
