"""The one queue in a real browser, wide and narrow: an order of three, a correction, a line that cannot pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lhr.audit import saves
from lhr.service_record.models import ServiceLine
from tests.support.axe import findings
from tests.support.browser import width_of
from tests.support.cast import Place, moves
from tests.web.desks import account_at, desk_of
from tests.web.movements.test_scans_in_browser import sit_down
from tests.web.movements.typist import QUEUE, Typist, verifies
from tests.web.verifying.test_queue import learns, rises

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
Picture = Callable[["Page", str], None]


@pytest.fixture
def db(own_database: str) -> None:
    """The server's threads see what the cast has committed."""


def test_all_that_waits_is_seen_on_one_page(page: Page, pair: Place, live_lhr: str, picture: Picture) -> None:
    officer, registrar = desk_of(account_at(pair, "hr")), desk_of(account_at(pair, "palad"))
    keyed = Typist(officer).keys(
        movement="RESIGN", person=pair["deputy"], starts="12 ก.ย. 2561", citation_number="7"
    )
    assert verifies(registrar, keyed).status_code == 302
    Typist(officer).keys(
        movement="RESIGN", person=pair["deputy"], starts="21 ก.ย. 2561", citation_number="7", corrects=keyed,
        why="พิมพ์สลับหลัก",
    )  # fmt: skip
    again = Typist(officer).keys(movement="ASSIGNED", person=pair["finance"], starts="25 ก.ค. 2561",
                                 last_day="30 ก.ค. 2561", citation_number="8")  # fmt: skip
    assert verifies(registrar, again).status_code == 302
    way = f"/movements/lines/{again}/strike/"
    sent = {"save_key": saves.new_key(), "why": "คำสั่งของผู้อื่นที่ชื่อคล้ายกัน", "citation_text": "สำเนาคำสั่งหน้า ๒"}
    sit_down(page, live_lhr, officer)
    looks_at(page, picture, "strike", way)
    assert officer.post(way, sent).status_code == 302
    rises(officer, pair, "finance")
    late = rises(officer, pair, "clerk")
    learns(officer, pair, "finance")
    learns(officer, pair, "finance", "DISCIPLINE", citation_number="9")
    moves(pair, pair["clerk"], "RESIGN", ServiceLine.objects.get(entry_id=late.partition(":")[0]).starts)
    sit_down(page, live_lhr, registrar)
    looks_at(page, picture, "queue", QUEUE)
    boxes = page.locator("input[name=line]")
    assert boxes.count() == 5
    assert [boxes.nth(at).is_checked() for at in range(5)].count(False) == 1
    assert verifies(registrar, *asked_for(pair)).status_code == 302
    looks_at(page, picture, "struck-line", f"/movements/lines/{again}/")
    looks_at(page, picture, "struck-card", f"/movements/people/{pair['finance']}/")
    assert page.locator("#lines tr.struck").count() == 1
    assert "หลักฐาน 3 ใน 6" in page.locator("#lines").inner_text()  # the rise that waits, the line carried over
    rise = page.locator("#lines tbody tr", has_text="เลื่อนเงินเดือน")
    assert "” นักวิชาการเงินและบัญชี" in rise.inner_text()


def asked_for(pair: Place) -> list[str]:
    found = ServiceLine.objects.known().filter(person=pair["finance"], correction="STRIKE")
    return [str(row.entry_id) for row in found]


def looks_at(page: Page, picture: Picture, name: str, address: str) -> None:
    for shown, width, height in ((name, 1366, 768), (f"{name}-390", 390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(address)
        picture(page, shown)
        assert findings(page) == []
        assert width_of(page) <= width
