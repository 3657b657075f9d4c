"""Reads the four beats of an action out of its syntax tree: may I, is it lawful, open the book, write.

A private function of the same module that the action calls is read in its place, so a long act may be cut in parts.
Calling another action with the same `by` counts as its beats: that action asks and opens the book itself.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house import repository

ASK, LAWFUL, BOOK, WRITE = "may I", "is it lawful", "open the book", "write"
_SAVING = {"save", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
_MANAGERS = (".objects.", "_default_manager.")


@dataclass(frozen=True)
class Act:
    path: Path
    function: ast.FunctionDef
    module: ast.Module

    @property
    def name(self) -> str:
        return f"{repository.name(self.path)}:{self.function.name}"

    @property
    def first_argument(self) -> str:
        arguments = self.function.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        return every[0].arg if every else ""

    @property
    def by_keyword(self) -> bool:
        return bool(self.function.args.kwonlyargs) and self.function.args.kwonlyargs[0].arg == "by"

    def marked(self, mark: str) -> bool:
        """True when the act carries this mark of lhr.access.marks with a reason: @anonymous_act("why")."""
        for decorator in self.function.decorator_list:
            if isinstance(decorator, ast.Call) and repository.called(decorator).rsplit(".", 1)[-1] == mark:
                why = decorator.args[0] if decorator.args else None
                return isinstance(why, ast.Constant) and len(str(why.value).split()) >= 3
        return False

    def beats(self) -> list[str]:
        """Return the beats in the order in which they sound."""
        return list(self._sound(self.function, {self.function.name}))

    def written_outside(self) -> list[int]:
        """Return the lines of the act that write, but not inside `with change(...)`."""
        inside = {
            id(node)
            for block in ast.walk(self.function)
            if isinstance(block, ast.With) and any(_opens(item.context_expr) for item in block.items)
            for part in block.body
            for node in ast.walk(part)
        }
        return [call.lineno for call in _calls(self.function) if _writes(call) and id(call) not in inside]

    def _sound(self, function: ast.FunctionDef, seen: set[str]) -> Iterator[str]:
        for call in _calls(function):
            name = repository.called(call)
            last = name.rsplit(".", 1)[-1]
            if name.endswith("policy.require") or name == "require":
                yield ASK
            elif last == "stop_if":
                yield LAWFUL
            elif _opens(call):
                yield BOOK
            elif _writes(call):
                yield WRITE
            elif (same := self._own(name)) is not None and name not in seen:
                yield from self._sound(same, seen | {name})
            elif _passes_by(call):
                yield from (ASK, BOOK)

    def _own(self, name: str) -> ast.FunctionDef | None:
        return next((n for n in self.module.body if isinstance(n, ast.FunctionDef) and n.name == name), None)


def _calls(function: ast.FunctionDef) -> list[ast.Call]:
    found = [n for part in function.body for n in ast.walk(part) if isinstance(n, ast.Call)]
    return sorted(found, key=lambda n: (n.lineno, n.col_offset))


def _opens(call: ast.expr) -> bool:
    return isinstance(call, ast.Call) and repository.called(call) in ("change", "book.change", "audit.change")


def _writes(call: ast.Call) -> bool:
    """True for what writes rows, by the names that Django and the ledger give it; a dict's update has no keywords."""
    name = f".{repository.called(call)}"
    last = name.rsplit(".", 1)[-1]
    if name.startswith(".ledger."):
        return last in ("record", "correct", "end", "withdraw")
    if last == "update":
        return bool(call.keywords)
    return last in _SAVING or (last == "create" and any(manager in name for manager in _MANAGERS))


def _passes_by(call: ast.Call) -> bool:
    """True for `actions.appoint(by=by, …)`: only actions take `by` by keyword."""
    return any(k.arg == "by" and isinstance(k.value, ast.Name) and k.value.id == "by" for k in call.keywords)


def action_files() -> list[Path]:
    """Return every actions.py, and every file of an actions/ folder."""
    return [
        p
        for p in repository.sources("lhr/")
        if p.name == "actions.py" or (p.parent.name == "actions" and not p.name.startswith("_"))
    ]


def acts() -> list[Act]:
    """Return every public function of every actions file."""
    found: list[Act] = []
    for path in action_files():
        module = repository.tree(path)
        public = [n for n in module.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
        found += [Act(path, node, module) for node in public]
    return found
