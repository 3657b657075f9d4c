"""The repository as an object: its files, packages and layers, for the house tests."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Return every file that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return tuple(ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file())


def texts() -> list[tuple[Path, str]]:
    """Return every committed file that is text."""
    found = []
    for path in files():
        try:
            found.append((path, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def sources(*below: str) -> list[Path]:
    """Return the Python files of the product (migrations left out), or of the named folders."""
    starts = below or ("lhr/", "card/", "agent/", "tools/", "run.py")
    return [
        p
        for p in files()
        if p.suffix == ".py" and name(p).startswith(starts) and "/migrations/" not in name(p)
    ]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=name(path))


@cache
def pyproject() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def contracts(kind: str) -> list[dict[str, Any]]:
    """Return the import contracts of one type."""
    every = pyproject()["tool"]["importlinter"]["contracts"]  # type: ignore[index]
    return [contract for contract in every if contract["type"] == kind]


def layers() -> list[set[str]]:
    """Return the lines of the package order, lowest first."""
    lines = next(c for c in contracts("layers") if "containers" not in c)["layers"]
    return [{part.strip(" ()") for part in line.split("|")} for line in reversed(lines)]


def packages() -> set[str]:
    """Return the packages of the register that exist."""
    return {f"lhr.{p.name}" for p in (ROOT / "lhr").iterdir() if (p / "__init__.py").exists()}


def called(node: ast.expr) -> str:
    """Return the dotted name of what is called or named: `policy.require`, `change`."""
    if isinstance(node, ast.Attribute):
        return f"{called(node.value)}.{node.attr}".lstrip(".")
    if isinstance(node, ast.Call):
        return called(node.func)
    return node.id if isinstance(node, ast.Name) else ""
