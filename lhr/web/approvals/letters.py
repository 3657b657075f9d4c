"""Letters with one-time passwords: shown once, printed, never kept."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from lhr import config
from lhr.identity import actions as identity
from lhr.identity import second_factor
from lhr.web.approvals import rows
from lhr.web.shared import office
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest


def shown(request: OfficerRequest, issued: Sequence[identity.IssuedAccount]) -> HttpResponse:
    """One letter an account; this answer is the only place where the passwords ever stand."""
    named = {row.account.pk: row for row in rows.many([one.account for one in issued], request.actor)}
    sheets = [
        {
            "row": named[one.account.pk],
            "account": one.account,
            "one_time": one.one_time,
            "passkey": second_factor.required_of(one.account),
        }
        for one in issued
    ]
    sheets.sort(key=lambda sheet: str(sheet["row"].place))  # type: ignore[attr-defined]
    context = {
        "sheets": sheets,
        "origin": config.origin(),
        "hours": config.enrol_code_hours(),
        "sender": office.own(request.standing.account.organisation_id, request.actor.day),
        "day": request.actor.day,
    }
    return page(request, "approvals/letters.html", context)


def pass_shown(request: OfficerRequest, issued: identity.IssuedPass) -> HttpResponse:
    row = rows.one(issued.given.account, request.actor)
    return page(request, "approvals/pass.html", {"row": row, "given": issued.given, "code": issued.code})
