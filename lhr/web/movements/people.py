"""บุคลากรที่ปฏิบัติงาน: who serves the LGO. Every look leaves a reading."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Organisation
from lhr.service_record import queries as service
from lhr.web.movements import reading
from lhr.web.movements.asking import ask_purpose
from lhr.web.movements.forms import as_uuid
from lhr.web.movements.here import at_an_lgo, own_lgo
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest

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
