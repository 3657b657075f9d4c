"""SEM102 as typed so far, kept by the server (lhr.audit.drafts): chosen persons, capacities, days, orders.

A new person's number is kept sealed to the LGO and never returns to the page.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
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
REASON = "reason"
# Of what is chosen, beside the person: the appointment on file that is open, and whether an order stands behind it.
KEPT = ("entry", "by_order")


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
        if REASON in posted:
            self.values[REASON] = str(posted[REASON])[:300]
        for role in self.editing:
            for name in TYPED:
                key = f"{role.lower()}-{name}"
                if key in posted:
                    self.values[key] = str(posted[key])[:300]

    def meet(self, posted: Mapping[str, Any], *, whole: bool = True) -> None:
        """Let what is chosen be what the page shows that was sent: another window of the same account may have chosen
        somebody else meanwhile, or saved. A person not on file yet is sealed in the draft alone and cannot come back.

        A `whole` page shows every block that is being edited.
        """
        for role in HOLDERS:
            mark = str(posted.get(f"{role.lower()}-person", ""))
            shown = chosen(self.organisation, mark)
            if not mark:
                if whole:
                    self.forget(role)
            elif shown is not None and shown.role is role:
                if self.get(role, "person") != shown.person:
                    self.choose(role, shown.person)
                self.put(role, **{name: shown.seed.get(name, "") for name in KEPT})

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

    def entry(self, role: Role) -> UUID | None:
        """Return the appointment on file whose details are open in this block."""
        entry = self.get(role, "entry")
        return UUID(entry) if entry else None

    def mark(self, role: Role) -> str:
        """Return what the page carries of the person chosen, signed: it can be sent again and nobody can forge it."""
        person = self.person(role)
        if person is None:
            return NEW
        return choice(self.organisation, role, person, **{name: self.get(role, name) for name in KEPT})

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


class Pressed(NamedTuple):
    """A button that chooses a person, pressed. `seed` is what the block begins with: capacity, days, order."""

    role: Role
    person: str
    seed: dict[str, str]


def choice(organisation: UUID, role: Role, person: UUID, **seed: str) -> str:
    """Return the value of a button that chooses this person: signed, so that no page can name a person unasked."""
    filled = {name: value for name, value in seed.items() if value}
    return signing.dumps([str(organisation), role, str(person), filled], salt=_SALT)


def chosen(organisation: UUID, value: str) -> Pressed | None:
    """Return what a pressed button says; None when it is not one of ours or of another LGO."""
    try:
        place, role, person, seed = signing.loads(value, salt=_SALT)
    except signing.BadSignature:
        return None
    return Pressed(Role(role), person, seed) if place == str(organisation) else None
