"""What kinds of job there are. This package has none of its own: a package above registers its kind when Django is
ready (AppConfig.ready)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from lhr.access.actor import Actor
from lhr.access.permissions import Permission
from lhr.jobs.models import Job
from lhr.kernel.words import Words

# The write half of one item; returns the reference of the job's result once there is one, else "".
Write = Callable[[], str]


class JobKind(Protocol):
    """One kind of job, done item by item, so that it can stop between any two and go on in another process.

    `permission` is asked anew before every item, at the path for which the job was asked. `opens` names the address
    that shows the result of a job (it takes the job's id) and asks for the right itself; "" where there is nothing to
    open.
    """

    name: str
    says: Words
    permission: Permission
    opens: str

    def total(self, by: Actor, job: Job) -> int:
        """Return the number of items; asked once. Which item is which must not change afterwards."""

    def step(self, by: Actor, job: Job, item: int) -> Write:
        """Do the long part of item `item` (0, 1, …) without writing, and return what writes it.

        The write runs in one transaction with the progress: both are kept or neither, and never by two workers. An
        item must be done within the lease (LHR_JOB_LEASE_SECONDS), each beginning of it renews the lease.
        """


# What became of the items of a job, where not all of them come to the same: how many came to what.
Outcomes = Callable[[Job], Sequence[tuple[Words, int]]]

_KINDS: dict[str, JobKind] = {}
_OUTCOMES: dict[str, Outcomes] = {}


def register(kind: JobKind, outcomes: Outcomes | None = None) -> None:
    """Make a kind known. Raises ValueError for a name that is taken."""
    if kind.name in _KINDS:
        raise ValueError(f"two kinds of job are called {kind.name!r}")
    _KINDS[kind.name] = kind
    if outcomes is not None:
        _OUTCOMES[kind.name] = outcomes


def kind_of(name: str) -> JobKind:
    """Raises LookupError for a kind that nobody registered."""
    return _KINDS[name]


def says(name: str) -> Words:
    """Return what a kind is called; a job may outlive its kind."""
    return _KINDS[name].says if name in _KINDS else Words("งานที่ระบบรุ่นนี้ไม่รู้จัก", "A job this version does not know")


def opens(job: Job) -> str:
    """Return the name of the address that shows the job's result; "" where there is nothing to open."""
    return _KINDS[job.kind].opens if job.result and job.kind in _KINDS else ""


def outcomes(job: Job) -> Sequence[tuple[Words, int]]:
    """Return how many of the items done came to what; nothing of a kind whose items all come to the same."""
    return _OUTCOMES[job.kind](job) if job.kind in _OUTCOMES else ()
