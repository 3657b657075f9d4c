"""What waits for somebody, by duty: each entry says how many, what, since when, and opens its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.followup import queries as followup
from lhr.followup.rules import State
from lhr.identity import queries as identity
from lhr.identity import second_factor
from lhr.kernel import clock
from lhr.kernel.words import Words
from lhr.orders import queries as orders
from lhr.orders.queries import OrderView
from lhr.orders.terms import OrderState
from lhr.registry_rights import queries as rights
from lhr.registry_rights import seats
from lhr.registry_rights.terms import HOLDERS, VACANT_SAYS
from lhr.service_record import card_view as cards
from lhr.service_record import cases as transfers
from lhr.service_record import queries as service
from lhr.service_record import swaps
from lhr.web.leaving.figures import retiring
from lhr.web.shared.requests import OfficerRequest
from lhr.web.verifying.waiting import of_verifier

_BOOTSTRAP_DAYS = 7
_ORDERS = 99  # counted at most


@dataclass(frozen=True, slots=True)
class Work:
    """One entry of the list. `since` is the day since which the oldest of them waits."""

    count: int
    says: Words
    url: str
    tone: str = "warn"
    since: date | None = None


def work_of(request: OfficerRequest) -> list[Work]:
    """Return what waits for this actor, the heaviest first; entries with nothing to do are left out."""
    lists: tuple[tuple[Permission, Callable[[OfficerRequest], Iterable[Work]]], ...] = (
        (Permission.RIGHTS_APPOINT, _own_rights),
        (Permission.MOVEMENT_VERIFY, _to_verify),
        (Permission.ORDER_APPLY, _orders_to_apply),
        (Permission.ORDER_DRAW, _orders_drawn),
        (Permission.MOVEMENT_KEY, _sent_back),
        (Permission.TRANSFER_VIEW, _transfers),
        (Permission.PERSON_READ, _retiring),
        (Permission.RIGHTS_CONFIRM, _to_confirm),
        (Permission.MOVEMENT_VERIFY_PAIR, _to_verify),
        (Permission.CARD_APPROVE, _to_approve),
        (Permission.FOLLOWUP_VIEW, _late),
        (Permission.ACCOUNT_ISSUE_BOOTSTRAP, _bootstrap_uses),
    )
    held = [made for permission, made in lists if policy.holds_anywhere(request.actor, permission)]
    return [work for made in held for work in made(request) if work.count]


def _own_rights(request: OfficerRequest) -> Iterable[Work]:
    """The vacancies of one's own LGO, and whom the record proposes for them."""
    place, day = _own(request), request.actor.day
    if place is None:
        return
    everyone = rights.appointments_of(place)
    for role in HOLDERS:
        if seats.holder_on(everyone, role, day) is None:
            yield Work(1, VACANT_SAYS[role], reverse("rights:edit"), "bad")
    for one in rights.proposals(place, day):
        said = Words(
            f"เสนอแต่งตั้ง {one.person_name} ({one.post_name})", f"Proposed: {one.person_name} ({one.post_name})"
        )
        yield Work(1, said, reverse("rights:edit"), "calm", one.starts)


def _to_verify(request: OfficerRequest) -> Iterable[Work]:
    """Movements and lines of every section that wait for this officer's eyes, as the one queue has them."""
    found = of_verifier(request)
    since = clock.day_of(found.since) if found.since else None
    says = Words("รายการรอท่านตรวจสอบ", "lines for you to verify")
    yield Work(len(found.mine), says, reverse("verifying:queue"), since=since)


def _orders_to_apply(request: OfficerRequest) -> Iterable[Work]:
    """Signed orders that the registrar is to write into the records."""
    found = _orders(request, Permission.ORDER_APPLY, OrderState.SIGNED)
    yield _of_orders(found, Words("คำสั่งรอท่านลงทะเบียนประวัติ", "orders for you to write into the records"), "SIGNED")


def _orders_drawn(request: OfficerRequest) -> Iterable[Work]:
    """Of who draws orders up: what was sent back to be mended, drafts to be checked (also those that the province
    prepared), and what lies with the chief executive to be signed."""
    found = _orders(request, Permission.ORDER_DRAW, OrderState.DRAFT, OrderState.CHECKED)
    back = [one for one in found if one.state is OrderState.DRAFT and one.return_reason]
    yield _of_orders(back, Words("คำสั่งที่ถูกส่งกลับให้แก้", "orders sent back to be mended"), "DRAFT")
    drafts = [one for one in found if one.state is OrderState.DRAFT and not one.return_reason]
    yield _of_orders(drafts, Words("ร่างคำสั่งรอท่านตรวจร่าง", "draft orders for you to check"), "DRAFT")
    checked = [one for one in found if one.state is OrderState.CHECKED]
    says = Words("คำสั่งรอลงนาม ลงนามแล้วบันทึกเลขที่", "orders to be signed; then note their numbers")
    yield _of_orders(checked, says, "CHECKED")


def _orders(request: OfficerRequest, permission: Permission, *states: OrderState) -> list[OrderView]:
    within = policy.reach(request.actor, permission)
    return orders.orders(within, request.actor.day, states=states, limit=_ORDERS)


def _of_orders(found: list[OrderView], says: Words, state: str) -> Work:
    return Work(len(found), says, f"{_url('orders:list')}?state={state}")


def _sent_back(request: OfficerRequest) -> Iterable[Work]:
    place = _own(request)
    lines = service.recent(place, request.actor.day, statuses=("RETURNED",)) if place else []
    mine = [line for line in lines if line.keyed_by == request.actor.account_id]
    yield _lines(mine, Words("รายการที่ถูกส่งคืนให้แก้", "movements sent back to you"), "movements:list")
    for line in cards.returned(place, request.actor.account_id, request.actor.day) if place else []:
        says = Words(f"{line.section.label.th}ถูกส่งคืนให้แก้", f"{line.section.label.en}: sent back to you")
        yield Work(1, says, reverse("card:line", args=[line.id]), "bad", clock.day_of(line.keyed_at))


_SWAPS = Words("เรื่องสับเปลี่ยนที่รอหน่วยงานท่าน", "swaps that wait for your LGO")


def _transfers(request: OfficerRequest) -> Iterable[Work]:
    """The transfers in which one's own LGO is waited for; the province only reads them."""
    place = _own(request)
    found = transfers.waiting_for(place, request.actor.day) if place else []
    swapping = swaps.waiting_for(place, min(request.reach.paths), request.actor.day) if place else []
    yield Work(len(swapping), _SWAPS, _url("transfers:list"))
    since = clock.day_of(found[-1].opened_at) if found else None
    says = Words("เรื่องโอนที่รอหน่วยงานท่าน", "transfers that wait for your LGO")
    yield Work(len(found), says, _url("transfers:list"), since=since)


def _retiring(request: OfficerRequest) -> Iterable[Work]:
    """Who leaves one's own LGO within a year, and how many of their records would hold the pension up."""
    place = _own(request)
    if place is None:
        return
    within = policy.reach(request.actor, Permission.PERSON_READ)
    found = retiring(request, within, request.actor.day, years=1)
    many, lacking = len(found.everyone), found.lacking(found.everyone)
    says = Words(
        f"คน พ้นจากราชการใน ๑๒ เดือน ยังมีข้อติดค้าง {lacking} คน", f"people leave within 12 months, {lacking} with gaps"
    )
    yield Work(many, says, _url("leaving:list"), "warn" if lacking else "calm")


def _to_confirm(request: OfficerRequest) -> Iterable[Work]:
    within = policy.reach(request.actor, Permission.RIGHTS_CONFIRM)
    rows = rights.awaiting(within=within, day=request.actor.day)
    since = clock.day_of(rows[0].recorded.at) if rows else None
    says = Words("ผู้มีสิทธิรอจังหวัดยืนยัน", "holders of rights to confirm")
    yield Work(len(rows), says, reverse("rights:awaiting"), since=since)


def _to_approve(request: OfficerRequest) -> Iterable[Work]:
    for permission, pending, says in (
        (Permission.AGENT_APPROVE, identity.pending_keys, Words("เครื่องรออนุมัติ", "PCs to approve")),
        (Permission.AGENT_APPROVE, second_factor.pending, Words("กุญแจผ่านรออนุมัติ", "passkeys to approve")),
        (Permission.CARD_APPROVE, identity.pending_cards, Words("บัตรรอยืนยัน", "cards to confirm")),
    ):
        rows = list(pending(within=policy.reach(request.actor, permission)))
        since = clock.day_of(rows[0].recorded.at) if rows else None
        yield Work(len(rows), says, _url("approvals:list"), since=since)


def _late(request: OfficerRequest) -> Iterable[Work]:
    day, within = request.actor.day, policy.reach(request.actor, Permission.FOLLOWUP_VIEW)
    asked = followup.current_round(within=within)
    if asked is None:
        return
    counts = followup.total(followup.rows(asked, within=within, day=day)).counts
    shown = (
        (State.WENT_STALE, Words("อปท. ที่สิทธิสิ้นสุดแล้ว", "LGOs whose right ended"), "bad"),
        (State.NOT_REGISTERED, Words("อปท. ที่ยังไม่ลงทะเบียน", "LGOs not registered"), "warn"),
        (State.AWAITING, Words("อปท. ที่รอยืนยันหรือรอมีผล", "LGOs awaiting"), "calm"),
        (State.REGISTERED, Words("อปท. ที่ลงทะเบียนแล้ว", "LGOs registered"), "ok"),
    )
    for state, says, tone in shown:
        yield Work(counts[state], says, f"{_url('oversight:table')}?state={state}", tone)


def _bootstrap_uses(request: OfficerRequest) -> Iterable[Work]:
    since = clock.now() - timedelta(days=_BOOTSTRAP_DAYS)
    within = policy.reach(request.actor, Permission.ACCOUNT_ISSUE_BOOTSTRAP)
    uses = identity.bootstrap_uses(within=within, since=since).count()
    says = Words("การใช้บัญชีตั้งต้นของ อปท. ใน ๗ วัน", "uses of LGOs' first accounts within 7 days")
    yield Work(uses, says, _url("approvals:accounts"), "calm")


def _lines(lines: list[Any], says: Words, opens: str) -> Work:
    since = clock.day_of(lines[0].keyed_at) if lines else None
    return Work(len(lines), says, _url(opens), since=since)


def _own(request: OfficerRequest) -> UUID | None:
    """Return the LGO where the actor holds a right of its own; None for the offices above."""
    mine = (Role.REGISTRAR, Role.OFFICER, Role.LGO_BOOTSTRAP)
    return next((d.organisation_id for d in request.actor.duties if d.role in mine), None)


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse("home")
