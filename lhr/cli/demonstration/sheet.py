"""What the visitor is told: addresses, sign-in names, first passwords, numbers to type. Kept beside the demonstration's
data, readable by its owner only, since it holds passwords (of invented people)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from lhr import config

FILE = "sheet.json"
DESKS = "desks"


@dataclass
class Entry:
    """One sign-in. `password` is the first one until it was changed; `desk` names the simulated card, if any."""

    says: str
    user_name: str
    password: str
    desk: str = ""
    organisation: str = ""


@dataclass
class Candidate:
    """Somebody to be named in SEM102, with the invented number to type."""

    says: str
    name: str
    national_id: str
    desk: str


@dataclass
class Lgo:
    """One LGO left for visitors (and for demo-check): its first account and whom to name."""

    organisation: str
    label: str
    bootstrap: Entry
    registrar: Candidate
    officer: Candidate
    others: list[Candidate] = field(default_factory=list)


@dataclass
class Sheet:
    """Everything that is printed; `used` are the LGOs that demo-check has been through."""

    offices: dict[str, Entry] = field(default_factory=dict)
    lgos: list[Lgo] = field(default_factory=list)
    used: list[str] = field(default_factory=list)


def folder() -> Path:
    return Path(config.data_dir())


def keep(sheet: Sheet) -> None:
    path = folder() / FILE
    path.touch(mode=0o600, exist_ok=True)
    path.write_text(json.dumps(asdict(sheet), ensure_ascii=False, indent=1), encoding="utf-8")


def read() -> Sheet:
    """Raises FileNotFoundError before the demonstration was loaded."""
    said: dict[str, Any] = json.loads((folder() / FILE).read_text(encoding="utf-8"))
    return Sheet(
        offices={name: Entry(**entry) for name, entry in said["offices"].items()},
        lgos=[_lgo(one) for one in said["lgos"]],
        used=said["used"],
    )


def _lgo(said: dict[str, Any]) -> Lgo:
    return Lgo(
        organisation=said["organisation"],
        label=said["label"],
        bootstrap=Entry(**said["bootstrap"]),
        registrar=Candidate(**said["registrar"]),
        officer=Candidate(**said["officer"]),
        others=[Candidate(**other) for other in said["others"]],
    )
