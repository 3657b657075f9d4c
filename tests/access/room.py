"""The four LGOs of the matrix A1, a browser for each kind of account, and what each relation means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from lhr.access.permissions import Permission
from lhr.access.roles import Role
from lhr.documents import actions as documents
from lhr.documents.actions import Counts
from lhr.documents.imported import digest
from lhr.followup import actions as followup
from lhr.followup import first_round
from lhr.identity import actions as identity
from lhr.identity.models import Account, Stage
from lhr.people.models import Person
from lhr.registry_rights.models import Notice
from lhr.service_record import actions as record
from lhr.service_record import drafts
from lhr.service_record.models import ServiceLine
from tests.access.matrix import Case
from tests.support.cast import TODAY, Place, acting_as
from tests.support.world import Site, World

LIST_OF = date(2018, 1, 26)
NAMES = (
    "type,name_th,district_th,province_th,role,person_name\n"
    "ทต.,ท่าอุเทน,ธาตุพนม,นครพนม,นายทะเบียนประวัติ,นายสมหวัง ทดสอบท่าอุเทน"
).encode()


class Room:
    def __init__(self) -> None:
        self.world = World()
        sites = {"own_lgo": self.world.site("ท่าอุเทน"), "same_district": self.world.site("โนนตาล")}
        sites["same_province"] = self.world.site("หนองแสง", "4801")
        sites["other"] = self.world.site("สกลใต้", "4701")
        self.sites = sites
        self.here, self.there = sites["own_lgo"], sites["same_district"]
        self.into_card = self.world.card_keyed(self.there.place, "clerk", number="๘๑/๒๕๖๑")
        self.away, self.into = self.world.swapped(self.here, self.there)
        self.away_card = self.world.card_keyed(self.there.place, "clerk", number="๘๒/๒๕๖๑", person=self.away)
        self.cases = self._asked_for()
        self.round, self.tried = self._asked_by_the_centre()
        self.accounts = self._accounts()
        stages = {"half": Stage.PRE, "enrolling": Stage.ENROLLING}
        self.desks = {
            role: self.world.desk(one, stages.get(role, Stage.FULL)) for role, one in self.accounts.items()
        }
        self.desks["none"] = Client()
        self.cookies = {role: desk.cookies.output(header="", sep=";") for role, desk in self.desks.items()}

    def _asked_for(self) -> dict[str, UUID]:
        """The transfers that each LGO asks of another one; none but the first has to do with the town."""
        self.world.at = "4701"
        far = self.world.settled("สกลเหนือ")
        senders = {
            "own_lgo": self.there.place,
            "same_district": self.sites["same_province"].place,
            "same_province": self.sites["other"].place,
            "other": far,
        }
        order = drafts.Citation(number="๕๕/๒๕๖๑", year=2561, signed_on=TODAY)
        found = {}
        for relation, sender in senders.items():
            receiver = self.sites[relation].place
            asked = record.ask(
                by=acting_as(Role.OFFICER, receiver.lgo, receiver["hr"]), organisation=receiver.lgo, sender=sender.lgo,
                national_id=sender.numbers["deputy"], order=order, effective_on=TODAY + timedelta(days=20), scan=None,
            )  # fmt: skip
            assert asked.case_id is not None, asked.findings
            found[relation] = asked.case_id
        return found

    def _asked_by_the_centre(self) -> tuple[UUID, str]:
        by = acting_as(Role.CENTRE, self.world.centre)
        asked = followup.open_round(by=by, title="ลงทะเบียนสิทธิ", deadline=date(2018, 8, 31))
        made, read = first_round.read(NAMES, LIST_OF)
        sha256 = digest(NAMES)
        documents.note_dry_run(
            by=by, permission=Permission.FOLLOWUP_OPEN, profile=first_round.PROFILE, sha256=sha256,
            counts=Counts(read, 0, read, 0), rows=made, parameters=LIST_OF.isoformat(),
        )  # fmt: skip
        followup.load_first_round(by=by, sha256=sha256, as_of=LIST_OF, title="รอบแรก", letter_reference="")
        return asked.pk, sha256

    def _accounts(self) -> dict[str, Account]:
        world = self.world
        return {
            **self.here.account,
            "owner": self._owner(self.here.place),
            "half": self.there.account["officer"],
            "district": world.office(Role.DISTRICT, world.district, "นภา"),
            "province": world.office(Role.PROVINCE, world.province, "นารี"),
            "centre": world.office(Role.CENTRE, world.centre, "นงนุช"),
            "auditor": world.office(Role.AUDITOR, world.centre, "นิตยา"),
        }

    def _owner(self, place: Place) -> Account:
        person = Person.objects.get(pk=place["finance"])
        made = identity.open_person_account(
            by=self.world.keeper, person=person, organisation=place.lgo, permission=Permission.ACCOUNT_RESET
        )
        assert made is not None
        return made.account

    # --- what the ids of an address are, for a relation ---------------------------------------------------------

    def site(self, relation: str) -> Site:
        return self.sites.get(relation, self.here)

    def line(self, relation: str) -> UUID:
        if relation == "own_person":
            assert self.here.pair_line is not None
            return self.here.pair_line
        movers = {"moved_away": self.away, "moved_in": self.into}
        if relation not in movers:
            found = self.site(relation).line
            assert found is not None
            return found
        # Of who moved away the line at the new LGO, of who moved in a line at the former one.
        rows = ServiceLine.objects.known().filter(person=movers[relation], organisation=self.there.lgo)
        return rows.latest("starts").entry_id

    def card_line(self, relation: str) -> UUID:
        own = {"own_person": self.here.card_pair_line, "moved_away": self.away_card, "moved_in": self.into_card}
        found = own[relation] if relation in own else self.site(relation).card_line
        assert found is not None
        return found

    def person(self, relation: str, role: str) -> UUID:
        if relation == "own_person":
            own = self.accounts.get(role)
            return (own and own.person_id) or self.here.place["hr"]
        movers = {"moved_away": self.away, "moved_in": self.into}
        return movers.get(relation) or self.site(relation).place["finance"]

    def address(self, case: Case) -> str:
        name, site = case.address.name, self.site(case.relation)
        if name == "movements:people":
            return f"{reverse(name)}?at={site.lgo.pk}"
        return reverse(name, args=_words(name, self) + self._ids(case, site))

    def _ids(self, case: Case, site: Site) -> list[Any]:
        relation = case.relation
        if special := self._of_two(case, site):
            return special
        found = {
            "organisation": lambda: site.lgo.pk,
            "person": lambda: self.person(relation, case.role),
            "post": lambda: site.place.posts["clerk"],
            "line": lambda: self.line(relation),
            "card_line": lambda: self.card_line(relation),
            "appointment": lambda: site.appointment,
            "awaiting": lambda: site.awaiting,
            "account": lambda: self._account(case, site).pk,
            "case": lambda: self.cases[relation],
            "order": lambda: site.order,
            "key": lambda: site.key,
            "card": lambda: site.card,
            "passkey": lambda: site.passkey,
            "job": lambda: site.job,
            "notice": lambda: Notice.objects.filter(office=site.lgo.pk).latest("at").pk,
            "office": lambda: self._office(relation),
        }
        return [found[case.address.names]()] if case.address.names else []

    def _of_two(self, case: Case, site: Site) -> list[Any]:
        """What addresses of two parts name; nothing for any other."""
        relation = case.relation
        made: dict[str, Callable[[], list[Any]]] = {
            "movements:scan": lambda: [self.line(relation), site.line_scan],
            "card:scan": lambda: [self.card_line(relation), site.card_scan],
            "own:scan": lambda: [self.card_line(relation), site.card_scan],
            "orders:line": lambda: [site.order, site.order_line],
            "orders:remove": lambda: [site.order, site.order_line],
            "orders:scan": lambda: [site.order, site.order_scan],
            "card:add": lambda: [self.person(relation, case.role), "SKILL"],
            "rights:scan": lambda: [site.awaiting, site.awaiting_scan],
            "organisations:act": lambda: [site.lgo.pk, "rename"],
            "posts:budget": lambda: [site.lgo.pk, 2561],
            "posts:act": lambda: [site.place.posts["clerk"], "fund"],
        }
        return made[case.address.name]() if case.address.name in made else []

    def _account(self, case: Case, site: Site) -> Account:
        own = self.accounts.get(case.role) if case.relation == "own_person" else None
        return own or site.account["officer"]

    def _office(self, relation: str) -> UUID:
        world = self.world
        offices = {"same_province": world.other_district, "other": world.other_province}
        return offices.get(relation, world.district).pk


def _words(name: str, room: Room) -> list[Any]:
    """The parts of an address that are no ids of somebody's record."""
    return {
        "saves": ["A" * 22],
        "accounts:card_codes": ["th"],
        "help:picture": ["sem102.png"],
        "help:guide": ["sem102"],
        "papers:verified": ["A" * 149],
        "rights:pick": ["officer"],
        "rights:scan_field": ["officer"],
        "rights:new_person": ["officer"],
        "rights:saved": [1],
        "organisations:import_undo": ["00000000-0000-4000-8000-000000000000"],
        "oversight:without": ["registrar"],
        "oversight:correct_round": [room.round],
        "oversight:close_round": [room.round],
        "oversight:first_round_take": [room.tried, LIST_OF.isoformat()],
    }.get(name, [])
