"""A scan that is attached to what stands already: a line, a section's line, a signed order."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from lhr.documents import pending
from lhr.documents.checked import Checked
from lhr.kernel.words import Words
from lhr.web.shared import scans
from lhr.web.shared.forms import LhrForm
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_ATTACHED = Words("แนบไฟล์แล้ว", "The file is attached")


def attached(
    request: OfficerRequest, *, action: str, back: str, perform: Callable[[Checked], object], photograph: bool = False
) -> HttpResponse:
    """Take the file of this press, let `perform` attach it, and go back to the page, which says what was done or what
    stands against it."""
    form, account = LhrForm(request.POST), request.actor.account_id
    key, against = scans.taken(request, "scan_file", None, photograph=photograph)
    scan = pending.opened(key, account=account)

    def act() -> str:
        if scan is not None:
            perform(scan)
            messages.success(request, _ATTACHED.text(request.lang))
        pending.drop(key, account=account)
        return back

    answer = saving(request, form, action, act) if form.is_valid() and not against else None
    if answer is not None:
        return answer
    told = [error.message for errors in form.errors.as_data().values() for error in errors]
    messages.warning(request, " ".join([scans.sentence(request, against), *map(str, told)]).strip())
    return HttpResponseRedirect(back)
