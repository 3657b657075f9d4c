"""`lhr salary-schedule import` and `lhr reference import`: tried first, applied whole, said in Thai."""

from __future__ import annotations

from pathlib import Path

import pytest

from lhr.cli.main import main
from lhr.documents.models import ImportBatch
from lhr.standards.models import DoubleTimePeriod, SalarySchedule
from tests.standards.schedules import STEPS

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ABOUT = (
    *("--code", "TEST", "--name", "บัญชีทดสอบ", "--engine", "STEP", "--kinds", "TAO_OFFICIAL,MUN_OFFICIAL"),
    *("--starts", "1/1/2559", "--source", "แต่งขึ้นเพื่อทดสอบ"),
)


@pytest.fixture
def steps(tmp_path: Path) -> str:
    path = tmp_path / "steps.csv"
    path.write_bytes(STEPS)
    return str(path)


def test_IM01_a_schedule_is_checked_then_applied_then_changes_nothing(
    steps: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["salary-schedule", "import", steps, *ABOUT]
    assert main(words) == 1
    assert "IM-01.1" in capsys.readouterr().err
    assert main([*words, "--check"]) == 0
    assert "อ่าน 3 แถว · เปลี่ยน 4 แถว" in capsys.readouterr().out
    assert not SalarySchedule.objects.exists()
    assert main(words) == 0
    assert "นำเข้าแล้ว 4 แถว" in capsys.readouterr().out
    schedule = SalarySchedule.objects.get()
    assert (schedule.starts.year, schedule.kinds) == (2016, "MUN_OFFICIAL TAO_OFFICIAL")
    assert ImportBatch.objects.get().status == "APPLIED"
    assert main(words) == 0
    assert "ไม่มีสิ่งใดเปลี่ยน" in capsys.readouterr().out


def test_the_schedules_that_are_loaded_are_shown_with_their_document_their_file_and_their_state(
    steps: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["salary-schedule", "list"]) == 0
    assert "ยังไม่มีบัญชีเงินเดือน" in capsys.readouterr().out
    main(["salary-schedule", "import", steps, *ABOUT, "--check"])
    main(["salary-schedule", "import", steps, *ABOUT])
    capsys.readouterr()
    assert main(["salary-schedule", "list"]) == 0
    said = capsys.readouterr().out
    assert "TEST STEP ตั้งแต่ ๑ ม.ค. ๒๕๕๙: บัญชีทดสอบ (ยังไม่ตรวจสอบ)" in said
    assert f"แต่งขึ้นเพื่อทดสอบ · sha256 {SalarySchedule.objects.get().sha256}" in said


def test_what_is_wrong_with_a_schedule_is_said_with_the_next_step(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "steps.csv"
    path.write_bytes(STEPS + b"OPERATIONAL,3,1400\n")
    assert main(["salary-schedule", "import", str(path), *ABOUT, "--check"]) == 0
    said = capsys.readouterr().out
    assert "RD-02.2 ระดับ OPERATIONAL ไม่มีขั้น 2.5" in said
    assert "ทำต่อ: เติมขั้นที่ขาดตามประกาศ ห้ามเดา" in said
    assert main(["salary-schedule", "import", str(path), *ABOUT]) == 1
    assert not SalarySchedule.objects.exists()


def test_a_list_is_checked_then_applied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "periods.csv"
    path.write_text(
        "code,name,area,starts,until,days,legal_reference,status,source\n"
        "P1,ช่วงที่หนึ่ง,อำเภอตัวอย่าง,2004-01-05,2004-03-15,70,ประกาศตัวอย่าง,U,แต่งขึ้นเพื่อทดสอบ\n",
        encoding="utf-8",
    )
    words = ["reference", "import", "double_time_periods", str(path)]
    assert main([*words, "--check"]) == 0
    assert main(words) == 0
    assert DoubleTimePeriod.objects.get().days == 70
    assert main(["reference", "import", "kings", str(path)]) == 1
    assert "no such list" in capsys.readouterr().err
