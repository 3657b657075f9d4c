"""`lhr check-config`: say what stands in the way of starting, and show the settings in force."""

from __future__ import annotations

import argparse

from django.core.management import CommandError, call_command
from django.db import connection

from lhr import config
from lhr.cli.command import Command, CommandFailed
from lhr.documents.store import store
from lhr.history import guards
from lhr.kernel.words import Words


def run(_: argparse.Namespace) -> int:
    for setting in config.SETTINGS:
        shown = "(secret)" if setting.secret else setting.shown()
        print(f"{setting.name} = {shown}{'' if setting.is_default() else '  (set)'}")
    if problem := _evidence():
        raise CommandFailed(problem)
    try:
        call_command("check", verbosity=0)
    except CommandError as wrong:
        raise CommandFailed(str(wrong)) from wrong
    if faults := guards.faults(connection):
        raise CommandFailed("; ".join(faults))
    print("ok")
    return 0


def _evidence() -> str:
    """Say what keeps scans from being kept."""
    if config.production() and not config.evidence_dir() and config.evidence_store.is_default():
        return "LHR_EVIDENCE_DIR: unset; name a folder that every web process shares and every backup holds"
    return store().problem()


COMMAND = Command(
    words=("check-config",),
    says=Words("ตรวจการตั้งค่าและตัวป้องกันของฐานข้อมูล", "check the settings and the database's guards"),
    run=run,
)
