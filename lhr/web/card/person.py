"""The familiar card on a screen: who it is, and the sections of the ก.พ.๗ as tabs. Every look leaves a reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.audit import queries as audit
from lhr.audit.rules import check_proof
from lhr.kernel import clock
from lhr.kernel.words import Words
from lhr.posts import queries as posts
from lhr.posts.queries import PostView
from lhr.service_record import card_view, leaving
from lhr.service_record import queries as service
from lhr.service_record.card_view import CardLineView
from lhr.service_record.leaving import Gap
from lhr.service_record.line_view import LineView
from lhr.service_record.pay import NOTHING_BEFORE, Standing, said_of
from lhr.service_record.rules import ends_or_begins, exit_date, last_day_of_service
from lhr.service_record.sections import SECTIONS, Tab
from lhr.standards import queries as standards
from lhr.web.card import opening, tabs
from lhr.web.card.forms import AsOfForm
from lhr.web.card.seen import Seen, of_then, seen_by
from lhr.web.movements import reading
from lhr.web.movements.asking import ask_purpose
from lhr.web.movements.effects import labels_for
from lhr.web.movements.here import at_an_lgo, pair_of
from lhr.web.shared import readings
from lhr.web.shared.decorators import needs
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest

Then = tuple[date | None, date | None]  # as of, and as known on; None is today
READERS_SHOWN = 30
# The tabs on which something sensitive may stand.
_CLOSED = (Tab.DISCIPLINE, tabs.EVIDENCE, tabs.CHANGES)
CHANGES_SHOWN = 60


@needs(Permission.PERSON_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: OfficerRequest, person: UUID) -> HttpResponse:
    """One person's card, a tab at a time; as of a day and as known on another where the address says so."""
    seen = seen_by(request, person)
    asked = purpose_of(request, seen)
    if isinstance(asked, HttpResponse):
        return asked
    return page(request, "card/person.html", whole_page(request, seen, asked))


def whole_page(request: OfficerRequest, seen: Seen, purpose: str) -> dict[str, Any]:
    """Return what the page shows, as of the day that its address names."""
    form = AsOfForm(request.GET if request.GET.get("as_of") or request.GET.get("known") else None)
    then = _then(form)
    kept = {name: str(request.GET.get(name, "")) for name in form.fields}
    asked = f"&{urlencode(kept)}" if then else ""
    return {**context_of(request, seen, purpose, then=then), "as_of_form": form, "then": asked}


def purpose_of(request: OfficerRequest, seen: Seen) -> str | HttpResponse:
    """Return why the record is opened, or the page that asks; the reading is noted."""
    own = seen.person.id == request.actor.person_id
    asked = reading.OWN_WORK if own else _ask(request, seen)
    if not isinstance(asked, HttpResponse):
        reading.note(request.actor, reading.PERSON, [seen.person.id], seen.path, asked)
    return asked


def _ask(request: OfficerRequest, seen: Seen) -> str | HttpResponse:
    return ask_purpose(request, reading.PERSON, seen.path, seen.person, kept_here=seen.whole)


def _then(form: AsOfForm) -> Then | None:
    if not form.is_bound or not form.is_valid():
        return None
    return form.cleaned_data["as_of"], form.cleaned_data["known"]


def context_of(
    request: OfficerRequest,
    seen: Seen,
    purpose: str,
    *,
    tab: str = "",
    then: Then | None = None,
) -> dict[str, Any]:
    """Return what the page shows of a person; the screens that add or correct a line show it around their form."""
    wanted = tab or str(request.GET.get("tab", ""))
    current = wanted if wanted in tabs.TABS else Tab.SERVICE.value
    who, day = seen.person.id, request.actor.day
    lines = seen.opened(card_view.lines_of(who, day))
    own, here = who == request.actor.person_id, at_an_lgo(request)
    opened = current in _CLOSED and opening.is_open(request.actor, who)
    on = (then[0] if then else None) or day
    person = of_then(seen, on, _known_at(then)) if then else seen
    facts = _facts(person, on)
    context: dict[str, Any] = {
        **facts,
        "differs": _differing(facts, _facts(seen, day)) if then else {},
        "former": _former(lines),
        "purpose": "" if purpose == reading.OWN_WORK else purpose,
        "own": own,
        "here": reverse("card:person", args=[who]),
        "then": "",
        "whole": seen.whole,
        "tab": current,
        "tabs": _tabs(lines, current),
        "may_key": here
        and seen.whole
        and not own
        and policy.can(request.actor, Permission.MOVEMENT_KEY, seen.path),
        "opens_post": seen.whole and then is None and policy.can(request.actor, Permission.POST_VIEW, seen.path),
        "photo": next(
            (line for line in reversed(lines) if line.section.code == "PHOTO" and line.stands and line.scans),
            None,
        ),
        "shown": tabs.shown_on(current, lines, opened=opened),
        "unproved": [
            (f.code, Words(f.says("th"), f.says("en")), Words(f.remedy("th"), f.remedy("en")))
            for f in check_proof(fresh=opened)
        ],
    }
    if then is not None:
        context |= _as_of(request, seen, lines, current, then, opened=opened)
    if current == Tab.SERVICE:
        context |= _movements(seen, person, day, then, context)
    if current == Tab.PERSON:
        context["lacks"] = _lacks(request, seen, day) if seen.whole else []
    if current == tabs.EVIDENCE:
        context["documents"] = [
            line for line in lines if line.scans and not (line.section.sensitive and not opened)
        ]
    if current == tabs.CHANGES:
        context["changes"] = _changes(seen, who, opened=opened)
        context["readers"] = _readers(who) if own or (here and seen.whole) else None
    return context


def _lacks(request: OfficerRequest, seen: Seen, day: date) -> list[Gap]:
    """What the list of those who retire says of this record too."""
    who, serving = seen.person.id, seen.picture.employment_on(day)
    pair = pair_of(serving.organisation_id, request) if serving else frozenset()
    return leaving.gaps_of([who], day, pair=pair)[who]


def _facts(seen: Seen, day: date) -> dict[str, object]:
    labels = labels_for([seen.picture], day)
    serving = seen.picture.employment_on(day)
    kinds = standards.personnel_kinds()
    return {
        "person": seen.person,
        "serving": labels.place(serving.organisation_id) if serving else "",
        "posting": service.posting_in(seen.picture, seen.person.id, day),
        "staff_kind": kinds[serving.kind_code].name if serving and serving.kind_code in kinds else "",
        "exit": exit_date(seen.person.birth_date),
        "last_day": last_day_of_service(seen.person.birth_date),
    }


def _differing(then: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, str]:
    """Return what the head of the page would say today, where that is something else."""
    said = [
        {"name": facts["person"].name, "post": facts["posting"].full_name if facts["posting"] else "–",
         "serving": facts["serving"] or "–", "kind": facts["staff_kind"] or "–"}
        for facts in (then, now)
    ]  # fmt: skip
    return {what: said[1][what] for what in said[0] if said[0][what] != said[1][what]}


def _former(lines: Sequence[CardLineView]) -> list[str]:
    return [line.values["former"] for line in lines if line.section.code == "NAME" and line.stands]


def _paid(pay: Standing, seen: Seen, day: date) -> dict[str, object]:
    """Level and pay; the mark says how far the schedule in force may be relied on, where it is not verified."""
    level = standards.levels().get(pay.level_code)
    serving = seen.picture.employment_on(day)
    scale = standards.pay_scale(serving.kind_code, day) if serving else None
    return {
        "pay": pay,
        "pay_says": said_of(pay),
        "pay_level": level.name if level else "",
        "pay_doubt": scale.doubt if scale else None,
    }


def _tabs(lines: Sequence[CardLineView], current: str) -> list[tuple[str, Words, bool, int]]:
    waiting: dict[str, int] = {}
    for line in lines:
        if line.status in ("SUBMITTED", "RETURNED"):
            waiting[line.section.tab] = waiting.get(line.section.tab, 0) + 1
    return [(code, said, code == current, waiting.get(code, 0)) for code, said in tabs.TABS.items()]


def _known_at(then: Then | None) -> int | None:
    """The last change recorded on or before the day named."""
    if then is None or then[1] is None:
        return None
    return audit.last_change_at(
        datetime.combine(then[1] + timedelta(days=1), time.min, clock.BANGKOK) - timedelta(microseconds=1)
    )


def _as_of(
    request: OfficerRequest,
    seen: Seen,
    today: Sequence[CardLineView],
    tab: str,
    then: Then,
    *,
    opened: bool,
) -> dict[str, Any]:
    """The record of then, and in what today's differs from it."""
    as_of, known = then
    past = seen.opened(
        card_view.lines_of(seen.person.id, request.actor.day, known_at=_known_at(then), as_of=as_of)
    )
    now = {line.id: line for line in today}
    here = [line for line in past if _counted(line, tab, opened=opened)]
    changed = {
        line.id: now[line.id].status_says if line.id in now else None
        for line in here
        if line.id not in now or now[line.id].version != line.version
    }
    been = {line.id for line in here}
    return {
        "as_of": as_of,
        "known": known,
        "former": _former(past),
        "shown": tabs.shown_on(tab, past, opened=opened),
        "changed": changed,
        "later": sum(line.id not in been and _counted(line, tab, opened=opened) for line in today),
    }


def _counted(line: CardLineView, tab: str, *, opened: bool) -> bool:
    """True for a line on this tab; of what is closed not even the number is told."""
    return line.section.tab == tab and (opened or not line.section.sensitive)


def _movements(
    seen: Seen, person: Seen, day: date, then: Then | None, others: Mapping[str, Any]
) -> dict[str, Any]:
    """Item 13, the latest first, with level and pay; of another day with what came later and what differs today."""
    until, who = then[0] if then else None, seen.person.id
    found, pay = service.lines_and_pay(who, _known_at(then), day=day, pay_on=until)
    past = [line for line in seen.opened(found) if until is None or line.starts <= until]
    counted = [line for line in past if line.status != "STRUCK" and not line.amended and not line.strikes]
    told = {
        **_paid(pay if seen.whole else NOTHING_BEFORE, person, until or day),
        "lines": past[::-1],
        "goes_on": _goes_on(person, past, day),
        "meter": tabs.meter_of(counted),
    }
    if then is None:
        return told
    today = {line.id: line.status_says for line in service.lines_of(who, day=day) if seen.shows(line)}
    other = {line.id: today.get(line.id) for line in past if today.get(line.id) != line.status_says}
    later = today.keys() - {line.id for line in past}
    return {**told, "changed": {**others["changed"], **other}, "later": others["later"] + len(later)}


def _goes_on(person: Seen, lines: Sequence[LineView], day: date) -> dict[UUID, PostView]:
    """The post in which a line finds the person who says nothing of a post: on paper the mark of repetition."""
    bare = [line for line in lines if not line.post and not line.position_text and not ends_or_begins(line.movement)]
    held = {line.id: seat.post_id for line in bare if (seat := person.picture.post_on(line.starts)) is not None}
    known = posts.views(held.values(), day)
    return {line: known[post] for line, post in held.items() if post in known}


def _changes(seen: Seen, who: UUID, *, opened: bool) -> list[tuple[Any, Words, str]]:
    """The latest changes of the lines: what, when, by whom, why."""
    rows = card_view.changes_of(who, places=seen.places, limit=CHANGES_SHOWN)
    return [
        (change, SECTIONS[section].label, str(entry))
        for change, section, entry in rows
        if opened or not SECTIONS[section].sensitive
    ]


def _readers(person: UUID) -> list[tuple[object, Words]]:
    rows = (row.reading for row in audit.readings_by_others(person)[:READERS_SHOWN])
    return [(row, readings.what(row.view)) for row in rows]


def address(person: UUID, tab: str) -> str:
    return f"{reverse('card:person', args=[person])}?tab={tab}"
