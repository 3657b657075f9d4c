"""Who asks: from the browser's session to the Actor, out of tables, on every request."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lhr.access.actor import Actor, anonymous
from lhr.access.roles import Role
from lhr.identity import actions as identity
from lhr.kernel import clock
from lhr.kernel.words import Words
from lhr.organisations import settling
from lhr.registry_rights.queries import actor_for, pair_persons, right_ended_of
from lhr.web.shared.errors import Said
from lhr.web.shared.requests import OfficerRequest
from lhr.web.shared.standing import Ended, Standing
from lhr_card.codes import CODES

_INSIDE = ("FULL", "ENROLLING")
RIGHTS_ENDED = "RIGHTS_ENDED"
BY_ITSELF = "X-LHR-By-Itself"  # sent with what a page asks on its own; whoever sends it is only signed out sooner
NO_DUTY = Ended(
    Words("ท่านไม่มีหน้าที่ในหน่วยงานนี้ ณ วันนี้", "You hold no duty at this office today"),
    Words(
        "หากย้ายมาหน่วยงานใหม่ ให้หน่วยงานใหม่ลงทะเบียนสิทธิ (SEM102)",
        "If you moved, your new office registers your right (SEM102)",
    ),
)


def nobody_here() -> Actor:
    """The `by` of a sign-in: nobody yet, today."""
    return anonymous(clock.today())


def stands(request: OfficerRequest) -> Standing:
    """Return how the sender of this request stands before the register, today."""
    nobody = nobody_here()
    request.session.keys()  # reads the store: a session that was taken away there is nobody's, whatever the cookie says
    key = request.session.session_key
    if not key:
        return Standing(actor=nobody)
    settling.at_first_request(nobody.day)
    by_itself = request.path == reverse("accounts:presence") or BY_ITSELF in request.headers
    session = identity.continue_session(by=nobody, session_key=key, active=not by_itself)
    if session is None or session.ended_why:
        return Standing(actor=nobody)
    if session.account is None:
        return Standing(actor=nobody, session=session.sign_in)
    return _standing(session)


def _standing(session: identity.Session) -> Standing:
    row, account, code = session.sign_in, session.account, session.locked_code
    actor = actor_of(account, row.via, stage=str(session.stage))
    full = session.stage == "FULL"
    return Standing(
        actor=actor,
        session=row,
        account=account,
        inside=session.stage in _INSIDE,
        locked=CODES[code] if code and code != RIGHTS_ENDED else None,
        ended=_ended(account, actor) or (NO_DUTY if code == RIGHTS_ENDED else None) if full else None,
    )


def actor_of(account: Any, via: str, *, stage: str = "FULL") -> Actor:
    """Return the account's actor with the duties in force today."""
    return actor_for(account, clock.today(), stage=stage, via=via)


def ended_of(account: Any, actor: Actor) -> Ended | None:
    """Check 12 of a card sign-in: return why there is no right any more, None when there is one or none began."""
    return _ended(account, actor)


def _ended(account: Any, actor: Actor) -> Ended | None:
    if any(duty.role is not Role.OWN for duty in actor.duties):
        return None
    over = right_ended_of(account, actor.day)
    if over is not None:
        told = over.finding
        says = Words(told.says("th"), told.says("en")).literal()
        return Ended(says, Words(told.remedy("th"), told.remedy("en")))
    return NO_DUTY if account.kind == "OFFICE" else None


def after_card_sign_in(actor: Actor, account: Any) -> None:
    """Both officers have now signed in by card: the LGO's first account is not needed any longer."""
    if account.kind == "PERSON":
        pair = pair_persons(account.organisation_id, actor.day)
        identity.lock_bootstrap_if_pair_signed_in(
            by=actor, organisation=account.organisation, pair_persons=pair
        )


def refusal_of(why: Exception) -> Said | None:
    """Return the page for a refusal of identity, None for any other exception."""
    if not isinstance(why, identity.SignInRefused):
        return None
    heading = Words(why.says("th"), why.says("en"))
    return Said(why.http, heading, Words(why.remedy("th"), why.remedy("en")), number=why.number)
