"""Carrying lines of the card over from the earlier register, those of many people at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
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
from lhr.service_record import judging_openings, whom
from lhr.service_record.drafts import MovementDraft, OpeningLine
from lhr.service_record.hands import NAME, keyed, names_in_lines
from lhr.service_record.judging_cards import JudgedLine
from lhr.service_record.judging_openings import JudgedRise
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
            _rename(by, organisation, {one.person.id for one in judged if one.section.code == NAME})
            return [row.entry_id for row in rows]


def open_rises(*, by: Actor, organisation: Organisation, rises: Sequence[MovementDraft]) -> list[UUID]:
    """Carry movements of pay over from the earlier register, those of many people at once, as `open_card_lines` does.

    They move nobody to another post or LGO, so that nothing of the projection follows. Raises LookupError for any
    other movement.
    """
    policy.require(by, Permission.REFERENCE_LOAD, organisation.path)
    with transaction.atomic(), standards.read_once():
        held = people.hold({rise.person_id for rise in rises if rise.person_id})
        judged = judging_openings.rises_at_opening(by, organisation, rises, held)
        for at, (rise, one) in enumerate(zip(rises, judged, strict=True), start=1):
            _stop_at(at, rise.movement_code, one.findings)
        with change(by, "service:record:opened", organisation, path=organisation.path) as this:
            rows = ledger.record_all(this, ServiceLine, _rises(by, organisation, rises, judged))
            return [row.entry_id for row in rows]


def _stop_at(at: int, code: str, findings: Iterable[Finding]) -> None:
    try:
        stop_if(findings)
    except RuleBroken as broken:
        broken.add_note(f"line {at}: {code}")
        raise


def _rises(
    by: Actor, organisation: Organisation, rises: Sequence[MovementDraft], judged: Sequence[JudgedRise]
) -> Iterator[dict[str, Any]]:
    hand = keyed(by)
    for rise, one in zip(rises, judged, strict=True):
        yield {
            "entry_id": uuid4(),
            "person": one.person,
            "organisation": organisation,
            "movement_code": rise.movement_code,
            "starts": rise.starts,
            **asdict(one.pay),
            "citation_number": rise.citation.number.strip(),
            "citation_year": rise.citation.year,
            "citation_signed_on": rise.citation.signed_on,
            "citation_text": rise.citation.text.strip(),
            "remark": rise.remark,
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
