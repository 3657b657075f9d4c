"""IM-01: a file is tried before it is applied, and what is kept of it is forgotten in time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lhr import config
from lhr.access.actor import Actor, Duty, operator
from lhr.access.permissions import Permission
from lhr.access.policy import Denied
from lhr.access.roles import Role
from lhr.audit.models import Change
from lhr.documents import actions
from lhr.documents.actions import Counts, TriedRow
from lhr.documents.models import ImportBatch, ImportRow
from lhr.kernel import clock
from lhr.organisations.rules_of_lists import OG_01
from tests.support.rules import refused

pytestmark = pytest.mark.django_db
BY = operator(date(2018, 8, 1), "ผู้ดูแลระบบ")
MAY = Permission.ORGANISATION_MANAGE
FILE = {"permission": MAY, "profile": "dla-codes", "sha256": "a" * 64}
REFUSED = TriedRow(3, "raw", (OG_01.finding(variant=2, have=4, want=5),), refused=True)
WAITS = TriedRow(2, "kept", waits=True)


def tried(**other: object) -> ImportBatch:
    given = {**FILE, "counts": Counts(2, 1, 1, 0), "rows": [WAITS, REFUSED], **other}
    return actions.note_dry_run(by=BY, **given)  # type: ignore[arg-type]


@pytest.mark.rule("IM-01", breaks=True)
def test_IM01_a_file_that_was_not_tried_is_not_applied() -> None:
    tried()
    with refused("IM-01.1", on="file"):
        actions.note_applied(by=BY, **{**FILE, "sha256": "b" * 64})
    with refused("IM-01.1"):
        actions.note_applied(by=BY, **FILE, parameters="another day")


@pytest.mark.rule("IM-01")
def test_IM01_a_file_that_was_tried_is_applied_once() -> None:
    tried()
    first = actions.note_applied(by=BY, **FILE)
    assert (first.status, first.applied_at is not None) == ("APPLIED", True)
    before = Change.objects.count()
    assert actions.note_applied(by=BY, **FILE) == first
    assert Change.objects.count() == before


def test_a_file_tried_again_is_the_same_batch_and_opens_no_change() -> None:
    first, before = tried(), Change.objects.count()
    assert tried() == first
    assert (Change.objects.count(), ImportRow.objects.count()) == (before, 2)


def test_what_was_said_of_a_row_is_kept_in_both_languages() -> None:
    tried()
    told = ImportRow.objects.get(number=3).told
    assert told[0]["code"] == "OG-01.2"
    assert "4 ช่อง" in told[0]["says"]["th"]
    assert told[0]["remedy"]["en"]


def test_rows_that_wait_go_once_they_are_applied_or_another_file_is_tried() -> None:
    tried()
    actions.note_applied(by=BY, **FILE)
    assert list(ImportRow.objects.values_list("number", flat=True)) == [3]
    tried(sha256="c" * 64)
    tried(sha256="d" * 64)
    assert ImportRow.objects.filter(waits=True).count() == 1


def test_rows_are_swept_in_time_and_the_batch_stays() -> None:
    tried()
    assert actions.sweep_imports(by=BY) == 0
    with clock.standing_at(clock.now() + timedelta(days=config.import_file_days() + 1)):
        assert actions.sweep_imports(by=BY) == 2
    assert ImportBatch.objects.count() == 1


def test_who_may_not_do_the_act_may_not_try_its_file() -> None:
    by = Actor(day=BY.day, duties=(Duty(Role.PROVINCE, "/48/"),))
    with pytest.raises(Denied):
        actions.note_dry_run(by=by, **FILE, counts=Counts(0, 0, 0, 0), rows=[])  # type: ignore[arg-type]
