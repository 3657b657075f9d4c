"""The fields of SEM102. Names follow the findings of the rules: `registrar-capacity`, `officer-person` and so on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms

from lhr.access.roles import Role
from lhr.kernel.words import Words
from lhr.registry_rights.terms import CAPACITIES, CAPACITY_SAYS, HOLDERS
from lhr.web.shared.forms import (
    DigitsField,
    LhrForm,
    NationalIdField,
    ThaiDateField,
    ThaiTextField,
    WordsChoiceField,
    language,
    words,
)

# What an officer types or chooses in a block; `person` and `new` come from the picker.
TYPED = ("capacity", "starts", "last_day", "order_number", "order_signed_on", "phone", "email")
SHEET = "sem102"
_NO_EMAIL = Words(
    "อีเมลไม่ถูกรูปแบบ เช่น name@example.go.th", "This is no e-mail address, such as name@example.go.th"
)
GENDERS = (("M", Words("ชาย", "male")), ("F", Words("หญิง", "female")))
BLOCKS: dict[str, Role] = {role.lower(): role for role in HOLDERS}


_LOOK_AGAIN = Words(
    "วันสิ้นสุดเปลี่ยนไป อ่านผลที่จะเกิดขึ้นของวันใหม่ข้างล่าง แล้วกดยืนยันอีกครั้ง",
    "The day has changed: read below what follows from the new day, then confirm again",
)


class SheetForm(LhrForm):
    """SEM102: the blocks named in `editing` carry their fields; the others stay as they are on file."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = ThaiTextField(
        label=words("เหตุผลที่บันทึกทั้งที่มีข้อเตือน", "Reason for saving in spite of the warnings"),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, editing: tuple[Role, ...] = (), **kwargs: Any) -> None:
        self.editing = editing
        super().__init__(*args, **kwargs)
        for name in ("based_on", "reason"):
            self.fields[name].widget.attrs["form"] = SHEET
        for role in editing:
            for name, field in _block_fields(role).items():
                # The form itself stands in the action bar, beside Save and the password; its fields name it.
                field.widget.attrs["form"] = SHEET
                self.fields[f"{role.lower()}-{name}"] = field

    def of(self, role: Role, name: str) -> Any:
        return self.cleaned_data.get(f"{role.lower()}-{name}")


def _block_fields(role: Role) -> dict[str, forms.Field]:
    options = [(c.value, CAPACITY_SAYS[c]) for c in CAPACITIES[role]]
    phone = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
    return {
        "person": forms.CharField(widget=forms.HiddenInput),
        "capacity": WordsChoiceField(
            options=options, label=words("ในฐานะ", "Capacity"), widget=forms.RadioSelect
        ),
        "starts": ThaiDateField(label=words("มีผลตั้งแต่วันที่", "In force from")),
        "last_day": ThaiDateField(label=words("ถึงวันที่", "To (last day)"), required=False),
        "order_number": DigitsField(label=words("ตามคำสั่งที่", "By order no."), required=False, max_length=40),
        "order_signed_on": ThaiDateField(label=words("ลงวันที่", "Signed on"), required=False),
        # The file itself waits on the server (lhr.documents.pending); this is where its findings stand.
        "scan": forms.CharField(
            label=words("ไฟล์สแกนคำสั่ง", "Scan of the order"), required=False, widget=forms.HiddenInput
        ),
        "phone": DigitsField(label=words("โทรศัพท์", "Telephone"), required=False, max_length=40, widget=phone),
        "email": forms.EmailField(
            label=words("อีเมล", "E-mail"),
            required=False,
            max_length=120,
            widget=forms.EmailInput(attrs={"autocomplete": "off"}),
            error_messages={"invalid": _NO_EMAIL.text(language())},
        ),
    }


class PickForm(LhrForm):
    """The search of the picker: a whole number, never a name."""

    national_id = NationalIdField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Without it a dialog gives the focus to its close button.
        self.fields["national_id"].widget.attrs["autofocus"] = True


class NewPersonForm(LhrForm):
    """The least that names a person whom the register does not know (cold start)."""

    # Django takes a form's fields out of the class, so that its own `prefix` is not touched; the rules say "prefix".
    prefix = forms.ChoiceField(label=words("คำนำหน้าชื่อ", "Title"))  # type: ignore[assignment]
    first = ThaiTextField(label=words("ชื่อ", "First name"), max_length=100)
    last = ThaiTextField(label=words("นามสกุล", "Family name"), max_length=100)
    birth_date = ThaiDateField(label=words("วันเดือนปีเกิด", "Date of birth"))
    gender = WordsChoiceField(options=GENDERS, label=words("เพศ", "Gender"), widget=forms.RadioSelect)
    ticket = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, prefixes: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prefix"].choices = [("", "—"), *((p, p) for p in prefixes)]  # type: ignore[attr-defined]


class AsOfForm(LhrForm):
    """The day on which the history is looked at."""

    on = ThaiDateField(label=words("ณ วันที่", "As of"), required=False)


class DecisionForm(LhrForm):
    """The province's answer about one appointment, as it stood when the page was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class RefusalForm(DecisionForm):
    reason = ThaiTextField(
        label=words("เหตุที่ไม่ยืนยัน", "Why it is not confirmed"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class EndForm(DecisionForm):
    """Ending a right without a successor. `told_for` is the day whose consequences stood on the page: nobody ends a
    right on a day of which the page did not say what follows. One that never began has no day to choose."""

    stands_on: ClassVar[dict[str, str]] = {"last_day": "from_day"}

    told_for = forms.DateField(widget=forms.HiddenInput)
    from_day = ThaiDateField(label=words("สิ้นสุดตั้งแต่วันที่", "Ends from"))
    reason = ThaiTextField(label=words("เหตุผล", "Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, begun: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not begun:
            del self.fields["from_day"], self.fields["told_for"]
        for field in self.fields.values():
            # As with SEM102 the form itself stands in the action bar, beside its button and the password.
            field.widget.attrs["form"] = "end-right"

    @property
    def last_day(self) -> date | None:
        """The last day of the right; None for one that never began. Only after a successful `is_valid`."""
        day: date | None = self.cleaned_data.get("from_day")
        return day - timedelta(days=1) if day else None

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if "from_day" in typed and typed["from_day"] != typed.get("told_for"):
            self.say(_LOOK_AGAIN)
        return typed


class ActForm(LhrForm):
    """A button that writes and asks nothing more."""
