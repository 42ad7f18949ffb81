"""Engines in folders of their own: the tests here kill them."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psycopg
import pytest

from groundgame.engine import Engine, start
from groundgame.engine.postmaster import halt

# Small and quick to start; everything that decides what survives a kill stays as it is for the demo.
SMALL = {"shared_buffers": "16MB", "max_connections": "20"}


@pytest.fixture
def home(server_folder: Path) -> Iterator[Path]:
    """Return a folder for an engine, which is stopped at the end whatever the test did to it."""
    folder = server_folder / "home"
    yield folder
    halt(folder / "postgres")


@pytest.fixture
def start_small() -> Callable[[Path], Engine]:
    return partial(start, settings=SMALL)


@pytest.fixture
def ask() -> Callable[[str, str], object]:
    """Return a function that gives the first value of a query's first row."""

    def answer(url: str, query: str) -> object:
        with psycopg.connect(url) as connection:
            row = connection.execute(query).fetchone()
        return row[0] if row else None

    return answer
