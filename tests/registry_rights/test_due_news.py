"""News of what fell due by itself: once, with its true day, however late, however often, by however many at once."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connections

from lhr.access.actor import operator
from lhr.access.roles import Role
from lhr.cli.main import main
from lhr.kernel import clock
from lhr.registry_rights import actions
from lhr.registry_rights.models import Notice
from lhr.service_record import actions as record
from lhr.service_record import drafts
from lhr.service_record.models import ServiceLine, TransferCase
from lhr.service_record.pay import Pay
from tests.support.cast import (
    FOUNDED,
    NEIGHBOURS,
    TODAY,
    Cast,
    Place,
    acting_as,
    cancelled,
    hr,
    keying,
    moves,
    palad,
    save,
    verified,
)

LATER = TODAY + timedelta(days=31)  # 1 September
THREE_LATE = LATER + timedelta(days=3)


def tells(on: date) -> list[Notice]:
    """Run it on a day; return what stands there by now of such news."""
    with clock.standing_at(clock.midnight(on) + timedelta(hours=9)):
        actions.tell_due(by=operator(on, "lhr tell"))
    return list(Notice.objects.filter(once__isnull=False).order_by("kind", "once"))


def at(place: Place, found: list[Notice]) -> list[Notice]:
    return [one for one in found if one.office_id == place.lgo.pk]


def ahead(place: Place, who: str, code: str = "RESIGN", starts: date = LATER, **more: object) -> ServiceLine:
    with clock.standing_at(clock.midnight(TODAY) + timedelta(hours=10)):
        return moves(place, place[who], code, starts, **more)


def test_a_movement_of_a_day_ahead_is_told_once_three_days_late_with_its_own_day(cast: Cast, town: Place) -> None:
    ahead(town, "finance")
    assert tells(LATER - timedelta(days=1)) == []
    (told,) = tells(THREE_LATE)
    assert (told.office_id, told.kind) == (town.lgo.pk, "in-force")
    assert told.th == (
        "คำสั่งที่ ๑๒/๒๕๖๑ ลงวันที่ ๑ สิงหาคม ๒๕๖๑ มีผลแล้วตั้งแต่วันที่ ๑ กันยายน ๒๕๖๑: ลาออก นายสมปอง ทดสอบท่าอุเทน"
    )
    assert [one.pk for one in tells(THREE_LATE)] == [told.pk], "told twice it is still once"
    assert [one.pk for one in tells(THREE_LATE + timedelta(days=9))] == [told.pk]


def test_an_order_of_several_people_is_one_notice_to_the_lgo_and_one_to_each_with_an_account(
    cast: Cast, town: Place
) -> None:
    since = TODAY - timedelta(days=200)
    first = acting_as(Role.LGO_BOOTSTRAP, town.lgo)
    save(first, town, registrar=palad(town["palad"], since), officer=hr(town["hr"], since))
    for who in ("finance", "hr"):
        ahead(town, who)
    found = tells(LATER)
    (office,) = at(town, found)
    assert "ลาออก 2 ราย" in office.th
    (person,) = (one for one in found if one.person_id is not None)
    assert person.person_id == town["hr"], "who has no account has nowhere to read it"
    assert person.th == "รายการลาออกของท่านที่เทศบาลตำบลท่าอุเทน มีผลแล้วตั้งแต่วันที่ ๑ กันยายน ๒๕๖๑"


def test_what_was_cancelled_before_its_day_is_no_news(cast: Cast, town: Place) -> None:
    with clock.standing_at(clock.midnight(TODAY) + timedelta(hours=10)):
        cancelled(town, ahead(town, "finance"))
    assert tells(LATER) == []


def test_what_an_order_moved_to_another_day_is_news_on_that_day(cast: Cast, town: Place) -> None:
    pay = {"pay": Pay(salary=Decimal(20000)), "reason": "ยังไม่มีบัญชี"}
    line, then = ahead(town, "finance", "LAW_ADJUST", **pay), LATER + timedelta(days=14)
    with clock.standing_at(clock.midnight(TODAY) + timedelta(hours=10)):
        cited = drafts.Citation(number="๒๐/๒๕๖๑", year=2561, signed_on=TODAY)
        amending = drafts.MovementDraft(
            "AMEND_ORDER", then, cited, person_id=town["finance"], amends=line.entry_id, **pay  # type: ignore[arg-type]
        )
        keyed = record.key_movement(
            by=keying(town, TODAY), organisation=town.lgo, movement=amending, pair=frozenset()
        )
        verified(town, keyed, TODAY)
    assert tells(LATER) == []
    (told,) = tells(then)
    assert "๑๕ กันยายน ๒๕๖๑" in told.th
    assert "๒๐/๒๕๖๑" in told.th


def test_what_is_verified_after_its_day_is_no_news(cast: Cast, town: Place) -> None:
    ahead(town, "finance", starts=TODAY - timedelta(days=5))
    assert tells(TODAY) == []


def test_acting_is_told_thirty_days_before_its_end_and_when_it_has_ended(cast: Cast, town: Place) -> None:
    last = LATER + timedelta(days=29)  # 30 September
    ahead(town, "deputy", "ACTING_FOR", TODAY, last_day=last, post_id=town.posts["palad"])
    assert tells(LATER - timedelta(days=1)) == []
    (first,) = tells(THREE_LATE)
    assert first.th.startswith(
        "การรักษาราชการแทนของนายสมศรี ทดสอบท่าอุเทนที่เทศบาลตำบลท่าอุเทน จะสิ้นสุดเมื่อสิ้นวันที่ ๓๐ กันยายน ๒๕๖๑"
    )
    assert first.subject == town["deputy"]
    later = at(town, tells(last + timedelta(days=4)))
    assert len(later) == 2
    (ended,) = (one for one in later if one.pk != first.pk)
    assert "สิ้นสุดแล้วเมื่อสิ้นวันที่ ๓๐ กันยายน ๒๕๖๑" in ended.th


def test_a_run_that_comes_only_after_the_end_tells_of_the_end_alone(cast: Cast, town: Place) -> None:
    last = LATER + timedelta(days=29)
    ahead(town, "deputy", "ACTING_FOR", TODAY, last_day=last, post_id=town.posts["palad"])
    (told,) = tells(last + timedelta(days=4))
    assert "สิ้นสุดแล้ว" in told.th


def retiring(cast: Cast, town: Place, first: str) -> UUID:
    record_of = drafts.OpeningRecord(
        cast.number(), drafts.NewPerson("นาย", first, "ทดสอบเกษียณ", date(1958, 5, 1), "M"), FOUNDED, "MUN_OFFICIAL",
        text="ยกยอดจากทะเบียนเดิม",
    )  # fmt: skip
    return record.open_record(by=cast.keeper, organisation=town.lgo, records=[record_of])[0]


def test_a_retirement_is_told_with_how_many_have_gaps(cast: Cast, town: Place) -> None:
    for first in ("ปรีชา", "ปรีดา"):
        retiring(cast, town, first)
    assert tells(TODAY) == []
    (told,) = tells(THREE_LATE)
    assert told.kind == "retiring"
    assert "พ้นจากราชการวันที่ ๑ ตุลาคม ๒๕๖๑: นายปรีชา ทดสอบเกษียณ, นายปรีดา ทดสอบเกษียณ" in told.th
    assert "ณ วันที่ ๔ กันยายน ๒๕๖๑ ยังมีข้อติดค้าง 2 คน" in told.th
    assert [one.pk for one in tells(THREE_LATE + timedelta(days=20))] == [told.pk]


def test_the_day_of_a_transfer_is_told_to_both_and_not_again_as_a_movement(
    cast: Cast, town: Place, neighbour: Place
) -> None:
    ahead(town, "clerk", "TRANSFER_OUT", other_organisation_id=neighbour.lgo.pk)
    with clock.standing_at(clock.midnight(TODAY) + timedelta(hours=10)):
        moves(
            neighbour, None, "TRANSFER_IN", LATER,  # type: ignore[arg-type]  # received by number
            national_id=town.numbers["clerk"], kind_code="MUN_OFFICIAL", post_id=neighbour.posts["clerk"],
        )  # fmt: skip
    assert [one.kind for one in tells(LATER - timedelta(days=1))] == []
    found = tells(THREE_LATE)
    assert {one.office_id for one in found} == {town.lgo.pk, neighbour.lgo.pk}
    assert {one.kind for one in found} == {"transfer"}
    assert {one.subject for one in found} == {TransferCase.objects.get().pk}
    assert "มีผลแล้วตั้งแต่วันที่ ๑ กันยายน ๒๕๖๑" in found[0].th
    assert len(tells(THREE_LATE)) == 2


@pytest.mark.once
def test_one_lgo_is_told_of_its_own_alone_by_the_command(
    cast: Cast, town: Place, neighbour: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    ahead(town, "finance")
    with clock.standing_at(clock.midnight(LATER) + timedelta(hours=9)):
        assert main(["tell"]) == 0
    assert "notices sent: 1" in capsys.readouterr().out
    assert at(neighbour, tells(LATER)) == []


def test_two_that_tell_at_once_tell_it_once(own_database: str) -> None:
    cast = Cast()
    towns = [cast.settled(name, NEIGHBOURS | {"finance": "สมปอง"}) for name in ("ท่าอุเทน", "โนนตาล", "ไชยบุรี")]
    for town in towns:
        ahead(town, "finance")
        ahead(town, "hr")
    gate, broken = threading.Barrier(2), []

    def told() -> None:
        try:
            gate.wait(30)
            actions.tell_due(by=operator(THREE_LATE, "lhr tell"))
        except BaseException as why:  # the assertion below shows it
            broken.append(why)
            raise
        finally:
            connections.close_all()

    with clock.standing_at(clock.midnight(THREE_LATE) + timedelta(hours=9)):
        both = [threading.Thread(target=told) for _ in range(2)]
        for one in both:
            one.start()
        for one in both:
            one.join()
    assert broken == []
    assert sorted(Notice.objects.filter(kind="in-force").values_list("office", flat=True), key=str) == sorted(
        (town.lgo.pk for town in towns), key=str
    )
