"""Templates hold words and structure: nothing that the Content-Security-Policy would refuse, no other host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house import repository

TEMPLATES = {
    repository.name(p): p for p in repository.files() if p.suffix == ".html" and "/templates/" in str(p)
}
INLINE = re.compile(
    r"<style|\sstyle\s*=|\son[a-z]+\s*=|hx-on|javascript:|<script(?![^>]*\bsrc=)", re.IGNORECASE
)
ELSEWHERE = re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_holds_no_inline_style_or_script(name: str) -> None:
    text = _without_comments(TEMPLATES[name])
    assert INLINE.findall(text) == []
    assert ELSEWHERE.findall(text) == []


def _without_comments(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", text, flags=re.DOTALL)


def test_a_form_that_writes_carries_its_token() -> None:
    forms = re.compile(r"<form\b[^>]*method\s*=\s*[\"']post[\"'].*?</form>", re.IGNORECASE | re.DOTALL)
    bare = [
        name
        for name, path in TEMPLATES.items()
        for form in forms.findall(_without_comments(path))
        if "csrf_token" not in form and "{% save_fields" not in form
    ]
    assert bare == []
