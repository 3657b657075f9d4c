"""The steps of a new account: a password, this PC, the card, the approval of the office above (card-login.md 5)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lhr import config
from lhr.access.permissions import Permission
from lhr.identity import actions as identity
from lhr.identity import queries
from lhr.kernel.rules import RuleBroken
from lhr.kernel.words import Words
from lhr.web.accounts import asking
from lhr.web.accounts.forms import ReadForm
from lhr.web.shared import confirming, errors
from lhr.web.shared.cards import agent_origins, reaches_agent
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import LhrForm
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving
from lhr_card.statement import ENROL_CARD

_READ = Words(
    "อ่านบัตรแล้ว นำบัตรไปแสดงที่สำนักงานที่กำกับดูแลเพื่อยืนยัน",
    "The card was read; now show it at the office above to have it confirmed",
)


@needs(Permission.CARD_ENROL)
@reaches_agent
@require_safe
def steps(request: OfficerRequest) -> HttpResponse:
    """How far the enrolment has come, and the next step."""
    return _steps_page(request)


def _steps_page(
    request: OfficerRequest, *, form: LhrForm | None = None, issued: object = None
) -> HttpResponse:
    account = request.standing.account
    key_why, card_why = queries.turned_down(account.pk)
    context = {
        "steps": queries.enrolment(account.pk),
        "key_why": key_why,
        "card_why": card_why,
        "form": form or ReadForm(),
        "issued": issued,
        "thaid": config.thaid(),
        "origin": config.origin(),
        "agents": " ".join(agent_origins()),
        "demo_agent": f"http://127.0.0.1:{config.demo_agent_port()}/sim" if config.demo() else "",
    }
    return page(request, "accounts/enrol.html", context, at=reverse("accounts:enrol"))


@needs(Permission.CARD_ENROL)
@reaches_agent
@require_POST
def code(request: OfficerRequest) -> HttpResponse:
    """Issue a one-time code for this PC; it is shown once, ten minutes long."""
    form = LhrForm(request.POST)
    made: list[identity.PairingIssued] = []

    def act() -> str:
        made.append(identity.pairing_code(by=request.actor, account=request.standing.account))
        return reverse("accounts:enrol")

    def show() -> HttpResponse:
        return _steps_page(request, issued=made[0])

    answer = saving(request, form, "accounts.pairing_code", act, show=show) if form.is_valid() else None
    return answer or _steps_page(request, form=form)


@needs(Permission.CARD_ENROL)
@require_POST
def ask(request: OfficerRequest) -> HttpResponse:
    return asking.asked(request, ENROL_CARD)


@needs(Permission.CARD_ENROL)
@reaches_agent
@require_POST
def first_read(request: OfficerRequest) -> HttpResponse:
    """Take the first statement of the card; it counts once somebody at the office above has seen the card."""
    posted = request.POST
    return read_card(request, str(posted.get(confirming.STATEMENT, "")), str(posted.get(confirming.SIG, "")))


def read_card(request: OfficerRequest, statement: str, sig: str) -> HttpResponse:
    """Keep the card of an enrol-card statement, or say why not."""
    try:
        identity.enrol_card(by=request.actor, sign_in=request.sign_in, statement=statement, sig=sig)
    except identity.SignInRefused as refused:
        form = ReadForm({})
        form.say(confirming.told(refused, request))
        return _steps_page(request, form=form)
    except RuleBroken as broken:
        return errors.broken(request, broken)
    messages.success(request, _READ.text(request.lang))
    return HttpResponseRedirect(reverse("accounts:enrol"))
