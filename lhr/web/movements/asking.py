"""Why an office above opens a record, or a list: asked once, for twenty minutes (AU-01)."""

from __future__ import annotations

from django.http import HttpResponse

from lhr.audit.rules import check_purpose
from lhr.kernel.rules import stop_if
from lhr.people.queries import PersonView
from lhr.web.movements import reading
from lhr.web.movements.forms import PurposeForm
from lhr.web.movements.here import at_an_lgo
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving


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
