"""Who asks, in which language, and whether this view may answer. Fails closed: a view that says nothing is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from lhr.access.policy import Denied
from lhr.audit.kept import while_asked
from lhr.documents.press import NotSet
from lhr.history.ledger import Overtaken
from lhr.kernel.rules import RuleBroken
from lhr.kernel.words import Language
from lhr.standards import queries as standards
from lhr.web.shared import errors, handing_over, locking, who
from lhr.web.shared.requests import OfficerRequest

_SAFE = ("GET", "HEAD")


class ActorMiddleware:
    """Gives every request its Standing and Actor, built from tables, and turns refusals into pages with a way on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponseBase:
        request = cast(OfficerRequest, plain)
        request.lang = _language(request)
        request.digits = "thai" if request.COOKIES.get("lhr_digits") == "thai" else "arabic"
        with translation.override(request.lang), standards.read_once():
            request.standing = who.stands(request)
            request.actor = request.standing.actor
            request.sign_in = request.standing.session
            request.passkey_shown = None
            with while_asked(reads=request.method in _SAFE):
                answer = self.get_response(request)
            answer = handing_over.checked(request, answer)
        if request.standing.session is not None:
            answer.setdefault("Cache-Control", "no-store")
        answer.setdefault("Content-Language", request.lang)
        return answer

    def process_view(
        self, plain: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Let a public view answer; before any other stand the sign-in, the end of rights, the lock."""
        request = cast(OfficerRequest, plain)
        if getattr(view, "lhr_public", None):
            return None
        if not getattr(view, "lhr_permission", None):
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} says neither @needs nor @public")
        return _barred(request, view)

    def process_exception(self, plain: HttpRequest, why: Exception) -> HttpResponse | None:
        request = cast(OfficerRequest, plain)
        if isinstance(why, Denied):
            return errors.denied(request, why)
        if isinstance(why, ObjectDoesNotExist):
            return errors.not_found(request)
        if isinstance(why, Overtaken):
            return errors.overtaken(request)
        if isinstance(why, RuleBroken):
            return errors.broken(request, why)
        if isinstance(why, NotSet):
            return errors.not_set(request)
        refused = who.refusal_of(why)
        return errors.refused(request, refused) if refused is not None else None


def _barred(request: OfficerRequest, view: Callable[..., Any]) -> HttpResponseBase | None:
    standing = request.standing
    if standing.ended is not None:
        return errors.rights_ended(request, standing.ended)
    if standing.locked is not None:
        return locking.locked(request, standing.locked)
    if not standing.signed_in:
        return _to_sign_in(request)
    if standing.must_change and not getattr(view, "lhr_while_changing", False):
        return _go(request, reverse("accounts:password"))
    return None


def _to_sign_in(request: OfficerRequest) -> HttpResponseBase:
    """The session is over, or there was none. A part of a page is answered over the page, which keeps what was typed;
    who pressed save is told that nothing was saved, and comes back to the form's page."""
    if request.htmx and who.BY_ITSELF not in request.headers:
        return render(request, "shared/over.html", {"ended": None}, status=401)
    saves = request.method not in _SAFE
    asked = _page_of_the_form(request) if saves else "" if request.htmx else request.get_full_path()
    known = {"next": asked} if asked not in ("", "/") else {}
    known |= {"unsaved": "1"} if saves else {}
    return _go(request, f"{reverse('accounts:sign_in')}{'?' + urlencode(known) if known else ''}")


def _page_of_the_form(request: OfficerRequest) -> str:
    """The page of ours from which a form was sent: not every form's own address can be opened."""
    sent_from = urlsplit(request.headers.get("Referer", ""))
    if sent_from.netloc != request.get_host():
        return ""
    return f"{sent_from.path}{'?' if sent_from.query else ''}{sent_from.query}"


def _go(request: OfficerRequest, address: str) -> HttpResponseBase:
    """Send the whole page there, also when htmx asked for a part of it."""
    if request.htmx:
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address
        return answer
    return HttpResponseRedirect(address)


def _language(request: HttpRequest) -> Language:
    return "en" if request.COOKIES.get("lhr_lang") == "en" else "th"
