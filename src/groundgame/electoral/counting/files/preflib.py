"""PrefLib's orders: `soc soi toc toi`, complete or not, with ties or without."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from groundgame.electoral.counting.files.broken import FileError
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
    headings: dict[str, str] = {}
    names: dict[int, str] = {}
    papers: Counter[tuple[Marked, ...]] = Counter()
    lines = data.split(b"\n")
    # One kind of line is read once, however often it stands there.
    for line, times in Counter(lines).items():
        text = decode(line)
        try:
            if text.startswith("#"):
                _heading(text, headings, names, times)
            elif text.strip():
                ranking, number = _order(text, names)
                papers[ranking] += times * number
        except FileError as error:
            raise FileError(error.what, lines.index(line) + 1) from None
    candidates = _candidates(headings, names)
    _promised(headings, papers.total(), len(papers))
    _check_kind(headings.get("DATA TYPE", "toi"), papers, len(candidates))
    return Papers(candidates, *coded(papers, len(candidates)), title=headings.get("TITLE", ""))


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


def _check_kind(kind: str, papers: Iterable[tuple[Marked, ...]], candidates: int) -> None:
    if kind not in KINDS:
        raise FileError(f"its DATA TYPE is {kind!r}, which holds no orders to count; give one of {', '.join(KINDS)}")
    strict, whole = kind[0] == "s", kind[2] == "c"
    for ranking in papers:
        if strict and any(len(together) > 1 for together in ranking):
            raise FileError(f"its DATA TYPE {kind} has no equal ranks, and an order has; say toc or toi")
        if whole and sum(map(len, ranking)) < candidates:
            raise FileError(f"its DATA TYPE {kind} has whole orders, and one leaves somebody out; say soi or toi")
