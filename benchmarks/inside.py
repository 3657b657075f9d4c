"""A page answered in this process, to see what no client sees: its queries, and its template rendered bare."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.template import Context
from django.template.base import Template
from django.test import Client, signals
from django.test.utils import CaptureQueriesContext

from benchmarks.harness import Errors

_COUNT = re.compile(r"\bCOUNT\s*\(", re.IGNORECASE)
_BOUND = re.compile(r"\b(WHERE|JOIN|LIMIT)\b", re.IGNORECASE)
_OF_THE_TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")  # they ask nothing
_NEXT = re.compile(r'href="(\?[^"]*after=[^"]+)"')
DEEPEST = 500


@dataclass(frozen=True)
class Inside:
    """How many questions a page asks, how many of them count a whole table, and the page's template alone."""

    queries: int
    unbounded_counts: int
    bare: Callable[[], object]


def look(path: str, session: str) -> Inside:
    """Ask for the page once to warm what the process keeps, then once more, counting.

    Needs Django's test environment, in which it tells what it renders.
    """
    client = _client(session)
    client.get(path)
    seen: list[tuple[Template, dict[str, Any]]] = []

    def rendered(sender: Any, template: Template, context: Context, **_: Any) -> None:
        # Now: what the processors give is gone afterwards.
        seen.append((template, {str(name): value for name, value in context.flatten().items()}))

    signals.template_rendered.connect(rendered)
    try:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
    finally:
        signals.template_rendered.disconnect(rendered)
    if answer.status_code != 200 or not seen:
        raise Errors(f"{path} was answered {answer.status_code}")
    questions = [q for q in asked.captured_queries if not q["sql"].startswith(_OF_THE_TRANSACTION)]
    counts = [q["sql"] for q in asked.captured_queries if _COUNT.search(q["sql"]) and not _BOUND.search(q["sql"])]
    return Inside(len(questions), len(counts), _bare(*seen[0]))


def _bare(template: Template, given: dict[str, Any]) -> Callable[[], object]:
    """The page's template with everything it shows at hand. Raises Errors when it still asks the database."""
    def render() -> str:
        return template.render(Context(given))

    with CaptureQueriesContext(connection) as asked:
        render()
    if len(asked):
        raise Errors(f"the bare template asked the database: {asked.captured_queries[0]['sql'][:200]}")
    return render


def processor_ms(work: Callable[[], object], times: int) -> float:
    """Return the processor time of `work`, in milliseconds, after a first time that is not counted."""
    work()
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times * 1000


def last_full_page(path: str, session: str) -> tuple[str, int]:
    """Follow "next" from the first page of a list; return the address and number of the last page that is full."""
    client, pages = _client(session), [path]
    while len(pages) < DEEPEST:
        found = _NEXT.search(client.get(pages[-1]).content.decode())
        if found is None:
            break
        pages.append(path + found.group(1).replace("&amp;", "&"))
    # The very last page holds the few that are left: it would be quicker for having less to show.
    full = pages[:-1] or pages
    return full[-1], len(full)


def _client(session: str) -> Client:
    client = Client()
    client.cookies["lhr_session"] = session
    return client
