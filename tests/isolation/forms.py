"""Every form of the product as somebody sends it, and every address with POST that has none of its own, with why.

`test_mass_assignment` (A3) and `test_payloads` (F6) go over both; an address that stands in neither fails there.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lhr.access.actor import ANONYMOUS
from lhr.access.roles import Role
from lhr.audit import saves
from lhr.identity import actions as identity
from lhr.identity.models import Account
from lhr.kernel import clock
from lhr.orders import queries as orders
from lhr.registry_rights.models import Appointment, Notice
from tests.identity.agent import Card, Pc
from tests.identity.authenticator import Authenticator
from tests.isolation.room import LIST_HEAD, NAMES, PASSWORD, Room, Typed, hidden
from tests.support import scans
from tests.support.cast import acting_as
from tests.web.rights.pages import fields

# Whoever is asked for something first: sent with the fields that nobody asked for, returns what the form then carries.
Before = Callable[[Client, Typed], Typed]

_QUESTION = "asks a question: gives a nonce that one later form uses, and reads no field that is kept"
NO_FORM_OF_ITS_OWN = {
    "card:print": "makes a paper under a number drawn anew each time; reads four fields by name "
    "(tests/web/card/test_printing.py)",
    "own:printed": "makes a paper of the own record under a number drawn anew each time; reads two days by name "
    "(tests/web/own/test_own_record.py)",
    "orders:round": "draws up what the register proposes; reads round, kind, reason and what was shown by name "
    "(tests/web/orders/test_rounds.py)",
    "oversight:pay_rounds": "asks for a job over what has not begun; reads the round by name "
    "(tests/web/oversight/test_pay_rounds.py)",
    "orders:apply": "a card statement over the whole order; reads a number and a digest by name "
    "(tests/web/orders/test_pages.py)",
    "transfers:agree": "an answer; reads one number, the version, by name (tests/web/transfers/test_swaps.py)",
    "transfers:order": "draws up what the swap says; reads one number, the version, by name "
    "(tests/web/transfers/test_swaps.py)",
    "preferences": "sets three cookies of this browser, each to one of two words; writes nothing",
    "upload_begin": "asks how far a file has come; three named texts (tests/web/movements/test_arriving.py)",
    "upload_part": "takes bytes, and two words of its address (tests/web/movements/test_arriving.py)",
    "accounts:owner_challenge": _QUESTION,
    "accounts:card_ask": _QUESTION,
    "accounts:passkey_ask": _QUESTION,
    "accounts:passkey_ask_new": _QUESTION,
    "accounts:unlock_ask": _QUESTION,
    "accounts:enrol_ask": _QUESTION,
    "accounts:agent_pair_nonce": _QUESTION,
    "accounts:agent_link": "asks a question: gives a link that the agent's reports name, and writes nothing else",
    "accounts:thaid": "asks a question: keeps a nonce for ThaID's answer; reads `for`, one of two words",
    "accounts:thaid_back": "ThaID's answer: three named texts, read by name, which only its signed token makes good "
    "(tests/identity/test_thaid.py lies with each)",
}


@dataclass(frozen=True)
class File:
    """A file as it is sent: made anew each time, since the first sending reads it to its end."""

    name: str
    data: bytes

    def sent(self) -> SimpleUploadedFile:
        return SimpleUploadedFile(self.name, self.data)


@dataclass(frozen=True)
class Form:
    """A form as it is sent. `listed`: its further fields, which may of course have their effect. `writes`: tables that
    pass with the day (tests.isolation.dump) and are what this form is for. `as_json`: what the card agent sends."""

    role: str
    address: str
    typed: Typed = field(default_factory=dict)
    listed: str = ""
    before: Before | None = None
    writes: str = ""
    as_json: bool = False

    def __str__(self) -> str:
        return f"{self.address} by {self.role}"

    @property
    def looks(self) -> bool:
        """What is looked at first is sent only as it was looked at."""
        return "step" in self.typed

    def send(self, desk: Client, typed: Typed, **more: Any) -> Any:
        if self.as_json:
            return desk.post(self.address, json.dumps(typed), content_type="application/json", **more)
        sent = {name: one.sent() if isinstance(one, File) else one for name, one in typed.items()}
        return desk.post(self.address, {**sent, "save_key": saves.new_key()}, **more)


ORDER = {"citation_number": "๙๑", "citation_year": "๒๕๖๑", "citation_signed_on": "๒๐ ก.ค. ๒๕๖๑"}
WHY = {"reason": "เหตุผลของการทดสอบ"}
SURE = {"confirm_password": PASSWORD}
SCAN = File("order.pdf", scans.pdf(mark="late"))
OFFICER_OF_OFFICE = {
    "title": "นาย", "first": "สมาน", "last": "ทดสอบ", "birth_date": "1 ม.ค. 2520", "gender": "M",
}  # fmt: skip
NEW_PERSON = {"prefix": "นาย", "first": "สมาน", "last": "ทดสอบ", "birth_date": "1 ม.ค. 2520", "gender": "M"}
MOVEMENT = {"movement": "RESIGN", "starts": "1 ก.ย. 2561", **ORDER}
_OF_MOVEMENT = (
    "national_id title first_name last_name birth_date gender last_day open_ended kind post other other_id cancels "
    "corrects why cancel_effect citation_text remark "
    "reason proposed ticket scan again draft seen person case scan_file "
    "amends level steps percent special_pay_pct salary allowance starts_text level_text salary_text"
)
_OF_SHEET = (
    "officer-capacity officer-starts officer-order_number officer-order_signed_on officer-last_day officer-phone "
    "officer-email officer-person officer-entry officer-by_order officer-scan officer-scan_file based_on reason"
)


# --- what is asked first --------------------------------------------------------------------------------------------


def _named(name: str, page: str) -> str:
    return next(iter(re.findall(rf'name="{name}" value="([^"]+)"', page)), "")


def _looked(address: str, typed: Typed) -> Before:
    def look(desk: Client, beside: Typed) -> Typed:
        sent = {**typed, **beside, "save_key": saves.new_key(), "step": "look"}
        return {"seen": _named("seen", desk.post(address, sent, follow=True).content.decode())}

    return look


def _chosen(number: str) -> Before:
    def choose(desk: Client, beside: Typed) -> Typed:
        found = desk.post("/rights/edit/pick/officer/", {"national_id": number}).content.decode()
        return fields(desk.post("/rights/edit/keep/", {**beside, "choose": _named("choose", found)}, follow=True))

    return choose


def _searched(address: str, number: str) -> Before:
    def search(desk: Client, beside: Typed) -> Typed:
        return {"ticket": _named("ticket", desk.post(address, {**beside, "national_id": number}).content.decode())}

    return search


def _draft(typed: Typed) -> Before:
    def keep(desk: Client, beside: Typed) -> Typed:
        return {"draft": _named("draft", desk.post("/movements/new/keep/", {**typed, **beside}).content.decode())}

    return keep


def _read(room: Room, ask: str, purpose: str, **typed: str) -> Before:
    return lambda desk, beside: room.reads(desk, ask, purpose, **typed)


def _read_anew(room: Room) -> Before:
    """A card that was issued meanwhile, in the PC that waits to be approved."""

    def read(desk: Client, beside: Typed) -> Typed:
        pc = room.here.pc
        pc.card = Card(room.here.place.numbers["deputy"], request_no="87654321")
        return room.reads(desk, "/enrol/card/ask/", "enrol-card", pc)

    return read


def _removed(room: Room) -> Typed:
    link = identity.open_link(by=ANONYMOUS, kid=room.pc.kid)
    room.pc.seq += 1
    return dict(room.pc.reports(link, state="absent", why="REMOVED"))


def _put_in_again(room: Room) -> Before:
    def unlock(desk: Client, beside: Typed) -> Typed:
        Client().post("/agent/v1/presence", json.dumps(_removed(room)), content_type="application/json")
        room.pc.seq += 1
        return room.reads(desk, "/account/unlock/ask/", "unlock")

    return unlock


def _code(room: Room) -> Before:
    def ask(desk: Client, beside: Typed) -> Typed:
        """A PC that the account being enrolled asks for, with the proof that it holds its key."""
        account: Account = room.here.account["enrolling"]
        me = replace(acting_as(Role.ENROLLING, account.organisation, account.person_id), account_id=account.pk)
        code = identity.pairing_code(by=me, account=account).code
        nonce = identity.pairing_nonce(by=ANONYMOUS, code=code, address="192.0.2.1")
        pc = Pc()
        return {"code": code, "jwk": pc.jwk, **pc.proof(nonce)}

    return ask


def _succeeded(room: Room) -> Before:
    def rotate(desk: Client, beside: Typed) -> Typed:
        link = identity.open_link(by=ANONYMOUS, kid=room.pc.kid)
        return dict(room.pc.hands_over(link, Pc(room.pc.card)))

    return rotate


def _made(desk: Client, beside: Typed) -> Typed:
    return {"passkey_made": Authenticator(counts=False).makes(desk.post("/enrol/passkey/ask/", beside).json())}


def _shown(room: Room, desk: Client, address: str, typed: Typed) -> Typed:
    sent = {**typed, "save_key": saves.new_key(), "confirm_ask": "passkey"}
    return {**typed, "confirm_passkey": room.device.shows(desk.post(address, sent).json())}


def _vouched(room: Room, address: str, typed: Typed) -> Before:
    return lambda desk, beside: _shown(room, desk, address, {**beside, **typed})


def _added(room: Room) -> Before:
    def add(desk: Client, beside: Typed) -> Typed:
        return _shown(room, desk, "/account/passkeys/add/", {**_made(desk, beside), **beside, "label": "กุญแจ USB"})

    return add


def _tried(desk: Client, beside: Typed) -> Typed:
    sent = {**beside, **LIST, "save_key": saves.new_key(), "file": LIST["file"].sent(), "events": EVENTS.sent()}
    return hidden(desk.post("/organisations/import/", sent, follow=True))


LIST: Typed = {
    "as_of": "1 มี.ค. 2560", "file": File("list.csv", f"{LIST_HEAD}\n6480203,อบต.,โคกสูง,48,4802".encode()),
    "changes_on": "1 มี.ค. 2560", "reference": "มท ๒",
}  # fmt: skip
EVENTS = File("events.csv", (
    b"district_code,source_geocode,name_th,source_entity_type,event,effective,status,old,new,merge_other_geocode\n"
    + "4802,48020001,โคกสูง,TAO,rename,2016-01-01,published,โคกต่ำ,โคกสูง,".encode()
))  # fmt: skip


# --- the forms ------------------------------------------------------------------------------------------------------


def forms(room: Room) -> list[Form]:
    return [
        *_signing_in(room), *_of_ones_own_account(room), *_rights(room), *_movements(room), *_cards(room),
        *_transfers(room), *_leaving(room), *_orders(room), *_posts(room),
        *_approvals(room), *_accounts(room), *_follow_up(room), *_acts(room), *_lists(room),
    ]  # fmt: skip


def _signing_in(room: Room) -> list[Form]:
    new, session = PASSWORD + "ใหม่", "identity_signin"
    name, read, asked = room.user_name["holder"], "confirm_statement confirm_sig", "/login/card/ask/"
    reports = Form("nobody", "/agent/v1/presence", {}, "", lambda desk, beside: _removed(room), session, as_json=True)
    pairs = {"storage": "software", "agent_ver": "1.0.0", "label": "เครื่องใหม่"}
    return [
        Form("nobody", "/login/", {"user_name": name, "password": PASSWORD}, "next", writes=session),
        Form("officer", "/login/password/", {"current": PASSWORD, "new_password": new, "repeated_password": new}),
        Form("half", "/login/pass/", {"code": room.code}, writes=session),
        Form("half", "/login/card/", {}, read, _read(room, asked, "login"), session),
        Form("half", "/login/card/return", {}, read, _read(room, asked, "login", how="nav"), session),
        Form("half a chief", "/login/passkey/", {}, "",
             lambda desk, beside: {"confirm_passkey": room.device.shows(desk.post("/login/passkey/ask/").json())},
             session),
        Form("in the reader", "/account/unlock/", {}, f"password {read}", _put_in_again(room), session),
        Form("officer", "/logout/", writes=session),
        Form("officer", "/account/sign-outs/", writes=session),
        Form("enrolling", "/enrol/code/"),
        Form("enrolling", "/enrol/card/", {}, read, _read_anew(room)),
        Form("novice", "/enrol/passkey/", {"label": "โทรศัพท์"}, "passkey_made", _made),
        Form("nobody", "/agent/v1/pair", pairs, "", _code(room), as_json=True),
        Form("nobody", "/agent/v1/rotate", {}, "storage", _succeeded(room), as_json=True),
        reports,
    ]  # fmt: skip


def _of_ones_own_account(room: Room) -> list[Form]:
    taken_off = f"/account/passkeys/{room.passkey}/remove/"
    receipt = f"/saves/{'A' * 22}/?action=movements.withdraw"
    return [
        Form("holder", f"/account/keys/{room.key}/revoke/", WHY),
        Form("chief", "/account/passkeys/add/", {"label": "กุญแจ USB"}, "passkey_made", _added(room)),
        Form("chief", taken_off, {}, "", _vouched(room, taken_off, {})),
        Form("officer", f"/notices/{_notice(room)}/read/"),
        Form("officer", f"/jobs/{room.here.job}/cancel/"),
        Form("officer", "/notices/read/", {"until": clock.now().isoformat()}),
        Form("officer", receipt, {}, "original", writes="audit_savereceipt"),
    ]


def _rights(room: Room) -> list[Form]:
    here = room.here
    version = Appointment.objects.known().get(entry_id=here.appointment).version
    waits = Appointment.objects.known().get(entry_id=here.awaiting).version
    tomorrow, number = {"from_day": "2 ส.ค. 2561", "told_for": "2018-08-02"}, here.place.numbers["finance"]
    order = {"officer-order_number": "๙๒/๒๕๖๑", "officer-order_signed_on": "1 ส.ค. 2561"}
    sheet = {"officer-capacity": "ASSIGNED", "officer-starts": "1 ก.ย. 2561", **order}
    new, pick = room.world.number(), "/rights/edit/pick/officer/"
    phoned = {"officer-phone": "๐๔๒", "officer-email": "a@example.go.th", **WHY}
    return [
        Form("bootstrap", "/rights/edit/", {**sheet, **WHY, **SURE}, _OF_SHEET, _chosen(number)),
        Form("bootstrap", "/rights/edit/keep/", {**sheet, **phoned}, f"{_OF_SHEET} choose go", _chosen(number),
             "audit_draft"),
        Form("bootstrap", "/rights/edit/scan/officer/", {**sheet, "officer-scan_file": SCAN}, f"{_OF_SHEET} remove",
             _chosen(number), "audit_draft documents_upload"),
        Form("bootstrap", pick, {"national_id": number}, "officer-starts", writes="audit_reading audit_readingof"),
        Form("newborn", "/rights/edit/new/officer/", {"national_id": new, **NEW_PERSON}, "ticket",
             _searched(pick, new), "audit_draft"),
        Form("bootstrap", f"/rights/end/{here.appointment}/", {"version": version, **tomorrow, **WHY, **SURE}),
        Form("province", f"/rights/awaiting/{here.awaiting}/", {"version": waits}),
        Form("province", f"/rights/awaiting/{here.awaiting}/refuse/", {"version": waits, **WHY}),
    ]  # fmt: skip


def _movements(room: Room) -> list[Form]:
    here, new = room.here, "/movements/new/"
    moves, line = {**MOVEMENT, "person": str(here.place["clerk"])}, f"/movements/lines/{room.here.line}"
    purpose, on_page = {"purpose": _PURPOSE}, f"/movements/people/{here.place['clerk']}/movement/"
    noted = "audit_reading audit_readingof"
    return [
        Form("officer", new, {**moves, "step": "send"}, _OF_MOVEMENT, _looked(new, moves)),
        Form("officer", on_page, {**moves, "step": "send"}, _OF_MOVEMENT, _looked(on_page, moves)),
        Form("officer", f"{new}keep/", {**moves, "remark": "หมายเหตุ"}, f"{_OF_MOVEMENT} step", writes="audit_draft"),
        Form("officer", f"{new}drop/", {}, "draft corrects", _draft(moves), "audit_draft"),
        Form("officer", f"{line}/withdraw/", {"version": 1, **WHY}),
        Form("officer", f"/movements/lines/{room.moved}/strike/", {"why": "ผิดคน", **ORDER}, "citation_text"),
        Form("officer", f"{line}/attach/", {"scan_file": SCAN}),
        Form("registrar", f"{line}/return/", {"version": 1, **WHY}),
        Form("officer", "/movements/people/find/", {"q": here.place.numbers["finance"]}, writes=noted),
        Form("province", "/movements/people/find/?q=สมปอง", purpose, writes=noted),
        Form("province", f"/movements/people/?at={here.lgo.pk}", purpose, writes=noted),
        Form("province", f"/movements/people/{here.place['hr']}/", purpose, writes=noted),
    ]


_OF_CARD = (
    "citation_text remark show_on_kp7 reason version scan scan_file step skill grade since correction why"
)


def _signed(room: Room, desk: Client, address: str, purpose: str) -> Typed:
    """The card signs what the page asks to be signed."""
    asked = desk.post(address, {"save_key": saves.new_key(), "confirm_ask": "fetch"}).json()
    said = room.pc.says(asked["nonce"], purpose, base64.urlsafe_b64decode(asked["tx"] + "=="))
    return {"confirm_statement": said["statement"], "confirm_sig": said["sig"]}


def _cards(room: Room) -> list[Form]:
    here, there = room.here, room.there
    skill, line = {"skill": "ภาษาลาว", **ORDER}, f"/movements/card/lines/{here.card_line}"
    who, queue = f"/movements/people/{here.place['finance']}", "/movements/queue/verify/"
    opened, paired = f"/movements/people/{there.place['finance']}/open/", {"line": f"{here.card_pair_line}:1"}
    moved = {"line": f"{here.pair_line}:1"}
    again = {**skill, "skill": "ภาษาจีน", "correction": "CLERICAL", "why": "พิมพ์ผิด"}
    return [
        Form("officer", f"{who}/add/SKILL/", skill, _OF_CARD),
        Form("officer", "/movements/card/print/", {}, "only_current"),
        Form("officer", f"{line}/mend/", {**skill, "version": 1}, _OF_CARD),
        Form("officer", f"/movements/card/lines/{room.verified}/correct/", again, _OF_CARD),
        Form("officer", f"{line}/withdraw/", {"version": 1, **WHY}),
        Form("officer", f"{line}/attach/", {"scan_file": SCAN}),
        Form("registrar", f"{line}/return/", {"version": 1, **WHY}),
        Form("chief", queue, paired, "confirm_passkey", lambda desk, beside: _shown(room, desk, queue, paired)),
        Form("chief", queue, moved, "confirm_passkey", lambda desk, beside: _shown(room, desk, queue, moved)),
        Form("in the reader", opened, {}, "confirm_statement confirm_sig",
             lambda desk, beside: _signed(room, desk, opened, "person.read"), "audit_reading audit_readingof"),
    ]  # fmt: skip


_PURPOSE = "ตอบข้อหารือหรือคำขอของเจ้าของประวัติ"


_OF_ASKING = "other_id scan scan_file step"


def _transfers(room: Room) -> list[Form]:
    number = room.there.place.numbers["clerk"]
    asks = {"national_id": number, "other": "โนนตาล", **ORDER, "starts": "15 ส.ค. 2561"}
    return [
        Form("officer", "/transfers/ask/", asks, _OF_ASKING),
        Form("officer", f"/transfers/{room.case}/close/", {"version": 1, **WHY}),
        Form("officer", "/transfers/swap/", {**asks, "person": str(room.here.place["finance"])}, _OF_ASKING),
    ]


_OF_LINE = (
    "person national_id title first_name last_name birth_date gender last_day open_ended kind post level other "
    "other_id remark reason steps percent special_pay_pct salary allowance"
)


def order_lines(room: Room) -> list[Form]:
    """A line of each further kind of order, whose fields differ."""
    typed = {"starts": "1 ส.ค. 2561", "person": str(room.here.place["finance"]), "version": 1}
    return [
        Form("officer", f"/orders/{order}/lines/?movement={movement}", {**typed, "movement": movement}, _OF_LINE)
        for movement, order in room.drafts.items()
    ]


def _orders(room: Room) -> list[Form]:
    order, signed, place = f"/orders/{room.draft}", f"/orders/{room.signed}", room.here.place
    head = {"starts": "1 ก.ย. 2561", "subject": "เรื่องใหม่"}
    of_head = "preamble approval_body approval_number approval_on reason"
    line = {"movement": "LAW_ADJUST", "person": str(place["finance"]), "starts": "1 ส.ค. 2561", "salary": "21000"}
    version, is_signed = ({"version": orders.row_of(one).version} for one in (room.draft, room.signed))
    rows = f"เลขประจำตัวประชาชน\tเงินเดือนใหม่\tประเภท\n{place.numbers['finance']}\t21000\tปรับตามกฎหมาย"
    signature = {
        "version": 2, "citation_number": "๙๑", "citation_signed_on": "1 ส.ค. 2561", "signatory": "นายก",
        "signatory_title": "นายก",
    }  # fmt: skip
    return [
        Form("officer", "/orders/new/", {**head, "kind": "PAY_ADJUST"}, f"{of_head} rows sheet"),
        Form("officer", f"{order}/paste/", {**version, "rows": rows}, "anew sheet"),
        Form("officer", f"{order}/head/", {**head, **version}, of_head),
        Form("officer", f"{order}/lines/", {**line, **version}, _OF_LINE),
        Form("officer", f"{order}/lines/{room.draft_line}/", {**line, **version}, _OF_LINE),
        Form("officer", f"{order}/lines/{room.draft_line}/remove/", version),
        Form("officer", f"/orders/{room.applied}/cancel/", {**head, "effect": "FROM_START", **WHY}, of_head),
        Form("officer", f"/orders/{room.applied}/amend/", {**head, "line": str(room.applied_line), **WHY}, of_head),
        Form("officer", f"{order}/check/", version),
        Form("officer", f"{order}/discard/", version),
        Form("officer", f"/orders/{room.checked}/sign/", signature, "citation_year series scan scan_file step"),
        Form("officer", f"{signed}/attach/", {"scan_file": SCAN}),
        Form("registrar", f"{signed}/reopen/", {**is_signed, **WHY}),
        Form("province", f"{order}/", {"purpose": _PURPOSE}, writes="audit_reading audit_readingof"),
    ]  # fmt: skip


def _posts(room: Room) -> list[Form]:
    """Each act on a post has fields of its own behind one address."""
    day = {"starts": "1 ก.ย. 2561", "reference": "มติ ก.ท.จ. ครั้งที่ 7/2561"}
    held, vacant, frozen = (f"/posts/{room.posts[which]}" for which in ("held", "vacant", "frozen"))
    here = f"/posts/of/{room.here.lgo.pk}"
    further = "reference_on reason seen"
    new = {"number": "48-2-05-4701-003", "line": "4701", "level": "EXPERIENCED", "funding": "OWN", **day}
    of_new = f"{further} health_transfer title top_level department unit"
    ordinance = {"reference": "เทศบัญญัติงบประมาณรายจ่าย", "reference_on": "20 ก.ย. 2560"}
    budget = {"amount": "86,000,000", "benefit_pct": "15", "version": 0, **ordinance}
    return [
        Form("officer", f"{here}/new/", new, of_new),
        Form("officer", f"{here}/ceiling/2561/", budget, "benefit_amount"),
        Form("officer", f"{here}/ceiling/2562/", {**budget, "version": 1, **WHY}, "benefit_amount"),
        Form("officer", f"{held}/move/", {"department": "04", **day}, f"{further} unit"),
        Form("officer", f"{held}/levels/", {"level": "OPERATIONAL", **day}, f"{further} top_level"),
        Form("officer", f"{held}/fund/", {"source": "GRANT", **day}, further),
        Form("officer", f"{held}/freeze/", day, further),
        Form("officer", f"{frozen}/reinstate/", day, further),
        Form("officer", f"{vacant}/abolish/", day, further),
        Form("officer", f"{held}/correct/", {"number": "48-2-01-4101-009", **WHY}, "seen"),
    ]


def _leaving(room: Room) -> list[Form]:
    return [
        Form("officer", "/leaving/order/", {"person": str(room.retiring)}),
        Form("province", "/leaving/", {"purpose": _PURPOSE}, writes="audit_reading audit_readingof"),
    ]


def _approvals(room: Room) -> list[Form]:
    here = room.here
    waiting = {"keys": here.key, "cards": here.card, "passkeys": here.passkey}
    return [
        Form("province", f"/approvals/{what}/{entry}/{act}", {"version": 1, **more})
        for what, entry in waiting.items()
        for act, more in (("", {}), ("refuse/", WHY))
    ]


def _accounts(room: Room) -> list[Form]:
    world, accounts = room.world, "/approvals/accounts"
    account, locked = (f"{accounts}/{one.account[who].pk}" for one, who in
                       ((room.here, "officer"), (room.there, "registrar")))  # fmt: skip
    anew = f"{accounts}/{room.novice.pk}/passkeys/"
    return [
        Form("province", f"{account}/reset/", WHY),
        Form("province", f"{account}/pass/", {"hours": 1, **WHY}),
        Form("province", f"{account}/lock/", WHY),
        Form("province", f"{account}/code/"),
        Form("province", f"{locked}/unlock/", {"hours": 72, **WHY}),
        Form("chief", anew, WHY, "", _vouched(room, anew, WHY)),
        Form("province", f"{accounts}/issue/{room.bare.pk}/"),
        Form("province", f"{accounts}/issue/"),
        Form("province", f"{accounts}/office/",
             {**OFFICER_OF_OFFICE, "national_id": world.number(), "office": str(world.district.pk)}),
    ]  # fmt: skip


def _follow_up(room: Room) -> list[Form]:
    asked = {"title": "รอบใหม่", "letter_reference": "มท ๑", "deadline": "31 ธ.ค. 2561"}
    contact = {"name": "นางประสาน", "post": "", "telephone": "042", "email": ""}
    rounds, tried = "/oversight/rounds", room.tried.strip("/").split("/")
    names = {"as_of": "27 ม.ค. 2561", "file": File("names.csv", NAMES)}
    let_in = {"title": "รอบแรก", "letter_reference": "มท ๑", "sha256": tried[-2], "day": tried[-1]}
    return [
        Form("centre", f"{rounds}/open/", {**asked, "scope": "/"}),
        Form("centre", f"{rounds}/{room.round}/correct/", {**asked, **WHY}),
        Form("centre", f"{rounds}/{room.round}/close/", WHY),
        Form("district", "/oversight/contact/", contact),
        Form("province", f"/oversight/contact/{room.world.district.pk}/", contact),
        Form("centre", "/oversight/first-round/load/", names),
        Form("centre", room.tried, let_in),
    ]


def _acts(room: Room) -> list[Form]:
    """Each act on an LGO has fields of its own behind one address."""
    org, day = f"/organisations/{room.here.lgo.pk}", "1 ก.ย. 2561"
    acts: dict[str, tuple[Typed, str]] = {
        "upgrade": ({"kind": "TOWN_MUN", "name": "ท่าอุเทน", "code": "4480501"}, ""),
        "rename": ({"name": "ท่าอุเทนใหม่"}, "respelled"),
        "code": ({"code": "5480599"}, ""),
        "move": ({"district": "4801", "further": ""}, ""),
        "merge": ({"search": "", "others": [str(room.bare.pk)]}, ""),
        "dissolve": ({}, ""),
    }
    found = []
    for act, (own, listed) in acts.items():
        typed, address = {**own, "starts": day, "legal_reference": "ราชกิจจานุเบกษา"}, f"{org}/{act}/"
        found.append(Form("centre", address, {**typed, "step": "save"}, listed, _looked(address, typed)))
    return found


def _lists(room: Room) -> list[Form]:
    of_list = "file events as_of changes_on reference"
    return [
        Form("centre", "/organisations/import/", LIST, "events", writes="documents_upload"),
        Form("centre", "/organisations/import/take/", {}, of_list, _tried, "documents_upload"),
        Form("centre", f"/organisations/import/{room.batch}/undo/", WHY),
    ]


def _notice(room: Room) -> Any:
    return Notice.objects.filter(office=room.here.lgo.pk, read_at=None).latest("at").pk
