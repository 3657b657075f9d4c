"""Between the page of SEM102 and the values that the action takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.forms import BoundField

from lhr.access.roles import Role
from lhr.documents import pending
from lhr.kernel.thai_date import show
from lhr.people import queries as people
from lhr.registry_rights import queries as rights
from lhr.registry_rights.drafts import Chosen, FormDraft
from lhr.registry_rights.queries import Proposal
from lhr.registry_rights.terms import CAPACITY_SAYS, PROVED_BY_POST, Capacity, State
from lhr.service_record import queries as service
from lhr.service_record.queries import Posting
from lhr.web.rights.board import Block, Board, Line
from lhr.web.rights.forms import TYPED, PickForm, SheetForm
from lhr.web.rights.scans import Refused, field_of
from lhr.web.rights.typed import KEPT, NEW, REASON, Typed, choice
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.scans import ScanField
from lhr.web.shared.told import Message
from lhr.web.templatetags.lhr import messages_of


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody whom one press puts into the block: proposed by the record, or one on file whose details are opened."""

    value: str
    name: str
    post: str
    starts: date | None = None
    last_day: date | None = None
    order_number: str = ""
    holds: bool = False  # holds the role today


@dataclass(frozen=True, slots=True)
class Picked:
    """The person chosen for a block and not saved yet. `mends` says that his appointment on file is open."""

    mark: str
    name: str
    masked_id: str
    post: Posting | None
    is_new: bool
    replaces: str
    mends: bool = False


@dataclass(frozen=True, slots=True)
class EditBlock:
    """One block of SEM102 on the page. Without `picked` it stays as it is on file."""

    block: Block
    cold: bool
    picked: Picked | None
    fields: dict[str, BoundField]
    told: list[Message]
    proposal: Offer | None
    again: tuple[Offer, ...]
    scan: ScanField | None
    pick_form: PickForm
    picker: bool  # Insert opens this block's picker

    @property
    def needs_last_day(self) -> bool:
        """An acting or delegated registrar has a last day; an assigned official need not."""
        return self.block.role is Role.REGISTRAR


def blank(typed: Typed, version: int) -> SheetForm:
    """Return the form with what was typed so far, without findings."""
    return SheetForm(initial={**_held(typed), "based_on": version}, editing=typed.editing)


def as_typed(typed: Typed) -> SheetForm:
    """Return the form as if it were sent as it stands."""
    return SheetForm({**_held(typed), "based_on": max(typed.based_on, 0)}, editing=typed.editing)


def _held(typed: Typed) -> dict[str, str]:
    held = {f"{role.lower()}-{name}": typed.get(role, name) for role in typed.editing for name in TYPED}
    held |= {f"{role.lower()}-person": typed.mark(role) for role in typed.editing}
    return {**held, REASON: typed.values.get(REASON, "")}


def blocks(
    request: OfficerRequest, board: Board, typed: Typed, form: SheetForm, refused: Refused
) -> list[EditBlock]:
    day, place = request.actor.day, board.place.id
    cold = rights.is_cold(place)
    proposed = {p.role: p for p in rights.proposals(place, day)}
    chosen = [p for role in typed.editing if (p := typed.person(role)) is not None]
    names = people.views(chosen, day)
    working = service.postings(place, day, only=chosen) if chosen else {}
    first = next((b.role for b in board.blocks if b.role not in typed.editing), board.blocks[0].role)
    return [
        EditBlock(
            block=block,
            cold=cold or bool(typed.get(block.role, "by_order")),
            picked=_picked(block, typed, names, working),
            fields=_fields(block.role, form),
            told=_told(block.role, form, request.lang, request.digits),
            proposal=_proposed(place, proposed.get(block.role), day),
            again=_again(place, block),
            scan=field_of(request, typed, block.role, refused) if block.role in typed.editing else None,
            pick_form=PickForm(auto_id=f"id_{block.name}_%s"),
            picker=block.role is first,
        )
        for block in board.blocks
    ]


def choose(
    typed: Typed, role: Role, person: str, seed: dict[str, str], board: Board, today: date
) -> None:
    """Put the person into the block, with what can be filled in for the officer: what the pressed button says, and of
    who is on file already everything, so that nothing is lost that he does not mean to change."""
    typed.choose(role, person)
    line = _open_line(board, role, person, seed)
    if line is not None:
        seed = _details(line) | {"entry": str(line.entry), "by_order": "1" if line.order_number else ""}
    else:
        seed = {**dict.fromkeys(KEPT, ""), **seed}
    typed.put(role, **seed)
    if not typed.get(role, "starts"):
        typed.put(role, starts=_day(today))


def _open_line(board: Board, role: Role, person: str, seed: dict[str, str]) -> Line | None:
    """Return the appointment on file that the press means: the one named, else the present holder's own of the same
    capacity, unless the press names a first day."""
    block = board.block(role)
    lines = [*([block.holder.line] if block.holder else []), *block.others]
    if seed.get("entry"):
        return next((line for line in lines if str(line.entry) == seed["entry"]), None)
    if seed.get("starts"):
        return None
    mine = (line for line in lines if str(line.tenure.person) == person)
    return next((line for line in mine if seed.get("capacity", "") in ("", line.tenure.capacity)), None)


def _details(line: Line) -> dict[str, str]:
    return {
        "capacity": line.tenure.capacity,
        "starts": _day(line.starts),
        "last_day": _day(line.granted_last_day),
        "order_number": line.order_number,
        "order_signed_on": _day(line.order_signed_on),
        "phone": line.phone,
        "email": line.email,
    }


def _day(day: date | None) -> str:
    return show(day, "short", digits="arabic") if day else ""


def draft_of(form: SheetForm, typed: Typed, *, cold: bool) -> FormDraft:
    """Return what the officer chose. Fields that the capacity does not ask for are hidden and count for nothing."""
    made = {role: _chosen(form, typed, role, cold=cold) for role in typed.editing}
    based_on: int = form.cleaned_data["based_on"]
    return FormDraft(
        based_on=based_on,
        registrar=made.get(Role.REGISTRAR),
        officer=made.get(Role.OFFICER),
        last=typed.last,
        reason=form.cleaned_data[REASON].strip(),
    )


def _chosen(form: SheetForm, typed: Typed, role: Role, *, cold: bool) -> Chosen:
    capacity = Capacity(form.of(role, "capacity"))
    proved = capacity in PROVED_BY_POST
    with_order = cold or not proved or bool(typed.get(role, "by_order"))
    return Chosen(
        capacity=capacity,
        starts=form.of(role, "starts"),
        last_day=None if proved else form.of(role, "last_day"),
        person_id=typed.person(role),
        new_person=typed.new(role),
        order_number=form.of(role, "order_number") if with_order else "",
        order_signed_on=form.of(role, "order_signed_on") if with_order else None,
        scan=pending.opened(typed.scan(role), account=UUID(typed.account)) if with_order else None,
        phone=form.of(role, "phone"),
        email=form.of(role, "email"),
        amends=typed.entry(role),
    )


def _picked(
    block: Block, typed: Typed, names: dict[UUID, people.PersonView], working: dict[UUID, Posting]
) -> Picked | None:
    if block.role not in typed.editing:
        return None
    replaces = block.holder.line.person.name if block.holder else ""
    person = typed.person(block.role)
    if person is None:
        return Picked(NEW, typed.new_name(block.role), "", None, is_new=True, replaces=replaces)
    view = names[person]
    same = block.holder is not None and block.holder.line.tenure.person == person
    return Picked(
        mark=typed.mark(block.role),
        name=view.name,
        masked_id=view.masked_id,
        post=working.get(person),
        is_new=False,
        replaces="" if same else replaces,
        mends=typed.entry(block.role) is not None,
    )


def _fields(role: Role, form: SheetForm) -> dict[str, BoundField]:
    return {name: form[f"{role.lower()}-{name}"] for name in TYPED if f"{role.lower()}-{name}" in form.fields}


def _told(role: Role, form: SheetForm, lang: str, digits: str) -> list[Message]:
    """Return what is said of the person as such; the hidden field has no place of its own to say it."""
    name = f"{role.lower()}-person"
    return messages_of(form[name], lang, digits) if form.is_bound and name in form.fields else []


def _again(place: UUID, block: Block) -> tuple[Offer, ...]:
    """The holder, and who comes or waits beside him: each can be opened to mend his details."""
    held = [block.holder.line] if block.holder else []
    coming = [line for line in block.others if line.state in (State.PENDING, State.AWAITING)]
    return tuple(
        Offer(
            choice(place, block.role, line.tenure.person, entry=str(line.entry)),
            line.person.name,
            "",
            holds=line in held,
        )
        for line in [*held, *coming]
    )


def _proposed(place: UUID, one: Proposal | None, today: date) -> Offer | None:
    if one is None:
        return None
    seed = {
        "capacity": str(one.capacity),
        "starts": _day(one.starts),
        "last_day": _day(one.last_day),
        "order_number": one.order_number,
        "order_signed_on": _day(one.order_signed_on),
    }
    return Offer(
        choice(place, one.role, one.person_id, **seed),
        one.person_name,
        CAPACITY_SAYS[one.capacity].th if one.order_number else one.post_name,
        starts=one.starts if one.starts > today or one.last_day else None,
        last_day=one.last_day,
        order_number=one.order_number,
    )
