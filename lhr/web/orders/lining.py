"""The lines of a draft: one is added, changed in its place, taken out. Each asks only what its kind needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from lhr.access.permissions import Permission
from lhr.access.policy import Reach
from lhr.kernel.words import Words
from lhr.orders import actions, queries
from lhr.orders.queries import Drawn, OrderView
from lhr.organisations.queries import Organisation
from lhr.people import queries as people
from lhr.service_record import cases
from lhr.service_record import queries as service
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.judging_orders import names_here
from lhr.service_record.rules import AMEND_ORDER, TRANSFER_IN, Line, MovementClass
from lhr.standards import queries as standards
from lhr.standards.queries import MovementView
from lhr.web.movements import drafting, reading
from lhr.web.movements.forms import Choices
from lhr.web.movements.here import own_lgo
from lhr.web.movements.kinds import NEW_PERSON
from lhr.web.orders import grid
from lhr.web.orders.forms import LineForm, VersionForm
from lhr.web.orders.opening import address_of, note, show
from lhr.web.orders.pressing import press
from lhr.web.shared import refused
from lhr.web.shared.cards import reaches_agent
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest

_ADDED = Words("เพิ่มรายการแล้ว", "The line is added")
_CHANGED = Words("แก้รายการแล้ว", "The line is changed")
_REMOVED = Words("ลบรายการออกจากร่างแล้ว", "The line is taken out of the draft")
_GONE = Words(
    "รายการนี้ถูกลบออกจากร่างไปแล้วระหว่างที่ท่านเปิดอยู่ ดูว่าใครลบเมื่อใดใน “ลำดับเหตุการณ์” หากยังต้องการให้กด เพิ่มรายการ",
    "This line was taken out of the draft while you had it open: “What happened” says by whom; add it again if need be",
)
_NOBODY = Words(
    "ไม่พบเลขประจำตัวประชาชนนี้ในทะเบียนประวัติที่หน่วยงานดูได้ เทียบเลขกับบัตรหรือคำสั่ง "
    "หากยังไม่มีทะเบียน กรอกคำนำหน้าชื่อ ชื่อ นามสกุล วันเกิด และเพศด้วย",
    "No record that this LGO may read bears the number; compare it with the card or the order. For somebody without a "
    "record fill in title, names, birth date and gender as well",
)
_LACKS = Words("เปิดทะเบียนใหม่ต้องกรอกให้ครบ", "A new record needs this too")
_HAS_ONE = Words(
    "เลขนี้มีทะเบียนในหน่วยงานแล้ว รายการนี้จึงเป็นของ {name} ตามทะเบียนที่มีอยู่",
    "The number has a record here already: the line is of {name}, as that record has the name",
)


@needs(Permission.ORDER_DRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: OfficerRequest, order: UUID) -> HttpResponse:
    """Put a line behind the others. Its kind stands in the address."""
    found = _own(request, order)
    kinds = _kinds(found)
    asked = request.POST.get("movement") or request.GET.get("movement") or (kinds[0].code if kinds else "")
    kind = next((one for one in kinds if one.code == asked), None)
    if kind is None:
        return show(request, found)
    form = _form(request, found, kind, {"starts": found.starts})
    form.latest = {}  # nothing of this line is on file
    if request.method == "POST" and form.is_valid():
        draft = _draft(request, form, kind, {})

        def act() -> str:
            actions.add_lines(
                by=request.actor, order_id=order, version=_version(request), lines=[draft] if draft else []
            )
            messages.success(request, _ADDED.text(request.lang))
            return address_of(order)

        answer = press(request, order, form, "orders.line.add", act, seen=_version(request)) if draft else None
        if answer is not None:
            return answer
    return _page(request, found, form, kind, kinds)


@needs(Permission.ORDER_DRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: OfficerRequest, order: UUID, line: UUID) -> HttpResponse:
    """Write one line anew: in its row with htmx, else on a page of its own."""
    found = _own(request, order)
    if queries.was_line(order, line):
        messages.warning(request, _GONE.text(request.lang))
        return HttpResponseRedirect(address_of(order))
    drawn = queries.line_of(order, line)
    kind = standards.movement_types()[drawn.draft.movement_code]
    stands = _typed_of(drawn, request.actor.day)
    form = _form(request, found, kind, stands, drawn)
    form.latest = {**dict.fromkeys(form.fields, ""), **stands}
    if request.method == "POST" and form.is_valid():
        was = drawn.draft
        kept = {"amends": was.amends, "cancels": was.cancels, "cancel_effect": was.cancel_effect}
        draft = _draft(request, form, kind, kept, was)

        def act() -> str:
            actions.change_line(
                by=request.actor, order_id=order, version=_version(request), line_id=line, line=draft or drawn.draft
            )
            messages.success(request, _CHANGED.text(request.lang))
            return f"{address_of(order)}#l-{line}"

        answer = press(request, order, form, "orders.line.change", act, seen=_version(request)) if draft else None
        if answer is not None:
            return answer
    return _page(request, found, form, kind, [], drawn)


@needs(Permission.ORDER_DRAW)
@reaches_agent
@require_POST
def remove(request: OfficerRequest, order: UUID, line: UUID) -> HttpResponse:
    """Take one line out of the draft."""
    _own(request, order)
    form = VersionForm(request.POST)
    if form.is_valid():

        def act() -> str:
            actions.remove_line(
                by=request.actor, order_id=order, version=form.cleaned_data["version"], line_id=line
            )
            messages.success(request, _REMOVED.text(request.lang))
            return address_of(order)

        answer = press(request, order, form, "orders.line.remove", act)
        if answer is not None:
            return answer
    return show(request, _own(request, order), form)


def _page(
    request: OfficerRequest,
    found: OrderView,
    form: LineForm,
    kind: MovementView,
    kinds: list[MovementView],
    drawn: Drawn | None = None,
) -> HttpResponse:
    refused.bring_back(request, form=form)
    if form.is_bound:  # the LGO that a transfer names is looked for in what was typed
        offers = drafting.around(own_lgo(request), kind, form.data, request.actor.day, None)
        form.offer_others(offers)
    whom = [drawn.draft.person_id] if drawn and drawn.draft.person_id else []
    called = names_here(own_lgo(request), whom, request.actor.day) if whom else {}
    note(request, found)
    context = {
        "form": form,
        "order": found,
        "kind": kind,
        "kinds": kinds,
        "line": drawn,
        "called": next(iter(called.values()), ""),
        "warned": True,
    }
    return page(request, "orders/line.html", context)


def _typed_of(drawn: Drawn, day: date) -> dict[str, Any]:
    """The line as its form would have been typed; never a number."""
    typed, new = drafting.typed_of(drawn.draft, day), drawn.draft.new_person
    return typed if new is None else typed | dict(
        zip(NEW_PERSON, (new.prefix, new.first, new.last, new.birth_date, new.gender), strict=True)
    )


def _form(
    request: OfficerRequest,
    found: OrderView,
    kind: MovementView,
    initial: Mapping[str, Any],
    drawn: Drawn | None = None,
) -> LineForm:
    post = request.method == "POST"
    typed: dict[str, Any] = {name: str(value) for name, value in request.POST.items()} if post else dict(initial)
    typed["movement"] = kind.code
    organisation, day = own_lgo(request), request.actor.day
    offers = drafting.around(organisation, kind, typed, day, None)
    given: dict[str, Any] = {"data": typed} if post else {"initial": typed}
    people_here = _people(request, organisation, kind, found, initial.get("person"))
    kept = people.number_of(drawn.draft.national_id).masked if drawn and drawn.draft.new_person else ""
    without = frozenset[str]()
    if kind.code == AMEND_ORDER and not (drawn and _amended(drawn)):
        without = frozenset({"last_day"})  # what is amended runs to no day of its own
    return LineForm(**given, around=offers, kind=kind, people=people_here, kept=kept, without=without)


def _amended(drawn: Drawn) -> Line | None:
    """The contract that a line of an amending order puts right, as it stands."""
    return service.line_with_end(drawn.draft.amends) if drawn.draft.amends else None


def _people(
    request: OfficerRequest, organisation: Organisation, kind: MovementView, found: OrderView, chosen: Any
) -> Choices:
    """The staff, and whom the order takes up itself; for who is received, those whose transfer here is open. Who stands
    in the line already stays."""
    day = request.actor.day
    if kind.code == TRANSFER_IN:
        here = cases.cases(within=Reach(frozenset({organisation.path})), day=day)
        coming = [c for c in here if c.is_open and c.receiver.id == organisation.pk and (c.agreed or not c.swap)]
        offered = [(str(c.person.id), c.name_for(organisation.pk)) for c in coming]
    elif kind.movement_class is MovementClass.START:
        offered = []
    else:
        staff = service.people_of(organisation.pk, day)
        offered = [(str(s.person.id), f"{s.person.name} · {s.posting.name} {s.posting.number}".strip()) for s in staff]
        named = grid.persons(found.id) - {s.person.id for s in staff}
        offered += [(str(one), name) for one, name in names_here(organisation, named, day).items()]
    if chosen and str(chosen) not in dict(offered):
        offered.insert(0, (str(chosen), names_here(organisation, [UUID(str(chosen))], day)[UUID(str(chosen))]))
    return offered


def _draft(
    request: OfficerRequest,
    form: LineForm,
    kind: MovementView,
    kept: Mapping[str, Any],
    was: MovementDraft | None = None,
) -> MovementDraft | None:
    """Return what was typed as a line; None when it names nobody yet (said on the form). The number of whom the line
    named before (`was`) stays unless another is typed; other particulars for it are another search, or names and birth
    dates could be found out by guessing."""
    typed = {**form.cleaned_data, **kept}
    kept_number = was.national_id if was else ""
    number = str(typed.get("national_id") or "")
    if typed.get("person") or not (number or kept_number):
        return drafting.draft({**typed, "national_id": ""}, kind)
    lacking = drafting.some_particulars(typed)
    new = any(typed.get(name) for name in NEW_PERSON)
    other = was is not None and not lacking and drafting.draft(typed, kind).new_person != was.new_person
    if number or other:
        number = number or kept_number
        person, told = reading.find_number(request.actor, own_lgo(request), number, request.reach, opens=new)
        form.take(told)
    else:
        number, told = kept_number, []
        person = reading.find_again(request.actor, number, request.reach)
    if person is not None:
        if new:
            name = people.view_of(person, request.actor.day).name
            messages.info(request, _HAS_ONE.text(request.lang, name=name))
        return drafting.draft({**typed, "person": str(person), "national_id": "", **dict.fromkeys(NEW_PERSON)}, kind)
    if told:
        return None
    if not new:
        form.say(_NOBODY, "national_id")
        return None
    for name in lacking:
        form.say(_LACKS, name)
    return None if lacking else drafting.draft({**typed, "national_id": number}, kind)


def _kinds(found: OrderView) -> list[MovementView]:
    known = standards.movement_types()
    return [known[code] for code in found.movements]


def _version(request: OfficerRequest) -> int:
    """The version of the order that was seen; what is none of ours was overtaken."""
    text = str(request.POST.get("version", ""))
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _own(request: OfficerRequest, order: UUID) -> OrderView:
    return queries.order(order, within=request.reach, day=request.actor.day)
