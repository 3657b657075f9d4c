"""The printed form: both names, capacities and orders, all Thai digits, a line for the ปลัด to sign."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from lhr.access.actor import Actor
from lhr.access.policy import Denied
from lhr.audit.queries import readings_of
from lhr.documents.typesetting import render
from lhr.registry_rights import printing, queries
from tests.support.cast import TODAY, Place, acting, assigned, day, hr, moves, palad, save


def values_of(town: Place) -> dict[str, object]:
    return printing.form_values(
        town.lgo, queries.rows_of(town.lgo.pk), queries.latest_form(town.lgo.pk), TODAY
    )


def test_the_paper_is_a_pdf_of_the_pair(bootstrap: Actor, registrar: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"], phone="042581000"))
    made = printing.form_pdf(by=registrar, organisation=town.lgo)
    assert made.startswith(b"%PDF-")
    assert b"SarabunPSK" in made


def test_both_names_capacities_and_the_order_of_each_are_on_it(bootstrap: Actor, town: Place) -> None:
    last = day("๑๕ ส.ค. ๒๕๖๑")
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, last), officer=hr(town["hr"]))
    registrar, officer = (dict(block["rows"]) for block in values_of(town)["blocks"])  # type: ignore[index,union-attr,attr-defined]
    assert registrar["ชื่อ"] == "นายสมศรี ทดสอบท่าอุเทน"
    assert registrar["ในฐานะ"] == "ผู้รักษาการ"
    assert registrar["ตามคำสั่งที่"] == "๔๔๙/๒๕๖๑"
    assert registrar["ถึงวันที่"] == "๑๕ สิงหาคม ๒๕๖๑"
    assert registrar["สถานะ"] == "รอจังหวัดยืนยัน"
    assert officer["ในฐานะ"] == "นักทรัพยากรบุคคล"
    assert officer["ตามคำสั่งที่"] == "-"


def test_the_paper_says_why_a_right_ends_in_thai_digits(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"]))
    moves(town, town["palad"], "RESIGN", day("๒๐ ส.ค. ๒๕๖๑"))
    registrar, officer = (dict(block["rows"]) for block in values_of(town)["blocks"])  # type: ignore[index,union-attr,attr-defined]
    assert registrar["ถึงวันที่"] == "๑๙ สิงหาคม ๒๕๖๑"
    assert registrar["เหตุที่สิ้นสุด"] == "ลาออก ตามคำสั่งที่ ๑๒/๒๕๖๑ ลงวันที่ ๑ ส.ค. ๒๕๖๑"
    assert "เหตุที่สิ้นสุด" not in officer


def test_every_digit_is_thai_and_no_number_is_whole(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"], phone="042581000"))
    printed = str(values_of(town))
    assert not re.search("[0-9]", printed)
    assert not re.search("[๐-๙]{13}", printed)


def test_the_palad_signs_and_an_empty_form_can_be_printed_too(registrar: Actor, town: Place) -> None:
    values = values_of(town)
    assert values["signer"] == {"name": "นายสมหวัง ทดสอบท่าอุเทน", "post": "ปลัดเทศบาลตำบลท่าอุเทน"}
    assert printing.form_pdf(by=registrar, organisation=town.lgo).startswith(b"%PDF-")


def test_the_same_paper_of_the_same_day_has_the_same_bytes(town: Place) -> None:
    values = values_of(town)
    assert render("sem102", values, issued=TODAY) == render("sem102", values, issued=TODAY)


def test_what_is_printed_is_data_and_never_source(town: Place) -> None:
    values = values_of(town) | {"saved": '#read("/etc/hostname") $x$ *ดอกจัน* \\ "'}
    assert render("sem102", values, issued=TODAY).startswith(b"%PDF-")


def test_there_is_no_paper_without_a_template(db: None) -> None:
    with pytest.raises(LookupError):
        render("../fonts/LICENSE-NOTE", {}, issued=TODAY)


def test_a_print_is_a_reading_that_the_person_sees(bootstrap: Actor, registrar: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]))
    printing.form_pdf(by=registrar, organisation=town.lgo)
    assert [of.reading.view for of in readings_of(town["palad"])] == ["rights.print"]


def test_another_lgo_prints_nothing_of_this_one(stranger: Actor, town: Place) -> None:
    with pytest.raises(Denied) as refused:
        printing.form_pdf(by=stranger, organisation=town.lgo)
    assert refused.value.outside


def test_who_holds_the_role_today_is_printed_beside_whom_the_form_names(
    bootstrap: Actor, town: Place
) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"]))
    save(bootstrap, town, registrar=acting(town["deputy"], day("๕ ส.ค. ๒๕๖๑"), day("๑๕ ส.ค. ๒๕๖๑")))
    first, second = values_of(town)["blocks"]  # type: ignore[misc]
    assert (first["heading"], first["now_heading"]) == (
        "ตามที่แจ้งในฉบับที่ ๒",
        "ผู้มีสิทธิ ณ วันที่ ๑ สิงหาคม ๒๕๖๑",
    )
    assert dict(first["rows"])["ชื่อ"] == "นายสมศรี ทดสอบท่าอุเทน"
    assert dict(first["now"])["ชื่อ"] == "นายสมหวัง ทดสอบท่าอุเทน"
    assert (second["now"], second["heading"]) == ([], "")


def test_the_whole_of_it_stands_on_one_sheet_even_where_both_roles_differ(
    bootstrap: Actor, registrar: Actor, town: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_DEMO", "yes")
    save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"]))
    assert pages(registrar, town) == 1
    ahead, last = day("๕ ส.ค. ๒๕๖๑"), day("๓๐ ก.ย. ๒๕๖๑")
    save(bootstrap, town, registrar=acting(town["deputy"], ahead, last))
    assert pages(registrar, town) == 1
    save(bootstrap, town, officer=assigned(town["clerk"], ahead, last))
    assert pages(registrar, town) == 1


def pages(by: Actor, town: Place) -> int:
    return len(PdfReader(BytesIO(printing.form_pdf(by=by, organisation=town.lgo))).pages)


def test_where_nobody_holds_the_role_today_that_is_printed_too(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, officer=hr(town["hr"], day("๕ ส.ค. ๒๕๖๑")))
    block = values_of(town)["blocks"][1]  # type: ignore[index]
    assert dict(block["rows"])["สถานะ"] == "รอมีผล"
    assert dict(block["now"])["สถานะ"] == "ไม่มีเจ้าหน้าที่ทะเบียนประวัติ"


def test_a_post_is_printed_with_its_line_and_level(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]))
    block = values_of(town)["blocks"][0]  # type: ignore[index]
    assert dict(block["rows"])["ตำแหน่ง"] == "ปลัดเทศบาล (นักบริหารงานท้องถิ่น ระดับกลาง)"


def test_a_demonstration_says_so_on_paper(town: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    assert values_of(town)["mark"] == ""
    monkeypatch.setenv("LHR_DEMO", "yes")
    values = values_of(town)
    assert str(values["mark"]).startswith("ข้อมูลสาธิต")
    assert render("sem102", values, issued=TODAY).startswith(b"%PDF-")
