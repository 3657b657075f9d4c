"""Keying, verifying, sending back and correcting lines of every section but item 13."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.audit.models import Change
from lhr.documents.checked import Checked
from lhr.history import ledger
from lhr.kernel import clock
from lhr.kernel.rules import Finding, stop_if
from lhr.organisations.models import Organisation
from lhr.people import actions as of_people
from lhr.people import queries as people
from lhr.service_record import judging, judging_cards, reading, rules, whom
from lhr.service_record.drafts import CardDraft, Correction
from lhr.service_record.hands import (
    NAME,
    attach,
    heed,
    keyed,
    names_in_lines,
    next_seq,
    registrar_only,
    still,
    verifier,
)
from lhr.service_record.judging_cards import JudgedLine
from lhr.service_record.models import CardLine
from lhr.service_record.rules_said_of_sections import PE_04
from lhr.service_record.sections import SECTIONS, first_day
from lhr.service_record.sections.of_person import check_picture

Status, Source = CardLine.Status, CardLine.Source
BIRTH = "BIRTH"


def key_card_line(
    *, by: Actor, organisation: Organisation, line: CardDraft, pair: frozenset[UUID]
) -> CardLine:
    """Write a line of a section down, to be verified by another hand; or write a waiting or returned one anew.

    Raises RuleBroken when a rule blocks, or warns and `line.reason` does not answer it; Overtaken when the line that is
    corrected or mended is not what was seen any more; Person.DoesNotExist for a person whom this LGO never met.
    """
    policy.require(by, Permission.MOVEMENT_KEY, organisation.path)
    with transaction.atomic():
        held = people.hold([line.person_id])
        judged = judging_cards.at_keying(by, organisation, line, pair, held)
        stop_if([*judged.findings, *_changeable(judged)])
        heed(judged.findings, line.reason)
        row = judged.mended or CardLine(entry_id=uuid4())
        with change(
            by, "service:card:keyed", row, path=organisation.path, reason=line.why or line.reason
        ) as this:
            written = _write(this, by, organisation, line, judged, row.entry_id)
            attach(by=by, row=written, scan=line.scan)
            return written


def attach_card_scan(*, by: Actor, line_id: UUID, scan: Checked, pair: frozenset[UUID]) -> None:
    """Attach a scan to what a line rests on; the line itself, verified or not, is not touched. Raises RuleBroken.

    A photograph is what its line says: it is not replaced under a verified one (SR-01).
    """
    row = reading.card_row(line_id)
    policy.require(by, Permission.MOVEMENT_KEY, row.organisation.path)
    stop_if(
        rules.check_hand(
            writer=by.person_id, writer_is_registrar=registrar_only(by), person=row.person_id, pair=pair
        )
    )
    if SECTIONS[row.section].own_file:
        stop_if([*rules.check_changeable(row.status), *check_picture(scan.media_type)])
    attach(by=by, row=row, scan=scan)


def verify_card_lines(
    *, by: Actor, lines: Sequence[tuple[UUID, int]], pair: frozenset[UUID]
) -> list[CardLine]:
    """Confirm lines of one LGO, each as seen in its version: all of them, or none.

    A change of birth date is endorsed by the registrar first; the province's signature then verifies it (PE-04).
    Raises Overtaken when one is not in that version any more, RuleBroken when a rule blocks one.
    """
    rows = [reading.card_row(line_id) for line_id, _ in lines]
    for row in rows:
        policy.require(by, judging.permission_to_verify(by, row.organisation.path), row.organisation.path)
    with transaction.atomic():
        people.hold({row.person_id for row in rows})
        return [_verify(by, still(CardLine, line_id, version, Status.SUBMITTED), pair) for line_id, version in lines]


def send_card_line_back(
    *, by: Actor, line_id: UUID, version: int, reason: str, pair: frozenset[UUID]
) -> CardLine:
    """Return a line to its author with the reason. Raises Overtaken, RuleBroken, and ValueError without a reason."""
    row = reading.card_row(line_id)
    path = row.organisation.path
    policy.require(by, judging.permission_to_verify(by, path), path)
    if not reason.strip():
        raise ValueError("a line is sent back with a reason")
    stop_if([*rules.check_changeable(row.status), *_second_hand(by, row, pair)])
    row = still(CardLine, line_id, version, Status.SUBMITTED)
    with change(by, "service:card:returned", row, path=path, reason=reason) as this:
        return ledger.correct(
            this, row, status=Status.RETURNED, return_reason=reason.strip(), endorsed_by=None,
            endorsed_by_person=None, endorsed_at=None,
        )  # fmt: skip


def withdraw_card_line(*, by: Actor, line_id: UUID, version: int, reason: str = "") -> None:
    """Take back a line that is not verified. Raises Overtaken, and RuleBroken (SR-01) for a verified one."""
    row = reading.card_row(line_id)
    path = row.organisation.path
    policy.require(by, Permission.MOVEMENT_KEY, path)
    stop_if(rules.check_changeable(row.status))
    with transaction.atomic():
        people.hold([row.person_id])
        row = still(CardLine, line_id, version, Status.SUBMITTED, Status.RETURNED)
        with change(by, "service:card:withdrawn", row, path=path, reason=reason) as this:
            ledger.withdraw(this, row)


def _changeable(judged: JudgedLine) -> list[Finding]:
    return rules.check_changeable(judged.mended.status) if judged.mended else []


def _write(
    this: Change, by: Actor, organisation: Organisation, draft: CardDraft, judged: JudgedLine, entry: UUID
) -> CardLine:
    section, citation = judged.section, draft.citation
    starts, until = section.holds(judged.values, judged.person.birth_date)
    written: dict[str, Any] = {
        "starts": starts,
        "until": until,
        "values": dict(judged.values),
        "key": "" if draft.strikes else section.key_of(judged.values),
        "citation_number": citation.number.strip(),
        "citation_year": citation.year,
        "citation_signed_on": citation.signed_on,
        "citation_text": citation.text.strip(),
        "corrects": draft.corrects,
        "correction": draft.correction.value if draft.corrects else "",
        "strike_reason": draft.why.strip() if draft.corrects else "",
        "remark": draft.remark.strip(),
        "warn_reason": draft.reason.strip(),
        "show_on_kp7": draft.show_on_kp7,
        "status": Status.SUBMITTED,
        "return_reason": "",
        **keyed(by),
    }
    if judged.mended is not None:
        return ledger.correct(this, judged.mended, **written)
    return ledger.record(
        this,
        CardLine,
        entry_id=entry,
        person=judged.person,
        organisation=organisation,
        section=section.code,
        seq=next_seq(CardLine, judged.person.id),
        source=Source.KEYED,
        **written,
    )


def _verify(by: Actor, row: CardLine, pair: frozenset[UUID]) -> CardLine:
    path = row.organisation.path
    stop_if(_second_hand(by, row, pair))
    judged = judging_cards.at_verification(by, row)
    stop_if(judged.findings)
    if row.section == BIRTH and row.endorsed_by is None and row.person_id not in pair:
        with change(by, "service:card:endorsed", row, path=path) as this:
            hand = {
                "endorsed_by": by.account_id,
                "endorsed_by_person": by.person_id,
                "endorsed_at": clock.now(),
            }
            return ledger.correct(this, row, **hand)
    with change(by, "service:card:verified", row, path=path) as this:
        if judged.target is not None:
            _settle(this, judged.target, row)
        verified = ledger.correct(
            this, row, status=Status.VERIFIED, verified_by=by.account_id, verified_at=clock.now()
        )
        _follow(by, verified, path)
    return verified


def _settle(this: Change, target: CardLine, row: CardLine) -> None:
    """The corrected line is struck; one whose order was amended stays, marked. Neither counts any more."""
    struck = row.correction != Correction.LEGAL
    ledger.correct(
        this,
        target,
        status=Status.STRUCK if struck else Status.VERIFIED,
        struck_by=row.entry_id,
        strike_reason=row.strike_reason,
        key="",
    )


def _second_hand(by: Actor, row: CardLine, pair: frozenset[UUID]) -> list[Finding]:
    as_province = not policy.can(by, Permission.MOVEMENT_VERIFY, row.organisation.path)
    if row.section != BIRTH or row.person_id in pair or not as_province:
        return verifier(by, row, pair)
    if row.endorsed_by is None:
        return [PE_04.finding(variant=2, field="verify")]
    same = by.account_id in (row.keyed_by, row.endorsed_by) or by.person_id in (
        row.person_id, row.keyed_by_person, row.endorsed_by_person,
    )  # fmt: skip
    return [PE_04.finding(variant=3, field="verify")] if same else []


def _follow(by: Actor, row: CardLine, path: str) -> None:
    """What follows from a verified line outside the card: the person's names, the birth date."""
    permission = judging.permission_to_verify(by, path)
    if row.section == NAME:
        of_people.rewrite_names(
            by=by, person_id=row.person_id, names=names_in_lines(row.person_id), path=path, permission=permission,
            titles=whom.titles(),
        )  # fmt: skip
    if row.section == BIRTH and row.correction != Correction.STRIKE:
        born = first_day(row.values["birth_date"])
        if born is None:
            raise ValueError("a birth date is a whole date")
        of_people.change_birth_date(
            by=by,
            person_id=row.person_id,
            born=born,
            path=path,
            permission=permission,
            reason=row.citation_text,
        )
