"""Row B4: the fixed set of attack files at the doors. Refused with a reason and a next step, or harmless in what is
kept; nothing of it reaches another machine."""

from __future__ import annotations

import io
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image

from lhr.documents import checking, inspector, pending, store
from lhr.followup.lgo_lists import Asked, Import
from lhr.kernel import clock
from lhr.kernel.rules import Finding, RuleBroken
from lhr.organisations import workbook
from tests.support import attacks, scans
from tests.support.attacks import HARMLESS, Attack
from tests.support.rows import Row

pytestmark = [pytest.mark.assurance("B4"), pytest.mark.django_db, pytest.mark.once]
SECONDS = 2


@pytest.fixture
def ear() -> Iterator[socket.socket]:
    """Listens where the nosy files would report to; nobody may call."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


def address(ear: socket.socket) -> str:
    return f"http://127.0.0.1:{ear.getsockname()[1]}"


def calls(ear: socket.socket) -> int:
    count = 0
    while True:
        try:
            ear.accept()[0].close()
        except BlockingIOError:
            return count
        count += 1


def scan_door(content: bytes) -> Finding | None:
    """What every scan field does with a file; a file that is taken must be harmless in what is kept."""
    try:
        held = pending.keep(content, name="x.pdf", account=uuid4())
    except RuleBroken as broken:
        return broken.findings[0]
    kept = store.read(held.sha256)
    if kept != content:  # a picture, drawn anew
        with Image.open(io.BytesIO(kept)) as drawn:
            assert not drawn.getexif()
            assert not {"comment", "Comment", "exif"} & set(drawn.info)
        assert not any(word in kept for word in (b"<script", b"MZ\x90", b"PK\x03\x04", attacks.SIGNATURE))
    return None


def list_door(content: bytes) -> Finding | None:
    """What the doors for lists do with a file, before anything is kept."""
    try:
        Import.of(content, Asked(clock.today(), b"", None, ""))
    except RuleBroken as broken:
        return broken.findings[0]
    return None


def wrong(found: Finding | None, attack: Attack) -> str:
    """Say what is not as it should be: the code, or a finding without reason or next step in Thai; "" for nothing."""
    if found is None:
        return "" if HARMLESS in attack.ends else "taken"
    said = (found.says("th"), found.remedy("th"))
    lacks = "" if all(any("ก" <= letter <= "๙" for letter in text) for text in said) else " says too little"
    return lacks if found.code in attack.ends else f"{found.code}{lacks}"


def test_every_attack_file_is_refused_with_a_reason_or_harmless(row: Row, ear: socket.socket) -> None:
    off, slow, count, refused = [], [], 0, 0
    doors = ((scan_door, attacks.scans_to_refuse(address(ear))), (list_door, attacks.lists_to_refuse(address(ear))))
    for door, files in doors:
        for attack in files:
            content, began = attack.make(), time.monotonic()
            found = door(content)
            seconds = time.monotonic() - began
            count, refused = count + 1, refused + (found is not None)
            if fault := wrong(found, attack):
                off.append(f"{attack.name}: {fault}, not {' or '.join(attack.ends)}")
            if seconds > SECONDS:
                slow.append(f"{attack.name}: {seconds:.1f} s")
    called = calls(ear)
    row.counted(
        f"{count} files, {refused} refused with reason and next step, the others harmless in what is kept, "
        f"{len(off)} off; {len(slow)} slower than {SECONDS} s; {called} outbound connections",
        "60 of 60 refused or harmless, each within 2 s, 0 outbound connections",
    )
    assert count >= 60
    assert not off, "\n".join(off)
    assert called == 0
    if row.full:
        assert not slow, "\n".join(slow)


def test_no_two_attack_files_are_the_same_and_each_is_made_the_same_again() -> None:
    light = [one for one in attacks.scans_to_refuse("http://127.0.0.1:9") if "bomb" not in one.name]
    made = [one.make() for one in light]
    assert len({*made}) == len(made)
    assert [one.make() for one in light if "locked" not in one.name] == [
        content for one, content in zip(light, made, strict=True) if "locked" not in one.name
    ]


@pytest.mark.parametrize("program", [Path(inspector.__file__), Path(workbook.__file__)], ids=lambda path: path.stem)
@pytest.mark.parametrize("act", ["socket.create_connection(('127.0.0.1', PORT))", "subprocess.run(['true'])"])
def test_the_room_in_which_a_file_is_read_has_no_way_out(program: Path, act: str, ear: socket.socket) -> None:
    """The same process as a reader's, and code of ours in the place of a reader that a file has overcome."""
    code = f"""
import importlib.util, socket, subprocess, sys
spec = importlib.util.spec_from_file_location("room", {str(program)!r})
room = sys.modules["room"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(room)
CLOSE
{act.replace("PORT", str(ear.getsockname()[1]))}
"""
    shut, open_ = (
        subprocess.run([sys.executable, "-I", "-c", code.replace("CLOSE", close)], capture_output=True, check=False)
        for close in ("room._close_the_room()", "")
    )
    assert b"PermissionError: not in this room" in shut.stderr
    assert open_.returncode == 0, open_.stderr  # without the lock it would have gone out
    assert calls(ear) == ("socket" in act)


def scanner(folder: Path, ends: str) -> str:
    program = folder / "scanner.py"
    program.write_text(f"import sys\nfound = {attacks.SIGNATURE!r} in sys.stdin.buffer.read()\n{ends}\n")
    return f"{sys.executable} {program}"


def test_the_scanner_of_the_settings_is_asked_and_finds_the_own_signature(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LHR_SCAN_COMMAND", scanner(tmp_path, "sys.exit(1 if found else 0)"))
    assert checking.check(scans.pdf()).pages == 1
    with pytest.raises(RuleBroken) as broken:
        checking.check(scans.picture() + attacks.SIGNATURE)
    (found,) = broken.value.findings
    assert f"{found.code} {found.says()}" == "EV-02.5 โปรแกรมตรวจไวรัสพบสิ่งอันตรายในไฟล์นี้"
    assert "สแกนเอกสารต้นฉบับใหม่" in found.remedy()


@pytest.mark.parametrize("ends", ["sys.exit(2)", "raise SystemError", "import os; os.kill(os.getpid(), 9)"])
def test_a_scanner_that_does_not_answer_lets_nothing_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    monkeypatch.setenv("LHR_SCAN_COMMAND", scanner(tmp_path, ends))
    if "raise" in ends:
        monkeypatch.setenv("LHR_SCAN_COMMAND", str(tmp_path / "no-such-program"))
    with pytest.raises(RuleBroken) as broken:
        checking.check(scans.pdf())
    assert [found.code for found in broken.value.findings] == ["EV-02.6"]
