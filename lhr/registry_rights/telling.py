"""Who is told of what: the person named, the person whose right ends, the LGO and the office above it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from lhr.access.actor import Actor
from lhr.access.policy import Reach
from lhr.access.roles import ROLE_SAYS, Role
from lhr.identity.events import SecondFactorChanged
from lhr.kernel import clock
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.registry_rights import fates
from lhr.registry_rights.models import Notice
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import CAPACITY_SAYS
from lhr.registry_rights.wording import cause_of_end, why_ended
from lhr.service_record import cases
from lhr.service_record.events import OrderCancelledElsewhere

NAMED, ENDED, RESTORED, CONFIRMED, REFUSED, STOPPED, BOOTSTRAP = (
    "named", "ended", "restored", "confirmed", "refused", "search-stopped", "bootstrap-saved",
)  # fmt: skip
MENDED, SECOND_FACTOR = "mended", "second-factor"
EVERYWHERE = Reach(frozenset({"/"}))

_NAMED = Words(
    "{person}ได้รับการลงทะเบียนเป็น{role} ({capacity}) ของ{place} ตั้งแต่ {starts}",
    "{person} was registered as {role} ({capacity}) of {place} from {starts}",
)
_AWAITS = Words(
    "{person}ได้รับการลงทะเบียนเป็น{role} ({capacity}) ของ{place} ตั้งแต่ {starts} รอจังหวัดยืนยัน",
    "{person} was registered as {role} ({capacity}) of {place} from {starts}; the province has to confirm",
)
_MENDED = Words(
    "{place}แก้รายละเอียดสิทธิ{role} ({capacity}) ของ{person}: มีผลตั้งแต่ {starts}{rest}",
    "{place} mended the details of {person} as {role} ({capacity}): from {starts}{rest}",
)
_TO = Words(" ถึง {last}", " to {last}")
_BY_ORDER = Words(" ตามคำสั่งที่ {number}", " by order {number}")
_BECAUSE = Words(" เหตุผลที่บันทึกทั้งที่มีข้อเตือน: {reason}", " Reason given for the warnings: {reason}")
_ENDED = Words(
    "สิทธิ{role}ของ{person}ที่{place} สิ้นสุดวันที่ {until} เพราะ{why}",
    "The right of {person} as {role} of {place} ends on {until}: {why}",
)
_TAKEN_BACK = Words(
    "การลงทะเบียน{person}เป็น{role}ของ{place} ตั้งแต่ {starts} ไม่มีผล {why}",
    "The registration of {person} as {role} of {place} from {starts} holds no more: {why}",
)
_RESTORED = Words(
    "สิทธิ{role}ของ{person}ที่{place} กลับมีผลตามเดิม", "The right of {person} as {role} of {place} holds again"
)
_CONFIRMED = Words(
    "จังหวัดยืนยัน{person}เป็น{role} ({capacity}) ของ{place} แล้ว ตั้งแต่ {starts}",
    "The province confirmed {person} as {role} ({capacity}) of {place} from {starts}",
)
_REFUSED = Words(
    "จังหวัดไม่ยืนยัน{person}เป็น{role}ของ{place}: {why}",
    "The province did not confirm {person} as {role} of {place}: {why}",
)
_STOPPED = Words(
    "การค้นหาด้วยเลขประจำตัวประชาชนของ{place}ไม่พบติดต่อกัน {times} ครั้ง ระบบหยุดการค้นหาของบัญชี {account} แล้ว",
    "Account {account} of {place} searched {times} numbers in a row without a hit; its searching was stopped",
)
_BOOTSTRAP = Words(
    "บัญชีตั้งต้นของ{place} ใช้บันทึก SEM102 เมื่อ {starts}", "The first account of {place} saved SEM102 on {starts}"
)
_BOOTSTRAP_ENDED = Words(
    "บัญชีตั้งต้นของ{place} ใช้ให้สิทธิสิ้นสุด เมื่อ {starts}", "The first account of {place} ended a right on {starts}"
)
# Both sides are told of what neither of them pressed.
TRANSFER_FELL, SWAP_FELL = "service:transfer:fell", "service:transfer:swap_fell"
# News of a transfer by the tag of the change: what the other side and the person read.
_TRANSFERS: dict[str, Words] = {
    "service:transfer:asked": Words(
        "{receiver}ขอรับโอน{person} จาก{sender} มีผล {starts} ตามคำสั่งที่ {number}",
        "{receiver} asks for {person} from {sender}, effective {starts}, by order {number}",
    ),
    "service:transfer:proposed": Words(
        "{sender}เสนอให้โอน{person} ไป{receiver} มีผล {starts}",
        "{sender} proposes the transfer of {person} to {receiver}, effective {starts}",
    ),
    "service:transfer:released": Words(
        "{sender}ให้โอน{person} ไป{receiver} มีผล {starts} รอปลายทางรับโอน",
        "{sender} has released {person} to {receiver}, effective {starts}; the receiver has to accept",
    ),
    "service:transfer:accepted": Words(
        "{receiver}รับโอน{person} จาก{sender} แล้ว มีผล {starts}",
        "{receiver} has received {person} from {sender}, effective {starts}",
    ),
    "service:transfer:called_off": Words(
        "แจ้งไม่โอน{person} จาก{sender} ไป{receiver} แล้ว: {why}",
        "The transfer of {person} from {sender} to {receiver} was called off: {why}",
    ),
    "service:transfer:receipt_cancelled": Words(
        "{receiver}ยกเลิกคำสั่งรับโอน{person} จาก{sender}", "{receiver} cancelled its receipt of {person} from {sender}"
    ),
    "service:transfer:withdrawn": Words(
        "ถอนเรื่องโอน{person} จาก{sender} ไป{receiver}: {why}",
        "The transfer of {person} from {sender} to {receiver} was withdrawn: {why}",
    ),
    "service:transfer:refused": Words(
        "ไม่รับเรื่องโอน{person} จาก{sender} ไป{receiver}: {why}",
        "The transfer of {person} from {sender} to {receiver} was refused: {why}",
    ),
    "service:transfer:cancelled": Words(
        "เรื่องโอน{person} จาก{sender} ไป{receiver} ถูกยกเลิก {why}",
        "The transfer of {person} from {sender} to {receiver} was cancelled {why}",
    ),
    "service:transfer:ended": Words(
        "เรื่องโอน{person} จาก{sender} ไป{receiver} ปิดแล้ว เพราะ{why} "
        "หากยังจะโอน ต้องมีคำสั่งใหม่กับ อปท. ที่ตั้งอยู่ในวันที่มีผล",
        "The transfer of {person} from {sender} to {receiver} is closed: {why}. "
        "To go on, a new order must name an LGO that stands on its day",
    ),
    TRANSFER_FELL: Words(
        "โอน{person} จาก{sender} ไป{receiver} มีผล {starts} ไม่เกิดขึ้น เพราะ{why} "
        "ให้โอนและรับโอนที่ลงทะเบียนแล้วไม่นับ แต่ละฝ่ายออกคำสั่งยกเลิกของตนบนกระดาษ",
        "The transfer of {person} from {sender} to {receiver} of {starts} does not happen: {why} "
        "What is on record of it does not count; each side cancels its order on paper",
    ),
    "service:transfer:stranded": Words(
        "โอน{person} จาก{sender} ไป{receiver} มีผล {starts} ไม่ได้ เพราะ{why} "
        "คำสั่งที่ลงนามแล้วยังมีอยู่ {sender}ต้องบันทึกคำสั่งยกเลิกการให้โอน (ถ้ารับโอนแล้ว ปลายทางยกเลิกการรับโอนก่อน)",
        "{person} cannot pass from {sender} to {receiver} on {starts}: {why}. What is signed stands: "
        "{sender} has to key the order that cancels the release (a receipt is cancelled first)",
    ),
    "service:transfer:ends_ahead": Words(
        "เรื่องโอน{person} จาก{sender} ไป{receiver} จะปิดเองเมื่อ {ends} ถ้ายังลงนามไม่ครบ เพราะ{why}",
        "The transfer of {person} from {sender} to {receiver} closes by itself on {ends} unless signed by then: {why}",
    ),
}
# Of a swap: `why` is what happened.
_TRANSFERS |= {
    "service:transfer:swap_proposed": Words(
        "เสนอสับเปลี่ยน: {person} จาก{sender} ไป{receiver} มีผล {starts} เปิดเรื่องโอนเพื่อตอบ",
        "A swap is proposed: {person} from {sender} to {receiver}, effective {starts}; open the transfers to answer",
    ),
    "service:transfer:swap_agreed": Words(
        "ตกลงสับเปลี่ยน{person} จาก{sender} ไป{receiver} มีผล {starts} แล้ว แต่ละฝ่ายทำคำสั่งของตนต่อ",
        "The swap of {person} from {sender} to {receiver}, effective {starts}, is agreed; each side draws up its order",
    ),
    "service:transfer:swap_side_signed": Words(
        "{sender}ลงนามสับเปลี่ยน{person} ไป{receiver} มีผล {starts} แล้ว จะมีผลเมื่ออีกฝ่ายลงนามด้วย",
        "{sender} has signed the swap of {person} to {receiver}, effective {starts}; it counts once both have signed",
    ),
    "service:transfer:swap_signed": Words(
        "สับเปลี่ยน{person} จาก{sender} ไป{receiver} ลงนามครบทั้งสองฝ่ายแล้ว มีผล {starts}",
        "The swap of {person} from {sender} to {receiver} is signed by both sides, effective {starts}",
    ),
    "service:transfer:swap_withdrawn": Words(
        "ถอนเรื่องสับเปลี่ยน{person} จาก{sender} ไป{receiver} ทั้งเรื่อง: {why}",
        "The swap of {person} from {sender} to {receiver} was withdrawn as a whole: {why}",
    ),
    "service:transfer:swap_refused": Words(
        "ไม่รับสับเปลี่ยน{person} จาก{sender} ไป{receiver}: {why}",
        "The swap of {person} from {sender} to {receiver} was refused: {why}",
    ),
    SWAP_FELL: Words(
        "สับเปลี่ยน{person} จาก{sender} ไป{receiver} มีผล {starts} ไม่เกิดขึ้น เพราะ{why} "
        "ทั้งสองคนอยู่ที่เดิม ทั้งสองฝ่ายออกคำสั่งยกเลิกของตนบนกระดาษ หากยังจะสับเปลี่ยนให้เสนอเรื่องใหม่",
        "The swap of {person} from {sender} to {receiver} of {starts} does not happen: {why} "
        "Both people stay where they are; each side cancels its order on paper, and proposes anew to go on",
    ),
}
TRANSFER = "transfer"
ROUND_PREPARED, CANCELLED_ELSEWHERE = "round-prepared", "cancelled-elsewhere"
_CANCELLED_ELSEWHERE = Words(
    "{sender}ยกเลิกคำสั่งของตนที่ {old} ด้วยคำสั่งที่ {new} ทะเบียนประวัติของ{person}อยู่ในความดูแลของหน่วยงานท่านแล้ว "
    "เปิด ก.พ.๗ ที่รายการของคำสั่งเดิม แล้วกด “บันทึกคำสั่งยกเลิก” โดยอ้างคำสั่งยกเลิกของ{sender}",
    "{sender} cancelled its order {old} by order {new}. The record of {person} is yours now: open the line of the old "
    "order and key the order that cancels it, citing that of {sender}",
)
_ROUND_PREPARED = Words(
    "{office}เตรียมร่างคำสั่ง{round} ให้{place}แล้ว {orders} ฉบับ {people} ราย "
    "ร่างเป็นของหน่วยงานท่าน: เจ้าหน้าที่ทะเบียนตรวจ แก้ หรือทิ้งร่างได้ แล้วเสนอลงนามตามปกติ",
    "{office} prepared {orders} draft orders of {round} for {place}, {people} lines. The drafts are yours: the records "
    "officer checks, changes or discards them, and lays them before who signs, as always",
)


def of_naming(by: Actor, place: Organisation, tenure: Tenure, reason: str = "") -> None:
    """`reason` is what answered the rules that warned: the office above reads it."""
    said = _with(_AWAITS if tenure.took_effect is None else _NAMED, _reason(reason))
    _tell(NAMED, place, by.day, said, _values(place, tenure, by.day) | {"reason": reason}, person=tenure.person)


def of_mending(by: Actor, place: Organisation, tenure: Tenure, reason: str = "") -> None:
    """Other days or another order of an appointment on file; telephone and e-mail alone are no news."""
    last = tenure.granted_until - timedelta(days=1) if tenure.granted_until else None
    parts = [*([_TO] if last else []), *([_BY_ORDER] if tenure.order_number else [])]
    rest = Words("".join(p.th for p in parts), "".join(p.en for p in parts))
    told = {"last": in_full(last) if last else "", "number": tenure.order_number}
    said = Words(_MENDED.th.replace("{rest}", rest.th), _MENDED.en.replace("{rest}", rest.en))
    values = _values(place, tenure, by.day) | told | {"reason": reason}
    _tell(MENDED, place, by.day, _with(said, _reason(reason)), values, person=tenure.person)


def _reason(reason: str) -> Words:
    return _BECAUSE if reason else Words("", "")


def _with(said: Words, more: Words) -> Words:
    return Words(said.th + more.th, said.en + more.en)


def of_end(by: Actor, place: Organisation, tenure: Tenure) -> None:
    """What was in force ends on a day; what never was is no more, and has no day of its own to end on."""
    taken_back = fates.fate_of(tenure, by.day) in (fates.Fate.CANCELLED, fates.Fate.WITHDRAWN)
    why = why_ended(tenure, by.day) if taken_back else cause_of_end(tenure)
    values = _values(place, tenure, by.day) | {"why": why}
    said = _TAKEN_BACK if taken_back else _ENDED
    _tell(ENDED, place, by.day, said, values, person=tenure.person, lgo=True)


def of_return(by: Actor, place: Organisation, tenure: Tenure) -> None:
    _tell(RESTORED, place, by.day, _RESTORED, _values(place, tenure, by.day), person=tenure.person, lgo=True)


def of_confirmation(by: Actor, place: Organisation, tenure: Tenure) -> None:
    _tell(
        CONFIRMED, place, by.day, _CONFIRMED, _values(place, tenure, by.day), person=tenure.person, lgo=True
    )


def of_refusal(by: Actor, place: Organisation, tenure: Tenure, why: str) -> None:
    values = _values(place, tenure, by.day) | {"why": why}
    _tell(REFUSED, place, by.day, _REFUSED, values, person=tenure.person, lgo=True)


def of_stopped_search(by: Actor, place: Organisation, times: int) -> None:
    values = {"place": _called(place, by.day), "times": times, "account": by.name}
    _tell(STOPPED, place, by.day, _STOPPED, values)


def of_bootstrap(by: Actor, place: Organisation, *, ended: bool = False) -> None:
    """Each use of an LGO's first account is reported to the office above (domain.md 2.8)."""
    if by.holds(Role.LGO_BOOTSTRAP):
        values: dict[str, object] = {"place": _called(place, by.day), "starts": in_full(by.day)}
        _tell(BOOTSTRAP, place, by.day, _BOOTSTRAP_ENDED if ended else _BOOTSTRAP, values)


def of_transfer(by: Actor, case_id: UUID, what: str) -> None:
    """Tell the side that did not act, and the person; the province's signing is told to both. Each reads the name as
    far as it may."""
    said = _TRANSFERS.get(what)
    if said is None:
        return
    case = cases.case(case_id, within=EVERYWHERE, day=by.day)
    acting = {duty.organisation_id for duty in by.duties} if what not in (TRANSFER_FELL, SWAP_FELL) else set()
    values: dict[str, object] = {
        "sender": case.sender.full_name,
        "receiver": case.receiver.full_name,
        "starts": in_full(case.effective_on),
        "number": case.order.number,
        "why": case.ending.why if case.ending else case.reason,
        "ends": in_full(case.ending.ends_on) if case.ending else "",
    }
    offices = [place for place in (case.sender.id, case.receiver.id) if place not in acting]
    readers = [({"office_id": place}, case.name_for(place)) for place in offices]
    readers.append(({"person_id": case.person.id}, case.person.name))
    for reader, name in readers:
        told = {lang: said.text(lang, person=name, **values) for lang in ("th", "en")}
        about = {"about_id": case.sender.id, "subject": case_id, "kind": TRANSFER}
        Notice.objects.create(at=clock.now(), **about, **told, **reader)


def of_prepared_round(by: Actor, place: Organisation, round_says: Words, orders: int, people: int) -> None:
    """The LGO is told that an office above prepared its drafts of a pay round."""
    office = by.main_duty.organisation_id if by.main_duty else None
    values = {
        "office": organisations.view_of(office, by.day).full_name if office else by.name,
        "place": _called(place, by.day), "round": round_says, "orders": orders, "people": people,
    }  # fmt: skip
    told = {lang: _ROUND_PREPARED.text(lang, **values) for lang in ("th", "en")}
    Notice.objects.create(at=clock.now(), kind=ROUND_PREPARED, about=place, office=place, **told)


def of_cancelled_elsewhere(event: OrderCancelledElsewhere) -> None:
    """Who keeps the records now is told what another LGO cancelled of its own years."""
    day = event.by.day
    values: dict[str, object] = {
        "sender": organisations.view_of(event.organisation_id, day).full_name,
        "old": event.old,
        "new": event.new,
        "person": people.view_of(event.person_id, day).name,
    }
    told = {lang: _CANCELLED_ELSEWHERE.text(lang, **values) for lang in ("th", "en")}
    about = {"about_id": event.keeper_id, "office_id": event.keeper_id, "subject": event.person_id}
    Notice.objects.create(at=clock.now(), kind=CANCELLED_ELSEWHERE, **about, **told)


def of_second_factor(event: SecondFactorChanged) -> None:
    """The holder is always told what became of the account's passkeys; the office above where it matters to it."""
    place = event.organisation_id
    above = organisations.above(place, event.by.day) if event.above else None
    readers: list[dict[str, UUID]] = [{"person_id": event.person_id}] if event.person_id else []
    if event.above:
        # The centre has no office above it: its own reads what happened there.
        readers.append({"office_id": above.id if above else place})
    values = {"label": event.label, "name": event.user_name}
    told = {"th": event.says.text("th", **values), "en": event.says.text("en", **values)}
    Notice.objects.bulk_create(
        [Notice(at=clock.now(), kind=SECOND_FACTOR, about_id=place, **told, **reader) for reader in readers]
    )


def _tell(
    kind: str,
    place: Organisation,
    day: date,
    said: Words,
    values: dict[str, object],
    *,
    person: UUID | None = None,
    lgo: bool = False,
) -> None:
    above = organisations.above(place.pk, day)
    offices = [*([above.id] if above else []), *([place.pk] if lgo else [])]
    readers: Iterable[dict[str, UUID]] = [{"office_id": office} for office in offices]
    if person is not None:
        readers = [*readers, {"person_id": person}]
    told = {"kind": kind, "about": place, "th": said.text("th", **values), "en": said.text("en", **values)}
    Notice.objects.bulk_create([Notice(at=clock.now(), **told, **reader) for reader in readers])


def _values(place: Organisation, tenure: Tenure, day: date) -> dict[str, object]:
    return {
        "place": _called(place, day),
        "person": people.view_of(tenure.person, day).name,
        "role": ROLE_SAYS[tenure.role],
        "capacity": CAPACITY_SAYS[tenure.capacity],
        "starts": in_full(tenure.starts),
        "until": in_full(tenure.until or tenure.starts),
    }


def _called(place: Organisation, day: date) -> str:
    return organisations.view_of(place.pk, day).full_name
