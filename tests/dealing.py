"""The order of the tests where several workers share them: each begins with its part of the slow ones."""

import os

import pytest


def deal(items: list[pytest.Item]) -> None:
    """Put the slow tests, file by file, at the head of what each worker is given first.

    `--dist worksteal` cuts the list into one piece for each worker, and whoever is done takes from the end of another's
    piece. A slow test at the end of a piece would keep one worker busy when the others have nothing left; and a file's
    tests stay together because they share what is dear to make.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers == 1:
        return
    slow: dict[str, list[pytest.Item]] = {}
    quick: list[pytest.Item] = []
    for item in items:
        if item.get_closest_marker("slow"):
            slow.setdefault(str(item.path), []).append(item)
        else:
            quick.append(item)
    pieces: list[list[pytest.Item]] = [[] for _ in range(workers)]
    for number, path in enumerate(sorted(slow)):
        pieces[number % workers] += slow[path]
    left = len(items)
    for number, piece in enumerate(pieces):
        room = max(0, left // (workers - number) - len(piece))
        piece += quick[:room]
        del quick[:room]
        left -= len(piece)
    items[:] = [item for piece in pieces for item in piece] + quick
