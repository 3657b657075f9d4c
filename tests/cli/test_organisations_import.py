"""`lhr organisations import`: tried first, applied whole, said in Thai."""

from __future__ import annotations

from pathlib import Path

import pytest

from lhr.access.actor import operator
from lhr.cli.main import main
from lhr.documents.models import ImportBatch
from lhr.kernel import clock
from lhr.organisations import actions, queries
from lhr.organisations.models import Organisation

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


def test_the_sweep_says_what_it_forgot(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["imports", "sweep"]) == 0
    assert "0" in capsys.readouterr().out
