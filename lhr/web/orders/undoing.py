"""What is in the records is undone by another order: one cancels it as a whole, one amends lines that are chosen."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.kernel.words import Words
from lhr.orders import actions, queries, undone
from lhr.orders.queries import OrderView
from lhr.orders.terms import EFFECT_SAYS, OrderKind
from lhr.people import queries as people
from lhr.service_record.rules import CancelEffect, endable
from lhr.standards import queries as standards
from lhr.web.movements.forms import as_uuid
from lhr.web.orders.forms import HeaderForm
from lhr.web.orders.opening import address_of, note
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import WordsChoiceField, language, words
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

_CANCELS = Words("ร่างคำสั่งยกเลิกแล้ว ตรวจร่างแล้วเสนอลงนามต่อ", "The cancelling order is drawn up; check it and go on")
_AMENDS = Words("ร่างคำสั่งแก้ไขแล้ว แก้รายการให้ถูกต้องต่อ", "The amending order is drawn up; mend its lines")


class UndoForm(HeaderForm):
    """The head of an order that undoes another: its kind is given."""

    kind = None  # type: ignore[assignment]


class CancelForm(UndoForm):
    """`ends` is true for an order all of whose lines may end from a day on; else there is nothing to choose."""

    effect = WordsChoiceField(
        label=words("ผลของการยกเลิก", "Effect of cancelling"),
        options=[(effect.value, says) for effect, says in EFFECT_SAYS.items()],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, ends: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ends:
            del self.fields["effect"]

    @property
    def chosen(self) -> CancelEffect:
        return CancelEffect(self.cleaned_data.get("effect", CancelEffect.FROM_START))


class AmendForm(UndoForm):
    line = forms.MultipleChoiceField(
        label=words("รายการที่แก้ไข", "Lines to amend"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["line"]).choices = offered


@needs(Permission.ORDER_DRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: OfficerRequest, order: UUID) -> HttpResponse:
    """Draw up the order that cancels this one as a whole."""
    found = queries.order(order, within=request.reach, day=request.actor.day)
    ends = _ends(order)
    initial = {**_initial(found, "ยกเลิก"), "effect": CancelEffect.FROM_START.value}
    form = CancelForm(request.POST or None, initial=initial, ends=ends)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            header = form.header(OrderKind.CANCELLATION)
            made = actions.draw_cancelling(by=request.actor, order_id=order, header=header, effect=form.chosen)
            messages.success(request, _CANCELS.text(request.lang))
            return address_of(made.entry_id)

        answer = saving(request, form, "orders.cancel", act)
        if answer is not None:
            return answer
    note(request, found)
    return page(request, "orders/undo.html", {**_told(request, order, form, found), "cancels": True, "ends": ends})


@needs(Permission.ORDER_DRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: OfficerRequest, order: UUID) -> HttpResponse:
    """Draw up the order that amends the chosen lines of this one: each begins as it stands."""
    found = queries.order(order, within=request.reach, day=request.actor.day)
    offered = _standing(request, found)
    form = AmendForm(request.POST or None, initial=_initial(found, "แก้ไข"), offered=offered)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            header = form.header(OrderKind.AMENDMENT)
            chosen = [one for text in form.cleaned_data["line"] if (one := as_uuid(text))]
            made = actions.draw_amending(by=request.actor, order_id=order, header=header, entries=chosen)
            messages.success(request, _AMENDS.text(request.lang))
            return address_of(made.entry_id)

        answer = saving(request, form, "orders.amend", act)
        if answer is not None:
            return answer
    note(request, found)
    told = _told(request, order, form, found)
    return page(request, "orders/undo.html", {**told, "cancels": False, "nothing": not offered})


def _told(request: OfficerRequest, order: UUID, form: UndoForm, found: OrderView) -> dict[str, Any]:
    """What both pages show; `elsewhere` are those whose record another LGO keeps now, with its name."""
    day = request.actor.day
    elsewhere = undone.names_elsewhere(undone.standing(queries.row_of(order), day), day)
    return {"form": form, "order": found, "elsewhere": elsewhere}


def _ends(order: UUID) -> bool:
    """True where every line may end from a day on."""
    known = standards.movement_types()
    kinds = {known[one.draft.movement_code] for one in queries.lines_of(order)}
    return all(endable(kind.movement_class, kind.code) for kind in kinds)


def _initial(found: OrderView, what: str) -> dict[str, Any]:
    number = f"คำสั่งที่ {found.citation.number}/{found.citation.year} " if found.citation.number else ""
    return {"subject": f"{what}{number}{found.subject}", "starts": found.starts}


def _standing(request: OfficerRequest, found: OrderView) -> list[tuple[str, str]]:
    """The lines that stand in the records, to choose from."""
    known = standards.movement_types()
    standing = undone.standing(queries.row_of(found.id), request.actor.day).here
    lines = [one for one in standing if undone.is_amendable(one)]
    named = people.views({one.draft.person_id for one in lines if one.draft.person_id}, request.actor.day)
    return [
        (str(one.id), f"{named[one.draft.person_id].name} · {_kind(known, one.draft.movement_code)}")
        for one in lines
        if one.draft.person_id in named
    ]


def _kind(known: Any, code: str) -> str:
    return str(known[code].name_en if language() == "en" else known[code].name)
