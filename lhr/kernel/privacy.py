"""The privacy class of a column: what may be shown to whom, and what a reading must note."""

from enum import StrEnum


class Privacy(StrEnum):
    PUBLIC = "PUBLIC"  # open: names of LGOs, lines, schedules
    INTERNAL = "INTERNAL"  # signed-in staff in reach: post numbers, follow-up state, technical columns
    PERSONAL = "PERSONAL"  # reach and a reading outside one's own record: name, post, birth date
    SENSITIVE = "SENSITIVE"  # step-up, purpose and a reading: full national ID, discipline; secrets too
