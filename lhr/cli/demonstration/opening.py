"""The first opening of the demonstration: its offices, and the pair of the LGO that is ready to work in, enrol PC and
card over HTTP like anybody else. Done once, after the server and the card agent are up."""

from __future__ import annotations

from collections.abc import Callable

from lhr.access.actor import operator
from lhr.cli.approving import approve_pending
from lhr.cli.demonstration import doing, sheet
from lhr.cli.demonstration.visitor import Visitor
from lhr.kernel import clock


def open_offices(origin: str, agent: str, say: Callable[[str], None]) -> None:
    """Enrol the offices and the ready pair, each approved by the office above; their passwords go to the sheet."""
    told = sheet.read()
    for key, entry in {**told.offices, **told.ready}.items():
        if entry.password.startswith(doing.CHOSEN):
            continue
        say(f"enrolling {key}: {entry.user_name}")
        chosen = doing.new_password()
        visitor = Visitor(origin, agent)
        doing.first_password(visitor, entry.user_name, entry.password, chosen)
        doing.enrol(visitor, entry.desk)
        entry.password = chosen
        _approve(origin, agent, told, key)
        sheet.keep(told)


_ABOVE = {"province": "centre", "district": "province", "registrar": "province", "officer": "province"}


def _approve(origin: str, agent: str, told: sheet.Sheet, key: str) -> None:
    if key == "centre":
        approve_pending(operator(clock.today(), "lhr demo open"), told.offices[key].user_name)
        return
    above = told.offices[_ABOVE[key]]
    visitor = Visitor(origin, agent)
    doing.with_card(visitor, above.user_name, above.password, above.desk)
    doing.approve_all(visitor)
