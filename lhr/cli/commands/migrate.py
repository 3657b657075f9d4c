"""`lhr migrate`: bring the tables and the database's own guards up to date."""

from __future__ import annotations

import argparse

from django.core.management import call_command
from django.db import connection

from lhr.cli.command import Argument, Command, CommandFailed
from lhr.history import guards
from lhr.kernel.words import Words


def run(options: argparse.Namespace) -> int:
    call_command("migrate", verbosity=options.verbosity, interactive=False)
    if lacking := guards.missing(connection):
        raise CommandFailed(f"the database lacks these guards: {', '.join(lacking)}")
    if options.app_role:
        guards.grant(connection, options.app_role)
    return 0


COMMAND = Command(
    words=("migrate",),
    says=Words(
        "ปรับโครงสร้างฐานข้อมูลและตัวป้องกันให้ตรงกับโปรแกรม",
        "bring tables and guards up to date; on PostgreSQL run it as the owner of the tables",
    ),
    run=run,
    arguments=(
        Argument(
            "--app-role", "PostgreSQL: the role officers' requests use, which is given its rights (lhr_app)"
        ),
        Argument("--verbosity", "0 says nothing, 1 names each migration", {"type": int, "default": 1}),
    ),
)
