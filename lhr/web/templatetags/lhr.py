"""The words templates speak: say, field, may, status, day, and the parts of a page that repeat."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    HiddenInput,
    RadioSelect,
)
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from lhr.access import policy
from lhr.access.permissions import Permission
from lhr.audit import saves
from lhr.audit.tags import TAGS
from lhr.kernel import clock, thai_date
from lhr.kernel.digits import to_thai
from lhr.kernel.words import Words, filled
from lhr.web.shared.differing import differences
from lhr.web.shared.digits import in_digits
from lhr.web.shared.forms import LhrForm, Told
from lhr.web.shared.told import Message, label_of

register = template.Library()

TONES = ("ok", "warn", "bad", "calm")
_ABOVE = Words("อ่านไม่ได้ {n} ช่อง ดูรายการเหนือแบบฟอร์ม", "{n} cells cannot be read; they are listed above the form")
_KEYBOARDS = {"email": "email", "number": "numeric"}


def _lang(context: Context) -> str:
    return str(context.get("lang", "th"))


def _in_digits(context: Context, text: str) -> str:
    return to_thai(text) if context.get("digits") == "thai" and _lang(context) == "th" else text


def _text(context: Context, said: Any, english: str | None = None, **values: Any) -> str:
    if isinstance(said, Words):
        return said.text(_lang(context), **values)
    if english is None:
        return in_digits(str(said), str(context.get("digits", "")), _lang(context))
    if values:
        return Words(str(said), english).text(_lang(context), **values)
    # Without values the text may be somebody's own, and braces in it are no placeholders.
    return english if _lang(context) == "en" else str(said)


@register.simple_tag(takes_context=True)
def say(context: Context, said: Any, english: str | None = None, **values: Any) -> str:
    """`{% say "ไทย" "English" %}`, or `{% say words %}` of a Words value; `{name}` placeholders come by keyword.

    A plain text alone is a sentence composed elsewhere, and follows the officer's digits either way.
    """
    text = _text(context, said, english, **values)
    return conditional_escape(_in_digits(context, text))


@register.simple_tag(takes_context=True)
def told(context: Context, said: str, english: str) -> str:
    """A sentence composed with its days and numbers and kept as it was told (a notice): in the officer's digits."""
    lang = _lang(context)
    return conditional_escape(in_digits(english if lang == "en" else said, str(context.get("digits", "")), lang))


@register.simple_tag(takes_context=True)
def num(context: Context, value: Any) -> str:
    """A number or code in the digits that the officer reads."""
    return conditional_escape(_in_digits(context, f"{value:,}" if isinstance(value, int) else str(value)))


@register.simple_tag(takes_context=True)
def day(context: Context, value: date | None, style: str = "short") -> str:
    """A day in the Buddhist era inside `<time>`; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = clock.day_of(value)
    return _time(value, style, _lang(context), thai=context.get("digits") == "thai")


@lru_cache(maxsize=8192)
def _time(value: date, style: str, lang: str, *, thai: bool) -> SafeString:
    said = _shown(value, style, lang, thai=thai)
    return format_html('<time class="nw" datetime="{}">{}</time>', value.isoformat(), said)


def _day(context: Context, value: date, style: str) -> str:
    return _shown(value, style, _lang(context), thai=context.get("digits") == "thai")


def _shown(value: date, style: str, lang: str, *, thai: bool) -> str:
    if lang == "en":
        return thai_date.said(value).en
    shown: Any = style if style in ("short", "full", "num", "words") else "short"
    return thai_date.show(value, shown, digits="thai" if thai else "arabic")


@register.simple_tag(takes_context=True)
def moment(context: Context, value: datetime | None) -> str:
    """An instant: day and time of day in Bangkok."""
    if value is None:
        return ""
    local = value.astimezone(clock.BANGKOK)
    said = f"{_day(context, local.date(), 'short')} {_in_digits(context, local.strftime('%H:%M'))}"
    ending = "" if _lang(context) == "en" else " น."
    return format_html(
        '<time class="nw" datetime="{}">{}{}</time>', local.isoformat("T", "seconds"), said, ending
    )


@register.simple_tag(takes_context=True)
def status(context: Context, tone: str, said: Any, english: str | None = None) -> str:
    """A tag with a word: tones ok, warn, bad, calm. Never colour alone."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"no tone {tone!r}")
    return format_html(
        '<span class="tag tag-{}">{}</span>', tone, _in_digits(context, _text(context, said, english))
    )


@register.simple_tag(takes_context=True)
def crumb(context: Context, said: Any, english: str | None = None, to: str = "", **given: Any) -> str:
    """One step of the breadcrumb; with `to` (a URL name) it is a link."""
    text = _text(context, said, english)
    if not to:
        return format_html('<li class="breadcrumb-item active" aria-current="page">{}</li>', text)
    return format_html(
        '<li class="breadcrumb-item"><a href="{}">{}</a></li>', reverse(to, kwargs=given or None), text
    )


@register.simple_tag(takes_context=True)
def save_fields(context: Context) -> str:
    """The hidden fields of every form that writes: the CSRF token and a fresh save key."""
    token = context.get("csrf_token", "")
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="save_key" value="{}">',
        token,
        saves.new_key(),
    )


@register.filter
def at(values: Any, key: Any) -> Any:
    """What a mapping holds under a key that is itself a value of the page; None for nothing."""
    return values.get(key) if values else None


@register.filter
def tagged(tag: str) -> Words:
    """The sentence of an audit tag."""
    return TAGS.get(tag, Words(tag, tag))


# --- forms -------------------------------------------------------------------------------------------------------


def messages_of(field: BoundField, lang: str, digits: str = "arabic") -> list[Message]:
    return [Message(error, lang, field, digits) for error in field.errors.as_data()]


@register.inclusion_tag("shared/field.html", takes_context=True)
def field(
    context: Context, bound: BoundField, hint: Any = "", english: str | None = None, **given: Any
) -> dict[str, Any]:
    """Label, control, hint and findings of one field. `{% field form.x hint="ไทย" english="English" wide=True %}`.

    `above=True` of a field that may have many findings: where there are several, they stand in the summary only.
    """
    lang = _lang(context)
    told = messages_of(bound, lang, str(context.get("digits", "")))
    if given.get("above") and len(told) > 1:
        told = [Message(Told(filled(_ABOVE, n=len(told))), lang, bound, str(context.get("digits", "")))]
    hint_text = _text(context, hint, english) if hint else ""
    if not hint_text and bound.help_text:
        hint_text = _text(context, bound.help_text)
    kind = _kind(bound)
    return {
        "bound": bound,
        "label": label_of(bound, lang),
        "control": _control(bound, kind, told, hint_text),
        "hint": hint_text,
        "told": told,
        "kind": kind,
        "required": bound.field.required,
        "lang": lang,
        "digits": context.get("digits", ""),
        "wide": bool(given.get("wide")),
        "bare": bool(given.get("bare")),
    }


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, HiddenInput):
        return "hidden"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "group"
    if isinstance(widget, FileInput):
        return "file"
    return "check" if isinstance(widget, CheckboxInput) else "plain"


def _control(bound: BoundField, kind: str, told: list[Message], hint: str) -> SafeString:
    described = [f"{bound.auto_id}_told"] if told else []
    if hint:
        described.append(f"{bound.auto_id}_hint")
    styles = {"plain": "form-control", "file": "form-control", "check": "form-check-input", "group": "options"}
    own = str(bound.field.widget.attrs.get("class", ""))
    style = f"{_selects(bound) or styles.get(kind, '')} {own}".strip()
    attrs: dict[str, Any] = {"class": f"{style} is-invalid" if told else style}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if told:
        attrs["aria-invalid"] = "true"
    widget: Any = bound.field.widget
    if getattr(widget, "input_type", "") in _KEYBOARDS:
        # The browser's own bubble would stop the form before our sentence could be read.
        attrs["inputmode"], widget.input_type = _KEYBOARDS[widget.input_type], "text"
    return bound.as_widget(attrs=attrs) if kind != "hidden" else bound.as_widget()


def _selects(bound: BoundField) -> str:
    return "form-select" if getattr(bound.field.widget, "input_type", "") == "select" else ""


@register.inclusion_tag("shared/findings.html", takes_context=True)
def findings(context: Context, form: LhrForm, *others: LhrForm, th: str = "", en: str = "") -> dict[str, Any]:
    """The summary above a form: every finding with its next step, linked to its field; it takes the focus.

    `th` and `en` replace its heading where nothing was to be saved.
    """
    lang = _lang(context)
    told: list[Message] = []
    for each in (form, *others):
        if not each.is_bound:
            continue
        for name, errors in each.errors.as_data().items():
            bound = each[name] if name in each.fields else None
            told += [Message(error, lang, bound, str(context.get("digits", ""))) for error in errors]
    digits = context.get("digits", "")
    late = next((each for each in (form, *others) if each.is_bound and each.overtaken is not None), None)
    differ = differences(late) if late else []
    anew = (late.fresh_at or context["request"].path) if late else ""
    said = {"told": told, "lang": lang, "digits": digits, "instead": (en if lang == "en" else th)}
    return {**said, "since": late.overtaken if late else (), "differ": differ, "anew": anew}


# --- blocks ------------------------------------------------------------------------------------------------------


class _May(template.Node):
    def __init__(
        self, asked: FilterExpression, path: FilterExpression | None, inside: NodeList, other: NodeList
    ):
        self.asked, self.path, self.inside, self.other = asked, path, inside, other

    def render(self, context: Context) -> SafeString:
        actor, permission = context["actor"], Permission(self.asked.resolve(context))
        if self.path is None:
            held = policy.holds_anywhere(actor, permission)
        else:
            held = policy.can(actor, permission, self.path.resolve(context))
        return self.inside.render(context) if held else self.other.render(context)


@register.tag
def may(parser: Parser, token: Token) -> _May:
    """`{% may "rights.appoint" organisation.path %} … {% else %} … {% endmay %}`; without a path: anywhere."""
    words = token.split_contents()
    if len(words) not in (2, 3):
        raise template.TemplateSyntaxError("may takes a permission and, if wanted, a path")
    inside = parser.parse(("else", "endmay"))
    other = NodeList()
    if parser.next_token().contents == "else":
        other = parser.parse(("endmay",))
        parser.delete_first_token()
    path = parser.compile_filter(words[2]) if len(words) == 3 else None
    return _May(parser.compile_filter(words[1]), path, inside, other)


class _Wrapped(template.Node):
    def __init__(self, file: str, names: dict[str, FilterExpression], inside: NodeList) -> None:
        self.file, self.names, self.inside = file, names, inside

    def render(self, context: Context) -> SafeString:
        given = {name: value.resolve(context) for name, value in self.names.items()}
        given["heading"] = _in_digits(context, _text(context, given.pop("th"), str(given.pop("en"))))
        opened = context.template.engine if context.template else None
        if opened is None:
            raise template.TemplateSyntaxError("outside a template")
        outer = {"lang": _lang(context), "inside": mark_safe(self.inside.render(context))}  # noqa: S308 - rendered template text
        return opened.get_template(self.file).render(context.new({"wide": False, "id": "", **given, **outer}))


def _wrapper(parser: Parser, token: Token, file: str, end: str) -> _Wrapped:
    name, *words = token.split_contents()
    plain = [w for w in words if "=" not in w or w[0] in "\"'"]
    if len(plain) != 2:
        raise template.TemplateSyntaxError(f'{name} "ไทย" "English" key=value …')
    names = {"th": parser.compile_filter(plain[0]), "en": parser.compile_filter(plain[1])}
    for word in (w for w in words if w not in plain):
        key, _, value = word.partition("=")
        names[key] = parser.compile_filter(value)
    inside = parser.parse((end,))
    parser.delete_first_token()
    return _Wrapped(file, names, inside)


@register.tag
def table(parser: Parser, token: Token) -> _Wrapped:
    """`{% table "คำบรรยาย" "Caption" %}<thead>…<tbody>…{% endtable %}`: scrolls by itself, sticky head, caption."""
    return _wrapper(parser, token, "shared/table.html", "endtable")


@register.tag
def dialog(parser: Parser, token: Token) -> _Wrapped:
    """`{% dialog "ชื่อ" "Title" id="pick" %}…{% enddialog %}`: opened by `<button data-opens="pick">`."""
    return _wrapper(parser, token, "shared/dialog.html", "enddialog")


@register.tag
def panel(parser: Parser, token: Token) -> _Wrapped:
    """`{% panel "ชื่อ" "Title" %}…{% endpanel %}`: a white panel with its heading."""
    return _wrapper(parser, token, "shared/panel.html", "endpanel")


@register.inclusion_tag("shared/confirm.html", takes_context=True)
def confirm(context: Context, passkey: bool = False) -> dict[str, Any]:
    """Inside a form that must be confirmed: a card statement, or the password of an account that has no card; with
    `passkey` the passkey of an account that has one."""
    standing = context.get("standing")
    from lhr.web.shared.cards import agent_origins

    with_card = bool(standing is None or standing.with_card)
    by_passkey = passkey and standing is not None and standing.with_passkey
    return {"lang": _lang(context), "passkey": by_passkey, "with_card": with_card, "agents": " ".join(agent_origins())}
