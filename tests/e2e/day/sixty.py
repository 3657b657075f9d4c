"""A round of pay for sixty people as its officer and its registrar carry it into the records: typed, pasted, signed,
one card statement. The e2e test looks at each page; the benchmark takes the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from lhr.access.actor import operator
from lhr.cli.demonstration import pay
from lhr.cli.demonstration.sheet import Lgo
from lhr.kernel import clock
from lhr.kernel.national_id import make_synthetic
from lhr.organisations import queries as organisations
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.service_record import actions as record
from lhr.service_record.drafts import NewPerson, OpeningRecord
from tests.e2e.day.country import EVERYWHERE, Pc

SIXTY, SINCE, PRESSES = 60, date(2016, 1, 1), 6
CONSONANTS = "กขคงจชซดตถทธนบปผพภมย"
Types = Callable[[Pc, str, str], None]
Looks = Callable[[Pc, str], None]


def at_once(pc: Pc, field: str, text: str) -> None:
    pc.page.fill(f"[name={field}]", text)


def go_into_the_records(
    officer: Pc, registrar: Pc, table: str, scan: Path, *, looks: Looks, types: Types = at_once
) -> None:
    """Both stand on the list of orders; in the end the registrar stands before the order that was written."""
    officer.follows("a:has-text('คำสั่งใหม่')", "**/orders/new/")
    officer.page.select_option("[name=kind]", "PAY_ROUND")
    types(officer, "starts", "๑ เม.ย. ๒๕๖๑")
    types(officer, "subject", "เลื่อนขั้นเงินเดือน ครั้งที่ ๑ ปี ๒๕๖๑")
    types(officer, "reason", "บัญชีเงินเดือนเป็นบัญชีตัวอย่าง ออกคำสั่งตามมติ")
    officer.page.fill("[name=rows]", table)
    looks(officer, "orders-new")
    officer.click("button:has-text('ร่างคำสั่ง')")
    officer.says(f"{SIXTY} รายการ ผ่าน {SIXTY} ติดกฎ 0")
    looks(officer, "orders-draft")
    officer.click("button:has-text('ตรวจร่างแล้ว')")
    officer.says("ตรวจร่างแล้ว เสนอลงนามได้")
    types(officer, "citation_number", "๑๑๑/๒๕๖๑")
    types(officer, "citation_signed_on", "๓๐ มี.ค. ๒๕๖๑")
    types(officer, "signatory", "นายทดสอบ ผู้นำ")
    types(officer, "signatory_title", "นายกองค์การบริหารส่วนตำบล")
    officer.page.set_input_files("[name=scan_file]", scan)
    officer.says("แนบแล้ว")
    looks(officer, "orders-sign")
    officer.click("button:has-text('บันทึกการลงนาม')")
    officer.says("บันทึกการลงนามแล้ว")
    registrar.page.reload()
    looks(registrar, "orders-list")
    registrar.follows("main tbody a:has-text('111/2561')", "**/orders/*-*/")
    registrar.says(f"{SIXTY} รายการ ผ่าน {SIXTY} ติดกฎ 0")
    looks(registrar, "orders-apply")
    registrar.click(f"button:has-text('ลงทะเบียนประวัติ {SIXTY} รายการ')")
    registrar.says(f"ลงทะเบียนประวัติตามคำสั่งแล้ว {SIXTY} รายการ")


def sixty_people(lgo: Lgo) -> str:
    """Put sixty clerks into posts of the LGO; return the table that its officer has in a spreadsheet."""
    by, place = operator(clock.today(), "ข้อมูลสาธิต"), organisations.get(UUID(lgo.organisation), within=EVERYWHERE)
    numbers = [f"48-3-01-4101-{100 + at:03d}" for at in range(SIXTY)]
    made = posts.establish_all(
        by=by, organisation=place, posts=[PostDraft(number, "4101", "EXPERIENCED", SINCE) for number in numbers]
    )
    records = [
        OpeningRecord(
            make_synthetic(880_000 + at), NewPerson("นาย", _called(at), "เลื่อนขั้น", date(1980, 1, 1 + at % 28), "M"),
            SINCE, "TAO_OFFICIAL", post.pk, "EXPERIENCED", text="ข้อมูลสาธิต", pay=pay.opening("EXPERIENCED", at),
        )
        for at, post in enumerate(made)
    ]  # fmt: skip
    record.open_record(by=by, organisation=place, records=records)
    rows = [f"{number}\t{_risen(at)}" for at, number in enumerate(numbers)]
    return "\n".join(["เลขที่ตำแหน่ง\tขั้นที่เลื่อน\tเงินเดือนใหม่", *rows])


def _risen(at: int) -> str:
    """By how many steps somebody rises, and what is drawn then, as a table of pay writes it."""
    scale, halves = pay.column("EXPERIENCED"), 1 if at % 3 else 2
    now = [step for step, _ in scale].index(pay.opening("EXPERIENCED", at).step)  # type: ignore[arg-type]
    return f"{'0.5' if halves == 1 else '1'}\t{scale[now + halves][1]:,}"


def _called(at: int) -> str:
    return f"ทดสอบ{CONSONANTS[at // 20]}{CONSONANTS[at % 20]}"
