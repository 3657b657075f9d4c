"""The pages of passkeys: who reaches which step, and what an office decides."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from lhr.access.roles import Role
from lhr.audit import saves
from lhr.cli.approving import approve_pending
from lhr.cli.command import CommandFailed
from lhr.identity import second_factor
from lhr.identity.models import SignIn
from lhr.registry_rights import actions as rights
from tests.identity.authenticator import Authenticator
from tests.identity.cast import FOUNDED, PASSWORD, Cast
from tests.identity.offices import OfficeOfficer, officer_of
from tests.support.pages import PageClient, html_of, is_refused


@pytest.fixture(autouse=True)
def demanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LHR_PASSKEY_REQUIRED_ROLES")


def named(cast: Cast, role: Role) -> OfficeOfficer:
    """Somebody named for an office and given an account, with the letter in hand."""
    office = {Role.CENTRE: cast.centre, Role.PROVINCE: cast.province}[role]
    officer = officer_of(cast, office)
    rights.appoint_oversight(
        by=officer.issuer, office=office, person=officer.account.person, role=role, starts=FOUNDED
    )
    return officer


def types(who: OfficeOfficer, password: str = PASSWORD) -> Client:
    client = PageClient()
    client.post("/login/", {"user_name": who.account.user_name, "password": password})
    return client


def shows(client: Client, who: OfficeOfficer) -> object:
    sent = who.device.shows(client.post("/login/passkey/ask/").json())
    return client.post("/login/passkey/", {"confirm_passkey": sent})


def inside(who: OfficeOfficer) -> Client:
    client = types(who)
    assert shows(client, who)["Location"] == "/"  # type: ignore[index]
    return client


def sends(client: Client, address: str, **typed: str) -> object:
    return client.post(address, {"save_key": saves.new_key(), **typed})


def test_a_new_account_is_led_to_its_first_passkey_and_nowhere_else(cast: Cast) -> None:
    who = named(cast, Role.PROVINCE)
    client = types(who, who.one_time)
    answer = client.post("/login/password/", {"new_password": PASSWORD, "repeated_password": PASSWORD})
    assert answer["Location"] == "/enrol/passkey/"
    assert client.get("/")["Location"] == "/enrol/passkey/"
    assert client.get("/approvals/").status_code == 403
    page = html_of(client.get("/enrol/passkey/"))
    assert "ผู้อนุมัติต้องเป็นคนละคนกับผู้ที่ออกบัญชีหรือรหัสผ่านให้ท่าน" in page
    made = who.device.makes(client.post("/enrol/passkey/ask/").json())
    assert client.post("/enrol/passkey/", {"label": "โทรศัพท์", "passkey_made": made}).status_code == 302
    (waiting,) = second_factor.passkeys_of(who.account.pk)
    assert waiting.check_code in html_of(client.get("/enrol/passkey/"))
    who.entry = waiting.entry_id
    who.is_approved()
    # The session of the enrolment goes on by itself to the passkey, like any other whose password was right.
    assert client.get("/login/")["Location"] == "/login/passkey/"
    assert shows(client, who)["Location"] == "/"  # type: ignore[index]


def test_the_password_alone_opens_no_page(cast: Cast) -> None:
    client = types(named(cast, Role.PROVINCE).enrols())
    for address in ("/", "/account/", "/approvals/", "/account/passkeys/"):
        assert client.get(address)["Location"].startswith("/login/")


def test_a_refused_passkey_is_said_in_thai_with_the_next_step(cast: Cast) -> None:
    who = named(cast, Role.PROVINCE).enrols()
    client = types(who)
    who.device = Authenticator()
    page = shows(client, who)
    assert is_refused(page)
    assert "PK-05 กุญแจผ่านนี้ไม่ได้ลงทะเบียนไว้กับบัญชีนี้" in html_of(page)
    assert "ทำต่อ: ใช้กุญแจผ่านที่ลงทะเบียนไว้" in html_of(page)


def test_the_approver_sees_the_check_code_and_approves(cast: Cast) -> None:
    centre, other = named(cast, Role.CENTRE).enrols(), named(cast, Role.CENTRE).enrols()
    desk = inside(centre)
    who = officer_of(cast, cast.province)
    who.makes(who.sets_password())
    (waiting,) = second_factor.passkeys_of(who.account.pk)
    page = html_of(desk.get("/approvals/"))
    assert waiting.check_code in page
    answer = sends(desk, f"/approvals/passkeys/{waiting.entry_id}/", version="1")
    assert answer["Location"] == "/approvals/"  # type: ignore[index]
    assert second_factor.in_force(who.account.pk).count() == 1
    assert waiting.check_code not in html_of(inside(other).get("/approvals/"))


def test_all_lost_the_office_above_confirms_by_its_own_passkey_over_this_very_account(cast: Cast) -> None:
    centre = named(cast, Role.CENTRE).enrols()
    who, third = named(cast, Role.PROVINCE).enrols(), named(cast, Role.PROVINCE).enrols()
    desk, theirs = inside(centre), inside(who)
    address = f"/approvals/accounts/{who.account.pk}/passkeys/"
    assert "data-passkey" in html_of(desk.get(address))
    bare = sends(desk, address, reason="ทำโทรศัพท์หาย")
    assert is_refused(bare)
    assert "PK-09" in html_of(bare)
    # A confirmation for one account is no confirmation for another.
    other = f"/approvals/accounts/{third.account.pk}/passkeys/"
    for_other = sends(desk, other, reason="ทำโทรศัพท์หาย", confirm_ask="passkey").json()  # type: ignore[attr-defined]
    swapped = sends(desk, address, reason="ทำโทรศัพท์หาย", confirm_passkey=centre.device.shows(for_other))
    assert "PK-06" in html_of(swapped)
    asked = sends(desk, address, reason="ทำโทรศัพท์หาย", confirm_ask="passkey").json()  # type: ignore[attr-defined]
    letter = sends(desk, address, reason="ทำโทรศัพท์หาย", confirm_passkey=centre.device.shows(asked))
    assert "รหัสผ่านครั้งเดียว" in html_of(letter)
    assert "ลงทะเบียนกุญแจผ่าน (Passkey)" in html_of(letter)
    assert theirs.get("/account/")["Location"].startswith("/login/")
    assert not second_factor.passkeys_of(who.account.pk).exists()
    assert "ยกเลิกกุญแจผ่านทั้งหมดของบัญชี" in html_of(desk.get("/"))


def test_another_is_added_and_the_first_removed(cast: Cast) -> None:
    who = named(cast, Role.PROVINCE).enrols()
    desk, usb = inside(who), Authenticator()
    assert "ควรมีอย่างน้อยสองอัน" in html_of(desk.get("/account/passkeys/"))
    made = usb.makes(desk.post("/enrol/passkey/ask/").json())
    typed = {"label": "กุญแจ USB", "passkey_made": made}
    assert "PK-09" in html_of(desk.post("/account/passkeys/add/", typed))
    asked = desk.post("/account/passkeys/add/", {**typed, "confirm_ask": "passkey"}).json()
    done = desk.post("/account/passkeys/add/", {**typed, "confirm_passkey": who.device.shows(asked)})
    assert done["Location"] == "/account/passkeys/"
    first = second_factor.passkeys_of(who.account.pk)[0]
    address = f"/account/passkeys/{first.entry_id}/remove/"
    asked = sends(desk, address, confirm_ask="passkey").json()  # type: ignore[attr-defined]
    assert sends(desk, address, confirm_passkey=usb.shows(asked))["Location"] == "/account/passkeys/"  # type: ignore[index]
    page = html_of(desk.get("/account/passkeys/"))
    assert "กุญแจ USB" in page
    assert "โทรศัพท์</th>" not in page
    (last,) = second_factor.passkeys_of(who.account.pk)
    asked = sends(desk, f"/account/passkeys/{last.entry_id}/remove/", confirm_ask="passkey").json()  # type: ignore[attr-defined]
    kept = sends(desk, f"/account/passkeys/{last.entry_id}/remove/", confirm_passkey=usb.shows(asked))
    assert is_refused(kept)
    assert "ID-09" in html_of(kept)


def test_the_demonstration_says_why_it_demands_none(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    who = named(cast, Role.PROVINCE).enrols()
    desk = inside(who)
    monkeypatch.setenv("LHR_DEMO", "yes")
    assert "ระบบสาธิตไม่บังคับกุญแจผ่าน" in html_of(desk.get("/account/passkeys/"))


def test_the_account_page_says_what_was_shown(cast: Cast) -> None:
    who = named(cast, Role.PROVINCE).enrols()
    desk = inside(who)
    assert "รหัสผ่านและกุญแจผ่าน" in html_of(desk.get("/account/"))
    assert SignIn.objects.get(account=who.account, stage="FULL").factors == "password passkey"


def test_the_options_ask_for_recognition_and_no_attestation(cast: Cast) -> None:
    who = named(cast, Role.PROVINCE)
    client = types(who, who.one_time)
    client.post("/login/password/", {"new_password": PASSWORD, "repeated_password": PASSWORD})
    made = client.post("/enrol/passkey/ask/").json()["create"]
    assert made["rp"]["id"] == "localhost"
    assert made["attestation"] == "none"
    assert made["authenticatorSelection"]["userVerification"] == "required"
    assert made["authenticatorSelection"]["residentKey"] == "preferred"
    assert who.account.user_name in json.dumps(made)


def test_at_the_server_the_centres_first_passkey_is_approved_by_the_code_its_holder_says(cast: Cast) -> None:
    who = officer_of(cast, cast.centre)
    made = who.makes(who.sets_password())
    for code in ("", "bbbb-bbbb"):
        with pytest.raises(CommandFailed, match="--passkey"):
            approve_pending(cast.by, who.account.user_name, code)
    assert not second_factor.in_force(who.account.pk).exists()
    assert approve_pending(cast.by, who.account.user_name, made.check_code.upper()) == ["กุญแจผ่าน โทรศัพท์"]
    assert who.signs_in().stage == "FULL"
