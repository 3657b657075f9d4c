"""Rules of accounts, passwords and approvals. Pure: everything they need comes as a value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.policy import reach
from lhr.kernel.digits import to_arabic
from lhr.kernel.rules import Finding, Rule, Variant, Weight
from lhr.kernel.words import Words

_LETTER = Words(
    "มท ๐๘๐๔.๓/ว ๒๕๖๔ (เสียบบัตรพร้อม Password)", "MoI 0804.3/W 2564 (card inserted with the password)"
)
_SYSTEM = Words("ข้อกำหนดของระบบ", "Requirement of the system")

LONGEST_PASSWORD = 1000
LONGEST_REASON = 300
_SHORTEST_NAME_THAT_COUNTS = 4

ID_01 = Rule(
    code="ID-01",
    weight=Weight.BLOCK,
    on="card",
    home="identity",
    says=Words("บัตรที่เสียบไม่ตรงกับเจ้าของบัญชีผู้ใช้", "The inserted card is not that of the account's owner"),
    remedy=Words(
        "เสียบบัตรประจำตัวประชาชนของท่านเอง หากบัตรหายหรือเปลี่ยนบัตรให้ทำตามหน้า “บัตรใช้ไม่ได้”",
        "Insert your own national ID card; if it is lost or renewed follow the page “Card cannot be used”",
    ),
    source=_LETTER,
    gist="the ID read from the chip is the account's person, compared as a hash with the nonce",
)
ID_02 = Rule(
    code="ID-02",
    weight=Weight.BLOCK,
    on="page",
    home="identity",
    says=Words("บัญชีนี้ใช้ลงทะเบียนสิทธิผู้ใช้งานเท่านั้น", "This account only registers the holders of rights"),
    remedy=Words(
        "ให้นายทะเบียนหรือเจ้าหน้าที่ทะเบียนเข้าระบบด้วยบัตรประจำตัวประชาชนของตน",
        "Let the registrar or the records officer sign in with their own ID card",
    ),
    source=Words(
        "ข้อกำหนดของระบบ; ขั้นตอนที่ ๑ ของ มท ๐๘๐๔.๓/ว ๒๕๖๔",
        "Requirement of the system; step 1 of MoI 0804.3/W 2564",
    ),
    gist="a first account opens SEM101 and SEM102 of its own LGO only",
)
ID_03 = Rule(
    code="ID-03",
    weight=Weight.BLOCK,
    on="new_password",
    home="identity",
    says=Words("รหัสผ่านนี้ใช้ไม่ได้", "This password cannot be used"),
    remedy=Words("ตั้งรหัสผ่านอื่น", "Choose another password"),
    source=Words("ข้อกำหนดของระบบ; NIST SP 800-63B", "Requirement of the system; NIST SP 800-63B"),
    gist="a password is long enough, not a common one, not made of the holder's, the user's or the organisation's name",
    variants=(
        Variant(
            1,
            Words("รหัสผ่านสั้นกว่า {least} ตัวอักษร", "The password has fewer than {least} characters"),
            Words(
                "ตั้งให้ยาวอย่างน้อย {least} ตัว เช่น วลีหลายคำที่ท่านจำได้เอง เว้นวรรคได้",
                "Use at least {least} characters, such as several words that you remember; spaces are allowed",
            ),
        ),
        Variant(
            2,
            Words("รหัสผ่านนี้มีผู้ใช้ทั่วไปและเดาได้ง่าย", "This password is widely used and easy to guess"),
            Words(
                "ตั้งวลีหลายคำที่ไม่ใช่คำหรือเลขเรียงที่คนทั่วไปใช้", "Use several words, no usual word or run of digits"
            ),
        ),
        Variant(
            3,
            Words(
                "รหัสผ่านมีชื่อหรือชื่อสกุลของท่าน ชื่อผู้ใช้ หรือชื่อหน่วยงาน",
                "The password holds your own name, the user name or the organisation's name",
            ),
            Words(
                "ตั้งวลีที่ไม่มีชื่อตัว ชื่อสกุล ชื่อผู้ใช้ และชื่อหน่วยงาน",
                "Use words without your name, the user name and the organisation's name",
            ),
        ),
        Variant(
            4,
            Words("รหัสผ่านใหม่ทั้งสองช่องไม่เหมือนกัน", "The two new passwords differ"),
            Words("พิมพ์รหัสผ่านใหม่ให้เหมือนกันทั้งสองช่อง", "Type the same new password in both fields"),
        ),
        Variant(
            5,
            Words("รหัสผ่านใหม่เหมือนรหัสผ่านเดิม", "The new password is the same as the present one"),
            Words("ตั้งรหัสผ่านที่ต่างจากเดิม", "Choose a different password"),
        ),
        Variant(
            6,
            Words("รหัสผ่านยาวเกิน {most} ตัวอักษร", "The password has more than {most} characters"),
            Words("ตั้งให้สั้นลง", "Choose a shorter one"),
        ),
    ),
)
ID_04 = Rule(
    code="ID-04",
    weight=Weight.BLOCK,
    on="approval",
    home="identity",
    says=Words("ต้องให้ผู้อื่นในสำนักงานที่กำกับดูแลเป็นผู้ทำ", "Somebody else in the office above must do this"),
    remedy=Words("แจ้งสำนักงานที่กำกับดูแล", "Tell the office above"),
    source=Words("ข้อกำหนดของระบบ (สองคนเสมอ)", "Requirement of the system (always two persons)"),
    gist="key, card and account are decided by another person, of an office above the account's own",
    variants=(
        Variant(
            1,
            Words("ท่านเป็นเจ้าของรายการนี้เอง จึงอนุมัติเองไม่ได้", "This is your own: you cannot approve it yourself"),
            Words(
                "ให้เจ้าหน้าที่คนอื่นของสำนักงานที่กำกับดูแลอนุมัติ", "Let another officer of the office above approve it"
            ),
        ),
        Variant(
            2,
            Words(
                "บัญชีของสำนักงานเดียวกันต้องให้สำนักงานระดับบนเป็นผู้ทำ",
                "For an account of the same office the office above must do this",
            ),
            Words("แจ้งสำนักงานระดับบน (จังหวัดแจ้งกรม อำเภอแจ้งจังหวัด)", "Tell the office above"),
        ),
    ),
)
ID_05 = Rule(
    code="ID-05",
    weight=Weight.BLOCK,
    on="reason",
    home="identity",
    says=Words("ยังไม่ได้ระบุเหตุผล", "No reason is given"),
    remedy=Words(
        "ระบุเหตุผลสั้น ๆ เช่น ลืมรหัสผ่าน บัตรหาย", "State a short reason, such as: password forgotten, card lost"
    ),
    source=_SYSTEM,
    gist="reset, lock, unlock, refusal, revocation and a one-time way in state their reason",
)
ID_06 = Rule(
    code="ID-06",
    weight=Weight.BLOCK,
    on="hours",
    home="identity",
    says=Words("ให้ผ่านชั่วคราวได้ครั้งละ ๑ ถึง {most} ชั่วโมง", "A one-time way in is good for 1 to {most} hours"),
    remedy=Words("ระบุจำนวนชั่วโมงไม่เกิน {most}", "State at most {most} hours"),
    source=_SYSTEM,
    gist="a one-time way in lasts at most 8 hours (setting), and is issued only while that is switched on",
    variants=(
        Variant(
            1,
            Words("ระบบปิดการออกรหัสผ่านชั่วคราวไว้", "One-time ways in are switched off"),
            Words(
                "ให้ผู้ใช้ใช้บัตรประจำตัวประชาชนกับเครื่องอ่านอื่น หรือแจ้งผู้ดูแลระบบ",
                "Let the user's ID card be read at another reader, or tell the operator",
            ),
        ),
    ),
)
ID_07 = Rule(
    code="ID-07",
    weight=Weight.BLOCK,
    on="account",
    home="identity",
    says=Words("สถานะของบัญชีนี้ทำรายการนี้ไม่ได้", "The state of this account does not allow this"),
    remedy=Words("ตรวจสถานะของบัญชีในหน้าบัญชีผู้ใช้", "Look at the account's state on the page of accounts"),
    source=_SYSTEM,
    gist="an act on an account fits its kind and state",
    variants=(
        Variant(
            1,
            Words("บัญชีนี้ปิดแล้ว", "This account is closed"),
            Words("ออกบัญชีใหม่ให้ผู้ใช้", "Issue a new account"),
        ),
        Variant(
            2,
            Words("บัญชีตั้งต้นของ อปท. ไม่ใช้เครื่องและบัตร", "An LGO's first account uses no PC key and no card"),
            Words("ลงทะเบียนเครื่องและบัตรด้วยบัญชีของบุคคล", "Enrol PC and card with a person's own account"),
        ),
        Variant(
            3,
            Words("มีบัญชีที่ยังใช้อยู่แล้ว", "There already is an account in use"),
            Words("ออกรหัสผ่านใหม่ให้บัญชีเดิม", "Reset the present account"),
        ),
        Variant(
            4,
            Words("ต้องตั้งรหัสผ่านของตนเองก่อน", "Set a password of your own first"),
            Words("ตั้งรหัสผ่าน แล้วทำขั้นต่อไป", "Set the password, then go on"),
        ),
        Variant(
            5,
            Words("รายการนี้ตัดสินไปแล้ว", "This has been decided already"),
            Words("เปิดรายการใหม่เพื่อดูสถานะล่าสุด", "Open the list again to see the present state"),
        ),
        Variant(
            6,
            Words("บัญชีไม่ได้ถูกล็อก", "The account is not locked"),
            Words("ตรวจสถานะล่าสุดของบัญชี", "Look at the account's present state"),
        ),
    ),
)
ID_08 = Rule(
    code="ID-08",
    weight=Weight.BLOCK,
    on="approval",
    home="identity",
    says=Words(
        "ผู้อนุมัติเครื่องหรือบัตรต้องเป็นคนละคนกับผู้ที่ออกรหัสให้บัญชีนี้",
        "Whoever gave this account a code cannot also approve its PC or card",
    ),
    remedy=Words(
        "ให้ผู้อื่นของสำนักงานอนุมัติ หรือให้สำนักงานระดับบนอนุมัติ",
        "Let another officer of the office, or the office above it, approve it",
    ),
    source=Words("ข้อกำหนดของระบบ (สองคนเสมอ)", "Requirement of the system (always two persons)"),
    gist="who issued the pairing code, the account or its last reset does not approve its key, card or passkey",
    variants=(
        Variant(
            1,
            Words(
                "ท่านเป็นผู้ออกรหัสลงทะเบียนเครื่องนี้ จึงอนุมัติเองไม่ได้",
                "You issued the registration code of this PC: you cannot approve it yourself",
            ),
            Words(
                "ให้ผู้อื่นของสำนักงานอนุมัติ หากไม่มี ให้เจ้าของบัญชีขอรหัสเองในหน้า “ลงทะเบียนเครื่องและบัตร” แล้วลงทะเบียนเครื่องใหม่",
                "Let another officer of the office approve it; if there is none, let the holder ask for a code on the "
                "page “Register PC and card” and register the PC again",
            ),
        ),
        Variant(
            2,
            Words(
                "ท่านเป็นผู้ออกรหัสผ่านให้บัญชีนี้ และเจ้าของยังไม่ได้เข้าระบบด้วยบัตรหรือกุญแจผ่านหลังจากนั้น จึงอนุมัติเองไม่ได้",
                "You issued this account's password; its holder has not come in by card or passkey: you cannot approve",
            ),
            Words(
                "ให้ผู้อื่นของสำนักงานอนุมัติ หากไม่มี ให้สำนักงานระดับบน (ของกรม: ผู้ดูแลระบบ) อนุมัติ",
                "Let another officer of the office approve it; if there is none, the office above it",
            ),
        ),
    ),
)
ID_09 = Rule(
    code="ID-09",
    weight=Weight.BLOCK,
    on="passkey",
    home="identity",
    says=Words("บัญชีนี้ต้องมีกุญแจผ่านอย่างน้อยหนึ่งอัน", "This account must keep at least one passkey"),
    remedy=Words("เพิ่มกุญแจผ่านอันใหม่ก่อน แล้วจึงลบอันนี้", "Add another passkey first, then remove this one"),
    source=_SYSTEM,
    gist="where a role demands a passkey its last one is not removed; all lost: the office above begins anew",
    variants=(
        Variant(
            1,
            Words("บัญชีนี้ไม่มีกุญแจผ่าน", "This account has no passkey"),
            Words("หากลืมรหัสผ่าน ให้ออกรหัสผ่านใหม่", "If the password is forgotten, reset the password"),
        ),
    ),
)
RULES = (ID_01, ID_02, ID_03, ID_04, ID_05, ID_06, ID_07, ID_08, ID_09)

# What the first account of an LGO may do, whatever its duties say (rule ID-02).
FIRST_ACCOUNT_MAY = frozenset(
    {
        Permission.RIGHTS_VIEW,
        Permission.RIGHTS_APPOINT,
        Permission.RIGHTS_SEARCH,
        Permission.TRANSFER_VIEW,
        Permission.TRANSFER_ASK,  # ขอรับโอน is the next step of a search in SEM102
        Permission.ACCOUNT_OWN,
    }
)
# A one-time way in never confirms these (card-login.md 5.4): they need the card itself.
PASS_NEVER = frozenset(
    {Permission.RIGHTS_APPOINT, Permission.MOVEMENT_VERIFY, Permission.MOVEMENT_VERIFY_PAIR, Permission.ORDER_APPLY}
)
WITHOUT_CARD = frozenset({"pass", "thaid"})  # the ways in that stand in for a card
# Acts of registrar and records officer: the letter has them with the card, whatever else they own.
CARD_ONLY = frozenset({Permission.RIGHTS_APPOINT, Permission.MOVEMENT_VERIFY, Permission.ORDER_APPLY})


def check_first_account(*, is_first_account: bool, permission: Permission) -> list[Finding]:
    """ID-02: a first account opens SEM101 and SEM102 only."""
    return [ID_02.finding()] if is_first_account and permission not in FIRST_ACCOUNT_MAY else []


def check_card_owner(*, shown: str, expected: str) -> list[Finding]:
    """ID-01, over the two hashes of nonce and ID number."""
    return [] if shown == expected else [ID_01.finding()]


def plain(text: str) -> str:
    """Return the text as passwords are compared and hashed: NFC, so that two keyboards give the same bytes."""
    return unicodedata.normalize("NFC", text)


def check_new_password(
    new: str, repeated: str, *, least: int, common: frozenset[str], names: Iterable[str]
) -> list[Finding]:
    """ID-03. `names` are those of the holder, the user and the organisation; `common` is in the form of `folded`."""
    if new != repeated:
        return [ID_03.finding(variant=4, field="repeated_password")]
    if len(plain(new)) < least:
        return [ID_03.finding(variant=1, least=least)]
    if len(plain(new)) > LONGEST_PASSWORD:
        return [ID_03.finding(variant=6, most=LONGEST_PASSWORD)]
    if _holds_name(new, names):
        return [ID_03.finding(variant=3)]
    return [ID_03.finding(variant=2)] if is_common(new, common) else []


_DISGUISES = str.maketrans(
    {"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
)


def folded(text: str) -> str:
    """Return what is left of a password when its usual disguises are taken off."""
    return re.sub(r"[\s._-]", "", to_arabic(plain(text)).casefold())


def is_common(password: str, common: frozenset[str]) -> bool:
    """True for a password on the list, also with digits or signs around it or letters replaced; and for runs."""
    bare = folded(password)
    core = bare.strip("0123456789!@#$%^&*?+=")
    forms = {bare, core, bare.translate(_DISGUISES), core.translate(_DISGUISES)}
    return bool(forms & common) or _is_run(bare) or _repeats(bare)


def _is_run(text: str) -> bool:
    steps = {ord(b) - ord(a) for a, b in pairwise(text)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


def _repeats(text: str) -> bool:
    """True when a piece of up to four characters fills the whole, as in abcabcabc."""
    return any(len(text) > n and (text[:n] * len(text))[: len(text)] == text for n in range(1, 5))


def _holds_name(password: str, names: Iterable[str]) -> bool:
    bare = folded(password)
    return any(
        len(folded(name)) >= _SHORTEST_NAME_THAT_COUNTS and folded(name) in bare for name in names if name
    )


def check_decider(by: Actor, permission: Permission, *, path: str, owner: UUID | None) -> list[Finding]:
    """ID-04: another person, of an office above; at the centre, and at the server's command line, another person."""
    if owner is not None and by.person_id == owner:
        return [ID_04.finding(variant=1)]
    above = any(
        path.startswith(mine) and (mine != path or mine == "/") for mine in reach(by, permission).paths
    )
    return [] if above else [ID_04.finding(variant=2)]


@dataclass(frozen=True, slots=True)
class HelpedBy:
    """Who gave an account what one needs to bind a PC or a card to it: ids of accounts and of their persons."""

    code: frozenset[UUID] = frozenset()  # issued the code that the PC was paired with
    reset: frozenset[UUID] = frozenset()  # gave the present one-time password


def check_second_person(by: Actor, helped: HelpedBy) -> list[Finding]:
    """ID-08: with password, code and approval in one hand, one officer could sign in as anybody."""
    me = {by.account_id, by.person_id} - {None}
    if me & helped.code:
        return [ID_08.finding(variant=1)]
    return [ID_08.finding(variant=2)] if me & helped.reset else []


def check_not_last_passkey(*, required: bool, another: bool) -> list[Finding]:
    """ID-09."""
    return [ID_09.finding()] if required and not another else []


def check_has_passkey(*, some: bool) -> list[Finding]:
    """ID-09.1: an office begins anew only where there is something to end."""
    return [] if some else [ID_09.finding(variant=1)]


def check_reason(reason: str) -> list[Finding]:
    """ID-05."""
    return [] if reason.strip() else [ID_05.finding()]


def check_pass_hours(hours: int, *, most: int, allowed: bool = True) -> list[Finding]:
    """ID-06."""
    if not allowed:
        return [ID_06.finding(variant=1, field="pass")]
    return [] if 1 <= hours <= most else [ID_06.finding(most=most)]


def check_open(*, closed: bool) -> list[Finding]:
    """ID-07.1."""
    return [ID_07.finding(variant=1)] if closed else []


def check_may_enrol(*, with_card: bool, closed: bool, must_change: bool) -> list[Finding]:
    """ID-07: PC and card belong to a person's own account whose password has been set."""
    if not with_card:
        return [ID_07.finding(variant=2)]
    if must_change:
        return [ID_07.finding(variant=4)]
    return check_open(closed=closed)


def check_undecided(*, pending: bool) -> list[Finding]:
    """ID-07.5."""
    return [] if pending else [ID_07.finding(variant=5)]


def check_no_account_yet(*, exists: bool) -> list[Finding]:
    """ID-07.3."""
    return [ID_07.finding(variant=3)] if exists else []


def check_locked(*, locked: bool) -> list[Finding]:
    """ID-07.6."""
    return [] if locked else [ID_07.finding(variant=6)]
