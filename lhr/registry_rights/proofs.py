"""What the service record proves of somebody's right, and from which day it proves it no more (RR-04). Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr.kernel.periods import Period
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import PROVED_BY_POST, Capacity
from lhr.service_record.rules_of_projection import EmploymentSpan, IncumbencySpan, ServicePicture

PALAD_LINE, HR_LINE = "1101", "3102"
# Elected office and hired hands serve an LGO without being its officials (parameter `rights_kinds` of RR-03).
WITHOUT_RIGHTS = frozenset({"POLITICAL", "INDIVIDUAL_HIRE"})
POST_LOST = "POST_LOST"
# The order to act, on which the right rests, stands in the record and has ended there, or is cancelled.
ORDER_OVER = "ORDER_OVER"
SECONDED = "SECONDED"


@dataclass(frozen=True, slots=True)
class Loss:
    """From `day` on the record proves the right no more, because of this movement (POST_LOST: none of its own)."""

    day: date
    movement: str


def serves(picture: ServicePicture, organisation: UUID, day: date) -> bool:
    """True when the person serves the LGO on `day` in a kind that may hold rights."""
    found = picture.employment_on(day)
    return (
        found is not None and found.organisation_id == organisation and found.kind_code not in WITHOUT_RIGHTS
    )


def holds_post(picture: ServicePicture, organisation: UUID, capacity: Capacity, day: date) -> bool:
    """True when the person's own post proves the capacity; รองปลัด bears line 1101 too, so the title decides."""
    post = picture.post_on(day)
    if post is None or post.organisation_id != organisation:
        return False
    return _proves(post, capacity)


def proved_capacities(picture: ServicePicture, organisation: UUID, day: date) -> frozenset[Capacity]:
    return frozenset(c for c in PROVED_BY_POST if holds_post(picture, organisation, c, day))


def first_day_of_service(picture: ServicePicture, organisation: UUID, day: date) -> date | None:
    """Return `day` when the person serves the LGO then, else the first later day on which the record says so."""
    begins = (e.starts for e in picture.employments if e.organisation_id == organisation and e.starts > day)
    return next((d for d in (day, *begins) if serves(picture, organisation, d)), None)


def first_day_of_post(
    picture: ServicePicture, organisation: UUID, capacity: Capacity, day: date
) -> date | None:
    """Return `day` when the person's post proves the capacity then, else the first later day on which it will."""
    begins = (i.starts for i in picture.incumbencies if i.organisation_id == organisation and i.starts > day)

    def fits(d: date) -> bool:
        return serves(picture, organisation, d) and holds_post(picture, organisation, capacity, d)

    return next((d for d in (day, *begins) if fits(d)), None)


def ever_proved(tenure: Tenure, picture: ServicePicture, up_to: date) -> bool:
    """True when the record proved, on some day of the appointment so far, what at a cold start only the province's
    confirmation stood for; from then on the record alone decides."""
    fits = _proved_on(tenure, picture)
    return any(fits(d) for d in _turning_days(tenure, picture) if d <= max(up_to, tenure.starts))


def end_of_right(tenure: Tenure, picture: ServicePicture) -> Loss | None:
    """Return where the record first fails the right, at its start or later; None while it never does."""
    fits = _plausible_on(tenure, picture) if tenure.unproven else _proved_on(tenure, picture)
    day = next((d for d in _turning_days(tenure, picture) if not fits(d)), None)
    return None if day is None else Loss(day, _movement(tenure, picture, day))


def end_of_order(tenure: Tenure, laid: Sequence[Period], today: date) -> Loss | None:
    """Return where the order to act, as the record has it (`laid` are its days), bears the right no more: its end where
    that comes before the appointment's own, at once when it is cancelled. What was done under it before stays done."""
    if not laid:
        over = tenure.movement == ORDER_OVER and tenure.moved_on is not None and tenure.moved_on <= today
        return Loss(tenure.moved_on if over and tenure.moved_on else max(tenure.starts, today), ORDER_OVER)
    ends = [span.until for span in laid]
    last = None if None in ends else max(end for end in ends if end is not None)
    if last is None or (tenure.granted_until is not None and last >= tenure.granted_until):
        return None
    return Loss(max(last, tenure.starts), ORDER_OVER)


def _proved_on(tenure: Tenure, picture: ServicePicture) -> Callable[[date], bool]:
    def fits(day: date) -> bool:
        here = serves(picture, tenure.organisation, day)
        in_post = tenure.capacity not in PROVED_BY_POST or holds_post(
            picture, tenure.organisation, tenure.capacity, day
        )
        away = tenure.capacity not in PROVED_BY_POST and _seconded(tenure, picture, day)
        return here and in_post and not away and picture.suspended_on(tenure.organisation, day) is None

    return fits


def _seconded(tenure: Tenure, picture: ServicePicture, day: date) -> bool:
    """Who is away acts for nobody here; a post of one's own is kept meanwhile (domain.md 6.1: check)."""
    here = (o for o in picture.overlays if o.organisation_id == tenure.organisation)
    return any(o.movement_code == SECONDED and o.period.covers(day) for o in here)


def _plausible_on(tenure: Tenure, picture: ServicePicture) -> Callable[[date], bool]:
    """A record that says nothing contradicts nothing; one that says the person left, or serves elsewhere, does."""

    def fits(day: date) -> bool:
        if picture.employment_on(day) is None:
            return not any(e.until is not None and e.until <= day for e in _here(tenure, picture))
        return (
            picture.serves(tenure.organisation, day)
            and picture.suspended_on(tenure.organisation, day) is None
        )

    return fits


def _turning_days(tenure: Tenure, picture: ServicePicture) -> list[date]:
    """The days on which the answer can change, from the appointment's start on."""
    spans = [s.period for part in (picture.employments, picture.overlays, picture.incumbencies) for s in part]
    begins = [span.starts for span in spans]
    ends = [span.until for span in spans if span.until is not None]
    return sorted({tenure.starts, *(d for d in (*begins, *ends) if d > tenure.starts)})


def _movement(tenure: Tenure, picture: ServicePicture, day: date) -> str:
    suspension = picture.suspended_on(tenure.organisation, day)
    if suspension is not None:
        return suspension.movement_code
    if tenure.capacity not in PROVED_BY_POST and _seconded(tenure, picture, day):
        return SECONDED
    left = [e.end_movement for e in _here(tenure, picture) if e.until is not None and e.until <= day]
    return left[-1] if left and not picture.serves(tenure.organisation, day) else POST_LOST


def _here(tenure: Tenure, picture: ServicePicture) -> list[EmploymentSpan]:
    return [e for e in picture.employments if e.organisation_id == tenure.organisation]


def _proves(post: IncumbencySpan, capacity: Capacity) -> bool:
    if capacity is Capacity.PALAD:
        return post.line_code == PALAD_LINE and post.is_palad
    return capacity is Capacity.HR_OFFICER and post.line_code == HR_LINE
