"""What the card signs under verified lines: the act in words, and the digest of exactly what is verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lhr.kernel.digits import to_thai
from lhr.kernel.rules import stop_if
from lhr.kernel.thai_date import show
from lhr.service_record import judging, judging_waiting
from lhr.service_record.card_view import CardLineView
from lhr.service_record.line_view import LineView
from lhr.service_record.rules import TRANSFER_IN, TRANSFER_OUT
from lhr.web.shared.confirming import Transaction
from lhr.web.shared.requests import OfficerRequest
from lhr.web.verifying.waiting import AnyLine, label_of

_NAMED = 3  # kinds that a sentence over many lines names before it only counts
_SENSITIVE = "ข้อมูลอ่อนไหว"


def transaction_of(request: OfficerRequest, lines: Sequence[AnyLine]) -> Transaction:
    """Return what is signed over these lines of one LGO. Raises RuleBroken for what could not be verified anyway: no
    card is asked for in vain."""
    ids = [line.id for line in lines]
    found = judging_waiting.blocking(request.actor, [ids])
    stop_if(finding for one in ids for finding in found.get(one, ()))
    permission = judging.permission_to_verify(request.actor, lines[0].organisation_path)
    content: dict[str, object] = {
        "act": str(permission),
        "count": len(lines),
        "organisation": str(lines[0].organisation_id),
        "says": says(lines),
        "sha256": judging_waiting.digest(ids),
    }
    return Transaction(permission, content)


def says(lines: Sequence[AnyLine]) -> str:
    """Kinds, post and LGOs, no name: with the navigation transport the sentence travels in an address."""
    first = lines[0]
    if len(lines) == 1:
        return f"{_alone(first)}{_order(first)}"
    kinds = Counter(_kind(line) for line in lines)
    named = " ".join(f"{kind} {to_thai(str(n))}" for kind, n in kinds.most_common(_NAMED))
    more = " และอื่น ๆ" if len(kinds) > _NAMED else ""
    total = to_thai(str(len(lines)))
    order = _order(first) if len({line.citation.evidence_key(line.id) for line in lines}) == 1 else ""
    return f"ตรวจสอบ {total} รายการใน ก.พ.๗ ของ {first.organisation_label}: {named}{more}{order}"


def _kind(line: AnyLine) -> str:
    return _SENSITIVE if isinstance(line, CardLineView) and line.section.sensitive else label_of(line).th


def _alone(line: AnyLine) -> str:
    if not isinstance(line, LineView):
        return f"ตรวจสอบ{_kind(line)} ใน ก.พ.๗ ของ {line.organisation_label}"
    post = f" ({line.post.name})" if line.post else ""
    day = f"มีผล {show(line.starts)}"
    if line.movement.code == TRANSFER_OUT:
        return f"ลงนาม{line.movement.name}{post} จาก {line.organisation_label} ไป {line.other_organisation} {day}"
    if line.movement.code == TRANSFER_IN:
        sender = line.other_organisation or "ต้นสังกัด"
        return f"ลงนาม{line.movement.name}{post} มา {line.organisation_label} จาก {sender} {day}"
    return f"ตรวจสอบ{line.movement.name}{post} ของ {line.organisation_label} {day}"


def _order(line: AnyLine) -> str:
    cited = line.citation
    if not cited.is_order:
        return ""
    return f" ตามคำสั่งที่ {to_thai(cited.number)}/{to_thai(str(cited.year))}"
