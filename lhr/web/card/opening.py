"""Who looks at a sensitive section proves afresh who he is (AU-01.2); for twenty minutes, or as the setting says."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr import config
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit import queries as audit
from lhr.audit.book import reading
from lhr.kernel import clock
from lhr.web.card.forms import OpenForm
from lhr.web.card.seen import seen_by
from lhr.web.shared.cards import reaches_agent
from lhr.web.shared.confirming import Transaction
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.readings import SENSITIVE
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_WHY = "ยืนยันตัวตนก่อนดูข้อมูลอ่อนไหว"
QUEUE = "queue"  # where who verifies comes from, and goes back to


def is_open(by: Actor, person: UUID) -> bool:
    """True for the own record, and for who proved who he is within the last minutes."""
    if person == by.person_id:
        return True
    if by.account_id is None:
        return False
    since = clock.now() - timedelta(minutes=config.purpose_minutes())
    return bool(audit.purpose_given(by.account_id, SENSITIVE, since, person=person))


@needs(Permission.PERSON_READ)
@reaches_agent
@require_http_methods(["GET", "HEAD", "POST"])
def sensitive(request: OfficerRequest, person: UUID) -> HttpResponse:
    """Confirm by card (or passkey) that one is oneself, then see what is sensitive of this person."""
    seen = seen_by(request, person)
    form = OpenForm(request.POST if request.method == "POST" else None)
    from_queue = request.GET.get("to") == QUEUE
    back = reverse("verifying:queue") if from_queue else f"{reverse('card:person', args=[person])}?tab=discipline"
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            reading(
                request.actor, SENSITIVE, purpose=_WHY, persons=[person], path=seen.path, outcome=audit.PURPOSE_STATED
            )
            return back

        def confirm() -> Transaction:
            content: dict[str, object] = {
                "act": str(Permission.PERSON_READ), "person": str(person), "says": "ดูข้อมูลอ่อนไหวในทะเบียนประวัติ",
            }  # fmt: skip
            return Transaction(Permission.PERSON_READ, content)

        answer = saving(request, form, "card.sensitive", act, confirm=confirm)
        if answer is not None:
            return answer
    if person != request.actor.person_id:
        reading(request.actor, SENSITIVE, purpose=_WHY, persons=[person], path=seen.path)
    told = {
        "person": seen.person,
        "back": back,
        "from_queue": from_queue,
        "minutes": config.purpose_minutes(),
    }
    return page(request, "card/sensitive.html", {**told, "form": form})
