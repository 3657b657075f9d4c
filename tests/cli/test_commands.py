"""The operator's commands, run as an operator runs them: in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections

from lhr.access.actor import operator
from lhr.cli.command import commands
from lhr.cli.main import parser
from lhr.kernel import clock
from lhr.kernel.national_id import make_synthetic
from lhr.organisations import actions as organisations
from tests.support.cast import Cast


def lhr(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lhr.cli", *words],
        env=os.environ | settings, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_migrate_makes_tables_and_guards_and_check_config_agrees(tmp_path: Path) -> None:
    at = {"LHR_DATA_DIR": str(tmp_path), "LHR_DATABASE_URL": ""}
    before = lhr("check-config", **at)
    assert before.returncode == 1
    assert "run `lhr migrate`" in before.stderr
    assert lhr("migrate", "--verbosity", "0", **at).returncode == 0
    swept = lhr("sweep", **at)
    assert (swept.returncode, "sessions 0" in swept.stdout) == (0, True), swept.stderr
    after = lhr("check-config", **at)
    assert (after.returncode, after.stdout.splitlines()[-1]) == (0, "ok")


def test_check_config_shows_no_secret(tmp_path: Path) -> None:
    secret = "never-to-be-shown-" * 3
    said = lhr("check-config", LHR_DATA_DIR=str(tmp_path), LHR_SECRET_KEY=secret)
    assert secret not in said.stdout + said.stderr
    assert "LHR_SECRET_KEY = (secret)  (set)" in said.stdout


def test_a_wrong_setting_stops_every_command_with_one_sentence() -> None:
    said = lhr("migrate", LHR_TRAFFIC_LOG_DAYS="10")
    assert said.returncode == 1
    assert "LHR_TRAFFIC_LOG_DAYS: 10 is below 90" in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_can_be_asked_what_it_does(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parser(list(commands().values())).parse_args([*words, "--help"])
    assert ended.value.code == 0
    assert commands()[words].says.th in capsys.readouterr().out


def test_a_word_that_is_no_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parser(list(commands().values())).parse_args(["no-such-command"])
    assert ended.value.code == 2
    assert "no-such-command" in capsys.readouterr().err


def _first_centre(at: dict[str, str], number: str) -> subprocess.CompletedProcess[str]:
    words = ["--prefix", "นาง", "--first", "สมมติ", "--last", "ตัวอย่าง", "--born", "๑ ต.ค. ๒๕๒๐", "--gender", "F",
             "--founded", "1 ม.ค. 2559"]  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "lhr.cli", "accounts", "first-centre", *words],
        env=os.environ | at, input=f"{number}\n", capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_the_first_officer_of_the_centre_is_let_in_once(tmp_path: Path) -> None:
    at = {"LHR_DATA_DIR": str(tmp_path), "LHR_DATABASE_URL": ""}
    for words in (["migrate", "--verbosity", "0"], ["reference", "load"]):
        assert lhr(*words, **at).returncode == 0
    first = _first_centre(at, make_synthetic(1))
    assert first.returncode == 0, first.stderr
    assert "รหัสผ่านครั้งแรก" in first.stdout
    second = _first_centre(at, make_synthetic(2))
    assert (second.returncode, second.stdout) == (1, "")
    assert "has accounts already" in second.stderr


def test_a_wrong_number_is_refused_in_thai_and_not_repeated(own_database: str) -> None:
    at = {"LHR_DATABASE_URL": own_database}
    wrong = make_synthetic(1)[:-1] + str((int(make_synthetic(1)[-1]) + 1) % 10)
    said = _first_centre(at, wrong)
    assert said.returncode == 1
    assert "PE-01" in said.stderr
    assert wrong not in said.stderr


def test_settle_paths_says_how_many_lgos_moved(own_database: str) -> None:
    cast, yesterday = Cast(), clock.today() - timedelta(days=1)
    lgo = cast.lgo("ย้ายสาย")
    # On the day of its keying it lay ahead.
    by = operator(yesterday - timedelta(days=1), "ทดสอบ")
    organisations.place_under(by=by, organisation=lgo, parent=cast.province, starts=yesterday)
    connections.close_all()
    for moved in (1, 0):
        said = lhr("organisations", "settle-paths", "--operator", "ทดสอบ", LHR_DATABASE_URL=own_database)
        assert said.returncode == 0, said.stderr
        assert f"{moved} LGOs were moved" in said.stdout


def test_a_new_key_of_printed_papers_has_a_new_number_and_the_old_stays_known() -> None:
    said = lhr("print-key", LHR_PRINT_KEY="4:" + "5a" * 32).stdout.splitlines()
    fresh, known = said[1].strip(), said[3].strip()
    assert fresh.startswith("5:")
    changed = {"LHR_PRINT_KEY": fresh, "LHR_PRINT_PUBLIC_KEYS": known}
    again = lhr("print-key", **changed).stdout.splitlines()
    assert again[1].strip().startswith("6:")
    assert again[3].strip().startswith(f"{known},5:")
    assert "5a5a" not in known
