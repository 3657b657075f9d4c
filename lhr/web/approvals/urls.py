"""Addresses of what an office decides about accounts, PCs and cards."""

from __future__ import annotations

from django.urls import path

from lhr.web.approvals import accounts, deciding, issuing

app_name = "approvals"

urlpatterns = [
    path("", deciding.waiting, name="list"),
    path("keys/<uuid:entry>/", deciding.approve_key, name="approve_key"),
    path("keys/<uuid:entry>/refuse/", deciding.refuse_key, name="refuse_key"),
    path("cards/<uuid:entry>/", deciding.approve_card, name="approve_card"),
    path("cards/<uuid:entry>/refuse/", deciding.refuse_card, name="refuse_card"),
    path("passkeys/<uuid:entry>/", deciding.approve_passkey, name="approve_passkey"),
    path("passkeys/<uuid:entry>/refuse/", deciding.refuse_passkey, name="refuse_passkey"),
    path("accounts/", accounts.listed, name="accounts"),
    path("accounts/issue/", issuing.bootstraps, name="issue_bootstraps"),
    path("accounts/issue/<uuid:organisation>/", issuing.bootstrap, name="issue_bootstrap"),
    path("accounts/office/", issuing.office, name="issue_office"),
    path("accounts/<uuid:account>/", accounts.shown, name="account"),
    path("accounts/<uuid:account>/reset/", accounts.reset, name="reset"),
    path("accounts/<uuid:account>/passkeys/", accounts.reset_passkeys, name="reset_passkeys"),
    path("accounts/<uuid:account>/pass/", accounts.give_pass, name="give_pass"),
    path("accounts/<uuid:account>/lock/", accounts.lock, name="lock"),
    path("accounts/<uuid:account>/unlock/", accounts.unlock, name="unlock"),
    path("accounts/<uuid:account>/code/", accounts.pairing, name="pairing"),
]
