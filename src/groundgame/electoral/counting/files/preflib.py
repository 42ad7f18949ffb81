"""PrefLib's orders: `soc soi toc toi`, complete or not, with ties or without."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from groundgame.electoral.counting.files.broken import FileError
from groundgame.electoral.counting.files.plain_papers import plain_orders
from groundgame.electoral.counting.files.rows import Marked, coded
from groundgame.electoral.counting.files.text import decode
from groundgame.electoral.counting.papers import Papers

KINDS = ("soc", "soi", "toc", "toi")
HEADING = re.compile(r"#\s*([A-Z ]+?)\s*([0-9]*):\s*(.*)")
MARK = re.compile(r"\s*(?:\{([0-9,\s]*)\}|([0-9]+))\s*(?:,|$)")


def read_preflib(data: bytes) -> Papers:
    r"""Return the papers of a PrefLib file: headings after `#`, then `number: order`, braces around equal ranks.

    Form: Mattei and Walsh, "PrefLib: A Library for Preferences" (2013), and https://preflib.github.io/PrefLib-Jekyll/format.

    Raises:
        FileError: with the line, what is wrong there and what to do.

    >>> text = b"# ALTERNATIVE NAME 1: Ash\n# ALTERNATIVE NAME 2: Beech\n5: 2,1\n1: {1,2}\n"
    >>> list(read_preflib(text))
    [(((1,), (0,)), 5), (((0, 1),), 1)]
    """
    found, start = _Found(), 0
    while data.startswith(b"#", start):
        start = data.find(b"\n", start) + 1 or len(data)
    found.read(data[:start], 1)
    plain = plain_orders(data[start:], len(found.names))
    if plain is None:
        found.read(data[start:], 1 + data.count(b"\n", 0, start))
    candidates = _candidates(found.headings, found.names)
    prefs, numbers, equal = (*plain, ()) if plain else coded(found.papers, len(candidates))
    papers = Papers(candidates, prefs, numbers, equal, title=found.headings.get("TITLE", ""))
    _promised(found.headings, papers.total, len(papers.numbers))
    _check_kind(found.headings.get("DATA TYPE", "toi"), papers)
    return papers


@dataclass
class _Found:
    """What stands in the lines read so far."""

    headings: dict[str, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    papers: Counter[tuple[Marked, ...]] = field(default_factory=Counter)

    def read(self, data: bytes, first: int) -> None:
        """Read lines, of which the first has that number; one kind of line once, however often it stands there."""
        lines = data.split(b"\n")
        for line, times in Counter(lines).items():
            text = decode(line)
            try:
                if text.startswith("#"):
                    _heading(text, self.headings, self.names, times)
                elif text.strip():
                    ranking, number = _order(text, self.names)
                    self.papers[ranking] += times * number
            except FileError as error:
                raise FileError(error.what, first + lines.index(line)) from None


def _heading(text: str, headings: dict[str, str], names: dict[int, str], times: int) -> None:
    found = HEADING.match(text)
    if found is None:
        return
    if found[1] == "ALTERNATIVE NAME" and found[2]:
        if times > 1 or found[3].strip() in names.values():
            raise FileError(f"{found[3].strip()!r} stands twice; give each candidate a name of their own")
        names[int(found[2])] = found[3].strip()
    else:
        headings[found[1]] = found[3].strip()


def _order(text: str, names: dict[int, str]) -> tuple[tuple[Marked, ...], int]:
    number, colon, order = text.partition(":")
    if not colon or not re.fullmatch(r"\s*[1-9][0-9]{0,11}\s*", number):
        raise FileError(f"{text[:60]!r} is no order; write a whole number of papers, a colon and the order")
    ranking: list[Marked] = []
    place = 0
    order = order.strip()
    while place < len(order):
        found = MARK.match(order, place)
        if found is None:
            raise FileError(f"{order[place:][:60]!r} is no order; write numbers with commas, equal ones as {{1,2}}")
        words = _words(found[1] if found[1] is not None else found[2])
        ranking.append(tuple(sorted(_index(word, names) for word in words)))
        place = found.end()
    marked = [each for together in ranking for each in together]
    if len(set(marked)) < len(marked):
        twice = next(each for each in marked if marked.count(each) > 1)
        raise FileError(f"{order[:60]!r} names {twice + 1} twice; a candidate has one place in an order")
    return tuple(ranking), int(number)


@lru_cache(maxsize=4096)
def _words(marks: str) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"[\s,]+", marks) if word)


def _index(word: str, names: dict[int, str]) -> int:
    if int(word) not in names:
        raise FileError(f"{word!r} is nobody's number; the candidates named above are 1 to {len(names)}")
    return int(word) - 1


def _candidates(headings: dict[str, str], names: dict[int, str]) -> tuple[str, ...]:
    wanted = headings.get("NUMBER ALTERNATIVES", str(len(names)))
    if not names or sorted(names) != list(range(1, len(names) + 1)) or wanted != str(len(names)):
        raise FileError(f"candidates {sorted(names)} are named and there are {wanted}; name each from 1 on, once")
    return tuple(names[number] for number in sorted(names))


def _promised(headings: dict[str, str], total: int, orders: int) -> None:
    for heading, what, found in (
        ("NUMBER VOTERS", "papers", total),
        ("NUMBER UNIQUE ORDERS", "different orders", orders),
    ):
        wanted = headings.get(heading, str(found))
        if wanted != str(found):
            raise FileError(f"its heading promises {wanted} {what} and {found} follow; check that it is whole")


def _check_kind(kind: str, papers: Papers) -> None:
    if kind not in KINDS:
        raise FileError(f"its DATA TYPE is {kind!r}, which holds no orders to count; give one of {', '.join(KINDS)}")
    if kind[0] == "s" and papers.equal:
        raise FileError(f"its DATA TYPE {kind} has no equal ranks, and an order has; say toc or toi")
    sizes = np.array([*[1] * len(papers.candidates), *map(len, papers.equal), 0])
    if kind[2] == "c" and (sizes[papers.prefs].sum(axis=1) < len(papers.candidates)).any():
        raise FileError(f"its DATA TYPE {kind} has whole orders, and one leaves somebody out; say soi or toi")
