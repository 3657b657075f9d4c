"""Every benchmark runs, at town size and with the shortest rounds; what a figure says is not looked at here."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from benchmarks import (
    b_as_of,
    b_line,
    b_order,
    b_paper,
    b_register,
    b_rollout,
    b_search,
    b_sem102,
    b_sign_in,
    b_sixty,
    b_start,
    client,
    nation,
    officers,
    raw,
    serving,
    table,
    visitors,
)
from benchmarks.harness import TINY, Figure, Run
from benchmarks.measuring import SERVED_WITH
from benchmarks.nation import Size
from benchmarks.serving import Server
from lhr import config
from lhr.access.actor import Actor, Duty
from lhr.access.policy import Reach
from lhr.access.roles import Role
from lhr.followup import queries as followup
from lhr.followup.rules import State
from lhr.identity.models import SignIn, Stage
from lhr.kernel import clock
from lhr.registry_rights import actions as rights
from lhr.registry_rights.models import Appointment, RightsForm

SMALL = Size(provinces=1, people=60, lines=5, lgos=8)
OF_GOALS = {
    b_register: {"P-01", "P-04", "P-11"},
    b_as_of: {"P-12"},
    b_line: {"P-05"},
    b_order: {"P-07", "P-08"},
    b_search: {"P-03"},
    b_sem102: {"P-06"},
    b_sign_in: {"P-13"},
    b_rollout: {"P-14"},
    b_start: {"P-17"},
}


def _here(work: dict[str, Any]) -> Callable[[], dict[str, Any]]:
    """The clients in this process, one load after the other."""
    return lambda: client.played(work)


@pytest.fixture
def run(live_lhr: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """A small register behind a real socket."""
    for name, value in SERVED_WITH.items():
        monkeypatch.setenv(name, value)
    assert config.behind_proxy()
    nation.fill(SMALL)
    return Run("", "town", Server(live_lhr, 1.0, os.getppid(), str(tmp_path), _here), TINY)


def test_each_benchmark_gives_the_figures_of_its_goals(run: Run) -> None:
    for benchmark, goals in OF_GOALS.items():
        figures, _ = benchmark.measure(run)
        assert {figure.goal_number for figure in figures} == goals
    assert SignIn.objects.filter(stage=Stage.FULL, via="card").count() > 3
    keeper = visitors.officer()
    assert visitors.lines_of(visitors.long_record(keeper)) == visitors.LINES


@pytest.mark.once
def test_the_papers_that_are_measured_have_six_pages_and_are_of_different_people() -> None:
    one, other = itertools.islice(b_paper._cards(), 2)
    assert len(PdfReader(BytesIO(b_paper._set(one))).pages) == b_paper.PAGES
    assert one.header.name != other.header.name


@pytest.mark.long
@pytest.mark.once
def test_the_benchmark_of_the_paper_gives_its_figures() -> None:
    assert [figure.goal_number for figure in b_paper.figures(people=1, times=1)] == ["P-15", "P-15"]


def test_sixty_people_are_to_need_six_presses_and_three_minutes() -> None:
    assert [one.met for one in b_sixty.figures(6, 55.0)] == [True, True]
    assert [one.met for one in b_sixty.figures(7, 180.5)] == [False, False]


def test_a_process_that_a_thread_began_is_a_child_too() -> None:
    """Measured beside the program in a lane of its own, which a thread of `run.py` begins."""
    with ThreadPoolExecutor(1) as thread, subprocess.Popen(["sleep", "60"]) as ours:
        theirs = thread.submit(subprocess.Popen, ["sleep", "60"]).result()
        try:
            assert {ours.pid, theirs.pid} <= set(serving.children(os.getpid()))
        finally:
            for process in (ours, theirs):
                process.kill()
                process.wait()


def test_the_raw_work_of_the_first_screen_gives_the_numbers_that_the_screen_shows(own_database: str) -> None:
    nation.fill(SMALL)
    visitors.office(Role.CENTRE)
    lost = Appointment.objects.known().filter(role=Role.OFFICER).select_related("organisation")[0]
    by = Actor(
        day=clock.today(), account_id=lost.person_id, person_id=lost.person_id, name="bench",
        duties=(Duty(Role.REGISTRAR, lost.organisation.path, lost.organisation_id),), via="card",
    )  # fmt: skip
    rights.end_appointment(by=by, appointment=lost, reason="benchmarks")
    day, within = clock.today(), Reach(frozenset({"/"}))
    asked = followup.current_round(within=within)
    assert asked is not None
    shown = followup.by_province(followup.rows(asked, within=within, day=day), within=within, day=day)
    order = (State.REGISTERED, State.AWAITING, State.NOT_REGISTERED, State.WENT_STALE)
    wanted = [(t.path, *(t.counts[state] for state in order), t.late, t.ending) for t in shown if t.total]
    assert wanted == [("/48/", 7, 0, 0, 1, 1, 0)]
    assert [tuple(row[:-1]) for row in raw.states_of("/")] == wanted


def test_an_officer_of_the_load_signs_in_as_in_life(run: Run) -> None:
    """A wrong card is refused: the clients' errors are those that an officer would see."""
    registrar, officer = officers.pairs()[0]
    told = officers.described(registrar, 0, saves=True)
    other = officers.described(officer, 1)
    work = {"work": "day", "origin": run.server.origin, "rate": 1.0, "seconds": 0.01}
    seen = client.played({**work, "officers": [told]})
    assert (seen["errors"], len(seen["times"]["morning"]), len(seen["times"]["save"])) == (0, 1, 1)
    assert RightsForm.objects.filter(organisation=registrar.organisation_id).count() == 2
    seen = client.played({**work, "officers": [{**told, "cid": other["cid"]}]})
    assert seen["errors"] == 1
    assert "after the card" in seen["said"][0]


def test_a_missed_goal_stands_in_the_table_as_missed() -> None:
    figures = [Figure("P-02", "slow", "3 ms", of_goal=0.5), Figure("P-01", "quick", "1 ms", of_goal=2.0)]
    kept = {
        "engine": "sqlite", "size": "town", "on": "2018-08-31", "load_average_before": 9.0, "machine": {},
        "figures": [{**vars(f), "met": f.met} for f in figures],
    }  # fmt: skip
    page = table.page({"register": kept}, [], 1.5)
    rows = [line for line in page.splitlines() if line.startswith("| P-")]
    assert [row.split(" | ")[-1] for row in rows] == ["reached |", "missed |"]
    assert "busy: not to be quoted" in page


@pytest.mark.long
def test_the_whole_run_writes_its_table_and_its_plots(own_database: str, tmp_path: Path) -> None:
    engine = "postgresql" if own_database.startswith("postgresql") else "sqlite"
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LHR_", "DJANGO_"))}
    subprocess.run(
        [sys.executable, "-m", "benchmarks", "tiny", "town", engine],
        env={**plain, "BENCH_RESULTS": str(tmp_path)}, check=False, timeout=600,
    )  # fmt: skip
    made = {path.name for path in tmp_path.iterdir()}
    names = ("register", "as_of", "search", "growth", "line", "sem102", "sign_in", "rollout", "start")
    assert made >= {"README.md", "goals.svg", "rollout.svg", *(f"{name}_{engine}_town.json" for name in names)}
    goals = {
        figure["goal_number"]
        for name in names
        for figure in json.loads((tmp_path / f"{name}_{engine}_town.json").read_text(encoding="utf-8"))["figures"]
    }
    assert goals == {"P-01", "P-02", "P-04", "P-06", "P-11", "P-13", "P-14", "P-17"}
