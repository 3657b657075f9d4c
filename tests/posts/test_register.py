"""The register of one post: every act holds from its day on, rests on a resolution, and changes nothing of before."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.audit.book import change
from lhr.history import ledger
from lhr.organisations.models import Organisation
from lhr.posts import actions, queries, rules
from lhr.posts.actions import PostDraft
from lhr.posts.cited import Cited
from lhr.posts.models import Post, PostFunding, PostNumber, PostStatus
from lhr.posts.rules import Funding, Status
from tests.posts.test_establishment import BEGINS, draft, established, keeper, lgos  # noqa: F401 - the same LGOs
from tests.support.rules import refused, rule

pytestmark = pytest.mark.django_db
MAY, JUNE, JULY, NEXT_YEAR = date(2018, 5, 31), date(2018, 6, 1), date(2018, 7, 1), date(2019, 10, 1)
RESOLUTION = Cited("มติ ก.อบต.จังหวัด ครั้งที่ 5/2561", date(2018, 5, 20))
Lgos = tuple[Organisation, Organisation]


@pytest.fixture
def officer(lgos: Lgos) -> Actor:  # noqa: F811
    return Actor(day=date(2018, 8, 31), account_id=uuid4(), duties=(Duty(Role.OFFICER, lgos[0].path),))


@pytest.fixture
def post(keeper: Actor, lgos: Lgos) -> Post:  # noqa: F811
    return established(keeper, lgos[0], draft())[0]


def shown(post: Post, day: date) -> tuple[str, str]:
    view = queries.view_of(post.pk, day)
    return view.number, view.where


def test_a_post_moved_keeps_its_running_number(officer: Actor, post: Post) -> None:
    actions.move(by=officer, post_id=post.pk, department="04", unit="กองคลัง", starts=JUNE, cited=RESOLUTION)
    assert shown(post, MAY) == ("48-3-01-4101-001", "สำนักปลัด")
    assert shown(post, JUNE) == ("48-3-04-4101-001", "กองคลัง")
    row = PostNumber.objects.as_of(JUNE).get(post=post)
    assert (row.reference, row.reference_on) == (RESOLUTION.text, RESOLUTION.signed_on)
    assert (row.department, row.suffix) == ("04", "")


def test_a_number_without_parts_stays_when_its_post_moves(officer: Actor, lgos: Lgos) -> None:  # noqa: F811
    worker = PostDraft("2", "", "", BEGINS, department="01")
    post = actions.establish(by=officer, organisation=lgos[0], post=worker)
    actions.move(by=officer, post_id=post.pk, department="05", unit="กองช่าง", starts=JUNE)
    assert shown(post, MAY) == ("2", "สำนักปลัด")
    assert shown(post, JUNE) == ("2", "กองช่าง")
    assert PostNumber.objects.as_of(JUNE).get(post=post).department == "05"


def test_a_health_post_keeps_its_sign(officer: Actor, lgos: Lgos) -> None:  # noqa: F811
    taken_over = PostDraft("48-3-06-4601-001 (ถ)", "4601", "EXPERIENCED", BEGINS, health_transfer=True)
    post = actions.establish(by=officer, organisation=lgos[0], post=taken_over)
    actions.move(by=officer, post_id=post.pk, department="01", unit="", starts=JUNE)
    assert shown(post, JUNE)[0] == "48-3-01-4601-001 (ถ)"


@rule("PO-03", breaks=True)
def test_PO03_no_post_is_moved_onto_the_number_of_another(officer: Actor, post: Post, lgos: Lgos) -> None:  # noqa: F811
    other = draft("48-3-04-4101-001", reason="มีในประกาศทั้งสองเลข")
    actions.establish(by=officer, organisation=lgos[0], post=other)
    with refused("PO-03", on="post_number"):
        actions.move(by=officer, post_id=post.pk, department="04", unit="", starts=JUNE, reason="ตามประกาศ")


@rule("PO-04")
def test_PO04_a_post_is_not_in_its_own_way(officer: Actor, post: Post) -> None:
    actions.move(by=officer, post_id=post.pk, department="04", unit="", starts=JUNE)
    assert shown(post, JUNE)[0] == "48-3-04-4101-001"


@rule("PO-04", breaks=True)
def test_PO04_a_running_number_met_in_the_other_department_wants_a_reason(
    officer: Actor,
    post: Post,
    lgos: Lgos,  # noqa: F811
) -> None:
    other = draft("48-3-05-4101-001", reason="มีในประกาศทั้งสองเลข")
    actions.establish(by=officer, organisation=lgos[0], post=other)
    asked = {"post_id": post.pk, "department": "04", "unit": "", "starts": JUNE}
    with refused("PO-04"):
        actions.move(by=officer, **asked)
    actions.move(by=officer, reason="มีในประกาศทั้งสองเลข", **asked)
    assert shown(post, JUNE)[0] == "48-3-04-4101-001"


@rule("PO-02", breaks=True)
def test_PO02_a_post_that_came_without_the_sign_does_not_take_it(officer: Actor, post: Post) -> None:
    with refused("PO-02"):
        actions.renumber(by=officer, post_id=post.pk, number="48-3-01-4101-001 (ถ)", starts=JUNE)


@rule("PO-02")
def test_PO02_another_number_of_the_same_line_passes(officer: Actor, post: Post) -> None:
    actions.renumber(by=officer, post_id=post.pk, number="48-3-01-4101-007", starts=JUNE)
    assert shown(post, JUNE)[0] == "48-3-01-4101-007"


@rule("PO-05")
def test_PO05_a_post_is_for_other_levels_from_a_day_on(officer: Actor, post: Post) -> None:
    levels = {"level_code": "OPERATIONAL", "top_level_code": "EXPERIENCED"}
    actions.relevel(by=officer, post_id=post.pk, starts=JUNE, cited=RESOLUTION, **levels)
    assert [queries.view_of(post.pk, day).levels for day in (MAY, JUNE)] == ["ชำนาญงาน", "ปฏิบัติงาน/ชำนาญงาน"]
    assert shown(post, JUNE) == shown(post, MAY)
    with refused("PO-09.2"):
        actions.relevel(by=officer, post_id=post.pk, starts=JULY, **levels)


@rule("PO-05", breaks=True)
def test_PO05_a_line_has_no_level_of_another_type(officer: Actor, post: Post, lgos: Lgos) -> None:  # noqa: F811
    with refused("PO-05", on="level"):
        actions.relevel(
            by=officer, post_id=post.pk, level_code="PROFESSIONAL", top_level_code="", starts=JUNE
        )
    wrong = PostDraft("48-3-01-3102-001", "3102", "EXPERIENCED", JUNE)
    with refused("PO-05"):
        actions.establish(by=officer, organisation=lgos[0], post=wrong)


def test_frozen_from_a_day_and_in_use_again_from_another(officer: Actor, post: Post) -> None:
    actions.freeze(by=officer, post_id=post.pk, starts=JUNE, cited=RESOLUTION)
    actions.reinstate(by=officer, post_id=post.pk, starts=NEXT_YEAR)
    days = (MAY, JUNE, date(2019, 9, 30), NEXT_YEAR)
    assert [queries.status_on(post.pk, day) for day in days] == ["ACTIVE", "FROZEN", "FROZEN", "ACTIVE"]
    assert queries.posts_of(post.organisation_id, JUNE, active=True) == []
    assert len(queries.posts_of(post.organisation_id, NEXT_YEAR, active=True)) == 1


def test_what_is_entered_later_for_an_earlier_day_ends_where_the_next_begins(officer: Actor, post: Post) -> None:
    actions.fund(by=officer, post_id=post.pk, source=Funding.GRANT, starts=NEXT_YEAR)
    actions.fund(by=officer, post_id=post.pk, source=Funding.OWN, starts=JUNE)
    days = (MAY, JUNE, NEXT_YEAR)
    assert [queries.funding_on(post.pk, day) for day in days] == [None, "OWN", "GRANT"]


def test_nothing_is_updated_in_place_and_what_was_known_stays(officer: Actor, post: Post) -> None:
    before = PostStatus.objects.order_by("-recorded").values_list("recorded", flat=True)[0]
    actions.freeze(by=officer, post_id=post.pk, starts=JUNE)
    then = PostStatus.objects.as_of(JULY, before).get(post=post)
    assert then.status == Status.ACTIVE
    assert PostStatus.objects.as_of(JULY).get(post=post).status == Status.FROZEN


def test_a_mistyped_number_reads_as_it_should_from_its_first_day(officer: Actor, post: Post) -> None:
    typed = PostNumber.objects.known().get(post=post)
    actions.correct_number(by=officer, post_id=post.pk, on=JUNE, number="48-3-01-4101-010", reason="พิมพ์ผิดหลัก")
    assert shown(post, BEGINS)[0] == "48-3-01-4101-010"
    now = PostNumber.objects.known().get(post=post)
    assert (now.entry_id, now.starts, now.version) == (typed.entry_id, typed.starts, 2)
    assert queries.view_of(post.pk, JUNE, typed.recorded_id).number == "48-3-01-4101-001"


def test_an_abolished_post_may_come_back_with_its_number(officer: Actor, post: Post, lgos: Lgos) -> None:  # noqa: F811
    actions.abolish(by=officer, post_id=post.pk, until=JUNE, reason="ปรับแผน", cited=RESOLUTION)
    assert queries.status_on(post.pk, JUNE) == Status.ABOLISHED
    assert not queries.view_of(post.pk, JUNE).stands
    actions.reinstate(by=officer, post_id=post.pk, starts=NEXT_YEAR)
    assert [one.number for one in queries.posts_of(post.organisation_id, NEXT_YEAR)] == ["48-3-01-4101-001"]
    assert queries.posts_of(post.organisation_id, JULY) == []


@rule("PO-03", breaks=True)
def test_PO03_it_does_not_come_back_when_its_number_is_another_posts(officer: Actor, post: Post) -> None:
    actions.abolish(by=officer, post_id=post.pk, until=JUNE, reason="ปรับแผน")
    new = PostDraft("48-3-01-4101-001", "4101", "EXPERIENCED", JUNE)
    actions.establish(by=officer, organisation=post.organisation, post=new)
    with refused("PO-03"):
        actions.reinstate(by=officer, post_id=post.pk, starts=NEXT_YEAR)


@rule("PO-09", breaks=True)
def test_PO09_nothing_is_done_to_a_post_on_a_day_without_it(officer: Actor, post: Post) -> None:
    early = date(2014, 1, 1)
    with refused("PO-09.1", on="starts"):
        actions.freeze(by=officer, post_id=post.pk, starts=early)
    with refused("PO-09.1"):
        actions.fund(by=officer, post_id=post.pk, source=Funding.OWN, starts=early)
    with refused("PO-09.1"):
        actions.reinstate(by=officer, post_id=post.pk, starts=early)
    with refused("PO-09.1"):
        actions.abolish(by=officer, post_id=post.pk, until=BEGINS, reason="วันแรก")
    actions.abolish(by=officer, post_id=post.pk, until=JUNE, reason="ปรับแผน")
    with refused("PO-09.1"):
        actions.move(by=officer, post_id=post.pk, department="04", unit="", starts=JULY)
    with refused("PO-09.1"):
        actions.abolish(by=officer, post_id=post.pk, until=JULY, reason="อีกครั้ง")


@rule("PO-09", breaks=True)
def test_PO09_what_is_so_already_is_not_entered_again(officer: Actor, post: Post) -> None:
    with refused("PO-09.2"):
        actions.reinstate(by=officer, post_id=post.pk, starts=JUNE)
    with refused("PO-09.2"):
        actions.move(by=officer, post_id=post.pk, department="01", unit="", starts=JUNE)
    with refused("PO-09.2"):
        actions.correct_number(
            by=officer, post_id=post.pk, on=JUNE, number="48-3-01-4101-001", reason="ไม่เปลี่ยน"
        )


@rule("PO-09")
def test_PO09_a_post_that_stands_is_changed() -> None:
    assert rules.check_stands("1", "FROZEN", JUNE) == []
    assert rules.check_changes("1", JUNE, now="OWN", wanted="GRANT") == []
    assert rules.check_not_frozen("1", "ACTIVE", JUNE) == []


def test_only_the_own_lgo_keeps_its_posts(lgos: Lgos, post: Post) -> None:  # noqa: F811
    stranger = Actor(day=JULY, account_id=uuid4(), duties=(Duty(Role.OFFICER, lgos[1].path),))
    district = Actor(day=JULY, account_id=uuid4(), duties=(Duty(Role.DISTRICT, "/48/"),))
    for by in (stranger, district):
        with pytest.raises(Denied):
            actions.freeze(by=by, post_id=post.pk, starts=JUNE)
        with pytest.raises(Denied):
            actions.abolish(by=by, post_id=post.pk, until=JUNE, reason="ไม่มีสิทธิ")


def columns_of(row: PostNumber | PostStatus | PostFunding) -> tuple[str, str, list[object]]:
    fields = row._meta.concrete_fields
    values = [f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields]
    return row._meta.db_table, ", ".join(f'"{f.column}"' for f in fields), values


def written_by_hand(row: PostNumber | PostStatus | PostFunding) -> None:
    """Write a row by SQL alone, past every rule of the code."""
    table, columns, values = columns_of(row)
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(values))
        cursor.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({places})', values)


def test_the_database_refuses_a_second_live_post_of_one_number(keeper: Actor, post: Post, lgos: Lgos) -> None:  # noqa: F811
    (other,) = established(keeper, lgos[0], draft("48-3-01-4101-002"))
    mine = PostNumber.objects.known().get(post=post)
    said = {"printed": mine.printed, "key": mine.key, "organisation": lgos[0], "starts": JUNE}
    with change(keeper, "posts:post:renumbered", other) as this:
        ledger.end(this, PostNumber.objects.known().get(post=other), MAY)
        with pytest.raises(DatabaseError, match="posts_one_post_a_number"), transaction.atomic():
            written_by_hand(PostNumber(post=other, recorded=this, **said))
        ledger.end(this, mine, JUNE)
        written_by_hand(PostNumber(post=other, recorded=this, **said))
    assert shown(other, JUNE)[0] == mine.printed


def test_the_database_keeps_one_status_and_one_funding_a_day(officer: Actor, post: Post) -> None:
    actions.fund(by=officer, post_id=post.pk, source=Funding.OWN, starts=JUNE)
    for name, row in (
        ("posts_one_status_a_post", PostStatus(post=post, status=Status.FROZEN.value, starts=JUNE)),
        ("posts_one_funding_a_post", PostFunding(post=post, source=Funding.OTHER.value, starts=JULY)),
    ):
        with change(officer, "posts:post:frozen", post) as this:
            row.recorded = this
            with pytest.raises(DatabaseError, match=name), transaction.atomic():
                written_by_hand(row)
