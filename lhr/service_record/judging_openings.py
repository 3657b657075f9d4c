"""What would be found if these lines of many people were carried over at once; asked of the register a few times,
however many lines there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db.models import Max

from lhr.access.actor import Actor
from lhr.kernel.rules import Finding, Weight
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people.models import Person
from lhr.service_record import pay_cases, queries, reading, rules, whom
from lhr.service_record.drafts import Correction, MovementDraft, OpeningLine
from lhr.service_record.judging_cards import JudgedLine
from lhr.service_record.models import CardLine, ServiceLine
from lhr.service_record.offered import lists
from lhr.service_record.pay import Pay
from lhr.service_record.rules import Line, ServicePicture
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
class JudgedRise:
    """What the rules say of one line of pay; `pay` is what it comes to, `seq` its place among the person's lines."""

    person: Person
    pay: Pay
    seq: int
    findings: tuple[Finding, ...]


def rises_at_opening(
    by: Actor, organisation: Organisation, rises: Sequence[MovementDraft], people: Iterable[Person]
) -> list[JudgedRise]:
    """Judge movements of pay in their order, each upon what stands already and the ones before it.

    Raises LookupError for any other movement, Person.DoesNotExist for a person this LGO never met.
    """
    known = {person.id: person for person in people}
    wanted = {rise.person_id for rise in rises if rise.person_id}
    _met(organisation, wanted, known)
    pictures, lines = queries.services_of(known), reading.lines_by_person(known)
    custody = {one: _custody(by, organisation, known[one], pictures[one]) for one in known}
    last, judged = last_seqs(ServiceLine, wanted), []
    for rise in rises:
        movement = standards.movement_types()[rise.movement_code]
        if rise.person_id is None or rise.movement_code not in rules.PAID_MOVEMENTS:
            raise LookupError(f"{rise.movement_code} is no movement of pay of somebody on record")
        person, seq = known[rise.person_id], last.get(rise.person_id, 0) + 1
        mine = lines.setdefault(person.id, [])
        weighed = pay_cases.weigh(rise, movement, mine, pictures[person.id], born=person.birth_date, seq=seq)
        cited = rules.check_citation(movement, rise.citation, rise.starts, by.day)
        told = check_free_text(rise.free_texts)
        found = (*custody[person.id], *cited, *told, *weighed.findings)
        judged.append(JudgedRise(person, weighed.pay, seq, found))
        last[person.id] = seq
        mine.append(_laid(organisation, rise, movement, weighed.pay, seq))
    return judged


def _laid(
    organisation: Organisation, rise: MovementDraft, movement: MovementView, pay: Pay, seq: int
) -> Line:
    return Line(
        entry_id=uuid4(),
        organisation_id=organisation.pk,
        movement_code=movement.code,
        movement_class=movement.movement_class,
        starts=rise.starts,
        seq=seq,
        verified=True,
        pay=pay,
    )


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
        found += section.check(Typed(values, line.citation), facts)
    return JudgedLine(section, person, values, tuple(found))


def _met(organisation: Organisation, wanted: set[UUID], known: dict[UUID, Person]) -> None:
    """Raise Person.DoesNotExist for somebody whom the LGO neither wrote of nor took up."""
    here = ServiceLine.objects.known().filter(organisation=organisation, person__in=wanted)
    met = set(here.values_list("person_id", flat=True))
    met |= {person.id for person in known.values() if person.first_held_by == organisation.pk}
    if stranger := next(iter(wanted - met), None):
        raise Person.DoesNotExist(stranger)


def _custody(by: Actor, organisation: Organisation, person: Person, picture: ServicePicture) -> list[Finding]:
    keeper = picture.keeper(by.day) or person.first_held_by
    here = keeper in (None, organisation.pk)
    name = "" if here or keeper is None else organisations.view_of(keeper, by.day).label
    return rules.check_custody(keeper=keeper, organisation=organisation.pk, keeper_name=name)


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
