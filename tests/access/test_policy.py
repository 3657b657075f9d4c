"""`can` and `reach` say the same, for every duty, permission and place."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lhr.access import policy
from lhr.access.actor import ANONYMOUS, Actor, Duty
from lhr.access.permissions import SAYS, Permission
from lhr.access.roles import GRANTS, ROLE_SAYS, Role

segments = st.sampled_from(["48", "1", "10", "4801", "4810", "ab", "abc"])
paths = st.lists(segments, max_size=3).map(lambda parts: "/" + "".join(f"{p}/" for p in parts))
duties = st.builds(Duty, role=st.sampled_from(Role), path=paths)
actors = st.builds(
    Actor, day=st.just(date(2018, 8, 31)), account_id=st.just(uuid4()), duties=st.lists(duties, max_size=4).map(tuple)
)


def someone(role: Role, path: str) -> Actor:
    return Actor(day=date(2018, 8, 31), account_id=uuid4(), duties=(Duty(role, path),))


@given(actors, st.sampled_from(Permission), paths)
def test_can_is_true_exactly_where_reach_covers_the_path(actor: Actor, permission: Permission, path: str) -> None:
    assert policy.can(actor, permission, path) == policy.reach(actor, permission).covers(path)


@given(actors, st.sampled_from(Permission), paths)
def test_require_raises_exactly_where_can_is_false(actor: Actor, permission: Permission, path: str) -> None:
    if policy.can(actor, permission, path):
        policy.require(actor, permission, path)
    else:
        with pytest.raises(policy.Denied):
            policy.require(actor, permission, path)


@given(actors, st.sampled_from(Permission))
def test_no_path_of_a_reach_lies_under_another(actor: Actor, permission: Permission) -> None:
    held = policy.reach(actor, permission).paths
    assert not any(a != b and a.startswith(b) for a in held for b in held)


def test_a_province_does_not_cover_a_province_whose_code_begins_alike() -> None:
    assert not policy.can(someone(Role.PROVINCE, "/4/"), Permission.RIGHTS_VIEW, "/48/")


def test_a_path_without_its_end_is_an_error_of_the_program_and_never_a_yes() -> None:
    with pytest.raises(ValueError, match="end in"):
        policy.can(someone(Role.CENTRE, "/"), Permission.RIGHTS_VIEW, "/48")


def test_nobody_may_do_anything_anonymously() -> None:
    assert not any(policy.holds_anywhere(ANONYMOUS, permission) for permission in Permission)


def test_the_bootstrap_account_reaches_sem101_and_sem102_and_its_own_password_only() -> None:
    assert GRANTS[Role.LGO_BOOTSTRAP] == {
        Permission.RIGHTS_VIEW,
        Permission.RIGHTS_APPOINT,
        Permission.RIGHTS_SEARCH,
        Permission.TRANSFER_VIEW,
        Permission.TRANSFER_ASK,
        Permission.ACCOUNT_OWN,
    }


def test_no_office_above_may_write_a_record_and_the_operator_may_not_read_one() -> None:
    above = GRANTS[Role.DISTRICT] | GRANTS[Role.PROVINCE] | GRANTS[Role.CENTRE] | GRANTS[Role.AUDITOR]
    assert not above & {Permission.MOVEMENT_KEY, Permission.MOVEMENT_VERIFY, Permission.RIGHTS_APPOINT}
    assert Permission.PERSON_READ not in GRANTS[Role.OPERATOR]


def test_a_place_outside_is_told_from_an_act_that_is_not_mine() -> None:
    officer = someone(Role.OFFICER, "/48/4801/aa/")
    assert policy.refusal(officer, Permission.MOVEMENT_KEY, "/48/4801/bb/").outside
    assert not policy.refusal(officer, Permission.MOVEMENT_VERIFY, "/48/4801/aa/").outside


def test_a_bootstrap_account_is_refused_with_the_reason_of_the_rule() -> None:
    denied = policy.refusal(someone(Role.LGO_BOOTSTRAP, "/48/4801/aa/"), Permission.PERSON_READ, "/48/4801/aa/")
    assert denied.reason.th == "บัญชีนี้ใช้ลงทะเบียนสิทธิผู้ใช้งานเท่านั้น"


@pytest.mark.rule("ID-02")
def test_ID02_a_bootstrap_account_opens_sem102_of_its_own_lgo_but_not_of_another() -> None:
    bootstrap = someone(Role.LGO_BOOTSTRAP, "/48/4801/aa/")
    assert policy.can(bootstrap, Permission.RIGHTS_APPOINT, "/48/4801/aa/")
    assert not policy.can(bootstrap, Permission.RIGHTS_APPOINT, "/48/4801/bb/")


def test_every_role_and_permission_is_said_in_thai() -> None:
    assert set(GRANTS) == set(Role) == set(ROLE_SAYS)
    assert set(SAYS) == set(Permission)


def test_every_permission_is_asked_for_somewhere() -> None:
    """A permission that no act and no page asks for promises what does not exist."""
    ours = Path(policy.__file__).parent.parent
    asking = [p for p in ours.rglob("*.py") if "access" not in p.relative_to(ours).parts]
    text = "\n".join(p.read_text(encoding="utf-8") for p in asking)
    assert [p for p in Permission if not re.search(rf"\bPermission\.{p.name}\b", text)] == []
