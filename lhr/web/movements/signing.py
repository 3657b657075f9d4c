"""The release and the receipt of a person are signed with a fresh card statement, over what exactly is signed."""

from __future__ import annotations

from collections.abc import Callable

from lhr.kernel.digits import to_thai
from lhr.kernel.rules import stop_if
from lhr.kernel.thai_date import show
from lhr.service_record import judging
from lhr.service_record import queries as service
from lhr.service_record.line_view import LineView
from lhr.service_record.rules import TRANSFER_IN, TRANSFER_OUT
from lhr.web.shared.confirming import Transaction
from lhr.web.shared.requests import OfficerRequest


def signs(line: LineView) -> bool:
    """Say whether verifying this line is the signature under a transfer."""
    return line.movement.code in (TRANSFER_OUT, TRANSFER_IN)


def transaction_of(
    request: OfficerRequest, line: LineView, version: int
) -> Callable[[], Transaction] | None:
    """Return how to ask for the card; None for a line that one click verifies."""
    if not signs(line):
        return None

    def confirm() -> Transaction:
        stop_if(judging.at_verification(request.actor, service.row_of(line.id)).findings)
        permission = judging.permission_to_verify(request.actor, line.organisation_path)
        content: dict[str, object] = {
            "act": str(permission),
            "line": str(line.id),
            "version": version,
            "person": str(line.person.id),
            "organisation": str(line.organisation_id),
            "starts": line.starts.isoformat(),
            "says": _says(line),
        }
        return Transaction(permission, content)

    return confirm


def _says(line: LineView) -> str:
    """Post and LGOs, no name: with the navigation transport the sentence travels in an address."""
    order = f" ตามคำสั่งที่ {to_thai(line.citation.number)}/{to_thai(str(line.citation.year or ''))}"
    way = (
        f"จาก {line.organisation_label} ไป {line.other_organisation}"
        if line.movement.code == TRANSFER_OUT
        else f"มา {line.organisation_label} จาก {line.other_organisation or 'ต้นสังกัด'}"
    )
    post = f" ({line.post.name})" if line.post else ""
    return f"ลงนาม{line.movement.name}{post} {way} มีผล {show(line.starts)}{order}"
