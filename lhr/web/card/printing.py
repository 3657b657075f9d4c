"""Printing the ก.พ.๗ of one person, and of everybody who serves the LGO as one job."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from uuid import UUID
from zipfile import ZIP_STORED, ZipFile

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lhr.access.permissions import Permission
from lhr.audit import queries as audit
from lhr.documents import actions as documents
from lhr.documents import queries as papers
from lhr.documents.press import NotSet
from lhr.jobs import actions as jobs
from lhr.jobs import queries as queued
from lhr.jobs.states import JobState
from lhr.kernel import clock
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.service_record import batch_print, card_paper
from lhr.service_record import queries as service
from lhr.web.card.forms import BatchPrintForm, PrintForm
from lhr.web.card.opening import is_open
from lhr.web.card.person import purpose_of
from lhr.web.card.seen import seen_by
from lhr.web.movements.here import own_lgo
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

NOT_SET = Words(
    "ยังพิมพ์ไม่ได้ในขณะนี้ ยังไม่มีการบันทึกว่าพิมพ์ ลองกดพิมพ์อีกครั้ง หากยังไม่ได้ให้แจ้งผู้ดูแลระบบ",
    "The paper could not be set; nothing was noted as printed. Press print again, and tell the operator if it stays so",
)
_MISSING = Words(
    "ยังพิมพ์ ก.พ.๗ ของผู้นี้ไม่ได้ และไม่มีการบันทึกว่าพิมพ์ ทำต่อ: เปิดทะเบียนประวัติของผู้นี้แล้วกด “พิมพ์ ก.พ.๗” หากยังไม่ได้ให้แจ้งผู้ดูแลระบบ",
    "The record of this person could not be set, and was not noted as printed. Next: open the person's page and press "
    "Print; tell the operator if it stays so",
)
_QUEUED = Words("สั่งพิมพ์แล้ว ติดตามความคืบหน้าที่หน้านี้", "The print is queued; this page shows how far it is")


@needs(Permission.PERSON_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: OfficerRequest, person: UUID) -> HttpResponse:
    """One person's card as a PDF: what for, as of which day, with the struck lines or without."""
    seen = seen_by(request, person)
    asked = purpose_of(request, seen)
    if isinstance(asked, HttpResponse):
        return asked
    form = PrintForm(request.POST if request.method == "POST" else None, initial=_first(request))
    if request.method == "POST" and form.is_valid() and seen.whole:
        typed = form.cleaned_data
        wanted = wanted_by(request, person, typed["as_of"], typed["known"], only_current=typed["only_current"])
        try:
            made = documents.print_card(
                by=request.actor,
                permission=Permission.PERSON_READ,
                path=seen.path,
                person_id=person,
                card=card_paper.card_of(person, wanted),
                purpose=typed["purpose"] or asked,
                as_of=wanted.as_of,
                known_at=wanted.known_at or audit.last_change_at(clock.now()),
                sensitive=wanted.sensitive,
            )
        except NotSet:
            form.say(NOT_SET)
        else:
            return pdf(made)
    return page(request, "card/print.html", {"form": form, "person": seen.person, "whole": seen.whole})


def _first(request: OfficerRequest) -> dict[str, str]:
    return {name: str(request.GET.get(name, "")) for name in ("as_of", "known")}


def wanted_by(
    request: OfficerRequest, person: UUID, as_of: date | None, known: date | None, *, only_current: bool = False
) -> card_paper.Wanted:
    """Return which record is printed; what is sensitive only for who has proved who he is."""
    day = request.actor.day
    end = datetime.combine((known or day) + timedelta(days=1), time.min, clock.BANGKOK)
    return card_paper.Wanted(
        as_of=as_of or day,
        known_at=audit.last_change_at(end - timedelta(microseconds=1)) if known else None,
        known_on=known or day,
        only_current=only_current,
        sensitive=is_open(request.actor, person),
    )


def pdf(made: bytes) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="kp7.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@needs(Permission.MOVEMENT_KEY)
@require_http_methods(["GET", "HEAD", "POST"])
def everybody(request: OfficerRequest) -> HttpResponse:
    """The cards of everybody who serves the LGO, as one job in the background."""
    lgo, day = own_lgo(request), request.actor.day
    form = BatchPrintForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            arguments = {"organisation": str(lgo.pk), "current": int(form.cleaned_data["only_current"])}
            job = jobs.enqueue(by=request.actor, kind=batch_print.NAME, arguments=arguments, path=lgo.path)
            messages.success(request, _QUEUED.text(request.lang))
            return reverse("jobs:one", args=[job.pk])

        answer = saving(request, form, "card.print_all", act)
        if answer is not None:
            return answer
    total = service.headcount([lgo.pk], day)[lgo.pk]
    context = {"form": form, "place": organisations.view_of(lgo.pk, day), "total": total}
    return page(request, "card/print_all.html", context)


@needs(Permission.MOVEMENT_KEY)
@require_safe
def bundle(request: OfficerRequest, job: UUID) -> HttpResponse:
    """The papers of a finished job as one zip; only for who asked for it, while he may still read them."""
    found = queued.job_of(job, request.actor)
    ready = found.kind == batch_print.NAME and found.state == JobState.DONE
    if not ready or not request.reach.covers(found.organisation_path):
        raise Http404
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as kept:
        for paper in papers.papers_of(found.pk):
            named, content = f"{paper.item + 1:04d}-{paper.name}", bytes(paper.content)
            # A card that could not be set stands in its place as a word on what to do.
            kept.writestr(*((f"{named}.pdf", content) if content else (f"{named}.txt", _MISSING.text(request.lang))))
    headers = {"Content-Disposition": 'attachment; filename="kp7.zip"', "Cache-Control": "no-store"}
    return HttpResponse(made.getvalue(), content_type="application/zip", headers=headers)
