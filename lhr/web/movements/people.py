"""บุคลากรที่ปฏิบัติงาน: who serves the LGO, and the page of one person. Every look leaves a reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.audit import queries as audit
from lhr.audit.rules import check_purpose
from lhr.kernel.rules import stop_if
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Organisation
from lhr.people import queries as persons
from lhr.people.queries import PersonView
from lhr.service_record import queries as service
from lhr.service_record.line_view import LineView
from lhr.service_record.rules import ServicePicture, exit_date, last_day_of_service
from lhr.standards import queries as standards
from lhr.web.movements import reading
from lhr.web.movements.effects import labels_for
from lhr.web.movements.forms import PurposeForm, as_uuid
from lhr.web.movements.here import at_an_lgo, own_lgo
from lhr.web.shared import readings
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

READERS_SHOWN = 30
ROWS_A_PAGE = 50


@needs(Permission.PERSON_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def staff(request: OfficerRequest) -> HttpResponse:
    """Who serves the LGO today; an office above names the LGO (?at=) and says why."""
    lgo = _which(request)
    asked = ask_purpose(request, reading.STAFF, lgo.path)
    if isinstance(asked, HttpResponse):
        return asked
    day, wanted = request.actor.day, str(request.GET.get("q", "")).strip()
    after = as_uuid(request.GET.get("after"))
    if wanted:
        met = [one for one in service.people_of(lgo.pk, day) if _matches(one, wanted)]
        shown, more = _from(met, after)
    else:
        shown, more = service.next_people(lgo.pk, day, after=after, limit=ROWS_A_PAGE)
    reading.note(request.actor, reading.STAFF, [one.person.id for one in shown], lgo.path, asked)
    at = "" if at_an_lgo(request) else str(lgo.pk)
    context = {
        "place": organisations.view_of(lgo.pk, day),
        "staff": shown,
        "total": service.headcount([lgo.pk], day)[lgo.pk],
        "matching": len(met) if wanted else None,
        "q": wanted,
        "at": at,
        "after": after,
        "first": _address(at=at, q=wanted),
        "next": _address(at=at, q=wanted, after=str(shown[-1].person.id)) if more else "",
    }
    return page(request, "movements/people.html", context)


def _from(met: list[service.Staff], after: UUID | None) -> tuple[list[service.Staff], bool]:
    """The page of a searched list that follows the person seen last."""
    ids = [one.person.id for one in met]
    start = ids.index(after) + 1 if after in ids else 0
    return met[start : start + ROWS_A_PAGE], len(met) > start + ROWS_A_PAGE


def _address(**asked: str) -> str:
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def _matches(one: service.Staff, wanted: str) -> bool:
    said = f"{one.person.name} {one.posting.name} {one.posting.number}"
    return all(word in said for word in wanted.split())


def _which(request: OfficerRequest) -> Organisation:
    at = as_uuid(request.GET.get("at"))
    if at_an_lgo(request) or at is None:
        return own_lgo(request)
    return organisations.get(at, within=request.reach)


@dataclass(frozen=True)
class Seen:
    """A person as far as this officer may see: the whole record, or the years at the own LGO only."""

    person: PersonView
    picture: ServicePicture
    lines: Sequence[LineView]
    path: str
    whole: bool


@needs(Permission.PERSON_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: OfficerRequest, person: UUID) -> HttpResponse:
    """Facts, employment, lines, and who read them."""
    seen = _seen(request, person)
    own = person == request.actor.person_id
    asked = reading.OWN_WORK if own else ask_purpose(request, reading.PERSON, seen.path, seen.person)
    if isinstance(asked, HttpResponse):
        return asked
    reading.note(request.actor, reading.PERSON, [person], seen.path, asked)
    here = at_an_lgo(request)
    context = {
        **_facts(request, seen),
        "purpose": "" if own or here else asked,
        "own": own,
        "may_key": here and seen.whole and not own,
        "readers": _readers(person) if own or (here and seen.whole) else None,
    }
    return page(request, "movements/person.html", context)


def _seen(request: OfficerRequest, person: UUID) -> Seen:
    """Raises ObjectDoesNotExist for who never was within the reach: nobody there and nobody at all look alike."""
    day, within = request.actor.day, request.reach
    view = persons.view_of(person, day)
    picture, lines = service.service_of(person), service.lines_of(person, day=day)
    keeper = service.custody(person, day)
    path = organisations.view_of(keeper, day).path if keeper else ""
    if person == request.actor.person_id or (path and within.covers(path)):
        return Seen(view, picture, lines, path or own_lgo(request).path, whole=True)
    mine = [line for line in lines if within.covers(line.organisation_path)]
    if not mine:
        raise ObjectDoesNotExist
    return Seen(
        view, _only(picture, {n.organisation_id for n in mine}), mine, mine[-1].organisation_path, whole=False
    )


def _only(picture: ServicePicture, places: set[UUID]) -> ServicePicture:
    return ServicePicture(
        tuple(e for e in picture.employments if e.organisation_id in places),
        tuple(i for i in picture.incumbencies if i.organisation_id in places),
        tuple(o for o in picture.overlays if o.organisation_id in places),
    )


def _facts(request: OfficerRequest, seen: Seen) -> dict[str, object]:
    day = request.actor.day
    labels = labels_for([seen.picture], day)
    serving = seen.picture.employment_on(day)
    posting = service.posting_in(seen.picture, seen.person.id, day)
    movements, kinds = standards.movement_types(), standards.personnel_kinds()
    return {
        "person": seen.person,
        "whole": seen.whole,
        "lines": list(reversed(seen.lines)),
        "serving": labels.place(serving.organisation_id) if serving else "",
        "posting": posting,
        "exit": exit_date(seen.person.birth_date),
        "last_day": last_day_of_service(seen.person.birth_date),
        "employments": [
            (
                labels.places[e.organisation_id].label,
                kinds[e.kind_code].name if e.kind_code in kinds else "",
                e.starts,
                e.period.last_day,
                _moved(movements, e.start_movement),
                _moved(movements, e.end_movement),
            )
            for e in reversed(seen.picture.employments)
        ],
    }


def _moved(movements: dict[str, standards.MovementView], code: str) -> Words:
    known = movements.get(code)
    return Words(known.name, known.name_en) if known else Words("", "")


def _readers(person: UUID) -> list[tuple[object, Words]]:
    rows = (row.reading for row in audit.readings_of(person)[:READERS_SHOWN])
    return [(row, readings.what(row.view)) for row in rows]


def ask_purpose(
    request: OfficerRequest, view: str, path: str, subject: PersonView | None = None
) -> str | HttpResponse:
    """Return the purpose of this reading, or the page that asks for it (AU-01)."""
    if at_an_lgo(request):
        return reading.OWN_WORK
    person = subject.id if subject else None
    given = reading.purpose_given(request.actor, view, path, person)
    if given:
        return given
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():

        def say() -> str:
            chosen = form.cleaned_data["purpose"]
            stop_if(check_purpose(chosen, {said.th for said in reading.PURPOSES.values()}))
            reading.say_purpose(request.actor, view, path, person, chosen)
            return request.get_full_path()

        answer = saving(request, form, "movements.purpose", say)
        if answer is not None:
            return answer
    return page(request, "movements/purpose.html", {"form": form, "person": subject})
