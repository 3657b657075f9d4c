"""Carrying lines of the card over from the earlier register, those of many people at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.history import ledger
from lhr.kernel.rules import Finding, RuleBroken, stop_if
from lhr.organisations.models import Organisation
from lhr.people import actions as of_people
from lhr.people import queries as people
from lhr.service_record import judging_openings, projecting, whom, writing
from lhr.service_record.drafts import MovementDraft, OpeningLine
from lhr.service_record.hands import NAME, attach, keyed, names_in_lines
from lhr.service_record.judging_cards import JudgedLine
from lhr.service_record.judging_openings import JudgedMovement
from lhr.service_record.models import CardLine, ServiceLine
from lhr.standards import queries as standards

Status, Source = CardLine.Status, CardLine.Source


def open_card_lines(*, by: Actor, organisation: Organisation, lines: Sequence[OpeningLine]) -> list[UUID]:
    """Carry lines over from the earlier register; each counts as verified at once. All of them, or none.

    For who loads data, never for an LGO's own officers. A warning of a rule stops nothing: the earlier register says
    what it says, and the text is kept. Returns the entries in the order given. Raises RuleBroken at the first line
    that a rule blocks (its note says which), Person.DoesNotExist for a person whom this LGO never met, LookupError for
    a section that there is not.
    """
    policy.require(by, Permission.REFERENCE_LOAD, organisation.path)
    with transaction.atomic():
        held = people.hold({line.person_id for line in lines})
        judged = judging_openings.at_opening(by, organisation, lines, held)
        for at, one in enumerate(judged, start=1):
            _stop_at(at, one.section.code, one.findings)
        with change(by, "service:card:opened", organisation, path=organisation.path) as this:
            written = _rows(by, organisation, lines, judged)
            rows = ledger.record_all(this, CardLine, written)
            for line, row in zip(lines, rows, strict=True):
                attach(by=by, row=row, scan=line.scan, permission=Permission.REFERENCE_LOAD)
            _rename(by, organisation, {one.person.id for one in judged if one.section.code == NAME})
            return [row.entry_id for row in rows]


def open_movements(
    *, by: Actor, organisation: Organisation, movements: Sequence[MovementDraft]
) -> list[UUID]:
    """Carry lines of item 13 inside a service over from the earlier register, those of many people at once, as
    `open_card_lines` does: rises, promotions, moves to another post, the end of probation.

    Nobody comes or leaves by them. Raises LookupError for any other movement.
    """
    policy.require(by, Permission.REFERENCE_LOAD, organisation.path)
    with transaction.atomic(), standards.read_once():
        held = people.hold({draft.person_id for draft in movements if draft.person_id})
        judged = judging_openings.movements_at_opening(by, organisation, movements, held)
        for at, (draft, one) in enumerate(zip(movements, judged, strict=True), start=1):
            _stop_at(at, draft.movement_code, one.findings)
        with change(by, "service:record:opened", organisation, path=organisation.path) as this:
            rows = ledger.record_all(this, ServiceLine, _movements(by, organisation, movements, judged))
            moved = [one.person.id for draft, one in zip(movements, judged, strict=True) if draft.post_id]
            projecting.rewrite_many(dict.fromkeys(moved))
            return [row.entry_id for row in rows]


def _stop_at(at: int, code: str, findings: Iterable[Finding]) -> None:
    try:
        stop_if(findings)
    except RuleBroken as broken:
        broken.add_note(f"line {at}: {code}")
        raise


def _movements(
    by: Actor, organisation: Organisation, movements: Sequence[MovementDraft], judged: Sequence[JudgedMovement]
) -> Iterator[dict[str, Any]]:
    hand = keyed(by)
    for draft, one in zip(movements, judged, strict=True):
        yield {
            **writing.columns(draft, one.movement, one.weighed),
            "entry_id": uuid4(),
            "person": one.person,
            "organisation": organisation,
            "status": Status.VERIFIED,
            "verified_by": by.account_id,
            "verified_at": hand["keyed_at"],
            "seq": one.seq,
            "source": Source.IMPORT,
            **hand,
        }


def _rows(
    by: Actor, organisation: Organisation, lines: Sequence[OpeningLine], judged: Sequence[JudgedLine]
) -> Iterator[dict[str, Any]]:
    last = judging_openings.last_seqs(CardLine, {one.person.id for one in judged})
    hand = keyed(by)
    for line, one in zip(lines, judged, strict=True):
        person, citation = one.person, line.citation
        starts, until = one.section.holds(one.values, person.birth_date)
        last[person.id] = last.get(person.id, 0) + 1
        yield {
            "entry_id": uuid4(),
            "person": person,
            "organisation": organisation,
            "section": one.section.code,
            "starts": starts,
            "until": until,
            "values": dict(one.values),
            "key": one.section.key_of(one.values),
            "citation_number": citation.number.strip(),
            "citation_year": citation.year,
            "citation_signed_on": citation.signed_on,
            "citation_text": citation.text.strip(),
            "remark": line.remark.strip(),
            "status": Status.VERIFIED,
            "verified_by": by.account_id,
            "verified_at": hand["keyed_at"],
            "seq": last[person.id],
            "source": Source.IMPORT,
            **hand,
        }


def _rename(by: Actor, organisation: Organisation, renamed: set[UUID]) -> None:
    """Let those be called as their lines say who have changed their name."""
    titles = whom.titles() if renamed else ()
    for person_id in sorted(renamed):
        of_people.rewrite_names(
            by=by, person_id=person_id, names=names_in_lines(person_id), path=organisation.path,
            permission=Permission.REFERENCE_LOAD, titles=titles,
        )  # fmt: skip
