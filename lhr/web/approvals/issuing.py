"""Accounts issued down the chain: the centre for provinces, a province for its districts and LGOs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.identity import actions as identity
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.people import actions as registering
from lhr.people import queries as people
from lhr.registry_rights import actions as rights
from lhr.registry_rights import queries as holding
from lhr.standards import queries as standards
from lhr.web.approvals import letters
from lhr.web.approvals.forms import AllForm, OfficerForm
from lhr.web.shared import refused
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_LEVELS = {
    organisations.Level.CENTRE: (Permission.ACCOUNT_ISSUE_CENTRE, Role.CENTRE),
    organisations.Level.PROVINCE: (Permission.ACCOUNT_ISSUE_PROVINCE, Role.PROVINCE),
    organisations.Level.DISTRICT: (Permission.ACCOUNT_ISSUE_DISTRICT, Role.DISTRICT),
}
# Full names begin alike for thirty letters, and a telephone shows no more of a choice.
_SHORT = {
    organisations.Level.PROVINCE: "สถจ. {0.province_name}",
    organisations.Level.DISTRICT: "สถอ. {0.district_name} จ. {0.province_name}",
}
_OTHER_PERSON = Words(
    "เลขนี้มีทะเบียนประวัติแล้ว แต่วันเกิดไม่ตรงกับที่พิมพ์ ตรวจกับบัตรประจำตัวประชาชนอีกครั้ง",
    "This number has a record already, with another date of birth; check the ID card again",
)


@needs(Permission.ACCOUNT_ISSUE_BOOTSTRAP)
@require_POST
def bootstraps(request: OfficerRequest) -> HttpResponse:
    """Issue the first accounts of every LGO of the office that has none, and print their letters."""
    form = AllForm(request.POST)
    made: list[identity.IssuedAccount] = []

    def act() -> str:
        for path in sorted(request.reach.paths):
            made.extend(identity.issue_bootstraps(by=request.actor, office=organisations.by_path(path)))
        return reverse("approvals:accounts")

    return _issued(request, form, "identity.issue_bootstraps", act, made)


@needs(Permission.ACCOUNT_ISSUE_BOOTSTRAP)
@require_POST
def bootstrap(request: OfficerRequest, organisation: UUID) -> HttpResponse:
    """Issue the first account of one LGO."""
    place = organisations.get(organisation, within=request.reach)
    form = AllForm(request.POST)
    made: list[identity.IssuedAccount] = []

    def act() -> str:
        made.append(identity.issue_bootstrap(by=request.actor, organisation=place))
        return reverse("approvals:accounts")

    return _issued(request, form, "identity.issue_bootstrap", act, made)


def _issued(
    request: OfficerRequest, form: AllForm, name: str, act: Any, made: list[identity.IssuedAccount]
) -> HttpResponse:
    if form.is_valid():
        answer = saving(request, form, name, act, show=lambda: letters.shown(request, made))
        if answer is not None:
            return answer
    return refused.send_to_form(request, {"form": form}, reverse("approvals:accounts"))


@needs(Permission.ACCOUNT_ISSUE_DISTRICT, Permission.ACCOUNT_ISSUE_PROVINCE, Permission.ACCOUNT_ISSUE_CENTRE)
@require_http_methods(["GET", "HEAD", "POST"])
def office(request: OfficerRequest) -> HttpResponse:
    """Name an officer of an office and issue the account: person, duty and account in one act."""
    choices = _offices(request)
    offices = [(str(view.id), _SHORT.get(view.level, "{0.label}").format(view)) for view, _, _ in choices]
    titles = [prefix.full for prefix in standards.prefixes()]
    form = OfficerForm(request.POST or None, offices=offices, titles=titles)
    made: list[identity.IssuedAccount] = []
    if request.method == "POST" and form.is_valid() and _is_that_person(form):

        def act() -> str:
            made.append(_name_officer(request, form.cleaned_data, choices))
            return reverse("approvals:account", args=[made[0].account.pk])

        answer = saving(
            request, form, "identity.issue_office", act, show=lambda: letters.shown(request, made)
        )
        if answer is not None:
            return answer
    return page(request, "approvals/office.html", {"form": form})


def _offices(request: OfficerRequest) -> list[tuple[Any, Permission, Role]]:
    """The offices for which this officer may name people, with the permission and the duty that go with each."""
    found = []
    for level, (permission, role) in _LEVELS.items():
        within: Reach = policy.reach(request.actor, permission)
        if not within.nowhere:
            views = organisations.offices(within=within, day=request.actor.day, level=level)
            found += [(view, permission, role) for view in views]
    return found


def _is_that_person(form: OfficerForm) -> bool:
    """A number that is known already must be of the person on the card in the officer's hand."""
    known = people.find(form.cleaned_data["national_id"])
    if known is None or known.birth_date == form.cleaned_data["birth_date"]:
        return True
    form.say(_OTHER_PERSON, "birth_date")
    return False


def _name_officer(
    request: OfficerRequest, typed: dict[str, Any], choices: list[tuple[Any, Permission, Role]]
) -> identity.IssuedAccount:
    view, permission, role = next(c for c in choices if str(c[0].id) == typed["office"])
    place = organisations.by_path(view.path)
    particulars = {name: typed[name] for name in ("national_id", "first", "last", "birth_date", "gender")}
    person = people.find(typed["national_id"]) or registering.register(
        by=request.actor,
        starts=request.actor.day,
        path=view.path,
        permission=permission,
        prefix=typed["title"],
        **particulars,
    )
    held = holding.oversights_of(person.pk, request.actor.day)
    if not any(duty.office.pk == place.pk for duty in held):
        rights.appoint_oversight(
            by=request.actor, office=place, person=person, role=role, starts=request.actor.day
        )
    return identity.issue_office(by=request.actor, organisation=place, person=person)
