"""Keying, verifying, sending back and cancelling movements; carrying records over from the earlier register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.marks import technical_act
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.documents.checked import Checked
from lhr.history import ledger
from lhr.history.ledger import Overtaken
from lhr.kernel import clock
from lhr.kernel.rules import Finding, stop_if
from lhr.organisations.models import Organisation
from lhr.people import actions as of_people
from lhr.people import queries as people
from lhr.people.models import Person
from lhr.posts import queries as posts
from lhr.service_record import (
    judging,
    judging_openings,
    naming,
    projecting,
    queries,
    reading,
    rules,
    swapping,
    transferring,
    whom,
    writing,
)
from lhr.service_record.drafts import Citation, Correction, MovementDraft, OpeningRecord
from lhr.service_record.hands import attach, heed, keyed, next_seq, registrar_only, still, verifier
from lhr.service_record.judging import Judged
from lhr.service_record.models import ServiceLine
from lhr.service_record.rules import CancelEffect
from lhr.service_record.rules_of_swaps import check_held

Status, Source = ServiceLine.Status, ServiceLine.Source


def key_movement(
    *, by: Actor, organisation: Organisation, movement: MovementDraft, pair: frozenset[UUID]
) -> ServiceLine:
    """Write a movement down, to be verified by another hand; or write one that was sent back anew, as the next version
    of the same line. `pair` are those who hold the rights here today.

    Raises RuleBroken when a rule blocks, or warns and `movement.reason` does not answer it; Overtaken when the line
    that is mended is not what was seen any more; Person.DoesNotExist for a person id that this LGO never met.
    """
    policy.require(by, Permission.MOVEMENT_KEY, organisation.path)
    with transaction.atomic():
        # In one transaction with the writing: on SQLite nobody else writes meanwhile, on PostgreSQL the person is held.
        people.hold({movement.person_id} if movement.person_id else naming.held([movement]))
        judged = judging.at_keying(by, organisation, movement, pair)
        stop_if(judged.findings)
        heed(judged.findings, movement.reason)
        mended = _mended(organisation, movement)
        line = mended or ServiceLine(entry_id=uuid4(), starts=movement.starts)
        why = movement.why or movement.reason
        with change(by, "service:line:keyed", line, path=organisation.path, reason=why) as this:
            person = judged.person or _open(by, organisation, movement)
            if mended is not None:
                transferring.leave(by, mended)
            written = _write(this, by, organisation, person, movement, judged, mended)
            transferring.join(by, written)
            attach(by=by, row=written, scan=movement.scan)
            return written


def attach_scan(*, by: Actor, line_id: UUID, scan: Checked, pair: frozenset[UUID]) -> None:
    """Attach a scan to what the line rests on; every line of the LGO that cites the same order has it then.

    The line itself is not touched, so a verified one may get its scan late. Raises RuleBroken as keying does.
    """
    row = queries.row_of(line_id)
    policy.require(by, Permission.MOVEMENT_KEY, row.organisation.path)
    stop_if(
        rules.check_hand(
            writer=by.person_id,
            writer_is_registrar=registrar_only(by),
            person=row.person_id,
            pair=pair,
        )
    )
    attach(by=by, row=row, scan=scan)


def verify(*, by: Actor, line_id: UUID, version: int, pair: frozenset[UUID]) -> ServiceLine:
    """Confirm a line as seen in `version`, rewrite what follows from it and tell the packages above.

    Raises Overtaken when the line is not in that version any more, RuleBroken when a rule blocks.
    """
    row = queries.row_of(line_id)
    path = row.organisation.path
    policy.require(by, judging.permission_to_verify(by, path), path)
    with transaction.atomic():
        # Whoever else verifies a line of this person or of one of these posts waits here, and then judges anew.
        held = swapping.together([row.person_id])
        people.hold(held)
        posts.hold(reading.posts_of_people(held))
        row = still(ServiceLine, line_id, version, Status.SUBMITTED)
        stop_if([*verifier(by, row, pair), *_held(by, row)])
        judged = judging.at_verification(by, row)
        stop_if(judged.findings)
        signed = {"verified_by": by.account_id, "verified_at": clock.now()}
        with change(by, "service:line:verified", row, path=path) as this:
            _strike(this, row)
            if swapping.waits_for_the_other(row, by):
                waiting = ledger.correct(this, row, **signed)
                transferring.note_signed(by, waiting)
                swapping.complete(by, [row.entry_id], path)
                return waiting
            verified = ledger.correct(this, row, status=Status.VERIFIED, **signed)
            before, after = projecting.rewrite(row.person_id)
            writing.note_death(by, row, path)
            writing.tell(by, row, before, after)
            transferring.follow(by, row, after)
            swapping.follow(by, verified)
    return verified


def send_back(*, by: Actor, line_id: UUID, version: int, reason: str, pair: frozenset[UUID]) -> ServiceLine:
    """Return a line to its author with the reason; nothing follows from it. Raises Overtaken, RuleBroken, and
    ValueError without a reason."""
    row = queries.row_of(line_id)
    path = row.organisation.path
    policy.require(by, judging.permission_to_verify(by, path), path)
    if not reason.strip():
        raise ValueError("a line is sent back with a reason")
    stop_if([*rules.check_changeable(row.status), *verifier(by, row, pair), *_held(by, row)])
    row = still(ServiceLine, line_id, version, Status.SUBMITTED)
    with change(by, "service:line:returned", row, path=path, reason=reason) as this:
        return ledger.correct(this, row, status=Status.RETURNED, return_reason=reason.strip())


def withdraw_line(*, by: Actor, line_id: UUID, version: int, reason: str = "") -> None:
    """Take back a line that is not verified. Raises Overtaken, and RuleBroken (SR-01) for a verified one."""
    row = queries.row_of(line_id)
    path = row.organisation.path
    policy.require(by, Permission.MOVEMENT_KEY, path)
    stop_if([*rules.check_changeable(row.status), *_held(by, row)])
    with transaction.atomic():
        people.hold([row.person_id])
        row = still(ServiceLine, line_id, version, Status.SUBMITTED, Status.RETURNED)
        with change(by, "service:line:withdrawn", row, path=path, reason=reason) as this:
            ledger.withdraw(this, row)
            transferring.leave(by, row)


def cancel_movement(
    *,
    by: Actor,
    line_id: UUID,
    citation: Citation,
    pair: frozenset[UUID],
    effect: CancelEffect = CancelEffect.FROM_START,
    remark: str = "",
    reason: str = "",
) -> ServiceLine:
    """Key the order that cancels a verified line; it waits for verification like any movement.

    FROM_START: the line counts as never having held. FROM_DAY: it ends on the day the order was signed.
    """
    row = queries.row_of(line_id)
    draft = MovementDraft(
        movement_code=rules.CANCEL_ORDER,
        starts=citation.signed_on or by.day,
        citation=citation,
        person_id=row.person_id,
        cancels=line_id,
        cancel_effect=effect,
        remark=remark,
        reason=reason,
    )
    return key_movement(by=by, organisation=row.organisation, movement=draft, pair=pair)


def strike_movement(
    *,
    by: Actor,
    line_id: UUID,
    why: str,
    citation: Citation,
    pair: frozenset[UUID],
    scan: Checked | None = None,
) -> ServiceLine:
    """Ask for a verified line that the registry recorded by mistake to be struck, by the document that shows it.

    Once another hand has verified it the line is struck, stays readable and counts no more. Raises as `key_movement`.
    """
    row = queries.row_of(line_id)
    draft = replace(
        reading.draft_of(row),
        citation=citation,
        corrects=line_id,
        correction=Correction.STRIKE,
        why=why,
        cancels=None,
        amends=None,
        remark="",
        reason="",
        scan=scan,
    )
    return key_movement(by=by, organisation=row.organisation, movement=draft, pair=pair)


def open_record(*, by: Actor, organisation: Organisation, records: Sequence[OpeningRecord]) -> list[UUID]:
    """Carry people over from the earlier register, each with the line that their record begins with; it counts as
    verified at once. All of them, or none.

    For who loads data, never for an LGO's own officers. An opening line (ยกยอด) says what the earlier register says and
    is judged by nobody; one that tells how the service began is judged like any, and a warning stops nothing. Returns
    the people's ids in the order given. Raises RuleBroken, LookupError for a line that begins no service here.
    """
    policy.require(by, Permission.REFERENCE_LOAD, organisation.path)
    known_titles = whom.titles()
    with change(by, "service:record:opened", organisation, path=organisation.path) as this:
        people_ids = [_carry_over(this, by, organisation, record, known_titles) for record in records]
        projecting.rewrite_many(people_ids)
        return people_ids


@technical_act("the projection is derived: rebuilding it changes nothing that the register knows")
def rebuild(*, by: Actor) -> int:
    """Compute everybody's projection again from the lines; return for how many the stored one differed."""
    policy.require(by, Permission.REFERENCE_LOAD, "/")
    with transaction.atomic():
        return projecting.rewrite_all()


def _held(by: Actor, row: ServiceLine) -> list[Finding]:
    return check_held(held=swapping.is_held(row), person_name=people.view_of(row.person_id, by.day).name)


def _open(by: Actor, organisation: Organisation, movement: MovementDraft) -> Person:
    new = movement.new_person
    if new is None:
        raise LookupError("a movement of nobody: the rules stop it before")
    return of_people.register(
        by=by,
        national_id=movement.national_id,
        prefix=new.prefix,
        first=new.first,
        last=new.last,
        birth_date=new.birth_date,
        gender=new.gender,
        starts=movement.starts,
        path=organisation.path,
        permission=Permission.MOVEMENT_KEY,
        id_exception_reason=new.id_exception_reason,
        held_by=organisation.pk,
        titles=whom.titles(),
    )


def _mended(organisation: Organisation, draft: MovementDraft) -> ServiceLine | None:
    """Return the line that was sent back, or that nobody verified yet, and is keyed anew. Raises Overtaken."""
    if draft.mends is None:
        return None
    row = still(ServiceLine, *draft.mends, Status.RETURNED, Status.SUBMITTED)
    if (row.organisation_id, row.person_id) != (organisation.pk, draft.person_id):
        raise Overtaken(f"service line {row.entry_id}")
    return row


def _write(
    this: Change,
    by: Actor,
    organisation: Organisation,
    person: Person,
    draft: MovementDraft,
    judged: Judged,
    mended: ServiceLine | None,
) -> ServiceLine:
    people.hold([person.id])
    written = writing.columns(draft, judged.movement, judged.weighed) | keyed(by) | {"status": Status.SUBMITTED}
    if mended is not None:
        return ledger.correct(this, mended, **written)
    seq = _seq(draft, person.id)
    return ledger.record(
        this, ServiceLine, entry_id=uuid4(), person=person, organisation=organisation, seq=seq, **written
    )


def _seq(draft: MovementDraft, person_id: UUID) -> int:
    """A corrected line keeps its place among those of its day."""
    if draft.corrects is not None:
        return queries.row_of(draft.corrects).seq
    return next_seq(ServiceLine, person_id)


def _strike(this: Change, row: ServiceLine) -> None:
    """The line that this one corrects is struck, with the reason, and stays readable. Raises Overtaken."""
    if row.corrects is not None:
        target = still(ServiceLine, row.corrects, queries.row_of(row.corrects).version, Status.VERIFIED)
        ledger.correct(
            this, target, status=Status.STRUCK, struck_by=row.entry_id, strike_reason=row.strike_reason
        )


def _carry_over(
    this: Change, by: Actor, organisation: Organisation, record: OpeningRecord, titles: tuple[str, ...]
) -> UUID:
    new, says = record.person, replace(record.pay, level_code=record.level_code)
    if record.movement_code != rules.OPENING:
        judged = judging_openings.beginning(by, organisation, record)
        stop_if(judged.findings)
        says = judged.weighed.pay
    until = record.last_day + timedelta(days=1) if record.last_day else None
    person = of_people.register(
        by=by,
        national_id=record.national_id,
        prefix=new.prefix,
        first=new.first,
        last=new.last,
        birth_date=new.birth_date,
        gender=new.gender,
        starts=record.starts,
        path=organisation.path,
        permission=Permission.REFERENCE_LOAD,
        id_exception_reason=new.id_exception_reason,
        held_by=organisation.pk,
        titles=titles,
    )
    ledger.record(
        this,
        ServiceLine,
        person=person,
        organisation=organisation,
        movement_code=record.movement_code,
        starts=record.starts,
        until=until,
        post_id=record.post_id,
        position_text=record.position_text,
        kind_code=record.kind_code,
        **says.columns,
        citation_number=record.citation.number.strip(),
        citation_year=record.citation.year,
        citation_signed_on=record.citation.signed_on,
        citation_text=record.text or record.citation.text.strip(),
        status=Status.VERIFIED,
        verified_by=by.account_id,
        verified_at=clock.now(),
        seq=1,
        source=Source.IMPORT,
        **keyed(by),
    )
    return person.id
