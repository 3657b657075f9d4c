"""What a printed paper's QR proves, told to anybody: kind, day, LGO, and that the register issued it. No names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lhr import config
from lhr.documents import qr_token
from lhr.documents.models import PrintLog
from lhr.documents.qr_token import DIGEST_BYTES, DocumentKind, NoToken, Signer
from lhr.kernel.digits import to_thai


@dataclass(frozen=True, slots=True)
class Printed:
    """What was printed, to ask the record the same again; none of it is told. `content_sha256` is "" on old papers."""

    person_id: UUID
    as_of: date
    only_current: bool
    sensitive: bool
    content_sha256: str


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper of ours. `record_sha256` is the digest of the record that is attached to the PDF."""

    kind: DocumentKind
    number: int
    issued_on: date
    lgo: str
    record_sha256: str
    printed: Printed

    @property
    def spoken(self) -> str:
        """The number as it stands on the paper."""
        return to_thai(qr_token.spoken(self.number))


def public_keys() -> dict[int, bytes]:
    """Return every key of ours by its number: the one in use and those of before, for their papers stay good."""
    signer = Signer(*config.print_key())
    return {**config.print_public_keys(), signer.number: signer.public}


def issued(letters: str) -> Issued | None:
    """Return the paper whose QR holds these letters; None when no key of ours signed them or no print is known."""
    try:
        token = qr_token.read(letters, public_keys())
    except NoToken:
        return None
    row = PrintLog.objects.filter(number=token.document, kind=token.kind, issued_on=token.day).first()
    if row is None or bytes.fromhex(row.record_sha256)[:DIGEST_BYTES] != token.digest:
        return None
    printed = Printed(row.person_id, row.as_of, row.only_current, row.sensitive, row.content_sha256)
    return Issued(token.kind, row.number, row.issued_on, row.lgo, row.record_sha256, printed)
