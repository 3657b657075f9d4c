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


POSTED = re.compile(r"<form\b[^>]*method\s*=\s*[\"']post[\"'].*?</form>", re.IGNORECASE | re.DOTALL)
ADDRESS = re.compile(r"""action="{% url '([\w:]+)'|action="{{ ([\w.]+) }}""")
# The forms without a save key of their own, by template and where they lead; each says why it needs none.
WITHOUT_KEY = {
    # Nothing of the register is written.
    ("shared/header.html", "preferences"): "sets cookies of this browser only",
    ("shared/shortcuts.html", "preferences"): "sets cookies of this browser only",
    ("accounts/own.html", "preferences"): "sets cookies of this browser only",
    ("shared/header.html", "accounts:sign_out"): "ends one's own session; a second time there is none to end",
    ("home/home.html", "notices_read"): "marks one's own news as read; the book has no row, a second time nothing",
    ("home/home.html", "notice_read"): "marks one's own news as read; the book has no row, a second time nothing",
    ("rights/pick.html", "rights:keep"): "keeps what was typed as a draft",
    ("jobs/one.html", "jobs:cancel"): "takes a live job to its end once; a second time there is none to end",
    ("movements/drafts.html", "movements:drop_draft"): "gives up a draft; no part of the register",
    ("rights/new_person.html", "rights:new_person"): "keeps what was typed as a draft",
    ("rights/pick_body.html", "rights:pick"): "a search: asked again it is another search and counts as one (PE-10)",
    ("shared/header.html", "movements:find"): "a search: asked again it is another search and counts as one (PE-10)",
    ("movements/find.html", "movements:find"): "a search: asked again it is another search and counts as one (PE-10)",
    ("rights/found.html", "transfers:ask"): "carries the number to the form; nothing is asked yet",
    # What is sent is good once by itself, and a receipt would keep a digest of a secret.
    ("accounts/sign_in.html", "accounts:sign_in"): "nobody is known yet to whom a key could be bound",
    ("accounts/card.html", "accounts:card"): "the statement's nonce is good once",
    ("accounts/unlock.html", "accounts:unlock"): "the statement's nonce is good once",
    ("accounts/card_help.html", "accounts:thaid"): "asks ThaID; its state is good once",
    ("accounts/enrol.html", "accounts:thaid"): "asks ThaID; its state is good once",
    ("accounts/thaid_back.html", "accounts:thaid_back"): "the state is good once",
    ("accounts/passkey.html", "accounts:passkey"): "the answer's nonce is good once",
    ("accounts/passkey_first.html", "accounts:passkey_first"): "the answer's nonce is good once",
    ("accounts/passkey_add.html", "accounts:passkey_add"): "the answer's nonce is good once",
    ("accounts/enrol.html", "accounts:first_read"): "the statement's nonce is good once, the same card is kept once",
    ("accounts/return.html", "accounts:card_return"): "hands on a statement whose nonce is good once",
    ("accounts/password.html", ""): "a receipt would keep a digest of the password; set twice it is the same",
    ("accounts/pass.html", ""): "the one-time code is good once",
    # The key of the form that was interrupted is among what is sent again.
    ("accounts/resume.html", "draft.path"): "sends the kept form again, with its own key",
    ("shared/checking.html", "original"): "sends the kept form again, with its own key or a fresh one",
}


def _posted() -> list[tuple[tuple[str, str], str]]:
    """Return every form that is posted, with its template's short name and where it leads ("": to its own page)."""
    found = []
    for name, path in TEMPLATES.items():
        for form in POSTED.findall(_without_comments(path)):
            leads = ADDRESS.search(form)
            where = (leads.group(1) or leads.group(2)) if leads else ""
            found.append(((name.split("/templates/")[1], where), form))
    return found


def test_a_form_that_writes_carries_its_save_key() -> None:
    """ADR 0004: each form has its save key; the exceptions are named above."""
    bare = {where for where, form in _posted() if "{% save_fields" not in form}
    assert bare - set(WITHOUT_KEY) == set()
    assert set(WITHOUT_KEY) - bare == set(), "no exception without its form"


def test_a_posted_form_carries_its_token() -> None:
    assert [w for w, form in _posted() if "csrf_token" not in form and "{% save_fields" not in form] == []
