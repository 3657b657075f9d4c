"""The lines that are verified by one signature."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from lhr.web.shared.forms import LhrForm, words


class BatchForm(LhrForm):
    """Each line as `id:version`, the version that was seen."""

    line = forms.MultipleChoiceField(label=words("รายการ", "Lines"), required=True)

    def __init__(self, *args: Any, offered: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [(one, one) for one in offered]  # type: ignore[attr-defined]
