"""The order in which people count: 2 before 10, 10 before 10A, figures before words."""

import re

_RUNS = re.compile(r"\d+|[^\W\d_]+")

Key = tuple[tuple[int, int, str], ...]


def natural_key(text: str) -> Key:
    """Return a key that sorts texts as their numbers count; spaces, signs and case do not matter.

    >>> sorted(["Flat 10A", "Flat 2", "Flat 10", "The Lodge"], key=natural_key)
    ['Flat 2', 'Flat 10', 'Flat 10A', 'The Lodge']
    """
    return tuple((0, int(run), "") if run.isdigit() else (1, 0, run.upper()) for run in _RUNS.findall(text))
