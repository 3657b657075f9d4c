"""What waits for this officer's eyes, grouped by the document it rests on, old and new side by side; signed by card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.identity import queries as identity
from lhr.kernel.words import Words
from lhr.service_record import actions, card_view
from lhr.service_record.card_view import CardLineView
from lhr.service_record.drafts import Correction
from lhr.service_record.sections.columns import NOTHING
from lhr.web.card.forms import BatchForm, SendBackForm
from lhr.web.card.opening import is_open
from lhr.web.movements import reading
from lhr.web.movements.asking import note_line
from lhr.web.movements.here import at_an_lgo, own_lgo, pair_of, pairs_within
from lhr.web.shared.cards import reaches_agent
from lhr.web.shared.confirming import Transaction
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.readings import CARD_LINE
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.saving import saving

AT_ONCE = 60
_STRUCK = Words("ขีดฆ่าทั้งรายการ", "struck")
_VERIFIED = Words("ตรวจสอบแล้ว {n} รายการ", "{n} lines verified")
_RETURNED = Words("ส่งคืนแล้ว", "Sent back")
_NONE = Words(
    "ยังไม่ได้เลือกรายการ เลือกอย่างน้อยหนึ่งรายการแล้วกดตรวจสอบ", "No line is chosen; choose one at least, then verify"
)


@dataclass(frozen=True)
class Waiting:
    """A line beside the one that it corrects; `closed` when it is sensitive and who looks has not proved afresh."""

    line: CardLineView
    target: CardLineView | None
    closed: bool
    keyed_by: str

    @property
    def compared(self) -> list[tuple[Words, Words, Words, bool]]:
        """Each column that holds anything: as it stands, as it would be, and whether that differs."""
        old = dict.fromkeys((column.name for column, _ in self.line.cells), NOTHING)
        if self.target is not None:
            old |= {column.name: said for column, said in self.target.cells}
        struck = self.line.correction == Correction.STRIKE
        told = [
            (column.label, old[column.name], _STRUCK if struck else said) for column, said in self.line.cells
        ]
        return [
            (label, was, now, was != now)
            for label, was, now in told
            if NOTHING not in (was, now) or was != now
        ]


@dataclass
class Group:
    """Lines of one LGO that rest on one order, or of one person without any: verified by one signature."""

    key: str
    organisation_id: UUID
    organisation: str
    first: CardLineView
    lines: list[Waiting] = field(default_factory=list)


@needs(Permission.MOVEMENT_VERIFY, Permission.MOVEMENT_VERIFY_PAIR)
@reaches_agent
@require_safe
def queue(request: OfficerRequest) -> HttpResponse:
    """The lines that wait for this officer."""
    return _page(request, BatchForm(offered=[]))


def _page(request: OfficerRequest, form: BatchForm) -> HttpResponse:
    found = mine(request)
    shown = found[:AT_ONCE]
    purpose = reading.OWN_WORK if at_an_lgo(request) else reading.PURPOSES["pair"].th
    reading.note(request.actor, CARD_LINE, [line.person.id for line in shown], own_lgo(request).path, purpose)
    context = {
        "groups": _groups(request, shown),
        "more": len(found) - len(shown),
        "above": not at_an_lgo(request),
        "form": form,
    }
    return page(request, "card/queue.html", context, at=reverse("card:queue"))


def mine(request: OfficerRequest) -> list[CardLineView]:
    """Return the lines that this officer may verify: at an LGO all but the pair's, at the province those."""
    day, account = request.actor.day, request.actor.account_id
    if at_an_lgo(request):
        lgo = own_lgo(request)
        found = card_view.to_verify(request.reach, day, without=pair_of(lgo.pk, request))
        found = [line for line in found if not line.endorsed]
    else:
        found = card_view.to_verify(request.reach, day, among=pairs_within(request))
    return [line for line in found if line.keyed_by != account and line.person.id != request.actor.person_id]


def _groups(request: OfficerRequest, lines: Sequence[CardLineView]) -> list[Group]:
    targets = card_view.lines_named({line.corrects for line in lines if line.corrects}, request.actor.day)
    hands = identity.names_of({line.keyed_by for line in lines if line.keyed_by}, request.actor.day)
    groups: dict[str, Group] = {}
    for line in lines:
        rests_on = line.citation.evidence_key(line.id) if line.citation.is_order else line.person.id
        name = f"{line.organisation_id}:{rests_on}"
        group = groups.setdefault(name, Group(name, line.organisation_id, line.organisation_label, line))
        closed = line.section.sensitive and not is_open(request.actor, line.person.id)
        target = targets.get(line.corrects) if line.corrects else None
        by = hands.get(line.keyed_by, "") if line.keyed_by else ""
        group.lines.append(Waiting(line, target, closed, by))
    return list(groups.values())


@needs(Permission.MOVEMENT_VERIFY, Permission.MOVEMENT_VERIFY_PAIR)
@reaches_agent
@require_POST
def verify(request: OfficerRequest) -> HttpResponse:
    """Confirm the chosen lines as they were seen, with a fresh card statement over exactly these."""
    # What is sensitive is signed by who has seen it.
    shown = [
        line
        for line in mine(request)
        if not (line.section.sensitive and not is_open(request.actor, line.person.id))
    ]
    found = {f"{line.id}:{line.version}": line for line in shown}
    sent = request.POST.getlist("line")
    # What has moved on meanwhile is named by nobody any more; the action says so.
    form = BatchForm(request.POST, offered=[(one, one) for one in {*found, *sent}])
    chosen = [
        (UUID(name), int(version))
        for name, _, version in (one.partition(":") for one in sent if one in found)
    ]
    if not chosen:
        form.is_valid()
        form.errors.clear()
        form.say(_NONE)
        return _page(request, form)
    lines = [found[f"{name}:{version}"] for name, version in chosen]
    if form.is_valid():
        pair = pair_of(lines[0].organisation_id, request)

        def act() -> str:
            actions.verify_card_lines(by=request.actor, lines=chosen, pair=pair)
            messages.success(request, _VERIFIED.text(request.lang, n=len(chosen)))
            return reverse("card:queue")

        answer = saving(request, form, "card.verify", act, confirm=lambda: _transaction(request, lines))
        if answer is not None:
            return answer
    return _page(request, form)


def _transaction(request: OfficerRequest, lines: Sequence[CardLineView]) -> Transaction:
    path = lines[0].organisation_path
    mine = policy.can(request.actor, Permission.MOVEMENT_VERIFY, path)
    permission = Permission.MOVEMENT_VERIFY if mine else Permission.MOVEMENT_VERIFY_PAIR
    content: dict[str, object] = {
        "act": str(permission),
        "lines": " ".join(f"{line.id}:{line.version}" for line in lines),
        "organisation": str(lines[0].organisation_id),
        "says": f"ตรวจสอบรายการใน ก.พ.๗ {len(lines)} รายการ ของ {lines[0].organisation_label}",
    }
    return Transaction(permission, content)


@needs(Permission.MOVEMENT_VERIFY, Permission.MOVEMENT_VERIFY_PAIR)
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: OfficerRequest, line: UUID) -> HttpResponse:
    """Return a line to who keyed it, with the reason."""
    found = card_view.line(line, within=request.reach, day=request.actor.day)
    form = SendBackForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        typed, pair = form.cleaned_data, pair_of(found.organisation_id, request)

        def act() -> str:
            actions.send_card_line_back(
                by=request.actor, line_id=line, version=typed["version"], reason=typed["reason"], pair=pair
            )
            messages.success(request, _RETURNED.text(request.lang))
            return reverse("card:queue")

        answer = saving(request, form, "card.send_back", act)
        if answer is not None:
            return answer
    if asked := note_line(request, CARD_LINE, found):
        return asked
    return page(request, "card/send_back.html", {"form": form, "line": found})
