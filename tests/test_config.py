"""Settings are read once declared, and refused with a sentence that says what to write."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from lhr import config
from lhr.config import WrongSetting
from lhr.databases import connection_settings


class Setter(Protocol):
    def __call__(self, **values: str) -> None: ...


SECRETS = {"LHR_SECRET_KEY": "a" * 40, "LHR_ID_SECRET": "b" * 40, "LHR_PRINT_KEY": "2:" + "5a" * 32}
FIT_FOR_OFFICERS = {
    **SECRETS,
    "LHR_PRODUCTION": "yes",
    "LHR_ORIGIN": "https://lhr.example",
    "LHR_SYNTHETIC_ID_PREFIXES": "",
    "LHR_PASSKEY_REQUIRED_ROLES": "CENTRE,PROVINCE",
}


@pytest.fixture
def set_(monkeypatch: pytest.MonkeyPatch) -> Setter:
    def setter(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    return setter


def test_a_setting_is_read_anew_when_the_environment_changes(set_: Setter) -> None:
    assert config.lookup_per_hour() == 20
    set_(LHR_LOOKUP_PER_HOUR="3")
    assert config.lookup_per_hour() == 3


def test_a_secret_may_stand_in_a_file(set_: Setter, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("c" * 40 + "\n")
    set_(LHR_ID_SECRET_FILE=str(tmp_path / "secret"))
    assert config.id_secret() == "c" * 40


def test_a_secret_file_that_is_missing_is_a_problem_not_a_crash(set_: Setter, tmp_path: Path) -> None:
    set_(LHR_ID_SECRET_FILE=str(tmp_path / "gone"))
    assert len(config.problems()) == 1


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("LHR_TRAFFIC_LOG_DAYS", "89", "below 90"),
        ("LHR_AGENT_MIN_VERSION", "v2", "not a version"),
        ("LHR_AGENT_MIN_VERSION", "1.", "not a version"),
        ("LHR_PASS_HOURS", "9", "above 8"),
        ("LHR_PASS_HOURS", "0", "below 1"),
        ("LHR_ID_FIRST_DIGITS", "1-8", "not a row of digits"),
        ("LHR_READING_DAYS", "0", "below 90"),
        ("LHR_LOOKUP_PER_HOUR", "many", "not a whole number"),
        ("LHR_COLD_START", "perhaps", "neither yes nor no"),
        ("LHR_AGENT_APPROVAL", "village", "not one of"),
        ("LHR_ORIGIN", "http://lhr.example", "localhost only"),
        ("LHR_ORIGIN", "https://lhr.example/path", "without a slash"),
        ("LHR_SYNTHETIC_ID_PREFIXES", "19,299", "three digits"),
        ("LHR_SECRET_KEY", "a-hidden-word", "shorter than 32"),
        ("LHR_PASSKEY_REQUIRED_ROLES", "REGISTRAR", "not one of"),
    ],
)
def test_a_wrong_value_is_refused_with_the_setting_named(
    set_: Setter, name: str, value: str, says: str
) -> None:
    set_(**{name: value})
    (problem,) = config.problems()
    assert problem.startswith(name)
    assert says in problem
    if "SECRET" in name:
        assert value not in problem


def test_where_passkeys_are_demanded_the_site_has_a_name(set_: Setter) -> None:
    set_(LHR_ORIGIN="http://127.0.0.1:8000")
    assert config.problems() == []
    set_(LHR_PASSKEY_REQUIRED_ROLES="province")
    (problem,) = config.problems()
    assert problem.startswith("LHR_ORIGIN")


def test_production_starts_with_settings_fit_for_officers(set_: Setter) -> None:
    set_(**FIT_FOR_OFFICERS)
    assert config.problems() == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LHR_SYNTHETIC_ID_PREFIXES", "199"),
        ("LHR_ORIGIN", "http://localhost:8000"),
        ("LHR_DEMO", "yes"),
        ("LHR_PASSKEY_REQUIRED_ROLES", "PROVINCE"),
        ("LHR_SECRET_KEY", "b" * 40),
    ],
)
def test_production_refuses_what_is_only_for_tests(set_: Setter, name: str, value: str) -> None:
    set_(**FIT_FOR_OFFICERS)
    set_(**{name: value})
    assert len(config.problems()) == 1


def test_production_refuses_the_development_secrets(set_: Setter, monkeypatch: pytest.MonkeyPatch) -> None:
    set_(**FIT_FOR_OFFICERS)
    for name in SECRETS:
        monkeypatch.delenv(name)
    assert {p.split(":")[0] for p in config.problems()} == set(SECRETS)


def test_sqlite_is_the_default_and_waits_for_its_turn() -> None:
    settings = connection_settings("")
    assert settings["ENGINE"].endswith("sqlite3")
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_postgresql_address_becomes_its_parts() -> None:
    settings = connection_settings("postgresql://lhr_app:p%40ss@db.example:6432/lhr?sslmode=verify-full")
    parts = {name: settings[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert parts == {
        "NAME": "lhr",
        "USER": "lhr_app",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6432",
    }
    assert settings["OPTIONS"] == {"sslmode": "verify-full"}


def test_a_password_in_an_address_is_not_shown(set_: Setter) -> None:
    set_(LHR_DATABASE_URL="postgresql://lhr_app:hidden-word@db.example/lhr")
    assert "hidden-word" not in config.database_url.shown()


def test_an_unknown_database_is_refused() -> None:
    with pytest.raises(WrongSetting, match="mysql"):
        connection_settings("mysql://here/lhr")


@pytest.mark.parametrize("written", ["", "1", "0:" + "5a" * 32, "256:" + "5a" * 32, "1:" + "5a" * 31, "1:" + "zz" * 32])
def test_a_key_of_printed_papers_has_a_number_and_32_bytes(set_: Setter, written: str) -> None:
    set_(LHR_PRINT_KEY=written)
    with pytest.raises(WrongSetting, match="LHR_PRINT_KEY"):
        config.print_key()


def test_a_number_of_a_key_is_used_once(set_: Setter) -> None:
    set_(LHR_PRINT_KEY="2:" + "5a" * 32, LHR_PRINT_PUBLIC_KEYS="1:" + "11" * 32)
    assert config.problems() == []
    set_(LHR_PRINT_PUBLIC_KEYS="2:" + "11" * 32)
    assert [p.split(":")[0] for p in config.problems()] == ["LHR_PRINT_PUBLIC_KEYS"]
    set_(LHR_PRINT_PUBLIC_KEYS=",".join(["1:" + "11" * 32] * 2))
    assert config.problems()[0].startswith("LHR_PRINT_PUBLIC_KEYS: a number stands twice")
