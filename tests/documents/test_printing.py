"""Printing a card: who may, what is noted of it, and what its QR tells anybody."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
import zxingcpp
from django.db import DatabaseError, connection, transaction
from pypdf import PdfReader

from lhr import config
from lhr.access.actor import Actor, Duty
from lhr.access.permissions import Permission
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.audit.models import Change, Reading
from lhr.audit.queries import readings_of
from lhr.documents import actions, press
from lhr.documents.models import PrintLog
from lhr.documents.qr_token import Signer, spoken
from lhr.documents.verifying import issued
from lhr.kernel.digits import to_thai
from tests.support.kp7 import LONGEST_LGO, card
from tests.support.papers import pictures_of, text_of

pytestmark = pytest.mark.django_db

LGO, PATH, PERSON = uuid4(), "/48/4801/x/", uuid4()
DAY = date(2018, 8, 1)
SMALL = card(photos=(), photo=None, blocks=card().blocks[1:])


def officer(path: str = PATH) -> Actor:
    return Actor(
        day=DAY, account_id=uuid4(), name="นางสาวสมใจ ดีงาม", duties=(Duty(Role.OFFICER, path, LGO),), via="card"
    )


def printed(by: Actor | None = None) -> bytes:
    return actions.print_card(
        by=by or officer(),
        permission=Permission.PERSON_READ,
        path=PATH,
        person_id=PERSON,
        card=SMALL,
        purpose="ตรวจสอบก่อนเลื่อนเงินเดือน",
        as_of=DAY,
        known_at=7,
    )


def qr_of(pdf: bytes, folder: Path) -> str:
    (page,) = pictures_of(pdf, folder, dpi=72, only=1)
    (found,) = zxingcpp.read_barcodes(page)
    return str(found.text)


def test_a_print_is_logged_read_and_in_the_book() -> None:
    by = officer()
    made = printed(by)
    log = PrintLog.objects.get()
    assert (log.person_id, log.printed_by, log.printed_by_name) == (PERSON, by.account_id, by.name)
    assert (log.purpose, log.as_of, log.known_at) == ("ตรวจสอบก่อนเลื่อนเงินเดือน", DAY, 7)
    assert log.sha256 == hashlib.sha256(made).hexdigest()
    (record,) = PdfReader(BytesIO(made)).attachments["kp7.json"]
    assert log.record_sha256 == hashlib.sha256(record).hexdigest()
    assert json.loads(record)["document"]["number"] == spoken(log.number)
    (of,) = readings_of(PERSON)
    assert (of.reading.view, of.reading.purpose) == ("card.print", log.purpose)
    change = Change.objects.get(tag="documents:card:printed")
    assert (change.subject_id, change.actor_account) == (str(log.number), by.account_id)


def test_the_paper_says_who_printed_it_and_its_number(tmp_path: Path) -> None:
    read = text_of(printed(), tmp_path)
    assert to_thai(spoken(PrintLog.objects.get().number)) in read
    assert "พิมพ์โดยนางสาวสมใจดีงามเมื่อ" in read


def test_who_has_no_right_prints_nothing_and_nothing_is_noted() -> None:
    with pytest.raises(Denied):
        printed(officer("/48/4802/y/"))
    assert (PrintLog.objects.count(), Reading.objects.count()) == (0, 0)


def test_a_paper_that_could_not_be_set_is_not_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise press.NotSet("kp7: TypstError")

    monkeypatch.setattr(press.Press, "set", broken)
    with pytest.raises(press.NotSet):
        printed()
    assert (PrintLog.objects.count(), Reading.objects.count()) == (0, 0)


def test_a_print_whose_reading_cannot_be_noted_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr("lhr.documents.actions.printing.reading", full)
    with pytest.raises(DatabaseError):
        printed()
    assert PrintLog.objects.count() == 0


def test_the_log_is_never_altered() -> None:
    printed()
    for sql in ("UPDATE documents_printlog SET purpose = 'x'", "DELETE FROM documents_printlog"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_the_qr_on_the_paper_is_known_to_the_register(tmp_path: Path) -> None:
    address = qr_of(printed(), tmp_path)
    log = PrintLog.objects.get()
    start = f"{config.origin()}/v/".upper()
    assert address.startswith(start)
    found = issued(address.removeprefix(start))
    assert found is not None
    assert (found.number, found.issued_on, found.lgo) == (log.number, DAY, LONGEST_LGO)
    assert found.record_sha256 == log.record_sha256


def test_a_paper_stays_known_when_the_key_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = qr_of(printed(), tmp_path).rpartition("/")[2]
    old = Signer(*config.print_key())
    monkeypatch.setenv("LHR_PRINT_KEY", "2:" + "5a" * 32)
    assert issued(letters) is None
    monkeypatch.setenv("LHR_PRINT_PUBLIC_KEYS", f"{old.number}:{old.public.hex()}")
    assert issued(letters) is not None


def test_a_signed_token_of_a_print_that_is_not_in_the_log_is_unknown(tmp_path: Path) -> None:
    sid = transaction.savepoint()
    letters = qr_of(printed(), tmp_path).rpartition("/")[2]
    assert issued(letters) is not None
    transaction.savepoint_rollback(sid)
    assert issued(letters) is None
    assert issued("A" * 149) is None


def test_a_demonstration_says_so_on_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LHR_DEMO", "yes")
    assert "ข้อมูลสาธิต" in text_of(printed(), tmp_path)
