"""What need not be read to run the tests that are asked for: half of what collecting them took.

A worker reads every file that it collects from, and rewrites its assertions, whether or not one of its tests is run.
"""

import gc
import re
from pathlib import Path

import pytest

MARK = r"pytest\.mark\.(\w+)(?:\([^()]*\))?"
OF_ALL_TESTS = re.compile(rf"^pytestmark = \[?((?:{MARK}(?:, )?)+)\]?(?:  #.*)?$", re.MULTILINE)
NONE_OF = re.compile(r"not \w+(?: and not \w+)*")


def left_out(expression: str) -> frozenset[str]:
    """Return the marks of which `-m` wants none; no mark where it asks for anything else."""
    return frozenset(re.findall(r"not (\w+)", expression)) if NONE_OF.fullmatch(expression.strip()) else frozenset()


def marks_of_all(text: str) -> frozenset[str]:
    """Return the marks that a file gives to every test in it; none where they are not plain names in one line."""
    found = OF_ALL_TESTS.search(text)
    marks = frozenset(name for name in re.findall(MARK, found[1])) if found else frozenset()
    return marks | {"database"} if "django_db" in marks else marks


def has_examples(text: str) -> bool:
    """Say whether a file can hold an example that doctest runs."""
    return ">>>" in text


class Sparing:
    """Passes over test files of which every test is left out, and looks for examples only where there may be one."""

    def __init__(self, config: pytest.Config) -> None:
        self._left_out = left_out(config.option.markexpr)

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        if not self._left_out or not collection_path.name.startswith("test_") or collection_path.suffix != ".py":
            return None
        return True if marks_of_all(collection_path.read_text(encoding="utf-8")) & self._left_out else None

    def pytest_collection_finish(self) -> None:
        """Look for garbage seldom, never among what was collected: a tenth of the time, where no connection waits."""
        if "database" in self._left_out:
            gc.collect()
            gc.freeze()
            gc.set_threshold(50_000, 20, 50)

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(self, file_path: Path):
        collectors = yield
        if not collectors or has_examples(file_path.read_text(encoding="utf-8")):
            return collectors
        return [one for one in collectors if type(one) is pytest.Module]  # the collector of examples is another kind
