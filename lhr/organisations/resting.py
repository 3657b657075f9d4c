"""What rests on an imported list: whatever of the register names one of its LGOs, or was changed about it since."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models

from lhr.audit.models import Change, ChangedRow
from lhr.organisations.models import (
    Organisation,
    OrganisationArea,
    OrganisationCode,
    OrganisationEvent,
    OrganisationKind,
    OrganisationName,
    OrganisationParent,
)
from lhr.organisations.queries import views
from lhr.organisations.rules import Level

FACTS = (OrganisationName, OrganisationKind, OrganisationCode, OrganisationArea, OrganisationParent)
UNDONE = "organisations:list:undone"
_LATER = "เปลี่ยนแปลงภายหลัง"
# By the table's label: packages above are known by name only.
_SAYS = {
    "identity.Account": "บัญชีผู้ใช้",
    "registry_rights.Appointment": "ผู้มีสิทธิ",
    "registry_rights.RightsForm": "แบบ SEM102",
    "posts.Post": "เลขที่ตำแหน่ง",
    "service_record.ServiceLine": "รายการใน ก.พ.๗",
    "service_record.TransferCase": "เรื่องโอน",
    "followup.FirstRoundName": "รายชื่อรอบแรก",
}


@dataclass(frozen=True, slots=True)
class Batch:
    """The changes that let a list in, and what they did: LGOs entered, LGOs changed, events noted."""

    changes: frozenset[int]
    founded: frozenset[UUID]
    touched: frozenset[UUID]
    events: frozenset[UUID]

    @classmethod
    def of(cls, changes: Iterable[Change]) -> Batch:
        seqs = frozenset(one.seq for one in changes)
        touched: set[UUID] = set()
        for fact in FACTS:
            rows = fact._default_manager.filter(recorded__in=seqs, organisation__level=Level.LGO)
            touched |= set(rows.values_list("organisation_id", flat=True))
        before = OrganisationName.objects.filter(recorded__lt=min(seqs, default=0))
        older = set(before.values_list("organisation_id", flat=True))
        captured = ChangedRow.objects.filter(change__in=seqs, table=OrganisationEvent._meta.db_table)
        events = frozenset(UUID(row) for row in captured.values_list("row", flat=True))
        of_events = OrganisationEvent.objects.filter(pk__in=events).values_list("organisation_id", flat=True)
        touched |= set(of_events)
        return cls(seqs, frozenset(touched - older), frozenset(touched), events)


def on(batch: Batch) -> list[str]:
    """Return what rests on the batch, each as LGO and matter, in a fixed order."""
    found = _named(batch.founded) + _since(batch) + _ended_with_it(batch)
    said = views({pk for pk, _ in found}, date.max)
    return sorted({f"{said[pk].full_name} ({what})" if pk in said else what for pk, what in found})


def _named(founded: Collection[UUID]) -> list[tuple[UUID, str]]:
    """The rows of other packages that name an LGO which the list entered."""
    found: list[tuple[UUID, str]] = []
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        model: type[models.Model] = relation.field.model
        if model._meta.app_label != "organisations":
            name = relation.field.attname
            rows = model._default_manager.filter(**{f"{name}__isnull": False}).order_by()
            what = _SAYS.get(model._meta.label, "ข้อมูลอื่น")
            found += [(pk, what) for pk in rows.values_list(name, flat=True).distinct() if pk in founded]
    return found


def _since(batch: Batch) -> list[tuple[UUID, str]]:
    """The LGOs of the list of which something else was written after it, and not taken back since."""
    last = max(batch.changes)
    found: list[tuple[UUID, str]] = []
    for fact in FACTS:
        live = fact._default_manager.filter(recorded__gt=last, superseded=None).exclude(recorded__tag=UNDONE)
        rows = live.values_list("organisation_id", flat=True)
        found += [(pk, _LATER) for pk in rows if pk in batch.touched]
    noted = ChangedRow.objects.filter(change__gt=last, table=OrganisationEvent._meta.db_table)
    later = [UUID(row) for row in noted.values_list("row", flat=True)]
    events = OrganisationEvent.objects.filter(pk__in=later, withdrawn=False)
    of = events.values_list("organisation_id", flat=True)
    return found + [(pk, _LATER) for pk in of if pk in batch.touched]


def _ended_with_it(batch: Batch) -> list[tuple[UUID, str]]:
    """Rights, keys and transfers that ended because the list ended their LGO: they cannot be given back from here."""
    ours = ("organisations_", "documents_")
    tables = ChangedRow.objects.filter(change__in=batch.changes).values_list("table", flat=True).distinct()
    if all(table.startswith(ours) for table in tables):
        return []
    ended = OrganisationEvent.objects.filter(pk__in=batch.events, kind__in=("MERGED", "DISSOLVED"))
    return [(pk, "สิทธิหรือเรื่องโอนที่สิ้นสุดตามการยุบเลิก") for pk in ended.values_list("organisation_id", flat=True)]
