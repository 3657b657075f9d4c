"""Why somebody opens a record that another LGO keeps, or its list: asked once, for twenty minutes (AU-01)."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from lhr.audit.rules import check_purpose
from lhr.kernel.rules import stop_if
from lhr.people.queries import PersonView
from lhr.service_record.card_view import CardLineView
from lhr.service_record.line_view import LineView
from lhr.web.movements import reading
from lhr.web.movements.forms import PurposeForm
from lhr.web.movements.here import at_an_lgo, pair_of
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving


def ask_purpose(
    request: OfficerRequest, view: str, path: str, subject: PersonView | None = None, *, kept_here: bool = True
) -> str | HttpResponse:
    """Return the purpose of this reading, or the page that asks for it. The LGO that keeps the record has its own work
    to do; an office above and the LGO of before (not `kept_here`) say why."""
    here = at_an_lgo(request)
    if here and kept_here:
        return reading.OWN_WORK
    person = subject.id if subject else None
    given = reading.purpose_given(request.actor, view, path, person)
    if given:
        return given
    offered = reading.AT_A_FORMER_LGO if here else reading.ABOVE
    form = PurposeForm(request.POST if request.method == "POST" else None, offered=offered)
    if request.method == "POST" and form.is_valid():

        def say() -> str:
            chosen = form.cleaned_data["purpose"]
            stop_if(check_purpose(chosen, {reading.PURPOSES[one].th for one in offered}))
            reading.say_purpose(request.actor, view, path, person, chosen)
            return request.get_full_path()

        answer = saving(request, form, "movements.purpose", say)
        if answer is not None:
            return answer
    return page(request, "movements/purpose.html", {"form": form, "person": subject})


def purpose_of_line(request: OfficerRequest, line: LineView | CardLineView) -> str | HttpResponse:
    """Return why one line is opened. An LGO works on the lines of its own, the province on those of registrars and
    records officers; for another's line the record is opened first, which asks why, once for the person."""
    if at_an_lgo(request) or line.person.id == request.actor.person_id:
        return reading.OWN_WORK
    if line.person.id in pair_of(line.organisation_id, request):
        return reading.PURPOSES["pair"].th
    given = reading.purpose_given(request.actor, reading.PERSON, line.path, line.person.id)
    return given or HttpResponseRedirect(reverse("card:person", args=[line.person.id]))


def note_line(request: OfficerRequest, view: str, line: LineView | CardLineView) -> HttpResponse | None:
    """Note that the line was seen; or return the way to where it is said why."""
    asked = purpose_of_line(request, line)
    if isinstance(asked, HttpResponse):
        return asked
    reading.note(request.actor, view, [line.person.id], line.path, asked)
    return None
