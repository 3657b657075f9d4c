"""What is installed on officers' PCs: built, opened, and looked at."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.repository import ROOT

BUILD = ROOT / "agent/packaging/build.py"
# Signs of the simulator, of consent that gives itself, of a test's server.
NEVER = (b"PrintedConsent", b"VirtualCard", b"vpcd", b"http://localhost:", b"lhr.test")


def built(out: Path, what: str) -> list[Path]:
    done = subprocess.run(
        [sys.executable, str(BUILD), str(out), "--only", what], capture_output=True, text=True, check=False, cwd="/"
    )
    assert done.returncode == 0, done.stderr
    return [Path(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return built(tmp_path_factory.mktemp("wheels"), "wheel")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Debian package, unpacked."""
    if shutil.which("dpkg-deb") is None:
        pytest.skip("dpkg-deb is not installed")
    folder = tmp_path_factory.mktemp("deb")
    (package,) = built(folder, "deb")
    subprocess.run(["dpkg-deb", "-R", str(package), str(folder / "tree")], check=True)
    return folder / "tree"


def is_clean(name: str, content: bytes) -> None:
    assert "/sim/" not in name, name
    for sign in NEVER:
        assert sign not in content, f"{name} holds {sign!r}"


def test_the_wheels_hold_the_agent_and_no_simulator(wheels: list[Path]) -> None:
    assert [path.name.split("-")[0] for path in wheels] == ["lhr_card", "lhr_card_agent"]
    held: set[str] = set()
    for path in wheels:
        with zipfile.ZipFile(path) as wheel:
            held |= set(wheel.namelist())
            for name in wheel.namelist():
                is_clean(name, wheel.read(name))
    assert {"lhr_card/codes.py", "lhr_card_agent/pcsc.py", "lhr_card_agent/doctor.py"} <= held


def test_the_package_depends_on_the_daemon_and_runs_for_the_user(tree: Path) -> None:
    control = (tree / "DEBIAN/control").read_text(encoding="utf-8")
    (depends,) = (line for line in control.splitlines() if line.startswith("Depends:"))
    for wanted in ("pcscd", "python3 (>= 3.11)", "python3-pyscard", "python3-aiohttp (>="):
        assert wanted in depends
    unit = (tree / "usr/lib/systemd/user/lhr-card.service").read_text(encoding="utf-8")
    assert "ExecStart=/usr/bin/lhr-card run" in unit
    assert not (tree / "usr/lib/systemd/system").exists()
    assert not list((tree / "DEBIAN").glob("*inst"))  # nothing runs as root at its installation


def test_the_package_holds_no_simulator(tree: Path) -> None:
    files = [path for path in tree.rglob("*") if path.is_file()]
    assert len(files) > 30
    for path in files:
        is_clean(str(path), path.read_bytes())
        assert path.stat().st_mode & 0o022 == 0


def test_the_unpacked_program_runs_and_says_that_it_cannot_simulate(tree: Path, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(tree / "usr/lib/python3/dist-packages"),
        "LHR_CARD_DIR": str(tmp_path),
        "PYTHONIOENCODING": "utf-8",
    }

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-P", "-m", "lhr_card_agent", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd="/")

    assert run("--version").stdout.strip() == "1.0.0"
    refused = run("simulate", "--desks", str(tmp_path), "--server", "http://localhost:8000")
    assert (refused.returncode, "ไม่มีส่วนจำลองบัตร" in refused.stdout) == (1, True)
    told = run("doctor", "--json", "--port", "1")
    assert told.returncode == 1
    assert "NOT_PAIRED" in told.stdout
