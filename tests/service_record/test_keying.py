"""Keying a movement: every rule of the one movement screen, kept and broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from lhr.access.actor import Actor, Duty
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.kernel.national_id import make_synthetic
from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import Precision
from lhr.organisations import actions as organisations
from lhr.people import queries as people
from lhr.people.models import Person
from lhr.service_record import actions, judging, queries, rules
from lhr.service_record.drafts import Citation, Literals, MovementDraft
from lhr.service_record.models import ServiceLine
from lhr.service_record.rules import Keeper
from tests.service_record.conftest import DAY, Place, done, hand, move, newcomer, on_record, order
from tests.support.rules import codes, refused, rule

pytestmark = pytest.mark.django_db
DAY_OF_MOVE = date(2018, 8, 1)


def key(place: Place, by: Actor, draft: MovementDraft, *pair: str) -> ServiceLine:
    holders = frozenset(place.people[who] for who in pair)
    return actions.key_movement(by=by, organisation=place.organisation, movement=draft, pair=holders)


def test_a_keyed_line_waits_and_changes_nothing_yet(town: Place, officer: Actor) -> None:
    line = key(town, officer, move(town.people["finance"], "RESIGN", DAY_OF_MOVE))
    assert line.status == ServiceLine.Status.SUBMITTED
    assert line.seq == 2
    assert queries.serves(town.people["finance"], town.id, DAY)


def test_the_province_and_a_stranger_key_nothing(town: Place, neighbour: Place, province: Actor) -> None:
    draft = move(town.people["finance"], "RESIGN", DAY_OF_MOVE)
    for who in (province, hand(neighbour, Role.OFFICER, "hr")):
        with pytest.raises(Denied):
            key(town, who, draft)


# --- SR-03: who writes whose record ---


@rule("SR-03")
def test_SR03_the_officer_keys_the_registrars_lines_and_the_registrar_the_officers(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    for by, whom in ((officer, "palad"), (registrar, "hr")):
        line = key(town, by, move(town.people[whom], "RESIGN", DAY_OF_MOVE), "palad", "hr")
        assert line.person_id == town.people[whom]


@rule("SR-03", breaks=True)
def test_SR03_nobody_keys_the_own_record(town: Place, officer: Actor, registrar: Actor) -> None:
    for by, whom in ((officer, "hr"), (registrar, "palad")):
        with refused("SR-03.2", on="person"):
            key(town, by, move(town.people[whom], "RESIGN", DAY_OF_MOVE), "palad", "hr")


@rule("SR-03", breaks=True)
def test_SR03_the_registrar_keys_nobody_elses_lines(town: Place, registrar: Actor) -> None:
    with refused("SR-03.3"):
        key(town, registrar, move(town.people["finance"], "RESIGN", DAY_OF_MOVE), "palad", "hr")
    fields = {"kind_code": town.kind_code, "post_id": town.posts["vacant"].id}
    with refused("SR-03.3"):
        key(town, registrar, move(None, "APPOINT", DAY_OF_MOVE, **newcomer(), **fields), "palad", "hr")


@rule("SR-03", breaks=True)
def test_SR03_the_former_lgo_writes_no_more(
    town: Place, neighbour: Place, officer: Actor, registrar: Actor
) -> None:
    person = town.people["finance"]
    transferred(town, neighbour, officer, registrar)
    with refused("SR-03.4"):
        key(town, officer, move(person, "RESIGN", DAY))


def test_SR03_who_keeps_the_record_is_told_with_how_to_reach_it_and_no_screen_that_there_is_not(
    town: Place, neighbour: Place, officer: Actor, registrar: Actor
) -> None:
    transferred(town, neighbour, officer, registrar)
    draft = move(town.people["finance"], "RESIGN", DAY)

    def told() -> str:
        (found,) = [one for one in judged(town, officer, draft) if one.code == "SR-03.4"]
        assert found.step == ""
        return found.remedy()

    assert "โนนตาล" in told()
    assert "ทางโทรศัพท์หรือหนังสือ" in told()
    organisations.set_contact(
        by=Actor(day=DAY, account_id=uuid4(), duties=(Duty(Role.PROVINCE, "/48/"),)),
        organisation=neighbour.organisation, name="นายทดสอบ ผู้ประสานงาน", telephone="042-000-000",
    )  # fmt: skip
    assert "ทางโทรศัพท์ 042-000-000 หรือหนังสือ" in told()
    assert "“" not in told()


@rule("SR-03", breaks=True)
def test_SR03_who_has_come_here_is_to_be_asked_for(town: Place, neighbour: Place) -> None:
    (found,) = rules.check_custody(Keeper(neighbour.id, "อบต.โนนตาล"), town.id)
    assert (found.code, found.step) == ("SR-03.1", "transfers:ask")
    assert "“ขอรับโอน”" in found.remedy()


def test_a_person_of_elsewhere_cannot_be_named_by_a_guessed_id(
    town: Place, neighbour: Place, officer: Actor
) -> None:
    with pytest.raises(Person.DoesNotExist):
        key(town, officer, move(neighbour.people["finance"], "RESIGN", DAY_OF_MOVE))


# --- OR-02, OR-03: what is cited ---


@rule("OR-03")
def test_OR03_retirement_and_death_cite_evidence_instead_of_an_order(town: Place, officer: Actor) -> None:
    draft = move(town.people["finance"], "DEATH", DAY_OF_MOVE, citation=Citation(text="ใบมรณบัตร"))
    assert key(town, officer, draft).citation_text == "ใบมรณบัตร"


@rule("OR-03", breaks=True)
@pytest.mark.parametrize(
    "cited",
    [Citation(), Citation(text="คำสั่ง"), replace(order(), number=" "), replace(order(), signed_on=None)],
)
def test_OR03_a_movement_without_its_whole_order_is_refused(
    town: Place, officer: Actor, cited: Citation
) -> None:
    with refused("OR-03", on="citation"):
        key(town, officer, move(town.people["finance"], "RESIGN", DAY_OF_MOVE, citation=cited))


@rule("OR-02")
def test_OR02_an_order_signed_by_the_effective_day_needs_no_reason(town: Place, officer: Actor) -> None:
    assert key(town, officer, move(town.people["finance"], "RESIGN", DAY_OF_MOVE)).warn_reason == ""


@rule("OR-02", breaks=True)
def test_OR02_taking_effect_backwards_needs_a_reason_which_the_verifier_sees(
    town: Place, officer: Actor
) -> None:
    late = move(
        town.people["finance"],
        "RESIGN",
        DAY_OF_MOVE,
        citation=order(signed_on=DAY_OF_MOVE + timedelta(days=14)),
    )
    with refused("OR-02", on="starts"):
        key(town, officer, late)
    line = key(town, officer, replace(late, reason="ใบลาออกมาถึงช้า"))
    assert queries.recent(town.id, DAY)[0].warn_reason == "ใบลาออกมาถึงช้า"
    assert line.status == ServiceLine.Status.SUBMITTED


@rule("OR-02", breaks=True)
def test_OR02_an_order_of_tomorrow_is_refused_whatever_the_reason(town: Place, officer: Actor) -> None:
    tomorrow = order(signed_on=DAY + timedelta(days=1))
    with refused("OR-02.1"):
        key(town, officer, move(town.people["finance"], "RESIGN", DAY, citation=tomorrow, reason="รีบ"))


# --- SR-04: the course of a service ---


@rule("SR-04")
def test_SR04_a_move_inside_the_service_passes(town: Place, officer: Actor) -> None:
    draft = move(town.people["finance"], "MOVE", DAY_OF_MOVE, post_id=town.posts["vacant"].id)
    assert key(town, officer, draft).post_id == town.posts["vacant"].id


@rule("SR-04", breaks=True)
def test_SR04_nothing_is_keyed_after_somebody_has_left(town: Place, officer: Actor, registrar: Actor) -> None:
    person = town.people["finance"]
    done(town, officer, registrar, move(person, "EXPEL", DAY_OF_MOVE))
    for code in ("PROMOTE", "RESIGN"):
        with refused("SR-04.2", on="movement"):
            key(town, officer, move(person, code, DAY_OF_MOVE + timedelta(days=5)))


@rule("SR-04", breaks=True)
def test_SR04_who_was_transferred_has_not_left_the_service(town: Place, officer: Actor, registrar: Actor) -> None:
    person = town.people["finance"]
    leaves = move(person, "TRANSFER_OUT", DAY_OF_MOVE, other_organisation_text="อบต.โพนแพง")
    done(town, officer, registrar, leaves)
    with refused("SR-04.6", on="movement") as said:
        key(town, officer, move(person, "PROMOTE", DAY_OF_MOVE + timedelta(days=5)))
    assert "พ้นจากราชการ" not in said.value.findings[0].says("th")


@rule("SR-04", breaks=True)
def test_SR04_leaving_before_a_leaving_that_stands_needs_its_reason(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    person = town.people["finance"]
    done(town, officer, registrar, move(person, "RESIGN", DAY_OF_MOVE + timedelta(days=15)))
    earlier = move(person, "TRANSFER_OUT", DAY_OF_MOVE, other_organisation_text="อบต.โพนแพง")
    with refused("SR-04.4") as said:
        key(town, officer, earlier)
    assert "ลาออก" in said.value.findings[0].says("th")
    assert key(town, officer, replace(earlier, reason="ได้รับคำสั่งโอนก่อนวันลาออก")).warn_reason


@rule("SR-04")
def test_SR04_a_death_before_a_leaving_that_stands_needs_no_reason(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    person = town.people["finance"]
    done(town, officer, registrar, move(person, "RESIGN", DAY_OF_MOVE + timedelta(days=15)))
    assert key(town, officer, move(person, "DEATH", DAY_OF_MOVE)).status == ServiceLine.Status.SUBMITTED


@rule("SR-04", breaks=True)
def test_SR04_nobody_is_entered_as_dying_on_a_day_to_come(town: Place, officer: Actor) -> None:
    with refused("SR-04.5", on="starts"):
        key(town, officer, move(town.people["finance"], "DEATH", DAY + timedelta(days=1)))


@rule("SR-04", breaks=True)
def test_SR04_the_first_line_of_a_number_unknown_here_is_a_start(town: Place, officer: Actor) -> None:
    with refused("SR-04.1"):
        key(town, officer, move(None, "RESIGN", DAY_OF_MOVE, **newcomer()))


@rule("SR-04", breaks=True)
def test_SR04_nobody_is_taken_on_twice(town: Place, officer: Actor) -> None:
    with refused("SR-04.3"):
        key(
            town,
            officer,
            move(
                town.people["finance"],
                "REAPPOINT",
                DAY,
                kind_code=town.kind_code,
                post_id=town.posts["vacant"].id,
            ),
        )


def test_an_earlier_death_overtakes_a_retirement_already_keyed(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    person = town.people["finance"]
    done(town, officer, registrar, move(person, "RESIGN", date(2018, 12, 1)))
    done(town, officer, registrar, move(person, "DEATH", DAY_OF_MOVE, citation=Citation(text="ใบมรณบัตร")))
    served = queries.service_of(person).employments
    assert [(e.until, e.end_movement) for e in served] == [(DAY_OF_MOVE, "DEATH")]
    assert people.view_of(person, DAY).died_on == DAY_OF_MOVE


# --- SR-05, PE-02: transfers ---


def transferred(town: Place, neighbour: Place, officer: Actor, registrar: Actor) -> None:
    """The finance officer goes from the town to the neighbour's vacant post on the day of the move."""
    released(town, neighbour, officer, registrar)
    done(
        neighbour,
        hand(neighbour, Role.OFFICER, "hr"),
        hand(neighbour, Role.REGISTRAR, "palad"),
        receiving(town, neighbour),
    )


def released(town: Place, neighbour: Place, officer: Actor, registrar: Actor) -> ServiceLine:
    out = move(town.people["finance"], "TRANSFER_OUT", DAY_OF_MOVE, other_organisation_id=neighbour.id)
    return done(town, officer, registrar, out)


def receiving(town: Place, neighbour: Place, starts: date = DAY_OF_MOVE) -> MovementDraft:
    return move(
        None,
        "TRANSFER_IN",
        starts,
        national_id=people.national_id_of(town.people["finance"]),
        other_organisation_id=town.id,
        kind_code=neighbour.kind_code,
        post_id=neighbour.posts["vacant"].id,
    )


@rule("SR-05")
def test_SR05_the_record_moves_once_when_both_sides_have_keyed(
    town: Place, neighbour: Place, officer: Actor, registrar: Actor
) -> None:
    person = town.people["finance"]
    transferred(town, neighbour, officer, registrar)
    before = DAY_OF_MOVE - timedelta(days=1)
    assert queries.custody(person, before) == town.id
    assert queries.custody(person, DAY_OF_MOVE) == neighbour.id
    assert queries.serves(person, town.id, before)
    assert not queries.serves(person, town.id, DAY_OF_MOVE)
    assert queries.serves(person, neighbour.id, DAY_OF_MOVE)
    assert Person.objects.filter(pk=person).count() == 1


@rule("SR-05", breaks=True)
def test_SR05_who_was_not_released_is_not_received_and_the_asker_learns_nothing(
    town: Place, neighbour: Place
) -> None:
    asker = hand(neighbour, Role.OFFICER, "hr")
    with refused("SR-05"):
        key(neighbour, asker, receiving(town, neighbour))
    unknown = replace(receiving(town, neighbour), national_id=make_synthetic(777_777))
    said = []
    for draft in (receiving(town, neighbour), unknown):
        found = judged(neighbour, asker, draft)
        said.append([(f.code, f.says(), f.remedy()) for f in found])
    assert said[0] == said[1]
    assert "ท่าอุเทน" not in str(said)


def judged(place: Place, by: Actor, draft: MovementDraft) -> tuple[Finding, ...]:
    return judging.at_keying(by, place.organisation, draft, frozenset()).findings


@rule("SR-05", breaks=True)
def test_SR05_both_sides_name_one_day(
    town: Place, neighbour: Place, officer: Actor, registrar: Actor
) -> None:
    released(town, neighbour, officer, registrar)
    with refused("SR-05"):
        key(
            neighbour,
            hand(neighbour, Role.OFFICER, "hr"),
            receiving(town, neighbour, DAY_OF_MOVE + timedelta(days=1)),
        )


@rule("SR-05", breaks=True)
def test_SR05_a_release_names_another_lgo(town: Place, officer: Actor) -> None:
    for other in ({}, {"other_organisation_id": town.id}):
        with refused("SR-05"):
            key(town, officer, move(town.people["finance"], "TRANSFER_OUT", DAY_OF_MOVE, **other))


def test_between_release_and_receipt_the_record_stays_where_it_was(
    town: Place, neighbour: Place, officer: Actor, registrar: Actor
) -> None:
    released(town, neighbour, officer, registrar)
    assert queries.custody(town.people["finance"], DAY) == town.id


@rule("PE-02", breaks=True)
def test_PE02_a_number_held_here_or_elsewhere_opens_no_new_record(
    town: Place, neighbour: Place, officer: Actor
) -> None:
    fields = {"kind_code": town.kind_code, "post_id": town.posts["vacant"].id}
    for place, code in ((town, "PE-02.1"), (neighbour, "PE-02.2")):
        number = people.national_id_of(place.people["finance"])
        with refused(code, on="national_id"):
            key(town, officer, move(None, "APPOINT", DAY, **{**newcomer(), "national_id": number, **fields}))


def test_PE02_without_an_order_no_number_is_looked_up(town: Place, neighbour: Place, officer: Actor) -> None:
    known, unknown = people.national_id_of(neighbour.people["finance"]), make_synthetic(888_888)
    said = []
    for number in (known, unknown):
        draft = move(
            None, "APPOINT", DAY, **{**newcomer(), "national_id": number}, citation=Citation(text="ที่ ๑")
        )
        said.append([finding.code for finding in judged(town, officer, draft)])
    assert said == [["OR-03", "PO-01"], ["OR-03", "PO-01"]]


@rule("PE-02")
def test_PE02_a_new_number_is_appointed_and_registered(town: Place, officer: Actor, registrar: Actor) -> None:
    fields = {"kind_code": town.kind_code, "post_id": town.posts["vacant"].id}
    line = done(town, officer, registrar, move(None, "APPOINT", DAY_OF_MOVE, **newcomer(), **fields))
    assert queries.serves(line.person_id, town.id, DAY)
    posting = queries.posting(line.person_id, town.id, DAY)
    assert posting is not None
    assert (posting.line_code, posting.number) == ("3102", "48-2-01-3102-002")


@rule("PE-05", breaks=True)
def test_PE05_and_PE01_are_asked_of_a_newcomer(town: Place, officer: Actor) -> None:
    fields = {"kind_code": town.kind_code, "post_id": town.posts["vacant"].id}
    with refused("PE-05", on="prefix"):
        key(town, officer, move(None, "APPOINT", DAY, **newcomer(prefix="นาย"), **fields))
    with refused("PE-01"):
        key(town, officer, move(None, "APPOINT", DAY, **{**newcomer(), "national_id": "123"}, **fields))
    assert not Person.objects.filter(first_held_by=town.id, gender="F").exists()


def test_who_left_for_good_can_be_taken_on_again_elsewhere(
    town: Place, neighbour: Place, officer: Actor, registrar: Actor
) -> None:
    person = town.people["finance"]
    done(town, officer, registrar, move(person, "RESIGN", DAY_OF_MOVE))
    again = move(
        None,
        "REAPPOINT",
        DAY,
        **on_record(person),
        kind_code=neighbour.kind_code,
        post_id=neighbour.posts["vacant"].id,
    )
    done(neighbour, hand(neighbour, Role.OFFICER, "hr"), hand(neighbour, Role.REGISTRAR, "palad"), again)
    assert queries.custody(person, DAY) == neighbour.id


# --- SR-06: what lies over a post ---


@rule("SR-06")
def test_SR06_an_acting_order_has_its_days_or_stands_until_further_order(town: Place, officer: Actor) -> None:
    person = town.people["deputy"]
    line = key(town, officer, move(person, "ACTING_FOR", DAY_OF_MOVE, last_day=date(2018, 8, 15)))
    assert line.until == date(2018, 8, 16)
    assert key(town, officer, move(person, "ACTING_FOR", DAY_OF_MOVE, open_ended=True)).until is None


@rule("SR-06", breaks=True)
def test_SR06_an_overlay_without_its_end_or_keyed_as_a_move_is_refused(town: Place, officer: Actor) -> None:
    person = town.people["deputy"]
    with refused("SR-06", on="last_day"):
        key(town, officer, move(person, "ACTING_FOR", DAY_OF_MOVE))
    with refused("SR-06.1", on="last_day"):
        key(town, officer, move(person, "ACTING_FOR", DAY_OF_MOVE, last_day=date(2018, 7, 31)))
    with refused("SR-06.2", on="last_day"):
        key(town, officer, move(person, "ACTING_FOR", DAY_OF_MOVE, last_day=date(2018, 8, 15), open_ended=True))
    with refused("SR-06", on="movement"):
        post = town.posts["vacant"].id
        key(town, officer, move(person, "MOVE", DAY_OF_MOVE, post_id=post, position_text="รักษาการปลัดเทศบาล"))


# --- SR-07, SR-08: ages ---


@rule("SR-07")
def test_SR07_eighteen_on_the_first_day_is_old_enough(town: Place, officer: Actor) -> None:
    fields = {"kind_code": town.kind_code, "post_id": town.posts["vacant"].id}
    assert key(town, officer, move(None, "APPOINT", DAY, **newcomer(birth_date=date(2000, 8, 31)), **fields))


@rule("SR-07", breaks=True)
def test_SR07_one_day_less_is_refused(town: Place, officer: Actor) -> None:
    fields = {"kind_code": town.kind_code, "post_id": town.posts["vacant"].id}
    with refused("SR-07", on="birth_date"):
        key(town, officer, move(None, "APPOINT", DAY, **newcomer(birth_date=date(2000, 9, 1)), **fields))


@rule("SR-08", breaks=True)
def test_SR08_the_day_of_retirement_is_computed_and_no_other_taken(town: Place, officer: Actor) -> None:
    person = town.people["finance"]
    proposed = queries.retirement_of(person)
    assert proposed == date(2030, 10, 1)
    evidence = Citation(text="ประกาศผู้เกษียณ")
    with refused("SR-08.1", on="starts"):
        key(town, officer, move(person, "RETIRE", date(2031, 10, 1), citation=evidence))
    assert key(town, officer, move(person, "RETIRE", proposed, citation=evidence)).starts == proposed


# --- PO-01, PO-07, PO-08: posts ---


@rule("PO-01")
@rule("PO-01", breaks=True)
def test_PO01_a_post_where_the_kind_needs_one_and_none_where_it_has_none(town: Place, officer: Actor) -> None:
    post = town.posts["vacant"].id
    with refused("PO-01.1", on="post"):
        key(town, officer, move(None, "APPOINT", DAY, **newcomer(), kind_code=town.kind_code))
    with refused("PO-01.2", on="post"):
        key(
            town,
            officer,
            move(None, "CONTRACT_START", DAY, **newcomer(), kind_code="CONTRACT_GENERAL", post_id=post),
        )
    with refused("PO-01", on="kind"):
        key(town, officer, move(None, "APPOINT", DAY, **newcomer(), post_id=post))
    contract = {**newcomer(), "kind_code": "CONTRACT_GENERAL", "last_day": DAY + timedelta(days=90)}
    assert key(town, officer, move(None, "CONTRACT_START", DAY, **contract))


def test_PO01_a_post_of_another_lgo_is_no_post_here(town: Place, neighbour: Place, officer: Actor) -> None:
    with refused("PO-01", on="post"):
        key(town, officer, move(town.people["finance"], "MOVE", DAY, post_id=neighbour.posts["vacant"].id))


@rule("PO-07", breaks=True)
def test_PO07_a_post_that_is_held_is_not_given_again(town: Place, officer: Actor) -> None:
    with refused("PO-07", on="post"):
        key(town, officer, move(town.people["finance"], "MOVE", DAY, post_id=town.posts["hr"].id))


@rule("PO-07")
def test_PO07_a_vacant_post_and_one_left_by_then_are_given(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    assert key(town, officer, move(town.people["finance"], "MOVE", DAY, post_id=town.posts["vacant"].id))
    done(town, officer, registrar, move(town.people["deputy"], "RESIGN", DAY_OF_MOVE))
    fields = {"kind_code": town.kind_code, "post_id": town.posts["deputy"].id}
    assert key(town, officer, move(None, "APPOINT", DAY_OF_MOVE, **newcomer(), **fields))


def test_PO07_a_successor_is_keyed_while_the_leaving_still_waits_but_verified_only_after_it(
    town: Place, officer: Actor, registrar: Actor
) -> None:
    leaving = key(town, officer, move(town.people["deputy"], "RESIGN", DAY_OF_MOVE))
    successor = key(
        town, officer, move(town.people["finance"], "MOVE", DAY_OF_MOVE, post_id=town.posts["deputy"].id)
    )
    with refused("PO-07"):
        actions.verify(by=registrar, line_id=successor.entry_id, version=1, pair=frozenset())
    for line in (leaving, successor):
        actions.verify(by=registrar, line_id=line.entry_id, version=1, pair=frozenset())
    assert queries.holder_of_post(town.posts["deputy"].id, DAY_OF_MOVE) == town.people["finance"]
    assert queries.holder_of_post(town.posts["deputy"].id, date(2018, 7, 31)) == town.people["deputy"]


@rule("PO-08", breaks=True)
def test_PO08_a_holder_of_a_post_starts_in_no_second_one(town: Place, officer: Actor) -> None:
    with refused("PO-08", on="person"):
        key(
            town,
            officer,
            move(
                town.people["deputy"],
                "REAPPOINT",
                DAY,
                kind_code=town.kind_code,
                post_id=town.posts["vacant"].id,
            ),
        )


@rule("PO-08")
def test_PO08_an_overlay_takes_no_second_post(town: Place, officer: Actor, registrar: Actor) -> None:
    draft = move(
        town.people["deputy"], "ACTING_IN", DAY_OF_MOVE, open_ended=True, post_id=town.posts["vacant"].id
    )
    done(town, officer, registrar, draft)
    held = queries.service_of(town.people["deputy"]).post_on(DAY)
    assert held is not None
    assert held.post_id == town.posts["deputy"].id
    assert queries.holder_of_post(town.posts["vacant"].id, DAY) is None


# --- KE-03: the paper names less than a day ---


@rule("KE-03", breaks=True)
def test_KE03_a_month_of_the_paper_needs_a_reason_and_the_line_counts_from_its_first_day(
    town: Place, officer: Actor
) -> None:
    paper = Literals("ส.ค. 2561", Precision.MONTH)
    draft = move(town.people["finance"], "MOVE", DAY_OF_MOVE, post_id=town.posts["vacant"].id, literal=paper)
    with refused("KE-03.2", on="starts_text"):
        key(town, officer, draft)
    assert key(town, officer, replace(draft, reason="คัดจากบัตรเดิม")).starts_text == "ส.ค. 2561"


# --- everything that is wrong is said at once ---


def test_what_is_wrong_with_a_newcomer_is_said_with_the_missing_order_and_a_wrong_number(
    town: Place, officer: Actor
) -> None:
    fields = {**newcomer(prefix="นาย", birth_date=date(2005, 1, 1)), "kind_code": town.kind_code}
    draft = move(None, "APPOINT", DAY_OF_MOVE, **fields, citation=Citation())
    assert codes(judged(town, officer, draft)) == ["PE-05", "OR-03", "SR-07", "PO-01.1"]
    wrong = replace(draft, national_id="123", citation=order())
    assert codes(judged(town, officer, wrong)) == ["PE-01", "PE-05", "SR-07", "PO-01.1"]
