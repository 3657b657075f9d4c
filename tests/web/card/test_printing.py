"""The card on paper: one person's at once, an LGO's as a job; each print is in the log and is a reading."""

from __future__ import annotations

import json
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from pypdf import PdfReader

from lhr.audit import saves
from lhr.audit.models import Reading
from lhr.cli.commands.work import actor_of
from lhr.documents import press
from lhr.documents.models import PrintedPaper, PrintLog
from lhr.jobs import working
from lhr.jobs.models import Job
from tests.support.cast import Place
from tests.web.card.test_card import add, verified
from tests.web.desks import text_of

pytestmark = pytest.mark.django_db
WHY = "เก็บเข้าแฟ้มทะเบียนประวัติ"


def words_of(pdf: bytes, folder: Path) -> str:
    path = folder / "kp7.pdf"
    path.write_bytes(pdf)
    said = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return "".join(said.stdout.decode().split())


def prints(desk: Client, who: Any, **typed: str) -> Any:
    return desk.post(f"/movements/people/{who}/print/", {"save_key": saves.new_key(), "purpose": WHY, **typed})


def test_a_card_is_printed_with_its_lines_and_is_in_the_log(
    officer_desk: Client, pair: Place, registrar: Any, tmp_path: Path
) -> None:
    add(officer_desk, pair, "EDUCATION")
    verified(registrar)
    add(officer_desk, pair, "SKILL")
    form = text_of(officer_desk.get(f"/movements/people/{pair['finance']}/print/"))
    assert "พิมพ์เป็น PDF" in form
    before = Reading.objects.filter(view="card.print").count()
    answer = prints(officer_desk, pair["finance"])
    assert answer["Content-Type"] == "application/pdf"
    said = words_of(answer.content, tmp_path)
    for word in ("นายสมปอง", "รัฐศาสตรบัณฑิต", "มิ.ย.๒๕๓๖", "สามกุมภาพันธ์สองพันห้าร้อยสิบแปด", "๓๐กันยายน๒๕๗๘"):
        assert word in said
    assert "ภาษาลาว" not in said  # it waits for the registrar
    assert pair.numbers["finance"] not in said
    log = PrintLog.objects.get()
    assert (log.purpose, log.person_id) == (WHY, pair["finance"])
    assert Reading.objects.filter(view="card.print").count() == before + 1
    attached = PdfReader(BytesIO(answer.content)).attachments
    (record,) = (json.loads(files[0]) for files in attached.values())
    assert record["person"]["name"] == "นายสมปอง ทดสอบท่าอุเทน"


def test_discipline_is_not_printed_unproved_and_the_past_is_printed_as_it_was(
    officer_desk: Client, pair: Place, registrar: Any, tmp_path: Path
) -> None:
    add(officer_desk, pair, "DISCIPLINE")
    verified(registrar)
    add(officer_desk, pair, "SKILL")
    verified(registrar)
    today = words_of(prints(officer_desk, pair["finance"]).content, tmp_path)
    assert "ภาษาลาว" in today
    assert "ภาคทัณฑ์" not in today
    assert "๑๑.การได้รับโทษทางวินัย" in today
    assert "ไม่พิมพ์ในฉบับนี้" in today  # an item left out would read as a clean record
    then = words_of(prints(officer_desk, pair["finance"], known="1 ก.ค. 2561").content, tmp_path)
    assert "ภาษาลาว" not in then
    assert "๑กรกฎาคม๒๕๖๑" in then


def test_a_day_typed_in_figures_is_printed_as_the_card_writes_days(
    officer_desk: Client, pair: Place, registrar: Any, tmp_path: Path
) -> None:
    add(officer_desk, pair, "SKILL", since="5/3/2560")
    verified(registrar)
    assert "๕มี.ค.๒๕๖๐" in words_of(prints(officer_desk, pair["finance"]).content, tmp_path)


def test_a_purpose_is_asked_for_and_a_press_that_fails_notes_nothing(
    officer_desk: Client, pair: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "ต้องเลือกหนึ่งรายการ" in text_of(prints(officer_desk, pair["finance"], purpose=""))

    def broken(*_: object, **__: object) -> bytes:
        raise press.NotSet("no press")

    monkeypatch.setattr("lhr.documents.actions.printing.paper", broken)
    page = text_of(prints(officer_desk, pair["finance"]))
    assert "ยังไม่มีการบันทึกว่าพิมพ์" in page
    assert not PrintLog.objects.exists()


def test_an_lgo_is_printed_as_one_job_and_fetched_as_one_zip(officer_desk: Client, pair: Place) -> None:
    page = text_of(officer_desk.get("/movements/card/print/"))
    assert f"{len(pair.people)} คน" in page
    sent = officer_desk.post("/movements/card/print/", {"save_key": saves.new_key()})
    job = Job.objects.get()
    assert sent["Location"] == f"/jobs/{job.pk}/"
    assert officer_desk.get(f"/movements/card/print/{job.pk}/").status_code == 404
    assert working.one(actor_of)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("DONE", len(pair.people), len(pair.people))
    assert f"/movements/card/print/{job.pk}/" in text_of(officer_desk.get(f"/jobs/{job.pk}/"))
    bundle = officer_desk.get(f"/movements/card/print/{job.pk}/")
    with ZipFile(BytesIO(bundle.content)) as kept:
        assert len(kept.namelist()) == len(pair.people)
        assert all(PdfReader(BytesIO(kept.read(name))).pages for name in kept.namelist())
    assert PrintLog.objects.count() == PrintedPaper.objects.count() == len(pair.people)
