from tests.web.rights.conftest import *  # noqa: F403  the cast, its accounts and browsers
from tests.web.rights.conftest import bootstrap, cast, centre, newborn, officer, province, registrar, town

__all__ = ["bootstrap", "cast", "centre", "newborn", "officer", "province", "registrar", "town"]
