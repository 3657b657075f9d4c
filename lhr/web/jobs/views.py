"""The list of one's own jobs, and one of them while it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lhr.access.permissions import Permission
from lhr.jobs import actions, failures, kinds, queries
from lhr.jobs.states import LIVE, JobState
from lhr.kernel.words import Words
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest

SHOWN = 50
STATE_SAYS: dict[str, tuple[str, Words]] = {
    JobState.QUEUED: ("calm", Words("รอคิว", "waiting")),
    JobState.RUNNING: ("warn", Words("กำลังทำ", "going on")),
    JobState.DONE: ("ok", Words("เสร็จแล้ว", "done")),
    JobState.FAILED: ("bad", Words("ไม่สำเร็จ", "failed")),
    JobState.CANCELLED: ("calm", Words("ยกเลิกแล้ว", "called off")),
}
_CANCELLED = Words("ยกเลิกงานแล้ว รายการที่ทำเสร็จแล้วยังอยู่", "The job was called off; what was done stays")
_TOO_LATE = Words("งานนี้จบก่อนที่ท่านจะกดยกเลิก", "The job had ended before you called it off")


@dataclass(frozen=True, slots=True)
class Shown:
    """One job as the pages say it."""

    job: Any
    number: str
    says: Words
    tone: str
    state_says: Words
    live: bool
    result: str  # the address of its result, "" while there is none


def _shown(job: Any) -> Shown:
    tone, said = STATE_SAYS[job.state]
    opens = kinds.opens(job) if job.state == JobState.DONE else ""
    return Shown(
        job=job, number=failures.number_of(job), says=kinds.says(job.kind), tone=tone, state_says=said,
        live=job.state in LIVE, result=reverse(opens, args=[job.pk]) if opens else "",
    )  # fmt: skip


@needs(Permission.ACCOUNT_OWN)
@require_safe
def listed(request: OfficerRequest) -> HttpResponse:
    """One's own jobs, the latest first."""
    return page(request, "jobs/list.html", {"jobs": [_shown(job) for job in queries.jobs_of(request.actor)[:SHOWN]]})


@needs(Permission.ACCOUNT_OWN)
@require_safe
def one(request: OfficerRequest, job: UUID) -> HttpResponse:
    """One job. While it goes on the page asks for its progress by itself, and loads anew once it has ended."""
    found = _shown(queries.job_of(job, request.actor))
    if request.htmx and not found.live:
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    ahead = queries.ahead_of(found.job) if found.job.state == JobState.QUEUED else 0
    context = {"one": found, "job": found.job, "ahead": ahead, "outcomes": kinds.outcomes(found.job)}
    return page(request, "jobs/one.html", context)


@needs(Permission.ACCOUNT_OWN)
@require_POST
def cancel(request: OfficerRequest, job: UUID) -> HttpResponse:
    """Call it off. Pressed twice, or too late, it only says so."""
    ended = actions.cancel(by=request.actor, job=queries.job_of(job, request.actor))
    messages.success(request, (_CANCELLED if ended else _TOO_LATE).text(request.lang))
    return HttpResponseRedirect(reverse("jobs:one", args=[job]))
