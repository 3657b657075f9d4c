"""What a movement does, in words: the old and the new side by side, and what ends or begins on which day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from lhr.access.roles import ROLE_SAYS, Role
from lhr.kernel.digits import baht, plain
from lhr.kernel.words import Words
from lhr.organisations import queries as organisations
from lhr.organisations.view import OrganisationView
from lhr.posts import queries as posts
from lhr.posts.queries import PostView
from lhr.registry_rights import seats
from lhr.registry_rights.seating import with_record
from lhr.registry_rights.seats import Tenure
from lhr.registry_rights.terms import HOLDERS, VACANT_SAYS
from lhr.service_record.pay import Standing
from lhr.service_record.pay_cases import UNPAID, Paid
from lhr.service_record.rules import ServicePicture, compare
from lhr.standards import queries as standards
from lhr.standards.queries import KindView, MovementView

_LEAVES = Words("พ้นจากการปฏิบัติงานที่{place}", "Leaves {place}")
_BEGINS = Words("เริ่มปฏิบัติงานที่{place}", "Begins to serve at {place}")
_STAYS = Words("ยังปฏิบัติงานที่{place}ต่อ", "Goes on serving at {place}")
_KEEPS_POST = Words("ยังครองตำแหน่ง {post} ต่อ", "Goes on holding the post {post}")
_LEAVES_POST = Words("พ้นจากตำแหน่ง {post} ตำแหน่งนี้ว่าง", "Leaves the post {post}, which falls vacant")
_TAKES_POST = Words("ครองตำแหน่ง {post}", "Holds the post {post}")
_OVER = Words("{movement} โดยไม่เปลี่ยนตำแหน่งหรือสังกัด", "{movement}, changing neither post nor LGO")
_OVER_ENDS = Words("สิ้นสุดการ{movement}", "End of: {movement}")
_RIGHT_ENDS = Words("สิทธิ{role}สิ้นสุด เข้าระบบไม่ได้ตั้งแต่วันนั้น", "The right as {role} ends; no sign-in from that day")
_RIGHT_BACK = Words("สิทธิ{role}กลับมีผลตามเดิม", "The right as {role} holds again")
_SEAT_EMPTY = Words(
    "หน่วยงานจะ{vacant} ให้เตรียมลงทะเบียนผู้รับหน้าที่ใหม่ (SEM102)",
    "The LGO will have {vacant}: prepare to register a successor (SEM102)",
)
_ALLOWANCE = Words("รับเงินประจำตำแหน่ง {amount} บาท", "Draws an allowance of {amount} baht a month")
_NO_ALLOWANCE = Words("ไม่ได้รับเงินประจำตำแหน่งต่อ", "Draws no allowance any more")
_CONTRACT = Words("วันสุดท้ายตามสัญญาจ้าง", "Last day of the contract")
_NOTHING = Words("ไม่เปลี่ยนสังกัด ตำแหน่ง เงินเดือน หรือสิทธิ", "Changes neither LGO, post, pay nor right")
_DRAWS = Words("รับเงินเดือน {amount} บาท", "Draws {amount} baht a month")
_SPECIAL = Words("รับเงินตอบแทนพิเศษร้อยละ {pct}", "Draws special remuneration of {pct} per cent")
_PER_CENT = Words("ร้อยละ {pct}", "{pct} per cent")
_BAHT = Words("{amount} บาท", "{amount} baht")
_PAY_SAYS = (
    Words("ระดับ", "Level"),
    Words("เงินเดือน", "Salary"),
    Words("เงินตอบแทนพิเศษ", "Special remuneration"),
    Words("เงินประจำตำแหน่ง", "Allowance"),
)
_EMPTY = Words("–", "–")
_NOBODY = Words("ไม่ได้ปฏิบัติงานที่ใด", "serves nowhere")


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that holds from a day on, or is of that day alone (`lasts`); `last_day` for what has its own end."""

    says: Words
    day: date | None = None
    tone: str = "calm"
    last_day: date | None = None
    lasts: bool = True


@dataclass(frozen=True, slots=True)
class Side:
    """How a person stands on one day, as one column of the comparison."""

    place: Words
    post: str
    number: str
    kind: str
    over: Words
    rights: Words
    pay: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Compared:
    """Old and new: before the movement and from its effective day on, each with what is not the same."""

    old: Side
    new: Side

    @property
    def rows(self) -> list[tuple[Words, Words, Words, bool]]:
        """What is said of each side, line by line, and whether it differs; a line that is empty on both is left out."""
        named = (
            (Words("สังกัด", "LGO"), self.old.place, self.new.place),
            (Words("ประเภทบุคลากร", "Kind of staff"), _plain(self.old.kind), _plain(self.new.kind)),
            (Words("ตำแหน่ง", "Post"), _plain(self.old.post), _plain(self.new.post)),
            (Words("เลขที่ตำแหน่ง", "Post no."), _plain(self.old.number), _plain(self.new.number)),
            *zip(_PAY_SAYS, self.old.pay, self.new.pay, strict=False),
            (Words("ชั่วคราว", "For a time"), self.old.over, self.new.over),
            (Words("สิทธิในระบบ", "Right"), self.old.rights, self.new.rights),
        )
        return [
            (label, old if old.th else _EMPTY, new if new.th else _EMPTY, old != new)
            for label, old, new in named
            if old.th or new.th
        ]


def _plain(text: str) -> Words:
    return Words(text, text)


@dataclass(frozen=True)
class Labels:
    """The names of all places and posts that a set of pictures speaks of; loaded in a constant number of queries."""

    places: Mapping[UUID, OrganisationView]
    seats: Mapping[UUID, PostView]
    kinds: Mapping[str, KindView]
    movements: Mapping[str, MovementView]

    def place(self, organisation: UUID) -> str:
        known = self.places.get(organisation)
        return known.full_name if known else ""

    def post(self, post: UUID) -> str:
        known = self.seats.get(post)
        return f"{known.name} เลขที่ {known.number}" if known else ""

    def movement(self, code: str) -> Words:
        known = self.movements.get(code)
        return Words(known.name, known.name_en) if known else Words(code, code)


def labels_for(pictures: Iterable[ServicePicture], day: date) -> Labels:
    known = list(pictures)
    places = {e.organisation_id for p in known for e in p.employments}
    held = {i.post_id for p in known for i in p.incumbencies}
    return Labels(
        organisations.views(places, day),
        posts.views(held, day),
        standards.personnel_kinds(),
        standards.movement_types(),
    )


@dataclass(frozen=True)
class Course:
    """A person's service without a movement and with it; `tenures` are all appointments of the LGO that keys it,
    `contract_to` the last day of the contract that it makes, renews or puts right."""

    person: UUID | None
    organisation: UUID
    before: ServicePicture
    after: ServicePicture
    tenures: Sequence[Tenure] = ()
    paid: Paid = UNPAID
    contract_to: date | None = None

    def rights(self, today: date) -> tuple[list[Tenure], list[Tenure]]:
        """Return the LGO's appointments as they stand and as they would stand with the movement."""
        known = [t for t in self.tenures if not t.refused]
        then = [with_record(t, self.after, today) if t.person == self.person else t for t in known]
        return known, seats.settle(then)


def compared(course: Course, day: date, today: date, labels: Labels) -> Compared:
    """Return both sides on the day on which the movement takes effect."""
    now, then = course.rights(today)
    old, new = course.paid
    return Compared(
        replace(_side(course.before, day, labels, _held(course.person, now, day)), pay=_paid(old)),
        replace(_side(course.after, day, labels, _held(course.person, then, day)), pay=_paid(new)),
    )


def _paid(pay: Standing) -> tuple[Words, ...]:
    """Level, salary with its step, special remuneration, allowance, in the order of _PAY_SAYS; empty where unknown."""
    level = standards.levels().get(pay.level_code)
    at = f" (ขั้น {plain(pay.step)})" if pay.step is not None else ""
    at_en = f" (step {plain(pay.step)})" if pay.step is not None else ""
    none = Words("", "")
    return (
        _plain(level.name if level else ""),
        none if pay.salary is None else Words(f"{baht(pay.salary)} บาท{at}", f"{baht(pay.salary)} baht{at_en}"),
        none if pay.special_pay_pct is None else _filled(_PER_CENT, pct=plain(pay.special_pay_pct)),
        none if pay.allowance is None else _filled(_BAHT, amount=baht(pay.allowance)),
    )


def effects(course: Course, today: date, labels: Labels) -> list[Effect]:
    """Return everything that the movement brings about, by day."""
    found = [
        *_service(course, labels),
        *_overlays(course, labels),
        *_of_pay(course),
        *([Effect(_CONTRACT, course.contract_to, lasts=False)] if course.contract_to else []),
        *_of_rights(course, today),
    ]
    return sorted(found, key=lambda e: e.day or date.max) or [Effect(_NOTHING)]


def _service(course: Course, labels: Labels) -> list[Effect]:
    lost, gained = compare(course.before, course.after), compare(course.after, course.before)
    served = {(e.organisation_id, e.until) for e in course.before.employments}
    held = {(i.post_id, i.until) for i in course.before.incumbencies}

    def begins(place: UUID, day: date) -> Words:
        return _filled(_STAYS if (place, day) in served else _BEGINS, place=labels.place(place))

    def takes(post: UUID, day: date) -> Words:
        return _filled(_KEEPS_POST if (post, day) in held else _TAKES_POST, post=labels.post(post))

    return [
        *(Effect(_filled(_LEAVES, place=labels.place(o)), day, "warn") for o, day in lost.left),
        *(Effect(begins(o, day), day, "ok") for o, day in gained.left),
        *(Effect(_filled(_LEAVES_POST, post=labels.post(p)), day, "warn") for _, p, day in lost.posts_left),
        *(Effect(takes(p, day), day, "ok") for _, p, day in gained.posts_left),
    ]


def first_change(course: Course) -> date | None:
    """Return the first day on which the service is another with the movement than without it."""
    lost, gained = compare(course.before, course.after), compare(course.after, course.before)
    days = [day for news in (lost, gained) for day in (*(d for _, d in news.left), *(d for *_, d in news.posts_left))]
    over = set(course.before.overlays) ^ set(course.after.overlays)
    return min([*days, *(o.starts for o in over)], default=None)


def _of_pay(course: Course) -> list[Effect]:
    """What is drawn from the movement's day on, as far as it is not what was drawn before."""
    old, new = course.paid
    found = []
    if new.salary is not None and new.salary != old.salary:
        falls = old.salary is not None and new.salary < old.salary
        found.append(Effect(_filled(_DRAWS, amount=baht(new.salary)), new.since, "warn" if falls else "ok"))
    if new.special_pay_pct is not None and new.special_pay_pct != old.special_pay_pct:
        found.append(Effect(_filled(_SPECIAL, pct=plain(new.special_pay_pct)), None, "ok"))
    if (new.allowance or 0) != (old.allowance or 0):
        drawn = _filled(_ALLOWANCE, amount=baht(new.allowance)) if new.allowance else _NO_ALLOWANCE
        found.append(Effect(drawn, None, "ok" if new.allowance else "warn"))
    return found


def _overlays(course: Course, labels: Labels) -> list[Effect]:
    made = [o for o in course.after.overlays if o not in course.before.overlays]
    gone = [o for o in course.before.overlays if o not in course.after.overlays]
    return [
        *(
            Effect(
                _filled(_OVER, movement=labels.movement(o.movement_code)),
                o.starts,
                "warn" if o.ends_rights else "calm",
                o.until - timedelta(days=1) if o.until else None,
            )
            for o in made
        ),
        *(
            Effect(_filled(_OVER_ENDS, movement=labels.movement(o.movement_code)), o.starts, "calm", lasts=False)
            for o in gone
            if all(o.movement_code != n.movement_code or o.starts != n.starts for n in made)
        ),
    ]


def _of_rights(course: Course, today: date) -> list[Effect]:
    now, then = course.rights(today)
    was = {t.entry: t for t in now}
    found = []
    for tenure in (t for t in then if t.person == course.person):
        old = was[tenure.entry]
        role = ROLE_SAYS[tenure.role]
        if _end(tenure) < _end(old):
            found.append(Effect(_filled(_RIGHT_ENDS, role=role), max(_end(tenure), tenure.starts), "bad", lasts=False))
            found += _emptied(tenure.role, max(_end(tenure), today), now, then)
        elif _end(tenure) > _end(old):
            found.append(Effect(_filled(_RIGHT_BACK, role=role), max(today, tenure.starts), "ok"))
    return found


def _emptied(role: Role, day: date, now: Sequence[Tenure], then: Sequence[Tenure]) -> list[Effect]:
    if seats.holder_on(now, role, day) is None or seats.holder_on(then, role, day) is not None:
        return []
    return [Effect(_filled(_SEAT_EMPTY, vacant=VACANT_SAYS[role]), day, "bad", lasts=False)]


def _end(tenure: Tenure) -> date:
    """The first day without the right: comparable, also for one that never was or has no end."""
    return (tenure.until or date.max) if tenure.counts else tenure.starts


def _held(person: UUID | None, tenures: Sequence[Tenure], day: date) -> Words:
    holders = ((role, seats.holder_on(tenures, role, day)) for role in HOLDERS)
    mine = [ROLE_SAYS[role] for role, t in holders if t is not None and t.person == person]
    return Words(", ".join(w.th for w in mine), ", ".join(w.en for w in mine))


def _side(picture: ServicePicture, day: date, labels: Labels, rights: Words) -> Side:
    serving, held = picture.employment_on(day), picture.post_on(day)
    seat = labels.seats.get(held.post_id) if held else None
    over = [labels.movement(o.movement_code) for o in picture.overlays if o.period.covers(day)]
    place = labels.place(serving.organisation_id) if serving else ""
    kind = labels.kinds.get(serving.kind_code) if serving else None
    return Side(
        place=Words(place, place) if serving else _NOBODY,
        post=seat.name if seat else "",
        number=seat.number if seat else "",
        kind=kind.name if kind else "",
        over=Words(", ".join(w.th for w in over), ", ".join(w.en for w in over)),
        rights=rights,
    )


def _filled(said: Words, **values: object) -> Words:
    return Words(said.text("th", **values), said.text("en", **values))
