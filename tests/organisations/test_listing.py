"""A list row by row: what is let in, and what is refused with its number, reason and remedy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr.kernel.rules import RuleBroken
from lhr.organisations import happenings, listing, tabular
from lhr.organisations.listing import Known, Sheet
from lhr.organisations.rules import Kind
from tests.support.rules import codes, refused
from tests.support.workbooks import workbook

KNOWN = Known({"10", "48"}, {"4801", "4802", "1001"}, {"4899": "4802"})
HEAD = "dla_code,type,name_th,province_code,district_code"
UNITS = (
    "dla_code_2560,dla_codes_merged,type,name_th,province_code,district_code,"
    "other_district_codes,established,type_2560"
)
GOOD = "5480201,ทต.,ปลาปาก,48,4802"


def read(*rows: str, head: str = HEAD, encoding: str = "utf-8", end: str = "\n") -> Sheet:
    return listing.read(end.join([head, *rows]).encode(encoding), KNOWN)


def told(sheet: Sheet) -> list[tuple[int, list[str]]]:
    return [(one.row, codes(one.findings)) for one in sheet.refused]


@pytest.mark.rule("OG-01")
def test_OG01_a_good_row_is_let_in_with_kind_name_place_and_code() -> None:
    sheet = read(GOOD)
    (one,) = sheet.listed
    assert (one.row, one.kind, one.name, one.districts, one.code) == (
        2,
        Kind.TAMBON_MUN,
        "ปลาปาก",
        ("4802",),
        "5480201",
    )
    assert (sheet.read, sheet.refused, sheet.notes) == (1, [], [])


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("5480201,ทต.,ปลาปาก,48", "OG-01.2"),
        ("5480201,ทต.,ปลาปาก,48,4802,เกิน", "OG-01.2"),
        ("5480201,ทต.,ปลาปาก,99,4802", "OG-01.4"),
        ("5480201,ทต.,ปลาปาก,10,1001", "OG-01.4"),
        ("5480201,ทต.,ปลาปาก,48,4877", "OG-01.5"),
        ("5480201,ทต.,ปลาปาก,48,", "OG-01.5"),
        ("5480201,ทต.,ปลาปาก,48,1001", "OG-01.5"),
        ("2480201,อบจ.,นครพนม,48,4801", "OG-01.5"),
        ("5480201,ตำบล,ปลาปาก,48,4802", "OG-01.6"),
        ("6480201,ทต.,ปลาปาก,48,4802", "OG-01.7"),
        ("5.4802E+06,ทต.,ปลาปาก,48,4802", "OG-01.10"),
        ("5480201.0,ทต.,ปลาปาก,48,4802", "OG-01.10"),
        ("548021,ทต.,ปลาปาก,48,4802", "OG-01.10"),
        (",ทต.,ปลาปาก,48,4802", "OG-01.10"),
        ("5480201,ทต.,,48,4802", "OG-01.11"),
        ("5480201,ทต.,ะปลาปาก,48,4802", "OG-01.11"),
    ],
)
@pytest.mark.rule("OG-01", breaks=True)
def test_OG01_a_bad_row_is_refused_by_its_number_and_no_other_row_with_it(row: str, code: str) -> None:
    sheet = read("2480101,อบจ.,นครพนม,48,", row, "6480203,อบต.,โคกสูง,48,4802")
    assert told(sheet) == [(3, [code])]
    assert [one.row for one in sheet.listed] == [2, 4]
    for finding in sheet.refused[0].findings:
        assert finding.remedy()
        assert "…" not in finding.says() + finding.remedy()


def test_a_code_that_a_spreadsheet_made_a_number_is_refused_with_what_it_may_have_been() -> None:
    (one,) = read("5480201.0,ทต.,ปลาปาก,48,4802").refused
    assert "(5480201)" in one.findings[0].remedy()


def test_two_rows_of_one_code_are_both_refused_each_naming_the_other() -> None:
    sheet = read(GOOD, "6480201,อบต.,โคกสูง,48,4802", "6480203,อบต.,มหาชัย,48,4802")
    assert told(sheet) == [(2, ["OG-01.8"]), (3, ["OG-01.8"])]
    assert "แถวที่ 3" in sheet.refused[0].findings[0].says()


def test_two_lgos_of_one_full_name_in_one_district_are_both_refused() -> None:
    assert told(read(GOOD, "5480202,ทต.,ปลาปาก,48,4802")) == [(2, ["OG-01.12"]), (3, ["OG-01.12"])]


def test_a_municipality_and_an_aot_may_share_name_and_district() -> None:
    assert len(read(GOOD, "6480202,อบต.,ปลาปาก,48,4802").listed) == 2


@pytest.mark.parametrize(
    ("encoding", "end"), [("utf-8", "\n"), ("utf-8-sig", "\n"), ("cp874", "\n"), ("utf-8-sig", "\r\n")]
)
def test_bom_thai_code_page_and_dos_line_ends_are_read_alike(encoding: str, end: str) -> None:
    sheet = read(GOOD, encoding=encoding, end=end)
    assert [one.name for one in sheet.listed] == ["ปลาปาก"]
    assert sheet.encoding == ("cp874" if encoding == "cp874" else "utf-8")


def test_a_row_of_thai_code_page_in_a_file_of_utf8_is_refused_by_its_number() -> None:
    data = f"{HEAD}\n{GOOD}\n".encode() + "6480203,อบต.,โคกสูง,48,4802".encode("cp874")
    sheet = listing.read(data, KNOWN)
    assert told(sheet) == [(3, ["OG-01.3"])]
    assert [one.row for one in sheet.listed] == [2]


@pytest.mark.parametrize("bad", ["5480201,ทต.,ปลา\x00ปาก,48,4802", "5480201,ทต.,ปลา\x07ปาก,48,4802"])
def test_control_characters_are_no_letters(bad: str) -> None:
    assert told(read(bad)) == [(2, ["OG-01.3"])]


@pytest.mark.parametrize(
    ("head", "lacking"),
    [
        ("code,type,name_th,province_code,district_code", "dla_code"),
        ("dla_code,type,name_th,province_code", "district_code"),
        (UNITS.replace("type_2560", "old_type"), "type_2560"),
        ("dla_codes,type,name_th,province_code,district_code", "dla_code"),
    ],
)
def test_a_file_without_a_column_is_refused_as_a_whole_naming_it(head: str, lacking: str) -> None:
    with pytest.raises(RuleBroken) as why:
        read(GOOD, head=head)
    assert codes(why.value.findings) == ["OG-01.1"]
    assert lacking in why.value.findings[0].says()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "OG-01.18"),
        (b"\xef\xbb\xbf\r\n", "OG-01.18"),
        (f"{HEAD},type\n{GOOD},x".encode(), "OG-01.19"),
        (f"{HEAD}\n{GOOD}".encode("utf-16"), "OG-01.20"),
        (f"{HEAD}\n{GOOD}".encode("utf-16-be"), "OG-01.20"),
        (b"PK\x03\x04 no workbook", "OG-01.20"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "OG-01.20"),
        (HEAD.encode() + b"\nx" * (tabular.MOST_ROWS + 1), "OG-01.16"),
    ],
)
def test_a_file_that_is_no_list_is_refused_as_a_whole(data: bytes, code: str) -> None:
    with refused(code):
        listing.read(data, KNOWN)


def test_a_workbook_is_read_as_its_owner_sees_it() -> None:
    sheet = listing.read(
        workbook(
            HEAD.split(","),
            [5480201, "ทต.", "ปลาปาก", 48, 4802],
            ["6480203", "อบต.", "โคกสูง", "48", "4877"],
            [6480204.5, "อบต.", "มหาชัย", 48, 4802],
            [],
            ["6480205", "อบต.", "นาแก", "48", "4802"],
        ),
        KNOWN,
    )
    assert (sheet.encoding, [(one.row, one.code, one.name) for one in sheet.listed]) == (
        "xlsx",
        [(2, "5480201", "ปลาปาก"), (6, "6480205", "นาแก")],
    )
    assert told(sheet) == [(3, ["OG-01.5"]), (4, ["OG-01.10"])]


def test_a_name_with_marks_out_of_place_is_let_in_mended_and_shown() -> None:
    sheet = read("6480203,อบต.,นํ้าก่ำ,48,4802")
    assert [one.name for one in sheet.listed] == ["น้ำก่ำ"]
    (note,) = sheet.notes
    assert codes(note.findings) == ["OG-01.9"]
    assert "“นํ้าก่ำ”" in note.findings[0].says()


def test_a_district_no_longer_in_use_is_let_in_with_its_successor_and_shown() -> None:
    sheet = read("5480201,ทต.,ปลาปาก,48,4899")
    assert [one.districts for one in sheet.listed] == [("4802",)]
    assert codes(sheet.notes[0].findings) == ["OG-01.17"]


def test_thai_digits_and_spaces_do_not_matter() -> None:
    assert [one.code for one in read("๕๔๘๐๒๐๑ , ทต. ,ปลาปาก, 48,4802").listed] == ["5480201"]


def test_in_the_list_of_units_a_code_is_good_only_while_the_kind_is_the_same() -> None:
    sheet = read(
        "6480201,,ทต.,ปลาปาก,48,4802,,1997-02-13,อบต.",
        "6480203,6480204 6480205,อบต.,โคกสูง,48,4802,4801,,อบต.",
        "6480206,,ทต.,มหาชัย,48,4802,,,ทต.",
        head=UNITS,
    )
    upgraded, merged, contradicting = sheet.listed
    assert (upgraded.code, upgraded.tail) == ("", "480201")
    assert (merged.code, merged.absorbed, merged.districts) == (
        "6480203",
        ("6480204", "6480205"),
        ("4802", "4801"),
    )
    assert (contradicting.code, contradicting.tail) == ("", "")
    assert [codes(one.findings) for one in sheet.notes] == [["OG-01.13"]]


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for head in (HEAD, UNITS):
        try:
            sheet = listing.read(head.encode() + b"\n" + data, KNOWN)
        except RuleBroken:
            continue
        assert sheet.read == len(sheet.listed) + len(sheet.refused)


def test_a_torn_row_of_a_file_of_events_is_told_by_its_number() -> None:
    head = (
        "district_code,source_geocode,name_th,source_entity_type,event,effective,status,old,new,merge_other_geocode"
    )
    past = happenings.read(f"{head}\n4802,480203,โคกสูง".encode())
    assert [(one.row, codes(one.findings)) for one in past.refused] == [(2, ["OG-01.2"])]


def test_a_file_of_events_without_its_columns_is_refused() -> None:
    with refused("OG-01.1"):
        happenings.read(b"district_code,name_th\n4802,x")
