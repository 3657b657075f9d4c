"""The module bar: what exists, in the order of the letter. An area that comes later adds its line here."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Inside:
    """The entry under a module that the letter names as a step of its own, for whoever holds the permission."""

    says: Words
    opens: str
    permission: Permission


@dataclass(frozen=True, slots=True)
class Module:
    """One entry: shown to whoever holds one of the permissions. `area` is the URL namespace that it lights up for."""

    area: str
    says: Words
    opens: str
    permissions: tuple[Permission, ...]
    inside: Inside | None = None
    also: tuple[str, ...] = ()  # further areas that belong to it


MODULES: tuple[Module, ...] = (
    Module(
        "movements",
        Words("ระบบฐานข้อมูลบุคลากร", "Personnel database"),
        "movements:list",
        (Permission.MOVEMENT_VIEW,),
        also=("transfers", "orders", "card", "leaving", "posts"),
    ),
    Module(
        "rights",
        Words("ระบบลงทะเบียนสิทธิผู้ใช้งาน", "Registration of rights"),
        "rights:overview",
        (Permission.RIGHTS_APPOINT, Permission.RIGHTS_CONFIRM),
        Inside(  # step ๓ of the letter
            Words(
                "ลงทะเบียนสิทธิผู้ใช้งาน (นายทะเบียนและเจ้าหน้าที่ทะเบียน)",
                "Holders of rights (registrar and records officer)",
            ),
            "rights:overview",
            Permission.RIGHTS_APPOINT,
        ),
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
    inside: ShownInside | None


@dataclass(frozen=True, slots=True)
class ShownInside:
    says: Words
    url: str
    current: bool


def shown_to(actor: Actor, area: str, page: str = "") -> list[Shown]:
    """Return the entries this actor may open; `area` is where the page stands, `page` which of its pages it is."""
    held = [m for m in MODULES if any(policy.holds_anywhere(actor, p) for p in m.permissions)]
    return [
        Shown(m, reverse(m.opens), area in (m.area, *m.also), _inside(m, actor, area, page)) for m in held
    ]


def _inside(module: Module, actor: Actor, area: str, page: str) -> ShownInside | None:
    """The entry under the module in which the page stands."""
    one = module.inside
    if one is None or module.area != area or not policy.holds_anywhere(actor, one.permission):
        return None
    return ShownInside(one.says, reverse(one.opens), one.opens == f"{area}:{page}")
