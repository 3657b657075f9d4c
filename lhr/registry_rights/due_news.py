"""The news of what begins or ends by itself, of one LGO on one day: to whom, in which words, under which key.

The key is made of what the news is about and of its reader, so that it is told once however often, late or at once with
another this is asked for. The words name the true day, never that of the telling.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

from lhr.access.policy import Reach
from lhr.identity import queries as identity
from lhr.kernel import clock
from lhr.kernel.thai_date import in_full
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.models import Organisation
from lhr.people import queries as people
from lhr.registry_rights.models import Notice
from lhr.registry_rights.queries.appointments import pair_persons
from lhr.registry_rights.telling import TRANSFER
from lhr.service_record import due, leaving
from lhr.service_record.drafts import Citation
from lhr.service_record.rules_of_due import months_ahead
from lhr.standards import queries as standards
from lhr.standards.queries import MovementView

_KEYS = UUID("6f0d7f3e-7a0b-4f5c-9a53-2f1e0c4b7d11")  # ours alone: the keys of this news
_NAMED = 10
IN_FORCE, OVERLAY, RETIRING = "in-force", "overlay", "retiring"

_ORDER_HOLDS = Words(
    "คำสั่งที่ {number} ลงวันที่ {signed} มีผลแล้วตั้งแต่วันที่ {on}: {what}",
    "Order {number} signed {signed} is in force since {on}: {what}",
)
_LINES_HOLD = Words(
    "รายการที่ตรวจสอบไว้ล่วงหน้ามีผลแล้วตั้งแต่วันที่ {on}: {what}", "What was verified ahead is in force since {on}: {what}"
)
_COUNTED = Words("{movement} {n} ราย", "{movement}: {n}")
_OF_ONE = Words("{movement} {person}", "{movement}, {person}")
_YOURS_HOLDS = Words(
    "รายการ{movement}ของท่านที่{place} มีผลแล้วตั้งแต่วันที่ {on}", "{movement} of yours at {place} is in force since {on}"
)
_WILL_END = Words(
    "การ{movement}ของ{person}ที่{place} จะสิ้นสุดเมื่อสิ้นวันที่ {last} หากจะให้มีผลต่อไป ต้องมีคำสั่งก่อนวันนั้น",
    "{movement} of {person} at {place} ends at the end of {last}; to go on, it needs an order before then",
)
_HAS_ENDED = Words(
    "การ{movement}ของ{person}ที่{place} สิ้นสุดแล้วเมื่อสิ้นวันที่ {last}",
    "{movement} of {person} at {place} ended at the end of {last}",
)
_RETIRE = Words(
    "ผู้เกษียณอายุของ{place}ที่พ้นจากราชการวันที่ {on}: {names} ณ วันที่ {today} ยังมีข้อติดค้าง {lacking} คน",
    "Those of {place} who retire and leave on {on}: {names}. On {today} {lacking} of them still have gaps",
)
_AND_MORE = Words("{names} และอีก {n} คน", "{names} and {n} more")
_YOU_RETIRE = Words(
    "ท่านจะพ้นจากราชการเพราะเกษียณอายุวันที่ {on} วันสุดท้ายที่ปฏิบัติราชการคือ {last} ณ วันที่ {today} {gaps}",
    "You retire and leave on {on}; your last day of service is {last}. On {today} {gaps}",
)
_GAPS = Words("ทะเบียนประวัติของท่านยังมีข้อติดค้าง {n} ข้อ", "your record still has {n} gaps")
_NO_GAPS = Words("ทะเบียนประวัติของท่านไม่มีข้อติดค้าง", "your record has no gaps")
_ARRIVED = Words(
    "การโอน{person} จาก{sender} ไป{receiver} มีผลแล้วตั้งแต่วันที่ {on} ทะเบียนประวัติอยู่ในความดูแลของ{receiver}",
    "The transfer of {person} from {sender} to {receiver} is in force since {on}; the record is kept by {receiver}",
)


@dataclass(frozen=True, slots=True)
class _News:
    """One piece before it has its readers. `key` is what it is about."""

    kind: str
    key: tuple[object, ...]
    said: Words
    subject: UUID | None = None
    offices: tuple[UUID, ...] = ()
    person: UUID | None = None


def of_lgo(place: Organisation, day: date) -> list[Notice]:
    """Return the notices of an LGO as they are due on `day`, in the order of their keys; nothing is written."""
    told = [*_in_force(place, day), *_overlays(place, day), *_retiring(place, day), *_arrivals(place, day)]
    signing_in = identity.with_account(one.person for one in told if one.person is not None)
    made = [notice for one in told for notice in _notices(one, place, signing_in)]
    return sorted(made, key=lambda notice: str(notice.once))


def _notices(one: _News, place: Organisation, signing_in: frozenset[UUID]) -> Iterator[Notice]:
    """One for each office, and one for the person where there is an account that reads it."""
    readers: list[dict[str, UUID]] = [{"office_id": office} for office in one.offices]
    if one.person in signing_in and one.person is not None:
        readers.append({"person_id": one.person})
    for reader in readers:
        once = uuid5(_KEYS, "|".join(map(str, (one.kind, *one.key, *reader.items()))))
        told = {lang: one.said.text(lang) for lang in ("th", "en")}
        yield Notice(at=clock.now(), kind=one.kind, about=place, subject=one.subject, once=once, **told, **reader)


def _in_force(place: Organisation, day: date) -> Iterator[_News]:
    movements = standards.movement_types()
    found = due.in_force(place.pk, day)
    names = people.views({line.person_id for one in found for line in one.lines}, day)
    called = organisations.view_of(place.pk, day).full_name
    for one in found:
        on, cited = in_full(one.on), one.citation
        counted = Counter(line.movement_code for line in one.lines)
        if len(one.lines) == 1:
            only = one.lines[0]
            what = [_with(_OF_ONE, movement=_named(movements[only.movement_code]), person=names[only.person_id].name)]
        else:
            what = [_with(_COUNTED, movement=_named(movements[code]), n=f"{n:,}") for code, n in counted.items()]
        key: tuple[object, ...] = (one.on, one.lines[0].entry)
        said = _with(_LINES_HOLD, on=on, what=_listed(what))
        if cited.is_order and cited.signed_on is not None:
            key = (one.on, place.pk, cited.number, cited.year, cited.signed_on)
            signed = in_full(cited.signed_on)
            said = _with(_ORDER_HOLDS, number=_numbered(cited), signed=signed, on=on, what=_listed(what))
        yield _News(IN_FORCE, key, said, offices=(place.pk,))
        for line in one.lines:
            mine = _with(_YOURS_HOLDS, movement=_named(movements[line.movement_code]), place=called, on=on)
            yield _News(IN_FORCE, (one.on, line.entry), mine, person=line.person_id)


def _overlays(place: Organisation, day: date) -> Iterator[_News]:
    movements, found = standards.movement_types(), due.overlays_ending(place.pk, day)
    names = people.views({one.person_id for one in found}, day)
    called = organisations.view_of(place.pk, day).full_name
    for one in found:
        values = {
            "movement": _named(movements[one.movement_code]), "person": names[one.person_id].name, "place": called,
            "last": in_full(one.until - timedelta(days=1)),
        }  # fmt: skip
        said = _with(_HAS_ENDED if one.ended else _WILL_END, **values)
        key = (one.person_id, one.movement_code, one.starts, one.until, "ended" if one.ended else "ends")
        yield _News(OVERLAY, key, said, subject=one.person_id, offices=(place.pk,), person=one.person_id)


def _retiring(place: Organisation, day: date) -> Iterator[_News]:
    within = Reach(frozenset({place.path}))
    by_day: dict[tuple[date, int], list[UUID]] = {}
    for one in leaving.leavers(within, day, years=1, contracts=False):
        months = months_ahead(one.exit.day, day) if one.exit.why is leaving.Why.AGE else None
        if months is not None:
            by_day.setdefault((one.exit.day, months), []).append(one.person_id)
    everyone = [person for persons in by_day.values() for person in persons]
    names = people.views(everyone, day)
    gaps = leaving.gaps_of(everyone, day, pair=pair_persons(place.pk, day)) if everyone else {}
    for (leaves, months), persons in by_day.items():
        shown = ", ".join(names[one].name for one in persons[:_NAMED])
        listed = Words(shown, shown).literal()
        if len(persons) > _NAMED:
            listed = _with(_AND_MORE, names=listed, n=len(persons) - _NAMED)
        values = {"on": in_full(leaves), "today": in_full(day)}
        lacking, called = sum(bool(gaps[one]) for one in persons), organisations.view_of(place.pk, day).full_name
        said = _with(_RETIRE, place=called, names=listed, lacking=lacking, **values)
        yield _News(RETIRING, (place.pk, leaves, months), said, offices=(place.pk,))
        for person in persons:
            told = _with(_GAPS, n=len(gaps[person])) if gaps[person] else _NO_GAPS
            mine = _with(_YOU_RETIRE, last=in_full(leaves - timedelta(days=1)), gaps=told, **values)
            yield _News(RETIRING, (leaves, months), mine, person=person)


def _arrivals(place: Organisation, day: date) -> Iterator[_News]:
    found = due.arrivals(place.pk, day)
    names = people.views({one.person_id for one in found}, day)
    sides = organisations.views({side for one in found for side in (one.sender_id, one.receiver_id)}, day)
    for one in found:
        said = _with(
            _ARRIVED, person=names[one.person_id].name, sender=sides[one.sender_id].full_name,
            receiver=sides[one.receiver_id].full_name, on=in_full(one.on),
        )  # fmt: skip
        offices = (one.sender_id, one.receiver_id)
        yield _News(TRANSFER, (one.case_id, one.on), said, subject=one.case_id, offices=offices, person=one.person_id)


def _numbered(cited: Citation) -> str:
    """As an order is spoken of; the number may have been copied with its year."""
    return cited.number if "/" in cited.number else f"{cited.number}/{cited.year}"


def _named(movement: MovementView) -> Words:
    return Words(movement.name, movement.name_en)


def _with(said: Words, **values: object) -> Words:
    return Words(said.text("th", **values), said.text("en", **values)).literal()


def _listed(said: Iterable[Words]) -> Words:
    told = list(said)
    return Words(" · ".join(one.th for one in told), " · ".join(one.en for one in told))
