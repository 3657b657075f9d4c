"""A table as the lines of an order: read whole, or refused with row, column, what was typed and what to do."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from lhr.access.policy import Denied
from lhr.kernel.national_id import make_synthetic
from lhr.kernel.rules import Finding, RuleBroken
from lhr.orders import pasting
from lhr.orders.pasting import Asked
from lhr.orders.rules_of_rows import Kinds, echo, heads_of, read, said_once
from lhr.orders.terms import OrderKind
from lhr.people import queries as people
from lhr.service_record import queries as service
from lhr.service_record.drafts import Citation, MovementDraft, NewPerson
from lhr.standards import queries as standards
from lhr.web.movements import kinds
from tests.orders.conftest import ON, Office
from tests.service_record.conftest import DAY, Place, done
from tests.support.rules import refused, rule
from tests.support.workbooks import workbook

PAY = Kinds(
    {"STEP_RISE": "เลื่อนขั้น", "PERCENT_RISE": "เลื่อนร้อยละ", "NO_RISE": "ไม่เลื่อน"},
    {
        "STEP_RISE": frozenset({"steps", "salary"}),
        "PERCENT_RISE": frozenset({"percent", "salary"}),
        "NO_RISE": frozenset({"salary"}),
    },
)
LEVELS = {"ชำนาญการ": "K2"}


def codes(found: list[Finding]) -> list[str]:
    return [one.code for one in found]


def one_row(**cells: str) -> tuple[object, list[Finding]]:
    return read(2, {"เลขที่ตำแหน่ง": "48-2-01-3102-001", **cells}, PAY, LEVELS, 2600)


def test_numbers_and_days_are_read_as_officers_write_them() -> None:
    cells = {
        "เลขที่ตำแหน่ง": " ๔๘–๒–๐๑–๓๑๐๒–๐๐๑ ", "ขั้นที่เลื่อน": "๐.๕ ขั้น", "เงินเดือนใหม่": "๓๐,๒๒๐.๕๐ บาท",
        "วันที่มีผล": "๑ เม.ย. ๒๕๖๑", "ระดับใหม่": "ชำนาญการ",
    }  # fmt: skip
    row, found = read(2, cells, PAY, LEVELS, 2600)
    assert codes(found) == ["OR-09.14"]  # a rise in steps changes no level
    assert (row.post, row.kind, row.starts) == ("48-2-01-3102-001", "STEP_RISE", date(2018, 4, 1))
    assert row.amounts == {"ขั้นที่เลื่อน": Decimal("0.5"), "เงินเดือนใหม่": Decimal("30220.50")}
    assert read(2, {**cells, "วันที่มีผล": "2018-04-01"}, PAY, LEVELS, 2600)[0].starts == date(2018, 4, 1)


@pytest.mark.parametrize(
    ("cells", "code", "told"),
    [
        ({"ขั้นที่เลื่อน": "หนึ่ง"}, "OR-09.4", "แถว 2 ช่อง ขั้นที่เลื่อน: “หนึ่ง”"),
        ({"ขั้นที่เลื่อน": "1", "วันที่มีผล": "31 ก.พ. 2561"}, "OR-09.5", "“31 ก.พ. 2561”"),
        ({"ขั้นที่เลื่อน": "1", "วันที่มีผล": "01/12/2026"}, "OR-09.5", "“01/12/2026” อ่านเป็นวันที่ไม่ได้ หมายถึง 1 ธ.ค. พ.ศ. 2569"),
        ({"ขั้นที่เลื่อน": "1", "วันที่มีผล": "1 ต.ค. 69"}, "OR-09.5", "หมายถึง 1 ต.ค. พ.ศ. 2569 หรือไม่"),
        ({"ประเภท": "ย้าย"}, "OR-09.6", "“ย้าย”"),
        ({"เลขที่ตำแหน่ง": "", "ขั้นที่เลื่อน": "1"}, "OR-09.10", "แถว 2"),
        ({"ขั้นที่เลื่อน": "1", "ระดับใหม่": "เก่ง"}, "OR-09.11", "“เก่ง”"),
        ({"เงินเดือนใหม่": "20000"}, "OR-09.13", "เพิ่ม"),
        ({"ประเภท": "เลื่อนขั้น", "ร้อยละ": "3"}, "OR-09.14", "เลื่อนขั้น"),
    ],
)
def test_each_cell_that_cannot_be_read_is_named(cells: dict[str, str], code: str, told: str) -> None:
    _, found = one_row(**cells)
    assert code in codes(found)
    said = next(one for one in found if one.code == code)
    assert told in said.says() + said.remedy()


def test_the_kind_follows_from_the_amounts_where_they_say_it() -> None:
    assert one_row(ขั้นที่เลื่อน="1")[0].kind == "STEP_RISE"  # type: ignore[attr-defined]
    assert one_row(ร้อยละ="๓.๒%")[0].kind == "PERCENT_RISE"  # type: ignore[attr-defined]
    assert one_row(ขั้นที่เลื่อน="0")[0].kind == "NO_RISE"  # type: ignore[attr-defined]
    assert one_row(ประเภท="เลื่อนร้อยละ", ร้อยละ="3", ขั้นที่เลื่อน="-")[0].kind == "PERCENT_RISE"  # type: ignore[attr-defined]


def test_a_head_says_what_it_lacks_has_twice_or_does_not_know() -> None:
    assert codes(heads_of(["ชื่อ", "เงินเดือนใหม่"])[1]) == ["OR-09.1"]
    assert codes(heads_of(["เลขที่ตำแหน่ง", "โบนัส", "ร้อยละ", "ร้อยละ", ""])[1]) == ["OR-09.2", "OR-09.3"]
    assert heads_of(["เลขที่ ตำแหน่ง", "ชื่อ - สกุล"]) == ({0: "เลขที่ตำแหน่ง", 1: "ชื่อ"}, [])


def test_a_column_that_numbers_the_rows_is_passed_over() -> None:
    assert heads_of(["ลำดับที่", "เลขที่ตำแหน่ง", "No."]) == ({1: "เลขที่ตำแหน่ง"}, [])


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("เลื่อนระดับ", "PROMOTE"),
        ("เลื่อนและแต่งตั้ง", "PROMOTE"),
        ("เลื่อนระดับ/เลื่อนและแต่งตั้ง", "PROMOTE"),
        ("ย้าย", "MOVE"),
        ("เลื่อน", ""),
        ("สับ", ""),
    ],
)
def test_a_part_of_a_kinds_name_is_enough_where_it_means_one_kind(typed: str, kind: str) -> None:
    named = {"PROMOTE": "เลื่อนระดับ / เลื่อนและแต่งตั้ง", "MOVE": "ย้าย", "A": "สับ / ก", "B": "สับ / ข"}
    offered = Kinds(named, dict.fromkeys(named, frozenset()))
    row, found = read(2, {"เลขที่ตำแหน่ง": "48-2-01-3102-001", "ประเภท": typed}, offered, LEVELS, 2600)
    assert row.kind == kind
    assert codes(found) == ([] if kind else ["OR-09.6"])


def test_a_column_that_is_left_out_is_asked_for_once_with_its_rows() -> None:
    cells = {"เลขที่ตำแหน่ง": "48-2-01-3102-001", "เงินเดือนใหม่": "x"}
    found = [one for row in (2, 3, 4, 7) for one in read(row, cells, PAY, LEVELS, 2600)[1]]
    told = said_once(found)
    assert codes(told) == ["OR-09.4", "OR-09.13", "OR-09.4", "OR-09.4", "OR-09.4"]
    assert told[1].says() == "แถว 2–4, 7: ไม่ได้บอกประเภท คำสั่งชนิดนี้มีหลายประเภท"


def test_what_is_repeated_never_holds_a_whole_number() -> None:
    assert echo("เลข 1-1005-00000-00-9 ของเขา") == "เลข … ของเขา"
    assert len(echo("ก" * 100)) == 41


@pytest.mark.parametrize(
    "number",
    [
        "1100500000009",
        "1-1005-00000-00-9",
        "1 1005 00000 00 9",
        "๑–๑๐๐๕–๐๐๐๐๐–๐๐–๙",
        "1-1005-0000-00-9",
        "110050000000",
        "11-00-50-00-000-09",
    ],
)
def test_an_id_number_and_what_may_be_one_is_never_repeated(number: str) -> None:
    assert echo(number) == "…"


@pytest.mark.parametrize("number", ["48-2-05-9999-002", "๔๘–๒–๐๕–๙๙๙๙–๐๐๒", "01-0102-001", "4701-01", "12,470.50"])
def test_a_post_number_is_shown_as_it_was_typed(number: str) -> None:
    assert echo(number) == number


# --- upon the register ------------------------------------------------------------------------------------------------


def asked(office: Office, kind: OrderKind = OrderKind.PAY_ADJUST) -> Asked:
    known = standards.movement_types()
    return Asked(office.place.organisation, kind, ON, lambda code: kinds.fields_of(known[code]))


def nobody(digits: str, opens: bool) -> tuple[UUID | None, list[Finding]]:
    return None, []


def taken(office: Office, text: str, kind: OrderKind = OrderKind.PAY_ADJUST) -> list[MovementDraft]:
    return pasting.lines(office.officer, asked(office, kind), pasting.of_text(text), nobody)


def number(office: Office, who: str) -> str:
    return service.postings(office.place.organisation.pk, DAY)[office.place.people[who]].number


@pytest.mark.django_db
@rule("OR-09")
def test_a_pasted_table_becomes_lines(office: Office) -> None:
    view = people.view_of(office.place.people["finance"], DAY)
    text = (
        "เลขที่ตำแหน่ง\tชื่อ\tประเภท\tเงินเดือนใหม่\tวันที่มีผล\tหมายเหตุ\t\n"
        f"{number(office, 'finance')}\t{view.first}  {view.last}\tปรับตามกฎหมาย\t๒๐,๐๐๐\t\tตามบัญชี\t\n"
        f"{number(office, 'deputy')}\t\tปรับตามกฎหมาย\t30000\t1 ก.ย. 2561\t\t\n\n"
    )
    first, second = taken(office, text)
    assert (first.person_id, first.pay.salary, first.starts, first.remark) == (
        office.place.people["finance"], Decimal(20000), ON, "ตามบัญชี",
    )  # fmt: skip
    assert (second.person_id, second.starts) == (office.place.people["deputy"], date(2018, 9, 1))
    row = office.drawn(first, second)
    assert office.checked(row).status == "CHECKED"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("48-9-99-9999-999\t\t1", "OR-09.7"),
        ("{vacant}\t\t1", "OR-09.8"),
        ("{finance}\tนายคนอื่น คนใด\t1", "OR-09.9"),
        ("{finance}\t\t1\tเกิน", "OR-09.15"),
        ("", "OR-09.16"),
        ("{finance}\t\tx\n\n{finance}\t\ty", "OR-09.4"),
    ],
)
def test_nothing_is_taken_of_a_table_with_one_wrong_row(office: Office, rows: str, code: str) -> None:
    held = {one.number for one in service.postings(office.place.organisation.pk, DAY).values()}
    free = service.vacant_posts(office.place.organisation.pk, DAY)
    vacant = next(one.number for one in free if one.number not in held)
    good, bad = number(office, "deputy"), rows.format(finance=number(office, "finance"), vacant=vacant)
    head = "เลขที่ตำแหน่ง\tชื่อ\tเงินประจำตำแหน่งใหม่"
    body = f"\n{good}\t\t3500\n{bad}" if bad else ""
    with refused(code) as broken:
        taken(office, f"{head}{body}")
    assert "แถว 5" in broken.value.findings[-1].says() or "\n\n" not in rows  # as the spreadsheet counts


@pytest.mark.django_db
def test_the_own_staff_by_their_numbers_are_no_searches(
    office: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    who = [office.place.people[one] for one in ("finance", "deputy")]
    numbers = [people.national_id_of(one) for one in who]
    dashed = "-".join(re.fullmatch(r"(.)(.{4})(.{5})(..)(.)", numbers[1]).groups())  # type: ignore[union-attr]
    rows = f"{numbers[0]}\tปรับตามกฎหมาย\t20000\n{dashed}\tปรับตามกฎหมาย\t30000"
    found = taken(office, f"เลขประจำตัวประชาชน\tประเภท\tเงินเดือนใหม่\n{rows}")
    assert [one.person_id for one in found] == who
    with django_assert_num_queries(1):
        assert len(people.bearers(numbers, who)) == 2


@pytest.mark.django_db
def test_a_number_is_looked_up_by_whoever_counts_it_and_is_never_repeated(office: Office) -> None:
    digits = make_synthetic(990_001)
    text = f"เลขประจำตัวประชาชน,ประเภท,เงินเดือนใหม่\n{digits},ปรับตามกฎหมาย,20000"
    data, looked = pasting.of_text(text), []

    def find(typed: str, opens: bool) -> tuple[UUID | None, list[Finding]]:
        looked.append(typed)
        return office.place.people["finance"], []

    assert [one.person_id for one in pasting.lines(office.officer, asked(office), data, find)] == [
        office.place.people["finance"]
    ]
    assert looked == [digits]
    with pytest.raises(RuleBroken) as broken:
        pasting.lines(office.officer, asked(office), data, nobody)
    assert codes(list(broken.value.findings)) == ["OR-09.12"]
    assert digits not in broken.value.findings[0].says()


@pytest.mark.django_db
def test_a_workbook_is_read_as_a_pasted_table_is(office: Office) -> None:
    head: list[object] = ["เลขที่ตำแหน่ง", "ประเภท", "เงินเดือนใหม่"]
    rows: list[list[object]] = [head, [number(office, "finance"), "ปรับตามกฎหมาย", 20000.5]]
    (line,) = pasting.lines(office.officer, asked(office), workbook(*rows), nobody)
    assert line.pay.salary == Decimal("20000.5")


@pytest.mark.django_db
def test_the_template_has_the_columns_of_the_kind_and_the_staff_by_post(office: Office) -> None:
    text, persons = pasting.template(office.officer, asked(office, OrderKind.PAY_ROUND))
    head, *rows = text.lstrip("\ufeff").splitlines()
    assert head.startswith("เลขที่ตำแหน่ง,เลขประจำตัวประชาชน,ชื่อ,ประเภท,ขั้นที่เลื่อน,ร้อยละ,เงินเดือนใหม่")
    assert "ระดับใหม่" not in head
    assert len(rows) == len(persons) == len(service.people_of(office.place.organisation.pk, DAY))
    assert any(row.startswith(f"{number(office, 'finance')},,") for row in rows)
    with pytest.raises(Denied):
        pasting.template(office.registrar, asked(office))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 no workbook",
        b"\xff\xfeA\x00",
        b"\xd0\xcf\x11\xe0\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\n\x00",
        b"%PDF-1.5\n%\xb5\xb5\n1 0 obj",
        b"\x89PNG\r\n\x1a\n\x00",
        b"\x01\x02\x03\n",
    ],
)
def test_a_file_that_is_no_table_is_said_to_be_none(office: Office, data: bytes) -> None:
    with refused("OR-09.17"):
        pasting.lines(office.officer, asked(office), data, nobody)


NEW_HEAD = "เลขประจำตัวประชาชน,คำนำหน้าชื่อ,ชื่อตัว,นามสกุล,วันเดือนปีเกิด,เพศ,ประเภทบุคลากร,ประเภท"
NEW_ROW = (make_synthetic(9001), "น.ส.", "สมฤดี", "ทดสอบใหม่", "6 พ.ค. 2533", "", "พนักงานเทศบาล", "บรรจุและแต่งตั้ง")


@pytest.mark.django_db
def test_a_row_with_the_particulars_is_somebody_whose_record_is_opened(office: Office) -> None:
    (line,) = taken(office, f"{NEW_HEAD}\n{','.join(NEW_ROW)}", OrderKind.APPOINTMENT)
    assert line.new_person == NewPerson("นางสาว", "สมฤดี", "ทดสอบใหม่", date(1990, 5, 6), "F")
    assert (line.national_id, line.person_id, line.kind_code) == (NEW_ROW[0], None, "MUN_OFFICIAL")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "cell", "code", "told"),
    [
        (4, "", "OR-09.18", "ขาดช่อง วันเดือนปีเกิด"),
        (0, "", "OR-09.18", "ขาดช่อง เลขประจำตัวประชาชน"),
        (1, "ดร.", "OR-09.18", "ขาดช่อง เพศ"),
        (1, "คุณแม่", "OR-09.19", "“คุณแม่”"),
        (5, "?", "OR-09.19", "ช่อง เพศ"),
        (6, "ข้าราชการ", "OR-09.19", "ช่อง ประเภทบุคลากร"),
        (4, "31 ก.พ. 2533", "OR-09.5", "ช่อง วันเดือนปีเกิด"),
    ],
)
def test_what_a_new_record_lacks_is_named(office: Office, at: int, cell: str, code: str, told: str) -> None:
    row = [*NEW_ROW[:at], cell, *NEW_ROW[at + 1 :]]
    with refused(code) as broken:
        taken(office, f"{NEW_HEAD}\n{','.join(row)}", OrderKind.APPOINTMENT)
    assert any(told in one.says() for one in broken.value.findings)
    assert NEW_ROW[0] not in str([one.says() for one in broken.value.findings])


@pytest.mark.django_db
def test_a_row_names_the_lgo_or_the_agency_outside(office: Office, neighbour: Place) -> None:
    head, who = "เลขที่ตำแหน่ง,ประเภท,โอนไป", number(office, "finance")
    rows = {text: f"{head}\n{who},ให้โอน,{text}" for text in ("กรมที่ดิน", "อบต.โนนตาล", "อบต.ที่ไม่มี")}
    (outside,) = taken(office, rows["กรมที่ดิน"], OrderKind.TRANSFER)
    assert (outside.other_organisation_id, outside.other_organisation_text) == (None, "กรมที่ดิน")
    (inside,) = taken(office, rows["อบต.โนนตาล"], OrderKind.TRANSFER)
    assert (inside.other_organisation_id, inside.other_organisation_text) == (neighbour.id, "")
    with refused("OR-09.20") as broken:
        taken(office, rows["อบต.ที่ไม่มี"], OrderKind.TRANSFER)
    assert "0 แห่ง" in broken.value.findings[0].says()


POST_HEAD = "เลขที่ตำแหน่ง,ชื่อ,ประเภท,เงินเดือนใหม่,วันที่มีผล"
AUGUST = "1 ส.ค. 2561"


def moves_over(office: Office, starts: date = date(2018, 8, 20)) -> tuple[str, str]:
    """From `starts` on the deputy holds the post of the finance official, who takes the vacant one: its number, and
    that of the post that nobody holds then."""
    seats, people_here = office.place.posts, office.place.people
    was = number(office, "finance"), number(office, "deputy")
    told = {"citation": Citation("9", 2561, date(2018, 7, 1)), "reason": "ตามคำสั่ง"}
    for who, to in (("finance", "vacant"), ("deputy", "finance")):
        draft = MovementDraft("MOVE", starts, person_id=people_here[who], post_id=seats[to].id, **told)  # type: ignore[arg-type]
        done(office.place, office.officer, office.registrar, draft, office.pair)
    return was


def pasted(office: Office, *rows: str) -> list[MovementDraft]:
    return taken(office, "\n".join((POST_HEAD, *rows)))


@pytest.mark.django_db
@rule("OR-09", breaks=True)
def test_a_post_number_means_its_holder_on_the_day_of_the_line(office: Office) -> None:
    """In August the finance official held it; today the deputy does."""
    number_then, left = moves_over(office)
    who = office.place.people
    name = {one: people.view_of(who[one], DAY).name for one in ("finance", "deputy")}
    with refused("OR-09.21") as broken:
        pasted(office, f"{number_then},,ปรับตามกฎหมาย,20000,{AUGUST}")
    (found,) = broken.value.findings
    assert f"{name['finance']} เป็นผู้ครอง แต่ปัจจุบันผู้ครองคือ {name['deputy']}" in found.says()
    assert f"ตำแหน่งเลขที่ {number_then} ในวันที่ ๑ สิงหาคม ๒๕๖๑" in found.says()
    assert "พิมพ์ชื่อผู้นั้นในช่อง ชื่อ" in found.remedy()
    with refused("OR-09.21"):
        pasted(office, f"{number_then},{name['deputy']},ปรับตามกฎหมาย,20000,{AUGUST}")
    with refused("OR-09.9"):
        pasted(office, f"{number_then},นายคนอื่น คนใด,ปรับตามกฎหมาย,20000,{AUGUST}")
    (line,) = pasted(office, f"{number_then},{name['finance']},ปรับตามกฎหมาย,20000,{AUGUST}")
    assert line.person_id == who["finance"]
    (line,) = pasted(office, f"{number_then},,ปรับตามกฎหมาย,20000,")  # the order's own day: the deputy then, and today
    assert line.person_id == who["deputy"]
    (line,) = pasted(office, f"{left},,ปรับตามกฎหมาย,20000,{AUGUST}")  # nobody holds it today: nobody else can be meant
    assert line.person_id == who["deputy"]


@pytest.mark.django_db
@rule("OR-09", breaks=True)
def test_a_post_that_nobody_holds_on_that_day_is_said_with_who_holds_it_today(office: Office) -> None:
    held, _ = moves_over(office, date(2018, 9, 15))
    (left,) = {number(office, "deputy")}
    name = people.view_of(office.place.people["deputy"], DAY).name
    with refused("OR-09.8") as broken:
        pasted(office, f"{left},,ปรับตามกฎหมาย,20000,1 ต.ค. 2561")
    (found,) = broken.value.findings
    assert f"ไม่มีผู้ครองในวันที่ ๑ ตุลาคม ๒๕๖๑ ปัจจุบันผู้ครองคือ {name}" in found.says()
    assert "บอกด้วยเลขประจำตัวประชาชน" in found.remedy()
    with refused("OR-09.21"):  # the newcomer of October beside today's holder
        pasted(office, f"{held},,ปรับตามกฎหมาย,20000,1 ต.ค. 2561")


@pytest.mark.django_db
def test_who_leaves_is_who_holds_the_post_on_the_last_day(office: Office) -> None:
    """On the effective day of a leaving a successor may hold it already."""
    held, _ = moves_over(office, date(2018, 9, 15))
    (line,) = taken(office, f"เลขที่ตำแหน่ง,ประเภท,วันที่มีผล\n{held},ลาออก,15 ก.ย. 2561", OrderKind.LEAVING)
    assert line.person_id == office.place.people["finance"]
