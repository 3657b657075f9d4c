"""งานที่สั่งไว้: one's own jobs, with and without JavaScript."""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from uuid import uuid4

import pytest
from django.test import Client

from lhr.access.actor import Actor
from lhr.cli.commands.work import actor_of
from lhr.identity.models import SignIn
from lhr.jobs import working
from lhr.jobs.models import Job
from lhr.kernel import clock
from tests.jobs.kind import Readings
from tests.jobs.test_jobs import again, asked
from tests.web.desks import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def at(job: Job) -> str:
    return f"/jobs/{job.pk}/"


def test_the_list_and_the_page_say_how_far_it_is(officer_desk: Client, asker: Actor, kind: Readings) -> None:
    assert "ท่านยังไม่ได้สั่งงาน" in text_of(officer_desk.get("/jobs/"))
    job, stopping = asked(asker), Event()
    with clock.standing_at(clock.now() + timedelta(seconds=1)):
        later = asked(asker)
    assert "เป็นงานถัดไป" in text_of(officer_desk.get(at(job)))
    assert "มีงานอื่นก่อนหน้า 1 งาน" in text_of(officer_desk.get(at(later)))
    kind.hook = lambda _, item: stopping.set() if item == 2 else None
    working.one(actor_of, stopping)
    page = text_of(officer_desk.get(at(job)))
    assert '<progress value="3" max="4"' in page
    assert 'hx-trigger="every 2s"' in page
    assert f'href="{at(job)}"' in page, "without JavaScript one refreshes by a link"
    listed = text_of(officer_desk.get("/jobs/"))
    assert "พิมพ์ ก.พ.๗ ทั้งหน่วยงาน (ทดสอบ)" in listed
    assert "3/4" in listed


def test_the_page_asks_for_its_progress_and_loads_anew_at_the_end(officer_desk: Client, asker: Actor) -> None:
    job, asks = asked(asker), {"HX-Request": "true", "X-LHR-By-Itself": "yes"}
    part = officer_desk.get(at(job), headers=asks)
    assert "<html" not in text_of(part)
    assert 'id="progress"' in text_of(part)
    working.one(actor_of)
    over = officer_desk.get(at(job), headers=asks)
    assert (over.status_code, over["HX-Refresh"]) == (204, "true")
    page = text_of(officer_desk.get(at(job)))
    assert "hx-get" not in page
    assert f'<a class="btn btn-primary" href="{at(job)}">รับผลงาน</a>' in page
    assert f'<a class="nw" href="{at(job)}">รับผลงาน</a>' in text_of(officer_desk.get("/jobs/"))


def test_what_the_page_asks_by_itself_keeps_nobody_signed_in(officer_desk: Client, asker: Actor) -> None:
    job, seen = asked(asker), SignIn.objects.get(account=asker.account_id).seen_at
    with clock.standing_at(clock.now() + timedelta(minutes=20)):
        assert officer_desk.get(at(job), headers={"HX-Request": "true", "X-LHR-By-Itself": "yes"}).status_code == 200
        assert SignIn.objects.get(account=asker.account_id).seen_at == seen
    with clock.standing_at(clock.now() + timedelta(minutes=31)):
        gone = officer_desk.get(at(job), headers={"HX-Request": "true", "X-LHR-By-Itself": "yes"})
        assert "/login/" in gone["HX-Redirect"]


def test_a_job_is_called_off_from_its_page_once(officer_desk: Client, asker: Actor) -> None:
    job = asked(asker)
    page = text_of(officer_desk.post(f"{at(job)}cancel/", follow=True))
    assert "ยกเลิกงานแล้ว รายการที่ทำเสร็จแล้วยังอยู่" in page
    assert again(job).state == "CANCELLED"
    page = text_of(officer_desk.post(f"{at(job)}cancel/", follow=True))
    assert "งานนี้จบก่อนที่ท่านจะกดยกเลิก" in page
    assert "ยกเลิกงานนี้</button>" not in page


def test_why_it_failed_and_what_to_do_stand_on_the_page(officer_desk: Client, asker: Actor) -> None:
    job = asked(asker)
    why = {"th": "ระบบหยุดงานนี้ {เพราะ} ทำต่อ: สั่งใหม่", "en": "stopped"}
    Job.objects.filter(pk=job.pk).update(state="FAILED", total=4, ended_at=clock.now(), **why)
    page = text_of(officer_desk.get(at(job)))
    assert "ระบบหยุดงานนี้ {เพราะ} ทำต่อ: สั่งใหม่" in page
    assert "ไม่สำเร็จ" in text_of(officer_desk.get("/jobs/"))


def test_nobody_elses_job_is_there(registrar_desk: Client, asker: Actor, officer_desk: Client) -> None:
    job = asked(asker)
    for address in (at(job), f"/jobs/{uuid4()}/"):
        assert registrar_desk.get(address).status_code == 404
    assert registrar_desk.post(f"{at(job)}cancel/").status_code == 404
    assert again(job).state == "QUEUED"
    assert "ท่านยังไม่ได้สั่งงาน" in text_of(registrar_desk.get("/jobs/"))
