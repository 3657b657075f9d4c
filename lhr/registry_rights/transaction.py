"""What the officer confirms with the card when saving SEM102: the act as canonical values with a Thai sentence.

The card agent shows `says` and signs the hash of the bytes; with navigation they stand in an address. So no name and no
ID number is in them: people go by internal id, a person not registered yet by a keyed digest (card-login.md 4.6).
"""

from __future__ import annotations

import json
from datetime import date

from lhr.access.permissions import Permission
from lhr.access.roles import ROLE_SAYS, Role
from lhr.kernel.digits import to_thai
from lhr.kernel.thai_date import show
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import vault
from lhr.registry_rights.amending import on_file
from lhr.registry_rights.drafts import Chosen, FormDraft, NewPerson
from lhr.registry_rights.queries.appointments import appointments_of
from lhr.registry_rights.seats import Tenure, end_day
from lhr.registry_rights.terms import CAPACITY_SAYS
from lhr.service_record import queries as service

PURPOSE = Permission.RIGHTS_APPOINT.value


def transaction(organisation: Organisation, draft: FormDraft, day: date) -> dict[str, object]:
    """Return the act of saving this draft; only objects, strings and integers, as lhr_card.wire.canonical wants it."""
    among = appointments_of(organisation.pk)
    blocks = {role.lower(): _block(chosen) for role, chosen in draft.blocks()}
    act: dict[str, object] = {
        "act": PURPOSE,
        "organisation": str(organisation.pk),
        "based_on": draft.based_on,
        "says": _says(organisation, draft, day, among),
    }
    if draft.reason:
        act["reason"] = _digest([draft.reason])
    return act | blocks


def ending(
    tenure: Tenure, version: int, last_day: date | None, reason: str, day: date
) -> dict[str, object]:
    """Return the act of ending one right (or taking back one that has not begun) without naming a successor."""
    until = end_day(tenure, last_day, day)
    return {
        "act": PURPOSE,
        "organisation": str(tenure.organisation),
        "ends": str(tenure.entry),
        "version": version,
        "until": until.isoformat(),
        "rest": _digest([reason]),
        "says": _says_ending(tenure, until, day),
    }


def _says_ending(tenure: Tenure, until: date, day: date) -> str:
    place = organisations.view_of(tenure.organisation, day).full_name
    right = f"{ROLE_SAYS[tenure.role].th} ({CAPACITY_SAYS[tenure.capacity].th}) {place}"
    if tenure.took_effect is None or until <= tenure.starts:
        return f"ยกเลิกการลงทะเบียน{right} ตั้งแต่ {show(tenure.starts)} ก่อนมีผล"
    return f"ให้สิทธิ{right} สิ้นสุดตั้งแต่ {show(until)}"


def _block(chosen: Chosen) -> dict[str, str]:
    new = chosen.new_person
    made = {
        "person": str(chosen.person_id) if new is None else "",
        "new_person": "" if new is None else _digest_of(new),
        "capacity": chosen.capacity.value,
        "starts": chosen.starts.isoformat(),
        "last_day": chosen.last_day.isoformat() if chosen.last_day else "",
        "order_number": chosen.order_number,
        "order_signed_on": chosen.order_signed_on.isoformat() if chosen.order_signed_on else "",
        "amends": str(chosen.amends or ""),
        "scan": chosen.scan.sha256 if chosen.scan else "",
        "rest": _digest([chosen.order_text, chosen.phone, chosen.email]) if _has_rest(chosen) else "",
    }
    return {name: value for name, value in made.items() if value}


def _digest_of(new: NewPerson) -> str:
    return _digest([new.national_id, new.prefix, new.first, new.last, new.birth_date, new.gender])


def _has_rest(chosen: Chosen) -> bool:
    return bool(chosen.order_text or chosen.phone or chosen.email)


def _digest(parts: list[object]) -> str:
    return vault.digest(json.dumps([str(p) for p in parts], ensure_ascii=False))


def _says(organisation: Organisation, draft: FormDraft, day: date, among: list[Tenure]) -> str:
    place = organisations.view_of(organisation.pk, day)
    named = "; ".join(
        _sentence(organisation, role, chosen, mends=on_file(role, chosen, among, day) is not None)
        for role, chosen in draft.blocks()
    )
    return f"บันทึกสิทธิผู้ใช้งาน (SEM102) {place.full_name}: {named}"


def _sentence(organisation: Organisation, role: Role, chosen: Chosen, *, mends: bool) -> str:
    """แต่งตั้งเจ้าหน้าที่ทะเบียนประวัติ (นักทรัพยากรบุคคล ชำนาญการ) ตั้งแต่ ๑ ก.ย. ๒๕๖๑"""
    posting = None
    if chosen.person_id is not None:
        posting = service.posting(chosen.person_id, organisation.pk, chosen.starts)
    post = f"{posting.name} {posting.level_name}".strip() if posting else ""
    capacity = CAPACITY_SAYS[chosen.capacity].th
    held = capacity if not post or post == capacity else f"{capacity} {post}"
    until = f" ถึง {show(chosen.last_day)}" if chosen.last_day else ""
    order = f" ตามคำสั่งที่ {to_thai(chosen.order_number)}" if chosen.order_number else ""
    act = "แก้รายละเอียดสิทธิ" if mends else "แต่งตั้ง"
    scan = f" พร้อมไฟล์สแกน {to_thai(str(chosen.scan.pages))} หน้า" if chosen.scan else ""
    return f"{act}{ROLE_SAYS[role].th} ({held}) ตั้งแต่ {show(chosen.starts)}{until}{order}{scan}"
