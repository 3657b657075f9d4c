"""The print of a whole LGO as a job: one person an item, so that it can stop between any two and go on elsewhere."""

from __future__ import annotations

import logging
from uuid import UUID

from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.audit import queries as audit
from lhr.documents import actions as documents
from lhr.documents.press import NotSet
from lhr.jobs import kinds
from lhr.jobs.models import Job
from lhr.kernel import clock
from lhr.kernel.words import Words
from lhr.people import queries as people
from lhr.service_record import card_paper, queries

log = logging.getLogger(__name__)
NAME = "print-cards"
PURPOSE = "พิมพ์ ก.พ.๗ ทั้งหน่วยงาน"


class PrintOfAnLgo:
    """Everybody who served the LGO on the day on which it was asked for, in the order of their ids.

    Discipline stays out: nobody proves afresh who he is for a job in the background.
    """

    name = NAME
    says = Words("พิมพ์ ก.พ.๗ ทั้งหน่วยงาน", "Print all records of the LGO")
    permission = Permission.MOVEMENT_KEY
    opens = "card:bundle"

    def total(self, by: Actor, job: Job) -> int:
        return len(self._people(job))

    def step(self, by: Actor, job: Job, item: int) -> kinds.Write:
        person = self._people(job)[item]
        day = clock.day_of(job.enqueued_at)
        known_at = audit.last_change_at(job.enqueued_at)
        wanted = card_paper.Wanted(
            as_of=day, known_at=known_at, known_on=day, only_current=bool(job.arguments["current"])
        )
        card, name = card_paper.card_of(person, wanted), people.name_on(person, day)

        def write() -> str:
            try:
                made = documents.print_card(
                    by=by, permission=Permission.PERSON_READ, path=job.organisation_path, person_id=person, card=card,
                    purpose=PURPOSE, as_of=day, known_at=known_at,
                )  # fmt: skip
            except NotSet:
                # One card that cannot be set keeps nobody else's back; the bundle says whose it was.
                log.exception("job %s: the card of item %s could not be set", job.pk, item)
                made = b""
            documents.keep_paper(by=by, job=job.pk, item=item, name=name, content=made)
            return "made" if item + 1 == job.total else ""

        return write

    def _people(self, job: Job) -> list[UUID]:
        place = UUID(str(job.arguments["organisation"]))
        return sorted(queries.postings(place, clock.day_of(job.enqueued_at)), key=str)
