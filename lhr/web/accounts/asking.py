"""Challenges for the pages that read the card outside a saving form."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse

from lhr.identity import actions as identity
from lhr.web.shared import confirming, transports
from lhr.web.shared.requests import OfficerRequest


def asked(request: OfficerRequest, purpose: str) -> HttpResponse:
    if request.sign_in is None:
        return JsonResponse({"error": "LOGIN_USED"}, status=403)
    try:
        return JsonResponse(
            transports.question(request, purpose=purpose, how=str(request.POST.get("how", "")))
        )
    except identity.SignInRefused as refused:
        said = confirming.told(refused, request).text(request.lang)
        return JsonResponse({"error": refused.number or "WRONG_STAGE", "says": said}, status=refused.http)
