"""The invented nation is one that the product itself could hold."""

from __future__ import annotations

from datetime import date
from random import Random

from benchmarks import nation
from benchmarks.nation import SIZES, Size
from lhr.access.actor import operator
from lhr.access.roles import Role
from lhr.audit.models import ChangedRow
from lhr.kernel.rules import Weight
from lhr.organisations.models import Organisation
from lhr.people.models import Person
from lhr.registry_rights import queries as rights
from lhr.service_record import actions as record
from lhr.service_record import judging_cards
from lhr.service_record.models import CardLine, ServiceLine

TODAY = date(2018, 8, 31)


def test_its_records_are_what_the_rules_make_of_its_lines_and_every_row_stands_in_the_book(own_database: str) -> None:
    nation.fill(Size(provinces=1, people=150, lines=5, cards=0.1))
    assert record.rebuild(by=operator(TODAY, "ทดสอบ")) == 0
    lgos = Organisation.objects.filter(level="LGO")
    assert lgos.count() > 90
    for lgo in lgos:
        pair = rights.pair_on(lgo.pk, TODAY)
        assert None not in (pair[Role.REGISTRAR], pair[Role.OFFICER])
    for model in (Person, ServiceLine, CardLine):
        captured = ChangedRow.objects.filter(table=model._meta.db_table)
        assert captured.count() == model._default_manager.count()
    assert ServiceLine.objects.filter(movement_code="TRANSFER_IN").exists()
    told = list(CardLine.objects.select_related("person", "organisation").order_by("pk"))
    assert len({row.section for row in told}) >= 12
    for row in told[::8]:
        judged = judging_cards.at_verification(operator(TODAY, "ทดสอบ"), row)
        assert [one.code for one in judged.findings if one.weight is Weight.BLOCK] == [], row.section


def test_the_same_seed_plans_the_same_country(db: None) -> None:
    small = SIZES["town"]
    assert nation.planned(small, Random(7)) == nation.planned(small, Random(7))
    assert nation.planned(small, Random(7)) != nation.planned(small, Random(8))
