"""News on the first screen."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from lhr.access.actor import Actor
from lhr.access.roles import Role
from lhr.registry_rights.models import Notice


def notices_for(actor: Actor, *, unread: bool = True) -> QuerySet[Notice]:
    """Return what the actor is told: for the person, and for each organisation where a duty is held; newest first.

    Having an account there is no such duty: news of an LGO names its people.
    """
    duties = [duty for duty in actor.duties if duty.role not in (Role.OWN, Role.ENROLLING)]
    places = {duty.organisation_id for duty in duties if duty.organisation_id is not None}
    mine = Q(office__in=places)
    if actor.person_id is not None:
        mine |= Q(person=actor.person_id)
    told = Notice.objects.filter(mine).select_related("about").order_by("-at")
    return told.filter(read_at=None) if unread else told


def notice(notice_id: UUID, actor: Actor) -> Notice:
    """Raises Notice.DoesNotExist for news that is not the actor's."""
    return notices_for(actor, unread=False).get(pk=notice_id)
