"""The documents that are made from the code, so that they cannot say anything else."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from pathlib import Path

import lhr
from lhr import config
from lhr.access.permissions import SAYS, Permission
from lhr.access.roles import GRANTS, ROLE_SAYS, Role
from lhr.cli.command import commands
from lhr.kernel.rules import Rule
from lhr.kernel.words import Words

FOLDER = config.ROOT / "docs"


def _page(title: str, made_by: str, lines: Iterable[str]) -> str:
    return f"# {title}\n\nMade from the code by `{made_by}`; do not edit.\n\n" + "\n".join(lines) + "\n"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def settings_page() -> str:
    head = [
        "Settings are environment variables. A secret may stand in a file instead, named by the same name with",
        "`_FILE` at its end.",
        "",
        _row("name", "type", "default", "lowest", "secret", "meaning"),
        "|---|---|---|---|---|---|",
    ]
    rows = [
        _row(
            f"`{s.name}`",
            s.kind,
            "(for development only)" if s.secret else s.documented_default(),
            "" if s.least is None else str(s.least),
            "yes" if s.secret else "",
            s.means,
        )
        for s in config.SETTINGS
    ]
    return _page("Settings", "lhr settings-doc", head + rows)


def rules() -> list[Rule]:
    """Return every rule of the field by code. Raises LookupError when one code has two rules."""
    found: dict[str, Rule] = {}
    for module in pkgutil.walk_packages(lhr.__path__, "lhr."):
        if not module.name.rsplit(".", 1)[-1].startswith("rules"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Rule) and found.setdefault(value.code, value) is not value:
                raise LookupError(f"{value.code} is declared twice")
    return [found[code] for code in sorted(found)]


def rules_page() -> str:
    lines: list[str] = []
    for rule in rules():
        lines += [
            f"## {rule.code}",
            "",
            f"{rule.gist}",
            "",
            f"Weight: {rule.weight.value}. Stands on: `{rule.on}`. Kept by: `lhr/{rule.home}`.",
            f"Source: {_both(rule.source)}",
            "",
            _row("", "says", "next step"),
            "|---|---|---|",
            _row(rule.code, _both(rule.says), _both(rule.remedy)),
            *(_row(f"{rule.code}.{v.number}", _both(v.says), _both(v.remedy)) for v in rule.variants),
            "",
        ]
    return _page("Rules of the field", "lhr rules-doc", lines[:-1])


def _both(words: Words) -> str:
    return f"{words.th} / {words.en}"


def permissions_page() -> str:
    roles = list(Role)
    lines = [_row("role", "Thai", "English"), "|---|---|---|"]
    lines += [_row(f"`{role}`", ROLE_SAYS[role].th, ROLE_SAYS[role].en) for role in roles]
    lines += ["", _row("permission", "", *(f"`{role}`" for role in roles)), "|---|---|" + ":-:|" * len(roles)]
    lines += [
        _row(f"`{one}`", _both(SAYS[one]), *("✓" if one in GRANTS[role] else "" for role in roles))
        for one in Permission
    ]
    return _page("Permissions", "lhr permissions-doc", lines)


def commands_page() -> str:
    lines: list[str] = []
    for command in commands().values():
        lines += [f"## `lhr {' '.join(command.words)}`", "", _both(command.says), ""]
        if command.arguments:
            lines += [_row("argument", "meaning"), "|---|---|"]
            lines += [_row(f"`{a.name}`", a.says) for a in command.arguments]
            lines.append("")
    return _page("Commands", "lhr commands-doc", lines[:-1])


PAGES: dict[str, Callable[[], str]] = {
    "settings": settings_page,
    "rules": rules_page,
    "permissions": permissions_page,
    "commands": commands_page,
}


def write(name: str) -> Path:
    """Write docs/NAME.md and return where it is."""
    path = FOLDER / f"{name}.md"
    path.write_text(PAGES[name](), encoding="utf-8")
    return path
