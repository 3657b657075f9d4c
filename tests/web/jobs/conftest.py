"""An officer with a browser and a job."""

from __future__ import annotations

import pytest
from django.test import Client

from lhr.access.actor import Actor
from lhr.registry_rights.queries import actor_for
from tests.jobs.kind import Readings, registered
from tests.support.cast import *  # noqa: F403  the standing cast
from tests.support.cast import TODAY, Place
from tests.web.desks import *  # noqa: F403  its browsers
from tests.web.desks import account_at


@pytest.fixture
def kind() -> Readings:
    return registered()


@pytest.fixture
def asker(pair: Place, officer_desk: Client, kind: Readings) -> Actor:
    return actor_for(account_at(pair, "hr"), TODAY, via="card")
