"""The pay rounds of the LGOs below an office: who is due, how far the orders are, what holds them up. Reads only; asked
a few times, however many LGOs there are. It names nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lhr.access.actor import Actor
from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.followup.models import RoundPreparation
from lhr.followup.rules_of_rounds import BY_LINES, NOT_BEGUN, Made, Preparation, Stands, holds_up, standing
from lhr.jobs import queries as jobs
from lhr.jobs.models import Job
from lhr.jobs.states import LIVE
from lhr.kernel.words import Words
from lhr.orders import queries as orders
from lhr.orders.queries import OrderView
from lhr.orders.terms import OrderState
from lhr.organisations import queries as organisations
from lhr.organisations.queries import OrganisationView
from lhr.registry_rights import seats
from lhr.registry_rights.queries.appointments import appointments_bulk
from lhr.service_record import rounds
from lhr.service_record.rules_of_pay import Round

KIND = "prepare-round"


@dataclass(frozen=True)
class Row:
    """One LGO: how many people the round may raise, its orders with when each was touched last, and what they wait for.

    `state` is that of the order that is least far, or NOT_BEGUN, or BY_LINES where without an order people have lines
    of the round (`said` of the `due`); `made` what the last job made of it."""

    organisation: OrganisationView
    due: int
    said: int
    orders: Sequence[tuple[OrderView, datetime]]
    state: str
    holds_up: tuple[Words, ...]
    made: Made | None

    @property
    def to_prepare(self) -> bool:
        return self.state in (NOT_BEGUN, BY_LINES) and self.due > self.said


def rows(this: Round, *, within: Reach, day: date) -> list[Row]:
    """Return a row for every LGO that stands on `day`, in their order."""
    places = organisations.lgos(within=within, day=day)
    ids = [place.id for place in places]
    due, holders, made = rounds.due(ids, this), _holders(ids, day), _made(ids, this)
    said = rounds.said_already(ids, this)
    found: dict[UUID, list[tuple[OrderView, datetime]]] = {}
    for one, at in orders.of_rounds(within, this.year, this.half, day):
        found.setdefault(one.organisation_id, []).append((one, at))
    return [
        _row(
            place,
            due[place.id],
            said.get(place.id, 0),
            found.get(place.id, ()),
            holders.get(place.id, frozenset()),
            made.get(place.id),
        )
        for place in places
    ]


def going_on(this: Round, actor: Actor) -> Job | None:
    """Return the actor's own job over this round that has not ended."""
    mine = jobs.jobs_of(actor).filter(kind=KIND, state__in=LIVE)
    return next((job for job in mine if job.arguments.get("round") == code_of(this)), None)


def code_of(this: Round) -> str:
    return f"{this.year}-{this.half}"


def _row(
    place: OrganisationView,
    due: int,
    said: int,
    found: Sequence[tuple[OrderView, datetime]],
    holders: frozenset[Role],
    made: Made | None,
) -> Row:
    stand = tuple(
        Stands(
            OrderState.APPLIED if one.state is OrderState.AMENDED else one.state,
            sent_back=bool(one.return_reason),
            prepared=one.prepared_by is not None,
            untouched=one.prepared_by is not None and one.version == 1,
        )
        for one, _ in found
    )
    told = holds_up(due, said, stand, made, officer=Role.OFFICER in holders, registrar=Role.REGISTRAR in holders)
    return Row(place, due, said, found, standing(due, said, stand), told, made)


def _holders(ids: Iterable[UUID], day: date) -> dict[UUID, frozenset[Role]]:
    """Return which of the two rights somebody holds today, by LGO."""
    return {
        place: frozenset(role for role, tenure in seats.pair_on(tenures, day).items() if tenure is not None)
        for place, tenures in appointments_bulk(ids).items()
    }


def _made(ids: Iterable[UUID], this: Round) -> dict[UUID, Made]:
    kept = RoundPreparation.objects.filter(organisation__in=ids, round_year=this.year, round_half=this.half)
    return {row.organisation_id: Made(Preparation(row.outcome), row.left_open, row.found, _why(row)) for row in kept}


def _why(row: RoundPreparation) -> Words | None:
    return Words(row.why_th, row.why_en).literal() if row.why_th else None
