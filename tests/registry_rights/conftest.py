from tests.support.cast import *  # noqa: F403  the standing cast
