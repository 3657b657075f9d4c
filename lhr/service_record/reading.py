"""Rows of the database as the plain values that the rules work on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, CharField, Model, UUIDField, Value

from lhr.audit.kept import seen
from lhr.documents import cited
from lhr.documents import queries as documents
from lhr.documents.queries import Scan
from lhr.history.models import FactQuerySet
from lhr.kernel import clock
from lhr.kernel.periods import Period
from lhr.kernel.thai_date import Precision
from lhr.organisations import queries as organisations
from lhr.people import queries as people
from lhr.posts import queries as posts
from lhr.service_record.drafts import Citation, Correction, Literals, MovementDraft
from lhr.service_record.models import CardLine, Employment, Incumbency, Overlay, RecordLine, ServiceLine
from lhr.service_record.pay import COLUMNS, NO_PAY, Pay
from lhr.service_record.rules import (
    CancelEffect,
    EmploymentSpan,
    HeldPost,
    IncumbencySpan,
    Line,
    OverlaySpan,
    RightsEffect,
    ServicePicture,
    project,
)
from lhr.service_record.sections import SECTIONS, whole_day
from lhr.standards import queries as standards
from lhr.standards.queries import MovementView

BEGINNING = "BEGINNING"  # item 8
COUNTED = (ServiceLine.Status.SUBMITTED, ServiceLine.Status.VERIFIED)


def lines_by_person(person_ids: Iterable[UUID], known_at: int | None = None) -> dict[UUID, list[Line]]:
    """Return the verified and the submitted lines of these people, in three queries."""
    found = seen("service_record.lines", ((one, known_at) for one in set(person_ids)), _lines)
    return {person: list(lines) for (person, _), lines in found.items()}


def _lines(lacking: list[tuple[UUID, int | None]]) -> dict[tuple[UUID, int | None], list[Line]]:
    wanted, known_at = {person for person, _ in lacking}, lacking[0][1] if lacking else None
    if not wanted:
        return {}
    rows = ServiceLine.objects.known(known_at).filter(person__in=wanted, status__in=COUNTED)
    found: dict[tuple[UUID, int | None], list[Line]] = {one: [] for one in lacking}
    movements, palad = standards.movement_types(), posts.palad_titles()
    # Plain values and no rows of the ORM: an order reads a thousand careers at once.
    for person, *said in rows.order_by(*ServiceLine.CARD_ORDER).values_list("person_id", *_SAID):
        found[person, known_at].append(_line(said, movements, palad))
    return found


def lines_and(person_ids: Iterable[UUID], *columns: str) -> Iterator[tuple[UUID, Line, tuple[Any, ...]]]:
    """Yield every live line of these people, what was sent back too, each with what it says in these columns; in one
    query and as plain values."""
    rows = ServiceLine.objects.known().filter(person__in=set(person_ids)).order_by(*ServiceLine.CARD_ORDER)
    movements, palad, many = standards.movement_types(), posts.palad_titles(), len(_SAID)
    for person, *values in rows.values_list("person_id", *_SAID, *columns):
        yield person, _line(values[:many], movements, palad), tuple(values[many:])


# What of a stored line the rules ask for, as `_line` takes it: item 13's own columns, and at the end those of its pay.
_SAID = (
    "entry_id",
    "organisation_id",
    "movement_code",
    "starts",
    "seq",
    "until",
    "kind_code",
    "post_id",
    "post__line_code",
    "post__management_title_code",
    "cancels_entry",
    "cancel_effect",
    "status",
    "other_organisation_id",
    "amends_entry",
    "corrects",
    "correction",
    *COLUMNS,
)
_NO_PAY = list(NO_PAY.columns.values())
# Asked of every line of a thousand careers, where looking up a member of an enumeration is felt.
_END, _STRIKE, _VERIFIED = RightsEffect.END, Correction.STRIKE.value, ServiceLine.Status.VERIFIED.value
_FROM_START = CancelEffect.FROM_START


def counted(rows: Iterable[ServiceLine]) -> list[Line]:
    """Return the verified and the submitted among the rows, whose posts were read with them."""
    movements, palad = standards.movement_types(), posts.palad_titles()
    return [as_line(row, movements, palad) for row in rows if row.status in COUNTED]


def lines_of_one(person_id: UUID, known_at: int | None = None) -> list[Line]:
    return lines_by_person((person_id,), known_at)[person_id]


def seats_of(post_ids: Iterable[UUID]) -> dict[UUID, list[Incumbency]]:
    """Return everybody who held, holds or will hold these posts, in one query."""
    return seen("service_record.seats", set(post_ids), _seats)


def _seats(wanted: list[UUID]) -> dict[UUID, list[Incumbency]]:
    found: dict[UUID, list[Incumbency]] = {post: [] for post in wanted}
    for seat in Incumbency.objects.filter(post__in=wanted) if wanted else ():
        found[seat.post_id].append(seat)
    return found


def posts_named(person_id: UUID) -> set[UUID]:
    """Return the posts that the person's lines name: those whose holder a verification can change."""
    return posts_of_people((person_id,))


def posts_of_people(person_ids: Iterable[UUID]) -> set[UUID]:
    """The same of several people, in one query."""
    named = ServiceLine.objects.known().filter(person__in=set(person_ids), post__isnull=False)
    return set(named.order_by().values_list("post_id", flat=True).distinct())


def as_line(row: ServiceLine, movements: Mapping[str, MovementView], palad_titles: frozenset[str]) -> Line:
    """Return a row whose post was read with it."""
    of_post = {
        "post__line_code": row.post.line_code if row.post else "",
        "post__management_title_code": row.post.management_title_code if row.post else "",
    }
    said = [of_post[name] if name in of_post else getattr(row, name) for name in _SAID]
    return _line(said, movements, palad_titles)


def _line(said: Sequence[Any], movements: Mapping[str, MovementView], palad_titles: frozenset[str]) -> Line:
    (
        entry, place, code, starts, seq, until, kind, post, post_line, post_title, cancels, effect, status, other,
        amends, corrects, correction, *pay,
    ) = said  # fmt: skip
    movement = movements[code]
    return Line(
        entry_id=entry,
        organisation_id=place,
        movement_code=code,
        movement_class=movement.movement_class,
        starts=starts,
        seq=seq,
        until=until,
        kind_code=kind,
        post=HeldPost(post, post_line, post_title in palad_titles) if post is not None else None,
        cancels=cancels,
        cancel_effect=CancelEffect(effect) if effect else _FROM_START,
        ends_rights=movement.rights_effect is _END,
        verified=status == _VERIFIED,
        other=other,
        amends=amends,
        corrects=corrects,
        strikes=correction == _STRIKE,
        pay=Pay(*pay) if pay != _NO_PAY else NO_PAY,
    )


def pay_of(row: ServiceLine) -> Pay:
    return Pay(*(getattr(row, name) for name in COLUMNS))


def as_if_verified(lines: Iterable[Line]) -> list[Line]:
    """Return the lines as they would stand once everything submitted is verified: what a correction that waits
    corrects is struck then."""
    found = list(lines)
    gone = {line.corrects for line in found if line.corrects}
    return [replace(line, verified=True) for line in found if line.entry_id not in gone and not line.strikes]


def citation_of(row: RecordLine) -> Citation:
    return Citation(row.citation_number, row.citation_year, row.citation_signed_on, row.citation_text)


def evidence(citation: Citation, scans: Sequence[Scan], status: str) -> tuple[bool, bool, bool]:
    """Return what a line rests on: a document named, its scan, a second hand."""
    return citation.names_something, bool(scans), status in (RecordLine.Status.VERIFIED, RecordLine.Status.STRUCK)


def evidence_key(row: RecordLine) -> str:
    """Return what a scan of the line's document is a scan of (lhr.documents.cited)."""
    if isinstance(row, CardLine) and SECTIONS[row.section].own_file:
        return cited.line(row.entry_id)
    return citation_of(row).evidence_key(row.entry_id)


def card_row(line_id: UUID) -> CardLine:
    """Return the live version of a line of a section by its entry. Raises CardLine.DoesNotExist."""
    return CardLine.objects.known().select_related("organisation", "person").get(entry_id=line_id)


def struck_by_whom(person_id: UUID, known_at: int | None = None) -> dict[UUID, tuple[str, date]]:
    """Return who struck each line of a person that was mistyped, and on which day, by entry."""
    found = {}
    for kind in (CardLine, ServiceLine):
        rows = kind._default_manager.known(known_at).filter(person=person_id, status=kind.Status.STRUCK)
        for row in rows.select_related("recorded"):
            found[row.entry_id] = (row.recorded.actor_name, clock.day_of(row.recorded.at))
    return found


def live_cards(wanted: Iterable[tuple[UUID, str]]) -> dict[tuple[UUID, str], list[CardLine]]:
    """Return every live line of these sections of these people, in one query."""
    return seen("service_record.card_lines", wanted, _live_cards)


def _live_cards(lacking: list[tuple[UUID, str]]) -> dict[tuple[UUID, str], list[CardLine]]:
    found: dict[tuple[UUID, str], list[CardLine]] = {one: [] for one in lacking}
    if not lacking:
        return found
    persons, sections = (set(part) for part in zip(*lacking, strict=True))
    for row in CardLine.objects.known().filter(person__in=persons, section__in=sections).order_by(*CardLine.CARD_ORDER):
        if (row.person_id, row.section) in found:
            found[row.person_id, row.section].append(row)
    return found


def cards_of(person_ids: Iterable[UUID]) -> list[CardLine]:
    """Return every live line of every section of these people in the order of the card, in one query."""
    found = live_cards((one, section) for one in set(person_ids) for section in SECTIONS)
    rows = [row for lines in found.values() for row in lines]
    return sorted(rows, key=lambda row: (row.starts, row.seq, row.keyed_at, row.entry_id))


def stands(row: CardLine, statuses: Iterable[str] = (CardLine.Status.VERIFIED,)) -> bool:
    """True for what the card says: neither struck nor amended, and no mere striking."""
    return row.status in statuses and row.struck_by is None and row.correction != Correction.STRIKE


def standing(
    person_id: UUID, *sections: str, statuses: Iterable[str] = (CardLine.Status.VERIFIED,)
) -> FactQuerySet[CardLine]:
    """Return the person's lines of these sections that stand: verified, neither struck nor amended, no mere striking;
    with other statuses, those that would."""
    rows = CardLine.objects.known().filter(person=person_id, section__in=sections, struck_by=None)
    return rows.filter(status__in=statuses).exclude(correction=Correction.STRIKE)


def served(person_id: UUID, *, waiting: bool = False) -> tuple[Period, ...]:
    """Return the days of service: the employments, and before the first of them those that item 8 adds when the career
    began before the register knows of it. With `waiting`, as if what is submitted were verified."""
    spans = tuple(span.period for span in stored_pictures((person_id,))[person_id].employments)
    lines = live_cards([(person_id, BEGINNING)])[person_id, BEGINNING]
    wanted = COUNTED if waiting else (CardLine.Status.VERIFIED,)
    return with_beginning(spans, (line.values for line in lines if stands(line, wanted)))


def with_beginning(spans: tuple[Period, ...], beginnings: Iterable[Mapping[str, Any]]) -> tuple[Period, ...]:
    """Return the days of service with those that the lines of item 8 add before the first of them."""
    days = [day for values in beginnings if (day := whole_day(values.get("began_on")))]
    if not spans or not days or min(days) >= spans[0].starts:
        return spans
    return (Period(min(days), spans[0].starts), *spans)


def scans_of(row: CardLine) -> tuple[Scan, ...]:
    """Return the scans of what the line rests on, the latest first."""
    return scans_of_all((row,)).get((row.organisation_id, evidence_key(row)), ())


def scans_of_all(rows: Iterable[CardLine]) -> dict[tuple[UUID, str], tuple[Scan, ...]]:
    """Return the scans of what these lines rest on, in one query."""
    wanted = [(row.organisation_id, evidence_key(row)) for row in rows]
    return seen("service_record.scans", wanted, documents.scans)


def draft_of(row: ServiceLine) -> MovementDraft:
    """Return a stored line as it was keyed, to be judged again at its verification."""
    return MovementDraft(
        movement_code=row.movement_code,
        starts=row.starts,
        citation=citation_of(row),
        person_id=row.person_id,
        last_day=row.period.last_day,
        open_ended=row.until is None,
        post_id=row.post_id,
        kind_code=row.kind_code,
        level_code=row.level_code,
        position_text=row.position_text,
        other_organisation_id=row.other_organisation_id,
        other_organisation_text=row.other_organisation_text,
        cancels=row.cancels_entry,
        cancel_effect=CancelEffect(row.cancel_effect or CancelEffect.FROM_START),
        amends=row.amends_entry,
        corrects=row.corrects,
        correction=Correction(row.correction or Correction.CLERICAL),
        why=row.strike_reason,
        pay=pay_of(row),
        literal=Literals(row.starts_text, Precision(row.starts_precision), row.level_text, row.salary_text),
        remark=row.remark,
        reason=row.warn_reason,
    )


def stored_pictures(person_ids: Iterable[UUID]) -> dict[UUID, ServicePicture]:
    """Return the stored projection of these people, in one query however many they are."""
    return seen("service_record.pictures", set(person_ids), _stored)


def keepers(person_ids: Iterable[UUID], day: date) -> dict[UUID, UUID]:
    """Return which LGO keeps the record of each of these people on `day`; whoever has none yet is left out."""
    wanted = set(person_ids)
    pictures = stored_pictures(wanted)
    openers = people.openers(one for one in wanted if not pictures[one].employments)
    return {one: keeper for one in wanted if (keeper := pictures[one].keeper(day) or openers.get(one))}


def path_kept_at(person_id: UUID, day: date) -> str:
    """Return the path of the LGO that keeps the record on `day`; "" for a person who has none yet."""
    keeper = keepers((person_id,), day).get(person_id)
    return organisations.view_of(keeper, day).path if keeper else ""


def _stored(wanted: list[UUID]) -> dict[UUID, ServicePicture]:
    employments: dict[UUID, list[EmploymentSpan]] = {person: [] for person in wanted}
    incumbencies: dict[UUID, list[IncumbencySpan]] = {person: [] for person in wanted}
    overlays: dict[UUID, list[OverlaySpan]] = {person: [] for person in wanted}
    ending = {m.code for m in standards.movement_types().values() if m.rights_effect is RightsEffect.END}
    for person, place, starts, until, code, post, is_palad, first, last in _projected(wanted):
        if post is not None:
            incumbencies[person].append(IncumbencySpan(place, post, code, is_palad, starts, until))
        elif first is not None:
            employments[person].append(EmploymentSpan(place, code, starts, until, first, last))
        else:
            overlays[person].append(OverlaySpan(place, code, starts, until, code in ending))
    return {
        person: ServicePicture(
            tuple(sorted(employments[person], key=_began)),
            tuple(sorted(incumbencies[person], key=_began)),
            tuple(sorted(overlays[person], key=overlay_order)),
        )
        for person in wanted
    }


def _projected(wanted: list[UUID]) -> Iterable[tuple[Any, ...]]:
    """The rows of the three tables in one question: it is asked for every page that shows a person. Only an incumbency
    has a post, and of the others only an employment a movement that began it."""
    def rows(model: type[Model], code: str, *more: Any) -> Any:
        asked = model._default_manager.filter(person__in=wanted).order_by()
        return asked.values_list("person", "organisation", "starts", "until", code, *more)

    no_post, no_text = Value(None, output_field=UUIDField()), Value(None, output_field=CharField())
    no_palad = Value(None, output_field=BooleanField())
    held = rows(Incumbency, "line_code", "post", "is_palad", no_text, no_text)
    both: Iterable[tuple[Any, ...]] = held.union(
        rows(Employment, "kind_code", no_post, no_palad, "start_movement", "end_movement"),
        rows(Overlay, "movement_code", no_post, no_palad, no_text, no_text),
        all=True,
    )
    return both


def _began(span: EmploymentSpan | IncumbencySpan) -> date:
    return span.starts


def known_picture(person_id: UUID, known_at: int) -> ServicePicture:
    """Return the service as the register knew it after change number `known_at`."""
    return project(lines_of_one(person_id, known_at))


def overlay_order(span: OverlaySpan) -> tuple[str, ...]:
    return (str(span.starts), span.movement_code, str(span.organisation_id), str(span.until))
