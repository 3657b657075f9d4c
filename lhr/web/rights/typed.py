"""SEM102 as typed so far, kept by the server (lhr.audit.drafts): chosen persons, capacities, days, orders.

A new person's number is kept sealed to the LGO and never returns to the page.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core import signing

from lhr.access.roles import Role
from lhr.audit import drafts
from lhr.documents import pending
from lhr.kernel.names import compose
from lhr.people import vault
from lhr.registry_rights.drafts import NewPerson
from lhr.registry_rights.terms import HOLDERS
from lhr.web.rights.forms import TYPED

_FORM = "rights:sem102"
_SALT = "lhr.web.rights.choice"
NEW = "new"
_LAST = "last"


@dataclass
class Typed:
    """What the account has typed about its own LGO. `based_on` is the version that it had before it, -1: none yet."""

    account: str
    organisation: UUID
    based_on: int = -1
    values: dict[str, str] = field(default_factory=dict)

    @property
    def editing(self) -> tuple[Role, ...]:
        """The blocks for which a person was chosen."""
        return tuple(role for role in HOLDERS if self.get(role, "person"))

    @property
    def last(self) -> Role:
        """The block whose person was chosen last."""
        return Role(self.values.get(_LAST, Role.OFFICER))

    @property
    def empty(self) -> bool:
        return not self.values

    def get(self, role: Role, name: str) -> str:
        return self.values.get(f"{role.lower()}-{name}", "")

    def put(self, role: Role, **given: str) -> None:
        self.values |= {f"{role.lower()}-{name}": value for name, value in given.items()}

    def forget(self, role: Role) -> None:
        self.values = {k: v for k, v in self.values.items() if not k.startswith(f"{role.lower()}-")}

    def take(self, posted: Mapping[str, Any]) -> None:
        """Remember what the fields of the page hold now. The version stays that of the first keystroke."""
        for role in self.editing:
            for name in TYPED:
                key = f"{role.lower()}-{name}"
                if key in posted:
                    self.values[key] = str(posted[key])[:300]

    def choose(self, role: Role, person: str) -> None:
        """Put a person into the block; what was typed for another one does not pass to this one."""
        if self.get(role, "person") != person:
            self.forget(role)
        self.put(role, person=person)
        self.values[_LAST] = role

    def person(self, role: Role) -> UUID | None:
        """Return the person of the register in this block; None for a new one."""
        chosen = self.get(role, "person")
        return UUID(chosen) if chosen not in ("", NEW) else None

    def scan(self, role: Role) -> UUID | None:
        """Return the key of the file that waits for this block's order."""
        key = self.get(role, "scan")
        return UUID(key) if key else None

    def put_scan(self, role: Role, key: UUID | None) -> None:
        self.put(role, scan=str(key or ""))

    def put_new(self, role: Role, new: NewPerson) -> None:
        sealed = base64.b64encode(vault.seal(new.national_id, self.organisation)).decode()
        rest = {"prefix": new.prefix, "first": new.first, "last": new.last, "gender": new.gender}
        told = {**rest, "birth_date": new.birth_date.isoformat(), "number": sealed, "ticket": str(new.ticket)}
        self.choose(role, NEW)
        self.put(role, new=json.dumps(told))

    def new(self, role: Role) -> NewPerson | None:
        told = json.loads(self.get(role, "new") or "null")
        if told is None or self.get(role, "person") != NEW:
            return None
        return NewPerson(
            national_id=vault.open_sealed(base64.b64decode(told["number"]), self.organisation),
            prefix=told["prefix"],
            first=told["first"],
            last=told["last"],
            birth_date=date.fromisoformat(told["birth_date"]),
            gender=told["gender"],
            ticket=told["ticket"],
        )

    def new_name(self, role: Role) -> str:
        new = self.new(role)
        return compose(new.prefix, new.first, new.last) if new else ""

    def keep(self) -> None:
        drafts.keep({**self.values, "based_on": str(self.based_on)}, **self._where)

    def drop(self) -> None:
        """Forget what was typed, and the files that waited with it."""
        for role in HOLDERS:
            pending.drop(self.scan(role), account=UUID(self.account))
        drafts.drop(**self._where)

    @property
    def _where(self) -> dict[str, str]:
        return {"account": self.account, "form": _FORM, "subject": str(self.organisation)}


def typed_by(account: UUID | None, organisation: UUID) -> Typed:
    """Return what the account has typed about this LGO and not saved."""
    typed = Typed(str(account), organisation)
    kept = drafts.kept(**typed._where)  # noqa: SLF001 - the same class's address of the draft
    typed.based_on = int(kept.pop("based_on", "-1"))
    typed.values = kept
    return typed


def choice(organisation: UUID, role: Role, person: UUID, capacity: str = "") -> str:
    """Return the value of a button that chooses this person: signed, so that no page can name a person unasked."""
    return signing.dumps([str(organisation), role, str(person), capacity], salt=_SALT)


def chosen(organisation: UUID, value: str) -> tuple[Role, str, str] | None:
    """Return role, person and capacity of a pressed button; None when it is not one of ours or of another LGO."""
    try:
        place, role, person, capacity = signing.loads(value, salt=_SALT)
    except signing.BadSignature:
        return None
    return (Role(role), person, capacity) if place == str(organisation) else None
