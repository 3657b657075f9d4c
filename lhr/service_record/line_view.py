"""A line of item 13 as screens show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from lhr.documents import queries as documents
from lhr.documents.queries import Scan
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.people import queries as people
from lhr.people.queries import PersonView
from lhr.posts import queries as posts
from lhr.posts.queries import PostView
from lhr.service_record import reading, rules
from lhr.service_record.drafts import Citation, Correction
from lhr.service_record.models import ServiceLine
from lhr.service_record.pay import Pay, said_of
from lhr.service_record.rules import CancelEffect, Line
from lhr.standards import queries as standards
from lhr.standards.queries import MovementView

STATUS_SAYS: dict[str, Words] = {
    "SUBMITTED": Words("รอตรวจสอบ", "waiting for verification"),
    "VERIFIED": Words("ตรวจสอบแล้ว", "verified"),
    "RETURNED": Words("ส่งคืน", "sent back"),
    "STRUCK": Words("ขีดฆ่า", "struck"),
}

HELD_SAYS = Words("ลงนามแล้ว รออีกฝ่าย", "signed, the other side is next")

CORRECTION_SAYS: dict[str, Words] = {
    Correction.CLERICAL: Words("แก้ไขการบันทึก", "clerical correction"),
    Correction.LEGAL: Words("แก้ไขตามคำสั่ง", "correction by an order"),
    Correction.STRIKE: Words("ขอขีดฆ่าทั้งรายการ", "striking of the whole line"),
}

# What the LGO or agency of a line is to it.
_COUNTERPART = Words("หน่วยงานคู่โอน", "The other side")
OTHER_SAYS: dict[str, Words] = {rules.SECONDED: Words("ช่วยราชการที่", "Seconded to")}


@dataclass(frozen=True, slots=True)
class Fates:
    """The entries that a standing order cancels from their start, those that one amends, and those that one cancels
    from a day on, with that day."""

    struck: frozenset[UUID] = frozenset()
    amended: frozenset[UUID] = frozenset()
    undone: Mapping[UUID, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LineView:
    """`id` names the line through all its versions; send it back with `version` to say which one was seen.

    A verified line that a standing order cancels has the status STRUCK here, one that an order amends is `amended`, one
    that an order cancels from a day on has that day as `undone_from`; the stored line is not touched. `ends_from_day`
    is true for a cancelling line that lets the other hold up to its own day.
    """

    id: UUID
    version: int
    status: str
    person: PersonView
    organisation_id: UUID
    organisation_path: str
    organisation_label: str
    movement: MovementView
    starts: date
    last_day: date | None
    citation: Citation
    post: PostView | None
    position_text: str
    kind_name: str
    level_name: str
    other_organisation: str
    outside: bool  # the other side of a transfer is no LGO of the register
    cancels: UUID | None
    ends_from_day: bool
    undone_from: date | None
    amends: UUID | None
    corrects: UUID | None
    correction: str
    struck_by: UUID | None
    strike_reason: str
    amended: bool
    pay: Pay
    starts_text: str
    salary_text: str
    show_on_kp7: bool
    remark: str
    warn_reason: str
    return_reason: str
    keyed_by: UUID | None
    keyed_by_person: UUID | None
    keyed_at: datetime
    verified_by: UUID | None
    verified_at: datetime | None
    source: str
    scans: tuple[Scan, ...]
    kept_at: str = ""  # the path of the LGO that keeps the record now, where the line was keyed at another

    @property
    def path(self) -> str:
        """Where it is asked who may open it: where it was keyed, or where the record is kept."""
        return self.kept_at or self.organisation_path

    @property
    def lacks_scan(self) -> bool:
        """True for a line keyed here whose order or evidence nobody has attached yet; the verifier sees it."""
        return not self.scans and self.source == ServiceLine.Source.KEYED

    @property
    def evidence(self) -> tuple[bool, bool, bool]:
        """Return what the line rests on: a document named, its scan, a second hand."""
        return reading.evidence(self.citation, self.scans, self.status)

    @property
    def other_says(self) -> Words:
        return OTHER_SAYS.get(self.movement.code, _COUNTERPART)

    @property
    def weight(self) -> int:
        """How heavy the line is in law: 3 begins, ends, undoes, corrects; 2 changes post or duty; 1 says pay alone."""
        of_class = self.movement.movement_class
        if self.corrects or of_class not in (rules.MovementClass.CHANGE, rules.MovementClass.OVERLAY):
            return 3
        if self.movement.rights_effect is rules.RightsEffect.END:
            return 3
        return 1 if self.movement.code in rules.PAID_MOVEMENTS else 2

    @property
    def salary(self) -> Decimal | None:
        return self.pay.salary

    @property
    def pays(self) -> tuple[Words, ...]:
        """What the line says of pay, piece by piece; the paper's own words first."""
        copied = (Words(self.salary_text, self.salary_text),) if self.salary_text else ()
        return (*copied, *said_of(self.pay, self.pay.steps, self.pay.percent))

    @property
    def held(self) -> bool:
        """True for a line of a swap that its own side has signed and the other one not yet."""
        return self.status == "SUBMITTED" and self.verified_at is not None

    @property
    def status_says(self) -> Words:
        return HELD_SAYS if self.held else STATUS_SAYS[self.status]

    @property
    def correction_says(self) -> Words | None:
        return CORRECTION_SAYS.get(self.correction)

    @property
    def strikes(self) -> bool:
        """True for a line that asks for another to be struck, and says nothing of its own."""
        return self.correction == Correction.STRIKE

    @property
    def open_ended(self) -> bool:
        return rules.is_overlay(self.movement) and self.last_day is None


def views(
    rows: Sequence[ServiceLine], day: date, known_at: int | None = None, *, fates: Fates | None = None
) -> list[LineView]:
    """Return the rows as shown, in their order, in a constant number of queries.

    `fates` say which of them are cancelled or amended, for a caller that has all lines of these people at hand.
    """
    named = people.views({row.person_id for row in rows}, day, known_at)
    places = {row.organisation_id for row in rows}
    others = {row.other_organisation_id for row in rows if row.other_organisation_id}
    labelled = organisations.views(places | others, day, known_at)
    seats = posts.views({row.post_id for row in rows if row.post_id}, day, known_at)
    movements, kinds, levels = standards.movement_types(), standards.personnel_kinds(), standards.levels()
    fates = _fates(rows, known_at) if fates is None else fates
    keys = {row.entry_id: (row.organisation_id, reading.evidence_key(row)) for row in rows}
    scanned = documents.scans(keys.values())

    def other(row: ServiceLine) -> str:
        known = labelled.get(row.other_organisation_id) if row.other_organisation_id else None
        return known.label if known else row.other_organisation_text

    return [
        LineView(
            id=row.entry_id,
            version=row.version,
            status=ServiceLine.Status.STRUCK.value if row.entry_id in fates.struck else row.status,
            person=named[row.person_id],
            organisation_id=row.organisation_id,
            organisation_path=labelled[row.organisation_id].path,
            organisation_label=labelled[row.organisation_id].label,
            movement=movements[row.movement_code],
            starts=row.starts,
            last_day=row.period.last_day,
            citation=reading.citation_of(row),
            post=seats.get(row.post_id) if row.post_id else None,
            position_text=row.position_text,
            kind_name=kinds[row.kind_code].name if row.kind_code in kinds else "",
            level_name=levels[row.level_code].name if row.level_code in levels else row.level_text,
            other_organisation=other(row),
            outside=row.other_organisation_id is None and bool(row.other_organisation_text),
            cancels=row.cancels_entry,
            ends_from_day=row.cancel_effect == CancelEffect.FROM_DAY,
            undone_from=fates.undone.get(row.entry_id),
            amends=row.amends_entry,
            corrects=row.corrects,
            correction=row.correction,
            struck_by=row.struck_by,
            strike_reason=row.strike_reason,
            amended=row.entry_id in fates.amended,
            pay=reading.pay_of(row),
            starts_text=row.starts_text,
            salary_text=row.salary_text,
            show_on_kp7=row.show_on_kp7,
            remark=row.remark,
            warn_reason=row.warn_reason,
            return_reason=row.return_reason,
            keyed_by=row.keyed_by,
            keyed_by_person=row.keyed_by_person,
            keyed_at=row.keyed_at,
            verified_by=row.verified_by,
            verified_at=row.verified_at,
            source=row.source,
            scans=scanned.get(keys[row.entry_id], ()),
        )
        for row in rows
    ]


def _fates(rows: Sequence[ServiceLine], known_at: int | None) -> Fates:
    """Only what was verified can be struck or amended, and only for people of whom such an order is on file."""
    verified = {row.person_id for row in rows if row.status == ServiceLine.Status.VERIFIED}
    if not verified:
        return Fates()
    orders = ServiceLine.objects.known(known_at).filter(
        Q(cancels_entry__isnull=False) | Q(amends_entry__isnull=False), person__in=verified
    )
    lines = reading.lines_by_person(set(orders.values_list("person_id", flat=True)), known_at)
    found = [fates_among(of_one) for of_one in lines.values()]
    return Fates(
        frozenset().union(*(one.struck for one in found)),
        frozenset().union(*(one.amended for one in found)),
        {entry: day for one in found for entry, day in one.undone.items()},
    )


def fates_among(lines: Sequence[Line]) -> Fates:
    """Return what became of one person's lines by later orders."""
    return Fates(rules.cancelled(lines), rules.amended(lines), rules.undone(lines))
