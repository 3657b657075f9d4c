"""What is typed at the sign-in."""

from __future__ import annotations

from typing import Any

from django import forms

from lhr.web.shared.forms import LhrForm, words


def _secret(label: Any, complete: str, **kwargs: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=1000, **kwargs)


class SignInForm(LhrForm):
    """User and Password, as the letter of 2561 calls them."""

    user_name = forms.CharField(
        label=words("ชื่อผู้ใช้ (User)", "User"),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autofocus": True,
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )
    password = _secret(words("รหัสผ่าน (Password)", "Password"), "current-password")


class NewPasswordForm(LhrForm):
    """A password of one's own; the present one is asked unless it was a one-time password."""

    current = _secret(words("รหัสผ่านปัจจุบัน", "Present password"), "current-password")
    new_password = _secret(words("รหัสผ่านใหม่", "New password"), "new-password")
    repeated_password = _secret(words("รหัสผ่านใหม่อีกครั้ง", "New password again"), "new-password")

    def __init__(self, *args: Any, first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first:
            del self.fields["current"]


class PassForm(LhrForm):
    """The one-time code of an office, while card or reader cannot be used."""

    code = forms.CharField(
        label=words("รหัสผ่านชั่วคราวจากสำนักงาน", "One-time code from the office"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class UnlockForm(LhrForm):
    """The password, when the lock lasted long."""

    password = _secret(words("รหัสผ่าน", "Password"), "current-password", required=False)


class ReadForm(LhrForm):
    """Reading the card: nothing is typed, but it may be refused."""


class PasskeyForm(LhrForm):
    """What the holder calls a new passkey; the device makes the rest."""

    label = forms.CharField(
        label=words("เรียกกุญแจผ่านนี้ว่า", "Name of this passkey"),
        max_length=60,
        help_text=words("เช่น โทรศัพท์ของฉัน กุญแจ USB ในตู้เซฟ", "such as: my phone, USB key in the safe"),
    )


class RevokeForm(LhrForm):
    """Why a PC's key ends."""

    reason = forms.CharField(
        label=words("เหตุผล", "Reason"),
        max_length=300,
        help_text=words("เช่น เปลี่ยนเครื่อง เครื่องหาย", "such as: new PC, PC lost"),
    )
