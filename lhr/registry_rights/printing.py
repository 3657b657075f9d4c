"""The printed form of SEM102: both names, the capacity and order of each, and the line for the ปลัด's signature."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from lhr import config
from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit.book import reading
from lhr.documents.press import set_paper
from lhr.kernel import clock
from lhr.kernel.digits import to_thai
from lhr.kernel.thai_date import show
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.registry_rights import seats
from lhr.registry_rights.models import Appointment, RightsForm
from lhr.registry_rights.queries.appointments import rows_of, tenure_of
from lhr.registry_rights.queries.forms import latest_form
from lhr.registry_rights.terms import (
    BLOCK_LABELS,
    CAPACITY_SAYS,
    HOLDERS,
    SEARCH_PURPOSE,
    STATE_SAYS,
    UNPROVEN_SAYS,
    VACANT_SAYS,
)
from lhr.registry_rights.wording import whys
from lhr.service_record import queries as service

TITLE = "แบบฟอร์มแจ้งรายชื่อสิทธิใช้งานในระบบศูนย์บริการข้อมูลบุคลากรท้องถิ่นแห่งชาติ"
_DOTS = "." * 40
_DEMONSTRATION = "ข้อมูลสาธิต: บุคคลและเลขประจำตัวทั้งหมดสมมติขึ้น ใช้เป็นหลักฐานไม่ได้"
# Of one whom the form does not name: who, in which capacity, for which days.
_BRIEF = ("ชื่อ", "ในฐานะ", "มีผลตั้งแต่", "ถึงวันที่")


def form_pdf(*, by: Actor, organisation: Organisation) -> bytes:
    """Return the LGO's form as last saved, with the state of each right on `by.day`. A print is a reading.

    Raises press.NotSet when the paper cannot be set; then nothing is noted.
    """
    policy.require(by, Permission.RIGHTS_VIEW, organisation.path)
    rows = rows_of(organisation.pk)
    values = form_values(organisation, rows, latest_form(organisation.pk), by.day)
    made = set_paper("sem102", values, issued=by.day)
    persons = {row.person_id for row in rows}
    reading(by, "rights.print", purpose=SEARCH_PURPOSE, persons=persons, path=organisation.path)
    return made


def form_values(
    organisation: Organisation, rows: list[Appointment], form: RightsForm | None, day: date
) -> dict[str, Any]:
    """Return what the template prints; every digit is Thai."""
    place = organisations.view_of(organisation.pk, day)
    entries = {} if form is None else {Role.REGISTRAR: form.registrar_entry, Role.OFFICER: form.officer_entry}
    by_entry = {row.entry_id: row for row in rows}
    chosen = {role: by_entry.get(entry) for role, entry in entries.items() if entry is not None}
    return {
        "title": TITLE,
        "issuer": place.full_name,
        "place": to_thai(place.label),
        "mark": _DEMONSTRATION if config.demo() else "",
        "blocks": [_block(role, chosen.get(role), rows, form, day) for role in HOLDERS],
        "saved": _saved(form),
        "signer": _signer(organisation.pk, place.full_name, day),
        "footer": f"SEM{to_thai('102')} ข้อมูล ณ วันที่ {show(day, 'full')}",
    }


def _block(
    role: Role, row: Appointment | None, rows: list[Appointment], form: RightsForm | None, day: date
) -> dict[str, Any]:
    """One role: whom the form names and, where somebody else or nobody holds the role on `day`, that as well."""
    vacant = [["ชื่อ", "-"], ["สถานะ", VACANT_SAYS[role].th]]
    made = {"label": BLOCK_LABELS[role].th, "heading": "", "rows": vacant, "now_heading": "", "now": []}
    if row is None or form is None:
        return made
    made["rows"] = _lines(row, rows, day)
    holder = seats.holder_on([tenure_of(r) for r in rows], role, day)
    if holder is not None and holder.entry == row.entry_id:
        return made
    made["heading"] = f"ตามที่แจ้งในฉบับที่ {to_thai(str(form.version))}"
    made["now_heading"] = f"ผู้มีสิทธิ ณ วันที่ {show(day, 'full')}"
    sitting = next((r for r in rows if holder is not None and r.entry_id == holder.entry), None)
    told = _lines(sitting, rows, day) if sitting is not None else vacant
    made["now"] = [pair for pair in told if pair[0] in _BRIEF or sitting is None]
    return made


def _lines(row: Appointment, rows: list[Appointment], day: date) -> list[list[str]]:
    among = [tenure_of(r) for r in rows]
    tenure = tenure_of(row)
    why = to_thai(whys([tenure], day)[tenure.entry].text())
    person = people.view_of(row.person_id, day)
    posting = service.posting(row.person_id, row.organisation_id, max(day, row.starts))
    state = STATE_SAYS[seats.state_on(tenure, day, among)].th
    said = [
        ("ชื่อ", person.name),
        ("เลขประจำตัว", to_thai(person.masked_id)),
        ("ตำแหน่ง", posting.full_name if posting else ""),
        ("เลขที่ตำแหน่ง", to_thai(posting.number) if posting else ""),
        ("ในฐานะ", CAPACITY_SAYS[tenure.capacity].th),
        ("มีผลตั้งแต่", show(row.starts, "full")),
        ("ถึงวันที่", show(row.until - timedelta(days=1), "full") if row.until else ""),
        *([("เหตุที่สิ้นสุด", why)] if why else []),
        ("ตามคำสั่งที่", to_thai(row.order_number)),
        ("ลงวันที่", show(row.order_signed_on, "full") if row.order_signed_on else ""),
        ("โทรศัพท์", to_thai(row.phone)),
        ("อีเมล", row.email),
        ("สถานะ", f"{state} ({UNPROVEN_SAYS.th})" if row.unproven else state),
    ]
    return [[label, value or "-"] for label, value in said]


def _saved(form: RightsForm | None) -> str:
    if form is None:
        return "ยังไม่เคยบันทึกแบบฟอร์มนี้"
    at = form.saved_at.astimezone(clock.BANGKOK)
    when = f"{show(at.date(), 'full')} เวลา {to_thai(f'{at:%H.%M}')} น."
    return f"ฉบับที่ {to_thai(str(form.version))} บันทึกล่าสุดโดย {form.saved_by_name} เมื่อ {when}"


def _signer(organisation_id: UUID, called: str, day: date) -> dict[str, str]:
    """The ปลัด signs; while the post is vacant the line stays open for who does his duty."""
    person = service.palad_of(organisation_id, day)
    posting = service.posting(person, organisation_id, day) if person else None
    if person is None or posting is None:
        return {"name": _DOTS, "post": "ตำแหน่ง " + _DOTS}
    # ปลัดองค์การบริหารส่วนตำบลกุดฉิม: the office signs with its whole name.
    return {"name": people.view_of(person, day).name, "post": to_thai(f"ปลัด{called}")}
