"""PrefLib's orders: `soc soi toc toi`, complete or not, with ties or without."""

import re
from collections import Counter

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
    for line, text in enumerate(decode(data).split("\n"), start=1):
        try:
            if text.startswith("#"):
                _heading(text, headings, names)
            elif text.strip():
                ranking, number = _order(text, names)
                papers[ranking] += number
        except FileError as error:
            raise FileError(error.what, line) from None
    candidates = _candidates(headings, names)
    _promised(headings, papers.total())
    return Papers(candidates, *coded(papers, len(candidates)), title=headings.get("TITLE", ""))


def _heading(text: str, headings: dict[str, str], names: dict[int, str]) -> None:
    found = HEADING.match(text)
    if found is None:
        return
    if found[1] == "ALTERNATIVE NAME" and found[2]:
        if found[3].strip() in names.values():
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
        words = re.split(r"[\s,]+", (found[1] if found[1] is not None else found[2]).strip())
        ranking.append(tuple(sorted({_index(word, names) for word in words if word})))
        place = found.end()
    return tuple(ranking), int(number)


def _index(word: str, names: dict[int, str]) -> int:
    if int(word) not in names:
        raise FileError(f"{word!r} is nobody's number; the candidates named above are 1 to {len(names)}")
    return int(word) - 1


def _candidates(headings: dict[str, str], names: dict[int, str]) -> tuple[str, ...]:
    wanted = headings.get("NUMBER ALTERNATIVES", str(len(names)))
    if not names or sorted(names) != list(range(1, len(names) + 1)) or wanted != str(len(names)):
        raise FileError(f"candidates {sorted(names)} are named and there are {wanted}; name each from 1 on, once")
    return tuple(names[number] for number in sorted(names))


def _promised(headings: dict[str, str], total: int) -> None:
    wanted = headings.get("NUMBER VOTERS", str(total))
    if wanted != str(total):
        raise FileError(f"its heading promises {wanted} papers and {total} follow; check that it is whole")
