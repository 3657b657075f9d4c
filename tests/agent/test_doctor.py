"""`lhr-card doctor` on the real daemon, in each state an officer may meet: what is wrong, and the next step."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from lhr_card_agent.cli import FINE, PROBLEM, main
from lhr_card_agent.doctor import as_text
from lhr_card_agent.sim.card import card_of
from lhr_card_agent.sim.daemon import PrivateDaemon
from lhr_card_agent.sim.faults import faults_from
from lhr_card_agent.sim.pc import VirtualPc
from tests.agent.conftest import REGISTRAR
from tests.agent.small_server import SmallServer
from tests.agent.test_real_card import PACE, Eyes
from tests.support.smart_cards import FIRST

Found = dict[str, list[dict[str, str]]]


@dataclass
class Desk:
    folder: Path
    port: int
    capsys: pytest.CaptureFixture[str]

    def examined(self, ends: int) -> Found:
        """Run the command; return its lines by part."""
        self.capsys.readouterr()
        assert main(["doctor", "--json", "--port", str(self.port)]) == ends
        said = self.capsys.readouterr().out
        assert REGISTRAR.cid not in said
        assert "ดีงาม" not in said
        told = json.loads(said)
        assert told["ok"] is (ends == FINE)
        found: Found = {}
        for line in told["found"]:
            found.setdefault(line["part"], []).append(line)
        for line in told["found"]:
            assert line["then"] or line["state"] != "problem", line
        return found


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """An unpaired PC whose one port is free."""
    monkeypatch.setenv("LHR_CARD_DIR", str(tmp_path))
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    return Desk(tmp_path, port, capsys)


@pytest.fixture
def paired(desk: Desk, server: SmallServer) -> Iterator[Desk]:
    """A PC paired and approved, whose agent runs."""
    with VirtualPc(desk.folder, origin=server.url, pace=PACE, every_s=3600) as pc:
        server.states[pc.pair(server.code_for("registrar"))] = "ACTIVE"
        desk.port = pc.port
        yield desk


def one(found: Found, part: str) -> dict[str, str]:
    (line,) = found[part]
    return line


def test_all_is_well(pcscd: PrivateDaemon, paired: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    pcscd.slots[0].insert(card_of(REGISTRAR))
    Eyes().wait_for_card()
    found = paired.examined(FINE)
    assert one(found, "card")["says"] == "อ่านบัตรได้: 1-99xx-xxxxx-xx-8 นางสมใจ ด… วันบัตรหมดอายุ 25750614"
    assert REGISTRAR.atr in found["readers"][0]["says"]
    assert "ซอฟต์แวร์" in one(found, "key")["says"]
    assert [one(found, part)["state"] for part in ("service", "port", "server", "clock", "key")] == ["ok"] * 5
    assert main(["doctor", "--port", str(paired.port)]) == FINE
    said = capsys.readouterr().out
    assert said.rstrip().endswith("พร้อมใช้งาน")
    assert REGISTRAR.cid not in said


def test_the_service_is_down(no_pcscd: PrivateDaemon, desk: Desk) -> None:
    found = desk.examined(PROBLEM)
    assert one(found, "service")["code"] == "NO_SERVICE"
    assert "systemctl start pcscd.socket" in one(found, "service")["then"]
    assert "card" not in found


def test_no_card_is_in(pcscd: PrivateDaemon, desk: Desk) -> None:
    found = desk.examined(PROBLEM)
    assert one(found, "card")["code"] == "NO_CARD"
    assert found["readers"][0]["says"] == f"เครื่องอ่าน {FIRST}: ไม่มีบัตร"


def test_a_bank_card_is_in(pcscd: PrivateDaemon, desk: Desk) -> None:
    pcscd.slots[0].insert(card_of(REGISTRAR), faults_from("not_thai"))
    Eyes().wait_for_card()
    assert one(desk.examined(PROBLEM), "card")["code"] == "NOT_THAI_ID"


def test_a_reader_is_missing(pcscd: PrivateDaemon, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """vpcd always has its two readers: the list is emptied where it arrives, and nothing else is touched."""
    from lhr_card_agent import pcsc

    monkeypatch.setattr(pcsc.Context, "names", lambda _context: ())
    found = desk.examined(PROBLEM)
    assert (one(found, "service")["state"], one(found, "readers")["code"]) == ("ok", "NO_READER")


@pytest.mark.parametrize(
    ("state", "code"),
    [("PENDING", "AGENT_PENDING"), ("REVOKED", "AGENT_REVOKED")],
)
def test_the_key_is_not_in_force(
    pcscd: PrivateDaemon, paired: Desk, server: SmallServer, state: str, code: str
) -> None:
    (kid,) = server.states
    server.states[kid] = state
    line = one(paired.examined(PROBLEM), "key")
    assert (line["state"], line["code"]) == ("problem", code)


def test_the_server_knows_no_such_key(pcscd: PrivateDaemon, paired: Desk, server: SmallServer) -> None:
    server.keys.clear()
    assert one(paired.examined(PROBLEM), "key")["code"] == "AGENT_UNKNOWN"


def test_there_is_no_key(no_pcscd: PrivateDaemon, desk: Desk) -> None:
    found = desk.examined(PROBLEM)
    assert one(found, "key")["code"] == "NOT_PAIRED"
    assert one(found, "port")["code"] == "NO_AGENT"
    assert list(desk.folder.iterdir()) == []  # looking makes no key


def test_the_key_file_is_open_to_others(no_pcscd: PrivateDaemon, paired: Desk) -> None:
    (paired.folder / "key.json").chmod(0o644)
    line = one(paired.examined(PROBLEM), "key")
    assert "เปิดให้ผู้อื่นอ่านได้" in line["says"]
    assert "lhr-card unpair" in line["then"]


def test_the_server_cannot_be_reached(no_pcscd: PrivateDaemon, paired: Desk, server: SmallServer) -> None:
    server.__exit__()
    found = paired.examined(PROBLEM)
    assert one(found, "server")["state"] == "problem"
    assert "clock" not in found


@pytest.mark.parametrize("ahead_s", [11 * 60, -11 * 60, 543 * 365 * 86_400])
def test_the_clock_is_wrong(no_pcscd: PrivateDaemon, paired: Desk, server: SmallServer, ahead_s: int) -> None:
    server.ahead_s = ahead_s
    assert one(paired.examined(PROBLEM), "clock")["code"] == "CLOCK_SKEW"


def test_the_port_is_taken_by_another_program(no_pcscd: PrivateDaemon, desk: Desk, server: SmallServer) -> None:
    desk.port = int(server.url.rsplit(":", 1)[1])
    found = desk.examined(PROBLEM)
    assert [line["state"] for line in found["port"]] == ["note", "problem"]
    assert "ใช้ทั้งหมด" in found["port"][1]["says"]


def test_another_user_s_agent_is_at_the_port(
    no_pcscd: PrivateDaemon, desk: Desk, server: SmallServer, tmp_path: Path
) -> None:
    with VirtualPc(tmp_path / "other", origin=server.url, every_s=3600) as other:
        other.vault.key()
        desk.port = other.port
        assert "ใช้กุญแจอื่น" in one(desk.examined(PROBLEM), "port")["says"]


def test_a_browser_policy_is_seen(
    no_pcscd: PrivateDaemon, paired: Desk, server: SmallServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert one(paired.examined(PROBLEM), "browser")["state"] == "note"
    folder = paired.folder / "managed"
    folder.mkdir()
    monkeypatch.setattr("lhr_card_agent.doctor.POLICY_FOLDERS", (folder,))
    names = ("LoopbackNetworkAllowedForUrls", "LocalNetworkAccessAllowedForUrls")
    (folder / "lhr.json").write_text(json.dumps({name: [server.url] for name in names}))
    assert one(paired.examined(PROBLEM), "browser")["state"] == "ok"


def test_without_pyscard_it_says_what_to_install(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lhr_card_agent.doctor.has_pyscard", lambda: False)
    monkeypatch.setattr("lhr_card_agent.system.has_pyscard", lambda: False)
    assert "python3-pyscard" in one(desk.examined(PROBLEM), "service")["then"]


def test_each_problem_is_counted_at_the_end() -> None:
    from lhr_card_agent.doctor import Finding

    lines: list[Callable[[], Finding]] = [lambda: Finding("a", "problem", "ก", "ข"), lambda: Finding("b", "ok", "ค")]
    assert as_text([line() for line in lines]) == "[มีปัญหา] ก\n    ทำต่อ: ข\n[ปกติ] ค\nพบปัญหา 1 เรื่อง"
