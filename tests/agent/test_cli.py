"""The command lhr-card: exit codes, Thai texts, the masked read."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from importlib.util import find_spec
from pathlib import Path
from unittest.mock import patch

import pytest

from lhr_card_agent import client
from lhr_card_agent.cli import FINE, PROBLEM, WRONG_USE, main
from lhr_card_agent.sim import write_desk
from lhr_card_agent.sim.card import card_of
from lhr_card_agent.sim.faults import faults_from
from lhr_card_agent.sim.slot import Slot
from tests.agent.conftest import NONCE, OFFICER, REGISTRAR
from tests.agent.small_server import SmallServer

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LHR_CARD_DIR", str(tmp_path / "card"))
    return tmp_path / "card"


@pytest.fixture
def slot() -> Slot:
    slot = Slot()
    slot.insert(card_of(REGISTRAR))
    return slot


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["fly"],
        ["read"],
        ["pair"],
        ["pair", "CODE"],
        ["run", "--port", "x"],
        ["simulate"],
        ["read", "--unmasked"],
    ],
)
def test_wrong_use_ends_with_2_and_says_so_in_thai(argv: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(argv)
    assert ended.value.code == WRONG_USE
    assert "คำสั่งไม่ถูกต้อง" in capsys.readouterr().err


def test_help_is_thai(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == FINE
    assert "ลงทะเบียนเครื่องนี้กับระบบ" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["readers"], ["read", "--masked"]])
def test_without_a_smart_card_service_it_says_what_to_do(command: list[str], capsys: Captured) -> None:
    assert main(command) == PROBLEM
    said = capsys.readouterr().out
    assert said.startswith("CL-04  บริการสมาร์ตการ์ดของเครื่องไม่ทำงาน\nทำต่อ: ")
    assert ("systemctl start pcscd.socket" if find_spec("smartcard") else "pyscard") in said


@pytest.mark.parametrize("command", [["run"], ["readers"], ["read", "--masked"]])
def test_without_the_part_that_reaches_readers_it_says_so_and_ends(
    command: list[str], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lhr_card_agent.system.has_pyscard", lambda: False)
    monkeypatch.setattr("lhr_card_agent.cli.has_pyscard", lambda: False)
    assert main(command) == PROBLEM
    said = capsys.readouterr().out
    assert said.startswith("CL-04")
    assert "lhr-card simulate" in said


def test_a_read_is_masked(slot: Slot, capsys: Captured) -> None:
    assert main(["read", "--masked"], readers=slot) == FINE
    said = capsys.readouterr().out
    assert "1-99xx-xxxxx-xx-8" in said
    assert "นางสมใจ ด…" in said
    assert REGISTRAR.cid not in said
    assert "ดีงาม" not in said


def test_a_read_without_a_card_is_a_problem_with_its_code(capsys: Captured) -> None:
    assert main(["read", "--masked"], readers=Slot()) == PROBLEM
    assert capsys.readouterr().out.startswith("CL-06  ยังไม่ได้เสียบบัตรประจำตัวประชาชน")


def test_readers_are_listed_with_their_cards(slot: Slot, capsys: Captured) -> None:
    assert main(["readers"], readers=slot) == FINE
    assert main(["readers"], readers=Slot("Other")) == FINE
    assert capsys.readouterr().out == "LHR Simulated Reader 00: มีบัตร\nOther: ไม่มีบัตร\n"
    slot.set_faults(faults_from("no_reader"))
    assert main(["readers"], readers=slot) == PROBLEM
    assert capsys.readouterr().out.startswith("CL-05")


def test_pair_and_unpair(server: SmallServer, own_folder: Path, capsys: Captured) -> None:
    assert main(["pair", "--server", server.url, "--label", "เครื่อง ก", server.code_for("registrar")]) == FINE
    assert "รอสำนักงานที่กำกับอนุมัติ" in capsys.readouterr().out
    assert [key["label"] for key in server.keys.values()] == ["เครื่อง ก"]
    assert main(["pair", "--server", server.url, "WRONGCODE1"]) == PROBLEM
    assert capsys.readouterr().out == "รหัสนี้ใช้ไม่ได้\n"
    assert main(["unpair"]) == FINE
    assert list(own_folder.iterdir()) == []
    assert main(["unpair"]) == PROBLEM


def test_pair_refuses_an_insecure_server(capsys: Captured) -> None:
    assert main(["pair", "--server", "http://lhr.example.go.th", "CODE123456"]) == WRONG_USE
    assert "https://" in capsys.readouterr().out


def test_pair_says_when_the_server_is_away(capsys: Captured) -> None:
    assert main(["pair", "--server", "http://localhost:9", "CODE123456"]) == PROBLEM
    assert "ติดต่อระบบที่ http://localhost:9 ไม่ได้" in capsys.readouterr().out


def test_a_key_file_open_to_others_is_refused(
    server: SmallServer, own_folder: Path, capsys: Captured
) -> None:
    main(["pair", "--server", server.url, server.code_for("registrar")])
    (own_folder / "key.pairing").unlink()
    (own_folder / "key.json").chmod(0o644)
    assert main(["pair", "--server", server.url, server.code_for("registrar")]) == PROBLEM
    assert "เปิดให้ผู้อื่นอ่านได้" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "code", "text"),
    [
        ({"--server": "http://lhr.example.go.th"}, WRONG_USE, "https://"),
        ({"--fault": "nonsense"}, WRONG_USE, "garbage_at"),
        ({"--desks": "empty"}, PROBLEM, "อ่านแฟ้มโต๊ะ"),
    ],
)
def test_simulate_says_what_is_wrong(
    tmp_path: Path, change: dict[str, str], code: int, text: str, capsys: Captured
) -> None:
    write_desk(tmp_path / "desks", REGISTRAR)
    told = {"--desks": str(tmp_path / "desks"), "--server": "http://localhost:8000", **change}
    assert main(["simulate", *(word for pair in told.items() for word in pair)]) == code
    assert text in capsys.readouterr().out


def test_simulate_says_when_its_port_is_taken(tmp_path: Path, capsys: Captured) -> None:
    write_desk(tmp_path, REGISTRAR)
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = str(other.getsockname()[1])
        argv = ["simulate", "--desks", str(tmp_path), "--server", "http://localhost:8000", "--port", port]
        assert main(argv) == PROBLEM
    assert f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่" in capsys.readouterr().out


def test_run_serves_an_unpaired_pc_and_takes_a_pairing_while_open(slot: Slot, server: SmallServer) -> None:
    """No window and no terminal here: the officer cannot be asked, so the agent signs nothing."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    url, seen = f"http://127.0.0.1:{port}", []

    def officer() -> None:
        try:
            while not seen:
                with suppress(OSError):
                    seen.append(client.health(url)["ok"])
            for _ in range(2):
                try:
                    client.assert_card(url, server.url, NONCE, "login")
                except client.AgentRefused as refused:
                    seen.append(refused.code)
                main(["pair", "--server", server.url, server.code_for("registrar")])
                seen.append(server.wait_for(lambda: server.presences))
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    with patch.dict(os.environ), patch.object(sys, "stdin", None):
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            os.environ.pop(name, None)
        os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        helper = threading.Thread(target=officer, daemon=True)  # a failed run must not keep the tests from ending
        helper.start()
        assert main(["run", "--port", str(port)], readers=slot) == FINE
        helper.join()
    assert seen == [True, "BAD_ORIGIN", True, "CONSENT_REFUSED", True]


@pytest.fixture
def simulation(tmp_path: Path, server: SmallServer) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`lhr-card simulate` as a program of its own, with the address it printed."""
    for desk in (REGISTRAR, OFFICER):
        write_desk(tmp_path, desk)
    argv = [
        "-m",
        "lhr_card_agent",
        "simulate",
        "--desks",
        str(tmp_path),
        "--server",
        server.url,
        "--port",
        "0",
    ]
    paths = os.pathsep.join(path for path in sys.path if path)
    program = subprocess.Popen(
        [sys.executable, *argv],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
    )
    assert program.stdout is not None
    try:
        yield program, program.stdout.readline().split()[-1]
    finally:
        program.kill()
        program.wait(10)
        program.stdout.close()


def test_simulate_runs_prints_each_consent_and_ends_cleanly(
    simulation: tuple[subprocess.Popen[str], str], server: SmallServer, tmp_path: Path
) -> None:
    program, url = simulation
    client.sim_pair(url, "registrar", server.code_for("registrar"))
    assert client.sim_insert(url, "registrar")["reported"] is True
    assert set(client.assert_card(url, server.url, NONCE, "login")) == {"statement", "sig"}
    assert client.sim_remove(url)["reported"] is True
    assert [said.state for said in server.presences] == ["present", "absent"]
    program.send_signal(signal.SIGINT)
    printed, _ = program.communicate(timeout=30)
    assert program.returncode == FINE
    assert f"[จำลอง: อนุญาตแทนผู้ใช้] ระบบ {server.url} · ขอใช้บัตรของ นางสมใจ ด… · เพื่อ: เข้าสู่ระบบ" in printed
    assert printed.rstrip().endswith("ปิดโปรแกรมอ่านบัตรจำลองแล้ว")
    assert sorted(path.name for path in (tmp_path / "keys").iterdir()) == [
        "officer.json",
        "registrar.json",
        "registrar.pairing",
    ]
