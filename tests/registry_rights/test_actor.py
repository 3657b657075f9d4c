"""Who may do what is read from the tables at every request."""

from __future__ import annotations

import pytest

from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.identity import actions as identity
from lhr.identity.models import Account
from lhr.organisations import actions as organisations
from lhr.people import actions as people
from lhr.people.models import Person
from lhr.registry_rights import actions, queries
from tests.support.cast import BORN, FOUNDED, TODAY, Cast, Place, acting, confirm, day, hr, palad, save
from tests.support.rules import refused

AUG_16 = day("๑๖ ส.ค. ๒๕๖๑")


def account_of(town: Place, who: str, status: str = "ACTIVE") -> Account:
    account = Account.objects.select_related("organisation").get(person=town[who], organisation=town.lgo)
    account.status = status
    return account


def roles(actor: Actor) -> list[Role]:
    return [duty.role for duty in actor.duties]


def test_the_pair_has_its_duties_over_its_own_lgo(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]), officer=hr(town["hr"]))
    actor = queries.actor_for(account_of(town, "palad"), TODAY, via="card")
    assert roles(actor) == [Role.REGISTRAR, Role.OWN]
    assert (actor.name, actor.via, actor.duties[0].capacity) == ("นายสมหวัง ทดสอบท่าอุเทน", "card", "PALAD")
    assert policy.can(actor, Permission.RIGHTS_APPOINT, town.lgo.path)
    assert roles(queries.actor_for(account_of(town, "hr"), TODAY)) == [Role.OFFICER, Role.OWN]


def test_before_the_day_and_before_the_enrolment_there_is_no_right(bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, officer=hr(town["hr"], AUG_16))
    assert roles(queries.actor_for(account_of(town, "hr"), TODAY)) == [Role.OWN]
    assert roles(queries.actor_for(account_of(town, "hr"), AUG_16)) == [Role.OFFICER, Role.OWN]
    enrolling = account_of(town, "hr", "ENROLLING")
    assert roles(queries.actor_for(enrolling, AUG_16, stage="ENROLLING")) == [Role.ENROLLING]
    assert roles(queries.actor_for(enrolling, AUG_16)) == []
    assert roles(queries.actor_for(account_of(town, "hr"), AUG_16, stage="PRE")) == []
    assert roles(queries.actor_for(account_of(town, "hr", "LOCKED"), AUG_16)) == []


def test_a_covered_palad_rests_and_is_told_why(bootstrap: Actor, province: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]))
    save(bootstrap, town, registrar=acting(town["deputy"], TODAY, day("๑๕ ส.ค. ๒๕๖๑")))
    confirm(province, town)
    account = account_of(town, "palad")
    assert roles(queries.actor_for(account, TODAY)) == [Role.OWN]
    assert roles(queries.actor_for(account, AUG_16)) == [Role.REGISTRAR, Role.OWN]
    ended = queries.right_ended_of(account, TODAY)
    assert ended is not None
    assert ended.finding.says().endswith("เพราะมีผู้รักษาการ")


def test_the_first_account_reaches_sem102_and_nothing_else(town: Place, province: Actor) -> None:
    account = identity.issue_bootstrap(by=province, organisation=town.lgo).account
    actor = queries.actor_for(account, TODAY)
    assert roles(actor) == [Role.LGO_BOOTSTRAP]
    assert policy.can(actor, Permission.RIGHTS_APPOINT, town.lgo.path)
    assert not policy.can(actor, Permission.PERSON_READ, town.lgo.path)


def test_a_dissolved_lgo_gives_no_rights(cast: Cast, bootstrap: Actor, town: Place) -> None:
    save(bootstrap, town, registrar=palad(town["palad"]))
    organisations.dissolve(by=cast.keeper, organisation=town.lgo, on=AUG_16)
    assert roles(queries.actor_for(account_of(town, "palad"), TODAY)) == [Role.REGISTRAR, Role.OWN]
    assert roles(queries.actor_for(account_of(town, "palad"), AUG_16)) == []


def officer_of(cast: Cast, path: str) -> Person:
    return people.register(
        by=cast.keeper,
        national_id=cast.number(),
        prefix="นาง",
        first="สมหมาย",
        last="ทดสอบ",
        birth_date=BORN,
        gender="F",
        starts=FOUNDED,
        path=path,
        permission=Permission.ACCOUNT_ISSUE_CENTRE,
    )


def test_the_duties_of_the_offices_are_given_down_the_chain(
    cast: Cast, centre: Actor, province: Actor, district: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = officer_of(cast, "/")
    actions.appoint_oversight(
        by=province, office=cast.district, person=person, role=Role.DISTRICT, starts=TODAY
    )
    with pytest.raises(Denied):
        actions.appoint_oversight(
            by=district, office=cast.province, person=person, role=Role.PROVINCE, starts=TODAY
        )
    with refused("RR-01.3"):
        actions.appoint_oversight(
            by=centre, office=cast.province, person=person, role=Role.CENTRE, starts=TODAY
        )
    account = identity.issue_office(by=province, organisation=cast.district, person=person).account
    account.status = "ACTIVE"
    assert roles(queries.actor_for(account, TODAY)) == [Role.DISTRICT, Role.OWN]
    monkeypatch.setenv("LHR_AGENT_APPROVAL", "district")
    assert roles(queries.actor_for(account, TODAY)) == [Role.DISTRICT, Role.DISTRICT_APPROVER, Role.OWN]
    assert [o.office for o in queries.oversights_of(person.pk, TODAY)] == [cast.district]
    actions.end_oversight(by=province, office=cast.district, person=person, until=AUG_16, reason="ย้าย")
    assert roles(queries.actor_for(account, AUG_16)) == [Role.OWN]
