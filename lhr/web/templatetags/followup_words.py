"""How an LGO's registration stands, as a tag with a word."""

from __future__ import annotations

from datetime import date

from django import template
from django.template.context import Context
from django.utils.html import format_html

from lhr.followup.rules import STATE_SAYS, State
from lhr.kernel.words import Words
from lhr.web.templatetags.lhr import day, say

register = template.Library()

TONES: dict[State, str] = {
    State.WENT_STALE: "bad",
    State.NOT_REGISTERED: "warn",
    State.AWAITING: "calm",
    State.REGISTERED: "ok",
}


@register.simple_tag(takes_context=True)
def will_end(context: Context, on: date) -> str:
    """Beside a registration that stands: from this day on one of the two rights will be held by nobody."""
    said = say(context, Words("สิทธิจะสิ้นสุด", "will end"))
    tag = '<span class="tag tag-warn" data-ending="{}">{} {}</span>'
    return format_html(tag, on.isoformat(), said, day(context, on))


@register.simple_tag(takes_context=True)
def registration(context: Context, state: State) -> str:
    """The word for the officer, the state's code for a program that reads the page."""
    said = say(context, STATE_SAYS[state])
    return format_html('<span class="tag tag-{}" data-state="{}">{}</span>', TONES[state], state.value, said)
