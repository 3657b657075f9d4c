"""The other sections of the card for a share of those who serve: the demonstration's careers, as the sections read.

For everybody in the nation that were some 34 million lines and 26 GB; a share keeps single pages as full as in life.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from benchmarks.careers import Career, Seat
from lhr.audit.models import Change
from lhr.cli.demonstration import careers
from lhr.cli.demonstration.careers import Subject, Told
from lhr.people.models import Person
from lhr.service_record.models import CardLine
from lhr.service_record.offered import lists
from lhr.service_record.sections import SECTIONS

SEED = 2561
_A_THOUSAND = 1000
_RENAMES = "NAME"  # the names of this crowd never changed
_HOMES = (("ในเมือง เมืองนครพนม นครพนม", "48000"), ("ท่าอุเทน ท่าอุเทน นครพนม", "48120"))


def rows(seats: Sequence[Seat], born: dict[UUID, date], share: float, this: Change, day: date) -> list[CardLine]:
    """Return the lines of the share of today's holders whose whole card is told."""
    offered = lists()
    made = []
    for seat, holder in chosen(seats, share):
        subject = subject_of(seat, holder, born[holder.id])
        person = Person(id=holder.id, birth_date=subject.born)
        for seq, told in enumerate(told_of(subject, day), 1):
            made.append(_row(person, seat, seq, told, SECTIONS[told.section].read(told.typed, offered)[0], this))
    return made


def chosen(seats: Sequence[Seat], share: float) -> Iterator[tuple[Seat, Career]]:
    for seat in seats:
        if seat.holder is not None and seat.holder.id.int % _A_THOUSAND < share * _A_THOUSAND:
            yield seat, seat.holder


def subject_of(seat: Seat, holder: Career, born: date) -> Subject:
    who = holder.person
    return Subject(
        national_id=who.national_id, prefix=who.prefix, first=who.first, last=who.last, gender=who.gender, born=born,
        started=holder.lines[0].starts, official=bool(seat.number), line=seat.line, level="", position="ตัวอย่าง",
        homes=_HOMES, carried=False,
    )  # fmt: skip


def told_of(subject: Subject, day: date) -> list[Told]:
    return [told for told in careers.career(subject, day, SEED).lines if told.section != _RENAMES]


def _row(person: Person, seat: Seat, seq: int, told: Told, values: dict[str, object], this: Change) -> CardLine:
    section, citation = SECTIONS[told.section], told.citation
    starts, until = section.holds(values, person.birth_date)
    entry = UUID(int=person.id.int ^ (seq << 64) ^ (1 << 100))
    return CardLine(
        id=entry,
        entry_id=entry,
        person_id=person.id,
        organisation_id=seat.organisation.pk,
        section=section.code,
        starts=starts,
        until=until,
        values=values,
        key=section.key_of(values),
        citation_number=citation.number,
        citation_year=citation.year,
        citation_signed_on=citation.signed_on,
        citation_text=citation.text,
        status=CardLine.Status.VERIFIED,
        keyed_at=this.at,
        verified_at=this.at,
        seq=seq,
        source=CardLine.Source.IMPORT,
        recorded=this,
    )
