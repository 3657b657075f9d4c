"""Between the page of SEM102 and the values that the action takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.forms import BoundField

from lhr.access.roles import Role
from lhr.documents import pending
from lhr.kernel.thai_date import show
from lhr.people import queries as people
from lhr.registry_rights import queries as rights
from lhr.registry_rights.drafts import Chosen, FormDraft
from lhr.registry_rights.queries import Proposal
from lhr.registry_rights.terms import PROVED_BY_POST, Capacity
from lhr.service_record import queries as service
from lhr.service_record.queries import Posting
from lhr.web.rights.board import Block, Board
from lhr.web.rights.forms import TYPED, PickForm, SheetForm
from lhr.web.rights.scans import Refused, field_of
from lhr.web.rights.typed import NEW, Typed, choice
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.scans import ScanField
from lhr.web.shared.told import Message
from lhr.web.templatetags.lhr import messages_of


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody whom one press puts into the block: proposed by the record, or the present holder again."""

    value: str
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Picked:
    """The person chosen for a block and not saved yet."""

    mark: str
    name: str
    masked_id: str
    post: Posting | None
    is_new: bool
    replaces: str


@dataclass(frozen=True, slots=True)
class EditBlock:
    """One block of SEM102 on the page. Without `picked` it stays as it is on file."""

    block: Block
    cold: bool
    picked: Picked | None
    fields: dict[str, BoundField]
    told: list[Message]
    proposal: Offer | None
    again: Offer | None
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
    return {
        f"{role.lower()}-{name}": typed.get(role, name)
        for role in typed.editing
        for name in (*TYPED, "person")
    }


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
            cold=cold,
            picked=_picked(block, typed, names, working),
            fields=_fields(block.role, form),
            told=_told(block.role, form, request.lang, request.digits),
            proposal=_proposed(place, proposed.get(block.role)),
            again=_again(place, block),
            scan=field_of(request, typed, block.role, refused) if block.role in typed.editing else None,
            pick_form=PickForm(auto_id=f"id_{block.name}_%s"),
            picker=block.role is first,
        )
        for block in board.blocks
    ]


def choose(typed: Typed, role: Role, person: str, capacity: str, board: Board, today: date) -> None:
    """Put the person into the block, with what can be filled in for the officer."""
    typed.choose(role, person)
    holder = board.block(role).holder
    same = holder is not None and str(holder.line.tenure.person) == person
    if not typed.get(role, "starts"):
        typed.put(role, starts=show(today, "short", digits="arabic"))
    if capacity:
        typed.put(role, capacity=capacity)
    if same and holder is not None and not typed.get(role, "phone") and not typed.get(role, "email"):
        typed.put(role, phone=holder.line.phone, email=holder.line.email)


def draft_of(form: SheetForm, typed: Typed, *, cold: bool) -> FormDraft:
    """Return what the officer chose. Fields that the capacity does not ask for are hidden and count for nothing."""
    made = {role: _chosen(form, typed, role, cold=cold) for role in typed.editing}
    based_on: int = form.cleaned_data["based_on"]
    registrar, officer = made.get(Role.REGISTRAR), made.get(Role.OFFICER)
    return FormDraft(based_on=based_on, registrar=registrar, officer=officer, last=typed.last)


def _chosen(form: SheetForm, typed: Typed, role: Role, *, cold: bool) -> Chosen:
    capacity = Capacity(form.of(role, "capacity"))
    proved = capacity in PROVED_BY_POST
    with_order = cold or not proved
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
        mark=str(person),
        name=view.name,
        masked_id=view.masked_id,
        post=working.get(person),
        is_new=False,
        replaces="" if same else replaces,
    )


def _fields(role: Role, form: SheetForm) -> dict[str, BoundField]:
    return {name: form[f"{role.lower()}-{name}"] for name in TYPED if f"{role.lower()}-{name}" in form.fields}


def _told(role: Role, form: SheetForm, lang: str, digits: str) -> list[Message]:
    """Return what is said of the person as such; the hidden field has no place of its own to say it."""
    name = f"{role.lower()}-person"
    return messages_of(form[name], lang, digits) if form.is_bound and name in form.fields else []


def _again(place: UUID, block: Block) -> Offer | None:
    if block.holder is None:
        return None
    line = block.holder.line
    return _offer(place, block.role, line.tenure.person, line.tenure.capacity, line.person.name, "")


def _proposed(place: UUID, one: Proposal | None) -> Offer | None:
    if one is None:
        return None
    return _offer(place, one.role, one.person_id, one.capacity, one.person_name, one.post_name)


def _offer(place: UUID, role: Role, person: UUID, capacity: Any, name: str, post: str) -> Offer:
    return Offer(choice(place, role, person, str(capacity)), name, post)
