"""Transfer cases as screens and rules see them: who sends, who receives, what is signed, what is waited for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from lhr.access.policy import Reach
from lhr.audit import queries as audit
from lhr.audit.kept import seen
from lhr.audit.tags import TAGS
from lhr.kernel.names import veiled
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.queries import OrganisationView
from lhr.people import queries as people
from lhr.people.queries import PersonView
from lhr.service_record import reading
from lhr.service_record.drafts import Citation
from lhr.service_record.models import ServiceLine, TransferCase
from lhr.service_record.rules_of_transfers import (
    OPEN,
    TURN,
    CaseFacts,
    CaseStatus,
    Ends,
    NextStep,
    Side,
    Stop,
    called_off_on,
    next_step,
    status_on,
    stop_of,
)

# Stands where no person was met, so that a search that met one asks no more than one that did not.
NOBODY = UUID(int=0)
_KNOWN_TO_THE_RECEIVER = (CaseStatus.RELEASED, CaseStatus.ACCEPTED, CaseStatus.DONE)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One of the two lines of a case; `cancelled_by` is the order that cancels it, once that is verified."""

    entry: UUID
    status: str
    citation: Citation
    signed: bool = False
    cancelled_by: Citation | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of an LGO that stops a case: `why` names it, `counts` says whether it does so by the day asked for."""

    side: Side
    ends_on: date
    why: str
    counts: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as of the day it was asked for. `order` is the receiving order that the asker cited."""

    id: UUID
    version: int
    status: CaseStatus
    person: PersonView
    sender: OrganisationView
    receiver: OrganisationView
    effective_on: date
    begun_by: Side
    order: Citation
    released: CaseLine | None
    received: CaseLine | None
    called_off_by: str
    reason: str
    opened_at: datetime
    closed_at: datetime | None
    ending: Ending | None = None
    swap: UUID | None = None
    agreed: bool = False

    @property
    def next_step(self) -> NextStep:
        return next_step(
            self.status,
            out_state=self.released.status if self.released else "",
            in_state=self.received.status if self.received else "",
            called_off_by=self.called_off_by,
        )

    @property
    def turn(self) -> Side | None:
        return TURN[self.next_step]

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def lacks_a_side(self) -> bool:
        return bool(self.sender.dissolved_on or self.receiver.dissolved_on)

    def side_of(self, organisation_id: UUID | None) -> Side | None:
        sides = {self.sender.id: Side.SENDER, self.receiver.id: Side.RECEIVER}
        return sides.get(organisation_id) if organisation_id else None

    def shows_name_to(self, organisation_id: UUID | None) -> bool:
        """The sender knows its own; the receiver reads the name once the person is released to it; nobody else."""
        side = self.side_of(organisation_id)
        return side is Side.SENDER or (side is Side.RECEIVER and self._known_to_the_receiver)

    @property
    def _known_to_the_receiver(self) -> bool:
        """In a swap who proposes shows whom it sends, and hears the other's name once that side has agreed."""
        if self.swap is not None and (self.begun_by is Side.SENDER or self.agreed):
            return True
        return self.status in _KNOWN_TO_THE_RECEIVER

    def name_for(self, organisation_id: UUID | None) -> str:
        if self.shows_name_to(organisation_id):
            return self.person.name
        return veiled(self.person.prefix, self.person.first, self.person.last)


def case(case_id: UUID, *, within: Reach, day: date) -> CaseView:
    """Raises TransferCase.DoesNotExist when there is none or neither side lies within the reach."""
    return _views([_inside(within).get(pk=case_id)], day)[0]


def cases(*, within: Reach, day: date, limit: int = 200) -> list[CaseView]:
    """Return the cases of every LGO in reach, the open ones first, then the latest."""
    found = _views(list(_inside(within).order_by("-opened_at")[:limit]), day)
    return sorted(found, key=lambda one: not one.is_open)


def waiting_for(organisation_id: UUID, day: date) -> list[CaseView]:
    """Return the open cases in which this LGO is waited for, the latest first."""
    mine = Q(sender=organisation_id) | Q(receiver=organisation_id)
    met = TransferCase.objects.filter(mine, status__in=OPEN, swap=None).select_related("sender", "receiver")
    rows = list(met.order_by("-opened_at"))
    found = _views(rows, day) if rows else []
    return [one for one in found if one.turn is not None and one.turn is one.side_of(organisation_id)]


def both_of(swap: UUID) -> list[TransferCase]:
    """Return the two cases of a swap, that of the proposer's person first; none for a key of nothing."""
    rows = TransferCase.objects.filter(swap=swap).select_related("sender", "receiver")
    return sorted(rows, key=lambda row: row.begun_by != Side.SENDER)


def views_of(rows: Sequence[TransferCase], day: date) -> list[CaseView]:
    return _views(rows, day)


def swap_halves(*, within: Reach, limit: int = 200) -> list[TransferCase]:
    """Return the cases of swaps of every LGO in reach, the latest first."""
    return list(_inside(within).filter(swap__isnull=False).order_by("-opened_at", "pk")[:limit])


def open_swap_of_line(entry: UUID | None, day: date) -> TransferCase | None:
    """Return the case of a swap that this line belongs to while not all of it is signed."""
    found = case_of_line(entry) if entry else None
    swapped = found is not None and found.swap is not None and standing(found, day) is CaseStatus.REQUESTED
    return found if swapped else None


def open_swap_of(person_id: UUID, day: date) -> TransferCase | None:
    """Return the person's case of a swap that is not over."""
    found = open_row(person_id, day)
    return found if found is not None and found.swap is not None else None


def open_case_here(person_id: UUID, organisation_id: UUID, day: date) -> TransferCase | None:
    """Return the open case by which the person is on the way to this LGO."""
    found = open_row(person_id, day)
    return found if found is not None and found.receiver_id == organisation_id else None


def known_to_receiver(row: TransferCase, day: date) -> bool:
    """True once the receiving LGO may read who is on the way to it, as `CaseView.shows_name_to` says it of a page."""
    shown = row.swap is not None and (row.begun_by == Side.SENDER or row.agreed_at is not None)
    return shown or standing(row, day) in _KNOWN_TO_THE_RECEIVER


def towards(person_ids: Iterable[UUID], organisation_id: UUID) -> list[TransferCase]:
    """Return every case, whatever became of it, by which these people were to come to this LGO."""
    rows = TransferCase.objects.filter(person__in=set(person_ids), receiver=organisation_id)
    return list(rows.select_related("sender", "receiver"))


def open_row(person_id: UUID, day: date) -> TransferCase | None:
    rows = TransferCase.objects.filter(person=person_id, status__in=OPEN).select_related("sender", "receiver")
    # Not in the filter: an accepted case whose day has come is looked at with the same query as any other.
    return next((row for row in rows if standing(row, day) in OPEN), None)


def standing(row: TransferCase, day: date) -> CaseStatus:
    """Return where the case stands on `day`."""
    return status_on(CaseStatus(row.status), row.effective_on, day, ends(row))


def called_off(row: TransferCase, day: date) -> str:
    return called_off_on(CaseStatus(row.status), row.called_off_by, row.effective_on, day, ends(row))


def ends(row: TransferCase) -> Ends:
    return Ends(sender=row.sender.dissolved_on, receiver=row.receiver.dissolved_on)


def stop(row: TransferCase, day: date) -> Stop | None:
    """Return the end of an LGO that stops the case; none does once it is done."""
    done = standing(row, day) is CaseStatus.DONE
    return None if done else stop_of(CaseStatus(row.status), row.effective_on, ends(row))


def reason(row: TransferCase, day: date) -> str:
    return _reason(row, _endings([row], day).get(row.pk))


def why_ended(organisation_id: UUID, day: date, successor: UUID | None) -> str:
    """Return what became of the LGO, as the reason of a case that it closes."""
    gone = organisations.view_of(organisation_id, day).full_name
    if successor is None:
        return f"{gone} ยุบเลิกตั้งแต่ {in_full(day)}"
    return f"{gone} รวมเข้ากับ{organisations.view_of(successor, day).full_name} ตั้งแต่ {in_full(day)}"


def open_facts(person_id: UUID, day: date) -> CaseFacts | None:
    """Return the person's open case; two queries, whether there is one or not."""
    row = open_row(person_id, day)
    entries = (row.out_entry, row.in_entry) if row else (None, None)
    states = _lines([entry or NOBODY for entry in entries])
    if row is None:
        return None
    return CaseFacts(
        case_id=row.pk,
        sender=row.sender_id,
        receiver=row.receiver_id,
        effective_on=row.effective_on,
        status=standing(row, day),
        begun_by=Side(row.begun_by),
        called_off_by=called_off(row, day),
        out_state=_state(states, row.out_entry),
        in_state=_state(states, row.in_entry),
        swap=row.swap,
    )


@dataclass(frozen=True, slots=True)
class Happening:
    """One step of a case as the book of changes has it; `path` is that of the LGO at which it was done."""

    at: datetime
    says: Words
    reason: str
    path: str


def history_of(case_id: UUID) -> list[Happening]:
    """Return what was done to a case, the oldest first."""
    rows = audit.changes_of(TransferCase(id=case_id))
    return [Happening(row.at, TAGS[row.tag], row.reason, row.organisation_path) for row in reversed(rows)]


def acts_upon(case_id: UUID, *, after: int) -> list[audit.Touched]:
    """Return what was done to a case after the version that somebody saw: each act makes one."""
    acts = [audit.touched(one, nth) for nth, one in enumerate(reversed(audit.changes_of(TransferCase(pk=case_id))), 1)]
    return [one for one in acts if one.version > after]


def case_id_of_line(entry: UUID) -> UUID | None:
    found = case_of_line(entry)
    return found.pk if found else None


def case_of_line(entry: UUID) -> TransferCase | None:
    """Return the case whose release or receipt this line is, whatever has become of it; the latest."""
    return cases_of_lines((entry,)).get(entry)


def cases_of_lines(entries: Iterable[UUID]) -> dict[UUID, TransferCase]:
    """Return the case of each of these lines that belongs to one, in one query."""
    return seen("service_record.cases", set(entries), _of_lines)


def _of_lines(entries: list[UUID]) -> dict[UUID, TransferCase]:
    both = TransferCase.objects.filter(out_entry__in=entries) | TransferCase.objects.filter(in_entry__in=entries)
    found: dict[UUID, TransferCase] = {}
    for case in both.select_related("sender", "receiver").order_by("opened_at"):
        found |= {entry: case for entry in (case.out_entry, case.in_entry) if entry in entries}
    return found


def _inside(within: Reach) -> QuerySet[TransferCase]:
    mine = organisations.inside(within, "sender__path") | organisations.inside(within, "receiver__path")
    return TransferCase.objects.filter(mine).select_related("sender", "receiver")


def _lines(entries: Iterable[UUID | None]) -> dict[UUID, CaseLine]:
    rows = ServiceLine.objects.known().filter(entry_id__in={entry for entry in entries if entry})
    return {
        row.entry_id: CaseLine(row.entry_id, row.status, reading.citation_of(row), row.verified_at is not None)
        for row in rows
    }


def _with_what_cancels(lines: dict[UUID, CaseLine]) -> dict[UUID, CaseLine]:
    """Say of each line which order cancels it; nothing is asked where no line is verified."""
    verified = [line.entry for line in lines.values() if line.status == "VERIFIED"]
    if not verified:
        return lines
    known = ServiceLine.objects.known().filter(verified_at__isnull=False)
    undone = known.filter(cancels_entry__isnull=False).values("cancels_entry")
    by_order = known.filter(cancels_entry__in=verified).exclude(entry_id__in=undone)
    cancelled = {row.cancels_entry: reading.citation_of(row) for row in by_order}
    return {entry: replace(line, cancelled_by=cancelled.get(entry)) for entry, line in lines.items()}


def _state(lines: dict[UUID, CaseLine], entry: UUID | None) -> str:
    return lines[entry].status if entry in lines else ""


def _views(rows: Sequence[TransferCase], day: date) -> list[CaseView]:
    named = people.views({row.person_id for row in rows}, day)
    places = organisations.views({place for row in rows for place in (row.sender_id, row.receiver_id)}, day)
    lines = _with_what_cancels(_lines(entry for row in rows for entry in (row.out_entry, row.in_entry)))
    endings = _endings(rows, day)
    return [
        CaseView(
            id=row.pk,
            version=row.version,
            status=standing(row, day),
            person=named[row.person_id],
            sender=places[row.sender_id],
            receiver=places[row.receiver_id],
            effective_on=row.effective_on,
            begun_by=Side(row.begun_by),
            order=Citation(row.order_number, row.order_year, row.order_signed_on),
            released=lines.get(row.out_entry) if row.out_entry else None,
            received=lines.get(row.in_entry) if row.in_entry else None,
            called_off_by=called_off(row, day),
            reason=_reason(row, endings.get(row.pk)),
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            ending=endings.get(row.pk),
            swap=row.swap,
            agreed=row.agreed_at is not None,
        )
        for row in rows
    ]


def _endings(rows: Sequence[TransferCase], day: date) -> dict[UUID, Ending]:
    """Say of the cases that an LGO's end stops what that is; nothing is asked while every LGO goes on."""
    stops = {row.pk: (row, found) for row in rows if (found := stop(row, day))}
    gone = {pk: row.sender_id if found.side is Side.SENDER else row.receiver_id for pk, (row, found) in stops.items()}
    into = organisations.successors(gone.values()) if gone else {}
    return {
        pk: Ending(
            side=found.side,
            ends_on=found.ends_on,
            why=why_ended(gone[pk], found.ends_on, into.get(gone[pk])),
            counts=found.counts_on(day),
        )
        for pk, (_, found) in stops.items()
    }


def _reason(row: TransferCase, ending: Ending | None) -> str:
    return ending.why if ending is not None and ending.counts else row.reason
