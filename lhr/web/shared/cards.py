"""Pages that talk to the card agent may reach its loopback addresses; no other page may."""

from __future__ import annotations

from functools import wraps
from typing import Any, TypeVar, cast

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpResponseBase

from lhr import config
from lhr.web.shared.requests import OfficerRequest, View

V = TypeVar("V", bound=View)


def agent_origins() -> list[str]:
    """Return the agent's addresses in the order in which a page tries them."""
    return [f"http://127.0.0.1:{port}" for port in config.agent_ports()]


def reaches_agent(view: V) -> V:
    """Widen connect-src of this view's page to the agent's addresses, a fixed list (documents.md 10.4)."""

    @wraps(view)
    def widened(request: OfficerRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        reaching = csp_replace({"connect-src": [SELF, *agent_origins()]})(view)
        return reaching(request, *args, **kwargs)

    widened.lhr_reaches_agent = True  # type: ignore[attr-defined]
    return cast(V, widened)
