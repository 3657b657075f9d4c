"""The standing cast and its browsers."""

from tests.support.cast import *  # noqa: F403  the standing cast
from tests.web.desks import *  # noqa: F403  its browsers
