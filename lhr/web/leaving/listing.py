"""Who leaves within 24 months: names where records may be read, figures by LGO for the districts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.kernel import thai_date
from lhr.kernel.digits import to_arabic
from lhr.kernel.words import Words
from lhr.orders.retiring import in_hand
from lhr.organisations import queries as organisations
from lhr.organisations.queries import Level, OrganisationView
from lhr.people import queries as people
from lhr.people.queries import PersonView
from lhr.service_record import leaving, leaving_excel
from lhr.service_record import queries as service
from lhr.service_record.leaving import Gap, Leaver, Owner
from lhr.service_record.queries import Posting
from lhr.web.leaving.asking import Asked, asked, year_of
from lhr.web.leaving.figures import Found, figures, retiring
from lhr.web.movements import reading
from lhr.web.movements.asking import ask_purpose
from lhr.web.movements.here import at_an_lgo
from lhr.web.shared.decorators import needs
from lhr.web.shared.forms import LhrForm, words
from lhr.web.shared.pages import page
from lhr.web.shared.requests import OfficerRequest

ROWS_A_PAGE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Mend:
    """A gap, and where it is mended."""

    gap: Gap
    url: str


@dataclass(frozen=True)
class Row:
    """One person of the list. `orders`: a line of an order of leaving may be drawn up."""

    one: Leaver
    person: PersonView
    place: OrganisationView
    posting: Posting | None
    mends: list[Mend]
    overdue: bool
    orders: bool
    drawn: bool  # stands in an order that is not in the records yet

    @property
    def why_says(self) -> Words:
        return leaving.WHY_SAYS[self.one.exit.why]


class TickedForm(LhrForm):
    """Who was ticked; the act says who of them may be."""

    person = forms.MultipleChoiceField(label=words("ผู้ที่จะเกษียณ", "Those who retire"), required=False)

    def __init__(self, *args: Any, offered: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(one, one) for one in offered]  # type: ignore[attr-defined]


@needs(Permission.PERSON_READ, Permission.FOLLOWUP_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: OfficerRequest) -> HttpResponse:
    """The list; the nation by province and the district by LGO without a name."""
    return show(request, asked(request.GET.dict(), request.actor.day), TickedForm())


def show(request: OfficerRequest, question: Asked, form: TickedForm, *, at: str = "") -> HttpResponse:
    """The page of the list, with the form that draws up the order."""
    if not _named(request, question):
        return page(request, "leaving/figures.html", figures(request, question))
    path = min(question.within(request.reach).paths)
    purpose = ask_purpose(request, reading.RETIRING, path)
    if isinstance(purpose, HttpResponse):
        return purpose
    found = _found(request, question)
    shown, more = _page(found.kept, question.after)
    rows = rows_of(request, shown, found.gaps)
    reading.note(request.actor, reading.RETIRING, [one.person_id for one in shown], path, purpose)
    context = {
        "asked": question,
        "form": form,
        "from": to_arabic(thai_date.show(question.day)),
        "rows": rows,
        "ordered": any(row.orders for row in rows),
        "place": "" if question.place else request.standing.place,
        "count": len(found.kept),
        "total": len(found.everyone),
        "lacking": found.lacking(found.everyone),
        "lacking_at": question.link(gaps=True, year=None, why=None),  # all that the number counts
        "years": _years(found, question),
        "owners": _owners(found),
        "whys": [(str(why), says) for why, says in leaving.WHY_SAYS.items()],
        "districts": _districts(request, question),
        "last": leaving.window(question.day),
        "many": not at_an_lgo(request),
        "next": question.link(after=shown[-1].person_id) if more else "",
        "first": question.link() if question.after else "",
    }
    return page(request, "leaving/list.html", context, at=at)


@needs(Permission.PERSON_READ)
@require_safe
def export(request: OfficerRequest) -> HttpResponse:
    """What the list shows, all its pages: everybody in it is read, for the purpose that was given there."""
    question = asked(request.GET.dict(), request.actor.day)
    path = min(question.within(request.reach).paths, default="")
    here = at_an_lgo(request)
    purpose = reading.OWN_WORK if here else path and reading.purpose_given(request.actor, reading.RETIRING, path, None)
    if not purpose or not _named(request, question):
        return HttpResponseRedirect(reverse("leaving:list") + question.link())
    found = _found(request, question)
    rows = rows_of(request, found.kept, found.gaps)
    reading.note(request.actor, reading.RETIRING, [one.person_id for one in found.kept], path, purpose)
    told = [
        leaving_excel.Row(
            row.one, row.person.name, row.place, row.posting, [(m.gap.says.th, m.gap.owner_says.th) for m in row.mends]
        )
        for row in rows
    ]
    answer = HttpResponse(leaving_excel.export(told, question.day), content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="lhr-retiring-{question.day.isoformat()}.xlsx"'
    return answer


def rows_of(request: OfficerRequest, shown: Sequence[Leaver], gaps: dict[UUID, list[Gap]]) -> list[Row]:
    """Return the rows as shown, in a constant number of queries."""
    day, ids = request.actor.day, [one.person_id for one in shown]
    named, places = people.views(ids, day), organisations.views({one.organisation_id for one in shown}, day)
    postings = service.postings_in(service.services_of(ids), day)
    drawn = in_hand(ids)
    draws = policy.holds_anywhere(request.actor, Permission.ORDER_DRAW)
    return [
        Row(
            one,
            named[one.person_id],
            places[one.organisation_id],
            postings.get(one.person_id),
            [Mend(gap, _where(request, one, gap)) for gap in gaps.get(one.person_id, [])],
            one.exit.is_overdue(day),
            draws
            and one.exit.why is leaving.Why.AGE
            and one.person_id != request.actor.person_id
            and one.person_id not in drawn,
            one.person_id in drawn,
        )
        for one in shown
    ]


def _named(request: OfficerRequest, question: Asked) -> bool:
    """Records are read by those who may, of one place at a time: nobody opens the nation's."""
    if not policy.holds_anywhere(request.actor, Permission.PERSON_READ):
        return False
    within = question.within(request.reach)
    return not within.nowhere and not within.everywhere


def _found(request: OfficerRequest, question: Asked) -> Found:
    found = retiring(request, question.within(request.reach), question.day)
    kept = [one for one in found.everyone if question.keeps(one)]
    if question.gaps:
        kept = [one for one in kept if found.gaps.get(one.person_id)]
    return Found(found.everyone, kept, found.gaps)


def _page(kept: list[Leaver], after: UUID | None) -> tuple[list[Leaver], bool]:
    """The page that follows the person seen last; from the beginning when that one is not in the list any more."""
    ids = [one.person_id for one in kept]
    start = ids.index(after) + 1 if after in ids else 0
    return kept[start : start + ROWS_A_PAGE], len(kept) > start + ROWS_A_PAGE


def _where(request: OfficerRequest, one: Leaver, gap: Gap) -> str:
    """Where the gap is mended by whoever looks: the queue for who verifies, else the tab of the record."""
    verifies = {Owner.REGISTRAR: Permission.MOVEMENT_VERIFY, Owner.PROVINCE: Permission.MOVEMENT_VERIFY_PAIR}
    if gap.owner in verifies and policy.can(request.actor, verifies[gap.owner], one.path):
        return reverse("verifying:queue")
    if gap.section and policy.can(request.actor, Permission.MOVEMENT_KEY, one.path):
        return reverse("card:add", args=[one.person_id, gap.section])
    return f"{reverse('card:person', args=[one.person_id])}?tab={urlsplit(gap.tab).path}"


def _years(found: Found, question: Asked) -> list[tuple[int, int, int, str, bool]]:
    """Each fiscal year of exit: how many, with gaps, its link, whether it is the one asked for."""
    years = sorted({year_of(one) for one in found.everyone})
    mine = {year: [one for one in found.everyone if year_of(one) == year] for year in years}
    now = question.year
    return [
        (year, len(of), found.lacking(of), question.link(year=None if year == now else year), year == now)
        for year, of in mine.items()
    ]


def _owners(found: Found) -> list[tuple[Words, int]]:
    """How many gaps are whose to mend."""
    counts = dict.fromkeys(Owner, 0)
    for gaps in found.gaps.values():
        for gap in gaps:
            counts[gap.owner] += 1
    return [(leaving.OWNER_SAYS[owner], count) for owner, count in counts.items() if count]


def _districts(request: OfficerRequest, question: Asked) -> list[tuple[str, str]]:
    """The districts of the province that is looked at; none for an LGO."""
    if at_an_lgo(request):
        return []
    province = question.place[:2] or min(request.reach.paths).strip("/")[:2]
    offices = organisations.offices(within=request.reach, day=request.actor.day, level=Level.DISTRICT)
    mine = [office for office in offices if office.path.startswith(f"/{province}/")]
    return [(office.path.strip("/").rpartition("/")[2], office.district_name) for office in mine]
