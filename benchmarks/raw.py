"""The facts of our pages fetched raw: one or two statements, without any of ours around them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from benchmarks.nation import DAY
from lhr import config
from lhr.kernel import clock
from lhr.organisations.models import Organisation


def person_and_lines(person: UUID) -> Callable[[], object]:
    """The person, the name and the lines by three queries, without any of ours around them."""
    key = _as_kept(person)

    def work() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM people_person WHERE id = %s", [key])
            cursor.fetchall()
            cursor.execute(
                "SELECT * FROM people_personname WHERE person_id = %s AND superseded_id IS NULL", [key]
            )
            cursor.fetchall()
            cursor.execute(
                "SELECT * FROM service_record_serviceline WHERE person_id = %s AND superseded_id IS NULL "
                "ORDER BY starts, seq",
                [key],
            )
            return len(cursor.fetchall())

    return work


def staff(place: Organisation) -> Callable[[], object]:
    """The first fifty who serve there with name and post, in order of their names, in one query."""
    key = _as_kept(place.pk)

    def work() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT n.first, n.last, e.kind_code, i.line_code FROM service_record_employment e "
                "JOIN people_personname n ON n.person_id = e.person_id AND n.superseded_id IS NULL "
                "LEFT JOIN service_record_incumbency i ON i.person_id = e.person_id AND i.until IS NULL "
                "WHERE e.organisation_id = %s AND e.until IS NULL ORDER BY n.sort_key LIMIT 50",
                [key],
            )
            return len(cursor.fetchall())

    return work


_STATES = """
WITH role_state AS (
  SELECT o.id AS lgo, substr(o.path, 1, %(length)s) AS place, r.role AS role,
    max(CASE WHEN a.took_effect IS NOT NULL AND NOT a.void AND a.starts <= %(day)s
             AND (a.until IS NULL OR a.until > %(day)s) THEN 4
             WHEN NOT a.void AND a.refused_reason = '' AND (a.until IS NULL OR a.until > %(day)s) THEN 3
             WHEN a.took_effect IS NOT NULL AND a.until <= %(day)s THEN 1
             ELSE 2 END) AS state,
    max(CASE WHEN a.took_effect IS NOT NULL AND NOT a.void AND a.starts <= %(day)s
             THEN coalesce(a.until, %(never)s) END) AS held_until,
    min(c.at) AS counts_since
  FROM organisations_organisation o
  CROSS JOIN (SELECT 'REGISTRAR' AS role UNION ALL SELECT 'OFFICER') r
  LEFT JOIN registry_rights_appointment a
    ON a.organisation_id = o.id AND a.role = r.role AND a.superseded_id IS NULL
  LEFT JOIN audit_change c ON c.seq = a.took_effect
  WHERE o.level = 'LGO' AND o.path >= %(low)s AND o.path < %(high)s
  GROUP BY 1, 2, 3
), lgo_state AS (
  SELECT lgo, place, min(state) AS state, min(held_until) AS held_until, max(counts_since) AS saved
  FROM role_state GROUP BY 1, 2
)
SELECT place, sum(CASE WHEN state = 4 THEN 1 ELSE 0 END), sum(CASE WHEN state = 3 THEN 1 ELSE 0 END),
  sum(CASE WHEN state = 2 THEN 1 ELSE 0 END), sum(CASE WHEN state = 1 THEN 1 ELSE 0 END),
  sum(CASE WHEN state < 4 AND %(day)s > %(deadline)s THEN 1 ELSE 0 END),
  sum(CASE WHEN state = 4 AND held_until <= %(soon)s THEN 1 ELSE 0 END), max(saved)
FROM lgo_state GROUP BY 1 ORDER BY 1
"""


def states(path: str) -> Callable[[], object]:
    """The same work as the follow-up table, to be done again and again."""
    return lambda: states_of(path)


def states_of(path: str) -> list[tuple[str | int, ...]]:
    """The state of both roles of every LGO below `path` today, and of each province (of each district below one) how
    many are registered, await, are not registered, went stale, are late, will end soon. One statement."""
    day = clock.today()
    given: dict[str, str | date | int] = {
        "day": day, "deadline": DAY, "soon": day + timedelta(days=config.rights_ending_days()), "never": date.max,
        "low": path, "high": path[:-1] + "0", "length": 4 if path == "/" else 9,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_STATES, given)
        return list(cursor.fetchall())


def _as_kept(key: UUID) -> str:
    return key.hex if connection.vendor == "sqlite" else str(key)
