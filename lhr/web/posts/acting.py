"""Entering one act on one post."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.posts import register
from lhr.service_record.establishment import Seat
from lhr.web.posts.acts import ACTS
from lhr.web.posts.showing import ledger_of
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_SAVED = Words("บันทึกแล้ว: {act} เลขที่ {number}", "Saved: {act}, {number}")


@needs(Permission.POST_KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: OfficerRequest, post: UUID, what: str) -> HttpResponse:
    """GET shows the form; POST does it and goes to the register of the post."""
    found, lgo = ledger_of(request, post)
    seat, day, chosen = found.seat, request.actor.day, ACTS.get(what)
    if chosen is None or not chosen.offered_for(seat):
        raise Http404
    departments = register.departments([seat.post])
    last = register.last_act(post)
    form = chosen.form(request.POST or None, initial={"seen": last}, day=day, departments=departments)
    form.latest = _stands(seat)

    def perform() -> str:
        chosen.perform(request.actor, post, day, form)
        said = _SAVED.text(request.lang, act=chosen.says, number=seat.post.view.number)
        messages.success(request, said)
        return reverse("posts:one", args=[post])

    if request.method == "POST" and form.is_valid():
        seen = last if form.cleaned_data["seen"] is None else form.cleaned_data["seen"]
        answer = saving(
            request, form, f"posts.{what}", perform, since=lambda: register.acts_upon(post, after=seen)
        )
        if answer is not None:
            return answer
    place = organisations.view_of(lgo.pk, day)
    context = {"form": form, "act": chosen, "name": what, "seat": seat, "post": seat.post.view, "place": place}
    return page(request, "posts/act.html", context)


def _stands(seat: Seat) -> dict[str, str]:
    """What the forms of the acts change, as the post has it now."""
    view = seat.post.view
    return {
        "number": view.number,
        "department": view.department,
        "unit": view.unit,
        "level": view.level_code,
        "source": seat.post.funding.value if seat.post.funding else "",
    }
