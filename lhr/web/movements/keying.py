"""The one movement screen: choose kind and person, fill in, look at what it will do, send it to be verified."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.audit import saves
from lhr.audit.queries import Touched
from lhr.kernel.rules import Weight
from lhr.kernel.thai_date import show
from lhr.kernel.words import Words
from lhr.organisations.queries import Organisation
from lhr.people import queries as people
from lhr.registry_rights.queries import appointments_of
from lhr.service_record import actions, cases, judging, line_history
from lhr.service_record import queries as service
from lhr.service_record.cases import CaseView
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.judging import Judged
from lhr.service_record.line_view import LineView
from lhr.service_record.rules import (
    AMEND_ORDER,
    RETIRE,
    TRANSFER_IN,
    Line,
    MovementClass,
    is_overlay,
    names_a_source,
    retirement,
)
from lhr.service_record.rules_of_transfers import CaseStatus
from lhr.standards import queries as standards
from lhr.standards.queries import MovementView
from lhr.web.movements import drafting, effects, lines, partly, reading, scans
from lhr.web.movements import typed as typing
from lhr.web.movements.effects import Compared, Course, Effect
from lhr.web.movements.forms import AS_TEXT, Around, MovementForm, as_uuid, read_of_paper
from lhr.web.movements.frame import Frame, screen_of_its_own
from lhr.web.movements.here import own_lgo, pair_of
from lhr.web.movements.kinds import NEW_PERSON
from lhr.web.movements.scans import Waiting
from lhr.web.movements.typed import Draft
from lhr.web.shared import refused
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import warnings
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving
from lhr.web.shared.scans import ScanField, stays_empty
from lhr.web.shared.uploads import takes_files

FILL, LOOK, SEND = "fill", "look", "send"
_FILLING = (FILL, scans.REMOVE)
CITED = ("citation_number", "citation_year", "citation_signed_on")
_OF_WHOM = frozenset({"national_id", *NEW_PERSON})
_ACTION = "movements.key"
_NOT_CONTENT = ("ticket", "proposed", "scan")
_OFFERED = 5
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
    """One request on the movement screen, or on the same form where it stands on a person's page."""

    request: OfficerRequest
    frame: Frame
    organisation: Organisation
    pair: frozenset[UUID]
    kind: MovementView | None
    form: MovementForm
    file: Waiting
    returned: LineView | None = None
    corrected: LineView | None = None
    draft: Draft | None = None
    case: CaseView | None = None
    outlook: Outlook | None = None
    seen: int = 0  # the version of the line that is mended

    def answer(self) -> HttpResponse:
        refused.bring_back(self.request, form=self.form)
        lines = [line.person.id for line in (self.returned, self.corrected) if line is not None]
        chosen = [self.form.chosen] if self.form.chosen and self.frame.person is None else []
        reading.note(self.request.actor, reading.LINES, [*lines, *chosen], self.organisation.path)
        context = {
            **self.frame.around(),
            "frame": self.frame,
            "form": self.form,
            "kind": self.kind,
            "scan": self.scan_field(),
            "retirement": _retirement(self),
            "retires_otherwise": self.form["starts"].value() != self.form["proposed"].value()
            if self.kind
            else False,
            "warned": bool(warnings(self.form)) or bool(self.form["reason"].value() if self.kind else ""),
            "outlook": self.outlook,
            "returned": self.returned,
            "seen": self.seen,
            "corrected": self.corrected,
            "case": self.case,
            "case_name": self.case.name_for(self.organisation.pk) if self.case else "",
            "only_pair": _writes_pair_only(self.request),
            "draft": self.draft,
            "drafts": _offered(self.request, self.frame) if self.draft is None else [],
        }
        return page(self.request, self.frame.template, context, at=self.address())

    def keep(self) -> None:
        """Keep what stands in the fields, for Back, Reload, another PC and another day."""
        form, by = self.form, self.request.actor
        mark = typing.keep(by, str(self.request.POST.get("draft", "")), {**_again(self), **_held(form)})
        self.draft = typing.draft(by, mark)

    def address(self, *, look: bool = False) -> str:
        mark = self.draft.mark if self.draft else ""
        return typing.address(mark, {**_again(self), **_held(self.form)}, look=look, at=self.frame.at)

    def scan_field(self) -> ScanField:
        form = self.form
        typed = {name: form[name].value() for name in CITED if name in form.fields}
        return scans.field_of(self.request, self.organisation.pk, self.kind, typed, self.file)


@dataclass(frozen=True)
class Outlook:
    """What the movement will do, and the mark of exactly what was typed when this was shown."""

    effects: list[Effect]
    compared: Compared
    since: date
    name: str
    seen: str
    by_province: bool


@takes_files
@needs(Permission.MOVEMENT_KEY)
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: OfficerRequest) -> HttpResponse:
    """The movement screen."""
    return keyed(request, screen_of_its_own())


def keyed(request: OfficerRequest, frame: Frame) -> HttpResponse:
    """POST fills in further (`fill`), asks for the effect (`look`) or sends (`send`); what is shown is shown by GET."""
    screen = _open(request, frame)
    step = request.POST.get("step", LOOK) if request.method == "POST" else _asked(request, screen.draft)
    if screen.file.found:
        return _file_refused(screen)
    draft, judged = None, None
    if step not in _FILLING and screen.kind is not None:
        draft, judged = _judge(screen, screen.kind)
    if request.method == "POST":
        if step == FILL and stays_empty(request, screen.scan_field()):
            return HttpResponse(status=204)
        return _answered(screen, step, draft if judged else None)
    if draft is not None and judged is not None:
        screen.outlook = _outlook(screen, draft, judged)
    return screen.answer()


def _file_refused(screen: Screen) -> HttpResponse:
    """The file that was just sent cannot be taken; what was typed is kept, and the field says why."""
    if screen.form.is_bound:
        screen.form.take(screen.file.found)
    return screen.answer()


def _answered(screen: Screen, step: str, draft: MovementDraft | None) -> HttpResponse:
    """Send what was looked at; else keep it, and lead to the page that shows fields, findings or the effect."""
    request, looked = screen.request, screen.request.POST.get("seen")
    if step == SEND and draft is not None and looked == _seen(screen):
        sent = _send(screen, draft)
        if sent is not None:
            return sent
        if screen.returned is not None and screen.form.overtaken is not None:
            screen.seen = screen.returned.version  # shown beside it now
    screen.keep()
    filling = step in _FILLING
    if not filling and not screen.form.is_valid():
        return screen.answer()
    if step == SEND and looked:
        messages.warning(request, _CHANGED.text(request.lang))
    return HttpResponseRedirect(screen.address(look=not filling))


@needs(Permission.MOVEMENT_KEY)
@require_POST
def keep(request: OfficerRequest) -> HttpResponse:
    """A field was left: keep the page as it stands. Nothing is judged, nothing is saved."""
    screen = _open(request, screen_of_its_own())
    if not _sent_already(request):
        screen.keep()
    return page(request, "movements/draft.html", {"draft": screen.draft})


def _sent_already(request: OfficerRequest) -> bool:
    """A field that was left at the moment of sending may arrive after it."""
    key, account = str(request.POST.get("save_key", "")), str(request.actor.account_id)
    return saves.outcome(key, account=account, action=_ACTION)[0] is saves.Outcome.SAVED


@needs(Permission.MOVEMENT_KEY)
@require_POST
def drop_draft(request: OfficerRequest) -> HttpResponse:
    typing.drop(request.actor, str(request.POST.get("draft", "")))
    person = as_uuid(request.POST.get("person"))
    return HttpResponseRedirect(reverse("card:move", args=[person]) if person else reverse("movements:key"))


def _asked(request: OfficerRequest, draft: Draft | None) -> str:
    return LOOK if request.GET.get("look") and draft is not None else FILL


def _offered(request: OfficerRequest, frame: Frame) -> list[tuple[Draft, MovementView | None, str]]:
    """The account's drafts with kind and person, to go on with or to give up."""
    mine = [one for one in typing.kept(request.actor) if frame.holds(one)][:_OFFERED]
    known = standards.movement_types()
    named = people.views({one.person for one in mine if one.person}, request.actor.day)
    return [(one, known.get(one.typed.get("movement", "")), _called(one, named)) for one in mine]


def _called(one: Draft, named: Mapping[UUID, people.PersonView]) -> str:
    if one.person is not None and one.person in named:
        return named[one.person].name
    return " ".join(filter(None, (one.typed.get("first_name"), one.typed.get("last_name"))))


def _held(form: MovementForm) -> dict[str, Any]:
    """Return what stands in the fields, as typed; what the screen added (a ticket) too."""
    if not form.is_bound:
        return {name: form.initial[name] for name in form.base_fields if form.initial.get(name)}
    return {name: form.data[name] for name in form.base_fields if form.data.get(name)}


def _again(screen: Screen) -> dict[str, str]:
    """What the screen rests on besides its fields: the line that was sent back, the transfer case."""
    named = {"again": screen.returned, "corrects": screen.corrected, "case": screen.case}
    seen = {"version": str(screen.seen)} if screen.returned is not None else {}
    return {**{name: str(one.id) for name, one in named.items() if one is not None}, **seen}


def _open(request: OfficerRequest, frame: Frame) -> Screen:
    organisation, day = own_lgo(request), request.actor.day
    pair = pair_of(organisation.pk, request)
    post = request.method == "POST"
    draft = None if post else _draft_named(request, frame)
    returned, corrected, case = _rests_on(request, organisation, draft, frame)
    typed = _typed(request) if post else dict(draft.typed) if draft else _begun(request, returned, corrected, case)
    file = _file(request, typed, returned, draft)
    typed["scan"] = file.key
    frame.bind(typed)
    kind = frame.kind(standards.movement_types().get(str(typed.get("movement") or "")))
    offers = drafting.around(organisation, kind, typed, day, _keyable(request, pair, frame), begins=frame.begins)
    if str(typed.get("other_id", "")) not in {AS_TEXT, *(value for value, _ in offers.others)}:
        typed["other_id"] = ""  # chosen under other words than those that stand there now
    _read_paper(typed)
    filling = (typed.get("step") if post else _asked(request, draft)) in _FILLING
    amended = _amended(typed, offers)
    if filling:
        _propose(typed, kind, amended)
    known = (returned or corrected) is not None or _received(case, kind) is not None
    without = _OF_WHOM if known and _starts(kind) else frozenset[str]()
    if kind is not None and kind.code == AMEND_ORDER and amended is None:
        without |= {"last_day"}  # what runs to no day of its own
    given: dict[str, Any] = {"initial": typed} if filling else {"data": typed}
    form = MovementForm(**given, around=offers, kind=kind, without=without, corrects=corrected is not None)
    if frame.person is not None and kind is None:
        form.fields["movement"].widget.attrs["autofocus"] = True
    screen = Screen(request, frame, organisation, pair, kind, form, file, returned, corrected, draft, case)
    if returned is not None:
        _is_mended(screen, returned)
    return screen


def _is_mended(screen: Screen, line: LineView) -> None:
    """What is sent is held against the version that was before the officer, and shown beside the latest one."""
    kept = screen.draft.typed if screen.draft is not None else {}
    seen = str(screen.request.POST.get("version") or kept.get("version") or "")
    screen.seen = int(seen) if seen.isdecimal() and len(seen) < 9 else line.version
    form, day = screen.form, screen.request.actor.day
    form.latest = {**dict.fromkeys(form.fields, ""), **drafting.typed_again(line.id, day)}
    form.fresh_at = f"{screen.frame.at}?again={line.id}"


def _draft_named(request: OfficerRequest, frame: Frame) -> Draft | None:
    found = typing.draft(request.actor, str(request.GET.get("draft", "")))
    return found if found is not None and frame.holds(found) else None


def _rests_on(
    request: OfficerRequest, organisation: Organisation, draft: Draft | None, frame: Frame
) -> tuple[LineView | None, LineView | None, CaseView | None]:
    """The line that was sent back, the one corrected, the transfer case: their links lead to the screen of its own."""
    if frame.person is not None:
        return None, None, None
    returned = _returned(request, draft)
    return returned, _corrected(request, draft, returned), _case(request, organisation, draft)


def _keyable(request: OfficerRequest, pair: frozenset[UUID], frame: Frame) -> frozenset[UUID] | None:
    """On a person's page that person alone; what the hand may not write there the rule says (SR-03)."""
    if frame.person is not None:
        return frozenset({frame.person})
    return pair - _me(request) if _writes_pair_only(request) else None


def _file(
    request: OfficerRequest, typed: Mapping[str, Any], returned: LineView | None, draft: Draft | None
) -> Waiting:
    if request.method == "POST":
        return scans.waiting(request)
    if draft is not None:
        return scans.kept(request, typed.get("scan"))
    return scans.from_returned(request, returned) if returned is not None else Waiting()


def _typed(request: OfficerRequest) -> dict[str, Any]:
    return {name: str(value) for name, value in request.POST.items()}


def _me(request: OfficerRequest) -> frozenset[UUID]:
    return frozenset({request.actor.person_id} if request.actor.person_id else ())


def _starts(kind: MovementView | None) -> bool:
    return kind is not None and kind.movement_class is MovementClass.START


def _returned(request: OfficerRequest, draft: Draft | None) -> LineView | None:
    """Return the line that was sent back, or still waits, and is now keyed anew. Raises ServiceLine.DoesNotExist."""
    line = as_uuid(request.POST.get("again") or request.GET.get("again") or (draft and draft.typed.get("again")))
    if line is None:
        return None
    found = service.line(line, within=request.reach, day=request.actor.day)
    return found if found.status == "RETURNED" or lines.may_mend(found) else None


def _corrected(request: OfficerRequest, draft: Draft | None, returned: LineView | None) -> LineView | None:
    """Return the verified line whose keying is to be corrected; a correction that is mended stays one. Raises
    ServiceLine.DoesNotExist."""
    named = request.POST.get("corrects") or request.GET.get("corrects") or (draft and draft.typed.get("corrects"))
    line = returned.corrects if returned is not None else as_uuid(named)
    if line is None:
        return None
    found = service.line(line, within=request.reach, day=request.actor.day)
    return found if found.status == "VERIFIED" else None


def _case(request: OfficerRequest, organisation: Organisation, draft: Draft | None) -> CaseView | None:
    """Return the open transfer case that this movement belongs to. Raises TransferCase.DoesNotExist for another's."""
    named = request.POST.get("case") or request.GET.get("case") or (draft and draft.typed.get("case"))
    case = as_uuid(named)
    if case is None:
        return None
    found = cases.case(case, within=request.reach, day=request.actor.day)
    return found if found.is_open and found.side_of(organisation.pk) is not None else None


def _received(case: CaseView | None, kind: MovementView | None) -> UUID | None:
    """Return whom a released case brings here: then no number is asked for."""
    if case is None or kind is None or kind.code != TRANSFER_IN or case.status is not CaseStatus.RELEASED:
        return None
    return case.person.id


def _begun(
    request: OfficerRequest, returned: LineView | None, corrected: LineView | None, case: CaseView | None
) -> dict[str, Any]:
    """A link may name kind, person, line and case; never a number."""
    if returned is not None:
        return {**drafting.typed_again(returned.id, request.actor.day), "why": returned.strike_reason}
    if corrected is not None:
        return drafting.typed_again(corrected.id, request.actor.day)
    if case is not None:
        return drafting.typed_of_case(case, str(request.GET.get("movement", "")))
    return {name: request.GET[name] for name in ("movement", "person", "cancels", "amends") if request.GET.get(name)}


def _read_paper(typed: dict[str, Any]) -> None:
    """Where only the paper's own text of the day was typed, its day (or the first of its month or year) counts."""
    text = str(typed.get("starts_text") or "")
    found = read_of_paper(text).day if text and not typed.get("starts") else None
    if found is not None:
        typed["starts"] = show(found, "short", digits="arabic")


def _amended(typed: Mapping[str, Any], offers: Around) -> Line | None:
    """Return the contract that is to be amended, as it stands; None for what has no end, and what was not offered."""
    line = as_uuid(typed.get("amends"))
    return service.line_with_end(line) if line and str(line) in dict(offers.lines) else None


def _propose(typed: dict[str, Any], kind: MovementView | None, amended: Line | None) -> None:
    """Put in the day of retirement, or the last day of the contract that is amended; take a proposal out again when
    another kind, person or line was chosen."""
    for name in ("starts", "last_day"):
        if typed.get(name) and typed.get(name) == typed.get("proposed"):
            typed[name] = ""
    typed["proposed"] = ""
    if amended is not None and amended.until is not None and not typed.get("last_day"):
        last_day = amended.until - timedelta(days=1)
        typed["last_day"] = typed["proposed"] = show(last_day, "short", digits="arabic")
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


def _judge(screen: Screen, kind: MovementView) -> tuple[MovementDraft | None, Judged | None]:
    """Return the draft and what the rules say of it; None when something must be mended first."""
    form, request = screen.form, screen.request
    known = _known(screen, kind)
    by_number = _starts(kind) and known is None
    if by_number and form.is_valid():
        for name in drafting.some_particulars(form.cleaned_data):
            form.say(_LACKS_PARTICULARS, name)
    if not form.is_valid():
        _judge_the_rest(screen, kind, known)
        return None, None
    draft = _draft(screen, kind, form.cleaned_data, known)
    if by_number and not _may_ask(screen, draft):
        return draft, None
    judged = judging.at_keying(request.actor, screen.organisation, draft, screen.pair)
    if by_number and not _note_number(screen, draft, judged):
        return draft, None
    blocking = [f for f in judged.findings if f.weight is Weight.BLOCK]
    warning = [f for f in judged.findings if f.weight is Weight.WARN]
    if blocking or (warning and not draft.reason.strip()):
        form.take([*blocking, *warning])
        if not blocking:
            form.say(_REASON, "reason")
        return draft, None
    return draft, judged


def _judge_the_rest(screen: Screen, kind: MovementView, known: UUID | None) -> None:
    """Some fields must be mended before all of it can be judged; what is wrong in the others is said now, not after."""
    form, day = screen.form, screen.request.actor.day
    wrong = frozenset(form.errors)
    typed = {**form.cleaned_data, "starts": form.cleaned_data.get("starts") or day}
    draft = _draft(screen, kind, typed, known)
    judged = judging.at_keying(screen.request.actor, screen.organisation, draft, screen.pair, look_up=False)
    form.take(partly.still_true(judged.findings, wrong, form.fields))


def _known(screen: Screen, kind: MovementView) -> UUID | None:
    """Return of whom the movement speaks where no field of the form says it."""
    for line in (screen.corrected, screen.returned):
        if line is not None:
            return line.person.id
    return _received(screen.case, kind)


def _draft(screen: Screen, kind: MovementView, typed: Mapping[str, Any], known: UUID | None) -> MovementDraft:
    scan = scans.opened(screen.request, str(typed.get("scan") or ""))
    draft = replace(drafting.draft(typed, kind), scan=scan)
    if screen.returned is not None:
        draft = replace(draft, person_id=known, mends=(screen.returned.id, screen.seen))
    if screen.corrected is not None:
        why = str(typed.get("why") or "")
        draft = replace(draft, person_id=known, corrects=screen.corrected.id, why=why)
    return replace(draft, person_id=known) if _starts(kind) and known is not None else draft


def _may_ask(screen: Screen, draft: MovementDraft) -> bool:
    form = screen.form
    ticket = str(form.cleaned_data.get("ticket") or "")
    stopped = reading.check_number(screen.request.actor, screen.organisation, draft, ticket)
    form.take(stopped)
    return not stopped


def _note_number(screen: Screen, draft: MovementDraft, judged: Judged) -> bool:
    """Who cites nothing was told nothing about the number (2.5): nothing was looked up, so nothing counts. False when
    nothing more is told."""
    if not names_a_source(judged.movement, draft.citation, has_scan=draft.scan is not None):
        return True
    form = screen.form
    ticket = str(form.cleaned_data.get("ticket") or "")
    noted, stopped = reading.note_number(screen.request.actor, screen.organisation, draft, ticket, judged)
    form.data = {**form.data, "ticket": noted}
    form.take(stopped)
    return not stopped


def _outlook(screen: Screen, draft: MovementDraft, judged: Judged) -> Outlook:
    day, person = screen.request.actor.day, judged.person.pk if judged.person else None
    tenures = appointments_of(screen.organisation.pk)
    to = None if is_overlay(judged.movement) else draft.last_day
    course = Course(person, screen.organisation.pk, judged.before, judged.after, tenures, judged.paid, to)
    labels = effects.labels_for((judged.before, judged.after), max(day, draft.starts))
    since = ((draft.corrects or draft.cancels) and effects.first_change(course)) or draft.starts
    return Outlook(
        effects=effects.effects(course, day, labels),
        compared=effects.compared(course, since, day, labels),
        since=since,
        name=judged.name,
        seen=_seen(screen),
        by_province=person in screen.pair,
    )


def _seen(screen: Screen) -> str:
    """Return the digest of what was typed and attached: what is sent must be what was shown."""
    form = screen.form
    typed = sorted((k, str(v)) for k, v in _held(form).items() if k in form.fields and k not in _NOT_CONTENT)
    typed.append(("scan", screen.file.sha256))
    return hashlib.sha256(repr(typed).encode()).hexdigest()


def _send(screen: Screen, draft: MovementDraft) -> HttpResponse | None:
    request = screen.request

    def act() -> str:
        line = actions.key_movement(
            by=request.actor, organisation=screen.organisation, movement=draft, pair=screen.pair
        )
        scans.drop(request, screen.file.key)
        typing.drop(request.actor, str(request.POST.get("draft", "")), {**_again(screen), **_held(screen.form)})
        messages.success(request, _SENT.text(request.lang))
        return screen.frame.after or reverse("movements:line", args=[line.entry_id])

    mended = screen.returned

    def since() -> list[Touched]:
        return line_history.acts_upon(mended.id, after=screen.seen) if mended else []

    return saving(request, screen.form, _ACTION, act, since=since)
