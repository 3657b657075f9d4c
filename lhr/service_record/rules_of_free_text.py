"""What no free text of a line may hold: somebody's whole ID number, which is masked everywhere else. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from lhr.kernel import national_id
from lhr.kernel.rules import Finding
from lhr.kernel.words import Words
from lhr.service_record.rules_said_of_sections import CD_06

# The free texts that stand beside the columns of a section, by the name of their field.
_LABELS = {
    "citation_number": Words("เลขที่เอกสารหรือคำสั่ง", "Order or document no."),
    "citation_text": Words("เอกสารอ้างอิงอื่น", "Other document"),
    "remark": Words("หมายเหตุ", "Remark"),
    "why": Words("เหตุผลที่แก้ไข", "Reason for the correction"),
    "reason": Words("เหตุผล", "Reason"),
    "position_text": Words("ตำแหน่ง", "Position"),
    "other": Words("หน่วยงานคู่โอน", "The other side"),
    "starts_text": Words("วันที่ตามต้นฉบับ", "Day as the paper has it"),
    "level_text": Words("ระดับตามต้นฉบับ", "Level as the paper has it"),
    "salary_text": Words("เงินเดือนตามต้นฉบับ", "Pay as the paper has it"),
}


def check_free_text(typed: Mapping[str, str]) -> list[Finding]:
    """CD-06 for the texts beside the columns, by field."""
    return [found for field, text in typed.items() for found in check_column(field, _LABELS[field], text)]


def check_column(field: str, label: Words, text: str) -> list[Finding]:
    """CD-06 for the text of one column."""
    return [CD_06.finding(field=field, label=label)] if national_id.stands_in(text) else []
