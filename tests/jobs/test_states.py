"""What the arguments of a job may hold."""

from __future__ import annotations

from uuid import uuid4

import pytest

from lhr.jobs.states import only_ids

THIRTEEN = "1" * 13
NO_IDS = ["สมใจ", "Somjai Deengam", THIRTEEN, int(THIRTEEN), "1-1111-11111-11-1", [THIRTEEN], {"a": 1}, 1.5, "a" * 65]
IDS = [str(uuid4()), [str(uuid4())] * 3, "11111111-1111-4111-8111-111111111111", "2018-08-31", "kp7", True, 2561, None]


@pytest.mark.parametrize("value", NO_IDS, ids=repr)
def test_names_and_id_numbers_are_no_arguments(value: object) -> None:
    assert not only_ids({"about": value})


@pytest.mark.parametrize("value", IDS, ids=lambda value: repr(value)[:12])
def test_ids_codes_and_days_are(value: object) -> None:
    assert only_ids({"about": value, "other": "kp7"})
