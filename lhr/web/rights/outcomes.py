"""What a search answers on the page: who was found and how he may be chosen, or the one neutral sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import in_full, said, show
from lhr.kernel.words import Words, filled
from lhr.registry_rights.queries import Found, Outcome, SearchOutcome
from lhr.registry_rights.rules_said import INSTEAD, POST_TITLES, RR_02
from lhr.registry_rights.terms import CAPACITIES, CAPACITY_SAYS, PROVED_BY_POST, Capacity
from lhr.service_record import cases
from lhr.service_record.rules_of_transfers import HELD_ELSEWHERE
from lhr.web.rights.typed import choice
from lhr.web.shared.forms import Told
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.told import Message

NEUTRAL = Words("ไม่พบผู้มีเลขนี้ในสังกัดของท่าน", "Nobody with this number serves your organisation")
EVERYWHERE = Reach(frozenset({"/"}))
_CHOOSE = Words("เลือก", "Choose")
_WITH_DAY = Words("{says} มีผลตั้งแต่ {day}", "{says} from {day}")
_CHOOSE_AS = Words("เลือกในฐานะ{capacity}", "Choose as {capacity}")


@dataclass(frozen=True, slots=True)
class Choice:
    says: Words
    value: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer as the template needs it. Of a neutral one, only `told` and the typed number are filled."""

    tone: str
    told: list[Message] = field(default_factory=list)
    name: str = ""
    masked_id: str = ""
    post: str = ""
    number: str = ""
    level: str = ""
    unit: str = ""
    arrives: date | None = None  # serves here from this day on only, by a verified order
    kind_name: str = ""
    organisation: str = ""
    choices: list[Choice] = field(default_factory=list)
    neutral: bool = False
    may_name_new: bool = False
    typed: str = ""
    ticket: str = ""
    receive_url: str = ""
    appoint_url: str = ""
    case_url: str = ""
    arrives_on: date | None = None  # the effective day of the transfer by which the person is on the way here


def shown(request: OfficerRequest, place: UUID, role: Role, answer: SearchOutcome, starts: date, typed: str) -> Shown:
    """Return what the page shows of a FOUND or NEUTRAL answer to who serves here on `starts`; what stopped or was no
    number stands on the field."""
    if answer.case_id is not None:
        return _on_the_way(request, place, answer.case_id)
    if answer.found is None:
        return _neutral(answer.may_name_new, answer.ticket, typed, request.lang)
    found = answer.found
    told = [*answer.findings, *_not_proved(found, role, cold=found.posting is None)]
    eligible = answer.outcome is Outcome.FOUND_HERE
    posting = found.posting
    arrives = found.starts if found.starts > starts else None
    return Shown(
        tone="ok" if eligible and not told else "warn",
        told=[Message(Told(finding), request.lang, None, request.digits) for finding in told],
        name=found.name,
        masked_id=found.masked_id,
        post=posting.name if posting else "",
        number=posting.number if posting else "",
        level=posting.level_name if posting else "",
        unit=posting.unit if posting else "",
        kind_name=posting.kind_name if posting else "",
        organisation=found.organisation,
        arrives=arrives,
        choices=_choices(place, role, found, request.actor.day) if eligible else [],
        receive_url=_movement("TRANSFER_IN"),
    )


def _on_the_way(request: OfficerRequest, place: UUID, case_id: UUID) -> Shown:
    """HELD_ELSEWHERE: the LGO has an open case, so the keeper is no secret from it; the name is as veiled as there."""
    case = cases.case(case_id, within=EVERYWHERE, day=request.actor.day)
    held = filled(HELD_ELSEWHERE, sender=case.sender.label)
    return Shown(
        tone="warn",
        told=[
            Message(Told(held), request.lang, None),
        ],
        name=case.name_for(place),
        case_url=reverse("transfers:case", args=[case_id]),
        arrives_on=case.effective_on,
    )


def again(ticket: str | None, typed: str | None, lang: str) -> Shown:
    """Return the neutral answer once more, for a new person's particulars that need mending."""
    return _neutral(True, ticket or "", typed or "", lang)


def _neutral(may_name_new: bool, ticket: str, typed: str, lang: str) -> Shown:
    return Shown(
        tone="warn",
        told=[Message(Told(NEUTRAL), lang, None)],
        neutral=True,
        may_name_new=may_name_new,
        typed=typed,
        ticket=ticket,
        receive_url=_movement("TRANSFER_IN"),
        appoint_url=_movement("APPOINT"),
    )


def _not_proved(found: Found, role: Role, *, cold: bool) -> list[Finding]:
    """Say why the role's own post is not offered (a รองปลัด is no ปลัด), with what may be chosen instead."""
    if cold or _proved(found):
        return []
    capacity = next(c for c in CAPACITIES[role] if c in PROVED_BY_POST)
    at: dict[str, Any] = {
        "person": found.name,
        "organisation": found.organisation,
        "date": in_full(found.starts),
    }
    said: dict[str, Any] = {"title": POST_TITLES[capacity], "instead": INSTEAD[capacity]}
    return [RR_02.finding(variant=1, capacity=CAPACITY_SAYS[capacity], **said, **at)]


def _proved(found: Found) -> list[Capacity]:
    """Return the capacities of this very role that the record proves: a ปลัด is no officer by his post."""
    return [c for c in found.capacities if c in found.proved]


def _choices(place: UUID, role: Role, found: Found, today: date) -> list[Choice]:
    """Return the ways in which the person may be chosen, each with its first day where that is not today."""
    proved = _proved(found)

    def way(says: Words, capacity: str, starts: date) -> Choice:
        if starts == today:
            return Choice(says, choice(place, role, found.person_id, capacity=capacity))
        seed = {"capacity": capacity, "starts": show(starts, "short", digits="arabic")}
        return Choice(filled(_WITH_DAY, says=says, day=said(starts)), choice(place, role, found.person_id, **seed))

    if proved:
        return [way(_CHOOSE, proved[0], found.starts)]
    if found.posting is None:
        return [way(_CHOOSE, "", found.starts)]
    later = [way(_as(c), c, day) for c, day in found.proved_from]
    return later + [way(_as(c), c, found.starts) for c in found.capacities if c not in PROVED_BY_POST]


def _as(capacity: Capacity) -> Words:
    says = CAPACITY_SAYS[capacity]
    return Words(_CHOOSE_AS.th.format(capacity=says.th), _CHOOSE_AS.en.format(capacity=says.en))


def _movement(code: str) -> str:
    """Return the movement screen with the kind of movement chosen."""
    try:
        return f"{reverse('movements:key')}?movement={code}"
    except NoReverseMatch:
        return ""
