"""run.py makes the environment once, and says in one line what is missing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.repository import ROOT

# The tests run inside an environment that has no pip; a person starts run.py with the machine's own Python.
MACHINE_PYTHON = getattr(sys, "_base_executable", sys.executable)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose lock asks for nothing, so that the environment is made in a second and without a network."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "run.py", tmp_path)
    for package in ("lhr", "card/lhr_card", "agent/lhr_card_agent"):
        (tmp_path / package).mkdir(parents=True)
        (tmp_path / package / "__init__.py").touch()
    for lock in ("requirements.lock", "requirements-test.lock"):
        (tmp_path / lock).write_text("# nothing\n")
    return tmp_path


def run(checkout: Path, *words: str, python: str = MACHINE_PYTHON) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, "run.py", *words], cwd=checkout, capture_output=True, text=True, check=False, timeout=120
    )


def test_a_new_environment_finds_the_three_distributions(checkout: Path) -> None:
    assert run(checkout, "setup").returncode == 0
    found = "import lhr, lhr_card, lhr_card_agent, sys; print(sys.prefix)"
    said = subprocess.run(
        [checkout / ".venv/bin/python", "-c", found], capture_output=True, text=True, check=False, cwd="/"
    )
    assert said.returncode == 0, said.stderr
    assert said.stdout.strip() == str(checkout / ".venv")


def test_a_second_start_installs_nothing_until_the_lock_changes(checkout: Path) -> None:
    assert "installing" in run(checkout, "setup").stdout
    assert run(checkout, "setup").stdout == ""
    (checkout / "requirements.lock").write_text("# changed\n")
    assert "making .venv" in run(checkout, "setup").stdout


def test_the_tests_packages_are_added_without_making_it_anew(checkout: Path) -> None:
    run(checkout, "setup")
    said = run(checkout, "setup-test").stdout
    assert "installing" in said
    assert "making .venv" not in said
    assert run(checkout, "setup").stdout == ""


def test_the_card_part_is_built_where_it_can_be_and_never_keeps_the_rest_from_working(checkout: Path) -> None:
    (checkout / "requirements-card.lock").write_text("attrs==26.1.0\n")  # no hash: pip will refuse it
    done = run(checkout, "setup-test")
    assert done.returncode == 0
    assert "the tests of the real smart card stack will be skipped" in done.stdout
    assert "card" not in json.loads((checkout / ".venv/lhr-stamp.json").read_text())
    (checkout / "requirements-card.lock").write_text("# nothing\n")
    assert run(checkout, "setup").stdout == ""


def test_another_python_makes_it_anew(checkout: Path) -> None:
    run(checkout, "setup")
    stamp = checkout / ".venv/lhr-stamp.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"python": "another"}))
    assert "making .venv" in run(checkout, "setup").stdout


def test_a_missing_pip_is_one_line_that_says_what_to_install(checkout: Path) -> None:
    run(checkout, "setup")
    without_pip = shutil.copytree(checkout / ".venv", checkout / "no-pip", symlinks=True) / "bin/python"
    (checkout / "requirements.lock").write_text("# changed\n")
    said = run(checkout, "setup", python=str(without_pip))
    assert said.returncode == 1
    (line,) = said.stderr.splitlines()
    assert "apt-get install python3-pip" in line


def test_the_environment_of_another_checkout_is_left_alone(checkout: Path) -> None:
    other = checkout / "other"
    other.mkdir()
    (other / "kept").touch()
    (checkout / ".venv").symlink_to(other)
    said = run(checkout, "setup")
    assert said.returncode == 1
    assert "remove the link" in said.stderr
    assert (other / "kept").exists()


def test_a_failed_install_leaves_no_stamp_and_shows_what_pip_said(checkout: Path) -> None:
    (checkout / "requirements.lock").write_text("attrs==26.1.0\n")
    said = run(checkout, "setup")
    assert said.returncode == 1
    assert "pip install failed" in said.stderr
    assert "hash" in said.stderr.lower()
    assert not (checkout / ".venv/lhr-stamp.json").exists()


def test_the_launcher_shows_its_commands_when_it_is_not_understood(checkout: Path) -> None:
    said = run(checkout, "nonsense")
    assert said.returncode == 2
    assert "python3 run.py demo" in said.stdout
