"""Posts of the demonstration that nobody holds as usual: vacant, frozen, abolished, moved, paid by a grant, taken over
with a health centre, and the one of a permanent employee, whose number is older than the numbering."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from lhr.access.actor import Actor
from lhr.cli.demonstration.staff import Place
from lhr.organisations.queries import Organisation
from lhr.organisations.rules import Kind
from lhr.posts import actions as posts
from lhr.posts.actions import PostDraft
from lhr.posts.cited import Cited
from lhr.posts.rules import Funding

PLAN = Cited("ประกาศแผนอัตรากำลัง 3 ปี (ข้อมูลสาธิต)")
_FROZEN_ON, _MOVED_ON, _ENDED_ON, _GRANT_FROM = (
    date(2017, 10, 1),
    date(2018, 4, 1),
    date(2018, 10, 1),
    date(2019, 10, 1),
)
_LINED = (
    Place("3101", "01", "PRACTITIONER"),  # vacant from the first day
    Place("3204", "04", "PRACTITIONER"),  # frozen
    Place("4301", "01", "OPERATIONAL"),  # abolished
    Place("3803", "08", "PRACTITIONER"),  # moved, then paid by a grant
)


def tell(by: Actor, lgo: Organisation, kind: Kind, since: date) -> UUID:
    """Establish these posts and let become of them what becomes of posts; return that of the permanent employee."""
    drafts = [_announced(place, kind, since) for place in _LINED]
    drafts.append(PostDraft("2", "", "", since, department="05", unit="กองช่าง", funding="OWN", cited=PLAN))
    if kind is Kind.PAO:
        number = Place("3601", "06", "").number(kind, 101) + " (ถ)"
        drafts.append(PostDraft(number, "3601", "PRACTITIONER", since, health_transfer=True, funding="GRANT"))
    made = [post.pk for post in posts.establish_all(by=by, organisation=lgo, posts=drafts)]
    _, frozen, ended, moved, worker = made[:5]
    posts.freeze(by=by, post_id=frozen, starts=_FROZEN_ON, cited=_resolution(9, 2560, _FROZEN_ON))
    posts.move(
        by=by,
        post_id=moved,
        department="01",
        unit="สำนักปลัด",
        starts=_MOVED_ON,
        cited=_resolution(3, 2561, _MOVED_ON),
    )
    posts.abolish(
        by=by, post_id=ended, until=_ENDED_ON, reason="ปรับแผนอัตรากำลัง", cited=_resolution(9, 2561, _ENDED_ON)
    )
    grant = _resolution(9, 2562, _GRANT_FROM)
    posts.fund(by=by, post_id=moved, source=Funding.GRANT, starts=_GRANT_FROM, cited=grant)
    return worker


def with_worker(seats: list[tuple[Place, UUID | None]], worker: UUID | None) -> list[tuple[Place, UUID | None]]:
    """Let the first who has no post be the permanent employee."""
    first = next((nth for nth, (place, _) in enumerate(seats) if not place.line), None)
    if worker is None or first is None:
        return seats
    return [*seats[:first], (seats[first][0], worker), *seats[first + 1 :]]


def _announced(place: Place, kind: Kind, since: date) -> PostDraft:
    top = "PROFESSIONAL" if place.level == "PRACTITIONER" else "EXPERIENCED"
    number = place.number(kind)
    return PostDraft(
        number, place.line, place.level, since, top_level_code=top, funding="OWN", cited=PLAN
    )


def _resolution(number: int, year: int, day: date) -> Cited:
    """A resolution of the month before."""
    signed = date(day.year, day.month - 1, 20)
    return Cited(f"มติคณะกรรมการพนักงานส่วนท้องถิ่นจังหวัดนครพนม ครั้งที่ {number}/{year}", signed)
