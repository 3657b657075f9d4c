"""Who serves where and in which post, whose record is in whose custody, and what waits for verification."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from lhr.access.policy import Reach
from lhr.kernel import clock
from lhr.kernel.digits import to_arabic
from lhr.kernel.periods import Period, through
from lhr.organisations import queries as organisations
from lhr.people import queries as people
from lhr.people.queries import PersonView
from lhr.posts import queries as posts
from lhr.posts.queries import PostView
from lhr.posts.rules import HR_OFFICER_LINE
from lhr.service_record import line_view, reading, rules
from lhr.service_record.drafts import Correction, MovementDraft
from lhr.service_record.line_view import LineView
from lhr.service_record.models import Employment, Incumbency, Overlay, ServiceLine
from lhr.service_record.pay import Standing, standing
from lhr.service_record.rules import EmploymentSpan, IncumbencySpan, Line, ServicePicture
from lhr.service_record.time_of_service import service_time
from lhr.standards import queries as standards

__all__ = ["HR_OFFICER_LINE", "LineView", "Posting", "ServicePicture", "Staff", "service_time"]

ACTING_CODES = ("ACTING_FOR", "ACTING_IN")
DELEGATION_CODES = ("ASSIGNED", "DELEGATED")
_RECENT = 100

MovementKey = tuple[UUID, str, date]  # whose, its code, its effective day


@dataclass(frozen=True, slots=True)
class CitedOrder:
    """The order on which a movement rests."""

    number: str
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class Posting:
    """Where in the organisation somebody works on a day; without a post, only kind and unit are filled."""

    person_id: UUID
    organisation_id: UUID
    kind_code: str
    kind_name: str
    post_id: UUID | None = None
    number: str = ""
    line_code: str = ""
    line_name: str = ""
    level_code: str = ""
    level_name: str = ""
    title: str = ""
    is_palad: bool = False
    unit: str = ""
    since: date | None = None
    serving_since: date | None = None

    @property
    def name(self) -> str:
        """The position as it is spoken: ปลัดเทศบาล, นักทรัพยากรบุคคล; the kind of staff where there is no post."""
        return self.title or self.line_name or self.kind_name

    @property
    def full_name(self) -> str:
        """The title over line and level: ปลัดเทศบาล (นักบริหารงานท้องถิ่น ระดับกลาง), นักทรัพยากรบุคคล ระดับชำนาญการ."""
        level = self.level_name and f"ระดับ{self.level_name.removeprefix('ระดับ')}"
        line = f"{self.line_name} {level}".strip()
        return f"{self.title} ({line})" if self.title and line else self.title or line or self.kind_name

    @property
    def phrases(self) -> list[str]:
        """The full name in the pieces between which a line may end."""
        return self.full_name.split()


@dataclass(frozen=True, slots=True)
class Staff:
    """One person serving an organisation, as the list of staff shows it."""

    person: PersonView
    posting: Posting


def custody(person_id: UUID, day: date) -> UUID | None:
    """Return the one LGO that may write the person's record on `day`; None for a person who has none yet."""
    keeper = service_of(person_id).keeper(day)
    return keeper or people.get(person_id).first_held_by


def serves(person_id: UUID, organisation_id: UUID, day: date) -> bool:
    return _serving(day).filter(person=person_id, organisation=organisation_id).exists()


def service_of(person_id: UUID, known_at: int | None = None) -> ServicePicture:
    """Return the person's whole service, as known now or as known after change number `known_at`."""
    if known_at is not None:
        return reading.known_picture(person_id, known_at)
    return reading.stored_pictures((person_id,))[person_id]


def services_of(person_ids: Iterable[UUID]) -> dict[UUID, ServicePicture]:
    """Return the service of many people in one query."""
    return reading.stored_pictures(person_ids)


def pay_of(person_id: UUID, day: date, known_at: int | None = None) -> Standing:
    """Return level and pay on `day` as the verified lines add up to, as known now or after change `known_at`."""
    return standing(rules.pay_lines(reading.lines_of_one(person_id, known_at)), day)


def posting(person_id: UUID, organisation_id: UUID, day: date) -> Posting | None:
    """Return where the person works in the organisation on `day`; None for who does not serve there."""
    return postings(organisation_id, day, only=(person_id,)).get(person_id)


def postings(organisation_id: UUID, day: date, only: Iterable[UUID] | None = None) -> dict[UUID, Posting]:
    """Return where everybody who serves the organisation on `day` works, in a constant number of queries."""
    serving = _serving(day).filter(organisation=organisation_id)
    holding = _holding(day).filter(organisation=organisation_id)
    if only is not None:
        wanted = set(only)
        serving, holding = serving.filter(person__in=wanted), holding.filter(person__in=wanted)
    held = {row.person_id: row for row in holding}
    seats = posts.views((row.post_id for row in held.values()), day)
    kinds = {kind.code: kind.name for kind in standards.personnel_kinds().values()}
    found = {}
    for row in serving:
        seat = held.get(row.person_id)
        kind = (row.kind_code, kinds.get(row.kind_code, ""))
        found[row.person_id] = _posting(row.person_id, row, kind, seat, seats[seat.post_id] if seat else None)
    return found


def posting_in(picture: ServicePicture, person_id: UUID, day: date) -> Posting | None:
    """Return where the person of this service works on `day`; None for who serves nowhere then."""
    return postings_in({person_id: picture}, day).get(person_id)


def postings_in(pictures: Mapping[UUID, ServicePicture], day: date) -> dict[UUID, Posting]:
    """Return where the people of these services work on `day`; who serves nowhere then has none."""
    serving = {one: row for one, picture in pictures.items() if (row := picture.employment_on(day))}
    seats = {
        one: seat
        for one, row in serving.items()
        if (seat := pictures[one].post_on(day)) and seat.organisation_id == row.organisation_id
    }
    held, kinds = posts.views((seat.post_id for seat in seats.values()), day), standards.personnel_kinds()
    found = {}
    for one, row in serving.items():
        kind = (row.kind_code, kinds[row.kind_code].name if row.kind_code in kinds else "")
        seat = seats.get(one)
        found[one] = _posting(one, row, kind, seat, held[seat.post_id] if seat else None)
    return found


def palad_of(organisation_id: UUID, day: date) -> UUID | None:
    """Return the person who holds the post of ปลัด on `day`."""
    sitting = _holding(day).filter(organisation=organisation_id, is_palad=True, line_code="1101")
    return sitting.order_by("starts").values_list("person_id", flat=True).first()


def holders_of_line(organisation_id: UUID, line_code: str, day: date) -> list[UUID]:
    """Return who holds a post of this line (1101, 3102, …) in the organisation on `day`, longest first."""
    holding = _holding(day).filter(organisation=organisation_id, line_code=line_code)
    return list(holding.order_by("starts", "pk").values_list("person_id", flat=True))


def holder_of_post(post_id: UUID, day: date) -> UUID | None:
    return _holding(day).filter(post=post_id).values_list("person_id", flat=True).first()


def vacant_posts(organisation_id: UUID, day: date) -> list[PostView]:
    """Return the posts that nobody holds on `day` or later and that are not frozen: those that a new holder can be
    appointed to."""
    taken = Incumbency.objects.filter(Q(until=None) | Q(until__gt=day), organisation=organisation_id)
    held = set(taken.values_list("post_id", flat=True))
    return [post for post in posts.posts_of(organisation_id, day, active=True) if post.id not in held]


def people_of(organisation_id: UUID, day: date) -> list[Staff]:
    """Return who serves the organisation on `day`, in dictionary order of their names; ten queries for any number."""
    found = postings(organisation_id, day)
    names = people.views(found, day)
    staff = [Staff(names[person], where) for person, where in found.items()]
    return sorted(staff, key=lambda one: (one.person.sort_key, str(one.person.id)))


def next_people(
    organisation_id: UUID, day: date, *, after: UUID | None = None, limit: int = 50
) -> tuple[list[Staff], bool]:
    """Return the next ones of `people_of` after the person seen last, and whether more follow; the cost is the same
    for every page."""
    serving = _serving(day).filter(organisation=organisation_id).values("person")
    met = people.in_order(serving, day, after=after, limit=limit + 1)
    shown = met[:limit]
    where = postings(organisation_id, day, only=[person.id for person in shown])
    return [Staff(person, where[person.id]) for person in shown if person.id in where], len(met) > limit


def headcount(
    organisation_ids: Iterable[UUID], day: date, *, kinds: Iterable[str] | None = None
) -> dict[UUID, int]:
    """Return how many serve each of the organisations on `day`; with `kinds` only those of these kinds of staff."""
    wanted, serving = list(organisation_ids), _serving(day)
    if kinds is not None:
        serving = serving.filter(kind_code__in=list(kinds))
    counted = serving.filter(organisation__in=wanted).values("organisation_id").annotate(n=Count("pk"))
    return dict.fromkeys(wanted, 0) | dict(counted.values_list("organisation_id", "n"))


def row_of(line_id: UUID) -> ServiceLine:
    """Return the live version of a line by its entry. Raises ServiceLine.DoesNotExist."""
    return ServiceLine.objects.known().select_related("organisation", "person").get(entry_id=line_id)


def line(line_id: UUID, *, within: Reach, day: date) -> LineView:
    """Return one line. Raises ServiceLine.DoesNotExist when there is none or it lies outside."""
    rows = ServiceLine.objects.known().filter(organisations.inside(within, "organisation__path"))
    return line_view.views([rows.get(entry_id=line_id)], day)[0]


def line_of_record(line_id: UUID, *, within: Reach, day: date) -> LineView:
    """Return one line keyed within the reach, or of a person whose whole record is kept there now, whoever keyed it.
    Raises ServiceLine.DoesNotExist for any other."""
    row, kept_at = row_of(line_id), ""
    if not within.covers(row.organisation.path):
        kept_at = reading.path_kept_at(row.person_id, day)
        if not kept_at or not within.covers(kept_at):
            raise ServiceLine.DoesNotExist(line_id)
    return replace(line_view.views([row], day)[0], kept_at=kept_at)


def lines_named(line_ids: Iterable[UUID], *, within: Reach, day: date) -> dict[UUID, LineView]:
    """Return these lines as far as they lie within the reach, by id; as many queries for many as for one."""
    rows = ServiceLine.objects.known().filter(
        organisations.inside(within, "organisation__path"), entry_id__in=set(line_ids)
    )
    return {view.id: view for view in line_view.views(list(rows), day)}


def line_of_person(line_id: UUID, person_id: UUID, day: date) -> LineView:
    """Return one line of this very person, wherever it was keyed. Raises ServiceLine.DoesNotExist for another's."""
    return line_view.views([ServiceLine.objects.known().get(entry_id=line_id, person=person_id)], day)[0]


def named_in_order_of(line_id: UUID) -> set[UUID]:
    """Return everybody whose lines here rest on the same order or evidence: who opens its scan sees them all."""
    row = row_of(line_id)
    rows = ServiceLine.objects.known().filter(
        organisation=row.organisation_id, citation_signed_on=row.citation_signed_on
    )
    key = reading.evidence_key(row)
    return {row.person_id, *(one.person_id for one in rows if reading.evidence_key(one) == key)}


def to_verify(within: Reach, day: date, *, among: Iterable[UUID] | None = None) -> list[LineView]:
    """Return the lines that wait, oldest first. The province asks `among` the holders of rights in its LGOs."""
    rows = ServiceLine.objects.known().filter(
        organisations.inside(within, "organisation__path"), status=ServiceLine.Status.SUBMITTED, verified_at=None
    )
    if among is not None:
        rows = rows.filter(person__in=set(among))
    return line_view.views(list(rows.order_by("keyed_at", "seq")), day)


def lines_of(person_id: UUID, known_at: int | None = None, *, day: date | None = None) -> list[LineView]:
    """Return the person's lines in the order of the card: effective day, then order of keying."""
    return lines_and_pay(person_id, known_at, day=day)[0]


def lines_and_pay(
    person_id: UUID, known_at: int | None = None, *, day: date | None = None, pay_on: date | None = None
) -> tuple[list[LineView], Standing]:
    """Return the person's lines as `lines_of` does, and level and pay on `pay_on` (`day` unless given) as the
    verified ones add up to."""
    on = day or clock.today()
    rows = ServiceLine.objects.known(known_at).filter(person=person_id).select_related("post")
    found = list(rows.order_by(*ServiceLine.CARD_ORDER))
    counted = reading.counted(found)
    views = line_view.views(found, on, known_at, fates=line_view.fates_among(counted))
    return views, standing(rules.pay_lines(counted), pay_on or on)


def recent(
    organisation_id: UUID,
    day: date | None = None,
    *,
    statuses: Iterable[str] = (),
    limit: int = _RECENT,
) -> list[LineView]:
    """Return the lines that the organisation keyed last, newest first; with `statuses` only those that stand so
    (STRUCK: verified, then cancelled by an order)."""
    rows = (
        ServiceLine.objects.known()
        .filter(organisation=organisation_id)
        .order_by("-keyed_at", "-starts", "-seq")
    )
    wanted = set(statuses)
    if wanted:
        stored = wanted | ({ServiceLine.Status.VERIFIED.value} if ServiceLine.Status.STRUCK in wanted else set())
        rows = rows.filter(status__in=stored)
    found = line_view.views(list(rows[:limit]), day or clock.today())
    return [line for line in found if not wanted or line.status in wanted]


def line_with_end(line_id: UUID) -> Line | None:
    """Return the line that an amending order would put right, as it stands, where it runs to a day of its own: a
    contract. None for any other, for one that does not stand, and for an unknown one."""
    row = ServiceLine.objects.known().filter(entry_id=line_id).first()
    line = rules.as_it_stands(reading.lines_of_one(row.person_id), line_id) if row else None
    return line if line and rules.has_end(line.movement_code, line.movement_class) else None


def as_amended(drafts: Mapping[UUID, MovementDraft]) -> dict[UUID, MovementDraft]:
    """Return these movements, by the entries of their lines, each as the orders that amended it since have it."""
    found = dict(drafts)
    careers = reading.lines_by_person({draft.person_id for draft in drafts.values() if draft.person_id})
    for lines in careers.values():
        for line in (rules.as_it_stands(lines, entry) for entry in rules.amended(lines) & drafts.keys()):
            if line is not None:
                found[line.entry_id] = _told_anew(drafts[line.entry_id], line)
    return found


def _told_anew(draft: MovementDraft, line: Line) -> MovementDraft:
    return replace(
        draft,
        starts=line.starts,
        last_day=Period(line.starts, line.until).last_day,
        kind_code=line.kind_code,
        post_id=line.post.post_id if line.post else None,
        level_code=line.pay.level_code,
        pay=replace(line.pay, step=None),
    )


def states_of(entries: Iterable[UUID], day: date) -> dict[UUID, str]:
    """Return how each of these lines stands, by entry; STRUCK as well for one that an order cancels, SIGNED for one of
    a swap that the other side has not signed yet."""
    rows = ServiceLine.objects.known().filter(entry_id__in=set(entries)).select_related("post")
    return {view.id: "SIGNED" if view.held else view.status for view in line_view.views(list(rows), day)}


def orders_of(movements: Iterable[MovementKey]) -> dict[MovementKey, CitedOrder]:
    """Return the order that each verified movement cites, in one query; none for one that cites none."""
    wanted = set(movements)
    if not wanted:
        return {}
    persons, codes, days = (set(part) for part in zip(*wanted, strict=True))
    rows = ServiceLine.objects.known().filter(
        person__in=persons, movement_code__in=codes, starts__in=days, status=ServiceLine.Status.VERIFIED
    )
    cited = {}
    rows = rows.exclude(correction=Correction.STRIKE).exclude(citation_number="")
    for row in rows.order_by("seq"):
        key = (row.person_id, row.movement_code, row.starts)
        if key in wanted:
            cited[key] = CitedOrder(row.citation_number, row.citation_signed_on)
    return cited


@dataclass(frozen=True, slots=True)
class ActingOrder:
    """A verified order, standing, by which somebody acts for another. `last_day` is inclusive, as it writes it."""

    person_id: UUID
    movement_code: str
    starts: date
    last_day: date | None
    number: str
    signed_on: date | None

    def is_cited(self, number: str, signed_on: date | None) -> bool:
        """True when these are the number and the day of this order, in whatever digits."""
        mine, theirs = ("".join(to_arabic(one).split()) for one in (self.number, number))
        return mine == theirs and self.signed_on == signed_on

    def covers_any(self, starts: date, last_day: date | None) -> bool:
        """True when the order and these days have one in common."""
        mine, theirs = through(self.starts, self.last_day), through(starts, last_day)
        return mine.overlaps(theirs)


def acting_palads(organisation_id: UUID, day: date) -> list[ActingOrder]:
    """Return who acts for the ปลัด on `day` or will later, by standing verified orders; the earliest first.

    An order that names no post is left out: it may be about any.
    """
    laid = Overlay.objects.filter(
        Q(until=None) | Q(until__gt=day), organisation=organisation_id, movement_code__in=ACTING_CODES
    )
    standing = {(row.person_id, row.movement_code, row.starts) for row in laid}
    if not standing:
        return []
    lines = ServiceLine.objects.known().filter(
        organisation=organisation_id, movement_code__in=ACTING_CODES, status=ServiceLine.Status.VERIFIED
    )
    mine = [n for n in lines.order_by(*ServiceLine.CARD_ORDER) if (n.person_id, n.movement_code, n.starts) in standing]
    acted = posts.views({n.post_id for n in mine if n.post_id is not None}, day)
    return [_acting_order(n) for n in mine if n.post_id in acted and acted[n.post_id].is_palad]


def orders_to_act(organisation_id: UUID, person_id: UUID) -> list[ActingOrder]:
    """Return the person's standing verified orders here to act, or by delegation, for another; the earliest first."""
    codes = (*ACTING_CODES, *DELEGATION_CODES)
    laid = Overlay.objects.filter(organisation=organisation_id, person=person_id, movement_code__in=codes)
    standing = {(row.movement_code, row.starts) for row in laid}
    lines = ServiceLine.objects.known().filter(
        organisation=organisation_id, person=person_id, movement_code__in=codes, status=ServiceLine.Status.VERIFIED
    )
    return [
        _acting_order(n) for n in lines.order_by(*ServiceLine.CARD_ORDER) if (n.movement_code, n.starts) in standing
    ]


def days_to_act(
    organisation_id: UUID, person_id: UUID, number: str, signed_on: date | None
) -> tuple[Period, ...] | None:
    """Return the days on which the person acts for another here by this order, as the record has it now: none at all
    once it is cancelled. None where the record knows no such order."""
    codes = (*ACTING_CODES, *DELEGATION_CODES)
    known = (ServiceLine.Status.VERIFIED, ServiceLine.Status.STRUCK)
    lines = ServiceLine.objects.known().filter(
        organisation=organisation_id, person=person_id, movement_code__in=codes, status__in=known
    )
    mine = {(n.movement_code, n.starts) for n in lines if _acting_order(n).is_cited(number, signed_on)}
    if not mine:
        return None
    laid = Overlay.objects.filter(organisation=organisation_id, person=person_id, movement_code__in=codes)
    return tuple(Period(o.starts, o.until) for o in laid.order_by("starts") if (o.movement_code, o.starts) in mine)


def _acting_order(line: ServiceLine) -> ActingOrder:
    written = to_arabic(line.citation_number)
    number = written if "/" in written or line.citation_year is None else f"{written}/{line.citation_year}"
    last = Period(line.starts, line.until).last_day
    return ActingOrder(
        line.person_id, line.movement_code, line.starts, last, number, line.citation_signed_on
    )


def next_holder(organisation_id: UUID, line_code: str, day: date, *, palad: bool = False) -> Incumbency | None:
    """Return who will next begin to hold a post of this line (with `palad`, of that title) after `day`."""
    coming = Incumbency.objects.filter(organisation=organisation_id, line_code=line_code, starts__gt=day)
    if palad:
        coming = coming.filter(is_palad=True)
    return coming.order_by("starts", "pk").first()


def retirement_of(person_id: UUID) -> date:
    """Return the day on which the person leaves by age, for the movement screen to propose."""
    return rules.exit_date(people.get(person_id).birth_date)


def _serving(day: date) -> QuerySet[Employment]:
    return Employment.objects.filter(Q(until=None) | Q(until__gt=day), starts__lte=day)


def _holding(day: date) -> QuerySet[Incumbency]:
    return Incumbency.objects.filter(Q(until=None) | Q(until__gt=day), starts__lte=day)


def _posting(
    person_id: UUID,
    row: Employment | EmploymentSpan,
    kind: tuple[str, str],
    seat: Incumbency | IncumbencySpan | None,
    post: PostView | None,
) -> Posting:
    plain = Posting(person_id, row.organisation_id, *kind, serving_since=row.starts)
    if seat is None or post is None:
        return plain
    return Posting(
        person_id,
        row.organisation_id,
        *kind,
        post_id=post.id,
        number=post.number,
        line_code=post.line_code,
        line_name=post.line_name,
        level_code=post.level_code,
        level_name=post.level_name,
        title=post.title,
        is_palad=seat.is_palad,
        unit=post.unit,
        since=seat.starts,
        serving_since=row.starts,
    )
