"""Why a job ended without being done, in words for the officer: what happened, why, and the next step."""

from __future__ import annotations

from lhr.access.policy import Denied
from lhr.jobs.models import Job
from lhr.kernel.rules import RuleBroken
from lhr.kernel.words import Words, filled

_DENIED = Words(
    "ระบบหยุดงานนี้ เพราะสิทธิของผู้สั่งเปลี่ยนไปหลังจากสั่งงาน: {why} ทำต่อ: ให้ผู้มีสิทธิในปัจจุบันสั่งงานนี้ใหม่",
    "The job was stopped because the rights of who asked for it have changed since: {why}. "
    "Next: whoever holds the right today asks for it anew",
)
_BROKEN = Words("ระบบหยุดงานนี้: {what}", "The job was stopped: {what}")
_FOUND = Words("{code} {says} ทำต่อ: {remedy}", "{code} {says} Next: {remedy}")
_NEXT = Words(
    "รายการก่อนหน้านั้นทำเสร็จแล้วและยังอยู่ ทำต่อ: สั่งงานนี้ใหม่อีกครั้ง หากยังไม่สำเร็จ แจ้งผู้ดูแลระบบพร้อมเลขงาน {number}",
    "What was done before it stays. Next: ask for the job again; if it fails once more, tell the administrator the "
    "job's number {number}",
)
_FAILED = Words(
    "ระบบทำรายการที่ {item} ไม่สำเร็จ ลองแล้ว {times} ครั้ง จึงหยุดงานนี้ {next}",
    "Item {item} could not be done in {times} attempts, so the job was stopped. {next}",
)
_DIED = Words(
    "โปรแกรมที่ทำงานนี้หยุดกลางคันที่รายการที่ {item} แล้ว {times} ครั้ง จึงหยุดงานนี้ {next}",
    "The program that did the job ended in the middle of item {item} {times} times, so the job was stopped. {next}",
)


def number_of(job: Job) -> str:
    """The short number by which officer and administrator speak of a job."""
    return str(job.pk)[:8]


def denied(why: Denied) -> Words:
    return filled(_DENIED, why=why.reason)


def broken(why: RuleBroken) -> Words:
    return filled(_BROKEN, what=Words(_found(why, "th"), _found(why, "en")).literal())


def _found(why: RuleBroken, lang: str) -> str:
    told = (_FOUND.text(lang, code=one.code, says=one.says(lang), remedy=one.remedy(lang)) for one in why.findings)
    return " ".join(told)


def failed(job: Job) -> Words:
    return _at_item(_FAILED, job, job.attempts)


def died(job: Job) -> Words:
    return _at_item(_DIED, job, job.attempts - 1)


def _at_item(said: Words, job: Job, times: int) -> Words:
    going_on = filled(_NEXT, number=number_of(job))
    return filled(said, item=f"{job.done + 1:,}", times=times, next=going_on)
