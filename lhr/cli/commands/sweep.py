"""`lhr sweep`: remove technical rows whose days are over. Safe at any time and as often as one likes."""

from __future__ import annotations

import argparse

from django.core.management import call_command

from lhr.access.actor import operator
from lhr.audit import drafts
from lhr.cli.command import Command
from lhr.documents import actions as documents
from lhr.identity import actions as identity
from lhr.jobs import actions as jobs
from lhr.kernel import clock
from lhr.kernel.words import Words
from lhr.registry_rights import actions as rights


def run(_: argparse.Namespace) -> int:
    by = operator(clock.today(), "lhr sweep")
    gone = identity.sweep(by=by)
    gone |= {"notices": rights.sweep_notices(by=by), "drafts": drafts.drop_old(), "jobs": jobs.sweep(by=by)}
    gone |= {"papers": documents.sweep_papers(by=by)}
    gone |= {"files": documents.sweep_files(by=by)}
    call_command("clearsessions")
    print("ลบแล้ว / removed: " + ", ".join(f"{what} {count}" for what, count in gone.items()))
    return 0


COMMAND = Command(
    words=("sweep",),
    says=Words(
        "ลบข้อมูลทางเทคนิคและไฟล์ที่ไม่ใช้แล้วซึ่งพ้นกำหนดเก็บ โดยไม่แตะต้องสมุดบันทึก",
        "remove ended sessions and jobs, challenges, codes, counters, drafts, read news, unnamed files past "
        "their days; not the books",
    ),
    run=run,
)
