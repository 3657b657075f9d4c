"""Lines of the card's sections as screens and paper show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from lhr.access.policy import Reach
from lhr.audit.models import Change
from lhr.audit.queries import Touched
from lhr.documents import queries as documents
from lhr.documents.queries import Scan
from lhr.history import versions
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.people import queries as people
from lhr.people.queries import PersonView
from lhr.service_record import reading
from lhr.service_record.drafts import Citation, Correction
from lhr.service_record.line_view import CORRECTION_SAYS, STATUS_SAYS
from lhr.service_record.models import CardLine
from lhr.service_record.offered import lists
from lhr.service_record.sections import SECTIONS, Column, Lists, Section, Values

Status = CardLine.Status
AMENDED = Words("แก้ไขแล้ว", "amended")


@dataclass(frozen=True, slots=True)
class CardLineView:
    """`id` names the line through all its versions; send it back with `version` to say which one was seen.

    `cells` are the section's columns with what this line says in them.
    """

    id: UUID
    version: int
    section: Section
    values: Values
    cells: tuple[tuple[Column, Words], ...]
    says: Words
    status: str
    person: PersonView
    organisation_id: UUID
    organisation_path: str
    organisation_label: str
    starts: date
    until: date | None
    citation: Citation
    corrects: UUID | None
    correction: str
    strike_reason: str
    struck_by: UUID | None
    remark: str
    warn_reason: str
    return_reason: str
    show_on_kp7: bool
    endorsed: bool
    keyed_by: UUID | None
    keyed_by_person: UUID | None
    keyed_at: datetime
    verified_by: UUID | None
    verified_at: datetime | None
    source: str
    scans: tuple[Scan, ...]
    seq: int
    kept_at: str = ""  # the path of the LGO that keeps the record now, where the line was keyed at another

    @property
    def path(self) -> str:
        """Where it is asked who may open it: where it was keyed, or where the record is kept."""
        return self.kept_at or self.organisation_path

    @property
    def status_says(self) -> Words:
        return STATUS_SAYS[self.status]

    @property
    def struck(self) -> bool:
        return self.status == Status.STRUCK

    @property
    def amended(self) -> bool:
        """True for a line whose order another one amended: it stays, marked."""
        return self.struck_by is not None and not self.struck

    @property
    def stands(self) -> bool:
        """True for what the card says today: verified, neither struck nor amended, and no mere striking."""
        return self.status == Status.VERIFIED and self.struck_by is None and self.correction != Correction.STRIKE

    @property
    def correction_says(self) -> Words | None:
        return CORRECTION_SAYS.get(self.correction)

    @property
    def weight(self) -> int:
        """How heavy the line is in law, 3 to 1, as its section says; a correction is heavy everywhere."""
        return 3 if self.corrects else self.section.weight

    @property
    def evidence(self) -> tuple[bool, bool, bool]:
        """Return what the line rests on: a document named, its scan, a second hand."""
        return reading.evidence(self.citation, self.scans, self.status)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a line in its history: who wrote it when and why, and in what it differs from the one before."""

    at: datetime
    who: str
    tag: str
    reason: str
    status: str
    differences: tuple[tuple[Words, Words, Words], ...]


def lines_of(
    person_id: UUID,
    day: date,
    *,
    sections: Iterable[str] | None = None,
    known_at: int | None = None,
    as_of: date | None = None,
) -> list[CardLineView]:
    """Return the person's lines in the order of the card: section, day, order of keying. In a constant number of
    queries. `as_of` leaves out what began later, `known_at` what the register learnt later."""
    if sections is None and known_at is None and as_of is None:
        return views(reading.cards_of([person_id]), day)
    rows = CardLine.objects.known(known_at).filter(person=person_id)
    if sections is not None:
        rows = rows.filter(section__in=list(sections))
    if as_of is not None:
        rows = rows.filter(starts__lte=as_of)
    return views(list(rows.order_by(*CardLine.CARD_ORDER)), day, known_at)


def line(line_id: UUID, *, within: Reach, day: date) -> CardLineView:
    """Return one line keyed within the reach. Raises CardLine.DoesNotExist when there is none or it lies outside."""
    rows = CardLine.objects.known().filter(organisations.inside(within, "organisation__path"))
    return views([rows.get(entry_id=line_id)], day)[0]


def line_of_person(line_id: UUID, person_id: UUID, day: date) -> CardLineView:
    """Return one line of this very person, wherever it was keyed. Raises CardLine.DoesNotExist for another's."""
    return views([CardLine.objects.known().get(entry_id=line_id, person=person_id)], day)[0]


def line_of_record(line_id: UUID, *, within: Reach, day: date) -> CardLineView:
    """Return one line keyed within the reach, or of a person whose whole record is kept there now, whoever keyed it.
    Raises CardLine.DoesNotExist for any other."""
    row, kept_at = reading.card_row(line_id), ""
    if not within.covers(row.organisation.path):
        kept_at = reading.path_kept_at(row.person_id, day)
        if not kept_at or not within.covers(kept_at):
            raise CardLine.DoesNotExist(line_id)
    return replace(views([row], day)[0], kept_at=kept_at)


def to_verify(within: Reach, day: date, *, among: Iterable[UUID] | None = None) -> list[CardLineView]:
    """Return the lines that wait, the oldest first. The province asks `among` the holders of rights, and gets the
    changes of birth date that an LGO has endorsed beside."""
    rows = CardLine.objects.known().filter(
        organisations.inside(within, "organisation__path"), status=Status.SUBMITTED
    )
    if among is not None:
        births = rows.filter(section="BIRTH", endorsed_by__isnull=False)
        rows = rows.filter(person__in=set(among)) | births
    return views(list(rows.order_by("keyed_at", "seq")), day)


def lines_named(line_ids: Iterable[UUID], day: date) -> dict[UUID, CardLineView]:
    """Return these lines by id, for a caller who may see the lines that name them."""
    rows = CardLine.objects.known().filter(entry_id__in=set(line_ids))
    return {view.id: view for view in views(list(rows), day)}


def changes_of(
    person_id: UUID, *, places: Iterable[UUID] | None = None, limit: int
) -> list[tuple[Change, str, UUID]]:
    """Return the latest changes of the person's lines, each with its section and entry."""
    rows = CardLine.objects.filter(person=person_id).select_related("recorded")
    if places is not None:
        rows = rows.filter(organisation__in=set(places))
    found = rows.order_by("-recorded_id", "seq")[:limit]
    return [(row.recorded, row.section, row.entry_id) for row in found]


def returned(organisation_id: UUID, account: UUID | None, day: date) -> list[CardLineView]:
    """Return the lines sent back to this account, the latest first."""
    rows = CardLine.objects.known().filter(
        organisation=organisation_id, status=Status.RETURNED, keyed_by=account
    )
    return views(list(rows.order_by("-keyed_at")), day)


def history(line_id: UUID) -> list[Version]:
    """Return every version of a line that the caller may see, the first one first; none for an unknown one."""
    rows = list(
        CardLine.objects.filter(entry_id=line_id).select_related("recorded", "superseded").order_by("version")
    )
    if not rows:
        return []
    offered, section = lists(), SECTIONS[rows[0].section]
    told, before = [], None
    for row in rows:
        told.append(_version(row.recorded, row.status, _differences(section, before, row, offered)))
        before = row
    last = rows[-1].superseded
    if last is not None:
        told.append(_version(last, "", ()))
    return told


def acts_upon(line_id: UUID, *, after: int) -> list[Touched]:
    """Return what was done to a line of a section after the version that somebody saw."""
    return versions.acts_upon(CardLine, line_id, after=after)


def _version(change: Change, status: str, differences: tuple[tuple[Words, Words, Words], ...]) -> Version:
    return Version(change.at, change.actor_name, change.tag, change.reason, status, differences)


def _differences(
    section: Section, before: CardLine | None, row: CardLine, offered: Lists
) -> tuple[tuple[Words, Words, Words], ...]:
    old = before.values if before is not None else {}
    found = []
    for column in section.columns:
        was, now = old.get(column.name), row.values.get(column.name)
        if was != now:
            found.append((column.label, column.show(was, offered), column.show(now, offered)))
    return tuple(found)


def views(rows: Sequence[CardLine], day: date, known_at: int | None = None) -> list[CardLineView]:
    """Return the rows as shown, in their order, in a constant number of queries."""
    if not rows:
        return []
    named = people.views({row.person_id for row in rows}, day, known_at)
    labelled = organisations.views({row.organisation_id for row in rows}, day, known_at)
    keys = {row.entry_id: (row.organisation_id, reading.evidence_key(row)) for row in rows}
    scanned, offered = documents.scans(keys.values()), lists()
    made = []
    for row in rows:
        section, place = SECTIONS[row.section], labelled[row.organisation_id]
        made.append(
            CardLineView(
                id=row.entry_id,
                version=row.version,
                section=section,
                values=row.values,
                cells=tuple((c, c.show(row.values.get(c.name), offered)) for c in section.columns),
                says=section.says(row.values, offered),
                status=row.status,
                person=named[row.person_id],
                organisation_id=row.organisation_id,
                organisation_path=place.path,
                organisation_label=place.label,
                starts=row.starts,
                until=row.until,
                citation=reading.citation_of(row),
                corrects=row.corrects,
                correction=row.correction,
                strike_reason=row.strike_reason,
                struck_by=row.struck_by,
                remark=row.remark,
                warn_reason=row.warn_reason,
                return_reason=row.return_reason,
                show_on_kp7=row.show_on_kp7,
                endorsed=row.endorsed_by is not None,
                keyed_by=row.keyed_by,
                keyed_by_person=row.keyed_by_person,
                keyed_at=row.keyed_at,
                verified_by=row.verified_by,
                verified_at=row.verified_at,
                source=row.source,
                scans=scanned.get(keys[row.entry_id], ()),
                seq=row.seq,
            )
        )
    return made
