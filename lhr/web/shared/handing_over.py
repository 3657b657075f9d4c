"""Before a file leaves: whoever asked for it must still have the right with which it was made (assurance.md 3.2).

Making a workbook or a PDF takes a while, and the right may end meanwhile; a page is shown at once, and its next
request is judged anew anyway.
"""

from __future__ import annotations

from django.http.response import HttpResponseBase

from lhr.web.shared import errors, locking, who
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.standing import Standing


def checked(request: OfficerRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """Return the answer, or the refusal that takes its place when a file was made under a right that is over now."""
    if not answer.has_header("Content-Disposition") or not _runs(request.standing):
        return answer
    now = who.stands(request)
    if _runs(now) and now.actor.duties == request.actor.duties:
        return answer
    request.standing, request.actor = now, now.actor
    if now.locked is not None:
        return locking.locked(request, now.locked)
    return errors.rights_ended(request, now.ended or who.NO_DUTY)


def _runs(standing: Standing) -> bool:
    return standing.signed_in and standing.ended is None and standing.locked is None
