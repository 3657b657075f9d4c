"""What a saving of SEM102 writes: the form, its appointments, the ends of others, accounts and messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit.models import Change
from lhr.documents import actions as documents
from lhr.documents import cited
from lhr.identity import actions as identity
from lhr.organisations.models import Organisation
from lhr.people import actions as people_actions
from lhr.people import queries as people
from lhr.registry_rights import seating, telling
from lhr.registry_rights.amending import Part
from lhr.registry_rights.blocks import Block
from lhr.registry_rights.drafts import NewPerson
from lhr.registry_rights.models import Appointment, RightsForm
from lhr.registry_rights.preparing import Prepared, as_mended, give_way
from lhr.registry_rights.queries.appointments import tenure_of
from lhr.registry_rights.seats import Tenure
from lhr.standards import queries as standards


@dataclass(frozen=True, slots=True)
class Issued:
    """The account made for a person named, with its one-time code: shown now, and never again."""

    role: Role
    person_name: str
    user_name: str
    one_time: str


@dataclass(frozen=True, slots=True)
class SavedForm:
    """What a saving came to: `awaiting` are the blocks that wait for the province."""

    form: RightsForm
    issued: tuple[Issued, ...]
    awaiting: tuple[Role, ...]


def file(
    this: Change,
    by: Actor,
    place: Organisation,
    form: RightsForm,
    before: RightsForm | None,
    rows: Sequence[Appointment],
    prepared: Prepared,
) -> SavedForm:
    """Write the prepared blocks as the next version of the form, and everything that follows from it."""
    new = {b.role: _tenure(this, by, place, b) for b in prepared.blocks if b.on_file is None}
    kept = {b.role: b.on_file.entry for b in prepared.blocks if b.on_file is not None}
    on_file = as_mended([tenure_of(row) for row in rows], prepared.blocks, by)
    _save(this, by, form, before, {**kept, **{role: t.entry for role, t in new.items()}})
    settled = seating.settle(
        this,
        rows,
        [*give_way(on_file, new), *new.values()],
        fresh={new[b.role].entry: _columns(b, form) for b in prepared.blocks if b.role in new},
        also={kept[b.role]: _details(b) for b in prepared.blocks if b.role in kept},
    )
    for block in prepared.blocks:
        _attach(by, place, block)
    for role in new:
        telling.of_naming(by, place, settled.after[new[role].entry], this.reason)
    for block in prepared.blocks:
        if block.on_file is not None and block.parts:
            telling.of_mending(by, place, settled.after[block.on_file.entry], this.reason)
    seating.follow_up(by, place, settled)
    telling.of_bootstrap(by, place)
    issued = [_account(by, place, settled.after[t.entry]) for t in new.values()]
    waiting = tuple(b.role for b in prepared.blocks if b.role in new and b.needs_confirmation)
    return SavedForm(form, tuple(i for i in issued if i is not None), waiting)


def _tenure(this: Change, by: Actor, place: Organisation, block: Block) -> Tenure:
    new = block.chosen.new_person
    if new is not None and block.person is None:
        block = block.of(_register(by, place, block, new))
    return block.tenure(this.seq, by)


def _register(by: Actor, place: Organisation, block: Block, new: NewPerson) -> UUID:
    return people_actions.register(
        by=by,
        national_id=new.national_id,
        prefix=new.prefix,
        first=new.first,
        last=new.last,
        birth_date=new.birth_date,
        gender=new.gender,
        starts=min(block.who.starts, by.day),
        path=place.path,
        permission=Permission.RIGHTS_APPOINT,
        held_by=place.pk,
        titles=standards.titles_to_split(),
    ).pk


def _save(
    this: Change, by: Actor, form: RightsForm, before: RightsForm | None, entries: dict[Role, UUID]
) -> None:
    form.saved_by, form.saved_by_name, form.saved_at = by.account_id, by.name, this.at
    form.registrar_entry = entries.get(Role.REGISTRAR, before.registrar_entry if before else None)
    form.officer_entry = entries.get(Role.OFFICER, before.officer_entry if before else None)
    form.save(force_insert=True)


def _attach(by: Actor, place: Organisation, block: Block) -> None:
    """Keep the scan of the block's order, also of one that is on file already and got its scan late."""
    of = cited.order(block.chosen.order_number, block.chosen.order_signed_on)
    if block.chosen.scan is not None and of:
        documents.attach(
            by=by,
            organisation_id=place.pk,
            path=place.path,
            of=of,
            scan=block.chosen.scan,
            permission=Permission.RIGHTS_APPOINT,
        )


def _columns(block: Block, form: RightsForm) -> dict[str, object]:
    chosen = block.chosen
    return {
        "form": form,
        "order_text": chosen.order_text.strip(),
        "needs_confirmation": block.needs_confirmation,
        **_contact(block),
    }


def _contact(block: Block) -> dict[str, object]:
    return {"phone": block.chosen.phone.strip(), "email": block.chosen.email.strip()}


def _details(block: Block) -> dict[str, object]:
    """What the block says of an appointment on file: the contact, and what it mends of days and order."""
    chosen = block.chosen
    mended: dict[str, object] = {}
    if Part.STARTS in block.parts:
        mended |= {"starts": chosen.starts}
    if Part.LAST_DAY in block.parts:
        mended |= {"granted_until": block.who.until}
    if Part.ORDER in block.parts:
        mended |= {"order_number": block.who.order_number, "order_signed_on": chosen.order_signed_on}
    return {**mended, **_contact(block)}


def _account(by: Actor, place: Organisation, tenure: Tenure) -> Issued | None:
    person = people.get(tenure.person)
    made = identity.open_person_account(
        by=by, person=person, organisation=place, permission=Permission.RIGHTS_APPOINT
    )
    if made is None:
        return None
    name = people.view_of(person.pk, by.day).name
    return Issued(tenure.role, name, made.account.user_name, made.one_time)
