"""The module bar: what exists, in the order of the letter. An area that comes later adds its line here."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Module:
    """One entry: shown to whoever holds one of the permissions. `area` is the URL namespace that it lights up for."""

    area: str
    says: Words
    opens: str
    permissions: tuple[Permission, ...]


MODULES: tuple[Module, ...] = (
    Module(
        "movements",
        Words("ระบบฐานข้อมูลบุคลากร", "Personnel database"),
        "movements:list",
        (Permission.MOVEMENT_VIEW,),
    ),
    Module(
        "rights",
        Words("ระบบลงทะเบียนสิทธิผู้ใช้งาน", "Registration of rights"),
        "rights:overview",
        (Permission.RIGHTS_APPOINT, Permission.RIGHTS_CONFIRM),
    ),
    Module(
        "oversight",
        Words("ติดตามการลงทะเบียน", "Follow-up"),
        "oversight:table",
        (Permission.FOLLOWUP_VIEW,),
    ),
    Module(
        "organisations",
        Words("รายชื่อ อปท.", "Local governments"),
        "organisations:list",
        (Permission.ORGANISATION_MANAGE,),
    ),
    Module(
        "approvals",
        Words("บัญชีและการอนุมัติ", "Accounts and approvals"),
        "approvals:list",
        (Permission.AGENT_APPROVE, Permission.ACCOUNT_RESET),
    ),
)


@dataclass(frozen=True, slots=True)
class Shown:
    module: Module
    url: str
    current: bool


def shown_to(actor: Actor, area: str) -> list[Shown]:
    """Return the entries this actor may open; `area` is where the page stands."""
    held = [m for m in MODULES if any(policy.holds_anywhere(actor, p) for p in m.permissions)]
    return [Shown(m, reverse(m.opens), m.area == area) for m in held]
