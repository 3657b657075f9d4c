"""Whether the register still says what a printed card says: asked again as it was asked for the paper."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ObjectDoesNotExist

from lhr.documents.kp7_paper import content_digest
from lhr.documents.verifying import Issued
from lhr.service_record.card_paper import Wanted, card_of


def still_so(paper: Issued, today: date) -> bool | None:
    """Return whether nothing was changed or added; None where that cannot be told (an old print, no such record).

    A print of its own day is held against today, one of an earlier day against that day as it is known now. Nobody's
    data leaves: the digests are compared, and no reading is made.
    """
    printed = paper.printed
    if not printed.content_sha256:
        return None
    day = today if printed.as_of == paper.issued_on else printed.as_of
    wanted = Wanted(as_of=day, only_current=printed.only_current, sensitive=printed.sensitive)
    try:
        return content_digest(card_of(printed.person_id, wanted)) == printed.content_sha256
    except ObjectDoesNotExist:
        return None
