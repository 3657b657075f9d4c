"""The Debian package on a fresh Debian 13 in a folder of its own: installed by apt, asked by an ordinary user.

Part of the assurance run: it fetches a whole small system. No service manager and no D-Bus run there, so pcscd is
started by hand, first as Debian ships it (polkit decides and cannot be asked), then without polkit.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.agent.test_packaging import built

pytestmark = pytest.mark.long
SUITE = "trixie"
# Not the language, the settings and the private daemon of the tests around.
OUTSIDE = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("LC_", "LANG", "LHR_", "PCSCLITE_"))
}
THERE = {**OUTSIDE, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}


def ran(*command: str, expected: int = 0) -> str:
    done = subprocess.run(command, env=THERE, capture_output=True, text=True, check=False)
    assert done.returncode == expected, (command, done.stdout[-2000:], done.stderr[-2000:])
    return done.stdout


class FreshMachine:
    def __init__(self, root: Path) -> None:
        self.root = root

    def does(self, *words: str, expected: int = 0) -> str:
        return ran("chroot", str(self.root), *words, expected=expected)

    def doctor(self) -> dict[str, Any]:
        """What `lhr-card doctor` tells an ordinary user; 1, for something is wrong on every fresh machine."""
        said = self.does("su", "officer", "-c", "lhr-card doctor --json", expected=1)
        told: dict[str, Any] = json.loads(said)
        return told

    @contextmanager
    def pcscd(self, *words: str) -> Iterator[None]:
        socket = self.root / "run/pcscd/pcscd.comm"
        socket.unlink(missing_ok=True)
        daemon = subprocess.Popen(
            ["chroot", str(self.root), "/usr/sbin/pcscd", "--foreground", *words],
            env=THERE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            while not socket.exists():
                assert daemon.poll() is None, "pcscd ended"
                Event().wait(0.02)
            yield
        finally:
            daemon.send_signal(signal.SIGTERM)
            daemon.wait(20)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> FreshMachine:
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        pytest.skip("a fresh Debian needs root and debootstrap")
    folder = tmp_path_factory.mktemp("fresh")
    root = folder / SUITE
    ran("debootstrap", "--variant=minbase", SUITE, str(root))
    (package,) = built(folder, "deb")
    shutil.copy(package, root / "srv/lhr-card.deb")
    fresh = FreshMachine(root)
    fresh.does("apt-get", "install", "-y", "-qq", "--no-install-recommends", "/srv/lhr-card.deb")
    fresh.does("useradd", "-m", "officer")
    return fresh


def problems(told: dict[str, Any]) -> list[tuple[str, str]]:
    wrong = [one for one in told["found"] if one["state"] == "problem"]
    assert all(one["says"] and one["then"] for one in wrong), "each problem has its next step"
    return [(one["part"], one["code"]) for one in wrong]


def test_apt_brings_all_that_the_program_needs(machine: FreshMachine) -> None:
    assert machine.does("lhr-card", "--version").strip() == "1.0.0"
    assert machine.does("dpkg", "--audit") == ""
    assert machine.does("stat", "-c", "%U %a", "/usr/bin/lhr-card").strip() == "root 755"
    assert machine.does("lhr-card", "readers", expected=1).startswith("CL-04")
    simulate = ("simulate", "--desks", "/srv", "--server", "https://lhr.example.go.th")
    assert "ไม่มีส่วนจำลองบัตร" in machine.does("lhr-card", *simulate, expected=1)


def test_the_doctor_of_a_fresh_machine_names_what_is_missing(machine: FreshMachine) -> None:
    assert problems(machine.doctor()) == [("service", "NO_SERVICE"), ("port", "NO_AGENT"), ("key", "NOT_PAIRED")]


def test_where_polkit_does_not_allow_the_user_the_doctor_says_so(machine: FreshMachine) -> None:
    with machine.pcscd():
        told = machine.doctor()
    assert problems(told)[0] == ("service", "NO_SERVICE")
    assert "polkit" in json.dumps(told)


def test_with_the_service_running_only_the_reader_is_missing(machine: FreshMachine) -> None:
    with machine.pcscd("--disable-polkit"):
        assert problems(machine.doctor())[0] == ("readers", "NO_READER")


def test_taken_off_again_nothing_is_left(machine: FreshMachine) -> None:
    machine.does("apt-get", "purge", "-y", "-qq", "lhr-card")
    assert list((machine.root / "usr").rglob("*lhr*card*")) == []
