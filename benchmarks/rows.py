"""The rows of careers: what the product's acts would have written, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model

from benchmarks import cards
from benchmarks.careers import Career, Line, Seat
from lhr.access.roles import Role
from lhr.audit.models import Change
from lhr.identity.models import Account, AccountKind, AccountStatus
from lhr.kernel import clock
from lhr.kernel.thai_text import sort_key
from lhr.people import vault
from lhr.people.models import Person, PersonName
from lhr.posts.models import Post, PostNumber, PostStatus
from lhr.posts.rules import key_of
from lhr.registry_rights.models import Appointment, RightsForm
from lhr.registry_rights.terms import Capacity, Cover
from lhr.service_record import rules_of_projection as projection
from lhr.service_record.models import CardLine, Employment, Incumbency, Overlay, ServiceLine
from lhr.standards import queries as standards

NAMED_ON = date(2018, 6, 1)


def of(
    seats: Sequence[Seat], this: Change, day: date, share: float = 0.0
) -> Iterator[tuple[type[Model], list[Any]]]:
    """Yield the rows table by table, each after those it points to."""
    careers = {career.id: career for seat in seats for career in seat.people}
    yield Person, [_person(c) for c in careers.values()]
    yield PersonName, [_name(c, this) for c in careers.values()]
    posts = [(seat, _first_day(seat)) for seat in seats if seat.number]
    yield Post, [_post(seat) for seat, _ in posts]
    yield PostStatus, [_status(seat, this, first) for seat, first in posts]
    yield PostNumber, [_number(seat, this, first) for seat, first in posts]
    numbered = {career.id: _numbered(career) for career in careers.values()}
    yield ServiceLine, [_line(c, at, n, this) for c in careers.values() for at, n in numbered[c.id]]
    yield from _projected(careers.values())
    yield CardLine, cards.rows(seats, {c.id: _born(c) for c in careers.values()}, share, this, day)
    yield from _rights(seats, this)


def _person(career: Career) -> Person:
    digits = career.person.national_id
    return Person(
        id=career.id,
        national_id_hmac=vault.digest(digits),
        national_id_enc=vault.seal(digits, career.id),
        id_last4=digits[-4:],
        birth_date=_born(career),
        gender=career.person.gender,
        first_held_by=career.lines[0].organisation,
    )


def _born(career: Career) -> date:
    """Old enough to begin and, where he has not left, young enough to serve today."""
    first = career.lines[0].starts
    return date(first.year - 22 - career.id.int % 8, 1 + career.id.int % 12, 1 + career.id.int % 28)


def _name(career: Career, this: Change) -> PersonName:
    who = career.person
    return PersonName(
        person_id=career.id,
        prefix=who.prefix,
        first=who.first,
        last=who.last,
        sort_key=sort_key(f"{who.first} {who.last}"),
        starts=_born(career),
        recorded=this,
    )


def _first_day(seat: Seat) -> date:
    return min(line.starts for career in seat.people for line in career.lines if line.seat is seat)


def _post(seat: Seat) -> Post:
    return Post(
        id=seat.id, organisation=seat.organisation, line_code=seat.line, management_title_code=seat.title
    )


def _status(seat: Seat, this: Change, first: date) -> PostStatus:
    return PostStatus(post_id=seat.id, status="ACTIVE", starts=first, recorded=this)


def _number(seat: Seat, this: Change, first: date) -> PostNumber:
    return PostNumber(
        post_id=seat.id,
        organisation=seat.organisation,
        printed=seat.number,
        key=key_of(seat.number),
        starts=first,
        recorded=this,
    )


def _numbered(career: Career) -> list[tuple[int, Line]]:
    return list(enumerate(career.lines, 1))


def _line(career: Career, seq: int, line: Line, this: Change) -> ServiceLine:
    return ServiceLine(
        id=_id_of(career, seq),
        entry_id=_id_of(career, seq),
        person_id=career.id,
        organisation_id=line.organisation,
        movement_code=line.code,
        post_id=line.seat.id if line.seat else None,
        kind_code=line.kind,
        other_organisation_id=line.other,
        citation_number=f"{seq}/{line.starts.year + 543}",
        citation_year=line.starts.year + 543,
        citation_signed_on=line.starts,
        status=ServiceLine.Status.VERIFIED,
        keyed_at=this.at,
        verified_at=this.at,
        seq=seq,
        source=ServiceLine.Source.IMPORT,
        starts=line.starts,
        recorded=this,
    )


def _id_of(career: Career, seq: int) -> UUID:
    return UUID(int=career.id.int ^ (seq << 64))


def _projected(careers: Iterable[Career]) -> Iterator[tuple[type[Model], list[Any]]]:
    """The projection, computed by the product's own rule."""
    classes = {code: movement.movement_class for code, movement in standards.movement_types().items()}
    pictures = [(c.id, projection.project(_as_read(c, classes))) for c in careers]
    yield (
        Employment,
        [
            Employment(
                person_id=person, organisation_id=e.organisation_id, kind_code=e.kind_code, starts=e.starts,
                until=e.until, start_movement=e.start_movement, end_movement=e.end_movement,
            )
            for person, picture in pictures for e in picture.employments
        ],
    )  # fmt: skip
    yield (
        Incumbency,
        [
            Incumbency(
                person_id=person, post_id=i.post_id, organisation_id=i.organisation_id, line_code=i.line_code,
                is_palad=i.is_palad, starts=i.starts, until=i.until,
            )
            for person, picture in pictures for i in picture.incumbencies
        ],
    )  # fmt: skip
    yield Overlay, []


def _as_read(career: Career, classes: dict[str, Any]) -> list[projection.Line]:
    return [
        projection.Line(
            entry_id=_id_of(career, seq),
            organisation_id=line.organisation,
            movement_code=line.code,
            movement_class=classes[line.code],
            starts=line.starts,
            seq=seq,
            kind_code=line.kind,
            post=projection.HeldPost(line.seat.id, line.seat.line, line.seat.palad) if line.seat else None,
            other=line.other,
        )
        for seq, line in _numbered(career)
    ]


def _rights(seats: Sequence[Seat], this: Change) -> Iterator[tuple[type[Model], list[Any]]]:
    """Every LGO has named its pair; both have an account, still without PC and card."""
    pairs: dict[Any, dict[Role, Seat]] = {}
    for seat in seats:
        if seat.palad or seat.officer:
            role = Role.REGISTRAR if seat.palad else Role.OFFICER
            pairs.setdefault(seat.organisation.pk, {})[role] = seat
    forms = {place: RightsForm(organisation_id=place, version=1, saved_at=this.at) for place in pairs}
    named = [
        _appointment(forms[place], role, seat, this) for place, pair in pairs.items() for role, seat in pair.items()
    ]
    for row in named:
        column = "registrar_entry" if row.role == Role.REGISTRAR else "officer_entry"
        setattr(forms[row.organisation_id], column, row.entry_id)
    yield RightsForm, list(forms.values())
    yield Appointment, named
    yield Account, [_account(row, n) for n, row in enumerate(named)]


def _appointment(form: RightsForm, role: Role, seat: Seat, this: Change) -> Appointment:
    holder = seat.holder
    if holder is None:
        raise LookupError("a seat of the pair without a holder")
    return Appointment(
        organisation=seat.organisation,
        role=role.value,
        person_id=holder.id,
        capacity=Capacity.PALAD if role is Role.REGISTRAR else Capacity.HR_OFFICER,
        cover=Cover.SUBSTANTIVE,
        took_effect=this.seq,
        form=form,
        starts=NAMED_ON,
        recorded=this,
    )


def _account(row: Appointment, n: int) -> Account:
    return Account(
        user_name=f"bench-{row.organisation_id.hex[:12]}-{n}",
        password="!",  # no word fits it
        kind=AccountKind.PERSON,
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        status=AccountStatus.ACTIVE,
        must_change=False,
        issued_at=clock.now(),
    )
