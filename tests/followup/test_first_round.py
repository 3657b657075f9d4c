"""FU-03 and the comparison with the first round: same, changed, not registered. It makes no person and no right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lhr import config
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.policy import Denied, Reach
from lhr.access.roles import Role
from lhr.audit.models import ChangedRow
from lhr.documents import actions as documents
from lhr.documents.actions import Counts, TriedRow
from lhr.documents.imported import digest
from lhr.documents.models import ImportRow
from lhr.followup import actions, first_round
from lhr.followup.models import FirstRoundList, FirstRoundName
from lhr.followup.rules_of_first_round import Compared, compare, name_key
from lhr.kernel.national_id import make_synthetic
from lhr.organisations import actions as organisations
from lhr.organisations.rules import Kind
from lhr.people.models import Person
from lhr.registry_rights.models import Appointment
from tests.support.cast import *  # noqa: F403  the standing cast
from tests.support.cast import TODAY, Cast, Place, hr, palad, save
from tests.support.rules import codes, refused

AS_OF = date(2018, 1, 26)
EVERYWHERE = Reach(frozenset({"/"}))
HEAD = "type,name_th,district_th,province_th,role,person_name"
OFFICER = "เจ้าหน้าที่ทะเบียนประวัติ"
REGISTRAR = "นายทะเบียนประวัติ"


def line(name: str, role: str, person: str) -> str:
    return f"ทต.,{name},ธาตุพนม,นครพนม,{role},{person}"


def data(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows]).encode()


def load(by: Actor, *rows: str) -> FirstRoundList:
    given = data(*rows)
    made, read = first_round.read(given, AS_OF)
    documents.note_dry_run(
        by=by,
        permission=Permission.FOLLOWUP_OPEN,
        profile=first_round.PROFILE,
        sha256=digest(given),
        counts=Counts(read, 0, read, 0),
        rows=made,
        parameters=AS_OF.isoformat(),
    )
    return actions.load_first_round(
        by=by, sha256=digest(given), as_of=AS_OF, title="รอบแรก", letter_reference="มท ๐๘๐๔.๓/ว ๒๕๖๓"
    )


def told(rows: list[TriedRow]) -> list[tuple[int, list[str]]]:
    return [(row.number, codes(row.findings)) for row in rows if row.refused]


def states(listed: FirstRoundList, within: Reach = EVERYWHERE) -> dict[tuple[str, Role], Compared]:
    found = first_round.rows(listed, within=within, day=TODAY)
    return {(row.organisation.name, row.role): row.state for row in found}


@pytest.mark.rule("FU-03")
def test_FU03_names_are_compared_with_who_holds_the_role_today(
    centre: Actor, bootstrap: Actor, town: Place, neighbour: Place
) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"]))
    listed = load(
        centre,
        line("ท่าอุเทน", REGISTRAR, "นาย สมหวัง  ทดสอบท่าอุเทน"),
        line("ท่าอุเทน", OFFICER, "นางสาวคนเก่า ทดสอบย้ายไปแล้ว"),
        line("โนนตาล", "REGISTRAR", "นายประเสริฐ ทดสอบโนนตาล"),
    )
    assert states(listed) == {
        ("ท่าอุเทน", Role.REGISTRAR): Compared.SAME,
        ("ท่าอุเทน", Role.OFFICER): Compared.CHANGED,
        ("โนนตาล", Role.REGISTRAR): Compared.MISSING,
    }


def test_the_list_makes_no_person_and_no_right(centre: Actor, town: Place) -> None:
    before = (Person.objects.count(), Appointment.objects.count())
    load(centre, line("ท่าอุเทน", REGISTRAR, "นายสมหวัง ทดสอบท่าอุเทน"))
    assert (Person.objects.count(), Appointment.objects.count()) == before


def test_a_code_names_the_lgo_and_an_upgrade_since_does_not_matter(centre: Actor, cast: Cast) -> None:
    lgo = organisations.found_lgo(
        by=cast.keeper, kind=Kind.TAO, name="บ้านใหม่", place="4805", starts=date(2008, 1, 1), code="6480501"
    )
    organisations.upgrade(by=cast.keeper, organisation=lgo, kind=Kind.TAMBON_MUN, starts=date(2018, 3, 1))
    rows, read = first_round.read(
        data("6480501,นายทะเบียนประวัติ,นายหนึ่ง ทดสอบ", head="dla_code,role,person_name"), AS_OF
    )
    assert (read, told(rows)) == (1, [])


@pytest.mark.rule("FU-03", breaks=True)
def test_FU03_bad_rows_are_refused_by_number_and_nothing_of_them_is_kept(centre: Actor, town: Place) -> None:
    number = make_synthetic(1)
    rows, read = first_round.read(
        data(
            line("ท่าอุเทน", REGISTRAR, "นายสมหวัง ทดสอบ"),
            line("ไม่มีแห่งนี้", REGISTRAR, "นายสมหวัง ทดสอบ"),
            line("ท่าอุเทน", "ปลัด", "นายสมหวัง ทดสอบ"),
            line("ท่าอุเทน", OFFICER, ""),
            line("ท่าอุเทน", OFFICER, f"นายสมหวัง {number}"),
            line("ท่าอุเทน", REGISTRAR, "นายอีกคน ทดสอบ"),
            "ทต.,ท่าอุเทน",
        ),
        AS_OF,
    )
    assert read == 7
    assert told(rows) == [
        (3, ["FU-03.1"]),
        (4, ["FU-03.2"]),
        (5, ["FU-03.3"]),
        (6, ["FU-03.4"]),
        (7, ["FU-03.5"]),
        (8, ["OG-01.2"]),
    ]
    assert {row.raw for row in rows if row.refused} == {""}


def test_a_file_without_its_columns_is_refused_as_a_whole(db: None) -> None:
    with refused("OG-01.1"):
        first_round.read(data("x,y", head="a,b"), AS_OF)


def test_columns_that_are_not_needed_are_kept_nowhere(centre: Actor, town: Place) -> None:
    given = data(line("ท่าอุเทน", REGISTRAR, "นายสมหวัง ทดสอบ") + ",ลับมาก", head=HEAD + ",note")
    rows, _ = first_round.read(given, AS_OF)
    assert "ลับมาก" not in "".join(row.raw for row in rows)


def test_IM01_a_list_is_tried_before_it_is_loaded_and_the_same_again_changes_nothing(
    centre: Actor, town: Place
) -> None:
    with refused("IM-01.1"):
        actions.load_first_round(by=centre, sha256="f" * 64, as_of=AS_OF, title="รอบแรก")
    row = line("ท่าอุเทน", REGISTRAR, "นายสมหวัง ทดสอบ")
    assert load(centre, row) == load(centre, row)
    assert FirstRoundList.objects.count() == 1


def test_another_list_takes_the_place_of_the_first_and_nothing_waits_any_more(
    centre: Actor, town: Place
) -> None:
    load(centre, line("ท่าอุเทน", REGISTRAR, "นายสมหวัง ทดสอบ"))
    second = load(centre, line("ท่าอุเทน", OFFICER, "นางสาวสมใจ ทดสอบ"))
    assert first_round.latest() == second
    assert FirstRoundName.objects.count() == 1
    assert not ImportRow.objects.filter(waits=True).exists()


def test_a_name_stands_in_no_book_so_that_it_can_be_forgotten(centre: Actor, town: Place) -> None:
    load(centre, line("ท่าอุเทน", REGISTRAR, "นายสมหวัง ทดสอบลืมได้"))
    captured = ChangedRow.objects.filter(table="followup_firstroundname").values_list("new", flat=True)
    assert captured
    assert not any("ทดสอบลืมได้" in str(row) for row in captured)


def test_names_are_forgotten_in_time(centre: Actor, cast: Cast, town: Place) -> None:
    load(centre, line("ท่าอุเทน", REGISTRAR, "นายสมหวัง ทดสอบ"))
    assert actions.forget_first_rounds(by=cast.keeper) == 0
    later = replace(cast.keeper, day=TODAY + timedelta(days=config.import_file_days() + 1))
    assert actions.forget_first_rounds(by=later) == 1
    assert first_round.latest() is None


def test_an_office_sees_its_own_lgos_only(centre: Actor, town: Place) -> None:
    listed = load(centre, line("ท่าอุเทน", REGISTRAR, "นายสมหวัง ทดสอบ"))
    assert states(listed, Reach(frozenset({"/49/"}))) == {}
    assert len(states(listed, Reach(frozenset({"/48/"})))) == 1


def test_only_the_centre_loads_the_list(province: Actor, town: Place) -> None:
    with pytest.raises(Denied):
        actions.load_first_round(by=province, sha256="f" * 64, as_of=AS_OF, title="รอบแรก")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("นายสมหวัง ดีงาม", "นาย สมหวัง  ดีงาม", True),
        ("นางสาวสมใจ ดีงาม", "นางสมใจ ดีงาม", True),
        ("ว่าที่ ร.ต. สมหวัง ดีงาม", "สมหวัง ดีงาม", True),
        ("นายสมหวัง ดีงาม", "นายสมหมาย ดีงาม", False),
    ],
)
def test_titles_spaces_and_dots_make_no_difference(one: str, other: str, same: bool) -> None:
    titles = ("นาย", "นาง", "นางสาว", "ว่าที่ ร.ต.")
    met = compare(name_key(one, titles), name_key(other, titles))
    assert met is (Compared.SAME if same else Compared.CHANGED)
