"""The kinds of movement that the one screen offers, in groups, and which fields each of them needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lhr.kernel.words import Words
from lhr.service_record.rules import OFFERED, SECONDED, TRANSFER_IN, TRANSFER_OUT, MovementClass
from lhr.standards.queries import MovementView
from lhr.standards.rules import Affects, NeedsCitation

_PAY = "PAY"
GROUP_SAYS: dict[str, Words] = {
    MovementClass.START: Words("เริ่มปฏิบัติงาน", "Beginning of service"),
    MovementClass.CHANGE: Words("เปลี่ยนตำแหน่ง", "Change of post"),
    _PAY: Words("เงินเดือนและค่าตอบแทน", "Pay"),
    MovementClass.OVERLAY: Words("ชั่วคราว ไม่เปลี่ยนตำแหน่ง", "For a time, over the post"),
    MovementClass.END: Words("พ้นจากหน่วยงาน", "Leaving"),
    MovementClass.AMEND: Words("แก้ไขคำสั่ง", "Amending an order"),
    MovementClass.CANCEL: Words("ยกเลิกคำสั่ง", "Cancelling an order"),
}
PAY_FIELDS = ("steps", "percent", "special_pay_pct", "salary", "allowance")
LITERAL = ("starts_text", "level_text", "salary_text")
_CITATION = ("starts", "citation_number", "citation_year", "citation_signed_on", "remark", "reason")
NEW_PERSON = ("title", "first_name", "last_name", "birth_date", "gender")
_BY_CLASS: dict[MovementClass, tuple[str, ...]] = {
    MovementClass.START: ("national_id", *NEW_PERSON, "kind", "post", "level", "salary", "allowance", *_CITATION),
    MovementClass.CHANGE: ("person", *_CITATION),
    MovementClass.OVERLAY: ("person", "last_day", "open_ended", *_CITATION),
    MovementClass.END: ("person", *_CITATION),
    MovementClass.AMEND: ("amends", "last_day", "post", "level", *PAY_FIELDS, *_CITATION),
    MovementClass.CANCEL: ("cancels", "cancel_effect", *_CITATION),
}
_SALARY = ("salary",)
# Another post or level may bring another allowance, or none.
_POST, _LEVEL = ("post", "level", "allowance"), ("post", "level", "salary", "allowance")
# What a change asks for beside person and order: exactly what its kind can say.
_OF_CHANGE: dict[str, tuple[str, ...]] = {
    "CONTRACT_RENEW": ("last_day", "salary"),
    "MOVE": _POST,
    "PROMOTE": _LEVEL,
    "RECLASSIFY": _LEVEL,
    "RANK": ("level", "salary", "allowance"),
    "POST_TRANSFER": _POST,
    "POST_ADJUST": _POST,
    "STEP_RISE": ("steps", "salary"),
    "STEP_DOWN": ("steps", "salary"),
    "PERCENT_RISE": ("percent", "salary"),
    "NO_RISE": _SALARY,
    "SPECIAL_PAY": ("special_pay_pct", "salary"),
    "SCHEDULE_ADJUST": _SALARY,
    "QUALIFICATION_ADJUST": _SALARY,
    "LAW_ADJUST": _SALARY,
    "ALLOWANCE": ("allowance",),
    "PAY_CUT": ("percent", "salary"),
}
_ACTING = ("ACTING_FOR", "ACTING_IN")


def offered(types: Mapping[str, MovementView]) -> list[MovementView]:
    """Return the kinds of the screen in the order of the table."""
    return [movement for code, movement in types.items() if code in OFFERED]


def grouped(kinds: Iterable[MovementView]) -> list[tuple[Words, list[MovementView]]]:
    """Return the kinds under their headings, in the order in which a career runs."""
    known = list(kinds)
    made = [(says, [k for k in known if _group(k) == group]) for group, says in GROUP_SAYS.items()]
    return [(says, members) for says, members in made if members]


def _group(kind: MovementView) -> str:
    pays = kind.movement_class is MovementClass.CHANGE and kind.affects is Affects.SALARY
    return _PAY if pays else kind.movement_class


def fields_of(kind: MovementView | None) -> frozenset[str]:
    """Return the names of the fields that this kind of movement asks for."""
    if kind is None:
        return frozenset()
    names = set(_BY_CLASS[kind.movement_class])
    names |= set(_OF_CHANGE.get(kind.code, ()))
    if kind.movement_class in (MovementClass.START, MovementClass.CHANGE):
        names |= set(LITERAL)
    if kind.code == "CONTRACT_START":
        names = (names | {"last_day"}) - {"level", "allowance"}
    if kind.code in (TRANSFER_IN, TRANSFER_OUT, SECONDED):
        names |= {"other", "other_id"}
    if kind.code in _ACTING:
        names.add("post")
    if kind.needs_citation != NeedsCitation.ORDER:
        names.add("citation_text")
    return frozenset(names)


def says(kind: MovementView) -> Words:
    return Words(kind.name, kind.name_en)
