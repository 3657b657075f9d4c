"""Row F6, in the assurance run: sqlmap against a live server on loopback, signed in as an officer and as a province."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from lhr.access.roles import Role
from tests.support.live import served
from tests.support.rows import Row
from tests.support.world import World, morning, quietly

pytestmark = [pytest.mark.long, pytest.mark.assurance("F6")]
HOW = "--batch --level 1 --risk 1 --technique BEUS --flush-session --disable-coloring --output-dir".split()  # noqa: SIM905
TARGETS = (
    ("officer", "/movements/people/?q=1*"),
    ("officer", "/organisations/?q=1*&ended=1"),
    ("officer", "/movements/new/?movement=RESIGN&person=1*"),
    ("officer", "/account/readers/?before=1*"),
    ("province", "/oversight/?place=48*&q=1&round=1&kind=1"),
    ("province", "/approvals/accounts/?q=1*&kind=1&state=1"),
    ("none", "/login/?next=1*"),
)


def test_sqlmap_finds_no_way_into_the_database(
    own_database: str, tmp_path: Path, row: Row
) -> None:
    program = shutil.which("sqlmap")
    if program is None:
        pytest.skip("sqlmap is not installed (apt-get install sqlmap)")
    open_to, said = [], []
    with morning(), quietly():
        world = World()
        here = world.site("ท่าอุเทน")
        desks = {
            "officer": world.desk(here.account["officer"]),
            "province": world.desk(world.office(Role.PROVINCE, world.province)),
        }
        with served() as origin:
            for role, address in TARGETS:
                cookie = desks[role].cookies["lhr_session"].value if role in desks else ""
                done = subprocess.run(
                    [program, "-u", f"{origin}{address}", "--cookie", f"lhr_session={cookie}", *HOW, str(tmp_path)],
                    capture_output=True, text=True, check=False,
                )  # fmt: skip
                said.append(done.stdout)
                tested = "does not seem to be injectable" in done.stdout or "not appear to be injectable" in done.stdout
                if not tested or "is vulnerable" in done.stdout:
                    open_to.append(f"{address}: {done.stdout[-600:]}")
    row.counted(f"{len(TARGETS)} addresses, {len(open_to)} open", "sqlmap on loopback finds nothing")
    assert not open_to, "\n".join(open_to)
