"""What became of one movement, version by version: keyed, sent back, mended, verified, struck."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from lhr.audit.queries import Touched
from lhr.history import versions
from lhr.kernel.thai_date import show
from lhr.kernel.words import Words
from lhr.service_record import line_view
from lhr.service_record.card_view import Version
from lhr.service_record.line_view import LineView
from lhr.service_record.models import ServiceLine


def history(line_id: UUID, day: date) -> list[Version]:
    """Return every version of a line that the caller may see, the first one first; none for an unknown one."""
    rows = list(
        ServiceLine.objects.filter(entry_id=line_id).select_related("recorded", "superseded").order_by("version")
    )
    told, before = [], None
    for row, view in zip(rows, line_view.views(rows, day), strict=True):
        said = dict(_said(view))
        old = before or said
        differ = tuple(
            (label, Words(old[label], old[label]), Words(now, now))
            for label, now in said.items()
            if old[label] != now
        )
        made = row.recorded
        told.append(Version(made.at, made.actor_name, made.tag, made.reason, row.status, differ))
        before = said
    last = rows[-1].superseded if rows else None
    if last is not None:
        told.append(Version(last.at, last.actor_name, last.tag, last.reason, "", ()))
    return told


def acts_upon(line_id: UUID, *, after: int) -> list[Touched]:
    """Return what was done to a movement after the version that somebody saw."""
    return versions.acts_upon(ServiceLine, line_id, after=after)


def told_apart(old: LineView, new: LineView) -> list[tuple[Words, Words, Words, bool]]:
    """Return what either line says, piece by piece: the old, the new, and whether they differ."""
    was = dict(_said(old))
    return [
        (label, Words(was[label], was[label]), Words(now, now), was[label] != now)
        for label, now in _said(new)
        if was[label] or now
    ]


def _said(line: LineView) -> Iterator[tuple[Words, str]]:
    cited = line.citation
    post = f"{line.post.number} {line.post.name}" if line.post else line.position_text
    number = f"{cited.number}/{cited.year}" if cited.year else cited.number
    signed = show(cited.signed_on, digits="arabic") if cited.signed_on else ""
    yield Words("ประเภท", "Kind"), line.movement.name
    yield Words("วันที่มีผล", "Effective day"), line.starts_text or show(line.starts, digits="arabic")
    yield Words("ถึง", "To"), show(line.last_day, digits="arabic") if line.last_day else ""
    yield Words("ตำแหน่ง", "Post"), post
    yield Words("ระดับ", "Level"), line.level_name
    yield Words("เงินเดือน", "Pay"), " ".join(said.th for said in line.pays)
    yield line.other_says, line.other_organisation
    yield Words("เอกสารอ้างอิง", "Document"), " ".join(part for part in (number, signed, cited.text) if part)
    yield Words("หมายเหตุ", "Remark"), line.remark
