"""Two officers saved SEM102 at once: one won, the other sees what differs and nothing of his is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.access.roles import ROLE_SAYS, Role
from lhr.history.ledger import Overtaken
from lhr.kernel.names import compose
from lhr.kernel.thai_date import said
from lhr.kernel.words import Words
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.registry_rights.drafts import Chosen, FormDraft
from lhr.registry_rights.models import Appointment, RightsForm
from lhr.registry_rights.queries.forms import latest_form
from lhr.registry_rights.terms import CAPACITY_SAYS, VACANT_SAYS, Capacity


@dataclass(frozen=True, slots=True)
class Difference:
    """One block that the other officer saved otherwise: `theirs` is on file now, `yours` was sent."""

    role: Role
    label: Words
    theirs: Words
    yours: Words


class FormOvertaken(Overtaken):
    """Somebody saved a newer version of this SEM102 meanwhile. Nothing of this attempt was saved."""

    def __init__(self, latest: RightsForm | None, differences: tuple[Difference, ...]) -> None:
        self.latest, self.differences = latest, differences
        super().__init__(f"SEM102 stands at version {latest.version if latest else 0}")

    def says(self, lang: str = "th") -> str:
        who = self.latest.saved_by_name if self.latest else ""
        return _SAYS.text(lang, who=who)


_SAYS = Words(
    "{who} บันทึกแบบฟอร์มนี้ไปก่อนแล้ว ระบบยังไม่ได้บันทึกของท่าน ตรวจข้อที่ต่างกันแล้วบันทึกใหม่",
    "{who} has saved this form already; yours was not saved. Look at what differs, then save again",
)


def stop_if_overtaken(organisation: Organisation, draft: FormDraft, day: date) -> RightsForm | None:
    """Return the form on file when it is the one that the draft is based on; raise FormOvertaken otherwise."""
    latest = latest_form(organisation.pk)
    if draft.based_on == (latest.version if latest else 0):
        return latest
    raise FormOvertaken(latest, _differences(latest, draft, day))


def _differences(latest: RightsForm | None, draft: FormDraft, day: date) -> tuple[Difference, ...]:
    made = []
    for role, chosen in draft.blocks():
        entry = None if latest is None else _entry(latest, role)
        row = Appointment.objects.known().filter(entry_id=entry).first() if entry else None
        theirs, yours = _of_row(row, role, day), _of_choice(chosen, day)
        if theirs != yours:
            made.append(Difference(role, ROLE_SAYS[role], theirs, yours))
    return tuple(made)


def _entry(form: RightsForm, role: Role) -> UUID | None:
    return form.registrar_entry if role is Role.REGISTRAR else form.officer_entry


def _of_row(row: Appointment | None, role: Role, day: date) -> Words:
    if row is None:
        return VACANT_SAYS[role]
    return _said(people.view_of(row.person_id, day).name, Capacity(row.capacity), row.starts)


def _of_choice(chosen: Chosen, day: date) -> Words:
    new = chosen.new_person
    name = (
        compose(new.prefix, new.first, new.last)
        if new
        else people.views([chosen.person], day)[chosen.person].name
    )
    return _said(name, chosen.capacity, chosen.starts)


def _said(name: str, capacity: Capacity, starts: date) -> Words:
    day = said(starts, "full")
    return Words(
        f"{name} ({CAPACITY_SAYS[capacity].th}) ตั้งแต่ {day.th}", f"{name} ({CAPACITY_SAYS[capacity].en}) from {day.en}"
    )
