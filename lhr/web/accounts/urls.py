"""Addresses of sign-in, enrolment, lock, own account and the card agents."""

from __future__ import annotations

from django.urls import path

from lhr.web.accounts import agents, card, enrolment, locks, own, passkeys, readers, sign_in, thaid

app_name = "accounts"

urlpatterns = [
    path("login/", sign_in.sign_in, name="sign_in"),
    path("login/owner/", sign_in.owner_challenge, name="owner_challenge"),
    path("login/password/", sign_in.password, name="password"),
    path("login/pass/", sign_in.by_pass, name="by_pass"),
    path("login/card/", card.card, name="card"),
    path("login/card/ask/", card.ask, name="card_ask"),
    path("login/card/return", card.card_return, name="card_return"),
    path("login/card/codes/<str:lang>/", card.codes, name="card_codes"),
    path("login/card/help/", card.card_help, name="card_help"),
    path("login/passkey/", passkeys.step, name="passkey"),
    path("login/passkey/ask/", passkeys.step_ask, name="passkey_ask"),
    path("login/thaid/", thaid.go, name="thaid"),
    path("login/thaid/return", thaid.back, name="thaid_back"),
    path("logout/", sign_in.sign_out, name="sign_out"),
    path("enrol/", enrolment.steps, name="enrol"),
    path("enrol/code/", enrolment.code, name="pairing_code"),
    path("enrol/card/", enrolment.first_read, name="first_read"),
    path("enrol/card/ask/", enrolment.ask, name="enrol_ask"),
    path("enrol/passkey/", passkeys.first, name="passkey_first"),
    path("enrol/passkey/ask/", passkeys.ask_new, name="passkey_ask_new"),
    path("account/passkeys/", passkeys.listed, name="passkeys"),
    path("account/passkeys/add/", passkeys.add, name="passkey_add"),
    path("account/passkeys/<uuid:entry>/remove/", passkeys.remove, name="passkey_remove"),
    path("account/", own.own, name="own"),
    path("account/keys/<uuid:entry>/revoke/", own.revoke, name="revoke_key"),
    path("account/sign-outs/", own.everywhere, name="everywhere"),
    path("account/readers/", readers.readers, name="readers"),
    path("account/presence/", locks.presence, name="presence"),
    path("account/unlock/", locks.unlock, name="unlock"),
    path("account/unlock/ask/", locks.ask, name="unlock_ask"),
    path("agent/v1/pair/nonce", agents.pair_nonce, name="agent_pair_nonce"),
    path("agent/v1/pair", agents.pair, name="agent_pair"),
    path("agent/v1/link", agents.link, name="agent_link"),
    path("agent/v1/presence", agents.presence, name="agent_presence"),
    path("agent/v1/rotate", agents.rotate, name="agent_rotate"),
]
