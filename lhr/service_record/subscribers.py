"""What the service record does when an organisation or a post ends."""

from __future__ import annotations

from lhr.kernel.events import subscribe
from lhr.organisations.events import OrganisationEnded
from lhr.posts.events import PostAbolished
from lhr.service_record.abolishing import refuse_while_held
from lhr.service_record.dissolving import stop_transfers


def listen() -> None:
    """Called once by the app at start."""
    subscribe(OrganisationEnded, stop_transfers)
    subscribe(PostAbolished, refuse_while_held)
