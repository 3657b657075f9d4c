"""What SEM102 does when the service record has news of somebody (card-login.md 5.3)."""

from __future__ import annotations

from lhr.identity.events import SecondFactorChanged
from lhr.kernel.events import subscribe
from lhr.organisations.events import OrganisationEnded
from lhr.registry_rights import telling
from lhr.registry_rights.dissolving import end_with_the_organisation
from lhr.registry_rights.queries import search_limits
from lhr.registry_rights.reconsidering import reconsider
from lhr.service_record.events import (
    LeftOrganisation,
    OrderCancelledElsewhere,
    OverlaysChanged,
    PostLeft,
    ServiceRestored,
    ServiceSuspended,
    TransferAskedInVain,
    TransferTold,
)


def rights_end_with_service(event: LeftOrganisation | PostLeft | ServiceSuspended) -> None:
    """Role, key and sessions end together, on the movement's own day: dated ahead, they go on until then."""
    reconsider(event.by, event.person_id, event.organisation_id, event.movement_code)


def rights_follow_the_order(event: OverlaysChanged) -> None:
    """Who acts by an order that ended or was cancelled, or is away, acts no more; the right returns with the order."""
    reconsider(event.by, event.person_id, event.organisation_id)


def rights_come_back(event: ServiceRestored) -> None:
    reconsider(event.by, event.person_id, event.organisation_id)


def a_transfer_is_told(event: TransferTold) -> None:
    """The other side and the person read what became of a transfer."""
    telling.of_transfer(event.by, event.case_id, event.what)


def a_cancelling_is_told(event: OrderCancelledElsewhere) -> None:
    """Who keeps the record now reads what is left for it to cancel."""
    telling.of_cancelled_elsewhere(event)


def an_asking_was_in_vain(event: TransferAskedInVain) -> None:
    """Guessing sending LGOs rings above like guessing numbers does (PE-10)."""
    search_limits.alarm(event.by, event.organisation)


def the_holder_is_told(event: SecondFactorChanged) -> None:
    """Whoever signs in with an account learns of every change of what it is proved by (assurance.md 3.7)."""
    telling.of_second_factor(event)


def listen() -> None:
    """Called once by the app at start."""
    subscribe(LeftOrganisation, rights_end_with_service)
    subscribe(PostLeft, rights_end_with_service)
    subscribe(ServiceSuspended, rights_end_with_service)
    subscribe(ServiceRestored, rights_come_back)
    subscribe(OverlaysChanged, rights_follow_the_order)
    subscribe(OrderCancelledElsewhere, a_cancelling_is_told)
    subscribe(TransferTold, a_transfer_is_told)
    subscribe(TransferAskedInVain, an_asking_was_in_vain)
    subscribe(SecondFactorChanged, the_holder_is_told)
    subscribe(OrganisationEnded, end_with_the_organisation)
