"""The house keeps its own rules: short files, one place to commit, one place to ask the time."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("core", "accounts", "programme", "safety", "forum", "bookings", "front")
MOST_LINES_OF_A_FILE, MOST_LINES_OF_A_FUNCTION = 250, 40

#: Rooms of every feature in which changes are kept, and the five other files that keep some.
KEEPERS = (
    "front/commands.py",
    "front/importing.py",
    "core/db.py",
    "core/after_answer.py",
    "core/jobs.py",
    "core/mail/worker.py",
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def trees(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for path in files(*folders):
        yield named(path), ast.parse(path.read_text("utf-8"))


def calls(tree: ast.AST) -> Iterator[str]:
    """What is called, as it is written: "db.commit", "datetime.now"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_files_are_short() -> None:
    long = {
        named(path): lines
        for path in files(*PACKAGES, "tests")
        if (lines := len(path.read_text("utf-8").splitlines())) > MOST_LINES_OF_A_FILE
    }
    assert long == {}


def test_functions_are_short() -> None:
    long = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in trees(*PACKAGES)
        for node in ast.walk(tree)
        if isinstance(node, Function)
        and (node.end_lineno or 0) - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    ]
    assert long == []


def test_doors_are_short() -> None:
    """Fifteen statements at most, those inside others counted too, the docstring not."""
    long = [
        f"{name} {node.name}"
        for name, tree in trees(*PACKAGES)
        for node in tree.body
        if isinstance(node, Function)
        and any("blueprint" in ast.unparse(mark) for mark in node.decorator_list)
        and sum(isinstance(inner, ast.stmt) for inner in ast.walk(node)) - 2 > 15
    ]
    assert long == []


def test_changes_are_kept_in_few_places() -> None:
    keepers = {
        name
        for name, tree in trees(*PACKAGES)
        if any(called.rpartition(".")[2] == "commit" for called in calls(tree))
    }
    elsewhere = {name for name in keepers if "/routes" not in name and name not in KEEPERS}
    assert elsewhere == set()
    assert set(KEEPERS) <= keepers


def test_the_clock_alone_asks_the_time() -> None:
    asks = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
    found = {
        (name, called)
        for name, tree in trees(*PACKAGES)
        for called in calls(tree)
        if called in asks
    }
    assert found == {("core/clock.py", "datetime.now")}


def test_everything_public_says_what_it_is() -> None:
    silent = []
    for name, tree in trees(*PACKAGES):
        if not ast.get_docstring(tree):
            silent.append(name)
        for node in ast.walk(tree):
            if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
                continue
            inner = isinstance(node, Function) and _is_inside_a_function(tree, node)
            if not inner and not ast.get_docstring(node):
                silent.append(f"{name} {node.name}")
    assert silent == []


def _is_inside_a_function(tree: ast.Module, wanted: ast.AST) -> bool:
    return any(
        wanted in ast.walk(outer) and outer is not wanted
        for outer in ast.walk(tree)
        if isinstance(outer, Function)
    )


def test_every_package_says_what_it_is_in_one_line() -> None:
    for package in PACKAGES:
        text = ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text("utf-8")))
        assert text, package
        assert text.splitlines()[0].endswith("."), package


@pytest.mark.parametrize("package", PACKAGES)
def test_the_houses_page_names_every_package(package: str) -> None:
    assert f"{package}/" in (ROOT / "docs" / "house.md").read_text("utf-8")


def test_the_packages_here_are_all_there_are() -> None:
    outside = {"tests", "migrations", "setup_house", "benchmarks", "instance", "docs"}
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")} - outside
    assert found == set(PACKAGES)


def test_no_query_is_written_out_as_text() -> None:
    """`text()` with a value in it is how SQL is injected; the house needs no such thing."""
    found = {
        (name, ast.unparse(node))
        for name, tree in trees(*PACKAGES)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"text", "sa.text", "sqlalchemy.text"}
        and not (node.args and isinstance(node.args[0], ast.Constant))
    }
    assert found == set()
