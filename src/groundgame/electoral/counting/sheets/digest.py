"""The SHA-256 of papers: the same papers give the same one, whatever file or order they stood in."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from groundgame.electoral.counting.alike import group
from groundgame.electoral.counting.papers import BLANK, Papers


def papers_text(papers: Papers) -> str:
    """Return the papers in the one form that is hashed (docs/counting.md says how to make it by other means).

    A line for each candidate, in the order of the names' code points, a withdrawn one marked; then a line for each
    different paper: the numbers of its candidates in that order, highest preference first, "=" between equal ones,
    "-" for a preference left out, nothing after the last; a colon; how many papers say so. These lines are sorted too.

    >>> print(papers_text(Papers.of(["Beech", "Ash"], {("Ash", "Beech"): 3, (None, "Beech"): 1, (): 2})))
    candidate Ash
    candidate Beech
    - 2: 1
    1 2: 3
    : 2
    """
    names = [unicodedata.normalize("NFC", name) for name in papers.candidates]
    order = sorted(range(len(names)), key=lambda index: names[index])
    heads = [f"{'withdrawn' if index in papers.withdrawn else 'candidate'} {names[index]}" for index in order]
    said: Counter[str] = Counter()
    for marks, number in _marks(papers, order):
        said[marks] += number
    return "\n".join([*heads, *sorted(f"{marks}: {number}" for marks, number in said.items() if number)])


def _marks(papers: Papers, order: Sequence[int]) -> Iterator[tuple[str, int]]:
    """Give what is marked on each kind of paper, and how many there are: a million are written in a few seconds."""
    place = {index: number for number, index in enumerate(order, start=1)}
    together = ["=".join(map(str, sorted(place[index] for index in each))) for each in papers.equal]
    words = [*(str(place[index]) for index in range(len(order))), *together, "-"]  # BLANK is -1, the last
    rows, numbers = group(papers.prefs, papers.numbers)
    # The place after each row's last mark; a column of nothing before it stands for a paper without any.
    marked = np.pad(rows != BLANK, ((0, 0), (1, 0)), constant_values=True)
    ends = rows.shape[1] - np.argmax(marked[:, ::-1], axis=1)
    for row, end, number in zip(rows.tolist(), ends.tolist(), numbers.tolist(), strict=True):
        yield " ".join([words[code] for code in row[:end]]), number


def papers_digest(papers: Papers) -> str:
    """Return the SHA-256 of the papers, as 64 hexadecimal digits.

    >>> papers_digest(Papers.of(["Ash"], {("Ash",): 1}))[:16]
    '79f0b09ca7bd8b1c'
    """
    return hashlib.sha256((papers_text(papers) + "\n").encode()).hexdigest()


def totals_digest(votes: Mapping[str, int]) -> str:
    """Return the SHA-256 of totals by name: a line "name: votes" each, sorted by name."""
    lines = (f"{unicodedata.normalize('NFC', name)}: {number}" for name, number in votes.items())
    return hashlib.sha256("".join(f"{line}\n" for line in sorted(lines)).encode()).hexdigest()
