"""Saving a form once: save keys, receipts, and the page for an outcome that nobody knows yet (assurance.md 3.5)."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from lhr.audit import context, saves
from lhr.history.ledger import Overtaken
from lhr.kernel.rules import RuleBroken
from lhr.kernel.words import Words
from lhr.web.shared import confirming
from lhr.web.shared.differing import Since, told
from lhr.web.shared.forms import LhrForm
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest

log = logging.getLogger(__name__)

KEY = "save_key"
# Never part of the digest, never written back into a page: they differ at each attempt or are secret.
SECRET_FIELDS = frozenset({"csrfmiddlewaretoken", KEY, "password", *confirming.FIELDS})

_NO_KEY = Words("หน้านี้เปิดไว้นานเกินไป กรุณากดบันทึกอีกครั้ง", "This page was open too long; please save again")
_VOID = Words("ยังไม่ได้บันทึก ส่งอีกครั้งได้ ไม่ซ้ำ", "Not saved yet; you may send it again, nothing will be doubled")
_REUSED = Words(
    "SAVE-02 แบบฟอร์มนี้บันทึกไปแล้วด้วยข้อมูลอื่น เปิดหน้าล่าสุดตรวจดูก่อน แล้วบันทึกใหม่หากยังต้องการ",
    "SAVE-02 This form was already saved with other content; look at the latest page, then save again if still needed",
)
_OVERTAKEN = Words(
    "มีผู้บันทึกรายการนี้ก่อนท่าน ระบบยังไม่ได้บันทึกของท่าน ข้อมูลที่ท่านพิมพ์ยังอยู่ เทียบกับที่บันทึกล่าสุดแล้วบันทึกใหม่",
    "Somebody saved this before you; yours was not saved. What you typed is kept: compare it, then save again",
)
_REFUSED: dict[type[Exception], Words] = {
    saves.SaveKeyVoid: _VOID,
    saves.SaveKeyReused: _REUSED,
}
_UNKNOWN = (OperationalError, InterfaceError, InternalError)


@dataclass(frozen=True, slots=True)
class Save:
    """One attempt to save: who, what act, under which key."""

    account: str
    action: str
    key: str


def saving(
    request: OfficerRequest,
    form: LhrForm,
    action: str,
    perform: Callable[[], str],
    *,
    confirm: Callable[[], confirming.Transaction] | None = None,
    show: Callable[[], HttpResponse] | None = None,
    since: Since | None = None,
) -> HttpResponse | None:
    """Run `perform` once for this form's save key and go to the address it returns.

    `since` says what was done after the version that this form has seen: who was too late is told by whom, and sees
    what differs.

    `show` makes the page that answers the first time instead, for what is shown once (a one-time password); the same
    form sent again then goes to the address.

    Returns the answer, or None when a rule stopped the act: its findings are then on the form, which the view shows
    again. With `confirm` the act needs a fresh card statement (or the password, for an account without card) over the
    transaction that it returns. Denied and other refusals pass through.
    """
    key = str(request.POST.get(KEY, ""))
    if not saves.well_formed(key):
        form.say(_NO_KEY)
        return None
    save = Save(str(request.actor.account_id), action, key)
    try:
        receipt = _kept(request, form, save, perform, confirm)
    except RuleBroken as broken:
        form.take(broken.findings)
    except Overtaken:
        form.was_overtaken(_OVERTAKEN, told(since()) if since is not None else ())
    except tuple(_REFUSED) as refused:
        form.say(next(said for kind, said in _REFUSED.items() if isinstance(refused, kind)))
        form.answers = 409 if isinstance(refused, saves.SaveKeyReused) else form.answers
    except confirming.NotConfirmed as refused:
        form.say(refused.words)
    except _UNKNOWN as why:
        # The commit may have arrived all the same. Nothing may be said about it before the receipt was looked for.
        log.exception("outcome of a save unknown: %s", action)
        context.start_afresh(why)
        return checking(request, save)
    else:
        return _answer(receipt, show)
    return None


def _answer(receipt: HttpResponse | saves.Receipt, show: Callable[[], HttpResponse] | None) -> HttpResponse:
    if not isinstance(receipt, saves.Receipt):
        return receipt
    return show() if show is not None and not receipt.repeated else HttpResponseRedirect(receipt.result)


def _kept(
    request: OfficerRequest,
    form: LhrForm,
    save: Save,
    perform: Callable[[], str],
    confirm: Callable[[], confirming.Transaction] | None,
) -> HttpResponse | saves.Receipt:
    if confirm is not None and not _answered_before(save):
        asked = confirming.settle(request, form, confirm())
        if asked is not None:
            return asked
    return saves.once(
        save.key, account=save.account, action=save.action, body_digest=_digest(request), perform=perform
    )


def _answered_before(save: Save) -> bool:
    """A repeated save must get its first answer, not a complaint that the card statement was used."""
    return saves.outcome(save.key, account=save.account, action=save.action)[0] is saves.Outcome.SAVED


def _digest(request: OfficerRequest) -> str:
    """A file sent along counts by its bytes: the same key with another file is another body."""
    sent = {name: [_of_file(file)] for name, file in request.FILES.items()}
    return saves.digest({**dict(_typed(request.POST)), **sent})


def _of_file(file: Any) -> str:
    """The digest of a file, which the act then reads from its beginning."""
    digest = hashlib.sha256(file.open().read()).hexdigest()
    file.seek(0)
    return digest


def _typed(posted: QueryDict) -> Iterator[tuple[str, list[str]]]:
    return ((name, [str(v) for v in values]) for name, values in posted.lists() if name not in SECRET_FIELDS)


def _original(request: OfficerRequest) -> str:
    """Where the form is sent again: a path of ours, whatever stands in the field that carries it."""
    sent = str(request.POST.get("original", ""))
    ours = sent.startswith("/") and url_has_allowed_host_and_scheme(sent, allowed_hosts={request.get_host()})
    return sent if ours else request.get_full_path()


def checking(
    request: OfficerRequest, save: Save, *, outcome: saves.Outcome = saves.Outcome.UNKNOWN, result: str = ""
) -> HttpResponse:
    """Show that it is being found out whether the form was saved, with everything typed kept in the page."""
    context: dict[str, Any] = {
        "state": outcome.value,
        "result": result,
        "typed": [(n, v) for n, values in _typed(request.POST) for v in values if n != "original"],
        "original": _original(request),
        "ask": f"{reverse('saves', args=[save.key])}?{urlencode({'action': save.action})}",
        "key": save.key,
        "fresh_key": saves.new_key(),
    }
    return page(
        request, "shared/checking.html", context, status=202 if outcome is saves.Outcome.UNKNOWN else 200
    )
