"""Which LGO a request is about: one's own, or one within reach."""

from __future__ import annotations

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.access.roles import GRANTS
from lhr.organisations import queries as organisations
from lhr.organisations.view import OrganisationView
from lhr.web.shared.requests import OfficerRequest


def own_place(
    request: OfficerRequest, permission: Permission = Permission.RIGHTS_APPOINT
) -> OrganisationView:
    """Return the LGO for which the actor holds the permission. Raises Denied when there is none."""
    for duty in request.actor.duties:
        if permission in GRANTS[duty.role] and duty.organisation_id is not None:
            return organisations.view_of(duty.organisation_id, request.actor.day)
    raise policy.refusal(request.actor, permission)


def is_own(request: OfficerRequest, place: OrganisationView) -> bool:
    return policy.can(request.actor, Permission.RIGHTS_APPOINT, place.path)
