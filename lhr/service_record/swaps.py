"""Swaps as screens see them: two people, two LGOs, one day; who has signed, and what each side does next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lhr.access.policy import Reach
from lhr.organisations.queries import OrganisationView
from lhr.posts import queries as posts
from lhr.posts.queries import PostView
from lhr.service_record import cases, reading, rules
from lhr.service_record.cases import CaseLine, CaseView, Happening
from lhr.service_record.drafts import Citation, MovementDraft
from lhr.service_record.models import TransferCase
from lhr.service_record.rules_of_swaps import SideStep, SwapStatus, status_of, step_of


@dataclass(frozen=True, slots=True)
class SwapSide:
    """One LGO of a swap: whom it sends and from which post, and the two lines that it signs."""

    place: OrganisationView
    goes: CaseView
    comes: CaseView
    post: PostView | None
    proposed: bool
    step: SideStep

    @property
    def lines(self) -> list[CaseLine]:
        return [line for line in (self.goes.released, self.comes.received) if line is not None]


@dataclass(frozen=True, slots=True)
class SwapView:
    """A swap as of the day it was asked for; the side that proposed it stands first."""

    id: UUID
    version: int
    status: SwapStatus
    effective_on: date
    order: Citation
    sides: tuple[SwapSide, SwapSide]
    reason: str
    opened_at: datetime

    @property
    def is_open(self) -> bool:
        return self.status not in (SwapStatus.DONE, SwapStatus.CANCELLED)

    @property
    def persons(self) -> list[UUID]:
        return [side.goes.person.id for side in self.sides]

    def side_of(self, organisation_id: UUID | None) -> SwapSide | None:
        return next((side for side in self.sides if side.place.id == organisation_id), None)

    def waits_for(self, organisation_id: UUID | None) -> bool:
        """True where it is this LGO's turn; both may be at it."""
        side = self.side_of(organisation_id)
        return side is not None and side.step in (SideStep.ANSWER, SideStep.PREPARE, SideStep.SIGN)


def version_of(both: Sequence[TransferCase]) -> int:
    """Every act upon a swap makes it greater."""
    return sum(case.version for case in both)


def swap(key: UUID, *, within: Reach, day: date) -> SwapView:
    """Raises TransferCase.DoesNotExist when there is none or neither LGO lies within the reach."""
    if not any(within.covers(place.path) for case in cases.both_of(key) for place in (case.sender, case.receiver)):
        raise TransferCase.DoesNotExist(key)
    return _views([key], day)[0]


def swaps(*, within: Reach, day: date) -> list[SwapView]:
    """Return the swaps of every LGO in reach, the open ones first, then the latest."""
    keys = dict.fromkeys(case.swap for case in cases.swap_halves(within=within) if case.swap)
    return sorted(_views(list(keys), day), key=lambda one: not one.is_open)


def waiting_for(organisation_id: UUID, path: str, day: date) -> list[SwapView]:
    """Return the swaps in which this LGO is waited for."""
    return [one for one in swaps(within=Reach(frozenset({path})), day=day) if one.waits_for(organisation_id)]


def lines_for(found: SwapView, organisation_id: UUID) -> list[MovementDraft]:
    """Return the two lines of this side's order: the own one released, the other one received into the post left."""
    side = found.side_of(organisation_id)
    if side is None:
        raise LookupError("an LGO that has no part in the swap")
    served = reading.stored_pictures([side.goes.person.id])[side.goes.person.id].employments
    kinds = [span.kind_code for span in served if span.organisation_id == side.place.id]
    return [
        MovementDraft(
            rules.TRANSFER_OUT,
            found.effective_on,
            person_id=side.goes.person.id,
            other_organisation_id=side.goes.receiver.id,
        ),
        MovementDraft(
            rules.TRANSFER_IN,
            found.effective_on,
            person_id=side.comes.person.id,
            other_organisation_id=side.comes.sender.id,
            post_id=side.post.id if side.post else None,
            kind_code=kinds[-1] if kinds else "",
        ),
    ]


def history_of(key: UUID) -> list[Happening]:
    """Return what was done to both halves, the oldest first."""
    return sorted((one for case in cases.both_of(key) for one in cases.history_of(case.pk)), key=lambda one: one.at)


def _views(keys: Sequence[UUID], day: date) -> list[SwapView]:
    if not keys:
        return []
    rows = {key: cases.both_of(key) for key in keys}
    shown = {one.id: one for one in cases.views_of([row for both in rows.values() for row in both], day)}
    return [_view(key, both, [shown[row.pk] for row in both], day) for key, both in rows.items()]


def _view(key: UUID, both: Sequence[TransferCase], shown: Sequence[CaseView], day: date) -> SwapView:
    first, second = shown
    status = status_of(first.status, agreed=first.agreed)
    return SwapView(
        id=key,
        version=version_of(both),
        status=status,
        effective_on=first.effective_on,
        order=first.order,
        sides=(_side(status, first, second, proposed=True), _side(status, second, first, proposed=False)),
        reason=first.reason,
        opened_at=first.opened_at,
    )


def _side(status: SwapStatus, goes: CaseView, comes: CaseView, *, proposed: bool) -> SwapSide:
    lines = [line for line in (goes.released, comes.received) if line is not None]
    signed = sum(line.signed for line in lines)
    picture = reading.stored_pictures([goes.person.id])[goes.person.id]
    held = [span for span in picture.incumbencies if span.organisation_id == goes.sender.id]
    mine = [span for span in held if span.starts < goes.effective_on]
    post = posts.views({mine[-1].post_id}, goes.effective_on).get(mine[-1].post_id) if mine else None
    step = step_of(status, proposed=proposed, lines=len(lines), signed=signed)
    return SwapSide(goes.sender, goes, comes, post, proposed, step)
