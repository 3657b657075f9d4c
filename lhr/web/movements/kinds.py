"""The kinds of movement that the one screen offers, in groups, and which fields each of them needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lhr.kernel.words import Words
from lhr.service_record.rules import OFFERED, TRANSFER_IN, TRANSFER_OUT, MovementClass
from lhr.standards.queries import MovementView
from lhr.standards.rules import NeedsCitation

GROUP_SAYS: dict[MovementClass, Words] = {
    MovementClass.START: Words("เริ่มปฏิบัติงาน", "Beginning of service"),
    MovementClass.CHANGE: Words("เปลี่ยนตำแหน่ง", "Change of post"),
    MovementClass.OVERLAY: Words("ชั่วคราว ไม่เปลี่ยนตำแหน่ง", "For a time, over the post"),
    MovementClass.END: Words("พ้นจากหน่วยงาน", "Leaving"),
    MovementClass.CANCEL: Words("ยกเลิกคำสั่ง", "Cancelling an order"),
}
_CITATION = ("starts", "citation_number", "citation_year", "citation_signed_on", "remark", "reason")
NEW_PERSON = ("title", "first_name", "last_name", "birth_date", "gender")
_BY_CLASS: dict[MovementClass, tuple[str, ...]] = {
    MovementClass.START: ("national_id", *NEW_PERSON, "kind", "post", *_CITATION),
    MovementClass.CHANGE: ("person", "post", *_CITATION),
    MovementClass.OVERLAY: ("person", "last_day", "open_ended", *_CITATION),
    MovementClass.END: ("person", *_CITATION),
    MovementClass.CANCEL: ("cancels", "cancel_effect", *_CITATION),
}
_ACTING = ("ACTING_FOR", "ACTING_IN")


def offered(types: Mapping[str, MovementView]) -> list[MovementView]:
    """Return the kinds of the screen in the order of the table."""
    return [movement for code, movement in types.items() if code in OFFERED]


def grouped(kinds: Iterable[MovementView]) -> list[tuple[Words, list[MovementView]]]:
    """Return the kinds under their headings, in the order in which a career runs."""
    known = list(kinds)
    made = [(says, [k for k in known if k.movement_class is group]) for group, says in GROUP_SAYS.items()]
    return [(says, members) for says, members in made if members]


def fields_of(kind: MovementView | None) -> frozenset[str]:
    """Return the names of the fields that this kind of movement asks for."""
    if kind is None:
        return frozenset()
    names = set(_BY_CLASS[kind.movement_class])
    if kind.code in (TRANSFER_IN, TRANSFER_OUT):
        names |= {"other", "other_id"}
    if kind.code in _ACTING:
        names.add("post")
    if kind.needs_citation != NeedsCitation.ORDER:
        names.add("citation_text")
    return frozenset(names)


def says(kind: MovementView) -> Words:
    return Words(kind.name, kind.name_en)
