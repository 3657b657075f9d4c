"""Every view says who may open it: `@needs(Permission.X)` or `@public("why")`. The middleware refuses any other."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpResponseBase

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.web.shared.requests import OfficerRequest, View

V = TypeVar("V", bound=View)


def needs(permission: Permission, *others: Permission) -> Callable[[V], V]:
    """The view is for whoever holds the permission (or one of the others) anywhere; `request.reach` says where.

    The action behind it still asks for the place itself.
    """

    def decorate(view: V) -> V:
        @wraps(view)
        def guarded(request: OfficerRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            held = [p for p in (permission, *others) if policy.holds_anywhere(request.actor, p)]
            if not held:
                duty = request.actor.main_duty
                raise policy.refusal(request.actor, permission, duty.path if duty else "/")
            request.reach = policy.reach(request.actor, held[0])
            return view(request, *args, **kwargs)

        guarded.lhr_permission = permission  # type: ignore[attr-defined]
        guarded.lhr_permissions = (permission, *others)  # type: ignore[attr-defined]
        return cast(V, guarded)

    return decorate


def public(why: str) -> Callable[[V], V]:
    """The view needs no right; `why` says what protects it instead."""

    def decorate(view: V) -> V:
        @wraps(view)
        def open_to_all(request: OfficerRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs)

        open_to_all.lhr_public = why  # type: ignore[attr-defined]
        return cast(V, open_to_all)

    return decorate


def while_changing_password(view: V) -> V:
    """The view stays open to an account that must change its one-time password first."""
    view.lhr_while_changing = True  # type: ignore[attr-defined]
    return view
