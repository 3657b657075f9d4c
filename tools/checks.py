"""`run.py test`: the static checks and every quick test, on SQLite and on PostgreSQL, two programs at a time."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools import assurance, environment
from tools.environment import ROOT, VENV, say

_COUNT = re.compile(r"(\d+) (passed|failed|skipped|errors?)")
_LOG_CHARACTERS = 60_000
_AT_ONCE = 2  # the machine that the ten minutes are counted on has two cores


@dataclass(frozen=True)
class Step:
    """One program of the run."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    step: Step
    code: int
    seconds: float
    said: str

    def count(self, what: str) -> int:
        return sum(
            int(n)
            for n, word in _COUNT.findall(self.said.rstrip().rsplit("\n", 1)[-1])
            if word.startswith(what)
        )


def run(words: list[str]) -> int:
    """Return 0 when everything passed."""
    parser = argparse.ArgumentParser(prog="run.py test")
    parser.add_argument("--nothing-skipped", action="store_true", help="a skipped test fails the run")
    parser.add_argument("--pictures", metavar="FOLDER", help="keep the browser tests' screenshots there")
    options = parser.parse_args(words)
    began = time.monotonic()
    install_from_debian(_needed())
    environment.ready(test=True)
    say("running the checks and tests (some fifteen minutes on two cores) …")
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        outcomes = list(pool.map(_do, _steps(options)))
    return _close(outcomes, time.monotonic() - began)


def _steps(options: argparse.Namespace) -> list[Step]:
    """Return the programs of the run; whichever core is free takes the next. They stand so that both cores are done
    at about the same time: the one that cannot be cut first, the long ones next, the short ones to fill the rest."""
    strict = ("--nothing-skipped",) if options.nothing_skipped else ()
    pictures = ("--pictures", options.pictures) if options.pictures else ()
    pytest = (_program("python"), "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider", *strict)
    sqlite, postgresql = (*pytest, "--database", "sqlite"), (*pytest, "--database", "postgresql")
    browser = (*sqlite, "-m", "e2e", *pictures)
    # Each test is in exactly one lane of its engine, wherever a new one is put: by its marks, or by being in or
    # outside of the one folder.
    return [
        Step("tests on PostgreSQL", (*postgresql, "-m", "not e2e")),
        Step("tests in a browser, screens", (*browser, "--ignore", "tests/e2e")),
        Step("tests in a browser, a day", (*browser, "tests/e2e")),
        Step("tests on SQLite", (*sqlite, "-m", "not e2e and not once")),
        Step("tests on SQLite, marked once", (*sqlite, "-m", "not e2e and once")),
        Step("mypy", (_program("mypy"),)),
        Step("basedpyright", (_program("basedpyright"),)),
        Step("ruff", (_program("ruff"), "check", ".")),
        Step("djlint", (_program("djlint"), "lhr", "--lint", "--quiet")),
        Step("import contracts", (_program("lint-imports"),)),
    ]


def _program(name: str) -> str:
    return str(VENV / "bin" / name)


def _do(step: Step) -> Outcome:
    began = time.monotonic()
    done = subprocess.run(
        step.command, cwd=ROOT, text=True, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONHASHSEED": "0"},
    )  # fmt: skip
    outcome = Outcome(step, done.returncode, time.monotonic() - began, done.stdout)
    say(f"{'ok    ' if not outcome.code else 'FAILED'} {step.name} ({outcome.seconds:.0f} s)")
    return outcome


def _close(outcomes: list[Outcome], seconds: float) -> int:
    for outcome in outcomes:
        tests = outcome.step.name.startswith("tests")
        if outcome.code or tests:
            print(f"\n==== {outcome.step.name} ====\n{outcome.said[-_LOG_CHARACTERS:].rstrip()}")
    print("\n==== summary ====")
    for outcome in outcomes:
        print(f"{'ok    ' if not outcome.code else 'FAILED'} {outcome.seconds:6.0f} s  {outcome.step.name}")
    broken = sum(1 for o in outcomes if o.code)
    skipped = sum(o.count("skipped") for o in outcomes)
    failed = sum(o.count("failed") + o.count("error") for o in outcomes)
    passed = sum(o.count("passed") for o in outcomes)
    # A check that failed without counting tests (ruff, mypy, a crash) counts as one.
    failed = max(failed, broken)
    print("\n".join(assurance.cut(quick=True)))
    print(f"{seconds:.0f} seconds in all")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if broken else 0


def install_from_debian(needed: dict[str, bool]) -> None:
    """Install what the tests need where that is allowed; what is then missing is skipped by its tests, by name."""
    wanted = [package for package, present in needed.items() if not present]
    if not wanted:
        return
    apt = _apt()
    if apt is None:
        say(f"not installed, and no right to install: {', '.join(wanted)}; their tests will be skipped")
        return
    say(f"installing {', '.join(wanted)} with apt-get …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        [*apt, "update", "-qq"],
        [*apt, "install", "-y", "-qq", "--no-install-recommends", *wanted],
    ):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
        if done.returncode:
            say(f"apt-get could not: {done.stderr.strip()[-300:]}")


def _needed() -> dict[str, bool]:
    return {
        "chromium": shutil.which("chromium") is not None,
        "firefox-esr": shutil.which("firefox-esr") is not None,
        "postgresql": any(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        "fonts-thai-tlwg": any(Path("/usr/share/fonts").rglob("Laksaman*")),
        # Printed papers as other programs see them.
        "poppler-utils": shutil.which("pdftoppm") is not None,
        "qpdf": shutil.which("qpdf") is not None,
        # The real smart card stack with virtual cards, and what pyscard is built with.
        "pcscd": Path("/usr/sbin/pcscd").exists(),
        "vsmartcard-vpcd": any(Path("/usr/lib/pcsc/drivers/serial").glob("libifdvpcd*")),
        "libpcsclite-dev": Path("/usr/include/PCSC/winscard.h").exists(),
        "swig": shutil.which("swig") is not None,
        "gcc": shutil.which("gcc") is not None,
        "pkg-config": shutil.which("pkg-config") is not None,
        "faketime": shutil.which("faketime") is not None,
    }


def _apt() -> list[str] | None:
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    may = (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    )
    return ["sudo", "-n", "apt-get"] if may else None
