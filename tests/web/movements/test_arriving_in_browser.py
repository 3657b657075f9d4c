"""A scan over a line that breaks, in a real browser: it goes on by itself, and after the browser was killed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.documents import actions as documents
from lhr.documents import arriving, cited
from lhr.documents.models import Arriving, Evidence, StoredFile, Upload
from tests.support import scans
from tests.support.axe import findings
from tests.support.browser import LAPTOP, width_of
from tests.support.cast import Place, acting_as
from tests.web.desks import account_at, desk_of
from tests.web.movements.test_scans_in_browser import of, sit_down

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.e2e
Picture = Callable[..., None]
NEW = "/movements/new/?movement=RESIGN"
NAME = "คำสั่งให้ลาออกจากราชการ.pdf"
BIG = scans.pdf(2, mark="x" * (5 * arriving.PART))


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


class Line:
    """A line that is cut after so many parts, until it is mended."""

    def __init__(self, page: Page, *, after: int) -> None:
        self.after, self.parts, self.cut = after, 0, False
        page.route("**/uploads/**", self.carry)
        page.route("**/movements/new/**", self.carry)

    def carry(self, route: Route) -> None:
        if "/uploads/part/" in route.request.url:
            self.parts += 1
            self.cut = self.cut or self.parts > self.after
        if self.cut and route.request.method == "POST":
            route.abort("connectionreset")
        else:
            route.continue_()

    def mend(self, page: Page) -> None:
        self.cut, self.after = False, 10_000
        page.evaluate("window.dispatchEvent(new Event('online'))")


def seat(page: Page, origin: str, pair: Place) -> None:
    sit_down(page, origin, desk_of(account_at(pair, "hr")))
    page.goto(NEW)
    page.select_option("[name=person]", str(pair["finance"]))
    page.fill("[name=starts]", "1 ก.ย. 2561")


def test_a_cut_line_costs_nothing_and_it_goes_on_by_itself(
    page: Page, pair: Place, live_lhr: str, picture: Picture
) -> None:
    seat(page, live_lhr, pair)
    line = Line(page, after=2)
    page.set_input_files("#id_scan_file", of(NAME, BIG))
    said = page.locator("[data-upload=id_scan_file]")
    said.get_by_text("สัญญาณขาด ส่วนที่ส่งแล้วยังอยู่").wait_for()
    assert Arriving.objects.get().received == 2 * arriving.PART
    assert said.locator("[data-far]").inner_text() == f"{2 * arriving.PART * 100 // len(BIG)}%"
    picture(page, "upload-line-broken")
    assert findings(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    picture(page, "upload-line-broken-390")
    assert width_of(page) <= 390
    page.set_viewport_size(LAPTOP)
    page.fill("[name=remark]", "พิมพ์ระหว่างที่สัญญาณขาด")
    page.click("button[value=look]")  # nothing leaves without its file, and what was pressed is not forgotten
    said.get_by_text("ยังส่งไฟล์ไม่ครบ เมื่อครบแล้วระบบจะทำต่อให้เอง").wait_for()
    line.mend(page)
    page.locator("form .is-invalid").first.wait_for()  # it was looked at: the order is not named yet
    page.locator(".scan-held").get_by_text(NAME).wait_for()
    picture(page, "upload-whole")
    assert page.input_value("[name=remark]") == "พิมพ์ระหว่างที่สัญญาณขาด"
    assert line.parts < 9  # six parts, and what the cut cost: none was sent twice that had come
    assert Upload.objects.get().name == NAME


def test_what_is_typed_while_the_line_is_broken_is_kept_once_it_is_back(page: Page, pair: Place, live_lhr: str) -> None:
    seat(page, live_lhr, pair)
    line = Line(page, after=0)
    line.cut = True
    with page.expect_event("requestfailed"):
        page.fill("[name=remark]", "พิมพ์ระหว่างที่สัญญาณขาด")
        page.keyboard.press("Tab")
    said = page.get_by_text("ยังไม่ได้เก็บเป็นร่าง")
    said.wait_for()
    with page.expect_response("**/movements/new/keep/"):
        line.mend(page)
    said.wait_for(state="hidden")
    page.goto("/movements/new/")
    page.get_by_role("link", name="ใช้ต่อ").click()
    assert page.input_value("[name=remark]") == "พิมพ์ระหว่างที่สัญญาณขาด"


def test_a_file_is_dropped_on_the_page_and_dropped_beside_it_takes_nothing_away(
    page: Page, pair: Place, live_lhr: str
) -> None:
    seat(page, live_lhr, pair)
    drop(page, ".scan")
    page.locator(".scan-held").get_by_text("dropped.pdf").wait_for()
    drop(page, "h1")  # no field is there any more
    assert page.input_value("[name=starts]") == "1 ก.ย. 2561"


def drop(page: Page, where: str) -> None:
    made = page.evaluate_handle(
        """(bytes) => { const held = new DataTransfer();
        held.items.add(new File([new Uint8Array(bytes)], "dropped.pdf", { type: "application/pdf" }));
        return held; }""",
        list(scans.pdf()),
    )
    assert not page.evaluate(
        """([where, held]) => document.querySelector(where).dispatchEvent(
        new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true }))""",
        [where, made],
    ), "the browser would have opened it instead of the page"


def test_a_file_that_is_refused_by_its_size_is_told_as_what_is_wrong(page: Page, pair: Place, live_lhr: str) -> None:
    seat(page, live_lhr, pair)
    page.set_input_files("#id_scan_file", of(NAME, bytes(21 * 1024 * 1024)))
    told = page.locator(".scan .wrong:visible")
    told.wait_for()
    assert "EV-03.1" in told.inner_text()
    assert "ทำต่อ:" in told.inner_text()


def test_the_browser_is_killed_and_the_same_file_goes_on_where_it_stopped(
    page: Page, browser: Browser, pair: Place, live_lhr: str, picture: Picture
) -> None:
    first = browser.new_context(base_url=live_lhr, viewport=LAPTOP, locale="th-TH")
    doomed = first.new_page()
    seat(doomed, live_lhr, pair)
    Line(doomed, after=3)
    doomed.set_input_files("#id_scan_file", of(NAME, BIG))
    doomed.locator("[data-upload=id_scan_file]").get_by_text("สัญญาณขาด").wait_for()
    first.close()
    seat(page, live_lhr, pair)
    page.get_by_text("ส่งค้างไว้ที่").wait_for()
    picture(page, "upload-stopped-before")
    sent: list[int] = []
    page.on("request", lambda asked: sent.append(at_of(asked)) if "/uploads/part/" in asked.url else None)
    page.set_input_files("#id_scan_file", of("ชื่ออื่นแต่ไฟล์เดิม.pdf", BIG))
    page.locator(".scan-held").get_by_text(NAME).wait_for()
    assert sent == [at * arriving.PART for at in (3, 4, 5)]
    page.fill("[name=citation_number]", "๑๒")
    page.fill("[name=citation_year]", "2561")
    page.fill("[name=citation_signed_on]", "20 ก.ค. 2561")
    page.click("button[value=look]")
    page.locator("#outlook").wait_for()
    page.click("button[value=send]")
    page.wait_for_url("**/movements/lines/**")
    assert StoredFile.objects.get().size == len(BIG)
    assert Evidence.objects.get().pages == 2


def at_of(asked: Any) -> int:
    return int(asked.url.partition("at=")[2])


def test_the_answer_to_the_whole_file_may_be_what_the_line_lost(page: Page, pair: Place, live_lhr: str) -> None:
    """All parts came; the form's own request, in which the server looks at the file, is answered to nobody."""
    seat(page, live_lhr, pair)
    lost: list[str] = []

    def lose(route: Route) -> None:
        if "scan_file_arrived" in (route.request.post_data or "") and not lost:
            route.fetch(max_redirects=0)
            lost.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/movements/new/**", lose)
    page.set_input_files("#id_scan_file", of(NAME, BIG))
    page.locator("[data-upload=id_scan_file]").get_by_text("สัญญาณขาด").wait_for()
    assert lost
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.locator(".scan-held").get_by_text(NAME).wait_for()
    assert Upload.objects.count() == 1


def test_an_order_that_is_looked_up_meanwhile_takes_no_file_away(page: Page, pair: Place, live_lhr: str) -> None:
    """The order has a scan already, so the field is drawn anew while a clearer one is on its way."""
    documents.attach(
        by=acting_as(Role.OFFICER, pair.lgo), organisation_id=pair.lgo.pk, path=pair.lgo.path,
        of=cited.order("12", date(2018, 7, 20), 2561), scan=scans.checked(3), permission=Permission.MOVEMENT_KEY,
    )  # fmt: skip
    seat(page, live_lhr, pair)
    line = Line(page, after=1)
    page.set_input_files("#id_scan_file", of(NAME, BIG))
    said = page.locator("[data-upload=id_scan_file]")
    said.get_by_text("สัญญาณขาด").wait_for()
    page.unroute("**/movements/new/**")
    for name, typed in (("number", "๑๒"), ("year", "2561"), ("signed_on", "20 ก.ค. 2561")):
        page.fill(f"[name=citation_{name}]", typed)
        page.locator(f"[name=citation_{name}]").blur()
    page.get_by_text("มีไฟล์สแกนของคำสั่งนี้แล้ว").wait_for()
    said.get_by_text("สัญญาณขาด").wait_for()  # in the field drawn anew, too
    line.mend(page)
    page.locator(".scan-held").get_by_text(NAME).wait_for()


def test_it_can_be_stopped_and_what_is_no_scan_is_refused_as_ever(
    page: Page, pair: Place, live_lhr: str, tmp_path: Path
) -> None:
    seat(page, live_lhr, pair)
    line = Line(page, after=1)
    page.set_input_files("#id_scan_file", of(NAME, BIG))
    said = page.locator("[data-upload=id_scan_file]")
    said.get_by_text("สัญญาณขาด").wait_for()
    said.get_by_role("button", name="ยกเลิกการส่ง").click()
    said.get_by_text("หยุดส่งแล้ว ไฟล์นี้ยังไม่ได้แนบ").wait_for()
    line.mend(page)
    (tmp_path / "bomb.pdf").write_bytes(b"%PDF-1.7\n" + b"0" * (21 * 1024 * 1024))
    page.set_input_files("#id_scan_file", tmp_path / "bomb.pdf")
    said.get_by_text("EV-03.1 ไฟล์นี้ใหญ่กว่า 20 MB").wait_for()
    page.set_input_files("#id_scan_file", of("จดหมาย.docx", b"PK no scan"))
    page.get_by_text("EV-01.1").wait_for()
    page.set_input_files("#id_scan_file", of(NAME, BIG))
    page.locator(".scan-held").get_by_text(NAME).wait_for()
