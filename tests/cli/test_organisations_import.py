"""`lhr organisations import`: tried first, applied whole, said in Thai."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lhr.access.actor import operator
from lhr.access.policy import Reach
from lhr.cli.main import main
from lhr.documents.models import ImportBatch
from lhr.kernel import clock
from lhr.organisations import actions, queries
from lhr.organisations.models import Organisation
from tests.support.workbooks import workbook

pytestmark = pytest.mark.django_db
ROWS = (
    "dla_code,type,name_th,province_code,district_code",
    "5480201,ทต.,ปลาปาก,48,4802",
    "6480202,อบต.,ปลาปาก,48,4802",
    "6480203,ทต.,โคกสูง,48,4802",
)


@pytest.fixture
def file(tmp_path: Path) -> str:
    actions.load_places(by=operator(clock.today(), "ทดสอบ"), province="48")
    path = tmp_path / "list.csv"
    path.write_text("\n".join(ROWS), encoding="utf-8")
    return str(path)


def run(*words: str) -> int:
    return main(["organisations", "import", *words, "--as-of", "1/3/2560"])


def test_a_list_is_checked_then_applied_then_changes_nothing(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(file, "--check") == 0
    said = capsys.readouterr().out
    assert "แถว 4: OG-01.7" in said
    assert "ทำต่อ:" in said
    assert "อ่าน 3 แถว = รับ 2 + ไม่รับ 1" in said
    assert not Organisation.objects.exists()
    assert run(file) == 0
    assert "นำเข้าแล้ว 2 แห่ง" in capsys.readouterr().out
    assert queries.centre().founded_on.year == 2017
    assert ImportBatch.objects.get().status == "APPLIED"
    assert run(file) == 0
    assert "ไม่มีสิ่งใดเปลี่ยน" in capsys.readouterr().out


def test_IM01_a_list_that_was_not_checked_is_not_applied(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(file) == 1
    assert "IM-01.1" in capsys.readouterr().err
    assert not Organisation.objects.exists()


def test_a_file_that_is_altered_after_the_check_must_be_checked_again(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(file, "--check")
    Path(file).write_text("\n".join(ROWS[:2]), encoding="utf-8")
    assert run(file) == 1
    assert "IM-01.1" in capsys.readouterr().err


def test_a_wrong_file_is_refused_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    assert run(str(path), "--check") == 1
    assert "OG-01.1 หัวตารางไม่มีคอลัมน์ dla_code" in capsys.readouterr().err
    assert run(str(tmp_path / "none.csv"), "--check") == 1
    assert "ไม่พบไฟล์" in capsys.readouterr().err


HEAD, GOOD = ROWS[0], ROWS[1]
_WHOLE_FILE = "บันทึกใหม่เป็น CSV UTF-8"


@pytest.mark.parametrize(
    ("data", "why", "remedy"),
    [
        (f"{HEAD.replace('type', 'kind')}\n{GOOD}".encode(), "OG-01.1 หัวตารางไม่มีคอลัมน์ type", _WHOLE_FILE),
        (b"", "OG-01.18 ไฟล์ว่าง", _WHOLE_FILE),
        (f"{HEAD},type\n{GOOD},x".encode(), "OG-01.19 หัวตารางมีคอลัมน์ type มากกว่าหนึ่งช่อง", "เปลี่ยนชื่อคอลัมน์ที่ซ้ำ"),
        (f"{HEAD}\n{GOOD}".encode("utf-16"), "OG-01.20 ไฟล์นี้ไม่ใช่ CSV", "“CSV UTF-8” หรือ .xlsx"),
        (b"PK\x03\x04", "OG-01.20 ไฟล์นี้ไม่ใช่ CSV", "“CSV UTF-8” หรือ .xlsx"),
    ],
    ids=["column", "empty", "doubled-column", "utf-16", "no-workbook"],
)
def test_a_bad_file_is_refused_as_a_whole_with_reason_and_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, why: str, remedy: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    for words in ([str(path), "--check"], [str(path)]):
        assert run(*words) == 1
        said = capsys.readouterr().err
        assert why in said
        assert remedy in said.split("ทำต่อ:")[1]
    assert not Organisation.objects.exists()


def as_bytes(*rows: str, encoding: str = "utf-8") -> bytes:
    return "\n".join([HEAD, *rows]).encode(encoding)


BAD_ROWS = {
    "cut": (as_bytes(GOOD, "6480202,อบต.,ปล"), "OG-01.2 แถวนี้มี 3 ช่อง ต้องมี 5 ช่อง", "เทียบกับต้นฉบับ"),
    "bom-and-district": (
        as_bytes(GOOD, "6480202,อบต.,โคกสูง,48,4877", encoding="utf-8-sig"),
        "OG-01.5 ไม่รู้จักรหัสอำเภอ “4877” ในจังหวัด 48",
        "ใช้รหัสอำเภอ ๔ หลัก",
    ),
    "tis-620-throughout": (
        as_bytes(GOOD, "6480202,ตำบล,โคกสูง,48,4802", encoding="cp874"),
        "OG-01.6 ประเภท “ตำบล” ไม่ใช่ประเภทของ อปท.",
        "ใช้ อบจ. ทน. ทม. ทต. อบต.",
    ),
    "tis-620-in-utf-8": (
        as_bytes(GOOD) + b"\n" + "6480202,อบต.,โคกสูง,48,4802".encode("cp874"),
        "OG-01.3 แถวนี้มีอักขระที่อ่านไม่ได้",
        "CSV UTF-8",
    ),
    "nul": (as_bytes(GOOD, "6480202,อบต.,โคก\x00สูง,48,4802"), "OG-01.3 แถวนี้มีอักขระที่อ่านไม่ได้", "CSV UTF-8"),
    "doubled-code": (
        as_bytes("6480209,อบต.,ปลาปาก,48,4802", "5480202,ทต.,โคกสูง,48,4802", "6480202,อบต.,มหาชัย,48,4802"),
        "OG-01.8 รหัส 480202 ซ้ำกับแถวที่ 4",
        "ตรวจทั้งสองแถวกับต้นฉบับ",
    ),
    "workbook": (
        workbook(list(HEAD.split(",")), list(GOOD.split(",")), [6480202.5, "อบต.", "โคกสูง", 48, 4802]),
        "OG-01.10 รหัส อปท. “6480202.5” ไม่ใช่เลข ๗ หลัก",
        "จัดช่องเป็นข้อความ",
    ),
}


@pytest.mark.parametrize("bad", BAD_ROWS)
def test_a_bad_row_is_refused_by_number_reason_and_remedy_and_the_good_ones_are_let_in(
    file: str, capsys: pytest.CaptureFixture[str], bad: str
) -> None:
    data, why, remedy = BAD_ROWS[bad]
    Path(file).write_bytes(data)
    assert run(file, "--check") == 0
    (line,) = [one for one in capsys.readouterr().out.splitlines() if one.startswith("แถว 3:")]
    assert why in line
    assert remedy in line.split("ทำต่อ:")[1]
    assert not Organisation.objects.exists()
    assert run(file) == 0
    standing = queries.lgos(within=Reach(frozenset({"/"})), day=date(2017, 3, 1))
    assert [one.name for one in standing] == ["ปลาปาก"]


def test_the_sweep_says_what_it_forgot(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["imports", "sweep"]) == 0
    assert "0" in capsys.readouterr().out


def test_a_list_is_taken_back_by_its_number_with_a_reason(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    undo = ["organisations", "undo-import"]
    assert main(undo) == 0
    assert "ยังไม่มีการนำเข้า" in capsys.readouterr().out
    run(file, "--check")
    run(file)
    capsys.readouterr()
    assert main(undo) == 0
    number = capsys.readouterr().out.split()[0]
    assert main([*undo, number]) == 1
    assert "OG-03.1" in capsys.readouterr().err
    assert main([*undo, number, "--reason", "ผิดฉบับ"]) == 0
    assert "ย้อนแล้ว 2 แห่ง" in capsys.readouterr().out
    assert queries.lgos(within=Reach(frozenset({"/"})), day=date(2017, 3, 1)) == []
    assert main([*undo, number, "--reason", "ผิดฉบับ"]) == 1
    assert "IM-01.3" in capsys.readouterr().err
    assert main([*undo, "zzz", "--reason", "ผิดฉบับ"]) == 1
