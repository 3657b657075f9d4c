"""A request after the middleware has found out who asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from django.http import HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from lhr.access.actor import Actor
from lhr.access.policy import Reach
from lhr.kernel.words import Language

if TYPE_CHECKING:
    from lhr.web.shared.standing import Standing

Digits = Literal["thai", "arabic"]
View = Callable[..., HttpResponseBase]


class OfficerRequest(HttpRequest):
    """`actor` is built from tables for this request; `reach` is where the view's own permission holds."""

    actor: Actor
    reach: Reach
    standing: Standing
    lang: Language
    digits: Digits
    htmx: HtmxDetails
    sign_in: Any
    passkey_shown: Any  # the passkey with which this request was confirmed, None when it was not
