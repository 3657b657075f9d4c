"""Makes `.venv` from the lock files, once; a stamp tells the next start that nothing has to be done."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "lhr-stamp.json"
OLDEST = (3, 11)
LOCKS = {"server": ROOT / "requirements.lock", "test": ROOT / "requirements-test.lock"}
CARD_LOCK = ROOT / "requirements-card.lock"
_SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
_LAUNCHERS = {"lhr": "lhr.cli", "lhr-card": "lhr_card_agent"}


class CannotSetUp(Exception):
    """The environment cannot be made here; the text is one line that says what to install or do."""


def ready(*, test: bool = False) -> Path:
    """Return the environment's Python, having installed what the locks ask for. Raises CannotSetUp."""
    if sys.version_info < OLDEST:
        raise CannotSetUp(
            f"LHR needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}."
        )
    wanted = {name: _digest(path) for name, path in LOCKS.items() if name == "server" or test}
    stamp = _stamp()
    installed = stamp.get("locks", {}) if stamp.get("python") == _python_version() else {}
    if any(installed.get(name) != digest for name, digest in wanted.items()):
        _install(wanted, installed)
    if test:
        _build_card_part()
    return PYTHON


def _build_card_part() -> None:
    """Build pyscard, which has no Linux wheel, where that can be done; its tests are skipped by name elsewhere."""
    stamp = _stamp()
    if not CARD_LOCK.exists() or stamp.get("card") == _digest(CARD_LOCK):
        return
    lacking = _lacking_to_build()
    if lacking:
        say(f"not built for want of {lacking}: pyscard; the tests of the real smart card stack will be skipped")
        return
    say("building pyscard …")
    try:
        # Without isolation: the build uses the locked setuptools and fetches nothing.
        _pip("--no-deps", "--no-build-isolation", "--no-binary=pyscard", "-r", str(CARD_LOCK))
    except CannotSetUp as why:
        say(f"pyscard could not be built; the tests of the real smart card stack will be skipped. {why}")
        return
    STAMP.write_text(json.dumps({**stamp, "card": _digest(CARD_LOCK)}, indent=1), encoding="utf-8")


def _lacking_to_build() -> str:
    """Name the Debian packages that building pyscard would need, "" when all are there."""
    headers = Path(sysconfig.get_path("include")) / "Python.h"
    there = {
        "swig": shutil.which("swig") is not None,
        "gcc": shutil.which("gcc") is not None,
        "pkg-config": shutil.which("pkg-config") is not None,
        "libpcsclite-dev": Path("/usr/include/PCSC/winscard.h").exists(),
        "python3-dev": headers.exists(),
    }
    return " ".join(package for package, present in there.items() if not present)


def _install(wanted: dict[str, str], installed: dict[str, str]) -> None:
    if importlib.util.find_spec("pip") is None:
        raise CannotSetUp(
            "pip is missing: install it with `apt-get install python3-pip`, then run this again."
        )
    if VENV.is_symlink():
        # Made anew through the link, the environment of another checkout would be emptied while it works.
        raise CannotSetUp(f".venv is a link to {VENV.resolve()}: remove the link, then run this again.")
    # What a changed lock no longer names must go, so the folder is made anew; an added set is installed on top.
    keep = bool(installed) and all(wanted.get(name, digest) == digest for name, digest in installed.items())
    if not keep:
        say("making .venv …")
        _run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)], "python3 -m venv")
    locks = [word for name in wanted for word in ("-r", str(LOCKS[name]))]
    say("installing the locked packages (about a minute the first time) …")
    _pip("--only-binary=:all:", *locks)
    _link()
    done = {"python": _python_version(), "locks": {**(installed if keep else {}), **wanted}}
    STAMP.write_text(json.dumps(done, indent=1), encoding="utf-8")


def _pip(*words: str) -> None:
    """Install into the environment with the machine's pip, exact versions with hashes only."""
    _run(
        [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet", "--disable-pip-version-check",
         "--no-input", "--root-user-action=ignore", "--require-hashes", *words],
        "pip install",
    )  # fmt: skip


def _link() -> None:
    """Put the three distributions on the environment's path, and their commands into its bin folder."""
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV), "platbase": str(VENV)}))
    (site / "lhr.pth").write_text(
        "".join(f"{ROOT / part}\n" for part in (".", "card", "agent")), encoding="utf-8"
    )
    for name, module in _LAUNCHERS.items():
        script = VENV / "bin" / name
        script.write_text(f'#!/bin/sh\nexec "{PYTHON}" -m {module} "$@"\n', encoding="utf-8")
        script.chmod(0o755)


def _run(command: list[str], what: str) -> None:
    done = subprocess.run(command, env=_with_certificates(), capture_output=True, text=True, check=False)
    if done.returncode:
        last = [line for line in (done.stderr + done.stdout).strip().splitlines() if line.strip()][-12:]
        raise CannotSetUp(f"{what} failed:\n  " + "\n  ".join(last))


def _with_certificates() -> dict[str, str]:
    """Let pip trust the machine's own store, where an organisation keeps its private certificate authority."""
    told = {"PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "PIP_CONFIG_FILE"} & set(
        os.environ
    )
    if told or not _SYSTEM_CERTIFICATES.exists():
        return dict(os.environ)
    return {**os.environ, "PIP_CERT": str(_SYSTEM_CERTIFICATES)}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _python_version() -> str:
    return f"{sys.implementation.name} {sys.version.split()[0]} at {ROOT}"


def _stamp() -> dict[str, Any]:
    if not (STAMP.exists() and PYTHON.exists()):
        return {}
    return dict(json.loads(STAMP.read_text(encoding="utf-8")))


def say(text: str) -> None:
    """Print one line of progress at once, also when the output goes to a file."""
    print(f"lhr: {text}", flush=True)
