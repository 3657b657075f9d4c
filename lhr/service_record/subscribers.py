"""What the service record does when an organisation ends."""

from __future__ import annotations

from lhr.kernel.events import subscribe
from lhr.organisations.events import OrganisationEnded
from lhr.service_record.dissolving import stop_transfers


def listen() -> None:
    """Called once by the app at start."""
    subscribe(OrganisationEnded, stop_transfers)
