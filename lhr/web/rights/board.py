"""What SEM101 and SEM102 show of an LGO's two rights: one value for the templates, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from lhr.access.roles import ROLE_SAYS, Role
from lhr.identity import queries as identity
from lhr.kernel import clock
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.view import OrganisationView
from lhr.people import queries as people
from lhr.people.queries import PersonView
from lhr.registry_rights import queries as rights
from lhr.registry_rights import seats
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import (
    BLOCK_LABELS,
    CAPACITY_SAYS,
    HOLDERS,
    STATE_SAYS,
    VACANT_SAYS,
    State,
)
from lhr.registry_rights.wording import why_ended
from lhr.service_record import queries as service
from lhr.service_record.queries import Posting

TONES: dict[State, str] = {
    State.ACTIVE: "ok",
    State.PENDING: "calm",
    State.AWAITING: "warn",
    State.COVERED: "calm",
    State.SUSPENDED: "bad",
    State.ENDED: "calm",
}
PICK_SAYS: dict[Role, Words] = {
    Role.REGISTRAR: Words("เลือกนายทะเบียนประวัติ", "Choose the registrar"),
    Role.OFFICER: Words("เลือกเจ้าหน้าที่ทะเบียนประวัติ", "Choose the records officer"),
}
_ACCOUNT_SAYS: dict[str, tuple[str, Words]] = {
    "": ("calm", Words("ยังไม่มีบัญชี", "no account yet")),
    "ENROLLING": ("warn", Words("กำลังลงทะเบียนเครื่องและบัตร", "enrolling PC and card")),
    "ACTIVE": ("ok", Words("เข้าระบบด้วยบัตรได้", "signs in by card")),
    "LOCKED": ("bad", Words("บัญชีถูกล็อก", "account locked")),
}
_HIMSELF = Words("เปลี่ยนรายการของผู้เดิม", "the same person, registered anew")
_IN_FORCE = (State.ACTIVE, State.COVERED)
_AHEAD = (State.PENDING, State.AWAITING)


@dataclass(frozen=True, slots=True)
class Line:
    """One appointment as a line of the history, with its state on the day shown."""

    tenure: Tenure
    role: Words
    person: PersonView
    capacity: Words
    starts: date
    last_day: date | None
    order_number: str
    order_signed_on: date | None
    phone: str
    email: str
    state: State
    state_says: Words
    tone: str
    why: Words
    refused_reason: str
    saved_at: datetime | None
    saved_by: str
    version: int
    form_id: UUID
    shown_for: date
    last_saved_in: str  # the form whose saving wrote the present version; "" when something else did

    @property
    def not_on_file_yet(self) -> bool:
        """True when the right is shown as held on a day on which nobody had saved it yet."""
        held = self.state in (*_IN_FORCE, State.AWAITING)
        return held and self.saved_at is not None and clock.day_of(self.saved_at) > self.shown_for

    @property
    def granted_last_day(self) -> date | None:
        """The last day that the order names, whatever else ended the right."""
        until = self.tenure.granted_until
        return until - timedelta(days=1) if until else None

    @property
    def unproven(self) -> bool:
        return self.tenure.unproven

    @property
    def entry(self) -> UUID:
        return self.tenure.entry


@dataclass(frozen=True, slots=True)
class Holder:
    """The person of a block today: the line, the post held here, and how the account stands."""

    line: Line
    post: Posting | None
    account_tone: str
    account_says: Words


@dataclass(frozen=True, slots=True)
class Block:
    """One of the two blocks: the holder today (None: vacant), and who comes, waits or rests beside him."""

    role: Role
    label: Words
    vacant: Words
    pick: Words
    holder: Holder | None
    others: tuple[Line, ...]
    ending: date | None  # the first day on which nobody who is on file will hold the role

    @property
    def name(self) -> str:
        return self.role.lower()


@dataclass(frozen=True, slots=True)
class Board:
    """Both blocks, the whole history (newest first), and which saving of the form this is."""

    place: OrganisationView
    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]
    version: int
    saved_by: str
    saved_at: datetime | None

    @property
    def last_lines(self) -> tuple[Line, ...]:
        return self.lines[:4]

    def block(self, role: Role) -> Block:
        return next(b for b in self.blocks if b.role is role)


def board_of(organisation_id: UUID, day: date) -> Board:
    """Return the LGO's rights as they stand on `day`."""
    lines = lines_of(organisation_id, day)
    holders = [line.tenure.person for line in lines if line.state is State.ACTIVE]
    working = service.postings(organisation_id, day, only=holders)
    last = rights.latest_form(organisation_id)
    return Board(
        place=organisations.view_of(organisation_id, day),
        blocks=tuple(_block(role, lines, working, organisation_id, day) for role in HOLDERS),
        lines=tuple(lines),
        version=last.version if last else 0,
        saved_by=last.saved_by_name if last else "",
        saved_at=last.saved_at if last else None,
    )


def lines_of(organisation_id: UUID, day: date) -> list[Line]:
    """Return every appointment of the LGO with its state on `day`, the latest start first; three queries."""
    rows = rights.rows_of(organisation_id)
    among = [rights.tenure_of(row) for row in rows]
    persons = people.views({t.person for t in among}, day)
    forms = {form.pk: form for form in rights.forms_of(organisation_id)}
    made = [_line(r, t, among, persons, day, forms) for r, t in zip(rows, among, strict=True)]
    return sorted(made, key=lambda line: (line.starts, line.version), reverse=True)


def _line(
    row: Any,
    tenure: Tenure,
    among: list[Tenure],
    persons: dict[UUID, PersonView],
    day: date,
    forms: dict[UUID, Any],
) -> Line:
    state = seats.state_on(tenure, day, among)
    until = tenure.until
    form = forms.get(row.form_id)
    return Line(
        tenure=tenure,
        role=ROLE_SAYS[tenure.role],
        person=persons[tenure.person],
        capacity=CAPACITY_SAYS[tenure.capacity],
        starts=tenure.starts,
        last_day=until - timedelta(days=1) if until else None,
        order_number=row.order_number,
        order_signed_on=row.order_signed_on,
        phone=row.phone,
        email=row.email,
        state=state,
        state_says=STATE_SAYS[state],
        tone=TONES[state],
        why=_HIMSELF if seats.goes_on_himself(tenure, among) else why_ended(tenure),
        refused_reason=row.refused_reason,
        saved_at=form.saved_at if form else None,
        saved_by=form.saved_by_name if form else "",
        version=form.version if form else 0,
        form_id=row.form_id,
        shown_for=day,
        last_saved_in=row.recorded.subject_id if row.recorded.tag == "rights:form:saved" else "",
    )


def _block(
    role: Role, lines: list[Line], working: dict[UUID, Posting], organisation_id: UUID, day: date
) -> Block:
    mine = [line for line in lines if line.tenure.role is role]
    now = next((line for line in mine if line.state is State.ACTIVE), None)
    beside = tuple(line for line in mine if line is not now and line.state in (*_IN_FORCE, *_AHEAD))
    return Block(
        role=role,
        label=BLOCK_LABELS[role],
        vacant=VACANT_SAYS[role],
        pick=PICK_SAYS[role],
        holder=_holder(now, working.get(now.tenure.person), organisation_id) if now else None,
        others=beside,
        ending=seats.empty_from([line.tenure for line in mine], role, day) if now else None,
    )


def _holder(line: Line, post: Posting | None, organisation_id: UUID) -> Holder:
    account = identity.account_at(line.tenure.person, organisation_id)
    tone, says = _ACCOUNT_SAYS.get(str(account.status) if account else "", _ACCOUNT_SAYS[""])
    return Holder(line=line, post=post, account_tone=tone, account_says=says)
