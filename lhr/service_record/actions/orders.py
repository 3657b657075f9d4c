"""Writing what one order does to many records: all of its lines, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit.book import change
from lhr.history import ledger
from lhr.history.ledger import Overtaken
from lhr.kernel import clock
from lhr.kernel.rules import stop_if
from lhr.organisations.models import Organisation
from lhr.people import actions as of_people
from lhr.people import queries as people
from lhr.people.models import Person
from lhr.posts import queries as posts
from lhr.service_record import (
    judging_orders,
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
from lhr.service_record.drafts import Citation, MovementDraft
from lhr.service_record.hands import heed, still
from lhr.service_record.judging_orders import JudgedOrderLine
from lhr.service_record.models import ServiceLine

Status, Source = ServiceLine.Status, ServiceLine.Source


@dataclass(frozen=True)
class OrderedLine:
    """One line of an order: `key` becomes the key of the line of the record, so that no line is ever written twice."""

    key: UUID
    draft: MovementDraft


@dataclass(frozen=True)
class Author:
    """Whose hand drew the order up: an account and its person."""

    account: UUID | None
    person: UUID | None


def apply_lines(
    *,
    by: Actor,
    organisation: Organisation,
    lines: Sequence[OrderedLine],
    citation: Citation,
    author: Author,
    pair: frozenset[UUID],
    has_scan: bool = False,
) -> list[ServiceLine]:
    """Write every line of a signed order, verified by `by`, with all that follows from them, in one transaction. Whom a
    line names by number and particulars gets the record opened by it.

    The lines of the pair themselves wait for the province: the officer's own as keyed by `by`, the registrar's as keyed
    by the author (SR-02, SR-03). Raises RuleBroken when a rule blocks any line, or warns and the line gives no reason;
    Overtaken when a line has been written already.
    """
    policy.require(by, Permission.MOVEMENT_VERIFY, organisation.path)
    stop_if(rules.check_second_hand(author.account, author.person, by.account_id, by.person_id))
    drafts = [replace(line.draft, citation=citation) for line in lines]
    wanted = {draft.person_id for draft in drafts if draft.person_id}
    with transaction.atomic():
        wanted |= naming.held(drafts)
        # Whoever else writes of one of these people or posts waits here, and then judges anew.
        held = swapping.together(wanted)
        found = people.hold(held)
        posts.hold(reading.posts_of_people(held) | {draft.post_id for draft in drafts if draft.post_id})
        _none_written({line.key for line in lines})
        judged = judging_orders.at_order(by, organisation, drafts, citation, has_scan=has_scan, held=found)
        for one in judged:
            stop_if(one.findings)
            heed(one.findings, one.draft.reason)
        with change(by, "service:order:applied", organisation, path=organisation.path) as this:
            hands = _Hands(by, author, pair, swapping.changing_places(wanted, by))
            opened = _opened(by, organisation, judged)
            rows = [
                _row(line.key, one, opened.get(one.person.id, one.person), organisation, hands)
                for line, one in zip(lines, judged, strict=True)
            ]
            written = ledger.record_all(this, ServiceLine, rows)
            _follow(by, written)
            waiting = [row.entry_id for row in written if row.movement_code in (rules.TRANSFER_OUT, rules.TRANSFER_IN)]
            swapping.complete(by, waiting, organisation.path)
            return written


@dataclass(frozen=True)
class _Hands:
    by: Actor
    author: Author
    pair: frozenset[UUID]
    changing: frozenset[UUID]

    def of(self, person: UUID, code: str) -> dict[str, Any]:
        """Whose hand keyed the line, and whether a second one stands under it yet. What is signed of a swap does not
        count before the other side has signed."""
        by, author, now = self.by, self.author, clock.now()
        mine = {"keyed_by": by.account_id, "keyed_by_person": by.person_id, "keyed_at": now, "status": Status.SUBMITTED}
        if person in self.pair and person == author.person:
            return mine
        theirs = mine | {"keyed_by": author.account, "keyed_by_person": author.person}
        if person in self.pair:
            return theirs
        waits = person in self.changing and code in (rules.TRANSFER_OUT, rules.TRANSFER_IN)
        status = Status.SUBMITTED if waits else Status.VERIFIED
        return theirs | {"status": status, "verified_by": by.account_id, "verified_at": now}


def _opened(by: Actor, organisation: Organisation, judged: Sequence[JudgedOrderLine]) -> dict[UUID, Person]:
    """Open the record of everybody who has none yet, called as the first of the lines says, and return them by the id
    under which they were judged."""
    first: dict[UUID, JudgedOrderLine] = {}
    for one in sorted((one for one in judged if one.opens), key=lambda one: one.draft.starts):
        first.setdefault(one.person.id, one)
    titles = whom.titles() if first else ()
    return {
        key: of_people.register(
            by=by,
            national_id=one.draft.national_id,
            prefix=one.view.prefix,
            first=one.view.first,
            last=one.view.last,
            birth_date=one.view.birth_date,
            gender=one.view.gender,
            starts=one.draft.starts,
            path=organisation.path,
            permission=Permission.MOVEMENT_VERIFY,
            held_by=organisation.pk,
            titles=titles,
        )
        for key, one in first.items()
    }


def _row(
    key: UUID, one: JudgedOrderLine, person: Person, organisation: Organisation, hands: _Hands
) -> dict[str, Any]:
    return {
        **writing.columns(one.draft, one.movement, one.weighed),
        "source": Source.ORDER,
        "entry_id": key,
        "person": person,
        "organisation": organisation,
        "seq": one.seq,
        **hands.of(person.id, one.movement.code),
    }


def _none_written(keys: set[UUID]) -> None:
    """Raise Overtaken when any of these lines is in the register already."""
    if ServiceLine.objects.filter(entry_id__in=keys).exists():
        raise Overtaken("the lines of this order")


def _follow(by: Actor, rows: Sequence[ServiceLine]) -> None:
    """What follows from the lines that count: services, cases, deaths, news; of each person once."""
    for row in rows:
        transferring.join(by, row)
    counted = [row for row in rows if row.status == Status.VERIFIED]
    moving = {
        row.person_id for row in counted if not rules.moves_pay_only(row.movement_code, row.post_id, row.kind_code)
    }
    if not moving:
        return
    counted = [row for row in counted if row.person_id in moving]
    before = dict(reading.stored_pictures(moving))
    projecting.rewrite_many(moving)
    after = reading.stored_pictures(moving)
    for row in counted:
        writing.note_death(by, row, row.organisation.path)
        transferring.follow(by, row, after[row.person_id])
    last = {row.person_id: row for row in counted}
    for person, row in last.items():
        writing.tell(by, row, before[person], after[person])
    for row in swapping.concerned(counted):
        swapping.follow(by, row)


def take_back(*, by: Actor, line_id: UUID, version: int) -> None:
    """Take back a line of an order that another order cancels before the province has verified it. Raises Overtaken."""
    row = queries.row_of(line_id)
    policy.require(by, Permission.MOVEMENT_VERIFY, row.organisation.path)
    people.hold([row.person_id])
    row = still(ServiceLine, line_id, version, Status.SUBMITTED, Status.RETURNED)
    with change(by, "service:line:withdrawn", row, path=row.organisation.path) as this:
        ledger.withdraw(this, row)
        transferring.leave(by, row)
