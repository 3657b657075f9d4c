"""From the form to the draft that the register judges, and what the form offers to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from lhr.access.policy import Reach
from lhr.kernel.digits import plain
from lhr.kernel.thai_date import Precision, show
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Organisation
from lhr.posts import queries as posts
from lhr.service_record import queries as service
from lhr.service_record import reading
from lhr.service_record.cases import CaseView
from lhr.service_record.drafts import Citation, Literals, MovementDraft, NewPerson
from lhr.service_record.line_view import LineView
from lhr.service_record.pay import Pay
from lhr.service_record.queries import Staff
from lhr.service_record.rules import TRANSFER_OUT, CancelEffect, MovementClass
from lhr.standards import queries as standards
from lhr.standards.queries import MovementView
from lhr.web.movements import kinds
from lhr.web.movements.forms import AS_TEXT, Around, Choices, GroupedChoices, as_uuid, read_of_paper
from lhr.web.movements.here import EVERYWHERE
from lhr.web.movements.kinds import NEW_PERSON
from lhr.web.shared import picker
from lhr.web.shared.forms import language
from lhr.web.shared.picker import Offer

_OFFERED_AT_MOST = 8


def around(
    organisation: Organisation,
    kind: MovementView | None,
    typed: Mapping[str, Any],
    day: date,
    keyable: frozenset[UUID] | None,
    *,
    begins: bool = True,
) -> Around:
    """Return what this kind of movement lets one choose here; `keyable` are the only people that may be written of,
    and the kinds that begin a service are offered where it `begins`."""
    shown = kinds.fields_of(kind)
    types = standards.movement_types()
    others = _others(typed, organisation, day) if "other" in shown else None
    return Around(
        kinds=_kinds([k for k in kinds.offered(types) if begins or k.movement_class is not MovementClass.START]),
        people=_people(_staff(organisation, kind, typed, day), keyable) if kind is None or "person" in shown else [],
        posts=_posts(organisation, kind, day) if "post" in shown else [],
        lines=_lines(_undoable(typed, organisation, day), keyable) if shown & {"cancels", "amends"} else [],
        levels=_levels() if "level" in shown else [],
        staff_kinds=_staff_kinds(organisation, day) if "kind" in shown else [],
        prefixes=[(p.full, p.full) for p in standards.prefixes()] if "title" in shown else [],
        others=others.choices if others else [],
        more_others=others.told if others else None,
    )


def draft(form_says: Mapping[str, Any], kind: MovementView) -> MovementDraft:
    """Return what was typed as the register's own value."""
    said = form_says.get
    post = as_uuid(said("post"))
    other = str(said("other_id") or "")
    year = str(said("citation_year") or "")
    return MovementDraft(
        movement_code=kind.code,
        starts=form_says["starts"],
        citation=Citation(
            str(said("citation_number") or ""),
            int(year) if year.isdigit() else None,
            said("citation_signed_on"),
            str(said("citation_text") or ""),
        ),
        person_id=_person(form_says),
        national_id=str(said("national_id") or ""),
        new_person=_new_person(form_says),
        last_day=said("last_day"),
        open_ended=bool(said("open_ended")),
        post_id=post,
        kind_code=str(said("kind") or ""),
        level_code=str(said("level") or ""),
        other_organisation_id=as_uuid(other) if other != AS_TEXT else None,
        other_organisation_text=str(said("other") or "") if not as_uuid(other) else "",
        cancels=as_uuid(said("cancels")),
        cancel_effect=CancelEffect(said("cancel_effect") or CancelEffect.FROM_START),
        amends=as_uuid(said("amends")),
        pay=_pay(form_says),
        literal=_literal(form_says),
        remark=str(said("remark") or ""),
        reason=str(said("reason") or ""),
    )


def _literal(form_says: Mapping[str, Any]) -> Literals:
    starts, level, salary = (str(form_says.get(name) or "").strip() for name in kinds.LITERAL)
    found = read_of_paper(starts)
    # A text that cannot be read stays beside the day that the officer typed.
    precision = found.precision if starts and found.precision is not None else Precision.DAY
    return Literals(starts, precision, level, salary)


def _pay(form_says: Mapping[str, Any]) -> Pay:
    def number(name: str) -> Decimal | None:
        value = form_says.get(name)
        return None if value in (None, "") else Decimal(str(value))

    return Pay(
        salary=number("salary"),
        steps=number("steps"),
        percent=number("percent"),
        special_pay_pct=number("special_pay_pct"),
        allowance=number("allowance"),
    )


def typed_again(line: UUID, day: date) -> dict[str, Any]:
    """Return a line that was sent back as the form would have been typed, to be mended."""
    return typed_of(reading.draft_of(service.row_of(line)), day)


def typed_of(was: MovementDraft, day: date) -> dict[str, Any]:
    """Return a movement as the form would have been typed."""
    order = was.citation
    said: dict[str, Any] = {
        "movement": was.movement_code,
        "person": was.person_id,
        "starts": was.starts,
        "last_day": was.last_day,
        "open_ended": was.open_ended,
        "kind": was.kind_code,
        "post": was.post_id,
        "other": was.other_organisation_text or _label(was.other_organisation_id, day),
        "other_id": was.other_organisation_id,
        "cancels": was.cancels,
        "cancel_effect": was.cancel_effect.value,
        "citation_number": order.number,
        "citation_year": order.year,
        "citation_signed_on": order.signed_on,
        "citation_text": order.text,
        "amends": was.amends,
        "level": was.level_code,
        **dict(zip(kinds.LITERAL, (was.literal.starts, was.literal.level, was.literal.salary), strict=True)),
        **{name: _written(getattr(was.pay, name)) for name in kinds.PAY_FIELDS},
        "remark": was.remark,
        "reason": was.reason,
    }
    return {name: value for name, value in said.items() if value}


def typed_of_case(case: CaseView, movement: str) -> dict[str, Any]:
    """Return what a transfer case says of its two lines, as the form would have been typed."""
    releases = movement == TRANSFER_OUT
    other = case.receiver if releases else case.sender
    said: dict[str, Any] = {
        "movement": movement,
        "person": case.person.id if releases else None,
        "starts": case.effective_on,
        "other": other.label,
        "other_id": other.id,
    }
    if not releases:  # the order that the asker cited is the receiving one
        order = case.order
        said |= {"citation_number": order.number, "citation_year": order.year, "citation_signed_on": order.signed_on}
    return {name: value for name, value in said.items() if value}


def _written(number: Decimal | None) -> str:
    return plain(number) if number is not None else ""


def _label(organisation_id: UUID | None, day: date) -> str:
    return organisations.view_of(organisation_id, day).label if organisation_id else ""


def _person(form_says: Mapping[str, Any]) -> UUID | None:
    """A cancelling or amending order speaks of the person of the line that it names."""
    line = as_uuid(form_says.get("cancels") or form_says.get("amends"))
    return service.row_of(line).person_id if line else as_uuid(form_says.get("person"))


def _new_person(form_says: Mapping[str, Any]) -> NewPerson | None:
    """The particulars of somebody not in the register yet: all of them, or nobody new."""
    given = [form_says.get(name) for name in NEW_PERSON]
    if not all(given):
        return None
    title, first, last, born, gender = given
    return NewPerson(str(title), str(first), str(last), born, str(gender))  # type: ignore[arg-type]


def some_particulars(form_says: Mapping[str, Any]) -> list[str]:
    """Return which particulars of a new person are missing while others were given."""
    given = [name for name in NEW_PERSON if form_says.get(name)]
    return [name for name in NEW_PERSON if name not in given] if given else []


def _kinds(offered: list[MovementView]) -> GroupedChoices:
    lang = language()
    return [
        (says.text(lang), [(k.code, kinds.says(k).text(lang)) for k in members])
        for says, members in kinds.grouped(offered)
    ]


def _staff(organisation: Organisation, kind: MovementView | None, typed: Mapping[str, Any], day: date) -> list[Staff]:
    """Before a kind is chosen only whom the link named: nobody else's name is shown, and this one's is a reading."""
    named = as_uuid(typed.get("person"))
    if kind is None and named is None:
        return []
    staff = service.people_of(organisation.pk, day)
    return [one for one in staff if kind is not None or one.person.id == named]


def _people(staff: list[Staff], keyable: frozenset[UUID] | None) -> Choices:
    return [
        (str(one.person.id), f"{one.person.name} · {one.posting.name}")
        for one in staff
        if keyable is None or one.person.id in keyable
    ]


def _posts(organisation: Organisation, kind: MovementView | None, day: date) -> GroupedChoices:
    """An acting order may name any post; an appointment takes a vacant one, a promotion perhaps the person's own."""
    known = posts.posts_of(organisation.pk, day)
    active = {post.id for post in posts.posts_of(organisation.pk, day, active=True)}
    vacant = {post.id for post in service.vacant_posts(organisation.pk, day)}

    def choices(ids: Iterable[UUID]) -> Choices:
        kept = set(ids)
        return [(str(p.id), f"{p.number} {p.name}") for p in known if p.id in kept]

    th = language() == "th"
    free, held = choices(vacant), choices(active - vacant)
    groups = [("ตำแหน่งว่าง" if th else "Vacant", free), ("มีผู้ครอง" if th else "Held", held)]
    if kind is not None and kind.movement_class is MovementClass.OVERLAY:
        groups.reverse()
    groups.append(("ยุบพัก" if th else "Frozen", choices({p.id for p in known} - active)))
    return [group for group in groups if group[1]]


def _levels() -> GroupedChoices:
    groups: dict[str, Choices] = {}
    for level in standards.levels().values():
        groups.setdefault(level.type_name, []).append((level.code, level.name))
    return list(groups.items())


def _undoable(typed: Mapping[str, Any], organisation: Organisation, day: date) -> list[LineView]:
    """The lines keyed here last, and the one that the link names, of a record kept here, however old it is."""
    found, named = service.recent(organisation.pk, day), as_uuid(typed.get("cancels") or typed.get("amends"))
    if named is None or named in {line.id for line in found}:
        return found
    try:
        return [service.line_of_record(named, within=Reach(frozenset({organisation.path})), day=day), *found]
    except ObjectDoesNotExist:
        return found


def _lines(lines: list[LineView], keyable: frozenset[UUID] | None) -> Choices:
    return [
        (
            str(n.id),
            f"{show(n.starts, digits='arabic')} · {n.person.name} · {n.movement.name}"
            + (f" · คำสั่งที่ {n.citation.number}/{n.citation.year}" if n.citation.is_order else ""),
        )
        for n in lines
        if n.status == "VERIFIED" and (keyable is None or n.person.id in keyable)
    ]


def _staff_kinds(organisation: Organisation, day: date) -> Choices:
    of = organisations.view_of(organisation.pk, day).kind
    lang = language()
    return [
        (k.code, k.name_en if lang == "en" else k.name)
        for k in standards.personnel_kinds().values()
        if of is None or k.allowed_in(of)
    ]


def _others(typed: Mapping[str, Any], organisation: Organisation, day: date) -> Offer:
    """Other LGOs that the words typed find, those of the own district first; once one is chosen, it alone."""
    return picker.offer(
        str(typed.get("other") or ""),
        within=EVERYWHERE,
        day=day,
        near=organisations.view_of(organisation.pk, day).district_code or organisation.path.strip("/")[:2],
        most=_OFFERED_AT_MOST,
        chosen=as_uuid(typed.get("other_id")),
        without={organisation.pk},
    )
