"""What SEM101 and SEM102 show of an LGO's two rights: one value for the templates, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from lhr.access.roles import ROLE_SAYS, Role
from lhr.documents import queries as documents
from lhr.documents.queries import Scan
from lhr.followup import rules
from lhr.followup.rules import REASON_SAYS, Reason, RoleStanding
from lhr.identity import queries as identity
from lhr.kernel import clock
from lhr.kernel.words import Words, filled
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
from lhr.registry_rights.wording import movement_says, suspension_is_over, whys
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
END_SAYS: dict[State, Words] = {
    State.ACTIVE: Words("ให้สิ้นสุดสิทธิ", "End this right"),
    State.PENDING: Words("ยกเลิกก่อนวันมีผล", "Take back before it begins"),
    State.AWAITING: Words("ถอนรายการที่รอยืนยัน", "Withdraw what awaits"),
}
_ACCOUNT_SAYS: dict[str, tuple[str, Words]] = {
    "": ("calm", Words("ยังไม่มีบัญชี", "no account yet")),
    "ENROLLING": ("warn", Words("กำลังลงทะเบียนเครื่องและบัตร", "enrolling PC and card")),
    "ACTIVE": ("ok", Words("เข้าระบบด้วยบัตรได้", "signs in by card")),
    "LOCKED": ("bad", Words("บัญชีถูกล็อก", "account locked")),
}
_HIMSELF = Words("เปลี่ยนรายการของผู้เดิม", "the same person, registered anew")
_REGISTER = Words(
    "เปิด SEM102 เพื่อลงทะเบียนผู้รับหน้าที่ใหม่", "Open SEM102 to register who takes over the duty"
)
_SUSPENSION_OVER = Words(
    "{movement}สิ้นสุดแล้ว แต่สิทธิไม่กลับมาเอง ให้ลงทะเบียนสิทธิใหม่ใน SEM102",
    "“{movement}” is over, but the right does not come back by itself: register it anew in SEM102",
)
_STEPS: dict[Reason, Words] = {
    Reason.AWAITS_PROVINCE: Words(
        "รอสำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดยืนยัน", "The province office has to confirm"
    ),
    Reason.STARTS_LATER: Words(
        "ไม่ต้องทำอะไร สิทธิมีผลเองเมื่อถึงวัน", "Nothing to do: the right begins by itself on its day"
    ),
}
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
    saved_at: datetime | None
    saved_by: str
    version: int
    form_id: UUID
    shown_for: date
    last_saved_in: str  # the form whose saving wrote the present version; "" when something else did
    scans: tuple[Scan, ...]

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

    @property
    def over(self) -> bool:
        """True when it gives no right any more; else a reason beside it is told of a day that lies ahead."""
        return self.state in (State.ENDED, State.SUSPENDED)

    @property
    def end_says(self) -> Words:
        """What the LGO can do with it: end what is in force, take back what has not begun, withdraw what waits."""
        return END_SAYS.get(self.state, END_SAYS[State.ACTIVE])


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Why nobody holds the role, in the follow-up's own reckoning, and what the LGO does next."""

    why: Words
    since: date | None
    step: Words


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
    vacancy: Vacancy | None
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
    standing = rules.standing([line.tenure for line in lines], day, movement_says)
    stands = {one.role: one for one in standing.roles}
    holders = [line.tenure.person for line in lines if line.state is State.ACTIVE]
    working = service.postings(organisation_id, day, only=holders)
    last = rights.latest_form(organisation_id)
    return Board(
        place=organisations.view_of(organisation_id, day),
        blocks=tuple(_block(stands[role], lines, working, organisation_id, day) for role in HOLDERS),
        lines=tuple(lines),
        version=last.version if last else 0,
        saved_by=last.saved_by_name if last else "",
        saved_at=last.saved_at if last else None,
    )


def lines_of(organisation_id: UUID, day: date) -> list[Line]:
    """Return every appointment of the LGO with its state on `day`, the latest start first; four queries."""
    rows = rights.rows_of(organisation_id)
    among = [rights.tenure_of(row) for row in rows]
    persons = people.views({t.person for t in among}, day)
    forms = {form.pk: form for form in rights.forms_of(organisation_id)}
    why = whys(among, day)
    scanned = documents.scans((organisation_id, rights.evidence_key(row)) for row in rows)

    def scans_of(row: Any) -> tuple[Scan, ...]:
        return scanned.get((organisation_id, rights.evidence_key(row)), ())

    made = [
        _line(r, t, among, persons, day, forms, why[t.entry], scans_of(r))
        for r, t in zip(rows, among, strict=True)
    ]
    return sorted(made, key=lambda line: (line.starts, line.version), reverse=True)


def line_of(organisation_id: UUID, entry: UUID, day: date) -> Line:
    """Return one appointment of the LGO, which the caller has met there already."""
    return next(line for line in lines_of(organisation_id, day) if line.entry == entry)


def _line(
    row: Any,
    tenure: Tenure,
    among: list[Tenure],
    persons: dict[UUID, PersonView],
    day: date,
    forms: dict[UUID, Any],
    why: Words,
    scans: tuple[Scan, ...],
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
        why=_HIMSELF if seats.goes_on_himself(tenure, among) else why,
        saved_at=form.saved_at if form else None,
        saved_by=form.saved_by_name if form else "",
        version=form.version if form else 0,
        form_id=row.form_id,
        shown_for=day,
        last_saved_in=row.recorded.subject_id if row.recorded.tag == "rights:form:saved" else "",
        scans=scans,
    )


def _block(
    stands: RoleStanding, lines: list[Line], working: dict[UUID, Posting], organisation_id: UUID, day: date
) -> Block:
    role = stands.role
    mine = [line for line in lines if line.tenure.role is role]
    now = next((line for line in mine if line.state is State.ACTIVE), None)
    beside = tuple(line for line in mine if line is not now and line.state in (*_IN_FORCE, *_AHEAD))
    return Block(
        role=role,
        label=BLOCK_LABELS[role],
        vacant=VACANT_SAYS[role],
        pick=PICK_SAYS[role],
        holder=_holder(now, working.get(now.tenure.person), organisation_id) if now else None,
        vacancy=None if now else _vacancy(stands, mine, day),
        others=beside,
        ending=seats.empty_from([line.tenure for line in mine], role, day) if now else None,
    )


def _vacancy(stands: RoleStanding, mine: list[Line], day: date) -> Vacancy:
    told = next((line for line in mine if line.entry == stands.entry and line.over), None)
    if told is None:
        return Vacancy(REASON_SAYS[stands.reason], None, _STEPS.get(stands.reason, _REGISTER))
    since = told.tenure.until
    if told.state is State.SUSPENDED and suspension_is_over(told.tenure, day):
        movement = movement_says(told.tenure.movement)
        return Vacancy(told.why, since, filled(_SUSPENSION_OVER, movement=movement))
    return Vacancy(told.why, since, _REGISTER)


def _holder(line: Line, post: Posting | None, organisation_id: UUID) -> Holder:
    account = identity.account_at(line.tenure.person, organisation_id)
    tone, says = _ACCOUNT_SAYS.get(str(account.status) if account else "", _ACCOUNT_SAYS[""])
    return Holder(line=line, post=post, account_tone=tone, account_says=says)
