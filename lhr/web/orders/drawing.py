"""Drawing up: a new order, its head, and the presses that lead on or back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.kernel.rules import Weight
from lhr.kernel.words import Words, filled
from lhr.orders import actions, previewing, queries
from lhr.orders.queries import OrderView
from lhr.orders.terms import KINDS, OF_ANOTHER, OrderKind
from lhr.web.movements.here import pair_of
from lhr.web.orders.forms import HeaderForm, HeadForm, ReasonForm, VersionForm, said_of
from lhr.web.orders.opening import address_of, note, show
from lhr.web.orders.pasting import TableForm, asked_of, lines_or_told
from lhr.web.orders.pressing import press
from lhr.web.shared.cards import reaches_agent
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving
from lhr.web.shared.uploads import takes_files

_DRAWN = Words("ร่างคำสั่งแล้ว เพิ่มรายการต่อได้", "The order is drawn up; add its lines")
_CHANGED = Words("แก้หัวคำสั่งแล้ว", "The head is changed")
_MOVED = Words(
    "แก้หัวคำสั่งแล้ว รายการที่มีผลวันเดียวกับหัวคำสั่งเดิมเปลี่ยนวันตาม ตรวจวันที่ของแต่ละรายการ",
    "The head is changed; lines of its former day took the new one. Look at the day of each line",
)
_CHECKED = Words("ตรวจร่างแล้ว เสนอลงนามได้", "Checked; it can be laid before who signs")
_REOPENED = Words("นำคำสั่งกลับเป็นร่างแล้ว", "The order is a draft again")
_DISCARDED = Words("ทิ้งร่างคำสั่งแล้ว", "The draft is discarded")
_NOT_YET = Words(
    "ยังตรวจร่างไม่ผ่าน: ติดกฎ {blocked} รายการ รอเหตุผล {unanswered} รายการ\n"
    "ทำต่อ: แก้หรือลบรายการที่ติดกฎด้านล่าง และระบุเหตุผลของข้อเตือนที่หัวคำสั่งหรือที่รายการ",
    "Not checked: rules refuse {blocked} lines, {unanswered} wait for a reason\n"
    "Next: mend or remove what is refused below, and answer the warnings at the head or on the line",
)


class NewForm(TableForm, HeaderForm):
    """The head, and the table of the lines beside it."""


@takes_files
@needs(Permission.ORDER_DRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: OfficerRequest) -> HttpResponse:
    """The head of a new order, and its lines where the table is at hand already."""
    form = NewForm(request.POST or None, request.FILES or None, initial={"kind": request.GET.get("kind", "")})
    if request.method == "POST" and form.is_valid():
        header, data = form.header(OrderKind(form.cleaned_data["kind"])), form.table()
        asked = asked_of(request, header.kind, header.starts)
        lines = lines_or_told(request, asked, data, form) if data else []

        def act() -> str:
            made = actions.draw_up(by=request.actor, organisation=asked.organisation, header=header, lines=lines or ())
            messages.success(request, _DRAWN.text(request.lang))
            return address_of(made.entry_id)

        answer = saving(request, form, "orders.new", act) if lines is not None else None
        if answer is not None:
            return answer
    templates = [(kind.value, found.says) for kind, found in KINDS.items() if kind not in OF_ANOTHER]
    return page(request, "orders/new.html", {"form": form, "templates": templates})


@needs(Permission.ORDER_DRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def head(request: OfficerRequest, order: UUID) -> HttpResponse:
    """The head of a draft, written anew."""
    found = _own(request, order)
    form = HeadForm(request.POST or None, initial=said_of(found))
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            header = form.header(found.kind, found.round)
            actions.change_head(
                by=request.actor, order_id=order, version=form.cleaned_data["version"], header=header
            )
            moved = header.starts != found.starts and found.people and found.kind is not OrderKind.AMENDMENT
            messages.success(request, (_MOVED if moved else _CHANGED).text(request.lang))
            return address_of(order)

        answer = press(request, order, form, "orders.head", act)
        if answer is not None:
            return answer
    return page(request, "orders/head.html", {"form": form, "order": found})


@needs(Permission.ORDER_DRAW)
@reaches_agent
@require_POST
def check(request: OfficerRequest, order: UUID) -> HttpResponse:
    """Say that the draft is whole. What stands against it is under its lines: here only how much."""
    found = _own(request, order)
    form = VersionForm(request.POST)
    pair = pair_of(found.organisation_id, request)
    if form.is_valid():
        seen = previewing.preview(request.actor, queries.row_of(order), pair)
        if seen.lines and not seen.passes and form.cleaned_data["version"] == found.version:
            if seen.blocked or seen.unanswered:
                form.say(filled(_NOT_YET, blocked=seen.blocked, unanswered=seen.unanswered))
            # What stands against the order as a whole is under no line.
            form.take([*(one for one in seen.head if one.weight is Weight.BLOCK), *seen.above])
            return show(request, found, form)

        def act() -> str:
            actions.check(
                by=request.actor, order_id=order, version=form.cleaned_data["version"], pair=pair
            )
            messages.success(request, _CHECKED.text(request.lang))
            return address_of(order)

        answer = press(request, order, form, "orders.check", act)
        if answer is not None:
            return answer
    return show(request, _own(request, order), form)


@needs(Permission.ORDER_DRAW, Permission.ORDER_APPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: OfficerRequest, order: UUID) -> HttpResponse:
    """Take an order back to a draft: the officer to mend it, the registrar sends it back with a reason."""
    found = _own(request, order)

    def act(form: ReasonForm) -> str:
        typed = form.cleaned_data
        actions.reopen(
            by=request.actor, order_id=order, version=typed["version"], reason=typed["reason"]
        )
        messages.success(request, _REOPENED.text(request.lang))
        return address_of(order)

    sends = not policy.can(request.actor, Permission.ORDER_DRAW, found.organisation_path)
    return _asked(request, found, "orders/reopen.html", act, sends=sends)


@needs(Permission.ORDER_DRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: OfficerRequest, order: UUID) -> HttpResponse:
    """Throw a draft away; the book keeps that it was there."""
    found = _own(request, order)
    form = VersionForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.discard(by=request.actor, order_id=order, version=form.cleaned_data["version"])
            messages.success(request, _DISCARDED.text(request.lang))
            return reverse("orders:list")

        answer = press(request, order, form, "orders.discard", act)
        if answer is not None:
            return answer
    return page(request, "orders/discard.html", {"form": form, "order": found})


def _asked(request: OfficerRequest, found: OrderView, template: str, act: Any, **more: Any) -> HttpResponse:
    """A page of its own that asks why."""
    form = ReasonForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        action = template.removesuffix(".html").replace("/", ".")
        answer = press(request, found.id, form, action, lambda: str(act(form)))
        if answer is not None:
            return answer
    note(request, found)
    return page(request, template, {"form": form, "order": found, **more})


def _own(request: OfficerRequest, order: UUID) -> OrderView:
    return queries.order(order, within=request.reach, day=request.actor.day)
