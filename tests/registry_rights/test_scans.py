"""A scan comes with the saving of SEM102, and serves every line of its order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lhr.access.actor import Actor
from lhr.documents import queries as documents
from lhr.documents.models import Evidence, StoredFile
from lhr.registry_rights import queries
from tests.support import scans
from tests.support.cast import TODAY, Place, acting, assigned, day, palad, save
from tests.support.rules import refused

pytestmark = pytest.mark.django_db
LAST = day("๑๕ ส.ค. ๒๕๖๑")


def scans_at(town: Place) -> list[int]:
    rows = queries.rows_of(town.lgo.pk)
    return [len(documents.scans_of(town.lgo.pk, queries.evidence_key(row))) for row in rows]


def test_one_scan_serves_both_blocks_of_the_same_order(town: Place, bootstrap: Actor) -> None:
    order = {"order_number": "๔๔๙/๒๕๖๑", "order_signed_on": TODAY}
    same = {"order_number": "449", "order_signed_on": TODAY}
    save(
        bootstrap,
        town,
        registrar=acting(town["deputy"], TODAY, LAST, **order, scan=scans.checked(2)),
        officer=assigned(town["clerk"], TODAY, **same),
    )
    assert scans_at(town) == [1, 1]
    (row, _) = queries.rows_of(town.lgo.pk)
    assert queries.named_in_order_of(row) == {town["deputy"], town["clerk"]}


def test_the_same_file_in_both_blocks_is_stored_once(town: Place, bootstrap: Actor) -> None:
    save(
        bootstrap,
        town,
        registrar=acting(town["deputy"], TODAY, LAST, scan=scans.checked()),
        officer=assigned(town["clerk"], TODAY, scan=scans.checked()),
    )
    assert (StoredFile.objects.count(), Evidence.objects.count()) == (1, 1)


@pytest.mark.rule("RR-02", breaks=True)
def test_RR02_a_stopped_saving_leaves_no_scan_behind(town: Place, bootstrap: Actor) -> None:
    with refused("RR-02"):
        save(bootstrap, town, registrar=acting(town["deputy"], TODAY, None, scan=scans.checked()))
    assert not StoredFile.objects.exists()
    assert not Evidence.objects.exists()


def test_a_capacity_without_order_keeps_no_scan(town: Place, bootstrap: Actor) -> None:
    save(bootstrap, town, registrar=replace(palad(town["palad"], TODAY), scan=scans.checked()))
    assert not Evidence.objects.exists()
