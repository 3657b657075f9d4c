"""A job followed in a real browser: by itself, and by a link where there is no JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from lhr.access.actor import Actor
from lhr.cli.commands.work import actor_of
from lhr.jobs import working
from lhr.jobs.models import Job
from lhr.kernel import clock
from tests.jobs.kind import Readings
from tests.jobs.test_jobs import again, asked
from tests.support.axe import findings
from tests.support.browser import width_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.e2e
Picture = Callable[["Page", str], None]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


def works_up_to(kind: Readings, items: int) -> None:
    stopping = Event()
    kind.hook = lambda _, item: stopping.set() if item + 1 == items else None
    working.one(actor_of, stopping)


def on_a_phone(page: Page, picture: Picture, name: str) -> None:
    before = page.viewport_size
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert width_of(page) <= PHONE["width"]
    picture(page, f"{name}-phone")
    page.set_viewport_size(before or PHONE)  # type: ignore[arg-type]


def test_a_job_is_followed_to_its_end_and_another_called_off(
    page: Page, browser: Browser, live_lhr: str, officer_desk: Client, asker: Actor, kind: Readings, picture: Picture
) -> None:
    session = {"name": "lhr_session", "value": officer_desk.cookies["lhr_session"].value, "url": live_lhr}
    page.context.add_cookies([session])
    job = asked(asker, 120)
    page.goto("/account/")
    page.get_by_role("link", name="งานที่สั่งไว้").click()
    page.get_by_role("link", name="พิมพ์ ก.พ.๗").click()
    page.get_by_text("เป็นงานถัดไป").wait_for()
    picture(page, "job-waits")
    works_up_to(kind, 45)
    page.get_by_text("ทำแล้ว 45 จาก 120 รายการ").wait_for()
    assert findings(page) == []
    picture(page, "job-going-on")
    on_a_phone(page, picture, "job-going-on")

    # Without JavaScript a link does what the page does by itself.
    plain = browser.new_context(base_url=live_lhr, java_script_enabled=False)
    plain.add_cookies([session])
    still = plain.new_page()
    still.goto(f"/jobs/{job.pk}/")
    works_up_to(kind, 60)
    still.get_by_role("link", name="ดูความคืบหน้าล่าสุด").click()
    still.get_by_text("ทำแล้ว 60 จาก 120 รายการ").wait_for()
    plain.close()

    kind.hook = lambda _, item: None
    working.one(actor_of)
    page.get_by_role("link", name="รับผลงาน").wait_for()
    assert page.get_by_role("button", name="ยกเลิกงานนี้").count() == 0
    picture(page, "job-done")

    later = asked(asker, 5)
    page.goto(f"/jobs/{later.pk}/")
    page.get_by_role("button", name="ยกเลิกงานนี้").click()
    page.get_by_text("ยกเลิกงานแล้ว").wait_for()
    assert again(later).state == "CANCELLED"

    failed = asked(asker, 5)
    Job.objects.filter(pk=failed.pk).update(
        state="FAILED", total=5, done=2, ended_at=clock.now(), en="",
        th="ระบบทำรายการที่ 3 ไม่สำเร็จ ลองแล้ว 3 ครั้ง จึงหยุดงานนี้ รายการก่อนหน้านั้นทำเสร็จแล้วและยังอยู่ ทำต่อ: สั่งงานนี้ใหม่อีกครั้ง "
        "หากยังไม่สำเร็จ แจ้งผู้ดูแลระบบพร้อมเลขงาน 1f2e3d4c",
    )  # fmt: skip
    page.goto(f"/jobs/{failed.pk}/")
    picture(page, "job-failed")
    on_a_phone(page, picture, "job-failed")
    page.get_by_role("link", name="งานที่สั่งไว้ทั้งหมด").click()
    page.get_by_role("heading", name="งานที่สั่งไว้").wait_for()
    assert findings(page) == []
    picture(page, "jobs")
    on_a_phone(page, picture, "jobs")
