"""Brings the rules together with what the register knows: what would be found if this movement were keyed, or verified.

Reads only. The screen asks before sending (`preview`), the actions ask again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db.models import Q

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.kernel import national_id as numbers
from lhr.kernel.names import compose
from lhr.kernel.rules import Finding
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.people import rules as of_people
from lhr.people.models import Person
from lhr.posts import queries as posts
from lhr.posts import rules as of_posts
from lhr.service_record import queries, reading, rules
from lhr.service_record.models import Incumbency, ServiceLine
from lhr.service_record.rules import (
    HeldPost,
    IncumbencySpan,
    Line,
    MovementClass,
    MovementDraft,
    RightsEffect,
    ServicePicture,
)
from lhr.standards import queries as standards
from lhr.standards.queries import MovementView

_UNKNOWN_PERSON = "บุคคลนี้"
NO_SERVICE = ServicePicture()


@dataclass(frozen=True)
class Judged:
    """What the rules say of one movement. `person` is None for somebody the register does not know yet; `before` and
    `after` are the person's service without it and with it."""

    movement: MovementView
    person: Person | None
    findings: tuple[Finding, ...]
    before: ServicePicture = NO_SERVICE
    after: ServicePicture = NO_SERVICE

    @property
    def news(self) -> rules.News:
        return rules.compare(self.before, self.after)


def at_keying(by: Actor, organisation: Organisation, draft: MovementDraft, pair: frozenset[UUID]) -> Judged:
    """Judge a movement as it is keyed. Lines that still wait for verification count as if they were verified.

    Raises LookupError for a kind of movement that this screen does not key, Person.DoesNotExist for a person who
    never had to do with this organisation.
    """
    movement = _movement(draft.movement_code)
    person, findings = _person(by, organisation, draft, movement)
    plain = [
        *findings,
        *rules.check_citation(movement, draft.citation, draft.starts, by.day),
        *_of_form(draft, movement),
    ]
    if person is None:
        return _of_nobody_yet(by, organisation, draft, movement, plain)
    if findings:
        # Who asks for somebody held elsewhere learns that one thing, and nothing of that person's service.
        return Judged(movement, person, tuple(plain))
    name = people.view_of(person.id, by.day).name
    lines = reading.lines_of_one(person.id)
    writer = rules.check_writer(
        writer=by.person_id,
        writer_is_registrar=by.holds(Role.REGISTRAR) and not by.holds(Role.OFFICER),
        person=person.id,
        pair=pair,
        keeper=_keeper(person, lines, by.day),
        organisation=organisation.pk,
        keeper_name=_keeper_name(person, lines, by.day),
        released_here=_may_take_over(draft, movement, lines, organisation.pk),
    )
    standing = reading.as_if_verified(lines)
    found = _of_service(organisation, draft, movement, person, name, standing, lines)
    before, after = (
        rules.project(standing),
        rules.project([*standing, *_candidate(organisation, draft, movement, lines)]),
    )
    taken = _posts_taken(person, after, by.day, pending=True)
    return Judged(movement, person, (*plain, *writer, *found, *taken), before, after)


def at_verification(by: Actor, row: ServiceLine) -> Judged:
    """Judge a submitted line again, on verified lines alone: what it rests on must have been verified before it."""
    draft, movement = reading.draft_of(row), _movement(row.movement_code, keyed_here=False)
    person = people.get(row.person_id)
    name = people.view_of(person.id, by.day).name
    lines = reading.lines_of_one(person.id)
    verified = [line for line in lines if line.verified]
    mine = [replace(line, verified=True) for line in lines if line.entry_id == row.entry_id]
    found = _of_service(row.organisation, draft, movement, person, name, verified, verified)
    if draft.movement_code == rules.TRANSFER_IN and _held_elsewhere(person, verified, row.organisation_id):
        here = rules.released(verified, row.organisation_id, row.starts)
        found = [*found, *rules.check_received(released_here=here, person_name=name)]
    before, after = rules.project(verified), rules.project([*verified, *mine])
    return Judged(
        movement, person, (*found, *_posts_taken(person, after, by.day, pending=False)), before, after
    )


def _movement(code: str, *, keyed_here: bool = True) -> MovementView:
    if keyed_here and code not in rules.OFFERED:
        raise LookupError(f"{code} is keyed on another screen")
    return standards.movement_types()[code]


def _person(
    by: Actor, organisation: Organisation, draft: MovementDraft, movement: MovementView
) -> tuple[Person | None, list[Finding]]:
    """Return of whom the movement speaks, and what stands in the way of writing of this person here at all."""
    if draft.person_id is not None:
        return _known_here(draft.person_id, organisation), []
    number = numbers.read(draft.national_id)
    exception = draft.new_person.id_exception_reason if draft.new_person else ""
    if not number.valid and not exception:
        return None, of_people.check_number(number)
    person = people.find(draft.national_id)
    if not rules.is_start(movement):
        held = person is not None and queries.custody(person.id, by.day) == organisation.pk
        return (person, []) if held else (None, [rules.no_start()])
    if person is None:
        return None, _of_unknown(by, draft)
    return person, _of_known(by, organisation, draft, movement, person)


def _known_here(person_id: UUID, organisation: Organisation) -> Person:
    """A person is named by id only where the organisation has met that id: in a line of its own or as its opener."""
    person = people.get(person_id)
    met = ServiceLine.objects.known().filter(person=person_id, organisation=organisation).exists()
    if not met and person.first_held_by != organisation.pk:
        raise Person.DoesNotExist(person_id)
    return person


def _of_unknown(by: Actor, draft: MovementDraft) -> list[Finding]:
    if draft.new_person is None:
        if draft.movement_code == rules.TRANSFER_IN:
            return rules.check_received(released_here=False, person_name=_UNKNOWN_PERSON)
        return of_people.check_name("", "")[:1]
    new = draft.new_person
    return people.judge(
        national_id=draft.national_id,
        prefix=new.prefix,
        first=new.first,
        last=new.last,
        birth_date=new.birth_date,
        gender=new.gender,
        today=by.day,
        id_exception_reason=new.id_exception_reason,
        titles=titles(),
    )


def titles() -> tuple[str, ...]:
    """The titles that are looked for at the head of a name: those an officer can choose, in full and short."""
    return tuple(text for prefix in standards.prefixes() for text in (prefix.full, prefix.short))


def _of_known(
    by: Actor, organisation: Organisation, draft: MovementDraft, movement: MovementView, person: Person
) -> list[Finding]:
    lines = reading.lines_of_one(person.id)
    held_here = _keeper(person, lines, by.day) == organisation.pk
    if draft.movement_code == rules.TRANSFER_IN and not held_here:
        here = rules.released(lines, organisation.pk, draft.starts)
        return rules.check_received(released_here=here, person_name=_UNKNOWN_PERSON)
    if held_here and (not lines or draft.movement_code != rules.APPOINT):
        return []
    if _may_take_over(draft, movement, lines, organisation.pk):
        return []
    return of_people.check_only_record(known=True, held_here=held_here)


def _may_take_over(
    draft: MovementDraft, movement: MovementView, lines: Sequence[Line], organisation_id: UUID
) -> bool:
    """A released person may be received; one whose service has ended may be taken into service again anywhere."""
    if draft.movement_code == rules.TRANSFER_IN:
        return rules.released(lines, organisation_id, draft.starts)
    if not rules.is_start(movement) or draft.movement_code in (rules.APPOINT, rules.OPENING):
        return False
    served = rules.project(lines).employments
    return bool(served) and all(e.until is not None and e.until <= draft.starts for e in served)


def _of_nobody_yet(
    by: Actor, organisation: Organisation, draft: MovementDraft, movement: MovementView, plain: list[Finding]
) -> Judged:
    if draft.new_person is None:
        return Judged(movement, None, tuple(plain))
    new = draft.new_person
    name = compose(new.prefix, new.first, new.last)
    found = [
        *rules.check_age(movement, new.birth_date, draft.starts, name),
        *_of_post(organisation, draft, movement, ServicePicture()),
    ]
    after = rules.project(_candidate(organisation, draft, movement, []))
    taken = _posts_taken(None, after, by.day, pending=True)
    return Judged(movement, None, (*plain, *found, *taken), ServicePicture(), after)


def _of_form(draft: MovementDraft, movement: MovementView) -> list[Finding]:
    return rules.check_overlay(movement, draft)


def _of_service(
    organisation: Organisation,
    draft: MovementDraft,
    movement: MovementView,
    person: Person,
    name: str,
    counted: Sequence[Line],
    lines: Sequence[Line],
) -> list[Finding]:
    """`counted` are the lines that the movement is laid upon, `lines` those that an order may cancel."""
    picture = rules.project(counted)
    held = picture.post_on(draft.starts)
    number = posts.view_of(held.post_id, draft.starts).number if held else ""
    target = next((n for n in lines if n.entry_id == draft.cancels), None)
    gone = rules.cancelled(counted)
    standing = [n for n in lines if n.verified and n.entry_id not in gone]
    return [
        *rules.check_course(movement, draft.starts, organisation.pk, picture, name),
        *rules.check_one_post(movement, draft.starts, picture, number, name),
        *rules.check_age(movement, person.birth_date, draft.starts, name),
        *rules.check_retirement(movement, person.birth_date, draft.starts),
        *rules.check_release(draft, organisation.pk, name),
        *rules.check_cancelling(draft, movement, target, standing, organisation.pk, name),
        *_of_post(organisation, draft, movement, picture),
    ]


def _of_post(
    organisation: Organisation, draft: MovementDraft, movement: MovementView, picture: ServicePicture
) -> list[Finding]:
    serving = picture.employment_on(draft.starts)
    kind_code = draft.kind_code or (serving.kind_code if serving else "")
    kind = standards.personnel_kinds().get(kind_code)
    asks = rules.is_start(movement) or movement.code == "MOVE"
    if asks and kind is None:
        return [of_posts.PO_01.finding(field="kind")] if rules.is_start(movement) else []
    if draft.post_id is not None and not _stands(draft.post_id, organisation.pk, draft.starts):
        return [of_posts.PO_01.finding()]
    if kind is None or not (asks or draft.post_id):
        return []
    if movement.movement_class is MovementClass.OVERLAY:
        return []
    return of_posts.check_need(need=kind.post_number, kind_name=kind.name, has_post=draft.post_id is not None)


def _stands(post_id: UUID, organisation_id: UUID, day: date) -> bool:
    return any(post.id == post_id for post in posts.posts_of(organisation_id, day))


def _candidate(
    organisation: Organisation, draft: MovementDraft, movement: MovementView, lines: Sequence[Line]
) -> list[Line]:
    """Return the draft as the line that it would become."""
    post = posts.get(draft.post_id) if draft.post_id else None
    return [
        Line(
            entry_id=uuid4(),
            organisation_id=organisation.pk,
            movement_code=draft.movement_code,
            movement_class=movement.movement_class,
            starts=draft.starts,
            seq=max((line.seq for line in lines), default=0) + 1,
            until=until_of(draft, movement),
            kind_code=draft.kind_code,
            post=HeldPost(post.id, post.line_code) if post else None,
            cancels=draft.cancels,
            cancel_effect=draft.cancel_effect,
            ends_rights=movement.rights_effect is RightsEffect.END,
        )
    ]


def until_of(draft: MovementDraft, movement: MovementView) -> date | None:
    """The day after an overlay's last day; nothing else has an end of its own."""
    if not rules.is_overlay(movement) or draft.last_day is None or draft.last_day < draft.starts:
        return None
    return draft.last_day + timedelta(days=1)


def _posts_taken(person: Person | None, after: ServicePicture, day: date, *, pending: bool) -> list[Finding]:
    """PO-07 on every post that the person would hold: who else holds it on a shared day?"""
    wanted = {span.post_id for span in after.incumbencies}
    if not wanted:
        return []
    others = Incumbency.objects.filter(post__in=wanted)
    if person is not None:
        others = others.exclude(person=person)
    holders = set(
        others.filter(Q(until=None) | Q(until__gt=min(i.starts for i in after.incumbencies))).values_list(
            "person_id", flat=True
        )
    )
    if not holders:
        return []
    named, numbered = people.views(holders, day), posts.views(wanted, day)
    held = [
        (span, numbered[span.post_id].number, named[holder].name)
        for holder, span in _held_by(holders, pending=pending)
        if span.post_id in wanted
    ]
    return rules.check_posts_free(after.incumbencies, held)


def _held_by(holders: set[UUID], *, pending: bool) -> list[tuple[UUID, IncumbencySpan]]:
    """What these people hold; `pending` lets a leaving that waits for verification make room for the successor."""
    if not pending:
        pictures = queries.services_of(holders)
    else:
        pictures = {
            one: rules.project(reading.as_if_verified(lines))
            for one, lines in reading.lines_by_person(holders).items()
        }
    return [(one, span) for one, picture in pictures.items() for span in picture.incumbencies]


def _keeper(person: Person, lines: Sequence[Line], day: date) -> UUID | None:
    return rules.project(lines).keeper(day) or person.first_held_by


def _held_elsewhere(person: Person, verified: Sequence[Line], organisation_id: UUID) -> bool:
    employments = rules.project(verified).employments
    return bool(employments) and employments[-1].organisation_id != organisation_id


def _keeper_name(person: Person, lines: Sequence[Line], day: date) -> str:
    keeper = _keeper(person, lines, day)
    return organisations.view_of(keeper, day).label if keeper else ""
