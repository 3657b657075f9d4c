"""What would be found if this line of a section were keyed, or verified: rules and register brought together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from lhr.access.actor import Actor
from lhr.audit import kept
from lhr.history.ledger import Overtaken
from lhr.kernel.rules import Finding, Weight
from lhr.organisations.models import Organisation
from lhr.people.models import Person
from lhr.service_record import queries, reading, rules, whom
from lhr.service_record.drafts import CardDraft, Citation, Correction
from lhr.service_record.hands import registrar_only
from lhr.service_record.models import CardLine
from lhr.service_record.offered import lists
from lhr.service_record.rules_of_free_text import check_free_text
from lhr.service_record.rules_said_of_sections import CD_05
from lhr.service_record.sections import SECTIONS, Facts, Section, Stood, Typed

Status = CardLine.Status


@dataclass(frozen=True)
class JudgedLine:
    """What the rules say of one line; `target` is the verified line that it corrects."""

    section: Section
    person: Person
    values: Mapping[str, Any]
    findings: tuple[Finding, ...]
    target: CardLine | None = None
    mended: CardLine | None = None
    lists: Mapping[str, Any] = field(default_factory=dict)


@kept.while_asked(reads=True)
def at_keying(
    by: Actor, organisation: Organisation, draft: CardDraft, pair: frozenset[UUID], held: Sequence[Person] = ()
) -> JudgedLine:
    """Judge a line as it is keyed; lines that wait count as if they were verified. `held` is the person where the
    caller has read, and locked, the row.

    Raises LookupError for a section that there is not, Person.DoesNotExist for a person this LGO never met, Overtaken
    when the line corrected or mended is not what was seen any more.
    """
    section = SECTIONS[draft.section]
    person = whom.known_here(draft.person_id, organisation, by.day, held)
    target, mended = _target(draft, person.id), _mended(draft, organisation)
    offered = lists()
    values, found = _read(section, draft, target, offered)
    found = [*_writer(by, organisation, person, pair), *found, *check_free_text(draft.free_texts)]
    if not any(one.weight is Weight.BLOCK for one in found) and not draft.strikes:
        facts = facts_of(by, person, section, _counting(draft), offered, target=target)
        new = Typed(values, draft.citation, draft.scan.media_type if draft.scan else _scan_type(mended))
        found = [*found, *section.check(new, facts)]
    found = [*found, *_correcting(draft, target, values)]
    return JudgedLine(section, person, values, tuple(found), target, mended, offered)


@kept.while_asked(reads=True)
def at_verification(by: Actor, row: CardLine) -> JudgedLine:
    """Judge a waiting line again on verified lines alone. Raises Overtaken when what it corrects has moved on."""
    section, offered = SECTIONS[row.section], lists()
    person = row.person
    target = _verified(row.corrects, person.id, row.section) if row.corrects else None
    if row.correction == Correction.STRIKE:
        return JudgedLine(section, person, row.values, (), target, None, offered)
    gone = {row.entry_id, *([target.entry_id] if target else [])}
    facts = facts_of(by, person, section, gone, offered, target=target, verified_only=True)
    new = Typed(row.values, reading.citation_of(row), _scan_type(row))
    keeper = whom.kept_by(person, queries.service_of(person.id), row.organisation_id, by.day)
    custody = rules.check_custody(keeper, row.organisation_id)
    return JudgedLine(
        section, person, row.values, (*custody, *section.check(new, facts)), target, None, offered
    )


def facts_of(
    by: Actor,
    person: Person,
    section: Section,
    without: Iterable[UUID],
    offered: Mapping[str, Any],
    *,
    target: CardLine | None = None,
    verified_only: bool = False,
) -> Facts:
    """Return what a section's rules need to know of the person, the lines in `without` left out; `target` is the
    one that is corrected."""
    reading.live_cards([(person.id, reading.BEGINNING), (person.id, section.code)])  # both at once
    return Facts(
        born=person.birth_date,
        gender=person.gender,
        service=reading.served(person.id, waiting=not verified_only),
        today=by.day,
        stood=tuple(_stood(person.id, section.code, set(without), verified_only=verified_only)),
        lists=offered,
        titles=whom.titles(),
        corrected=target.values if target is not None else {},
    )


def _stood(person_id: UUID, section: str, without: set[UUID], *, verified_only: bool) -> list[Stood]:
    statuses = (Status.VERIFIED,) if verified_only else (Status.SUBMITTED, Status.VERIFIED)
    rows = reading.live_cards([(person_id, section)])[person_id, section]
    gone = without | {row.corrects for row in rows if row.corrects and row.status in statuses}
    return [
        Stood(row.entry_id, row.values, row.starts, row.until, verified=row.status == Status.VERIFIED)
        for row in rows
        if row.entry_id not in gone and reading.stands(row, statuses)
    ]


def _counting(draft: CardDraft) -> set[UUID]:
    return {entry for entry in (draft.corrects, draft.mends[0] if draft.mends else None) if entry}


def _target(draft: CardDraft, person_id: UUID) -> CardLine | None:
    return _verified(draft.corrects, person_id, draft.section) if draft.corrects else None


def _verified(entry: UUID, person_id: UUID, section: str) -> CardLine:
    """Return the standing line to be corrected; a striking is none: what it struck is keyed anew."""
    rows = reading.live_cards([(person_id, section)])[person_id, section]
    row = next((one for one in rows if one.entry_id == entry), None)
    if row is None or not reading.stands(row):
        raise Overtaken(f"card line {entry}")
    return row


def _mended(draft: CardDraft, organisation: Organisation) -> CardLine | None:
    if draft.mends is None:
        return None
    entry, version = draft.mends
    rows = CardLine.objects.known().filter(entry_id=entry, organisation=organisation, person=draft.person_id)
    row = rows.first()
    if row is None or row.version != version or row.section != draft.section:
        raise Overtaken(f"card line {entry}")
    return row


def _read(
    section: Section, draft: CardDraft, target: CardLine | None, offered: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Finding]]:
    if draft.strikes and target is not None:
        return dict(target.values), []
    return section.read(draft.typed, offered)


def _writer(by: Actor, organisation: Organisation, person: Person, pair: frozenset[UUID]) -> list[Finding]:
    lines = reading.lines_of_one(person.id)
    return rules.check_writer(
        writer=by.person_id,
        writer_is_registrar=registrar_only(by),
        person=person.id,
        pair=pair,
        keeper=whom.kept_by(person, rules.project(lines), organisation.pk, by.day),
        organisation=organisation.pk,
        released_here=False,
    )


def _correcting(draft: CardDraft, target: CardLine | None, values: Mapping[str, Any]) -> list[Finding]:
    """CD-05: a correction says why, changes something, and is the only one that waits."""
    if target is None:
        return []
    found = [] if draft.why.strip() else [CD_05.finding(field="why")]
    same = values == target.values and _cites_the_same(draft.citation, target)
    if same and draft.correction is Correction.CLERICAL and draft.show_on_kp7 == target.show_on_kp7:
        found.append(CD_05.finding(variant=1, field="why"))
    waiting = CardLine.objects.known().filter(corrects=target.entry_id, status=Status.SUBMITTED)
    if draft.mends:
        waiting = waiting.exclude(entry_id=draft.mends[0])
    return [*found, CD_05.finding(variant=2, field="why")] if waiting.exists() else found


def _cites_the_same(citation: Citation, target: CardLine) -> bool:
    return reading.citation_of(target) == citation


def _scan_type(row: CardLine | None) -> str:
    """The kind of file that a stored line rests on, "" for none; the latest decides."""
    scans = reading.scans_of(row) if row is not None else ()
    return scans[0].media_type if scans else ""
