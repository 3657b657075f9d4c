"""The one movement screen: choose kind and person, fill in, look at what it will do, send it to be verified."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.kernel.names import compose
from lhr.kernel.rules import Weight
from lhr.kernel.thai_date import show
from lhr.kernel.words import Words
from lhr.organisations.queries import Organisation
from lhr.people import queries as people
from lhr.registry_rights.queries import appointments_of
from lhr.service_record import actions, judging
from lhr.service_record import queries as service
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.judging import Judged
from lhr.service_record.line_view import LineView
from lhr.service_record.rules import RETIRE, MovementClass, retirement
from lhr.standards import queries as standards
from lhr.standards.queries import MovementView
from lhr.web.movements import drafting, effects, reading, scans
from lhr.web.movements.effects import Compared, Course, Effect
from lhr.web.movements.forms import AS_TEXT, MovementForm, as_uuid
from lhr.web.movements.here import own_lgo, pair_of
from lhr.web.movements.kinds import NEW_PERSON
from lhr.web.movements.scans import Waiting
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving
from lhr.web.shared.scans import ScanField
from lhr.web.shared.uploads import takes_files

FILL, LOOK, SEND = "fill", "look", "send"
CITED = ("citation_number", "citation_year", "citation_signed_on")
_OF_WHOM = frozenset({"national_id", *NEW_PERSON})
_NOT_CONTENT = ("csrfmiddlewaretoken", "save_key", "step", "seen", "ticket", "proposed", "scan")
_SENT = Words("ส่งรายการให้ตรวจสอบแล้ว", "The line was sent to be verified")
_CHANGED = Words(
    "ข้อมูลเปลี่ยนไปหลังจากดูผล ตรวจผลด้านล่างแล้วกดส่งอีกครั้ง",
    "Something was changed after the effect was shown; look at it below and send again",
)
_LACKS_PARTICULARS = Words("เปิดทะเบียนใหม่ต้องกรอกให้ครบ", "A new record needs this too")
_REASON = Words(
    "ข้อเตือนนี้ผ่านได้เมื่อระบุเหตุผล ผู้ตรวจสอบจะเห็นเหตุผล", "With a reason this warning passes; the verifier sees it"
)


@dataclass
class Screen:
    """One request on the movement screen."""

    request: OfficerRequest
    organisation: Organisation
    pair: frozenset[UUID]
    kind: MovementView | None
    form: MovementForm
    file: Waiting
    returned: LineView | None = None
    warned: bool = False
    outlook: Outlook | None = None

    def answer(self) -> HttpResponse:
        context = {
            "form": self.form,
            "kind": self.kind,
            "scan": self._scan(),
            "retirement": _retirement(self),
            "warned": self.warned,
            "outlook": self.outlook,
            "returned": self.returned,
            "only_pair": _writes_pair_only(self.request),
        }
        return page(self.request, "movements/key.html", context)

    def _scan(self) -> ScanField:
        form = self.form
        typed = {name: form[name].value() for name in CITED if name in form.fields}
        return scans.field_of(self.request, self.organisation.pk, self.kind, typed, self.file)


@dataclass(frozen=True)
class Outlook:
    """What the movement will do, and the mark of exactly what was typed when this was shown."""

    effects: list[Effect]
    compared: Compared
    name: str
    seen: str
    by_province: bool


@takes_files
@needs(Permission.MOVEMENT_KEY)
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: OfficerRequest) -> HttpResponse:
    """GET begins; POST fills in further (`fill`), shows the effect (`look`) or sends (`send`)."""
    screen = _open(request)
    step = request.POST.get("step", LOOK) if request.method == "POST" else FILL
    if step in (FILL, scans.REMOVE) or screen.kind is None or not screen.form.is_valid():
        return screen.answer()
    if screen.file.found:
        screen.form.take(screen.file.found)
        return screen.answer()
    draft, judged = _judge(screen, screen.kind)
    if judged is None:
        return screen.answer()
    screen.outlook = _outlook(screen, draft, judged)
    if step != SEND:
        return screen.answer()
    if request.POST.get("seen") != screen.outlook.seen:
        if request.POST.get("seen"):
            messages.warning(request, _CHANGED.text(request.lang))
        return screen.answer()
    return _send(screen, draft) or screen.answer()


def _open(request: OfficerRequest) -> Screen:
    organisation, day = own_lgo(request), request.actor.day
    pair = pair_of(organisation.pk, request)
    post = request.method == "POST"
    returned = _returned(request)
    typed = _typed(request) if post else _begun(request, returned)
    file = scans.waiting(request) if post else Waiting()
    if returned is not None and not post:
        file = scans.from_returned(request, returned)
    typed["scan"] = file.key
    kind = standards.movement_types().get(str(typed.get("movement") or ""))
    keyable = pair - _me(request) if _writes_pair_only(request) else None
    offers = drafting.around(organisation, kind, typed, day, keyable)
    if str(typed.get("other_id", "")) not in {AS_TEXT, *(value for value, _ in offers.others)}:
        typed["other_id"] = ""  # chosen under other words than those that stand there now
    filling = not post or typed.get("step") in (FILL, scans.REMOVE)
    if filling:
        _propose(typed, kind)
    without = _OF_WHOM if returned is not None and _starts(kind) else frozenset[str]()
    given: dict[str, Any] = {"initial": typed} if filling else {"data": typed}
    form = MovementForm(**given, around=offers, kind=kind, without=without)
    return Screen(request, organisation, pair, kind, form, file, returned)


def _typed(request: OfficerRequest) -> dict[str, Any]:
    return {name: str(value) for name, value in request.POST.items()}


def _me(request: OfficerRequest) -> frozenset[UUID]:
    return frozenset({request.actor.person_id} if request.actor.person_id else ())


def _starts(kind: MovementView | None) -> bool:
    return kind is not None and kind.movement_class is MovementClass.START


def _returned(request: OfficerRequest) -> LineView | None:
    """Return the line that was sent back and is now keyed anew. Raises ServiceLine.DoesNotExist."""
    line = as_uuid(request.POST.get("again") or request.GET.get("again"))
    if line is None:
        return None
    found = service.line(line, within=request.reach, day=request.actor.day)
    return found if found.status == "RETURNED" else None


def _begun(request: OfficerRequest, returned: LineView | None) -> dict[str, Any]:
    """A link may name kind, person and line; never a number."""
    if returned is not None:
        return drafting.typed_again(returned.id, request.actor.day)
    return {name: request.GET[name] for name in ("movement", "person", "cancels") if request.GET.get(name)}


def _propose(typed: dict[str, Any], kind: MovementView | None) -> None:
    """Put in the day of retirement; take a proposal out again when another kind or person was chosen."""
    if typed.get("starts") and typed.get("starts") == typed.get("proposed"):
        typed["starts"] = ""
    typed["proposed"] = ""
    person = as_uuid(typed.get("person"))
    if kind is not None and kind.code == RETIRE and person and not typed.get("starts"):
        typed["starts"] = typed["proposed"] = show(service.retirement_of(person), "short", digits="arabic")


def _retirement(screen: Screen) -> Words | None:
    person = as_uuid(screen.form["person"].value()) if "person" in screen.form.fields else None
    if screen.kind is None or screen.kind.code != RETIRE or person is None:
        return None
    found = retirement(people.get(person).birth_date)
    return Words(found.says("th"), found.says("en"))


def _writes_pair_only(request: OfficerRequest) -> bool:
    """The registrar keys the officer's own lines and no others (SR-03)."""
    return request.actor.holds(Role.REGISTRAR) and not request.actor.holds(Role.OFFICER)


def _judge(screen: Screen, kind: MovementView) -> tuple[MovementDraft, Judged | None]:
    """Return the draft and what the rules say of it; None when something must be mended first."""
    form, request = screen.form, screen.request
    draft = replace(
        drafting.draft(form.cleaned_data, kind), scan=scans.opened(request, form.cleaned_data["scan"])
    )
    if _starts(kind) and screen.returned is not None:
        draft = replace(draft, person_id=screen.returned.person.id)
    elif _starts(kind) and not _may_ask(screen, draft):
        return draft, None
    judged = judging.at_keying(request.actor, screen.organisation, draft, screen.pair)
    blocking = [f for f in judged.findings if f.weight is Weight.BLOCK]
    warning = [f for f in judged.findings if f.weight is Weight.WARN]
    screen.warned = bool(warning)
    if blocking or (warning and not draft.reason.strip()):
        form.take([*blocking, *warning])
        if not blocking:
            form.say(_REASON, "reason")
        return draft, None
    return draft, judged


def _may_ask(screen: Screen, draft: MovementDraft) -> bool:
    form = screen.form
    for name in drafting.some_particulars(form.cleaned_data):
        form.say(_LACKS_PARTICULARS, name)
    if form.errors:
        return False
    ticket, stopped = reading.check_number(
        screen.request.actor,
        screen.organisation,
        draft.national_id,
        str(form.cleaned_data.get("ticket") or ""),
    )
    form.take(stopped)
    form.data = {**form.data, "ticket": ticket}
    return not stopped


def _outlook(screen: Screen, draft: MovementDraft, judged: Judged) -> Outlook:
    day, person = screen.request.actor.day, judged.person.pk if judged.person else None
    tenures = appointments_of(screen.organisation.pk)
    course = Course(person, screen.organisation.pk, judged.before, judged.after, tenures)
    labels = effects.labels_for((judged.before, judged.after), max(day, draft.starts))
    return Outlook(
        effects=effects.effects(course, day, labels),
        compared=effects.compared(course, draft.starts, day, labels),
        name=_name(draft, person, screen),
        seen=_mark(screen.request, screen.file),
        by_province=person in screen.pair,
    )


def _name(draft: MovementDraft, person: UUID | None, screen: Screen) -> str:
    if person is not None:
        return people.view_of(person, screen.request.actor.day).name
    new = draft.new_person
    return compose(new.prefix, new.first, new.last) if new else ""


def _mark(request: OfficerRequest, file: Waiting) -> str:
    """Return the digest of what was typed and attached: what is sent must be what was shown."""
    typed = sorted((k, v) for k, v in request.POST.items() if k not in _NOT_CONTENT)
    typed.append(("scan", file.sha256))
    return hashlib.sha256(repr(typed).encode()).hexdigest()


def _send(screen: Screen, draft: MovementDraft) -> HttpResponse | None:
    request = screen.request

    def act() -> str:
        if screen.returned is not None:
            actions.withdraw_line(
                by=request.actor,
                line_id=screen.returned.id,
                version=screen.returned.version,
                reason=screen.returned.return_reason,
            )
        line = actions.key_movement(
            by=request.actor, organisation=screen.organisation, movement=draft, pair=screen.pair
        )
        scans.drop(request, screen.file.key)
        messages.success(request, _SENT.text(request.lang))
        return reverse("movements:line", args=[line.entry_id])

    return saving(request, screen.form, "movements.key", act)
