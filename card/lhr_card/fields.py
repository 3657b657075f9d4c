"""The layout of applet A0 00 00 00 54 48 00 01 as data, and how its bytes are read.

The table is probable, not certain: it is what public readers agree on, until a real card or DOPA
says otherwise. Therefore it stands here as data and nowhere else.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stdnum.exceptions import InvalidComponent, ValidationError
from stdnum.th import pin

from lhr_card.codes import CardProblem

BUDDHIST_ERA = 543
LIFETIME = "99999999"
# A day on a card outside these Buddhist years is a misread chip (or Christian years), never a date.
YEARS_ON_CARDS = range(2400, 2700)


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    offset: int
    length: int
    thai: str
    english: str
    agreement: str  # A: all public readers; B: one or two; C: disputed; "-": our virtual card only

    @property
    def end(self) -> int:
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Span:
    """One READ command: neighbouring fields are fetched together."""

    offset: int
    length: int

    def covers(self, field: Field) -> bool:
        return self.offset <= field.offset and field.end <= self.offset + self.length


@dataclass(frozen=True, slots=True)
class ReadSet:
    name: str
    spans: tuple[Span, ...]
    fields: tuple[str, ...]


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("version", 0x0000, 4, "รุ่นของข้อมูล", "layout version", "B"),
        Field("cid", 0x0004, 13, "เลขประจำตัวประชาชน", "national ID number", "A"),
        Field("thai_name", 0x0011, 100, "ชื่อภาษาไทย", "Thai name", "A"),
        Field("english_name", 0x0075, 100, "ชื่อภาษาอังกฤษ", "English name", "A"),
        Field("birth", 0x00D9, 8, "วันเกิด", "date of birth", "A"),
        Field("sex", 0x00E1, 1, "เพศ", "sex", "A"),
        Field("request_no", 0x00E2, 20, "เลขคำขอมีบัตร", "request number", "B"),
        Field("issuing_office", 0x00F6, 100, "หน่วยงานที่ออกบัตร", "issuing office", "A"),
        Field("issuing_officer", 0x015A, 13, "ผู้ออกบัตร", "issuing officer", "B"),
        Field("issue", 0x0167, 8, "วันออกบัตร", "date of issue", "A"),
        Field("expire", 0x016F, 8, "วันบัตรหมดอายุ", "date of expiry", "A"),
        Field("type_or_religion", 0x0177, 2, "(ไม่อ่าน)", "(never read)", "C"),
        Field("photo_length", 0x0179, 2, "ความยาวรูป", "photo length", "-"),
        Field("photo", 0x017B, 5100, "รูปถ่าย", "photo", "A"),
        Field("address", 0x1579, 160, "ที่อยู่", "address", "B"),
        Field("photo_number", 0x1619, 14, "เลขใต้รูป", "number under the photo", "B"),
    )
}

# Card type or religion (sensitive) and the photo at sign-in: a test holds every span clear of them.
NEVER_READ = ("type_or_religion",)

_NAME = Span(0x0011, 100)
_LOGIN_SPANS = (Span(0x0004, 13), _NAME, Span(0x00E2, 20), Span(0x0167, 16))
_LOGIN_FIELDS = ("cid", "thai_name", "request_no", "issue", "expire")

LOGIN = ReadSet("login", _LOGIN_SPANS, _LOGIN_FIELDS)
ENROL = ReadSet(
    "enrol",
    (Span(0x0000, 4), *_LOGIN_SPANS, Span(0x1619, 14)),
    ("version", *_LOGIN_FIELDS, "photo_number"),
)


def cut(read_set: ReadSet, answers: Iterable[bytes]) -> dict[str, bytes]:
    """Return the raw bytes of each field of the set out of the answers to its spans, in order."""
    found: dict[str, bytes] = {}
    for span, answer in zip(read_set.spans, answers, strict=True):
        for name in read_set.fields:
            field = FIELDS[name]
            if span.covers(field):
                start = field.offset - span.offset
                found[name] = answer[start : start + field.length]
    return found


def text(name: str, raw: bytes) -> str:
    """Return the field's text. BAD_FIELD for a byte that ISO 8859-11 leaves undefined: no guess."""
    try:
        decoded = raw.decode("iso8859-11")
    except UnicodeDecodeError:
        raise bad_field(name) from None
    return decoded.replace("\xa0", " ").strip(" \0")


def bad_field(name: str) -> CardProblem:
    return CardProblem("BAD_FIELD", field=FIELDS[name].thai, field_en=FIELDS[name].english)


@dataclass(frozen=True, slots=True)
class CardName:
    prefix: str
    first: str
    middle: str
    last: str

    @property
    def shown(self) -> str:
        given = " ".join(part for part in (self.first, self.middle, self.last) if part)
        return self.prefix + given

    @property
    def masked(self) -> str:
        """The name with the family name cut to its first letter, for the consent window and logs."""
        return f"{self.prefix}{self.first} {_first_letter(self.last)}".strip()


def _first_letter(name: str) -> str:
    if not name:
        return ""
    # A leading vowel (เ แ โ ใ ไ) is written before the consonant it belongs to.
    return name[: 2 if name[0] in "เแโใไ" else 1] + "…"


def name(raw: bytes, field: str = "thai_name") -> CardName:
    """Return the name `prefix#first#middle#last`; BAD_FIELD when it has not these four parts."""
    parts = [part.strip() for part in text(field, raw).split("#")]
    if len(parts) != 4:
        raise bad_field(field)
    return CardName(*parts)


def cid(raw: bytes) -> str:
    """Return the 13 digits; BAD_CID when not 13 ASCII digits with a right check digit.

    python-stdnum also refuses a first digit 0 or 9; its check digit can still be right, and then
    the number is taken as read: whether such a number may hold an account is the server's rule.
    """
    digits = raw.decode("ascii", "replace")
    if not re.fullmatch(r"[0-9]{13}", digits):
        raise CardProblem("BAD_CID")
    try:
        pin.validate(digits)
    except InvalidComponent:
        if pin.calc_check_digit(digits[:-1]) != digits[-1]:
            raise CardProblem("BAD_CID") from None
    except ValidationError:
        raise CardProblem("BAD_CID") from None
    return digits


def masked_cid(digits: str) -> str:
    return f"{digits[0]}-{digits[1:3]}xx-xxxxx-xx-{digits[-1]}"


@dataclass(frozen=True, slots=True)
class CardDay:
    """A day as the chip has it: Buddhist year, month and day where 0 means not known."""

    year: int
    month: int
    day: int

    @property
    def last(self) -> date:
        """The last day it can mean: an unknown part runs to the end of that month or year."""
        year = self.year - BUDDHIST_ERA
        month = self.month or 12
        known_day = self.day if self.month else 0
        return date(year, month, known_day or calendar.monthrange(year, month)[1])


def card_day(name: str, value: str) -> CardDay:
    """Read `YYYYMMDD` of the Buddhist era; BAD_FIELD when a part is out of its range."""
    if not re.fullmatch(r"[0-9]{8}", value):
        raise bad_field(name)
    found = CardDay(int(value[:4]), int(value[4:6]), int(value[6:]))
    if found.year not in YEARS_ON_CARDS or found.day > 31:
        raise bad_field(name)
    try:
        _ = found.last
    except (ValueError, calendar.IllegalMonthError):
        raise bad_field(name) from None
    return found


def last_valid_day(expire: str) -> date | None:
    """Return the last day the card is valid, None for a lifetime card (ตลอดชีพ)."""
    return None if expire == LIFETIME else card_day("expire", expire).last


def is_expired(expire: str, today: date) -> bool:
    """A card is valid through its expiry day; `today` is the day in Asia/Bangkok."""
    last = last_valid_day(expire)
    return last is not None and today > last


def address_parts(raw: bytes) -> list[str]:
    """Return up to 8 address parts; take province, district and sub-district from the END.

    Fixed indexes disagree between readers.
    """
    return [part.strip() for part in text("address", raw).split("#")]
