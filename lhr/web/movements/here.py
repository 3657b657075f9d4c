"""At which LGO the officer works, and who holds the rights there: what every screen of this area begins with."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from lhr.access.policy import Reach
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Level
from lhr.registry_rights import seats
from lhr.registry_rights.queries.appointments import appointments_bulk, pair_persons
from lhr.web.shared.requests import OfficerRequest

EVERYWHERE = Reach(frozenset({"/"}))


def own_lgo(request: OfficerRequest) -> organisations.Organisation:
    """Return the LGO in which this officer may act. An account belongs to one organisation, so there is one."""
    path, account = min(request.reach.paths), request.standing.account
    if account is not None and account.organisation.path == path:
        own: organisations.Organisation = account.organisation  # read with the session of this very request
        return own
    return organisations.by_path(path)


def at_an_lgo(request: OfficerRequest) -> bool:
    """True for registrar and officer, false for the offices above."""
    account = request.standing.account
    return account is not None and account.organisation.level == Level.LGO


def pair_of(organisation_id: UUID, request: OfficerRequest) -> frozenset[UUID]:
    """Return the persons whose own lines the province verifies."""
    return pair_persons(organisation_id, request.actor.day)


def pairs_within(request: OfficerRequest) -> frozenset[UUID]:
    """Return the holders of rights at every LGO in reach, in a constant number of queries."""
    day = request.actor.day
    lgos = organisations.lgos(within=request.reach, day=day)
    return pairs_of((view.id for view in lgos), request)


def pairs_of(organisation_ids: Iterable[UUID], request: OfficerRequest) -> frozenset[UUID]:
    day = request.actor.day
    found = appointments_bulk(organisation_ids)
    held = (seats.pair_on(tenures, day).values() for tenures in found.values())
    return frozenset(tenure.person for pair in held for tenure in pair if tenure is not None)
