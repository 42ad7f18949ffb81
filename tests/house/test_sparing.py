"""A test file is passed over only where every test in it is left out, and what it imports is there all the same."""

import ast
import importlib
from pathlib import Path

import pytest

from tests.sparing import has_examples, left_out, marks_of_all

ROOT = Path(__file__).resolve().parents[2]
QUICK = "not slow and not browser and not database"


@pytest.mark.parametrize(
    ("expression", "marks"),
    [
        (QUICK, {"slow", "browser", "database"}),
        ("not slow", {"slow"}),
        ("", set()),
        ("slow", set()),
        ("not slow or database", set()),
        ("not (slow and database)", set()),
        ("not not slow", set()),
    ],
)
def test_only_marks_of_which_none_is_wanted_are_left_out(expression, marks):
    assert left_out(expression) == marks


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        ("pytestmark = pytest.mark.slow  # every table is built again", {"slow"}),
        ("pytestmark = pytest.mark.django_db(transaction=True)", {"django_db", "database"}),
        ('pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("new_files")]', {"slow", "usefixtures"}),
        ("pytestmark = pytest.mark.slow if SMALL else []", set()),
        ("pytestmark = pytest.mark.skipif(not hasattr(os, 'fork'), reason=pytest.mark.slow)", set()),
        ("    pytestmark = pytest.mark.slow", set()),
        ("# pytestmark = pytest.mark.slow", set()),
    ],
)
def test_only_plain_marks_of_a_whole_file_are_read(line, marks):
    assert marks_of_all(f'"""A test."""\n\n{line}\n\ndef test_it(): ...\n') == marks


def test_examples_are_looked_for_wherever_one_is_written():
    assert has_examples('def two():\n    """Give two.\n\n    >>> two()\n    2\n    """\n')
    assert not has_examples('"""No example."""\n')


@pytest.mark.parametrize("folder", sorted(path.name for path in (ROOT / "tests").iterdir() if path.is_dir()))
def test_what_a_test_imports_is_there_also_in_files_that_are_passed_over(folder):
    """As collecting them would show: a test that is not read does not say that a name has gone."""
    gone = [
        f"{path.relative_to(ROOT)}: {module}.{name}"
        for path in sorted((ROOT / "tests" / folder).rglob("test_*.py"))
        if marks_of_all(text := path.read_text(encoding="utf-8")) & left_out(QUICK)
        for module, name in _imported(text)
        if not _is_there(module, name)
    ]
    assert not gone


def _imported(text: str) -> list[tuple[str, str]]:
    """Return the (module, name) pairs that the head of a file imports from the project."""
    return [
        (node.module, alias.name)
        for node in ast.parse(text).body
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in {"groundgame", "tests"}
        for alias in node.names
    ]


def _is_there(module: str, name: str) -> bool:
    try:
        if hasattr(importlib.import_module(module), name):
            return True
        importlib.import_module(f"{module}.{name}")
    except ImportError:
        return False
    return True
