"""What keying one line and applying an order have in common: the columns of a line, and what follows when it counts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lhr.access.actor import Actor
from lhr.kernel.events import publish
from lhr.people import actions as of_people
from lhr.service_record import events, judging, queries, rules
from lhr.service_record.drafts import Correction, MovementDraft
from lhr.service_record.models import ServiceLine
from lhr.service_record.pay_cases import Weighed
from lhr.service_record.rules import ServicePicture
from lhr.standards.queries import MovementView

Source = ServiceLine.Source


def columns(draft: MovementDraft, movement: MovementView, weighed: Weighed) -> dict[str, Any]:
    """Return what a line says, column by column, with what of pay follows from the register."""
    citation, literal = draft.citation, draft.literal
    return {
        "movement_code": draft.movement_code,
        "starts": draft.starts,
        "until": judging.until_of(draft, movement),
        "post_id": draft.post_id,
        "position_text": draft.position_text,
        "kind_code": draft.kind_code,
        "other_organisation_id": draft.other_organisation_id,
        "other_organisation_text": draft.other_organisation_text,
        "citation_number": citation.number.strip(),
        "citation_year": citation.year,
        "citation_signed_on": citation.signed_on,
        "citation_text": citation.text.strip(),
        "cancels_entry": draft.cancels,
        "cancel_effect": draft.cancel_effect.value if draft.cancels else "",
        "amends_entry": draft.amends,
        **weighed.pay.columns,
        "starts_text": literal.starts.strip(),
        "starts_precision": literal.precision.value,
        "level_text": literal.level.strip(),
        "salary_text": literal.salary.strip(),
        "remark": draft.remark,
        "warn_reason": draft.reason,
        "return_reason": "",
        "corrects": draft.corrects,
        "correction": draft.correction.value if draft.corrects else "",
        "strike_reason": draft.why.strip() if draft.corrects else "",
        "source": Source.KEYED,
    }


def note_death(by: Actor, row: ServiceLine, path: str) -> None:
    """A verified DEATH dates the person's death; a verified order that cancels it takes the day back."""
    is_death, struck = row.movement_code == rules.DEATH, row.correction == Correction.STRIKE
    died = is_death and not struck
    cancelled = queries.row_of(row.cancels_entry).movement_code if row.cancels_entry else ""
    undone = (is_death and struck) or cancelled == rules.DEATH
    if died or undone:
        of_people.note_death(
            by=by,
            person_id=row.person_id,
            died_on=row.starts if died else None,
            path=path,
            permission=judging.permission_to_verify(by, path),
        )


def tell(by: Actor, row: ServiceLine, before: ServicePicture, after: ServicePicture) -> None:
    undoes = row.movement_code == rules.CANCEL_ORDER or row.correction == Correction.STRIKE
    told(by, row.person_id, row.movement_code, before, after, undoes=undoes)


def told(by: Actor, who: UUID, code: str, before: ServicePicture, after: ServicePicture, *, undoes: bool) -> None:
    """Publish what changed for somebody between two pictures; what is given back only where something was undone."""
    news = rules.compare(before, after)
    gone = dict(news.left)
    for organisation, day in news.left:
        publish(events.LeftOrganisation(who, organisation, day, code, by))
    for organisation, _post, day in news.posts_left:
        # Leaving the organisation says it already.
        if organisation not in gone or day < gone[organisation]:
            publish(events.PostLeft(who, organisation, day, code, by))
    for organisation, day in news.suspended:
        publish(events.ServiceSuspended(who, organisation, day, code, by))
    for organisation in news.regained if undoes else ():
        publish(events.ServiceRestored(who, organisation, by))
    laid = {o for o in before.overlays if not o.ends_rights} ^ {o for o in after.overlays if not o.ends_rights}
    for organisation in sorted({o.organisation_id for o in laid} - gone.keys()):
        publish(events.OverlaysChanged(who, organisation, by))
