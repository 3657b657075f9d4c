"""A page as tests read it, and a client that goes where a browser is sent after a refused save."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from lhr.web.shared.refused import MARK

_MARK = re.compile('<span class="w">([^<]*)</span>')


def html_of(answer: Any) -> str:
    """Return the page without the marks that only keep lines of Thai whole (lhr.web.shared.lines)."""
    return _MARK.sub(r"\1", answer.content.decode())


class PageClient(Client):
    """A client that opens the form's own page when a save was refused."""

    def post(self, *args: Any, **kwargs: Any) -> Any:
        answer: Any = super().post(*args, **kwargs)
        chain = [address for address, _ in getattr(answer, "redirect_chain", ())]
        if answer.status_code == 302 and f"{MARK}=" in answer["Location"]:
            chain = [answer["Location"]]
            answer = self.get(answer["Location"], headers=kwargs.get("headers"))
        answer.was_refused = any(f"{MARK}=" in address for address in chain)
        return answer


def is_refused(answer: Any) -> bool:
    """True for a page that shows what was refused, and for a part of a page that answers so by itself."""
    return answer.status_code == 422 or getattr(answer, "was_refused", False)
