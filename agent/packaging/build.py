"""Builds what officers' PCs get: two wheels and a Debian package. No simulator, no consent that gives itself.

    python agent/packaging/build.py OUT [--only wheel|deb]

The wheels need setuptools, the package needs dpkg-deb; nothing is fetched.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NEVER = ("sim", "__pycache__")
PACKAGES = {"card": "lhr_card", "agent": "lhr_card_agent"}

# What Debian calls the Python packages that the two pyproject.toml name. `tk` draws the consent window.
DEBIAN = {"aiohttp": "python3-aiohttp", "cryptography": "python3-cryptography", "python-stdnum": "python3-stdnum"}
OF_THE_SYSTEM = ("python3 (>= 3.11)", "pcscd", "python3-pyscard", "python3-tk")
CONTROL = """Package: lhr-card
Version: {version}
Architecture: all
Maintainer: LHR <noreply@localhost>
Section: utils
Priority: optional
Depends: {depends}
Description: LHR card reader for the national ID card
 Reads the Thai national ID card for the pages of one LHR server, and for nobody else.
 Runs per user; register the PC with: lhr-card pair --server https://... CODE
"""


def project(part: str) -> dict[str, object]:
    with (ROOT / part / "pyproject.toml").open("rb") as file:
        found: dict[str, object] = tomllib.load(file)["project"]
    return found


def copied(part: str, to: Path) -> None:
    """Copy a package without what never reaches an officer."""
    shutil.copytree(ROOT / part / PACKAGES[part], to, ignore=shutil.ignore_patterns(*NEVER))


def wheel(out: Path) -> list[Path]:
    """Build a wheel of each part."""
    built = []
    for part, package in PACKAGES.items():
        with tempfile.TemporaryDirectory() as folder:
            copied(part, Path(folder) / package)
            described = (ROOT / part / "pyproject.toml").read_text(encoding="utf-8")
            described = described.replace(', "lhr_card_agent.sim"', "")
            (Path(folder) / "pyproject.toml").write_text(described, encoding="utf-8")
            build = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"
            done = subprocess.run(
                [sys.executable, "-c", build, str(out)], cwd=folder, check=True, capture_output=True, text=True
            )
            built.append(out / done.stdout.strip().splitlines()[-1])
    return built


def depends() -> str:
    """Return the Depends line, from the very requirements of the wheels."""
    wanted = {one for part in PACKAGES for one in project(part)["dependencies"]}  # type: ignore[attr-defined]
    found = list(OF_THE_SYSTEM)
    for one in sorted(wanted - {"lhr-card"}):
        name, _, least = str(one).partition(">=")
        found.append(f"{DEBIAN[name]} (>= {least})")
    return ", ".join(found)


def deb(out: Path) -> Path:
    """Build the Debian package with a unit for the user's session."""
    version = str(project("agent")["version"])
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "lhr-card"
        for part, package in PACKAGES.items():
            copied(part, tree / "usr/lib/python3/dist-packages" / package)
        place(HERE / "lhr-card", tree / "usr/bin/lhr-card", 0o755)
        place(HERE / "lhr-card.service", tree / "usr/lib/systemd/user/lhr-card.service")
        place(HERE / "browser-policy.json", tree / "usr/share/doc/lhr-card/browser-policy.json")
        place(ROOT / "LICENSE", tree / "usr/share/doc/lhr-card/copyright")
        control = tree / "DEBIAN/control"
        control.parent.mkdir()
        control.write_text(CONTROL.format(version=version, depends=depends()), encoding="utf-8")
        for path in tree.rglob("*"):
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        tree.chmod(0o755)
        made = out / f"lhr-card_{version}_all.deb"
        command = ["dpkg-deb", "--build", "--root-owner-group", str(tree), str(made)]
        subprocess.run(command, check=True, capture_output=True)
    return made


def place(file: Path, to: Path, mode: int = 0o644) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, to)
    to.chmod(mode)


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="build.py")
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", choices=("wheel", "deb"))
    told = parser.parse_args(words)
    out = told.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    built = [] if told.only == "deb" else wheel(out)
    if told.only != "wheel":
        built.append(deb(out))
    for path in built:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
