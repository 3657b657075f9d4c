"""May this actor do this here? Two pure functions that must agree: `can` for one place, `reach` for queries."""

from __future__ import annotations

from dataclasses import dataclass

from lhr.access.actor import Actor
from lhr.access.permissions import SAYS, Permission
from lhr.access.roles import GRANTS, Role
from lhr.kernel.words import Words

_NOT_SIGNED_IN = Words("ต้องเข้าสู่ระบบก่อน", "Sign in first")
_BOOTSTRAP_ONLY = Words("บัญชีนี้ใช้ลงทะเบียนสิทธิผู้ใช้งานเท่านั้น", "This account only registers the holders of rights")
_ENROLLING = Words("บัญชีนี้ยังลงทะเบียนเครื่องและบัตรไม่เสร็จ", "This account has not finished enrolling its PC and card")
_NO_DUTY = Words("ท่านไม่มีสิทธิในระบบ ณ วันนี้", "You hold no right in the register today")
_NOT_THIS_ACT = Words("หน้าที่ของท่านไม่รวมการ{act}", "Your duty does not include: {act}")
_NOT_HERE = Words("หน่วยงานนี้อยู่นอกความรับผิดชอบของท่าน", "This organisation is outside your charge")


@dataclass(frozen=True, slots=True)
class Reach:
    """The part of the tree of organisations over which a permission holds, for use in queries."""

    paths: frozenset[str]

    def covers(self, path: str) -> bool:
        return any(path.startswith(mine) for mine in self.paths)

    @property
    def everywhere(self) -> bool:
        return "/" in self.paths

    @property
    def nowhere(self) -> bool:
        return not self.paths


class Denied(Exception):
    """An act that is not allowed, with a reason the officer can act on.

    `outside` is true when the place itself is outside the actor's reach: the web answers as if it did not exist.
    """

    def __init__(self, permission: Permission, path: str, reason: Words, *, outside: bool) -> None:
        self.permission, self.path, self.reason, self.outside = permission, path, reason, outside
        super().__init__(f"{permission} at {path}")


def can(actor: Actor, permission: Permission, path: str) -> bool:
    """True when a duty of the actor grants the permission over `path`. Raises ValueError for a path without its end."""
    if not path.endswith("/"):
        raise ValueError("organisation paths end in '/'")
    return any(permission in GRANTS[duty.role] and path.startswith(duty.path) for duty in actor.duties)


def reach(actor: Actor, permission: Permission) -> Reach:
    """Return where the actor holds the permission."""
    mine = {duty.path for duty in actor.duties if permission in GRANTS[duty.role]}
    return Reach(frozenset(p for p in mine if not any(p != q and p.startswith(q) for q in mine)))


def holds_anywhere(actor: Actor, permission: Permission) -> bool:
    return not reach(actor, permission).nowhere


def require(actor: Actor, permission: Permission, path: str) -> None:
    """Pass silently or raise Denied with the reason."""
    if not can(actor, permission, path):
        raise refusal(actor, permission, path)


def refusal(actor: Actor, permission: Permission, path: str = "/") -> Denied:
    """Return the Denied that explains why the actor may not do this."""
    inside = any(path.startswith(duty.path) for duty in actor.duties)
    return Denied(permission, path, _why(actor, permission), outside=bool(actor.duties) and not inside)


def _why(actor: Actor, permission: Permission) -> Words:
    if not actor.signed_in and not actor.duties:
        return _NOT_SIGNED_IN
    if not actor.duties:
        return _NO_DUTY
    if actor.holds(Role.LGO_BOOTSTRAP):
        return _BOOTSTRAP_ONLY
    if actor.holds(Role.ENROLLING):
        return _ENROLLING
    if holds_anywhere(actor, permission):
        return _NOT_HERE
    act = SAYS[permission]
    return Words(_NOT_THIS_ACT.th.format(act=act.th), _NOT_THIS_ACT.en.format(act=act.en))
