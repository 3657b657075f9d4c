"""ตำแหน่งของหน่วยงาน: the posts of an LGO on a day, with who holds each, as a page and as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Organisation
from lhr.people import queries as people
from lhr.posts import register
from lhr.posts.rules import FUNDING_SAYS
from lhr.service_record import establishment as of_posts
from lhr.service_record import excel
from lhr.service_record.establishment import OCCUPANCY_SAYS, Occupancy, Seat
from lhr.web.movements import reading
from lhr.web.movements.here import at_an_lgo, own_lgo
from lhr.web.posts.asked import UNSTATED, Asked, day_of
from lhr.web.posts.forms import OnForm
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.readings import POSTS
from lhr.web.shared.requests import OfficerRequest

ROWS_A_PAGE = 50
UNSTATED_SAYS = Words("ยังไม่ระบุ", "not stated")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Figure:
    """How many posts stand so, and the link that opens them."""

    state: Occupancy
    says: Words
    count: int
    link: str
    chosen: bool


@dataclass(frozen=True)
class Row:
    """One post of the page; names only for the LGO itself."""

    seat: Seat
    says: list[tuple[Words, str]]
    holder: str = ""
    acting: tuple[tuple[UUID, str], ...] = ()


@needs(Permission.POST_VIEW)
@require_safe
def own(request: OfficerRequest) -> HttpResponse:
    """The module's entry: one's own LGO; an office above chooses one first."""
    if at_an_lgo(request):
        return HttpResponseRedirect(reverse("posts:list", args=[own_lgo(request).pk]))
    return HttpResponseRedirect(reverse("organisations:list"))


@needs(Permission.POST_VIEW)
@require_safe
def establishment(request: OfficerRequest, organisation: UUID) -> HttpResponse:
    """The posts of the LGO on a day. An office above reads how they stand, not who holds them."""
    lgo, asked = organisations.get(organisation, within=request.reach), Asked.of(request)
    form = OnForm(request.GET if asked.on else None)
    day = day_of(form, request.actor.day)
    seats = of_posts.seats(lgo.pk, day)
    kept = asked.kept(seats)
    shown, more = asked.page_of(kept, ROWS_A_PAGE)
    names = _names(request, lgo, shown)
    counts = of_posts.counted(seats)
    context = {
        "place": organisations.view_of(lgo.pk, request.actor.day),
        "form": form,
        "on": day,
        "today": request.actor.day,
        "asked": asked,
        "rows": [_row(seat, names) for seat in shown],
        "named": names is not None,
        "figures": [_figure(state, counts[state], asked) for state in Occupancy],
        "in_all": sum(seat.post.stands for seat in seats),
        "all": asked.link(state=None),
        "matching": len(kept),
        "departments": register.departments(seat.post for seat in seats),
        "fundings": [*((one.value, said) for one, said in FUNDING_SAYS.items()), (UNSTATED, UNSTATED_SAYS)],
        "states": list(OCCUPANCY_SAYS.items()),
        "first": asked.link(),
        "next": asked.link(after=shown[-1].post.id) if more else "",
    }
    return page(request, "posts/list.html", context)


@needs(Permission.POST_VIEW)
@require_safe
def export(request: OfficerRequest, organisation: UUID) -> HttpResponse:
    """The rows asked for, all of them, as a workbook."""
    lgo, asked = organisations.get(organisation, within=request.reach), Asked.of(request)
    day = day_of(OnForm(request.GET if asked.on else None), request.actor.day)
    kept = asked.kept(of_posts.seats(lgo.pk, day))
    label = organisations.view_of(lgo.pk, day).label
    made = excel.establishment(kept, _names(request, lgo, kept), label, day)
    answer = HttpResponse(made, content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="lhr-posts-{day.isoformat()}.xlsx"'
    return answer


def named_here(request: OfficerRequest, path: str) -> bool:
    """True where this officer may read the LGO's people for its own work; anybody else opens them one by one, where a
    purpose is asked for."""
    return at_an_lgo(request) and policy.can(request.actor, Permission.PERSON_READ, path)


def _names(request: OfficerRequest, lgo: Organisation, seats: Iterable[Seat]) -> dict[UUID, str] | None:
    """The names of who holds and acts in these posts, each noted as a reading; None for an office above."""
    if not named_here(request, lgo.path):
        return None
    return names_of(request, lgo.path, POSTS, {who for seat in seats for who in seat.people}, request.actor.day)


def names_of(request: OfficerRequest, path: str, view: str, who: set[UUID], day: date) -> dict[UUID, str]:
    """Note that these people are read here, and return their names."""
    reading.note(request.actor, view, who, path)
    return {person: found.name for person, found in people.views(who, day).items()}


def _row(seat: Seat, names: dict[UUID, str] | None) -> Row:
    told = [(OCCUPANCY_SAYS[one], TONES[one]) for one in Occupancy if one in seat.is_so]
    if names is None:
        return Row(seat, told)
    acting = tuple((who, names[who]) for who in seat.acting)
    return Row(seat, told, names[seat.holder] if seat.holder else "", acting)


TONES: dict[Occupancy, str] = {
    Occupancy.VACANT: "warn",
    Occupancy.HELD: "ok",
    Occupancy.ACTING: "calm",
    Occupancy.FROZEN: "bad",
    Occupancy.ABOLISHED: "calm",
}


def _figure(state: Occupancy, count: int, asked: Asked) -> Figure:
    return Figure(state, OCCUPANCY_SAYS[state], count, asked.link(state=state), asked.state is state)
