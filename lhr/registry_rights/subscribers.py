"""What SEM102 does when the service record has news of somebody (card-login.md 5.3)."""

from __future__ import annotations

from lhr.kernel.events import subscribe
from lhr.organisations.events import OrganisationEnded
from lhr.registry_rights.dissolving import end_with_the_organisation
from lhr.registry_rights.reconsidering import reconsider
from lhr.service_record.events import LeftOrganisation, PostLeft, ServiceRestored, ServiceSuspended


def rights_end_with_service(event: LeftOrganisation | PostLeft | ServiceSuspended) -> None:
    """Role, key and sessions end together, on the movement's own day: dated ahead, they go on until then."""
    reconsider(event.by, event.person_id, event.organisation_id, event.movement_code)


def rights_come_back(event: ServiceRestored) -> None:
    reconsider(event.by, event.person_id, event.organisation_id)


def listen() -> None:
    """Called once by the app at start."""
    subscribe(LeftOrganisation, rights_end_with_service)
    subscribe(PostLeft, rights_end_with_service)
    subscribe(ServiceSuspended, rights_end_with_service)
    subscribe(ServiceRestored, rights_come_back)
    subscribe(OrganisationEnded, end_with_the_organisation)
