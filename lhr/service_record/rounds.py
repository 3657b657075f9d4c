"""A pay round of one organisation: what the register knows of everybody in service, and the line proposed for each.

Reads only: the proposals become lines of an order, which judges and writes them. Lines that wait for verification count
as if they were verified, as they do when a line is keyed; an appraisal counts once it is verified.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Count

from lhr.kernel.periods import Period
from lhr.kernel.words import Words
from lhr.people.queries import PersonView
from lhr.service_record import pay_cases, queries, reading, rules
from lhr.service_record.drafts import MovementDraft
from lhr.service_record.models import CardLine, ServiceLine
from lhr.service_record.pay import PayLine, standing
from lhr.service_record.queries import Posting, Staff
from lhr.service_record.rules import Line, ServicePicture
from lhr.service_record.rules_of_pay import ROUND_MOVEMENTS, STEP_RISE, Round, round_of
from lhr.service_record.rules_of_rounds import DISCIPLINED, UNSEEN, Appraisal, Candidate, Proposal, propose
from lhr.service_record.rules_of_time import SUBTRACTED_KINDS, service_time
from lhr.service_record.sections import first_day
from lhr.service_record.sections.columns import last_day
from lhr.standards import queries as standards
from lhr.standards.queries import KindView, ListedView
from lhr.standards.rules import PayEngine
from lhr.standards.scales import PayScale

_NO_ROUND = (PayEngine.FLAT.value, "NONE")  # engines without rises
_ONCE_A_YEAR = frozenset({"CONTRACT_MISSION_QUALIFIED", "CONTRACT_MISSION_SKILLED"})
_RETIRE_BY_LAW = "PERMANENT_EMPLOYEE"  # as officials do
_SECTIONS = ("APPRAISAL", "NO_PAY", "DISCIPLINE", "BEGINNING")
_WAITING = (CardLine.Status.SUBMITTED,)

Cards = Mapping[str, Sequence[CardLine]]  # live lines of one person by section


@dataclass(frozen=True)
class RoundLine:
    """One person of the round: the movement as an order takes it, None where it is left to the officer.

    The reasons tell of appraisals and that item 11 has an entry: to be shown to who may read those of this person.
    """

    person: PersonView
    posting: Posting
    proposal: Proposal
    draft: MovementDraft | None

    @property
    def reasons(self) -> tuple[Words, ...]:
        return self.proposal.reasons

    @property
    def unveiled(self) -> tuple[Words, ...]:
        """The reasons as they may stand beside those of others: what is sensitive is only said to be there."""
        return tuple(UNSEEN if reason == DISCIPLINED else reason for reason in self.reasons)


def proposed(organisation_id: UUID, this: Round) -> list[RoundLine]:
    """Return a line for everybody who serves the organisation on the day of the round and whose kind of staff has
    rises, in dictionary order of their names; as many queries for many people as for few."""
    with standards.read_once():
        kinds = standards.personnel_kinds()
        staff = [
            one
            for one in queries.people_of(organisation_id, this.effective)
            if (kind := kinds.get(one.posting.kind_code)) and kind.pay_engine not in _NO_ROUND
        ]
        ids = [one.person.id for one in staff]
        lines, pictures, cards = reading.lines_by_person(ids), reading.stored_pictures(ids), _cards(ids)
        return [_line(this, one, lines[pk], pictures[pk], cards[pk]) for pk, one in zip(ids, staff, strict=True)]


def due(organisation_ids: Iterable[UUID], this: Round) -> dict[UUID, int]:
    """Return how many people each organisation has in service on the day of the round whose kind of staff has rises."""
    kinds = [code for code, kind in standards.personnel_kinds().items() if kind.pay_engine not in _NO_ROUND]
    return queries.headcount(organisation_ids, this.effective, kinds=kinds)


def said_already(organisation_ids: Iterable[UUID], this: Round) -> dict[UUID, int]:
    """Return of how many people each organisation has a line of the round, from an order or keyed by itself."""
    until = Round(this.year, 2) if this.half == 1 else Round(this.year + 1, 1)
    known = ServiceLine.objects.known().filter(status__in=reading.COUNTED)
    cancelled = known.filter(cancels_entry__isnull=False, verified_at__isnull=False).values("cancels_entry")
    said = known.filter(
        organisation__in=list(organisation_ids),
        movement_code__in=ROUND_MOVEMENTS,
        starts__gte=this.effective,
        starts__lt=until.effective,
    ).exclude(entry_id__in=cancelled)
    counted = said.values("organisation_id").annotate(n=Count("person", distinct=True)).order_by()
    return dict(counted.values_list("organisation_id", "n"))


def drafts(lines: Iterable[RoundLine]) -> list[MovementDraft]:
    """Return the movements proposed, without those that are left to the officer."""
    return [line.draft for line in lines if line.draft is not None]


def _line(
    this: Round, one: Staff, lines: Sequence[Line], picture: ServicePicture, cards: Cards
) -> RoundLine:
    candidate = _candidate(this, one, lines, picture, cards)
    found = propose(this, candidate, standards.rise_criteria(), pay_cases.limits())
    draft = MovementDraft(found.movement_code, this.effective, person_id=one.person.id, pay=found.pay)
    return RoundLine(one.person, one.posting, found, draft if found.movement_code else None)


def _candidate(
    this: Round, one: Staff, lines: Sequence[Line], picture: ServicePicture, cards: Cards
) -> Candidate:
    kind = standards.personnel_kinds()[one.posting.kind_code]
    scale = standards.pay_scale(kind.code, this.effective)
    said = rules.pay_lines(reading.as_if_verified(lines))
    paid = tuple(line for line in said if not line.undone_by(this.effective))
    now = standing(paid, this.effective)
    given = [line for line in paid if line.movement_code == STEP_RISE and round_of(line.starts).year == this.year]
    days, unpaid = _days(this, picture, cards)
    by_law = kind.official or kind.code == _RETIRE_BY_LAW
    return Candidate(
        kind_code=kind.code,
        engine=_engine(scale, kind),
        level_code=now.level_code or one.posting.level_code,
        salary=now.salary,
        scale=scale,
        given_in_half=_steps(line for line in given if round_of(line.starts) == this),
        given_in_year=_steps(given),
        appraisal=_appraisal(this, cards["APPRAISAL"], standards.review_grades()),
        days=days,
        unpaid_days=unpaid,
        once_a_year=kind.code in _ONCE_A_YEAR,
        in_round=any(line.movement_code in ROUND_MOVEMENTS and round_of(line.starts) == this for line in paid),
        disciplined=any(_falls_in(row, this.work) for row in cards["DISCIPLINE"]),
        suspended=any(span.ends_rights and span.period.covers(this.effective) for span in picture.overlays),
        leaves_on=rules.exit_date(one.person.birth_date) if by_law else None,
    )


def _engine(scale: PayScale | None, kind: KindView) -> PayEngine | None:
    """That of the schedule in force, or the one that the kind always has; a teacher's may be either."""
    return scale.engine if scale else next((one for one in PayEngine if one.value == kind.pay_engine), None)


def _steps(lines: Iterable[PayLine]) -> Decimal:
    return sum((line.pay.steps or Decimal(0) for line in lines), Decimal(0))


def _days(this: Round, picture: ServicePicture, cards: Cards) -> tuple[int, int]:
    """Return the days served in the half, those without pay subtracted, and how many these were."""
    began = (row.values for row in cards["BEGINNING"] if reading.stands(row))
    served = reading.with_beginning(tuple(span.period for span in picture.employments), began)
    inside = [common for span in served if (common := span.common(this.work))]
    no_pay = [row.period for row in cards["NO_PAY"] if reading.stands(row) and row.values["kind"] in SUBTRACTED_KINDS]
    time = service_time(inside, no_pay, (), this.effective)
    return time.service_days - time.no_pay, time.no_pay


def _appraisal(
    this: Round, rows: Sequence[CardLine], grades: Mapping[str, ListedView]
) -> Appraisal | None:
    """The appraisal of the half: its year is the fiscal year of the work, the round year's number."""
    mine = [row for row in rows if (str(row.values["year"]), row.values["half"]) == (str(this.year), str(this.half))]
    verified = next((row for row in mine if reading.stands(row)), None)
    row = verified or next((row for row in mine if reading.stands(row, _WAITING)), None)
    if row is None:
        return None
    grade = grades[row.values["grade"]]
    return Appraisal(row.values["grade"], Words(grade.name, grade.name_en), grade.passes, verified=row is verified)


def _falls_in(row: CardLine, work: Period) -> bool:
    """True for an entry whose day, or the month or year that the paper has instead, lies in the half."""
    first, last = first_day(row.values.get("on")), last_day(row.values.get("on"))
    if first is None or last is None or not reading.stands(row, reading.COUNTED):
        return False
    return work.overlaps(Period(first, last + timedelta(days=1)))


def _cards(ids: Sequence[UUID]) -> dict[UUID, dict[str, list[CardLine]]]:
    found = reading.live_cards((one, section) for one in ids for section in _SECTIONS)
    return {one: {section: found.get((one, section), []) for section in _SECTIONS} for one in ids}
