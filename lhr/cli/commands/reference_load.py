"""`lhr reference load`: bring places and reference tables into line with the files that LHR ships."""

from __future__ import annotations

import argparse

from lhr.access.actor import operator
from lhr.cli.command import Command
from lhr.kernel import clock
from lhr.kernel.words import Words
from lhr.organisations import actions as organisations
from lhr.standards import actions as standards


def run(_: argparse.Namespace) -> int:
    by = operator(clock.today(), "lhr reference load")
    print(f"{standards.load(by=by)} rows of reference tables, {organisations.load_places(by=by)} places")
    return 0


COMMAND = Command(
    words=("reference", "load"),
    says=Words(
        "นำเข้าตารางอ้างอิง จังหวัด อำเภอ และตำบล ที่มากับโปรแกรม (ทำซ้ำได้)",
        "load the reference tables, provinces, districts and sub-districts shipped with LHR; may be repeated",
    ),
    run=run,
)
