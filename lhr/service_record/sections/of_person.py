"""Items 1 to 9 of block A, and photographs, addresses, skills, special duties and other items of block B."""

from __future__ import annotations

from lhr.kernel.rules import Finding
from lhr.kernel.thai_date import buddhist_year
from lhr.kernel.words import Words
from lhr.people import rules as of_people
from lhr.service_record.rules_said_of_sections import PE_04, PE_09
from lhr.service_record.sections.columns import Choice, Number, PaperDate, PlaceName, Text, Year, whole_day
from lhr.service_record.sections.section import Cites, Facts, Section, Tab, Typed

PICTURES = ("image/jpeg", "image/png")


def check_new_name(new: Typed, facts: Facts) -> list[Finding]:
    """PE-05, PE-06, PE-07: the new name is one that a person of this gender may bear."""
    first, last = new.text("first_name"), new.text("last_name")
    if not (first and last):
        return []
    title = of_people.check_title(new.text("prefix"), facts.gender)
    return [*title, *of_people.check_name(first, last, facts.titles)]


def check_new_birth(new: Typed, facts: Facts) -> list[Finding]:
    """PE-04: another day than the one on record, unless its own line put it there; and one that has been."""
    born = new.day("birth_date")
    if born is None:
        return []
    put_there = whole_day(facts.corrected.get("birth_date")) == born
    same = [PE_04.finding(variant=1)] if born == facts.born and not put_there else []
    return [*same, *of_people.check_birth_date(born, facts.today)]


def check_photograph(new: Typed, facts: Facts) -> list[Finding]:
    """PE-09: a picture, of a year in which the person served already."""
    found = []
    year, began = new.values.get("year"), facts.began
    if year and began and int(year) < buddhist_year(began):
        found.append(PE_09.finding(variant=1, field="year", year=year, began=buddhist_year(began)))
    return [*found, *check_picture(new.scan_type)]


def check_picture(media_type: str) -> list[Finding]:
    """PE-09: there is a file, and it is a picture."""
    if not media_type:
        return [PE_09.finding(field="scan")]
    return [] if media_type in PICTURES else [PE_09.finding(variant=2, field="scan")]


_SINCE = Words("ตั้งแต่วันที่", "Since")

NAME = Section(
    code="NAME",
    label=Words("เปลี่ยนชื่อ นามสกุล หรือคำนำหน้าชื่อ", "Change of name or title"),
    tab=Tab.PERSON,
    number="1",
    columns=(
        PaperDate(name="changed_on", label=Words("วันที่เปลี่ยน", "Changed on"), required=True, width=24),
        Text(
            name="former",
            label=Words("จาก", "From"),
            required=True,
            hint=Words("คำนำหน้า ชื่อ และนามสกุลเดิม", "the former title and name"),
        ),
        Choice(name="prefix", label=Words("คำนำหน้าชื่อ", "Title"), source="prefix", required=True, width=24),
        Text(name="first_name", label=Words("เป็นชื่อ", "First name"), required=True, most=100),
        Text(name="last_name", label=Words("นามสกุล", "Family name"), required=True, most=100),
    ),
    weight=3,
    cites=Cites.DOCUMENT,
    starts="changed_on",
    key=("changed_on",),
    checks=(check_new_name,),
    summary=("prefix", "first_name", "last_name"),
    help=Words("อ้างหนังสือสำคัญการเปลี่ยนชื่อ หรือทะเบียนสมรส", "Cite the certificate of change, or of marriage"),
)
BIRTH = Section(
    code="BIRTH",
    label=Words("ขอแก้ไขวันเดือนปีเกิด", "Change of birth date"),
    tab=Tab.PERSON,
    number="2",
    columns=(
        PaperDate(
            name="birth_date",
            label=Words("วันเดือนปีเกิดที่ถูกต้อง", "The right birth date"),
            required=True,
            whole=True,
            before_birth=True,
            width=30,
        ),
        Text(
            name="authority",
            label=Words("ผู้มีอำนาจอนุมัติ", "Approved by"),
            required=True,
            hint=Words("เช่น มติ ก.ท.จ. ครั้งที่ …", "as: resolution of the committee"),
        ),
    ),
    weight=3,
    cites=Cites.ORDER,
    checks=(check_new_birth,),
    summary=("birth_date",),
    help=Words(
        "นายทะเบียนเห็นชอบก่อน แล้วจังหวัดอนุมัติ วันเกษียณอายุคำนวณใหม่หลังอนุมัติ",
        "The registrar endorses, then the province approves; retirement is computed anew",
    ),
)
RETIREMENT = Section(
    code="RETIREMENT",
    label=Words("วันครบเกษียณอายุตามบัตรเดิม", "Retirement as the old card prints it"),
    tab=Tab.PERSON,
    number="3",
    columns=(
        Text(name="printed", label=Words("ข้อความตามบัตรเดิม", "Text of the old card"), required=True, most=100),
    ),
    weight=2,
    cites=Cites.DOCUMENT,
    single=True,
    help=Words("เก็บเป็นข้อความเท่านั้น วันพ้นจากราชการใช้วันที่ระบบคำนวณ", "Kept as text only; the computed day stands"),
)
BEGINNING = Section(
    code="BEGINNING",
    expected=True,
    label=Words("วันสั่งบรรจุและวันเริ่มปฏิบัติราชการ", "Appointment and start of duty"),
    tab=Tab.PERSON,
    number="7, 8",
    columns=(
        PaperDate(name="appointed_on", label=Words("วันสั่งบรรจุ", "Appointed on"), required=True),
        PaperDate(name="began_on", label=Words("วันเริ่มปฏิบัติราชการ", "Began duty on"), required=True),
    ),
    weight=2,
    cites=Cites.DOCUMENT,
    starts="appointed_on",
    single=True,
    summary=("appointed_on", "began_on"),
)
DOMICILE = Section(
    code="DOMICILE",
    expected=True,
    label=Words("ภูมิลำเนา", "Domicile"),
    tab=Tab.PERSON,
    number="–",
    columns=(Text(name="domicile", label=Words("ภูมิลำเนา", "Domicile"), required=True, most=100),),
    single=True,
)
ADDRESS = Section(
    code="ADDRESS",
    expected=True,
    label=Words("ที่อยู่", "Addresses"),
    tab=Tab.PERSON,
    number="ข 2",
    columns=(
        Choice(
            name="kind",
            label=Words("ประเภทที่อยู่", "Kind"),
            options={
                "CURRENT": Words("ที่อยู่ปัจจุบัน", "present address"),
                "REGISTERED": Words("ที่อยู่ตามทะเบียนบ้าน", "registered address"),
            },
            required=True,
            width=36,
        ),
        PaperDate(name="since", label=_SINCE, width=24),
        Text(name="house", label=Words("บ้านเลขที่", "House no."), required=True, most=40, heads="ที่อยู่"),
        Text(name="moo", label=Words("หมู่ที่", "Moo"), most=20, beside="house", within="หมู่ที่ {}"),
        Text(
            name="soi", listed=False, label=Words("ซอย", "Soi"), most=80, beside="house", within="ซอย{}"
        ),
        Text(
            name="road", listed=False, label=Words("ถนน", "Road"), most=80, beside="house", within="ถนน{}"
        ),
        PlaceName(
            name="subdistrict",
            label=Words("ตำบล อำเภอ จังหวัด", "Sub-district, district, province"),
            required=True,
            hint=Words("เช่น ในเมือง เมืองนครพนม นครพนม", "as: ในเมือง เมืองนครพนม นครพนม"),
            beside="house",
        ),
        Number(
            name="zip",
            listed=False,
            label=Words("รหัสไปรษณีย์", "Postal code"),
            least=10000,
            most=96999,
            beside="house",
        ),
        Text(name="phone", listed=False, label=Words("โทรศัพท์", "Telephone"), most=40, paper=False),
    ),
    starts="since",
    key=("kind", "since"),
    summary=("kind", "house", "subdistrict"),
)
PHOTO = Section(
    code="PHOTO",
    expected=True,
    label=Words("ภาพถ่าย", "Photographs"),
    tab=Tab.PERSON,
    number="ข",
    columns=(
        Number(name="slot", label=Words("รูปที่", "No."), required=True, least=1, most=7, width=14),
        Year(name="year", label=Words("ถ่ายเมื่อ พ.ศ.", "Taken in (B.E.)"), required=True, width=24),
    ),
    key=("slot",),
    own_file=True,
    checks=(check_photograph,),
    summary=("slot", "year"),
    help=Words(
        "ภาพ JPEG หรือ PNG รูปละหนึ่งไฟล์ ระบบวาดใหม่โดยไม่เก็บตำแหน่งและกล้อง",
        "One JPEG or PNG a slot; drawn anew without place or camera",
    ),
)
SKILL = Section(
    code="SKILL",
    label=Words("ความสามารถพิเศษ", "Special skills"),
    tab=Tab.PERSON,
    number="ข 5",
    columns=(
        Text(name="skill", label=Words("ความสามารถ", "Skill"), required=True),
        Text(name="grade", label=Words("ระดับหรือใบรับรอง", "Grade or certificate"), most=100),
        PaperDate(months=True, name="since", label=_SINCE, width=24),
    ),
    starts="since",
)
SPECIAL_DUTY = Section(
    code="SPECIAL_DUTY",
    label=Words("การปฏิบัติราชการพิเศษ", "Special duties"),
    tab=Tab.PERSON,
    number="ข 6",
    columns=(
        Text(name="duty", label=Words("รายการ", "Duty"), required=True),
        Text(name="place", label=Words("สถานที่", "Place")),
        PaperDate(name="starts_on", label=Words("ตั้งแต่", "From"), required=True, width=24),
        PaperDate(name="ended_on", label=Words("ถึง", "To"), width=24),
    ),
    cites=Cites.DOCUMENT,
    starts="starts_on",
    ends="ended_on",
)
OTHER = Section(
    code="OTHER",
    label=Words("รายการอื่น ๆ ที่จำเป็น", "Other items"),
    tab=Tab.PERSON,
    number="ข 7",
    columns=(
        PaperDate(name="on", label=Words("วันที่", "Day"), width=24),
        Text(name="item", label=Words("รายการ", "Item"), required=True, most=300, long=True),
    ),
    starts="on",
    summary=("item",),
)

SECTIONS = (NAME, BIRTH, RETIREMENT, BEGINNING, DOMICILE, ADDRESS, PHOTO, SKILL, SPECIAL_DUTY, OTHER)
