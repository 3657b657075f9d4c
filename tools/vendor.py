"""`make vendor`: copy the web assets out of their packages into lhr/web/static/vendor and write ASSETS.lock.

Run by a developer when an asset is raised; the result is committed, so no run or build of LHR needs a registry for it.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "lhr" / "web" / "static" / "vendor"
LOCK = FOLDER / "ASSETS.lock"


@dataclass(frozen=True)
class Package:
    """Where assets come from: `registry` is PyPI or npm; `files` maps a path in the package to one below vendor/."""

    registry: str
    name: str
    version: str
    licence: str
    files: dict[str, str]


_FONT = "package/files/sarabun-{script}-{weight}-normal.woff2"
PACKAGES = (
    Package(
        "PyPI", "bootstrap-wrapper", "5.3.8.post1", "MIT",
        {"bootstrap/css/bootstrap.min.css": "bootstrap.min.css", "bootstrap/LICENSE": "bootstrap.LICENSE.txt"},
    ),
    Package(
        "PyPI", "django-htmx", "1.29.0", "0BSD (htmx), MIT (django-htmx)",
        {"django_htmx/static/django_htmx/htmx-2.min.js": "htmx-2.min.js"},
    ),
    Package(
        "npm", "@fontsource/sarabun", "5.3.0", "OFL-1.1",
        {"package/LICENSE": "sarabun/LICENSE.txt"}
        | {
            _FONT.format(script=script, weight=weight): f"sarabun/sarabun-{script}-{weight}-normal.woff2"
            for script in ("thai", "latin")
            for weight in (400, 600)
        },
    ),
)  # fmt: skip


def _without_source_map(content: bytes) -> bytes:
    """Drop the pointer to a source map that is not shipped: the storage of hashed names would look for it."""
    return re.sub(rb"\n?/\*# sourceMappingURL=[^*]*\*/\s*$", b"\n", content)


CHANGES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "bootstrap.min.css": ("pointer to the source map removed", _without_source_map),
}


def _members(package: Package, into: Path) -> dict[str, bytes]:
    """Fetch the package by its ordinary client and return the wanted files."""
    named = (
        f"{package.name}=={package.version}"
        if package.registry == "PyPI"
        else f"{package.name}@{package.version}"
    )
    if package.registry == "PyPI":
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "--only-binary=:all:",
            "-d",
            ".",
            named,
        ]
    else:
        command = ["npm", "pack", "--silent", named]
    subprocess.run(command, cwd=into, check=True, stdout=subprocess.DEVNULL)
    (archive,) = into.iterdir()
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {name: wheel.read(name) for name in package.files}
    with tarfile.open(archive) as tar:
        return {name: _read(tar, name) for name in package.files}


def _read(tar: tarfile.TarFile, name: str) -> bytes:
    member = tar.extractfile(name)
    if member is None:
        raise FileNotFoundError(name)
    return member.read()


def main() -> int:
    shutil.rmtree(FOLDER, ignore_errors=True)
    rows = []
    for package in PACKAGES:
        with tempfile.TemporaryDirectory() as folder:
            for inside, content in _members(package, Path(folder)).items():
                rows.append(_keep(package, inside, content))
    LOCK.write_text(json.dumps(sorted(rows, key=lambda r: r["file"]), indent=1) + "\n", encoding="utf-8")
    print(f"{len(rows)} files in {FOLDER.relative_to(ROOT)}")
    return 0


def _keep(package: Package, inside: str, original: bytes) -> dict[str, str]:
    target = FOLDER / package.files[inside]
    target.parent.mkdir(parents=True, exist_ok=True)
    change, alter = CHANGES.get(package.files[inside], ("", lambda same: same))
    target.write_bytes(alter(original))
    row = {
        "file": package.files[inside],
        "sha256": _sha256(target.read_bytes()),
        "package": f"{package.registry}: {package.name} {package.version}",
        "path": inside,
        "licence": package.licence,
    }
    return row | ({"changed": change, "sha256 in the package": _sha256(original)} if change else {})


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
