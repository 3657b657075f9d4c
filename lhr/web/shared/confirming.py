"""A weighty act is confirmed afresh, over its transaction: by the passkey of an account that has one (naming holders of
rights stays with the card, as the letter has it), by a card statement, or, without either, by the password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, JsonResponse

from lhr.access.permissions import Permission
from lhr.identity import actions as identity
from lhr.identity.passkey_codes import CODES as PASSKEY_CODES
from lhr.identity.refusals import WRONG
from lhr.identity.rules import CARD_ONLY, PASS_NEVER, WITHOUT_CARD
from lhr.kernel.words import Words
from lhr.web.shared import office, transports
from lhr.web.shared.addresses import address_of
from lhr.web.shared.forms import LhrForm
from lhr.web.shared.requests import OfficerRequest
from lhr_card import wire

ASK, STATEMENT, SIG, PASSWORD = "confirm_ask", "confirm_statement", "confirm_sig", "confirm_password"
PASSKEY, BY_PASSKEY = "confirm_passkey", "passkey"
FIELDS = (ASK, STATEMENT, SIG, PASSWORD, PASSKEY)

_CARD_NEEDED = Words(
    "การบันทึกต้องเสียบบัตรประจำตัวประชาชนค้างไว้ในเครื่องอ่าน แล้วกดบันทึกอีกครั้ง",
    "Saving needs your ID card in the reader; then press Save again",
)
_PASSWORD_NEEDED = Words("การบันทึกต้องใส่รหัสผ่านอีกครั้ง", "Saving needs your password again")
_PASSWORD_WRONG = Words(
    "รหัสผ่านไม่ถูกต้อง ยังไม่ได้บันทึก ทำต่อ: ตรวจแป้นภาษาและ Caps Lock แล้วใส่รหัสผ่านอีกครั้ง",
    "The password is wrong; nothing was saved. Next: check the keyboard and Caps Lock and enter it again",
)
_OF_THE_CENTRE = Words("ผู้ดูแลอีกคนของกรม", "another administrator of the department")
_NEVER_BY_PASS = Words(
    "ท่านเข้าระบบโดยไม่ใช้บัตร (รหัสผ่านชั่วคราวหรือ ThaID) จึงบันทึกรายการนี้ไม่ได้ ต้องใช้บัตรประจำตัวประชาชน",
    "You came in without your card (one-time code or ThaID), which never saves this; your ID card is needed",
)


@dataclass(frozen=True, slots=True)
class Transaction:
    """What is about to be saved: the permission it needs and its canonical content with the sentence `says`.

    `says` names post and LGO only, and persons stand in it by internal id: with the navigation transport it travels
    in an address.
    """

    permission: Permission
    content: dict[str, Any]

    @property
    def data(self) -> bytes:
        return wire.canonical(self.content)


class NotConfirmed(Exception):
    """The confirmation was not accepted; `words` are for the officer."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def settle(request: OfficerRequest, form: LhrForm, tx: Transaction) -> HttpResponse | None:
    """Answer a page that asks what to confirm; else check what it confirmed.

    Returns the answer to the asking page, None when the act may go on. Raises NotConfirmed.
    """
    how = str(request.POST.get(ASK, ""))
    if how:
        if request.actor.via in WITHOUT_CARD and tx.permission in PASS_NEVER:
            raise NotConfirmed(_NEVER_BY_PASS)
        if how == BY_PASSKEY:
            return _passkey_asked(request, tx)
        return JsonResponse(transports.question(request, purpose=str(tx.permission), how=how, tx=tx.data))
    confirmed(request, tx)
    return None


def confirmed(request: OfficerRequest, tx: Transaction) -> None:
    """Pass silently when this request carries a good confirmation of exactly this transaction.

    Runs before the transaction of the act is opened: a refusal stands in the book whatever comes after.
    Raises NotConfirmed.
    """
    if request.actor.via in WITHOUT_CARD and tx.permission in PASS_NEVER:
        raise NotConfirmed(_NEVER_BY_PASS)
    if takes_passkey(request, tx.permission):
        _by_passkey(request, tx)
        return
    if request.actor.via in WITHOUT_CARD:
        return
    try:
        if request.standing.with_card:
            _by_card(request, tx)
        else:
            _by_password(request)
    except identity.SignInRefused as refused:
        raise NotConfirmed(told(refused, request)) from None


def takes_passkey(request: OfficerRequest, permission: Permission) -> bool:
    return permission not in CARD_ONLY and request.standing.with_passkey


def _passkey_asked(request: OfficerRequest, tx: Transaction) -> HttpResponse:
    try:
        asked = identity.passkey_question(
            by=request.actor, sign_in=request.sign_in, purpose=str(tx.permission), tx=tx.data
        )
    except identity.SignInRefused as refused:
        raise NotConfirmed(told(refused)) from None
    return JsonResponse(asked)


def _by_passkey(request: OfficerRequest, tx: Transaction) -> None:
    sent = request.POST.get(PASSKEY, "")
    if not sent:
        raise NotConfirmed(told(identity.SignInRefused(PASSKEY_CODES["PASSKEY_NEEDED"])))
    try:
        request.passkey_shown = identity.verify_passkey(
            by=request.actor, sign_in=request.sign_in, sent=sent, purpose=str(tx.permission), tx=tx.data
        )
    except identity.SignInRefused as refused:
        raise NotConfirmed(told(refused)) from None


def _by_card(request: OfficerRequest, tx: Transaction) -> None:
    statement, sig = request.POST.get(STATEMENT, ""), request.POST.get(SIG, "")
    if not statement:
        raise NotConfirmed(_CARD_NEEDED)
    identity.verify_statement(
        by=request.actor,
        sign_in=request.sign_in,
        statement=statement,
        sig=sig,
        purpose=str(tx.permission),
        tx=tx.data,
    )


def _by_password(request: OfficerRequest) -> None:
    password = str(request.POST.get(PASSWORD, ""))
    if not password:
        raise NotConfirmed(_PASSWORD_NEEDED)
    try:
        identity.reenter_password(
            by=request.actor, sign_in=request.sign_in, password=password, address=address_of(request)
        )
    except identity.SignInRefused as refused:
        if refused.code != WRONG.code:
            raise
        raise NotConfirmed(_PASSWORD_WRONG) from None


def told(refused: identity.SignInRefused, request: OfficerRequest | None = None) -> Words:
    """Return the refusal as the officer may read it: number, sentence, next step; never the precise code.

    With a `request` whose account is known the office to be asked is named: an officer of the province must not be sent
    to his own.
    """
    account = request.sign_in.account if request is not None and request.sign_in is not None else None
    if request is not None and account is not None:
        above = office.approver(account.organisation_id, request.actor.day)
        refused.ask(Words(above.name, above.name) if above else _OF_THE_CENTRE)
    number = f"{refused.number} " if refused.number else ""
    return Words(
        f"{number}{refused.says('th')}\nทำต่อ: {refused.remedy('th')}",
        f"{number}{refused.says('en')}\nNext: {refused.remedy('en')}",
    )
