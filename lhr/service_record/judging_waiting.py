"""What stands in the way of lines that wait, and the digest of what a signature under them stands for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from uuid import UUID

from lhr.access.actor import Actor
from lhr.history.ledger import Overtaken
from lhr.kernel.rules import Finding, Weight
from lhr.people import queries as people
from lhr.posts import queries as posts
from lhr.service_record import cases, judging, judging_cards, reading
from lhr.service_record.models import CardLine, ServiceLine


def blocking(by: Actor, groups: Iterable[Sequence[UUID]]) -> dict[UUID, tuple[Finding, ...]]:
    """Return what would refuse these lines if each group were verified together now; nothing for one that may pass."""
    named = [list(group) for group in groups]
    rows = _rows([entry for group in named for entry in group])
    _read_at_once(by, list(rows.values()))
    found: dict[UUID, tuple[Finding, ...]] = {}
    for group in named:
        along = frozenset(group)
        for entry in group:
            told = _judged(by, rows[entry], along) if entry in rows else ()
            if stops := tuple(one for one in told if one.weight is Weight.BLOCK):
                found[entry] = stops
    return found


def _read_at_once(by: Actor, rows: Sequence[ServiceLine | CardLine]) -> None:
    """Ask for all of them what each is judged by: a page that only shows them asks as much for sixty as for one."""
    movements = [row for row in rows if isinstance(row, ServiceLine)]
    cards = [row for row in rows if isinstance(row, CardLine)]
    persons = {row.person_id for row in movements}
    lines = reading.lines_by_person(persons)
    named = {line.post.post_id for found in lines.values() for line in found if line.post}
    holders = {seat.person_id for seats in reading.seats_of(named).values() for seat in seats}
    posts.views(named, by.day)
    posts.statuses(named)
    people.views(persons | holders, by.day)
    reading.stored_pictures(holders | {row.person_id for row in cards})
    cases.cases_of_lines(row.entry_id for row in movements)
    asked = {(row.person_id, section) for row in cards for section in (row.section, "BEGINNING")}
    reading.live_cards(asked)
    reading.scans_of_all(cards)


def digest(entries: Iterable[UUID]) -> str:
    """Return the digest of the live versions of these lines, each with all that it says: the same from the same lines
    in whatever order, and never from others."""
    said = [
        {"entry": str(row.entry_id), "version": row.version, "starts": str(row.starts)}
        | {name: _plain(value) for name, value in row.content().items()}
        for row in _rows(list(entries)).values()
    ]
    said.sort(key=lambda one: str(one["entry"]))
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int | bool | dict) else str(value)


def _rows(entries: Sequence[UUID]) -> dict[UUID, ServiceLine | CardLine]:
    found: dict[UUID, ServiceLine | CardLine] = {}
    if entries:
        movements = ServiceLine.objects.known().select_related("organisation", "person")
        cards = CardLine.objects.known().select_related("organisation", "person")
        found |= {row.entry_id: row for row in movements.filter(entry_id__in=entries)}
        found |= {row.entry_id: row for row in cards.filter(entry_id__in=entries)}
    return found


def _judged(by: Actor, row: ServiceLine | CardLine, along: frozenset[UUID]) -> tuple[Finding, ...]:
    try:
        if isinstance(row, ServiceLine):
            return judging.at_verification(by, row, along).findings
        return judging_cards.at_verification(by, row).findings
    except Overtaken:
        return ()  # what it corrects has moved on: the signature says so
