"""Loaded before Django's settings: says where the tests keep their data and on which engine they run, and at the end
names everything that was not run."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.support import postgresql, rows

# The quick run must say the same thing twice: its examples come from a fixed seed. The long run looks further each
# time and prints how to repeat what it found.
_CALM = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile(
    "quick", derandomize=True, deadline=None, max_examples=60, suppress_health_check=_CALM
)
settings.register_profile(
    "assurance", deadline=None, max_examples=2000, print_blob=True, suppress_health_check=_CALM
)

DATABASE_FIXTURES = {"db", "own_database", "shared_database", "live_lhr", "transactional_db"}
_session: dict[str, Any] = {"skipped": Counter()}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("lhr")
    group.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default=os.environ.get("LHR_TEST_DATABASE", "sqlite"),
        help="engine of the tests that touch the database; with postgresql only these are run",
    )
    group.addoption(
        "--nothing-skipped", action="store_true", help="fail when a test was skipped, whatever the reason"
    )
    group.addoption("--assurance", action="store_true", help="run the property tests at their long sizes")
    group.addoption("--seed", type=int, default=None, help="seed of the rows of assurance.md (tests/assurance)")
    group.addoption("--figures", metavar="FILE", help="where the rows of assurance.md write what they counted")
    group.addoption(
        "--pictures", metavar="FOLDER", help="keep the e2e run's screenshots there, for the documents"
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    for name in [n for n in os.environ if n.startswith("LHR_")]:
        del os.environ[name]
    folder = Path(tempfile.mkdtemp(prefix="lhr-test-"))
    _session["folder"] = folder
    (folder / "static").mkdir()
    # Passkeys are demanded by the tests that are about them; the other tests sign in by card.
    os.environ |= {"LHR_DATA_DIR": str(folder), "LHR_LOG_LEVEL": "ERROR", "LHR_PASSKEY_REQUIRED_ROLES": ""}
    if early_config.known_args_namespace.database == "postgresql":
        cluster = _session["cluster"] = postgresql.Cluster()
        os.environ["LHR_DATABASE_URL"] = (
            f"postgresql://{postgresql.APPLICATION}@/lhr?host={cluster.folder}&port={postgresql.PORT}"
        )
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("assurance" if config.option.assurance else "quick")
    config.stash[FOLDER] = _session.get("folder", Path(tempfile.gettempdir()))
    config.stash[CLUSTER] = _session.get("cluster")


FOLDER = pytest.StashKey[Path]()
CLUSTER = pytest.StashKey["postgresql.Cluster | None"]()


def touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & DATABASE_FIXTURES) or item.get_closest_marker("django_db") is not None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    postgres = config.option.database == "postgresql"
    other_engine = "sqlite" if postgres else "postgresql"
    kept, left = [], []
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker is not None and marker.kwargs.get("transaction"):
            raise pytest.UsageError(
                f"{item.nodeid}: use the fixture own_database; nothing here may be flushed"
            )
        elsewhere = item.get_closest_marker(other_engine) or (postgres and not touches_database(item))
        elsewhere = elsewhere or (item.get_closest_marker("long") and not config.option.assurance)
        elsewhere = elsewhere or (postgres and item.get_closest_marker("once") and not config.option.assurance)
        (left if elsewhere else kept).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
    # The browser's event loop stays in this thread once it is started, and asyncio.run() would then refuse in the
    # tests of the card agent: whatever drives a browser comes last.
    items[:] = sorted(kept, key=lambda item: item.get_closest_marker("e2e") is not None)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        _session["skipped"][why.removeprefix("Skipped: ")] += 1


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        _session["skipped"][why.removeprefix("Skipped: ")] += 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    rows.write(session.config)
    if session.config.option.nothing_skipped and _session["skipped"] and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for said in rows.told():
        terminalreporter.write_line(said)
    for reason, count in sorted(_session["skipped"].items()):
        terminalreporter.write_line(f"ข้ามการทดสอบ / not run: {count} × {reason}")


def pytest_unconfigure() -> None:
    cluster = _session.pop("cluster", None)
    if cluster is not None:
        cluster.stop()
    folder = _session.pop("folder", None)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
