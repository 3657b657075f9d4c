"""For every rule that judges a movement: what an officer leaves in which form, and the code that answers it on which
field. Words in braces are people, posts, lines, cases and numbers of the room in which the forms are filled
(tests/web/movements/room.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SUMMARY = ""  # found, but of no field of this form: it stands above it
OFFICER, REGISTRAR = "hr", "palad"
ORDER = {"citation_number": "๑๒", "citation_year": "2561", "citation_signed_on": "20 ก.ค. 2561"}
CITED = {**ORDER, "starts": "1 ก.ย. 2561"}
NEWCOMER = {
    "national_id": "{unknown}",
    "title": "นางสาว",
    "first_name": "สมฤดี",
    "last_name": "ทดสอบใหม่",
    "birth_date": "6 พ.ค. 2528",
    "gender": "F",
    "kind": "MUN_OFFICIAL",
    "post": "{vacant}",
}
ASKED = {**ORDER, "starts": "15 ส.ค. 2561", "other": "โนนตาล"}


@dataclass(frozen=True)
class Broken:
    """One form as it was left. Where everything found only warns, it is sent with a reason afterwards."""

    at: str
    typed: Mapping[str, str]
    found: Mapping[str, str]  # by code, the field on which it stands
    who: str = OFFICER

    def __str__(self) -> str:
        return f"{' '.join(self.found)} @ {self.at}"


def _keyed(kind: str, typed: Mapping[str, str], *found: tuple[str, str], who: str = OFFICER, of: str = "") -> Broken:
    """A movement; `of` is what the link names beside its kind: the person, the line or the case."""
    name, _, _ = of.partition("=")
    at = f"/movements/new/?movement={kind}{'&' if of else ''}{of}"
    return Broken(at, {**CITED, **typed} if name != "corrects" else typed, dict(found), who)


def _appoints(typed: Mapping[str, str], *found: tuple[str, str], kind: str = "APPOINT", who: str = OFFICER) -> Broken:
    return _keyed(kind, {**NEWCOMER, **typed}, *found, who=who)


_FINANCE, _DEPUTY, _CLERK, _LEFT = "person={finance}", "person={deputy}", "person={clerk}", "person={left}"
_HIRED = {"kind": "CONTRACT_GENERAL", "post": ""}
_NOBODY = dict.fromkeys(("title", "first_name", "last_name", "birth_date", "gender"), "")
_OCTOBER = {"starts": "1 ต.ค. 2561"}

DAYS = (
    _keyed("RESIGN", {"starts": "29 ก.พ. 2561", "citation_signed_on": "1 ส.ค. 2018"},
           ("KE-01.3", "starts"), ("KE-02.2", "citation_signed_on"), of=_FINANCE),
    _keyed("ACTING_FOR", {"starts": "เมื่อวาน", "last_day": "1/13/2561", "citation_signed_on": "1 ก.พ. 2483"},
           ("KE-01.1", "starts"), ("KE-01.2", "last_day"), ("KE-01.4", "citation_signed_on"), of=_FINANCE),
    _keyed("ACTING_FOR", {"starts": "1 ม.ค. 2400", "last_day": "1 ส.ค. ค.ศ. 2561", "citation_signed_on": "1/8/61"},
           ("KE-01.5", "starts"), ("KE-02", "last_day"), ("KE-02.1", "citation_signed_on"), of=_FINANCE),
    _keyed("ACTING_FOR", {"starts": "1 ส.ค. 2700", "last_day": "1/8/256", "citation_signed_on": "ก.ค. 2561"},
           ("KE-02.3", "starts"), ("KE-02.4", "last_day"), ("KE-03.1", "citation_signed_on"), of=_FINANCE),
    _keyed("NO_RISE", {"starts": "1 มี.ค. 2558", "starts_text": "มี.ค. 2558", "salary": "41550"},
           ("KE-03.2", "starts_text"), ("OR-02", "starts"), ("SR-13", "starts"), of=_FINANCE),
)  # fmt: skip

# What is wrong in other fields is said together with a day that cannot be read, and not after it.
AT_ONCE = (
    _keyed("RESIGN", {"starts": "29 ก.พ. 2561", "citation_number": "", "remark": "{number_finance}"},
           ("KE-01.3", "starts"), ("OR-03", "citation_number"), ("CD-06", "remark"), of=_FINANCE),
    _keyed("STEP_RISE", {"starts": "เมื่อวาน", "steps": "", "salary": ""},
           ("KE-01.1", "starts"), ("SR-11.3", "steps"), ("SR-10.4", "salary"), of=_FINANCE),
    _keyed("ACTING_FOR", {"starts": "1 ม.ค. 2550", "last_day": "1/13/2561", "citation_number": ""},
           ("KE-01.2", "last_day"), ("OR-03", "citation_number"), ("SR-04.1", "movement"), of=_FINANCE),
    _appoints({"national_id": "{mistyped}", "title": "นาย", "citation_number": "", "post": ""},
              ("PE-01.1", "national_id"), ("PE-05", "title"), ("OR-03", "citation_number"), ("PO-01.1", "post")),
)  # fmt: skip

NEWCOMERS = (
    _appoints({"national_id": "{mistyped}", "title": "นาย", "first_name": "นางสมฤดี", "last_name": "ทดสอบ9",
               "birth_date": "1 ม.ค. 2565"},
              ("PE-01.1", "national_id"), ("PE-05", "title"), ("PE-06", "first_name"), ("PE-06.3", "last_name"),
              ("KE-01", "birth_date"), ("SR-07", "birth_date")),
    _appoints({"national_id": "{foreign}", "first_name": "เเสงดี", "last_name": "นายทดสอบ"},
              ("PE-03", "national_id"), ("PE-07", "first_name"), ("PE-06.1", "last_name")),
    _appoints({"first_name": "ิสมฤดี"}, ("PE-07.1", "first_name")),
    _appoints(_NOBODY, ("PE-06.2", "first_name")),
    _appoints({"national_id": "{number_finance}"}, ("PE-02.1", "national_id")),
    _appoints({"national_id": "{number_elsewhere}"}, ("PE-02.2", "national_id")),
    _appoints({"national_id": "{number_free}"}, ("PE-02.3", "national_id")),
    _appoints({"national_id": "{number_free}", "title": "นาย", "first_name": "สมเจตน์", "last_name": "ทดสอบมาใหม่",
               "gender": "M"}, ("PE-02.4", "national_id")),
    _appoints({"kind": ""}, ("PO-01", "kind")),
    _appoints({"post": ""}, ("PO-01.1", "post")),
    _appoints({**_HIRED, "post": "{vacant}"}, ("PO-01.2", "post")),
    _appoints({**_HIRED, "last_day": "31 ส.ค. 2575"}, ("SR-09", "last_day"), kind="CONTRACT_START"),
    _appoints({**_HIRED, "last_day": ""}, ("SR-09.1", "last_day"), kind="CONTRACT_START"),
    _appoints({**_HIRED, "last_day": "1 ส.ค. 2561"}, ("SR-09.2", "last_day"), kind="CONTRACT_START"),
    _appoints({**_NOBODY, "national_id": "{number_finance}"},
              ("SR-04.3", "movement"), ("PO-08", "national_id"), kind="REAPPOINT"),
    _appoints({**_NOBODY, "other": "โนนตาล"}, ("SR-05", "other"), kind="TRANSFER_IN"),
)  # fmt: skip

COURSE = (
    _keyed("RESIGN", {"starts": "1 ก.ค. 2561"}, ("OR-02", "starts"), of=_FINANCE),
    _keyed("RESIGN", {"citation_number": "", "citation_signed_on": "2 ส.ค. 2561", "remark": "{number_finance}"},
           ("OR-02.1", "citation_signed_on"), ("OR-03", "citation_number"), ("CD-06", "remark"), of=_FINANCE),
    _keyed("CANCEL_ORDER", {}, ("OR-04", "cancels"), of="cancels={undone}"),
    _keyed("CANCEL_ORDER", {"cancel_effect": "FROM_DAY"}, ("OR-04.1", "cancels"), of="cancels={leave}"),
    _keyed("AMEND_ORDER", {}, ("OR-04.2", "amends"), of="amends={leave}"),
    _keyed("CANCEL_ORDER", {"cancel_effect": "FROM_DAY", "starts": "1 ม.ค. 2561"},
           ("OR-04.3", "starts"), of="cancels={promotion}"),
    _keyed("STEP_RISE", {"starts": "1 เม.ย. 2561", "steps": "0.5", "salary": "42,060"},
           ("OR-05.1", "person"), of=_FINANCE),
    _keyed("PROMOTE", {"starts": "1 ม.ค. 2561", "level": "SENIOR", "salary": "54,090"},
           ("OR-05.2", "person"), of=_CLERK),
    _keyed("RESIGN", {"starts": "1 ม.ค. 2550"}, ("SR-04.1", "movement"), of=_FINANCE),
    _keyed("RESIGN", _OCTOBER, ("SR-04.2", "movement"), of=_LEFT),
    _keyed("RESIGN", {"starts": "15 ส.ค. 2561"}, ("SR-04.4", "movement"), of=_LEFT),
    _keyed("DEATH", {}, ("SR-04.5", "starts"), of=_FINANCE),
    _keyed("RESIGN", _OCTOBER, ("SR-04.6", "movement"), of="person={going}"),
    _keyed("LAW_ADJUST", {"starts": "1 มี.ค. 2561", "salary": "9400"},
           ("SR-04.7", "movement"), ("OR-02", "starts"), ("SR-10.1", "salary"), of="person={newly}"),
    _keyed("TRANSFER_OUT", {"other": "โนนตาล"}, ("SR-05.3", "other"), of=_DEPUTY),
    _keyed("TRANSFER_IN", {**_HIRED, "starts": "15 ส.ค. 2561"}, ("SR-05.4", "starts"), of="case={called_off}"),
    _keyed("TRANSFER_OUT", {"other": "เวินพระบาท"}, ("SR-05.8", "other"), of=_FINANCE),
    _keyed("ACTING_FOR", {"last_day": ""}, ("SR-06", "last_day"), of=_FINANCE),
    _keyed("ACTING_FOR", {"last_day": "1 ส.ค. 2561"}, ("SR-06.1", "last_day"), of=_FINANCE),
    _keyed("ACTING_FOR", {"last_day": "1 ต.ค. 2561", "open_ended": "on"}, ("SR-06.2", "last_day"), of=_FINANCE),
    _keyed("MOVE", {"remark": "รักษาการหัวหน้ากอง", "post": "{vacant}"}, ("SR-06", "movement"), of=_FINANCE),
    _keyed("RETIRE", {"starts": "1 ต.ค. 2570"}, ("SR-08.1", "starts"), of=_FINANCE),
    _keyed("MOVE", {"post": "{post_clerk}"}, ("PO-07", "post"), of=_FINANCE),
    _keyed("MOVE", {"post": "{frozen}"}, ("PO-09.3", "post"), of=_FINANCE),
    _keyed("MOVE", {"post": "{ending}"}, ("PO-09.4", "post"), of=_FINANCE),
    _keyed("PROMOTE", {"post": "{post_finance}", "level": "OPERATIONAL"}, ("PO-05", "level"), of=_FINANCE),
    _keyed("MOVE", {"post": "{vacant}", "level": "PROFESSIONAL"}, ("PO-05.1", "level"), of=_FINANCE),
    _keyed("MOVE", {"post": "{lower}"}, ("PO-05.2", "level"), of=_FINANCE),
    _keyed("PROMOTE", {"level": "LEVEL_7"}, ("PO-06", "level"), of=_FINANCE),
    _keyed("RESIGN", {}, ("SR-03.2", "person"), of="person={hr}"),
    _keyed("CANCEL_ORDER", {}, ("SR-03.4", "cancels"), ("SR-05", "cancels"), of="cancels={of_one_gone}"),
    _appoints({**_NOBODY, "national_id": "{number_finance}"},
              ("SR-03.3", "national_id"), kind="REAPPOINT", who=REGISTRAR),
    _appoints({}, ("SR-03.3", "national_id"), who=REGISTRAR),
)  # fmt: skip

PAY = (
    _keyed("LAW_ADJUST", {"salary": "41555"}, ("SR-10", "salary"), of=_FINANCE),
    _keyed("LAW_ADJUST", {"salary": "9,400"}, ("SR-10.1", "salary"), of="person={worker}"),
    _keyed("AMEND_ORDER", {"level": "ADMIN_HIGH"}, ("SR-10.2", "salary"), of="amends={promotion}"),
    _keyed("LAW_ADJUST", {"salary": "0"}, ("SR-10.3", "salary"), of=_FINANCE),
    _keyed("LAW_ADJUST", {"salary": ""}, ("SR-10.4", "salary"), of=_FINANCE),
    _keyed("ALLOWANCE", {"allowance": "3,000"}, ("SR-10.5", "allowance"), of=_FINANCE),
    _keyed("MOVE", {"post": "{vacant}"}, ("SR-10.6", "allowance"), of=_DEPUTY),
    _keyed("STEP_RISE", {**_OCTOBER, "steps": "1.5", "salary": "43,580"}, ("SR-11", "steps"), of=_FINANCE),
    _keyed("STEP_RISE", {**_OCTOBER, "steps": "2", "salary": "44,280"}, ("SR-11.2", "steps"), of=_FINANCE),
    _keyed("STEP_RISE", {**_OCTOBER, "steps": "", "salary": "42,890"}, ("SR-11.3", "steps"), of=_FINANCE),
    _keyed("STEP_RISE", {**_OCTOBER, "steps": "1", "salary": "42,220"}, ("SR-12.1", "salary"), of=_FINANCE),
    _keyed("STEP_RISE", {**_OCTOBER, "steps": "1", "salary": "54,090"}, ("SR-12.2", "salary"), of=_CLERK),
    _keyed("SPECIAL_PAY", {**_OCTOBER, "special_pay_pct": "2"}, ("SR-12.3", "salary"), of=_FINANCE),
    _keyed("PERCENT_RISE", {**_OCTOBER, "percent": "4", "salary": "10,500"},
           ("SR-12.4", "salary"), of="person={skilled}"),
    _keyed("NO_RISE", {}, ("SR-13", "starts"), of=_FINANCE),
    _keyed("PROMOTE", {"level": "SENIOR_PROFESSIONAL", "salary": "90,000"}, ("SR-14", "salary"), of=_FINANCE),
    _keyed("PROMOTE", {"level": "SENIOR_PROFESSIONAL", "salary": "40,960"}, ("SR-14.1", "salary"), of=_FINANCE),
    _keyed("MOVE", {"post": "{lower}", "level": "PRACTITIONER"}, ("SR-14.2", "level"), of=_FINANCE),
    _keyed("PROMOTE", {"level": "ADMIN_HIGH"}, ("SR-14.3", "salary"), of="person={palad}"),
    _keyed("PROMOTE", {"level": "EXPERT", "salary": "41,990"}, ("SR-14.4", "level"), of=_FINANCE),
    _keyed("PROMOTE", {"level": "PROFESSIONAL", "salary": "42,890"}, ("SR-14.5", "level"), of=_FINANCE),
    _keyed("LAW_ADJUST", {"salary": "40,420"}, ("SR-15", "salary"), of=_FINANCE),
)  # fmt: skip

_STRIKES = {"why": "เป็นคำสั่งของผู้อื่น", "citation_text": "สำเนาคำสั่งหน้า 2"}
AFTERWARDS = (
    Broken("/movements/new/?corrects={leave}", {"why": "", "starts": "2 ก.ย. 2561"}, {"CD-05": "why"}),
    Broken("/movements/new/?corrects={leave}", {"why": "พิมพ์ผิด"}, {"CD-05.1": "why"}),
    Broken("/movements/new/?corrects={doubted}", {"why": "พิมพ์ผิด", "starts": "3 ก.ย. 2561"}, {"CD-05.2": "why"}),
    Broken("/movements/new/?corrects={leave}", {"why": "พิมพ์ผิด", "movement": "DISMISS"}, {"CD-05.3": "movement"}),
    Broken("/movements/lines/{before_return}/strike/", _STRIKES, {"CD-05.4": "why"}),
    Broken("/movements/lines/{opening}/strike/", _STRIKES, {"CD-05.5": "why"}),
    Broken("/movements/lines/{leave}/strike/", {**_STRIKES, "citation_text": ""}, {"CD-05.6": "citation_text"}),
    Broken("/movements/lines/{by_registrar}/return/", {"reason": "วันที่ไม่ตรง"}, {"SR-02": SUMMARY}, REGISTRAR),
)

TRANSFERS = (
    _keyed("TRANSFER_OUT", {"other": "หนองเทา", "starts": "15 ส.ค. 2561"}, ("SR-05.9", SUMMARY), of="person={asking}"),
    _keyed("CANCEL_ORDER", {}, ("SR-05.12", SUMMARY), of="cancels={swap_done}"),
    Broken("/transfers/swap/", {**ASKED, "other": "หนองเทา", "person": "{leaving}", "national_id": "{number_mate}",
                                  "starts": "15 ก.ย. 2561"},
           {"SR-05.13": "person"}),
    Broken("/transfers/ask/", {**ASKED, "national_id": "{unknown}"}, {"SR-05.1": "other"}),
    Broken("/transfers/ask/", {**ASKED, "national_id": "{number_on_the_way}"}, {"SR-05.2": "other"}),
    Broken("/transfers/ask/", {**ASKED, "national_id": "{mistyped}"}, {"PE-01.1": "national_id"}),
    Broken("/transfers/{asked_for}/close/", {"reason": ""}, {"SR-05.7": "reason"}),
    Broken("/movements/people/find/", {"q": "{mistyped}"}, {"PE-01.1": "q"}),
)
# Once no number may be asked about any more.
STOPPED = (
    _appoints({}, ("PE-10", "national_id")),
    Broken("/transfers/ask/", {**ASKED, "national_id": "{unknown}"}, {"PE-10": "national_id"}),
    Broken("/movements/people/find/", {"q": "{number_finance}"}, {"PE-10": "q"}),
)

# Met on the way: withdrawn after another hand has verified it, waiting in the queue after the other side has withdrawn,
# told beside the person before anything is typed. The test does each of them by itself.
ON_THE_WAY = ("SR-01", "SR-05.5", "SR-08")

# Nobody can be told these at a movement, and why. Each was looked up by hand.
NEVER = {
    "KE-04": "derives a fiscal year: no field of a movement is one",
    "KE-03": "of a line whose day may be left out; that of a movement may not, and says KE-03.2",
    "OR-05": "is of the lines of one order; this form keys one line, and says .1 or .2 of what stands on record",
    "OR-10": "is of an order that was to open a record; this form opens it at once (tests/orders/test_newcomers.py)",
    "PE-01": "these forms have no field for an exception, so they say PE-01.1",
    "PE-02": "is always said as .1 (a record here) or .2 (elsewhere)",
    "PO-02": "judges a number as a post is established or moved, on forms of its own (tests/web/posts)",
    "PO-03": "as PO-02",
    "PO-04": "as PO-02",
    "PO-09": "is always said as .1 to .4",
    "PO-09.1": "is of an act on a post, which has a form of its own (tests/web/posts)",
    "PO-09.2": "as PO-09.1",
    "SP-03": "is always said as .2",
    "SP-03.2": "is of a post to be abolished, on a form of its own (tests/web/posts)",
    "SR-03": "is always said as .1 to .5",
    "SR-03.1": "is of somebody on the way here, whom the form does not offer (tests/service_record/test_keying.py)",
    "SR-03.5": "is said at verifying, to the province (tests/service_record/test_verifying.py)",
    "SR-04": "is always said as .1 to .6",
    "SR-05.10": "who comes by a swap comes by its order; this form finds no release yet and says SR-05 (test_swaps.py)",
    "SR-05.11": "what one side has signed of a swap is offered neither for verifying nor for taking back",
    "SR-05.14": "is of a line of an order (tests/web/orders/test_pages.py)",
    "SR-05.6": "the chooser of the sending LGO leaves out the own one",
    "SR-11.1": "the chooser offers half steps only",
    "SR-12": "is always said as .1 to .4",
    "SR-22": "is a figure of the card, derived: nobody types it",
}


def every() -> tuple[Broken, ...]:
    return (*DAYS, *AT_ONCE, *NEWCOMERS, *COURSE, *PAY, *AFTERWARDS, *TRANSFERS, *STOPPED)
