"""What cannot be set says so in Thai with a way on, at every door that prints; nothing is noted as printed."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from lhr.audit import saves
from lhr.audit.models import Reading
from lhr.cli.commands.work import actor_of
from lhr.documents import press
from lhr.documents.actions import printing
from lhr.documents.models import PrintLog
from lhr.jobs import working
from lhr.jobs.models import Job
from lhr.people import queries as people
from lhr.registry_rights import nine_steps
from tests.support.cast import TODAY, Place
from tests.web.desks import text_of

pytestmark = pytest.mark.django_db
DOORS = ("/rights/{lgo}/sem102.pdf", "/help/nine-steps.pdf")


@pytest.fixture
def no_press(monkeypatch: pytest.MonkeyPatch) -> None:
    """A typesetting program that ends over every paper."""
    monkeypatch.setattr(press, "_COMMAND", (sys.executable, "-c", "pass"))
    monkeypatch.setattr(press, "PRESS", press.Press())
    nine_steps.paper.cache_clear()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.usefixtures("no_press")
def test_a_paper_that_cannot_be_set_is_told_with_a_way_on(officer_desk: Client, pair: Place, door: str) -> None:
    address = door.format(lgo=pair.lgo.pk)
    answer = officer_desk.get(address)
    page = text_of(answer)
    assert answer.status_code == 503
    assert "ยังพิมพ์เอกสารนี้ไม่ได้ในขณะนี้" in page
    assert "ยังไม่มีการบันทึกว่าพิมพ์" in page
    assert f'href="{address}"' in page
    assert not Reading.objects.filter(view="rights.print").exists()


def test_one_card_that_cannot_be_set_keeps_no_other_back(
    officer_desk: Client, pair: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, real = people.name_on(pair["finance"], TODAY), printing.paper

    def but_one(card: Any, **more: Any) -> bytes:
        if card.header.name == name:
            raise press.NotSet("kp7: TypstError")
        return real(card, **more)

    monkeypatch.setattr(printing, "paper", but_one)
    officer_desk.post("/movements/card/print/", {"save_key": saves.new_key()})
    job = Job.objects.get()
    assert working.one(actor_of)
    with ZipFile(BytesIO(officer_desk.get(f"/movements/card/print/{job.pk}/").content)) as kept:
        (missing,) = [one for one in kept.namelist() if not one.endswith(".pdf")]
        assert missing.endswith(f"{name}.txt")
        assert "ทำต่อ: เปิดทะเบียนประวัติของผู้นี้" in kept.read(missing).decode()
        assert len(kept.namelist()) == len(pair.people)
    assert not PrintLog.objects.filter(person_id=pair["finance"]).exists()
    assert PrintLog.objects.count() == len(pair.people) - 1
