"""`lhr work`: a worker of the job table. As many of them may run as there are cores to spare, on any machine."""

from __future__ import annotations

import argparse
import signal
import threading
from uuid import UUID

from django.db import DatabaseError, connection

from lhr.access.actor import Actor
from lhr.cli.command import Argument, Command, CommandFailed
from lhr.history import guards
from lhr.identity import queries as identity
from lhr.jobs import working
from lhr.kernel import clock
from lhr.kernel.words import Words
from lhr.organisations import settling
from lhr.registry_rights.queries import actor_for


def actor_of(account_id: UUID) -> Actor:
    """Return who asked for a job, with the rights of this moment; `via` says in the books how it was done."""
    day = clock.today()
    settling.at_first_request(day)
    return actor_for(identity.account_of(account_id), day, via="job")


def run(options: argparse.Namespace) -> int:
    try:
        faults = guards.faults(connection)
    except DatabaseError as why:
        faults = [f"the database does not answer: {str(why).strip()}"]
    if faults:
        raise CommandFailed(f"not working: {'; '.join(faults)}")
    stopping = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: stopping.set())
    if options.once:
        if not working.one(actor_of, stopping):
            print("ไม่มีงานรอ / no job is due")
    else:
        working.serve(actor_of, stopping)
    return 0


COMMAND = Command(
    words=("work",),
    says=Words(
        "ทำงานที่เจ้าหน้าที่สั่งไว้จนกว่าจะสั่งหยุด (Ctrl-C, SIGTERM)",
        "do the jobs that officers asked for until told to end (Ctrl-C, SIGTERM); run it beside the web server",
    ),
    run=run,
    arguments=(Argument("--once", "do one job that is due, then end", {"action": "store_true"}),),
)
