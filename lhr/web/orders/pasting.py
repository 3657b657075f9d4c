"""Many lines at once: pasted from a spreadsheet, or sent as a file. What cannot be read is named; nothing is taken."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from lhr.access.permissions import Permission
from lhr.kernel.rules import Finding, RuleBroken
from lhr.kernel.words import Words, filled
from lhr.orders import actions, pasting, queries
from lhr.orders.pasting import Asked
from lhr.orders.queries import OrderView
from lhr.orders.terms import OrderKind
from lhr.organisations.tabular import LARGEST_BYTES
from lhr.service_record.drafts import MovementDraft
from lhr.standards import queries as standards
from lhr.web.movements import kinds, reading
from lhr.web.movements.here import own_lgo
from lhr.web.orders.opening import address_of, note
from lhr.web.orders.pressing import press
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import LhrForm, NationalIdField, Told, words
from lhr.web.shared.pages import page
from lhr.web.shared.readings import STAFF
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.uploads import takes_files

TOLD_AT_ONCE = 20
_TAKEN = Words("เพิ่ม {n} รายการแล้ว", "{n} lines are added")
_MORE = Words(
    "และอีก {n} ช่องที่ยังอ่านไม่ได้ แก้ข้างต้นแล้ววางใหม่", "and {n} cells more that cannot be read; mend these first"
)
_TOO_LONG = Words(
    "ตารางยาวเกินที่จะวาง บันทึกเป็น .xlsx หรือ .csv แล้วส่งไฟล์แทน",
    "Too long to be pasted; save it as .xlsx or .csv and send the file",
)
_NOTHING = Words("วางตารางหรือเลือกไฟล์", "Paste a table or choose a file")


class PastedField(NationalIdField):
    """A table as it was pasted. It may hold ID numbers: kept sealed after a refusal like one, whole."""

    kept_up_to = 200_000

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"rows": "6", "autocomplete": "off", "spellcheck": "false", "class": "order-rows", "wrap": "off"}
        super().__init__(
            label=words("วางตารางจาก Excel พร้อมหัวตาราง", "Paste the table with its head"),
            widget=forms.Textarea(attrs=attributes),
            max_length=None,
            strip=False,
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        text = str(forms.CharField.clean(self, value))
        if len(text) > self.kept_up_to:
            raise Told(_TOO_LONG)
        return text


class TableForm(LhrForm):
    """The two ways of a table; one of them is used."""

    rows = PastedField(required=False)
    sheet = forms.FileField(
        label=words("หรือส่งไฟล์ .xlsx หรือ .csv", "Or a file, .xlsx or .csv"), max_length=200, required=False
    )

    def table(self) -> bytes:
        """Return what came, as a file of rows; nothing where neither was used."""
        sheet, pasted = self.cleaned_data.get("sheet"), self.cleaned_data.get("rows") or ""
        if sheet is not None:
            return bytes(sheet.read(LARGEST_BYTES + 1))
        return pasting.of_text(pasted) if pasted.strip() else b""

    def tell(self, found: list[Finding]) -> None:
        """Put what cannot be read on the field that it came by, as much as can be mended at once."""
        came_by = "sheet" if self.cleaned_data.get("sheet") is not None else "rows"
        self.take(replace(one, field=came_by) if one.field == "rows" else one for one in found[:TOLD_AT_ONCE])
        if len(found) > TOLD_AT_ONCE:
            self.say(filled(_MORE, n=len(found) - TOLD_AT_ONCE), came_by)


class PasteForm(TableForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    anew = forms.BooleanField(
        label=words("แทนรายการที่มีอยู่ทั้งหมด", "Instead of all lines that are there"), required=False
    )


def asked_of(request: OfficerRequest, kind: OrderKind, starts: Any) -> Asked:
    known = standards.movement_types()
    return Asked(own_lgo(request), kind, starts, lambda code: kinds.fields_of(known[code]))


def read(request: OfficerRequest, asked: Asked, data: bytes) -> list[MovementDraft]:
    """Return the lines of a table; each ID number in it is a search as any other. Raises RuleBroken."""
    by, here = request.actor, asked.organisation

    def find(digits: str, opens: bool) -> tuple[UUID | None, list[Finding]]:
        return reading.find_number(by, here, digits, request.reach, opens=opens)

    return pasting.lines(by, asked, data, find)


@takes_files
@needs(Permission.ORDER_DRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: OfficerRequest, order: UUID) -> HttpResponse:
    """Add the lines of a table to a draft, or put them in the place of those that are there."""
    found = queries.order(order, within=request.reach, day=request.actor.day)
    form = PasteForm(request.POST or None, request.FILES or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        answer = _pasted(request, found, form)
        if answer is not None:
            return answer
    note(request, found)
    asked = asked_of(request, found.kind, found.starts)
    return page(request, "orders/paste.html", {"form": form, "order": found, "heads": pasting.heads_for(asked)})


def _pasted(request: OfficerRequest, found: OrderView, form: PasteForm) -> HttpResponse | None:
    data = form.table()
    if not data:
        form.say(_NOTHING, "rows")
        return None
    lines = lines_or_told(request, asked_of(request, found.kind, found.starts), data, form)
    if lines is None:
        return None

    def act() -> str:
        put = actions.write_lines if form.cleaned_data["anew"] else actions.add_lines
        put(by=request.actor, order_id=found.id, version=form.cleaned_data["version"], lines=lines)
        messages.success(request, _TAKEN.text(request.lang, n=len(lines)))
        return address_of(found.id)

    return press(request, found.id, form, "orders.paste", act)


def lines_or_told(request: OfficerRequest, asked: Asked, data: bytes, form: TableForm) -> list[MovementDraft] | None:
    """Return the lines; None when something cannot be read (said on the form)."""
    try:
        return read(request, asked, data)
    except RuleBroken as broken:
        form.tell(list(broken.findings))
        return None


@needs(Permission.ORDER_DRAW)
@require_safe
def template(request: OfficerRequest) -> HttpResponse:
    """A table for one kind of order with the staff by post number, to fill in with a spreadsheet."""
    kind = OrderKind.PAY_ROUND
    with suppress(ValueError):
        kind = OrderKind(str(request.GET.get("kind", "")))
    asked = asked_of(request, kind, request.actor.day)
    text, persons = pasting.template(request.actor, asked)
    reading.note(request.actor, STAFF, persons, asked.organisation.path)
    name = f"order-{kind.value.lower().replace('_', '-')}.csv"
    return HttpResponse(
        text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
