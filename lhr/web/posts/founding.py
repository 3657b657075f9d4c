"""กำหนดตำแหน่งใหม่: one more post in the establishment of the LGO."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.posts import actions, register
from lhr.posts.actions import PostDraft
from lhr.web.posts.forms import NO_LINE, NewPostForm
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_SAVED = Words("กำหนดตำแหน่งเลขที่ {number} แล้ว", "Post {number} was established")


@needs(Permission.POST_KEEP)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: OfficerRequest, organisation: UUID) -> HttpResponse:
    """GET shows the form; POST establishes the post and goes to its register."""
    lgo, day = organisations.get(organisation, within=request.reach), request.actor.day
    place = organisations.view_of(lgo.pk, day)
    form = NewPostForm(
        request.POST or None,
        day=day,
        kind=place.kind.value if place.kind else "",
        departments=register.departments(register.listed(lgo.pk, day)),
    )

    def perform() -> str:
        made = actions.establish(by=request.actor, organisation=lgo, post=_draft(form))
        messages.success(request, _SAVED.text(request.lang, number=form.cleaned_data["number"]))
        return reverse("posts:one", args=[made.pk])

    if request.method == "POST" and form.is_valid():
        answer = saving(request, form, "posts.new", perform)
        if answer is not None:
            return answer
    return page(request, "posts/new.html", {"form": form, "place": place})


def _draft(form: NewPostForm) -> PostDraft:
    typed = form.cleaned_data
    return PostDraft(
        number=typed["number"],
        line_code="" if typed["line"] == NO_LINE else typed["line"],
        level_code=typed["level"],
        top_level_code=typed["top_level"] if typed["top_level"] != typed["level"] else "",
        starts=typed["starts"],
        management_title_code=typed["title"],
        unit=typed["unit"],
        department=typed["department"],
        health_transfer=typed["health_transfer"],
        funding=typed["funding"],
        cited=form.cited,
        reason=typed["reason"],
    )
