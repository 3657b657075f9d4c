"""Printing the ก.พ.๗ of a person: a reading that leaves the house, so that the log knows each paper by its digest."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from lhr import config
from lhr.access import policy
from lhr.access.actor import Actor
from lhr.access.marks import technical_act
from lhr.access.permissions import Permission
from lhr.audit.book import change, reading
from lhr.documents.kp7 import Kp7
from lhr.documents.kp7_paper import content_digest, paper, record
from lhr.documents.models import PrintedPaper, PrintLog
from lhr.documents.qr_token import DIGEST_BYTES, DocumentKind, Signer, Token, spoken, write
from lhr.kernel import clock
from lhr.kernel.thai_date import show

VIEW = "card.print"
_NUMBERS = 10**15  # drawn, not counted: a number tells nothing about other papers, and exists before the paper does
_DEMONSTRATION = "ข้อมูลสาธิต: บุคคลและเลขประจำตัวทั้งหมดสมมติขึ้น"


def print_card(
    *,
    by: Actor,
    permission: Permission,
    path: str,
    person_id: UUID,
    card: Kp7,
    purpose: str,
    as_of: date,
    known_at: int,
    sensitive: bool = False,
) -> bytes:
    """Return the PDF of the card, having noted it as printed and the person as read; `sensitive`: with discipline.

    The act adds to the card who printed it, when, and under which number. Raises press.NotSet when the paper cannot be
    set; then nothing is noted.
    """
    policy.require(by, permission, path)
    number = secrets.randbelow(_NUMBERS - 1) + 1
    at = clock.now()
    local = at.astimezone(clock.BANGKOK)
    card = replace(
        card,
        document_number=spoken(number),
        printed_by=by.name,
        printed_at=f"{show(local.date(), 'full')} เวลา {local:%H.%M} น.",
        mark=_DEMONSTRATION if config.demo() else "",
    )
    digest = hashlib.sha256(record(card))
    made = paper(card, issued=by.day, address=_address(Token(
        DocumentKind.KP7, number, by.day, digest.digest()[:DIGEST_BYTES]
    )))  # fmt: skip
    log = PrintLog(
        number=number,
        kind=DocumentKind.KP7,
        person_id=person_id,
        organisation_path=path,
        lgo=card.header.lgo,
        printed_by=by.account_id,
        printed_by_name=by.name,
        at=at,
        issued_on=by.day,
        purpose=purpose,
        as_of=as_of,
        known_at=known_at,
        sha256=hashlib.sha256(made).hexdigest(),
        record_sha256=digest.hexdigest(),
        content_sha256=content_digest(card),
        only_current=card.only_current,
        sensitive=sensitive,
    )
    with change(by, "documents:card:printed", log, path=path):
        reading(by, VIEW, purpose=purpose, persons=[person_id], path=path)
        log.save(force_insert=True)
    return made


@technical_act("keeps what print_card noted already, for who asked for the job to fetch")
def keep_paper(*, by: Actor, job: UUID, item: int, name: str, content: bytes) -> None:
    """Keep a paper that a job has set, until the job is cleared."""
    del by
    PrintedPaper.objects.create(job=job, item=item, name=name, content=content, at=clock.now())


@technical_act("clears papers that waited to be fetched; the log of prints stays")
def sweep_papers(*, by: Actor) -> int:
    """Remove the papers of jobs that were asked for more than LHR_JOB_DAYS ago; return how many."""
    del by
    return PrintedPaper.objects.filter(at__lt=clock.now() - timedelta(days=config.job_days())).delete()[0]


def _address(token: Token) -> str:
    """Return what the QR opens; capital letters alone keep it small (lhr.web.verify reads them as any)."""
    return f"{config.origin()}/v/".upper() + write(token, Signer(*config.print_key()))
