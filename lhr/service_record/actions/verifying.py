"""Verifying what one signature stands under: movements and lines of the other sections together, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.people import queries as people
from lhr.posts import queries as posts
from lhr.service_record import judging, queries, reading, swapping
from lhr.service_record.actions.cards import verify_card_lines
from lhr.service_record.actions.lines import verify

Seen = tuple[UUID, int]  # an entry, and the version that was seen


def verify_together(
    *, by: Actor, movements: Sequence[Seen], lines: Sequence[Seen], pair: frozenset[UUID]
) -> None:
    """Confirm movements and lines of sections of one LGO, each as seen in its version: all of them, or none.

    Movements come first, in the order in which they take effect: the other sections are judged by the service.
    Raises Overtaken when one is not in that version any more, RuleBroken when a rule blocks one.
    """
    rows = [queries.row_of(entry) for entry, _ in movements]
    cards = [reading.card_row(entry) for entry, _ in lines]
    for path in {row.organisation.path for row in rows} | {row.organisation.path for row in cards}:
        policy.require(by, judging.permission_to_verify(by, path), path)
    with transaction.atomic():
        held = swapping.together(row.person_id for row in rows)
        people.hold(held | {row.person_id for row in cards})
        posts.hold(reading.posts_of_people(held))
        versions = dict(movements)
        for row in sorted(rows, key=lambda row: (row.starts, row.seq, str(row.entry_id))):
            verify(by=by, line_id=row.entry_id, version=versions[row.entry_id], pair=pair)
        verify_card_lines(by=by, lines=lines, pair=pair)
