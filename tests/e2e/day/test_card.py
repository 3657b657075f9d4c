"""The ก.พ.๗ as its officers meet it: lines added, verified by card, corrected and read again, in real Chromium."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import zxingcpp
from pypdf import PdfReader

from lhr.access.actor import Actor, Duty
from lhr.access.roles import Role
from lhr.cli.demonstration.sheet import Lgo
from lhr.kernel import clock
from lhr.kernel.thai_date import buddhist_year
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Organisation
from lhr.people import queries as people
from lhr.service_record import actions
from lhr.service_record.drafts import CardDraft, Citation, MovementDraft
from tests.e2e.day.country import EVERYWHERE, TELEPHONE, Country, Pc, Room
from tests.support import scans
from tests.support.browser import LAPTOP
from tests.support.papers import pictures_of

pytestmark = pytest.mark.e2e
Picture = Callable[..., None]
WITH_BARS = {"width": 1366, "height": 625}  # the same laptop under the browser's own bars
SCHOOL = {
    "place": "มหาวิทยาลัยนครพนม", "starts_on": "มิ.ย. 45", "ended_on": "มี.ค. 2549",
    "degree": "รัฐศาสนศาสตรบัณฑิต", "major": "การปกครองท้องถิ่น", "country": "ไทย",
}  # fmt: skip
OFFENCE = "ไม่มาปฏิบัติราชการโดยไม่มีเหตุผลอันสมควร"
# How many lines of the table stand whole between the top of the window and the bar at its foot.
_SEEN = """() => {
  const foot = document.querySelector(".actions").getBoundingClientRect();
  const low = foot.height ? foot.top : innerHeight;
  const inside = (row) => { const box = row.closest(".rows").getBoundingClientRect(), own = row.getBoundingClientRect();
    return own.top >= 0 && own.bottom <= Math.min(low, box.bottom) + 1; };
  return [...document.querySelectorAll("main .rows tbody tr")].filter(inside).length;
}"""
_WHOLE = """() => {
  const table = document.querySelector("#lines .rows");
  return table.scrollWidth <= table.clientWidth;
}"""


def test_lines_are_added_verified_by_card_corrected_and_read_as_of_another_day(
    country: Country, room: Room, picture: Picture, tmp_path: Path
) -> None:
    lgo, *towns = country.settled()
    who = has_a_past(lgo)
    registrar, officer = (room.seat(person) for person in towns)
    officer.goes_in_by_card()
    officer.page.goto("/movements/people/")
    officer.follows(f"main tbody a:has-text('{lgo.others[0].name}')", f"**/people/{who}/")
    ten_lines_fit(officer, picture, "card-service")

    adds_schooling(officer, picture, tmp_path)
    adds_leave(officer, picture)
    registrar.goes_in_by_card()
    registrar.follows("main a:has-text('รายการรอท่านตรวจสอบ')", "**/movements/queue/")
    assert registrar.page.locator("form:has(input[name=line])").count() == 1
    verifies(registrar, 2, picture, "card-queue")

    asks_for_a_correction(officer, picture, who)
    registrar.page.goto("/movements/queue/")
    verifies(registrar, 1, picture, "card-queue-correction")

    officer.page.goto(f"/movements/people/{who}/?tab=learning")
    both_sizes(officer, picture, "card-struck")
    assert "รัฐศาสนศาสตรบัณฑิต" in officer.page.locator("main tr.struck").inner_text()
    assert "รัฐศาสตรบัณฑิต" in officer.page.locator("main tbody tr:not(.struck)").inner_text()
    reads_as_of(officer, picture, tmp_path)
    sees_discipline_after_proof(officer, picture, who)
    for tab in ("person", "evidence", "changes"):
        officer.page.goto(f"/movements/people/{who}/?tab={tab}")
        both_sizes(officer, picture, f"card-{tab}")
    reads_the_own_record(officer, registrar, picture, tmp_path)
    officer.page.goto(f"/movements/people/{who}/add/EDUCATION/")
    officer.click("button:has-text('English')")
    officer.says("Save and send to be verified")
    both_sizes(officer, picture, "card-english")


def has_a_past(lgo: Lgo) -> UUID:
    """Ten lines of item 13, and a penalty; keyed and verified by two hands of the LGO."""
    found = people.find(lgo.others[0].national_id)
    place = organisations.get(UUID(lgo.organisation), within=EVERYWHERE)
    assert found is not None
    officer, registrar = hand(Role.OFFICER, place), hand(Role.REGISTRAR, place)
    for number in range(1, 10):
        signed = date(2016 + number // 5, number + 1, 1)
        movement = MovementDraft(
            "ASSIGNED", signed, order(number, signed), found.pk, last_day=signed + timedelta(days=20),
            position_text="เลขานุการคณะกรรมการพัฒนา อบต.",
        )  # fmt: skip
        keyed = actions.key_movement(by=officer, organisation=place, movement=movement, pair=frozenset())
        actions.verify(by=registrar, line_id=keyed.entry_id, version=keyed.version, pair=frozenset())
    penalty = {"on": "12 ก.ย. 2560", "penalty": "REPRIMAND", "offence": OFFENCE}
    draft = CardDraft("DISCIPLINE", found.pk, penalty, order(99, date(2017, 9, 12)), reason="ตามคำสั่ง")
    line = actions.key_card_line(by=officer, organisation=place, line=draft, pair=frozenset())
    actions.verify_card_lines(by=registrar, lines=[(line.entry_id, line.version)], pair=frozenset())
    return UUID(str(found.pk))


def hand(role: Role, place: Organisation) -> Actor:
    return Actor(
        day=clock.today(), name="ผู้บันทึกเดิม", duties=(Duty(role, place.path, place.pk),), account_id=None,
        person_id=uuid4(), via="card",
    )  # fmt: skip


def order(number: int, signed: date) -> Citation:
    return Citation(str(number), buddhist_year(signed), signed)


def ten_lines_fit(pc: Pc, picture: Picture, name: str) -> None:
    assert pc.page.locator("main .rows tbody tr").count() >= 10
    picture(pc.page, f"{name}-window", whole=False)
    assert pc.page.evaluate(_SEEN) >= 6
    assert pc.page.evaluate(_WHOLE), "a column of item 13 is cut on a small laptop"
    pc.page.set_viewport_size(WITH_BARS)  # type: ignore[arg-type]
    picture(pc.page, f"{name}-625", whole=False)
    assert pc.page.locator(".actions a").first.is_visible()
    assert pc.page.evaluate(_SEEN) >= 3
    both_sizes(pc, picture, name)


def adds_schooling(pc: Pc, picture: Picture, folder: Path) -> None:
    """With a wrong day first: the sentence stands on the field, and all that was typed is still there."""
    before = pc.presses
    pc.follows(".card-tabs a:has-text('การศึกษา')", "**/people/*/?tab=learning")
    pc.follows("section:has-text('ประวัติการศึกษา') a:has-text('เพิ่มรายการ')", "**/add/EDUCATION/")
    for name, text in SCHOOL.items():
        pc.page.fill(f"[name={name}]", text)
    pc.page.select_option("[name=level]", "BACHELOR")
    cites(pc)
    scan = folder / "ใบปริญญา.pdf"
    scan.write_bytes(scans.pdf(2))
    pc.page.set_input_files("[name=scan_file]", scan)
    pc.says("แนบแล้ว")
    pc.click("button[data-save]")
    pc.page.locator(".summary:has-text('KE-02')").wait_for()
    assert {name: pc.page.input_value(f"[name={name}]") for name in SCHOOL} == SCHOOL
    assert pc.page.input_value("[name=citation_number]") == "12/2561"
    assert "ใบปริญญา.pdf" in pc.page.inner_text("main")
    both_sizes(pc, picture, "card-add-refused")
    pc.page.fill("[name=starts_on]", "มิ.ย. 2545")
    picture(pc.page, "card-add")
    pc.click("button[data-save]")
    pc.says("บันทึกแล้ว ส่งให้ตรวจสอบ")
    assert pc.presses - before <= 4


def adds_leave(pc: Pc, picture: Picture) -> None:
    before = pc.presses
    pc.follows(".card-tabs a:has-text('วันลา')", "**/people/*/?tab=leave")
    pc.follows("a:has-text('เพิ่มรายการ')", "**/add/LEAVE/")
    pc.page.fill("[name=year]", "๒๕๖๐")
    pc.page.select_option("[name=half]", "1")
    pc.page.select_option("[name=type]", "01")
    pc.page.fill("[name=days]", "3.5")
    pc.page.fill("[name=times]", "2")
    cites(pc)
    pc.page.locator("[name=remark]").focus()
    pc.says("มีไฟล์สแกนของคำสั่งนี้แล้ว")  # one scan serves every line of its order
    both_sizes(pc, picture, "card-add-leave")
    pc.click("button[data-save]")
    pc.says("บันทึกแล้ว ส่งให้ตรวจสอบ")
    assert pc.presses - before <= 4
    picture(pc.page, "card-leave")


def cites(pc: Pc) -> None:
    pc.page.fill("[name=citation_number]", "12/2561")
    pc.page.fill("[name=citation_signed_on]", "๒๐ ก.ค. ๒๕๖๑")


def verifies(pc: Pc, many: int, picture: Picture, name: str) -> None:
    both_sizes(pc, picture, name)
    pc.click("button:has-text('ตรวจสอบแล้ว ถูกต้อง')")
    pc.says(f"ตรวจสอบแล้ว {many} รายการ" if many > 1 else "ตรวจสอบประวัติการศึกษาของ")
    pc.says("ไม่มีรายการที่รอท่านตรวจสอบ")


def asks_for_a_correction(pc: Pc, picture: Picture, who: UUID) -> None:
    pc.page.goto(f"/movements/people/{who}/?tab=learning")
    pc.follows("main th a:has-text('มหาวิทยาลัยนครพนม')", "**/card/lines/*/")
    pc.says("ประวัติของรายการนี้")  # the history is one click from the line
    both_sizes(pc, picture, "card-line")
    pc.follows("a:has-text('ขอแก้ไขรายการ')", "**/correct/")
    pc.page.fill("[name=degree]", "รัฐศาสตรบัณฑิต")
    pc.page.fill("[name=why]", "พิมพ์ชื่อวุฒิผิด")
    both_sizes(pc, picture, "card-correct")
    pc.click("button[data-save]")
    pc.says("บันทึกแล้ว ส่งให้ตรวจสอบ")


def reads_as_of(pc: Pc, picture: Picture, folder: Path) -> None:
    """Two clicks from the page: the record of yesterday had no such line, and the page says how it differs."""
    before = pc.presses
    pc.click("summary:has-text('ดูข้อมูล ณ วันอื่น')")
    pc.page.fill("[name=known]", "31 ก.ค. 2561")
    pc.click("button:has-text('แสดง')")
    pc.says("มีเพิ่มภายหลัง 2 รายการ")
    assert pc.presses - before == 2
    assert "รัฐศาสตรบัณฑิต" not in pc.page.inner_text("main")
    both_sizes(pc, picture, "card-as-known")
    pc.follows(".card-tabs a:has-text('ข้อมูลบุคคล')", "**/?tab=person&as_of=*")  # the day goes along
    pc.page.go_back()
    then = pc.page.url
    pc.follows("a:has-text('พิมพ์ ก.พ.๗')", "**/print/?*")
    assert pc.page.input_value("[name=known]") == "31 ก.ค. 2561"
    pc.page.select_option("[name=purpose]", index=1)
    both_sizes(pc, picture, "card-print")
    paper = paper_of(pc, "button:has-text('พิมพ์เป็น PDF')")
    assert "รัฐศาสตรบัณฑิต" not in record_in(paper)
    opens_its_qr(pc, paper, folder, "ทะเบียนมีการแก้ไขหรือเพิ่มรายการหลังพิมพ์")
    both_sizes(pc, picture, "paper-changed")
    pc.page.goto(then)
    pc.follows("text=กลับไปข้อมูลวันนี้", "**/?tab=learning")
    pc.says("รัฐศาสตรบัณฑิต")


def paper_of(pc: Pc, press: str) -> bytes:
    """Press, and return the PDF."""
    with pc.page.expect_download() as handed:
        pc.click(press)
    return handed.value.path().read_bytes()


def record_in(paper: bytes) -> str:
    (record,) = PdfReader(BytesIO(paper)).attachments["kp7.json"]
    return bytes(record).decode()


def opens_its_qr(pc: Pc, paper: bytes, folder: Path, said: str) -> None:
    (drawn,) = pictures_of(paper, folder, dpi=100, only=1)
    (code,) = zxingcpp.read_barcodes(drawn)
    pc.page.goto(f"/V/{code.text.rpartition('/')[2]}")
    pc.says(said)


def reads_the_own_record(pc: Pc, reader: Pc, picture: Picture, folder: Path) -> None:
    """Two presses from the first page to the paper; who looked at it; the day of another; whom to ask."""
    own = people.find(pc.person.national_id)
    assert own is not None
    reader.page.goto(f"/movements/people/{own.pk}/")
    pc.page.goto("/")
    before = pc.presses
    pc.follows("header a:has-text('ประวัติของฉัน')", "**/me/")
    paper = paper_of(pc, "button:has-text('พิมพ์ประวัติของฉัน')")
    assert pc.person.name in record_in(paper)
    assert pc.presses - before == 2
    opens_its_qr(pc, paper, folder, "ตรงกับทะเบียนปัจจุบัน")
    both_sizes(pc, picture, "paper-same")
    for tab in ("person", "service", "discipline", "changes"):
        pc.page.goto(f"/me/?tab={tab}")
        both_sizes(pc, picture, f"own-{tab}")
    pc.click("summary:has-text('พบข้อมูลไม่ถูกต้อง')")
    pc.says("นายทะเบียนประวัติ")  # the records officer's own lines are keyed by the registrar
    both_sizes(pc, picture, "own-correction")
    pc.click("summary:has-text('ดูข้อมูล ณ วันอื่น')")
    pc.page.fill("[name=as_of]", "1 ม.ค. 2555")
    pc.click("button:has-text('แสดง')")
    pc.says("ข้อมูล ณ วันที่")
    both_sizes(pc, picture, "own-as-of")
    assert "๑ มกราคม ๒๕๕๕" in record_in(paper_of(pc, "button:has-text('พิมพ์ประวัติของฉัน')"))
    pc.follows(".actions a:has-text('ใครดูประวัติของฉัน')", "**/account/readers/")
    told = pc.page.inner_text("main tbody")
    assert reader.person.name in told
    assert pc.person.name not in told
    both_sizes(pc, picture, "own-readers")
    pc.page.goto("/")
    both_sizes(pc, picture, "own-home")


def sees_discipline_after_proof(pc: Pc, picture: Picture, who: UUID) -> None:
    pc.follows(".card-tabs a:has-text('วินัย')", "**/people/*/?tab=discipline")
    assert "AU-01.2" in pc.page.inner_text("main")
    assert OFFENCE not in pc.page.content()
    both_sizes(pc, picture, "card-discipline-closed")
    pc.follows("text=ยืนยันตัวตนเพื่อดู", f"**/people/{who}/open/")
    both_sizes(pc, picture, "card-discipline-proof")
    pc.click("button:has-text('ยืนยันตัวตนและเปิดดู')")
    pc.says(OFFENCE)
    both_sizes(pc, picture, "card-discipline")


def both_sizes(pc: Pc, picture: Picture, name: str) -> None:
    picture(pc.page, name)
    pc.page.set_viewport_size(TELEPHONE)
    picture(pc.page, f"{name}-390")
    pc.page.set_viewport_size(LAPTOP)
    pc.is_sound(name)
