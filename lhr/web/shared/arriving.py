"""Files in parts (static/upload.js): how far one has come, and its next part. The form takes it once it is whole."""

from __future__ import annotations

from django.http import HttpResponseBadRequest, HttpResponseNotFound, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from lhr.access.permissions import Permission
from lhr.documents import arriving
from lhr.documents.arriving import Far
from lhr.kernel.rules import RuleBroken
from lhr.web.shared.decorators import needs
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.scans import as_key, sentence

_WRITERS = (Permission.MOVEMENT_KEY, Permission.TRANSFER_ASK, Permission.RIGHTS_APPOINT)


@needs(*_WRITERS)
@require_POST
def begin(request: OfficerRequest) -> HttpResponseBase:
    """Say how far the file has come, which is not at all for a new one."""
    account, size = request.actor.account_id, _whole(request.POST.get("size"))
    if account is None or size is None:
        return HttpResponseBadRequest()
    name, sha256 = str(request.POST.get("name", "")), str(request.POST.get("sha256", ""))
    try:
        return _told(arriving.begin(account=account, name=name, size=size, sha256=sha256))
    except ValueError:
        return HttpResponseBadRequest()
    except RuleBroken as broken:
        return _refused(request, broken)


@needs(*_WRITERS)
@require_POST
def go_on(request: OfficerRequest) -> HttpResponseBase:
    """Take the next part; where it begins elsewhere than the file goes on, the answer says where that is."""
    account, at = request.actor.account_id, _whole(request.GET.get("at"))
    if account is None or at is None:
        return HttpResponseBadRequest()
    try:
        far = arriving.go_on(as_key(request.GET.get("key")), account=account, at=at, part=request.body)
    except RuleBroken as broken:
        return _refused(request, broken)
    return _told(far) if far else HttpResponseNotFound()


def _told(far: Far) -> JsonResponse:
    return JsonResponse({"key": str(far.key), "received": far.received, "part": arriving.PART})


def _refused(request: OfficerRequest, broken: RuleBroken) -> JsonResponse:
    return JsonResponse({"says": sentence(request, broken.findings)}, status=422)


def _whole(text: object) -> int | None:
    return int(str(text)) if text and str(text).isascii() and str(text).isdecimal() and len(str(text)) < 12 else None
