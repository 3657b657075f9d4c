"""Row F6, the own rules: what could run somebody's text is not written, or stands in one place with its reason. ruff's
S rules (bandit's) are held by the static checks beside these."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.house import repository

SERVER = repository.sources("lhr/")
CALLS = {"eval", "exec", "compile", "__import__", "mark_safe", "SafeString", "RawSQL", "popen", "system"}
METHODS = {"raw", "extra", "execute", "executemany", "executescript"}
MODULES = {"pickle", "marshal", "shelve", "yaml", "dill", "telnetlib", "ftplib"}
# Where one of these stands, and why it may.
ALLOWED = {
    ("lhr/web/templatetags/lhr.py", "mark_safe"): "puts together what the template engine has escaped",
    ("lhr/web/help/guides.py", "mark_safe"): "our own guides; HTML in them is escaped by the Markdown reader",
    ("lhr/history/guards/__init__.py", "execute"): "triggers of our own models",
    ("lhr/history/guards/postgresql.py", "execute"): "triggers of our own models",
    ("lhr/history/guards/sqlite.py", "execute"): "triggers of our own models",
    ("lhr/audit/context.py", "execute"): "the number of a change, as a parameter",
}


def _called(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(repository.tree(path)):
        if isinstance(node, ast.Call):
            name = repository.called(node).rsplit(".", 1)[-1]
            plain = isinstance(node.func, ast.Name)
            found |= {name} if name in CALLS and (plain or name in ("popen", "system")) else set()
            found |= {name} if name in METHODS and not plain else set()
    return found


def test_nothing_runs_text_but_where_it_is_said_why() -> None:
    found = {(repository.name(path), name) for path in SERVER for name in _called(path)}
    assert found - set(ALLOWED) == set()
    assert set(ALLOWED) - found == set(), "said to be there, but gone"


def test_no_module_is_used_that_makes_objects_of_bytes() -> None:
    used = {
        (repository.name(path), name.name.split(".")[0])
        for path in SERVER
        for node in ast.walk(repository.tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([ast.alias(node.module or "")] if isinstance(node, ast.ImportFrom) else node.names)
    }
    assert {one for one in used if one[1] in MODULES} == set()


def test_no_sql_is_put_together_from_values() -> None:
    """A statement with a placeholder of Python's in it, outside the triggers of our own tables."""
    sql = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE)\b.*\b(FROM|INTO|SET)\b", re.DOTALL)
    found = [
        f"{repository.name(path)}:{node.lineno}"
        for path in SERVER
        if "/history/guards/" not in path.as_posix()
        for node in ast.walk(repository.tree(path))
        if isinstance(node, ast.JoinedStr) and sql.search(ast.unparse(node))
    ]
    assert found == []


def test_no_program_is_started_by_way_of_a_shell() -> None:
    shells = [
        f"{repository.name(path)}:{node.lineno}"
        for path in repository.sources()
        for node in ast.walk(repository.tree(path))
        if isinstance(node, ast.Call) and any(k.arg == "shell" for k in node.keywords)
    ]
    assert shells == []


def test_no_template_turns_the_escaping_off() -> None:
    off = re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off|mark_safe")
    assert [
        repository.name(path)
        for path, text in repository.texts()
        if path.suffix == ".html" and repository.name(path).startswith("lhr/") and off.search(text)
    ] == []


def test_the_pages_scripts_run_no_text() -> None:
    """One place puts words of the server into the page: the overlay of a lock."""
    words = ("eval", "new Function", "document.write", "insertAdjacentHTML", "outerHTML", "innerHTML")
    runs = re.compile(rf"\b({'|'.join(map(re.escape, words))})\b")
    ours = [p for p in repository.files() if p.suffix == ".js" and repository.name(p).startswith("lhr/web/static/")]
    found = [
        (path.name, line.strip())
        for path in ours
        if "/vendor/" not in path.as_posix()
        for line in path.read_text(encoding="utf-8").splitlines()
        if runs.search(line)
    ]
    assert found == [("lhr.js", "over.innerHTML = words;")]


def test_a_check_that_fails_never_lets_through() -> None:
    """assurance.md 3.3: no error is swallowed where rights, sign-ins and requests are judged."""
    judging = re.compile(r"lhr/(access|identity)/|lhr/web/shared/(middleware|who|standing|handing_over)")
    watched = [path for path in SERVER if judging.match(repository.name(path))]
    swallowed = [
        f"{repository.name(path)}:{node.lineno}"
        for path in watched
        for node in ast.walk(repository.tree(path))
        if isinstance(node, ast.ExceptHandler) and all(isinstance(n, ast.Pass | ast.Continue) for n in node.body)
    ]
    assert swallowed == []


def test_bandits_rules_are_among_the_static_checks() -> None:
    tool = repository.pyproject()["tool"]
    assert "S" in tool["ruff"]["lint"]["select"]  # type: ignore[index]
