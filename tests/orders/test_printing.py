"""An order on paper: every word that the register holds, Thai digits, the draft marked as one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.audit.queries import readings_of
from lhr.kernel.digits import to_thai
from lhr.orders import actions, previewing, printing, queries
from lhr.orders.drafts import Header
from lhr.orders.models import Order
from lhr.orders.terms import OrderKind
from lhr.posts import queries as posts
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.pay import Pay
from tests.orders.conftest import ON, Office
from tests.service_record.conftest import Place, hand
from tests.support import papers
from tests.support.rules import rule

pytestmark = pytest.mark.django_db


def values(office: Office, row: Order) -> dict[str, object]:
    row = queries.row_of(row.entry_id)
    return printing.values(row, previewing.preview(office.officer, row, office.pair))


def cells(told: dict[str, object]) -> list[list[str]]:
    return [[cell["t"] for cell in row] for row in told["rows"]]  # type: ignore[attr-defined]


def printed(office: Office, row: Order, folder: Path) -> str:
    made = printing.order_pdf(by=office.officer, order_id=row.entry_id, pair=office.pair)
    return papers.text_of(made, folder)


def moving(office: Office) -> list[MovementDraft]:
    to = {"finance": "deputy", "deputy": "finance"}
    return [
        MovementDraft("MOVE", ON, person_id=office.place.people[one], post_id=office.place.posts[post].id, remark="สลับ")
        for one, post in to.items()
    ]


def test_a_draft_says_that_it_is_one_and_names_nobody_who_signed(office: Office, tmp_path: Path) -> None:
    row = office.drawn(replace(office.line("finance"), remark="ตามบัญชีใหม่"))
    told = values(office, row)
    assert "ร่าง ยังไม่ลงนาม" in str(told["mark"])
    assert re.fullmatch(r"ที่ [.]+/[.]+", told["numbered"]["t"]), "the year is that of the signature"  # type: ignore[index]
    assert "๒๕๖๑" not in str(told["footer"])
    said = printed(office, row, tmp_path)
    assert "คำสั่งเทศบาลตำบลท่าอุเทน" in said
    assert "ที่......" in said
    assert "ข้อสังเกตของระบบ:SR-10.1" in said
    assert "๒๐,๐๐๐" in said


def test_what_stands_above_the_table_is_kept_for_the_next_order_of_the_kind(office: Office, tmp_path: Path) -> None:
    above = "อาศัยอำนาจตามความในมาตรา 15\nจึงให้ปรับเงินเดือน"
    head = Header(OrderKind.PAY_ADJUST, ON, reason="ตามกฎหมาย", preamble=above)
    told = {"by": office.officer, "organisation": office.place.organisation, "lines": [office.line("finance")]}
    first = actions.draw_up(header=head, **told)  # type: ignore[arg-type]
    said = printed(office, first, tmp_path)
    assert "อาศัยอำนาจตามความในมาตรา๑๕" in said
    assert said.index("อาศัยอำนาจ") < said.index("จึงให้ปรับเงินเดือน") < said.index("๒๐,๐๐๐")
    later = actions.draw_up(header=replace(head, preamble=""), **told)  # type: ignore[arg-type]
    assert later.preamble == above
    other = replace(head, kind=OrderKind.LEAVING, preamble="")
    assert actions.draw_up(by=office.officer, organisation=office.place.organisation, header=other).preamble == ""
    bare = replace(head, preamble="")
    changed = actions.change_head(by=office.officer, order_id=later.entry_id, version=later.version, header=bare)
    assert changed.preamble == "", "an officer who empties it means it"


def test_the_signed_paper_has_its_number_and_who_signed(office: Office, tmp_path: Path) -> None:
    row = office.signed(office.drawn(office.line("finance"), office.line("deputy", 30000)))
    said = printed(office, row, tmp_path)
    for text in ("ที่๑๒/๒๕๖๑", "เรื่องปรับเงินเดือน", "(นายทดสอบนายก)", "สั่งณวันที่๒๐สิงหาคม๒๕๖๑", "จำนวน๒รายการ", "๓๐,๐๐๐"):
        assert text in said, text
    assert "ร่างยังไม่ลงนาม" not in said
    assert "ข้อสังเกตของระบบ" not in said


def test_an_order_of_posts_shows_the_old_and_the_new_one(office: Office) -> None:
    told = values(office, office.drawn(*moving(office), kind=OrderKind.MOVE))
    for row, (old, new) in zip(cells(told), (("๓๒๐๑", "๑๑๐๑"), ("๑๑๐๑", "๓๒๐๑")), strict=True):
        assert (old in row[3], new in row[4]) == (True, True)
        assert row[2] == "ย้าย"
        assert row[8] == "สลับ"


def rising(office: Office) -> MovementDraft:
    pay = Pay(level_code="SENIOR_PROFESSIONAL", salary=Decimal(25000))
    return MovementDraft("PROMOTE", ON, person_id=office.place.people["finance"], pay=pay)


def test_a_promotion_says_both_levels_and_both_salaries_of_who_keeps_the_post(office: Office) -> None:
    office.applied(office.drawn(replace(office.line("finance"), pay=Pay("PROFESSIONAL", Decimal(20000)))))
    row = office.drawn(rising(office), kind=OrderKind.PROMOTION)
    (told,) = cells(values(office, row))
    post = "๓๒๐๑-๐๐๑"
    assert ("ระดับชำนาญการ เลขที่" in told[3], post in told[3], told[5]) == (True, True, "๒๐,๐๐๐")
    assert ("ระดับชำนาญการพิเศษ เลขที่" in told[4], post in told[4], told[6]) == (True, True, "๒๕,๐๐๐")


def test_an_order_that_cancels_a_promotion_says_from_which_level_to_which(office: Office) -> None:
    office.applied(office.drawn(replace(office.line("finance"), pay=Pay("PROFESSIONAL", Decimal(20000)))))
    done = office.applied(office.drawn(rising(office), kind=OrderKind.PROMOTION), "13")
    header = Header(OrderKind.CANCELLATION, ON, reason="ออกคำสั่งผิด")
    undo = actions.draw_cancelling(by=office.officer, order_id=done.entry_id, header=header)
    (told,) = cells(values(office, undo))
    assert ("ระดับชำนาญการพิเศษ" in told[3], told[5]) == (True, "๒๕,๐๐๐")
    assert ("ระดับชำนาญการ เลขที่" in told[4], told[6]) == (True, "๒๐,๐๐๐")


def test_who_leaves_draws_nothing_new(office: Office) -> None:
    office.applied(office.drawn(office.line("finance")))
    line = MovementDraft("RESIGN", ON.replace(month=10), person_id=office.place.people["finance"])
    (told,) = cells(values(office, office.drawn(line, kind=OrderKind.LEAVING)))
    assert (told[4], told[5], told[6]) == ("", "๒๐,๐๐๐", "")


@rule("OR-05")
@pytest.mark.parametrize(
    ("ends", "said"),
    [({"last_day": date(2018, 9, 30)}, "ถึง ๓๐ ก.ย. ๒๕๖๑"), ({"open_ended": True}, "จนกว่าจะมีคำสั่งเปลี่ยนแปลง")],
)
def test_an_order_to_act_says_until_when(office: Office, ends: dict[str, object], said: str) -> None:
    line = MovementDraft("ASSIGNED", ON, person_id=office.place.people["finance"], **ends)  # type: ignore[arg-type]
    (row,) = cells(values(office, office.drawn(line, kind=OrderKind.ACTING)))
    assert [cell for cell in row if said in cell]


def test_an_order_to_act_says_in_which_post(office: Office) -> None:
    palad = office.place.posts["palad"]
    line = MovementDraft(
        "ACTING_FOR", ON, person_id=office.place.people["deputy"], post_id=palad.id, last_day=ON.replace(day=30)
    )
    (told,) = cells(values(office, office.drawn(line, kind=OrderKind.ACTING)))
    post = posts.view_of(palad.id, ON)
    assert told[4] == to_thai(f"รักษาราชการแทน {post.name} เลขที่ {post.number}")
    own = posts.view_of(office.place.posts["deputy"].id, ON)
    assert to_thai(own.number) in told[3]


def test_the_paper_is_the_same_once_the_order_is_in_the_records(office: Office) -> None:
    row = office.signed(office.drawn(*moving(office), kind=OrderKind.MOVE))
    before = cells(values(office, row))
    actions.apply(by=office.registrar, order_id=row.entry_id, version=row.version, pair=office.pair)
    assert cells(values(office, row)) == before
    found = previewing.preview(office.officer, queries.row_of(row.entry_id), office.pair)
    assert found.findings == ()
    header = Header(OrderKind.CANCELLATION, ON, reason="ออกคำสั่งผิด")
    undo = actions.draw_cancelling(by=office.officer, order_id=row.entry_id, header=header)
    office.applied(queries.row_of(undo.entry_id), "13")
    assert cells(values(office, row)) == before


def test_every_digit_is_thai_and_no_number_is_whole(office: Office) -> None:
    line = replace(office.line("finance"), pay=Pay(salary=Decimal("20500.50"), steps=Decimal("0.5")))
    told = {**values(office, office.drawn(line)), "columns": [], "rows": cells(values(office, office.drawn(line)))}
    texts = re.findall(r"'t': '([^']*)'", str(told)) + [text for row in told["rows"] for text in row]
    texts = [re.sub(r"[A-Z]{2}-[0-9]{2}([.][0-9])?", "", text) for text in texts]  # a rule goes by its name
    assert texts
    assert [text for text in texts if re.search("[0-9]", text) or re.search("[๐-๙]{13}", text)] == []


def test_a_print_is_a_reading_of_everybody_whom_it_names(
    office: Office, neighbour: Place, tmp_path: Path
) -> None:
    row = office.drawn(office.line("finance"), office.line("deputy"))
    printed(office, row, tmp_path)
    for who in ("finance", "deputy"):
        person: UUID = office.place.people[who]
        assert [one.reading.purpose for one in readings_of(person)] == ["พิมพ์คำสั่ง"]
    stranger = hand(neighbour, Role.OFFICER, "hr")
    with pytest.raises(Denied):
        printing.order_pdf(by=stranger, order_id=row.entry_id, pair=office.pair)


def test_an_order_of_sixty_has_its_head_on_every_page(office: Office, tmp_path: Path) -> None:
    lines = [office.line("finance", 20000 + at) for at in range(60)]
    row = office.drawn(*lines)
    made = printing.order_pdf(by=office.officer, order_id=row.entry_id, pair=office.pair)
    pages = papers.texts_of(made, tmp_path)
    assert len(pages) > 2
    assert all("เงินเดือนใหม่" in page for page in pages[:-1])


def test_a_move_is_printed_with_the_allowance_that_it_states(office: Office) -> None:
    one, other = moving(office)
    row = office.drawn(replace(one, pay=Pay(allowance=Decimal(3500))), other, kind=OrderKind.MOVE)
    assert [cell[6] for cell in cells(values(office, row))] == ["เงินประจำตำแหน่ง ๓,๕๐๐", ""]
