"""Each kind of movement of item 13 from its order, or from the movement screen, into the record: typed by the records
officer, signed, written by the registrar's card, read on the ก.พ.๗, true in the projection. In real Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal
from uuid import UUID

import pytest

from lhr.access.actor import operator
from lhr.kernel import clock
from lhr.orders.rules_of_rows import FIELD, KIND, NUMBER, POST, STARTS
from lhr.orders.terms import KINDS, OF_ANOTHER, OrderKind
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.service_record import queries as service
from lhr.service_record import reading
from lhr.service_record.models import ServiceLine
from lhr.service_record.rules import BY_NO_ORDER, TRANSFER_IN
from lhr.standards import queries as standards
from lhr.standards.rules import MovementClass
from tests.e2e.day.country import EVERYWHERE, Country, Pc, Room
from tests.e2e.day.test_orders import both_sizes
from tests.support.walks import AMENDED, CANCELLED, WALKS, Stands, Walk, Walkers, gather

pytestmark = pytest.mark.e2e
Picture = Callable[..., None]
READY: Literal["domcontentloaded"] = "domcontentloaded"
_ORDER, _LINE = r"/orders/[0-9a-f-]{36}/(#.*)?$", r"/movements/lines/[0-9a-f-]{36}/$"
# What these say stands in no column of a table: they are typed line by line.
TYPED = (
    OrderKind.APPOINTMENT, OrderKind.CONTRACT, OrderKind.TRANSFER, OrderKind.MOVE, OrderKind.PROMOTION, OrderKind.OTHER,
)  # fmt: skip
_SIGNED = re.compile("ไม่มีรายการรอท่านแล้ว|ยังรอท่านอีก")
SIGNED_ON = "๑ ส.ค. ๒๕๖๑"
# What a chooser does not offer cannot be chosen; it is named.
_FILL = """typed => Object.entries(typed).flatMap(([name, text]) => {
  const field = document.querySelector(`main form [name="${name}"]`);
  if (!field || (field.tagName === "SELECT" && ![...field.options].some(one => one.value === text))) return [name];
  field.value = text;
  return [];
})"""
_ROWS = """() => [...document.querySelectorAll("#lines tbody tr")].map(row => row.innerText.replace(/\\s+/g, " "))"""


def test_each_kind_of_movement_walks_into_the_record_and_is_read_there(
    country: Country, room: Room, picture: Picture
) -> None:
    lgo, *towns = country.at_work()
    registrar, officer = (room.seat(person) for person in towns)
    here = organisations.get(UUID(lgo.organisation), within=EVERYWHERE)
    there = next(one for one in country.told.lgos if not one.free and one.organisation != lgo.organisation)
    other = organisations.get(UUID(there.organisation), within=EVERYWHERE)
    walkers = gather(operator(clock.today(), "ข้อมูลสาธิต"), here, other)
    walk = Course(here, other, there.label, walkers, officer, registrar)
    officer.goes_in_by_card()
    registrar.goes_in_by_card()
    for kind in KINDS:
        walk.gives(kind)
        if kind is OrderKind.CONTRACT:
            both_sizes(registrar, picture, "types-contract")
    for code in BY_NO_ORDER:
        walk.keys(code)
    walk.are_read()
    both_sizes(registrar, picture, "types-read")


class Course:
    """One LGO, its officer and its registrar, and the orders that the two have given so far, by kind of movement."""

    def __init__(
        self, here: Organisation, other: Organisation, label: str, walkers: Walkers, officer: Pc, registrar: Pc
    ) -> None:
        self.here, self.other, self.label, self.walkers = here, other, label, walkers
        self.officer, self.registrar = officer, registrar
        self.orders: dict[str, str] = {}
        self.names = {code: one.name for code, one in standards.movement_types().items()}

    def gives(self, kind: OrderKind) -> None:
        """Draw up an order with every movement of its kind, sign it, write it into the records."""
        walks = [one for code in KINDS[kind].movements for one in WALKS if one.code == code]
        if kind in OF_ANOTHER:
            self.undoes(walks[0])
        elif kind in TYPED:
            self.draws_up(kind, walks)
            for one in walks:
                self.adds(one)
        else:
            self.draws_up(kind, walks, self.table(walks))
        self.orders.update(dict.fromkeys(KINDS[kind].movements, self.officer.page.url))
        self.is_signed(len(self.orders))
        self.is_applied(len(walks))
        self.are_true(walks)

    def draws_up(self, kind: OrderKind, walks: Sequence[Walk], table: str = "") -> None:
        page = self.officer.page
        page.goto(f"/orders/new/?kind={kind}", wait_until=READY)
        page.fill("[name=starts]", walks[0].on)
        page.fill("[name=reason]", "ตามคำสั่งที่ลงนามแล้ว")
        page.fill("[name=rows]", table)
        self.sends("button:has-text('ร่างคำสั่ง')", _ORDER)

    def table(self, walks: Sequence[Walk]) -> str:
        """The lines as a table of a spreadsheet: one column for each field that a kind fills."""
        columns = {name: head for head, name in FIELD.items() if any(name in one.typed for one in walks)}
        return "\n".join(
            ["\t".join((POST, NUMBER, KIND, STARTS, *columns.values())), *(self.row(one, [*columns]) for one in walks)]
        )

    def row(self, one: Walk, columns: Sequence[str]) -> str:
        def cell(name: str) -> str:
            typed = one.typed.get(name, "")
            known = {"post": self.walkers.numbers, "level": {n: level.name for n, level in standards.levels().items()}}
            return known.get(name, {}).get(typed, typed)

        held = service.posting(self.walkers.people[one.who], self.here.pk, clock.today())
        known = (held.number, "") if held and held.number else ("", self.walkers.national_ids[one.who])
        return "\t".join((*known, self.names[one.code], one.on, *map(cell, columns)))

    def adds(self, one: Walk) -> None:
        """One line in the grid."""
        page, order = self.officer.page, self.officer.page.url.split("/orders/")[1].split("/")[0]
        page.goto(f"/orders/{order}/lines/?movement={one.code}", wait_until=READY)
        self.fills(one, **self.whom(one))
        self.sends("#line button[data-save]", _ORDER)

    def sends(self, button: str, to: str) -> None:
        """Press, and be led on; else what the page says stands in the way."""
        page = self.officer.page
        with page.expect_navigation(wait_until=READY):
            self.officer.click(button)
        assert re.search(to, page.url), (page.url, page.locator(".summary").all_inner_texts())

    def whom(self, one: Walk) -> dict[str, str]:
        """Who is not of the staff is named by number; who was released to this LGO is offered."""
        begins = standards.movement_types()[one.code].movement_class is MovementClass.START
        if begins and one.code != TRANSFER_IN:
            return {"national_id": self.walkers.national_ids[one.who]}
        return {"person": str(self.walkers.people[one.who])}

    def fills(self, one: Walk, **more: str) -> None:
        named = {"post": self.walkers.posts, "other": {"other": self.label.split()[0]}}
        typed = {name: str(named.get(name, {}).get(text, text)) for name, text in one.typed.items()}
        left = self.officer.page.evaluate(_FILL, {"starts": one.on, **typed, **more})
        assert left == [], f"{one.code}: these cannot be filled"

    def undoes(self, one: Walk) -> None:
        """The line that was wrong is mended by an order, or a whole order is taken back by one."""
        page, amends = self.officer.page, one.code == "AMEND_ORDER"
        target = self.orders[AMENDED if amends else CANCELLED].split("#")[0]
        page.goto(f"{target}{'amend' if amends else 'cancel'}/", wait_until=READY)
        page.fill("[name=starts]", one.on)
        page.fill("[name=reason]", "คำสั่งเดิมผิด")
        if amends:
            page.get_by_label(self.names[AMENDED]).check()
        self.sends("button:has-text('ร่างคำสั่ง')", _ORDER)
        if amends:
            page.locator(".order-grid tbody a:has-text('แก้')").first.click()
            page.locator(".order-grid #line [name=salary]").fill(one.typed["salary"])
            page.locator(".order-grid #line button:has-text('บันทึกรายการ')").click()
            self.officer.says("แก้รายการแล้ว")

    def is_signed(self, number: int) -> None:
        page = self.officer.page
        self.officer.click("button:has-text('ตรวจร่างแล้ว')")
        self.officer.says("ตรวจร่างแล้ว เสนอลงนามได้")
        page.fill("[name=citation_number]", f"{number}/2561")
        page.fill("[name=citation_signed_on]", SIGNED_ON)
        page.fill("[name=signatory]", "นายทดสอบ ผู้นำ")
        page.fill("[name=signatory_title]", "นายกองค์การบริหารส่วนตำบล")
        self.officer.click("button:has-text('บันทึกการลงนาม')")
        self.officer.says("บันทึกการลงนามแล้ว")

    def is_applied(self, lines: int) -> None:
        self.registrar.page.goto(self.officer.page.url.split("#")[0], wait_until=READY)
        self.registrar.click(f"button:has-text('ลงทะเบียนประวัติ {lines} รายการ')")
        self.registrar.says(f"ลงทะเบียนประวัติตามคำสั่งแล้ว {lines} รายการ")

    def keys(self, code: str) -> None:
        """Key on the movement screen what no order carries, look at what it does, send it; the registrar signs it."""
        page = self.officer.page
        for one in (each for each in WALKS if each.code == code):
            page.goto(f"/movements/new/?movement={code}", wait_until=READY)
            cites = {} if "citation_text" in one.typed else {
                "citation_number": "99/2561", "citation_year": "2561", "citation_signed_on": SIGNED_ON,
            }  # fmt: skip
            self.fills(one, **self.whom(one), **cites)
            with page.expect_navigation(wait_until=READY):
                self.officer.click("button[value=look]")
            if page.locator("[name=reason]").count():
                page.fill("[name=reason]", "ตรวจกับเอกสารแล้ว")
                self.officer.click("button[value=look]")
            page.locator("#outlook").wait_for()
            self.sends("button[value=send]", _LINE)
            line = UUID(page.url.rstrip("/").rsplit("/", 1)[-1])
            self.walkers.people.setdefault(one.who, ServiceLine.objects.known().get(entry_id=line).person_id)
            self.registrar.page.goto("/movements/queue/", wait_until=READY)
            self.registrar.click(f".card-waits:has(a[href*='{line}']) button[data-read]")
            self.registrar.page.get_by_text(_SIGNED).first.wait_for()
            self.are_true([one])

    def are_true(self, walks: Sequence[Walk]) -> None:
        people = {self.walkers.people[one.who] for one in walks}
        pictures = reading.stored_pictures(people)
        for one in walks:
            who = self.walkers.people[one.who]
            paid = service.pay_of(who, one.day)
            now = Stands(pictures[who], paid, one.day, self.here.pk, self.walkers.posts)
            assert one.true(now), f"{one.code}: {now}"

    def are_read(self) -> None:
        """Every walk is a line of its person's ก.พ.๗, with its word and its day; what was cancelled stands struck."""
        for who in dict.fromkeys(one.who for one in WALKS):
            self.registrar.page.goto(f"/movements/people/{self.walkers.people[who]}/?tab=service", wait_until=READY)
            rows = self.registrar.page.evaluate(_ROWS)
            for one in (each for each in WALKS if each.who == who):
                found = [row for row in rows if row.startswith(one.shown) and self.names[one.code] in row]
                assert len(found) == 1, (one.code, rows)
                struck = one.code == CANCELLED
                assert ("ขีดฆ่า" in found[0]) is struck, found
                assert struck or "ตรวจสอบแล้ว" in found[0], found
