"""What would be found if these lines of many people were carried over at once; asked of the register a few times,
however many lines there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from lhr.access.actor import Actor
from lhr.kernel.rules import Finding, Weight
from lhr.organisations.models import Organisation
from lhr.people import queries as of_people
from lhr.people.models import Person
from lhr.service_record import judging, pay_cases, queries, reading, rules, whom
from lhr.service_record.drafts import Correction, MovementDraft, OpeningLine, OpeningRecord
from lhr.service_record.judging_cards import JudgedLine
from lhr.service_record.judging_seats import posts_taken
from lhr.service_record.models import CardLine, ServiceLine
from lhr.service_record.offered import lists
from lhr.service_record.pay_cases import Weighed
from lhr.service_record.rules import ServicePicture
from lhr.service_record.rules_of_free_text import check_free_text
from lhr.service_record.rules_said_of_sections import PE_04
from lhr.service_record.sections import SECTIONS, Facts, Section, Stood, Typed
from lhr.standards import queries as standards
from lhr.standards.queries import MovementView

Status = CardLine.Status
BIRTH = "BIRTH"
_Place = tuple[UUID, str]  # a person and a section


def at_opening(
    by: Actor, organisation: Organisation, lines: Sequence[OpeningLine], people: Iterable[Person]
) -> list[JudgedLine]:
    """Judge lines in their order, each beside what stands already and the ones before it.

    Raises LookupError for a section that there is not, Person.DoesNotExist for a person this LGO never met.
    """
    known = {person.id: person for person in people}
    _met(organisation, {line.person_id for line in lines}, known)
    pictures = queries.services_of(known)
    custody = {one: _custody(by, organisation, known[one], pictures[one]) for one in known}
    offered, titles, stood = lists(), whom.titles(), _stood(known)
    judged = []
    for at, line in enumerate(lines):
        section, person = SECTIONS[line.section], known[line.person_id]
        beside = stood.setdefault((person.id, section.code), [])
        facts = Facts(
            born=person.birth_date,
            gender=person.gender,
            service=reading.with_beginning(
                tuple(span.period for span in pictures[person.id].employments),
                (one.values for one in stood.get((person.id, "BEGINNING"), ())),
            ),
            today=by.day,
            stood=tuple(beside),
            lists=offered,
            titles=titles,
        )
        one = _judge(line, section, person, facts, custody[person.id])
        judged.append(one)
        starts, until = section.holds(one.values, person.birth_date)
        beside.append(Stood(UUID(int=at), one.values, starts, until, verified=True))
    return judged


@dataclass(frozen=True)
class JudgedMovement:
    """What the rules say of one line of item 13; `weighed` is what it says of level and pay, `seq` its place among the
    person's lines."""

    person: Person
    movement: MovementView
    weighed: Weighed
    seq: int
    findings: tuple[Finding, ...]


def beginning(by: Actor, organisation: Organisation, record: OpeningRecord) -> judging.Judged:
    """Judge the line with which a service begins. Raises LookupError for one that begins no service here."""
    if record.movement_code not in rules.BEGUN_HERE:
        raise LookupError(f"no record begins with {record.movement_code}")
    draft = MovementDraft(
        record.movement_code,
        record.starts,
        record.citation,
        national_id=record.national_id,
        new_person=record.person,
        post_id=record.post_id,
        kind_code=record.kind_code,
        level_code=record.level_code,
        position_text=record.position_text,
        pay=record.pay,
        last_day=record.last_day,
    )
    movement = standards.movement_types()[record.movement_code]
    return judging.of_nobody_yet(by, organisation, draft, movement, _plain(by, draft, movement))


def movements_at_opening(
    by: Actor, organisation: Organisation, movements: Sequence[MovementDraft], people: Iterable[Person]
) -> list[JudgedMovement]:
    """Judge movements inside a service in their order, each upon what stands already and the ones before it.

    Raises LookupError for any other movement, Person.DoesNotExist for a person this LGO never met.
    """
    known = {person.id: person for person in people}
    wanted = {draft.person_id for draft in movements if draft.person_id}
    _met(organisation, wanted, known)
    pictures, lines = queries.services_of(known), reading.lines_by_person(known)
    custody = {one: _custody(by, organisation, known[one], pictures[one]) for one in known}
    names = {one: view.name for one, view in of_people.views(set(known), by.day).items()}
    last, judged = last_seqs(ServiceLine, wanted), []
    for draft in movements:
        if draft.person_id is None or draft.movement_code not in rules.CARRIED_OVER:
            raise LookupError(f"{draft.movement_code} of somebody on record is not carried over")
        person, movement = known[draft.person_id], standards.movement_types()[draft.movement_code]
        mine, seq = lines.setdefault(person.id, []), last.get(person.id, 0) + 1
        picture = pictures[person.id]
        weighed = pay_cases.weigh(draft, movement, mine, picture, born=person.birth_date, seq=seq)
        found = [
            *custody[person.id],
            *_plain(by, draft, movement),
            *judging.of_service(organisation, draft, movement, person, names[person.id], mine, mine, picture),
            *weighed.findings,
        ]
        laid = judging.candidate(organisation, draft, movement, seq, weighed.pay)
        mine.append(laid)
        if laid.post is not None:
            pictures[person.id] = rules.project(mine)
            found += posts_taken(person, pictures[person.id], by.day, pending=False)
        judged.append(JudgedMovement(person, movement, weighed, seq, tuple(found)))
        last[person.id] = seq
    return judged


def _plain(by: Actor, draft: MovementDraft, movement: MovementView) -> list[Finding]:
    return [
        *rules.check_citation(movement, draft.citation, draft.starts, by.day),
        *rules.check_overlay(movement, draft),
        *check_free_text(draft.free_texts),
    ]


def last_seqs(kind: type[ServiceLine | CardLine], people: Iterable[UUID]) -> dict[UUID, int]:
    """Return the highest number that any line of these people ever bore, withdrawn ones included."""
    rows = kind._default_manager.filter(person__in=set(people)).order_by().values("person")
    return dict(rows.annotate(last=Max("seq")).values_list("person", "last"))


def _judge(
    line: OpeningLine, section: Section, person: Person, facts: Facts, custody: list[Finding]
) -> JudgedLine:
    values, read = section.read(line.typed, facts.lists)
    # Two hands stand under a change of birth date, and it is done by them: nobody carries one over.
    by_two = [PE_04.finding(variant=2)] if section.code == BIRTH else []
    found = [*custody, *read, *check_free_text(line.free_texts), *by_two]
    if not any(one.weight is Weight.BLOCK for one in found):
        scan_type = line.scan.media_type if line.scan else ""
        found += section.check(Typed(values, line.citation, scan_type), facts)
    return JudgedLine(section, person, values, tuple(found))


def _met(organisation: Organisation, wanted: set[UUID], known: Mapping[UUID, Person]) -> None:
    """Raise Person.DoesNotExist for somebody whom the LGO neither wrote of nor took up."""
    if stranger := next(iter(strangers(organisation, wanted, known)), None):
        raise Person.DoesNotExist(stranger)


def strangers(organisation: Organisation, wanted: set[UUID], known: Mapping[UUID, Person]) -> set[UUID]:
    """Return those of whom the LGO neither wrote, nor whom it took up, in one query at most."""
    others = wanted - {person.id for person in known.values() if person.first_held_by == organisation.pk}
    if not others:
        return others
    here = ServiceLine.objects.known().filter(organisation=organisation, person__in=others)
    return others - set(here.order_by().values_list("person_id", flat=True).distinct())


def _custody(by: Actor, organisation: Organisation, person: Person, picture: ServicePicture) -> list[Finding]:
    return rules.check_custody(whom.kept_by(person, picture, organisation.pk, by.day), organisation.pk)


def _stood(people: Iterable[UUID]) -> dict[_Place, list[Stood]]:
    rows = list(
        CardLine.objects.known().filter(
            person__in=set(people), status__in=(Status.SUBMITTED, Status.VERIFIED)
        )
    )
    gone = {row.corrects for row in rows if row.corrects}
    found: dict[_Place, list[Stood]] = {}
    for row in rows:
        if row.entry_id not in gone and row.struck_by is None and row.correction != Correction.STRIKE:
            verified = row.status == Status.VERIFIED
            one = Stood(row.entry_id, row.values, row.starts, row.until, verified=verified)
            found.setdefault((row.person_id, row.section), []).append(one)
    return found
