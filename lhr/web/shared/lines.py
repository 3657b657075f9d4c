"""Lines of Thai end between words: each page leaves with what belongs together marked (documents.md 10.3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from lhr.kernel import unbroken

# A text of the page, unless it stands where no markup may (title, option, textarea) or never wraps anyway.
_TEXT = re.compile(
    r'<(?:title|option|textarea|time|t[dh] [^>]*\bnw\b|span class="tag )[^>]*>[^<]*'
    r"|>([^<]*(?:[\u0e01-\u0e5b]|\d[- /]\d)[^<]*)(?=<)"
)


def keep_together(page: str) -> str:
    """Return the HTML with the field's compounds, names, days and numbers each kept on one line."""
    return _TEXT.sub(_marked, page)


def _marked(met: re.Match[str]) -> str:
    return f">{_text(met.group(1))}" if met.group(1) else met.group()


@lru_cache(maxsize=8192)
def _text(text: str) -> str:
    """Labels and names come again on page after page, and the search for compounds is long."""
    return unbroken.mark(text, _kept)


def _kept(piece: str) -> str:
    return f'<span class="w">{piece}</span>'


class LinesMiddleware:
    """Marks every page of ours on its way out: labels, findings and names come from too many places to do it there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if isinstance(answer, HttpResponse) and answer.headers.get("Content-Type", "").startswith("text/html"):
            answer.content = keep_together(answer.content.decode()).encode()
        return answer
